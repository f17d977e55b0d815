"""Which stick or folder the packages go to and come from; it notices a stick that comes or goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ui import drives, language
from ui import words_exchange as w
from ui import words_trip as t
from ui.asking import ask_folder
from ui.widgets.buttons import button
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from ui.window import Shell

NARROW = 680
"""px at standard text size below which the row does without its name"""
EVERY_MS = 3000
"""how often sticks are looked for while the page is in sight"""


class StickBox(QWidget):
    """All sticks, and the folder that was chosen; `folder` is where packages are read and written."""

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        theme, lang = shell.theme, shell.lang
        self.chosen: Path | None = None
        self._known: tuple[str, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.called = label(w.STICK(lang), "strong")
        row.addWidget(self.called)
        self.stick = QComboBox()
        self.stick.setAccessibleName(w.STICK(lang))
        self.stick.setMinimumWidth(theme.tall(170))
        self.stick.currentIndexChanged.connect(lambda _at: self.look())
        row.addWidget(self.stick, 2)
        row.addWidget(button(theme, w.CHOOSE(lang), "", "folder-open", self.choose))
        self.found = ElidedLabel("", "secondary")
        row.addWidget(self.found, 1)
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(self.watch)

    @property
    def folder(self) -> Path | None:
        """Where packages are read and written; None when there is no stick and nothing was chosen."""
        data = self.stick.currentData()
        return Path(data) if data else None

    def use(self, folder: Path) -> None:
        """Take this folder as the stick."""
        self.chosen = folder
        self.fill()
        self.stick.setCurrentIndex(self.stick.findData(str(folder)))

    def choose(self) -> None:
        """Ask for a folder."""
        folder = ask_folder(self, w.CHOOSE(self.shell.lang), self.folder or Path.home())
        if folder is not None:
            self.use(folder)

    def fill(self) -> None:
        """The sticks afresh; the one chosen before stays chosen if it is there."""
        lang, now = self.shell.lang, self.stick.currentData()
        found = drives.removable()
        self._known = tuple(str(drive.path) for drive in found)
        self.stick.blockSignals(True)
        self.stick.clear()
        for drive in found:
            free = f"{drive.free / 2**30:,.1f} GB"
            self.stick.addItem(w.FREE(lang, name=drive.name, free=free), str(drive.path))
        if self.chosen is not None and self.stick.findData(str(self.chosen)) < 0:
            path = str(self.chosen)
            room = max(self.stick.minimumWidth(), self.stick.width()) - self.shell.theme.px(50)
            shown = self.stick.fontMetrics().elidedText(path, Qt.TextElideMode.ElideMiddle, room)
            self.stick.addItem(shown, path)
            self.stick.setItemData(self.stick.count() - 1, path, Qt.ItemDataRole.ToolTipRole)
        if not self.stick.count():
            self.stick.addItem(w.NO_STICK(lang), "")
        self.stick.setCurrentIndex(max(0, self.stick.findData(now)))
        self.stick.blockSignals(False)
        self.look()

    def look(self) -> None:
        """Say what is on it."""
        n = len(drives.files_with(self.folder, ".tgx")) if self.folder else 0
        lang = self.shell.lang
        said = language.counted(w.IMPORT_HINT, n, lang) if n else w.IMPORT_NONE(lang) if self.folder else ""
        self.found.set(said)
        self.stick.setToolTip(str(self.folder or ""))
        self.changed.emit()

    def watch(self) -> None:
        """A stick that came is offered, and taken when there was none; one that went is said."""
        if self.stick.view().isVisible():
            return  # the list under somebody's eyes stays as it is
        lang, before = self.shell.lang, set(self._known)
        now = {str(drive.path): drive.name for drive in drives.removable()}
        if set(now) == before:
            return
        was, had = self.folder, bool(self.folder)
        self.fill()
        came = [path for path in now if path not in before]
        if came and not had:
            self.stick.setCurrentIndex(self.stick.findData(came[-1]))
        if came:
            self.shell.toast(t.CAME(lang, name=now[came[-1]]))
        elif was is not None and str(was) not in now and str(was) in before:
            self.shell.toast(t.GONE(lang))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.called.setVisible(self.width() >= self.shell.theme.tall(NARROW))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.timer.stop()
