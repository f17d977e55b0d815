"""Numbers of people: hidden in lists and beside them, whole only while somebody asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import words_child as words
from ui.widgets.buttons import icon_button
from ui.widgets.text import label

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from ui.theme import Theme


def masked(value: str) -> str:
    """`999901********4776`, `100****5678`: enough to recognise, too little to use."""
    head = 6 if len(value) >= 15 else 3
    return (
        value[:head] + "*" * max(0, len(value) - head - 4) + value[-4:]
        if len(value) > 7
        else "*" * len(value)
    )


class Masked(QWidget):
    """A number that is shown whole only while the eye beside it is held down."""

    def __init__(self, theme: Theme, lang: Lang, name: str, value: str, kind: str = "strong") -> None:
        super().__init__()
        self.value = value
        self.shown = label(masked(value), kind)
        self.shown.setAccessibleName(f"{name}: {words.HIDDEN(lang)}")
        self.shown.setMinimumWidth(self.shown.fontMetrics().horizontalAdvance("8" * len(value)) + 4)
        self.eye = icon_button(theme, f"{name}: {words.HOLD(lang)}", "eye")
        side = theme.tall(22)
        self.eye.setStyleSheet(
            f"min-height: {side}px; max-height: {side}px; min-width: {side}px; max-width: {side}px;"
        )
        self.eye.pressed.connect(lambda: self.shown.setText(self.value))
        self.eye.released.connect(lambda: self.shown.setText(masked(self.value)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self.shown)
        row.addWidget(self.eye)
        row.addStretch(1)

    def put(self, value: str) -> None:
        """Another number, hidden again."""
        self.value = value
        self.shown.setText(masked(value))
