"""The columns of a register as this person likes them: shown or hidden, in which order, how wide. Remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem

from ui import words_filters as w
from ui.widgets.buttons import button, icon_button
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from ui.preferences import Preferences
    from ui.register_page import RegisterPage
    from ui.table import TableColumn

KEY_ROLE = Qt.ItemDataRole.UserRole + 1
STEP, LEAST, MOST = 16, 48, 600
"""how much wider a column gets by one press, and the limits (px at standard text size)"""


def layout_of(preferences: Preferences, register: str) -> dict[str, Any]:
    """What was kept for a register: `order`, `hidden`, `widths`; all may be missing."""
    return dict(preferences.layouts.get(register, {}))


def keep_layout(preferences: Preferences, register: str, layout: Mapping[str, Any]) -> None:
    """Remember it; an empty one is the standard again."""
    every = {name: kept for name, kept in preferences.layouts.items() if name != register}
    preferences.layouts = {**every, register: dict(layout)} if layout else every


def keys_of(columns: Sequence[TableColumn], layout: Mapping[str, Any]) -> list[str]:
    """The columns' keys in the order that was kept, those it does not know at their own place behind."""
    known = [c.name for c in columns]
    order = [key for key in layout.get("order", ()) if key in known]
    return order + [key for key in known if key not in order]


def arranged(columns: Sequence[TableColumn], layout: Mapping[str, Any]) -> list[TableColumn]:
    """The columns that are shown, in their order, as wide as they were made. One column always stays."""
    by_key = {c.name: c for c in columns}
    hidden, widths = set(layout.get("hidden", ())), layout.get("widths", {})
    made = []
    for place, key in enumerate(keys_of(columns, layout)):
        if key in hidden:
            continue
        column = by_key[key]
        rank = place if "order" in layout else column.column.rank
        if key in widths:
            column = replace(column, column=replace(column.column, width=widths[key], stretch=0, rank=rank))
        elif rank != column.column.rank:
            column = replace(column, column=replace(column.column, rank=rank))
        made.append(column)
    return made or [columns[0]]


class _Columns(QListWidget):
    """Space shows or hides, Alt and an arrow moves, + and - resize."""

    moved = Signal(int)
    resized = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        sizes = {Qt.Key.Key_Minus: -1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1}
        key = Qt.Key(event.key())
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and key in steps:
            self.moved.emit(steps[key])
        elif key in sizes:
            self.resized.emit(sizes[key])
        else:
            super().keyPressEvent(event)


class ColumnsDrawer(DrawerFrame):
    """A list of the columns; what is changed shows at once."""

    def __init__(self, page: RegisterPage) -> None:
        shell = page.shell
        lang, theme = shell.lang, shell.theme
        super().__init__(theme, lang, page.title(lang), w.COLUMNS(lang), close=lambda: shell.drawer(None))
        self.page, self.lang = page, lang
        self.body.addWidget(label(w.COLUMNS_HELP(lang), "secondary", wrap=True))
        self.list = _Columns()
        self.list.setAccessibleName(w.COLUMNS(lang))
        self.list.moved.connect(self.move_column)
        self.list.resized.connect(self.resize_column)
        self.list.itemChanged.connect(lambda _item: self._keep())
        self.body.addWidget(self.list, 1)
        row = QHBoxLayout()
        for said, icon, act in (
            (w.UP, "chevron-up", lambda: self.move_column(-1)),
            (w.DOWN, "chevron-down", lambda: self.move_column(1)),
            (w.NARROWER, "zoom-out", lambda: self.resize_column(-1)),
            (w.WIDER, "zoom-in", lambda: self.resize_column(1)),
        ):
            row.addWidget(icon_button(theme, said(lang), icon, act))
        row.addStretch(1)
        self.foot.addLayout(row)
        self.reset_button = button(theme, w.RESET(lang), "", "undo-2", self.reset)
        self.foot.addWidget(self.reset_button)
        self._fill()

    def focus_first(self) -> None:
        self.list.setFocus()

    def leave(self) -> None:
        """Everything is kept already."""

    def on_changed(self, entity: str, ids: object) -> None:
        """Columns do not change with records."""

    def move_column(self, by: int) -> None:
        """The chosen column before or behind its neighbour."""
        here = self.list.currentRow()
        there = here + by
        if here < 0 or not 0 <= there < self.list.count():
            return
        self.list.blockSignals(True)
        item = self.list.takeItem(here)
        self.list.insertItem(there, item)
        self.list.setCurrentRow(there)
        self.list.blockSignals(False)
        self._keep()

    def resize_column(self, by: int) -> None:
        """The chosen column wider or narrower."""
        item = self.list.currentItem()
        if item is None:
            return
        key = str(item.data(KEY_ROLE))
        now = self.page.width_of(key)
        self.page.keep_width(key, min(MOST, max(LEAST, now + by * STEP)))

    def reset(self) -> None:
        """As it was made."""
        self.page.keep_layout({})
        self._fill()
        self.list.setFocus()

    def _fill(self) -> None:
        layout = self.page.layout_
        hidden = set(layout.get("hidden", ()))
        columns = {c.name: c for c in self.page.columns()}
        self.list.blockSignals(True)
        self.list.clear()
        for key in keys_of(list(columns.values()), layout):
            item = QListWidgetItem(columns[key].label(self.lang))
            item.setData(KEY_ROLE, key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if key in hidden else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def _keep(self) -> None:
        items = [self.list.item(n) for n in range(self.list.count())]
        hidden = [i.data(KEY_ROLE) for i in items if i.checkState() == Qt.CheckState.Unchecked]
        kept = {**self.page.layout_, "order": [i.data(KEY_ROLE) for i in items], "hidden": hidden}
        self.page.keep_layout({name: value for name, value in kept.items() if value})
