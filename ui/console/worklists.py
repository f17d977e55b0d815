"""The command on worklists."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from casefiles import worklists
from ui import words_worklists as words
from ui.console import words as console_words
from ui.console.output import Call, table

if TYPE_CHECKING:
    import argparse

    from casefiles.office import Office


def worklist(call: Call, office: Office, args: argparse.Namespace) -> None:
    """The lists and how long they are, or the lines of one."""
    if not args.name:
        counts = worklists.counts(office)
        rows = [[name, words.NAMES[name](call.lang), str(n)] for name, n in counts.items()]
        call.answer(counts, table(["", "", ""], rows)[1:])
        return
    found = worklists.lines(office, args.name, args.limit)
    data = [{**dataclasses.asdict(line), "more": dict(line.more)} for line in found]
    rows = [[line.name, line.village, line.day, " ".join(line.more.values()), line.id] for line in found]
    call.answer(data, table([""] * 5, rows)[1:] if rows else [call.text(console_words.NOTHING_FOUND)])
