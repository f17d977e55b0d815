"""Fields with several values: listed, decided one by one, or many by one rule (without --write a preview alone)."""

from __future__ import annotations

import datetime as dt
import shlex
from typing import TYPE_CHECKING

from casefiles import deciding, exchange, naming, recording, resolving
from casefiles.domain.changes import DELETED
from casefiles.domain.entities import ENTITIES, entity_named, field_named
from casefiles.domain.problems import Problem, Refusal
from casefiles.exchange import offices
from ui import words_conflicts as deletions
from ui.console import words
from ui.console import words_deciding as w
from ui.console.records import id_of, rivals_data, writers
from ui.console.words_next import told

if TYPE_CHECKING:
    import argparse

    from casefiles.deciding import Dispute, Line
    from casefiles.domain.catalogue import Entity
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from casefiles.ports import Record
    from ui.console.output import Call


DELETION = (DELETED, deletions.DELETION.zh, deletions.DELETION.en)
ANSWERS = {
    deletions.DELETED: ("删除", "deleted", "delete", "1", "yes", "是"),
    deletions.KEPT: ("保留", "kept", "keep", "0", "no", "否"),
}
"""what may be typed where a deletion is decided; a word that is none of these decides nothing"""


def conflicts(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Records of which both values were kept, each field with the command that decides it."""
    open_ = deciding.disputes(office)
    found = {one.record.id: one.record for one in open_}.values()
    who = writers(office)
    data = [
        {"entity": r.entity, "id": r.id, "name": r.values.get("name"), "fields": rivals_data(r, who)} for r in found
    ]
    names = naming.Names(office, call.lang)
    names.gather(one.record for one in open_)
    lines = []
    for one in open_:
        where = f"{one.record.id} {names.of(one.record).name} {_field(one, call.lang)}"
        lines += _told(call, office, one, where)
    if lines:
        lines.append(call.text(w.MANY))
    call.answer(data, lines or [call.text(words.NO_CONFLICTS)])


def several(call: Call, office: Office, record: Record) -> list[str]:
    """The fields of a record that have several values: whose these are, and the command that decides each."""
    lines = []
    for one in deciding.of_record(office, record):
        lines += _told(call, office, one, f"  {_field(one, call.lang)}")
    return lines


def _told(call: Call, office: Office, dispute: Dispute, who: str) -> list[str]:
    choices = [label(call.lang) for label in ANSWERS] if dispute.name == DELETED else [_typed(dispute)]
    choose = [call.text(w.CHOOSE, id=dispute.record.id, field=dispute.name, value=value) for value in choices]
    return [f"{who}: {_rivals(call, office, dispute)}", *choose]


def _field(dispute: Dispute, lang: Lang) -> str:
    return deletions.field_label(dispute.record.entity, dispute.name, lang)


def _rivals(call: Call, office: Office, dispute: Dispute) -> str:
    """The values, each with who wrote it, where and when."""
    known = offices.names(office)
    told = []
    for rival, code in zip(dispute.rivals, dispute.offices, strict=True):
        where = known.get(code, code) or deletions.UNKNOWN_OFFICE(call.lang)
        about = (where, naming.writer(office, rival.user, code, call.lang), _day_of(rival.ts))
        told.append(f"{_shown(call, dispute, rival.value)} ({', '.join(part for part in about if part)})")
    return " / ".join(told)


def _day_of(at_ms: int) -> str:
    """The day of a time; a dash where a clock was wrong."""
    return "—" if exchange.doubtful(at_ms) else dt.datetime.fromtimestamp(at_ms / 1000).date().isoformat()


def _shown(call: Call, dispute: Dispute, stored: Stored) -> str:
    """A value as people read it, behind its code where the two differ: `resolve` takes either."""
    if dispute.name == DELETED:
        return (deletions.DELETED if stored else deletions.KEPT)(call.lang)
    field = ENTITIES[dispute.record.entity].fields.get(dispute.name)
    told = field.kind.show(stored, call.lang) if field is not None else ""
    if stored in (None, ""):
        return deletions.EMPTY_VALUE(call.lang)
    return told if str(stored) == told else f"{stored} {told}".strip()


def _typed(dispute: Dispute) -> str:
    """The first value as it is typed after `resolve`."""
    stored = dispute.rivals[0].value
    field = ENTITIES[dispute.record.entity].fields.get(dispute.name)
    return shlex.quote(field.kind.text(stored) if field is not None else str(stored or ""))


def resolve(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Decide one field. A value that is neither of those kept is taken and said to be so, with those that go."""
    row = id_of(office, args.id)
    found = recording.record(office, row)
    deletion = args.field in DELETION
    name = DELETED if deletion else field_named(ENTITIES[found.entity], args.field)
    if name not in found.rivals:
        raise Refusal(Problem("NO_CONFLICT", found.entity, row, args.field, args.value))
    dispute = next(d for d in deciding.of_record(office, found) if d.name == name)
    kept = _rivals(call, office, dispute)
    typed = args.value
    if deletion:
        typed = _whether(call, found, typed)
    resolving.resolve(office, row, name, typed)
    now = office.queries.get(row)
    stands = (1 if typed else None) if deletion else now.values.get(name) if now is not None else None
    said = call.text(w.TAKEN, field=_field(dispute, call.lang), value=_shown(call, dispute, stands))
    data: dict[str, object] = {"id": row, "field": name}
    if not deletion and stands not in {rival.value for rival in dispute.rivals}:
        data["neither"] = True
        call.note(call.text(w.NEITHER, value=args.value, kept=kept, id=row, field=name))
    call.answer(data, [said])


def _whether(call: Call, record: Record, typed: str) -> str:
    """Of the words for deleting and keeping, what is stored. Refusal: DELETE_OR_KEEP for any other."""
    for answer, words_ in ANSWERS.items():
        if typed.strip().lower() in words_:
            return "1" if answer is deletions.DELETED else ""
    choices = "、".join(label(call.lang) for label in ANSWERS)
    raise Refusal(Problem("DELETE_OR_KEEP", record.entity, record.id, DELETED, typed, args={"choices": choices}))


def resolve_many(call: Call, office: Office, args: argparse.Namespace) -> None:
    """What one rule makes of all open fields; with --write in one transaction."""
    entity = entity_named(args.entity) if args.entity else None
    if entity is not None and args.field and args.field not in DELETION:
        field_named(entity, args.field)
    how = w.RULES.get(args.take.strip().lower(), args.take)
    if how not in (deciding.NEWER, deciding.LONGER):
        code = offices.meant(office, how)
        how = deciding.OF + (code if code in offices.names(office) else _office(office, how))
    found = [
        one
        for one in deciding.disputes(office)
        if (entity is None or one.record.entity == entity.name) and _meant(entity, one, args.field)
    ]
    plan = deciding.plan(office, found, how)
    done = deciding.apply(office, plan) if args.write and plan.writing else None
    data = {
        "written": done.count if done is not None else 0,
        "left": done.left if done is not None else 0,
        "fields": [_data(line) for line in plan.lines],
    }
    names = naming.Names(office, call.lang)
    names.gather(line.dispute.record for line in plan.lines)
    lines = [_said(call, names, line) for line in plan.lines]
    n = {"n": done.count if done is not None else len(plan.writing), "open": len(plan.open), "wrong": len(plan.wrong)}
    call.answer(data, [*lines, call.text(w.WRITTEN if done is not None else w.WOULD, **n)])


def _meant(entity: Entity | None, dispute: Dispute, field: str) -> bool:
    """Whether this is the field that was named, by its name or as the window calls it. Refusal UNKNOWN_FIELD where the
    kind of record was named and has no such field."""
    if not field or field in (dispute.name, _field(dispute, "zh"), _field(dispute, "en")):
        return True
    return entity is not None and field != DELETED and field_named(entity, field) == dispute.name


def _office(office: Office, word: str) -> str:
    """The office of this code, also one known by its certificate alone. Refusal NO_RULE names all rules there are."""
    try:
        return exchange.peer_of(office, word).office
    except Refusal:
        known = [(office.home.code, office.home.name), *((p.office, p.name) for p in office.ledger.peers())]
        choices = "、".join(f"{code} {name}" for code, name in known)
        raise Refusal(Problem("NO_RULE", field="take", value=word, args={"choices": choices})) from None


def _data(line: Line) -> dict[str, object]:
    rivals = line.dispute.rivals
    return {
        "id": line.dispute.record.id,
        "field": line.dispute.name,
        "stays": rivals[line.at].value if line.at is not None else None,
        "values": [r.value for r in rivals],
        "decided": line.writes,
        "problems": [p.code for p in line.problems],
    }


def _said(call: Call, names: naming.Names, line: Line) -> str:
    dispute = line.dispute
    values = " / ".join(_shown(call, dispute, rival.value) for rival in dispute.rivals)
    if line.problems:
        what = "; ".join(told(p, call.lang) for p in line.problems)
    elif line.at is None:
        what = call.text(w.OPEN)
    else:
        what = call.text(w.STAYS, value=_shown(call, dispute, dispute.rivals[line.at].value))
    return f"{dispute.record.id} {names.of(dispute.record).name} {_field(dispute, call.lang)}: {values} → {what}"
