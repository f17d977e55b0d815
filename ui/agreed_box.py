"""The fields that may be agreed on beside the counts, as ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from casefiles.domain import agreeing
from ui import words_trip as w
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Collection

    from casefiles.domain.words import Lang
    from ui.theme import Theme


class AgreedBox(QWidget):
    """`chosen` brings all that are ticked, after each tick of a person."""

    chosen = Signal(list)

    def __init__(self, theme: Theme, lang: Lang) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(label(w.AGREE_FIELDS(lang), "caption", wrap=True))
        holder = QWidget()
        flow = FlowLayout(holder, theme.px(8))
        self.boxes: dict[str, QCheckBox] = {}
        for name, counted in agreeing.FIELDS.items():
            box = QCheckBox(counted.label(lang))
            box.clicked.connect(lambda _on: self.chosen.emit(self.ticked()))
            flow.addWidget(box)
            self.boxes[name] = box
        column.addWidget(holder)

    def ticked(self) -> list[str]:
        """The fields that are ticked."""
        return [name for name, box in self.boxes.items() if box.isChecked()]

    def set(self, fields: Collection[str]) -> None:
        """Tick these and no others."""
        for name, box in self.boxes.items():
            box.setChecked(name in fields)
