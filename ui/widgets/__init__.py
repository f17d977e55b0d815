"""The pieces pages are made of. Each takes the Theme first; a switch of theme builds the page again.

A piece is imported when it is first asked for: the window is painted before the pages need theirs.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.widgets.buttons import ChipBar, Segmented, button, icon_button
    from ui.widgets.cards import Card, EmptyState, FactGrid, SectionHeader, StatTile, rule
    from ui.widgets.flow import FlowLayout
    from ui.widgets.panels import DrawerFrame, PeekPanel, scroll
    from ui.widgets.progress import ProgressStrip
    from ui.widgets.register import (
        ICON_ROLE,
        KIND_ROLE,
        TONE_ROLE,
        Column,
        RegisterDelegate,
        RegisterView,
    )
    from ui.widgets.search import SearchBox
    from ui.widgets.text import Avatar, ElidedLabel, Pill, label
    from ui.widgets.textarea import TextArea
    from ui.widgets.toast import Toast

HOMES = {
    "Avatar": "text",
    "Card": "cards",
    "ChipBar": "buttons",
    "Column": "register",
    "DrawerFrame": "panels",
    "ElidedLabel": "text",
    "EmptyState": "cards",
    "FactGrid": "cards",
    "FlowLayout": "flow",
    "ICON_ROLE": "register",
    "KIND_ROLE": "register",
    "PeekPanel": "panels",
    "Pill": "text",
    "ProgressStrip": "progress",
    "RegisterDelegate": "register",
    "RegisterView": "register",
    "SearchBox": "search",
    "SectionHeader": "cards",
    "Segmented": "buttons",
    "StatTile": "cards",
    "TONE_ROLE": "register",
    "TextArea": "textarea",
    "Toast": "toast",
    "button": "buttons",
    "icon_button": "buttons",
    "label": "text",
    "rule": "cards",
    "scroll": "panels",
}

__all__ = [
    "ICON_ROLE",
    "KIND_ROLE",
    "TONE_ROLE",
    "Avatar",
    "Card",
    "ChipBar",
    "Column",
    "DrawerFrame",
    "ElidedLabel",
    "EmptyState",
    "FactGrid",
    "FlowLayout",
    "PeekPanel",
    "Pill",
    "ProgressStrip",
    "RegisterDelegate",
    "RegisterView",
    "SearchBox",
    "SectionHeader",
    "Segmented",
    "StatTile",
    "TextArea",
    "Toast",
    "button",
    "icon_button",
    "label",
    "rule",
    "scroll",
]


def __getattr__(name: str) -> object:
    if name not in HOMES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"ui.widgets.{HOMES[name]}"), name)
