"""The sessions: a list with who came, how many children in all, and a warning where the skill is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from casefiles import gathering
from casefiles.domain.entities import ENTITIES
from ui import language
from ui import words_gathering as words
from ui.pages.tabbed import Tab
from ui.record_drawer import RecordDrawer, open_record
from ui.row_list import RowList
from ui.table import Row, TableColumn
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState, StatTile
from ui.widgets.register import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from casefiles.domain.fieldtypes import Stored
    from casefiles.gathering import Meeting
    from casefiles.recording import Saved
    from ui.jobs import Step
    from ui.pages.tabbed import TabbedPage
    from ui.window import Shell

_KIND = ENTITIES["session"].fields["kind"].kind


class SessionsTab(Tab):
    """Enter opens the list of who came."""

    def __init__(self, shell: Shell, page: TabbedPage) -> None:
        super().__init__(shell, page)
        theme, lang = shell.theme, shell.lang
        column = self.body
        tiles = QHBoxLayout()
        tiles.setSpacing(theme.px(12))
        self.children_tile = StatTile(theme, words.PERSONS(lang), "—", "", "users")
        self.count_tile = StatTile(theme, words.SESSIONS(lang), "—", "", "calendar-check")
        for tile in (self.children_tile, self.count_tile):
            tile.clicked.connect(self.focus_first)
            tiles.addWidget(tile)
        column.addLayout(tiles)
        make = button(theme, words.NEW_SESSION(lang), "primary", "plus", self.make)
        empty = EmptyState(
            theme, words.NO_SESSION(lang), words.NO_SESSION_HELP(lang), make, icon="graduation-cap"
        )
        wide = 190 if lang == "en" else 110
        self.list = RowList(
            shell,
            words.TABS[0][1](lang),
            (
                TableColumn(words.ON, lambda r: str(r.get("on") or ""), Column(104, 0), "strong"),
                TableColumn(words.KIND, lambda r: _KIND.show(r.get("kind"), lang), Column(wide, 0, 2), "pill"),
                TableColumn(words.TOPIC, self._topic, Column(170, 3, 4)),
                TableColumn(words.LEADER, lambda r: str(r.get("leader") or ""), Column(110, 1, 3)),
                TableColumn(
                    words.SKILL, lambda r: words.SKILL(lang) if r.get("warning") else "", Column(wide - 20, 0, 5),
                    "pill", tone=lambda _r: "warn",
                ),
                TableColumn(words.COUNT, self._came, Column(110, 0, 1), "due"),
            ),
            empty,
        )  # fmt: skip
        self.list.opened.connect(self.open)
        self.list.setMinimumHeight(theme.tall(200))
        column.addWidget(self.list, 1)

    def buttons(self) -> Sequence[QPushButton]:
        """Beside the title."""
        theme, lang = self.shell.theme, self.shell.lang
        return (
            button(theme, words.SIGN_IN(lang), "", "printer", self._print),
            button(theme, words.OPEN_LIST(lang), "soft", "table", lambda: self.open(self.current)),
            button(theme, words.NEW_SESSION(lang), "primary", "plus", self.make),
        )

    def _topic(self, row: Row) -> str:
        return " · ".join(str(p) for p in (row.get("topic"), row.get("place")) if p)

    def _came(self, row: Row) -> str:
        guests = int(row.get("guests") or 0)
        said = f"{row.get('came') or 0} / {row.get('listed') or 0}"
        return f"{said} +{guests}" if guests else said

    def reload(self, chosen: str = "") -> None:
        """Read the sessions."""
        office = self.shell.office

        def ask(_step: Step) -> tuple[list[Meeting], tuple[int, int]]:
            return gathering.sessions(office), office.queries.attended()

        self.shell.jobs.read(
            ask, done=lambda got: self._show(got, chosen), owner=self.page, newest="sessions"
        )

    def _show(self, got: tuple[list[Meeting], tuple[int, int]], chosen: str) -> None:
        found, (children, times) = got
        lang = self.shell.lang
        rows: list[dict[str, Stored]] = [
            {
                "id": one.record.id, **{n: one.record.values.get(n) for n in ("on", "kind", "topic", "place")},
                "leader": one.leader, "came": one.came, "listed": one.listed, "guests": one.guests,
                "warning": 1 if one.warning else None,
            }
            for one in found
        ]  # fmt: skip
        self.list.set(rows, chosen)
        hours = sum(int(one.record.values.get("hours") or 0) for one in found)
        self.children_tile.set(
            language.number(children, lang), language.counted(words.PERSONS_NOTE, times, lang)
        )
        self.count_tile.set(
            language.number(len(found), lang), language.counted(words.HOURS_NOTE, hours, lang)
        )
        self.tell(words.N_SESSIONS, len(found))

    def open(self, id_: str) -> None:
        """The list of who came."""
        if id_:
            self.shell.open("grid", grid="attendance", id=id_)

    def _print(self) -> None:
        if self.current:
            self.shell.open("preview", id=self.current, paper="sign-in")

    def make(self) -> None:
        """A new session; its list opens when it is saved."""
        shell = self.shell

        def then(saved: Saved) -> None:
            shell.open("grid", grid="attendance", id=saved.id)

        start = {"on": shell.office.clock.today().isoformat()}
        open_record(shell, lambda: RecordDrawer(shell, "session", start=start, then=then))
