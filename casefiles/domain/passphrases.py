"""What a passphrase must not be: whoever has a copied database may try hundreds of thousands of them a day.

Argon2id makes each attempt cost a fraction of a second (db/keyslots.py). So a birth date (36,500 of them) or one of the
hundred most used falls in hours, and eight letters that nobody lists do not fall in years. Hyphens, dots and gaps in a
date, a sign after it, and a year behind a word that everybody takes are among the first things tried: it is judged
without them.
"""

from __future__ import annotations

import re
import unicodedata

from casefiles.domain.problems import Problem

SHORTEST, DIGITS = 8, 12
"""characters: of any passphrase, and digits of one that has no letter"""
KINDS = 4
"""different characters at least; of fewer letters and digits than that the signs count, too"""
ROWS = (
    "0123456789", "1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv",
    "!@#$%^&*()",
)  # fmt: skip
DATED = re.compile("[年月日号]")
CALLED = re.compile("(?:00)?861[0-9]{10}")
"""a mobile telephone as it is called from abroad"""
COMMON = frozenset({
    "password", "password1", "passw0rd", "p@ssw0rd", "admin123", "admin888", "administrator", "iloveyou", "woaini1314",
    "woaini520", "5201314a", "a5201314", "abc123456", "a123456789", "1234567a", "12345678a", "aa123456", "aa12345678",
    "qq123456", "asd123456", "zxc123456", "qwe123456", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "q1w2e3r4", "abcd1234",
    "abc12345", "qwer1234", "asdf1234", "qweasdzxc", "123qweasd", "1234qwer", "123456abc", "123456qwe", "doorstep",
    "jinjiamen", "guangongwei", "doorstep1", "jinjiamen1",
})  # fmt: skip
"""the passphrases that leaked lists of Chinese sites hold most often, and this program's own name"""


def weak(passphrase: str) -> Problem | None:
    """WEAK_PASSPHRASE when it is too short, PASSPHRASE_DIGITS when it is few digits, with whatever signs between them,
    PASSPHRASE_EASY when it would be among the first that somebody tries; None when it may be used."""
    text = unicodedata.normalize("NFKC", passphrase).casefold()
    if len(text) < SHORTEST:
        return Problem("WEAK_PASSPHRASE", args={"n": SHORTEST})
    dense = "".join(text.split())
    bare = "".join(c for c in dense if c.isalnum())
    digits = DATED.sub("", bare)
    if digits.isdecimal() and KINDS <= len(digits) < DIGITS:
        return Problem("PASSPHRASE_DIGITS", args={"n": DIGITS, "m": SHORTEST})
    few = len(set(bare if len(bare) >= KINDS else dense)) < KINDS
    if few or CALLED.fullmatch(digits) or any(map(_easy, (dense, bare))):
        return Problem("PASSPHRASE_EASY")
    return None


def _easy(text: str) -> bool:
    """Whether it, or what is left of it without the digits and signs around it, is listed or a row of keys."""
    first = next((at for at, c in enumerate(text) if c.isalpha()), 0)
    last = next((at for at, c in enumerate(reversed(text)) if c.isalpha()), 0)
    word = text[first : len(text) - last]
    return text in COMMON or _row(text) or (len(word) >= KINDS and (word in WORDS or _row(word)))


def _row(text: str) -> bool:
    """Whether it is a row of keys, of the alphabet or of digits, either way round, perhaps several times."""
    return any(_within(text, row) or _within(text, row[::-1]) for row in ROWS)


def _within(text: str, row: str) -> bool:
    again = row * (len(text) // len(row) + 2)
    return text in again


WORDS = COMMON | {one.strip("0123456789") for one in COMMON}
"""the listed ones, and each without the digits around it"""
