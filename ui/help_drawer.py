"""Helping an office below with a forgotten passphrase: who asks, the six digits, and then the code, once, large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from casefiles import exchange
from casefiles.papers import code_slip
from ui import words_computers
from ui import words_help_above as w
from ui.code_drawer import CodeDrawer, large_code
from ui.exchange_cards import moment
from ui.stick_box import StickBox
from ui.widgets.buttons import button
from ui.widgets.cards import FactGrid
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from casefiles.domain.problems import Refusal
    from casefiles.edges.package.helping import Request
    from casefiles.exchange import Given
    from ui.window import Shell


@dataclass(slots=True)
class Helping:
    """The request that was read, and the answer once it is written; it outlives a switch of the look."""

    file: Path
    request: Request
    check: str
    folder: Path | None = None
    made: Given | None = None


class HelpDrawer(CodeDrawer):
    """Nothing is written before somebody says that they called the office. `again` is asked for afterwards."""

    def __init__(self, shell: Shell, state: Helping, again: Callable[[], object]) -> None:
        super().__init__(shell, w.TITLE(shell.lang), state.request.name)
        self.state, self._again = state, again
        self.setObjectName("help-drawer")
        if state.made is None:
            self._ask()
        else:
            self._told(state.made)

    def focus_first(self) -> None:
        """The tick that somebody called; afterwards the slip."""
        (self.sure if self.state.made is None else self.print_button).setFocus()

    def _ask(self) -> None:
        theme, lang, state = self.theme, self.shell.lang, self.state
        request = state.request
        facts = [(w.WHO(lang), f"{request.name} {request.office}"), (w.WHEN(lang), moment(self.shell, request.made))]
        self.body.addWidget(FactGrid(theme, facts, columns=1))
        self.body.addWidget(label(w.CHECK(lang), "strong", wrap=True))
        digits = large_code(theme, state.check)
        digits.setAccessibleName(f"{w.CHECK(lang)}: {' '.join(state.check)}")
        self.body.addWidget(digits)
        self.body.addWidget(label(w.CAUTION(lang), "body", tone="warn", wrap=True))
        self.sure = QCheckBox(w.SURE(lang))
        self.body.addWidget(self.sure)
        self.sticks = StickBox(self.shell, tight=True)
        self.sticks.use(state.folder or state.file.parent)
        self.sticks.search()
        self.sticks.found.hide()  # what else is on it is of no concern here
        self.body.addWidget(self.sticks)
        self.body.addStretch(1)
        self.said = label("", "body", tone="danger", wrap=True)
        self.said.hide()
        self.foot.addWidget(self.said)
        self.write_button = button(theme, w.WRITE(lang), "primary", "usb", self.write)
        self.foot.addWidget(self.write_button)

    def write(self) -> None:
        """Write the answer."""
        state, office, lang = self.state, self.shell.office, self.shell.lang
        if not self.sure.isChecked():
            self._say(w.NOT_SURE(lang))
            self.sure.setFocus()
            return
        folder = state.folder = self.sticks.folder
        if folder is None:
            self._say(words_computers.NO_PLACE(lang))
            return
        self.shell.jobs.write(
            lambda _step: exchange.give_help(office, state.file, folder),
            done=self._written,
            refused=lambda refusal: self._say(refusal.say(lang)),
            owner=self,
        )

    def _written(self, made: Given) -> None:
        shell, state, again = self.shell, self.state, self._again
        state.made = made
        shell.toast(w.READY(shell.lang, name=made.path.name))
        again()

        def make() -> HelpDrawer:
            return HelpDrawer(shell, state, again)

        shell.drawer(make(), make)

    def _told(self, made: Given) -> None:
        lang, office = self.shell.lang, self.shell.office
        self.show_code(w.ITS_CODE(lang), made.code, w.TELL(lang))
        self.offer_slip(made.path.name, lambda lang: code_slip.answer(office, made, lang), w.PRINT)

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()


def read(shell: Shell, file: Path, again: Callable[[], object], refused: Callable[[Refusal], object]) -> None:
    """Read this request and open the drawer on it."""
    office = shell.office

    def work(_step: object) -> Helping:
        request = exchange.look_at_request(office, file)
        return Helping(file, request, request.check)

    def show(state: Helping) -> None:
        def make() -> HelpDrawer:
            return HelpDrawer(shell, state, again)

        shell.drawer(make(), make)

    shell.jobs.read(work, done=show, refused=refused, owner=shell.page, newest="request")
