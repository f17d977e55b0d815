"""The first page: five figures that open their lists, who to visit, twelve months, categories, what to look at."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from casefiles import registers
from casefiles.domain.entities import BY_PREFIX
from ui import language, words_backups, words_today
from ui.boards import put_board
from ui.charts import BarChart, ChartCard, Item, RankedBars
from ui.due import due_words
from ui.inviting import invite_button, invites
from ui.pages.worklists_card import WorklistsCard
from ui.task_places import open_task, task_text
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState, StatTile
from ui.widgets.line_button import LineButton
from ui.widgets.text import Avatar, ElidedLabel, Pill, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from casefiles.domain.fieldtypes import Stored
    from casefiles.registers import Today
    from ui.theme import Tone
    from ui.window import Shell

WORKLIST = 7
TASKS = 6
WIDE_TEXT = 1.2  # above this text scale the cards stand below each other
LEAST_TILE = 155  # px at standard text size; with less room three figures stand in a row
LEAST_TWO = 720  # px at standard text size; with less room one card stands in a row


class TodayPage(QWidget):
    """Read in one job off the GUI thread; every line opens what it speaks of."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.board: QScrollArea | None = None
        self.shown: Today | None = None
        self._laid = (0, 0)

    def reload(self) -> None:
        """Ask for the figures; the last picture stays until they come."""
        office = self.shell.office
        self.shell.jobs.read(
            lambda _step: registers.today(office, WORKLIST), done=self._show, owner=self, newest="today"
        )

    def on_changed(self, entity: str, ids: object) -> None:
        """Any save may change a figure."""
        self.reload()

    def focus_first(self) -> None:
        """The keyboard starts at the first line of the worklist, once it is there."""
        first = self.board.findChild(QWidget, "first") if self.board is not None else None
        (first or self).setFocus()

    def _show(self, today: Today) -> None:
        self.shown, self._laid = today, self._across()
        self.board = put_board(self, self.outer, self.board, self._board(today))

    def _board(self, today: Today) -> QWidget:
        theme = self.shell.theme
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(20))
        column.setSpacing(theme.px(14))
        column.addLayout(self._head())
        if not today.children:
            column.addWidget(self._empty(), 1)
            return inside
        column.addLayout(self._tiles(today))
        grid = QGridLayout()
        grid.setSpacing(theme.px(12))
        across = self._across()[1]
        cards = (
            self._worklist(today), WorklistsCard(self.shell), self._tasks(today), self._months(today),
            self._categories(today),
        )  # fmt: skip
        for place, card in enumerate(cards):
            grid.addWidget(card, place // across, place % across)
        for place in range(across):
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return inside

    def _head(self) -> QVBoxLayout:
        lang, office = self.shell.lang, self.shell.office
        hour = self.shell.now().hour
        greeting = (
            words_today.MORNING if hour < 12 else words_today.AFTERNOON if hour < 18 else words_today.EVENING
        )
        head = QVBoxLayout()
        head.setSpacing(self.shell.theme.px(2))
        head.addWidget(label(greeting(lang, name=office.me.name), "page"))
        day = language.long_date(office.clock.today(), lang)
        head.addWidget(label(f"{day} · {office.home.name}", "secondary", wrap=True))
        session = self.shell.session
        keeping = session.keeping.now if session is not None else None
        if keeping is not None and (calm := words_backups.calmly(keeping, office.clock.today(), lang)):
            head.addWidget(LineButton(self.shell.theme, calm, lambda: self.shell.open("backups")))
        return head

    def _across(self) -> tuple[int, int]:
        """How many figures and how many cards stand in a row."""
        scale = self.shell.theme.scale
        room = self.width() / scale
        return 5 if room >= 5 * LEAST_TILE else 3, 2 if scale <= WIDE_TEXT and room >= LEAST_TWO else 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.shown is not None and self._across() != self._laid:
            self._show(self.shown)

    def _tiles(self, today: Today) -> QGridLayout:
        lang, theme = self.shell.lang, self.shell.theme
        w = words_today

        def n(value: int) -> str:
            return language.number(value, lang)

        overdue_note = (w.OVERDUE_NOTE if today.overdue else w.NONE_OVERDUE)(lang)
        late: Tone = "danger" if today.overdue else "ok"
        month_note = language.counted(w.DUE_NOTE, today.visits_this_month, lang)
        unmatched = w.MATCHED_NOTE(lang, n=n(today.unmatched))
        tiles: tuple[tuple[str, str, str, str, Tone, str], ...] = (
            (
                w.CHILDREN(lang),
                n(today.children),
                language.counted(w.CHILDREN_NOTE, today.mentors, lang),
                "users",
                "neutral",
                "all",
            ),
            (
                w.MATCHED(lang),
                language.percent(today.matched_share, lang),
                unmatched,
                "heart-handshake",
                "neutral",
                "unmatched",
            ),
            (w.DUE(lang), n(today.due), month_note, "calendar-check", "warn", "due"),
            (w.OVERDUE(lang), n(today.overdue), overdue_note, "clock", late, "overdue"),
            (
                w.ATTENTION(lang),
                n(today.attention),
                w.ATTENTION_NOTE(lang),
                "triangle-alert",
                "neutral",
                "attention",
            ),
        )
        alike = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)  # five alike; words wrap
        alike.setHeightForWidth(True)
        grid = QGridLayout()
        grid.setSpacing(theme.px(12))
        across = self._across()[0]
        for place, (title, value, note, icon, tone, chip) in enumerate(tiles):
            tile = StatTile(theme, title, value, note, icon, tone)
            tile.clicked.connect(lambda _checked=False, chip=chip: self.shell.open("children", chip=chip))
            tile.setSizePolicy(alike)
            grid.addWidget(tile, place // across, place % across)
        for place in range(across):
            grid.setColumnStretch(place, 1)
        return grid

    def _worklist(self, today: Today) -> Card:
        lang, theme = self.shell.lang, self.shell.theme
        see_all = button(
            theme,
            words_today.SEE_ALL(lang),
            "ghost",
            "",
            lambda: self.shell.open("children", chip="due_or_overdue"),
        )
        card = Card(theme, words_today.WORKLIST(lang), see_all)
        if not today.worklist:
            card.body.addWidget(
                EmptyState(
                    theme,
                    words_today.ALL_VISITED(lang),
                    words_today.ALL_VISITED_HELP(lang),
                    icon="circle-check",
                ),
                1,
            )
        for place, row in enumerate(today.worklist):
            card.body.addWidget(self._line(row, first=place == 0))
        card.body.addStretch(1)
        return card

    def _line(self, row: Mapping[str, Stored], *, first: bool) -> QWidget:
        lang, theme = self.shell.lang, self.shell.theme
        child, name = str(row["id"]), str(row.get("name") or "")
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(10))
        avatar = Avatar(theme, name, 32)
        across.addWidget(avatar)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(ElidedLabel(name, "strong"))
        place = " · ".join(str(row[k]) for k in ("village", "mentor_name") if row.get(k))
        who.addWidget(ElidedLabel(place, "caption"))
        across.addLayout(who, 1)
        text, tone = due_words(row.get("next_due"), self.shell.office.clock.today(), lang, row.get("late"))
        across.addWidget(Pill(theme, text, tone))
        record = button(theme, words_today.RECORD(lang), "soft", "", lambda: self._record(child))
        record.setAccessibleName(words_today.RECORD_FOR(lang, name=name))
        if first:
            record.setObjectName("first")
        opened = button(theme, "", "icon", "file-text", lambda: self.shell.open("child", id=child))
        opened.setAccessibleName(words_today.OPEN_FILE(lang, name=name))
        opened.setToolTip(words_today.OPEN_FILE(lang, name=name))
        across.addWidget(record)
        across.addWidget(opened)
        return line

    def _record(self, child: str) -> None:
        from ui.visit_drawer import open_visit_beside  # the forms are not needed to show the day

        open_visit_beside(self.shell, child)

    def following(self, child: str) -> str | None:
        """Who stands below this child in the worklist."""
        ids = [str(row["id"]) for row in self.shown.worklist] if self.shown is not None else []
        at = ids.index(child) + 1 if child in ids else len(ids)
        return ids[at] if at < len(ids) else None

    def _months(self, today: Today) -> QWidget:
        lang, theme = self.shell.lang, self.shell.theme
        items = [Item(language.month(dt.date.fromisoformat(f"{m}-01"), lang), v, m) for m, v in today.months]
        chart = BarChart(theme, lang, words_today.MONTHS(lang), items)
        chart.setMinimumHeight(theme.tall(300))
        return ChartCard(theme, lang, chart, words_today.MONTHS_NOTE(lang))

    def _categories(self, today: Today) -> QWidget:
        lang, theme = self.shell.lang, self.shell.theme
        codes = BY_PREFIX["k"].fields["category"].kind
        items = [
            Item(codes.show(code, lang), n, code) for code, n in sorted(today.categories, key=lambda c: -c[1])
        ]
        chart = RankedBars(theme, lang, words_today.CATEGORIES(lang), items)
        return ChartCard(theme, lang, chart, words_today.CATEGORIES_NOTE(lang))

    def _tasks(self, today: Today) -> Card:
        lang, theme = self.shell.lang, self.shell.theme
        show = partial(self.shell.open, "tasks")
        every = button(theme, words_today.SEE_ALL(lang), "ghost", "", show)
        every.setAccessibleName(f"{words_today.TASKS(lang)}: {words_today.SEE_ALL(lang)}")
        head = [every] if len(today.tasks) > TASKS else []
        card = Card(theme, words_today.TASKS(lang), *head, note=str(len(today.tasks) or ""))
        if not today.tasks:
            card.body.addWidget(label(words_today.NO_TASKS(lang), "secondary"))
        for task in list(today.tasks)[:TASKS]:
            said, act = task_text(self.shell, task), partial(open_task, self.shell, task)
            card.body.addWidget(LineButton(theme, said, act, urgent=task.kind in words_today.URGENT))
        card.body.addStretch(1)
        return card

    def _empty(self) -> QWidget:
        lang, theme = self.shell.lang, self.shell.theme
        roster = button(
            theme, words_today.IMPORT(lang), "soft", "file-spreadsheet", lambda: self.shell.open("roster")
        )
        new = button(
            theme,
            words_today.NEW_CHILD(lang),
            "primary",
            "user-plus",
            lambda: self.shell.open("child", new=True),
        )
        new.setObjectName("first")
        acts, help_ = [roster, new], words_today.NO_CHILDREN_HELP
        if invites(self.shell):
            acts.insert(0, invite_button(self.shell))
            help_ = words_today.NONE_CAME_HELP
        return EmptyState(theme, words_today.NO_CHILDREN(lang), help_(lang), *acts, icon="users")
