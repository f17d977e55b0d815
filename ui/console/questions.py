"""Commands on questions that are sent back with reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import questioning, recording
from casefiles.domain.codes.lists import QUESTION_REASON
from ui import words_questions as words
from ui.console.output import Call, record_data, table
from ui.console.records import id_of

if TYPE_CHECKING:
    import argparse

    from casefiles.office import Office
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
    rows = [[q.id, *(fields[n].kind.show(q.values.get(n), call.lang) for n in names)] for q in found]
    head = ["", *(fields[n].label(call.lang) for n in names)]
    call.answer([record_data(q) for q in found], table(head, rows) if rows else [call.text(words.NONE)])


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
