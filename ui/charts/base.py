"""Four charts painted by ourselves: bars, ranked bars, a ring, lines. Each says itself in words and in a table.

A chart takes the keyboard (arrow keys read item by item, Enter picks), announces what is chosen to screen
readers, and paints itself on any QPainter, so paper gets the same drawing in the paper's theme.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import language, words
from ui.veiled import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.words import Lang
    from ui.theme import Theme


@dataclass(frozen=True)
class Item:
    """One thing counted. `key` is what `picked` hands over; without it the item cannot be picked."""

    label: str
    value: float
    key: str = ""


class Chart(QWidget):
    """The part all charts share. A subclass paints and leaves in `hits` where each item is."""

    picked = Signal(str)

    def __init__(
        self,
        theme: Theme,
        lang: Lang,
        title: str,
        items: Sequence[Item],
        show: Callable[[float], str] | None = None,
    ) -> None:
        super().__init__()
        self.theme, self.lang, self.title = theme, lang, title
        self.items: tuple[Item, ...] = tuple(items)
        self.show_value = show or (lambda value: language.number(value, lang))
        self.current = -1
        self.hits: list[QRectF] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.set_items(items)

    def set_items(self, items: Sequence[Item]) -> None:
        """Other numbers in the same chart."""
        self.items = tuple(items)
        self.current = -1
        self.setAccessibleName(self.title)
        self.setAccessibleDescription(self.describe())
        self.updateGeometry()
        self.update()

    def describe(self) -> str:
        """The chart in a sentence."""
        if not self.items:
            return f"{self.title}: {words.CHART_EMPTY(self.lang)}"
        top = max(self.items, key=lambda item: item.value)
        low = min(self.items, key=lambda item: item.value)
        said = {"top": self.say(self.items.index(top)), "low": self.say(self.items.index(low))}
        return words.CHART_SUMMARY(self.lang, title=self.title, n=len(self.items), **said)

    def say(self, place: int) -> str:
        """One item in words."""
        item = self.items[place]
        return words.CHART_POINT(self.lang, label=item.label, value=self.show_value(item.value))

    def table(self) -> tuple[list[str], list[list[str]]]:
        """The numbers: heading, rows."""
        heading = [words.CHART_ITEM(self.lang), words.CHART_VALUE(self.lang)]
        return heading, [[item.label, self.show_value(item.value)] for item in self.items]

    def draw(self, painter: QPainter, rect: QRectF, theme: Theme) -> list[QRectF]:
        """Paint into `rect` and answer where each item is. To be given by each chart."""
        raise NotImplementedError

    def count(self) -> int:
        """How many items the keyboard walks through."""
        return len(self.items)

    def choose(self, place: int) -> None:
        """Put the keyboard's mark on an item and say it."""
        if not 0 <= place < self.count():
            return
        self.current = place
        self.setAccessibleDescription(shown(self.say(place)))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, shown(self.say(place))))
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.tall(200), self.theme.tall(160))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.tall(420), self.theme.tall(260))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        self.hits = self._draw(painter, rect, self.theme)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), self.count() - 1
        steps = {
            Qt.Key.Key_Right: self.current + 1,
            Qt.Key.Key_Down: self.current + 1,
            Qt.Key.Key_Left: max(0, self.current - 1),
            Qt.Key.Key_Up: max(0, self.current - 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in steps:
            self.choose(min(steps[key], last))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self.current)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.current = -1
        self.setAccessibleDescription(self.describe())
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        self.choose(place)
        self._pick(place)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), shown(self.say(place)) if place >= 0 else "", self)
            return True
        return super().event(event)

    def _draw(self, painter: QPainter, rect: QRectF, theme: Theme) -> list[QRectF]:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.count():
            return self.draw(painter, rect, theme)
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.color("text3"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words.CHART_EMPTY(self.lang))
        return []

    def _pick(self, place: int) -> None:
        if 0 <= place < len(self.items) and self.items[place].key:
            self.picked.emit(self.items[place].key)

    def _at(self, point: QPointF) -> int:
        return next((n for n, hit in enumerate(self.hits) if hit.contains(point)), -1)


def nice_top(value: float, *, whole: bool) -> float:
    """The end of an axis not far above `value`, in four steps that read well; whole steps for whole numbers."""
    if value <= 0:
        return 4 if whole else 1
    power = 1.0
    while value > 10 * power:
        power *= 10
    while value < power:
        power /= 10
    top = next(step * power for step in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if step * power >= value)
    return max(4, 4 * math.ceil(top / 4)) if whole else top


def axis(
    painter: QPainter, rect: QRectF, theme: Theme, low: float, high: float, show: Callable[[float], str]
) -> QRectF:
    """Paint four steps and their numbers; answer the plot's rectangle, room for labels below left out."""
    painter.setFont(theme.font("caption"))
    metrics = painter.fontMetrics()
    values = [low + (high - low) * n / 4 for n in range(5)]
    left = max(metrics.horizontalAdvance(show(value)) for value in values) + 10
    plot = rect.adjusted(left, metrics.height(), 0, -metrics.height() - 8)
    for n, value in enumerate(values):
        y = plot.bottom() - plot.height() * n / 4
        painter.setPen(QPen(theme.color("grid"), 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(theme.color("text2"))
        box = QRectF(rect.left(), y - metrics.height() / 2, left - 8, metrics.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), show(value))
    return plot


def under(
    painter: QPainter, plot: QRectF, theme: Theme, labels: Sequence[str], centers: Sequence[float]
) -> None:
    """Labels below the plot, leaving some out when they would run into each other."""
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.color("text2"))
    metrics = painter.fontMetrics()
    labels = [shown(text) for text in labels]
    widest = max(metrics.horizontalAdvance(text) for text in labels) + 8
    gap = (centers[-1] - centers[0]) / (len(centers) - 1) if len(centers) > 1 else widest
    every = max(1, -(-int(widest) // max(1, int(gap))))
    for n, (text, x) in enumerate(zip(labels, centers, strict=True)):
        if (len(labels) - 1 - n) % every == 0:  # the latest is always named
            box = QRectF(x - widest / 2, plot.bottom() + 6, widest, metrics.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


def ink(theme: Theme, place: int) -> QColor:
    """The chart colour at `place`, going round."""
    return QColor(theme.palette.chart[place % len(theme.palette.chart)])
