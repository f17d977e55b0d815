"""Sticks that are plugged in, and the packages and cards on them. Found by name only; nothing is opened here."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from casefiles.edges.drives import Drive as Drive
from casefiles.edges.drives import here, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SHOWN = 200
"""folders looked into; a stick with ten thousand holiday photos must not stop the window"""


def offered() -> list[Drive]:
    """The drives of this computer as they are offered, removable ones first. Asks the drives: not in the GUI thread."""
    return in_order(here().drives())


def mark() -> str:
    """Changes when a drive comes or goes; no drive is asked, no disk turns."""
    return here().mark()


def oldest_first(files: Iterable[Path]) -> list[Path]:
    """The files in the order in which they were written; one that cannot be looked at comes first."""

    def written(path: Path) -> tuple[int, str]:
        try:
            return path.stat().st_mtime_ns, path.name
        except OSError:
            return 0, path.name

    return sorted(files, key=written)


def files_with(folder: Path, ending: str) -> list[Path]:
    """The files of a folder that end in `ending`, newest first; also those one folder below. Other files are never
    looked at, only their names pass."""
    found, below = _of(folder, ending)
    for place in sorted(below)[:SHOWN]:
        found += _of(place, ending)[0]
    return [path for _, path in sorted(found, reverse=True)]


def _of(folder: Path, ending: str) -> tuple[list[tuple[float, Path]], list[Path]]:
    """(when written, file) of those in a folder that end so, and the folders in it; hidden ones are left out."""
    found: list[tuple[float, Path]] = []
    below: list[Path] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.name.lower().endswith(ending):  # an old FAT name is all capitals
                    if entry.is_file():
                        found.append((entry.stat().st_mtime, folder / entry.name))
                elif entry.is_dir():
                    below.append(folder / entry.name)
    except OSError:  # pulled out, or not ours to read: what was found so far is offered
        pass
    return found, below
