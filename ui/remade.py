"""The page that asked for something, when the answer comes: a switch of language or theme may have made it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.window import Shell

Page = TypeVar("Page", bound="QWidget")


def here(shell: Shell, page: Page) -> Page | None:
    """The page of this kind that is in sight, else the one that asked; None when it is gone and none took its place."""
    if isinstance(shell.page, type(page)):
        return shell.page
    return page if isValid(page) else None
