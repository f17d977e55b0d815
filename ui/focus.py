"""Where the keyboard goes when a page or a drawer is shown, and when it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def focus_on(target: QWidget | None, opener: QWidget | None = None) -> None:
    """Back to `opener` while that is there, else to where `target` says that it starts."""
    if opener is not None and isValid(opener) and opener.isVisible() and opener.isEnabled():
        opener.setFocus()
    elif target is not None:
        getattr(target, "focus_first", target.setFocus)()
