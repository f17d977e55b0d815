"""Finding a record: a person by name, pinyin initials or last digits."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from ui import words_forms as words
from ui.fields_lines import Editor, LineBox, Place
from ui.widgets.panels import area_over
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang
    from ui.window import Shell

ID_ROLE = Qt.ItemDataRole.UserRole + 1
SHOWN = 8
MOST = 50


@dataclass(frozen=True)
class Found:
    """Somebody one can choose: the id, the name, and words that tell namesakes apart."""

    id: str
    name: str
    about: str = ""


class Results(QListWidget):
    """What was found: Enter or a click takes the current line, Up from the first goes back to the box."""

    entered = Signal()
    upward = Signal()
    left = Signal()

    def __init__(self, name: str, box: QWidget, take: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.entered.connect(take)
        self.itemClicked.connect(lambda _item: take())
        self.upward.connect(box.setFocus)
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._into_sight)  # once the form has made room for it

    def _into_sight(self) -> None:
        area = area_over(self)
        if area is not None and self.isVisible():
            area.ensureWidgetVisible(self, 0, 8)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentRow() <= 0:
            self.upward.emit()
        else:
            super().keyPressEvent(event)


class PersonPicker(Editor):
    """Type, see who answers, Enter takes the first; Down goes into the list. `chosen(id)` at each choice.

    The results stand under the box, not in a window over it, so that they never hide what comes next for long:
    they go when somebody is chosen.
    """

    chosen = Signal(str)
    found = Signal()

    def __init__(
        self,
        place: Place,
        name: str,
        shell: Shell,
        entity: str,
        *,
        about: Callable[[Sequence[str]], Sequence[Found]],
        near: Callable[[], Sequence[Found]] | None = None,
    ) -> None:
        super().__init__(place, name)
        self.shell, self.entity, self._about, self._near = shell, entity, about, near
        self.record = ""
        self._asked: str | None = None
        self._enter_waits = False
        self.box = LineBox(name)
        self.box.setPlaceholderText(self.hint(place.lang))
        self.box.edited.connect(self._typed)
        self.box.entered.connect(self._entered)
        self.box.installEventFilter(self)
        self.list = Results(name, self.box, self._take_current)
        self.said = label("", "caption", wrap=True)
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(place.theme.px(4))
        column.addWidget(self.box)
        column.addWidget(self.list)
        column.addWidget(self.said)
        self.take_focus_from(self.box)

    def set(self, stored: Stored) -> None:
        self.set_text("" if stored is None else str(stored))

    def set_text(self, text: str) -> None:
        self.record = text
        who = self._about([text]) if text else ()
        self.box.put(who[0].name if who else text)
        self._close()

    def text(self) -> str:
        """The id of the one chosen; words nobody was chosen for stand as typed and are refused by the check."""
        return self.record or self.box.text().strip()

    def offer(self, who: Sequence[Found]) -> None:
        """Show these people under the box."""
        self.list.clear()
        for one in who[:SHOWN]:
            item = QListWidgetItem(f"{one.name}　{one.about}" if one.about else one.name)
            item.setData(ID_ROLE, one.id)
            item.setToolTip(f"{one.name} {one.about}".strip())
            self.list.addItem(item)
        self.list.setVisible(bool(who))
        if who:
            self.list.setCurrentRow(0)
            rows = min(len(who), SHOWN)
            self.list.setFixedHeight(rows * self.list.sizeHintForRow(0) + 12)

    def eventFilter(self, watched: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and watched is self.box:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() == Qt.Key.Key_Down and plain:
                if self.list.isVisible():
                    self.list.setFocus()
                    self.list.setCurrentRow(min(1, self.list.count() - 1))
                elif self._near is not None and not self.box.text():
                    self.offer(self._near())
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _typed(self) -> None:
        self.record = ""
        self.edited.emit()
        text = unicodedata.normalize("NFKC", self.box.text()).strip()
        if not text:
            self._close()
            return
        self._asked = text
        look = self.looking()

        def ask(_step: object) -> tuple[str, Sequence[Found], int]:
            found = look(text)
            return text, self._about(found[:SHOWN]), len(found)

        self.shell.jobs.read(ask, done=self._answered, owner=self, newest="find")

    def hint(self, lang: Lang) -> str:
        """What stands in the empty box."""
        return words.PERSON_HINT(lang)

    def looking(self) -> Callable[[str], Sequence[str]]:
        """What finds the ids for a text, best first; called off the GUI thread."""
        office, entity = self.shell.office, self.entity
        return lambda text: [hit.id for hit in office.queries.find(text, [entity], MOST)]

    def said_of(self, n: int) -> str:
        """What is said under the box: how many were found."""
        return words.FOUND_N(self.place.lang, n=n) if n else words.NOBODY_FOUND(self.place.lang)

    def _answered(self, answer: tuple[str, Sequence[Found], int]) -> None:
        text, who, n = answer
        if text != self._asked:
            return
        self._asked = None
        self.offer(who)
        said = self.said_of(n)
        self.said.setText(said)
        self.said.show()
        self.list.setAccessibleDescription(said)
        if self._enter_waits:
            self._enter_waits = False
            self._take_current()
        self.found.emit()

    def _entered(self) -> None:
        if self.record:
            self.finished.emit()
        elif self._asked is not None:
            self._enter_waits = True  # Enter pressed faster than the answer came
        elif self.list.isVisible():
            self._take_current()
        elif not self.box.text() and self._near is not None:
            self.offer(self._near())
        elif not self.box.text():
            self.finished.emit()  # nobody is wanted here

    def _take_current(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        self.set_text(str(item.data(ID_ROLE)))
        self.edited.emit()
        self.chosen.emit(self.record)
        self.finished.emit()

    def _close(self) -> None:
        self._asked = None
        self._enter_waits = False
        self.list.hide()
        self.said.hide()

    def leave(self) -> None:
        self.shell.jobs.leave(self)
