"""Which logs an office is told of, and how many one may bring.

A log is a computer's, or a branch of one. Anybody can make up as many computers as he likes, each with its own key; so
there is a bound to what one office may bring, far above what is honest, and what goes beyond it is refused together
with the package: the others' logs, and their packages, stay as quick and as small as they were.

Logs of computers that somebody vouches for and those of nobody's are counted apart, so that what made-up computers fill
leaves the honest ones their room; and a township may bring so few of the latter that all of a county's together do not
fill what the county may bring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.areas import root
from casefiles.domain.changes import device_of
from casefiles.domain.problems import Problem, Refusal
from casefiles.exchange import scope

if TYPE_CHECKING:
    from collections.abc import Collection

    from casefiles.domain.changes import Vector
    from casefiles.office import Office
    from casefiles.ports import Peer

BROUGHT = ((6, 8192), (4, 16_384))
"""digits of a division's code -> logs that an office of such a division, not above ours, may bring"""
FEW, FEW_NOBODYS = 512, 64
"""of a smaller one; and of these such as are of computers that nobody vouches for. All townships of a county, 128 of
them, fill what a county may bring of those."""
SHORT = 8192
"""logs above which the header says no longer from which receipt the package was made: no reader asks"""


def told(office: Office, peer: Peer, carried: Collection[str]) -> Vector:
    """The receipt that a package for an office gives: an office below or beside hears nothing of its neighbours' logs,
    how many there are and how long, except of those that it has something of or gets with this package (`carried`)."""
    have = office.ledger.vector()
    if scope.above(office.home.code, peer.office):
        return have
    strangers = scope.strangers(office, peer)
    known = office.ledger.recognised(peer.receipt or {}).keys() | set(carried)
    return {log: seen for log, seen in have.items() if device_of(log) not in strangers or log in known}


def made_from(peer: Peer, have: Vector) -> Vector:
    """The receipt that a package says it was made from."""
    return {} if len(have) > SHORT else peer.receipt or {}


def bounded(office: Office, sender: Peer, before: Collection[str], whose: Collection[str]) -> None:
    """Count the logs that a package brought which were not here `before`; `whose` are the computers that somebody
    vouches for. Refusal TOO_MANY_LOGS, beyond the bound."""
    if scope.above(office.home.code, sender.office):
        return
    fresh = office.ledger.vector().keys() - set(before)
    if not fresh:
        return
    digits = len(root(sender.office))
    most = next((number for least, number in BROUGHT if digits >= least), 1 << 30)
    brought = scope.brought(office, sender.office) | fresh
    nobodys = {log for log in brought if device_of(log) not in whose}
    for some, small in ((brought - nobodys, FEW), (nobodys, FEW_NOBODYS)):
        limit = most if digits <= 6 else small
        if len(some) > limit and not fresh.isdisjoint(some):
            raise Refusal(Problem("TOO_MANY_LOGS", value=sender.name, args={"n": len(some), "limit": limit}))
    office.ledger.keep_setting(f"brought:{sender.office}", ",".join(sorted(brought)))
