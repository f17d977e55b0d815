"""The batches: a list, and beside it the chosen one with its steps as a picture."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from casefiles import aiding, funds
from casefiles.domain.entities import ENTITIES
from ui import language
from ui import words_aid as words
from ui.pages.tabbed import Tab
from ui.record_drawer import RecordDrawer, open_record
from ui.row_list import RowList
from ui.step_bar import StepBar
from ui.table import Row, TableColumn
from ui.veiled import running
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState
from ui.widgets.panels import PeekPanel
from ui.widgets.register import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from casefiles.aiding import Batch
    from casefiles.recording import Saved
    from ui.jobs import Step
    from ui.pages.tabbed import TabbedPage
    from ui.theme import Tone
    from ui.window import Shell

_BATCH = ENTITIES["aid_batch"]


class BatchesTab(Tab):
    """Enter opens the list of recipients."""

    scrolls, across = False, True

    def __init__(self, shell: Shell, page: TabbedPage) -> None:
        super().__init__(shell, page)
        self._at: dict[str, dict[str, int]] = {}
        theme, lang = shell.theme, shell.lang
        across = self.body
        make = button(theme, words.NEW_BATCH(lang), "primary", "plus", self.make)
        empty = EmptyState(theme, words.NO_BATCH(lang), words.NO_BATCH_HELP(lang), make, icon="gift")
        wide = lang == "en"
        self.list = RowList(
            shell,
            words.TABS[0][1](lang),
            (
                TableColumn(words.NAME, lambda r: str(r.get("name") or ""), Column(170, 3), "strong"),
                TableColumn(words.ON, lambda r: str(r.get("on") or ""), Column(104, 0, 2)),
                TableColumn(words.OCCASION, lambda r: self._shown("occasion", r), Column(170 if wide else 104, 0, 4)),
                TableColumn(words.WHAT, lambda r: running(r.get("what")), Column(110, 2, 5)),
                TableColumn(words.RECIPIENTS, self._people, Column(160 if wide else 100, 0, 3)),
                TableColumn(words.SUM, lambda r: funds.yuan(int(r.get("sum") or 0)), Column(104, 0, 1)),
                TableColumn(
                    words.STEP, lambda r: words.STEPS[str(r["step"])](lang), Column(110 if wide else 88, 0),
                    "pill", tone=lambda r: _tone(str(r["step"])),
                ),
            ),
            empty,
        )  # fmt: skip
        self.list.opened.connect(self.open)
        self.list.chosen.connect(self._peek)
        across.addWidget(self.list, 1)
        self.panel = PeekPanel(theme)
        self.panel.foot.addWidget(
            button(theme, words.OPEN_LIST(lang), "primary", "table", lambda: self.open(self.current))
        )
        self.panel.foot.addWidget(
            button(theme, words.SHEET(lang), "", "printer", lambda: self._print(self.current))
        )
        across.addWidget(self.panel)

    def buttons(self) -> Sequence[QPushButton]:
        """Beside the title."""
        return (button(self.shell.theme, words.NEW_BATCH(self.shell.lang), "primary", "plus", self.make),)

    def _shown(self, field: str, row: Row) -> str:
        return _BATCH.fields[field].kind.show(row.get(field), self.shell.lang)

    def _people(self, row: Row) -> str:
        lang, houses = self.shell.lang, int(row.get("households") or 0)
        said = language.counted(words.PEOPLE_N, int(row.get("persons") or 0), lang)
        return words.AND_HOUSEHOLDS(lang, people=said, n=houses) if houses else said

    def reload(self, chosen: str = "") -> None:
        """Read the batches."""
        office = self.shell.office

        def ask(_step: Step) -> list[Batch]:
            return aiding.batches(office)

        self.shell.jobs.read(ask, done=lambda found: self._show(found, chosen), owner=self.page, newest="batches")

    def _show(self, found: list[Batch], chosen: str) -> None:
        self._at = {one.id: one.at for one in found}
        self.list.set([dataclasses.asdict(one) for one in found], chosen)
        self.tell(words.BATCHES_N, len(found))

    def _peek(self, id_: str) -> None:
        row, theme, lang = self.list.row, self.shell.theme, self.shell.lang
        self.panel.clear()
        self.panel.want(bool(row))
        if not row:
            return
        step = str(row["step"])
        under = " · ".join(p for p in (str(row.get("on") or ""), self._shown("occasion", row)) if p)
        self.panel.person(str(row["name"]), under, [(words.STEPS[step](lang), _tone(step))])
        self.panel.line()
        bar = StepBar(theme, lang)
        bar.set(self._at.get(id_, {}))
        self.panel.add(bar)
        self.panel.fact("users", self._people(row))
        money = words.YUAN(lang, sum=funds.yuan(int(row["sum"] or 0)))
        self.panel.fact("wallet", money)
        signed = words.DONE_OF(lang, n=row["signed"], of=row["lines"])
        self.panel.fact("pencil", f"{words.SIGNED(lang)} {signed}")
        self.panel.line()
        for said, name in ((words.WHAT, "what"), (words.DONOR, "donor"), (words.FUND, "fund_name")):
            if row.get(name):
                self.panel.note(said(lang), str(row[name]))
        self.panel.fill()

    def open(self, id_: str) -> None:
        """The list of recipients."""
        if id_:
            self.shell.open("grid", grid="aid", id=id_)

    def _print(self, id_: str) -> None:
        if id_:
            self.shell.open("preview", id=id_, paper="signing")

    def make(self) -> None:
        """A new batch; its list opens when it is saved."""
        shell = self.shell

        def then(saved: Saved) -> None:
            shell.open("grid", grid="aid", id=saved.id)

        start = {"on": shell.office.clock.today().isoformat(), "kind": "money"}
        open_record(shell, lambda: RecordDrawer(shell, "aid_batch", start=start, hide=("closed_on",), then=then))


def _tone(step: str) -> Tone:
    found: Tone = words.STEP_TONE.get(step, "neutral")  # type: ignore[assignment]
    return found
