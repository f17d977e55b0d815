"""Sticks that are plugged in, and the packages and cards on them. Found by name only; nothing is opened here."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStorageInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 200
"""files looked at in a folder; a stick with ten thousand holiday photos must not stop the window"""


@dataclass(frozen=True, slots=True)
class Drive:
    """A place to write to."""

    name: str
    path: Path
    free: int


def removable() -> list[Drive]:
    """Writable drives that look like sticks: below /media, /run/media or /mnt; on Windows every letter but the
    system's."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = Path(volume.rootPath())
        if not volume.isReady() or volume.isReadOnly() or not _is_stick(root):
            continue
        found.append(Drive(volume.displayName() or root.name, root, int(volume.bytesAvailable())))
    return found


def _is_stick(root: Path) -> bool:
    if sys.platform == "win32":
        return root != Path(QStorageInfo.root().rootPath())
    return any(
        root.is_relative_to(place) and root != Path(place)
        for place in ("/media", "/run/media", "/mnt", "/Volumes")
    )


def oldest_first(files: Iterable[Path]) -> list[Path]:
    """The files in the order in which they were written; one that cannot be looked at comes first."""

    def written(path: Path) -> tuple[int, str]:
        try:
            return path.stat().st_mtime_ns, path.name
        except OSError:
            return 0, path.name

    return sorted(files, key=written)


def files_with(folder: Path, ending: str) -> list[Path]:
    """The files of a folder that end in `ending`, newest first; also those one folder below."""
    found: list[tuple[float, Path]] = []
    try:
        places = [
            folder,
            *[p for p in sorted(folder.iterdir())[:SHOWN] if p.is_dir() and not p.name.startswith(".")],
        ]
    except OSError:
        return []
    for place in places:
        try:
            names = [p for p in place.glob(f"*{ending}") if p.is_file() and not p.name.startswith(".")]
            found += [(p.stat().st_mtime, p) for p in names]
        except OSError:
            continue
    return [path for _, path in sorted(found, reverse=True)]
