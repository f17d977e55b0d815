"""Finds the header of a sheet: within the first rows, below merged titles, in one row or in two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.edges.workbook.sheet import empty
from casefiles.roster.columns import OWNER, PEOPLE, Slot, fold, must, ours, slot_named, slots

if TYPE_CHECKING:
    from casefiles.edges.workbook import Sheet

SEARCHED = 10
"""Rows in which the header is looked for."""
_ABOUT_THE_PERSON = {"儿童", "学生", "孩子", "五老", "家庭", "个人", "本人", "child", "mentor", "household"}
_ENDINGS = ("基本情况", "基本信息", "情况", "信息")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the columns are: `row` is the last row of the header, counted from 0."""

    row: int
    columns: dict[int, Slot]
    captions: dict[int, str]
    ignored: tuple[int, ...]
    """columns with a caption that means nothing here, or that another column means already"""

    def column_of(self, key: str) -> int | None:
        """The column of a slot."""
        return next((at for at, slot in self.columns.items() if slot.key == key), None)


def find(sheet: Sheet, entity: str) -> Heading | None:
    """The header that knows most columns and says who a row is about; None when there is none."""
    sheet = replace(sheet, rows=sheet.rows[: SEARCHED + 1])
    best: Heading | None = None
    best_rank = (0, 0)
    for row in range(min(SEARCHED, len(sheet.rows))):
        for double in (False, True):
            if (double and row == 0) or (not double and _reaches_up(sheet, row)):
                continue
            found = _read(sheet, entity, row, double=double)
            if found is None or not _says_who(found, entity):
                continue
            rank = (len(found.columns), int(double))
            if rank > best_rank:
                best, best_rank = found, rank
    return best


def _says_who(heading: Heading, entity: str) -> bool:
    """Whether a header has a column that names somebody."""
    keys = {s.key for s in heading.columns.values()}
    if entity in PEOPLE:
        return bool(keys & {ENTITIES[entity].title, "id_number", "number"})
    owned = any(s.group.startswith(OWNER) for s in heading.columns.values())
    return len(keys) > 1 and (owned or (not must(entity) and ENTITIES[entity].title in keys))


def _read(sheet: Sheet, entity: str, row: int, *, double: bool) -> Heading | None:
    columns: dict[int, Slot] = {}
    captions: dict[int, str] = {}
    ignored: list[int] = []
    above = _filled(sheet, row - 1) if double else {}
    joined = False
    for at in range(sheet.width):
        upper, lower = above.get(at, ""), _caption(sheet, row, at)
        shown = f"{upper}{lower}" if upper != lower else lower
        if not shown:
            continue
        captions[at] = shown
        slot = _joined(entity, upper, lower)
        joined |= bool(slot and upper and lower)
        if slot is None or any(slot == other for other in columns.values()):
            if not ours(shown):
                ignored.append(at)
        else:
            columns[at] = slot
    if double and not joined and not _split_above(sheet, row - 1):
        return None
    return Heading(row, _phones_told_apart(entity, columns), captions, tuple(ignored)) if columns else None


def _joined(entity: str, upper: str, lower: str) -> Slot | None:
    """The column below two captions: 监护人 over 姓名 is 监护人姓名; 基本信息 over 姓名 is 姓名."""
    if not upper or not lower:
        return slot_named(entity, upper or lower)
    stem = upper
    for ending in _ENDINGS:
        stem = stem.removesuffix(ending) or stem
    for top in (upper, stem):
        found = slot_named(entity, f"{top}{lower}")
        if found:
            return found
    own = ENTITIES[entity]
    neutral = {fold(w) for label in own.sections.values() for w in (label.zh, label.en)} | _ABOUT_THE_PERSON
    person = fold(upper) in neutral or fold(stem) in neutral or stem in _ENDINGS
    if person or fold(upper) == fold(lower):
        return slot_named(entity, lower)
    return None


def _phones_told_apart(entity: str, columns: dict[int, Slot]) -> dict[int, Slot]:
    """监护人电话 alone, with nothing else about a guardian, is the phone at which the child is reached."""
    groups = [s.key for s in columns.values() if s.group == "guardian"]
    if groups != ["guardian_phone"] or any(s.key == "phone" for s in columns.values()):
        return columns
    phone = next(s for s in slots(entity) if s.key == "phone")
    return {at: phone if s.key == "guardian_phone" else s for at, s in columns.items()}


def _caption(sheet: Sheet, row: int, at: int) -> str:
    cell = sheet.at(row, at)
    return "" if empty(cell) else "".join(str(cell).split("\n")).strip()


def _filled(sheet: Sheet, row: int) -> dict[int, str]:
    """The captions of an upper row, spread over the columns that each stands above.

    Merged ranges say how far; where a file knows none (CSV), an empty cell belongs to the caption on its left as
    long as there is something below it.
    """
    found = {at: text for at in range(sheet.width) if (text := _caption(sheet, row, at))}
    if sheet.merges:
        for r0, c0, r1, c1 in sheet.merges:
            if r0 <= row <= r1 and (text := _caption(sheet, r0, c0)):
                found.update(dict.fromkeys(range(c0, c1 + 1), text))
        return found
    spread: dict[int, str] = {}
    last = ""
    for at in range(sheet.width):
        below = _caption(sheet, row + 1, at)
        last = found.get(at, last if below else "")
        if last and (at in found or below):
            spread[at] = last
    return spread


def _split_above(sheet: Sheet, row: int) -> bool:
    """Whether a cell of this row is merged over some, not all, columns that have captions of their own below."""
    for r0, c0, r1, c1 in sheet.merges:
        over_some = r0 <= row <= r1 and c0 < c1 and c1 - c0 + 1 < sheet.width
        if over_some and all(_caption(sheet, row + 1, at) for at in range(c0, c1 + 1)):
            return True
    return False


def _reaches_up(sheet: Sheet, row: int) -> bool:
    """Whether a caption is merged into this row from above: then the two rows are one header."""
    return any(r0 < row <= r1 and _caption(sheet, r0, c0) for r0, c0, r1, _ in sheet.merges)
