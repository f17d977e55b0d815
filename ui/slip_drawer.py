"""The slip of a package in the drawer: the code that both sides read to each other, and what the package held."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from casefiles import exchange
from casefiles.domain.entities import ENTITIES
from ui import language
from ui import words_trip as w
from ui.charts import Item, RankedBars
from ui.exchange_cards import moment
from ui.widgets.buttons import button
from ui.widgets.cards import FactGrid
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from casefiles.exchange import Slip
    from ui.window import Shell


class SlipDrawer(DrawerFrame):
    """Nothing of any person stands on it."""

    def __init__(self, shell: Shell, found: Slip) -> None:
        theme, lang = shell.theme, shell.lang
        direction = (w.SLIP_OUT if found.direction == "out" else w.SLIP_IN)(lang)
        super().__init__(
            theme, lang, w.SLIP_TITLE(lang), f"{direction} {found.name}", close=lambda: shell.drawer(None)
        )
        self.body.addWidget(label(w.SLIP_CODE(lang), "caption", wrap=True))
        self.code = label(found.code, "number")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.code)
        received = w.SLIP_NOT_YET(lang)
        if found.received_ms:
            received = moment(shell, found.received_ms)
        facts = [
            (w.SLIP_OFFICE(lang), found.name),
            (w.SLIP_WHEN(lang), moment(shell, found.at_ms)),
            (w.SLIP_CHANGES(lang), self._changes(found, lang)),
            (w.SLIP_NUMBERS(lang), f"{found.first}-{found.last}" if found.last else ""),
        ]
        if found.direction == "out":
            facts.append((w.SLIP_RECEIVED(lang), received))
        self.body.addWidget(FactGrid(theme, facts, columns=2))
        file = label(f"{w.SLIP_FILE(lang)}: {found.file}", "caption", wrap=True)
        file.setText(file.text().replace("-", "-\u200b"))
        file.setAccessibleName(found.file)
        self.body.addWidget(file)
        if found.records:
            items = [Item(ENTITIES[e].plural(lang) if e in ENTITIES else e, n) for e, n in found.records.items()]
            self.body.addWidget(label(w.SLIP_RECORDS(lang), "strong", wrap=True))
            self.body.addWidget(RankedBars(theme, lang, w.SLIP_RECORDS(lang), items))
        self.body.addStretch(1)
        paper = partial(shell.open, "preview", id=found.package, paper="exchange-receipt")
        self.print_button = button(theme, w.SLIP_PRINT(lang), "soft", "printer", paper)
        self.foot.addWidget(self.print_button)

    @staticmethod
    def _changes(found: Slip, lang: Lang) -> str:
        """All changes in it, and how many of them were new here where not all were."""
        if found.direction == "in" and found.whole > found.changes:
            numbers = {"all": language.number(found.whole, lang), "n": language.number(found.changes, lang)}
            return w.SLIP_NEW(lang, **numbers)
        return language.number(found.changes, lang)

    def focus_first(self) -> None:
        """The paper is one key away."""
        self.print_button.setFocus()

    def on_changed(self, entity: str, ids: object) -> None:
        """A slip does not change."""


def open_slip(shell: Shell, found: Slip) -> None:
    """Open it, and make it anew when the look or the language is switched."""
    shell.drawer(SlipDrawer(shell, found), lambda: SlipDrawer(shell, found))


def ask_slip(shell: Shell, package: str) -> None:
    """The slip of a package of the list."""
    office = shell.office
    shell.jobs.read(lambda _step: exchange.slip(office, package), done=lambda found: open_slip(shell, found))
