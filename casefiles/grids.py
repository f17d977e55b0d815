"""Many records of one kind at once: a line a person, a column a field; saved in one transaction, undone as one."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casefiles import aiding, funds, leaving, recording
from casefiles.domain import aid_steps
from casefiles.domain.changes import DELETED, Edit, Touched
from casefiles.domain.entities import BY_PREFIX, ENTITIES, absent
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, Refusal, refuse

if TYPE_CHECKING:
    import datetime as dt

    from casefiles.domain.catalogue import Entity
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

STANDING_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid of `entity` records that hang on one record by the field `parent`; `who` are the fields that say whose
    line it is, one of them in each line."""

    name: str
    entity: str
    parent: str
    who: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def spec(self) -> Entity:
        return ENTITIES[self.entity]

    def person_field(self, person: str) -> str:
        """The field that names this person."""
        entity = BY_PREFIX[person.partition("-")[0]].name
        return next(name for name in self.who if getattr(self.spec.fields[name].kind, "entity", "") == entity)


GRIDS: Mapping[str, Grid] = {
    grid.name: grid
    for grid in (
        Grid(
            "aid", "aid", "batch", ("child", "household", "mentor"),
            ("what", "value", "on", "step", "handed_on", "signed_by"),
        ),
        Grid(
            "donations", "donation", "fund", ("donor",),
            ("value", "on", "received_on", "receipt", "thanked_on", "note"),
        ),
        Grid("attendance", "attendance", "session", ("child",), ("came", "note")),
        Grid(
            "screening", "screening_result", "round", ("child",),
            ("right_mark", "left_mark", "glasses", "right_with", "left_with", "ortho_k", "way", "right_sphere",
             "right_cylinder", "left_sphere", "left_cylinder", "referred_on", "referral"),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line: whose it is, the record that stands (none: new), what was typed since, and whether it was taken out.

    A new line holds all its texts in `typed`, a standing one only those that differ.
    """

    person: str
    stands: Record | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in a line: its place, counted from 0, and the sentence."""

    place: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class Kept:
    """A grid that is on disk: what was touched, how many lines, and what takes it back."""

    touched: Touched
    new: int
    changed: int
    removed: int
    warnings: tuple[Problem, ...] = ()
    back: tuple[Edit, ...] = ()


def grid_named(name: str) -> Grid:
    """The grid of this name, or the refusal that lists them."""
    found = GRIDS.get(name)
    if found is None:
        raise Refusal(Problem("UNKNOWN_GRID", value=name, args={"choices": ", ".join(GRIDS)}))
    return found


def lines(office: Office, grid: Grid, parent: str) -> list[Line]:
    """The lines that stand, in the order in which they were made."""
    found = []
    for record in office.queries.select(grid.entity, {grid.parent: parent}):
        person = next((str(record.values[n]) for n in grid.who if record.values.get(n)), "")
        found.append(Line(person, record))
    return found


def start_of(office: Office, grid: Grid, parent: str) -> dict[str, str]:
    """The texts of a new line before anybody typed: what its batch, fund or session says of each."""
    if grid.name == "aid":
        return aiding.line_start(office, parent)
    start = {grid.parent: parent}
    if grid.name == "donations":
        start |= {"kind": "money", "occasion": "one_yuan", "on": office.clock.today().isoformat()}
    if grid.name == "attendance":
        start["came"] = "1"
    return start


def check_line(
    grid: Grid, line: Line, start: Mapping[str, str], today: dt.date, birth: str | None
) -> recording.Checked:
    """What is wrong in one line; `start` are the texts of a new line that nobody types (its batch, its kind)."""
    draft = dict(line.typed)
    if line.stands is None:
        draft = {**start, **draft, grid.person_field(line.person): line.person}
    stands = line.stands.values if line.stands else None
    return recording.check(grid.spec, draft, today, stands=stands, birth=birth)


def save(
    office: Office,
    grid: Grid,
    parent: str,
    given: Sequence[Line],
    start: Mapping[str, str],
    *,
    kept_as: str = "",
) -> Kept:
    """Write all lines that changed, in one transaction; the draft `kept_as` is forgotten with it.

    Raises Refusal with every problem of every line, its `id` being the line's place counted from 1; then nothing
    was written. A line without anything typed that is new is written too: being on the list is what it says.
    """
    start = {**start, grid.parent: parent}
    births = _births(office, grid, parent, given)
    edits: list[Edit] = []
    warnings: list[Problem] = []
    wrong: list[Problem] = []
    today, now_ms = office.clock.today(), office.clock.now_ms()
    counts = {"new": 0, "changed": 0, "removed": 0}
    before: dict[str, Mapping[str, Stored] | None] = {}
    places: dict[str, int] = {}
    pairs: list[tuple[Mapping[str, Stored] | None, Mapping[str, Stored]]] = []
    for place, line in enumerate(given, 1):
        row = line.stands
        if line.gone:
            if row is not None:
                counts["removed"] += 1
                edits.append(Edit(grid.entity, row.id, {DELETED: 1}, row.heads))
                before[row.id], places[row.id] = {DELETED: None}, place
            continue
        if row is not None and not line.typed:
            continue
        if row is None and line.person not in births:
            wrong.append(Problem("GRID_PERSON_GONE", grid.entity, str(place), value=line.person))
            continue
        checked = check_line(grid, line, start, today, births.get(line.person))
        wrong += [replace(p, id=str(place)) for p in checked.problems]
        warnings += [replace(p, id=str(place)) for p in checked.warnings]
        if row is None:
            values: dict[str, Stored] = {n: v for n, v in checked.values.items() if v is not None}
            if grid.entity == "aid":
                values |= aid_steps.with_its_day(values, today)
            made = new_id(grid.spec.prefix, now_ms + place)  # ids are in the order of the lines
            edits.append(Edit(grid.entity, made, values, ()))
            before[made], places[made] = None, place
            pairs.append((None, values))
            counts["new"] += 1
            continue
        values = {n: v for n, v in checked.values.items() if row.values.get(n) != v}
        if grid.entity == "aid" and "step" in values:
            values |= aid_steps.with_its_day({**row.values, **values}, today)
        if values:
            edits.append(Edit(grid.entity, row.id, values, row.heads))
            before[row.id], places[row.id] = {n: row.values.get(n) for n in values}, place
            pairs.append((row.values, {**row.values, **values}))
            counts["changed"] += 1
    gone = leaving.moved(office, edits)
    wrong += [replace(gone[row], id=str(place)) for row, place in places.items() if row in gone]
    refuse(wrong)
    if grid.entity == "aid":
        warnings += funds.overdrafts(office, pairs)
    touched = office.ledger.write(edits, office.me.login, draft=kept_as) if edits or kept_as else Touched()
    return Kept(touched, **counts, warnings=tuple(warnings), back=_back(edits, before, touched))


def undo(office: Office, kept: Kept) -> Touched:
    """Take the whole save back: it has seen that save and nothing after it."""
    return recording.save_many(office, kept.back) if kept.back else Touched()


def _back(
    edits: Sequence[Edit], before: Mapping[str, Mapping[str, Stored] | None], touched: Touched
) -> tuple[Edit, ...]:
    found = []
    for edit in edits:
        held = before[edit.row]
        fields: Mapping[str, Stored] = {DELETED: 1} if held is None else held
        found.append(Edit(edit.entity, edit.row, fields, (touched.last[edit.row],)))
    return tuple(found)


def _births(office: Office, grid: Grid, parent: str, given: Sequence[Line]) -> dict[str, str | None]:
    """Who of the people is on file, with the birth date; refuses a parent that is not."""
    persons = [p for p in dict.fromkeys(one.person for one in given) if p]
    refuse(Problem("NOT_FOUND", value=p) for p in persons if p.partition("-")[0] not in BY_PREFIX)
    refs = [(BY_PREFIX[p.partition("-")[0]].name, p) for p in persons]
    kind = grid.spec.fields[grid.parent].kind
    above = getattr(kind, "entity", "")
    if parent not in office.queries.standing([(above, parent)]):
        raise Refusal(absent(above, parent))
    found: dict[str, str | None] = {}
    for at in range(0, len(refs), STANDING_AT_ONCE):
        found.update(office.queries.standing(refs[at : at + STANDING_AT_ONCE]))
    return found


# a block from a spreadsheet


def block(text: str) -> list[list[str]]:
    """The cells of a copied block: tabs between columns, a line a row, quoted cells may hold both."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    return [row or [""] for row in csv.reader(io.StringIO(text), dialect="excel-tab")] if text else []


def as_block(rows: Sequence[Sequence[str]]) -> str:
    """Cells as a spreadsheet takes them."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return out.getvalue()
