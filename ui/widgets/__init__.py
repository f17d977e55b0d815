"""The pieces pages are made of. Each takes the Theme first; a switch of theme builds the page again."""

from __future__ import annotations

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
