"""The small picture of the areas of life over time: a row an area, a square a visit, and whether it went up or down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from casefiles import visiting
from casefiles.domain.codes.lists import FINDING_LEVEL, LIFE_AREA
from ui import words_findings as words
from ui.widgets.cards import Card

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.words import Lang
    from casefiles.ports import Record
    from casefiles.visiting import Course
    from ui.theme import Theme, Tone
    from ui.window import Shell

MOST = 8
"""visits side by side"""
TONES: Mapping[str, Tone] = {"good": "ok", "fair": "neutral", "concern": "warn", "urgent": "danger"}
WENT: Mapping[int, Tone] = {1: "ok", -1: "danger", 0: "neutral"}


class AreasPicture(QWidget):
    """Painted; everything in it is also said in words to readers and in tooltips."""

    def __init__(self, theme: Theme, lang: Lang, courses: Sequence[Course], days: Sequence[str]) -> None:
        super().__init__()
        self.theme, self.lang, self.courses, self.days = theme, lang, list(courses), list(days)
        self.setAccessibleName(words.PICTURE(lang))
        self.setAccessibleDescription("\n".join(self.said(course) for course in self.courses))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        metrics = QFontMetrics(theme.font("secondary"))
        widest = max((metrics.horizontalAdvance(LIFE_AREA.label(c.area)(lang)) for c in self.courses), default=0)
        self._names = widest + theme.px(14)
        small = QFontMetrics(theme.font("caption", bold=True))
        square = max(small.horizontalAdvance(short(lang)) for short in words.SHORT.values())
        self._row, self._cell = theme.tall(30), max(theme.tall(44), square + theme.px(18))
        words_ = (words.BETTER, words.WORSE, words.SAME, words.ONCE)
        self._tail = max(small.horizontalAdvance("↑ " + word(lang)) for word in words_) + theme.px(10)
        self.setMinimumHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        wide = self._names + self._cell * len(self.days) + self._tail
        return QSize(wide, self._row * len(self.courses) + self.theme.tall(24))

    def minimumSizeHint(self) -> QSize:
        fewest = min(2, len(self.days))
        return QSize(self._names + self._cell * fewest + self._tail, self.sizeHint().height())

    def said(self, course: Course) -> str:
        """An area's course in words."""
        levels = [
            f"{day} {FINDING_LEVEL.label(level)(self.lang)}"
            for day, level in zip(self.days, course.levels, strict=True)
            if level
        ]
        return f"{LIFE_AREA.label(course.area)(self.lang)}: {' → '.join(levels)} ({self.went(course)})"

    def went(self, course: Course) -> str:
        """Better, worse, unchanged, or seen once."""
        once = sum(level is not None for level in course.levels) < 2
        word = words.ONCE if once else {1: words.BETTER, -1: words.WORSE, 0: words.SAME}[course.went]
        return word(self.lang)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = int(event.pos().y()) // self._row
            QToolTip.showText(event.globalPos(), self.said(self.courses[at]) if at < len(self.courses) else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        fits = max(1, (self.width() - self._names - self._tail) // self._cell)
        days = self.days[-fits:]  # where it is narrow the oldest give way
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        caption, body = theme.font("caption", bold=True), theme.font("secondary")
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for at, course in enumerate(self.courses):
            top = float(at * self._row)
            painter.setFont(body)
            painter.setPen(theme.color("text"))
            name = LIFE_AREA.label(course.area)(self.lang)
            painter.drawText(QRectF(0, top, self._names, self._row), middle, name)
            last: QPointF | None = None
            for place, level in enumerate(course.levels[-fits:]):
                box = QRectF(self._names + place * self._cell, top + 3, self._cell - theme.px(6), self._row - 6)
                if level is None:
                    continue
                ground, ink = theme.tone(TONES[level])
                if last is not None:
                    painter.setPen(QPen(theme.color("input_border"), 2))
                    painter.drawLine(last, QPointF(box.left(), box.center().y()))
                last = QPointF(box.right(), box.center().y())
                painter.setPen(QPen(QColor(ink), 1))
                painter.setBrush(QColor(ground))
                painter.drawRoundedRect(box, 5, 5)
                painter.setFont(caption)
                painter.setPen(QColor(ink))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words.SHORT[level](self.lang))
            painter.setFont(caption)
            tone = WENT[course.went]
            painter.setPen(QColor(theme.accent(tone) if tone != "neutral" else theme.palette.text2))
            arrow = {1: "↑ ", -1: "↓ ", 0: ""}[course.went]
            right = QRectF(self._names + len(days) * self._cell + theme.px(6), top, self._tail, self._row)
            painter.drawText(right, middle, arrow + self.went(course))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        foot = float(self._row * len(self.courses))
        for place, day in enumerate(days):
            box = QRectF(self._names + place * self._cell - 3, foot, self._cell, self.theme.tall(24))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"{int(day[5:7])}-{int(day[8:10])}")


def areas_card(
    shell: Shell, visits: Sequence[Record], found: Mapping[str, Sequence[Record]], least: int = 1
) -> Card | None:
    """The picture in a card; nothing where fewer than `least` visits spoke of areas. `visits` newest first."""
    dated = [v for v in visits if found.get(v.id) and len(str(v.values.get("on") or "")) == len("2026-11-03")]
    spoken = dated[:MOST][::-1]
    courses = visiting.courses(spoken, found)
    if not courses or len(spoken) < least:
        return None
    theme, lang = shell.theme, shell.lang
    card = Card(theme, words.PICTURE(lang), note=words.PICTURE_NOTE(lang, n=len(spoken)))
    card.setObjectName("areas")
    days = [str(v.values["on"]) for v in spoken]
    card.body.addWidget(AreasPicture(theme, lang, courses, days))
    return card
