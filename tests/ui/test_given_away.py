"""A file that another office took over is shown as such and read only: no form opens that could not be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from looks import assert_every_look
from PySide6.QtWidgets import QPushButton

from casefiles import leaving
from casefiles.domain.changes import Edit
from casefiles.leaving import open_matches
from ui import words_child, words_transfer

if TYPE_CHECKING:
    from desk import Desk

THERE = "999901102"


@pytest.fixture
def gone(desk: Desk) -> str:
    """A child without a mentor whose file a neighbour took over."""
    office = desk.office
    row = next(c for c in office.queries.register_ids("child", "unmatched") if not open_matches(office, "child", c))
    says = {"child": row, "on": "2026-11-01", "to_area": THERE, "from_area": office.home.code, "reason": "moved",
            "state": "accepted", "answered_on": "2026-11-03"}  # fmt: skip
    office.ledger.write([Edit("transfer", "tr-1m7q5cwc82q0p1hw8fz", says, ())], "county")
    assert leaving.taken_over(office, row)
    return row


def shown(desk: Desk, *pictures: str) -> list[str]:
    found = desk.page.findChildren(QPushButton)
    return [b.accessibleName() for b in found if b.isVisibleTo(desk.page) and b.property("picture") in pictures]


def test_its_page_offers_nothing_that_would_be_refused(desk: Desk, gone: str) -> None:
    page = desk.open("child", id=gone)
    desk.settle()
    words = desk.words()
    assert words_transfer.AWAY_READ_ONLY("zh") in words
    assert words_child.NO_MENTOR("zh") not in words
    assert words_child.MISSING("zh") not in words
    for tab in range(7):
        page.tabs.setCurrentIndex(tab)
        desk.settle()
        assert shown(desk, "plus", "pencil", "trash-2", "circle-check", "heart-handshake") == [], tab
    page.tabs.setCurrentIndex(0)
    page.edit("identity")
    assert page.pane is None
    stood = desk.office.ledger.vector()
    page.verify()
    desk.settle()
    assert desk.office.ledger.vector() == stood
    acts = [a.text() for a in page._head.itemAt(0).widget().menu.actions()]
    assert words_child.EDIT("zh") not in acts
    assert words_child.COPY_ID("zh") in acts


def test_another_file_is_as_it_was(desk: Desk, gone: str) -> None:
    other = next(c for c in desk.office.queries.register_ids("child") if c != gone)
    page = desk.open("child", id=other)
    desk.settle()
    assert words_transfer.AWAY_READ_ONLY("zh") not in desk.words()
    assert shown(desk, "pencil")
    page.edit("identity")
    assert page.pane is not None


def test_the_register_has_a_chip_for_them_while_there_are_some(desk: Desk, gone: str) -> None:
    page = desk.open("children")
    desk.settle()
    assert gone not in page.model.ids
    chip = page.bar._buttons["away"]
    assert chip.isVisible()
    assert chip.text().endswith(" 1")
    page.choose("away")
    desk.settle()
    assert list(page.model.ids) == [gone]
    desk.until(lambda: not page.record_button.isVisible())
    assert words_transfer.AWAY("zh") in desk.words()


def test_no_chip_where_nothing_was_given_away(desk: Desk) -> None:
    page = desk.open("children")
    desk.settle()
    assert not page.bar._buttons["away"].isVisible()


def test_the_search_says_so(desk: Desk, gone: str) -> None:
    name = str(desk.office.queries.get(gone).values["name"])  # type: ignore[union-attr]
    page = desk.open("found", find=name)
    desk.settle()
    assert page._rows[gone]["away"] is True
    assert page._stands(page._rows[gone]) == words_transfer.AWAY("zh")


def test_nothing_is_cut(desk: Desk, gone: str) -> None:
    for page, where in (("child", {"id": gone}), ("children", {"chip": "away"})):
        desk.open(page, **where)
        assert_every_look(desk.shell)
