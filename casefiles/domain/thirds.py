"""A secret split into three shares of which any two give it again, and one says nothing (Shamir, 2 of 3).

Every byte stands alone: share n of a byte s is s + n·r in the field of 256 elements (the polynomial of AES), with an r
by chance for each byte. Two shares are two points of a line and give where it begins; one point lies on 256 lines, one
for every s, and all of them are as likely. A share does not say whether it is genuine: whoever joins two finds out by
what the secret opens.
"""

from __future__ import annotations

import os

from casefiles.domain.binary_field import BinaryField

SHARES = (1, 2, 3)
FIELD = BinaryField(0x11B)


def split(secret: bytes) -> tuple[bytes, bytes, bytes]:
    """The three shares, each as long as the secret."""
    slopes = os.urandom(len(secret))
    one, two, three = (bytes(s ^ FIELD.times(n, r) for s, r in zip(secret, slopes, strict=True)) for n in SHARES)
    return one, two, three


def join(first: tuple[int, bytes], second: tuple[int, bytes]) -> bytes:
    """The secret, from two shares with their numbers. ValueError: the same share twice, no such number, or unlike
    lengths."""
    (a, left), (b, right) = first, second
    if a == b or a not in SHARES or b not in SHARES:
        raise ValueError("two different shares of three")
    over = FIELD.inverse(a ^ b)
    # how much of the secret either share is: Lagrange, at nought
    at_a, at_b = FIELD.times(b, over), FIELD.times(a, over)
    return bytes(FIELD.times(at_a, x) ^ FIELD.times(at_b, y) for x, y in zip(left, right, strict=True))
