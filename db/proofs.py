"""Checkpoints: what devices have signed of their logs, kept and made (domain/trust says what they mean)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casefiles.domain import ranges
from casefiles.domain.changes import Seen
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.trust import Checkpoint, checkpoint_bytes
from db import log

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.domain.changes import Vector
    from db.driver import Connection


def sign_own(connection: Connection) -> None:
    """Keep our signature of how far this device's own log goes: the key that could sign it again is about to go."""
    own = next((held for held in log.logs(connection).values() if held.own == log.OURS), None)
    if own is not None and own.seq:
        _keep(connection, _signed(connection, own))


def _signed(connection: Connection, own: log.Log) -> Checkpoint:
    seed = bytes(connection.execute("SELECT value FROM secret WHERE name='sign'").fetchone()[0])
    key = Ed25519PrivateKey.from_private_bytes(seed)
    sig = key.sign(checkpoint_bytes(own.dev, own.seq, own.head))
    return Checkpoint(own.dev, own.seq, own.head, key.public_key().public_bytes_raw(), sig)


def proven(connection: Connection) -> tuple[Vector, list[Checkpoint]]:
    """How far every log is covered by a checkpoint, and those checkpoints. What is not covered is not sent: nobody
    else could tell that it is the device's own."""
    vector: dict[str, Seen] = {}
    found: list[Checkpoint] = []
    for name, held in log.logs(connection).items():
        if held.seq:
            best = _signed(connection, held) if held.own == log.OURS else _newest(connection, held)
            if best is not None:
                holes, bare = (ranges.until(spans, best.seq) for spans in (held.holes, held.bare))
                vector[name] = Seen(best.seq, best.id, holes, bare)
                found.append(best)
    return vector, found


def _newest(connection: Connection, held: log.Log) -> Checkpoint | None:
    rows = connection.execute(
        "SELECT c.seq, c.id, c.sig, l.pub FROM checkpoint c JOIN log l ON l.name=c.dev"
        " WHERE c.dev=? AND c.seq<=? AND c.seq>? AND l.pub IS NOT NULL ORDER BY c.seq DESC",
        (held.dev, held.seq, held.fork),
    )
    for seq, id_, sig, pub in rows:
        if log.ids(connection, held, seq, seq) == [id_]:
            return Checkpoint(held.dev, seq, id_, bytes(pub), bytes(sig))
    return None


def keep(connection: Connection, onward: Iterable[log.Log], checkpoints: Iterable[Checkpoint]) -> None:
    """Keep the checkpoints that cover logs which went on. Refusal FORGED when one of them is not covered to its end:
    somebody else than its device may have written it."""
    by_end = {(one.dev, one.seq, one.id): one for one in checkpoints}
    for held in onward:
        one = by_end.get((held.dev, held.seq, held.head))
        if one is None:
            raise Refusal(Problem("FORGED"))
        _keep(connection, one)


def _keep(connection: Connection, one: Checkpoint) -> None:
    connection.execute("UPDATE log SET pub=? WHERE name=? AND pub IS NULL", (one.pub, one.dev))
    connection.execute(
        "INSERT OR IGNORE INTO checkpoint(dev, seq, id, sig) VALUES(?, ?, ?, ?)", (one.dev, one.seq, one.id, one.sig)
    )
