"""The commands on a file's life: which norm holds, verified, closed, opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import norming, recording
from casefiles.domain.entities import ENTITIES
from ui import norm_said
from ui import words_closing as closing_words
from ui import words_norms as words
from ui.console.records import day_of, id_of

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
    said = (norm_said.visiting, norm_said.first, norm_said.verifying, norm_said.due)
    lines = [one(rule, call.lang) for one in said]
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


def _event(
    call: Call, office: Office, entity: str, child: str, on: str, draft: dict[str, str], said: str
) -> None:
    day = (day_of(on) or office.clock.today()).isoformat()
    saved = recording.save(office, ENTITIES[entity], {"child": child, "on": day, **draft})
    call.answer({"id": saved.id, "child": child, "on": day}, [said])


def _id(norm: Norm | None) -> str | None:
    return norm.id if norm else None
