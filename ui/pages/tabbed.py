"""A page of several tabs, and what its tabs have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import language
from ui.widgets.buttons import Segmented
from ui.widgets.cards import SectionHeader
from ui.widgets.panels import scroll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from casefiles.domain.words import Label
    from ui.row_list import RowList
    from ui.window import Shell


class Tab(QWidget):
    """One tab: `body` is what it is laid out in, `list` what the keyboard starts in and what is chosen from."""

    scrolls = True
    """whether it needs more height than a small screen has"""
    across = False
    """whether its parts stand side by side"""
    list: RowList

    def __init__(self, shell: Shell, page: TabbedPage) -> None:
        super().__init__()
        self.shell, self.page = shell, page
        way = QBoxLayout.Direction.LeftToRight if self.across else QBoxLayout.Direction.TopToBottom
        self.body = QBoxLayout(way, self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(shell.theme.px(12))

    def buttons(self) -> Sequence[QPushButton]:
        """Beside the title."""
        return ()

    def reload(self, chosen: str = "") -> None:
        """Read afresh, with this row chosen."""
        raise NotImplementedError

    @property
    def current(self) -> str:
        """The id of the chosen row."""
        return self.list.current

    def focus_first(self) -> None:
        """The keyboard starts in the list."""
        self.list.focus_first()

    def tell(self, counted: Label, n: int) -> None:
        """How many there are, after the page's title while this tab is in sight."""
        if self.page.pages[self.page.tab] is self:
            self.page.note(language.counted(counted, n, self.shell.lang))


class TabbedPage(QWidget):
    """A page of some tabs, one of them in sight; its place is remembered with the row chosen in it."""

    title: Label
    tabs: Sequence[tuple[str, Any]] = ()
    views: Label
    concerns: frozenset[str] = frozenset()
    page = ""
    """its name among the pages of the window"""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        theme, lang = shell.theme, shell.lang
        self.tab = self.tabs[0][0]
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        outer.setSpacing(theme.px(12))
        self.pages: dict[str, Tab] = {name: kind(shell, self) for name, kind in self.kinds().items()}
        self.heads = {
            name: SectionHeader(theme, self.title(lang), *page.buttons(), kind="page")
            for name, page in self.pages.items()
        }
        self.stack = QStackedWidget()
        self.frames: dict[str, QWidget] = {}
        for name, page in self.pages.items():
            outer.addWidget(self.heads[name])
            # what needs more height than a small screen has is scrolled
            self.frames[name] = scroll(page) if page.scrolls else page
            self.stack.addWidget(self.frames[name])
        row = QHBoxLayout()
        self.bar = Segmented(theme, [(key, said(lang)) for key, said in self.tabs], self.tab, name=self.views(lang))
        self.bar.chosen.connect(lambda key: self.shell.open(self.page, tab=key))
        row.addWidget(self.bar)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addWidget(self.stack, 1)
        self._show()

    def kinds(self) -> dict[str, type[Tab]]:
        """Tab -> its class."""
        raise NotImplementedError

    def note(self, text: str) -> None:
        """What stands after the title."""
        self.heads[self.tab].note.set(text)

    def enter(self, tab: str = "", chosen: str = "") -> None:
        """Show a tab, with this row chosen."""
        self.tab = tab if tab in self.pages else self.tab
        self._show()
        self.pages[self.tab].reload(chosen)

    def _show(self) -> None:
        self.bar.set(self.tab)
        self.stack.setCurrentWidget(self.frames[self.tab])
        for name, head in self.heads.items():
            head.setVisible(name == self.tab)

    def where(self) -> dict[str, Any]:
        """What brings this page back."""
        return {"tab": self.tab, "chosen": self.pages[self.tab].current}

    def reload(self) -> None:
        """Read again."""
        self.pages[self.tab].reload("")

    def on_changed(self, entity: str, ids: object) -> None:
        """A save that the tab in sight may speak of."""
        if entity in self.concerns:
            self.reload()

    def focus_first(self) -> None:
        """The keyboard starts in the tab's list."""
        self.pages[self.tab].focus_first()
