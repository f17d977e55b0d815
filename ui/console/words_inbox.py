"""What the console says of packages that were refused or wait, and of what was erased by order."""

from __future__ import annotations

from casefiles.domain.words import Label

COMMANDS: dict[str, Label] = {
    "inbox": Label(
        "没办完的：已拒收、在等待、对方没收下的数据包，按令抹去后要处理的纸质材料，并入后要核对的档案",
        "what is not settled: packages refused, waiting, or refused by others; papers of what was erased by order;"
        " files that came by a joining",
    ),
}
ARGUMENTS: dict[str, Label] = {
    "inbox --forget": Label(
        "从名单里去掉一行已拒收、已抹去、换了身份或并入的：括号里的编号，或文件名",
        "take a line of what was refused, erased, goes on as new or came by a joining off the list: its key or its"
        " file's name",
    ),
}
ANSWERS: dict[str, list[str]] = {
    "inbox": [
        '{"refused": [{"key", "file", "at", "bytes", "office", "package", "made", "code", "zh", "en", "next": {"zh", '
        '"en"}, "kept", "proven"}], "waiting": [{"package", "office", "file", "at", "code", "log", "n", "zh", "en"}], '
        '"refused_there": [{"office", "name", "package", "file", "state", "made", "at", "code", "zh", "en"}], '
        '"erased": [{"key", "office", "name", "files": N, "on", "paper", "at", "zh", "en"}], '
        '"incomplete": {"records", "changes", "names": [], "offices": [{"office", "name"}], "proven"} or null, '
        '"renewed": [{"key", "office", "name", "at", "twice", "zh", "en"}], '
        '"joined": [{"key", "name", "on", "files": N, "at", "rows": [id], "zh", "en"}], '
        '"forks": [{"log", "device", "here", "there", "seen", "zh", "en"}]}',
        '--forget: {"key", ...}',
    ],
}
ERASED = Label("已按令抹去（{office}，{when}）[{key}]", "Erased by order ({office}, {when}) [{key}]")
RENEWED = Label(
    "换了身份的电脑（{office}，{when}）[{key}]", "A computer goes on as a new one ({office}, {when}) [{key}]"
)
FORK = Label(
    "被两台电脑使用的身份（{office}，{when}）[{log}]", "An identity that two computers used ({office}, {when}) [{log}]"
)
HEARD = Label("已从名单里去掉：{office}的电脑。", "Off the list: the computer of {office}.")
JOINED = Label("并入的档案（原{name}，{when}）[{key}]", "Files that came by a joining ({name}, {when}) [{key}]")
LOOKED = Label("已从名单里去掉：原{name}并入的档案。", "Off the list: the files that came from {name}.")
SETTLED = Label(
    "已从名单里去掉：{office} {on} 决定抹去的档案。", "Off the list: what {office} ordered to be erased on {on}."
)
NOTHING = Label("没有拒收的，也没有在等待的。", "Nothing was refused, and nothing waits.")
REFUSED = Label("已拒收 {file}（{office}，{when}）[{key}]", "Refused {file} ({office}, {when}) [{key}]")
SAYS = Label("自称 {office}，未证实", "says it is of {office}, not proven")
SOMEBODY = Label("发件单位不明", "sender not known")
WAITS = Label("在等待 {file}（{office}，{when}）", "Waiting {file} ({office}, {when})")
PARTS = Label("等其余的文件，到齐后自动导入。", "It waits for its other files and is taken in when all are there.")
THERE = Label("{office}拒收了 {file}（{when} 写出）", "{office} refused {file} (written {when})")
THERE_WAITS = Label("{office}暂存着 {file}（{when} 写出）", "{office} keeps {file} waiting (written {when})")
FORGET = Label(
    "从名单里去掉一行：inbox --forget 加方括号里的编号，或文件名。",
    "Take a line off the list: inbox --forget with the key in brackets, or the file's name.",
)
FORGOTTEN = Label("已从名单里去掉 {file}。", "{file} is off the list.")
