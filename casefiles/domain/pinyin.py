"""How Chinese names are read: readings of characters and names, and what people type for them.

Readings are toneless, lower case, with ü written v (吕 is lv). The table is made by resources/build.py and
lies in resources/codes/pinyin.bin; it is read at the first question, in about a millisecond.

Layout of the table, little-endian: b"DPY1", 8 bytes of digest, six lengths (uint32), then six parts: lines
of "usual readings;rare readings"; a uint16 line number (0 = none, else from 1) for each code point from
U+3400 to U+9FFF; code points above as sorted uint32 followed by their uint16 line numbers; surnames;
compound surnames; syllables.
"""

from __future__ import annotations

import itertools
import re
import struct
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

TABLE: Final = Path(__file__).resolve().parents[2] / "resources" / "codes" / "pinyin.bin"
MOST_READINGS: Final = 16
"""How many readings of one name are told at most; the less usual ones are left out first."""

Reading = tuple[str, ...]
"""One way to say a name, a piece for each character (or run of Latin letters)."""

_FIRST, _AFTER = 0x3400, 0xA000
_DOTS = re.compile("[\u00b7\u2022\u2027\u30fb\uff65\u2219\u22c5.]")
_PIECES = re.compile(r"[a-z]+|[^\W_]")
_PLAIN = re.compile("[\u4e00-\u9fff]+")


class _Table(NamedTuple):
    digest: str
    combos: list[str]
    dense: bytes
    above: bytes
    surnames: dict[str, Reading]
    compounds: dict[str, Reading]
    syllables: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    blob = TABLE.read_bytes()
    if blob[:4] != b"DPY1":
        raise ValueError("pinyin.bin is not a pinyin table")
    start = 12 + 6 * 4
    ends = list(itertools.accumulate(struct.unpack_from("<6I", blob, 12), initial=start))
    parts = [blob[a:b] for a, b in itertools.pairwise(ends)]

    def said(part: bytes) -> dict[str, Reading]:
        return {
            text: tuple(readings.split())
            for text, _, readings in (line.partition("\t") for line in part.decode().split("\n"))
        }

    return _Table(
        digest=blob[4:12].hex(),
        combos=parts[0].decode().split("\n"),
        dense=parts[1],
        above=parts[2],
        surnames=said(parts[3]),
        compounds=said(parts[4]),
        syllables=frozenset(parts[5].decode().split()),
    )


def table_digest() -> str:
    """Tells one edition of the table from another; an index made with another edition must be made anew."""
    return _table().digest


def _combo(ch: str) -> tuple[Reading, Reading]:
    table, code = _table(), ord(ch)
    number = 0
    if _FIRST <= code < _AFTER:
        (number,) = struct.unpack_from("<H", table.dense, 2 * (code - _FIRST))
    elif code >= _AFTER:
        count = len(table.above) // 6
        at = bisect_left(range(count), code, key=lambda i: struct.unpack_from("<I", table.above, 4 * i)[0])
        if at < count and struct.unpack_from("<I", table.above, 4 * at)[0] == code:
            (number,) = struct.unpack_from("<H", table.above, 4 * count + 2 * at)
    if not number:
        return (), ()
    usual, _, rare = table.combos[number - 1].partition(";")
    return tuple(usual.split()), tuple(rare.split())


@lru_cache(maxsize=8192)
def readings(ch: str) -> Reading:
    """Every reading of one character, most usual first; empty where none is known."""
    usual, rare = _combo(ch)
    return usual + rare


@lru_cache(maxsize=8192)
def usual_readings(ch: str) -> Reading:
    """The readings of one character that living words and given names show, most usual first."""
    return _combo(ch)[0]


def syllables() -> frozenset[str]:
    """The syllables of pinyin, without tones, ü as v."""
    return _table().syllables


def fold(text: str) -> str:
    """`text` as it is compared: full-width made plain, small letters, tone marks dropped, ü as v, the dots
    in names dropped, white space squeezed to single blanks.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isascii():
        text = text.replace("ü", "v").replace("ê", "e")
        text = "".join(_toneless(ch) for ch in text)
        text = _DOTS.sub("", text)
    else:
        text = text.replace(".", "")
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def _toneless(ch: str) -> str:
    if ch.isascii() or ord(ch) >= _FIRST:
        return ch
    bare = unicodedata.normalize("NFD", ch)
    if not bare[0].isascii():
        return "" if unicodedata.combining(ch) else ch
    return "v" if bare[0] == "u" and "\u0308" in bare else bare[0]


def pieces(name: str) -> list[str]:
    """The name's characters one by one, runs of Latin letters kept whole; blanks and marks left out."""
    return list(name) if _PLAIN.fullmatch(name) else _PIECES.findall(fold(name))


def given_reading(fixed: str) -> Reading:
    """A reading as a clerk writes it ("shan xiao ming", "Shàn Xiǎomíng") as its syllables."""
    out: list[str] = []
    for word in re.findall(r"[a-z]+", fold(fixed).replace("'", " ")):
        out += segment(word) or (word,)
    return tuple(out)


def name_readings(name: str, fixed: str | None = None) -> list[Reading]:
    """The ways a person's name is read, best first, at most MOST_READINGS.

    The first characters are read as a surname first (单 shan, 万俟 mo qi) and in their ordinary readings
    after. `fixed` is a reading corrected by hand; it comes before all others. A character without known
    reading stands for itself.
    """
    return list(_name_readings(name, fixed or ""))


@lru_cache(maxsize=4096)
def _name_readings(name: str, fixed: str) -> tuple[Reading, ...]:
    parts = pieces(name)
    table = _table()
    found: dict[Reading, None] = {}
    if fixed and (by_hand := given_reading(fixed)):
        found[by_hand] = None
    dotted = _DOTS.search(unicodedata.normalize("NFKC", name)) is not None
    choices = [usual_readings(part) or (part,) if len(part) == 1 else (part,) for part in parts]
    if parts and not dotted:
        compound = table.compounds.get("".join(parts[:2])) if len(parts) > 2 else None
        surname = table.surnames.get(parts[0], ())
        if compound:
            for tail in _combined(choices[2:]):
                found[compound + tail] = None
        if surname:
            choices[0] = tuple(dict.fromkeys(surname + choices[0]))
    for reading in _combined(choices) if parts else []:
        found[reading] = None
    return tuple(itertools.islice(found, MOST_READINGS))


def plain_readings(text: str) -> list[Reading]:
    """The ways a place or other plain text is read, best first, with no thought of surnames."""
    choices = [usual_readings(part) or (part,) if len(part) == 1 else (part,) for part in pieces(text)]
    return _combined(choices)[:MOST_READINGS]


def _combined(choices: list[Reading]) -> list[Reading]:
    """Combinations of readings, fewest departures from the first choices first.

    Long names (買買提 and the like) would give thousands: beyond 64, only one departure at a time is told.
    """
    ways = 1
    for choice in choices:
        ways *= len(choice)
    if ways == 1:
        return [tuple(choice[0] for choice in choices)]
    if ways <= 64:
        ways_to_pick = itertools.product(*(range(len(choice)) for choice in choices))
        ranked = sorted(ways_to_pick, key=lambda picks: (sum(picks), picks))
        return [tuple(c[i] for c, i in zip(choices, picks, strict=True)) for picks in ranked]
    first = tuple(choice[0] for choice in choices)
    out = [first]
    for at, choice in enumerate(choices):
        out += [(*first[:at], other, *first[at + 1 :]) for other in choice[1:]]
    return out


# What people type ------------------------------------------------------------------------------------

_LONGEST: Final = 6
_SOUNDS_ALIKE: Final = tuple(
    (re.compile(heard), meant)
    for one, other in (
        ("zh", "z(?!h)"), ("ch", "c(?!h)"), ("sh", "s(?!h)"), ("ang", "an(?!g)"), ("eng", "en(?!g)"),
        ("ing", "in(?!g)"), ("l(?=[aeiouv])", "n(?=[aeiouv])"), ("h(?=[aeiouv])", "f(?=[aeiouv])"),
        ("hu(?=[aeo])", "f(?=[aeo])"), ("l(?=[aeiouv])", "r(?=[aeiou])"),
    )
    for heard, meant in ((one, other.partition("(")[0]), (other, one.partition("(")[0]))
)  # fmt: skip


def spellings(letters: str) -> list[str]:
    """`letters` as typed first, then what they also stand for: ü typed as u or yu (lu, lyu -> lv), and zh,
    ch, sh typed as initials (zhxm -> zxm).
    """
    parts = re.split("([ln]y?u)", letters, maxsplit=3)
    choices = [(part,) if n % 2 == 0 else (part, part[0] + "v") for n, part in enumerate(parts)]
    found = ["".join(picked) for picked in itertools.product(*choices)]
    return list(dict.fromkeys([*found, re.sub("([zcs])h(?=[^aeiouv])", r"\1", letters)]))


def _heads(letters: str) -> list[bool]:
    """For each position, whether the letters before it fall into whole syllables."""
    known, n = syllables(), len(letters)
    heads = [True] + [False] * n
    for start in range(n):
        if heads[start]:
            for end in range(start + 1, min(n, start + _LONGEST) + 1):
                if letters[start:end] in known:
                    heads[end] = True
    return heads


def _tails(letters: str) -> list[bool]:
    """For each position, whether the letters from it on fall into whole syllables."""
    known, n = syllables(), len(letters)
    tails = [False] * n + [True]
    for end in range(n, 0, -1):
        if tails[end]:
            for start in range(max(0, end - _LONGEST), end):
                if letters[start:end] in known:
                    tails[start] = True
    return tails


def segment(letters: str) -> Reading | None:
    """`letters` cut into syllables; None where they do not fall into syllables.

    As GB/T 16159 writes names: a syllable inside that starts with a, o or e would have an apostrophe before
    it, so renge is ren ge and xian is one syllable; beyond that, longest first from the left.
    """
    known, n = syllables(), len(letters)
    best: list[tuple[int, Reading] | None] = [None] * n + [(0, ())]
    for start in range(n - 1, -1, -1):
        for end in range(min(n, start + _LONGEST), start, -1):
            rest = best[end]
            if rest is not None and letters[start:end] in known:
                cost = rest[0] + (start > 0 and letters[start] in "aoe")
                here = best[start]
                if here is None or cost < here[0]:
                    best[start] = (cost, (letters[start:end], *rest[1]))
    whole = best[0]
    return whole[1] if whole is not None and letters else None


def misspellings(letters: str) -> list[str]:
    """What a person may have meant by `letters`, likeliest first: up to two sounds taken for others (zh/z,
    ch/c, sh/s, ang/an, eng/en, ing/in, l/n, h/f, hu/f, l/r), then one slip of a finger (two letters swapped,
    one lacking, one too many).

    All fall into whole syllables; sounds are also exchanged before trailing initials (zangxm -> zhangxm).
    """
    once = _sounding_alike([letters])
    meant = [m for m in dict.fromkeys([*once, *_sounding_alike(once)]) if _sayable(m)]
    return [m for m in dict.fromkeys([*meant, *_slips(letters)]) if m and m != letters]


def _sounding_alike(heard: list[str]) -> list[str]:
    return [
        letters[: match.start()] + meant + letters[match.end() :]
        for letters in heard
        for sound, meant in _SOUNDS_ALIKE
        for match in sound.finditer(letters)
    ]


def _sayable(letters: str) -> bool:
    """Whether the letters are syllables, up to three initials allowed at the end."""
    heads = _heads(letters)
    bare = len(letters.rstrip("bcdfghjklmnpqrstwxyz"))
    return heads[-1] or any(heads[max(bare, len(letters) - 3, 1) : -1])


def _slips(letters: str) -> list[str]:
    """Spellings one slip of a finger away that fall into whole syllables."""
    n, heads, tails = len(letters), _heads(letters), _tails(letters)
    swapped = [letters[:i] + letters[i + 1] + letters[i] + letters[i + 2 :] for i in range(n - 1)]
    shorter = [letters[:i] + letters[i + 1 :] for i in range(n)]
    out = [meant for meant in swapped + shorter if _heads(meant)[-1]]
    for start in range(n + 1):
        for end in range(start, min(n, start + _LONGEST - 1) + 1) if heads[start] else ():
            if tails[end]:
                out += [letters[:start] + meant + letters[end:] for meant in _longer().get(letters[start:end], ())]
    return out


@lru_cache(maxsize=1)
def _longer() -> dict[str, list[str]]:
    """For what is left of a syllable without one of its letters: the syllables it may have been."""
    found: dict[str, list[str]] = {}
    for syllable in sorted(syllables()):
        for left in {syllable[:i] + syllable[i + 1 :] for i in range(len(syllable))}:
            found.setdefault(left, []).append(syllable)
    return found
