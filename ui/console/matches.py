"""Commands on matches and on who comes and goes: step, lead, suggest, balance, age-limit."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from casefiles import balance as balances
from casefiles import matching, printing, recording, service, suggesting
from casefiles.domain.codes.lists import MATCH_STATUS, SENIOR_KIND
from casefiles.domain.entities import ENTITIES
from casefiles.domain.words import Label
from casefiles.papers import balance as paper
from ui.console import words, words_heads
from ui.console.output import Call, table
from ui.console.records import day_of, id_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from casefiles.office import Office

STEPPED = Label("{id}：{state}", "{id}: {state}")
LIMIT = Label("年龄上限 {n} 岁", "Limit of age: {n}")


def step(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Bring a match to another state."""
    today = office.clock.today()
    status = str(ENTITIES["match"].fields["status"].kind.parse(args.state, today))
    reason = str(ENTITIES["match"].fields["end_reason"].kind.parse(args.reason, today) if args.reason else "")
    saved = matching.step(office, args.match, status, day_of(args.on), note=args.note, reason=reason)
    now = str(recording.record(office, args.match, "match").values.get("status") or "")
    said = call.text(STEPPED, id=args.match, state=MATCH_STATUS.label(now))
    call.answer({"id": args.match, "event": saved.id, "status": now}, [said])


def lead(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Let the mentor of this match lead."""
    saved = matching.take_lead(office, args.match)
    call.answer({"id": saved.id}, [call.text(words.CHANGED, n=len(saved.before or {}))])


def suggest(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Mentors for a child, or children for a mentor, with reasons and points."""
    row = id_of(office, args.id, "child", "mentor")
    found: Sequence[suggesting.Suggestion | suggesting.Candidate] = (
        suggesting.children_for(office, row, args.limit)
        if row.partition("-")[0] == ENTITIES["mentor"].prefix
        else suggesting.suggest(office, row, args.limit)
    )
    gap = "、" if call.lang == "zh" else ", "
    data: list[dict[str, object]] = []
    rows: list[list[str]] = []
    for one in found:
        id_ = one.mentor if isinstance(one, suggesting.Suggestion) else one.child
        why = [{"rule": r.rule, "points": r.points, **r.args} for r in one.reasons]
        data.append({"id": id_, "name": one.name, "score": one.score, "may_match": one.may_match, "reasons": why})
        rows.append([str(one.score), one.name, gap.join(suggesting.say(r, call.lang) for r in one.reasons), id_])
    if not rows:
        call.answer(data, [call.text(words.NO_SUGGESTION)])
        return
    lines = call.headed((words_heads.POINTS, words_heads.NAME, words_heads.MORE, words_heads.ID), rows)
    mentor = row.partition("-")[0] == ENTITIES["mentor"].prefix
    call.answer(data, [*lines, call.text(words.MATCH_MENTOR if mentor else words.MATCH_CHILD, id=row)])


def balance(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Who came and who left in a year; on paper with --out."""
    year = args.year or office.clock.today().year
    found = balances.balance(office, year)
    if args.out:
        printing.print_to(office, printing.paper_named("balance"), [str(year)], args.out, lang=call.lang)
        call.say(words.PRINTED, n=1, path=args.out)
    lang = call.lang
    head = [h(lang) for h in (paper.KIND, paper.START, paper.JOINED, paper.LEFT, paper.END)]
    rows = [
        [
            SENIOR_KIND.label(k.key)(lang) if k.key else paper.ALL(lang),
            *map(str, (k.start, k.joined, k.left, k.end)),
        ]
        for k in (*found.kinds, found.total)
    ]
    lines = [*table(head, rows), "", *(f"{paper.reason_text(code, lang)}: {n}" for code, n in found.reasons)]
    data = {**dataclasses.asdict(found), "waiting": found.waiting}
    call.answer(data, [*lines, paper.children_say(found, lang), paper.note(found, lang)])


def age_limit(call: Call, office: Office, args: argparse.Namespace) -> None:
    """The limit of age, or another one."""
    if args.years is not None:
        service.set_age_limit(office, args.years)
    limit = service.age_limit(office)
    call.answer({"limit": limit}, [call.text(LIMIT, n=limit)])
