"""The sentences of the console: words of a call that are off, and what a command refuses before it writes.

`{hint}` is the next step, in the language of the sentence.
"""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    # words of the call: exit code 2
    "CALL_COMMAND": Label("没有命令“{value}”。{hint}。", "There is no command “{value}”. {hint}."),
    "CALL_OPTION": Label("没有选项“{value}”。{hint}。", "There is no option “{value}”. {hint}."),
    "CALL_WORD": Label("多写了“{value}”。{hint}。", "“{value}” is one word too many. {hint}."),
    "CALL_MISSING": Label("还没有写：{names}。{hint}。", "Missing: {names}. {hint}."),
    "CALL_CHOICE": Label(
        "{name} 不能写“{value}”。可用：{choices}。", "{name} cannot be “{value}”. Choose from: {choices}."
    ),
    "CALL_NUMBER": Label(
        "{name} 应写 0 或正整数，现在是“{value}”。",
        "{name} takes a whole number, 0 or more; this is “{value}”.",
    ),
    "CALL_VALUE": Label(
        "{name} 后面缺少内容。内容以“-”开头时请写成 {name}=内容。",
        "{name} needs a value. If the value begins with “-”, write {name}=value.",
    ),
    "CALL_FLAG": Label(
        "{name} 后面不带内容。请去掉“{value}”。", "{name} takes no value. Leave out “{value}”."
    ),
    "CALL_BOTH": Label(
        "{name} 和 {other} 只能写一个。请去掉一个。", "{name} and {other} exclude each other. Leave out one."
    ),
    "FIELD_ELSEWHERE": Label(
        "“{value}”不记在“{of}”里，记在“{where}”里：add {entity} {ref}=编号 {name}=内容。",
        "“{value}” is no field of {of}; it stands in {where}: add {entity} {ref}=ID {name}=VALUE.",
    ),
    "CALL_FIELD": Label(
        "“{value}”不是 字段=值。请写成 name=张三例 这样；有空格的内容请加引号。",
        "“{value}” is not field=value. Write it like name=张三例; put quotes around what has spaces.",
    ),
    "CALL_FIELDS": Label(
        "没有写任何字段。请写成 字段=值，例如 name=张三例。",
        "No field was named. Write field=value, for example name=张三例.",
    ),
    "CALL_PASSPHRASE": Label(
        "没有给出密码。请用 --passphrase-file，或设置环境变量 DOORSTEP_PASSPHRASE。",
        "No passphrase was given. Use --passphrase-file, or set DOORSTEP_PASSPHRASE.",
    ),
    "CALL_NEW_PASSPHRASE": Label(
        "没有给出新密码。请用 --new-passphrase-file（新账号用 --their-passphrase-file），或在终端里运行，程序会询问。",
        "No new passphrase was given. Use --new-passphrase-file (for a new account --their-passphrase-file), or run it "
        "in a terminal, where it is asked for.",
    ),
    "CALL_WHOSE": Label(
        "请用 --login 写明给哪个账号重设密码。可用：{choices}。",
        "Say with --login whose passphrase it is. Choose from: {choices}.",
    ),
    "CALL_DIFFER": Label("两次输入不一致，请重新运行命令。", "The two differ. Run the command again."),
    "CALL_ROSTER": Label("请写要导入的工作簿文件。", "Name the workbook to read."),
    "CALL_PRINT": Label(
        "请写要打印的记录编号，或用 --all、--where 字段=值。",
        "Name the records to print, or use --all or --where field=value.",
    ),
    "CALL_CHIP": Label(
        "没有筛选“{value}”。可用：{choices}。", "There is no chip “{value}”. Choose from: {choices}."
    ),
    "CALL_BATCH": Label(
        "请写：make 字段=值，add 批次 编号……，step 批次 进度，copy 批次 --name 名称，sheet 批次 --out 文件.pdf。",
        "Write: make field=value, add BATCH ID ..., step BATCH STEP, copy BATCH --name NAME, "
        "or sheet BATCH --out FILE.",
    ),
    "CALL_FIND": Label(
        "没有写要找什么。请写姓名、拼音首字母、证件尾号、电话尾号或村名，例如 find 张小。",
        "There is nothing to look for. Write a name, initials, the end of an ID or phone number, or a village: "
        "find NAME.",
    ),
    "CALL_NOBODY": Label(
        "没有写添加谁。请写儿童、家庭或五老的编号，或用 --village 村名、--from 批次。",
        "Nobody was named. Give ids of children, households or mentors, or use --village or --from.",
    ),
    "CALL_YEAR": Label(
        "这张表按年份打印，请写年份，例如 print balance 2026。",
        "This paper is of a year: name it, as in print balance 2026."
    ),
    "CALL_OUT": Label("请用 --out 写明要生成的 PDF 文件。", "Name the PDF to write with --out."),
    "CALL_FOUND": Label(
        "请写 household=编号 或 child=编号，说明路上发现的是谁。",
        "Write household=ID or child=ID: who was found on the way.",
    ),
    "CALL_OTHER": Label("命令写得不对。{hint}。", "The words of the call are off. {hint}."),
    # refusals: exit code 3
    "NO_TRANSFER": Label(
        "“{value}”没有等待答复的移交。请核对编号，移交中的档案见 worklist transfers。",
        "No transfer of “{value}” waits for an answer. Check the id; worklist transfers lists those that do.",
    ),
    "NO_CONFLICT": Label(
        "这个字段没有两个值，不用选定；要修改请用 set。有两个值的见 conflicts。",
        "This field has one value only; there is nothing to decide. To change it use set; "
        "conflicts lists what is open.",
    ),
    "DELETE_OR_KEEP": Label(
        "“{value}”看不出是删除还是保留，没有写入。请写其中一个：{choices}。",
        "“{value}” says neither to delete nor to keep; nothing was written. Write one of: {choices}.",
    ),
    "WRONG_KIND": Label(
        "“{value}”是“{kind}”的编号，这里要写“{wanted}”的编号。请核对编号，可先搜索。",
        "“{value}” is the id of another kind of record ({kind}); here one of this kind is wanted: {wanted}. "
        "Check the id, or search for it.",
    ),
    "CONDITION_FIT": Label(
        "字段“{field}”不能用“{sign}”比较。可用：{signs}。",
        "The field “{field}” cannot be compared with “{sign}”. Use one of: {signs}.",
    ),
    "LEFT_ALREADY": Label(
        "“{value}”已于 {day} 退出，没有要移交的孩子。要改退出日期或原因请用 set。",
        "“{value}” left on {day} and has no children to hand over. To correct the day or the reason use set.",
    ),
    "NO_SUCH_VILLAGE": Label(
        "没有住在“{value}”的在册儿童。{hint}。", "No child on file lives in “{value}”. {hint}."
    ),
    "ROSTER_ALL_WRONG": Label(
        "{n} 行都有误，没有写入。请按列出的问题改正后再导入；--report 可写出标好错误的工作簿。",
        "All {n} rows are wrong; nothing was written. Put right what is listed and import again; "
        "--report writes the workbook with the wrong cells marked.",
    ),
}
