"""A grid for many records: keys as in a spreadsheet, names that stay in sight, and nothing that needs a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from casefiles import grids
from casefiles.domain import fieldtypes as k
from ui import clipping
from ui.grid_cells import ROW, GridDelegate
from ui.grid_model import GONE_ROLE, GridModel

if TYPE_CHECKING:
    from ui.theme import Theme

NAME_WIDTH = 132
ABOUT_WIDTH = 172
_ARROWS = {
    Qt.Key.Key_Return: (1, 0), Qt.Key.Key_Enter: (1, 0), Qt.Key.Key_Tab: (0, 1), Qt.Key.Key_Backtab: (0, -1),
}  # fmt: skip
_MINE = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)


class NameHeader(QHeaderView):
    """Whose line it is, at the left, whatever is scrolled: the number and the name."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.theme = theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(theme.tall(ROW))
        self.setDefaultSectionSize(theme.tall(ROW))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.tall(NAME_WIDTH), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, p = self.theme, self.theme.palette
        model = self.model()
        view = self.parentWidget()
        current = isinstance(view, QTableView) and view.currentIndex().row() == logicalIndex
        painter.save()
        painter.fillRect(rect, QColor(p.selected if current else p.sunken))
        painter.setPen(QColor(p.grid))
        whole = QRectF(rect)  # as the cells' lines are drawn
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        number = f"{logicalIndex + 1}"
        painter.setFont(theme.font("caption"))
        painter.setPen(QColor(p.text3))
        room = painter.fontMetrics().horizontalAdvance("0000")
        left = rect.adjusted(4, 0, 0, 0)
        left.setWidth(room)
        painter.drawText(left, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), number)
        font = theme.font("body", bold=True)
        font.setStrikeOut(bool(model.headerData(logicalIndex, Qt.Orientation.Vertical, GONE_ROLE)))
        painter.setFont(font)
        painter.setPen(QColor(p.text))
        inner = rect.adjusted(room + 4 + theme.px(8), 0, -theme.px(4), 0)
        name = str(model.headerData(logicalIndex, Qt.Orientation.Vertical) or "")
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()


class GridView(QTableView):
    """Arrows, Tab and Enter move, typing replaces, F2 edits, Delete clears, Ctrl+D copies from above, Ctrl+C, X, V,
    Ctrl+Z and Y, Ctrl+minus takes rows out, Ctrl+Enter saves. Tab leaves behind the last cell and before the first.
    """

    save_asked = Signal()
    remove_asked = Signal()
    said = Signal(str)
    pasted = Signal(int, int)
    """cells written, and rows of the block for which there was nobody"""

    def __init__(self, theme: Theme, model: GridModel, name: str) -> None:
        super().__init__()
        self.theme, self.grid = theme, model
        self.setAccessibleName(name)
        self.setObjectName("grid")
        self.cells = GridDelegate(theme, self)
        self.cells.moved.connect(self.step)
        self.cells.saved.connect(self.save_asked)
        self.setItemDelegate(self.cells)
        self.setVerticalHeader(NameHeader(theme, self))
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFixedHeight(theme.tall(40))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self._widths()

    def _widths(self) -> None:
        """Wide enough for the heading and for what usually stands below it."""
        metrics = self.horizontalHeader().fontMetrics()
        self.setColumnWidth(0, self.theme.tall(ABOUT_WIDTH))
        for column, spec in enumerate(self.grid.fields, 1):
            kind = spec.kind
            usual = 150 if isinstance(kind, k.Text) else 112 if isinstance(kind, (k.Day, k.Choice)) else 84
            if isinstance(kind, k.Day):  # 2026年11月26日 is the longest
                usual = max(usual, int(metrics.horizontalAdvance("2026年12月28日") / self.theme.scale) + 24)
            head = metrics.horizontalAdvance(spec.label(self.grid.lang)) * 1.15 + self.theme.px(22)
            self.setColumnWidth(column, max(self.theme.tall(usual), int(head)))

    # moving

    def step(self, down: int, across: int) -> None:
        """Go on by rows or by columns; beyond the end of a row to the next row's first cell."""
        at = self.currentIndex()
        row, column = at.row() + down, at.column() + across
        if column > len(self.grid.fields):
            row, column = row + 1, 1
        elif across and column < 1:
            row, column = row - 1, len(self.grid.fields)
        row = min(max(row, 0), self.grid.rowCount() - 1)
        self.go(row, max(column, 1))

    def go(self, row: int, column: int) -> None:
        """Put the keyboard into a cell."""
        self.setCurrentIndex(self.grid.index(row, column))
        self.setFocus()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab walks through the cells, and leaves at the two ends."""
        at = self.currentIndex()
        if at.isValid() and not self._at_end(forward=next):
            self.step(0, 1 if next else -1)
            return True
        return super().focusNextPrevChild(next)

    def _at_end(self, *, forward: bool) -> bool:
        at = self.currentIndex()
        if forward:
            return at.row() == self.grid.rowCount() - 1 and at.column() == len(self.grid.fields)
        return at.row() == 0 and at.column() <= 1

    def currentChanged(self, current: object, previous: object) -> None:
        super().currentChanged(current, previous)  # type: ignore[arg-type]
        self.verticalHeader().viewport().update()

    # keys

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z and Ctrl+Y are ours while there is something to take back here, the window's otherwise."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo = event.matches(QKeySequence.StandardKey.Undo) and self.grid.can_step_back
            redo = event.matches(QKeySequence.StandardKey.Redo) and self.grid.can_step_on
            if undo or redo or any(event.matches(one) for one in _MINE):
                event.accept()
                return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method hands over opens the cell and stands in it; Qt would lose the first of it."""
        at = self.currentIndex()
        given = event.commitString() or event.preeditString()
        if self.cells.editor is None and given and at.isValid() and at.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(at)
        if self.cells.editor is not None:
            QGuiApplication.sendEvent(self.cells.editor, event)
        else:
            super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS and self.currentIndex().isValid():
            down, across = _ARROWS[key]
            if control and down:
                self.save_asked.emit()
            elif not (across and self._at_end(forward=across > 0)):
                self.step(-down if shift else down, across)
            else:
                super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not control:
            self.clear()
        elif control and key == Qt.Key.Key_D:
            self.copy_down()
        elif control and key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.remove_asked.emit()
        elif control and key == Qt.Key.Key_S:
            self.save_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.grid.step_back()
        elif event.matches(QKeySequence.StandardKey.Redo) or (control and key == Qt.Key.Key_Y):
            self.grid.step_on()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.clear()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif key == Qt.Key.Key_Space and not control and self._toggle():
            return
        elif control and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go(0 if key == Qt.Key.Key_Home else self.grid.rowCount() - 1, 1)
        else:
            super().keyPressEvent(event)

    def _toggle(self) -> bool:
        """Space on a yes-no cell: yes, no, nothing."""
        at = self.currentIndex()
        if not at.isValid() or not at.column():
            return False
        if not isinstance(self.grid.fields[at.column() - 1].kind, k.YesNo):
            return False
        now = str(at.data(Qt.ItemDataRole.EditRole) or "")
        self.grid.put([(at.row(), at.column(), {"": "1", "1": "0", "0": ""}.get(now, ""))])
        return True

    # blocks of cells

    def chosen(self) -> QRect:
        """The chosen block: its first column and row, its width and height; editable columns only."""
        found = self.selectionModel().selection()
        at = self.currentIndex()
        if found.isEmpty():
            return QRect(max(at.column(), 1), at.row(), 1, 1) if at.isValid() else QRect()
        one = found.at(0)
        left = max(one.left(), 1)
        return QRect(left, one.top(), max(one.right() - left + 1, 1), one.bottom() - one.top() + 1)

    def choose(self, row: int, column: int, height: int, width: int) -> None:
        """Choose a block."""
        last = self.grid.index(
            min(row + height, self.grid.rowCount()) - 1, min(column + width - 1, len(self.grid.fields))
        )
        block = QItemSelection(self.grid.index(row, column), last)
        self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def clear(self) -> None:
        """Empty the chosen cells."""
        box = self.chosen()
        self.grid.put(
            (r, c, "")
            for r in range(box.top(), box.top() + box.height())
            for c in range(box.left(), box.left() + box.width())
        )

    def copy_down(self) -> None:
        """The chosen cells get what stands above them; one row high, the row above, else the block's first row."""
        box = self.chosen()
        source = box.top() if box.height() > 1 else box.top() - 1
        if box.isEmpty() or source < 0:
            self.said.emit("above")
            return
        above = self.grid.rows[source]
        names = self.grid.grid.columns
        self.grid.put(
            (r, c, self.grid.text_at(above, names[c - 1]))
            for r in range(box.top() + (box.height() > 1), box.top() + box.height())
            for c in range(box.left(), box.left() + box.width())
        )

    def copy(self) -> None:
        """The chosen cells as a spreadsheet takes them."""
        box, names = self.chosen(), self.grid.grid.columns
        rows = [
            [self.grid.shown_at(self.grid.rows[r], names[c - 1]) for c in range(box.left(), box.left() + box.width())]
            for r in range(box.top(), box.top() + box.height())
        ]
        clipping.put(grids.as_block(rows))

    def paste(self, text: str) -> None:
        """Write a block from a spreadsheet, from the current cell on; one cell fills all that are chosen."""
        block, box = grids.block(text), self.chosen()
        if not block or box.isEmpty():
            return
        wide, high = max(len(row) for row in block), len(block)
        if (wide, high) == (1, 1):
            width, height = box.width(), box.height()
            block = [block[0] * width] * height
        last = len(self.grid.fields)
        cells = [
            (box.top() + r, box.left() + c, cell)
            for r, row in enumerate(block)
            for c, cell in enumerate(row)
            if box.top() + r < self.grid.rowCount() and box.left() + c <= last
        ]
        n = self.grid.put(cells)
        self.choose(box.top(), box.left(), len(block), max(len(row) for row in block))
        self.pasted.emit(n, max(0, box.top() + len(block) - self.grid.rowCount()))

    def chosen_rows(self) -> list[int]:
        """The rows of the chosen cells."""
        box = self.chosen()
        return list(range(box.top(), box.top() + box.height())) if not box.isEmpty() else []
