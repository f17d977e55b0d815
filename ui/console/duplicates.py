"""The command that looks for files of the same child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import duplicates as looking
from casefiles.domain.entities import ENTITIES
from casefiles.recording import check
from ui.console import words
from ui.console.output import table
from ui.console.records import split

if TYPE_CHECKING:
    import argparse

    from casefiles.office import Office
    from ui.console.output import Call


def duplicates(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Children who may be the one of these values."""
    values = check(ENTITIES["child"], split(call, args.fields), office.clock.today()).values
    found = looking.maybe_same(office, values, limit=10)
    data = [
        {"id": one.record.id, "name": one.record.values.get("name"), "points": one.likeness.points,
         "likely": one.likeness.likely, "reasons": [reason(call.lang) for reason in one.likeness.reasons]}
        for one in found
    ]  # fmt: skip
    rows = [[str(d["name"]), str(d["points"]), " ".join(r(call.lang) for r in o.likeness.reasons), o.record.id]
            for d, o in zip(data, found, strict=True)]  # fmt: skip
    call.answer(data, table([""] * 4, rows)[1:] if rows else [call.text(words.NOTHING_FOUND)])
