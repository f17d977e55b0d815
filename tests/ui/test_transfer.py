"""A file is handed over in the drawer by keyboard, taken back, and what stands against it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import CONTROL, Key
from looks import assert_every_look
from PySide6.QtWidgets import QWidget

from casefiles import merging, transferring, worklists
from casefiles.domain.changes import Edit
from casefiles.leaving import open_matches
from ui import words_transfer as words
from ui.transfer_drawer import TransferDrawer
from ui.widgets import Toast

if TYPE_CHECKING:
    from desk import Desk

THERE = "999901102"


def opened(desk: Desk) -> tuple[TransferDrawer, str]:
    office = desk.office
    row = next(
        c
        for c in office.queries.register_ids("child")
        if open_matches(office, "child", c)
        and not [r for r in office.queries.select("report", {"child": c}) if not r.values.get("closed_on")]
    )
    page = desk.open("child", id=row)
    page.transfer()
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, TransferDrawer)
    return drawer, row


def fill(drawer: TransferDrawer) -> None:
    drawer.form.blocks["to_area"].editor.set(THERE)
    drawer.form.blocks["reason"].editor.set("moved")


def test_handed_over_and_taken_back(desk: Desk) -> None:
    drawer, row = opened(desk)
    held = open_matches(desk.office, "child", row)
    assert set(drawer.pickers) == {m.id for m in held}
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert desk.shell.drawn is drawer, "where to and why are missing"
    fill(drawer)
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert desk.shell.drawn is None
    assert desk.office.queries.get(row).values["area"] == THERE  # type: ignore[union-attr]
    assert open_matches(desk.office, "child", row) == []
    assert "已移交给" in desk.shell.findChild(Toast).text
    assert desk.page.findChild(QWidget, "transfer-card") is not None
    desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert len(open_matches(desk.office, "child", row)) == len(held)
    assert desk.page.findChild(QWidget, "transfer-card") is None
    desk.swap_newest()
    assert desk.office.queries.get(row).values["area"] == THERE  # type: ignore[union-attr]
    assert open_matches(desk.office, "child", row) == []
    desk.swap_newest()
    assert len(open_matches(desk.office, "child", row)) == len(held)


def test_what_stands_against_it_is_said_whichever_field_had_the_keyboard(desk: Desk) -> None:
    drawer, _ = opened(desk)
    fill(drawer)
    drawer.form.put("to_area", "999901002")
    drawer.form.blocks["note"].editor.target.setFocus()
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    block = drawer.form.blocks["to_area"]
    assert block.isAncestorOf(desk.focused)
    assert block.problem is not None
    assert block.problem.say("zh") in desk.words()


def test_withdrawn_on_the_page(desk: Desk) -> None:
    _, row = opened(desk)
    desk.shell.drawer(None)
    transferring.transfer(desk.office, row, THERE, "moved")
    desk.open("child", id=row)
    desk.tab_to(desk.button("撤回移交"))
    desk.press(Key.Key_Space)
    desk.settle()
    assert open_matches(desk.office, "child", row)
    assert desk.page.findChild(QWidget, "transfer-card") is None


@pytest.mark.slow
def test_nothing_is_cut(desk: Desk) -> None:
    _, row = opened(desk)
    assert_every_look(desk.shell)
    assert isinstance(desk.shell.drawn, TransferDrawer)
    desk.shell.drawer(None)
    transferring.transfer(desk.office, row, THERE, "moved", note="跟外婆住，外婆家在河边第三户")
    desk.open("child", id=row)
    assert_every_look(desk.shell)


def came_back(desk: Desk) -> tuple[str, str, int]:
    """A file that was sent back: the child, the transfer, how many matches it had."""
    _, row = opened(desk)
    desk.shell.drawer(None)
    office = desk.office
    n = len(open_matches(office, "child", row))
    done = transferring.transfer(office, row, THERE, "moved")
    home = str(office.queries.get(done.id).values["from_area"])  # type: ignore[union-attr]
    answer = {"state": "declined", "answered_on": office.clock.today().isoformat(), "answer": "孩子没有来"}
    office.ledger.write([Edit("transfer", done.id, answer), Edit("child", row, {"area": home})], "other")
    return row, done.id, n


def named(desk: Desk, row: str) -> str:
    return str(desk.office.queries.get(row).values["name"])  # type: ignore[union-attr]


def test_a_file_that_came_back_gets_its_matches_from_the_worklist(desk: Desk) -> None:
    row, _, n = came_back(desk)
    desk.open("worklists", worklist="came_back")
    desk.tab_to(desk.button(words.REOPEN_OF("zh", name=named(desk, row))))
    desk.press(Key.Key_Space)
    desk.settle()
    assert len(open_matches(desk.office, "child", row)) == n
    assert desk.shell.findChild(Toast).text == words.REOPENED("zh", n=n)
    assert worklists.counts(desk.office)["came_back"] == 0
    desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert open_matches(desk.office, "child", row) == []
    assert worklists.counts(desk.office)["came_back"] == 1


def test_or_leaves_them_ended_on_the_page_of_the_child(desk: Desk) -> None:
    row, _, _ = came_back(desk)
    desk.open("child", id=row)
    desk.tab_to(desk.button(words.LEAVE_OF("zh", name=named(desk, row))))
    desk.press(Key.Key_Space)
    desk.settle()
    assert open_matches(desk.office, "child", row) == []
    assert worklists.counts(desk.office)["came_back"] == 0
    assert words.REOPEN("zh") not in desk.words()


def test_a_file_that_was_merged_away_says_who_keeps_it(desk: Desk) -> None:
    row = desk.office.queries.register_ids("child")[0]
    home = desk.office.home.code
    today = desk.office.clock.today().isoformat()
    says = {"child": row, "on": today, "answered_on": today, "from_area": home, "to_area": THERE, "reason": "merged",
            "state": "accepted", "note": merging.KEPT_THERE("zh", name="石晓雨", number="W-2")}  # fmt: skip
    desk.office.ledger.write([Edit("transfer", "tr-1m7q5cwc82q0p1hw8fx", says, ())], "county")
    desk.open("child", id=row)
    said = desk.words()
    assert words.MERGED_AWAY("zh", to=transferring.place(desk.office, THERE), day=today) in said
    assert "W-2" in said
    desk.open("worklists", worklist="transfers")
    assert words.GONE("zh", to=transferring.place(desk.office, THERE)) in desk.words()


def test_a_file_that_stayed_with_another_office_says_so(desk: Desk) -> None:
    """The county put back the division that was typed here."""
    row = desk.office.queries.register_ids("child")[0]
    today = desk.office.clock.today().isoformat()
    says = {"child": row, "on": today, "answered_on": today, "from_area": desk.office.home.code, "to_area": THERE,
            "reason": "stayed", "state": "accepted"}  # fmt: skip
    desk.office.ledger.write([Edit("transfer", "tr-1m7q5cwc82q0p1hw8fy", says, ())], "county")
    desk.open("child", id=row)
    assert words.STAYED("zh", to=transferring.place(desk.office, THERE), day=today) in desk.words()
    desk.open("worklists", worklist="transfers")
    assert words.STAYED_LINE("zh", to=transferring.place(desk.office, THERE)) in desk.words()


def test_a_mentor_that_was_merged_away_has_a_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    mentor = desk.office.queries.select("mentor")[0]
    today = desk.office.clock.today().isoformat()
    monkeypatch.setattr(transferring, "people_away", lambda _office: [(mentor, today)])
    desk.open("worklists", worklist="transfers")
    assert words.PERSON_GONE("zh") in desk.words()
    assert str(mentor.values["name"]) in desk.words()
    assert_every_look(desk.shell)


@pytest.mark.slow
def test_nothing_of_what_came_back_is_cut(desk: Desk) -> None:
    row, _, _ = came_back(desk)
    for page, where in (("child", {"id": row}), ("worklists", {"worklist": "came_back"})):
        desk.open(page, **where)
        assert_every_look(desk.shell)
