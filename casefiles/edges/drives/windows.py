"""Drives on Windows, by letter: kernel32 asked through ctypes.

Network letters are offered and not asked for their room (a server that is off would make everybody wait); A and B, the
old floppies, are left alone, and so is the letter that Windows is on.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

from casefiles.edges.drives.facts import Drive

REMOVABLE, FIXED, REMOTE, OPTICAL = 2, 3, 4, 5
"""DRIVE_REMOVABLE and so on, what GetDriveTypeW answers"""
READ_ONLY = 0x00080000
"""FILE_READ_ONLY_VOLUME"""
_NO_BOX = 0x0001
"""SEM_FAILCRITICALERRORS: an empty card reader is an answer, not a question to the person"""
_LONGEST = 261


class Windows:
    """The computer whose kernel32 this is; `windir` is where Windows lies."""

    def __init__(self, kernel32: Any, windir: str | None = None) -> None:
        self._kernel32 = kernel32
        self._own = (windir or os.environ.get("SYSTEMDRIVE") or "C:")[:1].upper()

    def mark(self) -> str:
        """The letters, and of those whose medium can change which one is in."""
        found = []
        for letter in self._letters():
            kind = self._kind(letter)
            volume = self._volume(letter) if kind in (REMOVABLE, OPTICAL) else None
            found.append(f"{letter}{kind}{volume[1] if volume else ''}")
        return " ".join(found)

    def drives(self) -> list[Drive]:
        """Every letter with a medium in it that may be written to or read from."""
        found = []
        for letter in self._letters():
            kind = self._kind(letter)
            root = f"{letter}:\\"
            if kind == REMOTE:
                found.append(Drive(f"{letter}:", Path(root), 0, removable=False))
                continue
            volume = self._volume(letter) if kind in (REMOVABLE, FIXED, OPTICAL) else None
            if volume is None:
                continue
            label, _, flags, system = volume
            size, free = self._room(root)
            found.append(
                Drive(
                    name=f"{label} ({letter}:)" if label else f"{letter}:",
                    path=Path(root),
                    free=free,
                    size=size,
                    system={"fat32": "vfat", "fat": "vfat"}.get(system.lower(), system.lower()),
                    removable=kind in (REMOVABLE, OPTICAL),
                    read_only=bool(flags & READ_ONLY) or kind == OPTICAL,
                )
            )
        return found

    def _letters(self) -> list[str]:
        bits = int(self._kernel32.GetLogicalDrives())
        letters = (chr(ord("A") + n) for n in range(26) if bits >> n & 1)
        return [letter for letter in letters if letter not in ("A", "B", self._own)]

    def _kind(self, letter: str) -> int:
        return int(self._kernel32.GetDriveTypeW(f"{letter}:\\"))

    def _volume(self, letter: str) -> tuple[str, int, int, str] | None:
        """Label, serial number, flags, file system; None when nothing is in it."""
        label, system = ctypes.create_unicode_buffer(_LONGEST), ctypes.create_unicode_buffer(_LONGEST)
        serial, longest, flags = (ctypes.c_uint32() for _ in range(3))
        before = self._kernel32.SetErrorMode(_NO_BOX)
        try:
            there = self._kernel32.GetVolumeInformationW(
                f"{letter}:\\", label, _LONGEST, ctypes.byref(serial), ctypes.byref(longest), ctypes.byref(flags),
                system, _LONGEST,
            )  # fmt: skip
        finally:
            self._kernel32.SetErrorMode(before)
        return (label.value, serial.value, flags.value, system.value) if there else None

    def _room(self, root: str) -> tuple[int, int]:
        free, size, all_free = (ctypes.c_uint64() for _ in range(3))
        there = self._kernel32.GetDiskFreeSpaceExW(
            root, ctypes.byref(free), ctypes.byref(size), ctypes.byref(all_free)
        )
        return (size.value, free.value) if there else (0, 0)


def kernel() -> Any:
    """This computer's kernel32."""
    return ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined, unused-ignore]
