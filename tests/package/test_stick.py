"""Writing to a stick that is full, pulled, read-only or lying."""

from __future__ import annotations

import errno
import os
import resource
import signal
import stat
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.problems import Refusal
from casefiles.edges.package import stick
from casefiles.edges.package.stick import write_safely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from casefiles.edges.package.stick import Writable


def put(raw: bytes) -> Callable[[Writable], None]:
    def produce(out: Writable) -> None:
        for at in range(0, len(raw), 1000):
            out.write(raw[at : at + 1000])

    return produce


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_000_001])
def test_it_is_there(tmp_path: Path, size: int) -> None:
    raw = os.urandom(size)
    assert write_safely(tmp_path, "a.tgx", put(raw)) == size
    assert (tmp_path / "a.tgx").read_bytes() == raw
    assert [p.name for p in tmp_path.iterdir()] == ["a.tgx"]


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="CANNOT_WRITE"):
        write_safely(tmp_path / "gone", "a.tgx", put(b"x"))
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refusal, match="CANNOT_WRITE"):
        write_safely(tmp_path / "file", "a.tgx", put(b"x"))


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "DISK_FULL"),
        (errno.EFBIG, "DISK_FULL"),
        (errno.EIO, "STICK_GONE"),
        (errno.ENODEV, "STICK_GONE"),
        (errno.EROFS, "STICK_GONE"),
        (errno.EACCES, "CANNOT_WRITE"),
    ],
)
def test_what_the_system_says_while_writing(tmp_path: Path, number: int, code: str) -> None:
    (tmp_path / "a.tgx").write_bytes(b"before")

    def produce(out: Writable) -> None:
        out.write(b"half")
        raise OSError(number, os.strerror(number))

    with pytest.raises(Refusal, match=code):
        write_safely(tmp_path, "a.tgx", produce)
    assert [p.name for p in tmp_path.iterdir()] == ["a.tgx"]
    assert (tmp_path / "a.tgx").read_bytes() == b"before"


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_stick_that_takes_no_more(tmp_path: Path) -> None:
    with at_most(500_000), pytest.raises(Refusal, match="DISK_FULL"):
        write_safely(tmp_path, "a.tgx", put(bytes(600_000)))
    assert list(tmp_path.iterdir()) == []


def test_a_full_stick(tmp_path: Path) -> None:
    stick_ = tmp_path / "stick"
    stick_.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(stick_)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small file system needs rights to mount")
    try:
        with pytest.raises(Refusal, match="DISK_FULL"):
            write_safely(stick_, "a.tgx", put(bytes(600_000)))
        assert list(stick_.iterdir()) == []
        assert write_safely(stick_, "a.tgx", put(bytes(100_000))) == 100_000
        subprocess.run(["mount", "-o", "remount,ro", str(stick_)], check=True)
        with pytest.raises(Refusal, match="STICK_GONE"):
            write_safely(stick_, "b.tgx", put(b"x"))
        assert [p.name for p in stick_.iterdir()] == ["a.tgx"]
    finally:
        subprocess.run(["umount", str(stick_)], check=True)


def test_a_stick_that_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The medium loses a page after it said that all is written."""
    truly = os.fsync

    def forgetful(handle: int) -> None:
        truly(handle)
        if os.fstat(handle).st_size > 8192:
            os.pwrite(handle, bytes(4096), 4096)
            truly(handle)

    monkeypatch.setattr(os, "fsync", forgetful)
    with pytest.raises(Refusal, match="STICK_BAD"):
        write_safely(tmp_path, "a.tgx", put(os.urandom(50_000)))
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_flushed_and_then_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    truly, flushed = os.fsync, []

    def noting(handle: int) -> None:
        truly(handle)
        flushed.append((stat.S_ISDIR(os.fstat(handle).st_mode), (tmp_path / "a.tgx").exists()))

    monkeypatch.setattr(os, "fsync", noting)
    write_safely(tmp_path, "a.tgx", put(b"x"))
    assert flushed == [(False, False), (True, True)]


def test_a_stick_that_is_pulled(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()

    def produce(out: Writable) -> None:
        out.write(b"half")
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()

    with pytest.raises(Refusal, match="STICK_GONE"):
        write_safely(folder, "a.tgx", produce)


def test_a_cancel_comes_through(tmp_path: Path) -> None:
    def produce(out: Writable) -> None:
        out.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_safely(tmp_path, "a.tgx", produce)
    assert list(tmp_path.iterdir()) == []


def test_both_ways_of_reading_back_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = os.urandom(2_500_000)
    path = tmp_path / "a"
    path.write_bytes(raw)
    found = stick._read_back(path)
    monkeypatch.delattr(os, "O_DIRECT", raising=False)
    assert stick._read_back(path) == found
