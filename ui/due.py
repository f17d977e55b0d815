"""How a due date reads in a list."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

from casefiles.domain.norms import SOON_DAYS
from ui import words_norms, words_today
from ui.counts import counted

Due = Literal["neutral", "warn", "danger", "ok"]
"""tones of ui.theme, which the console does not load"""

if TYPE_CHECKING:
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang


def due_words(next_due: Stored, today: dt.date, lang: Lang, late: Stored = None) -> tuple[str, Due]:
    """ "overdue 7 days", "in 3 days", or nothing; with the colour it is painted in. `late` is the last day of grace."""
    if not next_due:
        return "", "neutral"
    days = (dt.date.fromisoformat(str(next_due)) - today).days
    if days < 0 and late and (left := (dt.date.fromisoformat(str(late)) - today).days) >= 0:
        if not left:
            return words_norms.GRACE_ENDS(lang), "warn"
        return counted(words_norms.GRACE_LEFT, left, lang), "warn"
    if days < 0:
        return counted(words_today.OVERDUE_DAYS, -days, lang), "danger"
    if days == 0:
        return words_today.DUE_TODAY(lang), "warn"
    return counted(words_today.DUE_DAYS, days, lang), "warn" if days <= SOON_DAYS else "ok"
