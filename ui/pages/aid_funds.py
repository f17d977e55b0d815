"""Funds with their balance over time, and donors with what they gave."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from casefiles import aiding, funds, undoing
from casefiles.domain.entities import ENTITIES
from ui import language
from ui import words_aid as words
from ui.charts import ChartCard, LineChart, Series
from ui.pages.tabbed import Tab
from ui.record_drawer import RecordDrawer, open_record
from ui.row_list import RowList
from ui.table import TableColumn
from ui.undoing import announce, with_undo
from ui.veiled import running
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.panels import PeekPanel
from ui.widgets.register import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from casefiles.aiding import Stepped
    from casefiles.domain.fieldtypes import Stored
    from casefiles.funds import Flow, FundState
    from ui.jobs import Step
    from ui.pages.tabbed import TabbedPage
    from ui.window import Shell

POINTS = 12
"""month ends on the chart of a balance"""


class FundsTab(Tab):
    """The funds above, the balance of the chosen one below. Enter opens the list of its donations."""

    def __init__(self, shell: Shell, page: TabbedPage) -> None:
        super().__init__(shell, page)
        theme, lang = shell.theme, shell.lang
        column = self.body
        make = button(theme, words.NEW_FUND(lang), "primary", "plus", self.make)
        empty = EmptyState(theme, words.NO_FUND(lang), words.NO_FUND_HELP(lang), make, icon="wallet")
        money = Column(150 if lang == "en" else 120, 0)
        self.list = RowList(
            shell,
            words.TABS[1][1](lang),
            (
                TableColumn(words.NAME, lambda r: str(r.get("name") or ""), Column(180, 2), "strong"),
                TableColumn(words.CAME, lambda r: funds.yuan(int(r.get("came") or 0)), Column(money.width, 0, 3)),
                TableColumn(words.WENT, lambda r: funds.yuan(int(r.get("went") or 0)), Column(money.width, 0, 2)),
                TableColumn(
                    words.LEFT, lambda r: funds.yuan(int(r.get("left") or 0)), money, "due",
                    tone=lambda r: "danger" if int(r.get("left") or 0) < 0 else "ok",
                    icon=lambda r: "triangle-alert" if int(r.get("left") or 0) < 0 else "",
                ),
                TableColumn(
                    words.DONOR, lambda r: language.counted(words.GIVERS, int(r.get("givers") or 0), lang),
                    Column(110, 0, 4),
                ),
            ),
            empty,
        )  # fmt: skip
        self.list.opened.connect(self.open)
        self.list.chosen.connect(self._peek)
        self.list.setMinimumHeight(theme.tall(150))
        column.addWidget(self.list, 3)
        self.holder = QVBoxLayout()
        column.addLayout(self.holder, 4)
        self.card: Card | None = None

    def buttons(self) -> Sequence[QPushButton]:
        """Beside the title."""
        theme, lang = self.shell.theme, self.shell.lang
        return (
            button(theme, words.EDIT(lang), "ghost", "pencil", self.edit),
            button(theme, words.ENTER_GIFTS(lang), "soft", "table", lambda: self.open(self.current)),
            button(theme, words.NEW_FUND(lang), "primary", "plus", self.make),
        )

    def reload(self, chosen: str = "") -> None:
        """Read the funds."""
        office = self.shell.office

        def ask(_step: Step) -> list[FundState]:
            return funds.all_funds(office)

        self.shell.jobs.read(ask, done=lambda found: self._show(found, chosen), owner=self.page, newest="funds")

    def _show(self, found: list[FundState], chosen: str) -> None:
        rows: list[dict[str, Stored]] = [
            {
                "id": one.record.id, "name": one.record.values.get("name"), "came": one.came, "went": one.went,
                "left": one.left, "givers": one.givers,
            }
            for one in found
        ]  # fmt: skip
        self.list.set(rows, chosen)
        self.tell(words.FUNDS_N, len(found))

    def _peek(self, id_: str) -> None:
        if not id_:
            self._chart([])
            return
        office = self.shell.office
        self.shell.jobs.read(
            lambda _step: funds.flow(office, id_), done=self._chart, owner=self.page, newest="flow"
        )

    def _chart(self, days: list[Flow]) -> None:
        if self.card is not None:
            self.card.hide()
            self.holder.removeWidget(self.card)
            self.card.deleteLater()
            self.card = None
        if not self.current:
            return
        theme, lang = self.shell.theme, self.shell.lang
        ends = month_ends(days, self.shell.office.clock.today())
        values = tuple(left / 100 for _, left in ends)
        series = [Series(words.LEFT(lang), values)]
        low = min(values, default=0.0)
        chart = LineChart(
            theme, lang, words.BALANCE_OVER_TIME(lang), [day for day, _ in ends], series,
            lambda value: language.number(value, lang), floor=0 if low >= 0 else None,
        )  # fmt: skip
        chart.setMinimumHeight(theme.tall(170))
        self.card = ChartCard(theme, lang, chart, str(self.list.row.get("name") or ""))
        self.holder.addWidget(self.card)

    def open(self, id_: str) -> None:
        """The list of donations into the fund."""
        if id_:
            self.shell.open("grid", grid="donations", id=id_)

    def make(self) -> None:
        """A new fund."""
        shell = self.shell
        start = {"start": shell.office.clock.today().isoformat()}
        open_record(shell, lambda: RecordDrawer(shell, "fund", start=start))

    def edit(self) -> None:
        """The chosen fund."""
        shell, row = self.shell, self.current
        if row:
            open_record(shell, lambda: RecordDrawer(shell, "fund", row))


def month_ends(days: Sequence[Flow], today: dt.date) -> list[tuple[str, int]]:
    """(day, balance) at the last POINTS month ends and today."""
    ends, year, month = [today], today.year, today.month
    for _ in range(POINTS - 1):
        last = dt.date(year, month, 1) - dt.timedelta(days=1)
        ends.append(last)
        year, month = last.year, last.month
    found = []
    for end in reversed(ends):
        left = next((d.left for d in reversed(days) if d.day <= end.isoformat()), 0)
        found.append((f"{end:%m-%d}" if end == today else f"{end:%Y-%m}", left))
    return found


class DonorsTab(Tab):
    """The donors; beside them the chosen one's gifts."""

    scrolls, across = False, True

    def __init__(self, shell: Shell, page: TabbedPage) -> None:
        super().__init__(shell, page)
        theme, lang = shell.theme, shell.lang
        across = self.body
        make = button(theme, words.NEW_DONOR(lang), "primary", "plus", self.make)
        empty = EmptyState(theme, words.NO_DONOR(lang), words.NO_DONOR_HELP(lang), make, icon="heart-handshake")
        money = 140 if lang == "en" else 110
        self.list = RowList(
            shell,
            words.TABS[2][1](lang),
            (
                TableColumn(words.NAME, lambda r: str(r.get("name") or ""), Column(170, 3), "strong"),
                TableColumn(words.CONTACT, lambda r: str(r.get("contact") or ""), Column(100, 1, 3)),
                TableColumn(words.PHONE, lambda r: str(r.get("phone") or ""), Column(124, 0, 5)),
                TableColumn(words.GIFTS, lambda r: str(r.get("gifts") or 0), Column(80, 0, 4)),
                TableColumn(words.PROMISED, lambda r: funds.yuan(int(r.get("promised") or 0)), Column(money, 0, 2)),
                TableColumn(words.RECEIVED, lambda r: funds.yuan(int(r.get("received") or 0)), Column(money, 0, 1)),
            ),
            empty,
        )  # fmt: skip
        self.list.opened.connect(lambda _id: self.edit())
        self.list.chosen.connect(self._peek)
        across.addWidget(self.list, 1)
        self.panel = PeekPanel(theme)
        for said, icon, act in (
            (words.ADD_GIFT, "plus", self.add),
            (words.THANKS, "printer", lambda: self._print("thanks")),
            (words.STATEMENT, "printer", lambda: self._print("statement")),
        ):
            kind = "primary" if said is words.ADD_GIFT else ""
            self.panel.foot.addWidget(button(theme, said(lang), kind, icon, act))
        across.addWidget(self.panel)

    def buttons(self) -> Sequence[QPushButton]:
        """Beside the title."""
        theme, lang = self.shell.theme, self.shell.lang
        return (
            button(theme, words.MARK_THANKED(lang), "ghost", "check", self.thank),
            button(theme, words.EDIT(lang), "ghost", "pencil", self.edit),
            button(theme, words.NEW_DONOR(lang), "primary", "plus", self.make),
        )

    def reload(self, chosen: str = "") -> None:
        """Read the donors."""
        office = self.shell.office

        def ask(_step: Step) -> list[dict[str, Stored]]:
            return office.queries.donor_totals()

        self.shell.jobs.read(ask, done=lambda found: self._show(found, chosen), owner=self.page, newest="donors")

    def _show(self, found: list[dict[str, Stored]], chosen: str) -> None:
        self.list.set(found, chosen)
        self.tell(words.DONORS_N, len(found))

    def _peek(self, id_: str) -> None:
        self.panel.clear()
        self.panel.want(bool(id_))
        if id_:
            office = self.shell.office
            self.shell.jobs.read(
                lambda _step: (id_, office.queries.donations_of(donor=id_)), done=self._gifts, owner=self.page,
                newest="gifts",
            )  # fmt: skip

    def _gifts(self, answer: tuple[str, list[dict[str, Stored]]]) -> None:
        id_, gifts = answer
        row, lang = self.list.row, self.shell.lang
        if id_ != self.current:
            return
        self.panel.clear()
        kind = ENTITIES["donor"].fields["kind"].kind.show(row.get("kind"), lang)
        unthanked = int(row.get("unthanked") or 0)
        pills: list[tuple[str, Any]] = [(words.UNTHANKED(lang, n=unthanked), "warn")] if unthanked else []
        self.panel.person(str(row.get("name") or ""), kind, pills)
        self.panel.line()
        for gift in gifts[:20]:
            state = (
                words.THANKED(lang, day=gift["thanked_on"])
                if gift["thanked_on"]
                else "" if gift["received_on"] else words.NOT_RECEIVED(lang)
            )
            what = str(gift["fund_name"] or "") or running(gift["what"])
            money = words.YUAN(lang, sum=funds.yuan(int(gift["value"] or 0)))
            self.panel.note(f"{gift['on'] or ''} {what}".strip(), " · ".join(p for p in (money, state) if p))
        self.panel.fill()

    def _print(self, paper: str) -> None:
        if self.current:
            self.shell.open("preview", id=self.current, paper=paper)

    def thank(self) -> None:
        """The chosen donor was thanked for all that came in."""
        shell, donor = self.shell, self.current
        office, lang = shell.office, shell.lang
        if not donor:
            return
        today = office.clock.today()

        def told(done: Stepped) -> None:
            if not done.n:
                shell.toast(words.ALL_THANKED)
                return
            announce(shell, done.touched)
            said = language.counted(words.THANKED_N, done.n, lang)
            with_undo(shell, undoing.of_many(done.back, done.touched), said, words.THANKS_UNDONE(lang))

        shell.jobs.write(lambda _step: aiding.thank(office, donor, today), done=told)

    def add(self) -> None:
        """A donation of the chosen donor."""
        shell, donor = self.shell, self.current
        start = {"on": shell.office.clock.today().isoformat(), "kind": "money"}
        if donor:
            open_record(
                shell, lambda: RecordDrawer(shell, "donation", fixed={"donor": donor}, start=start, hide=("donor",))
            )

    def make(self) -> None:
        """A new donor."""
        shell = self.shell
        open_record(shell, lambda: RecordDrawer(shell, "donor"))

    def edit(self) -> None:
        """The chosen donor."""
        shell, row = self.shell, self.current
        if row:
            open_record(shell, lambda: RecordDrawer(shell, "donor", row))
