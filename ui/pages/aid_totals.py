"""Totals of aid by occasion, donor, year, village: a picture, the figures, and the records behind each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from casefiles import aiding, funds
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from ui import language
from ui import words_aid as words
from ui.charts import ChartCard, Item, RankedBars
from ui.pages.tabbed import Tab
from ui.row_list import RowList
from ui.table import Row, TableColumn
from ui.veiled import running
from ui.widgets.buttons import Segmented
from ui.widgets.cards import Card, EmptyState, StatTile
from ui.widgets.register import Column
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from casefiles.aiding import Total
    from casefiles.domain.fieldtypes import Stored
    from ui.jobs import Step
    from ui.pages.tabbed import TabbedPage
    from ui.theme import Tone
    from ui.window import Shell

MOST = 10
NONE = "\0"
"""the key of what is not given"""
PAGES = {"child": "child", "mentor": "mentor"}
_AID = ENTITIES["aid"]


class TotalsTab(Tab):
    """Left and Right choose by what; the chart's items open their records at the right, and those their person."""

    def __init__(self, shell: Shell, page: TabbedPage) -> None:
        super().__init__(shell, page)
        theme, lang = shell.theme, shell.lang
        self.by, self.year, self.key = "occasion", str(shell.office.clock.today().year), ""
        self.found: list[Total] = []
        column = self.body
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        self.bys = Segmented(theme, [(k, said(lang)) for k, said in words.BYS], self.by, name=words.BY(lang))
        self.bys.chosen.connect(self._choose_by)
        tools.addWidget(self.bys)
        self.years = QComboBox()
        self.years.setAccessibleName(words.YEAR(lang))
        this = shell.office.clock.today().year
        self.years.addItem(words.ALL_YEARS(lang), "")
        for year in range(this, this - 8, -1):
            self.years.addItem(words.YEAR_OF(lang, year=year), str(year))
        self.years.setCurrentIndex(1)
        self.years.currentIndexChanged.connect(self._choose_year)
        tools.addWidget(self.years)
        tools.addStretch(1)
        column.addLayout(tools)
        tiles = QHBoxLayout()
        tiles.setSpacing(theme.px(12))
        self.given = StatTile(theme, words.GIVEN_SUM(lang), "—", "", "wallet", "ok")
        self.people = StatTile(theme, words.PERSONS(lang), "—", "", "users")
        for tile in (self.given, self.people):
            tile.clicked.connect(lambda: self._pick(""))
            tiles.addWidget(tile)
        column.addLayout(tiles)
        across = QHBoxLayout()
        across.setSpacing(theme.px(12))
        self.chart = RankedBars(
            theme, lang, words.TOTAL_CHART(lang), [], lambda value: language.number(value, lang)
        )
        self.chart.picked.connect(self._pick)
        self.card = ChartCard(theme, lang, self.chart)
        self.card.setMinimumHeight(theme.tall(270))
        across.addWidget(self.card, 4)
        right = Card(theme)
        self.right = label(words.ITEMS(lang), "section", wrap=True)
        right.body.addWidget(self.right)
        empty = EmptyState(theme, words.NO_AID(lang), words.NO_AID_HELP(lang), icon="gift")
        self.list = RowList(
            shell,
            words.ITEMS(lang),
            (
                TableColumn(words.NAME, lambda r: str(r.get("name") or ""), Column(96, 2), "strong"),
                TableColumn(words.ON, lambda r: str(r.get("on") or ""), Column(104, 0, 2)),
                TableColumn(words.WHAT, self._what, Column(90, 2, 3)),
                TableColumn(words.SUM, lambda r: funds.yuan(int(r.get("value") or 0)), Column(96, 0, 1)),
                TableColumn(
                    words.STEP, lambda r: words.STEPS[str(r["state"])](lang), Column(110 if lang == "en" else 88, 0, 4),
                    "pill", tone=lambda r: _tone(str(r["state"])),
                ),
            ),
            empty,
        )  # fmt: skip
        self.list.opened.connect(self._open)
        self.list.bare()
        right.body.addWidget(self.list, 1)
        across.addWidget(right, 5)
        column.addLayout(across, 1)

    def buttons(self) -> Sequence[QPushButton]:
        """Beside the title."""
        return ()

    @property
    def current(self) -> str:
        return ""

    def _what(self, row: Row) -> str:
        return running(row.get("what")) or _AID.fields["kind"].kind.show(row.get("kind"), self.shell.lang)

    def _choose_by(self, by: str) -> None:
        self.by, self.key = by, ""
        self.reload()

    def _choose_year(self, _at: int) -> None:
        self.year, self.key = str(self.years.currentData()), ""
        self.reload()

    def reload(self, chosen: str = "") -> None:
        """Count anew."""
        office, by, year = self.shell.office, self.by, self.year

        def ask(_step: Step) -> tuple[list[Total], tuple[int, int, int, int], int]:
            found = aiding.totals(office, by, year)
            return found, office.queries.aid_given(*aiding.span(year)), sum(t.sum for t in found)

        self.shell.jobs.read(ask, done=self._show, owner=self.page, newest="totals")

    def _show(self, answer: tuple[list[Total], tuple[int, int, int, int], int]) -> None:
        self.found, (persons, households, items, fen), meant = answer
        lang = self.shell.lang
        note = language.counted(words.GIVEN_YEAR_NOTE, items, lang, sum=funds.yuan(meant - fen))
        self.given.set(funds.yuan(fen), note)
        self.people.set(language.number(persons, lang), language.counted(words.PERSONS_NOTE, households, lang))
        self.chart.set_items(
            [Item(self._label(t), t.given_sum / 100, NONE if t.key is None else t.key) for t in self.found[:MOST]]
        )
        self.card.refresh()
        self._pick(self.key)

    def _label(self, total: Total) -> str:
        lang = self.shell.lang
        if total.key is None:
            return words.UNKNOWN(lang)
        if self.by in ("occasion", "kind"):
            return _AID.fields[self.by].kind.show(total.key, lang)
        return words.YEAR_OF(lang, year=total.key) if self.by == "year" else total.label

    def _pick(self, key: str) -> None:
        """Show the records behind one item, or behind the first."""
        total = next((t for t in self.found if (NONE if t.key is None else t.key) == key), None)
        total = total or (self.found[0] if self.found else None)
        if total is None:
            self.list.set([])
            self.right.setText(words.ITEMS(self.shell.lang))
            return
        self.key = NONE if total.key is None else total.key
        lang = self.shell.lang
        self.right.setText(language.counted(words.RECORDS_OF, total.items, lang, name=self._label(total)))
        office, by, span, wanted = self.shell.office, self.by, aiding.span(self.year), total.key

        def ask(_step: Step) -> list[dict[str, Stored]]:
            return office.queries.aid_lines(by, wanted, *span)

        self.shell.jobs.read(ask, done=self.list.set, owner=self.page, newest="records")

    def _open(self, id_: str) -> None:
        """The person, or the batch of a household's aid."""
        row = self.list.rows.get(id_, {})
        person = str(row.get("person") or "")
        page = PAGES.get(BY_PREFIX[person.partition("-")[0]].name) if person else None
        if page:
            self.shell.open(page, id=person)
        elif row.get("batch"):
            self.shell.open("grid", grid="aid", id=str(row["batch"]))

    def focus_first(self) -> None:
        self.bys.setFocus()


def _tone(step: str) -> Tone:
    found: Tone = words.STEP_TONE.get(step, "neutral")  # type: ignore[assignment]
    return found
