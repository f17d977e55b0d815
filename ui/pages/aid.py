"""Aid: batches with their steps, funds, donors, totals. `shell.open("aid", tab="funds", chosen=fund)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import words_aid as words
from ui.pages.aid_batches import BatchesTab
from ui.pages.aid_funds import DonorsTab, FundsTab
from ui.pages.aid_totals import TotalsTab
from ui.widgets.buttons import Segmented
from ui.widgets.cards import SectionHeader
from ui.widgets.panels import scroll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.window import Shell

WRITES = frozenset({"aid", "aid_batch", "donor", "donation", "fund", "child", "household", "mentor"})


class TabbedPage(QWidget):
    """A page of some tabs; each tab has `reload(chosen)`, `focus_first()`, `current`, `buttons()` and `scrolls`."""

    title = words.AID
    tabs: Sequence[tuple[str, Any]] = ()
    views = words.VIEWS
    concerns: frozenset[str] = WRITES

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        theme, lang = shell.theme, shell.lang
        self.tab = self.tabs[0][0]
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        outer.setSpacing(theme.px(12))
        self.pages = {name: kind(shell, self) for name, kind in self.kinds().items()}
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
        self.bar.chosen.connect(lambda key: self.shell.open(self.name(), tab=key))
        row.addWidget(self.bar)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addWidget(self.stack, 1)
        self._show()

    def name(self) -> str:
        """The page's name, to open another of its tabs."""
        return "aid"

    def kinds(self) -> dict[str, Any]:
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


class AidPage(TabbedPage):
    """Batches, funds, donors, totals."""

    tabs = words.TABS

    def kinds(self) -> dict[str, Any]:
        return {"batches": BatchesTab, "funds": FundsTab, "donors": DonorsTab, "totals": TotalsTab}
