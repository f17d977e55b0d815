"""The command `show`: one record as people read it, the fields with several values, what hangs on it and with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import accessing, naming, recording, registers
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Ref
from ui import words_stack
from ui.console import deciding
from ui.console import words_showing as w
from ui.console.output import Call, pairs, record_data
from ui.console.records import id_of, rivals_data, writers

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from casefiles.office import Office
    from casefiles.ports import Record

FILES = ("child", "household", "mentor")
"""records with which what hangs on them is shown"""
PLURALS = {"match": "matches", "aid": "aid", "category_spell": "categories", "guardianship_spell": "guardianship"}


def show(call: Call, office: Office, args: argparse.Namespace) -> None:
    """One record with what hangs on it and its history."""
    found = recording.record(office, id_of(office, args.id))
    accessing.opened_record(office, found)
    hanging = _hanging(office, found)
    names = naming.Names(office, call.lang)
    partners = {row: names.by_id(row, kind) for row, kind in _partners(office, names, found, hanging).items()}
    who = writers(office)
    data: dict[str, object] = {
        **record_data(found), "conflicts": rivals_data(found, who), "unknown": dict(found.unknown)
    }  # fmt: skip
    for name, records in hanging.items():
        data[PLURALS.get(name, f"{name}s")] = [_with_rivals(record, who) for record in records]
    data["names"] = partners
    data["history"] = [
        {
            "ts": e.ts, "user": e.user, "person": who(e.user, e.dev), "device": e.dev, "change": e.change.hex(),
            "fields": dict(e.fields),
        }
        for e in registers.changes_of(office, found.id)
    ]
    entity = ENTITIES[found.entity]
    shown = dict(registers.shown(found, call.lang))
    shown |= {n: f"{partners[row]} ({row})" for n, (row, _) in _refs(found).items()}
    named = {entity.fields[n].label(call.lang): value for n, value in shown.items()}
    lines = [found.id, *pairs(named), *_late(call, data.get("late_days"))]
    if found.rivals:
        lines += ["", call.text(w.SEVERAL, n=len(found.rivals)), *deciding.several(call, office, found)]
    for name, records in hanging.items():
        if records:
            lines += ["", f"{ENTITIES[name].plural(call.lang)} ({len(records)})"]
            lines += [_line(call, found, record, partners) for record in records]
    call.answer(data, lines)


def _hanging(office: Office, found: Record) -> dict[str, list[Record]]:
    if found.entity not in FILES:
        return {}
    names = (name for name, entity in ENTITIES.items() if found.entity in entity.fields)
    return {name: list(office.queries.select(name, {found.entity: found.id})) for name in names}


def _refs(record: Record) -> dict[str, tuple[str, str]]:
    """The records that this one names: field -> id and kind."""
    return {
        name: (str(record.values[name]), field.kind.entity)
        for name, field in ENTITIES[record.entity].fields.items()
        if isinstance(field.kind, Ref) and record.values.get(name)
    }


def _partners(
    office: Office, names: naming.Names, found: Record, hanging: Mapping[str, Sequence[Record]]
) -> dict[str, str]:
    """All that the record and what hangs on it name, id -> kind; their names are read together."""
    every = [found, *(record for records in hanging.values() for record in records)]
    kinds = {row: kind for record in every for row, kind in _refs(record).values() if row != found.id}
    kinds |= dict(_refs(found).values())
    names.gather([found, *office.queries.many(sorted(kinds)).values()])
    return dict(sorted(kinds.items()))


def _with_rivals(record: Record, who: Callable[[str, str], str]) -> dict[str, object]:
    return record_data(record) | ({"conflicts": rivals_data(record, who)} if record.rivals else {})


def _line(call: Call, found: Record, record: Record, partners: Mapping[str, str]) -> str:
    """What hangs on the record, in one line: its id, what the lists show of it, whom else it names."""
    return "  " + " | ".join([record.id, *_said(call, found, record, partners)])


def _said(call: Call, found: Record, record: Record, partners: Mapping[str, str]) -> Iterator[str]:
    refs = _refs(record)
    for name, field in ENTITIES[record.entity].fields.items():
        if name in refs:
            row, kind = refs[name]
            if row != found.id and (kind in FILES or field.listed):
                yield f"{partners[row]} ({row})"
        elif field.listed and (said := field.kind.show(record.values.get(name), call.lang)):
            yield said
    yield from _late(call, record_data(record).get("late_days"))
    if record.rivals:
        yield call.text(w.HAS_SEVERAL)


def _late(call: Call, days: object) -> list[str]:
    """That a visit was entered late."""
    return [call.text(words_stack.LATE, n=days)] if days else []
