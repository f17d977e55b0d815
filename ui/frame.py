"""What the window is laid out of: navigation, top bar, pages, the drawer beside them, and the strip at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.widgets.nav import Nav
from ui.widgets.status import StatusStrip
from ui.widgets.topbar import TopBar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.words import Lang
    from ui.pages import PageSpec
    from ui.theme import Theme

DRAWER = 430
LEAST_PAGE = 420  # below this the page gives way to the drawer altogether
ANY_WIDTH = 16_777_215


class Frame(QWidget):
    """Made anew at each switch of language, theme or text size."""

    def __init__(
        self,
        theme: Theme,
        lang: Lang,
        pages: Sequence[PageSpec],
        user: str,
        go: Callable[[str], object],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self.nav = Nav(theme, lang, pages, go)
        self.top = TopBar(theme, lang, user)
        self.status = StatusStrip(theme, lang)
        self.content = QWidget()
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        self.drawer = QFrame()
        self.drawer.setObjectName("drawer")
        self.drawer.setFixedWidth(round(DRAWER * (1 + (theme.scale - 1) * 0.62)))
        self.drawer_column = QVBoxLayout(self.drawer)
        self.drawer_column.setContentsMargins(0, 0, 0, 0)
        self.drawer.hide()
        row = QHBoxLayout(self.content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.stack, 1)
        row.addWidget(self.drawer)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.content, 1)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.nav)
        across.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(across, 1)
        whole.addWidget(self.status)

    def bare(self, *, bare: bool) -> None:
        """Without navigation, top bar and state of the data: before the office is open."""
        for part in (self.nav, self.top):
            part.setVisible(not bare)
        self.status.bare(bare=bare)

    def share_width(self, *, drawn: bool) -> None:
        """The drawer stands beside the page, or in its place when there is no room for both."""
        least = self.drawer.minimumWidth()
        wide = not drawn or self.content.width() - least >= LEAST_PAGE
        self.drawer.setVisible(drawn)
        self.stack.setVisible(wide)
        self.drawer.setMaximumWidth(least if wide else ANY_WIDTH)
