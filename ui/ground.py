"""What is painted first: the window in its place, in the colour of its ground, before anything stands in it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtWidgets import QWidget

from ui.theme import PALETTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from ui.preferences import Preferences

START = (1366, 720)
"""the first time"""


class Ground(QWidget):
    """An empty top-level window; what is imported here is waited for before the first paint."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self._then: Callable[[], object] | None = None
        self.setObjectName("shell")
        self.setMinimumSize(1024, 600)
        # a sheet: naming a QColor or a Qt constant first makes all of Qt's enumerations, 20 ms
        self.setStyleSheet(f"background: {PALETTES[preferences.scheme].bg}")
        stored = preferences.window
        kept = QByteArray.fromBase64(stored.encode()) if stored else QByteArray()
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(*START)

    def begin(self) -> None:
        """Show it: as it was left, the first time as large as there is room."""
        room = self.screen().availableGeometry()
        if room.width() < self.width() or room.height() < self.height():
            self.showMaximized()  # a window that hangs over the edge of the screen hides its buttons
        else:
            self.show()

    def keep_place(self) -> None:
        """Remember where the window stands on the screen."""
        self.preferences.window = base64.b64encode(self.saveGeometry().data()).decode()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._then is not None:
            then, self._then = self._then, None
            QTimer.singleShot(0, self, then)  # when this paint is over

    def after_first_paint(self, then: Callable[[], object]) -> None:
        """Call `then` once, right after the window was painted for the first time."""
        self._then = then
