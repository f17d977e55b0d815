"""A small picture of how far something has come: a dot for each step, the one it stands at filled and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.theme import Theme, Tone


class Stepper(QWidget):
    """`names` are the steps in their order, `at` the one that is reached; `tone` says how it stands there.

    With room under each dot all names are written, otherwise only the reached one.
    """

    def __init__(self, theme: Theme, said: str, names: Sequence[str], at: int, tone: Tone = "primary") -> None:
        super().__init__()
        self.theme, self.names, self.at, self.tone = theme, tuple(names), at, tone
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.tall(90) * len(self.names), self._dot * 2 + self._metrics.height() + self.theme.px(8))

    def minimumSizeHint(self) -> QSize:
        widest = self._metrics.horizontalAdvance(self.names[self.at])
        return QSize(max(widest + 8, self._dot * 3 * len(self.names)), self.sizeHint().height())

    @property
    def _dot(self) -> int:
        return self.theme.tall(7)

    @property
    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self.theme.font("caption", bold=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, dot = self.theme, self._dot
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.width() / len(self.names)
        y = float(dot + 1)
        centers = [QPointF(step * (n + 0.5), y) for n in range(len(self.names))]
        reached = QColor(theme.accent(self.tone))
        ahead = theme.color("input_border")
        for n in range(len(centers) - 1):
            painter.setPen(QPen(reached if n < self.at else ahead, 2 if n < self.at else 1))
            painter.drawLine(centers[n] + QPointF(dot, 0), centers[n + 1] - QPointF(dot, 0))
        for n, center in enumerate(centers):
            painter.setPen(QPen(reached if n <= self.at else ahead, 2 if n <= self.at else 1))
            painter.setBrush(reached if n <= self.at else theme.color("surface"))
            size = dot if n == self.at else dot * 0.62
            painter.drawEllipse(center, size, size)
        self._name(painter, centers, step)

    def _name(self, painter: QPainter, centers: list[QPointF], step: float) -> None:
        theme, metrics = self.theme, self._metrics
        top, high = float(self._dot * 2 + self.theme.px(4)), float(metrics.height())
        all_fit = max(metrics.horizontalAdvance(name) for name in self.names) + 6 <= step
        for n, center in enumerate(centers):
            if n != self.at and not all_fit:
                continue
            painter.setFont(theme.font("caption", bold=n == self.at))
            painter.setPen(theme.color("text" if n == self.at else "text2"))
            wide = float(metrics.horizontalAdvance(self.names[n]) + 6)
            left = min(max(0.0, center.x() - wide / 2), self.width() - wide)
            painter.drawText(QRectF(left, top, wide, high), int(Qt.AlignmentFlag.AlignCenter), self.names[n])
