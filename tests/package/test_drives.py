"""Drives as Linux and Windows tell of them: a recorded /proc and /sys, lsblk's own words, a kernel32 that plays."""

from __future__ import annotations

import ctypes
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from casefiles.edges import drives
from casefiles.edges.drives.linux import Linux
from casefiles.edges.drives.windows import FIXED, OPTICAL, REMOTE, REMOVABLE, Windows

if TYPE_CHECKING:
    from pathlib import Path

GIB = 1 << 30

MOUNTINFO = """\
22 27 0:20 / /sys rw,nosuid,nodev,noexec,relatime shared:7 - sysfs sysfs rw
27 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw,errors=remount-ro
31 27 8:1 / /boot/efi rw,relatime shared:30 - vfat /dev/sda1 rw,fmask=0077,errors=remount-ro
40 27 7:3 / /snap/core22/1380 ro,nodev,relatime shared:33 - squashfs /dev/loop3 ro,errors=continue
44 27 8:3 / /home rw,relatime shared:40 - ext4 /dev/sda3 rw
51 27 8:17 / /media/wang/\\344\\272\\222\\346\\262\\237 rw,nosuid,nodev,relatime - vfat /dev/sdb1 rw,uid=1000
52 27 8:33 / /run/media/wang/MY\\040DISK ro,nosuid,nodev,relatime shared:502 - exfat /dev/sdc1 ro
53 27 8:49 / /mnt/usb-hdd rw,relatime shared:503 - fuseblk /dev/sdd1 rw,user_id=0,allow_other
54 27 179:1 / /srv/card rw,relatime shared:504 - ext4 /dev/mmcblk0p1 rw
55 27 0:61 / /mnt/share rw,relatime shared:505 - cifs //server/share rw,vers=3.0
56 27 8:17 /sub /srv/bound rw,relatime shared:501 - vfat /dev/sdb1 rw
57 27 0:62 / /mnt/image rw,relatime - fuse.fusefat /srv/stick.img rw
"""
BLOCKS = {  # number -> way to it, removable, read-only, sectors of the partition
    "8:2": ("pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda/sda2", 0, 0, 900_000_000),
    "8:17": ("pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/host4/target4:0:0/4:0:0:0/block/sdb/sdb1", 1, 0, 30_000_000),
    "8:33": ("pci0000:00/0000:00:14.0/usb1/1-3/1-3:1.0/host5/target5:0:0/5:0:0:0/block/sdc/sdc1", 1, 1, 60_000_000),
    "8:49": ("pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host6/target6:0:0/6:0:0:0/block/sdd/sdd1", 0, 0, 1_900_000_000),
    "179:1": ("pci0000:00/0000:00:1e.4/mmc_host/mmc0/mmc0:aaaa/block/mmcblk0/mmcblk0p1", 0, 0, 62_000_000),
}
LSBLK = {
    "blockdevices": [
        {"name": "sda", "maj:min": "8:0", "rm": False, "hotplug": False, "ro": False, "size": 500_107_862_016,
         "fstype": None, "label": None, "children": [
             {"name": "sda2", "maj:min": "8:2", "rm": False, "hotplug": False, "ro": False, "size": 460_800_000_000,
              "fstype": "ext4", "label": "ROOT"}]},
        {"name": "sdb", "maj:min": "8:16", "rm": True, "hotplug": True, "ro": False, "size": 15_376_000_000,
         "fstype": None, "label": None, "children": [
             {"name": "sdb1", "maj:min": "8:17", "rm": True, "hotplug": True, "ro": False, "size": 15_360_000_000,
              "fstype": "vfat", "label": "民政局U盘"}]},
    ]
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A recorded /proc, /sys and /dev."""
    info = tmp_path / "proc/self/mountinfo"
    info.parent.mkdir(parents=True)
    info.write_text(MOUNTINFO, encoding="utf-8")
    numbers = tmp_path / "sys/dev/block"
    numbers.mkdir(parents=True)
    for number, (way, removable, read_only, sectors) in BLOCKS.items():
        partition = tmp_path / "sys/devices" / way
        partition.mkdir(parents=True)
        for name, said in (("partition", 1), ("size", sectors), ("ro", 0)):
            (partition / name).write_text(f"{said}\n")
        for name, said in (("removable", removable), ("ro", read_only)):
            (partition.parent / name).write_text(f"{said}\n")
        (numbers / number).symlink_to(os.path.relpath(partition, numbers))
    labels = tmp_path / "dev/disk/by-label"
    labels.mkdir(parents=True)
    (tmp_path / "dev/sdc1").touch()
    (labels / "MY\\x20DISK").symlink_to("../../sdc1")
    return tmp_path


def room(_path: Path) -> tuple[int, int]:
    return 14 * GIB, 3 * GIB


def test_linux_tells_sticks_from_the_rest(root: Path) -> None:
    found = {str(d.path): d for d in Linux(root, lambda: "", room).drives()}
    assert set(found) == {"/media/wang/互沟", "/run/media/wang/MY DISK", "/mnt/usb-hdd", "/srv/card", "/mnt/image"}
    assert all(d.removable for d in found.values()), "a USB disk counts although the kernel says 0"
    assert {path for path, d in found.items() if d.read_only} == {"/run/media/wang/MY DISK"}
    assert {d.system for d in found.values()} == {"vfat", "exfat", "fuseblk", "ext4"}
    assert found["/run/media/wang/MY DISK"].name == "MY DISK"
    assert found["/media/wang/互沟"].name == "互沟", "without lsblk and label it is called as its folder"


def test_lsblk_gives_the_label_where_it_is_there(root: Path) -> None:
    stick = next(d for d in Linux(root, lambda: json.dumps(LSBLK), room).drives() if d.system == "vfat")
    assert (stick.name, stick.size, stick.free) == ("民政局U盘", 14 * GIB, 3 * GIB)
    silent = Linux(root, lambda: json.dumps(LSBLK), lambda _path: (0, 0))
    assert next(d for d in silent.drives() if d.name == "民政局U盘").size == 15_360_000_000


@pytest.mark.parametrize(
    "said", ["", "lsblk: unknown column", "{}", '{"blockdevices": null}', '{"blockdevices": [{"name": "sdb"}]}', "[1]",
             '{"blockdevices": [null]}', '{"blockdevices": [{"maj:min": "8:17", "size": "14G", "rm": "1"}]}']
)  # fmt: skip
def test_an_lsblk_that_says_nothing_useful_is_done_without(root: Path, said: str) -> None:
    assert len(Linux(root, lambda: said, room).drives()) == 5


def test_a_partition_that_is_read_only_by_a_switch_on_the_card(root: Path) -> None:
    (root / "sys/dev/block/179:1/ro").write_text("1\n")
    card = next(d for d in Linux(root, lambda: "", room).drives() if str(d.path) == "/srv/card")
    assert card.read_only


def test_the_mark_changes_when_a_stick_comes_or_goes_and_asks_no_drive(root: Path) -> None:
    def never(_path: Path) -> tuple[int, int]:
        raise AssertionError("a drive was asked")

    machine = Linux(root, lambda: pytest.fail("lsblk was run"), never)
    before = machine.mark()
    assert machine.mark() == before
    info = root / "proc/self/mountinfo"
    lines = MOUNTINFO.splitlines(keepends=True)
    info.write_text("".join(line for line in lines if "sdb1" not in line), encoding="utf-8")
    assert machine.mark() != before
    info.write_text(MOUNTINFO + "60 27 0:70 / /var/lib/docker/x rw - overlay overlay rw\n", encoding="utf-8")
    assert machine.mark() == before, "what is no drive is no news"
    info.write_text(MOUNTINFO.replace("\\237 rw,nosuid", "\\237 ro,nosuid"), encoding="utf-8")
    assert machine.mark() != before, "it became read-only"


@pytest.mark.parametrize("text", ["", "garbage\n", "1 2 3\n", "22 27 8:17 / /media/x rw - \n", "\udcff\n"])
def test_a_mountinfo_of_another_form(tmp_path: Path, text: str) -> None:
    info = tmp_path / "proc/self/mountinfo"
    info.parent.mkdir(parents=True)
    info.write_text(text, encoding="utf-8", errors="surrogateescape")
    assert Linux(tmp_path, lambda: "", room).drives() == []
    assert Linux(tmp_path / "nowhere", lambda: "", room).drives() == []


class Kernel32:
    """Letters of a computer: letter -> (kind, label, serial, flags, file system, size, free); None: nothing in it."""

    def __init__(self, **letters: tuple[int, tuple[str, int, int, str, int, int] | None]) -> None:
        self.letters = letters
        self.asked: list[str] = []
        self.mode = 0

    def GetLogicalDrives(self) -> int:
        return sum(1 << (ord(letter) - ord("A")) for letter in self.letters)

    def GetDriveTypeW(self, root: str) -> int:
        return self.letters[root[0]][0]

    def SetErrorMode(self, mode: int) -> int:
        before, self.mode = self.mode, mode
        return before

    def GetVolumeInformationW(
        self, root: str, label: Any, _n: int, serial: Any, _long: Any, flags: Any, system: Any, _m: int
    ) -> int:
        self.asked.append(root)
        assert self.mode == 1, "Windows would ask for a disk in a box of its own"
        there = self.letters[root[0]][1]
        if there is None:
            return 0
        label.value, system.value = there[0], there[3]
        ctypes.cast(serial, ctypes.POINTER(ctypes.c_uint32))[0] = there[1]
        ctypes.cast(flags, ctypes.POINTER(ctypes.c_uint32))[0] = there[2]
        return 1

    def GetDiskFreeSpaceExW(self, root: str, free: Any, size: Any, _all: Any) -> int:
        there = self.letters[root[0]][1]
        assert there is not None
        ctypes.cast(size, ctypes.POINTER(ctypes.c_uint64))[0] = there[4]
        ctypes.cast(free, ctypes.POINTER(ctypes.c_uint64))[0] = there[5]
        return 1


def letters() -> Kernel32:
    return Kernel32(
        A=(REMOVABLE, None),
        C=(FIXED, ("系统", 1, 0, "NTFS", 200 * GIB, 50 * GIB)),
        D=(FIXED, ("资料", 2, 0, "NTFS", 300 * GIB, 60 * GIB)),
        E=(REMOVABLE, ("民政局U盘", 3, 0, "FAT32", 14 * GIB, 3 * GIB)),
        F=(REMOVABLE, None),
        G=(OPTICAL, ("BACKUP", 5, 0x80000, "UDF", 4 * GIB, 0)),
        H=(REMOTE, None),
        I=(REMOVABLE, ("", 6, 0x80000, "exFAT", 30 * GIB, 9 * GIB)),
    )


def test_windows_tells_sticks_from_the_rest() -> None:
    kernel = letters()
    found = drives.in_order(Windows(kernel, "C:\\Windows").drives())
    told = [(d.name, d.removable, d.read_only, d.system) for d in found]
    assert told == [
        ("民政局U盘 (E:)", True, False, "vfat"),
        ("BACKUP (G:)", True, True, "udf"),
        ("I:", True, True, "exfat"),
        ("资料 (D:)", False, False, "ntfs"),
        ("H:", False, False, ""),
    ]
    assert (found[0].size, found[0].free, str(found[0].path)) == (14 * GIB, 3 * GIB, "E:\\")
    assert "A:\\" not in kernel.asked, "the floppy is left alone"
    assert "H:\\" not in kernel.asked, "a server that is off would make everybody wait"
    assert kernel.mode == 0, "the program's own errors are told as before"


def test_on_windows_the_mark_changes_with_letter_and_medium() -> None:
    kernel = letters()
    machine = Windows(kernel, "C:")
    before = machine.mark()
    assert machine.mark() == before
    assert "D:\\" not in kernel.asked, "no disk turns for it"
    kernel.letters["F"] = (REMOVABLE, ("卡", 9, 0, "FAT32", GIB, GIB))
    card = machine.mark()
    assert card != before
    kernel.letters["F"] = (REMOVABLE, ("卡", 10, 0, "FAT32", GIB, GIB))
    assert machine.mark() != card, "another card in the same reader"
    del kernel.letters["E"]
    assert "E" not in machine.mark()


def test_this_computer_answers() -> None:
    machine = drives.here()
    assert machine.mark() == machine.mark()
    for drive in machine.drives():
        assert drive.data()["path"] == str(drive.path)
