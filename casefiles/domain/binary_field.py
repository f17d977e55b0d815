"""Counting in a field of 2, 4, 8 ... elements: numbers whose sum is their exclusive or."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BinaryField:
    """The field of an irreducible polynomial, whose bits are its coefficients: 0b100101 is x⁵ + x² + 1, and the field
    has 32 elements."""

    polynomial: int

    def times(self, a: int, b: int) -> int:
        """The product of two elements."""
        found, over = 0, 1 << self.polynomial.bit_length() - 1
        while b:
            if b & 1:
                found ^= a
            a <<= 1
            if a & over:
                a ^= self.polynomial
            b >>= 1
        return found

    def inverse(self, a: int) -> int:
        """What gives 1 with `a`: its power by two less than there are elements. Of nought there is none (ValueError).
        """
        if not a:
            raise ValueError("nought has no inverse")
        found = 1
        for _ in range((1 << self.polynomial.bit_length() - 1) - 2):
            found = self.times(found, a)
        return found
