"""What tells this computer and this place of the database from others: a copy is on another disk, in another machine.

Single marks change in the life of a computer: a network card is replaced, the folder is moved, Windows is cloned with
the same MachineGuid on thirty computers. So one difference is nothing, and two make a new device.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ENOUGH = 2
"""differences that make another computer, or another copy"""
Found = dict[str, list[str]]
"""trait -> what was found of it, hashed; several network cards are several values"""


def look(database: Path) -> Found:
    """The traits that can be found without asking another program; nothing is told in the clear."""
    try:
        about = database.stat()
    except OSError:
        return {}
    said = {
        "volume": [_volume(about.st_dev)],
        "disk": [_disk(about.st_dev)],
        "machine": [_machine()],
        "network": _network(),
        "path": [str(database.absolute())],
        "file": [f"{about.st_ino}"],
    }
    return {trait: _hashed(values) for trait, values in said.items() if any(values)}


def differences(before: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> list[str]:
    """The traits that were found both times and have nothing in common."""
    return sorted(t for t, values in now.items() if before.get(t) and not set(before[t]) & set(values))


def read(text: str | None) -> Found:
    """What was kept."""
    with contextlib.suppress(ValueError, AttributeError, TypeError):
        return {str(trait): [str(v) for v in values] for trait, values in json.loads(text or "{}").items()}
    return {}


def text(found: Found) -> str:
    """What is kept."""
    return json.dumps(found, sort_keys=True)


def _hashed(values: list[str]) -> list[str]:
    return sorted({hashlib.sha256(v.encode("utf-8", "surrogateescape")).hexdigest()[:16] for v in values if v})


def _line(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""


if sys.platform == "win32":
    import uuid
    import winreg

    def _volume(device: int) -> str:
        return str(device)  # on Windows it is the volume's serial number

    def _disk(device: int) -> str:
        return ""  # asking for it needs a driver call; the volume's number stands for it

    def _machine() -> str:
        with contextlib.suppress(OSError), winreg.OpenKey(
            winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography", 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        ) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return ""

    def _network() -> list[str]:
        node = uuid.getnode()
        return [] if node >> 40 & 1 else [f"{node:012x}"]  # that bit marks a number drawn by chance

else:

    def _volume(device: int) -> str:
        with contextlib.suppress(OSError):
            for name in sorted(os.listdir("/dev/disk/by-uuid")):
                with contextlib.suppress(OSError):
                    if os.stat(f"/dev/disk/by-uuid/{name}").st_rdev == device:
                        return name
        return ""

    def _disk(device: int) -> str:
        block = f"/sys/dev/block/{os.major(device)}:{os.minor(device)}"
        for place in (block, f"{block}/.."):  # a partition lies below its disk
            for name in ("device/serial", "device/wwid", "serial"):
                if found := _line(f"{place}/{name}"):
                    return found
        return ""

    def _machine() -> str:
        return _line("/etc/machine-id")

    def _network() -> list[str]:
        with contextlib.suppress(OSError):
            cards = [n for n in os.listdir("/sys/class/net") if os.path.exists(f"/sys/class/net/{n}/device")]
            return [_line(f"/sys/class/net/{n}/address") for n in cards]
        return []
