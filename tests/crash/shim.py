"""Builds the shim that stands between the program and the disk, and tells it what to do in this process."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
WRITE, SYNC, SIZE, NAME = 1, 2, 4, 8
EVERY = WRITE | SYNC | SIZE | NAME
COUNT, KILL, TEAR, FAIL, LOSE = 1, 2, 3, 4, 5


@dataclass(frozen=True)
class Blow:
    """What happens at the n-th call: its name, the shim's mode, the error, whether it stays, and which calls count."""

    name: str
    mode: int
    error: int = 0
    sticky: bool = False
    kinds: int = EVERY


BLOWS = (
    Blow("kill", KILL),
    Blow("torn", TEAR),
    Blow("unflushed", LOSE),
    Blow("write-fails", FAIL, errno.EIO, kinds=WRITE | SIZE | NAME),
    Blow("fsync-fails", FAIL, errno.EIO, kinds=SYNC),
    Blow("disk-full", FAIL, errno.ENOSPC, sticky=True, kinds=WRITE),
    Blow("disk-full-once", FAIL, errno.ENOSPC, kinds=WRITE | NAME),
)
BY_NAME = {blow.name: blow for blow in BLOWS}


def why_not() -> str:
    """Why the shim cannot be built here; "" when it can."""
    if sys.platform != "linux":
        return "the shim is for Linux"
    if shutil.which("cc") is None:
        return "no C compiler (cc) is here"
    return ""


def build(folder: Path) -> Path:
    """The shim, compiled."""
    made = folder / "shim.so"
    command = ["cc", "-shared", "-fPIC", "-O2", "-o", str(made), str(SOURCE), "-ldl", "-lpthread"]
    subprocess.run(command, check=True, capture_output=True)
    return made


def environment(made: Path) -> dict[str, str]:
    """The environment of a process that the shim is in."""
    return {**os.environ, "LD_PRELOAD": str(made), "PYTHONPATH": str(SOURCE.parents[2])}


def arm(root: Path, blow: Blow, at: int, seed: int) -> None:
    """From now on calls on files below `root` count; the `at`-th is the one. Only where the shim is preloaded."""
    spare = root.with_name(root.name + ".shadow")
    spare.mkdir(exist_ok=True)
    _library().crash_arm(
        os.fsencode(root),
        os.fsencode(spare),
        blow.mode,
        ctypes.c_long(at),
        blow.error,
        int(blow.sticky),
        blow.kinds,
        ctypes.c_uint64(seed),
    )


def seen() -> int:
    """Calls counted since `arm`."""
    return int(_library().crash_seen())


def disarm() -> None:
    """Calls go through again."""
    _library().crash_disarm()


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None)
    library.crash_seen.restype = ctypes.c_long
    return library
