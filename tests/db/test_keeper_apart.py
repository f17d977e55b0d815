"""What takes no backup away that holds more than the database, and places that hold up no other one."""

from __future__ import annotations

import os
import shutil
import threading
import time
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.problems import Problem, Refusal
from db import backing_up, backups, journal, outdated, pool, safekeeping
from db import kept as telling
from db.driver import Database
from db.keeper import SECOND, Keeper
from db.ledger import Ledger
from db.opening import FILE
from db.place import last_made
from db.resting import Rest
from tests.db.office_files import KEY
from tests.db.test_keeper import DAY, full_today, kept, put_back

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.backups import Backup
    from db.place import Place
    from tests.db.office_files import Desk

__all__ = ["kept"]
HUNG = 20.0


def soon(done: Callable[[], object]) -> bool:
    until = time.monotonic() + 5
    while not done() and time.monotonic() < until:
        threading.Event().wait(0.05)
    return bool(done())


def far_of(kept: Keeper, tmp_path: Path) -> tuple[Place, Backup]:
    """A second place with a backup, and the backup."""
    (tmp_path / "place").mkdir()
    place = kept.choose(tmp_path / "place")
    assert place is not None
    made = place.make_due(Rest(0))
    assert made is not None
    return place, made


def test_an_older_backup_put_back_takes_away_nothing_of_a_newer_one(
    desk: Desk, kept: Keeper, tmp_path: Path
) -> None:
    """The stick has what was saved last, and somebody put the backup of the week before back."""
    old = tmp_path / "old"
    old.mkdir()
    desk.ledger.database.settle()
    shutil.copyfile(desk.ledger.database.path, old / FILE)
    (old / "keys.json").write_text("{}")
    place, made = far_of(kept, tmp_path)
    desk.add("child", name="张小例")
    kept.follow()
    database = Database(old / FILE, KEY)
    ledger = Ledger(database, desk.ledger.office, desk.clock)
    ledger.new_identity()
    ledger.keep_setting(SECOND, str(place.path))
    keeper = Keeper(ledger)
    for _ in range(12):
        desk.clock.at += DAY
        keeper._make_due(None)
    assert len(place.backups()) < 12, "its own are thinned out"
    with put_back(made.path, tmp_path) as (there, found):
        assert (there, found.changes) == (["张小例"], 1)
    keeper.close()
    database.close()


@pytest.mark.parametrize("how", ["the page", "by hand"])
def test_a_backup_that_is_asked_for_while_that_of_today_is_made(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    inside, go, whole = threading.Event(), threading.Event(), backing_up.sample

    def sample(*said: object) -> list[str]:
        if threading.current_thread().name == "backup":
            inside.set()
            go.wait(HUNG)
        return whole(*said)

    monkeypatch.setattr(backing_up, "sample", sample)
    kept.begin()
    assert inside.wait(HUNG)
    ways = {"the page": kept.make_everywhere, "by hand": lambda: safekeeping.backup(desk.ledger, kept.own.path)}
    asking = threading.Thread(target=ways[how])
    asking.start()
    asking.join(0.5)
    go.set()
    asking.join(HUNG)
    assert kept._maker is not None
    kept._maker.join(HUNG)
    assert kept.own.refused is None
    assert [one.number for one in kept.own.backups()] == [1, 2]


def test_a_share_that_answers_with_an_error_stops_no_journal(
    desk: Desk, kept: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = kept.own.make_due(Rest(0))
    assert made is not None
    place, far = far_of(kept, tmp_path)
    place.look_anew()
    kind = type(tmp_path)
    whole, broken = kind.stat, True

    def stat(path: Path, **said: bool) -> object:
        if broken and "place" in path.parts:
            raise OSError(5, "it does not answer")
        return whole(path, **said)

    monkeypatch.setattr(kind, "stat", stat)
    desk.add("child", name="张小例")
    assert soon(lambda: journal.count(made.path / backups.JOURNAL) == 1)
    assert not telling.state(kept).places[1].there
    assert soon(lambda: place.refused)
    broken = False
    place.look_anew()
    desk.add("child", name="李小例")
    assert soon(lambda: journal.count(made.path / backups.JOURNAL) == 2)
    assert soon(lambda: journal.count(far.path / backups.JOURNAL) == 2)


@pytest.mark.parametrize("where", ["journal", "folder"])
def test_a_share_that_does_not_answer_holds_up_nobody(
    desk: Desk, kept: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setattr("db.keeper.PATIENCE", 1.0)
    monkeypatch.setattr(telling, "PATIENCE", 0.5)
    made = kept.own.make_due(Rest(0))
    assert made is not None
    place, _ = far_of(kept, tmp_path)
    kind, hang = type(tmp_path), threading.Event()
    whole, whole_kind = journal.Journal.append, kind.is_dir

    def append(one: journal.Journal, *said: object) -> int:
        if "place" in one.path.parts:
            hang.wait(HUNG)
        return whole(one, *said)

    def is_dir(path: Path) -> bool:
        if "place" in path.parts:
            hang.wait(HUNG)
        return whole_kind(path)

    if where == "journal":
        monkeypatch.setattr(journal.Journal, "append", append)
    else:
        place.look_anew()
        monkeypatch.setattr(kind, "is_dir", is_dir)
    desk.add("child", name="张小例")
    assert soon(lambda: journal.count(made.path / backups.JOURNAL) == 1)
    desk.add("child", name="李小例")
    assert soon(lambda: journal.count(made.path / backups.JOURNAL) == 2)

    def taken(work: Callable[[], object]) -> float:
        at = time.monotonic()
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(HUNG / 2)
        return time.monotonic() - at

    took = [taken(desk.ledger.safeguard), taken(lambda: telling.state(kept)), taken(desk.ledger.close)]
    hang.set()
    assert max(took) < 3, took


def test_a_trial_on_a_slow_share_keeps_nobody_from_saving(
    desk: Desk, kept: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last entries are written before the comparison, and a stick may take its time for them."""
    monkeypatch.setattr(desk.ledger.database, "told", None)  # only the trial writes
    kept.own.make_due(Rest(0))
    far_of(kept, tmp_path)
    desk.add("child", name="张小例")
    inside, go, whole = threading.Event(), threading.Event(), journal.Journal.append

    def append(one: journal.Journal, *said: object) -> int:
        inside.set()
        go.wait(HUNG)
        return whole(one, *said)

    monkeypatch.setattr(journal.Journal, "append", append)
    tried: list[bool] = []
    trying = threading.Thread(target=lambda: tried.append(kept.try_one(Rest(0))))
    trying.start()
    assert inside.wait(HUNG)
    saving = threading.Thread(target=desk.add, args=("child",), kwargs={"name": "李小例"})
    saving.start()
    saving.join(3)
    waits = saving.is_alive()
    go.set()
    trying.join(HUNG)
    saving.join(HUNG)
    assert not waits
    assert tried == [True]
    state = telling.state(kept)
    assert state.tried is not None
    assert state.tried_well


def test_a_trial_and_a_save_do_not_write_on_one_journal_at_once(
    desk: Desk, kept: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.ledger.database, "told", None)
    made = kept.own.make_due(Rest(0))
    assert made is not None
    desk.add("child", name="张小例")
    whole, inside, at_once = journal.Journal.append, [], []

    def append(one: journal.Journal, *said: object) -> int:
        inside.append(1)
        threading.Event().wait(0.4)
        at_once.append(len(inside))
        found = whole(one, *said)
        inside.pop()
        return found

    monkeypatch.setattr(journal.Journal, "append", append)
    both = [threading.Thread(target=work) for work in (lambda: kept.try_one(Rest(0)), kept.follow)]
    both[0].start()
    assert soon(lambda: inside)
    both[1].start()
    for thread in both:
        thread.join(HUNG)
    assert max(at_once) == 1
    desk.add("child", name="李小例")
    kept.follow()
    with put_back(made.path, tmp_path) as (there, found):
        assert (there, found) == (["张小例", "李小例"], (2, True))


def test_an_older_one_that_somebody_reads_in_goes_another_day(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows takes away no file that is open."""

    def held(_: Backup) -> None:
        raise Refusal(Problem("CANNOT_WRITE"))

    monkeypatch.setattr(backing_up.backups, "away", held)
    for _ in range(11):
        desk.clock.at += DAY
        assert kept.own.make_due(Rest(0))
    assert kept.own.refused is None
    assert last_made(desk.ledger)[str(kept.own.path)]


def test_why_there_is_no_backup_of_today_is_told_although_the_journal_goes_on(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = kept.own.make_due(Rest(0))
    assert made is not None
    full_today(desk, kept.own, monkeypatch)
    kept.own.look_anew()
    desk.add("child", name="张小例")
    kept.follow()
    assert journal.count(made.path / backups.JOURNAL) == 1
    assert [one.code for one in telling.state(kept).places[0].problems] == ["DISK_FULL"]
    assert kept.own.make_due(Rest(0))
    assert telling.state(kept).places[0].problems == ()


def test_photos_of_a_backup_that_another_computer_makes_are_not_swept_up(desk: Desk, kept: Keeper) -> None:
    """They lie in the folder beside all backups before any list names them."""
    kept.own.path.mkdir()
    other = kept.own.path / f"doorstep-{desk.ledger.office}-20261118-110640"
    other.mkdir()
    (other / "0123456789abcdef.tmp").write_bytes(b"half")
    photo = pool.folder_of(kept.own.path, desk.ledger.office) / "ab" / ("0" * 38)
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"sealed")
    for _ in range(10):
        desk.clock.at += DAY
        assert kept.own.make_due(Rest(0))
    assert len(kept.own.backups()) < 10
    assert photo.exists()
    os.utime(other, (1, 1))  # it was cut off long ago
    for _ in range(2):
        desk.clock.at += DAY
        assert kept.own.make_due(Rest(0))
    assert not photo.exists()


@pytest.mark.parametrize("how", ["an error", "nothing"])
def test_back_up_now_leaves_out_a_place_that_does_not_answer(
    desk: Desk, kept: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """It is asked in the lane of all saves."""
    monkeypatch.setattr("db.keeper.ANSWER", 0.5, raising=False)
    far_of(kept, tmp_path)
    kind, hang = type(tmp_path), threading.Event()
    whole = kind.is_dir

    def is_dir(path: Path) -> bool:
        if "place" in path.parts:
            if how == "an error":
                raise OSError(5, "it does not answer")
            hang.wait(HUNG)
        return whole(path)

    monkeypatch.setattr(kind, "is_dir", is_dir)
    failed: list[Exception] = []

    def now() -> None:
        try:
            kept.make_everywhere()
        except OSError as error:
            failed.append(error)

    asking = threading.Thread(target=now)
    asking.start()
    asking.join(4)
    waits = asking.is_alive()
    hang.set()
    asking.join(HUNG)
    assert not waits
    assert not failed
    assert len(kept.own.backups()) == 1


def test_a_place_that_is_back_gets_the_backup_of_today_by_itself(
    desk: Desk, kept: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plugged in after the morning's backup; nobody saves anything, nobody opens the office anew."""
    for module in ("db.keeper", "db.place"):
        monkeypatch.setattr(f"{module}.AGAIN", 0.2)
    (tmp_path / "stick").mkdir()
    place = kept.choose(tmp_path / "stick")
    assert place is not None
    (tmp_path / "stick").rename(tmp_path / "away")
    told: list[int] = []
    kept.begin(lambda: told.append(1))
    assert soon(lambda: len(told) >= 1 and kept.own.backups())
    assert kept._maker is not None
    kept._maker.join(HUNG)
    before = len(told)
    (tmp_path / "away").rename(tmp_path / "stick")
    assert soon(lambda: place.backups())
    assert soon(lambda: len(told) > before), "and the page hears of it"


def test_what_was_erased_is_in_a_backup_of_a_day_that_has_not_come(desk: Desk, kept: Keeper) -> None:
    now, child = desk.clock.at, desk.add("child", name="张小例")
    desk.clock.at = now + 26_000 * DAY
    old = kept.own.make_due(Rest(0))
    assert old is not None
    desk.clock.at = now + DAY
    desk.ledger.erase([child])
    new = kept.own.make_due(Rest(0))
    assert new is not None
    assert outdated.outdated(desk.ledger, kept.own.path) == [old.path]
    assert outdated.drop(desk.ledger, kept.own.path) == 1
    assert [one.path for one in backups.inside(kept.own.path)] == [new.path]


def test_a_backup_that_ends_after_the_office_was_closed_is_none(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its disk did not answer for longer than closing waits."""
    monkeypatch.setattr("db.keeper.PATIENCE", 0.3)
    inside, go, whole = threading.Event(), threading.Event(), backing_up.backups.describe

    def describe(*said: object) -> None:
        inside.set()
        go.wait(HUNG)
        whole(*said)

    monkeypatch.setattr(backing_up.backups, "describe", describe)
    kept.begin(lambda: None)
    assert inside.wait(HUNG)
    desk.ledger.close()
    go.set()
    assert kept._maker is not None
    kept._maker.join(HUNG)
    assert not list(kept.own.path.iterdir())
