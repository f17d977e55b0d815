"""The sentence behind every problem code, in both languages, with the next step.

Codes are stable: scripts read them (`--json`). `{value}` is what the person gave.
"""

from __future__ import annotations

from casefiles.domain import (
    messages_access,
    messages_care,
    messages_carrying,
    messages_closing,
    messages_console,
    messages_divisions,
    messages_exchange,
    messages_files,
    messages_giving,
    messages_identity,
    messages_keeping,
    messages_keysheets,
    messages_leaving,
    messages_matches,
    messages_merging,
    messages_registers,
    messages_reports,
    messages_rosters,
    messages_salvage,
    messages_service,
    messages_surveys,
    messages_transferring,
    messages_trip,
    messages_visits,
    messages_worklists,
)
from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    # fields
    "REQUIRED": Label("此项必填，请填写后再保存。", "This field is required. Fill it in, then save."),
    "TOO_LONG": Label(
        "内容太长：最多 {limit} 个字。请缩短。", "Too long: at most {limit} characters. Shorten it."
    ),
    "NOT_A_NUMBER": Label(
        "“{value}”不是整数。请只填数字。", "“{value}” is not a whole number. Enter digits only."
    ),
    "OUT_OF_RANGE": Label("数值应在 {low} 到 {high} 之间。", "The number must lie between {low} and {high}."),
    "NOT_A_DATE": Label(
        "“{value}”不是日期。请写成 2014-09-16 或 2014年9月16日。",
        "“{value}” is not a date. Write it like 2014-09-16.",
    ),
    "DATE_IN_FUTURE": Label("日期不能晚于今天。请核对。", "The date cannot be later than today. Check it."),
    "DATE_TOO_OLD": Label("日期早于 {limit}，请核对年份。", "The date is before {limit}. Check the year."),
    "DATE_BEFORE_BIRTH": Label(
        "日期早于出生日期 {birth}。请核对。", "The date is before the birth date {birth}. Check both."
    ),
    "END_BEFORE_START": Label(
        "结束日期早于开始日期。请核对。", "The end is before the start. Check both dates."
    ),
    "NOT_A_CHOICE": Label(
        "“{value}”不在可选项中。请从列表中选择：{choices}。",
        "“{value}” is not one of the choices. Choose from the list: {choices}.",
    ),
    "NOT_YES_NO": Label("“{value}”应填“是”或“否”。", "“{value}” should be yes or no."),
    "UNKNOWN_FIELD": Label(
        "没有名为“{value}”的字段。相近的有：{guess}。",
        "There is no field named “{value}”. Near it: {guess}.",
    ),
    "UNKNOWN_ENTITY": Label(
        "没有名为“{value}”的登记类别。可用：{choices}。",
        "There is no register named “{value}”. Use one of: {choices}.",
    ),
    "NOT_FOUND": Label(
        "找不到编号为“{value}”的记录。请核对编号。", "No record has the id “{value}”. Check the id."
    ),
    "NOT_A_MEASURE": Label(
        "“{value}”不是数字，或小数超过 {places} 位。请对照单据核对后重填。",
        "“{value}” is not a number with at most {places} decimal places. Check it against the paper and type it again.",
    ),
    "NAME_CHARACTERS": Label(
        "姓名中有不能使用的字符“{value}”。请只用汉字、字母和间隔号“·”。",
        "The name has a character that cannot be used: “{value}”. Use letters, Chinese characters and ·.",
    ),
    "SAME_ID_NUMBER": Label(
        "已有身份证号相同的档案：{name}（{number}）。请核对是否同一人。",
        "A file with this ID number exists: {name} ({number}). Check whether it is the same person.",
    ),
    "NOT_A_CHILD": Label(
        "按出生日期已满 {n} 岁。请核对出生日期。",
        "By the birth date this person is aged {n}. Check the birth date.",
    ),
    # citizen ID (GB 11643)
    "ID_LENGTH": Label(
        "身份证号应为 18 位（旧证 15 位），现在是 {n} 位。请对照证件核对。",
        "An ID number has 18 digits (old cards 15); this has {n}. Check it against the card.",
    ),
    "ID_CHECKSUM": Label(
        "身份证号的校验位不对，可能有一位写错。请对照证件核对。",
        "The check digit of the ID number is wrong; a digit may be mistyped. Check it against the card.",
    ),
    "ID_CHARACTERS": Label(
        "身份证号只能由数字组成，最后一位可以是 X。请核对。",
        "An ID number consists of digits; only the last may be X. Check it.",
    ),
    "ID_BIRTH": Label(
        "身份证号中的出生日期不存在。请对照证件核对。",
        "The birth date inside the ID number does not exist. Check it against the card.",
    ),
    "ID_BIRTH_DIFFERS": Label(
        "出生日期与身份证号中的 {inside} 不一致。请改正其中一个。",
        "The birth date differs from {inside} in the ID number. Correct one of them.",
    ),
    "ID_SEX_DIFFERS": Label(
        "性别与身份证号不一致。请改正其中一个。",
        "The sex differs from the ID number. Correct one of them.",
    ),
    "ID_DAMAGED_BY_EXCEL": Label(
        "“{value}”被表格软件当作数字损坏，后几位已丢失。请把该列设为“文本”后重新填写。",
        "“{value}” was damaged by the spreadsheet, its last digits are lost. "
        "Make the column text and type it again.",
    ),
    "PHONE": Label(
        "电话号码不对：手机 11 位以 1 开头，固定电话带区号。请核对。",
        "Not a phone number: mobiles have 11 digits starting with 1, landlines an area code. Check it.",
    ),
    "AREA_CODE": Label(
        "区划代码应为 6、9 或 12 位数字，现在是“{value}”。请核对；写的是名称时，请从列出的区划里选一个，或填写代码。",
        "A division code has 6, 9 or 12 digits; this is “{value}”. Check it; of a name choose one from the list, or "
        "enter the code.",
    ),
    # matches
    "MATCH_EXISTS": Label(
        "该儿童与该五老已经结对。请先结束原来的结对。",
        "This child and this mentor are matched already. End that match first.",
    ),
    "MENTOR_FULL": Label(
        "该五老的结对已满（{n}/{limit}）。请换一位，或先提高其可结对人数。",
        "This mentor has no room ({n}/{limit}). Choose another, or raise their capacity first.",
    ),
    "CHILD_HAS_MENTOR": Label(
        "该儿童已有结对五老。多帮一时请指定牵头人，或先结束原来的结对。",
        "This child has a mentor already. For many-to-one name the lead, or end that match first.",
    ),
    # opening an office
    "WRONG_PASSPHRASE": Label("密码不正确。请重新输入。", "The passphrase is wrong. Type it again."),
    "WEAK_PASSPHRASE": Label(
        "密码至少 {n} 个字符。请换一个更长的。",
        "The passphrase needs at least {n} characters. Choose a longer one.",
    ),
    "PASSPHRASE_DIGITS": Label(
        "只有数字的密码至少要 {n} 位，生日和电话一试就中。请加上字母或汉字（这样 {m} 位就够），或写长些。",
        "A passphrase of digits alone needs at least {n} of them: birthdays and telephone numbers are tried first. Put "
        "letters among them (then {m} will do), or make it longer.",
    ),
    "PASSPHRASE_EASY": Label(
        "这样的密码最先被人试到。请换一个：几个不相干的词连写，好记又难猜。",
        "This passphrase is among the first that anybody tries. Take another: some words that have nothing to do with "
        "each other are easy to remember and hard to guess.",
    ),
    "NO_OFFICE": Label(
        "这个文件夹里没有进家门的数据。请选择别的文件夹，或新建单位。",
        "This folder holds no Doorstep office. Choose another folder, or make a new office.",
    ),
    "OFFICE_EXISTS": Label(
        "这个文件夹里已经有一个单位。请选择空文件夹。",
        "This folder already holds an office. Choose an empty folder.",
    ),
    "DB_NEWER": Label(
        "数据库由更新的版本写成。请先升级本软件；数据没有改动。",
        "The database was written by a newer version. Upgrade this program first; nothing was changed.",
    ),
    "DB_DAMAGED": Label(
        "数据库文件已损坏。请不要删除它：在输入密码的页面选“抢救数据”（命令行：salvage）；抢救不了再从备份恢复。",
        "The database file is damaged. Do not delete it: lock, and choose “Salvage the data” on the page of the "
        "passphrase (in the console: salvage); if that is refused, restore from a backup.",
    ),
    "NOT_DAMAGED": Label(
        "数据库完好，不需要抢救。没有改动。",
        "The database is sound: there is nothing to salvage. Nothing was changed.",
    ),
    "BEYOND_SALVAGE": Label(
        "数据库中最要紧的部分坏了，无法抢救；原文件没有改动。请从备份恢复；没有备份时，请上级重新邀请这台电脑，档案随邀请带回。",
        "The vital part of the database is damaged, so it cannot be salvaged; the file was left as it is. Restore a "
        "backup; where there is none, ask the office above for a new invitation, which brings the files back.",
    ),
    "DB_FOREIGN": Label(
        "这不是本机的加密数据库。请核对文件夹，或从备份恢复。",
        "This is not the encrypted database of this office. Check the folder, or restore from a backup.",
    ),
    "KEYS_DAMAGED": Label(
        "密钥文件缺失或损坏。请从备份恢复 keys.json。",
        "The key file is missing or damaged. Restore keys.json from a backup.",
    ),
    "LOCKED": Label(
        "该单位已在另一个窗口（或另一用户）中打开。请先关闭那个窗口。",
        "This office is open in another window (or by another user). Close that window first.",
    ),
    "DISK_FULL": Label(
        "磁盘空间不足。没有写入任何内容。请清理磁盘后重试。",
        "The disk is full. Nothing was written. Free some space and try again.",
    ),
    "CANNOT_WRITE": Label(
        "无法写入“{value}”。请检查文件夹是否存在、是否写保护，或换一个位置。",
        "Cannot write to “{value}”. Check that the folder exists and is not read-only, or choose another.",
    ),
    "NOT_JSON": Label(
        "“{value}”不是 JSON 记录或记录列表。请核对文件内容；花名册请用 roster 导入。",
        "“{value}” is not a JSON record or list of records. Check the file; a workbook is imported with roster.",
    ),
    "CANNOT_READ": Label(
        "无法读取“{value}”。请检查文件是否存在。",
        "Cannot read “{value}”. Check that the file exists.",
    ),
    # roster
    "NOT_A_WORKBOOK": Label(
        "“{value}”不是 Excel 工作簿或 CSV。请用表格软件另存为 .xlsx 后再导入。",
        "“{value}” is not a workbook. Save it as .xlsx from your spreadsheet program and try again.",
    ),
    "WORKBOOK_PASSWORD": Label(
        "工作簿设有密码。请在表格软件中取消密码后再导入。",
        "The workbook is protected by a password. Remove the password and try again.",
    ),
    "NO_KNOWN_COLUMN": Label(
        "没有认出任何列名。请使用模板的表头，例如“姓名”。",
        "No column name was recognised. Use the headers of the template, for example “姓名 (name)”.",
    ),
    "WORKBOOK_EMPTY": Label("工作簿中没有数据行。请核对文件。", "The workbook has no rows. Check the file."),
    "ROSTER_DOUBLE": Label(
        "与本表第 {row} 行是同一人。请删去一行。",
        "This is the same person as row {row} of this sheet. Remove one of the rows.",
    ),
    # packages
    "EMPTY": Label(
        "文件是空的，上次拷贝没有完成。请对方重新导出。",
        "The file is empty: the last copy was not finished. Ask the sender to export again.",
    ),
    "TRUNCATED": Label(
        "数据包不完整。没有写入任何内容。请重新拷贝。",
        "The package is cut off. Nothing was written. Copy it again.",
    ),
    "DAMAGED": Label(
        "数据包已损坏（U盘可能有故障）。没有写入任何内容。请重新拷贝。",
        "The package is damaged (the stick may be faulty). Nothing was written. Copy it again.",
    ),
    "NOT_A_BUNDLE": Label(
        "内容不是本系统的数据交换包（扩展名是什么都一样）。请选择对方用“导出”写的 .tgx 文件，或请对方重新导出。",
        "What is in it is not a Doorstep package, whatever it is called. Choose a .tgx file that the other office"
        " exported, or ask for a new one.",
    ),
    "NOT_FOR_US": Label(
        "这个数据包是给别的单位的，本机打不开。请交给收件单位。",
        "This package is for another office and cannot be opened here. Give it to its addressee.",
    ),
    "UNKNOWN_SENDER": Label(
        "发送单位未经登记。请先导入对方的单位名片。",
        "The sender is not known here. Import the sender's office card first.",
    ),
    "FORGED": Label(
        "签名不符，可能被改动。没有写入任何内容，请立即报告上级。",
        "The signature does not fit; the package may have been altered. Nothing was written. Report it.",
    ),
    "TOO_NEW": Label(
        "对方软件较新。请先升级本软件，再导入这个数据包。",
        "The sender's program is newer. Upgrade this program, then import the package.",
    ),
    "TOO_BIG": Label(
        "数据包内容异常，已拒收。请对方重新导出。",
        "The content of the package is abnormal; it was refused. Ask the sender to export again.",
    ),
    "BAD_FRAME": Label(
        "数据包内部格式错误（第 {n} 段）。请对方升级后重新导出。",
        "The package has a malformed part (part {n}). Ask the sender to upgrade and export again.",
    ),
    "BAD_CHAIN": Label(
        "记录链不连续，已拒收。请对方重新导出。",
        "The chain of records does not fit; the package was refused. Ask the sender to export again.",
    ),
    "WAITING": Label(
        "缺少更早的数据包（“{sender}”第 {n} 条记录起）。请先导入更早的数据包，或请对方重新导出。",
        "An earlier package is missing (from record {n} of “{sender}”). Import it first, or ask for a new export.",
    ),
    "FORKED": Label(
        "两台电脑使用了同一身份（“{sender}”）：可能是复制了数据文件夹，也可能是恢复了旧的数据。"
        "两边的记录都已保留（{here} 条和 {there} 条）。请在“数据交换”中选择原因。",
        "Two computers used the same identity (“{sender}”): a data folder was copied, or old data was put back. What "
        "both wrote is kept ({here} and {there} changes). Say in “Exchange” which it was.",
    ),
    "UNKNOWN_OFFICE": Label(
        "不认识单位“{value}”。请先导入对方的单位名片。已登记：{choices}。",
        "The office “{value}” is not known. Import its card first. Known: {choices}.",
    ),
    "OWN_CARD": Label(
        "这是本单位自己的名片。请选择对方交来的名片文件。",
        "This is your own office's card. Choose the card the other office gave you.",
    ),
    "CARD_CHANGED": Label(
        "“{value}”的名片与已登记的不同（对方可能换了电脑或恢复过备份）。请先电话核实，确认后再选择替换。",
        "The card of “{value}” differs from the one known here (they may have a new computer or restored a backup). "
        "Ask them on the phone first, then choose to replace it.",
    ),
    "INVITE_NAME": Label(
        "区划表里 {code} 叫“{known}”，邀请写的是“{value}”。如代码填错了，请作废这个邀请，重新邀请。",
        "By the table of divisions {code} is “{known}”; the invitation says “{value}”. If the code is wrong, withdraw"
        " this invitation and invite again.",
    ),
    "NOT_A_CARD": Label(
        "这不是单位名片文件。请选择扩展名为 .card 的文件。",
        "This is not an office card. Choose a file that ends in .card.",
    ),
    "STICK_BAD": Label(
        "写入后校验不一致，U盘可能是扩容盘。请换一个U盘。",
        "What was read back differs from what was written; the stick may be faulty. Use another stick.",
    ),
    "STICK_GONE": Label(
        "U盘已拔出或写保护，导出没有完成。原数据不受影响。请插好后重试。",
        "The stick was removed or is read-only; the export is not complete. Your data is untouched. Try again.",
    ),
    # papers
    "MISSING_GLYPHS": Label(
        "有字库画不出的字：{value}。请联系上级更换字形或改用通用字。",
        "No carried font can draw: {value}. Use a common substitute, or ask for a glyph.",
    ),
    "NOTHING_TO_PRINT": Label(
        "没有符合条件的记录，没有打印。请换一个条件。",
        "No record fits; nothing was printed. Change the condition.",
    ),
    "UNKNOWN_PAPER": Label(
        "没有名为“{value}”的文书。可用：{choices}。",
        "There is no paper named “{value}”. Use one of: {choices}.",
    ),
    # accounts and keeping
    "LAST_USER": Label(
        "这是最后一个账号，删除后谁也打不开数据。请先新增另一个账号。",
        "This is the last account; without it nobody could open the office. Add another account first.",
    ),
    "LOGIN_TAKEN": Label(
        "账号“{value}”已经有人用，没有改变。请另取一个账号；这个人忘了密码的，先删除这个账号，再新增。",
        "Somebody has the account “{value}” already, and it stays as it is. Choose another login; for whoever forgot "
        "the passphrase take the account away first and add it again.",
    ),
    "NO_SUCH_USER": Label(
        "没有账号“{value}”。请核对账号。", "There is no account “{value}”. Check the login."
    ),
    "NOT_A_BACKUP": Label(
        "“{value}”不是进家门的备份。请选择备份文件夹。",
        "“{value}” is not a Doorstep backup. Choose the backup's folder.",
    ),
    "BACKUP_WITHIN": Label(
        "备份在“{value}”里面的文件夹“{in}”中。请选择那个文件夹。",
        "The backup is in the folder “{in}” inside “{value}”. Choose that folder.",
    ),
    "BACKUP_BAD": Label(
        "备份写完后打不开，没有算作备份。请换一个磁盘重试。",
        "The backup could not be opened again and does not count. Use another disk and try again.",
    ),
    "FOLDER_NOT_EMPTY": Label(
        "文件夹“{value}”不是空的。请选择空文件夹。",
        "The folder “{value}” is not empty. Choose an empty folder.",
    ),
    # console
    "USAGE": Label("{value}", "{value}"),
    "NOT_HERE": Label(
        "安装版不带测试和基准。请在源代码文件夹中运行 ./run。",
        "The packaged program carries no tests or benchmarks. Use ./run in the folder of the source.",
    ),
    "NO_DISPLAY": Label(
        "没有图形界面。请在桌面环境中运行，或使用命令行：./run --help。",
        "There is no display. Run it on a desktop, or use the command line: ./run --help.",
    ),
    # a room with many of them keeps them in a file of its own
    **messages_care.MESSAGES,
    **messages_carrying.MESSAGES,
    **messages_closing.MESSAGES,
    **messages_console.MESSAGES,
    **messages_divisions.MESSAGES,
    **messages_files.MESSAGES,
    **messages_giving.MESSAGES,
    **messages_access.MESSAGES,
    **messages_identity.MESSAGES,
    **messages_keysheets.MESSAGES,
    **messages_leaving.MESSAGES,
    **messages_matches.MESSAGES,
    **messages_merging.MESSAGES,
    **messages_registers.MESSAGES,
    **messages_reports.MESSAGES,
    **messages_rosters.MESSAGES,
    **messages_keeping.MESSAGES,
    **messages_salvage.MESSAGES,
    **messages_exchange.MESSAGES,
    **messages_transferring.MESSAGES,
    **messages_trip.MESSAGES,
    **messages_service.MESSAGES,
    **messages_surveys.MESSAGES,
    **messages_visits.MESSAGES,
    **messages_worklists.MESSAGES,
}
