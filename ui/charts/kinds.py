"""Bars, ranked bars and the ring, and the card that turns a chart into its numbers and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui import language, words
from ui.charts.base import Chart, Item, axis, ink, nice_top, under
from ui.veiled import shown as seen
from ui.widgets.buttons import button
from ui.widgets.cards import Card

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.words import Lang
    from ui.theme import Theme


class BarChart(Chart):
    """Upright bars, for months. The last one is strong and carries its number; the chosen one too."""

    def draw(self, painter: QPainter, rect: QRectF, theme: Theme) -> list[QRectF]:
        values = [item.value for item in self.items]
        top = nice_top(max(values), whole=all(isinstance(v, int) for v in values))
        plot = axis(painter, rect, theme, 0, top, self.show_value)
        step = plot.width() / len(self.items)
        width = min(step * 0.58, theme.tall(34))
        metrics = painter.fontMetrics()
        centers = [plot.left() + step * (n + 0.5) for n in range(len(self.items))]
        hits = []
        for n, item in enumerate(self.items):
            height = plot.height() * max(0.0, item.value) / top
            bar = QRectF(centers[n] - width / 2, plot.bottom() - height, width, height)
            strong = n == (self.current if self.current >= 0 else len(self.items) - 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink(theme, 0) if strong else QColor(theme.palette.chart_pale))
            painter.drawRoundedRect(bar, 4, 4)
            if height > 4:
                painter.drawRect(bar.adjusted(0, min(4, height / 2), 0, 0))  # square where it stands
            if strong:
                painter.setPen(theme.color("text"))
                box = QRectF(centers[n] - 60, bar.top() - metrics.height() - 3, 120, metrics.height())
                text = self.show_value(item.value)
                overhang = centers[n] + metrics.horizontalAdvance(text) / 2 - rect.right()
                painter.drawText(
                    box.translated(-max(0.0, overhang), 0), int(Qt.AlignmentFlag.AlignCenter), text
                )
            hits.append(QRectF(centers[n] - step / 2, plot.top(), step, rect.bottom() - plot.top()))
        under(painter, plot, theme, [item.label for item in self.items], centers)
        return hits


class RankedBars(Chart):
    """Lying bars with a name before and a number after, in the order given. `top` fixes the full length."""

    def __init__(
        self,
        theme: Theme,
        lang: Lang,
        title: str,
        items: Sequence[Item],
        show: Callable[[float], str] | None = None,
        top: float = 0,
    ) -> None:
        self.top = top
        super().__init__(theme, lang, title, items, show)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.tall(420), self.theme.tall(30) * max(3, len(self.items)) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.tall(200), self.theme.tall(26) * max(3, len(self.items)) + 8)

    def draw(self, painter: QPainter, rect: QRectF, theme: Theme) -> list[QRectF]:
        painter.setFont(theme.font("secondary"))
        metrics = painter.fontMetrics()
        names = min(
            max(metrics.horizontalAdvance(seen(i.label)) for i in self.items) + 12, int(rect.width() * 0.36)
        )
        values = max(metrics.horizontalAdvance(self.show_value(i.value)) for i in self.items) + 12
        top = self.top or max(item.value for item in self.items) or 1
        row = min(rect.height() / len(self.items), theme.tall(40))
        thick = min(row * 0.42, theme.tall(14))
        hits = []
        for n, item in enumerate(self.items):
            line = QRectF(rect.left(), rect.top() + row * n, rect.width(), row)
            painter.setPen(theme.color("text" if n == self.current else "text2"))
            shown = metrics.elidedText(seen(item.label), Qt.TextElideMode.ElideRight, names - 8)
            place = QRectF(line.left(), line.top(), names, row)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), shown)
            track = QRectF(
                line.left() + names, line.center().y() - thick / 2, line.width() - names - values, thick
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(track, thick / 2, thick / 2)
            length = track.width() * min(1.0, max(0.0, item.value) / top)
            painter.setBrush(ink(theme, 0))
            if length > 0:
                bar = QRectF(track.left(), track.top(), max(length, thick), thick)
                painter.drawRoundedRect(bar, thick / 2, thick / 2)
            painter.setPen(theme.color("text"))
            place = QRectF(line.right() - values, line.top(), values, row)
            painter.drawText(
                place,
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
                self.show_value(item.value),
            )
            _mark(painter, line, theme, chosen=n == self.current)
            hits.append(line)
        return hits


class Donut(Chart):
    """A ring with the sum in its middle and a list beside it that names every part and its number."""

    def draw(self, painter: QPainter, rect: QRectF, theme: Theme) -> list[QRectF]:
        total = sum(item.value for item in self.items) or 1
        side = min(rect.height(), rect.width() * 0.45, theme.tall(220))
        ring = QRectF(rect.left() + 4, rect.center().y() - side / 2 + 4, side - 8, side - 8)
        start = 90.0
        for n, item in enumerate(self.items):
            span = -360.0 * item.value / total
            path = QPainterPath()
            path.arcMoveTo(ring, start)
            path.arcTo(ring, start, span)
            hole = ring.adjusted(side * 0.17, side * 0.17, -side * 0.17, -side * 0.17)
            path.arcTo(hole, start + span, -span)
            path.closeSubpath()
            painter.setPen(QPen(theme.color("surface"), 2))
            painter.setBrush(ink(theme, n))
            if item.value > 0:
                painter.drawPath(path)
            start += span
        painter.setFont(theme.font("section", bold=True))
        painter.setPen(theme.color("text"))
        painter.drawText(ring, int(Qt.AlignmentFlag.AlignCenter), self.show_value(total if self._any else 0))
        return self._legend(painter, rect.adjusted(side + theme.px(16), 0, 0, 0), theme)

    @property
    def _any(self) -> bool:
        return any(item.value for item in self.items)

    def _legend(self, painter: QPainter, rect: QRectF, theme: Theme) -> list[QRectF]:
        painter.setFont(theme.font("secondary"))
        metrics = painter.fontMetrics()
        row = min(theme.tall(30), rect.height() / len(self.items))
        y = rect.center().y() - row * len(self.items) / 2
        hits = []
        for n, item in enumerate(self.items):
            line = QRectF(rect.left(), y + row * n, rect.width(), row)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink(theme, n))
            painter.drawRoundedRect(QRectF(line.left() + 4, line.center().y() - 5, 10, 10), 3, 3)
            value = self.show_value(item.value)
            room = int(line.width()) - metrics.horizontalAdvance(value) - 34
            painter.setPen(theme.color("text2"))
            shown = metrics.elidedText(seen(item.label), Qt.TextElideMode.ElideRight, room)
            painter.drawText(line.adjusted(22, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), shown)
            painter.setPen(theme.color("text"))
            painter.drawText(
                line.adjusted(0, 0, -6, 0),
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
                value,
            )
            _mark(painter, line, theme, chosen=n == self.current)
            hits.append(line)
        return hits


class ChartCard(Card):
    """A chart in a card, with a button that shows its numbers as a table instead."""

    def __init__(self, theme: Theme, lang: Lang, chart: Chart, note: str = "") -> None:
        self.swap = button(theme, words.CHART_TABLE(lang), "ghost", "table", self._swap)
        super().__init__(theme, chart.title, self.swap, note=note)
        self.lang, self.chart = lang, chart
        self.swap.setAccessibleName(f"{chart.title}: {words.CHART_TABLE(lang)}")
        self.numbers: QTableWidget | None = None
        self.body.addWidget(chart, 1)

    def refresh(self) -> None:
        """The chart has other items now."""
        if self.numbers is not None:
            fill(self.numbers, self.chart)

    def _swap(self) -> None:
        if self.numbers is None:
            self.numbers = QTableWidget()
            self.numbers.setProperty("kind", "numbers")
            self.numbers.setAccessibleName(words.CHART_NUMBERS(self.lang, title=self.chart.title))
            self.numbers.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            self.numbers.setTabKeyNavigation(False)
            self.numbers.verticalHeader().hide()
            self.numbers.verticalHeader().setDefaultSectionSize(self.theme.tall(32))
            self.numbers.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            self.numbers.hide()
            self.body.addWidget(self.numbers, 1)
            fill(self.numbers, self.chart)
        to_numbers = self.numbers.isHidden()
        self.chart.setVisible(not to_numbers)
        self.numbers.setVisible(to_numbers)
        text = (words.CHART_PICTURE if to_numbers else words.CHART_TABLE)(self.lang)
        self.swap.setText(" " + text)
        self.swap.setIcon(self.theme.icon("chart-column" if to_numbers else "table", "text2", 18))
        self.swap.setAccessibleName(f"{self.chart.title}: {text}")


def fill(view: QTableWidget, chart: Chart) -> None:
    """Put a chart's numbers into a table."""
    heading, rows = chart.table()
    view.setColumnCount(len(heading))
    view.setHorizontalHeaderLabels(heading)
    view.setRowCount(len(rows))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cell = QTableWidgetItem(text)
            if c:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            view.setItem(r, c, cell)


def _mark(painter: QPainter, line: QRectF, theme: Theme, *, chosen: bool) -> None:
    if chosen:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("focus"), 1.5))
        painter.drawRoundedRect(line.adjusted(0, 1, -1, -1), 5, 5)


def percent_show(lang: Lang) -> Callable[[float], str]:
    """Show shares (0.44) as 44%."""
    return lambda value: language.percent(value, lang, 0)
