"""Commands on workbooks and papers."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from casefiles import printing, roster, surveying
from casefiles.domain.entities import entity_named
from casefiles.domain.fieldtypes import Day
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges import workbook
from ui import words_preview
from ui.console import words
from ui.console.output import problem_data
from ui.console.records import id_of
from ui.console.usage import Usage
from ui.console.where import conditions, said

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from casefiles.domain.catalogue import Entity
    from casefiles.office import Office
    from ui.console.output import Call


def rosters(call: Call, office: Office, args: argparse.Namespace) -> int:
    """A roster workbook: dry run, report, apply; or the template. Nothing is applied of which every row is wrong: 3."""
    entity_named(args.entity)
    if args.template:
        _write(args.template, roster.template(args.entity, call.lang))
        call.say(words.TEMPLATE, path=args.template)
        if args.file is None:
            if call.as_json:
                call.answer({"template": str(args.template)})
            return 0
    if args.file is None:
        raise Usage("CALL_ROSTER", field="FILE")
    plan = roster.plan(office, workbook.read(args.file), args.entity, call.progress)
    if args.report:
        _write(args.report, roster.report(plan, call.lang))
    refused = bool(args.apply and plan.rows and plan.wrong_rows == plan.rows)
    if args.apply and not refused:
        roster.apply(office, plan, call.progress)
    data = plan.as_json()
    counts = {"rows": plan.rows, "new": plan.new, "changed": plan.changed, "same": plan.same}
    lines = [call.text(words.ROSTER, **counts, wrong=plan.wrong_rows)]
    lines += [
        call.text(words.ROSTER_WRONG, **{**remark.as_json(), "text": remark.label(call.lang)})
        for remark in (*plan.wrong, *plan.warnings)
    ]
    if plan.ignored:
        lines.append(call.text(words.IGNORED, columns=call.joined(i.caption for i in plan.ignored)))
    if args.report:
        lines.append(call.text(words.REPORT, path=args.report))
    if not args.apply:
        lines.append(call.text(words.ROSTER_DRY))
    if refused:
        problem = Problem("ROSTER_ALL_WRONG", args.entity, args={"n": plan.rows})
        call.answer({"problems": [problem_data(problem)], **data, "applied": False}, lines)
        call.note(problem.say(call.lang))
        return 3
    call.answer({**data, "applied": bool(args.apply)}, lines)
    return 0


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError:
        raise Refusal(Problem("CANNOT_WRITE", value=str(path))) from None


def papers(call: Call, office: Office | None, args: argparse.Namespace) -> None:
    """The papers that can be printed."""
    rows = [
        {"name": p.name, "entity": p.entity, "zh": p.label.zh, "en": p.label.en}
        for p in printing.PAPERS.values()
    ]
    call.answer(rows, [f"{p.name}  {p.label(call.lang)}" for p in printing.PAPERS.values()])


def print_papers(call: Call, office: Office, args: argparse.Namespace) -> None:
    """One paper or a batch, as PDF."""
    paper = printing.paper_named(args.paper)
    ids = [id_of(office, i, paper.entity) for i in args.ids]
    filters = ""
    if paper.name in ("balance", "access-report"):  # of years, not of records
        if args.all or args.where:
            raise Usage("CALL_YEAR", field="ID")
        ids = ids or [str(office.clock.today().year)]
    if paper.name == "walk-list" and args.where and not args.all:
        ids = _doors(office, ids, args.where)
    elif args.all or args.where:
        entity = entity_named(paper.entity)
        fits = conditions(office, entity, args.where)
        ids += [r.id for r in office.queries.select(paper.entity, sort=_order(entity), fits=fits)]
        filters = said(office, entity, fits, call.lang)
        if not ids:
            raise Refusal(Problem("NOTHING_TO_PRINT", paper.entity))
    if not ids and paper.usual is not None:
        ids = list(paper.usual(office))
        if not ids:
            raise Refusal(Problem("NOTHING_TO_PRINT", paper.entity))
    if not ids:
        raise Usage("CALL_PRINT", field="ID")
    password = ""
    if args.password_file:
        try:
            password = args.password_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise Refusal(Problem("CANNOT_READ", value=str(args.password_file))) from None
    done = printing.print_to(
        office,
        paper,
        ids,
        args.out,
        lang=call.lang,
        masked=args.masked,
        archive=args.archive,
        password=password,
        progress=call.progress,
        filters=filters,
    )
    data = {**dataclasses.asdict(done), "out": str(done.out), "files": [str(f) for f in done.files]}
    if done.missing:
        n, boxes = len(done.missing), words_preview.characters(done.missing, call.lang)
        call.note(call.text(words_preview.MISSING, n=n, text=boxes))
    call.answer(data, [call.text(words.PRINTED, n=1 if paper.together is not None else len(ids), path=done.out)])


def _doors(office: Office, rounds: list[str], where: list[str]) -> list[str]:
    """The doors of these rounds, of the one open round when none is named, that the conditions choose."""
    fits = conditions(office, entity_named("survey_line"), where)
    named = rounds or [surveying.only_open(office, "").id]
    found = [door for round_ in named for door in surveying.doors(office, round_, fits)]
    if not found:
        raise Refusal(Problem("NOTHING_TO_PRINT", "survey_round"))
    return found


def _order(entity: Entity) -> str:
    """By number; a register without numbers by its first listed day, else by its title."""
    if "number" in entity.fields:
        return "number"
    days = [f.name for f in entity.fields.values() if isinstance(f.kind, Day) and f.listed]
    return days[0] if days else entity.title


def missing_glyphs(call: Call, office: Office | None, args: argparse.Namespace) -> None:
    """Characters that no carried font can draw."""
    found = printing.missing_glyphs(office, args.text)
    boxes = words_preview.characters(found, call.lang)
    line = call.text(words.MISSING, text=boxes) if found else call.text(words.NO_MISSING)
    call.answer({"missing": [{"character": c, "code": f"U+{ord(c):04X}"} for c in found]}, [line])
