"""Counts in sentences, without the window: for lines that window and console share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casefiles.domain.words import Label, Lang


def counted(label: Label, n: int, lang: Lang, **values: object) -> str:
    """The label with `{n}` written with thousands separators; English singular for 1."""
    return label(lang, n=n if n == 1 else f"{n:,}", **values)
