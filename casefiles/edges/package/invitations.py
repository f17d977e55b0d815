"""Invitations: what a new computer needs to begin, sealed with a code that is told by telephone.

The code is nine letters and digits by chance (45 bits) and a tenth that shows a slip of the pen; Argon2id makes each
guess cost memory and time. From it come two keys: one opens the invitation, with the other the new computer proves to
the office that invited it that whoever made its keys knew the code.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from casefiles.domain import misspelt
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.cards import Card, read_fields
from casefiles.edges.package.certificates import MARK, canonical, genuine, read_certificate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from casefiles.domain.vouching import Certificate

SUFFIX = ".invitation"
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""without 0, O, 1 and I, which look alike and sound alike"""
LENGTH = 10
MEMORY, PASSES, LANES = 64 * 1024, 3, 1
"""what one guess costs: KiB, passes, lanes"""
_MAX = 1 << 20


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an office above offers a new computer: whose it will be, the inviting office's card, and what vouches for
    that office. `key` proves that the code was known."""

    mark: str
    office: str
    name: str
    level: str
    card: Card
    certificates: tuple[Certificate, ...]
    key: bytes
    first: bytes | None = None
    """the X25519 secret that opens the package with the first records, made for it alone; None: none goes along"""
    package: str = ""
    """that package's id"""


class _Outside(msgspec.Struct):
    doorstep_invitation: int
    mark: str
    salt: str
    nonce: str
    sealed: str


class _Inside(msgspec.Struct):
    office: str
    name: str
    level: str
    card: dict[str, str | int]
    certificates: list[dict[str, str | int]]
    first: str = ""
    package: str = ""


_outside = msgspec.json.Decoder(_Outside)
_inside = msgspec.json.Decoder(_Inside)
_WRONG = (msgspec.DecodeError, InvalidSignature, LookupError, ValueError, TypeError, RecursionError)


def new_code() -> str:
    """A fresh code of ten letters and digits."""
    found = "".join(secrets.choice(LETTERS) for _ in range(LENGTH - 1))
    return found + _check(found)


def spelled(code: str) -> str:
    """The code as it is shown and read aloud: two groups of five."""
    return f"{code[:5]}-{code[5:]}"


def read_code(text: str, typo: str = "INVITE_TYPO") -> str:
    """The code that somebody typed. Refusal `typo`: no code looks like this, or one letter of it is off; it says where
    the slip is likely."""
    found = "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())
    if len(found) != LENGTH or not set(found) <= set(LETTERS) or not _spelled_right(found):
        raise Refusal(Problem(typo, args={"where": misspelt.where(found, LETTERS, LENGTH, _spelled_right)}))
    return found


def _spelled_right(code: str) -> bool:
    return _check(code[:-1]) == code[-1]


def invitation_bytes(
    office: str,
    name: str,
    level: str,
    card: Card,
    certificates: Sequence[Certificate],
    code: str,
    *,
    first: bytes | None = None,
    package: str = "",
) -> tuple[bytes, str, bytes]:
    """The file, its mark, and the key that the proof is made with; `card` must have been read or signed. `first` and
    `package` as in `Invitation`."""
    mark, salt, nonce = secrets.token_hex(16), os.urandom(16), os.urandom(12)
    opens, proves = _keys(code, salt)
    inside: dict[str, object] = {
        "office": office,
        "name": name,
        "level": level,
        "card": dict(card.signed),
        "certificates": [json.loads(one.raw) for one in certificates],
    }
    if first is not None:
        inside |= {"first": first.hex(), "package": package}
    plain = json.dumps(inside, ensure_ascii=False).encode()
    sealed = ChaCha20Poly1305(opens).encrypt(nonce, plain, _associated(mark, salt))
    outside = _Outside(1, mark, salt.hex(), nonce.hex(), sealed.hex())
    return msgspec.json.format(msgspec.json.encode(outside), indent=1) + b"\n", mark, proves


def read_invitation(path: Path, code: str) -> Invitation:
    """The invitation at `path`. Refusals: CANNOT_READ, EMPTY, NOT_AN_INVITATION, INVITE_TYPO, and INVITE_BAD when this
    is not its code."""
    right = read_code(code)
    try:
        with path.open("rb") as file:
            raw = file.read(_MAX + 1)
    except OSError as e:
        raise Refusal(Problem("CANNOT_READ", value=path.name)) from e
    if not raw:
        raise Refusal(Problem("EMPTY"))
    try:
        return _read(raw, right)
    except InvalidTag as e:
        raise Refusal(Problem("INVITE_BAD", value=path.name)) from e
    except _WRONG as e:
        raise Refusal(Problem("NOT_AN_INVITATION", value=path.name)) from e


def proof(key: bytes, mark: str, card: Card) -> bytes:
    """What a new computer shows for this card of its own."""
    return hmac.digest(key, b"TGXI1\n" + mark.encode() + b"\n" + canonical(card.signed), "sha256")


def _read(raw: bytes, code: str) -> Invitation:
    if len(raw) > _MAX:
        raise ValueError("longer than an invitation")
    outside = _outside.decode(raw)
    salt, nonce, sealed = (bytes.fromhex(one) for one in (outside.salt, outside.nonce, outside.sealed))
    if outside.doorstep_invitation < 1 or not MARK.match(outside.mark) or len(salt) != 16 or len(nonce) != 12:
        raise ValueError("not an invitation")
    opens, proves = _keys(code, salt)
    plain = ChaCha20Poly1305(opens).decrypt(nonce, sealed, _associated(outside.mark, salt))
    inside = _inside.decode(plain)
    certificates = tuple(read_certificate(canonical(one)) for one in inside.certificates)
    if not all(genuine(one) for one in certificates):
        raise ValueError("certificates")
    card, first = read_fields(inside.card), bytes.fromhex(inside.first)
    if len(first) not in (0, 32) or (inside.package and not MARK.match(inside.package)):
        raise ValueError("first records")
    about = (outside.mark, inside.office, inside.name, inside.level, card, certificates, proves)
    return Invitation(*about, first=first or None, package=inside.package)


def _keys(code: str, salt: bytes) -> tuple[bytes, bytes]:
    """What opens the invitation, and what proves that the code was known."""
    secret = _stretched(code, salt)
    return hmac.digest(secret, b"TGXI1 opens", "sha256"), hmac.digest(secret, b"TGXI1 proves", "sha256")


def stretched(code: str, salt: bytes, what: bytes) -> bytes:
    """A key for `what` from a code: each guess costs memory and time."""
    return hmac.digest(_stretched(code, salt), what, "sha256")


def _stretched(code: str, salt: bytes) -> bytes:
    return Argon2id(salt=salt, length=32, iterations=PASSES, lanes=LANES, memory_cost=MEMORY).derive(code.encode())


def _associated(mark: str, salt: bytes) -> bytes:
    return canonical({"doorstep_invitation": 1, "mark": mark, "salt": salt.hex()})


def _check(letters: str) -> str:
    """One more letter, so that any one wrong letter and any two exchanged ones show: sums in the field of 32 elements,
    each place with another weight."""
    sum_, weight = 0, 1
    for letter in letters:
        weight = _twice(weight)
        sum_ ^= _times(weight, LETTERS.index(letter))
    return LETTERS[sum_]


def _twice(number: int) -> int:
    return (number << 1) ^ (0x25 if number & 16 else 0)  # x^5 + x^2 + 1


def _times(one: int, other: int) -> int:
    found = 0
    while other:
        if other & 1:
            found ^= one
        one, other = _twice(one), other >> 1
    return found
