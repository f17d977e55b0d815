"""The command on survey rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import differing, surveying
from casefiles.domain.entities import ENTITIES
from casefiles.papers import differences as said
from ui import words_surveys as words
from ui.console import words as console_words
from ui.console.output import Call, problem_data, table
from ui.console.records import id_of, split
from ui.console.usage import Usage

if TYPE_CHECKING:
    import argparse

    from casefiles.office import Office
    from casefiles.ports import Record


def survey(call: Call, office: Office, args: argparse.Namespace) -> None:
    """The action of the call."""
    actions = {
        "list": _list, "make": _make, "doors": _doors, "set": _set, "found": _found, "more": _more,
        "differences": _differences, "close": _close, "noted": _noted,
    }  # fmt: skip
    actions[args.action](call, office, args)


def _list(call: Call, office: Office, args: argparse.Namespace) -> None:
    data, rows = [], []
    for one in surveying.rounds_of(office):
        counts = surveying.told(surveying.progress(office, one.id))
        doors, done = sum(counts.values()), sum(counts.values()) - counts["not_yet"]
        data.append({**_plain(one), "doors": doors, "done": done, "outcomes": counts})
        closed = str(one.values.get("closed_on") or "")
        name, start = (str(one.values.get(n) or "") for n in ("name", "start"))
        rows.append([name, start, f"{done}/{doors}", closed, one.id])
    head = [words.ROUND, words.START, words.DONE, words.CLOSED, words.ID]
    call.answer(data, table([w(call.lang) for w in head], rows) if rows else [words.NO_ROUNDS(call.lang)])


def _make(call: Call, office: Office, args: argparse.Namespace) -> None:
    start = args.start or office.clock.today().isoformat()
    given = {"name": args.what, "start": start, "end": args.end, "walkers": args.walkers}
    draft = {**given, "villages": "\n".join(args.village), **split(call, args.fields)}
    row, doors = surveying.make(office, draft, call.progress)
    call.answer({"id": row, "doors": doors}, [call.text(words.MADE, name=args.what, n=doors)])


def _doors(call: Call, office: Office, args: argparse.Namespace) -> None:
    round_ = surveying.named(office, args.what)
    surveys = office.queries.surveys
    outcome = ENTITIES["survey_line"].fields["outcome"].kind
    wanted = str(outcome.parse(args.outcome, office.clock.today())) if args.outcome else ""
    villages = args.village or [None]
    ids = [row for village in villages for row in surveys.line_ids(round_.id, village, wanted)]
    found = surveys.line_rows(ids)
    names = ("id", "household", "child", "name", "village", "address", "place", "outcome", "on", "by", "change", "note")
    data = [{**{n: getattr(r, n) for n in names}, "children": r.children} for r in found]
    shown = {r.id: outcome.show(r.outcome or "not_yet", call.lang) for r in found}
    rows = [[str(r.place), r.name, r.children, r.village, r.address, shown[r.id], r.on, r.id] for r in found]
    head = [words.PLACE, words.DOOR, words.CHILDREN, words.VILLAGE, words.ADDRESS, words.OUTCOME, words.ON, words.ID]
    call.answer(data, table([w(call.lang) for w in head], rows) if rows else [call.text(console_words.NO_DOORS)])


def _set(call: Call, office: Office, args: argparse.Namespace) -> None:
    draft = split(call, args.fields)
    if not args.what or not draft:
        raise Usage("CALL_FIELDS", field="field=value")
    if "outcome" in draft and draft["outcome"] and "on" not in draft:
        draft["on"] = office.clock.today().isoformat()
    saved = surveying.put(office, args.what, **draft)
    fields = sorted(saved.touched.fields.get(saved.id, ()))
    line = call.text(console_words.CHANGED, n=len(fields)) if fields else call.text(console_words.NOTHING_CHANGED)
    data = {"id": saved.id, "changed": fields, "warnings": [problem_data(w) for w in saved.warnings]}
    call.answer(data, [line])


def _found(call: Call, office: Office, args: argparse.Namespace) -> None:
    draft = split(call, args.fields)
    row = id_of(office, draft.get("household") or draft.get("child") or "", "household", "child")
    if not row:
        raise Usage("CALL_FOUND", field="field=value")
    on = draft.get("on") or office.clock.today().isoformat()
    line = surveying.found(office, surveying.only_open(office, args.what), row, on, draft.get("by", ""))
    call.answer({"id": line}, [call.text(console_words.ADDED, id=line, number="")])


def _more(call: Call, office: Office, args: argparse.Namespace) -> None:
    n = surveying.more_doors(office, surveying.only_open(office, args.what))
    call.answer({"doors": n}, [call.text(words.MORE, n=n)])


def _differences(call: Call, office: Office, args: argparse.Namespace) -> None:
    found = differing.differences(office, surveying.named(office, args.what))
    data = [
        {
            "kind": d.kind, "entity": d.entity, "id": d.id, "name": d.name, "village": d.village, "door": d.line,
            "what": [w._asdict() for w in d.what], "note": d.note,
        }
        for d in found
    ]  # fmt: skip
    rows = [
        [said.KINDS[d.kind](call.lang), d.name, d.village, d.id, "; ".join(said.said(d, call.lang, masked=True))]
        for d in found
    ]
    call.answer(data, table([""] * 5, rows)[1:] if rows else [words.NO_DIFFERENCE(call.lang)])


def _close(call: Call, office: Office, args: argparse.Namespace) -> None:
    round_ = surveying.only_open(office, args.what)
    n = differing.close(office, round_, call.progress)
    closed = surveying.named(office, round_.id)
    name = closed.values.get("name")
    call.answer({**_plain(closed), "differences": n}, [call.text(words.ROUND_CLOSED, name=name, n=n)])


def _noted(call: Call, office: Office, args: argparse.Namespace) -> None:
    round_ = surveying.only_closed(office, args.what)
    n = differing.take_note(office, round_)
    name = round_.values.get("name")
    said = call.text(words.NOTED_DOORS, name=name, n=n) if n else call.text(words.NOTHING_LATE, name=name)
    call.answer({"id": round_.id, "doors": n}, [said])


def _plain(round_: Record) -> dict[str, object]:
    names = ("name", "start", "end", "villages", "walkers", "closed_on", "closed_by")
    result = differing.frozen_result(round_)
    shown = {"result": {k: v for k, v in result.items() if k != "seen"}} if result else {}
    return {"id": round_.id, **{n: round_.values.get(n) for n in names}, **shown}
