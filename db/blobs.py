"""The bytes of photos and scans: a file of its own for each content, beside the database and under a key of its own.

`DIR/blobs/ab/cdef...` is named by a keyed hash of the content, so that nobody finds a known photo on the disk without
the office's key, and holds what db.pieces describes. It is written under a temporary name, synced and renamed: after a
power cut it is there whole or not at all. The same content is there once. The table `blob` notes what was put here, so
that what went missing is told from what has not come yet.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import re
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal
from casefiles.ports import BlobCounts, Collected, Kept
from db import durable, log, pieces, wanting
from db.pieces import Bad, Content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from casefiles.ports import Clock
    from db.driver import Database

FOLDER = "blobs"
THUMBNAILS = "thumbnails"
UNFINISHED = ".tmp-"
MOST = 20
"""bad files named; the rest is counted"""
DAY_MS = 86_400_000
_SHA = re.compile(r"\b[0-9a-f]{64}\b")


class Blobs:
    """Implements `casefiles.ports.Blobs` beside an open database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._key = database.derived(b"doorstep blobs")
        self._names = database.derived(b"doorstep blob names")
        self.folder = database.path.parent / FOLDER
        self.thumbnails = database.path.parent / THUMBNAILS

    # keeping

    def put(self, source: BinaryIO) -> Kept:
        """Keep a content; `source` is read twice and stands at its beginning. Refusals: DISK_FULL, CANNOT_WRITE,
        CANNOT_READ when the source changed meanwhile."""
        try:
            return self._keep(pieces.look_at(source), source)
        except Bad:
            raise Refusal(Problem("CANNOT_READ", value=str(getattr(source, "name", "")))) from None

    def take(self, sha256: str, size: int, source: BinaryIO) -> bool:
        """Keep a content that somebody else says is this; `source` is read once. False, and nothing is kept, when it
        is another one or ends early. Refusals: DISK_FULL, CANNOT_WRITE."""
        sha = _bytes(sha256)
        if sha is None:
            return False
        try:
            self._keep(Content(sha, size), source)
        except Bad:
            return False
        return True

    def _keep(self, content: Content, source: BinaryIO) -> Kept:
        name = self.name(content.sha)
        final = self.folder / name
        fresh = not self._whole(final, content)
        if fresh:
            with durable.writing_to(self.folder):
                self._make_folders(final.parent)
                temporary = final.parent / (UNFINISHED + os.urandom(8).hex())
                try:
                    with temporary.open("xb") as file:
                        pieces.seal(source, file, content, self._key, name.encode())
                        file.flush()
                        os.fsync(file.fileno())
                    temporary.replace(final)
                finally:
                    with contextlib.suppress(OSError):
                        temporary.unlink(missing_ok=True)
                durable.settle_folder(final.parent)
        now = self._clock.now_ms()
        with contextlib.suppress(OSError):  # only its age hangs on it
            os.utime(final, ns=(now * 1_000_000, now * 1_000_000))
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO blob(sha, size, state) VALUES(?, ?, 'here')"
                " ON CONFLICT(sha) DO UPDATE SET size=excluded.size, state='here'",
                (content.sha, content.size),
            )
        return Kept(content.sha.hex(), content.size, fresh)

    def name(self, sha: bytes) -> str:
        """The file of a content, below the folder."""
        made = hmac.digest(self._names, sha, "sha256").hex()[:40]
        return f"{made[:2]}/{made[2:]}"

    def _whole(self, path: Path, content: Content) -> bool:
        """Whether this very content stands there and can be read; a damaged file is written anew."""
        try:
            if path.stat().st_size != pieces.on_disk(content.size):
                return False
            return self.look(path, self.name(content.sha)) == content
        except (OSError, Bad):
            return False

    def _make_folders(self, folder: Path) -> None:
        missing = [p for p in (self.folder, folder) if not p.exists()]
        for made in missing:
            made.mkdir(exist_ok=True)
            durable.settle_folder(made.parent)

    # reading

    def state(self, sha256: str) -> str:
        """'here', 'lost' (it was here once), or 'to_come'."""
        sha = _bytes(sha256)
        if sha is None:
            return "to_come"
        if (self.folder / self.name(sha)).is_file():
            return "here"
        known = self._database.one("SELECT 1 FROM blob WHERE sha=? AND state<>?", (sha, wanting.TO_COME))
        return "lost" if known else "to_come"

    def length(self, sha256: str) -> int | None:
        """The bytes of a content that is here, as far as is known without reading it; None when it is not."""
        sha = _bytes(sha256)
        if sha is None or not (self.folder / self.name(sha)).is_file():
            return None
        noted = self._database.one("SELECT size FROM blob WHERE sha=? AND state='here'", (sha,))
        if noted is None:  # kept, and a power cut came before the note
            try:
                noted = (self.look(self.folder / self.name(sha), self.name(sha)).size,)
            except (OSError, Bad):
                return None
            wanting.here(self._database, sha, int(noted[0]))
        return int(noted[0])

    def wanted(self, most: int) -> list[tuple[str, str]]:
        """(hash, record) of contents that records name and that are not here, newest first, at most so many."""
        return [(sha, row) for sha, row in wanting.wanted(self._database, most) if self.length(sha) is None]

    def number_wanted(self) -> int:
        """How many such contents there are."""
        return wanting.number(self._database)

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The content in pieces of at most 256 KiB, each authenticated. Refusals: BLOB_MISSING, BLOB_BAD; the latter
        also after the last piece, when the whole is not what it should be."""
        sha = _bytes(sha256)
        name = self.name(sha) if sha is not None else ""
        path = self.folder / name
        if sha is None or not path.is_file():
            raise Refusal(Problem("BLOB_MISSING", "attachment", field="sha256", value=sha256))
        try:
            with path.open("rb") as file:
                if pieces.begin(file, self._key, name.encode())[0].sha != sha:
                    raise Bad
                file.seek(0)
                yield from pieces.open_pieces(file, self._key, name.encode())
        except Bad:
            raise Refusal(Problem("BLOB_BAD", "attachment", field="sha256", value=sha256)) from None
        except OSError as error:
            raise Refusal(Problem("CANNOT_READ", "attachment", value=str(path))) from error

    def read(self, sha256: str, most: int) -> bytes:
        """The whole content, verified. Refusals as of `pieces`; FILE_TOO_BIG above `most` bytes."""
        found = bytearray()
        for piece in self.pieces(sha256):
            found += piece
            if len(found) > most:
                raise Refusal(Problem("FILE_TOO_BIG", "attachment", args={"most": most >> 20}))
        return bytes(found)

    def look(self, path: Path, name: str) -> Content:
        """Read a file to its end and say what it holds. Bad, OSError."""
        with path.open("rb") as file:
            content = pieces.begin(file, self._key, name.encode())[0]
            if self.name(content.sha) != name:
                raise Bad
            file.seek(0)
            for _ in pieces.open_pieces(file, self._key, name.encode()):
                pass
        return content

    def names(self) -> list[str]:
        """The files there are, sorted."""
        return sorted(_files(self.folder))

    def counts(self) -> BlobCounts:
        """How many contents were put here, and their bytes."""
        row = self._database.one("SELECT count(*), coalesce(sum(size), 0) FROM blob WHERE state='here'")
        return BlobCounts(int(row[0]), int(row[1])) if row else BlobCounts(0, 0)

    # small pictures: a cache, made anew when it is gone

    def thumbnail(self, sha256: str, kind: str) -> bytes | None:
        """The small picture kept for a content, if there is one that can be read."""
        path, name = self._thumbnail(sha256, kind)
        try:
            return pieces.open_bytes(path.read_bytes(), self._key, name.encode())
        except (OSError, Bad):
            return None

    def keep_thumbnail(self, sha256: str, kind: str, picture: bytes) -> None:
        """Keep a small picture, encrypted like the content; where that fails it is made again next time."""
        path, name = self._thumbnail(sha256, kind)
        temporary = path.with_name(UNFINISHED + os.urandom(8).hex())
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(pieces.seal_bytes(picture, self._key, name.encode()))
            temporary.replace(path)

    def _thumbnail(self, sha256: str, kind: str) -> tuple[Path, str]:
        folder, _, rest = self.name(_bytes(sha256) or b"").partition("/")
        name = f"{folder}/{rest}-{kind}"
        return self.thumbnails / name, name

    # looking after them

    def check(self) -> dict[str, object]:
        """{'blobs', 'blob_bytes', 'bad_blobs', 'lost_blobs', 'blobs_to_come'}: every file read to its end.

        `bad_blobs` are file names, `lost_blobs` hashes of contents that were here and are named by a record.
        """
        number = size = 0
        bad: list[str] = []
        for name in self.names():
            number += 1
            try:
                size += self.look(self.folder / name, name).size
            except (Bad, OSError):
                bad.append(name)
        wanting.lost(self._database, self._gone(bad))
        missing = [sha for sha, gone in self._named().items() if gone is None and self.state(sha) != "here"]
        lost = [sha for sha in missing if self.state(sha) == "lost"]
        return {
            "blobs": number,
            "blob_bytes": size,
            "bad_blobs": bad[:MOST],
            "lost_blobs": lost[:MOST],
            "blobs_to_come": len(missing) - len(lost),
        }

    def collect(self, days: int, step: Callable[[int, int], None] | None = None, *, dry: bool = False) -> Collected:
        """Remove what no record has named for more than `days` days, and small pictures and unfinished files with it.

        A deleted record names its content until it has been deleted that long: deleting can be undone, here and by
        what another office saved. With `dry` nothing is removed and the report says what would be.
        """
        before = self._clock.now_ms() - days * DAY_MS
        named = {self.name(sha): at for text, at in self._named().items() if (sha := _bytes(text)) is not None}
        removed = freed = waiting = kept = 0
        found = self.names()
        for number, name in enumerate(found, 1):
            path = self.folder / name
            about = path.stat()
            last = named.get(name, 0)
            if last is None:
                kept += 1
            elif max(last, about.st_mtime_ns // 1_000_000) > before:
                waiting += 1
            else:
                removed, freed = removed + 1, freed + about.st_size
                if not dry:
                    self._forget(path, name)
            if step is not None:
                step(number, len(found))
        if not dry:
            self._tidy({name for name, last in named.items() if last is None})
        return Collected(removed, freed, waiting, kept)

    def drop(self, shas: Iterable[str]) -> None:
        """Remove these contents and their small pictures, save those that a record names, a deleted one too."""
        named = self._named()
        for text in shas:
            sha = _bytes(text)
            if sha is not None and text not in named:
                name = self.name(sha)
                self._forget(self.folder / name, name)
        self._tidy({self.name(sha) for text, at in named.items() if at is None and (sha := _bytes(text)) is not None})

    def _forget(self, path: Path, name: str) -> None:
        """The note first: a file without a note is removed the next time, a note without a file would be an alarm."""
        try:
            with path.open("rb") as file:
                sha: bytes | None = pieces.begin(file, self._key, name.encode())[0].sha
        except (Bad, OSError):
            sha = next((s for s in self._noted() if self.name(s) == name), None)
        if sha is not None:
            with self._database.writing() as connection:
                connection.execute("DELETE FROM blob WHERE sha=?", (sha,))
        with durable.writing_to(path):
            path.unlink(missing_ok=True)

    def _tidy(self, live: set[str]) -> None:
        """Small pictures of what is gone, and what a power cut left unfinished."""
        for name in _files(self.thumbnails):
            if name.rpartition("-")[0] not in live:
                with contextlib.suppress(OSError):
                    (self.thumbnails / name).unlink()
        for folder in (self.folder, self.thumbnails):
            for path in folder.glob(f"*/{UNFINISHED}*"):
                with contextlib.suppress(OSError):
                    if path.stat().st_mtime_ns // 1_000_000 < self._clock.now_ms() - DAY_MS:
                        path.unlink()

    def miss(self) -> None:
        """Ask for what should be here and is not, as after a backup without some of its photos."""
        wanting.lost(self._database, self._gone([]))

    def _gone(self, bad: list[str]) -> list[bytes]:
        """Contents that were put here and whose file is not there, or is one of the bad ones."""
        damaged = set(bad)
        names = ((sha, self.name(sha)) for sha in self._noted())
        return [sha for sha, name in names if name in damaged or not (self.folder / name).is_file()]

    def _noted(self) -> list[bytes]:
        return [bytes(row[0]) for row in self._database.read("SELECT sha FROM blob WHERE state='here'")]

    def _named(self) -> dict[str, int | None]:
        """hash -> None when a record names it, else when the last one that did was deleted (ms)."""
        found: dict[str, int | None] = {}
        with self._database.reading() as connection:
            rows = connection.execute("SELECT id, sha256, _del, _x FROM attachment").fetchall()
            for row, sha256, gone, aside in rows:
                shas = {sha256} | set(_SHA.findall(aside or ""))  # both values of a conflict are kept
                last = max((c.body.ts for c in log.changes_of(connection, row)), default=0) if gone else None
                for sha in shas - {None, ""}:
                    known = found.get(sha, 0)
                    found[sha] = None if last is None or known is None else max(last, known)
        return found


def _bytes(sha256: str) -> bytes | None:
    """The hash as bytes; None for what is none."""
    try:
        sha = bytes.fromhex(sha256)
    except ValueError:
        return None
    return sha if len(sha) == 32 else None


def _files(folder: Path) -> Iterator[str]:
    """`ab/cdef...` for every finished file below the folder."""
    try:
        outer = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    except OSError:
        return
    for name in outer:
        with os.scandir(folder / name) as inside:
            for entry in inside:
                if not entry.name.startswith(UNFINISHED) and entry.is_file():
                    yield f"{name}/{entry.name}"

