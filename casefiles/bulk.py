"""One change of many records: previewed line by line, checked as the form checks, written in one transaction.

`plan` writes nothing and tells of every record what would become of it; `apply` writes those that have no problem and
answers with what takes all of it back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain import fieldtypes as k
from casefiles.domain.changes import Edit, Touched
from casefiles.domain.entities import ENTITIES, check_field
from casefiles.domain.listing import MERGED
from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from casefiles.domain.catalogue import Entity
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

    Told = Callable[[int, int], object]

CHUNK = 200
KEPT_OUT = ("number", "of", "sha256", "original", "media", "size", "result", MERGED)
"""fields that tell one record from another, or that a file or a closing wrote"""


@dataclass(frozen=True, slots=True)
class Line:
    """One record: what its fields hold, what they would hold, and what speaks against it."""

    record: Record
    before: Mapping[str, Stored]
    after: Mapping[str, Stored]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether it will be written."""
        return not self.problems and bool(self.after)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a bulk edit would do."""

    entity: str
    draft: Mapping[str, str]
    lines: Sequence[Line] = ()

    @property
    def changing(self) -> list[Line]:
        return [line for line in self.lines if line.changes]

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.problems]

    @property
    def same(self) -> int:
        """Records that hold the value already."""
        return sum(not line.problems and not line.after for line in self.lines)


@dataclass(frozen=True, slots=True)
class Done:
    """What was written, and the edits that take it back."""

    count: int
    touched: Touched
    back: tuple[Edit, ...] = field(default=())


def fields(entity: str) -> list[str]:
    """The fields that can be changed in bulk: not what tells one record from another."""
    spec = ENTITIES[entity]
    return [
        name
        for name, f in spec.fields.items()
        if name not in KEPT_OUT and not isinstance(f.kind, k.IdNumber) and not (f.required and name == "name")
    ]


def plan(
    office: Office, entity: str, rows: Sequence[str], draft: Mapping[str, str], told: Told | None = None
) -> Plan:
    """What `draft` (field -> what would be typed) makes of these records. Nothing is written.

    Refusals: UNKNOWN_FIELD, BULK_FIELD, and what is wrong with the value itself, which is wrong for every record.
    """
    spec = ENTITIES[entity]
    for name in draft:
        check_field(spec, name)
        if name not in fields(entity):
            raise Refusal(Problem("BULK_FIELD", entity, field=name, value=spec.fields[name].label.zh))
    _readable(office, spec, draft)
    lines: list[Line] = []
    for at in range(0, len(rows), CHUNK):
        if told is not None:
            told(at, len(rows))
        held = office.queries.many(rows[at : at + CHUNK])
        for row in rows[at : at + CHUNK]:
            record = held.get(row)
            if record is not None and not record.deleted and record.entity == entity:
                lines.append(_line(office, spec, record, draft))
    return Plan(entity, dict(draft), lines)


def _readable(office: Office, spec: Entity, draft: Mapping[str, str]) -> None:
    """A value that cannot be read is said once, not of each record."""
    found: list[Problem] = []
    for name, typed in draft.items():
        try:
            if typed.strip():
                spec.fields[name].kind.parse(typed, office.clock.today())
        except Refusal as refusal:
            found += k.in_field(refusal, name, spec.name)
    if found:
        raise Refusal(*found)


def _line(office: Office, spec: Entity, record: Record, draft: Mapping[str, str]) -> Line:
    try:
        after, warnings = recording.trial(office, spec, draft, record)
    except Refusal as refusal:
        today = office.clock.today()
        after = {n: spec.fields[n].kind.parse(t, today) if t.strip() else None for n, t in draft.items()}
        return Line(record, {n: record.values.get(n) for n in draft}, after, refusal.problems)
    return Line(record, {n: record.values.get(n) for n in {**draft, **after}}, after, (), warnings)


def apply(office: Office, made: Plan) -> Done:
    """Write every line that has no problem, in one transaction, upon the heads that were previewed. Refusals:
    BULK_NOTHING, and whatever has come in the way of a line since it was previewed; then nothing was written."""
    lines = made.changing
    if not lines:
        raise Refusal(Problem("BULK_NOTHING", made.entity))
    saved = recording.change_all(office, ENTITIES[made.entity], [(line.record, made.draft) for line in lines])
    touched = saved[0].touched
    seen = touched.last
    back: list[Edit] = []
    for one in saved:
        back.append(Edit(one.entity, one.id, one.before or {}, (seen[one.id],)))
        back += [Edit(e.entity, e.row, e.fields, (seen[e.row],)) for e in one.beside if e.row in seen]
    return Done(len(lines), touched, tuple(back))
