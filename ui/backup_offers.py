"""The backups that can be put back, as a list to choose from: the newest first and chosen, so that Enter is enough."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui import words_backups as w
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.keeping import Offered
    from casefiles.office import Doors
    from ui.window import Shell

SHOWN = 4
"""lines in sight; the others are scrolled to"""


class BackupOffers(QWidget):
    """Asks the drives off the window's thread; hidden until something was found. `picked` hears of each choice."""

    def __init__(self, shell: Shell, picked: Callable[[Path], object]) -> None:
        super().__init__()
        self.shell, self._picked = shell, picked
        lang, theme = shell.lang, shell.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self.said = label(w.FOUND(lang), "secondary", wrap=True)
        column.addWidget(self.said)
        self.list = QListWidget()
        self.list.setAccessibleName(w.FOUND(lang))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(lambda now, _before: self._choose(now))
        column.addWidget(self.list)
        self.hide()

    def look(self, doors: Doors, folder: Path, chosen: Path | None = None) -> None:
        """Look for backups around this folder and on drives, or in the folder that was chosen; what is shown stays
        where nothing is found."""
        self.shell.jobs.read(
            lambda _step: doors.found_backups(folder, chosen), done=self._show, owner=self, newest="offers"
        )

    def _show(self, found: Sequence[Offered]) -> None:
        if not found:
            return
        self.list.blockSignals(True)
        self.list.clear()
        self.list.blockSignals(False)
        today, lang = self.shell.now().date(), self.shell.lang
        for one in found:
            item = QListWidgetItem(f"{w.offered(one, today, lang)}\n{one.path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, str(one.path))
            item.setToolTip(str(one.path))
            self.list.addItem(item)
        rows = min(len(found), SHOWN)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), 1) + 2 * self.list.frameWidth())
        self.show()
        self.list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._picked(Path(item.data(Qt.ItemDataRole.UserRole)))
