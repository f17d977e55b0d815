"""The page of the record of access, and what the window leaves there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from casefiles.domain.access import LIST, LOCK, OPEN, PRINT, UNLOCK, Witness

if TYPE_CHECKING:
    from desk import Desk

    from ui.pages.accesses import AccessPage


def entries(desk: Desk, act: str) -> list[str]:
    """The files of entries of this kind, the newest first."""
    return [one.row for one in desk.office.ledger.accesses(act=act)]


def page(desk: Desk, **where: str) -> AccessPage:
    desk.shell.open("access", **where)
    desk.settle()
    found = desk.shell.page
    assert type(found).__name__ == "AccessPage"
    return found  # type: ignore[return-value]


def test_opening_a_file_leaves_an_entry_and_the_list_one(desk: Desk) -> None:
    child = desk.office.queries.register_ids("child")[0]
    for _ in range(2):
        desk.shell.open("child", id=child)
        desk.settle()
        desk.shell.open("children")
        desk.settle()
    assert entries(desk, OPEN) == [child]
    lists = desk.office.ledger.accesses(act=LIST)
    assert [one.detail for one in lists] == ["child"]
    assert lists[0].n == len(desk.office.queries.register_ids("child"))


def test_the_page_lists_filters_and_opens_by_keyboard(desk: Desk) -> None:
    office = desk.office
    children = office.queries.register_ids("child")[:2]
    office.ledger.accessed(office.me.login, OPEN, children)
    office.ledger.accessed("somebody", PRINT, children[:1], detail="dossier")
    made = page(desk)
    assert [row["act"] for row in made.list.rows.values()][:3] == ["打印", "打开档案", "打开档案"]
    assert next(iter(made.list.rows.values()))["more"] == "儿童档案"
    made.act.setCurrentIndex(made.act.findData(PRINT))
    made.act.activated.emit(made.act.currentIndex())
    desk.settle()
    assert [(row["who"], row["row"]) for row in made.list.rows.values()] == [("somebody", children[0])]
    made.since.set_text("+1")
    made.since.settle()
    desk.settle()
    assert not made.list.rows
    made.since.box.setFocus()
    made.since.box.selectAll()
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    made.focus_first()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.shell.place == ("child", {"id": children[0]})


def test_who_looked_at_a_file_is_asked_from_its_history(desk: Desk) -> None:
    office = desk.office
    one, other = office.queries.register_ids("child")[:2]
    office.ledger.accessed("somebody", OPEN, [one, other])
    made = page(desk, id=one)
    assert {row["row"] for row in made.list.rows.values()} == {one}
    name = str(office.queries.get(one).values["name"])
    assert name in made.help.text()
    made.whole_button.click()
    desk.settle()
    assert {row["row"] for row in desk.shell.page.list.rows.values()} >= {one, other}


def test_a_doubt_stands_until_it_is_acknowledged(desk: Desk) -> None:
    ledger = desk.office.ledger
    seq, head = ledger.access_head()
    ledger.witness_access(Witness(ledger.device, seq + 5, head, "999901", desk.office.clock.now_ms()))
    made = page(desk)
    known = made.findChild(QPushButton, "acknowledge")
    assert known is not None
    known.click()
    desk.settle()
    assert made.findChild(QPushButton, "acknowledge") is None


def test_the_report_of_the_year_opens(desk: Desk) -> None:
    made = page(desk)
    made.report_button.click()
    desk.settle()
    assert desk.shell.place[0] == "preview"
    assert desk.shell.page.printed is not None


def test_unlocking_and_locking_leave_entries(desk: Desk) -> None:
    ledger = desk.office.ledger
    assert len(ledger.accesses(act=UNLOCK)) == 1
    assert not ledger.accesses(act=LOCK)
