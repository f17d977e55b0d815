"""What may travel down: an office below gets its own township's records, never those of its neighbours.

Upwards everything travels: the county keeps whole files. Downwards a change goes only when its record belongs to the
office it is for: the office holds or made it, or it lives in the office's division, or it hangs on such a record. A
log is a chain, so it is sent up to the first change that must not be seen; what follows waits until packages can carry
such a change as a sealed stand-in (docs/package.md, scopes). Nothing is lost by waiting: the next export begins
there again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain.changes import Block, chain
from casefiles.edges import codec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from casefiles.domain.changes import Vector
    from casefiles.office import Office
    from casefiles.ports import Peer, Record

HANGS_ON = ("child", "household", "mentor")
"""the references that say to whom a record belongs, in this order"""


def above(ours: str, theirs: str) -> bool:
    """Whether the office `theirs` is above `ours`: its division contains ours (GB/T 2260: pairs of zeros widen)."""
    return _root(ours) != _root(theirs) and _root(ours).startswith(_root(theirs))


def _root(code: str) -> str:
    """The digits that every division inside begins with: 230000 is 23, 231200 is 2312, 231282 itself."""
    if len(code) != 6:
        return code
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def devices(office: Office, code: str) -> set[str]:
    """The devices known to be an office's: those of its cards, also of computers it no longer has."""
    return set((office.ledger.setting(f"devices:{code}") or "").split(",")) - {""}


def note_device(office: Office, code: str, device: str) -> None:
    """A card said that this device is the office's."""
    known = devices(office, code)
    if device not in known:
        office.ledger.keep_setting(f"devices:{code}", ",".join(sorted({*known, device})))


def starting_at(office: Office, peer: Peer, base: Vector, have: Vector) -> Vector:
    """`base`, with the logs left out that can hold nothing for this peer: those of offices that are neither it nor
    above it. They need not even be read."""
    if above(office.home.code, peer.office):
        return base
    others = [
        p.office
        for p in office.ledger.peers()
        if p.office != peer.office and not above(peer.office, p.office)
    ]
    strange = {dev for code in others for dev in devices(office, code)}
    return {**base, **{dev: seen for dev, seen in have.items() if dev in strange}}


def for_peer(office: Office, peer: Peer, blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks that may go to this office; each log ends before the first change it must not see."""
    if above(office.home.code, peer.office):
        yield from blocks
        return
    may = _judge(office, peer)
    stopped: set[str] = set()
    for block in blocks:
        if block.dev in stopped:
            continue
        room = next(
            (n for n, body in enumerate(block.bodies) if not may(codec.wire(body).r)), len(block.bodies)
        )
        if room == len(block.bodies):
            yield block
            continue
        stopped.add(block.dev)
        if room:
            end = block.prev
            for body in block.bodies[:room]:
                end = chain(end, body)
            yield replace(block, bodies=block.bodies[:room], end=end)


def _judge(office: Office, peer: Peer) -> Callable[[str], bool]:
    """Answers whether a record may be seen by the peer; asked once a record."""
    known: dict[str, bool] = {}
    root, theirs = _root(peer.office), devices(office, peer.office)

    def may(row: str) -> bool:
        if row not in known:
            known[row] = False  # a circle of references is nobody's
            record = office.queries.get(row)
            known[row] = record is not None and (
                record.entity == "office" or _inside(record, root) or hangs(record) or there(row)
            )
        return known[row]

    def hangs(record: Record) -> bool:
        """By the first thing it hangs on alone: a visit belongs to its child, whoever made it."""
        owner = next((str(record.values[n]) for n in HANGS_ON if record.values.get(n)), "")
        return bool(owner) and may(owner)

    def there(row: str) -> bool:
        """The peer made it, or by its receipt holds its first change already."""
        first = next(iter(office.ledger.history(row)), None)
        if first is None:
            return False
        seen = (peer.receipt or {}).get(first.dev)
        return first.dev in theirs or (seen is not None and first.seq <= seen.seq)

    return may


def _inside(record: Record, root: str) -> bool:
    area = record.values.get("area")
    return bool(area) and str(area).startswith(root)
