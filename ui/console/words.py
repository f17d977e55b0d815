"""The sentences of the console."""

from __future__ import annotations

from casefiles.domain.words import Label
from ui import words_files, words_questions, words_transfer
from ui.console import (
    words_access,
    words_deciding,
    words_identity,
    words_inbox,
    words_matches,
    words_registers,
    words_trace,
)

DESCRIPTION = Label(
    "进家门：农村困境儿童与结对五老的档案。没有命令时打开窗口。",
    "Doorstep: files of children in difficulty and their mentors. Without a command the window opens.",
)
COMMANDS: dict[str, Label] = {
    "new-office": Label(
        "新建单位：加密数据库和第一个账号", "make an office: encrypted database and first user"
    ),
    "status": Label(
        "各类记录数、最近备份、未回执记录、待办", "counts, last backup, records without a receipt, open tasks"
    ),
    "add": Label("新增一条记录，检查与窗口相同", "a new record, checked as the form checks it"),
    "set": Label("修改一条记录的若干字段", "change the fields named"),
    "show": Label("一条记录及其所属内容", "one record with what hangs on it"),
    "list": Label("列出登记册", "a register"),
    "find": Label(
        "搜索：姓名、拼音、首字母、证号、电话、档案号、村",
        "search: name, pinyin, initials, ID, phone, file number, village",
    ),
    "leave": Label("五老退出并移交孩子", "a mentor leaves and hands the children over"),
    "duplicates": Label("可能是同一个孩子的档案", "files that may be the child of these values"),
    **words_transfer.CONSOLE,
    "merge": Label("把一份档案并入另一份", "put one file into another"),
    "unmerge": Label("撤销合并，档案恢复单独", "take a merged file apart again"),
    "not-same": Label("记下两份档案不是同一人", "remember that two files are not the same child"),
    "worklist": Label(
        "今天的工作清单；不带名称时列出全部及条数", "today's worklists; without a name, the counts"
    ),
    "survey": Label(
        "摸底排查：列出、新建、走访户、登记结果、变动清单、封存",
        "survey rounds: list, make, doors, results, differences, close",
    ),
    "aid-batch": Label(
        "发放批次：列出、新建、添加领取人、推进进度、复制、打印领取表",
        "batches of aid: list, make, add recipients, step, copy, print the sheet",
    ),
    "fund": Label("爱心基金的余额和收支", "balance of the funds, and what moved them"),
    "screening": Label(
        "视力筛查的检出率、变化和待就诊名单", "rates of eyesight screenings, changes, referrals"
    ),
    "roles": Label("同一个人在哪些档案里", "where else the person of a record is on file"),
    "match": Label("结对", "join a child and a mentor"),
    "unmatch": Label("结束结对", "end a match"),
    **words_identity.COMMANDS,
    **words_access.COMMANDS,
    **words_matches.COMMANDS,
    **words_files.COMMANDS,
    **words_registers.COMMANDS,
    "roster": Label("花名册：不加 --apply 只试读", "roster workbook; without --apply a dry run"),
    "papers": Label("列出可打印的文书", "list the papers"),
    "print": Label("打印文书为 PDF", "print a paper, one or a batch, as PDF"),
    "norm": Label(
        "一名儿童适用的走访规则和到期日", "which visit norm holds for a child, and what is due by it"
    ),
    "categories": Label("按情况推算的类别建议", "the categories that the facts on file suggest"),
    "move": Label("把儿童转到另一户", "put a child into another household"),
    "head": Label("更换户主", "make a family member the head of a household"),
    "verify": Label("记一次信息核实", "record that a file was verified"),
    "close": Label("结案", "close a file"),
    "erase": Label("抹去已结案的档案，各单位一起抹去", "erase a closed file for good, in every office"),
    "reopen": Label("重新启用已结案的档案", "open a closed file again"),
    "missing-glyphs": Label("字库画不出的字", "characters that no carried font can draw"),
    "card": Label("写出本单位名片，供对方导入", "write this office's card for another office"),
    "accept": Label("导入对方单位的名片", "accept another office's card"),
    "export": Label("导出数据包并读回校验", "write a package and read it back"),
    "profile": Label("上级单位得到哪些内容；可改为约定的范围", "what an office above gets; or agree on something else"),
    "figures-received": Label("下级单位报来的统计数", "what offices below have counted"),
    "import": Label("校验后合并数据包", "verify packages, then merge them"),
    "sync-status": Label("各单位的接收情况", "per office: acknowledged, here only, gaps"),
    **words_trace.COMMANDS,
    **words_inbox.COMMANDS,
    **words_questions.COMMANDS,
    **words_deciding.COMMANDS,
    "conflicts": Label("两边都保留的不同值", "values of which both were kept"),
    "resolve": Label("选定一个值", "decide a conflict"),
    "tasks": Label("系统发现的待办", "derived tasks"),
    "check": Label("检查文件、记录链和数据一致性", "integrity, chain, and log against tables"),
    "backup": Label("备份并打开验证", "write a backup and verify it by opening it"),
    "backups": Label(
        "每天自动做的备份：放在哪里、最近一份", "the backups that make themselves: where they go, and the last ones"
    ),
    "salvage": Label("抢救损坏的数据库", "make a damaged database whole again, as far as it can be read"),
    "restore": Label(
        "找出能用的备份，或把一个恢复到空文件夹", "the backups that can be put back, or one put into an empty folder"
    ),
    "new-device": Label("把复制来的数据变成新的一台电脑", "make a copied folder a device of its own"),
    "users": Label("账号列表", "the accounts"),
    "user-add": Label("新增账号", "add an account"),
    "user-remove": Label("删除账号", "remove an account"),
    "passphrase": Label("修改密码", "change a passphrase"),
    "demo": Label("演示：虚构乡镇与县过一个工作日", "a practice township and county play a working day"),
    "sim": Label("模拟许多单位与故障，检查不丢数据", "many simulated offices and faults: is anything lost?"),
    "mutants": Label("把合并程序逐处改错，看模拟能否发现", "break the merge on purpose: do the worlds notice?"),
    "crash": Label("在任意时刻断电、写坏、写满，检查数据", "power cuts, failing and full disks: is anything lost?"),
    "fuzz": Label("用畸形数据考验读取外来文件的程序", "feed the readers of foreign files with what is malformed"),
    "bench": Label("性能基准", "the benchmarks"),
}
ASK = Label("密码：", "Passphrase: ")
ASK_NEW = Label("新密码：", "New passphrase: ")
ASK_AGAIN = Label("再输一次：", "Once more: ")
MADE = Label("已新建“{name}”，数据在 {folder}", "Made “{name}” in {folder}")
ADDED = Label("已保存 {id} {number}", "Saved {id} {number}")
CHANGED = Label("已修改 {n} 个字段", "Changed {n} fields", "Changed 1 field")
CLOSED_ON = Label("已结案 {day}", "closed {day}")
NOTHING_CHANGED = Label("内容相同，没有改动。", "Nothing differs; nothing was changed.")
WARNING = Label("请注意：{text}", "Mind: {text}")
NO_RECORDS = Label(
    "没有符合条件的记录。可以放宽条件，或用 add 新增。", "No record fits. Loosen the conditions, or add one."
)
NO_SUGGESTION = Label(
    "现在没有可推荐的人选：要么都已结对，要么没有空位。可以登记五老（add mentor），"
    "或提高其可结对人数（set 编号 capacity=N）。",
    "Nobody can be suggested now: all are matched, or have no room. Enter a mentor (add mentor), or raise how many one "
    "may have (set ID capacity=N).",
)
MATCH_CHILD = Label("结对：match {id} 五老编号", "Match one: match {id} MENTOR")
MATCH_MENTOR = Label("结对：match 儿童编号 {id}", "Match one: match CHILD {id}")
NO_OTHER_ROLE = Label("这个人没有别的档案。", "This person is on file nowhere else.")
NOBODY_ALIKE = Label(
    "没有可能是同一个孩子的档案，可以建档。",
    "No file looks like the same child. A new one may be made.",
)
NO_DOORS = Label(
    "没有这样的走访户。可去掉 --village、--outcome 再看，或用 survey more 补入。",
    "There are no such doors. Leave out --village or --outcome, or add some with survey more.",
)
LIST_DONE = Label(
    "这张清单上今天没有要做的；收起的用 --all 列出。",
    "Nothing is left on this list today; --all lists what was put away.",
)
NOTHING_FOUND = Label(
    "没有找到。可以试试姓名、拼音首字母、证号或电话的一部分。",
    "Nothing found. Try a name, initials, or part of an ID or phone number.",
)
ROSTER = Label(
    "共 {rows} 行：新增 {new}，更新 {changed}，相同 {same}，有误 {wrong}。",
    "{rows} rows: {new} new, {changed} changed, {same} same, {wrong} wrong.",
)
ROSTER_DRY = Label(
    "这是试读，没有写入。确认后加 --apply。", "This was a dry run; nothing was written. Add --apply to write."
)
ROSTER_WRONG = Label(
    "{sheet} 第 {row} 行 {column}“{value}”：{text}", "{sheet} row {row} {column} “{value}”: {text}"
)
IGNORED = Label("未识别的列：{columns}", "Columns not recognised: {columns}")
TEMPLATE = Label("模板已写到 {path}", "Template written to {path}")
REPORT = Label("报告已写到 {path}", "Report written to {path}")
PRINTED = Label("已打印 {n} 份到 {path}", "Printed {n} papers to {path}", "Printed 1 paper to {path}")
NO_MISSING = Label("所有字都能画出。", "Every character can be drawn.")
MISSING = Label("画不出的字：{text}", "Cannot be drawn: {text}")
CARD = Label(
    "名片已写到 {path}。请交给对方导入（accept 文件），再把对方的名片拿来，在这里也用 accept 导入。",
    "Card written to {path}. The other office takes it with accept FILE; bring their card back and accept it here too.",
)
IMPORTED_ASIDE = Label(
    "{file}（来自{sender}）：已隔离 {n} 条变更", "{file} (from {sender}): {n} changes kept aside",
    "{file} (from {sender}): {n} change kept aside",
)  # fmt: skip
ACCEPTED = Label(
    "已登记“{name}”。核对码 {code}：请与对方电话核对，两边应相同。",
    "Accepted “{name}”. Check number {code}: read it to them on the phone; both sides must show the same.",
)
EXPORTED = Label(
    "已写到 {path}，{n} 条变更，已读回校验，可以拔出U盘。",
    "Written to {path}, {n} changes, read back. You may remove the stick.",
)
IN_PARTS = Label(
    "已自动分为 {n} 个文件，请一起交给对方。", "It became {n} files; hand all of them over together."
)
PHOTOS_WENT = Label("其中照片和扫描件 {n} 个。", "Photos and scans in it: {n}.")
PHOTOS_LEFT = Label("还有 {n} 个放不下，下一个数据包再带。", "{n} more had no room; they go with the next package.")
PHOTOS_DAMAGED = Label(
    "{n} 个在本机已损坏，没有带上；请运行 check。", "{n} are damaged on this computer and were left out; run check."
)
PHOTOS_CAME = Label("照片和扫描件：收到 {here} 个，损坏 {bad} 个", "Photos and scans: {here} came, {bad} damaged")
IMPORTED = Label(
    "{file}（来自{sender}）：{state}；新的变更 {new} 条，已有 {same} 条；涉及 {changed} 份记录，"
    "两边改了同一内容 {conflicts} 处",
    "{file} (from {sender}): {state}; new changes {new}, known here before {same}; records touched {changed}, "
    "fields changed on both sides {conflicts}",
)
CHECK_OK = Label("检查通过。", "Everything is in order.")
CHECK_KINDS = {
    "bad_pages": Label("{n} 页损坏", "{n} damaged pages"),
    "bad_file": Label("文件结构有 {n} 处不对", "{n} faults of the file"),
    "bad_chain": Label("{n} 处变更链不连续", "{n} gaps in the chain of changes"),
    "bad_rows": Label("{n} 份记录与变更不符", "{n} records that are not what their changes say"),
}
CHECK_BAD = Label(
    "检查发现问题：{found}。请不要删除数据：先用 salvage 抢救，抢救不了再从备份恢复。",
    "Problems were found: {found}. Do not delete anything: use salvage first, and restore a backup if that is refused.",
)
BACKED_UP = Label("备份已写到 {path}，并已打开验证。", "Backup written to {path} and verified by opening it.")
RESTORED = Label("已恢复到 {path}。", "Restored to {path}.")
NEW_DEVICE = Label(
    "已成为新的一台电脑（{device}）。请把新的单位名片交给上级：card --to。",
    "This is a device of its own now ({device}). Give your superior office a new card: card --to.",
)
DELETION = Label("删除", "deletion")
NO_CONFLICTS = Label("没有两边改了同一内容的地方。", "Nothing was changed on both sides.")
NO_TASKS = Label("没有待办。", "Nothing to look at.")
RECORD_NO = Label("第 {n} 条：", "Record {n}: ")
FIELD_SAYS = Label("{field}：{text}", "{field}: {text}")
WHY = {
    "name": Label("姓名", "name"),
    "pinyin": Label("拼音", "pinyin"),
    "initials": Label("首字母", "initials"),
    "id_number": Label("证号", "ID number"),
    "phone": Label("电话", "phone"),
    "number": Label("档案号", "file number"),
    "village": Label("村", "village"),
    "address": Label("住址", "address"),
    "misspelt": Label("近似拼音", "near pinyin"),
}
USER_ADDED = Label("已新增账号 {login}", "Added the account {login}")
USER_REMOVED = Label("已删除账号 {login}", "Removed the account {login}")
PASSPHRASE_CHANGED = Label("密码已修改。", "The passphrase was changed.")
BUG = Label(
    "程序出错（{kind}）。没有记录任何儿童信息。请把报告 {path} 交给技术人员。",
    "The program failed ({kind}). No child's data was recorded. Give the report {path} to your support.",
)
COUNTS = Label("记录数", "Records")
BACKUP_NONE = Label("尚无备份", "No backup yet")
SYNC = {
    "office": Label("单位代码", "Office"),
    "name": Label("单位", "Name"),
    "acknowledged": Label("对方已收到", "Acknowledged"),
    "own": Label("本机写的", "Written here"),
    "here_only": Label("对方还没有（不论谁写的）", "Not there, whoever wrote it"),
    "days": Label("几天没来", "Days silent"),
}
