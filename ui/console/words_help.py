"""What the pages of help say: every argument of every command, in both languages."""

from __future__ import annotations

from casefiles.domain.words import Label
from ui.console import words_access, words_codes, words_identity, words_inbox
from ui.console.words_answers import ANSWERS

USAGE = Label("写法：{usage}", "Usage: {usage}")
SEE_ALL = Label("全部命令见 ./run --help", "./run --help lists the commands")
BEFORE_COMMAND = "[--office DIR] [--passphrase-file FILE] [--login LOGIN] [--lang zh|en] [--json] COMMAND ..."
POSITIONAL = Label("要写的内容：", "What to write:")
OPTIONAL = Label("选项：", "Options:")
WITH_JSON = Label("用 --json 时的结果：", "The answer with --json:")
EVERY = Label(
    "每个命令还可写 --office、--passphrase-file、--login、--lang、--json；见 ./run --help。",
    "Every command also takes --office, --passphrase-file, --login, --lang and --json; see ./run --help.",
)
CODES = Label(
    "每个命令的说明：./run 命令 --help。退出码：0 完成；2 命令写得不对；3 需要人改正，没有写入；1 程序出错。",
    "Help of one command: ./run COMMAND --help. Exit codes: 0 done; 2 the words of the call are off; "
    "3 refused: a person can put it right, nothing was written; 1 our bug.",
)
OTHERS = Label("其他", "Others")
GROUPS: tuple[tuple[Label, tuple[str, ...]], ...] = (
    (
        Label("登记与查找", "Records"),
        ("add", "set", "show", "list", "find", "bulk", "sheet", "roster", "resolve", "resolve-many"),
    ),
    (
        Label("儿童档案", "Files of children"),
        (
            *(
                "norm",
                "categories",
                "move",
                "head",
                "verify",
                "close",
                "erase",
                "reopen",
                "duplicates",
                "merge",
                "unmerge",
            ),
            *("not-same", "transfer", "accept-transfer", "decline-transfer", "withdraw-transfer", "reopen-matches"),
        ),
    ),
    (
        Label("五老与结对", "Mentors and matches"),
        ("match", "unmatch", "step", "lead", "suggest", "leave", "roles", "balance", "age-limit"),
    ),
    (
        Label("今天的工作", "Work of the day"),
        (
            *("worklist", "tasks", "questions", "ask", "answer", "settle", "conflicts", "survey", "aid-batch", "fund"),
            "screening",
        ),
    ),
    (
        Label("文书与附件", "Papers and files"),
        (
            *("papers", "print", "missing-glyphs", "attach", "attachments", "detach", "save-attachment"),
            "collect-blobs",
        ),
    ),
    (
        Label("交换", "Exchange"),
        (
            *("card", "accept", "export", "import", "sync-status", "inbox", "trace", "receipt-check", "profile"),
            *("figures-received", "computers", "block", "aside", "accept-blocked", "leave-aside"),
            "out-of-scope",
            *("forks", "fork-answer", "give-help"),
        ),
    ),
    (
        Label("单位与保管", "The office and its keeping"),
        (
            *("new-office", "invite", "invitations", "withdraw-invitation", "take-invitation", "status", "check"),
            *("backup", "backups", "restore", "salvage", "new-device", "users", "user-add", "user-remove"),
            *("passphrase", "ask-help", "take-help", "deposit", "sheets", "access"),
        ),
    ),
    (Label("演示与检验", "Practice and proof"), ("demo", "sim", "mutants", "crash", "fuzz", "bench")),
)
"""the list of commands, as a person looks for them"""
_ID = Label("记录编号或档案号", "the record: its id or file number")
_CHILD = Label("儿童：编号或档案号", "the child: id or file number")
_MENTOR = Label("五老：编号或档案号", "the mentor: id or file number")
_MATCH = Label("结对的编号", "id of the match")
_HOUSEHOLD = Label("家庭：编号或档案号", "the household: id or file number")
_REASON_TEXT = Label("原因，一句话", "why, in a sentence")
ARGUMENTS: dict[str, Label] = {
    **words_identity.ARGUMENTS,
    **words_access.ARGUMENTS,
    **words_inbox.ARGUMENTS,
    **words_codes.ARGUMENTS,
    "move --relation": Label("与新户主的关系：代码或名称", "relation to the head of the new household"),
    "--leave": Label("结对不恢复，不再列出", "leave the matches ended; it is listed no more"),
    # before every command
    "--office": Label(
        "单位数据所在的文件夹；不写时用本机默认的文件夹",
        "folder with the office's database and keys; else the usual one",
    ),
    "--passphrase-file": Label(
        "内含密码的文件；不写时用环境变量 DOORSTEP_PASSPHRASE，再没有就询问",
        "file that holds the passphrase; else DOORSTEP_PASSPHRASE, else it is asked for",
    ),
    "--login": Label("账号；不写时用密码能打开的那个", "login of the user; else whom the passphrase opens"),
    "--lang": Label("语言：zh 或 en", "language: zh or en"),
    "--json": Label(
        "标准输出只有一个 JSON，给人看的话写到标准错误",
        "one JSON document on stdout and nothing else; sentences for people go to stderr",
    ),
    # what several commands take
    "entity": Label(
        "登记类别，例如 child；全部见 docs/console.md", "a kind of record, such as child; see docs/console.md"
    ),
    "field=value": Label(
        "字段=值，可写多个；选项可写代码或名称，日期写成 2014-09-16",
        "field=value, as many as needed; choices as codes or labels, dates like 2014-09-16",
    ),
    "id": _ID,
    "ID": Label("要打印的记录：编号或档案号", "the records to print: ids or file numbers"),
    "child": _CHILD,
    "mentor": _MENTOR,
    "match": _MATCH,
    "household": _HOUSEHOLD,
    "member": Label("家庭成员的编号", "id of the family member"),
    "--where": Label(
        "条件：字段=值、!=、>=、<=、~包含；字段写名称，或界面上的中文、英文叫法；= 后空着表示为空；几个值用 | 隔开；"
        "可写多个，须同时满足",
        "condition: field=value, !=, >=, <=, ~contains; the field by its name or as the window calls it; nothing after"
        " = is empty; several values a|b; all must hold",
    ),
    "--chip": Label(
        "登记册上方的筛选：all、active、ended、month、year；儿童、五老另有，写错时会列出",
        "a filter that stands over the register: all, active, ended, month, year; a wrong one lists those there are",
    ),
    "--limit": Label("最多列出几条", "at most so many"),
    "--on": Label("日期，例如 2026-11-20；不写是今天", "the day, like 2026-11-20; today when left out"),
    "--reason": Label("原因：代码或名称，写错时会列出", "why: a code or its label; a wrong one lists them"),
    "--note": Label("说明", "a note"),
    "--name": Label("名称", "the name"),
    "--out": Label("要写的文件", "the file to write"),
    "--full": Label("不隐藏证号和电话", "ID and phone numbers in full"),
    "--apply": Label("写入；不写只预览", "write; without it a dry run"),
    "--village": Label("村（社区）", "a village"),
    "--to": Label("写到哪个文件夹", "the folder to write to"),
    "FILE": Label("文件，可写多个", "files"),
    "ATTACHMENT": Label("附件的编号", "id of the attachment"),
    "LOGIN": Label("账号", "the login"),
    # one command each
    "new-office --name": Label("单位名称", "name of the office"),
    "new-office --code": Label("区划代码，6、9 或 12 位", "its area code, 6, 9 or 12 digits"),
    "new-office --level": Label("province、city、county 或 township", "province, city, county or township"),
    "new-office --user": Label("第一个账号显示的姓名", "name shown of the first user"),
    "add --file": Label("JSON 文件：一条记录或一个列表", "a JSON file: one record or a list of them"),
    "list --sort": Label(
        "按字段排序（字段名，或界面上的中英文名称）；-字段 从大到小",
        "sort by a field (its name, or what the window calls it); -field the other way round",
    ),
    "list --count": Label("只要条数", "only how many"),
    "find TEXT": Label(
        "姓名、拼音、首字母、证号、电话、档案号或村",
        "a name, pinyin, initials, ID, phone or file number, village",
    ),
    "find --entity": Label("只找 child、mentor 或 household", "only child, mentor or household"),
    "leave --to": Label(
        "由这位五老接收全部孩子；不与 --propose 同写", "the mentor who takes all; not with --propose"
    ),
    "leave --propose": Label(
        "按推荐分给各位五老；其余等待结对", "give each child to whom is suggested; the rest wait"
    ),
    "duplicates field=value": Label(
        "这个孩子的情况；不写则查整个登记册", "what is known of the child; without it the whole register"
    ),
    "transfer --to": Label("接收单位的区划代码", "area code of the office that takes the file"),
    "decline-transfer --reason": _REASON_TEXT,
    "accept-transfer id": Label("移交的编号，或儿童的编号、档案号", "the transfer's id, or the child"),
    "decline-transfer id": Label("移交的编号，或儿童的编号、档案号", "the transfer's id, or the child"),
    "reopen-matches id": Label("移交的编号，或儿童的编号、档案号", "the transfer's id, or the child"),
    "withdraw-transfer id": Label("移交的编号，或儿童的编号、档案号", "the transfer's id, or the child"),
    "loser": Label("被并入的档案", "the file that is put into the other"),
    "survivor": Label("保留的档案", "the file that stays"),
    "field=left|right|both|value": Label(
        "某字段取左（被并入的）、右（保留的）、两个都要，或另写一个值；不写的取内容多的",
        "take a field from the left (the first file), the right, both, or another value; else what says more",
    ),
    "unmerge id": Label("被并入的档案", "the file that was put into another"),
    "one": Label("一份档案", "one file"),
    "other": Label("另一份档案", "the other file"),
    "not-same --reason": _REASON_TEXT,
    "bulk field=value": Label("要改成的 字段=值", "what to change, field=value"),
    "sheet --out": Label("要写的 xlsx 文件；不加密", "the xlsx file to write; it is not encrypted"),
    "sheet --with-closed": Label("也包括已结案的儿童", "closed files of children as well"),
    "worklist name": Label(
        "清单名称；不写列出全部及条数", "which list; without it all of them with their counts"
    ),
    "worklist --put-away": Label("这一条今天不再列出", "leave this line out until tomorrow"),
    "worklist --all": Label("今天已收起的也列出", "also what was put away today"),
    "survey action": Label(
        "list 列出，make 新建，doors 走访户，set 登记结果，found 新发现，more 补入，differences 变动清单，"
        "close 封存，noted 已看过封存后的变动",
        "list, make, doors (walk list), set (a result), found (on the way), more (add doors), differences, close, "
        "noted (later changes were looked at)",
    ),
    "survey ROUND|DOOR|NAME": Label(
        "make 写名称，set 写走访户编号，其余写排查的编号或名称；不写是最近一次",
        "a name for make, a door's id for set, else the round's id or name; the newest when left out",
    ),
    "survey --village": Label("村，可写多次；不写是全部", "a village, as often as needed; all when left out"),
    "survey --start": Label("开始日期", "first day"),
    "survey --end": Label("结束日期", "last day"),
    "survey --walkers": Label("走访人", "who walks"),
    "match --lead": Label("由这位五老牵头（多帮一）", "this mentor leads, where a child has several"),
    "match --propose": Label("只是拟结对，不要求先核查", "only proposed; needs no record check"),
    "receipt-check CODE": Label(
        "交接单上的 12 位核对码；大小写、空格、连字符都不要紧",
        "the 12 characters on the slip; capitals, spaces and hyphens do not matter",
    ),
    "import FILE": Label(
        "数据包文件，可写多个；写文件夹则导入其中给本单位的",
        "packages; of a folder those for this office are taken",
    ),
    "export --compare": Label(
        "数一遍两边都应有的记录，让对方核对", "count the records that both should hold, for them to compare"
    ),
    "export --repair": Label(
        "带上核对不一致的记录的全部变更；没有不一致时拒绝",
        "carry all changes of the records that differ; refused when none is known to",
    ),
    "sync-status --detail": Label(
        "也列出下一个数据包要送去的内容；与导出一样费时",
        "also what the next package will take; costs as much as an export",
    ),
    "sync-status --late": Label("最久没有来数据包的排在前面", "who has sent no package for longest comes first"),
    "ask TEXT": Label("要核实或补正什么，一句话", "what is to be checked or put right, in a sentence"),
    "ask --field": Label("只问这一个字段", "about this field alone"),
    "questions id": Label(
        "儿童、家庭、五老：它的全部问题；不写则列出本单位要处理的",
        "a child, household or mentor: all its questions; without it those that wait for this office",
    ),
    "QUESTION": Label("问题的编号", "id of the question"),
    "answer TEXT": Label("答复，一句话", "the answer, in a sentence"),
    "settle --withdraw": Label("撤回，不再需要答复", "take it back; no answer is needed any more"),
    "attach --name": Label("显示的名称", "the name that is shown"),
    "attach --shrink": Label("照片缩到 2000 像素以内", "photos at most 2000 pixels"),
    "save-attachment --to": Label(
        "写到哪个文件或文件夹；不加密", "file or folder to write to; it is not encrypted"
    ),
    "collect-blobs --days": Label("多少天没有记录引用才清理", "days for which no record has named a file"),
    "collect-blobs --dry-run": Label("只预览", "only tell"),
    "categories --not-so": Label("回答“不是”：建议的代码", "answer “not so” to the suggestion of this code"),
    "categories --because": Label("为什么不是", "why not"),
    "close --reason": _REASON_TEXT,
    "reopen --reason": _REASON_TEXT,
    "close --told": Label("告知了谁", "who was told"),
    "aid-batch action": Label(
        "list 列出，make 新建，add 添加领取人，step 推进，copy 复制，sheet 领取表",
        "list, make, add (recipients), step, copy, sheet (the signing sheet)",
    ),
    "aid-batch BATCH|ID|field=value": Label(
        "make 写 字段=值；add 写批次和领取人编号；step 写批次和 promised|received|allotted|handed_over；"
        "copy、sheet 写批次",
        "make: field=value; add: the batch and who; step: the batch and promised|received|allotted|handed_over; "
        "copy, sheet: the batch",
    ),
    "aid-batch --village": Label("添加这个村的全部儿童", "add all children of this village"),
    "aid-batch --from": Label("添加这个批次的领取人", "add the recipients of this batch"),
    "aid-batch --name": Label("新批次的名称（copy）", "name of the new batch (copy)"),
    "aid-batch --publicity": Label("公示表，隐去儿童姓名", "the public list, which hides children"),
    "fund id": Label("基金的编号；不写列出全部", "id of a fund; without it all of them"),
    "screening id": Label("筛查的编号；不写列出全部", "id of a screening; without it all of them"),
    "screening --by": Label("按学校或年级合计", "rates by school or grade"),
    "screening --refer": Label("列出需要就诊的孩子", "who is to be seen by an eye doctor"),
    "step --note": Label(
        "说明；退回、补记、重新开始时要写", "a note; needed for a step back, a late one, opening again"
    ),
    "suggest id": Label(
        "儿童（推荐五老）或五老（推荐儿童）", "a child (mentors are suggested) or a mentor (children)"
    ),
    "year": Label("年份；不写是今年", "the year; this one when left out"),
    "balance --out": Label("写成 PDF", "write it as a PDF"),
    "years": Label("新的年龄上限；不写只显示", "another limit of age; without it the limit is shown"),
    "roster file": Label("xlsx、xls 或 csv 工作簿", "the workbook: xlsx, xls or csv"),
    "roster --as": Label(
        "表里是什么：child（不写时）、mentor、household、visit …",
        "what its rows are: child (when left out), mentor, visit ...",
    ),
    "roster --report": Label("把标好错误的工作簿写到这里", "write the workbook with its wrong cells marked"),
    "roster --template": Label("把空白模板写到这里", "write an empty template"),
    "paper": Label("文书名称，见 papers", "name of the paper, see papers"),
    "print --all": Label("登记册的全部记录", "all records of the register"),
    "print --out": Label(
        "以 .pdf 结尾是一个文件，否则是文件夹，每份一个",
        "one file if it ends in .pdf, else a folder with one file each",
    ),
    "print --mask": Label(
        "隐藏证号和电话（默认如此）", "ID and phone numbers hidden; this is so unless --full"
    ),
    "print --archive": Label("长期保存格式 PDF/A", "PDF/A for the archive"),
    "print --password-file": Label("内含 PDF 密码的文件", "file that holds a password for the PDF"),
    "missing-glyphs text": Label(
        "要查的字；不写则查整个数据库", "what to look at; without it the whole database"
    ),
    "accept file": Label("对方的名片文件（.card）", "the other office's card (.card)"),
    "accept --replace": Label("对方换了电脑：替换原来的名片", "their computer is new: replace the card"),
    "export --for": Label("收件单位的区划代码或名称", "area code or name of the office it is for"),
    "erase --paper": Label("批准文号", "number of the document that allows it"),
    "erase --apply": Label("真的抹去；不写则只列出会抹去什么", "do it; else only what would go is listed"),
    "export --to": Label("写到哪个文件夹（如U盘）", "the folder to write to (a stick)"),
    "export --part-size": Label(
        "每个文件最大多少 MB（默认 1024）；更大的数据包分成几个文件",
        "how many MB a file may be long (1024 if not told); a larger package becomes several files",
    ),
    "export --dry-run": Label("不写，只看对方会得到什么", "write nothing; only say what they will see"),
    "profile OFFICE": Label("上级单位的区划代码或名称", "area code or name of the office above"),
    "profile PROFILE": Label(
        "full（完整档案）、no_notes（不含文字记录）或 counts（只有统计数）", "full, no_notes or counts"
    ),
    "profile --fields": Label(
        "与 counts 一起约定、按选项统计人数的字段，例如 child.sex,child.risk；none 表示不再约定",
        "fields that are agreed on with counts and counted by value, such as child.sex,child.risk; none ends it",
    ),
    "resolve field": Label(
        "字段名，或窗口里的名称，例如 schooling 或 就学情况",
        "the field by its name or as the window calls it, such as schooling or Schooling",
    ),
    "resolve-many --take": Label(
        "规则：newer 选用较晚写的；longer 选用较长的文字；或一个单位的区划代码或名称，例如 999901，选用该单位写的",
        "the rule: newer (what was written last), longer (the longer text), or an office by code or name, such as "
        "999901 (what that office wrote)",
    ),
    "resolve-many --entity": Label("只看这一种登记", "only records of this kind"),
    "resolve-many --field": Label(
        "只看这个字段（字段名，或窗口里的名称）", "only this field, by its name or as the window calls it"
    ),
    "resolve-many --write": Label("写入；不写只预览", "write them; without it a preview"),
    "resolve value": Label(
        "要选用的值，见 conflicts；写第三个值也会写入，并说明不是两边写的任何一个",
        "the value that stays, see conflicts; a third one is written too, and said to be neither of those kept",
    ),
    "salvage --backup": Label(
        "抢救时参考的备份，或放着几个备份的文件夹（取本单位最新的）；不写则自动找最新的",
        "the backup to draw on, or a folder with several (the newest of this office is taken); without it the newest "
        "is looked for where backups were written",
    ),
    "restore file": Label(
        "备份文件夹；不写时列出找到的备份，最新的在前",
        "the backup's folder; without it those that are found, newest first",
    ),
    "backups --to": Label(
        "以后也备份到这里：另一个盘、U盘或共享文件夹",
        "make backups here too from now on: a drive, a stick or a shared folder",
    ),
    "backups --nowhere": Label("以后只备份在本机数据旁边", "from now on only beside the data"),
    "backups --now": Label("现在就做一份", "make one now"),
    "backups --due": Label("今天还没有就做一份", "make one where there is none of today"),
    "restore --yes": Label("有更新的备份，仍恢复这一份", "put it back although there is a newer one"),
    "restore --to": Label("恢复到这个空文件夹", "the empty folder to put it into"),
    "backup --to": Label("写到哪个文件夹", "the folder to write to"),
    "backup --renew": Label(
        "新备份校验后，删除那里仍有已抹去档案的旧备份",
        "once the new one is verified, delete older ones there that still hold erased files",
    ),
    "user-add --name": Label("姓名", "the person's name"),
    "user-add --their-passphrase-file": Label(
        "内含对方密码的文件；不写则询问", "file with their passphrase; else it is asked for"
    ),
    "passphrase --new-passphrase-file": Label(
        "内含新密码的文件；不写则询问", "file with the new passphrase; else it is asked for"
    ),
    "dir": Label("放演示数据的文件夹", "the folder for it"),
    "--children": Label("虚构儿童的人数", "how many invented children"),
    "--seed": Label("随机数种子；相同则内容相同", "seed; the same one makes the same people"),
    "--no-window": Label("结束后不打开窗口", "do not open the window afterwards"),
    "worlds": Label("模拟几次", "how many worlds"),
    "--first": Label("第一次的种子", "seed of the first one"),
    "--only": Label("只重演这个世界的这几步", "only these steps of one world, as a failure names them"),
    "mutants name": Label("只试这一处；不写则全部", "only this one; all when left out"),
    "--worlds": Label("每处最多模拟几次", "most worlds for each"),
    "points": Label("断电多少次", "how many moments"),
    "--every": Label("这一种操作的每一个时刻", "every moment of this act, e.g. import"),
    "fuzz name": Label("只考验这一种；不写则全部", "only these readers; all when left out"),
    "--inputs": Label("多少份畸形数据", "how many malformed inputs"),
    "fuzz --first": Label("从第几份开始", "the input to begin with"),
    "bench name": Label("只测这一项", "only this one"),
    "--quick": Label("少量数据，快速测", "with little data"),
    "--with-peers": Label("同时测 Morango 与 PouchDB（从网上取）", "Morango and PouchDB too, fetched on demand"),
}
"""by “command argument” where one command says more than others do, else by the argument"""

__all__ = ["ANSWERS", "ARGUMENTS", "GROUPS"]
