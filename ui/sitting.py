"""What was changed since the office was opened, in order: taken back one by one or several at once, and done again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from casefiles import undoing
from ui import words_forms
from ui import words_sitting as words
from ui.widgets.buttons import button
from ui.widgets.cards import SectionHeader
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent

    from casefiles.recording import Saved
    from casefiles.undoing import Swap
    from ui.window import Shell

MOST = 200


@dataclass
class Done:
    """One change of this sitting; `back` when it was taken back: then `saved` is what undoing it would do again."""

    at: datetime
    who: str
    said: str
    saved: Saved
    back: bool = False


@dataclass
class Sitting:
    """From opening an office to closing it: what was changed, newest first, and the ids of those changes."""

    office: object
    done: list[Done] = field(default_factory=list)
    ours: set[bytes] = field(default_factory=set)
    swapping: bool = False
    """some are being taken back: until that is known nothing else is"""


_sittings: WeakKeyDictionary[Shell, Sitting] = WeakKeyDictionary()


def _sitting(shell: Shell) -> Sitting:
    held = _sittings.get(shell)
    if held is None or held.office is not shell.office:
        held = _sittings[shell] = Sitting(shell.office)
    return held


def changes(shell: Shell) -> list[Done]:
    """The changes since this office was opened, newest first."""
    return _sitting(shell).done


def note(shell: Shell, saved: Saved, said: str) -> Done:
    """Something was saved."""
    done = Done(shell.now(), shell.office.me.name, said, saved)
    now = _sitting(shell)
    now.ours.update(saved.touched.last.values())
    now.done.insert(0, done)
    del now.done[MOST:]
    return done


def swap(shell: Shell, chosen: list[Done], told: str = "") -> None:
    """Take these back, newest first; those that were taken back already are done again, oldest first.

    What was changed later in a record that is put back, and what hangs on a record that goes, goes along; what is done
    again brings along what it stands on. All in one transaction: a refusal leaves everything as it was.
    """
    office, now, wanted = shell.office, _sitting(shell), {id(one) for one in chosen}
    known, ours = list(now.done), frozenset(now.ours)
    done = [(one.saved, one.back) for one in known]
    places = [n for n, one in enumerate(known) if id(one) in wanted]

    def finished(found: Swap) -> None:
        from ui.undoing import announce

        order = [known[n] for n in found.places]
        taken = sum(not one.back for one in order)
        for one, saved in zip(order, found.saves, strict=True):
            one.saved, one.back = saved, not one.back
        now.ours.update(found.touched.last.values())
        announce(shell, found.touched)
        lang = shell.lang
        parts = [words.TAKEN_N(lang, n=taken)] if taken else []
        parts += [words.AGAIN_N(lang, n=len(order) - taken)] if len(order) > taken else []
        shell.toast(told if told and len(order) == 1 else " · ".join(parts))
        if isinstance(shell.drawn, ChangesDrawer):
            shell.drawn.fill()

    def over() -> None:
        now.swapping = False

    if places and not now.swapping:
        now.swapping = True
        job = shell.jobs.write(lambda _step: undoing.swap(office, done, places, ours), done=finished)
        job.ended.connect(over)


class _List(QListWidget):
    """Enter takes back or does again what is chosen; Space chooses."""

    def __init__(self, drawer: ChangesDrawer) -> None:
        super().__init__()
        self._drawer = drawer
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._drawer.swap()
        else:
            super().keyPressEvent(event)


class ChangesDrawer(DrawerFrame):
    """The list of the sitting (Ctrl+Shift+Z)."""

    def __init__(self, shell: Shell) -> None:
        theme, lang = shell.theme, shell.lang
        super().__init__(theme, lang, words.CHANGES(lang), close=lambda: shell.drawer(None))
        self.shell = shell
        self.body.addWidget(label(words.CHANGES_HELP(lang), "secondary", wrap=True))
        self.none = label(words.CHANGES_NONE(lang), "secondary", wrap=True)
        self.body.addWidget(self.none)
        self.list = _List(self)
        self.list.setObjectName("changes")
        self.list.setAccessibleName(words.CHANGES(lang))
        self.list.setAccessibleDescription(words.CHANGES_HELP(lang))
        self.list.setMinimumHeight(theme.tall(360))
        self.body.addWidget(self.list, 1)
        self.act = button(theme, words.TAKE_BACK(lang), "primary", "undo-2", self.swap)
        self.foot.addWidget(self.act)
        self.fill()

    def fill(self) -> None:
        """Read the list afresh."""
        lang, at = self.shell.lang, self.list.currentRow()
        self.list.clear()
        known = changes(self.shell)
        for one in known:
            line = words.LINE(lang, clock=f"{one.at:%H:%M}", who=one.who, what=one.said)
            self.list.addItem(QListWidgetItem(words.TAKEN_BACK(lang, line=line) if one.back else line))
        self.none.setVisible(not known)
        self.list.setVisible(bool(known))
        self.act.setEnabled(bool(known))
        if known:
            self.list.setCurrentRow(max(0, min(at, len(known) - 1)))
            self.list.clearSelection()

    def swap(self) -> None:
        """What is chosen, or the line with the keyboard."""
        known = changes(self.shell)
        rows = sorted({index.row() for index in self.list.selectedIndexes()} or {self.list.currentRow()})
        swap(self.shell, [known[row] for row in rows if 0 <= row < len(known)])

    def focus_first(self) -> None:
        (self.list if self.list.isVisible() else self.close_button).setFocus()

    def on_changed(self, entity: str, ids: object) -> None:
        """Its own list is filled again when it is done."""


def open_changes(shell: Shell) -> None:
    """The drawer; it is made anew when the look or the language is switched."""
    if shell.is_open:
        shell.drawer(ChangesDrawer(shell), lambda: ChangesDrawer(shell))


class MeanwhileDrawer(DrawerFrame):
    """Both values of what somebody else changed while the form was open."""

    def __init__(self, shell: Shell, row: str) -> None:
        from ui.pages.child_side import conflicts_card  # only when there is something to choose

        theme, lang = shell.theme, shell.lang
        super().__init__(theme, lang, words.MEANWHILE(lang), close=lambda: shell.drawer(None))
        self.shell, self.row = shell, row
        self.body.addWidget(label(words.MEANWHILE_HELP(lang), "secondary", wrap=True))
        found = shell.office.queries.get(row)
        card = conflicts_card(shell, [found] if found is not None else [], self)
        if card is not None:
            heading = card.findChild(SectionHeader)
            if heading is not None:
                heading.hide()  # the drawer says so itself
            self.body.addWidget(card)
        self.body.addStretch(1)
        later = button(theme, words_forms.CANCEL(lang), "ghost", click=lambda: shell.drawer(None))
        self.foot.addWidget(later)

    def focus_first(self) -> None:
        first = self.nextInFocusChain()
        (first or self).setFocus()

    def on_changed(self, entity: str, ids: object) -> None:
        """Chosen: nothing is left to choose."""
        found = self.shell.office.queries.get(self.row)
        if found is not None and not found.rivals and self.shell.drawn is self:
            self.shell.drawer(None)


