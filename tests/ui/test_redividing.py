"""A township that was joined to another is entered by keyboard, and its card on the exchange page says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from casefiles import divisions, recording
from casefiles.domain import areas
from casefiles.domain.entities import ENTITIES
from casefiles.exchange.rhythm import Rhythm
from tests.ui.desk import CONTROL, Key
from ui import words_joined
from ui import words_trip as t
from ui.office_card import office_card
from ui.record_drawer import RecordDrawer

if TYPE_CHECKING:
    from tests.ui.desk import Desk

OLD, NEW = "999901101", "999901102"


def entered(desk: Desk) -> RecordDrawer:
    """The form of a new line, filled in."""
    desk.open("registers", entity="redivision")
    desk.press(Key.Key_N, CONTROL)
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    for name, text in (("old", OLD), ("new", NEW), ("on", "2026-05-01"), ("document", "青政〔2026〕5号")):
        drawer.form.put(name, text)
    return drawer


def test_the_office_above_enters_it_and_the_files_move(desk: Desk) -> None:
    desk.shell._office = replace(desk.office, home=replace(desk.office.home, code="999901", level="county"))
    children = desk.office.queries.register_ids("child", "all", "", OLD)
    assert children
    entered(desk)
    desk.press(Key.Key_Return, CONTROL)
    desk.until(lambda: desk.office.queries.count("redivision") == 1)
    desk.settle()
    assert desk.office.queries.register_ids("child", "all", "", OLD) == []
    assert set(children) <= set(desk.office.queries.register_ids("child", "all", "", NEW))
    assert desk.office.queries.check()["ok"]


def test_a_township_is_told_who_enters_it(desk: Desk) -> None:
    drawer = entered(desk)
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert desk.shell.drawn is drawer
    assert desk.office.queries.count("redivision") == 0
    assert any("上级" in one.text() for one in drawer.findChildren(QLabel) if one.isVisible())


def test_its_card_says_so(desk: Desk) -> None:
    row = {
        "office": OLD, "name": "云台镇", "level": "township", "blocked": False, "here_only": 0, "behind": False,
        "own": 5, "acknowledged": 5, "up_to_ms": 0, "up_to_n": 0, "lacks_ms": 0, "receipt_ms": 0,
        "gets": "full", "on_way": 0, "way_refused": 0, "last_out": None, "last_in": None, "waiting": [],
        "refused_there": [], "there_only": [], "holes": 0, "erased": 0, "forks": [], "compared": None, "owes": False,
        "joined": {"office": NEW, "name": "雾溪镇", "on": "2026-05-01"},
    }  # fmt: skip
    for joined in (row["joined"], None):
        one = Rhythm(OLD, "云台镇", None, gone=bool(joined))
        card = office_card(desk.shell, {**row, "joined": joined}, one, lambda: None, lambda: None)
        said = [one.text() for one in card.findChildren(QLabel)]
        assert (t.JOINED("zh", name="雾溪镇", month="2026-05") in said) is bool(joined)
        card.deleteLater()


def test_who_enters_the_old_code_sees_the_new_one_beside_the_field(desk: Desk) -> None:
    office = replace(desk.office, home=replace(desk.office.home, code="999901", level="county"))
    divisions.tell(office)
    recording.save(office, ENTITIES["redivision"], {"old": OLD, "new": NEW, "on": "2026-05-01"})
    desk.open("registers", entity="household")
    desk.press(Key.Key_N, CONTROL)
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    block = drawer.form.blocks["area"]
    for code, wanted in ((OLD, "AREA_JOINED"), (NEW, None)):
        block.editor.set_text("")
        block.editor.target.setFocus()
        desk.commit(code)
        desk.press(Key.Key_Tab)
        desk.settle()
        assert (block.problem.code if block.problem else None) == wanted
        assert block.is_warning is bool(wanted)
    assert block.remedy is not None
    assert block.remedy.isHidden()
    for typed, meant in ((OLD, NEW), (f"{OLD}003", NEW)):
        block.editor.set_text("")
        block.editor.target.setFocus()
        desk.commit(typed)
        desk.press(Key.Key_Tab)
        assert desk.focused is block.remedy
        name = areas.name_of(NEW) or NEW
        assert block.remedy.text() == words_joined.PUT_IN("zh", name=name)
        assert NEW in block.remedy.accessibleName()
        desk.press(Key.Key_Space)
        desk.settle()
        assert block.editor.text() == meant
        assert desk.focused is block.editor.target
        assert drawer.form.draft()["area"] == meant
        assert (block.problem, block.remedy.isHidden()) == (None, True)
    desk.shell.drawer(None)
    desk.settle()
