"""The left side of the window: where one can go, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.pages import page_keys
from ui.widgets.buttons import button
from ui.widgets.cards import picture
from ui.widgets.panels import scroll
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from casefiles.domain.words import Lang
    from ui.pages import PageSpec
    from ui.theme import Theme

WIDTH = 196
ENTRY = 40
"""height of an entry in standard text; the sheet has the same"""


def nav_width(theme: Theme) -> int:
    """196 px at standard size, 236 at the largest."""
    return round(WIDTH * (1 + (theme.scale - 1) * 0.62))


class Nav(QFrame):
    """One button a page. The lit one is where the person is."""

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
        keys = page_keys(pages)
        for spec in (s for s in pages if s.in_nav):
            key = keys.get(spec.name, "")
            tip = f"{spec.label(lang)} ({key})" if key else spec.label(lang)
            one = button(theme, spec.label(lang), "nav", spec.icon, tip=tip)
            one.setCheckable(True)
            one.clicked.connect(lambda _checked=False, name=spec.name: go(name))
            self._group.addButton(one)
            self.buttons[spec.name] = one
            inside.addWidget(one)
        inside.addStretch(1)
        self._inside = inside
        self._area = scroll(entries)
        self._tight: bool | None = None
        column.addWidget(self._area, 1)

    def light(self, name: str) -> None:
        """Light the entry `name`; none when there is no such entry."""
        if name in self.buttons:
            self.buttons[name].setChecked(True)
            self._area.ensureWidgetVisible(self.buttons[name], 0, 0)
            return
        self._group.setExclusive(False)
        for one in self.buttons.values():
            one.setChecked(False)
        self._group.setExclusive(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the entries move together, so that all of them are in sight."""
        super().resizeEvent(event)
        each = self.theme.tall(ENTRY) + self.theme.px(4)
        tight = self._area.height() < len(self.buttons) * each
        if tight == self._tight:
            return
        self._tight = tight
        self._inside.setSpacing(1 if tight else self.theme.px(4))
        for one in self.buttons.values():
            one.setProperty("tight", tight)
            one.style().unpolish(one)
            one.style().polish(one)

    def _brand(self) -> QHBoxLayout:
        theme = self.theme
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(8), 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(picture(theme, "door-open", theme.palette.primary, 24))
        row.addStrut(theme.tall(38))  # level with the search box
        row.addWidget(label(words.PRODUCT(self.lang), "section"), 1)
        return row
