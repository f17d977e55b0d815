"""What an enrolled office's program could write if somebody altered it: bodies and packages made by hand."""

from __future__ import annotations

import base64
import os
import secrets
from typing import TYPE_CHECKING, Any

from casefiles import exchange
from casefiles.domain.changes import START, Block, Body, chain
from casefiles.domain.trust import Checkpoint, checkpoint_bytes, device_id
from casefiles.edges import codec
from casefiles.edges.package.frames import BLOCKS, CHECKPOINTS, HEADER, MENDS, VOUCHED, framed
from casefiles.edges.package.heading import header_bytes
from casefiles.edges.package.proofs import packed_checkpoints
from casefiles.edges.package.runs import packed_runs
from tests.package import parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from casefiles.domain.fieldtypes import Stored
    from casefiles.edges.package.writing import Key
    from casefiles.office import Office

LATE_MS = 1_799_000_000_000


def side(office: Office) -> parts.Side:
    """An office as one end of an exchange."""
    seed, secret = office.ledger.keys()
    return parts.Side(office.home.code, seed, secret)


def body(row: str, entity: str, fields: Mapping[str, Stored], heads: Sequence[bytes], ts: int = LATE_MS) -> bytes:
    """A change of a record, written on these."""
    salt = base64.b64encode(os.urandom(9)).decode()
    return codec.encode(Body(row, entity, ts, dict(fields), tuple(p.hex() for p in heads), "clerk", salt))


def onward(giver: Office, taker: Office, *bodies: bytes) -> Block:
    """A run that goes on from what the taker knows of the giver's own log."""
    seen = taker.ledger.vector().get(giver.ledger.device)
    seq, end = (seen.seq, seen.head) if seen is not None else (0, START)
    head = end
    for one in bodies:
        end = chain(end, one)
    return Block(giver.ledger.device, seq + 1, head, end, bodies)


def by_nobody(key: Key, *bodies: bytes) -> tuple[Block, Checkpoint]:
    """The log of a computer that does not exist, and its signature."""
    dev, end = device_id(key.public), START
    for one in bodies:
        end = chain(end, one)
    said = checkpoint_bytes(dev, len(bodies), end)
    return Block(dev, 1, START, end, bodies), Checkpoint(dev, len(bodies), end, key.public, key.sign(said))


def bring(
    giver: Office,
    taker: Office,
    folder: Path,
    run: Block | None = None,
    *,
    mends: Block | None = None,
    proofs: Sequence[Checkpoint] | None = None,
    vouched: bytes = b"",
    more: Sequence[bytes] = (),
    **header: Any,
) -> exchange.ImportReport:
    """A package of just this, rightly signed by the giver's computer, is taken in."""
    me = side(giver)
    changes = len(run.bodies) if run is not None else 0
    said = parts.header(changes, me, side(taker), **{"links": tuple(giver.ledger.links()), "have": {}, **header})
    frames = [framed(HEADER, header_bytes(said))]
    if vouched:
        frames.append(framed(VOUCHED, vouched))
    if run is not None:
        signed = parts.checkpoints(run, sender=me) if proofs is None else proofs
        frames += [framed(CHECKPOINTS, packed_checkpoints(signed)), framed(BLOCKS, next(packed_runs([run]))[0])]
    if mends is not None:
        frames.append(framed(MENDS, next(packed_runs([mends]))[0]))
    path = folder / f"{secrets.token_hex(8)}.tgx"
    path.write_bytes(parts.by_hand(*frames, *more, seed=me.seed, to=side(taker)))
    return exchange.import_file(taker, path)
