"""Every text that a widget shows or tells to screen readers: found, hidden, and given back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QListWidget,
    QMenu,
    QTabBar,
    QTableWidget,
    QWidget,
)

from ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from casefiles.domain.veil import Veil

SHEETS = ("curtain-sheet", "curtain-all")
"""names of the labels that lie over what is hidden"""
_OWN = Qt.ItemDataRole.UserRole + 977
"""where an item keeps its own text while another is shown"""
_TELLS = ("toolTip", "accessibleName", "accessibleDescription", "windowTitle", "statusTip", "placeholderText", "title")


def to_hide(widget: QWidget, veil: Veil) -> list[Callable[[], object]]:
    """What is to be done so that a widget shows and tells nothing that is hidden; nothing when it does so already."""
    found: list[Callable[[], object]] = []
    for own, text, put in _texts(widget):
        kept = widget.property(own)
        if kept is None or kept[1] != text:
            seen = veil.shown(text)
            if seen != text:
                found.append(partial(_hide, widget, own, text, seen, put))
    items = _items(widget, veil)
    if items:
        found.append(partial(_hide_items, widget, items))
    return found


def give_back(widget: QWidget) -> None:
    """Its own texts stand in the widget again, where they were not changed meanwhile."""
    for own, text, put in list(_texts(widget)):
        kept = widget.property(own)
        if kept is not None:
            widget.setProperty(own, None)
            if kept[1] == text:
                put(kept[0])
    quiet = widget.blockSignals(True)
    try:
        for item in _each_item(widget):
            kept = item.data(_OWN)
            if kept is not None:
                item.setData(_OWN, None)
                if kept[1] == item.text():
                    item.setText(kept[0])
                    item.setToolTip(kept[2])
    finally:
        widget.blockSignals(quiet)


def _hide(widget: QWidget, own: str, text: str, seen: str, put: Callable[[str], object]) -> None:
    widget.setProperty(own, (text, seen))
    put(seen)


def _texts(widget: QWidget) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    """Every text a widget shows or tells: where its own is kept, the text now, and how to put another."""
    for name in _TELLS:
        if name == "title" and not isinstance(widget, (QGroupBox, QMenu)):
            continue
        ask = getattr(widget, name, None)
        put: Any = getattr(widget, f"set{name[0].upper()}{name[1:]}", None)
        if ask is not None and put is not None:
            text = ask()
            if text:
                yield f"curtain_{name}", str(text), put
    if isinstance(widget, ElidedLabel):
        yield "curtain_full", widget.full, widget.set
    elif isinstance(widget, (QLabel, QAbstractButton)) and widget.objectName() not in SHEETS:
        yield "curtain_text", widget.text(), widget.setText
    elif isinstance(widget, QTabBar):
        for at in range(widget.count()):
            yield f"curtain_tab{at}", widget.tabText(at), partial(widget.setTabText, at)
            yield f"curtain_tabtip{at}", widget.tabToolTip(at), partial(widget.setTabToolTip, at)
    elif isinstance(widget, QMenu):
        for at, action in enumerate(widget.actions()):
            yield f"curtain_action{at}", action.text(), action.setText
            yield f"curtain_tip{at}", action.toolTip(), action.setToolTip


def _each_item(widget: QWidget) -> Iterator[Any]:
    """The items of lists that keep their own texts."""
    if isinstance(widget, QListWidget):
        yield from (widget.item(row) for row in range(widget.count()))
    elif isinstance(widget, QTableWidget):
        yield from (
            item
            for row in range(widget.rowCount())
            for column in range(widget.columnCount())
            if (item := widget.item(row, column)) is not None
        )
        heads = (widget.horizontalHeaderItem(column) for column in range(widget.columnCount()))
        sides = (widget.verticalHeaderItem(row) for row in range(widget.rowCount()))
        yield from (item for item in (*heads, *sides) if item is not None)
    elif isinstance(widget, QComboBox) and not widget.isEditable():  # else its words are choices, its line a field
        yield from (_ComboItem(widget, row) for row in range(widget.count()))


class _ComboItem:
    """One choice of a combo box, asked as the items of lists are."""

    def __init__(self, box: QComboBox, row: int) -> None:
        self._box, self._row = box, row

    def text(self) -> str:
        return self._box.itemText(self._row)

    def setText(self, text: str) -> None:
        self._box.setItemText(self._row, text)

    def toolTip(self) -> str:
        return str(self._box.itemData(self._row, Qt.ItemDataRole.ToolTipRole) or "")

    def setToolTip(self, text: str) -> None:
        self._box.setItemData(self._row, text, Qt.ItemDataRole.ToolTipRole)

    def data(self, role: int) -> object:
        return self._box.itemData(self._row, role)

    def setData(self, role: int, value: object) -> None:
        self._box.setItemData(self._row, value, role)


def _items(widget: QWidget, veil: Veil) -> list[tuple[Any, str, str, str, str]]:
    """The items to hide: each with its text, what is seen of it, its tooltip, what is told of that."""
    found = []
    for item in _each_item(widget):
        text, tip = item.text(), item.toolTip()
        kept = item.data(_OWN)
        if kept is None or kept[1] != text:
            seen, told = veil.shown(text), veil.shown(tip)
            if (seen, told) != (text, tip):
                found.append((item, text, seen, tip, told))
    return found


def _hide_items(widget: QWidget, items: list[tuple[Any, str, str, str, str]]) -> None:
    quiet = widget.blockSignals(True)
    try:
        for item, text, seen, tip, told in items:
            item.setData(_OWN, (text, seen, tip))
            item.setText(seen)
            item.setToolTip(told)
    finally:
        widget.blockSignals(quiet)
