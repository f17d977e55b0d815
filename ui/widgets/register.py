"""The list of people: a table view with its own painting, columns that give way, and a row as the unit.

The model answers, besides the display text, three roles: KIND_ROLE (text, strong, avatar, pill, due),
TONE_ROLE (a theme tone) and ICON_ROLE (an icon's name after the text). AccessibleTextRole is the model's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from ui.icons import paint
from ui.veiled import shown as seen
from ui.widgets.text import paint_avatar, paint_pill, pill_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.theme import Theme, Tone

KIND_ROLE = Qt.ItemDataRole.UserRole + 1
TONE_ROLE = Qt.ItemDataRole.UserRole + 2
ICON_ROLE = Qt.ItemDataRole.UserRole + 3
ROW = 44

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """Width at standard text size, share of spare room, and rank: the highest rank is hidden first."""

    width: int
    stretch: int = 0
    rank: int = 0


class RegisterDelegate(QStyledItemDelegate):
    """Paints a cell by its KIND_ROLE; text that does not fit ends in …"""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self.theme, self.view = theme, view
        self._fonts = {bold: theme.font("body", bold=bold) for bold in (False, True)}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self.theme.tall(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, p = self.theme, self.theme.palette
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        first = index.column() == self._first_column()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(p.selected))
            if first:
                painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height()), QColor(p.primary))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(p.hover))
        if index.row() == self.view.currentIndex().row() and self.view.hasFocus():
            painter.setPen(QPen(QColor(p.focus), 2))
            painter.drawLine(rect.topLeft() + _half(), rect.topRight() + _half())
            painter.drawLine(rect.bottomLeft() - _half(), rect.bottomRight() - _half())
        inner = rect.adjusted(theme.px(10) if first else theme.px(8), 0, -theme.px(6), 0)
        self._content(painter, inner, index, selected=bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A cell whose text does not fit tells all of it."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        text, kind, _, mark = _cell(index)
        text, theme = seen(text), self.theme
        wanted = QFontMetrics(self._fonts[kind in ("avatar", "strong", "due")]).horizontalAdvance(text)
        if kind == "pill":
            wanted = pill_size(theme, text).width()
        used = theme.px(16) + (theme.tall(28) + theme.px(10) if kind == "avatar" else 0)
        used += theme.icon_px(16) + 8 if mark else 0
        if not text or wanted <= option.rect.width() - used:
            QToolTip.hideText()
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), text, view, option.rect)
        return True

    def _content(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        theme = self.theme
        text, kind, tone, mark = _cell(index)
        text = seen(text)
        if kind == "pill":
            if text:
                size = pill_size(theme, text)
                width = min(float(size.width()), rect.width())
                box = QRectF(rect.x(), rect.center().y() - size.height() / 2, width, size.height())
                paint_pill(painter, theme, box, text, tone, selected=selected)
            return
        if kind == "avatar":
            side = theme.tall(28)
            paint_avatar(painter, theme, QRectF(rect.x(), rect.center().y() - side / 2, side, side), text)
            rect = rect.adjusted(side + theme.px(10), 0, 0, 0)
        bold = kind in ("avatar", "strong", "due")
        painter.setFont(self._fonts[bold])
        ink = theme.palette.text if bold else theme.palette.text2
        painter.setPen(QColor(ink if tone == "neutral" else theme.accent(tone)))
        side = theme.icon_px(16)
        room = int(rect.width()) - (side + 8 if mark else 0)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        edge = Qt.AlignmentFlag.AlignRight if kind == "number" else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | edge), shown)
        if mark:
            x = rect.x() + metrics.horizontalAdvance(shown) + 8
            color = theme.palette.danger if tone == "neutral" else theme.accent(tone)
            paint(painter, mark, color, QRectF(x, rect.center().y() - side / 2, side, side))

    def _first_column(self) -> int:
        header = self.view.horizontalHeader()
        return next((c for c in range(header.count()) if not header.isSectionHidden(c)), 0)


def _cell(index: Index) -> tuple[str, str, Tone, str]:
    """Text, kind, tone and mark of a cell: asked at once where the model can, else role by role."""
    at_once = getattr(index.model(), "cell", None)
    if at_once is not None:
        found: tuple[str, str, Tone, str] = at_once(index.row(), index.column())
        return found
    tone: Tone = index.data(TONE_ROLE) or "neutral"
    text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
    return text, index.data(KIND_ROLE) or "text", tone, str(index.data(ICON_ROLE) or "")


def _half() -> QPointF:
    return QPointF(0, 1)


class RegisterView(QTableView):
    """Rows 44 px high; `opened(row)` on Enter or double click, `peeked(row)` when another row is chosen.

    `marked(row)` on Space, `every_marked` on Ctrl+A, `resized(column, px)` when somebody drags a column's edge.
    """

    opened = Signal(int)
    peeked = Signal(int)
    marked = Signal(int)
    every_marked = Signal()
    resized = Signal(int, int)

    def __init__(self, theme: Theme, columns: Sequence[Column], name: str) -> None:
        super().__init__()
        self.theme, self.columns = theme, tuple(columns)
        self._fitting = False
        self.setAccessibleName(name)
        self.setItemDelegate(RegisterDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)  # Tab leaves the list
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(theme.tall(ROW))
        self.verticalHeader().setDefaultSectionSize(theme.tall(ROW))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(theme.tall(36))
        header.setFixedHeight(theme.tall(44))
        header.sectionResized.connect(self._resized)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.peeked.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.marked.emit(self.currentIndex().row())
            return
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.every_marked.emit()
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            # a table would go to the first or last column; here a row is one thing
            last = self.model().rowCount() - 1
            self.setCurrentIndex(self.model().index(0 if event.key() == Qt.Key.Key_Home else last, 0))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def setModel(self, model: object) -> None:
        super().setModel(model)  # type: ignore[arg-type]
        self.fit()

    def arrange(self, columns: Sequence[Column]) -> None:
        """Other columns: the model has them already."""
        self.columns = tuple(columns)
        self.fit()

    def _resized(self, column: int, _old: int, new: int) -> None:
        if not self._fitting and new:
            self.resized.emit(column, new)

    def fit(self) -> None:
        """Hide the least important columns until the rest fit, then share out what is left."""
        if self.model() is None:
            return
        self._fitting = True
        try:
            self._fit()
        finally:
            self._fitting = False

    def _fit(self) -> None:
        room = self.viewport().width()
        widths = {n: self.theme.tall(c.width) for n, c in enumerate(self.columns)}
        shown = set(widths)
        for n in sorted(widths, key=lambda n: -self.columns[n].rank):
            if sum(widths[m] for m in shown) <= room or len(shown) == 1:
                break
            shown.discard(n)
        spare = max(0, room - sum(widths[n] for n in shown))
        shares = sum(self.columns[n].stretch for n in shown) or 1
        for n in widths:
            self.setColumnHidden(n, n not in shown)
            if n in shown:
                self.setColumnWidth(n, widths[n] + spare * self.columns[n].stretch // shares)
