"""Writes a file so that it is really on the medium: beside its name, flushed, read back, only then named.

Sticks lie about their size, are pulled too early and hold FAT, where a rename is no promise. So a file gets
its name only after every byte was read back from the medium, past the system's cache where the system
allows it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import mmap
import os
import re
import time
from typing import TYPE_CHECKING, Protocol, TypeVar

from casefiles.domain.filenames import shown, shown_path
from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import FileIO
    from pathlib import Path

T = TypeVar("T")
UNFINISHED = ".tmp~"
"""What an unfinished file's name ends in; nobody reads such a file."""
_BLOCK = 1 << 20
_FULL = {errno.ENOSPC, errno.EFBIG, *({errno.EDQUOT} if hasattr(errno, "EDQUOT") else set())}
_GONE = {errno.EIO, errno.ENODEV, errno.ENXIO, errno.EROFS, errno.ENOENT, errno.EBADF, errno.ENOTCONN}
_NEVER_THERE = _GONE - {errno.ENOENT}
_WINDOWS_HELD = {5, 32, 33}
"""access denied, sharing violation, locked: somebody else looks at the file, mostly an antivirus"""
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""seconds to wait for whoever holds a file, one after another"""
_WINDOWS_GONE = {19, 21, 31, 433, 1006, 1110, 1117, 1167}  # write-protected, not ready, no such device, ...


class Writable(Protocol):
    """What a package is written to."""

    def write(self, data: bytes, /) -> int:
        """Take all of `data` and say how long it was."""


class _Hashing:
    """A file to write to that hashes and counts what passes."""

    def __init__(self, file: FileIO) -> None:
        self._file = file
        self.hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        rest = memoryview(data)
        while rest:  # unbuffered: nothing is left to fail when the file is closed
            rest = rest[self._put(rest) :]
        self.hash.update(data)
        self.size += len(data)
        return len(data)

    def _put(self, rest: memoryview) -> int:
        try:
            return self._file.write(rest)
        except OSError as e:
            if e.errno == errno.EPERM:  # it could be made and takes no more: some drivers of FAT say so when it is full
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from e
            raise


def write_safely(folder: Path, name: str, produce: Callable[[Writable], None]) -> int:
    """Write `folder/name` with what `produce(file)` writes, and give its length in bytes.

    The name stands for the whole file or, after any failure, for what it stood for before. Refusals:
    CANNOT_WRITE (no such folder, no permission), DISK_FULL, STICK_GONE (pulled or read-only), STICK_BAD
    (what was read back differs), STICK_HELD (another program does not let go of the file). What `produce` itself raises
    comes through.
    """
    unfinished = folder / (name + UNFINISHED)
    try:
        file = unfinished.open("wb", buffering=0)
    except OSError as e:
        raise _refusal(e, folder, _NEVER_THERE) from e
    try:
        with _failures(folder):
            with file:
                through = _Hashing(file)
                produce(through)
                os.fsync(file.fileno())
            if _patiently(lambda: _read_back(unfinished), unfinished) != through.hash.digest():
                raise Refusal(Problem("STICK_BAD"))
            _patiently(lambda: unfinished.replace(folder / name), unfinished)
            _settle(folder)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise
    return through.size


def put(out: Writable, raw: bytes) -> None:
    """Write all of a small file."""
    out.write(raw)


def file_code(code: str) -> str:
    """An office's code as it may stand in a file name: what is foreign there is left out."""
    return re.sub(r"[^0-9A-Za-z]", "", code) or "office"


def gone(e: OSError) -> bool:
    """Whether an error means that the medium is not there any more."""
    return e.errno in _NEVER_THERE or getattr(e, "winerror", None) in _WINDOWS_GONE


def _patiently(act: Callable[[], T], path: Path) -> T:
    """What `act` answers; tried again for three seconds while somebody else holds the file. Refusal STICK_HELD."""
    for pause in PAUSES:
        try:
            return act()
        except OSError as e:
            if not _held(e):
                raise
            time.sleep(pause)
    try:
        return act()
    except OSError as e:
        if not _held(e):
            raise
        raise Refusal(Problem("STICK_HELD", value=shown(path.name.removesuffix(UNFINISHED)))) from e


def _held(e: OSError) -> bool:
    return e.errno == errno.EACCES or getattr(e, "winerror", None) in _WINDOWS_HELD


@contextlib.contextmanager
def _failures(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as e:
        raise _refusal(e, folder, _GONE) from e


def _refusal(e: OSError, folder: Path, gone: set[int]) -> Refusal:
    if e.errno in _FULL:
        return Refusal(Problem("DISK_FULL"))
    if e.errno in gone or getattr(e, "winerror", None) in _WINDOWS_GONE:
        return Refusal(Problem("STICK_GONE"))
    return Refusal(Problem("CANNOT_WRITE", value=shown_path(folder)))


def _read_back(path: Path) -> bytes:
    """SHA-256 of the file as the medium holds it, past the cache where that is possible."""
    if hasattr(os, "O_DIRECT"):
        with contextlib.suppress(OSError):  # not every file system allows it; the plain way decides
            return _read_direct(path)
    digest = hashlib.sha256()
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.digest()


def _read_direct(path: Path) -> bytes:
    digest = hashlib.sha256()
    handle = os.open(path, os.O_RDONLY | os.O_DIRECT)
    try:
        with mmap.mmap(-1, _BLOCK) as block, memoryview(block) as view:  # page-aligned, as O_DIRECT asks
            while count := os.readv(handle, [block]):
                digest.update(view[:count])
                if count < _BLOCK:
                    break
    finally:
        os.close(handle)
    return digest.digest()


def _settle(folder: Path) -> None:
    """Make the new name durable; Windows has no way to ask for it on a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
