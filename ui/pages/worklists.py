"""The worklists of the day: the lists with their counts at the left, the lines of one at the right."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from casefiles import recording, worklists
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from casefiles.papers.daylist import TO_DO
from ui import (
    homecoming,
    language,
    words_household,
    words_norms,
    words_questions,
    words_today,
    words_transfer,
    words_twins,
)
from ui import words_worklists as words
from ui.due import due_words
from ui.pages import worklist_mentors
from ui.pages.child_parts import Line, clear
from ui.twins_search import SearchBar
from ui.undoing import announce, with_undo
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.panels import scroll
from ui.widgets.text import Pill, label
from ui.worklist_places import open_line

if TYPE_CHECKING:
    from casefiles.recording import Saved
    from casefiles.worklists import Line as Entry
    from ui.window import Shell

    Answer = tuple[dict[str, int], dict[str, int], str, list[Entry], dict[str, str], dict[str, str]]

SHOWN = 100
STAYS = ("reports", "tasks", "receipts")
"""lists whose lines are not put off"""


class WorklistsPage(QWidget):
    """Up and Down go through lists or lines, Left and Right between them, Enter opens."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.name = "overdue"
        self.counts: dict[str, int] = {}
        """lines left for today; `away` were put off"""
        self.away: dict[str, int] = {}
        self.with_off = False
        """whether lines that were put off until tomorrow are shown"""
        self.off: dict[str, str] = {}
        theme, lang = shell.theme, shell.lang
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        outer.setSpacing(theme.px(12))
        head = QHBoxLayout()
        head.addWidget(label(words.PAGE(lang), "page"), 1)
        self.standing = label("", "secondary")
        head.addWidget(self.standing)
        paper = button(theme, words.PRINT(lang), "soft", "printer", self.print_day)
        paper.setObjectName("print-day")
        head.addWidget(paper)
        rules = button(theme, words_norms.PAGE(lang), "soft", "calendar-check", lambda: shell.open("norms"))
        rules.setObjectName("norms")
        head.addWidget(rules)
        mine = button(theme, words.MY_VILLAGES(lang), "soft", "map-pin", self.choose_villages)
        mine.setObjectName("my-villages")
        head.addWidget(mine)
        outer.addLayout(head)
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
            away = worklists.put_away(office)
            return worklists.counts(office, away), away, name, found, worklists.deputies(office), off

        self.shell.jobs.read(ask, done=self._show, owner=self, newest="worklists")

    def on_changed(self, entity: str, ids: object) -> None:
        """Any save may shorten a list."""
        self.reload()

    def focus_first(self) -> None:
        """The keyboard starts at the list in sight."""
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
        self.counts, self.away, name, found, deputies, self.off = answer
        lang = self.shell.lang
        said = [words.STANDING_IN(lang, who=who, day=day) for who, day in deputies.items()]
        self.standing.setText(" · ".join(said))
        at = QApplication.focusWidget()
        had = at is None or at is self or self.lists.isAncestorOf(at)
        self._show_lists()
        if name == self.name:
            self._show_lines(found)
        if had:
            self.focus_first()

    def _show_lists(self) -> None:
        clear(self.buttons)
        theme, lang = self.shell.theme, self.shell.lang
        for name, n in self.counts.items():
            chosen = name == self.name
            if not (n or chosen or name == "twins"):  # a search may find some
                continue
            text = f"{words.NAMES[name](lang)}  {language.number(n, lang)}"
            one = button(theme, text, "soft" if chosen else "ghost", "", partial(self.choose, name))
            one.setObjectName(f"list-{name}")
            one.setAccessibleName(words.OPEN_LIST(lang, list=words.NAMES[name](lang), n=n))
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

    def _show_lines(self, found: list[Entry]) -> None:
        clear(self.lines)
        theme, lang = self.shell.theme, self.shell.lang
        hidden = [one for one in found if worklists.key(one) in self.off]
        if not self.with_off:
            found = [one for one in found if one not in hidden]
        whole = self.counts.get(self.name, 0) + self.away.get(self.name, 0)
        n = whole if self.with_off else self.counts.get(self.name, 0)
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
        if n > len(found):
            self.lines.addWidget(
                label(words.MORE(lang, n=language.number(n - len(found), lang)), "secondary")
            )
        self._show_off(len(hidden))
        self.right.verticalScrollBar().setValue(0)

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
            done = button(theme, words.DONE(lang), "soft", "check", partial(self._done, entry))
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
            later = icon_button(theme, words.PUT_OFF(lang, name=name), "clock", partial(self._put_off, entry))
            later.setObjectName("put-off")
            later.installEventFilter(self)
            right.append(later)
        go = icon_button(theme, words.OPEN(lang, name=name), "file-text", partial(self._open, entry))
        go.setObjectName("open-line")
        go.installEventFilter(self)
        right.append(go)
        beside = " · ".join(part for part in (entry.village, self._said(entry)) if part)
        return Line(theme, name, beside, "", *right, first=first)

    def _said(self, entry: Entry) -> str:
        lang, more = self.shell.lang, entry.more
        told = worklist_mentors.said(self.name, entry, self.shell.office.clock.today(), lang)
        if told is not None:
            return told
        if self.name in ("birthdays", "coming_of_age"):
            return words.BIRTHDAY(lang, day=entry.day, age=more.get("age", ""))
        if self.name == "grown":
            return words.IS_AGE(lang, day=entry.day, age=more.get("age", ""))
        if self.name == "reports":
            return words.SEEN_ON(lang, day=entry.day)
        if self.name == "reviews":
            level = ENTITIES["risk_review"].fields["level"].kind.show(more.get("state"), lang)
            return words.REVIEW_DUE(lang, day=entry.day, level=level)
        if self.name == "follow_ups":
            return words.FOLLOW_UP(lang, day=entry.day, what=more.get("state", ""))
        if self.name == "actions":
            return words.ACTION_DUE(lang, day=entry.day, what=more.get("state", ""))
        if self.name == "transfers":
            kinds = {"us": words_transfer.FOR_US, "gone": words_transfer.GONE}
            said = kinds.get(more.get("for", ""), words_transfer.FROM_US)(lang, to=more["to"])
            return " · ".join((said, entry.day))
        if self.name == "came_back":
            return language.counted(words_transfer.BACK_LINE, int(more["n"]), lang, to=more["to"], day=entry.day)
        if self.name in ("questions", "answers"):
            return words_questions.said(self.name, more, entry.day, lang)
        if self.name == "twins":
            return more[f"why_{lang}"]
        if self.name == "pledges":
            return words_household.WORK_PLEDGE(lang, who=more.get("state", ""), day=entry.day)
        if self.name == "economies":
            kind = ENTITIES["economic_spell"].fields["kind"].kind.show(more.get("state"), lang)
            return words_household.WORK_ECONOMY(lang, kind=kind, day=entry.day)
        if self.name == "tasks":
            known = words_today.TASK_KINDS.get(more.get("kind", ""))
            return known(lang, **{"offices": "", **more, "name": ""}).lstrip("：: ") if known else more.get("kind", "")
        if self.name == "receipts":
            return language.counted(words.CHANGES, int(more.get("n", "0")), lang)
        if self.name in ("silent", "unverified"):
            last = words.LAST_SEEN(lang, day=entry.day or words.NEVER(lang))
            return " · ".join((last, words.WITH(lang, name=more["mentor"]))) if more.get("mentor") else last
        if self.name in ("overdue", "due_week"):
            return words.WITH(lang, name=more["mentor"]) if more.get("mentor") else ""
        return words.SINCE(lang, day=entry.day) if entry.day else ""

    def _done(self, entry: Entry) -> None:
        """The follow-up was done today; taken back by Undo."""
        shell, lang, what = self.shell, self.shell.lang, entry.more.get("state", "")
        office = shell.office

        def write(_step: object) -> Saved:
            today = office.clock.today().isoformat()
            return recording.save(office, ENTITIES["visit"], {"follow_done": today}, entry.more["row"])

        def told(saved: Saved) -> None:
            said, undone = words.DONE_SAID(lang, what=what), words.NOT_DONE_SAID(lang, what=what)
            with_undo(shell, saved, said, undone)
            announce(shell, saved.touched)

        shell.jobs.write(write, done=told, owner=self)

    def _put_off(self, entry: Entry) -> None:
        """Out of the way until tomorrow; taken back by Undo."""
        shell, lang, name = self.shell, self.shell.lang, self.name
        office, row = shell.office, worklists.key(entry)
        tomorrow = office.clock.today() + dt.timedelta(days=1)

        def again(_found: object = None) -> None:
            shell.jobs.write(
                lambda _step: worklists.take_up(office, name, row), done=lambda _n: self.reload(), owner=self
            )

        def told(_found: object) -> None:
            shell.toast(words.PUT_OFF_SAID(lang, name=entry.name), again)
            self.reload()

        shell.jobs.write(lambda _step: worklists.put_off(office, name, row, tomorrow), done=told, owner=self)

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
