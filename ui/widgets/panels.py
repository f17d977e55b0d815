"""The panels beside a page: a peek at the chosen row, and the frame of what opens in the drawer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.widgets.buttons import icon_button
from ui.widgets.cards import Card, picture, rule
from ui.widgets.flow import FlowLayout
from ui.widgets.masked import Masked
from ui.widgets.text import Avatar, ElidedLabel, Pill, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from casefiles.domain.words import Lang
    from ui.theme import Theme, Tone

READ_ON = {
    Qt.Key.Key_Up: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QScrollBar.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QScrollBar.SliderAction.SliderToMaximum,
}
PEEK_WIDTH = 282
TURNS = 4
TIGHT = 1.2
"""text scale above which there is no room for two rows of actions"""
LEAST_BESIDE = 800  # page width at standard text size below which the panel hides


def scroll(inside: QWidget) -> QScrollArea:
    """`inside` in an area that scrolls up and down only, takes no focus of its own and shows the page's ground."""
    inside.setProperty("kind", "clear")
    area = _Area(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class _Area(QScrollArea):
    """What is inside is measured, and dressed by the style sheet for it, only when the area is seen in its place: at
    every step on its way there Qt would do it again."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        inside.setParent(self.viewport())

    def showEvent(self, event: QShowEvent) -> None:
        if self.widget() is None:
            self.setWidget(self._inside)
        super().showEvent(event)


def lay_out() -> None:
    """Let all layouts come to rest at once: what was filled in anew is not painted half way there."""
    for _ in range(TURNS):  # a line that wraps asks for more room when it knows how wide it is
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def area_over(inside: QWidget) -> QScrollArea | None:
    """The nearest area that `inside` scrolls in."""
    above = inside.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


class PeekPanel(Card):
    """Who the chosen row is, at a glance, without leaving the list; `actions` stay at its foot."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.wanted = True
        self.setFixedWidth(theme.px(PEEK_WIDTH) + theme.tall(20) - 20)
        self.top = QWidget()
        self._column = QVBoxLayout(self.top)
        self._column.setContentsMargins(0, 0, theme.px(4), 0)
        self._column.setSpacing(theme.px(10))
        self.body.addWidget(scroll(self.top), 1)
        self.body.addWidget(rule())
        self._foot = QWidget()
        self._foot.setEnabled(False)  # nobody is chosen
        self._tight = theme.scale > TIGHT
        self.foot: QBoxLayout = QHBoxLayout(self._foot) if self._tight else QVBoxLayout(self._foot)
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.foot.setSpacing(theme.px(8))
        self.body.addWidget(self._foot)

    def event(self, event: QEvent) -> bool:
        parent = self.parentWidget()
        if event.type() == QEvent.Type.ParentChange and parent is not None:
            parent.installEventFilter(self)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.want(self.wanted)  # the list comes first: the panel gives way on a narrow page
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """In large text only the first action is written out, so that the facts keep their room."""
        super().showEvent(event)
        for at in range(1, self.foot.count() if self._tight else 0):
            item = self.foot.itemAt(at)
            action = item.widget() if item is not None else None
            if isinstance(action, QPushButton) and action.text():
                action.setToolTip(action.text().strip())
                action.setText("")
                action.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def want(self, wanted: bool) -> None:
        """Whether the person wants the panel; on a narrow page it stays away all the same."""
        self.wanted = wanted
        parent = self.parentWidget()
        room = parent.width() if parent is not None else 0
        self.setVisible(wanted and room >= self.theme.tall(LEAST_BESIDE))

    @property
    def empty(self) -> bool:
        """Whether nobody is shown."""
        return not self._column.count()

    def clear(self) -> None:
        """Empty the upper part; the actions wait, disabled, until somebody is shown."""
        self._foot.setEnabled(False)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def person(self, name: str, note: str, pills: list[tuple[str, Tone]]) -> None:
        """The head: letter, name, a line about the person, pills."""
        theme = self.theme
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(Avatar(theme, name, 52))
        words_column = QVBoxLayout()
        words_column.setSpacing(theme.px(4))
        words_column.addStretch(1)
        words_column.addWidget(label(name, "section", wrap=True))
        words_column.addWidget(label(note, "secondary", wrap=True))
        words_column.addStretch(1)
        row.addLayout(words_column, 1)
        self._column.addWidget(head)
        if pills:
            holder = QWidget()
            flow = FlowLayout(holder, theme.px(6))
            for text, tone in pills:
                flow.addWidget(Pill(theme, text, tone))
            self._column.addWidget(holder)

    def line(self) -> None:
        self._column.addWidget(rule())

    def fact(self, icon: str, text: str) -> None:
        """A line with its picture."""
        self._line_of(icon, label(text, "body", wrap=True))

    def number(self, icon: str, lang: Lang, name: str, text: str) -> None:
        """A number of a person, called `name`: masked, and whole while its eye is held down."""
        self._line_of(icon, Masked(self.theme, lang, name, text, "body") if text else label("—", "body"))

    def _line_of(self, icon: str, said: QWidget) -> None:
        theme = self.theme
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(picture(theme, icon, theme.palette.text2, 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(said, 1)
        self._column.addWidget(holder)

    def note(self, title: str, text: str) -> None:
        """A small title and words under it."""
        self._column.addWidget(label(title, "caption", wrap=True))
        self._column.addWidget(label(text, "body", wrap=True))

    def add(self, widget: QWidget) -> None:
        """A picture, or whatever else belongs between the facts."""
        self._column.addWidget(widget)

    def fill(self) -> None:
        """Push everything up and allow the actions: call it last."""
        self._foot.setEnabled(True)
        self._column.addStretch(1)


class DrawerFrame(QWidget):
    """What one gives to `shell.drawer`: a head with a name, a scrolling `body`, and a `foot` that stays in sight."""

    def __init__(
        self,
        theme: Theme,
        lang: Lang,
        title: str,
        caption: str = "",
        *,
        close: Callable[[], object],
        avatar: bool = False,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(f"{caption} {title}".strip())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        side = theme.px(20)
        head.setContentsMargins(side, theme.px(14), theme.px(14), theme.px(14))
        head.setSpacing(theme.px(12))
        if avatar:
            head.addWidget(Avatar(theme, title, 40))
        names = QVBoxLayout()
        names.setSpacing(theme.px(2))
        if caption:
            names.addWidget(label(caption, "secondary"))
        names.addWidget(ElidedLabel(title, "section"))
        head.addLayout(names, 1)
        self.close_button = icon_button(theme, words.CLOSE(lang) + " (Esc)", "x", close)
        head.addWidget(self.close_button)
        column.addLayout(head)
        column.addWidget(rule())
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(side, theme.px(12), side, theme.px(16))
        self.body.setSpacing(theme.px(10))
        self.inside = scroll(inside)
        column.addWidget(self.inside, 1)
        column.addWidget(rule())
        foot = QWidget()
        self.foot = QVBoxLayout(foot)
        self.foot.setContentsMargins(side, theme.px(10), side, theme.px(14))
        self.foot.setSpacing(theme.px(8))
        column.addWidget(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no control in it takes read on, where there is nothing to fill in, too."""
        step = READ_ON.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.inside.verticalScrollBar().triggerAction(step)
