"""The record of access: who unlocked, opened, printed or took away what, by person, act and day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from casefiles import accessing
from casefiles.domain.access import ACTS, COUNTED, EXPORT, IMPORT
from casefiles.domain.fieldtypes import Day
from casefiles.domain.problems import Refusal
from ui import language
from ui import words_access as words
from ui.fields_dates import DayEditor
from ui.fields_lines import Place
from ui.pages.carded import CardsPage
from ui.row_list import RowList
from ui.table import TableColumn
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.register import Column
from ui.widgets.text import Pill, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.access import Access
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Problem
    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from ui.window import Shell

MOST = 500
"""entries listed at once"""
_DAY = Day(future=True)


class Found(NamedTuple):
    """What was read."""

    rows: list[dict[str, Stored]]
    people: Mapping[str, str]
    name: str
    """of the file that is looked at alone"""


class AccessPage(CardsPage):
    """A line an entry, the newest first; Enter opens the file that it is about."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.row = ""
        theme, lang = shell.theme, shell.lang
        self._people: tuple[tuple[str, str], ...] = ()
        self.report_button = button(theme, words.REPORT(lang), "", "printer", self.report)
        self.whole_button = button(theme, words.EVERY_FILE(lang), "ghost", "list-filter", lambda: shell.open("access"))
        self.headed(words.TITLE, words.HELP, self.whole_button, self.report_button)
        self.cards_here()
        self.column.addWidget(self._filters())
        empty = EmptyState(theme, words.NONE(lang), "", icon="search")
        self.list = RowList(shell, words.TITLE(lang), _columns(), empty)
        self.list.setObjectName("accesses")
        self.list.opened.connect(self._open)
        self.list.setMinimumHeight(theme.tall(260))
        self.column.addWidget(self.list, 1)
        self.more = label("", "caption", wrap=True)
        self.column.addWidget(self.more)

    def _filters(self) -> QWidget:
        theme, lang = self.shell.theme, self.shell.lang
        box = QWidget()
        row = FlowLayout(box, theme.px(8))
        self.who, self.act = QComboBox(), QComboBox()
        self.who.setAccessibleName(words.WHO(lang))
        self.act.setAccessibleName(words.ACT(lang))
        self.act.addItem(words.ANYTHING(lang), "")
        for code, said in ACTS.items():
            self.act.addItem(said(lang), code)
        self.who.addItem(words.ANYBODY(lang), "")
        today = self.shell.office.clock.today
        self.since = DayEditor(Place(theme, lang), words.SINCE(lang), _DAY, today)
        self.until = DayEditor(Place(theme, lang), words.UNTIL(lang), _DAY, today)
        for combo in (self.who, self.act):
            combo.activated.connect(lambda _at: self.reload())
            row.addWidget(combo)
        for day, said in ((self.since, words.SINCE), (self.until, words.UNTIL)):
            day.setAccessibleName(said(lang))
            day.finished.connect(self.reload)
            day.edited.connect(self.reload)
            together = QWidget()
            beside = QHBoxLayout(together)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.addWidget(label(said(lang), "secondary"))
            beside.addWidget(day)
            row.addWidget(together)
        return box

    def enter(self, id: str = "") -> None:
        """Every entry, or those of one file."""
        self.row = id
        self.reload()
        office = self.shell.office  # every entry is looked at, which years of them take seconds for: once an opening
        self.shell.jobs.read(
            lambda _step: accessing.problems(office, whole=True), done=self._doubtful, owner=self, newest="doubts"
        )

    def where(self) -> dict[str, Any]:
        """What brings this page back."""
        return {"id": self.row} if self.row else {}

    def reload(self) -> None:
        """Read the entries that fit, away from the window. A day that cannot be read yet is none."""
        office, lang, row = self.shell.office, self.shell.lang, self.row
        user, act = str(self.who.currentData() or ""), str(self.act.currentData() or "")
        since, until = (_day(office, box.text()) for box in (self.since, self.until))

        def ask(_step: object) -> Found:
            return _read(office, lang, row, user, act, since, until)

        self.shell.jobs.read(ask, done=self._show, owner=self, newest="access")

    def _show(self, found: Found) -> None:
        lang = self.shell.lang
        people = tuple(sorted(found.people.items()))
        if people != self._people:
            chosen, self._people = self.who.currentData(), people
            self.who.clear()
            for login, name in (("", words.ANYBODY(lang)), *people):
                self.who.addItem(name, login)
            self.who.setCurrentIndex(max(0, self.who.findData(chosen)))
        self.note.setText(words.OF_FILE(lang, name=found.name) if self.row else words.HELP(lang))
        self.whole_button.setVisible(bool(self.row))
        self.list.set(found.rows)
        self.more.setText(words.OLDER(lang, n=MOST) if len(found.rows) >= MOST else "")
        self.more.setVisible(len(found.rows) >= MOST)

    def _doubtful(self, found: tuple[Problem, ...]) -> None:
        """What is doubtful, over everything else."""
        lang, theme = self.shell.lang, self.shell.theme
        if not found:
            self.put()
            return
        card = Card(theme)
        for said in found:
            line = QHBoxLayout()
            line.setSpacing(theme.px(8))
            line.addWidget(Pill(theme, words.DOUBT(lang), "warn"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(said.say(lang), "body", wrap=True), 1)
            card.body.addLayout(line)
        known = button(theme, words.ACKNOWLEDGE(lang), "soft", "check", self.acknowledge)
        known.setObjectName("acknowledge")
        card.body.addWidget(known, 0, Qt.AlignmentFlag.AlignRight)
        self.put(card)

    def acknowledge(self) -> None:
        """What is doubtful was looked into."""
        office, lang = self.shell.office, self.shell.lang

        def done(n: int) -> None:
            self.shell.toast(words.ACKNOWLEDGED(lang, n=n))
            self.enter(self.row)

        self.shell.jobs.write(lambda _step: accessing.acknowledge(office), done=done, owner=self)

    def report(self) -> None:
        """The report of the year that the last day looked at lies in, as a paper."""
        office = self.shell.office
        day = _day(office, self.until.text()) or office.clock.today()
        self.shell.open("preview", id=str(day.year), paper="access-report")

    def focus_first(self) -> None:
        """The keyboard starts in the list."""
        self.list.focus_first()

    def on_changed(self, entity: str, ids: object) -> None:
        """What is saved leaves no entry."""

    def _open(self, id_: str) -> None:
        row = str(self.list.rows.get(id_, {}).get("row") or "")
        record = self.shell.office.file(row) if row else None
        if record is not None and record.entity in self.shell.specs:
            self.shell.open(record.entity, id=record.id)


def _read(
    office: Office, lang: Lang, row: str, user: str, act: str, since: dt.date | None, until: dt.date | None
) -> Found:
    found = office.ledger.accesses(
        row=row, user=user, act=act, since_ms=accessing.of_day(since), until_ms=accessing.of_day(until, after=True),
        limit=MOST,
    )  # fmt: skip
    names, people = accessing.called(office, found, lang), office.ledger.accounts()
    now = dt.datetime.fromtimestamp(office.clock.now_ms() / 1000)
    rows: list[dict[str, Stored]] = [
        {
            "id": f"{one.device}:{one.seq}", "row": one.row,
            "when": language.moment(dt.datetime.fromtimestamp(one.at_ms / 1000), now, lang),
            "who": people.get(one.user, one.user) or words.NOBODY(lang),
            "act": ACTS[one.act](lang) if one.act in ACTS else one.act,
            "file": names.get(one.row) or (words.GONE(lang) if one.row else ""),
            "n": _many(one, lang),
            "more": accessing.detail(office, one, lang),
        }
        for one in found
    ]  # fmt: skip
    return Found(rows, people, names.get(row) or accessing.name(office, row, lang))


def _many(one: Access, lang: Lang) -> str:
    if one.act not in COUNTED:
        return ""
    return language.counted(words.CHANGES if one.act in (EXPORT, IMPORT) else words.RECORDS, one.n, lang)


def _day(office: Office, text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(_DAY.parse(text, office.clock.today()))) if text.strip() else None
    except Refusal:
        return None


def _columns() -> tuple[TableColumn, ...]:
    def text(name: str) -> Any:
        return lambda row: str(row.get(name) or "")

    return (
        TableColumn(words.WHEN, text("when"), Column(150, 0)),
        TableColumn(words.WHO, text("who"), Column(120, 1)),
        TableColumn(words.ACT, text("act"), Column(150, 1), "strong"),
        TableColumn(words.FILE, text("file"), Column(160, 1)),
        TableColumn(words.MORE, text("more"), Column(180, 2, 2)),
        TableColumn(words.COUNT, text("n"), Column(120, 0, 1), "number"),
    )


def _with_some(shell: Shell) -> None:
    """Entries of some kinds, and a doubt."""
    from casefiles.domain.access import OPEN, PRINT, Witness

    office = shell.office
    rows = [one.id for one in office.queries.select("child", limit=2)]
    if not office.ledger.accesses(act=PRINT):
        office.ledger.unlocked(office.me.login)
        office.ledger.accessed(office.me.login, OPEN, rows)
        office.ledger.accessed(office.me.login, PRINT, rows, detail="dossier")
        seq, head = office.ledger.access_head()
        now = office.clock.now_ms()
        office.ledger.witness_access(Witness(office.ledger.device, seq + 3, head, office.home.code[:6], now))
    shell.open("access")


SHOTS = {"some": _with_some}
"""states worth a picture"""
