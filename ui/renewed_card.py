"""Computers of other offices that go on as new ones: told once, until somebody says that it was heard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from casefiles import exchange
from ui import words_renewed as w
from ui.exchange_cards import moment
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.text import Pill, label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.exchange import Renewed
    from ui.window import Shell

LINES = 12


class RenewedCard(Card):
    """`computers`, newest first. `again` is called when somebody has heard of one."""

    def __init__(self, shell: Shell, computers: Sequence[Renewed], again: Callable[[], object]) -> None:
        super().__init__(shell.theme, w.TITLE(shell.lang))
        self.shell, self._again = shell, again
        for one in computers[:LINES]:
            self._line(one)

    def _line(self, one: Renewed) -> None:
        theme, lang, shell = self.theme, self.shell.lang, self.shell
        column = QVBoxLayout()
        column.setSpacing(theme.px(3))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Pill(theme, (w.STATE_TWICE if one.twice else w.STATE)(lang), "danger" if one.twice else "info"))
        head.addWidget(label(w.FROM(lang, office=one.name, when=moment(shell, one.at_ms)), "caption", wrap=True), 1)
        column.addLayout(head)
        column.addWidget(label(one.problem.say(lang), "body", wrap=True))
        foot = QHBoxLayout()
        look = button(theme, w.COMPUTERS(lang), "ghost", "key-round", partial(shell.open, "computers"))
        look.setAccessibleName(w.COMPUTERS_OF(lang, office=one.name))
        foot.addWidget(look)
        foot.addStretch(1)
        done = button(theme, w.DONE(lang), "ghost", "check", partial(self.acknowledge, one.device))
        done.setAccessibleName(w.DONE_OF(lang, office=one.name))
        foot.addWidget(done)
        column.addLayout(foot)
        self.body.addLayout(column)

    def acknowledge(self, device: str) -> None:
        """Somebody has heard of it."""
        shell = self.shell

        def done(_gone: object) -> None:
            shell.toast(w.IS_DONE(shell.lang))
            self._again()

        office = shell.office
        shell.jobs.write(lambda _step: exchange.acknowledge(office, device), done=done, owner=shell.page)
