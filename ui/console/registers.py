"""Commands on whole registers: a bulk edit, a dry run until it is told to write, and a sheet of what is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import bulk as bulk_edit
from casefiles import listings, naming
from casefiles.domain.entities import ENTITIES, entity_named
from casefiles.domain.fieldtypes import Ref
from casefiles.domain.listing import LISTED
from casefiles.domain.problems import Problem, Refusal
from ui import words_filters
from ui.console import words_registers as words
from ui.console.output import Call, problem_data, table
from ui.console.records import split, with_ids
from ui.console.usage import Usage, near
from ui.console.where import conditions
from ui.whole import write_whole

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from casefiles.bulk import Line
    from casefiles.office import Office

SHOWN = 200
"""lines of a dry run that are printed; the JSON holds all"""


def bulk(call: Call, office: Office, args: argparse.Namespace) -> int:
    """Change fields of every record that fits; without --apply only tell what would become of each."""
    ids = listed(office, args.entity, args.where, args.chip)
    spec = ENTITIES[args.entity]
    draft = with_ids(office, spec, split(call, args.fields))
    plan = bulk_edit.plan(office, args.entity, ids, draft, call.progress)
    names = naming.Names(office, call.lang)
    names.gather(line.record for line in plan.lines)
    data = {
        "applied": False,
        "changed": [
            {"id": line.record.id, "before": dict(line.before), "after": dict(line.after)} for line in plan.changing
        ],
        "same": plan.same,
        "wrong": [
            {"id": line.record.id, "problems": [problem_data(p) for p in line.problems]} for line in plan.wrong
        ],
    }
    will = words_filters.WILL(call.lang, n=len(plan.changing), same=plan.same, wrong=len(plan.wrong))
    lines = [*table(["", "", ""], _lines(call, names, [*plan.wrong, *plan.changing]))[1:], will]
    if args.apply and plan.changing:
        done = bulk_edit.apply(office, plan)
        data["applied"] = True
        lines.append(call.text(words.WRITTEN, n=done.count))
    elif plan.changing:
        lines.append(call.text(words.DRY))
    call.answer(data, lines)
    return 0


def sheet(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Write what a register lists to an xlsx file, numbers of people hidden unless --full."""
    ids = listed(office, args.entity, args.where, args.chip)
    away = closed(office, args.entity, args.where, args.chip)
    if args.with_closed:
        ids, away = [*ids, *away], []
    made = listings.sheet(office, args.entity, ids, call.lang, masked=args.masked, told=call.progress)
    write_whole(args.out, made)
    if not args.masked:
        call.note(call.text(words_filters.MASK_OFF))
    call.note(call.text(words_filters.EXPORT_WARNING))
    said = words_filters.EXPORTED(call.lang, n=len(ids), path=args.out)
    if away:
        call.note(call.text(words.CLOSED_OUT, n=len(away)))
    if args.entity == "child" and args.chip == "all":
        given = office.queries.register_ids("child", "away", where=conditions(office, ENTITIES["child"], args.where))
        if given:
            call.note(call.text(words.AWAY_OUT, n=len(given)))
    data = {"count": len(ids), "path": str(args.out), "masked": args.masked, "closed_left_out": len(away)}
    call.answer(data, [said])


def listed(office: Office, entity: str, where: Sequence[str], chip: str) -> list[str]:
    """The ids of a register that fit the conditions, in the register's order."""
    spec = entity_named(entity)
    if entity not in (*LISTED, "child", "mentor"):
        choices = ", ".join(("child", "mentor", *LISTED))
        raise Refusal(Problem("UNKNOWN_ENTITY", value=entity, args={"choices": choices}))
    chips = office.queries.chip_counts(entity)
    if chip not in chips:
        raise Usage("CALL_CHIP", chip, "--chip", choices=", ".join(chips), near=near(chip, chips))
    return office.queries.register_ids(entity, chip, where=conditions(office, spec, where))


def closed(office: Office, entity: str, where: Sequence[str], chip: str) -> list[str]:
    """The closed files of children that fit, which the chip `all` leaves out; none of any other register or chip."""
    if entity != "child" or chip != "all":
        return []
    return office.queries.register_ids("child", "closed", where=conditions(office, ENTITIES["child"], where))


def _lines(call: Call, names: naming.Names, lines: Sequence[Line]) -> list[list[str]]:
    """Who, from what to what, and what is wrong."""
    made = []
    for line in lines[:SHOWN]:
        spec = ENTITIES[line.record.entity]
        changes = [
            f"{spec.fields[n].label(call.lang)}: {_shown(spec.fields[n].kind, line.before.get(n), names, call)}"
            f" → {_shown(spec.fields[n].kind, v, names, call)}"
            for n, v in line.after.items()
        ]
        problems = " ".join(p.say(call.lang) for p in line.problems)
        made.append([str(names.of(line.record)), "; ".join(changes), problems])
    return made


def _shown(kind: object, value: object, names: naming.Names, call: Call) -> str:
    if value is None:
        return words_filters.EMPTY(call.lang)
    if isinstance(kind, Ref):
        return names.by_id(str(value), kind.entity)
    return kind.show(value, call.lang)  # type: ignore[attr-defined,no-any-return]
