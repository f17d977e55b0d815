"""The command that tells what is not settled: refused here, waiting here, refused there, erased here by order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import exchange
from casefiles.domain.entities import ENTITIES
from casefiles.exchange import offices
from casefiles.exchange.said import moment
from ui.console import words_inbox as w
from ui.console.words_next import told

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from casefiles.domain.trust import Fork
    from casefiles.exchange import Tray
    from casefiles.office import Office
    from ui.console.output import Call


def inbox(call: Call, office: Office, args: argparse.Namespace) -> None:
    """What was refused and why, what waits, what others could not take in; or one taken off the list."""
    if args.forget.startswith(f"{ENTITIES['erasure'].prefix}-"):
        done = exchange.settle_erasure(office, args.forget)
        call.answer(done.data(), [call.text(w.SETTLED, office=done.name, on=done.decided(call.lang))])
        return
    if args.forget in {one.device for one in exchange.tray(office).renewed}:
        heard = exchange.acknowledge(office, args.forget)
        call.answer(heard.data(), [call.text(w.HEARD, office=heard.name)])
        return
    if args.forget in {one.old for one in exchange.tray(office).joined}:
        seen = exchange.settle_joined(office, args.forget)
        call.answer(seen.data(), [call.text(w.LOOKED, name=seen.name)])
        return
    if args.forget:
        gone = exchange.forget_refused(office, args.forget)
        call.answer(gone.data(), [call.text(w.FORGOTTEN, file=gone.file)])
        return
    found = exchange.tray(office)
    names = offices.names(office)
    forks = [f for f in office.ledger.forks() if not f.answer]
    problems = exchange.forked(office, [f.log for f in forks])
    data = [{**_fork(f), "zh": p.say("zh"), "en": p.say("en")} for f, p in zip(forks, problems, strict=True)]
    lines = list(_lines(call, found, names))
    for fork, problem in zip(forks, problems, strict=True):
        lines.append(call.text(w.FORK, office=problem.args["sender"], when=moment(fork.seen_ms), log=fork.log))
        lines.append(f"  {told(problem, call.lang)}")
    call.answer({**found.data(), "forks": data}, lines or [call.text(w.NOTHING)])


def _fork(fork: Fork) -> dict[str, object]:
    return {"log": fork.log, "device": fork.dev, "here": fork.here, "there": fork.there, "seen": fork.seen_ms}


def _lines(call: Call, found: Tray, names: dict[str, str]) -> Iterator[str]:
    lang = call.lang
    for one in found.refused:
        office = names.get(one.office, one.office) or call.text(w.SOMEBODY)
        if one.office and not one.proven:
            office = call.text(w.SAYS, office=office)
        yield call.text(w.REFUSED, file=one.file, office=office, when=moment(one.at_ms), key=one.key)
        yield f"  {told(one.problem, lang)}"
        yield f"  {one.next(lang)}"
    if found.refused:
        yield call.text(w.FORGET)
    for order in found.erased:
        yield call.text(w.ERASED, office=order.name, when=moment(order.at_ms), key=order.order)
        yield f"  {order.problem.say(lang)}"
    for one_new in found.renewed:
        yield call.text(w.RENEWED, office=one_new.name, when=moment(one_new.at_ms), key=one_new.device)
        yield f"  {told(one_new.problem, lang)}"
    for some in found.joined:
        yield call.text(w.JOINED, name=some.name, when=moment(some.at_ms), key=some.old)
        yield f"  {told(some.problem, lang)}"
    for kept in found.waiting:
        office, why = names.get(kept.office, kept.office), kept.problem
        yield call.text(w.WAITS, file=kept.file or kept.package, office=office, when=moment(kept.at_ms))
        yield f"  {told(why, lang) if why is not None else call.text(w.PARTS)}"
    if found.lacking:
        yield found.lacking.problem().say(lang)
    for line in found.there:
        words = w.THERE if line["state"] == "refused" else w.THERE_WAITS
        yield call.text(words, office=line["name"], file=line["file"], when=moment(int(str(line["made"]))))
        yield f"  {line[lang] or line['code']}"
