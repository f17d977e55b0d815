"""The monthly trial, the look at all pages, and the backup before an upgrade."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from db import backups, checking, earlier, kept, keyslots, opening, page_check, safekeeping, trial
from db.driver import Database
from db.resting import Rest, Stopped
from tests.db.office_files import PASS, founded

if TYPE_CHECKING:
    from pathlib import Path

    from db.keeper import Keeper
    from db.opening import OpenLedger

DAY = 86_400_000


class Clock(opening.SystemClock):
    """The computer's, ahead by so many ms."""

    ahead = 0

    def now_ms(self) -> int:
        return super().now_ms() + self.ahead


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return founded(tmp_path / "office")


def opened(folder: Path, clock: Clock | None = None) -> tuple[OpenLedger, Keeper]:
    ledger, *_ = opening.open_office(folder, None, PASS, clock or Clock())
    ledger.keep()
    assert ledger.keeper is not None
    return ledger, ledger.keeper


def add(ledger: OpenLedger, name: str) -> None:
    row = new_id("c", ledger.clock.now_ms())
    ledger.write([Edit("child", row, {"name": name, "note": "写下的"}, ())], "a")


def test_a_trial_is_the_same_once_a_month(folder: Path) -> None:
    clock = Clock()
    ledger, keeper = opened(folder, clock)
    add(ledger, "张小例")
    assert not keeper.try_one(Rest(0)), "there is no backup yet"
    keeper.own.make(Rest(0))
    add(ledger, "李小例")
    assert keeper.try_one(Rest(0))
    assert not keeper.try_one(Rest(0)), "once a month"
    state = kept.state(keeper)
    assert state.tried is not None
    assert state.tried_well
    assert [path.name for path in keeper.own.path.iterdir() if path.name.startswith("trial")] == []
    clock.ahead = 31 * DAY
    assert keeper.try_one(Rest(0))
    clock.ahead = -400 * DAY
    assert keeper.try_one(Rest(0)), "a clock that went back does not put it off for a year"
    ledger.close()


def test_a_backup_that_is_not_the_same_is_told(folder: Path) -> None:
    ledger, keeper = opened(folder)
    add(ledger, "张小例")
    made = keeper.own.make(Rest(0))
    key, _ = keyslots.unlock(folder, None, PASS)
    copy = Database(made.path / opening.FILE, key)
    with copy.writing() as connection:  # a row that fits its log no more, on pages that are whole
        connection.execute("UPDATE child SET name='别人'")
    copy.close()
    assert keeper.try_one(Rest(0))
    state = kept.state(keeper)
    assert not state.tried_well
    ledger.close()


def test_a_journal_that_is_lost_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, keeper = opened(folder)
    keeper.own.make(Rest(0))
    add(ledger, "张小例")
    keeper.follow()
    (one,) = backups.inside(keeper.own.path)
    path = one.path / backups.JOURNAL
    raw = bytearray(path.read_bytes())
    raw[-30] ^= 1
    path.write_bytes(raw)
    assert keeper.try_one(Rest(0))
    assert not kept.state(keeper).tried_well
    ledger.close()


def test_a_trial_that_is_stopped_leaves_nothing_and_says_nothing(folder: Path) -> None:
    ledger, keeper = opened(folder)
    keeper.own.make(Rest(0))
    rest = Rest(0)
    rest.stop()
    with pytest.raises(Stopped):
        keeper.try_one(rest)
    assert trial.due(ledger)
    assert [path for path in keeper.own.path.iterdir() if path.name.startswith("trial")] == []
    ledger.close()


def test_pages_are_looked_at_once_a_week_and_after_a_run_that_was_cut_off(folder: Path, tmp_path: Path) -> None:
    ledger, keeper = opened(folder)
    assert not ledger.unclean
    assert keeper.look_at_pages(Rest(0))
    assert not keeper.look_at_pages(Rest(0))
    add(ledger, "张小例")
    shutil.copytree(folder, tmp_path / "cut")  # as a power cut leaves it: the log beside the file is not brought in
    ledger.close()
    again, keeper = opened(tmp_path / "cut")
    assert again.unclean
    assert keeper.look_at_pages(Rest(0))
    assert keeper.problems == ()
    again.close()
    closed, _ = opened(folder)
    assert not closed.unclean
    closed.close()


def test_a_page_that_cannot_be_read_is_told(folder: Path) -> None:
    ledger, keeper = opened(folder)
    for n in range(200):
        add(ledger, f"孩子{n}例")
    ledger.close()
    raw = bytearray((folder / opening.FILE).read_bytes())
    raw[-2000] ^= 255
    (folder / opening.FILE).write_bytes(raw)
    ledger, keeper = opened(folder)
    assert keeper.look_at_pages(Rest(0))
    assert [problem.code for problem in keeper.problems] == ["DB_DAMAGED"]
    assert kept.state(keeper).problems == keeper.problems
    assert page_check.due(ledger), "what is damaged is said again the next time"
    with pytest.raises(Refusal) as refused:
        keeper.own.make(Rest(0))
    assert refused.value.problems[0].code == "DB_DAMAGED", "and no copy of it counts as a backup"
    ledger.close()


def aged(folder: Path) -> None:
    """Its rows were made by an older version."""
    ledger, _ = opened(folder)
    with ledger.database.writing() as connection:
        connection.execute("UPDATE setting SET value='an older one' WHERE key='catalogue'")
    ledger.close()


def test_before_an_upgrade_there_is_a_backup_of_what_was(folder: Path, tmp_path: Path) -> None:
    ledger, _ = opened(folder)
    add(ledger, "张小例")
    ledger.close()
    aged(folder)
    ledger, keeper = opened(folder)
    assert checking.check(ledger.database)["ok"]
    (one,) = backups.inside(keeper.own.path)
    assert (one.by_itself, one.children, one.database) == (True, 1, backups.name_of(ledger.database))
    assert keeper.own.due(), "it stands for no backup of today: no journal goes on from it"
    ledger.close()
    assert safekeeping.restore(one.path, tmp_path / "new", PASS)["child"] == 1
    again, _ = opened(folder)
    assert len(backups.inside(folder / backups.BESIDE)) == 1, "once an upgrade"
    again.close()


def test_an_upgrade_goes_on_where_no_backup_can_be_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aged(folder)

    def full(*_said: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(Database, "copy_from", full)
    ledger, keeper = opened(folder)
    assert backups.inside(keeper.own.path) == []
    assert list(keeper.own.path.iterdir()) == []
    assert not earlier.needed(ledger.database)
    ledger.close()
