"""Which stick or folder the packages go to and come from; it notices a stick that comes or goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from casefiles import exchange
from casefiles.domain.filenames import plain, shown_path
from ui import drives, language
from ui import words_drives as d
from ui import words_exchange as w
from ui.asking import ask_folder
from ui.widgets.buttons import button
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from casefiles.domain.words import Lang
    from ui.drives import Drive
    from ui.window import Shell

NARROW = 680
"""px at standard text size below which the row does without its name"""
EVERY_MS = 2000
"""how often the system is asked whether a stick came or went while the page is in sight; no drive is asked for that"""


@dataclass(frozen=True)
class Found:
    """What looking for sticks came to: the system's mark before, the drives, the folders chosen now and used last as
    far as they are there."""

    mark: str
    drives: Sequence[Drive]
    chosen: Path | None
    last: Path | None


class StickBox(QWidget):
    """All sticks, and the folder that was chosen; `folder` is where packages are read and written."""

    changed = Signal()

    def __init__(self, shell: Shell, *, tight: bool = False) -> None:
        super().__init__()
        self.tight = tight  # in a drawer: a path is as short as it must be there
        self.shell = shell
        theme, lang = shell.theme, shell.lang
        self.chosen: Path | None = None
        self.drives: tuple[Drive, ...] = ()
        self._mark: str | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.called = label(w.STICK(lang), "strong")
        row.addWidget(self.called)
        self.stick = QComboBox()
        self.stick.setAccessibleName(w.STICK(lang))
        self.stick.setMinimumWidth(theme.tall(170))
        self.stick.currentIndexChanged.connect(lambda _at: self.look())
        self.stick.activated.connect(lambda _at: self.used())
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
        self._offer(str(folder))
        self.used()

    def used(self) -> None:
        """What is chosen is offered first the next time."""
        if self.folder is not None and plain(self.folder):
            self.shell.preferences.stick = str(self.folder)

    def choose(self) -> None:
        """Ask for a folder."""
        folder = ask_folder(self, w.CHOOSE(self.shell.lang), self.folder or Path.home())
        if folder is not None:
            self.use(folder)

    def fill(self) -> None:
        """What is known of the sticks now, and look for them afresh; the one chosen stays chosen if it is there."""
        self._offer(self.stick.currentData())
        self.search()

    def search(self) -> None:
        """Ask the drives, off the window's thread; a broken one may make others wait."""
        chosen, last = str(self.chosen or ""), self.shell.preferences.stick

        def ask(_step: object) -> Found:
            mark, there = drives.mark(), drives.offered()
            return Found(mark, there, _folder(chosen), _folder(last))

        self.shell.jobs.read(ask, done=self._searched, owner=self, newest="drives")

    def _searched(self, found: Found) -> None:
        first, before = self._mark is None, {drive.path: drive for drive in self.drives}
        now = {drive.path: drive for drive in found.drives}
        had, was = self.folder, self.stick.currentData()
        self._mark, self.drives = found.mark, tuple(found.drives)
        came, gone = [now[p] for p in now if p not in before], [before[p] for p in before if p not in now]
        if self.chosen is not None and found.chosen is None:
            self.chosen = None
        if self.chosen is None and found.last is not None and found.last not in now and had is None:
            self.chosen = found.last  # a shared folder
        wanted = was
        if had is None:
            wanted = str(found.last) if found.last is not None else str(came[-1].path) if came else was
        self._offer(wanted)
        if first:
            return
        lang = self.shell.lang
        if came:
            self.shell.toast(d.CAME(lang, name=came[-1].name))
        elif gone:
            self.shell.toast(d.GONE(lang, name=gone[-1].name))

    def _offer(self, wanted: str | None) -> None:
        """The list, with this path chosen if it is in it."""
        lang = self.shell.lang
        self.stick.blockSignals(True)
        self.stick.clear()
        for drive in self.drives:
            self.stick.addItem(_said(drive, lang), str(drive.path))
            tip = str(drive.path) + (f" · {drive.system}" if drive.system else "")
            self.stick.setItemData(self.stick.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        if self.chosen is not None and self.stick.findData(str(self.chosen)) < 0:
            path = str(self.chosen)
            width = self.stick.minimumWidth() if self.tight else max(self.stick.minimumWidth(), self.stick.width())
            room = width - self.shell.theme.px(50)
            shown = self.stick.fontMetrics().elidedText(shown_path(path), Qt.TextElideMode.ElideMiddle, room)
            self.stick.addItem(shown, path)
            self.stick.setItemData(self.stick.count() - 1, path, Qt.ItemDataRole.ToolTipRole)
        if not self.stick.count():
            self.stick.addItem((w.NO_STICK if self._mark is not None else d.SEARCHING)(lang), "")
        self.stick.setCurrentIndex(max(0, self.stick.findData(wanted)))
        self.stick.blockSignals(False)
        self.look()

    def look(self) -> None:
        """Say what is on it."""
        folder = self.folder
        self.stick.setToolTip(str(self.stick.currentData(Qt.ItemDataRole.ToolTipRole) or folder or ""))
        if folder is None:
            self.found.set("")
            self.stick.setToolTip(w.NO_STICK_NEXT(self.shell.lang))
            self.stick.setAccessibleDescription(w.NO_STICK_NEXT(self.shell.lang))
        else:
            office = self.shell.office

            def work(_step: object) -> tuple[Path, int, int]:
                there = drives.files_with(folder, ".tgx")
                return folder, len(exchange.packages_for_us(office, there)), len(there)

            self.shell.jobs.read(work, done=self._looked, owner=self, newest="packages-there")
        self.changed.emit()

    def _looked(self, answer: tuple[Path, int, int]) -> None:
        folder, n, there = answer
        if folder == self.folder:
            lang, none = self.shell.lang, w.IMPORT_OTHERS if there else w.IMPORT_NONE
            self.found.set(language.counted(w.IMPORT_HINT, n, lang) if n else none(lang))

    def watch(self) -> None:
        """A stick that came is offered, and taken when there was none; one that went is said."""
        if self._mark is None or self.stick.view().isVisible():
            return  # the list under somebody's eyes stays as it is
        if drives.mark() != self._mark:
            self.search()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.called.setVisible(self.width() >= self.shell.theme.tall(NARROW))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.timer.stop()


def begin(shell: Shell) -> Path:
    """Where to look first for a file that was carried here: the stick or folder used last while it is there, else a
    stick that is plugged in, else the person's own folder."""
    last = _folder(shell.preferences.stick)
    if last is not None:
        return last
    return next((drive.path for drive in drives.offered() if drive.removable), Path.home())


def _said(drive: Drive, lang: Lang) -> str:
    """A drive in the list."""
    if drive.read_only:
        return d.READ_ONLY(lang, name=drive.name)
    if not drive.size:
        return drive.name
    return d.DRIVE(lang, name=drive.name, size=_gb(drive.size), free=_gb(drive.free))


def _gb(size: int) -> str:
    return f"{size / 2**30:,.1f} GB" if size >= 2**30 else f"{size / 2**20:,.0f} MB"


def _folder(path: str) -> Path | None:
    """A folder that is there."""
    try:
        return Path(path) if path and Path(path).is_dir() else None
    except (OSError, ValueError):
        return None
