"""The dry run: every row through the checks of the form, compared with what stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from casefiles import following, recording
from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label
from casefiles.roster import twins, words
from casefiles.roster.columns import PEOPLE, entity_of
from casefiles.roster.hanging import Child, Found, Related
from casefiles.roster.heading import Heading, find
from casefiles.roster.known import Known, differing, id_key, others, person_key
from casefiles.roster.outcome import Ignored, Outcome, Plan, State
from casefiles.roster.records import Records
from casefiles.roster.rows import Reading, Rows

if TYPE_CHECKING:
    from casefiles.domain.catalogue import Entity
    from casefiles.domain.fieldtypes import Stored
    from casefiles.edges.workbook import Sheet
    from casefiles.office import Office
    from casefiles.ports import Record

Progress = Callable[[int, int], object]
"""Called with (rows done, rows in all); what it raises stops the work, and nothing has been written."""
STEP = 200


def plan(
    office: Office, sheets: Sequence[Sheet], entity: str = "child", progress: Progress | None = None
) -> Plan:
    """What an import of these sheets would do; nothing is written.

    Each row is new, changed, same or wrong. A person is found by ID number, else by file number, else by name, birth
    date and village when that is one record; any other record by whom it hangs on, its day and its kind (see
    `roster.records`). Empty cells never erase. Refusals: UNKNOWN_ENTITY,
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
    planner: Rows
    if entity in PEOPLE:
        planner = _People(office, kind, headings, total, ignored)
    else:
        planner = Records(office, kind, headings, total, ignored)
    done = 0
    for at, heading in headings.items():
        sheet = sheets[at]
        for row in range(heading.row + 1, len(sheet.rows)):
            planner.take(sheet, heading, row)
            done += 1
            if progress and done % STEP == 0:
                progress(done, total)
    planner.finish()
    if progress:
        progress(total, total)
    if not planner.outcomes:
        raise Refusal(Problem("WORKBOOK_EMPTY", entity))
    return Plan(
        entity=entity,
        day=office.clock.today().isoformat(),
        outcomes=tuple(planner.outcomes),
        wrong=tuple(planner.wrong),
        warnings=(*twins.remarks(office, planner.outcomes, sheets, headings), *planner.warnings)
        if kind.name == "child"
        else tuple(planner.warnings),
        ignored=tuple(ignored),
        sheets=tuple(sheets),
        headings=headings,
        seen=seen,
    )


class _People(Rows):
    """Children, mentors, households: found by ID number, file number, or name, birth date and village."""

    def __init__(
        self, office: Office, kind: Entity, headings: Mapping[int, Heading], rows: int, ignored: list[Ignored]
    ) -> None:
        super().__init__(office, kind, ignored)
        self._known = Known(office.queries, kind, rows)
        self._villages = any(h.column_of("village") is not None for h in headings.values())
        groups = {s.group for h in headings.values() for s in h.columns.values()} - {"", "file"}
        self._related = Related(office, groups, rows)
        self._ids: dict[str, str] = {}
        self._records: dict[str, tuple[str, str]] = {}
        self._people: dict[tuple[Stored, ...], list[tuple[str, str]]] = {}

    def judge(self, reading: Reading) -> None:
        draft = reading.drafts.pop("", {})
        number = reading.drafts.pop("file", {}).get("number", "")
        checked = recording.check(self.kind, draft, self.today)
        stands = self._find(draft, checked.values, number)
        if stands is not None:
            checked = recording.check(self.kind, draft, self.today, stands=stands.values)
        mine = dict(stands.values) | dict(checked.values) if stands else dict(checked.values)
        damaged = {key for key, _ in reading.problems}
        reading.problems += [(self.key("", p.field), p) for p in checked.problems if p.field not in damaged]
        double = self._double(reading, mine, stands)
        if double:
            reading.problems.append(double)
        child_id = stands.id if stands else new_id(self.kind.prefix, self.office.clock.now_ms())
        birth = str(mine["birth_date"]) if mine.get("birth_date") else None
        found = (
            self._related.read(reading.drafts, Child(child_id, stands is None, birth))
            if reading.drafts
            else Found()
        )
        reading.problems += [(self.key(group, p.field), p) for group, p in found.problems]
        edits = [*self._own_edits(reading, child_id, stands, checked.values), *found.edits]
        name = str(mine.get(self.kind.title) or "")
        if reading.problems:
            self.refused(reading, name)
            return
        state: State = "new" if stands is None else "changed" if edits else "same"
        self.outcomes.append(
            Outcome(reading.sheet.name, reading.row + 1, state, name, child_id, tuple(edits))
        )
        self._odd(reading, draft, checked.warnings, found.assumed, number if stands is None else "")

    def _own_edits(
        self, reading: Reading, row: str, stands: Record | None, values: Mapping[str, Stored]
    ) -> list[Edit]:
        """The person's own edit and what a save of it brings with it; a refusal of that goes to the report."""
        edits = self._own_edit(row, stands, values)
        if not edits or reading.problems:
            return edits
        (own,) = edits
        try:
            more, _ = following.follow(self.office, own.entity, row, own.fields, stands.values if stands else None)
        except Refusal as refusal:
            told = {s.field.name for s in reading.heading.columns.values() if not s.group}
            first = next(iter(reading.heading.columns.values())).key
            reading.problems += [(self.key("", p.field) if p.field in told else first, p) for p in refusal.problems]
            return edits
        return recording.joined(own, more)

    def _own_edit(self, row: str, stands: Record | None, values: Mapping[str, Stored]) -> list[Edit]:
        if stands is None:
            whole: dict[str, Stored] = {n: v for n, v in values.items() if v is not None}
            recording.begin(self.office, self.kind, whole)
            return [Edit(self.kind.name, row, whole, ())]
        differs = differing(self.kind, stands.values, values)
        return [Edit(self.kind.name, row, differs, stands.heads)] if differs else []

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
        self, reading: Reading, values: Mapping[str, Stored], stands: Record | None
    ) -> tuple[str, Problem] | None:
        """The same person in an earlier row: same ID number, same record, or nothing that tells the two apart."""
        where = f"{reading.sheet.name} {reading.row + 1}"
        mine = id_key(values.get("id_number"))
        person = person_key(self.kind, values)
        rows = self._people.setdefault(person, []) if values.get(self.kind.title) else []
        earlier, key = self._ids.get(mine, "") if mine else "", "id_number"
        if not earlier and stands is not None:
            earlier, key = self._records.get(stands.id, ("", ""))[0], self.kind.title
        if not earlier:
            earlier, key = next((w for w, theirs in rows if not others(mine, theirs)), ""), self.kind.title
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
        return key, Problem("ROSTER_DOUBLE", self.kind.name, field=key, value=value, args={"row": shown})

    def _odd(
        self,
        reading: Reading,
        draft: Mapping[str, str],
        odd: Sequence[Problem],
        assumed: Sequence[str],
        number: str,
    ) -> None:
        self.odd(reading, draft, odd)
        for group in dict.fromkeys(assumed):
            label = self.slots[group, "start"].label
            said = _filled(words.START_ASSUMED, column=label, day=self.today.isoformat())
            self.warnings.append(self.remark(reading, f"{group}_start", "START_ASSUMED", said, ""))
        if number:
            said = _filled(words.NUMBER_UNKNOWN, value=number)
            self.warnings.append(self.remark(reading, "number", "NUMBER_UNKNOWN", said, number))


def _filled(label: Label, **values: object) -> Label:
    return Label(label("zh", **values), label("en", **values))
