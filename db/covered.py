"""What other offices have of this office's own logs, by their receipts: it comes back from them (db.salvage)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.areas import root
from casefiles.domain.changes import device_of
from casefiles.exchange import profiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.ports import Peer
    from db.ledger import Ledger
    from db.relogging import Relogged


def note(ledger: Ledger, relogged: Sequence[Relogged]) -> None:
    """Note in every log which of its numbers some office has in full, as far as its receipts say.

    Of an office that gets no files or no running text nothing comes back whole, and of a log that was written twice a
    receipt may mean the other branch: both count as nothing known."""
    twice = {fork.dev for fork in ledger.forks()}
    peers = [peer for peer in ledger.peers() if _whole(ledger, peer)]
    for one in relogged:
        if one.held.dev not in twice:
            had = (full for peer in peers for full in _full(peer, one.held.name))
            one.elsewhere = ranges.united(had)


def _full(peer: Peer, name: str) -> ranges.Ranges:
    return ranges.full((peer.receipt or {}).get(name)) if device_of(name) == name else ()


def _whole(ledger: Ledger, peer: Peer) -> bool:
    """Whether what this office wrote went there with its running text."""
    if not root(ledger.office).startswith(root(peer.office)):
        return True
    agreed = profiles.PROFILES.get(ledger.setting(f"profile:{peer.office}") or "")
    goes = agreed or profiles.BY_LEVEL.get(peer.level, profiles.FULL)
    return goes.records and goes.notes
