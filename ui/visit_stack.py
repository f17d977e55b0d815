"""A stack of papers: how many are in, since when, what stays from one to the next, and who comes next."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QProgressBar, QVBoxLayout, QWidget

from casefiles import visiting
from casefiles.domain.entities import ENTITIES
from ui import language
from ui import words_stack as words
from ui.fields_lines import LineBox
from ui.widgets.buttons import Segmented, button
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label

if TYPE_CHECKING:
    from ui.window import Shell

STACK = "visit.stack"
"""desk setting: the stack that is being entered (this computer only, never merged)"""
PINNABLE = ("on", "kind", "mentor", "place", "minutes")
MOST = 200
"""papers a stack may have"""
ID_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Stack:
    """One sitting: `of` papers (0: not said), those entered, newest last, when the first was begun."""

    of: int = 0
    began: str = ""
    last: str = ""
    entered: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()
    follow: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    """what pinned fields hold"""

    @classmethod
    def read(cls, text: str | None, now: dt.datetime) -> Stack:
        """The stack as it was kept; on another day a new one with the same habits."""
        try:
            found = json.loads(text) if text else {}
            made = cls(
                **{**found, "entered": tuple(found.get("entered", ())), "pins": tuple(found.get("pins", ()))}
            )
        except (TypeError, ValueError):
            return cls()
        return made if made.began[:10] == now.date().isoformat() else made.anew()

    def text(self) -> str:
        """For the desk setting."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def anew(self) -> Stack:
        """The next stack: nothing entered, the habits stay."""
        return replace(self, of=0, began="", last="", entered=())

    def begun(self, now: dt.datetime) -> Stack:
        """Somebody typed: the clock runs from the first paper on."""
        return self if self.began else replace(self, began=now.isoformat(timespec="seconds"))

    def plus(self, visit: str, now: dt.datetime, pinned: dict[str, str]) -> Stack:
        """One more is in."""
        made = self.begun(now)
        return replace(
            made, entered=(*made.entered, visit), last=now.isoformat(timespec="seconds"), kept=pinned
        )

    def without(self, gone: set[str]) -> Stack:
        """Those that were taken back do not count."""
        return replace(self, entered=tuple(one for one in self.entered if one not in gone))

    @property
    def seconds(self) -> int:
        """From the first key to the last save."""
        if not (self.began and self.last):
            return 0
        began, last = (dt.datetime.fromisoformat(at) for at in (self.began, self.last))
        return max(0, round((last - began).total_seconds()))


class StackBar(QWidget):
    """Says how far the stack is; how many there are and who comes next is said here. `changed` when a person did."""

    of_changed = Signal(int)
    follow_changed = Signal(str)
    anew = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        theme, lang = shell.theme, shell.lang
        self.shell = shell
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        row = QWidget()
        flow = FlowLayout(row, theme.px(10))
        self.said = label("", "strong")
        self.said.setMinimumHeight(theme.tall(38))
        flow.addWidget(self.said)
        count = QWidget()
        beside = QHBoxLayout(count)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.px(6))
        title = label(words.OF(lang), "secondary")
        beside.addWidget(title)
        self.of = LineBox(words.OF(lang), digits=True)
        self.of.setValidator(QIntValidator(0, MOST, self.of))
        self.of.setFixedWidth(theme.tall(64))
        self.of.setToolTip(words.OF_TIP(lang))
        self.of.setObjectName("stack-of")
        title.setBuddy(self.of)
        self.of.edited.connect(lambda: self.of_changed.emit(int(self.of.text() or 0)))
        beside.addWidget(self.of)
        flow.addWidget(count)
        follow = QWidget()
        next_row = QHBoxLayout(follow)
        next_row.setContentsMargins(0, 0, 0, 0)
        next_row.setSpacing(theme.px(6))
        next_row.addWidget(label(words.NEXT(lang), "secondary"))
        choices = [(key, words.NEXT_BY[key](lang)) for key in visiting.NEXT]
        self.follow = Segmented(theme, choices, name=words.NEXT(lang))
        self.follow.setToolTip(words.NEXT_TIP(lang))
        self.follow.chosen.connect(self.follow_changed)
        next_row.addWidget(self.follow)
        flow.addWidget(follow)
        new = button(theme, words.NEW(lang), "ghost", "refresh-cw", self.anew.emit, tip=words.NEW_TIP(lang))
        new.setObjectName("stack-new")
        flow.addWidget(new)
        column.addWidget(row)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.px(6))
        self.bar.setAccessibleName(words.TITLE(lang))
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.bar)

    def show_stack(self, stack: Stack) -> None:
        """How far it is."""
        lang, n = self.shell.lang, len(stack.entered)
        if not self.of.hasFocus():
            self.of.put(str(stack.of or ""))
        self.follow.set(stack.follow)
        done = bool(stack.of) and n >= stack.of
        parts = [(words.COUNTED_OF if stack.of else words.COUNTED)(lang, n=n, of=stack.of)]
        if n:
            parts.append(language.counted(words.MINUTES, max(1, round(stack.seconds / 60)), lang))
        if n > 1:
            parts.append(words.EACH(lang, n=round(stack.seconds / n)))
        if done:
            parts.append(words.ALL_IN(lang))
        self.said.setText(" · ".join(parts))
        self.bar.setVisible(bool(stack.of))
        self.bar.setRange(0, max(1, stack.of))
        self.bar.setValue(min(n, stack.of))
        self.bar.setAccessibleDescription(parts[0])


class EnteredList(QListWidget):
    """The visits of this sitting, newest first. `opened(id)` on Enter or double click, `left` on Esc."""

    opened = Signal(str)
    left = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.setObjectName("entered")
        self.setAccessibleName(words.ENTERED_LIST(shell.lang))
        self.setAccessibleDescription(words.ENTERED_HELP(shell.lang))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(str(item.data(ID_ROLE))))

    def show_visits(self, ids: tuple[str, ...]) -> None:
        """Read them afresh: what was corrected shows."""
        office, lang = self.shell.office, self.shell.lang
        at = self.currentItem().data(ID_ROLE) if self.currentItem() is not None else None
        fields = ENTITIES["visit"].fields
        self.clear()
        for one in reversed(ids):
            visit = office.queries.get(one)
            if visit is None or visit.deleted:
                continue
            child = office.queries.get(str(visit.values.get("child")))
            what = " · ".join(
                said for n in ("kind", "contact") if (said := fields[n].kind.show(visit.values.get(n), lang))
            )
            name = str(child.values.get("name") or "") if child is not None else ""
            item = QListWidgetItem(words.LINE(lang, name=name, day=visit.values.get("on"), what=what))
            item.setData(ID_ROLE, one)
            self.addItem(item)
            if one == at:
                self.setCurrentItem(item)
        if self.currentItem() is None and self.count():
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.opened.emit(str(self.currentItem().data(ID_ROLE)))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
