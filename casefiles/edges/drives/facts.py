"""What is known of a drive, and who tells it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Drive:
    """A place to write to or to read from. `size` and `free` are bytes, 0 where nobody can tell."""

    name: str
    """its label, else what its folder or letter is called"""
    path: Path
    free: int
    size: int = 0
    system: str = ""
    """the file system in small letters: vfat, exfat, ntfs, ext4"""
    removable: bool = True
    read_only: bool = False

    def data(self) -> dict[str, object]:
        """For scripts."""
        return {
            "name": self.name, "path": str(self.path), "free": self.free, "size": self.size, "system": self.system,
            "removable": self.removable, "read_only": self.read_only,
        }  # fmt: skip


class Machine(Protocol):
    """A computer that can be asked for its drives."""

    def mark(self) -> str:
        """Changes whenever a drive comes or goes. Costs next to nothing, and no disk turns for it."""

    def drives(self) -> list[Drive]:
        """The drives that a person may have plugged in, and on Windows other letters too; in the system's order."""


def in_order(drives: Iterable[Drive]) -> list[Drive]:
    """As they are offered: removable ones first, those that can be written before those that cannot."""
    return sorted(drives, key=lambda d: (not d.removable, d.read_only))
