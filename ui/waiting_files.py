"""Photos chosen while a record is still being typed: they wait beside the form and are attached once it is saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casefiles.attaching import Given
from ui import language
from ui import words_files as words
from ui.asking import ask_files
from ui.files_tiles import PATTERNS
from ui.taking_in import Refused, Source, not_added, sources_of, take_in
from ui.widgets.buttons import button
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.recording import Saved
    from ui.window import Shell


class WaitingFiles(QWidget):
    """Buttons to choose, paste and let go; `attach(saved)` takes in what waits for the record that was saved."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.sources: list[Source] = []
        theme, lang = shell.theme, shell.lang
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self.said = label("", "secondary", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.add_button = button(theme, words.ADD_PHOTOS(lang), "", "camera", self.choose, tip=words.ADD_TIP(lang))
        self.clear_button = button(theme, words.LET_GO(lang), "ghost", "x", self.clear)
        row.addWidget(self.add_button)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.said)
        self.setAcceptDrops(True)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self._say()

    def choose(self) -> None:
        """Files from a dialog."""
        lang = self.shell.lang
        paths = ask_files(self, words.CHOOSE(lang), Path.home(), f"{words.FILES(lang)} ({PATTERNS})", many=True)
        self.add([Given(path=path) for path in paths])

    def paste(self) -> None:
        """A picture or files from the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        self.add(sources_of(mime) if mime is not None else [])

    def add(self, sources: Sequence[Source]) -> None:
        """Let these wait too."""
        self.sources += sources
        self._say()

    def clear(self) -> None:
        """Let go of all that wait."""
        self.sources = []
        self._say()
        self.add_button.setFocus()

    def attach(self, saved: Saved) -> None:
        """Take in what waits; the message of the save stays, files that cannot be taken in are told of."""
        sources, self.sources = self.sources, []
        self._say()
        if not sources:
            return
        shell, lang = self.shell, self.shell.lang

        def refused(off: list[Refused]) -> None:
            if off:
                shell.toast(not_added(off, lang))

        take_in(shell, saved.id, sources, shrink=shell.preferences.shrink_photos, refused=refused, quiet=True)

    def _say(self) -> None:
        names = [s.called for s in self.sources if isinstance(s, Given)]
        names += [words.PASTED(self.shell.lang)] * (len(self.sources) - len(names))
        said = language.counted(words.WAITING_N, len(names), self.shell.lang)
        self.said.setText(f"{said} {' · '.join(names)}")
        self.said.setVisible(bool(names))
        self.clear_button.setVisible(bool(names))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if sources_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add(sources_of(event.mimeData()))
