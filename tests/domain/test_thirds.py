"""A secret in three shares: any two give it again, and one says nothing. A byte at a time, and every byte there is."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain import thirds

GENERATOR = 3
"""its powers are all elements but nought: a second way to multiply, by adding logarithms"""


def logarithms() -> tuple[list[int], dict[int, int]]:
    powers, at = [], 1
    for _ in range(255):
        powers.append(at)
        at ^= (at << 1) ^ (0x11B if at & 0x80 else 0)  # by 3: itself and twice itself
        at &= 0xFF
    return powers, {power: n for n, power in enumerate(powers)}


def test_it_is_the_field_of_aes() -> None:
    powers, logs = logarithms()
    assert sorted(powers) == list(range(1, 256))
    for a, b in itertools.product(range(256), repeat=2):
        expected = powers[(logs[a] + logs[b]) % 255] if a and b else 0
        assert thirds.FIELD.times(a, b) == expected
    assert thirds.FIELD.times(0x57, 0x83) == 0xC1, "the example of FIPS 197, 4.2"
    assert all(thirds.FIELD.times(a, thirds.FIELD.inverse(a)) == 1 for a in range(1, 256))
    with pytest.raises(ValueError, match="nought"):
        thirds.FIELD.inverse(0)


def shares(secret: int, slope: int) -> tuple[int, int, int]:
    with mock.patch.object(os, "urandom", lambda n: bytes([slope]) * n):
        one, two, three = thirds.split(bytes([secret]))
    return one[0], two[0], three[0]


def test_one_share_of_any_byte_is_as_likely_for_every_secret() -> None:
    """All 256 secrets with all 256 slopes: whatever share somebody holds, each secret gives it in exactly one way."""
    ways: dict[int, Counter[tuple[int, int]]] = {n: Counter() for n in thirds.SHARES}
    for secret, slope in itertools.product(range(256), repeat=2):
        for n, share in zip(thirds.SHARES, shares(secret, slope), strict=True):
            ways[n][secret, share] += 1
    for counted in ways.values():
        assert len(counted) == 256 * 256
        assert set(counted.values()) == {1}


def test_any_two_shares_of_any_byte_give_it() -> None:
    for secret, slope in itertools.product(range(256), range(0, 256, 37)):
        found = dict(zip(thirds.SHARES, shares(secret, slope), strict=True))
        for a, b in itertools.permutations(thirds.SHARES, 2):
            assert thirds.join((a, bytes([found[a]])), (b, bytes([found[b]]))) == bytes([secret])


@given(st.binary(min_size=32, max_size=32))
def test_any_two_of_a_whole_secret_give_it_in_any_order(secret: bytes) -> None:
    found = dict(zip(thirds.SHARES, thirds.split(secret), strict=True))
    for a, b in itertools.permutations(thirds.SHARES, 2):
        assert thirds.join((a, found[a]), (b, found[b])) == secret


def test_each_splitting_is_another_one() -> None:
    secret = bytes(32)
    made = {thirds.split(secret) for _ in range(50)}
    assert len(made) == 50
    assert all(share != secret for one in made for share in one)


@pytest.mark.parametrize(
    "pair", [((1, b"a"), (1, b"a")), ((0, b"a"), (1, b"b")), ((2, b"a"), (4, b"b")), ((1, b"ab"), (2, b"c"))]
)
def test_no_two_shares_of_one_secret(pair: tuple[tuple[int, bytes], tuple[int, bytes]]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        thirds.join(*pair)
