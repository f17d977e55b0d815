"""Drives on Linux: /proc/self/mountinfo says what is mounted, /sys what kind of thing it is, lsblk what it is called.

lsblk is asked where it is there; without it the names stand under /dev/disk/by-label.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from casefiles.edges.drives.facts import Drive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MEDIA = ("/media", "/run/media", "/mnt", "/Volumes")
"""where desktops mount what people plug in"""
LSBLK = ("lsblk", "-J", "-b", "-o", "NAME,MAJ:MIN,RM,HOTPLUG,RO,SIZE,FSTYPE,LABEL")
PATIENCE = 3.0
"""seconds; a broken stick can make lsblk wait"""
_FUSE_OF_DRIVES = {"fuseblk", "fuse.exfat", "fuse.fusefat", "fuse.ntfs-3g", "exfat_fuse"}
_FAT = {"msdos": "vfat", "fuse.fusefat": "vfat", "fuse.exfat": "exfat", "ntfs3": "ntfs", "fuse.ntfs-3g": "ntfs"}
_REMOVABLE_BUS = re.compile(r"/(usb|mmc_host|firewire|memstick)\d*/")
_SECTOR = 512


class Mount(NamedTuple):
    """A line of mountinfo."""

    number: str
    root: str
    path: str
    options: frozenset[str]
    system: str
    source: str


class Linux:
    """The computer below `root`; `lsblk` answers with lsblk's JSON or "", `room` with (size, free) of a mount."""

    def __init__(
        self,
        root: Path = Path("/"),
        lsblk: Callable[[], str] | None = None,
        room: Callable[[Path], tuple[int, int]] | None = None,
    ) -> None:
        self._root = root
        self._lsblk = lsblk or _run_lsblk
        self._room = room or _room

    def mark(self) -> str:
        """The lines of the mounts that may be offered; the kernel answers from memory."""
        return "\n".join(f"{m.number} {m.path} {'ro' in m.options}" for m in self._mounts())

    def drives(self) -> list[Drive]:
        """Mounted sticks, cards and USB disks, and whatever is mounted where desktops mount them."""
        told = self._named()
        found = []
        for mount in self._mounts():
            size, free = self._room(Path(mount.path))
            block = told.get(mount.number, {})
            found.append(
                Drive(
                    name=str(block.get("label") or "") or self._label(mount) or Path(mount.path).name or mount.path,
                    path=Path(mount.path),
                    free=free,
                    size=size or _number(block.get("size")) or self._sectors(mount) * _SECTOR,
                    system=str(block.get("fstype") or "") or _FAT.get(mount.system, mount.system),
                    removable=self._removable(mount) or _yes(block.get("rm")) or _yes(block.get("hotplug")),
                    read_only="ro" in mount.options or self._said(mount, "ro") == "1",
                )
            )
        return found

    def _mounts(self) -> Iterator[Mount]:
        """What people may have plugged in. Of mounts over one another the last is seen."""
        try:
            text = (self._root / "proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return
        found = {mount.path: mount for line in text.splitlines() if (mount := _line(line)) is not None}
        for mount in found.values():
            placed = any(mount.path.startswith(f"{place}/") for place in MEDIA)
            device = mount.source.startswith("/dev/") or mount.system in _FUSE_OF_DRIVES
            if device and mount.root == "/" and not _system(mount.path) and (placed or self._removable(mount)):
                yield mount

    def _removable(self, mount: Mount) -> bool:
        """Whether the kernel says so, or the way to the disk leads over a bus that one unplugs."""
        if mount.number.startswith("0:"):  # a file system of a program; it is where it is mounted that counts
            return any(mount.path.startswith(f"{place}/") for place in MEDIA)
        return self._said(mount, "removable") == "1" or bool(_REMOVABLE_BUS.search(f"{self._block(mount)}/"))

    def _block(self, mount: Mount) -> Path:
        return Path(os.path.realpath(self._root / "sys/dev/block" / mount.number))

    def _said(self, mount: Mount, name: str) -> str:
        """What /sys says of the partition, or of the disk it is on; "" for nothing."""
        block = self._block(mount)
        for place in (block, block.parent) if (block / "partition").exists() else (block,):
            try:
                said = (place / name).read_text().strip()
            except OSError:
                continue
            if said != "0":
                return said
        return ""

    def _sectors(self, mount: Mount) -> int:
        try:
            return int((self._block(mount) / "size").read_text())
        except (OSError, ValueError):
            return 0

    def _label(self, mount: Mount) -> str:
        try:
            links = list((self._root / "dev/disk/by-label").iterdir())
        except OSError:
            return ""
        device = Path(mount.source).name
        return next((_unescaped(link.name) for link in links if Path(os.path.realpath(link)).name == device), "")

    def _named(self) -> dict[str, Mapping[str, Any]]:
        """major:minor -> what lsblk says."""
        try:
            told = json.loads(self._lsblk() or "{}")
            return {str(block["maj:min"]).strip(): block for block in _flat(told.get("blockdevices") or [])}
        except (ValueError, KeyError, TypeError, AttributeError):
            return {}


def _flat(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield block
        yield from _flat(block.get("children") or [])


def _line(text: str) -> Mount | None:
    words = text.split(" ")
    try:
        dash = words.index("-", 6)
        system, source, more = words[dash + 1 : dash + 4]
    except (ValueError, IndexError):
        return None
    options = frozenset((*words[5].split(","), *more.split(",")))
    return Mount(words[2], _unescaped(words[3]), _unescaped(words[4]), options, system, _unescaped(source))


def _system(path: str) -> bool:
    """Whether the system itself lies there."""
    return path == "/" or path.startswith(("/boot", "/snap", "/var", "/usr", "/sys", "/proc", "/dev", "/etc"))


def _unescaped(text: str) -> str:
    r"""mountinfo writes a space as \040, udev as \x20; Chinese letters come as their bytes."""
    raw = os.fsencode(text)
    raw = re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8) & 255]), raw)
    raw = re.sub(rb"\\x([0-9a-fA-F]{2})", lambda m: bytes([int(m[1], 16)]), raw)
    return os.fsdecode(raw)


def _yes(value: object) -> bool:
    return value in (True, 1, "1")  # older ones write words


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0


def _room(path: Path) -> tuple[int, int]:
    try:
        found = os.statvfs(path)
    except OSError:
        return 0, 0
    return found.f_blocks * found.f_frsize, found.f_bavail * found.f_frsize


def _run_lsblk() -> str:
    try:
        done = subprocess.run(  # noqa: S603 (our own words)
            LSBLK, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
