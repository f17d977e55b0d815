"""Helping an office below with a forgotten passphrase: who asks, the six digits, and then the code, once, large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from casefiles import exchange
from casefiles.papers import code_slip
from ui import words_computers
from ui import words_help_above as w
from ui.exchange_cards import moment
from ui.invite_drawer import large_code
from ui.stick_box import StickBox
from ui.widgets.buttons import button
from ui.widgets.cards import FactGrid
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from casefiles.domain.document import Document
    from casefiles.domain.problems import Refusal
    from casefiles.domain.words import Lang
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


class HelpDrawer(DrawerFrame):
    """Nothing is written before somebody says that they called the office. `again` is asked for afterwards."""

    def __init__(self, shell: Shell, state: Helping, again: Callable[[], object]) -> None:
        theme, lang = shell.theme, shell.lang
        super().__init__(theme, lang, w.TITLE(lang), state.request.name, close=lambda: shell.drawer(None))
        self.shell, self.state, self._again = shell, state, again
        self.setObjectName("help-drawer")
        if state.made is None:
            self._ask()
        else:
            self._told(state.made)

    def focus_first(self) -> None:
        """The tick that somebody called; afterwards the slip."""
        (self.sure if self.state.made is None else self.print_button).setFocus()

    def on_changed(self, entity: str, ids: object) -> None:
        """Nothing here is of a record."""

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
        theme, lang = self.theme, self.shell.lang
        self.body.addWidget(label(w.ITS_CODE(lang), "strong", wrap=True))
        self.secret = large_code(theme, made.code)
        self.secret.setAccessibleName(f"{w.ITS_CODE(lang)}: {' '.join(made.code)}")
        self.body.addWidget(self.secret)
        self.body.addWidget(label(w.TELL(lang), "body", tone="warn", wrap=True))
        file = label(f"{words_computers.FILE(lang)}: {made.path.name}".replace("-", "-\u200b"), "caption", wrap=True)
        self.body.addWidget(file)
        self.body.addStretch(1)
        self.print_button = button(theme, words_computers.PRINT(lang), "primary", "printer", self.print)
        self.foot.addWidget(self.print_button)
        done = button(theme, words_computers.DONE(lang), "ghost", "check", lambda: self.shell.drawer(None))
        self.foot.addWidget(done)

    def print(self) -> None:
        """The slip on the page of papers."""
        made, office = self.state.made, self.shell.office
        if made is None:
            return

        def paper(lang: Lang) -> Document:
            return code_slip.answer(office, made, lang)

        self.shell.open("preview", slip=paper)

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
