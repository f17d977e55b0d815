"""Office cards: how two offices come to know each other before the first package.

A card is JSON signed with the key it names, so a damaged card is seen. Whether it is the *right* office's
card only people can tell: both screens show the same six digits, to be read aloud on the telephone.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.identity import recipient_key
from casefiles.edges.package.writing import Key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SUFFIX = ".card"
FORMAT = 1
_SIGNED = b"TGXC1\n"
_NUMBER = b"TGXN1\n"
_MAX = 64 << 10
WORK = 1 << 15
"""what one guess at a check number costs: scrypt's N, with r = 8 that is 32 MiB"""
_OUR_LIMITS = {"office": 32, "name": 200, "level": 32, "device": 64}
_decoder = msgspec.json.Decoder(dict[str, str | int])


@dataclass(frozen=True, slots=True)
class Card:
    """What an office says of itself. `made` is milliseconds since 1970 (UTC) by its clock."""

    office: str
    name: str
    level: str
    device: str
    sign_pub: bytes
    """Ed25519 public key, 32 bytes"""
    recipient: str
    """`age1...`: what packages for this office are sealed for"""
    made: int
    signed: Mapping[str, str | int] = field(default_factory=dict, compare=False, repr=False)
    """as it was read, its signature with it; nothing for a card that was only just filled in"""


def card_bytes(card: Card, seed: bytes) -> bytes:
    """The card file, signed with the key whose seed is given (it must be the one the card names)."""
    return json.dumps(signed_fields(card, seed), ensure_ascii=False, indent=1).encode() + b"\n"


def signed_fields(card: Card, seed: bytes) -> dict[str, str | int]:
    """What a card says, with its signature."""
    fields: dict[str, str | int] = {
        "doorstep_card": FORMAT,
        "office": card.office,
        "name": card.name,
        "level": card.level,
        "device": card.device,
        "sign_pub": card.sign_pub.hex(),
        "recipient": card.recipient,
        "made": card.made,
    }
    fields["sig"] = Key(seed).sign(_SIGNED + _canonical(fields)).hex()
    return fields


def read_card(path: Path) -> Card:
    """The card at `path`. Refusals: CANNOT_READ, EMPTY, NOT_A_CARD (malformed, or the signature does not
    fit)."""
    try:
        with path.open("rb") as file:
            raw = file.read(_MAX + 1)
    except OSError as e:
        raise Refusal(Problem("CANNOT_READ", value=path.name)) from e
    if not raw:
        raise Refusal(Problem("EMPTY"))
    try:
        if len(raw) > _MAX:
            raise ValueError("longer than a card")
        return read_fields(_decoder.decode(raw))
    except (msgspec.DecodeError, InvalidSignature, LookupError, ValueError, TypeError, RecursionError) as e:
        raise Refusal(Problem("NOT_A_CARD", value=path.name)) from e


def check_number(one: Card, other: Card) -> str:
    """Six digits made from both cards, the same on both sides.

    A slow hash (scrypt, 32 MiB), so that nobody makes keys until the digits fit; see docs/package.md for
    the limits.
    """
    sides = sorted(c.sign_pub + recipient_key(c.recipient) + c.office.encode() for c in (one, other))
    found = hashlib.scrypt(
        _NUMBER + b"".join(len(s).to_bytes(2) + s for s in sides),
        salt=_NUMBER,
        n=WORK,
        r=8,
        p=1,
        maxmem=64 << 20,
        dklen=8,
    )
    return f"{int.from_bytes(found) % 1_000_000:06d}"


def read_fields(whole: Mapping[str, str | int]) -> Card:
    """The card that says this; InvalidSignature, LookupError, ValueError or TypeError when it is none."""
    fields = dict(whole)
    signature = bytes.fromhex(str(fields.pop("sig")))
    number = fields["doorstep_card"]
    if not isinstance(number, int) or number < 1:
        raise ValueError("not a card")
    key = bytes.fromhex(_text(fields, "sign_pub"))
    Ed25519PublicKey.from_public_bytes(key).verify(signature, _SIGNED + _canonical(fields))
    recipient_key(_text(fields, "recipient"))
    made = fields["made"]
    if not isinstance(made, int):
        raise TypeError("made")
    for name, limit in _OUR_LIMITS.items():
        text = _text(fields, name)
        if not 1 <= len(text) <= limit or not text.isprintable():
            raise ValueError(name)
    return Card(
        office=_text(fields, "office"),
        name=_text(fields, "name"),
        level=_text(fields, "level"),
        device=_text(fields, "device"),
        sign_pub=key,
        recipient=_text(fields, "recipient"),
        made=made,
        signed=dict(whole),
    )


def _canonical(fields: dict[str, str | int]) -> bytes:
    """What is signed: JSON with sorted names, no spaces, UTF-8, nothing escaped that need not be."""
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _text(fields: dict[str, str | int], name: str) -> str:
    value = fields[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value
