"""Commands that tell what became of changes and packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import accessing, exchange
from casefiles.domain.changes import DELETED
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from casefiles.exchange import adding, rhythm, said, workers
from casefiles.exchange.said import day, moment
from ui import words_standing, words_trip
from ui.console import words, words_trace
from ui.console.output import Call, table
from ui.console.records import id_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import Any

    from casefiles.exchange import Step
    from casefiles.office import Office


def trace(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Every change of a record and where it is."""
    row = id_of(office, args.id)
    accessing.opened(office, row)
    steps = exchange.trace(office, row)
    call.answer([step.data() for step in steps], list(_steps(call, row, steps)))


def _steps(call: Call, row: str, steps: list[Step]) -> Iterator[str]:
    entity = BY_PREFIX[row.partition("-")[0]]
    for n, step in enumerate(steps, 1):
        named = [_field(call, entity.name, name) for name in step.fields]
        who = step.person or call.text(workers.SOMEBODY)
        about = {"n": n, "when": moment(step.at_ms), "who": who, "office": step.name}
        yield call.text(words_trace.CHANGE, **about, fields=call.joined(named))
        if step.came is not None:
            yield call.text(words_trace.CAME, package=step.came.package[:8], when=moment(step.came.at_ms))
        for reach in step.reaches:
            said = call.text(words_trace.STATES[reach.state])
            if reach.since_ms and reach.state == "received":
                said += call.text(words_trace.SINCE, when=moment(reach.since_ms))
            if reach.reason:
                said += call.text(words_trace.BECAUSE, why=reach.why.say(call.lang) if reach.why else reach.reason)
            if reach.packages:
                packages = call.joined(f"{s.package[:8]} ({moment(s.at_ms)})" for s in reach.packages)
                said += call.text(words_trace.PACKAGES, packages=packages)
            yield call.text(words_trace.REACH, office=reach.name, said=said)


def _field(call: Call, entity: str, name: str) -> str:
    field = ENTITIES[entity].fields.get(name)
    return field.label(call.lang) if field is not None else call.text(words.DELETION) if name == DELETED else name


def receipt_check(call: Call, office: Office, args: argparse.Namespace) -> None:
    """The package whose slip bears this code."""
    found = exchange.find_slip(office, " ".join(args.code))
    direction = words_trace.OUT if found.direction == "out" else words_trace.IN
    said = call.text(
        words_trace.CODE, code=found.code, office=found.name, package=found.package[:8],
        n=max(found.whole, found.changes), when=moment(found.at_ms), direction=call.text(direction),
    )  # fmt: skip
    call.answer(found.data(), [said])


def sync_status(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Per office: what they have acknowledged, what is here only, gaps, forks, what the last comparison came to."""
    rows = exchange.sync_status(office, detail=args.detail)
    if args.late:
        order = [one.office for one in rhythm.rhythms(rows, office.ledger.parcels())]
        rows.sort(key=lambda row: order.index(str(row["office"])))
    names = ("office", "name", "acknowledged", "own", "here_only")
    head = [words.SYNC[n](call.lang) for n in (*names, "days")]
    told = [[*(str(r.get(n, "")) for n in names), _silent(call, r["days"])] for r in rows]
    lines = table(head, told) if rows else [call.text(words_standing.NO_OFFICES)]
    for row in rows:
        lines += _standing(call, row)
    call.answer(rows, lines)


def _silent(call: Call, days: Any) -> str:
    """How long ago the last package came."""
    return call.text(words_standing.NEVER_CAME) if days is None else str(days)


def _standing(call: Call, row: dict[str, Any]) -> Iterator[str]:
    w = words_trace
    yield have(call, row)
    if summed := adding.adds_up(row, call.lang):
        yield "  " + summed
    only = words_standing.HERE_ONLY_BELOW if row["below"] else words_standing.HERE_ONLY
    way = row["on_way"] - row["way_refused"]
    for words_, n in ((only, row["here_only"] - row["on_way"]), (words_standing.ON_WAY, way)):
        if n > 0 and not row["blocked"]:
            yield call.text(words_, n=n, office=row["office"])
    if row["joined"]:
        yield call.text(w.JOINED, name=row["joined"]["name"], month=row["joined"]["on"][:7])
    for words_, last in ((words_standing.LAST_OUT, row["last_out"]), (words_standing.LAST_IN, row["last_in"])):
        if last and last.get("code"):
            known = last is row["last_in"] and last["carried"] != last["count"]
            said_ = words_standing.LAST_IN_NEW if known else words_
            about = {"when": moment(last["at_ms"]), "n": last["count"], "new": last["carried"], "code": last["code"]}
            yield call.text(said_, **about)
    if row["blocked"]:
        yield call.text(w.BLOCKED, name=row["name"])
    waits = row.get("waits_here")
    if waits and waits["changes"]:
        kinds = call.joined(f"{ENTITIES[e].label(call.lang)} {n}" for e, n in waits["records"].items())
        yield call.text(w.WAITS_HERE, n=waits["changes"], day=day(waits["oldest_ms"]), kinds=kinds)
    for kept in row["waiting"]:
        yield call.text(w.KEPT, file=kept.get("file", kept["package"]), log=kept.get("log", ""), n=kept.get("n", ""))
    for line in row["refused_there"]:
        words_ = w.REFUSED_THERE if line["state"] == "refused" else w.WAITS_THERE
        yield call.text(words_, file=line["file"], why=line[call.lang] or line["code"])
    refused = any(line["state"] == "refused" for line in row["refused_there"])
    if refused and not row["blocked"] and (row["way_refused"] or not way):  # else it was exported again already
        yield call.text(w.REFUSED_NEXT, office=row["office"])
    for gap in row["there_only"]:
        yield call.text(w.THERE_ONLY, n=gap["n"], name=gap["name"])
    if row["holes"]:
        yield call.text(w.HOLES, n=row["holes"])
    if row["erased"]:
        yield call.text(w.ERASED, n=row["erased"])
    for fork in row["forks"]:
        yield call.text(w.FORKED, name=fork["name"], here=fork["here"], there=fork["there"])
        if not fork["answer"]:
            yield call.text(w.FORK_NEXT, log=fork["log"])
    yield from compared_lines(call, row["compared"])


def have(call: Call, row: dict[str, Any]) -> str:
    """What an office has of what was written here, in a sentence."""
    return said.have(row, call.lang, moment, day)


def compared_lines(call: Call, found: dict[str, Any] | None) -> Iterator[str]:
    """What the last comparison came to."""
    if found is None:
        return
    if found["aside"]:
        yield call.text(words_trip.NOT_COMPARED, n=found["aside"])
    if found["equal"] and not found["records"]:
        return  # there was nothing yet that both should have: that says nothing
    if found["equal"]:
        yield call.text(words_trace.COMPARED, n=found["records"], day=day(found["at"]))
        return
    places = [
        call.text(
            words_trace.PLACE, village=one["village"] or one["area"], entity=ENTITIES[one["entity"]].label(call.lang),
            here=one["here"], there=one["there"],
        )
        for one in found["differs"]
    ]  # fmt: skip
    yield call.text(words_trace.DIFFERS, places="；".join(places))
