"""Lines over the same labels, told apart by dash and mark as well as by colour."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui import words
from ui.charts.base import Chart, Item, axis, ink, nice_top, under
from ui.veiled import shown as seen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.words import Lang
    from ui.theme import Theme


@dataclass(frozen=True)
class Series:
    """One line: a value or nothing at each label."""

    name: str
    values: tuple[float | None, ...]


class LineChart(Chart):
    """Lines over the same labels. Lines differ by dash and mark as well as by colour; `band` is a good range."""

    DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)

    def __init__(
        self,
        theme: Theme,
        lang: Lang,
        title: str,
        labels: Sequence[str],
        series: Sequence[Series],
        show: Callable[[float], str] | None = None,
        *,
        band: tuple[float, float, str] | None = None,
        floor: float | None = 0,
    ) -> None:
        self.labels, self.series, self.band, self.floor = tuple(labels), tuple(series), band, floor
        points = [
            Item(f"{at} {line.name}".strip(), value)
            for n, at in enumerate(self.labels)
            for line in self.series
            if (value := line.values[n]) is not None
        ]
        super().__init__(theme, lang, title, points, show)

    def table(self) -> tuple[list[str], list[list[str]]]:
        heading = [words.CHART_ITEM(self.lang), *(line.name for line in self.series)]
        rows = [
            [at, *("" if (v := line.values[n]) is None else self.show_value(v) for line in self.series)]
            for n, at in enumerate(self.labels)
        ]
        return heading, rows

    def draw(self, painter: QPainter, rect: QRectF, theme: Theme) -> list[QRectF]:
        values = [item.value for item in self.items]
        whole = all(isinstance(v, int) for v in values)
        low = min(values) if self.floor is None else self.floor
        high = (
            max(values)
            if self.floor is None
            else self.floor + nice_top(max(values) - self.floor, whole=whole)
        )
        if self.band is not None:
            low, high = min(low, self.band[0]), max(high, self.band[1])
        if high <= low:
            high = low + 1
        self._names(painter, rect, theme)
        plot = axis(painter, rect.adjusted(0, theme.tall(22), 0, 0), theme, low, high, self.show_value)

        def plot_y(v: float) -> float:
            return plot.bottom() - plot.height() * (v - low) / (high - low)

        if self.band is not None:
            strip = QRectF(
                QPointF(plot.left(), plot_y(self.band[1])), QPointF(plot.right(), plot_y(self.band[0]))
            )
            painter.fillRect(strip, theme.color("ok_soft"))
            painter.setPen(theme.color("ok"))
            inside = strip.adjusted(8, 0, 0, 0)
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignTop), seen(self.band[2]))
        inset = theme.tall(24)
        gaps = max(1, len(self.labels) - 1)
        xs = [plot.left() + inset + (plot.width() - 2 * inset) * n / gaps for n in range(len(self.labels))]
        spots: dict[tuple[int, int], QRectF] = {}
        for k, line in enumerate(self.series):
            self._line(painter, theme, k, line, xs, plot_y, spots)
        under(painter, plot, theme, self.labels, xs)
        return [spots[key] for key in sorted(spots)]

    def _line(
        self,
        painter: QPainter,
        theme: Theme,
        k: int,
        line: Series,
        xs: list[float],
        plot_y: Callable[[float], float],
        spots: dict[tuple[int, int], QRectF],
    ) -> None:
        color = ink(theme, k)
        points = [(n, QPointF(xs[n], plot_y(v))) for n, v in enumerate(line.values) if v is not None]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 2.4, self.DASHES[k % 4]))
        for (_, a), (_, b) in itertools.pairwise(points):
            painter.drawLine(a, b)
        order = [
            (n, j)
            for n in range(len(self.labels))
            for j, s in enumerate(self.series)
            if s.values[n] is not None
        ]
        chosen = order[self.current] if 0 <= self.current < len(order) else None
        for n, point in points:
            big = chosen == (n, k)
            half = 7.0 if big else 4.5
            box = QRectF(point.x() - half, point.y() - half, 2 * half, 2 * half)
            painter.setPen(QPen(theme.color("text" if big else "surface"), 1.5))
            painter.setBrush(color)
            if k % 2:
                painter.drawRect(box)
            else:
                painter.drawEllipse(box)
            spots[(n, k)] = box.adjusted(-6, -6, 6, 6)
            if big or len(points) <= 8:
                painter.setPen(theme.color("text"))
                value = line.values[n]
                text = self.show_value(value) if value is not None else ""
                others = [s.values[n] for s in self.series if s is not line and s.values[n] is not None]
                above = all((value or 0, -k) >= (o or 0, -k - 1) for o in others)
                offset = -20 if above else 8
                place = QRectF(point.x() - 50, point.y() + offset * theme.scale - 2, 100, 16 * theme.scale)
                painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    def _names(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        painter.setFont(theme.font("caption"))
        metrics = painter.fontMetrics()
        x = rect.right()
        for k in range(len(self.series) - 1, -1, -1):
            name = seen(self.series[k].name)
            x -= metrics.horizontalAdvance(name)
            painter.setPen(theme.color("text2"))
            painter.drawText(QPointF(x, rect.top() + metrics.ascent()), name)
            x -= 30
            painter.setPen(QPen(ink(theme, k), 2.4, self.DASHES[k % 4]))
            y = rect.top() + metrics.height() / 2
            painter.drawLine(QPointF(x, y), QPointF(x + 24, y))
            x -= theme.px(14)
