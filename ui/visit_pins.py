"""The pins beside the names of fields: what is pinned stays from one paper to the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui import words_stack as words
from ui.widgets.buttons import icon_button

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from PySide6.QtWidgets import QPushButton

    from casefiles.domain.words import Lang
    from ui.form_rows import FieldBlock
    from ui.theme import Theme


def add_pins(
    theme: Theme, blocks: Mapping[str, FieldBlock], press: Callable[[str], object]
) -> dict[str, QPushButton]:
    """A pin beside each field's name, as high as the name."""
    made = {}
    side = theme.tall(20)
    for name, block in blocks.items():
        pin = icon_button(theme, name, "pin", partial(press, name))
        pin.setCheckable(True)
        pin.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # F8 is its key
        pin.setObjectName(f"pin-{name}")
        small = "QPushButton { padding: 0; min-height: 0; min-width: 0; }"
        pin.setStyleSheet(f"{small} QPushButton:checked {{ background: {theme.palette.soft}; }}")
        pin.setFixedSize(side, side)
        block.head.insertWidget(block.head.count() - 1, pin)
        made[name] = pin
    return made


def show_pins(
    pins: Mapping[str, QPushButton], pinned: Collection[str], called: Callable[[str], str], lang: Lang
) -> None:
    """Which are in."""
    for name, pin in pins.items():
        pin.setChecked(name in pinned)
        said = words.PINNED if name in pinned else words.PIN
        pin.setAccessibleName(said(lang, name=called(name)))
        pin.setToolTip(pin.accessibleName())
