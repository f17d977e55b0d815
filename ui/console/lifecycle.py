"""The commands on a file's life: which norm holds, categories, verified, closed, opened again; its household."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import categorising, erasing, households, norming, recording
from casefiles.domain import category_words as said
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, refuse
from ui import category_said, norm_said
from ui import words_categories as category_words
from ui import words_closing as closing_words
from ui import words_household as house_words
from ui import words_norms as words
from ui.console.records import day_of, id_of, warn

if TYPE_CHECKING:
    import argparse

    from casefiles.domain.norms import Norm
    from casefiles.office import Office
    from ui.console.output import Call


def norm(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Which norm holds for a child today, and what is due by it."""
    rule = norming.rule(office, recording.record(office, id_of(office, args.child, "child"), "child"))
    span = rule.span
    visit, new, verify = (_id(one) for one in span.by)
    data = {
        "interval": span.interval, "grace": span.grace, "counts": sorted(span.counts), "norm": visit,
        "first_within": span.first_within, "first_norm": new, "verify_months": span.verify_months,
        "verify_norm": verify, "due": rule.due, "late": rule.late, "verify_due": rule.verify_due,
        "verified": rule.verified,
    }  # fmt: skip
    parts = (norm_said.visiting, norm_said.first, norm_said.verifying, norm_said.due)
    lines = [one(rule, call.lang) for one in parts]
    if rule.verify_due:
        lines.append(call.text(words.VERIFY_BY, day=rule.verify_due))
    call.answer(data, [line for line in lines if line])


def verify(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Record that a file was verified."""
    child = id_of(office, args.child, "child")
    draft = {"result": args.result, "how": args.how, "note": args.note, "by": office.me.name}
    _event(call, office, "verification", child, args.on, draft, call.text(words.VERIFIED))


def close(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Close a file with outcome and reason."""
    child = id_of(office, args.child, "child")
    draft = {"kind": "closed", "outcome": args.outcome, "reason": args.reason, "told": args.told, "by": office.me.name}
    _event(call, office, "file_event", child, args.on, draft, call.text(closing_words.CLOSED))


def reopen(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Open a closed file again, with the reason."""
    child = id_of(office, args.child, "child")
    draft = {"kind": "reopened", "reason": args.reason, "by": office.me.name}
    _event(call, office, "file_event", child, args.on, draft, call.text(closing_words.REOPENED))


def erase(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Take a closed file out for good; without --apply only what would go."""
    child = id_of(office, args.child, "child")
    going = erasing.preview(office, child, args.reason, args.paper)  # what would be refused is not shown as if it went
    lines = [f"{ENTITIES[name].label(call.lang)}  {number}" for name, number in going.items()]
    if not args.apply:
        data = {"child": child, "records": going, "applied": False}
        would = closing_words.WOULD_ERASE if args.reason else closing_words.WOULD_NOT_YET
        call.answer(data, [*lines, call.text(would)])
        return
    done = erasing.order(office, child, args.reason, args.paper)
    data = {"id": done.order, "child": child, "records": done.records, "changes": done.changes, "applied": True}
    told = [call.text(closing_words.ERASED, n=sum(done.records.values()))]
    if office.ledger.setting("last_backup"):
        told.append(call.text(closing_words.IN_BACKUPS))
    call.answer(data, [*lines, *told])


def _event(
    call: Call, office: Office, entity: str, child: str, on: str, draft: dict[str, str], told: str
) -> None:
    day = (day_of(on) or office.clock.today()).isoformat()
    saved = recording.save(office, ENTITIES[entity], {"child": child, "on": day, **draft})
    warn(call, saved)
    call.answer({"id": saved.id, "child": child, "on": day}, [told])


def _id(norm: Norm | None) -> str | None:
    return norm.id if norm else None


def categories(call: Call, office: Office, args: argparse.Namespace) -> None:
    """What the facts suggest beside what is recorded; with `--not-so` the answer to one of them."""
    child = recording.record(office, id_of(office, args.child, "child"), "child")
    view = categorising.look(office, child)
    if args.not_so:
        asked = {f.print: f for f in (*view.open, *view.hints)}
        if args.not_so not in asked:
            refuse([Problem("UNKNOWN_SUGGESTION", "category_answer", value=args.not_so)])
        saved = categorising.not_so(office, child.id, asked[args.not_so], args.because)
        call.answer({"id": saved.id}, [call.text(category_words.KEPT)])
        return
    found = [*view.open, *view.hints]
    data = [
        {
            "code": f.print, "act": f.act, "category": f.category, "subcategory": f.subcategory, "hint": f.hint,
            "spell": f.spell or None, "rule": f.rule, "reasons": [said.say(r, call.lang) for r in f.reasons],
        }
        for f in found
    ]  # fmt: skip
    lines = [f"{f.print}  {category_said.title(f, call.lang)}  {category_said.why(f, call.lang)}" for f in found]
    call.answer(data, lines or [call.text(category_words.NOTHING)])


def move(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Put a child and its family members into another household."""
    child, house = id_of(office, args.child, "child"), id_of(office, args.household, "household")
    saved = households.move(office, child, house, args.relation)
    name = recording.record(office, house).values.get("name") or ""
    call.answer({"id": saved.id, "household": house}, [call.text(house_words.MOVED, name=name)])


def head(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Make a family member the head of a household."""
    house = id_of(office, args.household, "household")
    households.lead(office, house, args.member)
    name = recording.record(office, house).values.get("name") or ""
    call.answer({"id": house, "name": name}, [call.text(house_words.NEW_HEAD, name=name)])
