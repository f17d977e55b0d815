"""Commands that move a file to another office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import homecoming
from casefiles import transferring as moving
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from casefiles.recording import record
from ui import words_transfer as words
from ui.console.records import day_of, id_of

if TYPE_CHECKING:
    import argparse

    from casefiles.office import Office
    from casefiles.transferring import Transferred
    from ui.console.output import Call


def transfer(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Hand a file over; its matches end that day."""
    child = id_of(office, args.child, "child")
    reason = str(ENTITIES["transfer"].fields["reason"].kind.parse(args.reason, office.clock.today()) or "")
    done = moving.transfer(office, child, args.to, reason, on=day_of(args.on), note=args.note)
    _told(call, done, call.text(words.DONE, to=moving.place(office, done.to_area), n=done.ended))


def accept(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Take a file over."""
    _told(call, moving.accept(office, _of(office, args.id)), call.text(words.ACCEPTED))


def decline(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Send a file back."""
    _told(call, moving.decline(office, _of(office, args.id), args.reason), call.text(words.DECLINED))


def withdraw(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Take a transfer back."""
    _told(call, moving.withdraw(office, _of(office, args.id)), call.text(words.WITHDRAWN))


def reopen(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Open the matches again that a transfer ended, of a file that came back; or leave them ended."""
    row = args.id
    if not row.startswith(f"{ENTITIES['transfer'].prefix}-"):
        child = id_of(office, row, "child")
        found = homecoming.last_of(office, child)
        if found is None:
            name = record(office, child).values.get("name") or ""
            raise Refusal(Problem("CAME_BACK_NONE", "transfer", child, args={"name": name}))
        row = found.id
    if args.leave:
        homecoming.leave_ended(office, row)
        child = str(record(office, row, "transfer").values.get("child") or "")
        call.answer({"id": row, "child": child, "reopened": 0}, [call.text(words.LEFT)])
        return
    done = homecoming.reopen(office, row)
    data = {"id": row, "child": done.child, "reopened": done.reopened}
    call.answer(data, [call.text(words.REOPENED, n=done.reopened)])


def _of(office: Office, text: str) -> str:
    """The transfer of this id, or the one that runs of this child (by id or file number)."""
    if text.startswith(f"{ENTITIES['transfer'].prefix}-"):
        return text
    child = record(office, id_of(office, text, "child"), "child")
    found = moving.running(office, child.id)
    if found is None:
        raise Refusal(Problem("NO_TRANSFER", "child", child.id, value=str(child.values.get("name") or text)))
    return found.id


def _told(call: Call, done: Transferred, said: str) -> None:
    data = {"id": done.id, "child": done.child, "to": done.to_area, "ended": done.ended}
    call.answer(data, [said])
