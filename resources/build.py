"""Makes what is made: products that are committed beside their sources, so that running needs no build tools.

    python resources/build.py            write every product
    python resources/build.py --check    say which products differ from what would be written; exit 1 if any

Today's one product is the pinyin table (`codes/pinyin.bin`), from pypinyin's dictionaries (MIT) and the three
hand-kept lists beside it. The bytes depend on the inputs alone, never on the day or the machine.
"""

from __future__ import annotations

import argparse
import hashlib
import struct
import sys
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
CODES = HERE / "codes"

PRIVATE_USE = range(0xE000, 0xF900)
DENSE = range(0x3400, 0xA000)
"""Extension A and the basic block, stored as one array; everything above is a sorted list."""

MAGIC = b"DPY1"
VOWELS = set("aeiouv")


def pairs(path: Path) -> dict[str, tuple[str, ...]]:
    """A hand-kept list: text, tab, readings; lines starting with # are comments. The last line wins."""
    out: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, said = line.split("\t")
        out[text] = tuple(said.split())
    return out


def general_table() -> tuple[dict[int, tuple[tuple[str, ...], tuple[str, ...]]], set[str]]:
    """Code point -> (usual readings, rare readings), and the syllables that occur.

    A reading is usual when the phrase dictionary shows it in living words: at least 3 times and 2 % of the
    character's words (once is enough where there are under 10 words). That keeps 石 dan, 红 gong, 大 tai out
    of people's names. A character in no phrase keeps its first two readings.
    """
    from pypinyin.contrib.tone_convert import to_normal
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    plain: dict[str, str] = {}

    def toneless(said: str) -> str:
        if said not in plain:
            plain[said] = to_normal(said, v_to_u=False)
        return plain[said]

    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for phrase, spoken in phrases_dict.items():
        for ch, said in zip(phrase, spoken, strict=False):
            seen[ch][toneless(said[0])] += 1

    table: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    syllables: set[str] = set()
    for code, joined in pinyin_dict.items():
        if code < DENSE.start or code in PRIVATE_USE:
            continue
        every = [said for said in dict.fromkeys(map(toneless, joined.split(","))) if said.isascii()]
        voiced = [said for said in every if VOWELS & set(said)]
        every = voiced or every
        if not every:
            continue
        syllables.update(voiced)
        counts = seen[chr(code)]
        total = sum(counts[said] for said in every)
        if total:
            needed = 1 if total < 10 else max(3, total // 50)
            usual = [said for said in every if counts[said] >= needed]
            usual.sort(key=lambda said: -counts[said])
        else:
            usual = every[:2]
        table[code] = (tuple(usual), tuple(said for said in every if said not in usual))
    return table, syllables


def pinyin_table() -> bytes:
    """The table `casefiles.domain.pinyin` reads; its layout is told there."""
    table, syllables = general_table()
    for ch, said in pairs(CODES / "pinyin_given.tsv").items():
        usual, rare = table.get(ord(ch), ((), ()))
        table[ord(ch)] = (said, tuple(s for s in (*usual, *rare) if s not in said))

    combos = sorted({";".join((" ".join(usual), " ".join(rare))) for usual, rare in table.values()})
    number = {combo: n for n, combo in enumerate(combos, start=1)}

    def index(code: int) -> int:
        if code not in table:
            return 0
        usual, rare = table[code]
        return number[";".join((" ".join(usual), " ".join(rare)))]

    dense = b"".join(struct.pack("<H", index(code)) for code in DENSE)
    above = sorted(code for code in table if code >= DENSE.stop)
    sparse = b"".join(struct.pack("<I", code) for code in above)
    sparse += b"".join(struct.pack("<H", index(code)) for code in above)

    def lines(items: dict[str, tuple[str, ...]]) -> bytes:
        return "\n".join(f"{text}\t{' '.join(said)}" for text, said in sorted(items.items())).encode()

    parts = [
        "\n".join(combos).encode(),
        dense,
        sparse,
        lines(pairs(CODES / "pinyin_surnames.tsv")),
        lines(pairs(CODES / "pinyin_compounds.tsv")),
        " ".join(sorted(syllables)).encode(),
    ]
    body = b"".join(parts)
    lengths = struct.pack(f"<{len(parts)}I", *map(len, parts))
    return MAGIC + hashlib.sha256(body).digest()[:8] + lengths + body


PRODUCTS = {CODES / "pinyin.bin": pinyin_table}


def main(argv: list[str] | None = None) -> int:
    """Writes or checks the products; 0 when all is as it should be."""
    parser = argparse.ArgumentParser(description="Make the committed products from their sources.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if one is out of date")
    wanted = parser.parse_args(argv)
    stale = 0
    for path, make in PRODUCTS.items():
        made = make()
        name = path.relative_to(HERE)
        if path.is_file() and path.read_bytes() == made:
            print(f"{name}: up to date")
        elif wanted.check:
            print(f"{name}: out of date, run resources/build.py", file=sys.stderr)
            stale = 1
        else:
            path.write_bytes(made)
            print(f"{name}: written, {len(made):,} bytes")
    return stale


if __name__ == "__main__":
    sys.exit(main())
