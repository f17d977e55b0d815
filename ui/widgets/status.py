"""The foot of the window: the state of the data at the left, and beside it the place where messages are said.

A message has its own place here, so that it never lies over what somebody is about to press.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import words, words_backups, words_keys
from ui.widgets.buttons import button
from ui.widgets.cards import picture
from ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from casefiles.domain.words import Lang
    from ui.theme import Theme
    from ui.widgets.toast import Toast

HEIGHT = 36
"""in standard text; a message of several lines makes it higher while it is there"""


class StatusStrip(QFrame):
    """One line under the pages. `backup_asked` when somebody wants a backup now, `backups_asked` the page of backups,
    `keys_asked` the list of keys."""

    backup_asked = Signal()
    backups_asked = Signal()
    keys_asked = Signal()

    def __init__(self, theme: Theme, lang: Lang) -> None:
        super().__init__()
        self.theme, self.lang = theme, lang
        self.setObjectName("status")
        self.setMinimumHeight(theme.tall(HEIGHT))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(10), 0, theme.px(10), 0)
        self._row.setSpacing(theme.px(14))
        self._toast: Toast | None = None
        self.state = QWidget()
        inside = QHBoxLayout(self.state)
        inside.setContentsMargins(theme.px(8), 0, 0, 0)
        inside.setSpacing(theme.px(6))
        inside.addWidget(picture(theme, "shield-check", theme.palette.ok, 16))
        self.safe = label(words.NOT_OPEN(lang), "caption")
        inside.addWidget(self.safe)
        inside.addSpacing(theme.px(8))
        self.backup_button = button(
            theme, "", "mini", "database-backup", self.backup_asked.emit, tip=words.BACK_UP_NOW(lang)
        )
        self.backup_button.setAccessibleName(words.BACK_UP_NOW(lang))
        self.backup_button.setAccessibleDescription("")
        inside.addWidget(self.backup_button)
        self.backup = button(theme, "", "foot", "", self.backups_asked.emit)
        self.backup.setAccessibleDescription(words_backups.PAGE(lang))
        inside.addWidget(self.backup)
        self.keys_button = button(theme, "", "mini", "keyboard", self.keys_asked.emit, tip=words_keys.OPEN(lang))
        self.keys_button.setAccessibleName(words_keys.OPEN(lang))
        self.keys_button.setAccessibleDescription("")
        self._row.addWidget(self.state)
        self._row.addStretch(1)
        self._row.addWidget(self.keys_button)

    def bare(self, *, bare: bool) -> None:
        """A place for messages alone, which nobody sees while there is none."""
        for part in (self.state, self.keys_button):
            part.setVisible(not bare)
        self.setProperty("bare", bare)
        self.style().unpolish(self)
        self.style().polish(self)

    def show_state(self, *, is_open: bool, backup: str, busy: bool = False) -> None:
        """What it says about the data; `busy` while a backup is being written."""
        self.safe.setText((words.ENCRYPTED if is_open else words.NOT_OPEN)(self.lang))
        self.backup.setText(backup)
        self.backup.setAccessibleName(backup)
        self.backup.setVisible(bool(backup))
        self.backup.setEnabled(is_open)
        self.backup_button.setVisible(is_open)
        self.backup_button.setEnabled(not busy)

    def say(self, toast: Toast) -> None:
        """Put a message into its place, as wide as its words and no wider than the place."""
        self._toast = toast
        toast.gone.connect(lambda: self._forget(toast))
        self._row.insertWidget(1, toast, 0, Qt.AlignmentFlag.AlignVCenter)
        self._give_room()
        toast.show()

    def _forget(self, toast: Toast) -> None:
        if self._toast is toast:
            self._toast = None

    def _give_room(self) -> None:
        toast = self._toast
        if toast is None:
            return
        margins = self._row.contentsMargins()
        taken = sum(w.sizeHint().width() for w in (self.state, self.keys_button) if w.isVisibleTo(self))
        toast.fit(self.width() - margins.left() - margins.right() - taken - 3 * self._row.spacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()
