"""Thirteen weeks of packages as a strip: what came above the line, what went below it, and the gap since the last."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import language
from ui import words_rhythm as w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.words import Lang
    from casefiles.exchange.rhythm import Mark, Rhythm
    from ui.theme import Theme, Tone

DAYS = 91
TONES: Mapping[str, Tone] = {"never": "danger", "late": "danger", "due": "warn", "fresh": "ok", "gone": "neutral"}


def paint_strip(painter: QPainter, theme: Theme, rect: QRectF, one: Rhythm, today: dt.date) -> None:
    """The strip in this place."""
    p = theme.palette
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle, first = rect.center().y(), today - dt.timedelta(days=DAYS - 1)
    high = min(rect.height() - 2, theme.tall(22))
    if one.state not in ("fresh", "gone"):
        since = first if one.days is None else max(first, today - dt.timedelta(days=one.days))
        left = _x(rect, since, today)
        soft = p.warn_soft if one.state == "due" else p.danger_soft
        box = QRectF(left, middle - high / 2, rect.right() - left, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft))
        painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QPen(QColor(p.grid), 1))
    for month in _months(first, today):
        x = _x(rect, month, today)
        painter.drawLine(QPointF(x, middle - high / 2), QPointF(x, middle + high / 2))
    painter.setPen(QPen(QColor(p.border), 1))
    painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))
    radius = max(3.0, theme.tall(4) * 1.0)
    off = high / 4 + 0.5
    for mark in one.marks:
        if first <= mark.day <= today:
            y = middle - off if mark.direction == "in" else middle + off
            _mark(painter, theme, QPointF(_x(rect, mark.day, today), y), radius, mark)
    painter.restore()


def _mark(painter: QPainter, theme: Theme, at: QPointF, radius: float, mark: Mark) -> None:
    p = theme.palette
    if mark.direction == "in":
        color = {"waiting": p.warn, "aside": p.danger}.get(mark.state, p.primary)
        hollow = mark.state in ("waiting", "aside")
    else:
        color, hollow = (p.ok, False) if mark.state == "received" else (p.text3, True)
        radius -= 1
    painter.setPen(QPen(QColor(color), 1.6))
    painter.setBrush(QColor(p.surface if hollow else color))
    painter.drawEllipse(at, radius, radius)


def _x(rect: QRectF, day: dt.date, today: dt.date) -> float:
    """Where a day is: today at the right end."""
    inner = rect.adjusted(6, 0, -6, 0)
    return inner.right() - inner.width() * (today - day).days / (DAYS - 1)


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first days of months in between."""
    found = []
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            found.append(day)
        day = (day + dt.timedelta(days=32)).replace(day=1)
    return found


def last_said(days: int | None, lang: Lang) -> str:
    """How long ago the last package came."""
    if days is None:
        return w.NEVER(lang)
    return w.TODAY(lang) if not days else language.counted(w.DAYS, days, lang)


def said(one: Rhythm, today: dt.date, lang: Lang) -> str:
    """The strip in a sentence."""
    shown = [m for m in one.marks if (today - m.day).days < DAYS]
    came = sum(m.direction == "in" for m in shown)
    return w.SAID(lang, name=one.name, last=last_said(one.days, lang), came=came, went=len(shown) - came)


def near(one: Rhythm, rect: QRectF, x: float, today: dt.date, lang: Lang) -> str:
    """What the marks at this place are, a line each."""
    found = []
    for mark in one.marks:
        if abs(_x(rect, mark.day, today) - x) <= 6:
            words = w.STATES_IN.get(mark.state, w.MARK_IN) if mark.direction == "in" else w.STATES_OUT.get(
                mark.state, w.MARK_OUT
            )
            found.append(words(lang, day=language.short_date(mark.day, lang)))
    return "\n".join(found)


class WeekStrip(QWidget):
    """One office's strip on its card."""

    def __init__(self, theme: Theme, lang: Lang, one: Rhythm, today: dt.date) -> None:
        super().__init__()
        self.theme, self.lang, self.one, self.today = theme, lang, one, today
        self.setAccessibleName(said(one, today, lang))
        self.setToolTip(said(one, today, lang))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.tall(220), self.theme.tall(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.tall(80), self.theme.tall(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_strip(painter, self.theme, QRectF(self.rect()), self.one, self.today)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = near(self.one, QRectF(self.rect()), event.pos().x(), self.today, self.lang)
            if text:
                QToolTip.showText(event.globalPos(), text, self)
                return True
        return super().event(event)
