"""What a device vouches for with its key, so that what others carry of it can be checked from end to end.

A device's id is made from its public key (Ed25519), so nobody can speak in its name without the secret half.
A *checkpoint* is the device's signature under a number of its log and that change's id: through the chain it covers
all before it. A *link* is the signature of a device's old key under its new one: a restored or copied computer goes on
under a new key, and who knew the old one knows the new one by the link.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored

MOST_LINKS = 64
"""A device that was renewed more often needs a new card."""


@functools.lru_cache(maxsize=4096)
def device_id(sign_pub: bytes) -> str:
    """The id of the device that signs with this key: 16 characters of base 32 of the key's SHA-256."""
    return base64.b32encode(hashlib.sha256(sign_pub).digest()).decode().lower()[:16]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`sig` is the device's signature (64 bytes, by the key `pub`) over `said`."""

    dev: str
    seq: int
    id: bytes
    pub: bytes
    sig: bytes

    def said(self) -> bytes:
        """What is signed."""
        return checkpoint_bytes(self.dev, self.seq, self.id)


@dataclass(frozen=True, slots=True)
class Link:
    """`sig` is the signature of the key `old` over `said`: the computer that had it goes on with the key `new`."""

    old: bytes
    new: bytes
    sig: bytes

    def said(self) -> bytes:
        """What is signed."""
        return link_bytes(self.new)


@dataclass(frozen=True, slots=True)
class Fork:
    """One device wrote two histories that part after number `seq`: `here` changes follow in the one that came first,
    `there` in the branch. `answer` is what a person found out ("" for not yet)."""

    log: str
    dev: str
    seq: int
    here: int
    there: int
    seen_ms: int
    answer: str


@dataclass(frozen=True, slots=True)
class Held:
    """`number` records of a blocked computer that are kept and not shown: numbers `first` to `last` of its log."""

    log: str
    dev: str
    first: int
    last: int
    number: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """A change that is kept and not shown. `name` is what the record is called by it, "" when it does not say."""

    log: str
    seq: int
    row: str
    entity: str
    at_ms: int
    by: str
    name: str
    fields: int
    """how many fields it writes"""
    values: Mapping[str, Stored] = field(default_factory=dict)
    """what it writes, without running text; nothing where nobody decides field by field"""


def checkpoint_bytes(dev: str, seq: int, id_: bytes) -> bytes:
    """What a checkpoint signs."""
    return b"TGXK1\n" + dev.encode() + b"\n" + seq.to_bytes(8) + id_


def link_bytes(new: bytes) -> bytes:
    """What a link signs."""
    return b"TGXL1\n" + new
