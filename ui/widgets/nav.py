"""The left side of the window: where one can go, in words, and at its foot the state of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import picture, rule
from ui.widgets.panels import scroll
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.words import Lang
    from ui.pages import PageSpec
    from ui.theme import Theme

WIDTH = 196


def nav_width(theme: Theme) -> int:
    """196 px at standard size, 236 at the largest."""
    return round(WIDTH * (1 + (theme.scale - 1) * 0.62))


class Nav(QFrame):
    """One button a page. The lit one is where the person is."""

    backup_asked = Signal()

    def __init__(
        self, theme: Theme, lang: Lang, pages: Sequence[PageSpec], go: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.theme, self.lang = theme, lang
        self.setObjectName("nav")
        self.setAccessibleName(words.NAV(lang))
        self.setFixedWidth(nav_width(theme))
        column = QVBoxLayout(self)
        side = theme.px(10)
        column.setContentsMargins(side, theme.px(8), side, theme.px(12))
        column.setSpacing(theme.px(4))
        column.addLayout(self._brand())
        column.addSpacing(theme.px(6))
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        entries = QWidget()
        inside = QVBoxLayout(entries)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(4))
        for place, spec in enumerate((s for s in pages if s.in_nav), start=1):
            one = button(theme, spec.label(lang), "nav", spec.icon, tip=f"Alt+{place}")
            one.setCheckable(True)
            one.clicked.connect(lambda _checked=False, name=spec.name: go(name))
            self._group.addButton(one)
            self.buttons[spec.name] = one
            inside.addWidget(one)
        inside.addStretch(1)
        column.addWidget(scroll(entries), 1)
        column.addWidget(rule())
        column.addSpacing(theme.px(4))
        column.addLayout(self._state())

    def light(self, name: str) -> None:
        """Light the entry `name`; none when there is no such entry."""
        if name in self.buttons:
            self.buttons[name].setChecked(True)
            return
        self._group.setExclusive(False)
        for one in self.buttons.values():
            one.setChecked(False)
        self._group.setExclusive(True)

    def show_state(self, *, is_open: bool, backup: str, busy: bool = False) -> None:
        """What the foot says about the data; `busy` while a backup is being written."""
        self.safe.setText((words.ENCRYPTED if is_open else words.NOT_OPEN)(self.lang))
        self.backup.setText(backup)
        self.backup.setVisible(bool(backup))
        self.backup_button.setVisible(is_open)
        self.backup_button.setEnabled(not busy)

    def _brand(self) -> QHBoxLayout:
        theme = self.theme
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(8), 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(picture(theme, "door-open", theme.palette.primary, 24))
        row.addStrut(theme.tall(38))  # level with the search box
        row.addWidget(label(words.PRODUCT(self.lang), "section"), 1)
        return row

    def _state(self) -> QGridLayout:
        theme = self.theme
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(4))
        grid.setVerticalSpacing(0)
        middle = Qt.AlignmentFlag.AlignCenter
        grid.addWidget(picture(theme, "shield-check", theme.palette.ok, 18), 0, 0, middle)
        self.safe = label(words.NOT_OPEN(self.lang), "secondary", wrap=True)
        grid.addWidget(self.safe, 0, 1)
        self.backup_button = icon_button(
            theme, words.BACK_UP_NOW(self.lang), "database-backup", self.backup_asked.emit
        )
        grid.addWidget(self.backup_button, 1, 0, middle)
        self.backup = label("", "caption", wrap=True)
        grid.addWidget(self.backup, 1, 1)
        grid.setColumnStretch(1, 1)
        return grid
