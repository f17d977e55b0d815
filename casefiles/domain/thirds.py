"""A secret split into three shares of which any two give it again, and one says nothing (Shamir, 2 of 3).

Every byte stands alone: share n of a byte s is s + n·r in the field of 256 elements (the polynomial of AES), with an r
by chance for each byte. Two shares are two points of a line and give where it begins; one point lies on 256 lines, one
for every s, and all of them are as likely. A share does not say whether it is genuine: whoever joins two finds out by
what the secret opens.
"""

from __future__ import annotations

import os

SHARES = (1, 2, 3)
_FIELD = 0x11B


def split(secret: bytes) -> tuple[bytes, bytes, bytes]:
    """The three shares, each as long as the secret."""
    slopes = os.urandom(len(secret))
    one, two, three = (bytes(s ^ times(n, r) for s, r in zip(secret, slopes, strict=True)) for n in SHARES)
    return one, two, three


def join(first: tuple[int, bytes], second: tuple[int, bytes]) -> bytes:
    """The secret, from two shares with their numbers. ValueError: the same share twice, no such number, or unlike
    lengths."""
    (a, left), (b, right) = first, second
    if a == b or a not in SHARES or b not in SHARES:
        raise ValueError("two different shares of three")
    over = inverse(a ^ b)
    at_a, at_b = times(b, over), times(a, over)  # how much of the secret either share is: Lagrange, at nought
    return bytes(times(at_a, x) ^ times(at_b, y) for x, y in zip(left, right, strict=True))


def times(a: int, b: int) -> int:
    """The product of two elements of the field."""
    found = 0
    while b:
        if b & 1:
            found ^= a
        a <<= 1
        if a & 0x100:
            a ^= _FIELD
        b >>= 1
    return found


def inverse(a: int) -> int:
    """What gives 1 with `a`: its 254th power. Of nought there is none (ValueError)."""
    if not a:
        raise ValueError("nought has no inverse")
    found = 1
    for _ in range(254):
        found = times(found, a)
    return found
