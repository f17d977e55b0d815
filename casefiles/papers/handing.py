"""Who hands something over and who takes it: two places to sign, side by side, each with its day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from casefiles.domain.document import Cell, Row
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from casefiles.domain.words import Lang

DATE = Label("日期：", "Date:")


def signatures(lang: Lang, gives: Label, takes: Label, height: Literal["normal", "tall"]) -> Row:
    """The last row of a slip of eight columns."""
    return Row(
        cells=tuple(Cell(cols=4, sign=(f"{who(lang)}|", f"{DATE(lang)}|")) for who in (gives, takes)),
        height=height,
        group=True,
    )
