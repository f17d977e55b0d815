"""The help of the commands on matches and on who comes and goes."""

from __future__ import annotations

from casefiles.domain.words import Label

COMMANDS: dict[str, Label] = {
    "step": Label("结对进展", "bring a match to another state"),
    "lead": Label("改为牵头", "let the mentor of a match lead"),
    "suggest": Label("推荐：孩子的五老，或五老的孩子", "mentors for a child, or children for a mentor"),
    "balance": Label("五老进退平衡", "mentors in and out of a year"),
    "age-limit": Label("五老年龄上限", "the limit of age of mentors"),
}
