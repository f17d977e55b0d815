"""The command that looks for files of the same child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import duplicates as looking
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import refuse
from casefiles.recording import check
from ui import words_twins
from ui.console import words
from ui.console.output import table
from ui.console.records import split

if TYPE_CHECKING:
    import argparse

    from casefiles.office import Office
    from ui.console.output import Call


def duplicates(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Children who may be the one of these values; without values the files of the whole register that look alike."""
    if not args.fields:
        _all(call, office)
        return
    known = check(ENTITIES["child"], split(call, args.fields), office.clock.today())
    refuse(p for p in known.problems if p.code != "REQUIRED")  # what is known of the child may be little
    found = looking.maybe_same(office, known.values, limit=10)
    data = [
        {"id": one.record.id, "name": one.record.values.get("name"), "points": one.likeness.points,
         "likely": one.likeness.likely, "reasons": [reason(call.lang) for reason in one.likeness.reasons]}
        for one in found
    ]  # fmt: skip
    rows = [[str(d["name"]), str(d["points"]), " ".join(r(call.lang) for r in o.likeness.reasons), o.record.id]
            for d, o in zip(data, found, strict=True)]  # fmt: skip
    call.answer(data, table([""] * 4, rows)[1:] if rows else [call.text(words.NOBODY_ALIKE)])


def _all(call: Call, office: Office) -> None:
    found = looking.look_through(office, call.progress)
    data = [
        {"one": t.one.id, "other": t.other.id, "names": [t.one.values.get("name"), t.other.values.get("name")],
         "points": t.likeness.points, "likely": t.likeness.likely,
         "reasons": [reason(call.lang) for reason in t.likeness.reasons]}
        for t in found
    ]  # fmt: skip
    rows = [
        [str(t.one.values.get("name") or ""), str(t.other.values.get("name") or ""), str(t.likeness.points),
         " ".join(r(call.lang) for r in t.likeness.reasons), t.one.id, t.other.id]
        for t in found
    ]  # fmt: skip
    call.answer(data, table([""] * 6, rows)[1:] if rows else [call.text(words_twins.NONE)])
