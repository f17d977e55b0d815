"""Eyesight screenings: rates that never mix, what changed against the last round, and who is still to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from casefiles import gathering
from casefiles.domain.entities import ENTITIES
from ui import language
from ui import words_gathering as words
from ui.charts import ChartCard, Item, RankedBars, percent_show
from ui.pages.tabbed import Tab
from ui.record_drawer import RecordDrawer, open_record
from ui.row_list import RowList
from ui.table import Row, TableColumn
from ui.widgets.buttons import Segmented, button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.register import Column
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from casefiles.domain.eyesight import Summary
    from casefiles.domain.fieldtypes import Stored
    from casefiles.gathering import Eyes, Round
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from ui.jobs import Step
    from ui.pages.tabbed import TabbedPage
    from ui.window import Shell

    Got = tuple[list[Round], list[tuple[str, Summary]], list[tuple[Record, Eyes]]]
_FIELDS = ENTITIES["screening_result"].fields


class EyesTab(Tab):
    """Rounds above; below them poor vision by grade as a picture, and the children who are to be seen."""

    def __init__(self, shell: Shell, page: TabbedPage) -> None:
        super().__init__(shell, page)
        theme, lang = shell.theme, shell.lang
        column = self.body
        make = button(theme, words.NEW_ROUND(lang), "primary", "plus", self.make)
        empty = EmptyState(theme, words.NO_ROUND(lang), words.NO_ROUND_HELP(lang), make, icon="eye")
        en = lang == "en"
        wide = 150 if en else 130
        place = self._place
        self.list = RowList(
            shell,
            words.TABS[1][1](lang),
            (
                TableColumn(words.PLACE, place, Column(170, 3), "strong"),
                TableColumn(words.ON, lambda r: str(r.get("on") or ""), Column(104, 0, 5)),
                TableColumn(words.SCREENED, lambda r: str(r.get("screened") or ""), Column(170 if en else 110, 0, 3)),
                TableColumn(words.POOR, lambda r: str(r.get("poor") or ""), Column(130, 0)),
                TableColumn(words.MYOPIA, lambda r: str(r.get("myopia") or ""), Column(wide, 0, 1)),
                TableColumn(words.DRIFT, lambda r: str(r.get("drift") or ""), Column(wide, 1, 4)),
                TableColumn(words.TO_REFER, lambda r: str(r.get("waiting") or 0), Column(wide - 50, 0, 2), "due"),
            ),
            empty,
        )  # fmt: skip
        self.list.opened.connect(self.open)
        self.list.chosen.connect(self._peek)
        self.list.setMinimumHeight(theme.tall(150))
        column.addWidget(self.list, 4)
        across = QHBoxLayout()
        across.setSpacing(theme.px(12))
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        self.by, self.which = "grade", "poor"
        bys, rates = [(k, said(lang)) for k, said in words.BYS], [(k, said(lang)) for k, said in words.RATES]
        self.bys = Segmented(theme, bys, self.by, name=words.BY(lang))
        self.rates = Segmented(theme, rates, self.which, name=words.RATE_OF(lang))
        self.bys.chosen.connect(self._choose_by)
        self.rates.chosen.connect(self._choose_rate)
        for bar in (self.bys, self.rates):
            tools.addWidget(bar)
        tools.addStretch(1)
        left.addLayout(tools)
        self.chart = RankedBars(theme, lang, words.RATES_CHART(lang), [], percent_show(lang), top=1)
        self.card = ChartCard(theme, lang, self.chart)
        self.card.setMinimumHeight(theme.tall(230))
        left.addWidget(self.card, 1)
        across.addLayout(left, 1)
        right = Card(theme)
        right.body.addWidget(label(words.REFERRALS(lang), "section", wrap=True))
        self.same = label("", "secondary", wrap=True)
        self.same.hide()
        right.body.addWidget(self.same)
        nobody = EmptyState(theme, words.NO_REFERRAL(lang), "", icon="circle-check")
        self.waiting = RowList(
            shell,
            words.REFERRALS(lang),
            (
                TableColumn(words.TO_REFER, lambda r: str(r.get("name") or ""), Column(110, 2), "strong"),
                TableColumn(words.PLACE, lambda r: str(r.get("class") or ""), Column(110, 1, 2)),
                TableColumn(words.TABS[1][1], self._marks, Column(150, 1, 1)),
            ),
            nobody,
        )
        self.waiting.bare()
        self.waiting.opened.connect(self._open_child)
        right.body.addWidget(self.waiting, 1)
        across.addWidget(right, 1)
        column.addLayout(across, 5)
        self.found: list[Round] = []
        self.groups: list[tuple[str, Summary]] = []
        self.lines: list[tuple[Record, Eyes]] = []

    def buttons(self) -> Sequence[QPushButton]:
        """Beside the title."""
        theme, lang = self.shell.theme, self.shell.lang
        return (
            button(theme, words.REFER(lang), "", "printer", self._print),
            button(theme, words.OPEN_LIST(lang), "soft", "table", lambda: self.open(self.current)),
            button(theme, words.NEW_ROUND(lang), "primary", "plus", self.make),
        )

    @staticmethod
    def _place(row: Row) -> str:
        return str(row.get("place") or row.get("name") or "")

    def _marks(self, row: Row) -> str:
        lang = self.shell.lang
        marks = {
            side: _FIELDS[f"{side}_mark"].kind.show(row.get(f"{side}_mark"), lang) or "—"
            for side in ("right", "left")
        }
        return words.REFERRAL_LINE(lang, **marks)

    def reload(self, chosen: str = "") -> None:
        """Read the rounds."""
        office, by = self.shell.office, self.by

        def ask(_step: Step) -> Got:
            return gathering.rounds(office), gathering.rates(office, by), gathering.to_refer(office)

        self.shell.jobs.read(ask, done=lambda got: self._show(got, chosen), owner=self.page, newest="rounds")

    def _show(self, got: Got, chosen: str) -> None:
        self.found, self.groups, self.lines = got
        lang = self.shell.lang
        rows: list[dict[str, Stored]] = []
        for one in self.found:
            sums = one.summary
            of = "?" if sums.poor.enrolled is None else language.number(sums.poor.enrolled, lang)
            points = words.points_text(one.poor.points, lang) if one.before else words.FIRST(lang)
            rows.append(
                {
                    "id": one.record.id,
                    "name": one.record.values.get("name"),
                    "place": one.place,
                    "on": one.record.values.get("on"),
                    "screened": f"{language.number(sums.poor.screened, lang)} / {of}",
                    "poor": words.rate_text(sums.poor, lang),
                    "myopia": words.rate_text(sums.myopia, lang),
                    "drift": points,
                    "waiting": str(one.waiting),
                }
            )
        self._show_rates()
        self.list.set(rows, chosen)
        self.tell(words.N_ROUNDS, len(rows))

    def _choose_by(self, by: str) -> None:
        self.by = by
        self.reload(self.current)

    def _choose_rate(self, which: str) -> None:
        self.which = which
        self._show_rates()

    def _show_rates(self) -> None:
        """One rate at a time: poor vision and myopia are never one picture."""
        items = []
        for name, sums in self.groups:
            rate = sums.poor if self.which == "poor" else sums.myopia
            if rate.share is not None:
                items.append(Item(self._grade(name, sums), rate.share))
        self.chart.set_items(sorted(items, key=lambda item: -item.value))
        self.card.refresh()

    def _grade(self, name: str, sums: Summary) -> str:
        lang = self.shell.lang
        of = "?" if sums.poor.enrolled is None else str(sums.poor.enrolled)
        return words.COVERAGE(
            lang, name=name or words.UNKNOWN(lang), screened=sums.poor.screened, enrolled=of
        )

    def _peek(self, id_: str) -> None:
        """The children of the chosen round who are to be seen, and how the same pupils fared since the last."""
        lang = self.shell.lang
        mine = [line for record, line in self.lines if record.id == id_]
        self.waiting.set(
            [
                {
                    "id": line.id, "child": line.look.child, "name": line.name, "class": line.school_class,
                    **{f"{side}_mark": line.values.get(f"{side}_mark") for side in ("right", "left")},
                }
                for line in mine
            ]
        )  # fmt: skip
        one = next((r for r in self.found if r.record.id == id_), None)
        said = ""
        if one is not None and one.poor.same_points is not None:
            points = words.points_text(one.poor.same_points, lang)
            said = words.SAME(lang, points=points, n=one.poor.same_children)
        self.same.setText(said)
        self.same.setVisible(bool(said))

    def open(self, id_: str) -> None:
        """The list of marks."""
        if id_:
            self.shell.open("grid", grid="screening", id=id_)

    def _open_child(self, id_: str) -> None:
        child = self.waiting.rows.get(id_, {}).get("child")
        if child:
            self.shell.open("child", id=str(child))

    def _print(self) -> None:
        if self.current:
            self.shell.open("preview", id=self.current, paper="referrals")

    def make(self) -> None:
        """A new round; its list opens when it is saved."""
        shell = self.shell

        def then(saved: Saved) -> None:
            shell.open("grid", grid="screening", id=saved.id)

        start = {"on": shell.office.clock.today().isoformat()}
        open_record(shell, lambda: RecordDrawer(shell, "screening_round", start=start, then=then))
