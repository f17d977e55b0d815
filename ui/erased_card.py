"""Files that were erased here by order of another office: which order, and what is left to be done with the papers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from casefiles import exchange
from ui import words_erased as w
from ui.exchange_cards import moment
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.text import Pill, label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.exchange import Ordered
    from ui.window import Shell

LINES = 12


class ErasedCard(Card):
    """`orders`, newest first. `again` is called when somebody said that the papers of one were dealt with."""

    def __init__(self, shell: Shell, orders: Sequence[Ordered], again: Callable[[], object]) -> None:
        super().__init__(shell.theme, w.TITLE(shell.lang))
        self.shell, self._again = shell, again
        for one in orders[:LINES]:
            self._line(one)

    def _line(self, one: Ordered) -> None:
        theme, lang, shell = self.theme, self.shell.lang, self.shell
        column = QVBoxLayout()
        column.setSpacing(theme.px(3))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Pill(theme, w.STATE(lang), "warn"))
        head.addWidget(label(w.FROM(lang, office=one.name, when=moment(shell, one.at_ms)), "caption", wrap=True), 1)
        column.addLayout(head)
        column.addWidget(label(one.problem.say(lang), "body", wrap=True))
        foot = QHBoxLayout()
        foot.addStretch(1)
        done = button(theme, w.DONE(lang), "ghost", "check", partial(self.settle, one.order))
        done.setAccessibleName(w.DONE_OF(lang, office=one.name, on=one.on, n=one.files))
        foot.addWidget(done)
        column.addLayout(foot)
        self.body.addLayout(column)

    def settle(self, order: str) -> None:
        """Somebody says that the papers were dealt with."""
        shell = self.shell

        def done(_gone: object) -> None:
            shell.toast(w.IS_DONE(shell.lang))
            self._again()

        office = shell.office
        shell.jobs.write(lambda _step: exchange.settle_erasure(office, order), done=done, owner=shell.page)
