"""Recording: check what was typed, turn it into an edit, give it to the ledger. Form, roster and console meet here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casefiles import guarding, leaving
from casefiles.domain import checks, division, redivision
from casefiles.domain.changes import DELETED, Edit, Touched
from casefiles.domain.entities import ENTITIES, absent, check_field
from casefiles.domain.fieldtypes import Area, Ref, Stored, in_field
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, Refusal, refuse
from casefiles.following import FOLLOWS, UNSAID, follow
from casefiles.pending import Pending, one_each

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from casefiles.domain.catalogue import Entity
    from casefiles.office import Office
    from casefiles.ports import Record


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that was read: stored values of the touched fields, what is wrong, what contradicts itself."""

    values: Mapping[str, Stored]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """A record that is on disk."""

    entity: str
    id: str
    number: str
    touched: Touched
    warnings: tuple[Problem, ...] = ()
    before: Mapping[str, Stored] | None = None
    """what the touched fields held, for undo; nothing when the save made the record"""
    beside: tuple[Edit, ...] = ()
    """what takes back the other records that the save changed with it"""


def check(
    entity: Entity,
    draft: Mapping[str, str],
    today: dt.date,
    *,
    stands: Mapping[str, Stored] | None = None,
    birth: str | None = None,
) -> Checked:
    """Read a draft (touched fields only). `stands` are the stored values of an existing record; `birth` is the
    birth date of the child a record hangs on. Pure: reads and writes nothing else."""
    found: list[Problem] = []
    values: dict[str, Stored] = {}
    for name, typed in draft.items():
        check_field(entity, name)
        spec = entity.fields[name]
        try:
            values[name] = spec.kind.parse(typed, today) if typed.strip() else None
        except Refusal as refusal:
            found += in_field(refusal, name, entity.name)
    if stands is None:
        whole: dict[str, Stored] = dict.fromkeys(entity.fields) | values
    else:
        whole = dict.fromkeys(entity.fields) | dict(stands) | values
    wrong = {p.field for p in found}
    for name, value in checks.inside_id(whole, today).items():
        if values[name] is None if name in values else name not in wrong:
            values[name] = whole[name] = value
    for name, spec in entity.fields.items():
        asked = stands is None or name in values
        if spec.required and asked and whole[name] is None and name not in wrong:
            found.append(Problem("REQUIRED", entity.name, field=name))
    found += [p for p in checks.problems(entity.name, whole, birth) if p.field not in wrong]
    order = list(entity.fields)
    found.sort(key=lambda p: order.index(p.field))
    placed = _placed(entity, values)
    doubts = (*division.doubts(placed, today), *redivision.doubts(placed, today))
    notes = (*checks.warnings(whole, today, entity.name), *doubts)
    return Checked(values, tuple(found), tuple(replace(w, entity=entity.name) for w in notes))


def _placed(entity: Entity, values: Mapping[str, Stored]) -> dict[str, Stored]:
    """The divisions that a draft names; a table of divisions may name what is no more."""
    if entity.name in ("division", "redivision"):
        return {}
    return {name: value for name, value in values.items() if value and isinstance(entity.fields[name].kind, Area)}


def save(
    office: Office,
    entity: Entity,
    draft: Mapping[str, str],
    row: str | None = None,
    *,
    parents: tuple[bytes, ...] | None = None,
    stands: Record | None = None,
    kept_as: str = "",
    settings: Mapping[str, str | None] | Callable[[str], Mapping[str, str | None]] | None = None,
    beside: Callable[[str], Sequence[Edit]] | None = None,
) -> Saved:
    """Check and write one record; a new one when `row` is None. `parents` are the heads that were on the screen.

    `kept_as` is the key of the draft that was typed: it is removed, and `settings` are kept, in the same transaction;
    so are the edits that `beside` makes of the record's id (checked ones of records that hang on it).
    Raises Refusal with every problem at once; then nothing was written.
    """
    ready = _ready(office, entity, draft, row, parents, stands)
    hung = list(beside(ready.row)) if beside is not None else []
    if callable(settings):
        settings = settings(ready.row)
    if row is not None and not ready.values and not hung:
        if kept_as or settings:
            office.ledger.write([], office.me.login, draft=kept_as, settings=settings)
        number = str((ready.before or {}).get("number") or "")
        return Saved(entity.name, row, number, Touched(), ready.warnings, {})
    edit = _edit(office, entity, ready)
    more, told = _follows(office, edit, ready)
    edit, more = _joined(edit, more)
    beside_it = one_each([*more, *hung])
    back = way_back(office, beside_it)
    mine = [edit] if edit.fields or row is None else []
    touched = office.ledger.write([*mine, *beside_it], office.me.login, draft=kept_as, settings=settings)
    return replace(_saved(ready, edit, touched, told), beside=back)


def save_all(office: Office, entity: Entity, drafts: Sequence[Mapping[str, str]]) -> list[Saved]:
    """Check and write new records, all of them or none; a problem's `id` is the draft's place, counted from 1."""
    return _all_or_none(office, entity, [(str(place), draft, None) for place, draft in enumerate(drafts, 1)])


def change_all(
    office: Office, entity: Entity, changes: Sequence[tuple[Record, Mapping[str, str]]]
) -> list[Saved]:
    """Check and write changes of records, all or none, upon the heads read with them; a problem names its record."""
    return _all_or_none(office, entity, [(stands.id, draft, stands) for stands, draft in changes])


def _all_or_none(
    office: Office, entity: Entity, drafts: Sequence[tuple[str, Mapping[str, str], Record | None]]
) -> list[Saved]:
    found: list[Problem] = []
    made: list[_Ready] = []
    for name, draft, stands in drafts:
        row, heads = (stands.id, stands.heads) if stands is not None else (None, None)
        try:
            made.append(_ready(office, entity, draft, row, heads, stands))
        except Refusal as refusal:
            found += [replace(p, id=name) for p in refusal.problems]
    refuse(found)
    made = [ready for ready in made if ready.values or ready.before is None]
    first = [_edit(office, entity, ready) for ready in made]
    whole = _together(office, made, first)
    each = zip(made, whole, strict=True)
    backs = [way_back(office, more) if ready.before is not None else () for ready, (_, more, _) in each]
    edits = [*(edit for edit, _, _ in whole), *(e for _, more, _ in whole for e in more)]
    touched = office.ledger.write(edits, office.me.login)
    return [
        replace(_saved(ready, edit, touched, told), beside=back)
        for ready, (edit, _, told), back in zip(made, whole, backs, strict=True)
    ]


def trial(
    office: Office, entity: Entity, draft: Mapping[str, str], stands: Record
) -> tuple[Mapping[str, Stored], tuple[Problem, ...]]:
    """What a save would change in a record and tell of it, or the Refusal it would raise; nothing is written."""
    ready = _ready(office, entity, draft, stands.id, stands.heads, stands)
    told = _follows(office, _edit(office, entity, ready), ready)[1] if ready.values else ()
    return ready.values, (*ready.warnings, *told)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A draft that was found fit: what to write, upon which heads, and what stood before (None: a new record)."""

    row: str
    values: dict[str, Stored]
    parents: tuple[bytes, ...] | None
    before: Mapping[str, Stored] | None
    warnings: tuple[Problem, ...]


def _ready(
    office: Office,
    entity: Entity,
    draft: Mapping[str, str],
    row: str | None,
    parents: tuple[bytes, ...] | None,
    stands: Record | None,
) -> _Ready:
    if row is not None and stands is None:
        stands = record(office, row, entity.name)
    before = stands.values if stands else {}
    here = office.queries.standing(_refs(entity, draft, before))
    if not (row is not None and draft.get("end") and leaving.is_ending(entity.name, draft)):
        leaving.still_here(office, row if entity.name == "child" and row else _child(entity, draft, before))
    birth = here.get(_child(entity, draft, before))
    checked = check(entity, draft, office.clock.today(), stands=before if stands else None, birth=birth)
    refuse([*checked.problems, *_dangling(entity, checked.values, here)])
    warnings = (*checked.warnings, *_same_card(office, entity, checked.values, row))
    if row is not None:
        values = {n: v for n, v in checked.values.items() if before.get(n) != v}
        return _Ready(row, values, parents, before, warnings)
    values = {n: v for n, v in checked.values.items() if v is not None}
    begin(office, entity, values)
    return _Ready(new_id(entity.prefix, office.clock.now_ms()), values, (), None, warnings)


def begin(office: Office, entity: Entity, values: dict[str, Stored]) -> None:
    """Fill in what a new child's file says that nobody typed: when it was opened, and a township's own division."""
    if entity.name == "child":
        values.setdefault("opened_on", office.clock.today().isoformat())
        if office.home.level in ("township", "village"):
            values.setdefault("area", office.home.code)


def _edit(office: Office, entity: Entity, ready: _Ready) -> Edit:
    """The edit, a new record's file number put in."""
    if ready.before is None and entity.numbered:
        ready.values["number"] = office.ledger.issue_number(entity.name, office.clock.today().year)
    return Edit(entity.name, ready.row, ready.values, ready.parents)


def _together(
    office: Office, made: Sequence[_Ready], first: Sequence[Edit]
) -> list[tuple[Edit, list[Edit], tuple[Problem, ...]]]:
    """For each save of several its edit, what it brings along, and what is told of it. A change is judged with all
    other changes done, a new record with those before it; of what several say of one record's field the last counts,
    for it has seen the others."""
    seen = Pending(office)
    seen.add(edit for ready, edit in zip(made, first, strict=True) if ready.before is not None)
    own, told = {edit.row for edit in first}, []
    of: dict[str, str] = {}
    for ready, edit in zip(made, first, strict=True):
        more, said = _follows(seen.office(edit.row), seen.edits.get(edit.row, edit), ready)
        seen.add([edit] if ready.before is None else [])
        seen.add(more)
        told.append(said)
        for one in more:
            of.setdefault(one.row, edit.row)
    brought: dict[str, list[Edit]] = {edit.row: [] for edit in first}
    for row, by in of.items():
        if row not in own:
            brought[by].append(seen.edits[row])
    return [(seen.edits[e.row], brought[e.row], said) for e, said in zip(first, told, strict=True)]


def _follows(office: Office, edit: Edit, ready: _Ready) -> tuple[list[Edit], tuple[Problem, ...]]:
    """What else is written in the same transaction, and what is told of it."""
    return follow(office, edit.entity, edit.row, edit.fields, ready.before)


def joined(edit: Edit, more: Sequence[Edit]) -> list[Edit]:
    """A save and what it brings with it, what is of the same record in one edit; that edit is the first."""
    own, others = _joined(edit, more)
    return [own, *others]


def _joined(edit: Edit, more: Sequence[Edit]) -> tuple[Edit, list[Edit]]:
    """What a save brings with it for its own record is part of the save."""
    own = {name: value for e in more if e.row == edit.row for name, value in e.fields.items()}
    return replace(edit, fields={**edit.fields, **own}), [e for e in more if e.row != edit.row]


def way_back(office: Office, more: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that would take these back; a mandatory report is never taken back."""
    found = []
    for edit in more:
        if edit.entity != "report":
            held = office.queries.get(edit.row) if edit.parents != () else None
            stood = {**held.values, DELETED: int(held.deleted) or None} if held is not None else {}
            back = {DELETED: 1} if held is None else {n: stood.get(n) for n in edit.fields}
            found.append(Edit(edit.entity, edit.row, back))
    return tuple(found)


def _saved(ready: _Ready, edit: Edit, touched: Touched, told: tuple[Problem, ...] = ()) -> Saved:
    before = ready.before
    number = str((edit.fields if before is None else before).get("number") or "")
    held = None if before is None else {n: before.get(n) for n in edit.fields}
    return Saved(edit.entity, edit.row, number, touched, (*ready.warnings, *told), held)


def _same_card(
    office: Office, entity: Entity, values: Mapping[str, Stored], row: str | None
) -> tuple[Problem, ...]:
    """A warning for another file of the register with the ID number that was typed."""
    card = values.get("id_number")
    if card is None or not entity.numbered:
        return ()
    others = [r for r in office.queries.select(entity.name, {"id_number": card}, limit=2) if r.id != row]
    return tuple(
        Problem(
            "SAME_ID_NUMBER",
            entity.name,
            other.id,
            "id_number",
            args={"name": other.values.get("name") or "", "number": other.values.get("number") or ""},
        )
        for other in others[:1]
    )


def save_many(office: Office, edits: Iterable[Edit]) -> Touched:
    """Write checked edits in one transaction. Refusals: REPORT_STANDS, ROUND_CLOSED, FILE_MOVED."""
    return guarding.write(office, list(edits))


def delete(office: Office, row: str, parents: tuple[bytes, ...] | None = None) -> Touched:
    """Mark a record as deleted; the log keeps it, and an edit that had not seen this wins. Refusals: as `save_many`."""
    return remove(office, row, parents).touched


def remove(office: Office, row: str, parents: tuple[bytes, ...] | None = None) -> Saved:
    """The same, with what takes it back. Refusals: as `save_many`, and those of what it brings with it."""
    found = record(office, row)
    gone = Edit(found.entity, row, {DELETED: 1}, parents)
    more, told = FOLLOWS[found.entity](office, row, gone.fields, found.values) if found.entity in UNSAID else ([], ())
    beside = way_back(office, more)
    touched = guarding.write(office, [gone, *more])
    return Saved(found.entity, row, "", touched, told, before={DELETED: None}, beside=beside)


def undo(office: Office, saved: Saved) -> Touched:
    """Take the last save back: a new record is deleted, an edit gets its old values again.

    It has seen the save and nothing after it: what somebody else wrote meanwhile stays, beside the old value.
    """
    fields: Mapping[str, Stored] = {DELETED: 1} if saved.before is None else saved.before
    seen = saved.touched.last
    mine = [Edit(saved.entity, saved.id, fields, (seen[saved.id],))] if saved.id in seen else []
    others = [replace(e, parents=(seen[e.row],)) for e in saved.beside if e.row in seen]
    return guarding.write(office, [*mine, *others]) if mine or others else Touched()


def record(office: Office, row: str, entity: str = "") -> Record:
    """The record of this id. Refusals: NOT_FOUND, WAS_ERASED, WAS_ERASED_BY, WRONG_KIND when it is another kind of
    record than `entity`."""
    found = office.queries.get(row)
    if found is None or found.deleted or (entity and found.entity != entity):
        raise Refusal((missing(office, row) if found is None else None) or absent(entity, row))
    return found


def missing(office: Office, row: str) -> Problem | None:
    """What is said of a record that was erased, also by its file number; None of any other."""
    if office.ledger.erased_as(row.strip()) is None:
        return None
    from casefiles.exchange import erasures  # not before something is missing: it is dear to load

    return erasures.asked(office, row)


def birth_of(
    office: Office, entity: Entity, draft: Mapping[str, str], before: Mapping[str, Stored]
) -> str | None:
    """The birth date of the child that a draft hangs on."""
    child = _child(entity, draft, before)
    return office.queries.standing([("child", child)]).get(child) if child else None


def _child(entity: Entity, draft: Mapping[str, str], before: Mapping[str, Stored]) -> str:
    found = (draft.get("child") or before.get("child")) if "child" in entity.fields else None
    return str(found).strip() if found else ""


def _refs(
    entity: Entity, draft: Mapping[str, str], before: Mapping[str, Stored]
) -> list[tuple[str, str]]:
    """The records that were named in a draft, and the child it hangs on."""
    child = _child(entity, draft, before)
    found = [("child", child)] if child else []
    for name, typed in draft.items():
        kind = entity.fields[name].kind if name in entity.fields else None
        if isinstance(kind, Ref) and (row := typed.strip()) and row != child:
            found.append((kind.entity, row))
    return found


def _dangling(entity: Entity, values: Mapping[str, Stored], here: Mapping[str, object]) -> list[Problem]:
    """References typed here must exist here; only a package may bring one whose record is still to come."""
    found = []
    for name, value in values.items():
        kind = entity.fields[name].kind
        if isinstance(kind, Ref) and value is not None:
            of_this_kind = str(value).partition("-")[0] == ENTITIES[kind.entity].prefix
            if not (of_this_kind and value in here):
                found.append(absent(kind.entity, str(value), entity.name, name))
    return found
