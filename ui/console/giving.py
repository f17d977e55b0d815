"""Commands on batches of aid, funds and eyesight screenings."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from casefiles import aiding, funds, gathering, grids, printing, recording
from casefiles.domain.entities import BY_PREFIX, ENTITIES, absent
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label
from casefiles.grids import GRIDS, Line
from ui import words_aid, words_gathering
from ui.console import words as console_words
from ui.console import words_heads
from ui.console.output import problem_data, table
from ui.console.records import day_of, id_of, split
from ui.console.usage import Usage, hint, near

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from casefiles.domain.eyesight import Rate, Summary
    from casefiles.office import Office
    from ui.console.output import Call

RECIPIENTS = ("child", "mentor", "household")
MANY = 10
"""villages that are named"""
VILLAGES = Label("有档案的村：{some}", "Villages on file: {some}")
BATCH_ALREADY = Label("已在名单上的 {n} 名没有重复添加", "{n} were on the list already", "1 was on the list already")


def aid_batch(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Make a batch, put recipients on it, bring it a step on, copy it, print its sheet; or list them."""
    actions = {"list": _list, "make": _make, "add": _add, "step": _step, "copy": _copy, "sheet": _sheet}
    actions[args.action](call, office, args)


def _words(call: Call, args: argparse.Namespace, least: int) -> list[str]:
    if len(args.words) < least:
        raise Usage("CALL_BATCH", field="BATCH")
    return list(args.words)


def _list(call: Call, office: Office, args: argparse.Namespace) -> None:
    found = aiding.batches(office)
    rows = [
        [b.id, b.on, b.name, words_aid.STEPS[b.step](call.lang), str(b.persons), str(b.households), funds.yuan(b.sum)]
        for b in found
    ]
    none = [call.text(words_aid.NO_BATCH)]
    call.answer([dataclasses.asdict(b) for b in found], call.headed(words_heads.BATCHES, rows) if rows else none)


def _make(call: Call, office: Office, args: argparse.Namespace) -> None:
    saved = recording.save(office, ENTITIES["aid_batch"], split(call, _words(call, args, 1)))
    call.answer({"id": saved.id}, [call.text(console_words.ADDED, id=saved.id, number="")])


def _add(call: Call, office: Office, args: argparse.Namespace) -> None:
    row, *people = _words(call, args, 1)
    if not (people or args.village or args.from_batch):
        raise Usage("CALL_NOBODY", field="ID")
    recording.record(office, row, "aid_batch")
    ids = [id_of(office, one, *RECIPIENTS) for one in people]
    for one in ids:
        kind = BY_PREFIX.get(one.partition("-")[0])
        if kind is not None and kind.name not in RECIPIENTS:
            raise Refusal(absent("child", one))
    if args.village:
        ids += _villagers(office, args.village)
    if args.from_batch:
        ids += office.queries.group("batch", recording.record(office, args.from_batch, "aid_batch").id)
    grid = GRIDS["aid"]
    start = grids.start_of(office, grid, row)
    stands = grids.lines(office, grid, row)
    held = {line.person for line in stands}
    fresh = [Line(one) for one in dict.fromkeys(ids) if one not in held]
    kept = grids.save(office, grid, row, [*stands, *fresh], start)
    already = len(dict.fromkeys(ids)) - len(fresh)
    data = {"added": kept.new, "already": already, "warnings": [problem_data(w) for w in kept.warnings]}
    said = [call.text(words_aid.BATCH_ADDED, n=kept.new)]
    said += [call.text(BATCH_ALREADY, n=already)] if already else []
    _told(call, data, kept.warnings, *said)


def _villagers(office: Office, village: str) -> list[str]:
    """The children of a village. Refusal: NO_SUCH_VILLAGE, with the nearest name."""
    known = dict(office.queries.groups("village"))
    if village not in known:
        likely = near(village, known)
        some = ", ".join(list(known)[:MANY])
        args = {"hint": hint(likely, Label(VILLAGES("zh", some=some), VILLAGES("en", some=some))), "near": likely}
        raise Refusal(Problem("NO_SUCH_VILLAGE", "aid_batch", field="village", value=village, args=args))
    return office.queries.group("village", village)


def _step(call: Call, office: Office, args: argparse.Namespace) -> None:
    row, step = _words(call, args, 2)[:2]
    done = aiding.step_batch(office, row, step, day_of(args.on) or office.clock.today())
    data = {"step": done.step, "changed": done.n, "warnings": [problem_data(w) for w in done.warnings]}
    said = call.text(words_aid.STEPPED, n=done.n, step=words_aid.STEPS[done.step])
    _told(call, data, done.warnings, said)


def _told(call: Call, data: object, warnings: Sequence[Problem], *said: str) -> None:
    for warning in warnings:
        call.note(call.text(console_words.WARNING, text=warning.say(call.lang)))
    call.answer(data, said)


def _copy(call: Call, office: Office, args: argparse.Namespace) -> None:
    (row,) = _words(call, args, 1)[:1]
    made = aiding.copy_batch(office, row, args.name, day_of(args.on) or office.clock.today())
    n = len(office.queries.group("batch", made))
    call.answer({"id": made, "recipients": n}, [call.text(words_aid.COPIED, n=n)])


def _sheet(call: Call, office: Office, args: argparse.Namespace) -> None:
    (row,) = _words(call, args, 1)[:1]
    if args.out is None:
        raise Usage("CALL_OUT", field="--out")
    paper = printing.paper_named("publicity" if args.publicity else "signing")
    done = printing.print_to(office, paper, [row], args.out, lang=call.lang, masked=not args.full)
    data = {"out": str(done.out), "pages": done.pages}
    call.answer(data, [call.text(console_words.PRINTED, n=1, path=done.out)])


def fund(call: Call, office: Office, args: argparse.Namespace) -> None:
    """The balance of each fund on a day, or the days on which one of them moved."""
    on = day_of(args.on)
    if args.id:
        recording.record(office, args.id, "fund")
        days = funds.flow(office, args.id, on)
        left = days[-1].left if days else 0
        rows = [[d.day, f"+{funds.yuan(d.came)}", f"-{funds.yuan(d.went)}", funds.yuan(d.left)] for d in days]
        head = call.headed(words_heads.FUND_DAYS, rows) if rows else []
        lines = [*head, call.text(words_aid.BALANCE_IS, left=funds.yuan(left))]
        call.answer({"id": args.id, "left": left, "days": [dataclasses.asdict(d) for d in days]}, lines)
        return
    found = []
    for record in office.queries.select("fund", sort="name"):
        left = funds.balance(office, record.id, on)
        found.append({"id": record.id, "name": record.values.get("name"), "left": left})
    rows = [[str(f["id"]), str(f["name"] or ""), funds.yuan(int(str(f["left"])))] for f in found]
    call.answer(found, call.headed(words_heads.FUNDS, rows) if rows else [call.text(words_aid.NO_FUND)])


def screening(call: Call, office: Office, args: argparse.Namespace) -> None:
    """The rounds with their rates; by school or grade; or who is to be seen by an eye doctor."""
    if args.refer:
        waiting = gathering.to_refer(office, args.id)
        data = [{"round": r.id, "result": e.id, "child": e.look.child, "name": e.name} for r, e in waiting]
        rows = [[e.name, e.school_class, str(r.values.get("on") or ""), e.look.child] for r, e in waiting]
        none = [call.text(words_gathering.NO_REFERRAL)]
        call.answer(data, table([""] * 4, rows)[1:] if rows else none)
        return
    if args.by:
        pairs = gathering.rates(office, args.by)
        _answer_rates(call, [{args.by: name, **_summary(sums)} for name, sums in pairs], [(n, s) for n, s in pairs])
        return
    found = [r for r in gathering.rounds(office) if not args.id or r.record.id == args.id]
    if args.id and not found:
        raise Refusal(absent("screening_round", args.id))
    told: list[dict[str, object]] = [
        {
            "id": r.record.id, "place": r.place, "on": r.record.values.get("on"), **_summary(r.summary),
            "before": r.before.id if r.before else None, "points": r.poor.points, "same_points": r.poor.same_points,
            "same_children": r.poor.same_children, "myopia_points": r.myopia.points, "waiting": r.waiting,
        }
        for r in found
    ]  # fmt: skip
    _answer_rates(call, told, [(f"{r.record.id} {r.place}", r.summary) for r in found])


def _answer_rates(call: Call, data: object, pairs: Sequence[tuple[str, Summary]]) -> None:
    heads = [words_gathering.PLACE, words_gathering.SCREENED, words_gathering.POOR, words_gathering.MYOPIA]
    head = [call.text(h) for h in (*heads, words_gathering.ORTHO_K)]
    rows = []
    for name, sums in pairs:
        of = "?" if sums.poor.enrolled is None else str(sums.poor.enrolled)
        shown = [words_gathering.rate_text(rate, call.lang) for rate in (sums.poor, sums.myopia)]
        rows.append([name, f"{sums.poor.screened} / {of}", *shown, str(sums.ortho_k)])
    call.answer(data, table(head, rows) if rows else [call.text(words_gathering.NO_ROUND)])


def _summary(sums: Summary) -> dict[str, object]:
    return {
        "screened": sums.poor.screened, "enrolled": sums.poor.enrolled, "ortho_k": sums.ortho_k,
        "poor": _rate(sums.poor), "myopia": _rate(sums.myopia),
    }  # fmt: skip


def _rate(rate: Rate) -> dict[str, object]:
    return {"n": rate.n, "valid": rate.valid, "share": rate.share}
