"""How far a batch is, as a picture: a segment for each step, as long as the recipients who stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casefiles.domain.aid_steps import ORDER
from ui import words_aid as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.words import Lang
    from ui.theme import Theme

_INK = {"planned": "neutral_soft", "promised": "info", "received": "primary", "allotted": "warn", "handed_over": "ok"}


class StepBar(QWidget):
    """`set({step: how many})`; the steps are named with their numbers below the bar."""

    def __init__(self, theme: Theme, lang: Lang) -> None:
        super().__init__()
        self.theme, self.lang = theme, lang
        self.counts: Mapping[str, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        said = [words.STEP_PART(self.lang, step=words.STEPS[s], n=counts[s]) for s in ORDER if counts.get(s)]
        parts = ("，" if self.lang == "zh" else ", ").join(said)
        self.setAccessibleName(words.STEP_BAR(self.lang, parts=parts))
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def _parts(self) -> list[tuple[str, int]]:
        return [(s, self.counts[s]) for s in ORDER if self.counts.get(s)]

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        said = [words.STEP_PART(self.lang, step=words.STEPS[s], n=n) for s, n in self._parts()]
        room = sum(metrics.horizontalAdvance(one) + 28 for one in said)
        return QSize(max(room, self.theme.tall(200)), self.theme.tall(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.tall(120), self.theme.tall(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, parts = self.theme, self._parts()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        total = sum(n for _, n in parts)
        bar = QRectF(0, 2, self.width(), theme.tall(10))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        x = bar.left()
        painter.setFont(theme.font("caption"))
        metrics = painter.fontMetrics()
        at = 0.0
        for step, n in parts:
            width = bar.width() * n / total
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(theme.palette, _INK[step])))
            painter.drawRoundedRect(QRectF(x, bar.top(), width - (2 if len(parts) > 1 else 0), bar.height()), 4, 4)
            x += width
            dot = QRectF(at, bar.bottom() + theme.tall(9), 8, 8)
            painter.drawRoundedRect(dot, 3, 3)
            said = words.STEP_PART(self.lang, step=words.STEPS[step], n=n)
            painter.setPen(theme.color("text2"))
            place = QRectF(at + 12, bar.bottom() + 4, self.width(), theme.tall(20))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), said)
            at += 12 + metrics.horizontalAdvance(said) + 16
        painter.end()
