"""Accounts by keyboard: another person's, one's own passphrase, and one that is taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import pytest
from desk import Desk, Key
from looks import LOW, SCREEN, assert_every_look
from PySide6.QtWidgets import QScrollArea, QWidget

from casefiles.domain.problems import Refusal
from db import keyslots
from ui import words_accounts as w

if TYPE_CHECKING:
    from pathlib import Path

THEIRS = "three long words"


def opens(folder: Path, login: str, secret: str) -> bool:
    try:
        keyslots.unlock(folder, login, secret)
    except Refusal:
        return False
    return True


def begin(desk: Desk, name: str) -> None:
    button = desk.page.findChild(QWidget, name)
    desk.tab_to(button)
    desk.press(Key.Key_Space)
    desk.settle()


def fill(desk: Desk, **typed: str) -> None:
    for name, text in typed.items():
        line = desk.page.lines[name]
        desk.tab_to(line)
        line.selectAll()
        (desk.type if text.isascii() else desk.commit)(text)  # Chinese comes from an input method
    desk.press(Key.Key_Return)
    desk.settle()


def acts(desk: Desk) -> list[tuple[str, str]]:
    return [(one.act, one.detail) for one in desk.office.ledger.accesses(act="account", limit=9)]


def test_another_person_gets_an_account_and_loses_it_again(desk: Desk) -> None:
    desk.open("computers")
    begin(desk, "accounts")
    assert desk.shell.place[0] == "accounts"
    assert w.YOU("zh") in desk.words()
    begin(desk, "add-account")
    assert desk.focused is desk.page.lines["name"]
    assert desk.page.lines["login"].text() == "clerk2"
    fill(desk, name="钱副样", theirs=THEIRS, again="three long word", secret=offices.PASSPHRASE)
    assert desk.page.problem.isVisible()
    assert desk.focused is desk.page.lines["again"]
    fill(desk, again=THEIRS)
    assert w.ADDED("zh", name="钱副样") in desk.words()
    assert opens(desk.home, "clerk2", THEIRS)
    assert acts(desk) == [("account", "added clerk2")]
    begin(desk, "remove-clerk2")
    assert desk.focused is desk.page.lines["secret"]
    fill(desk, secret="not the passphrase")
    assert desk.page.problem.isVisible()
    assert "clerk2" in keyslots.users(desk.home)
    fill(desk, secret=offices.PASSPHRASE)
    assert "clerk2" not in keyslots.users(desk.home)
    assert acts(desk)[0] == ("account", "removed clerk2")
    assert desk.page.findChild(QWidget, f"remove-{desk.office.me.login}") is None, "nobody takes the own account away"


def test_a_login_that_somebody_has_is_refused_and_stays_as_it_is(desk: Desk) -> None:
    mine = desk.office.me.login
    desk.open("accounts", asking="add")
    desk.settle()
    fill(desk, name="冒名样", login=mine, theirs=THEIRS, again=THEIRS, secret=offices.PASSPHRASE)
    assert desk.focused is desk.page.lines["login"]
    assert mine in desk.page.problem.text()
    assert opens(desk.home, mine, offices.PASSPHRASE)
    assert acts(desk) == []


def test_a_name_that_was_pasted_by_mistake_makes_no_page_wider(desk: Desk) -> None:
    desk.open("accounts", asking="add")
    desk.settle()
    fill(desk, name="很长" * 300, login="x" * 900, theirs=THEIRS, again=THEIRS, secret=offices.PASSPHRASE)
    assert len(desk.office.ledger.accounts()) == 2
    inside = desk.page.findChild(QScrollArea)
    assert inside.widget().width() <= inside.viewport().width()


def test_ones_own_passphrase(desk: Desk) -> None:
    mine = desk.office.me.login
    desk.open("accounts")
    desk.settle()
    begin(desk, "own-passphrase")
    assert desk.focused is desk.page.lines["secret"]
    fill(desk, secret=offices.PASSPHRASE, theirs="short", again="short")
    assert desk.page.problem.isVisible(), "too weak"
    assert desk.focused is desk.page.lines["theirs"]
    fill(desk, theirs=THEIRS, again=THEIRS)
    assert opens(desk.home, mine, THEIRS)
    assert not opens(desk.home, mine, offices.PASSPHRASE)
    assert acts(desk) == [("account", f"passphrase {mine}")]


@pytest.mark.parametrize("asking", ["", "add", "own"])
def test_every_look(desk: Desk, asking: str) -> None:
    desk.open("accounts", asking=asking)
    desk.settle()
    assert_every_look(desk.shell, sizes=(SCREEN, LOW))


def test_the_first_field_is_in_sight_in_a_low_window_in_the_largest_text(desk: Desk) -> None:
    desk.shell.set_look(size="xlarge")
    desk.shell.resize(1024, 600)
    page = desk.open("accounts", asking="add")
    desk.settle()
    line = page.lines["name"]
    assert desk.focused is line
    assert line.visibleRegion().boundingRect().height() == line.height()
