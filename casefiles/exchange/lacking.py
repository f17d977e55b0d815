"""What is still to come of records that are not whole here, and from which office it can come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem
from casefiles.exchange import scope
from casefiles.exchange.bookkeeping import last_taken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.office import Office
    from casefiles.ports import Incomplete


@dataclass(frozen=True, slots=True)
class Lacking:
    """Records that are not whole, and who can bring what they lack."""

    records: int
    changes: int
    names: tuple[str, ...]
    """what some of the records are called: their title, else their id"""
    offices: tuple[tuple[str, str], ...] = ()
    """(code, name) of those that have some of it by their receipts; else of those above, which may have it; nobody:
    no office is known"""
    proven: bool = False
    """whether the receipts say so"""

    def __bool__(self) -> bool:
        return self.records > 0

    def data(self) -> dict[str, object]:
        """For scripts."""
        return {
            "records": self.records, "changes": self.changes, "names": list(self.names),
            "offices": [{"office": code, "name": name} for code, name in self.offices], "proven": self.proven,
        }  # fmt: skip


    def problem(self) -> Problem:
        """It in a sentence, with the next step."""
        code = "INCOMPLETE_LOST" if not self.offices else "INCOMPLETE" if self.proven else "INCOMPLETE_ASK"
        names = [*self.names, *(["…"] if len(self.names) == NAMED else [])]
        offices = "、".join(name for _, name in self.offices)
        args = {"records": self.records, "n": self.changes, "names": "、".join(names), "offices": offices}
        return Problem(code, args=args)


NAMED = 12
"""records that are named"""


def lacking(office: Office) -> Lacking:
    """All of it."""
    found = office.queries.incomplete()
    missing = {one for record in found for one in record.missing}
    if not missing:
        return Lacking(0, 0, ())
    names = list(dict.fromkeys(map(_called, found)))
    have = _having(office, office.queries.stubs(missing).values())
    if not have:
        have = {p.office for p in office.ledger.peers() if scope.above(office.home.code, p.office)}
        have = have or {p.office for p in office.ledger.peers() if last_taken(office, p.office)}
        proven = False
    else:
        proven = True
    offices = tuple((p.office, p.name) for p in office.ledger.peers() if p.office in have)
    return Lacking(len(found), len(missing), tuple(names[:NAMED]), offices, proven)


def _called(record: Incomplete) -> str:
    return record.name or record.id


def _having(office: Office, places: Iterable[tuple[str, int]]) -> set[str]:
    """The offices that hold one of these (log, number) in full by their receipts."""
    wanted = list(places)
    found = set()
    for peer in office.ledger.peers() if wanted else ():
        receipt = office.ledger.recognised(peer.receipt or {})
        if any(log in receipt and receipt[log].full(seq) for log, seq in wanted):
            found.add(peer.office)
    return found
