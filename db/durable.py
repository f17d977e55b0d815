"""Whether bytes are really on the disk: flushed files, flushed names, and reading back past the system's cache."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from typing import TYPE_CHECKING, TypeVar

from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Answer = TypeVar("Answer")
_FULL = {errno.ENOSPC, errno.EFBIG, *({errno.EDQUOT} if hasattr(errno, "EDQUOT") else set())}
_CANNOT_ASK = {errno.EINVAL, errno.ENOTSUP}
_PIECE = 1 << 20


@contextlib.contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Turns an operating system's error into the refusal DISK_FULL or CANNOT_WRITE about `path`."""
    try:
        yield
    except OSError as error:
        code = "DISK_FULL" if error.errno in _FULL else "CANNOT_WRITE"
        raise Refusal(Problem(code, value=str(path))) from error


def settle(path: Path) -> None:
    """Flush a file to its disk and forget the cached copy, so that whoever reads it next reads the disk.

    Only some systems can forget (posix_fadvise); elsewhere the file is flushed all the same.
    """
    with path.open("r+b") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def settle_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows and some file systems have no way to ask for it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_ASK:
            raise
    finally:
        os.close(handle)


def in_time(question: Callable[[], Answer], patience: float) -> Answer | None:
    """What a disk, or a share, answers within so many seconds; None where it says nothing, or that it cannot."""
    said: list[Answer] = []

    def ask() -> None:
        with contextlib.suppress(OSError):
            said.append(question())

    asking = threading.Thread(target=ask, name="asking a disk", daemon=True)
    asking.start()
    asking.join(patience)
    return said[0] if said else None


def copy(source: Path, target: Path) -> None:
    """A new file with the content of `source`, on the disk when this returns."""
    with source.open("rb") as old, target.open("xb") as new:
        while piece := old.read(_PIECE):
            new.write(piece)
    settle(target)
