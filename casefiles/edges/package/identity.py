"""A device's X25519 key in age's own spelling, so that the standard `age` command can open what is ours.

age writes keys in bech32 (BIP 173, without its length limit): `age1...` for the public key,
`AGE-SECRET-KEY-1...` for the secret one.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

if TYPE_CHECKING:
    from collections.abc import Iterable

KEY_BYTES = 32
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_PUBLIC = "age"
_SECRET = "age-secret-key-"  # noqa: S105  (the spelling's fixed prefix, no secret)


def secret_text(secret: bytes) -> str:
    """`AGE-SECRET-KEY-1...` for a raw X25519 secret of 32 bytes."""
    return _bech32(_SECRET, secret).upper()


def recipient_of(secret: bytes) -> str:
    """`age1...`: what others seal packages for, from the raw X25519 secret of 32 bytes."""
    public = X25519PrivateKey.from_private_bytes(secret).public_key()
    return _spelled(public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw))


@functools.lru_cache(maxsize=4096)
def _spelled(public: bytes) -> str:
    return _bech32(_PUBLIC, public)


@functools.lru_cache(maxsize=4096)
def recipient_key(recipient: str) -> bytes:
    """The 32 bytes inside `age1...`; ValueError when it is misspelled."""
    return _unbech32(_PUBLIC, recipient)


def _checksum(prefix: str, data: Iterable[int]) -> int:
    sum_ = 1
    stretched = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    for value in (*stretched, *data):
        top = sum_ >> 25
        sum_ = (sum_ & 0x1FFFFFF) << 5 ^ value
        for bit, step in enumerate(_STEPS):
            if top >> bit & 1:
                sum_ ^= step
    return sum_


def _bech32(prefix: str, data: bytes) -> str:
    if len(data) != KEY_BYTES:
        raise ValueError("an X25519 key has 32 bytes")
    digits = [int.from_bytes(data) << 4 >> 5 * i & 31 for i in range(51, -1, -1)]  # 256 bits and 4 of padding
    check = _checksum(prefix, [*digits, 0, 0, 0, 0, 0, 0]) ^ 1
    digits += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join(_LETTERS[d] for d in digits)


def _unbech32(prefix: str, text: str) -> bytes:
    start, _, rest = text.rpartition("1")
    if start != prefix or len(rest) != 58 or not set(rest) <= set(_LETTERS):
        raise ValueError("not a key of this kind")
    digits = [_LETTERS.index(c) for c in rest]
    if _checksum(prefix, digits) != 1:
        raise ValueError("the key is misspelled")
    number = 0
    for digit in digits[:52]:
        number = number << 5 | digit
    if number & 15:
        raise ValueError("the key is misspelled")
    return (number >> 4).to_bytes(KEY_BYTES)
