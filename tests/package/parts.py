"""Logs, headers and packages made by hand: two invented devices, real keys."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from casefiles.domain.changes import START, Block, Seen, chain
from casefiles.domain.trust import Checkpoint, checkpoint_bytes, device_id
from casefiles.edges.package.heading import Header
from casefiles.edges.package.identity import recipient_of
from casefiles.edges.package.seal import seal
from casefiles.edges.package.writing import Key, signed, write_package

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True)
class Side:
    """One end of an exchange."""

    office: str
    seed: bytes
    secret: bytes

    @property
    def public(self) -> bytes:
        return Key(self.seed).public

    @property
    def recipient(self) -> str:
        return recipient_of(self.secret)


def side(office: str, salt: str = "") -> Side:
    """The same keys for the same office in every run."""
    return Side(
        office,
        hashlib.sha256(f"seed {office}{salt}".encode()).digest(),
        hashlib.sha256(f"secret {office}{salt}".encode()).digest(),
    )


TOWN = side("999001001")
COUNTY = side("999001")
OTHER = side("999002")


def log(dev: str, count: int, first: int = 1, prev: bytes = START, size: int = 0) -> Block:
    """A run of `count` changes that look like visits."""
    bodies = []
    for n in range(first, first + count):
        on = f"2026-03-{1 + n % 28:02d}"
        fields = {"on": on, "place": "家中", "minutes": n % 90, "summary": "走访" + "好" * size}
        body = {
            "r": f"v-{n:026d}".replace("l", "0"),
            "t": "visit",
            "ts": 1_770_000_000_000 + n,
            "f": fields,
            "p": [],
            "u": "clerk",
            "n": hashlib.sha256(f"{dev}{n}".encode()).hexdigest()[:18],
        }
        bodies.append(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())
    head = prev
    for body in bodies:
        head = chain(head, body)
    return Block(dev, first, prev, head, tuple(bodies))


_SEEDS: dict[str, bytes] = {}


def device(salt: str = "") -> str:
    """An invented computer whose log `package` can vouch for."""
    seed = hashlib.sha256(f"device {salt}".encode()).digest()
    dev = device_id(Key(seed).public)
    _SEEDS[dev] = seed
    return dev


def checkpoints(*blocks: Block, sender: Side = TOWN) -> list[Checkpoint]:
    """What the devices of these runs sign of them: those made by `device`, and the sender's own."""
    seeds = _SEEDS | {device_id(sender.public): sender.seed}
    found = {}
    for block in blocks:
        seed, seq = seeds.get(block.dev), block.first + len(block.bodies) - 1
        if seed is not None:
            said = checkpoint_bytes(block.dev, seq, block.end)
            found[block.dev] = Checkpoint(block.dev, seq, block.end, Key(seed).public, Key(seed).sign(said))
    return list(found.values())


def header(changes: int, sender: Side = TOWN, to: Side = COUNTY, **other: object) -> Header:
    """A header that fits."""
    made = Header(
        package=secrets.token_hex(16),
        device=device_id(sender.public),
        key=sender.public,
        recipients=(to.recipient,),
        from_office=sender.office,
        to_office=to.office,
        app="0.1.0",
        schema=1,
        have={"dev-" + sender.office: Seen(changes, b"\7" * 20, ((2, 3),) if changes > 3 else ())},
        base={},
        changes=changes,
        created=1_770_000_000_000,
    )
    return replace(made, **other)  # type: ignore[arg-type]


def package(
    *blocks: Block, sender: Side = TOWN, to: Side = COUNTY, vouched: bytes = b"", **other: object
) -> bytes:
    """A whole package file."""
    out = BytesIO()
    changes = sum(len(b.bodies) for b in blocks)
    signed_ = checkpoints(*blocks, sender=sender)
    write_package(out, header(changes, sender, to, **other), blocks, sender.seed, checkpoints=signed_, vouched=vouched)
    return out.getvalue()


def sealed(plain: Iterable[bytes], to: Side = COUNTY) -> bytes:
    """Any bytes, sealed for one side."""
    out = BytesIO()
    seal(out, plain, [to.recipient])
    return out.getvalue()


def by_hand(*frames: bytes, seed: bytes = TOWN.seed, to: Side = COUNTY) -> bytes:
    """A package of just these frames, signed and sealed."""
    return sealed(signed(frames, seed), to)


def put(folder: Path, raw: bytes, name: str = "a.tgx") -> Path:
    """The bytes as a file."""
    path = folder / name
    path.write_bytes(raw)
    return path
