"""The record of access: who looked at what."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles import accessing
from casefiles.domain.access import ACTS, COUNTED
from casefiles.domain.fieldtypes import Day
from ui import words_access as words
from ui.console import words_access
from ui.console.records import id_of

if TYPE_CHECKING:
    import argparse

    from casefiles.domain.access import Access
    from casefiles.office import Office
    from ui.console.output import Call


def access(call: Call, office: Office, args: argparse.Namespace) -> int:
    """The entries that fit, or whether any is missing or altered."""
    if args.acknowledge:
        n = accessing.acknowledge(office)
        said = call.text(words.ACKNOWLEDGED, n=n) if n else call.text(words.NO_DOUBT)
        call.answer({"acknowledged": n}, [said])
        return 0
    if args.check:
        return _check(call, office)
    row = id_of(office, args.id) if args.id else ""
    since, until = (_day(office, text) for text in (args.since, args.until))
    limit = args.limit or 100
    found = office.ledger.accesses(
        row=row, user=args.user, act=args.act or "", limit=limit,
        since_ms=accessing.of_day(since), until_ms=accessing.of_day(until, after=True),
    )  # fmt: skip
    names, people = accessing.called(office, found, call.lang), office.ledger.accounts()
    data = [
        {
            "at_ms": one.at_ms, "user": one.user, "who": people.get(one.user, one.user), "act": one.act, "row": one.row,
            "name": names.get(one.row, ""), "n": one.n, "detail": one.detail, "device": one.device, "seq": one.seq,
        }
        for one in found
    ]  # fmt: skip
    rows = [_line(call, office, one, names.get(one.row, ""), people.get(one.user, one.user)) for one in found]
    heads = (words.WHEN, words.WHO, words.ACT, words.FILE, words.COUNT, words.MORE)
    lines = call.headed(heads, rows) if rows else [call.text(words.NONE)]
    if len(found) == limit:
        lines.append(call.text(words.OLDER, n=limit))
    call.answer(data, [*lines, call.text(words_access.HEADS_NEXT)])
    return 0


def _line(call: Call, office: Office, one: Access, name: str, who: str) -> list[str]:
    at = dt.datetime.fromtimestamp(one.at_ms / 1000).strftime("%Y-%m-%d %H:%M")
    return [
        at,
        who or call.text(words.NOBODY),
        ACTS[one.act](call.lang) if one.act in ACTS else one.act,
        name or one.row,
        str(one.n) if one.act in COUNTED else "",
        accessing.detail(office, one, call.lang),
    ]


def _check(call: Call, office: Office) -> int:
    found, n = accessing.told(accessing.doubts(office)), office.ledger.access_head()[0]
    problems = [accessing.problem(office, one) for one in found]
    doubts = [
        {
            "device": one.device, "seq": one.seq, "what": one.what, "office": one.office, "ours": one.ours,
            "zh": problem.say("zh"), "en": problem.say("en"),
        }
        for one, problem in zip(found, problems, strict=True)
    ]  # fmt: skip
    data = {"ok": not found, "entries": n, "doubts": doubts}
    told = [problem.say(call.lang) for problem in problems]
    lines = [*told, call.text(words_access.DOUBT_NEXT)] if told else [call.text(words.HOLDS, n=n)]
    call.answer(data, lines)
    return 3 if found else 0


def _day(office: Office, text: str) -> dt.date | None:
    """Refusal: NOT_A_DATE and its like."""
    if not text:
        return None
    found = Day(future=True).parse(text, office.clock.today())
    return dt.date.fromisoformat(str(found))


