"""Buttons: one maker for all kinds, chips for saved filters, choices side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.theme import Theme

ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
ICON_COLOR = {
    "": "text2",
    "primary": "on_primary",
    "soft": "on_soft",
    "danger": "danger",
    "ghost": "text2",
    "icon": "text2",
    "mini": "text2",
    "nav": "text2",
    "chip": "text2",
    "segment": "text2",
}


CHOICES = {"chip", "segment"}
"""kinds of which one is on: what Enter does there is up to what they stand in"""


class PressButton(QPushButton):
    """Enter presses it as Space does; one that is still held down from the page before does not. Arrows go to what it
    stands in: Qt would hand the keyboard on to the next button, in the end to one of another part of the window."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS and self.group() is None and not self.isCheckable():
            event.ignore()
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


def button(
    theme: Theme,
    text: str,
    kind: str = "",
    icon: str = "",
    click: Callable[[], object] | None = None,
    *,
    tip: str = "",
) -> QPushButton:
    """A push button. Kinds: "" (outlined), primary, soft, danger, ghost, nav, chip, segment."""
    maker = QPushButton if kind in CHOICES else PressButton
    made = maker((" " if icon and text else "") + text)  # the space is the gap Qt does not give
    made.setProperty("kind", kind)
    made.setProperty("picture", icon)
    made.setAccessibleName(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if icon:
        made.setIcon(_with_disabled(theme, theme.icon(icon, ICON_COLOR[kind], 18, checked="on_soft"), icon))
        made.setIconSize(QSize(theme.icon_px(18), theme.icon_px(18)))
    if tip:
        made.setToolTip(tip)
        made.setAccessibleDescription(tip)
    if click is not None:
        made.clicked.connect(lambda _checked=False: click())
    return made


def _with_disabled(theme: Theme, shown: QIcon, name: str) -> QIcon:
    """Also in the colour of disabled words: Qt's own grey of a white icon cannot be seen on a light ground."""
    made = QIcon(shown)
    size = QSize(theme.icon_px(18), theme.icon_px(18))
    made.addPixmap(theme.icon(name, "text3", 18).pixmap(size), QIcon.Mode.Disabled)
    return made


def icon_button(theme: Theme, name: str, icon: str, click: Callable[[], object] | None = None) -> QPushButton:
    """A square button with a picture alone; `name` is its tooltip and what a screen reader says."""
    made = button(theme, "", "icon", icon, click, tip=name)
    made.setAccessibleName(name)
    made.setAccessibleDescription("")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


class ChipBar(QWidget):
    """Saved filters, one of them on. `chosen(key)`. Arrow keys move within the bar; Tab leaves it."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, chips: Sequence[tuple[str, str]], current: str = "", *, name: str = ""
    ) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self.setAccessibleName(name)
        row = FlowLayout(self, theme.px(8))
        for key, text in chips:
            chip = button(theme, text, "chip")
            chip.setCheckable(True)
            chip.setMaximumHeight(theme.tall(32))
            self._group.addButton(chip)
            self._buttons[key] = chip
            row.addWidget(chip)
            chip.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if current or chips:
            self.set(current or chips[0][0])

    def set(self, key: str) -> None:
        """Turn a chip on without telling anybody."""
        self._buttons[key].setChecked(True)

    def offer(self, key: str, *, on: bool) -> None:
        """Show a chip or leave it out; the one that is on stays."""
        self._buttons[key].setVisible(on or self._buttons[key].isChecked())

    def set_text(self, key: str, text: str) -> None:
        """Change a chip's words, for a count that has come."""
        self._buttons[key].setText(text)
        self._buttons[key].setAccessibleName(text)

    @property
    def current(self) -> str:
        return next((key for key, chip in self._buttons.items() if chip.isChecked()), "")


class Segmented(QWidget):
    """Choices side by side, at most one on. `chosen(key)`; Left and Right move, a second press clears if allowed."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        choices: Sequence[tuple[str, str] | tuple[str, str, str]],
        current: str = "",
        *,
        name: str,
        optional: bool = False,
    ) -> None:
        super().__init__()
        self.optional = optional
        self._buttons: dict[str, QPushButton] = {}
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        last = len(choices) - 1
        for place, (key, text, *rest) in enumerate(choices):
            one = button(theme, text, "segment", rest[0] if rest else "")
            one.setCheckable(True)
            one.setAccessibleName(f"{name}: {text}")
            edge = "only" if not last else "first" if not place else "last" if place == last else "middle"
            one.setProperty("edge", edge)
            one.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
            one.clicked.connect(lambda _checked=False, key=key: self._pressed(key))
            one.installEventFilter(self)
            self._buttons[key] = one
            row.addWidget(one, 1)
        if self._buttons:
            self.setFocusProxy(next(iter(self._buttons.values())))
        self.set(current)

    def set(self, key: str) -> None:
        """Choose without telling anybody; "" is none."""
        self._current = key
        for one, made in self._buttons.items():
            made.setChecked(one == key)

    @property
    def current(self) -> str:
        return self._current

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys, which a button would otherwise take to move the focus without choosing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            made = list(self._buttons.values())
            if step is not None and watched in made:
                here = made.index(watched)
                there = min(max(here + step, 0), len(made) - 1)
                made[there].setFocus(Qt.FocusReason.TabFocusReason)
                if there != here:
                    self._choose(list(self._buttons)[there])
                return True
        return super().eventFilter(watched, event)

    def _pressed(self, key: str) -> None:
        self._choose("" if self.optional and key == self._current else key)

    def _choose(self, new: str) -> None:
        changed = new != self._current
        self.set(new)
        if changed:
            self.chosen.emit(new)
