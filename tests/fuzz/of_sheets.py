"""Recovery sheets: what somebody types or scans, and a file of keys that somebody altered."""

from __future__ import annotations

import base64
import json
from functools import cache
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from casefiles.domain import sheetcode, thirds
from casefiles.domain.problems import Problem
from casefiles.domain.sheetcode import Sheet
from db import keysheets, keyslots
from tests.fuzz.mutation import WORDS, altered, mutated
from tests.fuzz.of_files import FAST, KEY, PASSPHRASE
from tests.fuzz.target import Target, outcome

if TYPE_CHECKING:
    import random
    from pathlib import Path

TYPED, FILE = b"T", b"K"
"""begins an input: what is typed, or a file of keys"""
SET, OFFICE, MADE = "K7QM", "999901", 1_795_000_000_000
REFUSES = "SHEET_TYPO SHEET_NEWER KEYS_DAMAGED SHEETS_NONE SHEET_OTHER_SET SHEETS_BAD"
SECRET = bytes(range(64, 96))
SLOPES = bytes(range(100, 132))
SHEETS = tuple(
    Sheet(SET, n, bytes(s ^ thirds.FIELD.times(n, r) for s, r in zip(SECRET, SLOPES, strict=True)))
    for n in thirds.SHARES
)


def targets(folder: Path) -> list[Target]:
    """The target; files are written into `folder`."""
    place = folder / "sheets"
    place.mkdir(exist_ok=True)

    def read(raw: bytes) -> None:
        kind, rest = raw[:1], raw[1:]
        if kind == FILE:
            for name in (keyslots.FILE, keyslots.SECOND):
                (place / name).write_bytes(rest)
            assert keysheets.opened(place, SHEETS[1:]) == KEY
            return
        text = rest.decode("utf-8", "replace")
        for line in range(sheetcode.LINES):
            said = sheetcode.off(sheetcode.tidied(text), line)
            for lang in ("zh", "en"):
                assert said is None or len(Problem("SHEET_TYPO", args={"line": line, "where": said}).say(lang)) < 600
        sheet = sheetcode.read_text(text)
        assert sheetcode.read(sheetcode.written(sheet)) == sheet
        assert len(sheet.share) == sheetcode.SHARE_BYTES

    made = Target("sheets", _make, lambda raw: outcome(made, lambda: read(raw)), 1500, frozenset(REFUSES.split()))
    return [made]


def _make(rng: random.Random) -> bytes:
    if rng.random() < 0.4:
        return FILE + (mutated if rng.random() < 0.6 else altered)(rng, _file())
    lines = list(sheetcode.written(rng.choice(SHEETS)))
    for _ in range(rng.choice((0, 1, 1, 2, 5))):
        at = rng.randrange(len(lines))
        where = rng.randrange(len(lines[at]) + 1)
        with_ = rng.choice((*sheetcode.LETTERS, *"0O1I -", rng.choice(WORDS), ""))
        lines[at] = lines[at][:where] + with_ + lines[at][where + rng.choice((0, 1)) :]
    if rng.random() < 0.2:
        rng.shuffle(lines)
    return TYPED + rng.choice(("\n", " ", "", "-")).join(lines).encode("utf-8", "replace")


@cache
def _file() -> bytes:
    """A file of keys with sheets, the same in every run."""
    nonce = bytes(12)
    about = keysheets._associated(OFFICE, SET, MADE, "wang")
    entry = {
        "set": SET, "made": MADE, "login": "wang", "nonce": base64.b64encode(nonce).decode(),
        "sealed": base64.b64encode(ChaCha20Poly1305(SECRET).encrypt(nonce, KEY, about)).decode(),
        "used": [[SET, "wang", MADE + 1]],
    }  # fmt: skip
    costs = {"memory": FAST.memory, "passes": FAST.passes, "lanes": FAST.lanes}
    sealing = ChaCha20Poly1305(keyslots._derive(PASSPHRASE, bytes(16), costs))
    sealed = sealing.encrypt(nonce, KEY, keyslots._associated(OFFICE, "wang", costs))
    slot = {"name": "王示例", "kdf": "argon2id", "parameters": costs} | {
        name: base64.b64encode(raw).decode()
        for name, raw in (("nonce", nonce), ("salt", bytes(16)), ("sealed", sealed))
    }
    whole = {"format": 1, "office": OFFICE, "slots": {"wang": slot}, "sheets": entry}
    return json.dumps(whole, ensure_ascii=False).encode()
