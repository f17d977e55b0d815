"""Deciding many fields with several values by one rule; without --write nothing but a preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import deciding, exchange
from casefiles.domain.changes import DELETED
from casefiles.domain.entities import ENTITIES, check_field, entity_named
from casefiles.domain.problems import Problem, Refusal
from ui.console import words_deciding as w

if TYPE_CHECKING:
    import argparse

    from casefiles.deciding import Line
    from casefiles.office import Office
    from ui.console.output import Call


def resolve_many(call: Call, office: Office, args: argparse.Namespace) -> None:
    """What one rule makes of all open fields; with --write in one transaction."""
    entity = entity_named(args.entity) if args.entity else None
    if entity is not None and args.field and args.field != DELETED:
        check_field(entity, args.field)
    how = args.take
    if how not in (deciding.NEWER, deciding.LONGER):
        known = next((p.office for p in office.ledger.peers() if how in (p.office, p.name)), "")
        code = office.home.code if how in (office.home.code, office.home.name) else known
        how = deciding.OF + (code or _office(office, how))
    found = [
        one
        for one in deciding.disputes(office)
        if (entity is None or one.record.entity == entity.name) and (not args.field or one.name == args.field)
    ]
    plan = deciding.plan(office, found, how)
    done = deciding.apply(office, plan) if args.write and plan.writing else None
    data = {
        "written": done.count if done is not None else 0,
        "left": done.left if done is not None else 0,
        "fields": [_data(line) for line in plan.lines],
    }
    lines = [_said(call, line) for line in plan.lines]
    n = {"n": done.count if done is not None else len(plan.writing), "open": len(plan.open), "wrong": len(plan.wrong)}
    call.answer(data, [*lines, call.text(w.WRITTEN if done is not None else w.WOULD, **n)])


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


def _said(call: Call, line: Line) -> str:
    dispute = line.dispute
    field = ENTITIES[dispute.record.entity].fields.get(dispute.name)
    label = field.label(call.lang) if field is not None else dispute.name
    told = " / ".join(str(r.value or "") for r in dispute.rivals)
    if line.problems:
        what = "; ".join(p.say(call.lang) for p in line.problems)
    elif line.at is None:
        what = call.text(w.OPEN)
    else:
        what = call.text(w.STAYS, value=str(dispute.rivals[line.at].value or ""))
    return f"{dispute.record.id} {label}: {told} → {what}"
