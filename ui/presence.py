"""Whether somebody is there: keyboard, mouse, touch and input methods of any window of the program.

Keys and what an input method hands over are looked for at the widget with the keyboard, the mouse at the windows of the
system. A filter of the whole application would be asked of every event that there is, some tens of thousands for a
page, and each question crosses into Python: it was a sixth of building a page (docs/benchmarks.md).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QWidget


@functools.cache
def signs_of_life() -> frozenset[QEvent.Type]:
    """The events of a person who is there. Qt's enumerations are made when they are named, not before the paint."""
    from PySide6.QtCore import QEvent

    kind = QEvent.Type
    return frozenset(
        {
            kind.KeyPress,
            kind.KeyRelease,  # of a key that a shortcut took for itself nothing else is seen
            kind.InputMethod,  # an input method may keep the keys to itself
            kind.MouseButtonPress,
            kind.MouseMove,
            kind.Wheel,
            kind.TouchBegin,
        }
    )


class Presence(QObject):
    """Calls `noticed` at each sign of life from `begin` on; `look` takes in windows that came meanwhile."""

    def __init__(self, parent: QObject, noticed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._noticed = noticed
        self._began = False

    def begin(self) -> None:
        """From now on; a second time changes nothing."""
        app = QApplication.instance()
        if self._began or not isinstance(app, QApplication):
            return
        self._began = True
        app.focusChanged.connect(self._follow)
        app.focusWindowChanged.connect(self.look)
        self._follow(None, app.focusWidget())
        self.look()

    def look(self) -> None:
        """Every window of the system is watched; one that is watched already only moves its filter."""
        for window in QApplication.topLevelWindows():
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in signs_of_life():
            self._noticed()
        return False

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)
