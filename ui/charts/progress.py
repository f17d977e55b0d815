"""How far a survey round is in each village: lying bars whose parts are the outcomes, done over all at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui import language
from ui.charts.base import Chart, Item, ink
from ui.veiled import shown as seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.words import Lang
    from casefiles.surveying import Village
    from ui.theme import Theme

DONE = ("seen", "nobody_home", "moved", "refused")
"""the parts of a bar; what is left of it is still to be walked"""


class ProgressBars(Chart):
    """One bar a village. A part is told by its place, its colour and a line between: black and white will do."""

    def __init__(
        self, theme: Theme, lang: Lang, title: str, villages: Sequence[Village], names: dict[str, str], nobody: str
    ) -> None:
        self.villages, self.names, self.nobody = tuple(villages), names, nobody
        super().__init__(theme, lang, title, self._items())

    def show_villages(self, villages: Sequence[Village]) -> None:
        """Other figures in the same picture."""
        self.villages = tuple(villages)
        self.set_items(self._items())

    def _items(self) -> list[Item]:
        return [Item(v.name or self.nobody, v.done, f"village:{v.name}") for v in self.villages]

    def say(self, place: int) -> str:
        """A village in words."""
        village = self.villages[place]
        parts = [f"{self.names[o]} {village.counts.get(o, 0)}" for o in (*DONE, "not_yet") if village.counts.get(o)]
        said = ("，" if self.lang == "zh" else ", ").join(parts)
        return f"{village.name or self.nobody} {village.done}/{village.doors}: {said}"

    def table(self) -> tuple[list[str], list[list[str]]]:
        """The numbers."""
        outcomes = (*DONE, "not_yet")
        rows = [
            [v.name or self.nobody, *(language.number(v.counts.get(o, 0), self.lang) for o in outcomes)]
            for v in self.villages
        ]
        return ["", *(self.names[o] for o in outcomes)], rows

    def sizeHint(self) -> QSize:
        return QSize(self.theme.tall(520), self.theme.tall(34) * (len(self.villages) + 1) + self.theme.tall(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.tall(240), self.sizeHint().height())

    def draw(self, painter: QPainter, rect: QRectF, theme: Theme) -> list[QRectF]:
        painter.setFont(theme.font("secondary"))
        metrics = painter.fontMetrics()
        top = rect.top() + self._legend(painter, rect, theme)
        widest = max(metrics.horizontalAdvance(seen(item.label)) for item in self.items) + 12
        names = min(widest, int(rect.width() * 0.34))
        texts = [f"{v.done} / {v.doors}" for v in self.villages]
        tail = max(metrics.horizontalAdvance(text) for text in texts) + 12
        row = min((rect.bottom() - top) / len(self.items), float(theme.tall(34)))
        thick = min(row * 0.5, float(theme.tall(16)))
        hits = []
        for n, village in enumerate(self.villages):
            line = QRectF(rect.left(), top + row * n, rect.width(), row)
            painter.setPen(theme.color("text"))
            shown = metrics.elidedText(seen(self.items[n].label), Qt.TextElideMode.ElideRight, names - 8)
            painter.drawText(QRectF(line.left(), line.top(), names, row), int(Qt.AlignmentFlag.AlignVCenter), shown)
            track = QRectF(line.left() + names, line.center().y() - thick / 2, line.width() - names - tail, thick)
            self._bar(painter, track, village, theme)
            painter.setPen(theme.color("text"))
            place = QRectF(line.right() - tail, line.top(), tail, row)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), texts[n])
            if n == self.current:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("focus"), 1.5))
                painter.drawRoundedRect(line.adjusted(0, 1, -1, -1), 5, 5)
            hits.append(line)
        return hits

    def _bar(self, painter: QPainter, track: QRectF, village: Village, theme: Theme) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken"))
        painter.drawRect(track)
        at = track.left()
        for colour, outcome in enumerate(DONE):
            n = village.counts.get(outcome, 0)
            if not n or not village.doors:
                continue
            part = QRectF(at, track.top(), track.width() * n / village.doors, track.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink(theme, colour))
            painter.drawRect(part)
            at = part.right()
            painter.setPen(QPen(theme.color("surface"), 1))
            painter.drawLine(QPointF(at, track.top()), QPointF(at, track.bottom()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawRect(track)

    def _legend(self, painter: QPainter, rect: QRectF, theme: Theme) -> float:
        """The outcomes and their colours in the order of the bar; the height it took."""
        metrics = painter.fontMetrics()
        side, line = float(theme.tall(12)), float(theme.tall(26))
        x, y = rect.left(), rect.top()
        colours = [*(ink(theme, n) for n in range(len(DONE))), QColor(theme.palette.sunken)]
        for outcome, colour in zip((*DONE, "not_yet"), colours, strict=True):
            text = self.names[outcome]
            wide = side + 6 + metrics.horizontalAdvance(text) + 18
            if x + wide > rect.right() and x > rect.left():
                x, y = rect.left(), y + line
            painter.setPen(QPen(theme.color("border"), 1))
            painter.setBrush(colour)
            painter.drawRect(QRectF(x, y + (line - side) / 2, side, side))
            painter.setPen(theme.color("text2"))
            box = QRectF(x + side + 6, y, wide, line)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
            x += wide
        return y + line - rect.top() + 4
