"""Names hidden while visitors stand by: one place through which every text on the screen passes while it is drawn.

While the curtain is drawn an event filter looks at each widget before it is painted and puts the text that visitors may
see in place of its own; what is painted by hand asks `veiled.shown`. When it is opened each widget gets its text back.
What is being typed keeps its value: a sheet with the hidden text lies over the field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTableWidget,
    QTextEdit,
    QWidget,
)

from casefiles.domain.veil import Veil, names_in
from ui import veiled
from ui import words_curtain as words
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ui.window import Shell

MOST = 500
"""records whose names are read at once after a save"""
_OWN = Qt.ItemDataRole.UserRole + 977
"""where an item keeps its own text while another is shown"""
_TELLS = ("toolTip", "accessibleName", "accessibleDescription", "windowTitle", "statusTip", "placeholderText")
_COVERED = ("QPdfView", "Stage")
"""pictures of papers, photos and scans: they are covered as a whole"""

class Curtain(QObject):
    """Made once for a shell. `toggle()` hides and shows; it stays drawn over changes of page and look."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.shell = shell
        self.veil: Veil | None = None
        self._busy = False
        self._office: object = None
        shell.changed.connect(self._learn)
        shell.destroyed.connect(lambda: veiled.put(None))

    def toggle(self) -> None:
        """Hide the names, or show them again."""
        if self.veil is None:
            self.draw()
        else:
            self.open()

    def draw(self) -> None:
        """Hide every name at once."""
        self._office = self.shell.office if self.shell.is_open else None
        names = self.shell.office.queries.names() if self.shell.is_open else set()
        self.veil = Veil({*names, self.shell.user})
        veiled.put(self.veil)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        for widget in QApplication.allWidgets():
            self._hide(widget)
            widget.update()
        self._tell()

    def open(self) -> None:
        """Show every name again."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.veil = None
        veiled.put(None)
        for widget in QApplication.allWidgets():
            _restore(widget)
            widget.update()
        self._tell()

    def furnish(self) -> None:
        """The window was built anew, or another office was opened: button and band say how it is."""
        if self.veil is not None and self.shell.is_open and self.shell.office is not self._office:
            self.draw()
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        seen = event.type() in (QEvent.Type.Paint, QEvent.Type.ToolTip, QEvent.Type.Show) and not self._busy
        if seen and isinstance(watched, QWidget):
            self._hide(watched)
            above = watched.parentWidget()
            if above is not None and watched.objectName() == "qt_scrollarea_viewport":
                self._hide(above)
        return False

    # inside

    def _tell(self) -> None:
        hidden = self.veil is not None
        self.shell.top.show_hidden(hidden=hidden)

    def _learn(self, _entity: str, ids: object) -> None:
        """Names that are put on file while the curtain is drawn are hidden too."""
        if self.veil is not None and isinstance(ids, list):
            for record in self.shell.office.queries.many(ids[:MOST]).values():
                self.veil.add(names_in(record.entity, record.values))

    def _hide(self, widget: QWidget) -> None:
        if self.veil is None:
            return
        self._busy = True
        try:
            for own, text, put in _texts(widget):
                kept = widget.property(own)
                if kept is not None and kept[1] == text:
                    continue  # hidden already
                seen = self.veil.shown(text)
                if seen != text:
                    widget.setProperty(own, (text, seen))
                    put(seen)
            _items(widget, self.veil)
            self._sheet(widget)
        finally:
            self._busy = False

    def _sheet(self, widget: QWidget) -> None:
        """Over a field that holds a name, and over pictures of papers."""
        assert self.veil is not None  # noqa: S101 - the caller looked
        covered = any(widget.inherits(kind) for kind in _COVERED)
        text = words.COVERED(self.shell.lang) if covered else ""
        if isinstance(widget, QLineEdit) or (isinstance(widget, (QPlainTextEdit, QTextEdit)) and not covered):
            own = widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()
            seen = self.veil.shown(own)
            text = seen if seen != own else ""
        sheet = widget.findChild(QLabel, "curtain-sheet", Qt.FindChildOption.FindDirectChildrenOnly)
        if not text:
            if sheet is not None:
                sheet.hide()
            return
        if sheet is None:
            sheet = label("", "body", wrap=not isinstance(widget, QLineEdit))
            sheet.setObjectName("curtain-sheet")
            sheet.setParent(widget)
            sheet.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            sheet.setAutoFillBackground(True)
            sheet.setStyleSheet(f"background: {self.shell.theme.palette.surface}; padding: 0 6px;")
            if covered or not isinstance(widget, QLineEdit):
                sheet.setAlignment(
                    Qt.AlignmentFlag.AlignCenter if covered else Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
                )
        if sheet.text() != text:
            sheet.setText(text)
        sheet.setGeometry(widget.rect().adjusted(3, 3, -3, -3))
        sheet.raise_()
        sheet.show()


def _texts(widget: QWidget) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    """Every text a widget shows or tells: where its own is kept, the text now, and how to put another."""
    for name in _TELLS:
        ask = getattr(widget, name, None)
        put: Any = getattr(widget, f"set{name[0].upper()}{name[1:]}", None)
        if ask is not None and put is not None:
            text = ask()
            if text:
                yield f"curtain_{name}", str(text), put
    if isinstance(widget, ElidedLabel):
        yield "curtain_full", widget.full, widget.set
    elif isinstance(widget, (QLabel, QAbstractButton)) and widget.objectName() != "curtain-sheet":
        yield "curtain_text", widget.text(), widget.setText
    elif isinstance(widget, QTabBar):
        for at in range(widget.count()):
            yield f"curtain_tab{at}", widget.tabText(at), _tab_setter(widget, at)
    elif isinstance(widget, QMenu):
        for at, action in enumerate(widget.actions()):
            yield f"curtain_action{at}", action.text(), action.setText


def _tab_setter(bar: QTabBar, at: int) -> Callable[[str], object]:
    return lambda text: bar.setTabText(at, text)


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
    elif isinstance(widget, QComboBox):
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


def _items(widget: QWidget, veil: Veil) -> None:
    if isinstance(widget, QComboBox) and widget.isEditable():
        return  # its words are choices, and its line is a field
    quiet = widget.blockSignals(True)
    try:
        for item in _each_item(widget):
            text, tip = item.text(), item.toolTip()
            kept = item.data(_OWN)
            if kept is not None and kept[1] == text:
                continue
            seen, told = veil.shown(text), veil.shown(tip)
            if (seen, told) != (text, tip):
                item.setData(_OWN, (text, seen, tip))
                item.setText(seen)
                item.setToolTip(told)
    finally:
        widget.blockSignals(quiet)


def _restore(widget: QWidget) -> None:
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
    sheet = widget.findChild(QLabel, "curtain-sheet", Qt.FindChildOption.FindDirectChildrenOnly)
    if sheet is not None:
        sheet.hide()
