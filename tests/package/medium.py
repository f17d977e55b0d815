"""Real media for tests: a FAT image mounted through FUSE (Debian's fusefat), and a small file system in memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MKFS = shutil.which("mkfs.vfat", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def why_no_fat() -> str:
    """Why no FAT image can be mounted here; "" when it can."""
    if shutil.which("fusefat") is None or MKFS is None:
        return "fusefat and dosfstools are not installed"
    if not Path("/dev/fuse").exists() or not os.access("/dev/fuse", os.R_OK | os.W_OK):
        return "/dev/fuse cannot be opened"
    return ""


class Stick:
    """An image with a FAT file system, and where it is mounted."""

    def __init__(self, folder: Path, mib: int) -> None:
        self.image, self.path = folder / "stick.img", folder / "mnt"
        self.path.mkdir(parents=True)
        with self.image.open("wb") as file:
            file.truncate(mib << 20)
        assert MKFS is not None
        subprocess.run([MKFS, "-s", "1", str(self.image)], check=True, capture_output=True)
        self._served: subprocess.Popen[bytes] | None = None

    def plug_in(self, *, writable: bool = True) -> None:
        """Mount it."""
        words = ["fusefat", "-f", "-o", "rw+" if writable else "ro", str(self.image), str(self.path)]
        self._served = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while not os.path.ismount(self.path):
            assert time.monotonic() < until, "it is not mounted"
            assert self._served.poll() is None, "it cannot be mounted"
            time.sleep(0.01)

    def take_out(self) -> None:
        """As people should: unmount it and wait until all is written."""
        subprocess.run(["umount", str(self.path)], check=True, capture_output=True)
        assert self._served is not None
        self._served.wait(20)
        self._served = None

    def pull_out(self) -> None:
        """As people do: whatever serves it is gone from one moment to the next."""
        assert self._served is not None
        self._served.kill()
        self._served.wait(20)
        self._served = None

    def free(self) -> None:
        """Take away what is left of the mount."""
        if self._served is not None:
            self._served.kill()
            self._served.wait(20)
        subprocess.run(["umount", "-l", str(self.path)], check=False, capture_output=True)

    def again(self) -> None:
        """Plug it in once more after it was pulled out."""
        subprocess.run(["umount", "-l", str(self.path)], check=True, capture_output=True)
        self.plug_in()


@contextmanager
def stick(folder: Path, mib: int = 8, *, writable: bool = True) -> Iterator[Stick]:
    """A stick that is plugged in."""
    made = Stick(folder, mib)
    try:
        made.plug_in(writable=writable)
        yield made
    finally:
        made.free()


@contextmanager
def small_disk(path: Path, kib: int) -> Iterator[Path | None]:
    """A file system of so many KiB; None where mounting is not allowed."""
    path.mkdir(parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", str(path)]
    if shutil.which("mount") is None or subprocess.run(words, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        yield path
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)
