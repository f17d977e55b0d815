"""Sessions with who came, and eyesight screenings with their rates. `shell.open("gatherings", tab="eyes")`."""

from __future__ import annotations

from typing import Any

from ui import words_gathering as words
from ui.pages.aid import TabbedPage
from ui.pages.gathering_eyes import EyesTab
from ui.pages.gathering_sessions import SessionsTab


class GatheringsPage(TabbedPage):
    """Sessions; eyesight."""

    title = words.GATHERINGS
    tabs = words.TABS
    views = words.VIEWS
    concerns = frozenset(
        {"session", "attendance", "screening_round", "screening_result", "child", "mentor", "mentor_skill"}
    )

    def name(self) -> str:
        return "gatherings"

    def kinds(self) -> dict[str, Any]:
        return {"sessions": SessionsTab, "eyes": EyesTab}


