"""Aid: batches with their steps, funds, donors, totals. `shell.open("aid", tab="funds", chosen=fund)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import words_aid as words
from ui.pages.aid_batches import BatchesTab
from ui.pages.aid_funds import DonorsTab, FundsTab
from ui.pages.aid_totals import TotalsTab
from ui.pages.tabbed import TabbedPage

if TYPE_CHECKING:
    from ui.pages.tabbed import Tab


class AidPage(TabbedPage):
    """Batches, funds, donors, totals."""

    page = "aid"
    title = words.AID
    tabs = words.TABS
    views = words.VIEWS
    concerns = frozenset({"aid", "aid_batch", "donor", "donation", "fund", "child", "household", "mentor"})

    def kinds(self) -> dict[str, type[Tab]]:
        return {"batches": BatchesTab, "funds": FundsTab, "donors": DonorsTab, "totals": TotalsTab}
