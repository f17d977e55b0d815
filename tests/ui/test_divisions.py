"""The table of division codes is written by keyboard, and its names are found where a division is asked for."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from casefiles import divisions
from casefiles.domain import areas
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from tests.ui import offices
from tests.ui.desk import CONTROL, Key
from ui.fields_areas import AreaEditor
from ui.record_drawer import RecordDrawer

if TYPE_CHECKING:
    import pytest

    from casefiles.office import Office
    from tests.ui.desk import Desk

VILLAGE = "999901101301"


def drawer(desk: Desk) -> RecordDrawer:
    found = desk.shell.drawn
    assert isinstance(found, RecordDrawer)
    return found


def entered(desk: Desk, code: str, name: str) -> None:
    """A new line, written in its register."""
    desk.open("registers", entity="division")
    desk.press(Key.Key_N, CONTROL)
    desk.settle()
    for field, text in (("code", code), ("name", name)):
        drawer(desk).form.put(field, text)
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()


def test_a_line_is_written_and_the_village_is_found_by_its_name(desk: Desk) -> None:
    entered(desk, VILLAGE, "下溪村")
    assert [r.values["code"] for r in desk.office.queries.select("division")] == [VILLAGE]
    desk.open("registers", entity="household")
    desk.press(Key.Key_N, CONTROL)
    desk.settle()
    area = drawer(desk).form.blocks["area"].editor
    assert isinstance(area, AreaEditor)
    for typed in ("下溪", "xxc"):
        area.set_text("")
        area.box.setFocus()
        desk.commit(typed)
        assert area.list.item(0).text() == f"下溪村　{VILLAGE}"
        desk.until(lambda: area.list.visibleRegion().boundingRect().height() == area.list.height())
        desk.press(Key.Key_Down)
        desk.press(Key.Key_Up)
        desk.press(Key.Key_Return)
        assert (area.text(), area.said.text()) == (VILLAGE, "示例省云州市云台县青石镇下溪村")
        assert not area.list.isVisible()
    area.set_text("")
    area.box.setFocus()
    desk.commit("下溪村")
    assert area.text() == VILLAGE
    desk.press(Key.Key_Tab)
    assert area.box.text() == VILLAGE
    area.set_text("")
    area.box.setFocus()
    desk.commit("下溪村")
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Tab)  # out of the list
    assert not area.list.isVisible()
    assert area.box.text() == VILLAGE
    area.set_text("")
    area.box.setFocus()
    desk.commit("没有的地方")
    assert area.said.isVisible()
    assert not area.list.isVisible()
    drawer(desk).form.put("area", "999901101777")
    assert any("999901101777" in one.text() for one in drawer(desk).findChildren(QLabel) if one.isVisible())
    desk.shell.drawer(None)
    desk.settle()


def test_who_may_not_write_it_is_told_who_does(desk: Desk) -> None:
    entered(desk, "999901102", "柳溪镇")
    assert desk.office.queries.count("division") == 0
    assert any("上级" in one.text() for one in drawer(desk).findChildren(QLabel) if one.isVisible())


def test_a_township_that_ends_says_how_many_files_lie_there(desk: Desk) -> None:
    desk.shell._office = replace(desk.office, home=replace(desk.office.home, code="999901", level="county"))
    entered(desk, "999901101", "青石镇")
    desk.press(Key.Key_F2)
    desk.settle()
    drawer(desk).form.put("end", "2026-05-01")
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert desk.shell._toast is not None
    assert "份档案" in desk.shell._toast.text


def long_table(desk: Desk) -> list[str]:
    """More lines than a window waits for, in the office that is still locked; their records."""
    office = offices.open_at(desk.home)
    rows = [new_id(ENTITIES["division"].prefix, 1000 + n) for n in range(divisions.LONG + 20)]
    lines = [{"code": f"{offices.TOWN}{n:03d}", "name": f"第{n}村"} for n in range(len(rows))]
    lines[0] = {"code": VILLAGE, "name": "下溪村"}
    office.ledger.write([Edit("division", row, line, ()) for row, line in zip(rows, lines, strict=True)], "clerk")
    office.ledger.close()
    return rows


def test_the_window_does_not_wait_for_a_long_table(locked_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, made, go = locked_desk, [], threading.Event()
    rows, make = long_table(desk), divisions._made

    def slowly(office: Office, *step: object) -> object:
        made.append(threading.current_thread())
        assert go.wait(30)
        return make(office, *step)  # type: ignore[arg-type]

    monkeypatch.setattr(divisions, "_made", slowly)
    office = desk.session.doors.open_office(desk.home, offices.PASSPHRASE, clock=offices.FixedClock())
    desk.session.opened(office)
    desk.shell.open("registers", entity="household")
    desk.press(Key.Key_N, CONTROL)
    area = drawer(desk).form.blocks["area"].editor
    assert isinstance(area, AreaEditor)
    area.set_text(VILLAGE)
    before = areas.path(VILLAGE)
    assert before is None
    assert "下溪村" not in area.said.text()
    go.set()
    desk.settle()
    assert area.said.text() == "示例省云州市云台县青石镇下溪村"
    assert made
    assert threading.main_thread() not in made
    assert len(made) == 1, "once, though several asked for it"

    register = desk.page.register
    register.view.setCurrentIndex(register.model.index(3, 0))
    chosen = register.current
    assert chosen

    go.clear()
    held = office.queries.many(rows[:1])[rows[0]]
    office.ledger.write([Edit("division", rows[0], {"name": "上溪村"}, held.heads)], "clerk")
    assert areas.name_of(VILLAGE) == "下溪村", "as it was told last, until it is told anew"
    assert areas.name_of(VILLAGE) == "下溪村"
    go.set()
    desk.settle()
    assert areas.name_of(VILLAGE) == "上溪村"
    assert area.said.text().endswith("上溪村")
    assert (len(made), threading.main_thread() in made) == (2, False)
    assert register.current == chosen, "who reads the list stays where he was"
    desk.shell.drawer(None)
    desk.settle()


def test_locking_does_not_wait_for_a_long_table(locked_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, begun, go = locked_desk, threading.Event(), threading.Event()
    long_table(desk)
    make, over = divisions._made, []

    def slowly(office: Office, step: object = None) -> object:
        begun.set()
        assert go.wait(30)
        made = make(office, step)  # type: ignore[arg-type]
        over.append(made)
        return made

    monkeypatch.setattr(divisions, "_made", slowly)
    office = desk.session.doors.open_office(desk.home, offices.PASSPHRASE, clock=offices.FixedClock())
    desk.session.opened(office)
    assert begun.wait(30)
    threading.Timer(0.2, go.set).start()
    desk.session.lock()
    assert desk.shell.place[0] == "unlock"
    assert over == [], "it was given up at its first line"


def test_a_file_that_is_open_is_named_anew(locked_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, go = locked_desk, threading.Event()
    long_table(desk)
    office = offices.open_at(desk.home)
    child = office.queries.select("child")[0]
    office.ledger.write([Edit("child", child.id, {"area": VILLAGE}, child.heads)], "clerk")
    office.ledger.close()
    make = divisions._made

    def slowly(office: Office, *step: object) -> object:
        assert go.wait(30)
        return make(office, *step)  # type: ignore[arg-type]

    monkeypatch.setattr(divisions, "_made", slowly)
    desk.session.opened(desk.session.doors.open_office(desk.home, offices.PASSPHRASE, clock=offices.FixedClock()))
    desk.shell.open("child", id=child.id)

    def named() -> bool:
        return any("下溪村" in one.text() for one in desk.shell.findChildren(QLabel))

    assert not named()
    go.set()
    desk.settle()
    assert named()
