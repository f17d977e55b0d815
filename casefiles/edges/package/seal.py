"""The outside of a package: an ordinary age v1 file (age-encryption.org/v1), written and opened as a stream.

What is sealed is a whole number of age's chunks long (the writer pads). That hides how much is inside, and it
lets a reader tell a file that was cut off from one that was altered.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyrage

from casefiles.domain.filenames import shown
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.identity import secret_text
from casefiles.edges.package.stick import gone

if TYPE_CHECKING:
    from casefiles.edges.package.stick import Writable

CHUNK = 64 << 10
"""Plain bytes in one chunk of age's STREAM."""
_SEALED_CHUNK = CHUNK + 16
_NONCE = 16
_INTRO = b"age-encryption.org/v1\n"
_MAC_LINE = b"\n--- "
_MAC_REST = 44  # 43 letters and a line feed
_MAX_HEADER = 64 << 10
_BATCH = 256 << 10


def seal(out: Writable, plain: Iterable[bytes], recipients: Iterable[str]) -> None:
    """Write `plain` to `out`, sealed for the recipients (`age1...`).

    What `plain` or `out` raises comes through.
    """
    source = _Source(iter(plain))
    sink = _Sink(out.write)
    keys = [pyrage.x25519.Recipient.from_str(r) for r in recipients]
    try:
        pyrage.encrypt_io(source, sink, keys)
    except (pyrage.EncryptError, OSError):
        _reraise(source.failed or sink.failed)
        raise


def unsealed(path: Path, secret: bytes, passed: Callable[[int], None] | None = None) -> Pieces:
    """The plain bytes inside the file at `path`, piece by piece; `secret` is our raw X25519 secret.

    Every piece is authenticated, yet only the end tells that nothing is missing. `passed` is told how many
    bytes of the file were read. Refusals: EMPTY, ZEROS, TRUNCATED, DAMAGED, NOT_A_BUNDLE, NOT_FOR_US, CANNOT_READ,
    STICK_PULLED.
    """
    payload = _look(path)
    pieces: queue.Queue[bytes | BaseException | None] = queue.Queue(maxsize=4)
    enough = threading.Event()
    done = _Done()
    worker: threading.Thread | None = None
    if payload > _BATCH:
        worker = threading.Thread(target=_open, args=(path, secret, pieces, enough, done), daemon=True)
        worker.start()
    else:  # one piece and its end: the queue has room for them, and a thread costs more than they do
        _open(path, secret, pieces, enough, done)
    try:
        while True:
            piece = pieces.get()
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise _reason(piece, payload, done, path.name) from piece
            if passed is not None:
                passed(done.read)
            yield piece
    finally:
        enough.set()
        if worker is not None:
            worker.join()


Pieces = Generator[bytes, None, None]
"""To be closed when the rest is not wanted (`contextlib.closing`)."""


class _Done:
    """How far the worker is: bytes of the file read, plain bytes handed over, and a failure of the disk."""

    def __init__(self) -> None:
        self.read = 0
        self.opened = 0
        self.disk: OSError | None = None


class _Abandoned(Exception):
    """Nobody wants the rest."""


class _Source:
    """A file to read from, made of pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = bytearray()
        self.failed: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            while len(self._rest) < size:
                piece = next(self._pieces, None)
                if piece is None:
                    break
                self._rest += piece
        except BaseException as e:
            self.failed = e
            raise
        taken = bytes(memoryview(self._rest)[:size])
        del self._rest[:size]
        return taken


class _Sink:
    """A file to write to that remembers why it failed."""

    def __init__(self, write: Callable[[bytes], int]) -> None:
        self._write = write
        self.failed: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._write(data)
        except BaseException as e:
            self.failed = e
            raise

    def flush(self) -> None:
        """Nothing is held back."""


def _open(
    path: Path,
    secret: bytes,
    pieces: queue.Queue[bytes | BaseException | None],
    enough: threading.Event,
    done: _Done,
) -> None:
    held = bytearray()

    def hand_over(piece: bytes | BaseException | None) -> None:
        while not enough.is_set():
            try:
                pieces.put(piece, timeout=0.2)
            except queue.Full:
                continue
            return
        raise _Abandoned

    def take(data: bytes) -> int:
        done.opened += len(data)
        held.extend(data)
        if len(held) >= _BATCH:
            piece = bytes(held)
            held.clear()
            hand_over(piece)
        return len(data)

    def read(size: int) -> bytes:
        try:
            data = file.read(size)
        except OSError as e:
            done.disk = e
            raise
        done.read += len(data)
        return data

    end: BaseException | None = None
    try:
        with _opened(path, done) as file:
            sink, source = _Sink(take), _Reading(read)
            pyrage.decrypt_io(source, sink, [pyrage.x25519.Identity.from_str(secret_text(secret))])
    except BaseException as e:  # it is raised again where the pieces are asked for
        end = e
    with contextlib.suppress(_Abandoned):
        if held:
            hand_over(bytes(held))
        hand_over(end)


@contextlib.contextmanager
def _opened(path: Path, done: _Done) -> Iterator[BinaryIO]:
    """The file; that it cannot be opened, or is gone when it is closed (FUSE says so then), is the disk's failure."""
    try:
        file = path.open("rb")
    except OSError as e:
        done.disk = e
        raise
    try:
        yield file
    finally:
        try:
            file.close()
        except OSError as e:
            done.disk = e
            raise


class _Reading:
    """A file to read from."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self.read = read


def _look(path: Path) -> int:
    """How long the sealed payload is, after a look at the first bytes; refuses what cannot be a package."""
    try:
        with path.open("rb") as file:
            head = file.read(_MAX_HEADER)
        size = path.stat().st_size
    except OSError as e:
        raise unread(e, path) from e
    if not head:
        raise Refusal(Problem("EMPTY"))
    if not head.startswith(_INTRO):
        if _INTRO.startswith(head):
            raise Refusal(Problem("TRUNCATED"))
        if not any(head):
            raise Refusal(Problem("ZEROS"))
        scarred = b"-> X25519 " in head[:64] or head.startswith(_INTRO[:18])
        raise Refusal(Problem("DAMAGED" if scarred else "NOT_A_BUNDLE"))
    if b"\n-> scrypt " in head[:64]:
        raise Refusal(Problem("NOT_A_BUNDLE"))
    line = head.find(_MAC_LINE)
    payload = size - (line + len(_MAC_LINE) + _MAC_REST)
    if line < 0 or payload < _NONCE + 16:
        raise Refusal(Problem("TRUNCATED" if size < _MAX_HEADER else "DAMAGED"))
    return payload - _NONCE


def _reason(e: BaseException, payload: int, done: _Done, name: str) -> BaseException:
    """What a failure while opening means to a person."""
    if done.disk is not None:
        return unread(done.disk, Path(name))
    if isinstance(e, pyrage.DecryptError):
        return Refusal(Problem("NOT_FOR_US" if "No matching keys" in str(e) else "DAMAGED"))
    if not isinstance(e, OSError):
        return e
    if done.opened == payload // _SEALED_CHUNK * CHUNK:  # every whole chunk opened, and none was the last
        return Refusal(Problem("TRUNCATED"))
    return Refusal(Problem("DAMAGED"))


def unread(e: OSError, path: Path) -> Refusal:
    """What it means to a person that a file cannot be read: STICK_PULLED when its medium is gone, else CANNOT_READ."""
    return Refusal(Problem("STICK_PULLED" if gone(e) else "CANNOT_READ", value=shown(path.name)))


def _reraise(failed: BaseException | None) -> None:
    if failed is not None:
        raise failed
