"""One window an office: a lock on a file beside the database, held by the operating system.

A killed process releases it by itself; a lock file left behind means nothing.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "office.lock"


class OfficeLock:
    """Held from construction until `release()`. Refusal: LOCKED, CANNOT_WRITE."""

    def __init__(self, folder: Path) -> None:
        path = folder / FILE
        try:
            self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Refusal(Problem("CANNOT_WRITE", value=str(path))) from error
        try:
            _take(self._handle)
        except OSError as error:
            os.close(self._handle)
            self._handle = None
            raise Refusal(Problem("LOCKED", value=str(folder))) from error

    def release(self) -> None:
        """Let another window open the office."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                _give(self._handle)
            os.close(self._handle)
            self._handle = None


@contextlib.contextmanager
def waiting(path: Path, seconds: float = 20.0) -> Iterator[None]:
    """Inside, nobody else is in here with the same file: whoever comes later waits. Refusals: LOCKED when it takes too
    long, CANNOT_WRITE."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Refusal(Problem("CANNOT_WRITE", value=str(path))) from error
    try:
        until = time.monotonic() + seconds
        while True:
            try:
                _take(handle)
                break
            except OSError as error:
                if time.monotonic() > until:
                    raise Refusal(Problem("LOCKED", value=str(path.parent))) from error
                time.sleep(0.02)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                _give(handle)
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _give(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
