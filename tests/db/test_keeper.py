"""Backups that make themselves and the journals beside them, on real encrypted offices."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import threading
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.changes import Edit
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges import drives
from casefiles.edges.drives import Drive
from db import backing_up, backups, checking, following, journal, replaying, safekeeping
from db.driver import Database
from db.keeper import PATIENCE, Keeper
from db.ledger import Ledger
from db.opening import FILE, SystemClock
from db.place import AGAIN, last_made
from db.queries import Queries
from db.resting import Rest, Stopped
from tests.db.office_files import KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from db.place import Place
    from tests.db.office_files import Desk

DAY = 86_400_000


@pytest.fixture
def kept(desk: Desk) -> Keeper:
    """The keeper of an open township."""
    (desk.folder / "keys.json").write_text("{}")  # a backup has its keys; these tests open with the raw key
    desk.ledger.keep()
    assert desk.ledger.keeper is not None
    return desk.ledger.keeper


def names(desk: Desk) -> list[str]:
    return sorted(str(record.values["name"]) for record in desk.queries.select("child"))


def full_today(desk: Desk, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next day, on which there is no room for a backup in this place."""
    desk.clock.at += DAY
    with monkeypatch.context() as patched:
        patched.setattr(backing_up, "ROOM", 1 << 60)
        with pytest.raises(Refusal):
            place.make_due(Rest(0))


@contextlib.contextmanager
def put_back(
    backup: Path, tmp_path: Path, *, with_journal: bool = True
) -> Iterator[tuple[list[str], replaying.Replayed]]:
    """What a backup gives with its journal."""
    folder = tmp_path / "back"
    folder.mkdir()
    shutil.copyfile(backup / FILE, folder / FILE)
    database = Database(folder / FILE, KEY)
    try:
        found = replaying.replay(database, backup / backups.JOURNAL, 1) if with_journal else replaying.Replayed()
        assert checking.check(database)["ok"]
        yield sorted(str(r.values["name"]) for r in Queries(database, SystemClock()).select("child")), found
    finally:
        database.close()
        shutil.rmtree(folder)


def test_one_a_day_beside_the_database_and_what_is_saved_since_in_its_journal(
    desk: Desk, kept: Keeper, tmp_path: Path
) -> None:
    desk.add("child", name="张小例")
    assert kept.own.make_due(Rest(0)) is not None
    assert kept.own.make_due(Rest(0)) is None, "once a day"
    child = desk.add("child", name="李小例")
    desk.edit("child", child, note="改过")
    assert kept.follow() + journal.count(backups.inside(kept.own.path)[0].path / "journal.tgj") >= 2
    one = backups.inside(kept.own.path)[0]
    assert (one.children, one.number, one.by_itself) == (1, 1, True)
    with put_back(one.path, tmp_path, with_journal=False) as (there, _):
        assert there == ["张小例"]
    with put_back(one.path, tmp_path) as (there, found):
        assert there == ["张小例", "李小例"]
        assert found == (2, True)


def test_a_save_reaches_the_journal_by_itself(desk: Desk, kept: Keeper) -> None:
    made = kept.own.make_due(Rest(0))
    assert made is not None
    desk.add("child", name="李小例")
    until = threading.Event()
    for _ in range(100):
        if journal.count(made.path / backups.JOURNAL):
            break
        until.wait(0.05)
    assert journal.count(made.path / backups.JOURNAL) == 1


def test_closing_writes_the_last_entries(desk: Desk, kept: Keeper) -> None:
    made = kept.own.make_due(Rest(0))
    assert made is not None
    desk.add("child", name="李小例")
    desk.ledger.close()
    assert journal.count(made.path / backups.JOURNAL) == 1
    assert kept.own.follow(anew=True) == 0, "whoever comes too late writes nothing"


def test_the_next_day_begins_anew_and_the_old_journal_goes(desk: Desk, kept: Keeper, tmp_path: Path) -> None:
    first = kept.own.make_due(Rest(0))
    desk.add("child", name="张小例")
    kept.follow()
    desk.clock.at += DAY
    second = kept.own.make_due(Rest(0))
    assert first is not None
    assert second is not None
    assert not (first.path / backups.JOURNAL).exists()
    desk.add("child", name="李小例")
    kept.follow()
    with put_back(second.path, tmp_path) as (there, found):
        assert there == ["张小例", "李小例"]
        assert found.changes == 1


def test_a_journal_goes_on_after_the_office_was_closed(desk: Desk, kept: Keeper, tmp_path: Path) -> None:
    made = kept.own.make_due(Rest(0))
    assert made is not None
    desk.add("child", name="张小例")
    kept.follow()
    again = Keeper(desk.ledger)  # as the next opening has it
    desk.add("child", name="李小例")
    assert again.follow() == 1
    with put_back(made.path, tmp_path) as (there, found):
        assert there == names(desk)
        assert found == (2, True)
    again.close()


@pytest.mark.parametrize("left", [0.7, 0.5, 0.0])
def test_a_journal_that_lost_its_end_meanwhile_goes_on_from_what_is_whole(
    desk: Desk, kept: Keeper, tmp_path: Path, left: float
) -> None:
    """A stick was pulled out and put in again between two saves."""
    made = kept.own.make_due(Rest(0))
    assert made is not None
    for name in ("张小例", "李小例", "王小例"):
        desk.add("child", name=name)
        kept.follow()
    path = made.path / backups.JOURNAL
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * left)])
    desk.add("child", name="赵小例")
    kept.follow()
    if left:
        with put_back(made.path, tmp_path) as (there, found):
            assert (there, found) == (names(desk), (4, True))
    else:
        assert kept.own.refused is not None
        assert path.read_bytes() == b""
        assert kept.own.make_due(Rest(0)) is not None, "where nothing is whole a new backup is due"


def test_a_number_that_is_gone_is_told_and_the_journal_goes_on_when_it_is_back(
    desk: Desk, kept: Keeper, tmp_path: Path
) -> None:
    """Whatever a journal said beyond it could not be put back."""
    made = kept.own.make_due(Rest(0))
    assert made is not None
    desk.ledger.database.told = None
    for n in range(3):
        desk.add("child", name=f"前{n}例")
    with desk.ledger.database.writing() as connection:
        gone = connection.execute("SELECT * FROM change ORDER BY lid, seq DESC LIMIT 1 OFFSET 1").fetchone()
        connection.execute("DELETE FROM change WHERE lid=? AND seq=?", gone[:2])
    assert kept.own.follow() == 0
    assert kept.own.refused is not None
    assert kept.own.refused.problems[0].code == "DB_DAMAGED"
    assert kept.own.due()
    with desk.ledger.database.writing() as connection:
        connection.execute(f"INSERT INTO change VALUES({','.join('?' * len(gone))})", gone)
    kept.own.look_anew()
    assert kept.own.follow() == 3
    assert kept.own.refused is None
    with put_back(made.path, tmp_path) as (there, found):
        assert (there, found) == (names(desk), (3, True))


def test_old_ones_are_thinned_out_and_what_a_person_made_stays(desk: Desk, kept: Keeper) -> None:
    by_hand = None
    for n in range(12):
        made = kept.own.make_due(Rest(0))
        assert made is not None
        if n == 1:
            by_hand = backing_up.make(desk.ledger, kept.own.path, Rest(0), by_itself=False)
        desk.clock.at += DAY
    stands = backups.inside(kept.own.path)
    assert by_hand is not None
    assert by_hand.path in [one.path for one in stands]
    itself = [one for one in stands if one.by_itself]
    assert len(itself) < 12
    assert [one.number for one in itself][-7:] == list(range(7, 14))


@pytest.mark.parametrize("called", ["as it is", "by a way round", "by a link"])
def test_one_that_a_person_makes_in_a_place_has_the_journal_from_then_on(
    desk: Desk, kept: Keeper, tmp_path: Path, called: str
) -> None:
    assert kept.own.make_due(Rest(0))
    folder = kept.own.path
    if called == "by a way round":
        folder = desk.folder / "backups" / ".." / "backups"
    elif called == "by a link":
        folder = tmp_path / "link"
        try:
            folder.symlink_to(kept.own.path)
        except OSError:
            pytest.skip("no links here")
    by_hand = kept.own.path / safekeeping.backup(desk.ledger, folder).name
    desk.add("child", name="张小例")
    kept.follow()
    assert backups.inside(kept.own.path)[-1].path == by_hand, "it is the newest, and offered first"
    with put_back(by_hand, tmp_path) as (there, found):
        assert (there, found.changes) == (["张小例"], 1)
    assert kept.own.make_due(Rest(0)) is None, "it is one of today"


def test_one_that_a_person_makes_in_a_place_is_the_last_one_of_it(
    desk: Desk, kept: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why there was none of today is told no longer, and where the place is away its day is known."""
    (tmp_path / "stick").mkdir()
    place = kept.choose(tmp_path / "stick")
    assert place is not None
    assert place.make_due(Rest(0))
    full_today(desk, place, monkeypatch)
    assert place.refused is not None
    safekeeping.backup(desk.ledger, place.path)
    assert place.refused is None
    assert last_made(desk.ledger)[str(place.path)] == f"{place.backups()[-1].made:%Y-%m-%dT%H:%M}"


def test_closing_waits_for_no_pause_of_the_journal(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command at the console closes right after it saved."""
    monkeypatch.setattr("db.keeper.GATHER", 60)
    made = kept.own.make_due(Rest(0))
    assert made is not None
    desk.add("child", name="张小例")
    began = time.monotonic()
    desk.ledger.close()
    assert time.monotonic() - began < PATIENCE / 2
    assert journal.count(made.path / backups.JOURNAL) == 1, "what was saved last is written all the same"


def test_a_clock_in_2099_and_in_1970_takes_nothing_away(desk: Desk, kept: Keeper) -> None:
    for _ in range(3):
        assert kept.own.make_due(Rest(0))
        desk.clock.at += DAY
    before, now = {one.path for one in backups.inside(kept.own.path)}, desk.clock.at
    for wrong in (dt.datetime(2099, 1, 1), dt.datetime(1970, 1, 2)):
        desk.clock.at = int(wrong.timestamp() * 1000)
        assert kept.own.make_due(Rest(0))
    desk.clock.at = now
    assert kept.own.make_due(Rest(0))
    assert before < {one.path for one in backups.inside(kept.own.path)}
    assert len(backups.inside(kept.own.path)) == 6


def test_one_that_is_stopped_leaves_nothing(desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    rest, seen = Rest(0), []

    def counted(database: Database, most: int, resting: Callable[[], None], chance: object) -> list[str]:
        seen.append(most)
        rest.stop()
        resting()
        return []

    monkeypatch.setattr(backing_up, "sample", counted)
    with pytest.raises(Stopped):
        kept.own.make(rest)
    assert seen == [backing_up.DRAWN]
    assert list(kept.own.path.iterdir()) == []
    assert desk.ledger.setting("last_backup") is None


def test_of_a_backup_whose_journal_could_not_be_written_at_first_nothing_bad_is_told_once_it_is(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> int:
        raise Refusal(Problem("DISK_FULL"))

    with monkeypatch.context() as patched:
        patched.setattr(following.Followed, "follow", full)
        with pytest.raises(Refusal):
            kept.own.make_due(Rest(0))
    assert kept.own.refused is not None
    assert len(kept.own.backups()) == 1
    kept.own.look_anew()
    kept.own.follow(anew=True)
    assert kept.own.refused is None


def test_a_bad_copy_is_none_and_the_older_ones_stay(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept.own.make_due(Rest(0))
    assert first is not None
    whole = desk.ledger.database.copy_from

    def flipped(connection: object, path: Path, rest: Callable[[], None]) -> None:
        whole(connection, path, rest)
        with path.open("r+b") as file:
            file.seek(5 * 4096 + 100)
            byte = file.read(1)
            file.seek(-1, 1)
            file.write(bytes([byte[0] ^ 1]))

    monkeypatch.setattr(desk.ledger.database, "copy_from", flipped)
    desk.clock.at += DAY
    with pytest.raises(Refusal) as refused:
        kept.own.make_due(Rest(0))
    assert refused.value.problems[0].code == "BACKUP_BAD"
    assert [one.path for one in backups.inside(kept.own.path)] == [first.path]
    assert kept.own.refused is refused.value


@pytest.mark.parametrize("what", ["a row", "a head", "a length"])
def test_what_differs_from_the_database_is_no_backup(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    for n in range(5):
        desk.add("child", name=f"孩子{n}例")
    whole = desk.ledger.database.copy_from
    spoil = {
        "a row": "UPDATE child SET name='别人'",
        "a head": "UPDATE log SET head=randomblob(20)",
        "a length": "DELETE FROM child WHERE rowid=1",
    }[what]

    def other(connection: object, path: Path, rest: Callable[[], None]) -> None:
        whole(connection, path, rest)
        copy = Database(path, KEY)
        with copy.writing() as writer:
            writer.execute(spoil)
        copy.close()

    monkeypatch.setattr(desk.ledger.database, "copy_from", other)
    with pytest.raises(Refusal) as refused:
        kept.own.make_due(Rest(0))
    assert refused.value.problems[0].code == "BACKUP_BAD"
    assert backups.inside(kept.own.path) == []


def test_what_is_saved_while_it_is_made_is_in_its_journal(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = backing_up.sample

    def sample(*said: object) -> list[str]:
        desk.add("child", name="李小例")
        return whole(*said)

    monkeypatch.setattr(backing_up, "sample", sample)
    made = kept.own.make_due(Rest(0))
    assert made is not None
    with put_back(made.path, tmp_path) as (there, found):
        assert (there, found.changes) == (["李小例"], 1)


def test_what_an_earlier_try_left_is_swept_and_anothers_is_not(desk: Desk, kept: Keeper) -> None:
    kept.own.path.mkdir()
    ours, theirs = (kept.own.path / f"doorstep-999901101-20260101-00000{n}" for n in (1, 2))
    for one, whose in ((ours, backups.name_of(desk.ledger.database)), (theirs, "f" * 16)):
        one.mkdir()
        (one / f"{whose}.tmp").write_bytes(b"half")
    assert backups.inside(kept.own.path) == []
    kept.own.make_due(Rest(0))
    assert not ours.exists()
    assert theirs.exists()


def test_two_computers_of_one_office_do_not_take_away_each_others(
    open_copy: Callable[..., Desk], tmp_path: Path
) -> None:
    """They share a folder; their databases have keys of their own."""
    place = tmp_path / "share"
    place.mkdir()
    here = open_copy("township", "here")
    (here.folder / "keys.json").write_text("{}")
    first = backing_up.make(here.ledger, place, Rest(0))
    about = first.path / backups.ABOUT
    about.write_text(about.read_text().replace(first.database, "f" * 16))
    for _ in range(20):
        here.clock.at += DAY
        newest = backing_up.make(here.ledger, place, Rest(0))
        following.Followed(here.ledger, newest).drop_older(backups.of(place, newest.database))
        backing_up.thin(here.ledger, place, newest)
    assert first.path.is_dir()
    assert len(backups.of(place, newest.database)) < 20


def test_a_second_place_that_comes_and_goes(desk: Desk, kept: Keeper, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    place = kept.choose(stick)
    assert place is not None
    made = place.make_due(Rest(0))
    assert made is not None
    gone = tmp_path / "gone"
    stick.rename(gone)  # pulled out
    desk.add("child", name="张小例")
    assert kept.follow() == 0
    assert place.make_due(Rest(0)) is None
    assert last_made(desk.ledger)[str(place.path)]
    gone.rename(stick)
    place.look_anew()
    assert kept.follow() == 1, "caught up with"
    with put_back(made.path, tmp_path) as (there, _):
        assert there == ["张小例"]


def test_a_place_that_is_back_is_caught_up_with_although_nothing_was_saved_since(
    desk: Desk, kept: Keeper, tmp_path: Path
) -> None:
    stick, gone = tmp_path / "stick", tmp_path / "gone"
    stick.mkdir()
    place = kept.choose(stick)
    assert place is not None
    assert place.make_due(Rest(0))
    stick.rename(gone)
    desk.add("child", name="张小例")
    for _ in range(2):  # it is found gone, and then known to be
        assert place.follow() == 0
    gone.rename(stick)
    place._looked -= AGAIN
    assert place.follow() == 1


def test_why_there_is_no_backup_of_today_is_told_although_the_journal_is_written_again(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise Refusal(Problem("CANNOT_WRITE"))

    assert kept.own.make_due(Rest(0))
    with monkeypatch.context() as patched:
        patched.setattr(following.Followed, "follow", broken)
        kept.own.follow(anew=True)
        full_today(desk, kept.own, monkeypatch)
    kept.own.look_anew()
    desk.add("child", name="张小例")
    assert kept.own.follow() == 1
    assert kept.own.refused is not None
    assert kept.own.refused.problems[0].code == "DISK_FULL"


def test_a_command_that_is_done_stays_done_where_its_backup_cannot_even_be_told_of(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Refusal(Problem("DISK_FULL"))

    desk.add("child", name="张小例")
    monkeypatch.setattr(backing_up, "make", full)
    assert kept.after_call()
    assert not kept.after_call(), "once a day"
    desk.clock.at += DAY
    monkeypatch.setattr(desk.ledger, "keep_setting", full)
    assert not kept.after_call()


def test_a_stick_that_is_called_otherwise_today_is_found_by_what_is_on_it(
    desk: Desk, kept: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """E: was F: yesterday."""
    (tmp_path / "E").mkdir()
    place = kept.choose(tmp_path / "E")
    assert place is not None
    place.make_due(Rest(0))
    (tmp_path / "E").rename(tmp_path / "F")
    (tmp_path / "E").mkdir()  # another one lies there now
    (tmp_path / "G" / backups.ELSEWHERE).mkdir(parents=True)  # of nobody
    found = [Drive(name, tmp_path / name, 0) for name in ("E", "G", "F")]
    monkeypatch.setattr(drives, "here", lambda: SimpleNamespace(drives=lambda: found))
    kept._look_elsewhere()
    assert kept.second is not None
    assert kept.second.path == tmp_path / "F" / backups.ELSEWHERE
    kept._look_elsewhere()
    assert kept.second is not None
    assert kept.second.path == tmp_path / "F" / backups.ELSEWHERE


def test_opening_and_looking_loads_and_reads_no_journal(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that writes nothing but its entry in the record of access costs nothing more."""
    kept.own.make_due(Rest(0))
    again = Keeper(desk.ledger)
    desk.ledger.keep_setting("looked", "at")
    monkeypatch.setattr("db.place.Place._newest", lambda *_: pytest.fail("a journal was read"))
    assert again.follow() == 0


def test_a_place_inside_the_office_is_no_second_one(desk: Desk, kept: Keeper) -> None:
    with pytest.raises(Refusal) as refused:
        kept.choose(desk.folder)
    assert refused.value.problems[0].code == "BACKUP_PLACE_SAME"


def test_a_new_identity_asks_for_a_new_backup(desk: Desk, kept: Keeper) -> None:
    assert kept.own.make_due(Rest(0))
    desk.ledger.new_identity()
    assert Keeper(desk.ledger).own.ready() is None
    assert Keeper(desk.ledger).own.due()


def test_an_older_database_put_back_does_not_go_on_in_the_journal(
    desk: Desk, kept: Keeper, tmp_path: Path
) -> None:
    desk.ledger.database.settle()
    old = shutil.copyfile(desk.ledger.database.path, tmp_path / "old.db")
    made = kept.own.make_due(Rest(0))
    assert made is not None
    desk.add("child", name="张小例")
    kept.follow()
    database = Database(old, KEY)
    ledger = Ledger(database, desk.ledger.office, desk.clock)
    assert not following.Followed(ledger, made).fits()
    for name in ("王小例", "赵小例"):  # and where it has gone further, on another way
        ledger.write([Edit("child", desk.id("child"), {"name": name}, ())], "tester")
    assert ledger.vector()[ledger.device].seq > desk.ledger.vector()[ledger.device].seq
    assert not following.Followed(ledger, made).fits()
    database.close()


def test_before_something_large(desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.keeper.QUICK", 0)
    desk.ledger.safeguard()
    assert backups.inside(kept.own.path) == [], "an import does not wait for a large one"
    desk.ledger.safeguard(always=True)
    assert len(backups.inside(kept.own.path)) == 1
    desk.ledger.safeguard(always=True)
    assert len(backups.inside(kept.own.path)) == 1, "that of today and its journal stand for it"
