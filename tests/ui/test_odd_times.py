"""A change whose writer's clock says a year that no calendar has, or a wrong one: pages say so, and open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTableWidget

from casefiles.domain.changes import START, Block, chain
from casefiles.edges import codec
from casefiles.exchange import said
from tests.package.crafted import body
from ui.pages import child_history

if TYPE_CHECKING:
    from desk import Desk

DEVICE = "abcdefgh234567ab"
NEVER = codec.LATEST_MS


def written(desk: Desk, ts: int, *, beside: bool) -> str:
    """A child of which another computer wrote at this time; `beside`: not knowing what is shown."""
    record = desk.office.queries.select("child", limit=1)[0]
    raw = body(record.id, "child", {"school": "钟表小学"}, record.heads[:0] if beside else record.heads, ts=ts)
    desk.office.ledger.apply([Block(DEVICE, 1, START, chain(START, raw), (raw,))])
    return record.id


@pytest.mark.parametrize("ts", [0, 3_000_000_000_000, NEVER])
def test_a_file_and_its_history_open(desk: Desk, ts: int) -> None:
    row = written(desk, ts, beside=False)
    page = desk.open("child", id=row)
    shown = [one.text() for one in page.findChildren(QLabel)]
    assert any("不可靠" in text for text in shown), shown
    desk.press(Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    table = page.findChild(QTableWidget, "history")
    desk.until(lambda: table.rowCount() > 1)
    times = [table.item(n, 0).text() for n in range(table.rowCount())]
    assert sum("不可靠" in text for text in times) == 1


def test_two_values_with_such_a_time_are_shown(desk: Desk) -> None:
    row = written(desk, NEVER, beside=True)
    page = desk.open("child", id=row)
    assert any("不可靠" in one.text() for one in page.findChildren(QLabel))


def test_the_console_and_papers_say_a_dash(desk: Desk) -> None:
    assert (said.moment(NEVER), said.day(NEVER)) == ("—", "—")
    assert said.day(1_795_000_000_000) == said.moment(1_795_000_000_000)[:10]
    assert "不可靠" in child_history.moment(desk.shell, NEVER)
