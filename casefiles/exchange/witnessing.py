"""Offices witness each other's records of access (casefiles/domain/access.py).

Every header says how far the record of the computer that writes it goes, and the end of its chain; and how far the
addressee's computers said that theirs went when they were heard last. So entries that were taken out, put in or altered
afterwards show: to who bore witness when the next package comes, and on the computer itself when one comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.access import IMPORT, Witness
from casefiles.domain.trust import device_id
from casefiles.exchange import scope

if TYPE_CHECKING:
    from casefiles.edges.package.heading import Header
    from casefiles.office import Office
    from casefiles.ports import Peer

MOST = 50
"""computers of one office of which something is said, those that were heard of last"""


def told(office: Office, peer: Peer) -> dict[str, tuple[int, bytes]]:
    """What a package to this office says of its computers."""
    known = office.ledger.access_witnessed(sorted(scope.devices(office, peer.office)))
    newest = sorted(known, key=lambda one: -one.at_ms)[:MOST]
    return {one.device: (one.seq, one.head) for one in newest if one.office == peer.office}


def took(office: Office, peer: Peer, header: Header, changes: int) -> None:
    """A package with so many changes was taken in: our own entry, and what it said of the computer that signed it, and
    of ours."""
    ledger, now = office.ledger, office.clock.now_ms()
    ledger.accessed(office.me.login, IMPORT, n=changes, detail=f"{peer.office} {header.package[:8]}")
    if header.looked is not None:
        goes = header.have[header.device].seq if header.device in header.have else 0
        ledger.witness_access(Witness(header.device, *header.looked, peer.office, now, goes))
    ours = {ledger.device, *(device_id(link.old) for link in ledger.links())}
    for device, (seq, head) in header.witnessed.items():
        if device in ours:
            ledger.witness_access(Witness(device, seq, head, peer.office, now))
