"""The keys of the whole window, whatever has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ui import veiled
from ui.pages import page_keys
from ui.searching import EVERYWHERE, everywhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.curtain import Curtain
    from ui.window import Shell


FILES = ("child", "mentor", "household")
"""pages of a file that is found again under Ctrl+E"""


class Keys(QObject):
    """Made once for a shell."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.shell = shell
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+K", self.search_or_everywhere),
            ("Ctrl+F", self.search),
            ("Alt+Left", shell.back),
            ("Alt+Right", lambda: shell.back(1)),
            ("Ctrl+L", lambda: shell.lock_asked.emit() if shell.is_open else None),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Q", shell.close),
            ("Ctrl+Shift+Z", self.changes),
            ("Ctrl+E", self.recent),
            ("Ctrl+Shift+H", self.hide_names),
            ("F5", self.reload),
            ("Ctrl+/", self.help),
            ("Esc", self.escape),
        )
        for key, act in keys:
            QShortcut(QKeySequence(key), shell).activated.connect(act)
        for name, key in page_keys(shell.specs.values()).items():
            shortcut = QShortcut(QKeySequence(key), shell)
            shortcut.activated.connect(lambda name=name: shell.open(name) if shell.is_open else None)

        self._curtain: Curtain | None = None
        self._top: QObject | None = None
        shell.opened.connect(self._opened)

    @property
    def curtain(self) -> Curtain:
        """What hides names; it is loaded when it is first asked for."""
        if self._curtain is None:
            from ui.curtain import Curtain

            self._curtain = Curtain(self.shell)
        return self._curtain

    def changes(self) -> None:
        """The changes of this sitting, to take back."""
        from ui.sitting import open_changes

        open_changes(self.shell)

    def recent(self) -> None:
        """The files opened last."""
        from ui.recent import open_recent

        open_recent(self.shell)

    def recent_below(self) -> None:
        """The files opened last, under the empty search box; where none was opened, the list of the page."""
        from ui.recent import show_below

        if not show_below(self.shell, self.shell.top.search):
            self.into_results()

    def hide_names(self) -> None:
        """Hide every name on the screen, or show them again."""
        self.curtain.toggle()

    def _opened(self, _page: str) -> None:
        """A page was opened, perhaps in a window that was built anew."""
        if self.shell.top is not self._top:
            self._top = self.shell.top
            self.shell.top.hide_asked.connect(self.hide_names)
            self.shell.status.keys_asked.connect(self.help)
            self.shell.top.search.recent_asked.connect(self.recent_below)
        if not self.shell.is_open:
            veiled.forget()
        if self._curtain is not None:
            self._curtain.furnish()
        if self.shell.place[0] in FILES:
            from ui.recent import opened

            opened(self.shell)

    def search(self) -> None:
        """Into the search box."""
        if self.shell.top.isVisible():
            self.shell.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.shell.top.search.selectAll()

    def search_or_everywhere(self) -> None:
        """Into the search box; pressed there, what was typed is searched everywhere."""
        box = self.shell.top.search
        if not box.hasFocus():
            self.search()
        elif self.shell.is_open and self.shell.place[0] != EVERYWHERE:
            everywhere(self.shell, box.query)

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

    def help(self) -> None:
        """Every key that works everywhere, in the drawer."""
        from ui.key_help import KeyHelp

        if self.shell.top.isVisible():
            self.shell.drawer(KeyHelp(self.shell), lambda: KeyHelp(self.shell))

    def reload(self) -> None:
        """Read the page in sight afresh."""
        if self.shell.page is not None:
            cast("Any", self.shell.page).reload()
