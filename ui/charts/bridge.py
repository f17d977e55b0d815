"""A bridge: from what there was at the start over what came and what went to what there is at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.charts.base import Chart, Item, axis, ink, nice_top, under

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.words import Lang
    from ui.theme import Theme


class Bridge(Chart):
    """Four bars: start, came (upon it), went (down from the top), end. Each carries its number, with its sign."""

    def __init__(self, theme: Theme, lang: Lang, title: str, items: Sequence[Item]) -> None:
        super().__init__(theme, lang, title, items)

    def draw(self, painter: QPainter, rect: QRectF, theme: Theme) -> list[QRectF]:
        start, came, went, end = (item.value for item in self.items)
        spans = ((0.0, start), (start, start + came), (end, start + came), (0.0, end))
        signs = ("", "+" if came else "", "−" if went else "", "")
        inks = (QColor(theme.palette.chart_pale), theme.color("ok"), theme.color("danger"), ink(theme, 0))
        top = nice_top(start + came, whole=True)
        plot = axis(painter, rect, theme, 0, top, self.show_value)
        metrics = painter.fontMetrics()
        step = plot.width() / len(spans)
        width = min(step * 0.58, theme.tall(72))
        centers = [plot.left() + step * (n + 0.5) for n in range(len(spans))]
        heights = [[plot.bottom() - plot.height() * value / top for value in span] for span in spans]
        painter.setPen(QPen(theme.color("text3"), 1, Qt.PenStyle.DashLine))
        for n, level in enumerate((heights[0][1], heights[1][1], heights[2][0])):
            painter.drawLine(QPointF(centers[n], level), QPointF(centers[n + 1], level))
        hits = []
        for n, (low, high) in enumerate(heights):
            bar = QRectF(centers[n] - width / 2, high, width, max(2.0, low - high))
            chosen = n == self.current
            painter.setPen(QPen(theme.color("text"), 2) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(inks[n])
            painter.drawRoundedRect(bar, 3, 3)
            painter.setPen(theme.color("text"))
            box = QRectF(centers[n] - step / 2, bar.top() - metrics.height() - 3, step, metrics.height())
            shown = signs[n] + self.show_value(self.items[n].value)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
            hits.append(QRectF(centers[n] - step / 2, plot.top(), step, rect.bottom() - plot.top()))
        under(painter, plot, theme, [item.label for item in self.items], centers)
        return hits
