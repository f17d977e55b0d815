"""What a line of the worklists of mentors and matches says beside the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.catalogue import age_on
from casefiles.domain.codes.lists import HEALTH, MATCH_STATUS
from ui import words_worklists_mentors as words

if TYPE_CHECKING:
    import datetime as dt

    from casefiles.domain.words import Lang
    from casefiles.worklists import Line


def said(name: str, line: Line, today: dt.date, lang: Lang) -> str | None:
    """The words, or None for a list of others."""
    state, day = line.more.get("state", ""), line.day
    if name == "mentor_age":
        return words.BORN(lang, day=day, n=age_on(day, today) or "?")
    if name == "mentor_health":
        return words.HEALTH(lang, health=HEALTH.label(state))
    if name == "untrained":
        return words.TRAINED(lang, day=day) if day else words.NEVER_TRAINED(lang)
    if name == "checks":
        return words.CHECK_UNTIL(lang, day=day) if day else words.NO_CHECK(lang)
    told = {
        "red_matches": words.RED_SINCE(lang, day=day, said=state),
        "not_asked": words.ASK_SINCE(lang, day=day),
        "agreements": words.RUNS_OUT(lang, day=day),
        "stuck": words.STUCK_SINCE(lang, day=day, state=MATCH_STATUS.label(state)),
    }.get(name)
    if told is None:
        return None
    with_whom = words.WITH(lang, name=line.more["mentor"]) if line.more.get("mentor") else ""
    return " · ".join(part for part in (with_whom, told.rstrip("：: ")) if part)
