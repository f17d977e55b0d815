"""The panel beside those who wait: who fits, best first, each with the reasons and their points. Arrows go through
them, Enter joins, Left goes back to the list. A person decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casefiles import suggesting
from ui import words_matching as words
from ui import words_registers as w
from ui.widgets.buttons import button
from ui.widgets.cards import Card, rule
from ui.widgets.panels import scroll
from ui.widgets.text import Avatar, ElidedLabel, Pill, label

if TYPE_CHECKING:
    from casefiles.domain.fitting import Reason
    from ui.window import Shell


@dataclass(frozen=True)
class Offer:
    """One who fits: whom a button joins, what stands beside the name, and whether it may be more than a proposal."""

    row: str
    name: str
    beside: str
    score: int
    reasons: Sequence[Reason]
    may_match: bool = True


class SuggestionPanel(Card):
    """`show_offers(...)` fills it; `back` asks for the list again. `join(row, propose)` is what a button does."""

    back = Signal()

    def __init__(self, shell: Shell, hint: str, join: Callable[[str, bool], object]) -> None:
        super().__init__(shell.theme)
        theme, lang = shell.theme, shell.lang
        self.shell, self.hint, self.join = shell, hint, join
        self.setMinimumWidth(theme.tall(380))
        self.heading = label(hint, "section", wrap=True)
        self.body.addWidget(self.heading)
        self.body.addWidget(label(w.WHY(lang), "caption", wrap=True))
        self.body.addWidget(label(words.KEYS(lang), "caption", wrap=True))
        self.so_far = label("", "body", tone="info", wrap=True)
        self.so_far.hide()
        self.body.addWidget(self.so_far)
        self.together = QCheckBox()
        self.together.setObjectName("together")
        self.together.hide()
        self.body.addWidget(self.together)
        self.lines = QVBoxLayout()
        self.body.addLayout(self.lines, 1)
        self.filler = QWidget()  # keeps the words at the top while nobody is offered
        self.lines.addWidget(self.filler, 1)
        self.list: QWidget | None = None
        self.waiting = self._wanted = False

    def clear(self) -> None:
        """Nobody is chosen."""
        self.heading.setText(self.hint)
        self.together.hide()
        self.so_far.hide()
        self.waiting = self._wanted = False
        self._put(None)

    def wait(self, heading: str) -> None:
        """Somebody else is chosen: what was offered for the one before goes at once."""
        self.heading.setText(heading)
        self.together.hide()
        self.so_far.hide()
        self.waiting, self._wanted = True, False
        self._put(label(words.LOOKING(self.shell.lang), "secondary", wrap=True))

    def show_offers(
        self, heading: str, none: str, offers: Sequence[Offer], siblings: str = "", so_far: str = ""
    ) -> None:
        """Those who fit; `siblings` offers to join brothers and sisters in the same save, `so_far` says who is proposed
        already."""
        theme = self.shell.theme
        self.so_far.setText(so_far)
        self.so_far.setVisible(bool(so_far))
        self.heading.setText(heading)
        self.together.setText(siblings)
        self.together.setAccessibleName(siblings)
        self.together.setChecked(False)
        self.together.setVisible(bool(siblings))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(4), 0)
        column.setSpacing(theme.px(10))
        if not offers:
            column.addWidget(label(none, "secondary", wrap=True))
        for place, offer in enumerate(offers):
            column.addWidget(self._line(offer, first=not place))
        column.addStretch(1)
        self._put(scroll(inside))
        wanted, self.waiting, self._wanted = self._wanted, False, False
        if wanted:
            self.focus_best()

    def focus_best(self) -> bool:
        """The keyboard to the best one, now or once they are found; whether there is one."""
        if self.waiting:
            self._wanted = True
            return True
        found = self._buttons()
        if found:
            found[0].setFocus()
        return bool(found)

    def _buttons(self) -> list[QPushButton]:
        if self.list is None:
            return []
        return [b for b in self.list.findChildren(QPushButton) if b.objectName().startswith("offer-")]

    def _put(self, found: QWidget | None) -> None:
        old, self.list = self.list, found
        if old is not None:
            if old.isAncestorOf(self.window().focusWidget()):
                self.back.emit()  # the button that was pressed goes; who is next is in the list
            old.hide()
            old.deleteLater()
        self.filler.setVisible(found is None)
        if found is not None:
            self.lines.addWidget(found, 1)

    def _line(self, offer: Offer, *, first: bool) -> QWidget:
        theme, lang = self.shell.theme, self.shell.lang
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        if not first:
            column.addWidget(rule())
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(Avatar(theme, offer.name, 36), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(2))
        top = QHBoxLayout()
        top.addWidget(ElidedLabel(offer.name, "strong"))
        top.addWidget(ElidedLabel(offer.beside, "secondary"), 1)
        top.addWidget(Pill(theme, w.SCORE(lang, n=offer.score), "primary" if offer.may_match else "neutral"))
        texts.addLayout(top)
        why = ("、" if lang == "zh" else ", ").join(suggesting.say(r, lang) for r in offer.reasons)
        texts.addWidget(label(why, "caption", wrap=True))
        acts = QHBoxLayout()
        acts.setSpacing(theme.px(6))
        main = self._button(offer, propose=not offer.may_match)
        main.setObjectName(f"offer-{offer.row}")
        main.installEventFilter(self)
        acts.addWidget(main)
        if offer.may_match:
            acts.addWidget(self._button(offer, propose=True))
        acts.addStretch(1)
        texts.addLayout(acts)
        row.addLayout(texts, 1)
        column.addLayout(row)
        return line

    def _button(self, offer: Offer, *, propose: bool) -> QPushButton:
        theme, lang = self.shell.theme, self.shell.lang
        text = (words.PROPOSE if propose else w.MATCH)(lang)
        named = (words.PROPOSE_WITH if propose else w.MATCH_WITH)(lang, name=offer.name)
        kind, icon = ("ghost", "clock") if propose and offer.may_match else ("soft", "heart-handshake")
        made = button(theme, text, kind, icon, partial(self.join, offer.row, propose))
        made.setAccessibleName(named)
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go through those who fit, Enter joins, Left goes back to the list."""
        if not (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QPushButton)
        ):
            return super().eventFilter(watched, event)
        key, among = event.key(), self._buttons()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            at = among.index(watched) + (1 if key == Qt.Key.Key_Down else -1)
            to = among[max(0, min(len(among) - 1, at))]
            to.setFocus()
            if self.list is not None:
                self.list.ensureWidgetVisible(to)  # type: ignore[attr-defined]
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            watched.click()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Escape):
            self.back.emit()
        else:
            return super().eventFilter(watched, event)
        return True
