"""The one table model of all registers: rows read when they are painted, quick with twenty thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QToolTip

from casefiles.domain.words import Label
from ui.table import ID_ROLE, KEPT, PAGE, RegisterModel, TableColumn
from ui.theme import Theme
from ui.widgets.register import ICON_ROLE, KIND_ROLE, TONE_ROLE, Column, RegisterView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot


MANY = 20_000
COLUMNS = (
    TableColumn(
        Label("姓名", "Name"), lambda r: str(r["name"]), Column(160, 2), "avatar", icon=lambda _r: "info"
    ),
    TableColumn(Label("天", "Days"), lambda r: str(r["days"]), Column(80), "due", tone=lambda _r: "warn"),
)


class Register:
    """Invented rows that are read by id, and a note of what was asked for."""

    def __init__(self, rows: int) -> None:
        self.ids = [f"k-{n:05d}" for n in range(rows)]
        self.gone: set[str] = set()
        self.days = 1
        self.asked: list[list[str]] = []

    def rows(self, ids: Sequence[str]) -> list[dict[str, str | int | None]]:
        return [{"id": i, "name": f"练习{i}", "days": self.days} for i in ids if i not in self.gone]

    def fetch(self, ids: Sequence[str]) -> list[dict[str, str | int | None]]:
        self.asked.append(list(ids))
        return self.rows(ids)


@pytest.fixture
def register() -> Register:
    return Register(MANY)


@pytest.fixture
def model(register: Register, qapp: QApplication) -> RegisterModel:
    return RegisterModel(COLUMNS, "zh", register.fetch)


def test_the_first_rows_stand_while_the_rest_is_counted(model: RegisterModel, register: Register) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    inserted: list[tuple[int, int]] = []
    resets: list[int] = []
    model.rowsInserted.connect(lambda _p, first, last: inserted.append((first, last)))
    model.modelReset.connect(lambda: resets.append(model.rowCount()))
    model.start(register.rows(register.ids[:60]))
    assert model.index(59, 0).data() == f"练习{register.ids[59]}"
    assert register.asked == [], "the first rows came with the answer"
    model.fill(register.ids)
    assert (inserted, resets) == ([(60, MANY - 1)], [60])
    assert model.index(60, 0).data() == f"练习{register.ids[60]}"
    model.fill(register.ids)
    assert len(inserted) == 1, "the same ids again are no news"
    model.fill(register.ids[::-1])
    assert resets == [60, MANY]
    assert model.index(0, 0).data() == f"练习{register.ids[-1]}"
    del tester


def test_a_cell_answers_what_the_painter_asks(model: RegisterModel, register: Register) -> None:
    model.start(register.rows(register.ids[:3]))
    name, days = model.index(1, 0), model.index(1, 1)
    assert (name.data(KIND_ROLE), name.data(ICON_ROLE), name.data(TONE_ROLE)) == ("avatar", "info", None)
    assert (days.data(KIND_ROLE), days.data(TONE_ROLE), days.data(ID_ROLE)) == (
        "due",
        "warn",
        register.ids[1],
    )
    assert days.data(Qt.ItemDataRole.AccessibleTextRole) == "1"
    assert model.index(1, 0).data(Qt.ItemDataRole.EditRole) is None
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(2)]
    assert heads == ["姓名", "天"]
    assert model.rowCount(name) == 0
    assert model.columnCount(name) == 0
    assert model.data(QModelIndex()) is None
    assert model.row_of("k-00002") == 2
    assert (model.row_of("nobody"), model.id_at(-1), model.id_at(3)) == (-1, "", "")


def test_a_changed_row_is_read_again_and_a_gone_one_is_empty(
    model: RegisterModel, register: Register
) -> None:
    model.start(register.rows(register.ids[:20]))
    told: list[int] = []
    model.dataChanged.connect(lambda first, _last: told.append(first.row()))
    register.days = 7
    register.gone = {register.ids[4]}
    model.refresh([register.ids[3], register.ids[4]])
    assert told == [3, 4]
    assert model.index(3, 1).data() == "7"
    assert model.index(4, 1).data() == ""


def test_twenty_thousand_rows_scroll(
    model: RegisterModel, register: Register, theme: Theme, qtbot: QtBot
) -> None:
    view = RegisterView(theme, [c.column for c in COLUMNS], "练习")
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(600, 500)
    view.show()
    qtbot.waitExposed(view)
    model.start(register.rows(register.ids[:60]))
    model.fill(register.ids)
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > MANY)  # the view measures its rows in the next turn of the loop
    for part in range(201):
        bar.setValue(bar.maximum() * part // 200)
        view.viewport().repaint()
    assert view.indexAt(view.viewport().rect().bottomLeft()).row() == MANY - 1
    read = [i for ids in register.asked for i in ids]
    assert len(register.asked) <= 2 * 201, "two pages a picture at most"
    assert all(len(ids) <= PAGE for ids in register.asked)
    assert len(read) < MANY * 2
    assert len(model._pages) <= KEPT
    qtbot.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert view.currentIndex().row() == 0
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert model.id_at(view.currentIndex().row()) == register.ids[-1]


def test_a_cell_that_is_cut_tells_all_of_it(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = RegisterView(Theme(), [Column(120), Column(120)], "表")
    qtbot.addWidget(view)
    long = "several values for Grade and class, School and Village; choose one"
    columns = [TableColumn(Label(n, n), lambda r, n=n: str(r[n]), Column(120)) for n in ("a", "b")]
    model = RegisterModel(columns, "en", lambda _ids: [], view)
    model.start([{"id": "1", "a": long, "b": "short"}])
    view.setModel(model)
    view.resize(300, 200)
    view.show()
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda *given: told.append(given[1]))
    for column in (1, 0):
        at = view.visualRect(model.index(0, column)).center()
        QApplication.sendEvent(
            view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
        )
    assert told == [long], "what fits needs none"
