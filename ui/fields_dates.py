"""Dates as people type them: a day alone, day and month run together, words such as 昨天; and the editor for it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QPoint, Qt, QTimer
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout

from casefiles.domain.fieldtypes import Day, Stored, narrow
from ui import language
from ui import words_forms as words
from ui.fields_lines import Editor, LineBox, Place
from ui.widgets.buttons import icon_button

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = {
    "今天": 0, "今日": 0, "今": 0, "today": 0, "t": 0, "昨天": -1, "昨日": -1, "昨": -1, "yesterday": -1, "y": -1,
    "前天": -2, "大前天": -3, "明天": 1, "tomorrow": 1, "后天": 2,
}  # fmt: skip
_WEEKDAYS = "一二三四五六日"


def read_day(typed: str, today: dt.date, *, ahead: bool = False) -> str:
    """The ISO date that was meant, or what was typed when it is no short form.

    `3` is the nearest 3rd that is not in the future (with `ahead`: not in the past), `0321` and `3-21` the 21st of
    March likewise, `-1` yesterday, `+30` in thirty days, `周三` the last Wednesday; also 昨天, today, y.
    """
    raw = narrow(typed).replace(" ", "").casefold()
    if raw in _WORDS:
        return (today + dt.timedelta(days=_WORDS[raw])).isoformat()
    found = re.fullmatch(r"([+-])(\d{1,3})", raw)
    if found:
        return (today + dt.timedelta(days=int(found[1] + found[2]))).isoformat()
    found = re.fullmatch(r"(?:周|星期|礼拜)([一二三四五六日天])", raw)
    if found:
        away = (today.weekday() - _WEEKDAYS.index(found[1].replace("天", "日"))) % 7
        days = (7 - away) % 7 or 7 if ahead else -away
        return (today + dt.timedelta(days=days)).isoformat()
    found = re.fullmatch(r"(\d{1,2})[日号]?", raw)
    if found:
        return _nearest_day(int(found[1]), today, ahead=ahead) or typed
    found = re.fullmatch(r"(\d{2})(\d{2})|(\d{1,2})[-./月](\d{1,2})[日号]?", raw)
    if found:
        month, day = (int(part) for part in found.groups() if part)
        return _nearest_date(month, day, today, ahead=ahead) or typed
    found = re.fullmatch(r"(\d{2})(\d{2})(\d{2})", raw)
    if found:
        return f"20{found[1]}-{found[2]}-{found[3]}"
    return typed


def _nearest_day(day: int, today: dt.date, *, ahead: bool) -> str | None:
    month = today.year * 12 + today.month - 1
    for step in range(13):
        at = month + (step if ahead else -step)
        try:
            found = dt.date(at // 12, at % 12 + 1, day)
        except ValueError:
            continue
        if (found >= today) if ahead else (found <= today):
            return found.isoformat()
    return None


def _nearest_date(month: int, day: int, today: dt.date, *, ahead: bool) -> str | None:
    for step in range(9):  # eight years reach the next 29 February
        try:
            found = dt.date(today.year + (step if ahead else -step), month, day)
        except ValueError:
            continue
        if (found >= today) if ahead else (found <= today):
            return found.isoformat()
    return None


class DayEditor(Editor):
    """A date: typed in any short form, or picked from a calendar (Alt+Down, or Ctrl+Up and Ctrl+Down by days)."""

    def __init__(self, place: Place, name: str, kind: Day, today: Callable[[], dt.date]) -> None:
        super().__init__(place, name)
        self.kind, self._today = kind, today
        self.box = LineBox(name)
        hint = words.DATE_HINT_AHEAD if kind.future else words.DATE_HINT
        self.box.setPlaceholderText((words.BIRTH_HINT if kind.partial else hint)(place.lang))
        self.box.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.box.edited.connect(self.edited)
        self.box.entered.connect(self._entered)
        self.box.editingFinished.connect(self.settle)
        self.box.stepped.connect(self._step)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(place.theme.px(6))
        row.addWidget(self.box, 1)
        self.pick = icon_button(
            place.theme, words.CALENDAR_FOR(place.lang, name=name), "calendar", self.open_calendar
        )
        self.pick.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes straight on to the next field
        row.addWidget(self.pick)
        self._calendar: QCalendarWidget | None = None
        self.take_focus_from(self.box)

    def set(self, stored: Stored) -> None:
        self.box.put(self.kind.text(stored))

    def set_text(self, text: str) -> None:
        self.box.put(text)

    def text(self) -> str:
        typed = self.box.text().strip()
        if not typed or (self.kind.partial and len(narrow(typed)) <= 4):
            return typed  # 1949 is a year where the day may be unknown
        return read_day(typed, self._today(), ahead=self.kind.future)

    def settle(self) -> None:
        """Write out what a short form meant, so that it is seen before it is saved."""
        meant = self.text()
        if meant != self.box.text():
            self.box.put(meant)
            self.edited.emit()

    def open_calendar(self) -> None:
        """A month to pick a day from, under the box."""
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlag(Qt.WindowType.Popup)
            self._calendar.setLocale(language.LOCALES[self.place.lang])
            self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self._calendar.activated.connect(self._picked)
            self._calendar.clicked.connect(self._picked)
        today = self._today()
        if not self.kind.future:
            self._calendar.setMaximumDate(QDate(today.year, today.month, today.day))
        shown = QDate.fromString(self.text(), Qt.DateFormat.ISODate)
        self._calendar.setSelectedDate(
            shown if shown.isValid() else QDate(today.year, today.month, today.day)
        )
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        self._calendar.show()
        self._calendar.setFocus()

    def _picked(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.box.put(day.toString(Qt.DateFormat.ISODate))
        self.edited.emit()
        self.box.setFocus()

    def _entered(self) -> None:
        self.settle()
        self.finished.emit()

    def _step(self, days: int) -> None:
        try:
            at = dt.date.fromisoformat(self.text())
        except ValueError:
            at = self._today() - dt.timedelta(days=days)
        self.box.put((at + dt.timedelta(days=days)).isoformat())
        self.edited.emit()
        QTimer.singleShot(0, self.box.selectAll)
