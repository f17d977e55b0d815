"""The worklists of the day: the lists with their counts at the left, the lines of one at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from casefiles import worklists
from casefiles.domain.entities import BY_PREFIX
from casefiles.papers.daylist import TO_DO
from ui import (
    homecoming,
    language,
    words_asking,
    words_norms,
    words_twins,
    worklist_lines,
)
from ui import words_worklists as words
from ui.due import due_words
from ui.pages import worklist_acts
from ui.pages.child_parts import Line, clear
from ui.pages.worklist_chooser import ListChooser
from ui.twins_search import SearchBar
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card, EmptyState, SectionHeader
from ui.widgets.panels import lay_out, scroll
from ui.widgets.text import Pill, label
from ui.worklist_places import open_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.worklists import Line as Entry
    from casefiles.worklists import Tally
    from ui.window import Shell

    Answer = tuple[Tally, str, list[Entry], dict[str, str], dict[str, str]]

SHOWN = 100
BESIDE = 640
"""width of the page at standard text size below which lists and lines do not stand side by side"""
STAYS = ("reports", "tasks", "receipts")
"""lists whose lines are not put off"""


class WorklistsPage(QWidget):
    """Up and Down go through lists or lines, Left and Right between them, Enter opens."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.name = "overdue"
        self.tally = worklists.Tally({}, {})
        """lines left for today and lines put off; a number that takes long follows"""
        self.with_off = False
        """whether lines that were put off until tomorrow are shown"""
        self.off: dict[str, str] = {}
        self.shown, self.more = 0, label("", "secondary")
        theme, lang = shell.theme, shell.lang
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        outer.setSpacing(theme.px(12))
        paper = button(theme, words.PRINT(lang), "", "printer", self.print_day)
        paper.setObjectName("print-day")
        rules = button(theme, words_norms.PAGE(lang), "", "calendar-check", lambda: shell.open("norms"))
        rules.setObjectName("norms")
        mine = button(theme, words.MY_VILLAGES(lang), "soft", "map-pin", self.choose_villages)
        mine.setObjectName("my-villages")
        head = SectionHeader(theme, words.PAGE(lang), paper, rules, mine, kind="page")
        self.standing = head.note
        outer.addWidget(head)
        self.chooser = ListChooser(lang)
        self.chooser.wanted.connect(self.choose)
        self.chooser.hide()
        outer.addWidget(self.chooser)
        across = QHBoxLayout()
        across.setSpacing(theme.px(12))
        self.lists = QWidget()
        self.buttons = QVBoxLayout(self.lists)
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.buttons.setSpacing(theme.px(2))
        self.lists.installEventFilter(self)
        self.left = scroll(self.lists)
        across.addWidget(self.left, 2)
        self.card = Card(theme)
        self.lines = QVBoxLayout()
        self.card.body.addLayout(self.lines)
        self.card.body.addStretch(1)
        self.right: QScrollArea = scroll(self.card)
        across.addWidget(self.right, 5)
        outer.addLayout(across, 1)

    def enter(self, worklist: str = "") -> None:
        """Show this list."""
        if worklist in worklists.NAMES:
            self.name = worklist
        self.reload()

    def where(self) -> dict[str, str]:
        """What to open again when one comes back."""
        return {"worklist": self.name}

    def reload(self) -> None:
        """Count and read anew."""
        office, name = self.shell.office, self.name

        def ask(_step: object) -> Answer:
            off = worklists.off(office, name)
            found = worklists.lines(office, name, SHOWN + len(off))
            return worklists.tally(office, whole=False), name, found, worklists.deputies(office), off

        self.shell.jobs.read(ask, done=self._show, owner=self, newest="worklists")

    def on_changed(self, entity: str, ids: object) -> None:
        """Any save may shorten a list."""
        self.reload()

    def focus_first(self) -> None:
        """The keyboard starts at the list in sight."""
        if not self.chooser.isHidden():
            self.chooser.setFocus()
            return
        found = self.lists.findChildren(QPushButton, f"list-{self.name}")  # one that is about to be deleted is first
        (found[-1] if found else self).setFocus()

    def choose(self, name: str) -> None:
        """Show another list."""
        if name != self.name:
            self.shell.open("worklists", worklist=name)

    def print_day(self) -> None:
        """Today's list as a paper to take along, looked at before it is printed."""
        shell, lang, office = self.shell, self.shell.lang, self.shell.office

        def show(ids: list[str]) -> None:
            if ids:
                shell.open("preview", paper="day-list", ids=ids)
            else:
                shell.toast(words.NONE_TO_PRINT(lang))

        shell.jobs.read(lambda _step: list(worklists.of_day(office, tuple(TO_DO))), done=show, owner=self)

    def choose_villages(self) -> None:
        """The drawer with the villages somebody answers for."""
        from ui.pages.my_villages import VillagesDrawer

        def make() -> VillagesDrawer:
            return VillagesDrawer(self.shell, self.reload)

        self.shell.drawer(make(), make)

    def _show(self, answer: Answer) -> None:
        self.tally, name, found, deputies, self.off = answer
        lang = self.shell.lang
        said = [words.STANDING_IN(lang, who=who, day=day) for who, day in deputies.items()]
        self.standing.set(" · ".join(said))
        at = QApplication.focusWidget()
        had = at is None or at is self or self.lists.isAncestorOf(at)
        self._show_lists()
        if name == self.name:
            self._show_lines(found)
        if had:
            self.focus_first()
        lay_out()
        if self.tally.waits:
            office = self.shell.office
            self.shell.jobs.read(
                lambda _step: worklists.tally(office), done=self._follow, owner=self, newest="worklists-rest"
            )

    def _follow(self, tally: Tally) -> None:
        """A number that took its time: put in its place, nothing else on the page moves."""
        late, self.tally = self.tally.waits, tally if self.tally.waits else self.tally
        for name in late:
            for one in self.lists.findChildren(QPushButton, f"list-{name}"):
                self._tell_number(one, name)
                if not tally.left[name] and name != self.name:
                    if one.hasFocus():
                        self.focus_first()
                    one.hide()
        self._fill_chooser()
        self._tell_more()

    @property
    def counts(self) -> Mapping[str, int]:
        """Lines left for today."""
        return self.tally.left

    def _show_lists(self) -> None:
        clear(self.buttons)
        theme = self.shell.theme
        for name, n in self.counts.items():
            chosen = name == self.name
            if not self._is_shown(name):
                continue
            one = button(theme, "", "soft" if chosen else "ghost", "", partial(self.choose, name))
            one.setObjectName(f"list-{name}")
            self._tell_number(one, name)
            urgent = name == "reports" and n
            colour = (
                f"; color: {theme.palette.danger}"
                if urgent
                else ""
                if n
                else f"; color: {theme.palette.text2}"
            )
            one.setStyleSheet(f"text-align: left{colour}")
            if urgent:
                one.setIcon(theme.icon("triangle-alert", "danger", 20))
            one.installEventFilter(self)
            self.buttons.addWidget(one)
        self.buttons.addStretch(1)
        self._fill_chooser()

    def _fill_chooser(self) -> None:
        self.chooser.fill({name: self._called(name) for name in self.counts if self._is_shown(name)}, self.name)

    def _is_shown(self, name: str) -> bool:
        """Lists that are empty are left out, but for the one in sight, and twins: a search may find some."""
        return bool(self.counts[name]) or name in (self.name, "twins") or name in self.tally.waits

    def _called(self, name: str) -> str:
        """The list and how long it is; dots stand where the number will be."""
        lang = self.shell.lang
        n = "…" if name in self.tally.waits else language.number(self.counts[name], lang)
        return f"{words.NAMES[name](lang)}  {n}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside lists that take half of the page its lines would be cut: then one line stands for the lists."""
        super().resizeEvent(event)
        narrow = self.width() < self.shell.theme.tall(BESIDE)
        if narrow != self.left.isHidden():
            at = QApplication.focusWidget()
            had = at is not None and (at is self.chooser or self.lists.isAncestorOf(at))
            self.left.setVisible(not narrow)
            self.chooser.setVisible(narrow)
            if had:
                self.focus_first()

    def _tell_number(self, one: QPushButton, name: str) -> None:
        called, lang = self._called(name), self.shell.lang
        one.setText(called)
        n = called.rpartition("  ")[2]
        one.setAccessibleName(words.OPEN_LIST(lang, list=words.NAMES[name](lang), n=n))

    def _show_lines(self, found: list[Entry]) -> None:
        clear(self.lines)
        theme, lang = self.shell.theme, self.shell.lang
        hidden = [one for one in found if worklists.key(one) in self.off]
        if not self.with_off:
            found = [one for one in found if one not in hidden]
        whole = self.counts.get(self.name, 0) + self.tally.away.get(self.name, 0)
        self.shown, self.more = len(found), label("", "secondary")
        self.lines.addWidget(label(words.NAMES[self.name](lang), "section", wrap=True))
        known = words.HELP.get(self.name)
        told = known(lang) if known else language.counted(words.MISSING_HELP[self.name], whole, lang)
        if self.name == "twins":
            self.lines.addWidget(SearchBar(self.shell, self, self.reload))
        if not found:
            self.lines.addWidget(
                EmptyState(theme, words.ALL_DONE(lang), words.ALL_DONE_HELP(lang), icon="circle-check")
            )
            self._show_off(len(hidden))
            return
        self.lines.addWidget(label(told, "secondary", wrap=True))
        for place, entry in enumerate(found):
            self.lines.addWidget(self._line(entry, first=place == 0))
        self.lines.addWidget(self.more)
        self._tell_more()
        self._show_off(len(hidden))
        self.right.verticalScrollBar().setValue(0)

    def _tell_more(self) -> None:
        """How many lines of the list are not shown, as soon as that is known."""
        away = self.tally.away.get(self.name, 0) if self.with_off else 0
        rest = self.counts.get(self.name, 0) + away - self.shown
        if shiboken6.isValid(self.more):
            self.more.setText(words.MORE(self.shell.lang, n=language.number(rest, self.shell.lang)))
            self.more.setVisible(rest > 0)

    def _show_off(self, n: int) -> None:
        """A line that says how many were put off, and shows them."""
        if n:
            said = words.HIDE_OFF(self.shell.lang) if self.with_off else words.SHOW_OFF(self.shell.lang, n=n)
            more = button(self.shell.theme, said, "ghost", "clock", self.show_off)
            more.setObjectName("show-off")
            more.installEventFilter(self)
            self.lines.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _line(self, entry: Entry, *, first: bool) -> Line:
        theme, lang = self.shell.theme, self.shell.lang
        name = entry.name or BY_PREFIX[entry.id.partition("-")[0]].label(lang)
        if self.name == "twins":
            name = words_twins.AND(lang, name=name, other=entry.more["name"])
        right: list[QWidget] = []
        if entry.mine:
            right.append(Pill(theme, words.MINE(lang), "primary"))
        if self.name in ("overdue", "due_week"):
            due = due_words(entry.day, self.shell.office.clock.today(), lang, entry.more.get("state"))
            right.append(Pill(theme, *due))
        if self.name == "reports":
            late = entry.more.get("state") == "open"
            said = (words.NOT_REPORTED if late else words.RUNNING)(lang)
            right.append(Pill(theme, said, "danger" if late else "warn", "triangle-alert" if late else ""))
        if self.name == "follow_ups":
            act = partial(worklist_acts.done, self.shell, entry, self)
            done = button(theme, words.DONE(lang), "soft", "check", act)
            done.setAccessibleName(words.DONE_FOR(lang, name=name))
            done.setObjectName("done-line")
            done.installEventFilter(self)
            right.append(done)
        if self.name == "came_back":
            for answer in homecoming.buttons(self.shell, entry.more["row"], name, self, narrow=True):
                answer.setObjectName("done-line")
                answer.installEventFilter(self)
                right.append(answer)
        if self.name not in STAYS:
            act = partial(worklist_acts.put_off, self.shell, self.name, entry, self)
            later = icon_button(theme, words.PUT_OFF(lang, name=name), "clock", act)
            later.setObjectName("put-off")
            later.installEventFilter(self)
            right.append(later)
        opens = partial(self._open, entry)
        go = icon_button(theme, words.OPEN(lang, name=name), "file-text", opens)
        if self.name == "questions":  # what is to be done stands there in words
            go = button(theme, words_asking.DO_ANSWER(lang), "soft", "check", opens)
            go.setAccessibleName(words.OPEN(lang, name=name))
        go.setObjectName("open-line")
        go.installEventFilter(self)
        right.append(go)
        told = worklist_lines.said(self.name, entry, self.shell.office.clock.today(), lang)
        beside = " · ".join(part for part in (entry.village, told) if part)
        return Line(theme, name, beside, "", *right, first=first, opens=opens)

    def show_off(self) -> None:
        """Show the lines that were put off as well, or leave them out again."""
        self.with_off = not self.with_off
        self.reload()

    def _open(self, entry: Entry) -> None:
        open_line(self.shell, self.name, entry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys on a list or a line (a button alone would hand the focus on as Tab does); the lists' width."""
        if watched is self.lists and event.type() == QEvent.Type.LayoutRequest:
            self._widen()
        if isinstance(watched, QPushButton) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._moved(watched, Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _moved(self, at: QPushButton, key: Qt.Key) -> bool:
        left = self.lists.isAncestorOf(at)
        among = [b for b in (self.lists if left else self.card).findChildren(QPushButton) if b.isVisible()]
        if not left:  # up and down go from line to line
            among = [b for b in among if b.objectName() in (at.objectName(), "show-off")]
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            to = among[max(0, min(len(among) - 1, among.index(at) + step))]
            to.setFocus()
            (self.left if left else self.right).ensureWidgetVisible(to)
        elif key == Qt.Key.Key_Left:
            self.focus_first()
        elif key == Qt.Key.Key_Right and left:
            first = self.card.findChild(QPushButton, "open-line")
            if first is not None:
                first.setFocus()
        return key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right)

    def _widen(self) -> None:
        """Wide enough for the longest name: words are never cut."""
        bar = self.left.verticalScrollBar().sizeHint().width()
        self.left.setMinimumWidth(self.lists.minimumSizeHint().width() + bar)
