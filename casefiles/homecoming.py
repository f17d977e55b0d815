"""A file that was sent back comes home with its matches ended: they are opened again, or stay ended."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from casefiles import leaving, matching, recording, transferring
from casefiles.domain import matchlife
from casefiles.domain.problems import Problem, Refusal, refuse

if TYPE_CHECKING:
    from casefiles.office import Office
    from casefiles.ports import Record
    from casefiles.transferring import Transferred

LEFT = "came_back_left"
"""setting: transfers whose matches stay ended, as somebody decided"""


@dataclass(frozen=True, slots=True)
class CameBack:
    """A file that is home again: the transfer, and the matches it ended that are ended still."""

    transfer: Record
    matches: tuple[Record, ...]


def came_back(office: Office) -> list[CameBack]:
    """The files sent back to this office with matches that the transfer ended, the oldest first."""
    left = _left(office)
    declined = office.queries.select("transfer", {"state": "declined"}, "answered_on")
    return [back for one in declined if one.id not in left and (back := of_transfer(office, one)) is not None]


def of_transfer(office: Office, transfer: Record) -> CameBack | None:
    """What of a transfer that was sent back can be opened again; None where nothing is, or the file is not here."""
    child = office.queries.get(str(transfer.values.get("child") or ""))
    if child is None or child.deleted or child.values.get("closed_on") or transfer.values.get("state") != "declined":
        return None
    if not _home(office, transfer, child):
        return None
    matches = tuple(m for m in _ended(office, child.id, transfer) if not matching.against(office, m))
    return CameBack(transfer, matches) if matches else None


def reopen(office: Office, row: str) -> Transferred:
    """Open the matches again that the transfer ended, each as it was. One transaction.
    Refusals: NOT_FOUND, CAME_BACK_NONE, and those of a match that is opened."""
    transfer = recording.record(office, row, "transfer")
    back = of_transfer(office, transfer)
    child = str(transfer.values.get("child") or "")
    if back is None:
        stands = recording.record(office, child, "child")
        args = {"name": stands.values.get("name") or ""}
        ended = _ended(office, child, transfer) if _home(office, transfer, stands) else []
        refuse(problem for match in ended for problem in matching.against(office, match))
        raise Refusal(Problem("CAME_BACK_NONE", "transfer", row, args=args))
    writing = transferring.Writing(office)
    for match in back.matches:
        writing.reopen(match)
    writing.arrange(child)
    before, touched = writing.write()
    to = str(transfer.values.get("to_area") or "")
    return transferring.Transferred(row, child, to, reopened=len(back.matches), before=before, touched=touched)


def asked(office: Office, child: str) -> CameBack | None:
    """The same for one child's file; None where somebody decided that its matches stay ended."""
    last = last_of(office, child)
    return of_transfer(office, last) if last is not None and last.id not in _left(office) else None


def leave_ended(office: Office, row: str) -> None:
    """The matches stay ended: the file is no line of the worklist any more. Refusal: NOT_FOUND."""
    recording.record(office, row, "transfer")
    _keep(office, {*_left(office), row})


def ask_again(office: Office, row: str) -> None:
    """Take that back."""
    _keep(office, _left(office) - {row})


def last_of(office: Office, child: str) -> Record | None:
    """The newest transfer of a child that was sent back."""
    found = office.queries.select("transfer", {"child": child, "state": "declined"})
    return max(found, key=lambda t: (str(t.values.get("on")), t.id), default=None)


def _home(office: Office, transfer: Record, child: Record) -> bool:
    """Whether the file went from here, is here again, and nothing else became of it since."""
    places = (transfer.values.get("from_area"), child.values.get("area"))
    if not all(transferring.is_ours(office, str(area or "")) for area in places):
        return False
    to = str(transfer.values.get("to_area") or "")
    if transferring.is_ours(office, to) and not office.ledger.history(transfer.id)[0].own:
        return False  # the county, whose both are, looks on
    later = office.queries.select("transfer", {"child": child.id})
    stamp = (str(transfer.values.get("on") or ""), transfer.id)
    if any((str(t.values.get("on") or ""), t.id) > stamp and t.values.get("state") != "withdrawn" for t in later):
        return False
    return leaving.taken_over(office, child.id) is None


def _ended(office: Office, child: str, transfer: Record) -> list[Record]:
    """The matches that end as the transfer ended them; not those that go on with another mentor, as was planned."""
    where = {"child": child, "end_reason": transferring.MOVED, "end": transfer.values.get("on")}
    if not office.queries.select("match", where, limit=1):
        return []
    made = office.ledger.history(transfer.id)[0]
    along = transferring.written_with(office, child, made)
    ended: dict[int, Record] = {}
    begun: list[int] = []
    for one in office.queries.select("match", {"child": child}):
        first, *_ = history = [e for e in office.ledger.history(one.id) if e.dev == made.dev] or [made]
        if first.seq in along:
            begun += [first.seq] if matchlife.counts_as(one.values).holds_room else []
        elif all(one.values.get(name) == value for name, value in where.items()):
            ended |= {e.seq: one for e in history if e.seq in along and e.fields.get("end")}
    order = [*sorted(ended), made.seq]
    return [ended[at] for at, after in pairwise(order) if not any(at < seq < after for seq in begun)]


def _left(office: Office) -> set[str]:
    return set(json.loads(office.ledger.setting(LEFT) or "[]"))


def _keep(office: Office, rows: set[str]) -> None:
    office.ledger.keep_setting(LEFT, json.dumps(sorted(rows)) if rows else None)
