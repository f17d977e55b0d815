"""Journals beside backups: altered, cut, and sealed rightly around what nobody would write."""

from __future__ import annotations

import json
import shutil
import struct
from functools import cache
from typing import TYPE_CHECKING

import zstandard

from casefiles.domain.changes import Seen
from casefiles.edges.package import runs
from db import checking, journal, pieces, replaying
from db.driver import Database
from tests.db import office_files
from tests.fuzz.mutation import altered, mutated, nasty
from tests.fuzz.target import CORPUS, Target
from tests.package.parts import device, log

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

SALT = bytes(range(16))
LIE = b"LIE!"
"""begins an input whose frames are sealed rightly when it is read"""


class Key:
    """As much of a database as a journal asks for."""

    def derived(self, purpose: bytes) -> bytes:
        return pieces.derive(office_files.KEY, purpose)


def targets(folder: Path) -> list[Target]:
    """The one target; every input is put on top of a real encrypted office."""
    made, path = folder / "journals", folder / "journal.tgj"
    if not made.exists():
        office_files.make(made / "office")
    database = Database(made / "office" / "office.db", office_files.KEY)

    def read(raw: bytes) -> str:
        path.write_bytes(_sealed(raw, database))
        found = list(journal.entries(path, database))
        assert all(entry.changes >= 0 and entry.end <= path.stat().st_size for entry in found)
        assert journal.count(path) >= 0
        copy = made / "copy.db"
        for rest in ("", "-wal", "-shm"):
            copy.with_name(copy.name + rest).unlink(missing_ok=True)
        if found and any(entry.blocks for entry in found):
            shutil.copyfile(made / "office" / "office.db", copy)
            other = Database(copy, office_files.KEY)
            try:
                brought = replaying.replay(other, path, 1)
                assert brought.changes >= 0
                assert checking.check(other)["ok"], "what was taken in is not what its log folds to"
            finally:
                other.close()
        again = journal.Journal(path, database)
        if again.whole:
            again.append(iter(()), {"x": Seen(1, bytes(20))}, 1)
            assert len(list(journal.entries(path, database))) == len(found) + 1, "a torn end keeps out what comes later"
        return f"{len(found)} frames"

    return [Target("journal", _made, read, 600, frozenset(), 200)]


def whole() -> bytes:
    """A journal of three frames, as it is written."""
    out = journal.MAGIC + SALT
    before = bytes(16)
    for n, plain in enumerate([b"", *(_runs(k) for k in (1, 2))]):
        stands = {"abcdefghijklmnop": Seen(n, bytes(20), ((1, 2),), ())}
        frame, before = journal._sealed(_cipher(Key()), out[:20], before, n, (n, stands), b"", plain)
        out += frame
    return out


@cache
def _runs(seed: int) -> bytes:
    return b"".join(plain for plain, _, _ in runs.packed_runs([log(device("ab"[seed - 1]), 4)]))


def _cipher(key: Key | Database) -> ChaCha20Poly1305:
    return journal._key(key, SALT)  # type: ignore[arg-type]  # it asks for nothing else


def _made(rng: random.Random) -> bytes:
    """Half of them a journal that was altered, half frames that will be sealed rightly around a lie."""
    if rng.random() < 0.5:
        return altered(rng, (CORPUS / "journal" / "whole.bin").read_bytes(), 3)
    parts = [LIE]
    for _ in range(rng.choice((1, 1, 2, 4))):
        said = rng.choice((
            json.dumps(nasty(rng) if rng.random() < 0.5 else [1, {"a" * 16: [1, "00" * 20, [[1, 2]], []]}]).encode(),
            mutated(rng, b'[2, {"abcdefghijklmnop": [3, "00", [[1, 2]], []]}]'),
        ))  # fmt: skip
        plain = rng.choice((b"", _runs(1), altered(rng, _runs(2), 2), rng.randbytes(40)))
        sizes = rng.choice(((len(said), 0), (len(said) + 1, 0), (2**32 - 1, 0), (len(said), 2**31), (0, 0)))
        body = struct.pack(">I", sizes[0]) + said + struct.pack(">I", sizes[1]) + plain
        packed = zstandard.compress(body) if rng.random() < 0.9 else rng.randbytes(30)
        parts.append(struct.pack(">II", len(packed), rng.choice((0, 1, 2**32 - 1))) + packed)
    return b"".join(parts)


def _sealed(raw: bytes, database: Database) -> bytes:
    """The input as a file under the key of this database."""
    if not raw.startswith(LIE):
        return raw
    head, before, at = journal.MAGIC + SALT, bytes(16), len(LIE)
    out, cipher = head, _cipher(database)
    while at + 8 <= len(raw):
        length, changes = struct.unpack_from(">II", raw, at)
        packed = raw[at + 8 : at + 8 + length]
        at += 8 + length
        first = struct.pack(">II", len(packed) + 16, changes)
        sealed = cipher.encrypt(bytes(12), packed, head + first + before)
        before = sealed[-16:]
        out += first + bytes(12) + sealed
    return out
