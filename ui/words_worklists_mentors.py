"""The words of the worklists of mentors and matches."""

from __future__ import annotations

from casefiles.domain.words import Label

NAMES: dict[str, Label] = {
    "red_matches": Label("结对可能中断", "Matches that may break off"),
    "not_asked": Label("该回访的结对", "Matches to ask about"),
    "stuck": Label("停在半路的结对", "Matches that do not go on"),
    "agreements": Label("协议快到期", "Agreements that run out"),
    "checks": Label("入职查询到期", "Record checks to renew"),
    "mentor_age": Label("五老接近年龄上限", "Mentors near the limit of age"),
    "mentor_health": Label("五老健康欠佳", "Mentors in poor health"),
    "untrained": Label("五老一年未培训", "Mentors without training"),
}
HELP: dict[str, Label] = {
    "red_matches": Label(
        "最近一次回访评为红色，请尽快调解。", "The last support contact was red. See to it soon."
    ),
    "not_asked": Label(
        "开头四周每两周回访一次，以后每月一次；等得最久的在最前。",
        "In the first four weeks every two weeks, then monthly. Who has waited longest comes first.",
    ),
    "stuck": Label(
        "拟结对、批准、见面后两周没有进展，或暂停、正在结束已满一个月。",
        "Two weeks since proposal, approval or introduction, or a month paused or closing.",
    ),
    "agreements": Label("一个月内到期或已到期，请续签或结束。", "Within a month or past: renew or end it."),
    "checks": Label(
        "有结对的五老，入职查询一个月内到期、已到期或没有登记。",
        "They have a match, and the record check runs out within a month, ran out, or is not on file.",
    ),
    "mentor_age": Label(
        "距年龄上限不到两年，请安排接替。", "Within two years of the limit of age: plan who follows."
    ),
    "mentor_health": Label(
        "健康栏登记了疾病或残疾，请关心并看是否还能走访。",
        "An illness or disability is on file. Ask how they are, and whether visits are still possible.",
    ),
    "untrained": Label(
        "加入已满一年，一年内没有培训记录。", "In the team for a year, and no training within the year."
    ),
}  # fmt: skip
WITH = Label("五老：{name}", "Mentor: {name}")
RED_SINCE = Label("{day} 回访：{said}", "Asked {day}: {said}")
ASK_SINCE = Label("{day} 起该回访", "To be asked since {day}")
STUCK_SINCE = Label("{day} 起{state}", "{state} since {day}")
RUNS_OUT = Label("协议 {day} 到期", "Agreement until {day}")
CHECK_UNTIL = Label("入职查询有效至 {day}", "Record check valid until {day}")
NO_CHECK = Label("没有有效的入职查询", "No record check that was passed")
BORN = Label("{day} 出生，{n} 岁", "Born {day}, aged {n}")
HEALTH = Label("健康：{health}", "Health: {health}")
TRAINED = Label("最近培训 {day}", "Last training {day}")
NEVER_TRAINED = Label("没有培训记录", "No training on file")
