"""The command that lists a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import accessing, leaving, naming, transferring
from casefiles.domain.access import LIST
from casefiles.domain.entities import entity_named, field_named
from casefiles.domain.fieldtypes import Ref
from casefiles.domain.listing import LISTED, columns, field_of
from casefiles.domain.visit import days_late
from ui import words_stack, words_transfer
from ui.console import words
from ui.console.output import record_data, table
from ui.console.where import conditions

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from casefiles.domain.catalogue import Entity, Field
    from casefiles.office import Office
    from casefiles.ports import Record
    from ui.console.output import Call

AT_ONCE = 500


def listing(call: Call, office: Office, args: argparse.Namespace) -> None:
    """A register, or its count."""
    entity = entity_named(args.entity)
    fits = conditions(office, entity, args.where)
    if args.count:
        n = office.queries.count(entity.name, fits=fits)
        call.answer({"count": n}, [str(n)])
        return
    rows = office.queries.select(entity.name, sort=_order(entity, args.sort), limit=args.limit, fits=fits)
    accessing.note(office, LIST, n=len(rows), detail=entity.name)
    if call.as_json:
        call.answer([record_data(r) for r in rows])
        return
    own = [f for f in entity.fields.values() if f.listed]
    fields = [field_of(entity, name) for name in columns(entity.name)] if entity.name in LISTED else own
    call.answer(None, _lines(call, office, fields, rows))


def _order(entity: Entity, typed: str) -> str:
    """What to sort by, "-" before it for the other way round; fields also by what the window calls them."""
    sort = typed.removeprefix("-")
    back = "-" if typed != sort else ""
    return typed if sort in ("", "id") else f"{back}{field_named(entity, sort)}"


def _lines(call: Call, office: Office, fields: Sequence[Field], rows: Sequence[Record]) -> list[str]:
    """The table people read: those a record hangs on by name, what is not as the others marked."""
    if not rows:
        return [call.text(words.NO_RECORDS)]
    names = naming.Names(office, call.lang)
    refs = [f.name for f in fields if isinstance(f.kind, Ref)]
    hung = sorted({str(v) for r in rows for n in refs if (v := r.values.get(n))})
    for at in range(0, len(hung), AT_ONCE):
        names.gather(office.queries.many(hung[at : at + AT_ONCE]).values())
    away = leaving.given_away(office) if rows[0].entity == "child" else {}
    marks = [_mark(call, office, r, away) for r in rows]
    marked = any(marks)
    head = ["id", *(f.label(call.lang) for f in fields), *([""] if marked else [])]
    shown = [
        [r.id, *(_cell(call, names, f, r) for f in fields), *([said] if marked else [])]
        for r, said in zip(rows, marks, strict=True)
    ]
    return table(head, shown)


def _cell(call: Call, names: naming.Names, field: Field, record: Record) -> str:
    value = record.values.get(field.name)
    if isinstance(field.kind, Ref):
        return names.by_id(str(value), field.kind.entity) if value else ""
    return field.kind.show(value, call.lang)


def _mark(call: Call, office: Office, record: Record, away: Mapping[str, tuple[str, str]]) -> str:
    """What tells a line from the others: a file that is closed or that another office has now, a visit that was
    entered late."""
    if record.id in away:
        to, day = away[record.id]
        return call.text(words_transfer.TAKEN, to=transferring.place(office, to), day=day)
    closed = record.values.get("closed_on") if record.entity == "child" else None
    return call.text(words.CLOSED_ON, day=closed) if closed else late_words(call, record)


def late_words(call: Call, record: Record) -> str:
    """That a visit was entered late, and by how many days; nothing when it was in time."""
    days = days_late(record.id, record.values.get("on")) if record.entity == "visit" else 0
    return call.text(words_stack.LATE, n=days) if days else ""
