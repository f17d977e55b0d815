"""The columns of the walk list; telephones are hidden in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from ui import words_surveys as words
from ui.table import Row, TableColumn
from ui.veiled import running
from ui.widgets.masked import masked
from ui.widgets.register import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.words import Lang
    from ui.theme import Tone

TONES: dict[str, Tone] = {"seen": "ok", "nobody_home": "warn", "moved": "info", "refused": "danger"}


def columns(lang: Lang) -> Sequence[TableColumn]:
    """What a row of the walk list shows, in this language. The first column is never hidden: the keyboard is in it."""
    zh = lang == "zh"

    def shown(name: str, row: Row) -> str:
        value = row.get(name) or ("not_yet" if name == "outcome" else None)
        return ENTITIES["survey_line"].fields[name].kind.show(value, lang)

    return (
        TableColumn(words.DOOR, lambda r: str(r.get("name") or ""), Column(130, 2), "avatar"),
        TableColumn(words.PLACE, lambda r: str(r.get("place") or ""), Column(58, 0, 6)),
        TableColumn(words.CHILDREN, lambda r: str(r.get("children") or ""), Column(120, 2, 3)),
        TableColumn(words.ADDRESS, _address, Column(150, 3, 2)),
        TableColumn(words.PHONE, lambda r: masked(str(r.get("phone") or "")), Column(118, 0, 7)),
        TableColumn(
            words.OUTCOME, lambda r: shown("outcome", r), Column(110 if zh else 150, 0), "pill",
            tone=lambda r: TONES.get(str(r.get("outcome") or ""), "neutral"),
        ),
        TableColumn(words.CHANGE, lambda r: shown("change", r), Column(84 if zh else 110, 0, 1)),
        TableColumn(words.ON, lambda r: str(r.get("on") or ""), Column(104, 0, 4)),
        TableColumn(words.BY, lambda r: running(r.get("by")), Column(84, 1, 5)),
        TableColumn(words.NOTE, lambda r: running(r.get("note")), Column(90, 2, 8)),
    )  # fmt: skip


def _address(row: Row) -> str:
    village, address = str(row.get("village") or ""), str(row.get("address") or "")
    return address if village in address else f"{village} {address}".strip()
