"""Record ids: the entity's prefix, a hyphen, 9 characters of time and 10 of chance (Crockford's base 32).

Time first keeps new records together in the table's tree (measured: random keys miss the page cache at a million
records); 50 random bits keep two offices apart that write in the same millisecond.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = tuple(a + b for a in ALPHABET for b in ALPHABET)


def base32(number: int, length: int) -> str:
    """`number` in exactly `length` characters (its lowest 5*length bits)."""
    even = length + length % 2
    found = "".join([_PAIRS[number >> shift & 1023] for shift in range(5 * (even - 2), -1, -10)])
    return found[even - length :]


def made_ms(row: str) -> int | None:
    """When the record of this id was made (ms, by the clock of the computer that made it); None for a foreign shape."""
    time = row.partition("-")[2][:9]
    if len(time) < 9 or any(letter not in ALPHABET for letter in time):
        return None
    found = 0
    for letter in time:
        found = found << 5 | ALPHABET.index(letter)
    return found


def new_id(prefix: str, now_ms: int, chance: int | None = None) -> str:
    """A new id. `chance` (50 bits) is given only by deterministic makers such as the demo."""
    return f"{prefix}-{base32(now_ms, 9)}{base32(secrets.randbits(50) if chance is None else chance, 10)}"
