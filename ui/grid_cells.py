"""How a grid's cells are painted and edited: one line editor, made for the cell in which somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from casefiles.domain import fieldtypes as k
from ui.fields_lines import LineBox
from ui.grid_model import CHANGED_ROLE, GONE_ROLE, OWN_ROLE, PROBLEM_ROLE, GridModel, Index
from ui.icons import paint as paint_icon

if TYPE_CHECKING:
    from ui.theme import Theme

ROW = 36
_NUMBERS = (k.Count, k.Money)
_DIGITS = (k.Count, k.Money, k.Day, k.IdNumber, k.Phone)
_STEPS = {
    Qt.Key.Key_Return: (1, 0), Qt.Key.Key_Enter: (1, 0), Qt.Key.Key_Tab: (0, 1), Qt.Key.Key_Backtab: (0, -1),
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


class CellBox(LineBox):
    """The editor in a cell. Enter, Tab and the arrows up and down belong to the grid."""


class GridDelegate(QStyledItemDelegate):
    """`moved(rows, columns)` after an edit that was ended by a key; `saved` on Ctrl+Enter in the editor."""

    moved = Signal(int, int)
    saved = Signal()

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self.theme, self.view = theme, view
        self.editor: CellBox | None = None
        self._font = theme.font("body")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self.theme.tall(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, p = self.theme, self.theme.palette
        rect = QRectF(option.rect)
        wrong, gone = index.data(PROBLEM_ROLE), bool(index.data(GONE_ROLE))
        painter.save()
        if wrong is not None:
            painter.fillRect(rect, QColor(p.danger_soft))
        elif option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(p.selected))
        elif not index.column() or gone:
            painter.fillRect(rect, QColor(p.sunken))
        painter.setPen(QColor(p.grid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        inner = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        if index.data(CHANGED_ROLE):  # not saved yet: a mark at the upper corner
            painter.fillRect(QRectF(rect.x(), rect.y(), 4, rect.height() - 1), QColor(p.warn))
        if wrong is not None:
            side = theme.icon_px(14)
            at = QRectF(inner.x(), inner.center().y() - side / 2, side, side)
            paint_icon(painter, "circle-alert", p.danger, at)
            inner.setLeft(inner.left() + side + 4)
        font = self._font
        if gone:
            font = theme.font("body")
            font.setStrikeOut(True)
        painter.setFont(font)
        painter.setPen(QColor(p.danger if wrong is not None else p.text2 if gone or not index.column() else p.text))
        text = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, int(inner.width())
        )
        side_ = Qt.AlignmentFlag.AlignRight if self._is_number(index) else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | side_), text)
        if index == self.view.currentIndex():
            painter.setPen(QPen(QColor(p.focus), 2 if self.view.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _is_number(self, index: Index) -> bool:
        model = index.model()
        return bool(
            index.column()
            and isinstance(model, GridModel)
            and isinstance(model.fields[index.column() - 1].kind, _NUMBERS)
        )

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, GridModel)  # noqa: S101 - the view has no other
        spec = model.fields[index.column() - 1]
        row = model.rows[index.row()]
        made = CellBox(f"{row.name} {spec.label(model.lang)}", digits=isinstance(spec.kind, _DIGITS))
        made.setParent(parent)
        made.setProperty("kind", "cell")
        self.editor = made
        return made

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellBox) and not editor.isModified():
            editor.setText(str(index.data(OWN_ROLE) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellBox) and isinstance(model, GridModel):
            typed = editor.text()
            if typed != str(index.data(OWN_ROLE) or ""):
                model.setData(index, typed)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def finish(self) -> None:
        """Take over what is being typed."""
        editor, self.editor = self.editor, None
        if editor is not None:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, CellBox) and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in _STEPS:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._pressed(watched, event):
                return True
        return super().eventFilter(watched, event)

    def _pressed(self, editor: CellBox, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if editor.composing or key not in _STEPS:
            return False
        down, across = _STEPS[key]
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
            self.saved.emit()
            return True
        if enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            down = -1
        self.finish()
        self.moved.emit(down, across)
        return True
