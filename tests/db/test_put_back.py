"""Backup and journal together: restored, salvaged, cut off and altered."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from db import backups, journal, keyslots, offers, opening, replaying, safekeeping, salvage
from db.driver import Database
from db.resting import Rest
from tests.db.office_files import PASS, founded
from tests.disk import Disk

if TYPE_CHECKING:
    from pathlib import Path

    from db.opening import OpenLedger

CLOCK = opening.SystemClock()
DAY = dt.timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return founded(tmp_path / "office")


def opened(folder: Path) -> OpenLedger:
    ledger, *_ = opening.open_office(folder, None, PASS)
    ledger.keep()
    return ledger


def add(ledger: OpenLedger, name: str) -> str:
    row = new_id("c", ledger.clock.now_ms())
    ledger.write([Edit("child", row, {"name": name, "note": "写下的" * 20}, ())], "a")
    return row


def names(folder: Path) -> set[str]:
    ledger, queries, *_ = opening.open_office(folder, None, PASS)
    try:
        assert queries.check()["ok"]
        return {str(record.values["name"]) for record in queries.select("child")}
    finally:
        ledger.close()


def backed(folder: Path, before: int = 3, after: int = 20) -> Path:
    """The backup of an office in which something was written before and after; closed."""
    ledger = opened(folder)
    for n in range(before):
        add(ledger, f"前{n}例")
    assert ledger.keeper is not None
    made = ledger.keeper.own.make(Rest(0))
    for n in range(after):
        add(ledger, f"后{n}例")
        if n % 7 == 0:
            ledger.keeper.follow()
    ledger.close()
    return made.path


def test_a_restore_brings_everything_that_was_saved_and_is_a_new_device(folder: Path, tmp_path: Path) -> None:
    made = backed(folder)
    want = names(folder)
    counts = safekeeping.restore(made, tmp_path / "new", PASS)
    assert (counts["child"], counts["journal"]) == (23, 20)
    assert "journal_cut" not in counts
    assert names(tmp_path / "new") == want
    here, there = opened(folder), opened(tmp_path / "new")
    assert here.device != there.device
    here.close()
    there.close()


def test_an_office_whose_database_is_gone_is_restored_beside_its_backups(folder: Path) -> None:
    made = backed(folder)
    want = names(folder)
    for part in folder.iterdir():
        if part.name != backups.BESIDE:
            part.unlink() if part.is_file() else shutil.rmtree(part)
    with pytest.raises(Refusal):
        safekeeping.restore(made, folder, "another one")
    assert made.is_dir(), "a refused restore took the backups away"
    safekeeping.restore(made, folder, PASS)
    assert names(folder) == want


def test_a_backup_that_lacks_a_change_which_came_back_nowhere_is_refused(folder: Path, tmp_path: Path) -> None:
    made = backed(folder)
    key, _ = keyslots.unlock(folder, None, PASS)
    copy = Database(made / opening.FILE, key)
    with copy.writing() as connection:
        connection.execute("DELETE FROM change WHERE lid=1 AND seq=2")
    copy.close()
    with pytest.raises(Refusal) as refused:
        safekeeping.restore(made, tmp_path / "new", PASS)
    assert [problem.code for problem in refused.value.problems] == ["BACKUP_BAD"]
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("seed", range(12))
def test_a_torn_or_altered_journal_ends_at_its_last_good_entry(folder: Path, tmp_path: Path, seed: int) -> None:
    made = backed(folder)
    path, chance = made / backups.JOURNAL, random.Random(seed)
    raw = bytearray(path.read_bytes())
    at = chance.randrange(20, len(raw))
    if seed % 2:
        raw[at] ^= 1 << chance.randrange(8)
    else:
        del raw[at:]
    path.write_bytes(raw)
    counts = safekeeping.restore(made, tmp_path / "new", PASS)
    restored = counts.get("journal", 0)
    assert 0 <= restored <= 20
    assert names(tmp_path / "new") == {f"前{n}例" for n in range(3)} | {f"后{n}例" for n in range(restored)}
    assert seed % 2 == 0 or counts["journal_cut"]


def test_a_journal_is_written_on_where_a_torn_end_begins(folder: Path, tmp_path: Path) -> None:
    made = backed(folder)
    path = made / backups.JOURNAL
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 3)
    ledger = opened(folder)
    add(ledger, "末例")
    ledger.close()
    want = names(folder)
    assert safekeeping.restore(made, tmp_path / "new", PASS)["child"] == 24
    assert names(tmp_path / "new") == want


def frames(path: Path) -> list[bytes]:
    """The bytes of each frame; what stands before the first is left out."""
    raw, at, found = path.read_bytes(), 20, []
    while at < len(raw):
        length = int.from_bytes(raw[at : at + 4], "big") + 20
        found.append(raw[at : at + length])
        at += length
    return found


def test_a_frame_between_others_says_nothing_of_what_came_late(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the last one of several was torn the journal stands as before them."""
    ledger, path = opened(folder), tmp_path / "journal"
    for n in range(3):
        add(ledger, f"前{n}例")
    stands = ledger.vector()
    journal.begin(path, ledger.database, stands, 7)
    monkeypatch.setattr("casefiles.edges.package.runs.FULL", 1)
    assert journal.Journal(path, ledger.database).append(ledger.since({}), stands, 8) >= 3
    assert journal.Journal(path, ledger.database).late == 8
    assert len(frames(path)) > 2
    path.write_bytes(path.read_bytes()[:-1])
    torn = journal.Journal(path, ledger.database)
    assert (torn.late, torn.stands) == (7, stands)
    assert torn.changes
    ledger.close()


def test_a_journal_of_an_older_version_comes_back_and_is_written_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its frames said how far the logs stand, and nothing of what came late: whoever restores on a new computer has the
    newest version there."""
    with monkeypatch.context() as patched:
        patched.setattr(journal, "json", SimpleNamespace(dumps=lambda told: json.dumps(told[1])))
        made = backed(folder, after=5)
    ledger = opened(folder)
    add(ledger, "新版例")
    assert ledger.keeper is not None
    assert ledger.keeper.follow() == 1
    ledger.close()
    want = names(folder)
    assert len(want) == 9
    safekeeping.restore(made, tmp_path / "new", PASS)
    assert names(tmp_path / "new") == want


def test_what_was_followed_is_on_the_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = opened(folder)
    assert ledger.keeper is not None
    ledger.database.told = None
    made = ledger.keeper.own.make(Rest(0))
    add(ledger, "张例")
    disk = Disk(monkeypatch)
    assert ledger.keeper.follow() == 1
    assert disk.flushed(made.path / backups.JOURNAL)
    ledger.close()


def test_the_one_with_the_newest_journal_is_offered_first(folder: Path, tmp_path: Path) -> None:
    """The backup of this morning beside the database was followed by nothing, as with a disk that was full; that of
    yesterday on the stick by everything. And a clock that lies makes none of them newer."""
    ledger = opened(folder)
    assert ledger.keeper is not None
    ledger.database.told = None
    (tmp_path / "stick").mkdir()
    stick = ledger.keeper.choose(tmp_path / "stick")
    assert stick is not None
    elder, younger = stick.make(Rest(0)), ledger.keeper.own.make(Rest(0))
    named = elder.path.rename(elder.path.with_name(f"doorstep-999901101-{elder.made - DAY:%Y%m%d-%H%M%S}"))
    stick.look_anew()
    places = [stick.path, ledger.keeper.own.path]
    assert [one.path for one in offers.within(places)] == [younger.path, named]
    add(ledger, "张例")
    assert stick.follow() == 1
    found = offers.within(places)
    assert [(one.path, one.since) for one in found] == [(named, 1), (younger.path, 0)]
    assert found[0].last > younger.made - dt.timedelta(seconds=3)
    os.utime(named / backups.JOURNAL, (4e9, 4e9))
    assert [one.path for one in offers.within(places)] == [younger.path, named]
    ledger.close()


def test_which_backups_are_newer(folder: Path, tmp_path: Path) -> None:
    """Of the same database, and holding what came later; a copy made a little later holds no more."""
    ledger = opened(folder)
    assert ledger.keeper is not None
    ledger.database.told = None
    one = safekeeping.backup(ledger, tmp_path / "one")
    same = safekeeping.backup(ledger, tmp_path / "two")
    other = opened(founded(tmp_path / "other"))
    add(other, "外例")
    foreign = safekeeping.backup(other, tmp_path / "two")
    other.close()
    places = [tmp_path / "one", tmp_path / "two", ledger.keeper.own.path]

    def newer(than: Path) -> list[Path]:
        return [found.path for found in offers.newer(than, offers.within(places))]

    assert newer(one) == newer(same) == newer(foreign) == newer(tmp_path) == []
    made = ledger.keeper.own.make(Rest(0))
    add(ledger, "张例")
    assert newer(one) == [], "nothing was followed yet"
    ledger.keeper.follow()
    assert newer(one) == newer(same) == [made.path]
    assert newer(made.path) == newer(foreign) == []
    os.utime(made.path / backups.JOURNAL, (1, 1))
    later = made.path.rename(made.path.with_name(f"doorstep-999901101-{made.made + DAY / 2:%Y%m%d-%H%M%S}"))
    about = later / backups.ABOUT
    about.write_text(about.read_text().replace('"changes": ', '"changes": -9'))
    assert newer(one) == [later], "it holds less: an older one had been put back before"
    ledger.close()


def test_a_backup_that_was_copied_is_none_the_newer_for_it(folder: Path, tmp_path: Path) -> None:
    """A program that copies need not leave a file the day on which it was written."""
    ledger = opened(folder)
    assert ledger.keeper is not None
    ledger.database.told = None
    made = ledger.keeper.own.make(Rest(0))
    add(ledger, "张例")
    ledger.keeper.follow()
    shutil.copytree(made.path, old := tmp_path / "stick" / made.path.name)
    add(ledger, "李例")
    ledger.keeper.follow()
    soon = dt.datetime.now().timestamp() + 2 * 3600
    os.utime(old / backups.JOURNAL, (soon, soon))
    places = [old.parent, ledger.keeper.own.path]
    assert [one.path for one in offers.within(places)] == [made.path, old]
    assert [one.path for one in offers.newer(old, offers.within(places))] == [made.path]
    assert offers.newer(made.path, offers.within(places)) == []
    ledger.close()


@pytest.mark.parametrize("how", ["moved", "left out", "twice", "of another journal"])
def test_frames_that_somebody_moved_are_no_journal(folder: Path, tmp_path: Path, how: str) -> None:
    made = backed(folder)
    path = made / backups.JOURNAL
    head, parts = path.read_bytes()[:20], frames(path)
    assert len(parts) >= 4
    other = parts[:1]
    if how == "moved":
        other += [parts[2], parts[1], *parts[3:]]
    elif how == "left out":
        other += parts[2:]
    elif how == "twice":
        other += [parts[1], *parts[1:]]
    else:
        head = journal.MAGIC + bytes(16)
        other = parts
    path.write_bytes(head + b"".join(other))
    counts = safekeeping.restore(made, tmp_path / "new", PASS)
    assert counts["journal_cut"] == 1
    assert counts.get("journal", 0) == (len(list(_changes(parts[1]))) if how == "twice" else 0)


def _changes(frame: bytes) -> range:
    return range(int.from_bytes(frame[4:8], "big"))


def test_the_journal_of_another_backup_brings_what_fits(folder: Path, tmp_path: Path) -> None:
    """Somebody put an old journal into a new backup: what it holds is there already, and nothing is spoiled."""
    made = backed(folder)
    old = (made / backups.JOURNAL).read_bytes()
    ledger = opened(folder)
    assert ledger.keeper is not None
    newer = ledger.keeper.own.make(Rest(0))
    ledger.close()
    (newer.path / backups.JOURNAL).write_bytes(old)
    want = names(folder)
    counts = safekeeping.restore(newer.path, tmp_path / "new", PASS)
    assert counts.get("journal", 0) == 0
    assert names(tmp_path / "new") == want


def test_a_journal_that_does_not_fit_the_chain_is_left(folder: Path, tmp_path: Path) -> None:
    """An entry rightly sealed of changes that follow on something that is not there."""
    made = backed(folder, after=0)
    ledger = opened(folder)
    before = ledger.vector()
    add(ledger, "缺例")
    after = ledger.vector()
    add(ledger, "后例")
    one = journal.Journal(made / backups.JOURNAL, ledger.database)
    one.append(ledger.since(after), ledger.vector(), 0)
    ledger.keeper = None
    ledger.close()
    assert before != after
    counts = safekeeping.restore(made, tmp_path / "new", PASS)
    assert (counts.get("journal", 0), counts["journal_cut"]) == (0, 1)
    assert names(tmp_path / "new") == {f"前{n}例" for n in range(3)}


def test_photos_added_since_come_back_too(folder: Path, tmp_path: Path) -> None:
    import io

    made = backed(folder, after=0)
    ledger = opened(folder)
    assert ledger.keeper is not None
    kept = ledger.blobs.put(io.BytesIO(b"a photo" * 1000))
    ledger.keeper.follow()
    ledger.close()
    counts = safekeeping.restore(made, tmp_path / "new", PASS)
    assert (counts["blobs"], counts["blobs_missing"]) == (1, 0)
    again = opened(tmp_path / "new")
    assert again.blobs.read(kept.sha256, 1 << 20) == b"a photo" * 1000
    again.close()


def damaged(folder: Path, chance: random.Random, pages: int) -> None:
    path = folder / opening.FILE
    raw = bytearray(path.read_bytes())
    for _ in range(pages):
        at = chance.randrange(1, len(raw) // 4096) * 4096
        raw[at : at + 4096] = chance.randbytes(4096)
    path.write_bytes(raw)


@pytest.mark.parametrize("seed", range(8))
def test_a_salvage_with_the_journal_loses_nothing(folder: Path, seed: int) -> None:
    """The newest backup is found beside the database, by what it holds."""
    backed(folder, before=60, after=60)
    want = names(folder)
    damaged(folder, random.Random(seed), (1, 20, 60, 600)[seed % 4])
    found = salvage.salvage(folder, None, PASS, CLOCK)
    assert found.since == 60
    assert found.changes == found.all, found
    assert not found.lost
    assert names(folder) == want
    assert not (folder / opening.DRAWN).exists()


def test_a_salvage_without_the_journal_loses_what_it_had(folder: Path) -> None:
    """So the test before cannot pass by chance."""
    made = backed(folder, before=60, after=60)
    want = names(folder)
    (made / backups.JOURNAL).unlink()
    damaged(folder, random.Random(3), 600)
    found = salvage.salvage(folder, None, PASS, CLOCK)
    assert found.since == 0
    assert names(folder) < want


def test_a_replay_twice_is_as_once(folder: Path) -> None:
    made = backed(folder)
    key, _ = keyslots.unlock(folder, None, PASS)
    copy = made.parent / "copy.db"
    shutil.copyfile(made / opening.FILE, copy)
    database = Database(copy, key)
    try:
        assert replaying.replay(database, made / backups.JOURNAL, 1) == (20, True)
        assert replaying.replay(database, made / backups.JOURNAL, 1) == (0, True)
    finally:
        database.close()
