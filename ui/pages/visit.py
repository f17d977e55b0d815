"""The page for entering visits one after another: the form at the left, what helps at the right."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from casefiles import visiting
from casefiles.domain.entities import ENTITIES
from ui import words_stack
from ui import words_visit as words
from ui.pages.child_parts import clear
from ui.veiled import running
from ui.visit_entry import VisitEntry
from ui.visit_stack import ID_ROLE, MOST, EnteredList, Stack, StackBar
from ui.widgets.buttons import button
from ui.widgets.cards import Card, is_low, rule
from ui.widgets.panels import TIGHT, scroll
from ui.widgets.text import Pill, label

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from ui.window import Shell

SIDE = 272
LEAST = 420
WITH_SIDE = 780
SHOWN_VISITS = 3
LIST = 170
"""least height of the list of what was entered, at standard text size"""


class VisitPage(QWidget):
    """`enter(child=id)` begins for a child; without, one types."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        theme, lang = shell.theme, shell.lang
        self._came_from: QWidget | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        outer.setSpacing(theme.px(6))
        tight = theme.scale > TIGHT  # the form has the whole width, what helps stands below it
        low = is_low(shell, theme)  # the head scrolls away with the form, which has all the room
        title = label(words.TITLE(lang), "section" if tight else "page")
        self.bar = StackBar(shell)
        if not low:
            outer.addWidget(title)
            if not tight:
                outer.addWidget(label(words.HOW(lang), "secondary", wrap=True))
            outer.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        self.entry = VisitEntry(shell, self, columns=2)
        self.entry.child_chosen.connect(self._show_recent)
        self.entry.saved.connect(self._saved)
        self.entry.wants_next.connect(self.entry.focus_first)
        self.entry.stack_changed.connect(self._show_stack)
        self.bar.of_changed.connect(lambda n: self._keep(of=min(n, MOST)))
        self.bar.follow_changed.connect(lambda by: self._keep(follow=by))
        self.bar.anew.connect(lambda: self.entry.keep(self.entry.stack.anew()))
        self.list = EnteredList(shell)
        self.list.opened.connect(self._correct)
        self.list.left.connect(self.focus_first)
        card = Card(theme)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(4) if tight else 0, 0)
        column.setSpacing(theme.px(12))
        if low:
            column.addWidget(title)
            column.addWidget(self.bar)
        column.addWidget(self.entry)
        card.body.addWidget(scroll(inside), 1)
        card.body.addWidget(rule())
        card.body.addWidget(self.entry.foot)
        row.addWidget(card, 1)
        outer.addLayout(row, 1)
        side = QWidget()
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(0, 0, theme.px(4), 0)
        self._side.setSpacing(theme.px(12))
        self._area: QScrollArea | None = None
        if tight:
            card.body.setContentsMargins(theme.px(14), theme.px(8), theme.px(10), theme.px(8))
            column.addWidget(side)
            column.addStretch(1)
        else:
            side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
            self._area = scroll(side)
            self._area.setFixedWidth(round(SIDE * (1 + (theme.scale - 1) * 0.7)))
            side.setFixedWidth(self._area.width() - 12)
            row.addWidget(self._area)
        self._recent_at = QVBoxLayout()
        self._side.addLayout(self._recent_at)
        self._done = Card(theme, words_stack.ENTERED_LIST(lang))
        self._done.body.addWidget(label(words_stack.ENTERED_HELP(lang), "caption", wrap=True))
        self.list.setMinimumHeight(theme.tall(LIST))
        self._done.body.addWidget(self.list, 1)
        self._side.addWidget(self._done, 1)
        for keys, act in (
            ("F6", self._to_count), ("F7", self._to_list), ("F9", self._next_way),
            ("Ctrl+Shift+N", lambda: self.entry.keep(self.entry.stack.anew())),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._show_recent("")
        self._show_stack(self.entry.stack)

    def enter(self, child: str = "", **_where: Any) -> None:
        self.entry.begin(child)
        QTimer.singleShot(0, self.entry, self.entry.to_top)

    def reload(self) -> None:
        self._show_recent(self.entry.child)

    def where(self) -> dict[str, Any]:
        """The child it was opened for, so that its draft is found again."""
        keeper = self.entry.form.keeper
        child = keeper.key.removeprefix("visit:") if keeper is not None else ""
        return {"child": child} if child else {}

    def focus_first(self) -> None:
        """Back to the field one went to the list from, or where the entry starts."""
        before, self._came_from = self._came_from, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.entry.focus_first()

    def on_changed(self, entity: str, ids: object) -> None:
        if entity in ("visit", "child", "match"):
            self._show_recent(self.entry.child)
            self._show_stack(self.entry.stack)

    def leave(self) -> None:
        self.entry.leave()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to stand beside a drawer: the right side gives way."""
        return QSize(LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._area is not None:
            self._area.setVisible(self.width() >= self.shell.theme.tall(WITH_SIDE))

    def event(self, event: QEvent) -> bool:
        """Esc is ours: the window's own Esc closes drawers only."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            escape = event.key() == Qt.Key.Key_Escape and self.shell.drawn is None
            if escape:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_keeping()
            return
        super().keyPressEvent(event)

    def close_keeping(self) -> None:
        """Keep the draft and go back to where one came from."""
        self.entry.leave()
        here = self.shell.place
        self.shell.back()
        if self.shell.place == here:
            self.shell.open("today")

    def _keep(self, *, of: int | None = None, follow: str | None = None) -> None:
        stack = self.entry.stack
        of, follow = stack.of if of is None else of, stack.follow if follow is None else follow
        self.entry.keep(replace(stack, of=of, follow=follow))

    def _next_way(self) -> None:
        ways = visiting.NEXT
        self._keep(follow=ways[(ways.index(self.entry.stack.follow) + 1) % len(ways)])

    def _to_count(self) -> None:
        self.bar.of.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.of.selectAll()

    def _to_list(self) -> None:
        at = QApplication.focusWidget()
        if at is not None and self.entry.isAncestorOf(at):
            self._came_from = at
        if self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.list.count():  # no room for the list: the last one itself
            self._correct(str(self.list.item(0).data(ID_ROLE)))

    def _correct(self, visit: str) -> None:
        """The drawer with this visit; what is being typed stays as it is."""
        from ui.pages.child_visits import edit_visit  # not needed to enter visits

        edit_visit(self.shell, visit)

    def _show_stack(self, stack: Stack) -> None:
        found = (self.shell.office.queries.get(one) for one in stack.entered)
        gone = {one for one, visit in zip(stack.entered, found, strict=True) if visit is None or visit.deleted}
        standing = stack.without(gone)
        self.bar.show_stack(standing)
        self.list.show_visits(standing.entered)

    def _saved(self, _saved: Saved) -> None:
        self._show_recent(self.entry.child)

    def _show_recent(self, child: str) -> None:
        clear(self._recent_at)
        self._recent_at.addWidget(self._recent(child))

    def _recent(self, child: str) -> Card:
        theme, lang, office = self.shell.theme, self.shell.lang, self.shell.office
        card = Card(theme, words.RECENT(lang))
        visits = office.queries.select("visit", {"child": child}, "-on", limit=SHOWN_VISITS) if child else []
        if not visits:
            said = words.NEVER_VISITED(lang) if child else words.RECENT_NONE(lang)
            card.body.addWidget(label(said, "secondary", wrap=True))
        for visit in visits:
            head = QHBoxLayout()
            head.addWidget(label(str(visit.values.get("on") or ""), "strong"))
            if days := visiting.late(visit):
                head.addWidget(Pill(theme, words_stack.LATE(lang, n=days), "warn"))
            head.addStretch(1)
            card.body.addLayout(head)
            card.body.addWidget(label(_line(visit, lang), "caption", wrap=True))
            card.body.addWidget(label((running(visit.values.get("summary")) or "—"), "secondary", wrap=True))
        who = office.queries.get(child) if child else None
        if who is not None:
            name = str(who.values.get("name") or "")
            go = button(theme, words.OPEN_FILE(lang, name=name), "ghost", "file-text")
            go.clicked.connect(lambda: self.shell.open("child", id=child))
            card.body.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _line(visit: Record, lang: Lang) -> str:
    fields = ENTITIES["visit"].fields
    shown = [fields[n].kind.show(visit.values.get(n), lang) for n in ("kind", "contact", "state")]
    return " · ".join(part for part in shown if part)


def _missing(shell: Shell) -> None:
    page = shell.page
    if isinstance(page, VisitPage):
        page.entry.save()


def _for_child(shell: Shell) -> None:
    """A visit half typed, for the next child who is due."""
    page = shell.page
    if isinstance(page, VisitPage):
        rows = shell.office.queries.register_first("child", "due_or_overdue", "next_due", limit=1)
        page.entry.begin(str(rows[0]["id"]) if rows else "")
        for name, text in (("kind", "home"), ("contact", "child"), ("state", "good")):
            page.entry.form.put(name, text)


def _stack(shell: Shell) -> None:
    """Twelve of thirty are in, the date is kept, the mentor's next child comes up."""
    page = shell.page
    if isinstance(page, VisitPage):
        page.enter()
        ids = tuple(visit.id for visit in shell.office.queries.select("visit", {}, "-on", limit=12))
        last = shell.now().isoformat(timespec="seconds")
        began = (shell.now() - dt.timedelta(minutes=14)).isoformat(timespec="seconds")
        stack = Stack(of=30, began=began, last=last, entered=ids, pins=("on", "kind"), follow="mentor")
        page.entry.keep(stack)
        page.entry.form.put("on", "2026-09-30")


SHOTS = {"missing": _missing, "half": _for_child, "stack": _stack}
"""states worth a picture"""
