"""Commands on questions that are sent back with reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import questioning, recording
from casefiles.domain.codes.lists import QUESTION_REASON
from ui import words_questions as words
from ui.console.output import Call, record_data
from ui.console.records import id_of

if TYPE_CHECKING:
    import argparse

    from casefiles.office import Office
    from casefiles.ports import Record
    from casefiles.recording import Saved


def ask(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Send a record back with a question."""
    row = id_of(office, args.id)
    saved = questioning.ask(office, row, QUESTION_REASON.parse(args.reason), " ".join(args.text), args.field)
    call.answer({"id": saved.id, "of": row}, [call.text(words.ASKED, id=saved.id)])


def questions(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Those that wait for somebody here, or all of a file."""
    if args.id:
        found = questioning.of_file(office, recording.record(office, id_of(office, args.id)).id)
    else:
        found = [*questioning.to_answer(office), *questioning.to_settle(office)]
    names = ("asked_on", "asked_office", "reason", "state", "text", "answer")
    fields = questioning.QUESTION.fields
    rows = [
        [*_about(call, office, q), *(fields[n].kind.show(q.values.get(n), call.lang) for n in names), q.id]
        for q in found
    ]
    heads = (words.OF_WHOM, words.OF_WHAT, *(fields[n].label for n in names), words.ID)
    lines = [*call.headed(heads, rows), call.text(words.NEXT)] if rows else [call.text(words.NONE)]
    call.answer([record_data(q) for q in found], lines)


def _about(call: Call, office: Office, question: Record) -> tuple[str, str]:
    """Whose file, and which part of it."""
    owner = questioning.owner_of(question)
    file = office.queries.get(owner[1]) if owner is not None else None
    whose = str(file.values.get("name") or "") if file is not None else call.text(words.NOT_HERE)
    of, field = (str(question.values.get(n) or "") for n in ("of", "field"))
    return whose, words.about(of, field, call.lang) or call.text(words.ALL_OF_IT)


def answer(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Answer a question."""
    _told(call, questioning.answer(office, args.id, " ".join(args.text)), "answered")


def settle(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Settle a question, or take it back."""
    if args.withdraw:
        _told(call, questioning.withdraw(office, args.id), "withdrawn")
    else:
        _told(call, questioning.settle(office, args.id), "settled")


def _told(call: Call, saved: Saved, state: str) -> None:
    said = {"answered": words.ANSWERED, "settled": words.SETTLED, "withdrawn": words.WITHDRAWN}[state]
    call.answer({"id": saved.id, "state": state}, [call.text(said)])
