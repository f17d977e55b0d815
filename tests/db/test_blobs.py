"""Photos and scans on the disk: whole or not at all, verified, once each, not recognisable, in backups."""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import os
import random
import shutil
import sys
import time
import tracemalloc
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casefiles.domain.changes import DELETED
from casefiles.domain.problems import Refusal
from db import durable, opening, pieces, pool, safekeeping
from db.blobs import DAY_MS, Blobs
from db.pieces import PIECE
from tests.db import kill_child, office_files
from tests.db.test_kill import Writer
from tests.disk import Disk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.db.office_files import Desk

KEY = bytes(range(32))


def put(desk: Desk, content: bytes) -> str:
    return desk.ledger.blobs.put(io.BytesIO(content)).sha256


def attached(desk: Desk, content: bytes) -> tuple[str, str]:
    """A content with a record that names it: (record, hash)."""
    sha = put(desk, content)
    return desk.add("attachment", of="c-1", kind="photo", name="家门口", sha256=sha), sha


def path_of(desk: Desk, sha: str) -> Path:
    return desk.folder / "blobs" / desk.ledger.blobs.name(bytes.fromhex(sha))


def code(call: object, *args: object) -> str:
    with pytest.raises(Refusal) as refused:
        call(*args)  # type: ignore[operator]
    return refused.value.problems[0].code


def test_what_was_put_is_read_back_and_stands_once(desk: Desk) -> None:
    blobs = desk.ledger.blobs
    first = blobs.put(io.BytesIO(b"photo" * 1000))
    again = blobs.put(io.BytesIO(b"photo" * 1000))
    assert (first.fresh, again.fresh) == (True, False)
    assert first.sha256 == again.sha256 == hashlib.sha256(b"photo" * 1000).hexdigest()
    assert blobs.read(first.sha256, 10_000) == b"photo" * 1000
    assert len(blobs.names()) == 1
    assert blobs.counts() == (1, 5000)
    assert blobs.state(first.sha256) == "here"


def test_neither_name_nor_bytes_tell_what_it_is(desk: Desk, open_copy: object) -> None:
    content = b"known photo " * 5000
    sha = put(desk, content)
    found = path_of(desk, sha)
    raw = found.read_bytes()
    assert sha[:16] not in str(found.relative_to(desk.folder)).replace("/", "")
    assert content[:40] not in raw
    assert len(raw) != len(content)
    assert path_of(desk, put(desk, content[:-1])).stat().st_size == len(raw)  # the length does not tell either
    blobs = Blobs(desk.ledger.database, desk.clock)
    blobs._names = bytes(32)
    assert blobs.name(bytes.fromhex(sha)) != desk.ledger.blobs.name(bytes.fromhex(sha))  # another office, another name


BORDERS = sorted({max(0, n * PIECE - pieces.INSIDE + d) for n in range(4) for d in range(-2, 3)})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.sampled_from(BORDERS) | st.integers(0, 3 * PIECE), seed=st.integers(0, 9))
def test_any_size_comes_back(size: int, seed: int) -> None:
    content = random.Random(seed).randbytes(size)
    sealed = pieces.seal_bytes(content, KEY, b"name")
    assert len(sealed) == pieces.on_disk(size)
    assert pieces.open_bytes(sealed, KEY, b"name") == content
    assert len(sealed) <= (size + pieces.INSIDE) * 1.12 + 24 + 16 * (size // PIECE + 2)


@settings(max_examples=120, deadline=None)
@given(size=st.sampled_from([0, 1, 200, PIECE - 40, PIECE + 7, 2 * PIECE + 99]), data=st.data())
def test_any_wrong_byte_is_seen(size: int, data: st.DataObject) -> None:
    sealed = bytearray(pieces.seal_bytes(b"x" * size, KEY, b"name"))
    how = data.draw(st.sampled_from(["flip", "cut", "more", "swap", "name", "key"]))
    at = data.draw(st.integers(0, len(sealed) - 1))
    name, key = b"name", KEY
    if how == "flip":
        sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    elif how == "cut":
        del sealed[at:]
    elif how == "more":
        sealed += b"\0" * data.draw(st.integers(1, 300))
    elif how == "swap" and size > 2 * PIECE:
        one = slice(24, 24 + PIECE + 16)
        two = slice(24 + PIECE + 16, 24 + 2 * (PIECE + 16))
        sealed[one], sealed[two] = sealed[two], sealed[one]
    elif how == "name":
        name = b"another"
    else:
        key = bytes(32)
    with pytest.raises(pieces.Bad):
        pieces.open_bytes(bytes(sealed), key, name)


def test_a_source_that_changes_while_it_is_read_is_refused(desk: Desk) -> None:
    class Growing(io.BytesIO):
        def seek(self, *at: int) -> int:
            self.write(b"more")
            return super().seek(*at)

    assert code(desk.ledger.blobs.put, Growing(b"x" * 100)) == "CANNOT_READ"
    assert list((desk.folder / "blobs").rglob("*.*")) == []
    assert desk.ledger.blobs.names() == []


def test_one_damaged_file_is_named_and_the_rest_is_usable(desk: Desk) -> None:
    _, good = attached(desk, b"good" * 100)
    _, bad = attached(desk, b"bad!" * 100_000)
    raw = bytearray(path_of(desk, bad).read_bytes())
    raw[-20] ^= 1
    path_of(desk, bad).write_bytes(raw)
    assert code(desk.ledger.blobs.read, bad, 1 << 30) == "BLOB_BAD"
    assert desk.ledger.blobs.read(good, 1000) == b"good" * 100
    found = desk.queries.check()
    assert found["ok"] is False
    assert found["bad_blobs"] == [desk.ledger.blobs.name(bytes.fromhex(bad))]
    assert (found["blobs"], found["lost_blobs"]) == (2, [])
    put(desk, b"bad!" * 100_000)  # added again, it is mended
    assert desk.queries.check()["ok"] is True


def test_a_file_under_anothers_name_is_seen(desk: Desk) -> None:
    one, two = put(desk, b"one"), put(desk, b"two")
    shutil.copyfile(path_of(desk, one), path_of(desk, two))
    assert code(desk.ledger.blobs.read, two, 100) == "BLOB_BAD"
    assert desk.queries.check()["bad_blobs"] == [desk.ledger.blobs.name(bytes.fromhex(two))]


def test_what_never_came_is_no_damage_and_what_went_missing_is(desk: Desk) -> None:
    to_come = "ab" * 32
    desk.add("attachment", of="c-1", kind="photo", name="未到", sha256=to_come)
    _, lost = attached(desk, b"was here")
    assert desk.queries.check()["ok"] is True
    path_of(desk, lost).unlink()
    assert desk.ledger.blobs.state(to_come) == "to_come"
    assert desk.ledger.blobs.state(lost) == "lost"
    assert desk.ledger.blobs.state("no hash") == "to_come"
    found = desk.queries.check()
    assert (found["ok"], found["lost_blobs"], found["blobs_to_come"]) == (False, [lost], 1)
    assert code(desk.ledger.blobs.read, to_come, 1) == "BLOB_MISSING"
    assert code(desk.ledger.blobs.read, lost, 1) == "BLOB_MISSING"


def test_more_than_was_asked_for_is_not_read_into_memory(desk: Desk) -> None:
    assert code(desk.ledger.blobs.read, put(desk, bytes(3 * PIECE)), PIECE) == "FILE_TOO_BIG"


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be flushed there")
def test_it_is_on_the_disk_before_the_name_and_the_name_before_the_record(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    sha = put(desk, b"x" * 1000)
    found = path_of(desk, sha)
    flushed = disk.events.index(("flush", found.stat().st_ino, found.stat().st_size))
    named = disk.events.index(("name", found.stat().st_ino, found.stat().st_size))
    after = [(what, inode) for what, inode, _ in disk.events[named:]]
    assert flushed < named
    assert ("flush", found.parent.stat().st_ino) in after
    for folder in (desk.folder / "blobs", desk.folder):
        assert ("flush", folder.stat().st_ino) in [e[:2] for e in disk.events]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_is_full_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, step, full)
        assert code(put, desk, b"x" * 1000) == "DISK_FULL"
    assert [p for p in (desk.folder / "blobs").rglob("*") if p.is_file()] == []
    assert desk.ledger.blobs.counts() == (0, 0)
    put(desk, b"x" * 1000)


@pytest.fixture
def named(tmp_path: Path, desk: Desk) -> Desk:
    """An office with keys that `restore` can unlock."""
    from db import keyslots

    document = {"format": 1, "office": "999901101", "slots": {}}
    document["slots"] = {  # type: ignore[assignment]
        "t": keyslots._wrap(KEY, "999901101", "t", "甲例", "longenough", keyslots.Cost(memory=64, passes=1))
    }
    keyslots.write(desk.folder, document)
    return desk


class Zeros(io.RawIOBase):
    """A source of this many bytes that nobody has in memory."""

    def __init__(self, size: int) -> None:
        self.size = self.left = size

    def read(self, most: int = -1) -> bytes:  # type: ignore[override]
        n = min(most, self.left)
        self.left -= n
        return b"\1" * n

    def seek(self, at: int, whence: int = 0) -> int:
        self.left = self.size
        return 0


@pytest.mark.slow
def test_300_megabytes_pass_through_little_memory(named: Desk, tmp_path: Path) -> None:
    desk = named
    blobs = desk.ledger.blobs
    tracemalloc.start()
    try:
        sha = blobs.put(Zeros(300 << 20)).sha256  # type: ignore[arg-type]
        assert sum(len(piece) for piece in blobs.pieces(sha)) == 300 << 20
        made = safekeeping.backup(desk.ledger, tmp_path / "disk")
        restored = tmp_path / "new"
        restored.mkdir()
        shutil.copy(made / opening.FILE, restored / opening.FILE)
        with closing(desk.ledger.database.another(restored / opening.FILE)) as database:
            assert pool.bring(Blobs(database, desk.clock), made) == (1, 0)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 << 20


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills processes that were forked")
def test_a_kill_leaves_each_content_whole_or_not_there(templates: Path, tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.db.kill_child"])
    rng = random.Random(13)
    folder = office_files.copy(templates / "township", tmp_path / "o")
    told: set[str] = set()
    cut_off = 0
    for kill in range(60):
        writer = Writer(context, folder, kill + 1, kill_child.put_photos)
        writer.wait_until_open()
        if rng.random() < 0.5:
            assert writer.heard.poll(60)
        time.sleep(rng.random() * 0.08)
        told |= {sha for (sha,) in writer.kill()}
        left = list((folder / "blobs").glob("*/.tmp-*"))
        cut_off += bool(left)
        for path in left:
            path.unlink()
    assert cut_off > 2  # else it was not writing that was killed
    assert len(told) > 20
    desk = office_files.opened(folder)
    found = desk.queries.check()
    assert (found["ok"], found["bad_blobs"], found["lost_blobs"]) == (True, [], [])
    for sha in told:
        assert hashlib.sha256(desk.ledger.blobs.read(sha, 1 << 30)).hexdigest() == sha
    desk.ledger.close()


# clearing away


def test_only_what_nobody_has_named_for_long_is_removed(desk: Desk) -> None:
    live, gone, orphan = attached(desk, b"live"), attached(desk, b"gone"), put(desk, b"orphan")
    shared = put(desk, b"shared")
    kept = desk.add("attachment", of="c-1", kind="photo", name="甲", sha256=shared)
    dropped = desk.add("attachment", of="c-2", kind="photo", name="乙", sha256=shared)
    blobs = desk.ledger.blobs
    for sha in (live[1], gone[1]):
        blobs.keep_thumbnail(sha, "256", b"small")
    desk.clock.at += 40 * DAY_MS
    for row in (gone[0], dropped):
        desk.edit("attachment", row, **{DELETED: 1})
    report = blobs.collect(30)
    assert (report.removed, report.waiting, report.kept) == (1, 1, 2)  # deleted just now: it can be undone
    assert blobs.state(orphan) == "to_come"
    assert blobs.state(gone[1]) == "here"
    assert blobs.thumbnail(gone[1], "256") is None
    desk.clock.at += 31 * DAY_MS
    dry = blobs.collect(30, dry=True)
    assert (dry.removed, blobs.state(gone[1])) == (1, "here")
    assert dry.freed == path_of(desk, gone[1]).stat().st_size
    done = blobs.collect(30)
    assert (done.removed, done.waiting, done.kept) == (1, 0, 2)
    assert blobs.state(gone[1]) == "to_come"
    assert blobs.read(live[1], 10) == b"live"
    assert blobs.read(shared, 10) == b"shared"
    assert blobs.thumbnail(live[1], "256") == b"small"
    assert kept
    assert desk.queries.check()["ok"] is True


def test_both_values_of_a_conflict_are_kept(desk: Desk) -> None:
    row, first = attached(desk, b"first")
    heads = desk.queries.get(row).heads  # type: ignore[union-attr]
    second, third = put(desk, b"second"), put(desk, b"third")
    from casefiles.domain.changes import Edit

    for sha in (second, third):
        desk.ledger.write([Edit("attachment", row, {"sha256": sha}, heads)], "tester")
    assert desk.queries.get(row).rivals  # type: ignore[union-attr]
    desk.clock.at += 400 * DAY_MS
    assert desk.ledger.blobs.collect(30).removed == 1
    assert [desk.ledger.blobs.state(s) for s in (first, second, third)] == ["to_come", "here", "here"]


def test_what_a_power_cut_left_is_cleared_and_a_damaged_orphan_too(desk: Desk) -> None:
    sha = put(desk, b"orphan")
    left = path_of(desk, sha).with_name(".tmp-0123")
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    path_of(desk, sha).write_bytes(b"damaged")
    os.utime(path_of(desk, sha), (0, 0))
    assert desk.ledger.blobs.collect(1).removed == 1
    assert not left.exists()
    assert desk.ledger.blobs.state(sha) == "to_come"  # and no alarm that it is lost
    assert desk.ledger.blobs.counts() == (0, 0)


# backups


def reopened(folder: Path) -> Desk:
    return office_files.opened(folder)


def test_backups_carry_each_content_once_and_a_restored_office_has_them_all(named: Desk, tmp_path: Path) -> None:
    desk, disk = named, tmp_path / "disk"
    first = [attached(desk, bytes([n]) * 5000)[1] for n in range(3)]
    safekeeping.backup(desk.ledger, disk)
    beside = pool.folder_of(disk, "999901101")
    before = {p: p.stat().st_ino for p in beside.rglob("*") if p.is_file()}
    later = attached(desk, b"later" * 5000)[1]
    desk.clock.at += 60_000
    steps: list[tuple[int, int]] = []
    made = safekeeping.backup(desk.ledger, disk, lambda *at: steps.append(at))
    after = {p: p.stat().st_ino for p in beside.rglob("*") if p.is_file()}
    assert (len(before), len(after)) == (3, 4)
    assert before.items() <= after.items()
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    counts = safekeeping.restore(made, tmp_path / "new", "longenough")
    assert (counts["blobs"], counts["blobs_missing"], counts["attachment"]) == (4, 0, 4)
    again = reopened(tmp_path / "new")
    assert [len(again.ledger.blobs.read(s, 1 << 20)) for s in (*first, later)] == [5000, 5000, 5000, 25000]
    assert again.queries.check()["ok"] is True
    again.ledger.close()


def test_a_backup_heals_what_rotted_on_its_disk_and_leaves_out_what_rotted_here(
    named: Desk, tmp_path: Path
) -> None:
    desk, disk = named, tmp_path / "disk"
    here, there = attached(desk, b"here" * 3000)[1], attached(desk, b"there" * 3000)[1]
    safekeeping.backup(desk.ledger, disk)
    beside = pool.folder_of(disk, "999901101")

    def rot(path: Path) -> None:
        raw = bytearray(path.read_bytes())
        raw[100] ^= 4
        path.write_bytes(raw)

    name = desk.ledger.blobs.name(bytes.fromhex(there))
    rot(beside / name)
    bad = attached(desk, b"bad" * 3000)[1]
    rot(path_of(desk, bad))
    desk.clock.at += 60_000
    made = safekeeping.backup(desk.ledger, disk)
    assert desk.ledger.blobs.look(beside / name, name).size == 15_000
    assert desk.ledger.setting("last_backup_left_out") == "1"
    rot(beside / desk.ledger.blobs.name(bytes.fromhex(here)))
    counts = safekeeping.restore(made, tmp_path / "new", "longenough")
    assert (counts["blobs"], counts["blobs_missing"]) == (1, 1)
    again = reopened(tmp_path / "new")
    assert again.ledger.blobs.state(there) == "here"
    assert again.ledger.blobs.state(here) == "lost"
    assert again.queries.check()["lost_blobs"] != []
    again.ledger.close()


def test_a_backup_folder_that_was_carried_away_alone_is_restored_without_photos(named: Desk, tmp_path: Path) -> None:
    desk = named
    attached(desk, b"x" * 100)
    made = safekeeping.backup(desk.ledger, tmp_path / "disk")
    alone = shutil.copytree(made, tmp_path / "stick" / made.name)
    counts = safekeeping.restore(alone, tmp_path / "new", "longenough")
    assert (counts["attachment"], counts["blobs"], counts["blobs_missing"]) == (1, 0, 1)
    shutil.copytree(pool.folder_of(tmp_path / "disk", "999901101"), alone / "blobs")  # put inside, it is found
    assert safekeeping.restore(alone, tmp_path / "newer", "longenough")["blobs"] == 1


def test_a_list_cannot_lead_out_of_the_folder(named: Desk, tmp_path: Path) -> None:
    desk = named
    attached(desk, b"x" * 100)
    made = safekeeping.backup(desk.ledger, tmp_path / "disk")
    (made / pool.LIST).write_text("../office.db\n/etc/passwd\nzz/..\n")
    assert safekeeping.restore(made, tmp_path / "new", "longenough")["blobs_missing"] == 3


def test_a_restore_that_fails_takes_the_photos_away_again(
    named: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = named
    attached(desk, b"x" * 100)
    made = safekeeping.backup(desk.ledger, tmp_path / "disk")
    copy = durable.copy

    def full(source: Path, target: Path) -> None:
        if "blobs" in str(target):
            target.write_bytes(b"half")
            raise OSError(28, "full")
        copy(source, target)

    monkeypatch.setattr(durable, "copy", full)
    assert code(safekeeping.restore, made, tmp_path / "new", "longenough") == "DISK_FULL"
    assert not (tmp_path / "new").exists()
