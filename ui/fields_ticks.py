"""Boxes to tick, one a line, for choices whose words are long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.fields_lines import Editor, Place
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

    from casefiles.domain.fieldtypes import Stored


class TickList(QWidget):
    """Boxes to tick, one a line, with words as long as they must be."""

    changed = Signal()

    def __init__(self, place: Place, name: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(place.theme.px(2))
        for key, text in choices:
            box = QCheckBox()
            box.setAccessibleName(f"{name}: {text}")
            box.toggled.connect(lambda _on: self.changed.emit())
            self._boxes[key] = box
            line = QHBoxLayout()
            line.setSpacing(place.theme.px(6))
            line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(_Words(text, box), 1)
            column.addLayout(line)
        self.setFocusProxy(next(iter(self._boxes.values())))

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def put(self, keys: Sequence[str]) -> None:
        blocked = self.blockSignals(True)
        for key, box in self._boxes.items():
            box.setChecked(key in keys)
        self.blockSignals(blocked)


class _Words(QWidget):
    """The words beside a box; a click on them ticks it."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__()
        self._box = box
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 2)
        column.addWidget(label(text, "body", wrap=True))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._box.toggle()


class TicksEditor(Editor):
    """A field with several choices whose words are long."""

    wide = True

    def __init__(self, place: Place, name: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(place, name)
        self.list = TickList(place, name, choices)
        self.list.changed.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.take_focus_from(self.list)

    def set(self, stored: Stored) -> None:
        self.set_text("" if stored is None else str(stored))

    def set_text(self, text: str) -> None:
        self.list.put(text.split(","))

    def text(self) -> str:
        return ",".join(self.list.chosen)
