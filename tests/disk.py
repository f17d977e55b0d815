"""Watches what is flushed to the disk and named, in which order, so that a missing fsync makes a test red."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Disk:
    """Events in their order: ("flush" or "forget", inode, size) and ("name", inode, size) for a rename."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.events: list[tuple[str, int, int]] = []
        fsync, replace, rename = os.fsync, os.replace, os.rename
        advise = getattr(os, "posix_fadvise", None)

        def flush(handle: int) -> None:
            fsync(handle)
            self._note("flush", os.fstat(handle))

        def forget(handle: int, offset: int, length: int, advice: int) -> None:
            advise(handle, offset, length, advice)
            if (offset, length, advice) == (0, 0, os.POSIX_FADV_DONTNEED):
                self._note("forget", os.fstat(handle))

        monkeypatch.setattr(os, "fsync", flush)
        monkeypatch.setattr(os, "replace", lambda old, new: (self._note("name", os.stat(old)), replace(old, new)))
        monkeypatch.setattr(os, "rename", lambda old, new: (self._note("name", os.stat(old)), rename(old, new)))
        if advise:
            monkeypatch.setattr(os, "posix_fadvise", forget)

    def _note(self, what: str, found: os.stat_result) -> None:
        self.events.append((what, found.st_ino, found.st_size))

    def said(self, what: str) -> None:
        """Put a mark of the test's own among the events."""
        self.events.append((what, 0, 0))

    def named(self, path: Path) -> int:
        """Which event gave the file the name that it has now."""
        inode = path.stat().st_ino
        return max(n for n, (what, where, _) in enumerate(self.events) if (what, where) == ("name", inode))

    def flushed(self, path: Path, *, before: str = "", after: str = "") -> bool:
        """Whether all of the file (or the folder's names) was flushed, before or after the mark or name said last."""
        found = path.stat()
        marks = [n for n, (what, _, _) in enumerate(self.events) if what == (before or after)]
        first, last = (marks[-1], None) if after else (0, marks[-1] if before else None)
        size = None if path.is_dir() else found.st_size
        return any(
            what == "flush" and inode == found.st_ino and size in (None, held)
            for what, inode, held in self.events[first:last]
        )

    def forgotten(self, path: Path, *, before: str) -> bool:
        """Whether the cached copy of the file was dropped, after its last flush and before the mark."""
        inode = path.stat().st_ino
        at = [what for what, *_ in self.events].index(before)
        return [what for what, where, _ in self.events[:at] if where == inode][-2:] == ["flush", "forget"]
