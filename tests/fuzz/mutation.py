"""Alters bytes and JSON by chance: one generator, one result. What comes out need be no valid JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

MOST_SIZE = 1 << 21
"""A mutated input is cut there: what a reader takes is smaller."""


class Token(str):
    """Text that stands in the JSON as it is, whatever it is."""

    __slots__ = ()


class Members(list[tuple[str, Any]]):
    """An object of JSON whose names may come twice."""


NUMBERS = (
    *("NaN", "Infinity", "-Infinity", "-0", "0", "-1", "1", "2", "1.5", "1e5", "1e999", "-1e999", "1E-400"),
    *("0x10", "01", "+1", "1_000", "255", "256", "65535", "65536", "2147483647", "2147483648", "4294967295"),
    *("4294967296", "9007199254740991", "9007199254740993", "9223372036854775807", "9223372036854775808"),
    *("-9223372036854775808", "-9223372036854775809", "18446744073709551616"),
)
WORDS = (
    "",
    " ",
    "\0",
    "a\0b",
    "\x7f\x1b[2J",
    "\r\n",
    "\ufeff",
    "\u202e例王\u202c",
    "👩‍👩‍👧‍👦",
    "e\u0301" * 40,
    "Z\u0336a\u0347" * 30,
    "𠮷𡈽",
    "\uffff",
    "İıſß",
    "'; DROP TABLE child; --",
    '"',
    "\\",
    "%s%n{0}{value}",
    "../../etc/passwd",
    "CON",
    "=1+1",
    "<b>&amp;</b>",
    "NULL",
    "0000-00-00",
    "2026-13-45",
    "9999-12-31",
    "-0001-01-01",
    "2026-02-30",
    "２０２６-０１-０１",
    "１",
    "²",
    "999901",
    "99990110",
    "100123456789",
    "1e999",
    "true",
    "长" * 3000,
)
NAMES = (
    *("_del", "_h", "_x", "_x_", "id", "rowid", "oid", "rank", "child", "mentor", "name", "area", "on", "state"),
    *("merged_into", "__proto__", "__class__", "select", "sqlite_master", "A", "é", "a-b", "a.b", "名"),
    *("x" * 63, "x" * 64),
)
CODE = (
    Token('"\\ud800"'),
    Token('"\\udfff\\ud800"'),
    Token('"\\u0000"'),
    Token('"\\x"'),
    Token('"\t"'),
    Token("[" * 10_000 + "]" * 10_000),
    Token('{"a":' * 10_000 + "1" + "}" * 10_000),
    Token("[" * 10_000),
    Token("9" * 5_000),
    Token("-" + "9" * 400),
    Token("0." + "3" * 5_000),
    Token("1" + "0" * 400 + "e-400"),
    Token(""),
    Token("}"),
    Token("/* */1"),
    Token("'x'"),
    Token("\ufeff1"),
)
LARGE = (100_001, 500_000, 1 << 20)


def altered(rng: random.Random, raw: bytes, most: int = 6) -> bytes:
    """The bytes with one to `most` places altered."""
    found = bytearray(raw)
    for _ in range(rng.randint(1, most)):
        at = rng.randrange(len(found) + 1)
        match rng.randrange(8):
            case 0 if found:
                found[at - 1] ^= 1 << rng.randrange(8)
            case 1 if found:
                found[at - 1] = rng.randrange(256)
            case 2:
                del found[at : at + rng.choice((1, 2, 4, 16, 64, 1000))]
            case 3:
                found[at:at] = rng.randbytes(rng.choice((1, 2, 4, 16, 64)))
            case 4:
                word = rng.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\1", b"\0\x40\0\0"))
                found[at : at + 4] = word
            case 5:
                source = rng.randrange(len(found) + 1)
                found[at:at] = found[source : source + rng.choice((1, 8, 100, 2000))]
            case 6:
                del found[at:]
            case _:
                found[at : at + 16] = bytes(16)
    return bytes(found[:MOST_SIZE])


def tree(raw: bytes) -> Any:
    """JSON as a tree that can be altered."""
    return json.loads(raw, object_pairs_hook=Members)


def text(value: Any) -> str:
    """The tree as text."""
    if isinstance(value, Token):
        return str(value)
    if isinstance(value, Members):
        return "{" + ",".join(f"{text(k)}:{text(v)}" for k, v in value) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(text, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def written(value: Any) -> bytes:
    """The tree as bytes; half of a surrogate pair is left out."""
    return text(value).encode("utf-8", "ignore")


def nasty(rng: random.Random, *, large: bool = True) -> Any:
    """A value that nobody meant."""
    match rng.randrange(12):
        case 0 | 1 | 2:
            return Token(rng.choice(NUMBERS))
        case 3 | 4 | 5:
            return rng.choice(WORDS)
        case 6 | 7:
            return rng.choice(CODE)
        case 8:
            return rng.choice((None, True, False, [], Members(), [None], Members([("", None)])))
        case 9:
            return rng.getrandbits(rng.choice((8, 31, 53, 63, 64, 200))) * rng.choice((1, -1))
        case 10 if large and rng.random() < 0.2:
            return rng.choice(("a", "长", "\0")) * rng.choice(LARGE)
        case _:
            return "".join(chr(rng.choice((rng.randrange(32, 127), rng.randrange(0x4E00, 0x9FA5)))) for _ in range(8))


def places(value: Any) -> list[tuple[Any, int]]:
    """Every place of the tree: the list it stands in and where."""
    found: list[tuple[Any, int]] = []
    waiting = [value]
    while waiting:
        at = waiting.pop()
        if isinstance(at, list):
            for n, one in enumerate(at):
                found.append((at, n))
                waiting.append(one[1] if isinstance(at, Members) else one)
    return found


def mutated(
    rng: random.Random, raw: bytes, *, most: int = 3, value: Callable[[random.Random], Any] = nasty
) -> bytes:
    """JSON with a few places altered in its structure, now and then in its bytes; what is none only in these."""
    try:
        whole = [tree(raw)]
    except (ValueError, RecursionError):
        return altered(rng, raw)
    for _ in range(rng.randint(1, most)):
        if not whole:
            break
        where, at = rng.choice([(whole, 0), *places(whole[0]) * 3])
        if at >= len(where):
            continue
        if not isinstance(where, Members):
            _alter_list(rng, where, at, value)
            continue
        name, held = where[at]
        match rng.randrange(9):
            case 0:
                del where[at]
            case 1:
                where.append((name, value(rng)))
            case 2:
                where[at] = (rng.choice((*NAMES, *WORDS)), held)
            case 3:
                where.insert(at, (rng.choice((*NAMES, *WORDS)), value(rng)))
            case 4 if where:
                where[at] = (name, rng.choice(where)[1])
            case _:
                where[at] = (name, value(rng))
    found = written(whole[0]) if whole else b""
    return altered(rng, found, 2) if rng.random() < 0.1 else found[:MOST_SIZE]


def _alter_list(rng: random.Random, where: list[Any], at: int, value: Callable[[random.Random], Any]) -> None:
    match rng.randrange(5):
        case 0:
            del where[at]
        case 1:
            where.insert(at, where[at])
        case 2 if len(where) < 50:
            small = isinstance(where[at], (int, float)) or (isinstance(where[at], str) and len(where[at]) < 200)
            where[at:at] = [where[at]] * (rng.choice((2, 20, 300)) if small else 2)
        case _:
            where[at] = value(rng)


def packed(pieces: Sequence[bytes]) -> bytes:
    """Several pieces as one input: each behind its length."""
    return b"".join(len(p).to_bytes(4, "big") + p for p in pieces)


def unpacked(raw: bytes) -> list[bytes]:
    """The pieces of an input, whatever it is."""
    found = []
    while len(raw) >= 4:
        end = 4 + int.from_bytes(raw[:4], "big")
        found.append(raw[4:end])
        raw = raw[end:]
    return found
