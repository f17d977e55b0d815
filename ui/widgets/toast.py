"""A short message at the foot of the window, with Undo; it goes by itself unless somebody is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui import words
from ui.veiled import shown
from ui.widgets.buttons import button
from ui.widgets.cards import picture
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.domain.words import Lang
    from ui.theme import Theme

SECONDS = 8


class Toast(QFrame):
    """Stands in the status strip, covering nothing. `gone` when it closes; Undo runs once."""

    gone = Signal()

    def __init__(
        self, theme: Theme, lang: Lang, text: str, undo: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self.setProperty("kind", "toast")
        self.text, self._undo, self.theme = text, undo, theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), 1, theme.px(4), 1)
        row.setSpacing(theme.px(10))
        row.addWidget(picture(theme, "circle-check" if undo else "info", theme.palette.on_toast, 18))
        self.words = label(text, wrap=True)
        row.addWidget(self.words, 1)
        self.undo_button = None
        if undo is not None:
            self.undo_button = button(
                theme, words.UNDO(lang), "undo", click=self.undo, tip=words.UNDO_TIP(lang, what=text)
            )
            self.undo_button.installEventFilter(self)
            row.addWidget(self.undo_button)
        close = button(theme, "", "undo", click=self.dismiss, tip=words.DISMISS(lang))
        close.setIcon(theme.icon("x", "on_toast", 16))
        close.setAccessibleName(words.DISMISS(lang))
        close.installEventFilter(self)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.dismiss)
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, shown(text)))

    def fit(self, room: int) -> None:
        """As wide as its words, on several lines where `room` px are fewer."""
        held = self.words.minimumWidth() or self.words.minimumSizeHint().width()  # the first is of the last fit
        beside = self.minimumSizeHint().width() - held
        one_line = self.words.fontMetrics().horizontalAdvance(self.text) + 4
        self.words.setFixedWidth(max(self.theme.tall(80), min(one_line, room - beside)))

    def undo(self) -> None:
        undo, self._undo = self._undo, None
        self.dismiss()
        if undo is not None:
            undo()

    @property
    def can_undo(self) -> bool:
        return self._undo is not None

    def dismiss(self) -> None:
        self._timer.stop()
        self._undo = None
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self._undo is not None or not self.isHidden():
            self._timer.start()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut and not self.isHidden():
            self._timer.start()
        return super().eventFilter(watched, event)
