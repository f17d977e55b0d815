"""What was saved after a backup, in a file inside its folder: entries of the logs as they stand there, sealed.

`TGJ1 | salt(16)`, then frames: `length(4) | changes(4) | nonce(12) | sealed(length)`, numbers big-endian. Sealed is,
with zstd, `length(4) | JSON | length(4) | private parts | runs` (casefiles.edges.package.runs); the JSON says how much
came late (db.holes) and how far the logs stand after the frame. The key follows from the database's and the salt, and
each frame is bound to the one before, so that none can be left out, put in or moved. A reader takes what is whole: the
first frame that is torn, altered or of another file is the end.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import struct
from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec
import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from casefiles.domain.changes import Seen
from casefiles.domain.problems import Refusal
from casefiles.edges.package import runs
from db import durable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from casefiles.domain.changes import Block, Vector
    from db.driver import Database

MAGIC = b"TGJ1"
MOST = 4 << 20
"""bytes of a frame, packed or not"""
_HEAD = struct.Struct(">II")
_LENGTH = struct.Struct(">I")
MALFORMED = (InvalidTag, Refusal, ValueError, msgspec.DecodeError, zstandard.ZstdError, struct.error)
_Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
_Ranges = tuple[tuple[_Number, _Number], ...]
_Head = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{40}$")]
_Stands = dict[str, tuple[_Number, _Head, _Ranges, _Ranges]]
_told = msgspec.json.Decoder(tuple[_Number, _Stands] | _Stands)
"""older versions said how far the logs stand alone"""
_SALT, _NONCE, _TAG = 16, 12, 16
_BEFORE = bytes(_TAG)
_ROOM = _HEAD.size + _NONCE


class Entry(NamedTuple):
    """A frame that is whole: what it brings, how many changes that are, how far the logs stand afterwards as far as the
    frame says it, the byte after it, what the next one is bound to, and how much that came late is in the journal."""

    blocks: tuple[Block, ...]
    changes: int
    stands: Vector
    end: int
    tag: bytes
    late: int


def begin(path: Path, database: Database, stands: Vector, late: int) -> None:
    """Make a journal that goes on from here. Refusals: DISK_FULL, CANNOT_WRITE."""
    salt = os.urandom(_SALT)
    frame, _ = _sealed(_key(database, salt), MAGIC + salt, _BEFORE, 0, (late, stands), b"", b"")
    with durable.writing_to(path), path.open("xb") as file:
        file.write(MAGIC + salt + frame)
        file.flush()
        os.fsync(file.fileno())


def entries(path: Path, database: Database) -> Iterator[Entry]:
    """The frames of a journal as far as they are whole; none when it is not there or of another database."""
    with contextlib.suppress(OSError), path.open("rb") as file:
        head = file.read(len(MAGIC) + _SALT)
        if len(head) < len(MAGIC) + _SALT or not head.startswith(MAGIC):
            return
        cipher, before, end = _key(database, head[len(MAGIC) :]), _BEFORE, len(head)
        while True:
            raw = file.read(_ROOM)
            if len(raw) < _ROOM:
                return
            length, changes = _HEAD.unpack_from(raw)
            sealed = file.read(length) if _TAG < length <= MOST else b""
            if len(sealed) < length or not sealed:
                return
            end += _ROOM + length
            try:
                plain = cipher.decrypt(raw[_HEAD.size :], sealed, head + raw[: _HEAD.size] + before)
                blocks, late, stands = _read(plain)
            except MALFORMED:
                return
            before = sealed[-_TAG:]
            yield Entry(blocks, changes, stands, end, before, late)


def count(path: Path) -> int:
    """How many changes a journal says it holds; nothing is opened, so that it can be said before there is a key."""
    found = 0
    with contextlib.suppress(OSError), path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        at = len(MAGIC) + _SALT
        if file.read(at)[: len(MAGIC)] != MAGIC:
            return 0
        while len(raw := file.read(_ROOM)) == _ROOM:
            length, changes = _HEAD.unpack_from(raw)
            at += _ROOM + length
            if at > size:
                break
            found += changes
            file.seek(at)
    return found


class Journal:
    """A journal that is written on."""

    def __init__(self, path: Path, database: Database) -> None:
        """Read how far it is whole; what is torn beyond goes with the next entry."""
        self.path, self._database = path, database
        self.stands: Vector = {}
        """how far the logs stand in it"""
        self.changes = self.late = 0
        self._end, self._tag = 0, _BEFORE
        for entry in entries(path, database):
            self.stands |= entry.stands
            self.changes += entry.changes
            self.late = max(self.late, entry.late)
            self._end, self._tag = entry.end, entry.tag
        self.whole = self._end > 0
        """whether there is anything to go on from"""

    def lies_there(self) -> bool:
        """Whether the file is as it was left, as far as that can be seen at once: a stick that was pulled out may have
        lost its end, and a zero would follow on what is whole."""
        with contextlib.suppress(OSError), self.path.open("rb") as file:
            file.seek(max(0, self._end - _TAG))
            return self.whole and file.read(_TAG) == self._tag
        return False

    def append(self, blocks: Iterable[Block], stands: Vector, late: int) -> int:
        """Put these at the end, on the disk when this returns; how many changes. `stands` is how far the logs that
        moved stand afterwards, and `late` how much came late (db.holes). After a Refusal (DISK_FULL, CANNOT_WRITE) it
        is as it was."""
        written = 0
        end, tag = self._end, self._tag
        with durable.writing_to(self.path), self.path.open("r+b") as file:
            head = file.read(len(MAGIC) + _SALT)
            if not self.whole or len(head) < len(MAGIC) + _SALT:
                raise FileNotFoundError(self.path)
            cipher = _key(self._database, head[len(MAGIC) :])
            if file.seek(0, os.SEEK_END) > end:
                file.truncate(end)  # what was torn
            file.seek(end)
            try:
                last: tuple[bytes, int, bytes] | None = None
                for plain, changes, private in runs.packed_runs(blocks):
                    if last is not None:
                        frame, tag = _sealed(cipher, head, tag, last[1], (0, {}), last[2], last[0])
                        file.write(frame)
                    last = plain, changes, private
                    written += changes
                plain, changes, private = last or (b"", 0, b"")
                frame, tag = _sealed(cipher, head, tag, changes, (late, stands), private, plain)
                file.write(frame)
                file.flush()
                os.fsync(file.fileno())
                end = file.tell()
            except BaseException:
                with contextlib.suppress(OSError):
                    file.truncate(self._end)
                raise
        self._end, self._tag = end, tag
        self.stands = {**self.stands, **stands}
        self.changes, self.late = self.changes + written, late
        return written


def _key(database: Database, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(hmac.digest(database.derived(b"doorstep journal"), salt, "sha256"))


def _sealed(
    cipher: ChaCha20Poly1305,
    head: bytes,
    before: bytes,
    changes: int,
    told: tuple[int, Vector],
    private: bytes,
    plain: bytes,
) -> tuple[bytes, bytes]:
    """A frame, and what the next one is bound to."""
    logs = {name: [s.seq, s.head.hex(), s.holes, s.bare] for name, s in told[1].items()}
    said = json.dumps([told[0], logs]).encode()
    whole = _LENGTH.pack(len(said)) + said + _LENGTH.pack(len(private)) + private + plain
    packed = zstandard.ZstdCompressor(level=1, write_content_size=True).compress(whole)
    if max(len(whole), len(packed) + _TAG) > MOST:
        raise ValueError("longer than a frame may be")
    nonce, first = os.urandom(_NONCE), _HEAD.pack(len(packed) + _TAG, changes)
    sealed = cipher.encrypt(nonce, packed, head + first + before)
    return first + nonce + sealed, sealed[-_TAG:]


def _read(packed: bytes) -> tuple[tuple[Block, ...], int, Vector]:
    """What a frame holds. Raises one of MALFORMED when it is not what `_sealed` made."""
    if not 0 <= zstandard.frame_content_size(packed) <= MOST:
        raise ValueError("longer than a frame may be")
    whole = zstandard.ZstdDecompressor(max_window_size=8 << 20).decompress(packed, max_output_size=MOST)
    at = _LENGTH.size + _LENGTH.unpack_from(whole)[0]
    said = _told.decode(whole[_LENGTH.size : at])
    late, told = said if isinstance(said, tuple) else (0, said)
    until = at + _LENGTH.size + _LENGTH.unpack_from(whole, at)[0]
    if until > len(whole):
        raise ValueError("shorter than it says")
    private = runs.read_private(whole[at + _LENGTH.size : until], 1)
    stands = {name: Seen(seq, bytes.fromhex(head), holes, bare) for name, (seq, head, holes, bare) in told.items()}
    return tuple(runs.read_runs(whole[until:], 1, private)), late, stands
