"""The keys of the whole window, whatever has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.window import Shell


class Keys(QObject):
    """Made once for a shell."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.shell = shell
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+K", self.search),
            ("Ctrl+F", self.search),
            ("Alt+Left", shell.back),
            ("Alt+Right", lambda: shell.back(1)),
            ("Ctrl+L", lambda: shell.lock_asked.emit() if shell.is_open else None),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Q", shell.close),
            ("F5", self.reload),
            ("Esc", self.escape),
        )
        for key, act in keys:
            QShortcut(QKeySequence(key), shell).activated.connect(act)
        for place, name in enumerate((s.name for s in shell.specs.values() if s.in_nav), start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{place}"), shell)
            shortcut.activated.connect(lambda name=name: shell.open(name) if shell.is_open else None)

    def search(self) -> None:
        """Into the search box."""
        if self.shell.top.isVisible():
            self.shell.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.shell.top.search.selectAll()

    def into_results(self) -> None:
        """From the search box into the list of what it found."""
        focus = getattr(self.shell.page, "focus_results", None)
        if focus is not None:
            focus()

    def undo(self) -> None:
        """What the message in sight offers to take back."""
        toast = self.shell.toasted
        if toast is not None and toast.can_undo:
            toast.undo()

    def escape(self) -> None:
        """Close the drawer, or else the message."""
        if self.shell.drawn is not None:
            self.shell.drawer(None)
        elif self.shell.toasted is not None:
            self.shell.toasted.dismiss()

    def reload(self) -> None:
        """Read the page in sight afresh."""
        if self.shell.page is not None:
            cast("Any", self.shell.page).reload()
