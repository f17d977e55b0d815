"""What takes no backup away that holds more than the database, and places that hold up no other one."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from db import backups, daily, journal
from db import kept as telling
from db.driver import Database
from db.keeper import SECOND, Keeper
from db.ledger import Ledger
from db.opening import FILE
from db.resting import Rest
from tests.db.office_files import KEY
from tests.db.test_keeper import DAY, kept, put_back

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.backups import Backup
    from tests.db.office_files import Desk

__all__ = ["kept"]
HUNG = 20.0


def soon(done: Callable[[], object]) -> bool:
    until = time.monotonic() + 5
    while not done() and time.monotonic() < until:
        threading.Event().wait(0.05)
    return bool(done())


def far_of(kept: Keeper, tmp_path: Path) -> tuple[Path, Backup]:
    """A second place with a backup, and the backup."""
    (tmp_path / "place").mkdir()
    place = kept.choose(tmp_path / "place")
    assert place is not None
    made = kept.make_due(place, Rest(0))
    assert made is not None
    return place, made


def test_an_older_backup_put_back_takes_away_nothing_of_a_newer_one(
    desk: Desk, kept: Keeper, tmp_path: Path
) -> None:
    """The stick has what was saved last, and somebody put the backup of the week before back."""
    old = tmp_path / "old"
    old.mkdir()
    desk.ledger.database.copy_to(old / FILE)
    (old / "keys.json").write_text("{}")
    place, made = far_of(kept, tmp_path)
    desk.add("child", name="张小例")
    kept.follow()
    database = Database(old / FILE, KEY)
    ledger = Ledger(database, desk.ledger.office, desk.clock)
    ledger.new_identity()
    ledger.keep_setting(SECOND, str(place))
    keeper = Keeper(ledger)
    for _ in range(12):
        desk.clock.at += DAY
        keeper._make_due(None)
    assert len(backups.of(place, keeper.database)) < 12, "its own are thinned out"
    with put_back(made.path, tmp_path) as (there, found):
        assert (there, found.changes) == (["张小例"], 1)
    keeper.close()
    database.close()


def test_a_backup_that_is_asked_for_while_that_of_today_is_made(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, go, whole = threading.Event(), threading.Event(), daily.sample

    def sample(*said: object) -> list[str]:
        if threading.current_thread().name == "backup":
            inside.set()
            go.wait(HUNG)
        return whole(*said)

    monkeypatch.setattr(daily, "sample", sample)
    kept.begin()
    assert inside.wait(HUNG)
    asking = threading.Thread(target=kept.make_everywhere)
    asking.start()
    asking.join(0.5)
    go.set()
    asking.join(HUNG)
    assert kept._maker is not None
    kept._maker.join(HUNG)
    assert not kept.refused
    assert [one.number for one in backups.of(kept.own, kept.database)] == [1, 2]


def test_a_share_that_answers_with_an_error_stops_no_journal(
    desk: Desk, kept: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = kept.make_due(kept.own, Rest(0))
    assert made is not None
    place, far = far_of(kept, tmp_path)
    kept._followed.pop(place)
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
    assert soon(lambda: place in kept.refused)
    broken = False
    kept._looked.clear()
    desk.add("child", name="李小例")
    assert soon(lambda: journal.count(made.path / backups.JOURNAL) == 2)
    assert soon(lambda: journal.count(far.path / backups.JOURNAL) == 2)


@pytest.mark.parametrize("where", ["journal", "folder"])
def test_a_share_that_does_not_answer_holds_up_nobody(
    desk: Desk, kept: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setattr("db.keeper.PATIENCE", 1.0)
    monkeypatch.setattr(telling, "PATIENCE", 0.5)
    made = kept.make_due(kept.own, Rest(0))
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
        kept._followed.pop(place)
        kept._looked.clear()
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


def test_a_backup_that_ends_after_the_office_was_closed_is_none(
    desk: Desk, kept: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its disk did not answer for longer than closing waits."""
    monkeypatch.setattr("db.keeper.PATIENCE", 0.3)
    inside, go, whole = threading.Event(), threading.Event(), daily.backups.describe

    def describe(*said: object) -> None:
        inside.set()
        go.wait(HUNG)
        whole(*said)

    monkeypatch.setattr(daily.backups, "describe", describe)
    kept.begin(lambda: None)
    assert inside.wait(HUNG)
    desk.ledger.close()
    go.set()
    assert kept._maker is not None
    kept._maker.join(HUNG)
    assert not list(kept.own.iterdir())
