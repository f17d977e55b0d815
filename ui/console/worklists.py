"""The command on worklists."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from casefiles import worklists
from casefiles.domain.entities import named_choices
from casefiles.domain.problems import Problem, Refusal
from ui import computer_names, words_twins, worklist_lines
from ui import words_worklists as words
from ui.console import words as console_words
from ui.console import words_heads
from ui.console.usage import near
from ui.due import due_words

if TYPE_CHECKING:
    import argparse
    import datetime as dt

    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from casefiles.worklists import Line
    from ui.console.output import Call

QUESTIONS = ("questions", "answers")


def worklist(call: Call, office: Office, args: argparse.Namespace) -> None:
    """The lists and how long they are, or the lines of one."""
    if not args.name:
        counts = worklists.counts(office)
        rows = [[name, words.NAMES[name](call.lang), str(n), _helps(name, n, call.lang)] for name, n in counts.items()]
        call.answer(counts, call.headed(words_heads.WORKLISTS, rows))
        return
    args.name = _called(args.name)
    if args.put_away:
        line = worklists.put_off_today(office, args.name, args.put_away)
        said = [words.PUT_OFF_SAID(call.lang, name=line.name or line.id)]
        call.answer({"worklist": args.name, "put_away": worklists.key(line)}, said)
        return
    found = (worklists.lines if args.every else worklists.left)(office, args.name, args.limit)
    data = [{**dataclasses.asdict(line), "more": dict(line.more)} for line in found]
    today = office.clock.today()
    rows = [
        [_name(args.name, line, call.lang), line.village, line.day, _more(args.name, line, today, call.lang),
         computer_names.of_task(office, line.more.get("kind", ""), line.id, call.lang) or _id(args.name, line)]
        for line in found
    ]
    helps = _helps(args.name, worklists.counts(office)[args.name], call.lang)
    helps = words_twins.NEXT(call.lang) if args.name == "twins" else helps
    over = [helps] if helps else []
    call.answer(data, over + call.headed(words_heads.WORKLIST, rows) if rows else [call.text(console_words.LIST_DONE)])


def _called(typed: str) -> str:
    """The list that is meant, by its code or by its name. Refusal: UNKNOWN_WORKLIST."""
    if typed in worklists.NAMES:
        return typed
    said = typed.strip().casefold()
    for name in worklists.NAMES:
        if said in (words.NAMES[name].zh, words.NAMES[name].en.casefold()):
            return name
    likely = near(typed, worklists.NAMES)
    choices = named_choices({name: words.NAMES[name] for name in likely or worklists.NAMES})
    raise Refusal(Problem("UNKNOWN_WORKLIST", value=typed, args={"choices": choices, "near": likely}))


def _name(name: str, line: Line, lang: Lang) -> str:
    """Whose line it is; of two files that may be one child's both."""
    return words_twins.AND(lang, name=line.name, other=line.more["name"]) if name == "twins" else line.name


def _more(name: str, line: Line, today: dt.date, lang: Lang) -> str:
    """What a line says beside name and day, as the window's does."""
    told = worklist_lines.said(name, line, today, lang)
    if name in ("overdue", "due_week"):
        late = due_words(line.day, today, lang, line.more.get("state"))[0]
        return " · ".join(part for part in (late, told) if part)
    if name == "reports":
        state = words.NOT_REPORTED if line.more.get("state") == "open" else words.RUNNING
        return f"{state(lang)} · {told}"
    return told


def _id(name: str, line: Line) -> str:
    """What the command that answers a line takes: of a question its own id, of two files that may be one child's both,
    else what the line opens."""
    if name == "twins":
        return f"{line.id} {line.more['other']}"
    return worklists.key(line) if name in QUESTIONS else line.id


def _helps(name: str, n: int, lang: Lang) -> str:
    """What filling in a missing field comes to."""
    found = words.MISSING_HELP.get(name)
    return found(lang, n=n) if found is not None and n else ""
