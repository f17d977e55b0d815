"""How a due date reads while its grace lasts."""

from __future__ import annotations

import datetime as dt

import pytest

from ui.due import due_words

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("due", "late", "zh", "en", "tone"),
    [
        ("2026-11-18", "2026-11-28", "宽限还剩 7 天", "7 days of grace", "warn"),
        ("2026-11-18", "2026-11-22", "宽限还剩 1 天", "1 day of grace", "warn"),
        ("2026-11-18", "2026-11-21", "宽限今天截止", "Grace ends today", "warn"),
        ("2026-11-18", "2026-11-20", "逾期 3 天", "3 days overdue", "danger"),
        ("2026-11-22", "2026-11-28", "1 天后", "In 1 day", "warn"),
    ],
)
def test_grace(due: str, late: str, zh: str, en: str, tone: str) -> None:
    assert due_words(due, TODAY, "zh", late) == (zh, tone)
    assert due_words(due, TODAY, "en", late)[0].casefold() == en.casefold()
