"""What a line of a worklist says beside the name, in the window and at the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from ui import words_household, words_questions, words_task, words_transfer, worklist_mentors
from ui import words_worklists as words
from ui.counts import counted

if TYPE_CHECKING:
    import datetime as dt

    from casefiles.domain.words import Lang
    from casefiles.worklists import Line


def said(name: str, entry: Line, today: dt.date, lang: Lang) -> str:
    """Of a line of the list `name`: since when, whose turn it is, how much is missing."""
    more, told = entry.more, worklist_mentors.said(name, entry, today, lang)
    if told is not None:
        return told
    if name in ("birthdays", "coming_of_age"):
        return words.BIRTHDAY(lang, day=entry.day, age=more.get("age", ""))
    if name == "grown":
        return words.IS_AGE(lang, day=entry.day, age=more.get("age", ""))
    if name == "reports":
        return words.SEEN_ON(lang, day=entry.day)
    if name == "reviews":
        level = ENTITIES["risk_review"].fields["level"].kind.show(more.get("state"), lang)
        return words.REVIEW_DUE(lang, day=entry.day, level=level)
    if name == "follow_ups":
        return words.FOLLOW_UP(lang, day=entry.day, what=more.get("state", ""))
    if name == "actions":
        return words.ACTION_DUE(lang, day=entry.day, what=more.get("state", ""))
    if name == "transfers":
        kinds = {"us": words_transfer.FOR_US, "gone": words_transfer.GONE,
                 "stayed": words_transfer.STAYED_LINE, "merged": words_transfer.PERSON_GONE}  # fmt: skip
        who = kinds.get(more.get("for", ""), words_transfer.FROM_US)(lang, to=more["to"])
        return " · ".join((who, entry.day))
    if name == "came_back":
        return counted(words_transfer.BACK_LINE, int(more["n"]), lang, to=more["to"], day=entry.day)
    if name in ("questions", "answers"):
        return words_questions.said(name, more, entry.day, lang)
    if name == "twins":
        return more[f"why_{lang}"]
    if name == "pledges":
        return words_household.WORK_PLEDGE(lang, who=more.get("state", ""), day=entry.day)
    if name == "economies":
        kind = ENTITIES["economic_spell"].fields["kind"].kind.show(more.get("state"), lang)
        return words_household.WORK_ECONOMY(lang, kind=kind, day=entry.day)
    if name == "tasks":
        return words_task.said(more.get("kind", ""), more, more.get("of", ""), "", lang).lstrip("：: ")
    if name == "receipts":
        return counted(words.CHANGES, int(more.get("n", "0")), lang)
    if name in ("silent", "unverified"):
        last = words.LAST_SEEN(lang, day=entry.day or words.NEVER(lang))
        return " · ".join((last, words.WITH(lang, name=more["mentor"]))) if more.get("mentor") else last
    if name in ("overdue", "due_week"):
        return words.WITH(lang, name=more["mentor"]) if more.get("mentor") else ""
    return words.SINCE(lang, day=entry.day) if entry.day else ""
