"""Reading a sheet row by row: cells to drafts, what is wrong to remarks. What a row comes to is for a subclass."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain.codes import citizen_id
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.workbook import Sheet
from casefiles.edges.workbook.sheet import empty
from casefiles.roster.cells import text_of
from casefiles.roster.columns import Slot, slots
from casefiles.roster.heading import Heading
from casefiles.roster.outcome import Ignored, Outcome, Remark
from casefiles.roster.shifted import shifted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.catalogue import Entity
    from casefiles.domain.words import Label
    from casefiles.office import Office

_TOTALS = {"合计", "总计", "小计", "共计", "total"}


@dataclass(slots=True)
class Reading:
    """A row while it is read: the cells that are not empty by group and field, and what is wrong by column."""

    sheet: Sheet
    heading: Heading
    row: int
    drafts: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[tuple[str, Problem]] = field(default_factory=list)


class Rows:
    """The rows of a roster, one after the other. `judge` says what becomes of one."""

    def __init__(self, office: Office, kind: Entity, ignored: list[Ignored]) -> None:
        self.outcomes: list[Outcome] = []
        self.wrong: list[Remark] = []
        self.warnings: list[Remark] = []
        self.office = office
        self.kind = kind
        self.today = office.clock.today()
        self.slots = {(s.group, s.field.name): s for s in slots(kind.name)}
        self._ignored = ignored

    def take(self, sheet: Sheet, heading: Heading, row: int) -> None:
        """Read one row; an empty one or a line of totals is passed over."""
        reading = Reading(sheet, heading, row)
        for at, slot in heading.columns.items():
            try:
                text = text_of(sheet.at(row, at), slot.field.kind)
            except Refusal as refusal:
                reading.problems += [(slot.key, p) for p in refusal.problems]
                continue
            if text:
                reading.drafts.setdefault(slot.group, {})[slot.field.name] = text
        if not reading.drafts and not reading.problems:
            return
        first = next((str(c) for c in sheet.rows[row] if not empty(c)), "")
        if "".join(first.split()).rstrip(":：").casefold() in _TOTALS:
            self._ignored.append(Ignored(sheet.name, row + 1, 0, first))
            return
        self.judge(reading)

    def judge(self, reading: Reading) -> None:
        """What becomes of a row."""
        raise NotImplementedError

    def finish(self) -> None:
        """All rows were read."""

    def key(self, group: str, name: str) -> str:
        """The column of a field."""
        slot = self.slots.get((group, name))
        return slot.key if slot else name

    def refused(self, reading: Reading, name: str) -> None:
        """A row with wrong cells; that all of them stand beside their columns is said first."""
        beside = shifted(reading.sheet, reading.heading, reading.row, self.today)
        if beside is not None:
            reading.problems.insert(0, beside)
        sheet, row = reading.sheet.name, reading.row + 1
        self.outcomes.append(Outcome(sheet, row, "wrong", name))
        seen: set[tuple[str, str]] = set()
        for key, problem in reading.problems:
            if (key, problem.code) not in seen:
                seen.add((key, problem.code))
                self.wrong.append(self.remark(reading, key, problem.code, problem.label, problem.value))

    def odd(self, reading: Reading, draft: Mapping[str, str], odd: Sequence[Problem]) -> None:
        """What looks odd in the cells of the record itself."""
        for problem in odd:
            if problem.field in draft or "id_number" in draft:
                self.warnings.append(
                    self.remark(reading, problem.field, problem.code, problem.label, problem.value)
                )
        if draft.get("id_number"):
            card = citizen_id.parse(draft["id_number"], self.today)
            for code in citizen_id.warnings(card, self.today):
                self.warnings.append(
                    self.remark(reading, "id_number", code, citizen_id.WARNINGS[code], card.number)
                )

    def remark(self, reading: Reading, key: str, code: str, label: Label, value: str) -> Remark:
        """A remark at the column of this key, or at its name if the sheet has no such column."""
        at = reading.heading.column_of(key)
        caption = reading.heading.captions[at] if at is not None else self._missing(key)
        return Remark(reading.sheet.name, reading.row + 1, caption, value, code, label, at)

    def _missing(self, key: str) -> str:
        slot: Slot | None = next((s for s in self.slots.values() if s.key == key), None)
        return slot.header if slot else key
