"""Questions sent back with reasons (退回): asked by an office above, answered where the file is kept, settled by who
asked.

A question is a record that hangs on the child, household or mentor of the record it is about, so that it travels as far
down as the file does, and its answer up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain.codes.lists import QUESTION_STATE
from casefiles.domain.entities import ENTITIES, PLACED, field_named
from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from casefiles.office import Office
    from casefiles.ports import Record
    from casefiles.recording import Saved

QUESTION = ENTITIES["question"]
ASKED, ANSWERED, SETTLED, WITHDRAWN = "asked", "answered", "settled", "withdrawn"
OPEN = (ASKED, ANSWERED)


def ask(office: Office, row: str, reason: str, text: str, field: str = "") -> Saved:
    """Send a record, or one field of it, back with a question. `reason` is a code of `question_reason`.

    Refusals: NOT_FOUND, UNKNOWN_FIELD, QUESTION_EMPTY, QUESTION_ABOUT for what hangs on no file, and those of saving.
    """
    about = recording.record(office, row)
    if field:
        field = field_named(ENTITIES[about.entity], field)
    if not text.strip():
        raise Refusal(Problem("QUESTION_EMPTY", "question", field="text"))
    owner = owner_of(about)
    if owner is None:
        raise Refusal(Problem("QUESTION_ABOUT", about.entity, row, args={"kind": ENTITIES[about.entity].label}))
    kind, of = owner
    draft = {
        "of": row, kind: of, "field": field, "reason": reason, "text": text, "asked_by": office.me.name,
        "asked_office": office.home.name, "asked_code": office.home.code,
        "asked_on": office.clock.today().isoformat(), "state": ASKED,
    }  # fmt: skip
    return recording.save(office, QUESTION, draft)


def answer(office: Office, question: str, text: str) -> Saved:
    """Answer a question; an answer that was given may be given anew until it is settled.
    Refusals: NOT_FOUND, QUESTION_CLOSED, QUESTION_NO_ANSWER."""
    found = _open(office, question)
    if not text.strip():
        raise Refusal(Problem("QUESTION_NO_ANSWER", "question", question, "answer"))
    draft = {
        "answer": text, "answered_by": office.me.name, "answered_on": office.clock.today().isoformat(),
        "state": ANSWERED,
    }  # fmt: skip
    return recording.save(office, QUESTION, draft, question, parents=found.heads)


def settle(office: Office, question: str) -> Saved:
    """The one who asked is content with the answer, or it no longer matters.
    Refusals: NOT_FOUND, QUESTION_CLOSED, QUESTION_NOT_OURS, QUESTION_UNANSWERED."""
    found = _ours(office, question)
    if found.values.get("state") != ANSWERED:
        raise Refusal(Problem("QUESTION_UNANSWERED", "question", question))
    return _close(office, found, SETTLED)


def withdraw(office: Office, question: str) -> Saved:
    """Take a question back. Refusals: NOT_FOUND, QUESTION_CLOSED, QUESTION_NOT_OURS."""
    return _close(office, _ours(office, question), WITHDRAWN)


def to_answer(office: Office) -> list[Record]:
    """The questions that wait for an answer here: asked by another office, the oldest first."""
    return [q for q in _in_state(office, ASKED) if not is_ours(office, q)]


def to_settle(office: Office) -> list[Record]:
    """The questions of this office that were answered and wait to be settled, the oldest answer first."""
    return [q for q in _in_state(office, ANSWERED) if is_ours(office, q)]


def of_file(office: Office, row: str) -> list[Record]:
    """All questions about a child, household or mentor and what hangs on it, the open ones first, then the newest."""
    kind = next(e.name for e in ENTITIES.values() if row.startswith(e.prefix + "-"))
    if kind not in PLACED:
        return about(office, row)
    found = office.queries.select("question", {kind: row}, "-asked_on")
    return sorted(found, key=lambda q: q.values.get("state") not in OPEN)


def about(office: Office, row: str) -> list[Record]:
    """The questions about one record, the open ones first, then the newest."""
    found = office.queries.select("question", {"of": row}, "-asked_on")
    return sorted(found, key=lambda q: q.values.get("state") not in OPEN)


def is_ours(office: Office, question: Record) -> bool:
    """Whether this office asked it."""
    return question.values.get("asked_code") == office.home.code


def owner_of(record: Record) -> tuple[str, str] | None:
    """The file that a record is or hangs on, as (entity, id): it decides who gets what is asked about it."""
    if record.entity in PLACED:
        return record.entity, record.id
    return next(((n, str(record.values[n])) for n in PLACED if record.values.get(n)), None)


def _in_state(office: Office, state: str) -> list[Record]:
    return office.queries.select("question", {"state": state}, "answered_on" if state == ANSWERED else "asked_on")


def _open(office: Office, question: str) -> Record:
    found = recording.record(office, question, "question")
    state = str(found.values.get("state") or "")
    if state not in OPEN:
        args = {"state": QUESTION_STATE.label(state)}
        raise Refusal(Problem("QUESTION_CLOSED", "question", question, args=args))
    return found


def _ours(office: Office, question: str) -> Record:
    found = _open(office, question)
    if not is_ours(office, found):
        by = str(found.values.get("asked_office") or "")
        raise Refusal(Problem("QUESTION_NOT_OURS", "question", question, args={"office": by}))
    return found


def _close(office: Office, found: Record, state: str) -> Saved:
    draft = {"state": state, "closed_on": office.clock.today().isoformat()}
    return recording.save(office, QUESTION, draft, found.id, parents=found.heads)
