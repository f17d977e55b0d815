"""Checkpoints and links as a package carries them, and whether their signatures fit (see domain/trust)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from casefiles.domain.changes import ID_BYTES
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.trust import Checkpoint, Link, device_id
from casefiles.edges.package.frames import bad_frame

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 4096
"""checkpoints in one frame: there is one a log"""
MOST_FRAMES = 16
_Hex32 = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_Hex64 = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{128}\Z")]
_HexId = Annotated[str, msgspec.Meta(pattern=rf"\A[0-9a-f]{{{2 * ID_BYTES}}}\Z")]


class WireLink(msgspec.Struct):
    """A link in the header."""

    old: _Hex32
    new: _Hex32
    sig: _Hex64


class _WireCheckpoint(msgspec.Struct):
    dev: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    seq: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    id: _HexId
    pub: _Hex32
    sig: _Hex64


_decoder = msgspec.json.Decoder(Annotated[list[_WireCheckpoint], msgspec.Meta(max_length=MOST)])
_encoder = msgspec.json.Encoder()


def packed_checkpoints(checkpoints: Iterable[Checkpoint]) -> bytes:
    """The plain bytes of their frame."""
    wire = [_WireCheckpoint(c.dev, c.seq, c.id.hex(), c.pub.hex(), c.sig.hex()) for c in checkpoints]
    return _encoder.encode(wire)


def read_checkpoints(plain: bytes, number: int) -> tuple[Checkpoint, ...]:
    """The checkpoints in frame `number`, each signed by the device it speaks of. Refusals: BAD_FRAME, FORGED."""
    try:
        wire = _decoder.decode(plain)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        raise bad_frame(number) from e
    hexed = bytes.fromhex
    found = tuple(Checkpoint(w.dev, w.seq, hexed(w.id), hexed(w.pub), hexed(w.sig)) for w in wire)
    for one in found:
        if device_id(one.pub) != one.dev or not signed(one.pub, one.sig, one.said()):
            raise Refusal(Problem("FORGED"))
    return found


def wire_links(links: Iterable[Link]) -> list[WireLink]:
    """Links as the header carries them."""
    return [WireLink(one.old.hex(), one.new.hex(), one.sig.hex()) for one in links]


def read_links(wire: Iterable[WireLink]) -> tuple[Link, ...]:
    """Links of a header; whether they hold is asked with `holds`."""
    hexed = bytes.fromhex
    return tuple(Link(hexed(w.old), hexed(w.new), hexed(w.sig)) for w in wire)


def holds(link: Link) -> bool:
    """Whether the old key signed the new one."""
    return signed(link.old, link.sig, link.said())


def signed(pub: bytes, sig: bytes, said: bytes) -> bool:
    """Whether the key's owner signed this."""
    try:
        Ed25519PublicKey.from_public_bytes(pub).verify(sig, said)
    except (InvalidSignature, ValueError):
        return False
    return True
