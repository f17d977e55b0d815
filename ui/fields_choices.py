"""Choosing: options side by side on number keys, a list one types into, boxes to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from casefiles.domain import pinyin
from ui import words_forms as words
from ui.fields_lines import Editor, Place
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.codes.codelist import CodeList
    from casefiles.domain.fieldtypes import Stored

MOST_OPTIONS = 4
"""More choices than this become a list one types into."""
LONGEST_OPTION = 14
SHORT_ROW = 28
"""Options whose words together are no longer than this (an ideograph counts 2) need half a line only."""
KEY_ROLE = Qt.ItemDataRole.UserRole + 1
_AWAY = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""the person looks at something else and comes back here"""
CODE_ROLE = Qt.ItemDataRole.UserRole + 2


class OptionRow(QWidget):
    """Choices that start a new line when they must, at most one on (or several, with `many`).

    One Tab stop. Digits choose (`chosen_by_key` tells, so that the keyboard can go on), arrows move the choice,
    Space switches it, Delete clears.
    """

    changed = Signal()
    chosen_by_key = Signal()
    entered = Signal()
    left = Signal()

    def __init__(
        self,
        place: Place,
        name: str,
        choices: Sequence[tuple[str, str]],
        *,
        many: bool = False,
        keys: bool = False,
    ) -> None:
        super().__init__()
        self.many, self.keys = many, keys
        self.needed = False
        """one must stay chosen: pressing it again leaves it; Delete clears"""
        self.setAccessibleName(name)
        self._buttons: dict[str, QPushButton] = {}
        self._on: set[str] = set()
        self._gap = place.theme.px(6)
        flow = FlowLayout(self, self._gap)
        for number, (key, text) in enumerate(choices, start=1):
            shown = f"{number} {text}" if keys and number <= 9 else text
            one = _Option(place, shown, self)
            one.setAccessibleName(f"{name}: {text}")
            one.clicked.connect(lambda _checked=False, key=key: self._press(key))
            self._buttons[key] = one
            flow.addWidget(one)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if keys:
            self.setToolTip(words.SELECT_N(place.lang, n=min(9, len(choices))))
        self._rove()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The codes that are on, in the list's order."""
        return tuple(key for key in self._buttons if key in self._on)

    @property
    def across(self) -> int:
        """How wide it is in one line."""
        return sum(one.sizeHint().width() for one in self._buttons.values()) + self._gap * (len(self._buttons) - 1)

    def put(self, keys: Sequence[str]) -> None:
        """Choose without telling anybody; codes that are not offered are kept off."""
        self._on = {key for key in keys if key in self._buttons}
        self._show()

    def focus_choice(self) -> QWidget:
        """The button that takes the keyboard: the chosen one, or the first."""
        return self._buttons[next((k for k in self._buttons if k in self._on), next(iter(self._buttons)))]

    def set_wrong(self, wrong: str, said: str) -> None:
        for one in self._buttons.values():
            one.setProperty("wrong", wrong)
            one.setAccessibleDescription(said)
            one.style().unpolish(one)
            one.style().polish(one)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        codes = list(self._buttons)
        here = next((n for n, one in enumerate(self._buttons.values()) if one.hasFocus()), 0)
        if plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 < len(codes):
            code = codes[key - Qt.Key.Key_1]
            self._buttons[code].setFocus(Qt.FocusReason.OtherFocusReason)
            if self.many or code not in self._on:
                self._press(code)
            if not self.many:
                self.chosen_by_key.emit()
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down):
            step = -1 if key in (Qt.Key.Key_Left, Qt.Key.Key_Up) else 1
            there = codes[min(max(here + step, 0), len(codes) - 1)]
            if not self.many:
                self._on = {there}
                self._show()
                self.changed.emit()
            self._buttons[there].setFocus(Qt.FocusReason.TabFocusReason)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._on:
            self._on = set()
            self._show()
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        if not any(one.hasFocus() for one in self._buttons.values()):
            self.left.emit()

    def _press(self, key: str) -> None:
        off = self.many or (key in self._on and not self.needed)
        self._on = (self._on ^ {key}) if off else {key}
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for key, one in self._buttons.items():
            one.setChecked(key in self._on)
        self._rove()

    def _rove(self) -> None:
        """One Tab stop: the chosen button, or the first."""
        stop = self.focus_choice() if self._buttons else None
        for one in self._buttons.values():
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is stop else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self.setFocusProxy(stop)


class _Option(QPushButton):
    """A button of an OptionRow; keys it does not know go to the row."""

    def __init__(self, place: Place, text: str, row: OptionRow) -> None:
        super().__init__(text)
        self._row = row
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMaximumHeight(place.theme.tall(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()  # arrows and Enter too: the row decides

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _AWAY:
            self._row.leave()


class OptionsEditor(Editor):
    """A field with few choices, all in sight."""

    wide = True

    def __init__(
        self,
        place: Place,
        name: str,
        choices: Sequence[tuple[str, str]],
        *,
        many: bool = False,
        keys: bool = True,
    ) -> None:
        super().__init__(place, name)
        self.row = OptionRow(place, name, choices, many=many, keys=keys)
        self.row.changed.connect(self.edited)
        self.row.chosen_by_key.connect(self.finished)
        self.row.entered.connect(self.finished)
        self.row.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)
        self._target = self.row
        self.setFocusProxy(self.row)
        spaces = sum(sum(2 if ord(c) > 0x2E7F else 1 for c in text) + 3 for _, text in choices)
        self.wide = spaces > (SHORT_ROW + 8 if keys else SHORT_ROW)

    def set(self, stored: Stored) -> None:
        self.set_text("" if stored is None else str(stored))

    def set_text(self, text: str) -> None:
        self.row.put([part for part in text.split(",") if part])

    def text(self) -> str:
        return ",".join(self.row.chosen)

    @property
    def across(self) -> int:
        """All choices beside each other."""
        return self.row.across if self.wide else 0

    def flag(self, problem: object, *, warning: bool = False) -> None:
        said = problem.say(self.place.lang) if problem is not None else ""  # type: ignore[attr-defined]
        self.row.set_wrong("true" if problem is not None and not warning else "false", said)

    @property
    def target(self) -> QWidget:
        return self.row.focus_choice()


class _Pinyin(QCompleter):
    """Completes by label, pinyin initials or code; puts the label in."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


class ListBox(QComboBox):
    """A list one types into. Enter belongs to the input method while it composes."""

    left = Signal()
    entered = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.composing = False
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        line = self.lineEdit()
        assert line is not None  # noqa: S101 - editable
        line.setPlaceholderText(hint)
        line.setAccessibleName(name)
        line.editingFinished.connect(self._finished)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.composing:
                super().keyPressEvent(event)
                self.entered.emit()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: object) -> None:
        """A wheel that scrolls the form must not change a value on its way."""
        event.ignore()  # type: ignore[attr-defined]

    def _finished(self) -> None:
        line = self.lineEdit()
        if line is not None and not line.hasFocus():
            self.left.emit()


class ListEditor(Editor):
    """A field with many choices: type a part of the word, its pinyin initials or its code, or open the list."""

    def __init__(self, place: Place, name: str, codes: CodeList) -> None:
        super().__init__(place, name)
        self.codes = codes
        self.box = ListBox(name, words.CHOOSE(place.lang))
        model = QStandardItemModel(self)
        model.appendRow(_item("", "", ""))
        for code in codes.active:
            shown = code.label(place.lang)
            model.appendRow(
                _item(code.code, shown, _keys(code.code, code.label.zh, code.label.en, *code.aliases))
            )
        self.box.setModel(model)
        narrowed = QSortFilterProxyModel(self)  # the empty line is for the list, not for completion
        narrowed.setSourceModel(model)
        narrowed.setFilterRole(CODE_ROLE)
        narrowed.setFilterRegularExpression(".+")
        completer = _Pinyin(narrowed, self)
        completer.setCompletionRole(KEY_ROLE)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.box.setCompleter(completer)
        self.box.currentIndexChanged.connect(lambda _n: self._told())
        self.box.editTextChanged.connect(lambda _text: self._told())
        self.box.entered.connect(self._entered)
        self.box.left.connect(self._settle)
        self._quiet = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        self.set(None)
        self.take_focus_from(self.box)

    def set(self, stored: Stored) -> None:
        self._put("" if stored is None else self.codes.label(str(stored))(self.place.lang))

    def set_text(self, text: str) -> None:
        code = text.strip()
        self._put(self.codes.label(code)(self.place.lang) if code in self.codes else text)

    def text(self) -> str:
        """The code when the words are one of the list, else the words as typed."""
        typed = self.box.currentText().strip()
        found = next((c.code for c in self.codes.items if typed in (c.label.zh, c.label.en, c.code)), None)
        return found or typed

    def _put(self, text: str) -> None:
        self._quiet = True
        self.box.setCurrentIndex(max(0, self.box.findText(text)) if text else 0)
        self.box.setEditText(text)
        self._quiet = False

    def _told(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def _settle(self) -> None:
        """`hz` becomes 汉族 when one choice alone answers to what was typed."""
        typed = self.box.currentText().strip().casefold()
        if not typed:
            return
        if self.text() in self.codes:  # a code typed out, or the word in another language
            self._put(self.codes.label(self.text())(self.place.lang))
            return
        rows = [self.box.model().index(n, 0) for n in range(self.box.count())]
        fits = [r for r in rows if typed in str(r.data(KEY_ROLE)).casefold().split() and r.data(CODE_ROLE)]
        fits = fits or [r for r in rows if typed in str(r.data(KEY_ROLE)).casefold() and r.data(CODE_ROLE)]
        if len(fits) == 1:
            self.set_text(str(fits[0].data(CODE_ROLE)))
            self.edited.emit()

    def _entered(self) -> None:
        self._settle()
        self.finished.emit()


def _item(code: str, shown: str, keys: str) -> QStandardItem:
    made = QStandardItem(shown)
    made.setData(keys, KEY_ROLE)
    made.setData(code, CODE_ROLE)
    return made


def _keys(code: str, *spellings: str) -> str:
    """Everything a choice answers to, in one line."""
    found = [code, *spellings]
    for reading in pinyin.plain_readings(spellings[0])[:2]:
        found += ["".join(part[:1] for part in reading), "".join(reading)]
    return " ".join(found)


def option_button(place: Place, text: str, tip: str = "") -> QPushButton:
    """A chip that does something at once (a phrase, a short date) and is no Tab stop."""
    made = button(place.theme, text, "chip", tip=tip)
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    made.setMaximumHeight(place.theme.tall(32))
    return made
