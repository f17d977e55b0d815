"""The matching page by keyboard alone, both ways, and brothers and sisters in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from looks import assert_every_look
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from casefiles import matching, suggesting
from casefiles.domain.matchlife import status_of
from casefiles.leaving import open_matches
from ui import words_matching as words

if TYPE_CHECKING:
    from desk import Desk

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


def offered(desk: Desk) -> list[str]:
    """Whom the panel offers, in order."""
    found = desk.page.suggestions.findChildren(QPushButton)
    return [b.objectName().removeprefix("offer-") for b in found if b.objectName().startswith("offer-")]


def test_arrow_enter_done(desk: Desk) -> None:
    page = desk.open("matching")
    desk.press(Key.Key_Down)
    desk.settle()
    child = page.current
    best = suggesting.suggest(desk.office, child, 8)
    assert offered(desk) == [s.mentor for s in best]
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "matching", "Enter goes to the suggestions, not away"
    assert desk.focused.objectName() == f"offer-{best[0].mentor}"
    desk.press(Key.Key_Down)
    assert desk.focused.objectName() == f"offer-{best[1].mentor}"
    desk.press(Key.Key_Left)
    assert desk.focused is page.view
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    desk.settle()
    assert [m.values["mentor"] for m in open_matches(desk.office, "child", child)] == [best[0].mentor]
    assert desk.focused is page.view, "ready for the next child"
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert open_matches(desk.office, "child", child) == []


def test_who_is_proposed_already_is_said_with_the_next_step(desk: Desk) -> None:
    page = desk.open("matching")
    child = page.current
    assert page.suggestions.so_far.isHidden()
    best = suggesting.suggest(desk.office, child, 1)[0]
    saved = matching.match(desk.office, child, best.mentor, status="proposed")
    desk.shell.changed.emit("match", list(saved.touched.rows["match"]))
    desk.open("matching", chosen=child)
    assert desk.page.current == child, "it waits for a mentor still"
    assert not desk.page.suggestions.so_far.isHidden()
    assert desk.page.suggestions.so_far.text() == words.PROPOSED_SO_FAR("zh", names=best.name)


def test_every_reason_stands_there_with_its_points(desk: Desk) -> None:
    page = desk.open("matching")
    best = suggesting.suggest(desk.office, page.current, 8)
    said = "\n".join(one.text() for one in page.suggestions.findChildren(QLabel))
    for one in best:
        assert "、".join(suggesting.say(r, "zh") for r in one.reasons) in said
        assert one.score == sum(r.points for r in one.reasons)


def test_without_a_record_check_only_a_proposal_is_offered(desk: Desk) -> None:
    for mentor in desk.office.queries.select("mentor"):
        desk.office.ledger.write([_edit(mentor.id, checked_on="2020-01-01")], "clerk")
    page = desk.open("matching")
    child = page.current
    (first, *_) = offered(desk)
    assert page.suggestions.findChild(QPushButton, f"offer-{first}").text().strip() == words.PROPOSE("zh")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    desk.settle()
    (match,) = open_matches(desk.office, "child", child)
    assert status_of(match.values) == "proposed"
    assert child in desk.office.queries.register_ids("child", "unmatched"), "a proposal is no mentor yet"


def _edit(row: str, **fields: str) -> object:
    from casefiles.domain.changes import Edit

    return Edit("mentor", row, fields)


def test_for_a_mentor_the_children_who_fit(desk: Desk) -> None:
    desk.open("matching")
    desk.page.findChild(QPushButton, "by-mentor").click()
    desk.settle()
    page = desk.page
    assert desk.shell.place[0] == "matching_mentors"
    mentor = page.current
    best = suggesting.children_for(desk.office, mentor, 8)
    assert offered(desk) == [c.child for c in best]
    page.view.setFocus()
    desk.press(Key.Key_Return)
    assert desk.focused.objectName() == f"offer-{best[0].child}"
    desk.press(Key.Key_Return)
    desk.settle()
    assert [m.values["mentor"] for m in open_matches(desk.office, "child", best[0].child)] == [mentor]
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert open_matches(desk.office, "child", best[0].child) == []
    desk.page.findChild(QPushButton, "by-child").click()
    desk.settle()
    assert desk.shell.place[0] == "matching"


def test_brothers_and_sisters_in_one_go(desk: Desk) -> None:
    office = desk.office
    first, second = office.queries.register_ids("child", "unmatched")[:2]
    from casefiles.domain.changes import Edit

    house = office.queries.select("household", limit=1)[0].id
    for row in (first, second):
        office.ledger.write([Edit("child", row, {"household": house})], "clerk")
    page = desk.open("matching", chosen=first)
    assert page.suggestions.together.isVisible()
    desk.tab_to(page.suggestions.together)
    desk.press(Key.Key_Space)
    found = suggesting.suggest(office, first, 8)
    roomy = next(s for s in found if s.capacity - s.load > 1)
    page.suggestions.findChild(QPushButton, f"offer-{roomy.mentor}").click()
    desk.settle()
    held = {m.values["child"] for m in matching.active(office, mentor=roomy.mentor)}
    assert {first, second} <= held
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert not {first, second} & {m.values["child"] for m in matching.active(office, mentor=roomy.mentor)}


@pytest.mark.slow
@pytest.mark.parametrize("page", ["matching", "matching_mentors"])
def test_nothing_is_cut(desk: Desk, page: str) -> None:
    desk.open(page)
    assert_every_look(desk.shell)


@pytest.mark.parametrize("page", ["matching", "matching_mentors"])
def test_offers_for_the_one_before_are_gone_at_once(desk: Desk, page: str) -> None:
    shown = desk.open(page)
    assert offered(desk)
    desk.press(Key.Key_Down)
    buttons = shown.suggestions.findChildren(QPushButton)
    assert not [b for b in buttons if b.isVisible()], "nothing can be joined that was meant for somebody else"
    name = str(shown.model.values(shown.view.currentIndex().row())["name"])
    assert name in shown.suggestions.heading.text()
    said = [one.text() for one in shown.suggestions.findChildren(QLabel)]
    assert words.LOOKING("zh") in said
    desk.press(Key.Key_Return)
    assert desk.shell.place[0] == page
    desk.settle()
    best = offered(desk)[0]
    assert desk.focused.objectName() == f"offer-{best}", "Enter pressed early goes there once they are found"
    if page == "matching":
        assert best == suggesting.suggest(desk.office, shown.current, 8)[0].mentor
