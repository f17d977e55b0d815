"""What other offices have of this office's own logs, by their receipts: it comes back from them (db.salvage)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from casefiles.domain import ranges
from casefiles.domain.areas import root
from casefiles.domain.changes import device_of
from casefiles.exchange import profiles, trust
from casefiles.office import Home, Me, Office
from db.queries import Queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.ports import Ledger as OfficeLedger
    from casefiles.ports import Peer
    from db.ledger import Ledger
    from db.relogging import Relogged


def note(ledger: Ledger, relogged: Sequence[Relogged]) -> None:
    """Note in every log which of its numbers some office has in full, as far as its receipts say.

    Of an office that gets no files or no running text nothing comes back whole; what an office brings whose computers
    are all blocked is not taken in; and of a log that was written twice a receipt may mean the other branch: all of
    these count as nothing known."""
    twice = {fork.dev for fork in ledger.forks()}
    heard = _heard(ledger)
    peers = [peer for peer in ledger.peers() if peer.office in heard and _whole(ledger, peer)]
    for one in relogged:
        if one.held.dev not in twice:
            had = (full for peer in peers for full in _full(peer, one.held.name))
            one.elsewhere = ranges.united(had)


def _heard(ledger: Ledger) -> set[str]:
    """The offices of which some computer is not blocked."""
    home = Home(ledger.office, "", "", str(ledger.database.path.parent))
    queries = Queries(ledger.database, ledger.clock)
    who = trust.standing(Office(cast("OfficeLedger", ledger), queries, ledger.clock, Me("", ""), home))
    off = who.blocked()
    return {code for device, code in who.offices.items() if device not in off}


def _full(peer: Peer, name: str) -> ranges.Ranges:
    return ranges.full((peer.receipt or {}).get(name)) if device_of(name) == name else ()


def _whole(ledger: Ledger, peer: Peer) -> bool:
    """Whether what this office wrote went there with its running text."""
    if not root(ledger.office).startswith(root(peer.office)):
        return True
    agreed = profiles.PROFILES.get(ledger.setting(f"profile:{peer.office}") or "")
    goes = agreed or profiles.BY_LEVEL.get(peer.level, profiles.FULL)
    return goes.records and goes.notes
