"""A division: its code, or what one types of its name; the name stands under the box as soon as it is known."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from casefiles.domain import area_search, areas
from casefiles.domain.fieldtypes import Area, Stored, narrow
from ui import words_forms as words
from ui.fields_lines import Editor, LineBox, Place
from ui.fields_refs import ID_ROLE, SHOWN, Results
from ui.widgets.text import label


class AreaEditor(Editor):
    """Type digits and see what they stand for; type a name or its pinyin initials, and Enter takes the first of the
    divisions under the box, Down goes into the list."""

    def __init__(self, place: Place, name: str, kind: Area, home: str = "") -> None:
        super().__init__(place, name)
        self.kind, self.home = kind, home
        self.box = LineBox(name, digits=True)
        self.box.setInputMethodHints(Qt.InputMethodHint.ImhNone)  # names are typed here too
        self.box.setPlaceholderText(words.AREA_HINT(place.lang))
        self.box.edited.connect(self._edited)
        self.box.entered.connect(self._entered)
        self.box.left.connect(self._settle)
        self.box.installEventFilter(self)
        self.list = Results(name, self.box, self._take)
        self.list.left.connect(self._settle)
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Down leads there; Tab goes on to the next field
        self.said = label("", "caption", wrap=True)
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(place.theme.px(2))
        row = QHBoxLayout()
        row.addWidget(self.box)
        column.addLayout(row)
        column.addWidget(self.list)
        column.addWidget(self.said)
        self.take_focus_from(self.box)

    def set(self, stored: Stored) -> None:
        self.set_text("" if stored is None else str(stored))

    def set_text(self, text: str) -> None:
        self.box.put(text)
        self.list.hide()
        self.say()

    def text(self) -> str:
        """The digits; a name that one division alone bears stands for its code."""
        typed = self.box.text()
        return (area_search.exactly(typed, self.home) if _is_name(typed) else "") or typed

    def eventFilter(self, watched: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and watched is self.box:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() == Qt.Key.Key_Down and plain and self.list.isVisible():
                self.list.setFocus()
                self.list.setCurrentRow(min(1, self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _edited(self) -> None:
        typed = self.box.text()
        self._offer(area_search.near(typed, self.home, SHOWN) if _is_name(typed) else [])
        self.say()
        self.edited.emit()

    def _offer(self, found: list[area_search.Place]) -> None:
        self.list.clear()
        for one in found:
            item = QListWidgetItem(f"{one.name}　{one.code}")
            item.setData(ID_ROLE, one.code)
            item.setToolTip(areas.path(one.code) or one.name)
            self.list.addItem(item)
        self.list.setVisible(bool(found))
        if found:
            self.list.setCurrentRow(0)
            self.list.setFixedHeight(len(found) * self.list.sizeHintForRow(0) + 12)

    def _entered(self) -> None:
        if self.list.isVisible():
            self._take()
        else:
            self.finished.emit()

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        self.set_text(str(item.data(ID_ROLE)))
        self.edited.emit()
        self.box.setFocus()
        self.finished.emit()

    def _settle(self) -> None:
        """A name that one division alone bears becomes its code when the keyboard leaves for another field."""
        if self.list.hasFocus() or self.box.hasFocus():
            return
        self.list.hide()
        code = self.text()
        if code != self.box.text():
            self.set_text(code)
            self.edited.emit()

    def say(self) -> None:
        """What stands in the box, by name."""
        code = narrow(self.text())
        found = areas.path(code) if code and not _is_name(code) else None
        unknown = words.AREA_UNKNOWN(self.place.lang) if len(code) in (6, 9, 12) and code.isdigit() else ""
        if _is_name(code) and not self.list.count():
            unknown = words.AREA_NOBODY(self.place.lang)
        self.said.setText(found or unknown)
        self.said.setVisible(bool(found or unknown))


def name_anew(inside: QWidget) -> None:
    """The table of divisions was told anew: the fields in this widget say what their codes stand for."""
    for editor in inside.findChildren(AreaEditor):
        editor.say()


def _is_name(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip().lstrip("'")
    return bool(plain) and not plain[0].isdigit()
