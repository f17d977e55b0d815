"""Cards and what stands in them: header of a section, figures that open a list, facts, the empty state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.widgets.buttons import PressButton
from ui.widgets.flow import FlowLayout
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from ui.theme import Theme, Tone


def picture(theme: Theme, name: str, color: str, size: int = 20) -> QLabel:
    """An icon as a label, for decoration: not focusable, silent for readers."""
    made = QLabel()
    pixmap = icons.icon(name, color, theme.icon_px(size)).pixmap(theme.icon_px(size), theme.icon_px(size))
    made.setPixmap(pixmap)
    made.setFixedSize(theme.icon_px(size), theme.icon_px(size))
    return made


def rule() -> QFrame:
    """A thin line across."""
    line = QFrame()
    line.setProperty("kind", "rule")
    line.setFixedHeight(1)
    return line


LOW = 560
"""height of the window, in standard text, under which a page's head gives way to what the page is for"""


def is_low(widget: QWidget, theme: Theme) -> bool:
    """Whether the window is so low, for this text size, that heads and hints must give way."""
    return widget.window().height() < theme.tall(LOW)


class Card(QFrame):
    """A white panel; `body` is its column. With a title it starts with a section header."""

    def __init__(self, theme: Theme, title: str = "", *actions: QWidget, note: str = "") -> None:
        super().__init__()
        self.theme = theme
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        pad = theme.px(16)
        self.body.setContentsMargins(pad, theme.px(14), pad, pad)
        self.body.setSpacing(theme.px(10))
        if title:
            self.body.addWidget(SectionHeader(theme, title, *actions, note=note))


class SectionHeader(QWidget):
    """A title, a note after it (`note.set(text)`), and actions at the right end, or below where there is no room."""

    def __init__(
        self, theme: Theme, title: str, *actions: QWidget, note: str = "", kind: str = "section"
    ) -> None:
        super().__init__()
        self._gap = theme.px(10)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        row = self._row = QHBoxLayout()
        row.setSpacing(self._gap)
        self.title = label(title, kind)
        row.addWidget(self.title)
        self.note = ElidedLabel(note, "secondary" if kind == "page" else "caption")
        self.note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.note, 1, Qt.AlignmentFlag.AlignVCenter)  # the first to give way
        column.addLayout(row)
        self.below = False
        """whether the actions stand under the title"""
        self._low_theme = theme if kind == "page" else None
        self._texts: dict[QPushButton, str] = {}
        """the words of actions that are only pictures now"""
        self._acts = [one for one in actions if isinstance(one, QPushButton)]
        self._actions = QWidget()
        flow = FlowLayout(self._actions, self._gap)
        for action in actions:
            flow.addWidget(action)
        self._actions.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row.addWidget(self._actions)
        if not actions:
            self._actions.hide()

    def minimumSizeHint(self) -> QSize:
        """The wider of title and widest action: the rest wraps."""
        acts = self._actions.minimumSizeHint()
        return QSize(max(self.title.sizeHint().width(), acts.width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._squeeze(pictures=False)
        low = self._low_theme is not None and self.window() is not self and is_low(self, self._low_theme)
        if low and self._too_wide:
            self._squeeze(pictures=True)  # a row of its own would be taken from the page
        below = self._too_wide
        if below != self.below:
            self.below = below
            self._row.removeWidget(self._actions)
            self._column.removeWidget(self._actions)
            (self._column if below else self._row).addWidget(self._actions)


    @property
    def _too_wide(self) -> bool:
        least = self.note.minimumSizeHint().width()  # dots at least, and they take their place from the actions
        wanted = self.title.sizeHint().width() + least + self._actions.sizeHint().width() + 3 * self._gap
        return not self._actions.isHidden() and wanted > self.width()

    def _squeeze(self, *, pictures: bool) -> None:
        """The lesser actions as pictures alone, their words in the tooltip; or with their words again."""
        if not pictures:
            for one, text in self._texts.items():
                one.setText(text)
                one.setToolTip(one.toolTip().partition("\n")[2])
            self._texts.clear()
            return
        for one in self._acts:
            if one.property("kind") in ("", "ghost") and one.text() and not one.icon().isNull() and not one.menu():
                self._texts[one] = one.text()
                one.setToolTip(f"{one.text().strip()}\n{one.toolTip()}")
                one.setText("")


class StatTile(PressButton):
    """A figure one can press to see who it counts."""

    def __init__(
        self, theme: Theme, title: str, value: str, note: str = "", icon: str = "", tone: Tone = "neutral"
    ) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # a translated title may need two lines
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14))
        column.setSpacing(theme.px(4))
        head = QHBoxLayout()
        self._title = label(title, "body", wrap=True)
        head.addWidget(self._title, 1)
        if icon:
            color = theme.accent("primary" if tone == "neutral" else tone)
            head.addWidget(picture(theme, icon, color), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addStretch(1)
        self._value = label(value, "number", tone=tone)
        column.addWidget(self._value)
        self._note = label(note, "caption", wrap=True)
        column.addWidget(self._note)
        for part in (self._title, self._value, self._note):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._say()

    def set(self, value: str, note: str = "") -> None:
        self._value.setText(value)
        if note:
            self._note.setText(note)
        self._say()

    def _say(self) -> None:
        self.setAccessibleName(f"{self._title.text()}: {self._value.text()}")
        self.setAccessibleDescription(self._note.text())

    def sizeHint(self) -> QSize:
        inside = self.layout()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        inside = self.layout()
        return inside.minimumSize() if inside is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inside = self.layout()
        return inside.totalHeightForWidth(width) if inside is not None else -1


class FactGrid(QWidget):
    """Facts of a record: a small name above each value, `columns` side by side."""

    def __init__(self, theme: Theme, facts: Sequence[tuple[str, str]], columns: int = 3) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(12))
        for place, (name, value) in enumerate(facts):
            cell = QVBoxLayout()
            cell.setSpacing(theme.px(2))
            cell.addWidget(label(name, "caption", wrap=True))
            shown = label(value or "—", "strong", wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setAccessibleName(f"{name}: {value}")
            cell.addWidget(shown)
            cell.addStretch(1)
            grid.addLayout(cell, place // columns, place % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)


class EmptyState(QWidget):
    """Nothing here: says so, says what to try, and offers it as buttons."""

    def __init__(
        self, theme: Theme, title: str, help_text: str, *actions: QWidget, icon: str = "inbox"
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24))
        column.setSpacing(theme.px(10))
        column.addStretch(1)
        column.addWidget(picture(theme, icon, theme.palette.text3, 48), 0, Qt.AlignmentFlag.AlignHCenter)
        self._head, self._help = label(title, "section", wrap=True), label(help_text, "secondary", wrap=True)
        for said in (self._head, self._help):
            said.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(said)
        self._actions = actions
        if actions:
            middle = QHBoxLayout()
            middle.addStretch(1)
            holder = QWidget()
            flow = FlowLayout(holder, theme.px(8))
            for action in actions:
                flow.addWidget(action)
            middle.addWidget(holder)
            middle.addStretch(1)
            column.addLayout(middle)
        column.addStretch(1)

    def offer(self, shown: Sequence[QWidget]) -> None:
        """These of its buttons and no others."""
        for action in self._actions:
            action.setVisible(action in shown)

    def say(self, title: str, help_text: str) -> None:
        """Say another thing than before."""
        self._head.setText(title)
        self._help.setText(help_text)
