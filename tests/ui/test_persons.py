"""One person in several roles: told while entering, filled in by keyboard, shown on the file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import offices
import pytest
from keyboard import press
from looks import assert_every_look, settle
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from casefiles import recording
from casefiles.domain.codes import citizen_id
from casefiles.domain.entities import ENTITIES
from ui.known_person import KnownPerson
from ui.pages import PAGES
from ui.pages.child import ChildPage
from ui.pages.child_family import edit_record
from ui.preferences import Preferences
from ui.window import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from casefiles.office import Office

CARD = citizen_id.make("999901", dt.date(1955, 4, 3), 12, "2")
SHOWN = tuple(spec for spec in PAGES if spec.name in ("children", "child", "mentor", "visit"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = offices.open_at(offices.copy_to(tmp_path / "office"))
    yield made
    made.ledger.close()


@pytest.fixture
def window(office: Office, show: Callable[[Shell], Shell], tmp_path: Path, qtbot: QtBot) -> Shell:
    made = show(Shell(office, Preferences(tmp_path / "settings"), pages=SHOWN, now=lambda: offices.NOW))
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def a_mentor(office: Office) -> str:
    draft = {"name": "王秀样", "kind": "teacher", "id_number": CARD, "phone": "10012345678"}
    return recording.save(office, ENTITIES["mentor"], draft).id


def opened(window: Shell, child: str) -> ChildPage:
    window.open("child", id=child)
    settle()
    assert isinstance(window.page, ChildPage)
    return window.page


def test_a_known_number_says_who_it_is_and_fills_in_what_is_empty(window: Shell, office: Office, qtbot: QtBot) -> None:
    a_mentor(office)
    child = office.queries.select("child", limit=1)[0].id
    drawer = edit_record(window, opened(window, child)._file(), "member")
    hint = drawer.findChild(KnownPerson)
    assert not hint.isVisible()
    drawer.form.put("id_number", CARD)
    drawer.form.put("phone", "10011112222")
    drawer.form.blocks["id_number"].editor.left.emit()
    qtbot.waitUntil(hint.isVisible)
    assert "王秀样（五老）" in hint.said.text()
    fill = drawer.findChild(QPushButton, "fill-in-known")
    fill.setFocus()
    press(Qt.Key.Key_Space)
    draft = drawer.form.draft()
    assert (draft["name"], draft["birth_date"], draft["phone"]) == ("王秀样", "1955-04-03", "10011112222")
    assert not fill.isVisible()


def test_somebody_unknown_is_not_spoken_of(window: Shell, office: Office, qtbot: QtBot) -> None:
    child = office.queries.select("child", limit=1)[0].id
    drawer = edit_record(window, opened(window, child)._file(), "member")
    for name, text in (("name", "无此人样"), ("phone", "10099998888"), ("id_number", "12")):
        drawer.form.put(name, text)
        drawer.form.blocks[name].editor.left.emit()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert not drawer.findChild(KnownPerson).isVisible()


def test_brothers_and_sisters_are_seen_from_the_family_and_opened(window: Shell, office: Office, qtbot: QtBot) -> None:
    mentor = a_mentor(office)
    one, other = (c.id for c in office.queries.select("child", limit=2))
    for child in (one, other):
        draft = {"child": child, "relation": "62", "name": "王秀样", "id_number": CARD}
        recording.save(office, ENTITIES["member"], draft)
    page = opened(window, one)
    page.tabs.setCurrentIndex(1)
    card = page.findChild(QWidget, "roles")
    qtbot.waitUntil(card.isVisible)
    name = str(office.queries.get(other).values["name"])  # type: ignore[union-attr]
    acts = {b.accessibleName(): b for b in card.findChildren(QPushButton)}
    assert {f"打开{name}的档案", "打开王秀样的档案"} <= set(acts)
    acts["打开王秀样的档案"].setFocus()
    press(Qt.Key.Key_Space)
    settle()
    assert window.place == ("mentor", {"id": mentor})


@pytest.mark.slow
def test_nothing_of_the_card_is_cut(window: Shell, office: Office, qtbot: QtBot) -> None:
    a_mentor(office)
    child = office.queries.select("child", limit=1)[0].id
    draft = {"child": child, "relation": "62", "name": "王秀样", "id_number": CARD}
    recording.save(office, ENTITIES["member"], draft)
    opened(window, child).tabs.setCurrentIndex(1)
    assert_every_look(window)
