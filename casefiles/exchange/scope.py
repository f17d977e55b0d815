"""What may travel down: an office below gets its own township's records, never those of its neighbours.

Upwards everything travels: the county keeps whole files. Downwards a change goes only when its record belongs to the
office it is for: the office holds or made it, or it lives in the office's division, or it hangs on such a record. In
the place of any other change goes its stub, from which nothing can be read, so that the chain of the log still fits.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain.areas import root
from casefiles.domain.changes import Stub, stub_of
from casefiles.domain.entities import BY_PREFIX
from casefiles.edges import codec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from casefiles.domain.changes import Block
    from casefiles.office import Office
    from casefiles.ports import Peer, Record

HANGS_ON = ("child", "household", "mentor")
"""the references that say to whom a record belongs, in this order"""
OWNERS = ("child", "household", "mentor", "match", "visit", "aid_batch", "survey_round", "session", "screening_round")
"""entities that others hang on"""
PUBLIC = ("office", "norm")
"""entities that say nothing of anybody: every office gets them"""


def above(ours: str, theirs: str) -> bool:
    """Whether the office `theirs` is above `ours`: its division contains ours (GB/T 2260: pairs of zeros widen)."""
    return root(ours) != root(theirs) and root(ours).startswith(root(theirs))


def devices(office: Office, code: str) -> set[str]:
    """The devices known to be an office's: those of its cards, also of computers it no longer has."""
    return set((office.ledger.setting(f"devices:{code}") or "").split(",")) - {""}


def note_device(office: Office, code: str, device: str) -> None:
    """A card said that this device is the office's."""
    known = devices(office, code)
    if device not in known:
        office.ledger.keep_setting(f"devices:{code}", ",".join(sorted({*known, device})))


def public(row: str) -> bool:
    """Whether a record says nothing of anybody: for its sake alone no neighbour's log is carried."""
    entity = BY_PREFIX.get(row.partition("-")[0])
    return entity is not None and entity.name in PUBLIC


def strangers(office: Office, peer: Peer) -> set[str]:
    """The devices of offices that are neither the peer nor above it: as a rule their logs hold nothing for it."""
    others = [p.office for p in office.ledger.peers() if p.office != peer.office and not above(peer.office, p.office)]
    return {dev for code in others for dev in devices(office, code)}


def for_peer(may: Callable[[str], bool], blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks as they may go: a stub in the place of every change whose record `may` not be seen."""
    for block in blocks:
        bodies = tuple(
            body if isinstance(body, Stub) or may(codec.wire(body).r) else stub_of(body) for body in block.bodies
        )
        yield block if bodies == block.bodies else replace(block, bodies=bodies)


def judge(office: Office, peer: Peer) -> Callable[[str], bool]:
    """Answers whether the peer may see a record; decided once a record, so that all of one package agrees."""
    if above(office.home.code, peer.office):
        return lambda _row: True
    known: dict[str, bool] = {}
    base, theirs = root(peer.office), devices(office, peer.office)

    def may(row: str) -> bool:
        if row not in known:
            known[row] = False  # a circle of references is nobody's
            record = office.queries.get(row)
            known[row] = record is not None and (
                record.entity in PUBLIC or _inside(record, base) or hangs(record) or there(row)
            )
        return known[row]

    def hangs(record: Record) -> bool:
        """By the first thing it hangs on alone: a visit belongs to its child, whoever made it."""
        owner = next((str(record.values[n]) for n in HANGS_ON if record.values.get(n)), "")
        return bool(owner) and may(owner)

    def there(row: str) -> bool:
        """The peer made it, or by its receipt holds a change of it in full already."""
        for dev, seq in office.ledger.places([row]).get(row, ()):
            seen = (peer.receipt or {}).get(dev)
            if dev in theirs or (seen is not None and seen.full(seq)):
                return True
        return False

    return may


def _inside(record: Record, root: str) -> bool:
    area = record.values.get("area")
    return bool(area) and str(area).startswith(root)
