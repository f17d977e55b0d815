"""The command on worklists."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from casefiles import worklists
from ui import words_task
from ui import words_worklists as words
from ui.console import words as console_words
from ui.console import words_heads

if TYPE_CHECKING:
    import argparse

    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from casefiles.worklists import Line
    from ui.console.output import Call


def worklist(call: Call, office: Office, args: argparse.Namespace) -> None:
    """The lists and how long they are, or the lines of one."""
    if not args.name:
        counts = worklists.counts(office)
        rows = [[name, words.NAMES[name](call.lang), str(n), _helps(name, n, call.lang)] for name, n in counts.items()]
        call.answer(counts, call.headed(words_heads.WORKLISTS, rows))
        return
    if args.put_away:
        line = worklists.put_off_today(office, args.name, args.put_away)
        said = [words.PUT_OFF_SAID(call.lang, name=line.name or line.id)]
        call.answer({"worklist": args.name, "put_away": worklists.key(line)}, said)
        return
    found = (worklists.lines if args.every else worklists.left)(office, args.name, args.limit)
    data = [{**dataclasses.asdict(line), "more": dict(line.more)} for line in found]
    rows = [[line.name, line.village, line.day, _more(args.name, line, call.lang), line.id] for line in found]
    helps = _helps(args.name, worklists.counts(office)[args.name], call.lang)
    over = [helps] if helps else []
    call.answer(data, over + call.headed(words_heads.WORKLIST, rows) if rows else [call.text(console_words.LIST_DONE)])


def _more(name: str, line: Line, lang: Lang) -> str:
    """What a line says beside name and day; a derived task in words."""
    if name != "tasks":
        return " ".join(line.more.values())
    more = line.more
    return words_task.said(more.get("kind", ""), more, more.get("of", ""), "", lang).lstrip("：: ")


def _helps(name: str, n: int, lang: Lang) -> str:
    """What filling in a missing field comes to."""
    found = words.MISSING_HELP.get(name)
    return found(lang, n=n) if found is not None and n else ""
