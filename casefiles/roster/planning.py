"""The dry run: every row through the checks of the form, compared with what stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain.changes import Edit
from casefiles.domain.codes import citizen_id
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label
from casefiles.edges.workbook import Sheet
from casefiles.edges.workbook.sheet import empty
from casefiles.roster import words
from casefiles.roster.cells import text_of
from casefiles.roster.columns import Slot, entity_of, slots
from casefiles.roster.hanging import Child, Found, Related
from casefiles.roster.heading import Heading, find
from casefiles.roster.known import Known, differing, id_key, others, person_key
from casefiles.roster.outcome import Ignored, Outcome, Plan, Remark, State

if TYPE_CHECKING:
    from casefiles.domain.catalogue import Entity
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

Progress = Callable[[int, int], object]
"""Called with (rows done, rows in all); what it raises stops the work, and nothing has been written."""
STEP = 200
_TOTALS = {"合计", "总计", "小计", "共计", "total"}


def plan(
    office: Office, sheets: Sequence[Sheet], entity: str = "child", progress: Progress | None = None
) -> Plan:
    """What an import of these sheets would do; nothing is written.

    Each row is new, changed, same or wrong. A record is found by ID number, else by file number, else by name,
    birth date and village when that is one record. Empty cells never erase. Refusals: UNKNOWN_ENTITY,
    NO_KNOWN_COLUMN, WORKBOOK_EMPTY.
    """
    kind = entity_of(entity)
    ignored: list[Ignored] = []
    headings: dict[int, Heading] = {}
    for at, sheet in enumerate(sheets):
        heading = None if sheet.name.strip().casefold() in words.SHEET_NAMES else find(sheet, entity)
        if heading is None:
            if sheet.name.strip().casefold() not in words.SHEET_NAMES:
                ignored.append(Ignored(sheet.name, 0, 0, sheet.name))
            continue
        headings[at] = heading
        ignored += [Ignored(sheet.name, heading.row + 1, c + 1, heading.captions[c]) for c in heading.ignored]
    if not headings:
        raise Refusal(Problem("NO_KNOWN_COLUMN", entity))
    total = sum(max(0, len(sheets[at].rows) - h.row - 1) for at, h in headings.items())
    seen = office.ledger.vector()
    planner = _Planner(office, kind, headings, total, ignored)
    done = 0
    for at, heading in headings.items():
        sheet = sheets[at]
        for row in range(heading.row + 1, len(sheet.rows)):
            planner.take(sheet, heading, row)
            done += 1
            if progress and done % STEP == 0:
                progress(done, total)
    if progress:
        progress(total, total)
    if not planner.outcomes:
        raise Refusal(Problem("WORKBOOK_EMPTY", entity))
    return Plan(
        entity=entity,
        day=office.clock.today().isoformat(),
        outcomes=tuple(planner.outcomes),
        wrong=tuple(planner.wrong),
        warnings=tuple(planner.warnings),
        ignored=tuple(ignored),
        sheets=tuple(sheets),
        headings=headings,
        seen=seen,
    )


@dataclass(slots=True)
class _Row:
    """A row while it is read."""

    sheet: Sheet
    heading: Heading
    row: int
    drafts: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[tuple[str, Problem]] = field(default_factory=list)


class _Planner:
    def __init__(
        self, office: Office, kind: Entity, headings: Mapping[int, Heading], rows: int, ignored: list[Ignored]
    ) -> None:
        self.outcomes: list[Outcome] = []
        self.wrong: list[Remark] = []
        self.warnings: list[Remark] = []
        self._office = office
        self._kind = kind
        self._today = office.clock.today()
        self._ignored = ignored
        self._slots = {(s.group, s.field.name): s for s in slots(kind.name)}
        self._known = Known(office.queries, kind, rows)
        self._villages = any(h.column_of("village") is not None for h in headings.values())
        groups = {s.group for h in headings.values() for s in h.columns.values()} - {"", "file"}
        self._related = Related(office, groups, rows)
        self._ids: dict[str, str] = {}
        self._records: dict[str, tuple[str, str]] = {}
        self._people: dict[tuple[Stored, ...], list[tuple[str, str]]] = {}

    def take(self, sheet: Sheet, heading: Heading, row: int) -> None:
        """Read one row; an empty one or a line of totals is passed over."""
        reading = _Row(sheet, heading, row)
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
        self._judge(reading)

    def _judge(self, reading: _Row) -> None:
        draft = reading.drafts.pop("", {})
        number = reading.drafts.pop("file", {}).get("number", "")
        checked = recording.check(self._kind, draft, self._today)
        stands = self._find(draft, checked.values, number)
        if stands is not None:
            checked = recording.check(self._kind, draft, self._today, stands=stands.values)
        mine = dict(stands.values) | dict(checked.values) if stands else dict(checked.values)
        damaged = {key for key, _ in reading.problems}
        reading.problems += [(self._key("", p.field), p) for p in checked.problems if p.field not in damaged]
        double = self._double(reading, mine, stands)
        if double:
            reading.problems.append(double)
        child_id = stands.id if stands else new_id(self._kind.prefix, self._office.clock.now_ms())
        birth = str(mine["birth_date"]) if mine.get("birth_date") else None
        found = (
            self._related.read(reading.drafts, Child(child_id, stands is None, birth))
            if reading.drafts
            else Found()
        )
        reading.problems += [(self._key(group, p.field), p) for group, p in found.problems]
        edits = [*self._own_edit(child_id, stands, checked.values), *found.edits]
        name = str(mine.get(self._kind.title) or "")
        if reading.problems:
            self._refused(reading, name)
            return
        state: State = "new" if stands is None else "changed" if edits else "same"
        self.outcomes.append(
            Outcome(reading.sheet.name, reading.row + 1, state, name, child_id, tuple(edits))
        )
        self._odd(reading, draft, checked.warnings, found.assumed, number if stands is None else "")

    def _own_edit(self, row: str, stands: Record | None, values: Mapping[str, Stored]) -> list[Edit]:
        if stands is None:
            whole = {n: v for n, v in values.items() if v is not None}
            if self._kind.name == "child":
                whole.setdefault("opened_on", self._today.isoformat())
            return [Edit(self._kind.name, row, whole, ())]
        differs = differing(self._kind, stands.values, values)
        return [Edit(self._kind.name, row, differs, stands.heads)] if differs else []

    def _find(self, draft: Mapping[str, str], values: Mapping[str, Stored], number: str) -> Record | None:
        found = self._known.by_id(values.get("id_number")) or self._known.by_number(number)
        if found is not None:
            return found
        mine = id_key(values.get("id_number"))
        alike = self._known.alike(values, village_known=self._villages)
        alike = [r for r in alike if not others(mine, self._records.get(r.id, ("", ""))[1])]
        if len(alike) > 1:
            told = {n: v for n, v in values.items() if n in draft and v is not None}
            alike = [r for r in alike if all(r.values.get(n) == v for n, v in told.items())][:1]
        return alike[0] if alike else None

    def _double(
        self, reading: _Row, values: Mapping[str, Stored], stands: Record | None
    ) -> tuple[str, Problem] | None:
        """The same person in an earlier row: same ID number, same record, or nothing that tells the two apart."""
        where = f"{reading.sheet.name} {reading.row + 1}"
        mine = id_key(values.get("id_number"))
        person = person_key(self._kind, values)
        rows = self._people.setdefault(person, []) if values.get(self._kind.title) else []
        earlier, key = self._ids.get(mine, "") if mine else "", "id_number"
        if not earlier and stands is not None:
            earlier, key = self._records.get(stands.id, ("", ""))[0], self._kind.title
        if not earlier:
            earlier, key = next((w for w, theirs in rows if not others(mine, theirs)), ""), self._kind.title
        if mine:
            self._ids.setdefault(mine, where)
        if stands is not None:
            self._records.setdefault(stands.id, (where, mine))
        rows.append((where, mine))
        if not earlier:
            return None
        sheet, _, row = earlier.rpartition(" ")
        shown = row if sheet == reading.sheet.name else f"{row} ({sheet})"
        value = str(values.get(key) or "")
        return key, Problem("ROSTER_DOUBLE", self._kind.name, field=key, value=value, args={"row": shown})

    def _key(self, group: str, name: str) -> str:
        slot = self._slots.get((group, name))
        return slot.key if slot else name

    def _refused(self, reading: _Row, name: str) -> None:
        sheet, row = reading.sheet.name, reading.row + 1
        self.outcomes.append(Outcome(sheet, row, "wrong", name))
        seen: set[tuple[str, str]] = set()
        for key, problem in reading.problems:
            if (key, problem.code) not in seen:
                seen.add((key, problem.code))
                self.wrong.append(self._remark(reading, key, problem.code, problem.label, problem.value))

    def _odd(
        self,
        reading: _Row,
        draft: Mapping[str, str],
        odd: Sequence[Problem],
        assumed: Sequence[str],
        number: str,
    ) -> None:
        for problem in odd:
            if problem.field in draft or "id_number" in draft:
                self.warnings.append(
                    self._remark(reading, problem.field, problem.code, problem.label, problem.value)
                )
        if draft.get("id_number"):
            card = citizen_id.parse(draft["id_number"], self._today)
            for code in citizen_id.warnings(card, self._today):
                self.warnings.append(
                    self._remark(reading, "id_number", code, citizen_id.WARNINGS[code], card.number)
                )
        for group in dict.fromkeys(assumed):
            label = self._slots[group, "start"].label
            said = _filled(words.START_ASSUMED, column=label, day=self._today.isoformat())
            self.warnings.append(self._remark(reading, f"{group}_start", "START_ASSUMED", said, ""))
        if number:
            said = _filled(words.NUMBER_UNKNOWN, value=number)
            self.warnings.append(self._remark(reading, "number", "NUMBER_UNKNOWN", said, number))

    def _remark(self, reading: _Row, key: str, code: str, label: Label, value: str) -> Remark:
        at = reading.heading.column_of(key)
        caption = reading.heading.captions[at] if at is not None else self._missing(key)
        return Remark(reading.sheet.name, reading.row + 1, caption, value, code, label, at)

    def _missing(self, key: str) -> str:
        slot: Slot | None = next((s for s in self._slots.values() if s.key == key), None)
        return slot.header if slot else key


def _filled(label: Label, **values: object) -> Label:
    return Label(label("zh", **values), label("en", **values))
