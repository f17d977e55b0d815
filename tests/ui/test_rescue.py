"""A damaged database and an empty folder, by keyboard: salvaged or restored, told in sentences, and open again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import offices
from desk import Desk, Key
from looks import assert_every_look, assert_nothing_cut

from casefiles.domain.changes import Edit
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.salvaged import Salvaged
from db import opening, safekeeping, salvage, tried
from db.resting import Rest
from ui import words_open
from ui import words_rescue as w

if TYPE_CHECKING:
    import pytest

PAGE = 4096


def damaged(folder: Path) -> None:
    """The last page of the file that is in use does not fit its own check any more."""
    raw = bytearray((folder / opening.FILE).read_bytes())
    raw[-PAGE // 2] ^= 255
    (folder / opening.FILE).write_bytes(raw)


def type_and_go(desk: Desk) -> None:
    page = desk.page
    page.passphrase.setFocus()
    page.passphrase.setText(offices.PASSPHRASE)
    desk.press(Key.Key_Return)
    desk.until(lambda: not page.strip.isVisible() and (page.told.isVisible() or page.problem.isVisible()))


def test_a_damaged_database_is_salvaged_and_opened(locked_desk: Desk) -> None:
    desk = locked_desk
    town = offices.open_at(desk.home)
    safekeeping.backup(town.ledger, desk.home.parent / "disk")
    children = town.queries.count("child")
    town.ledger.close()
    damaged(desk.home)
    desk.session.look_at(Refusal(Problem("DB_DAMAGED")))
    page = desk.open("unlock")
    assert page.rescue_button.isVisible()
    page.rescue_button.setFocus()
    desk.press(Key.Key_Space)
    assert desk.shell.place[0] == "rescue"
    page = desk.page
    assert page.passphrase.hasFocus()
    type_and_go(desk)
    said = page.told.text()
    assert not page.problem.isVisible(), page.problem.text()
    assert w.NEXT("zh") in said
    assert page.open_button.hasFocus()
    (aside,) = desk.home.glob("damaged-*")
    assert str(aside) in said
    desk.press(Key.Key_Space)
    assert desk.shell.place[0] == "unlock"
    assert not desk.page.rescue_button.isVisible()
    again = offices.open_at(desk.home)
    assert again.queries.count("child") == children
    assert again.queries.check()["ok"]
    again.ledger.close()


def test_a_sound_database_is_left_alone(locked_desk: Desk) -> None:
    before = (locked_desk.home / opening.FILE).read_bytes()
    locked_desk.open("rescue")
    type_and_go(locked_desk)
    assert locked_desk.page.problem.text() == Refusal(Problem("NOT_DAMAGED")).say("zh")
    assert locked_desk.page.passphrase.hasFocus()
    assert (locked_desk.home / opening.FILE).read_bytes() == before


def test_stop_leaves_everything_as_it_was(locked_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = locked_desk
    damaged(desk.home)
    before = (desk.home / opening.FILE).read_bytes()
    page = desk.open("rescue")
    real = salvage.relog

    def slow(*words: object) -> object:
        page.strip.cancel()
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(salvage, "relog", slow)
    page.passphrase.setText(offices.PASSPHRASE)
    page.begin()
    desk.until(lambda: page.do.isEnabled())
    assert not page.told.text()
    assert (desk.home / opening.FILE).read_bytes() == before
    assert not list(desk.home.glob("damaged-*"))


def test_a_backup_is_restored_into_an_empty_folder(locked_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = locked_desk
    town = offices.open_at(desk.home)
    made = safekeeping.backup(town.ledger, desk.home.parent / "disk")
    children = town.queries.count("child")
    town.ledger.close()
    desk.session.folder = new = desk.home.parent / "new"
    page = desk.open("first_office")
    assert page.restore_button.isVisible()
    page.restore_button.click()
    page = desk.page
    assert page.choose_button.hasFocus()
    page.begin()
    assert page.problem.text() == w.CHOOSE_FIRST("zh")
    monkeypatch.setattr("ui.pages.rescue.ask_folder", lambda *_a: made)
    desk.press(Key.Key_Space)
    assert page.chosen.text() == made.name
    type_and_go(desk)
    assert f"{children} 名儿童" in page.told.text()
    restored = offices.open_at(new)
    assert restored.queries.count("child") == children
    restored.ledger.close()


def test_the_page_in_every_look(locked_desk: Desk) -> None:
    locked_desk.open("rescue")
    assert_every_look(locked_desk.shell)


def test_what_is_told_is_not_cut(locked_desk: Desk) -> None:
    locked_desk.shell.set_look(size="xlarge", lang="en")
    page = locked_desk.open("rescue")
    found = Salvaged(Path("damaged"), None, 8, 20, 3, 2, 4, 5, [("visit", "v-1", "张小例")], blind=True)
    page._done("\n".join(w.told(found, "en")))
    locked_desk.settle()
    assert_nothing_cut(page)


def test_wrong_passphrases_make_the_next_one_wait(locked_desk: Desk) -> None:
    page = locked_desk.open("rescue")
    for _ in range(3):
        assert page.do.isEnabled()
        page.passphrase.setText("not the passphrase")
        page.begin()
        locked_desk.settle()
    assert not page.do.isEnabled()
    assert words_open.WAIT("zh", n=1) in page.problem.text()


def test_a_wrong_passphrase_here_makes_one_wait_and_the_way_back_stays_open(locked_desk: Desk) -> None:
    desk = locked_desk
    damaged(desk.home)
    page = desk.open("rescue")
    desk.session.wrong = 60
    desk.type("not this one")
    desk.press(Key.Key_Return)
    desk.until(lambda: desk.session.wrong == 61)
    desk.settle()
    assert words_open.WAIT("zh", n=32) in page.problem.text()
    assert [login for _, login in tried.noted(desk.home)] == [""]
    assert not page.do.isEnabled()
    assert page.back_button.isEnabled()
    assert page.choose_button.isEnabled()
    assert page.passphrase.hasFocus()
    page.back_button.setFocus()
    desk.press(Key.Key_Space)
    desk.until(lambda: desk.shell.place[0] == "unlock")
    desk.session.right()
    desk.session.wrong = 2
    page = desk.open("rescue")
    page.do.setEnabled(True)
    page.passphrase.setFocus()
    desk.press(Key.Key_Return)
    desk.until(lambda: desk.session.wrong == 3)
    desk.settle()
    desk.until(lambda: page.do.isEnabled())


def gone(desk: Desk) -> tuple[str, Path]:
    """Of the office nothing is left but its backups, and an older one on a disk. The file that was written after both,
    and that older one."""
    town = offices.open_at(desk.home)
    ledger: Any = town.ledger
    ledger.keep()
    ledger.keeper.own.make(Rest(0))
    older = safekeeping.backup(ledger, desk.home.parent / "disk")
    row = town.queries.select("child")[0].id
    ledger.write([Edit("child", row, {"note": "备份以后写的"})], "clerk")
    ledger.close()
    for part in desk.home.iterdir():
        if part.name != "backups":
            shutil.rmtree(part) if part.is_dir() else part.unlink()
    return row, older


def test_an_older_one_asks_for_a_second_press(locked_desk: Desk) -> None:
    desk = locked_desk
    row, older = gone(desk)
    page = desk.open("rescue")
    page._picked(older)
    type_and_go(desk)
    assert "这不是最新的备份" in page.problem.text()
    assert str(desk.home / "backups") in page.problem.text()
    assert page.do.hasFocus()
    assert_nothing_cut(desk.shell)
    desk.press(Key.Key_Space)
    desk.until(lambda: page.told.isVisible())
    again = offices.open_at(desk.home)
    record = again.queries.get(row)
    assert record is not None
    assert record.values.get("note") != "备份以后写的"
    again.ledger.close()


def test_backups_that_were_found_are_offered_newest_first(locked_desk: Desk) -> None:
    """Nobody hunts for a folder: the newest is chosen, with what was saved since, and the passphrase is enough."""
    desk = locked_desk
    row, _ = gone(desk)
    page = desk.open("rescue")
    assert page.offers.isVisible()
    assert page.offers.list.count() == 1
    assert "24 份儿童档案" in page.offers.list.item(0).text()
    assert "之后的 1 条变更" in page.offers.list.item(0).text()
    assert page.passphrase.hasFocus()
    assert_nothing_cut(desk.shell)
    assert_every_look(desk.shell)
    desk.settle()
    type_and_go(desk)
    assert "with 1 changes that were saved after the backup" in desk.page.told.text()  # the last look was English
    again = offices.open_at(desk.home)
    record = again.queries.get(row)
    assert record is not None
    assert record.values["note"] == "备份以后写的"
    again.ledger.close()
