"""Sessions with who came, and eyesight screenings with their rates. `shell.open("gatherings", tab="eyes")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import words_gathering as words
from ui.pages.gathering_eyes import EyesTab
from ui.pages.gathering_sessions import SessionsTab
from ui.pages.tabbed import TabbedPage

if TYPE_CHECKING:
    from ui.pages.tabbed import Tab


class GatheringsPage(TabbedPage):
    """Sessions; eyesight."""

    page = "gatherings"
    title = words.GATHERINGS
    tabs = words.TABS
    views = words.VIEWS
    concerns = frozenset(
        {"session", "attendance", "screening_round", "screening_result", "child", "mentor", "mentor_skill"}
    )

    def kinds(self) -> dict[str, type[Tab]]:
        return {"sessions": SessionsTab, "eyes": EyesTab}


