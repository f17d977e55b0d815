"""The help of the command on the record of access."""

from __future__ import annotations

from casefiles.domain.access import ACTS
from casefiles.domain.words import Label

COMMANDS: dict[str, Label] = {
    "access": Label("访问记录：谁何时看过、打印过、带走过什么", "who looked at, printed or took away what, and when"),
}
ARGUMENTS: dict[str, Label] = {
    "access ID": Label("只看这份档案：编号或档案号", "this file alone: id or file number"),
    "access --user": Label("只看这个账号", "this account alone"),
    "access --act": Label(
        "只看这种操作：" + "、".join(f"{code} {said.zh}" for code, said in ACTS.items()),
        "this alone: " + ", ".join(f"{code} ({said.en})" for code, said in ACTS.items()),
    ),
    "access --since": Label("从哪一天起，例如 2026-11-03", "from this day on, such as 2026-11-03"),
    "access --until": Label("到哪一天止", "to this day"),
    "access --limit": Label("最多列出多少条（默认 100）", "how many at most (100)"),
    "access --check": Label("检查有没有缺少或改动", "whether entries are missing or altered"),
    "access --acknowledge": Label("检查出来的已查明，不再提示", "what the check finds is known; say it no more"),
}
ANSWERS: dict[str, list[str]] = {
    "access": [
        '[{"at_ms", "user", "who", "act", "row", "name", "n", "detail", "device", "seq"}, ...]',
        '--check: {"ok", "entries", "doubts": [{"device", "seq", "what", "office", "ours", "zh", "en"}, ...]}, 3 when '
        'there are any',
        '--acknowledge: {"acknowledged": N}',
    ],
}
HEADS_NEXT = Label(
    "检查有没有缺少或改动：access --check。年度报告：print access-report 年份 --out 文件.pdf。",
    "Check whether entries are missing or altered: access --check. Report of a year: print access-report YEAR --out "
    "FILE.pdf.",
)
DOUBT_NEXT = Label("查明后：access --acknowledge。", "Once you know why: access --acknowledge.")
