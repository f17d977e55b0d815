"""Packages that were refused here: what, when, why, and what to do; each can be taken off the list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from casefiles import exchange
from ui import words_exchange as w
from ui import words_refused as r
from ui.exchange_cards import moment
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.text import ElidedLabel, Pill, label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casefiles.exchange import Refused
    from ui.window import Shell

LINES = 12


class RefusedCard(Card):
    """`refused`, newest first; `names` are the offices by code. `again` is called when a line was taken off."""

    def __init__(
        self, shell: Shell, refused: Sequence[Refused], names: Mapping[str, str], again: Callable[[], object]
    ) -> None:
        super().__init__(shell.theme, r.TITLE(shell.lang))
        self.shell, self._again = shell, again
        for one in refused[:LINES]:
            self._line(one, names)

    def _line(self, one: Refused, names: Mapping[str, str]) -> None:
        theme, lang, shell = self.theme, self.shell.lang, self.shell
        column = QVBoxLayout()
        column.setSpacing(theme.px(3))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Pill(theme, w.STATES["refused"](lang), "danger"))
        head.addWidget(ElidedLabel(one.file, "strong"), 1)
        column.addLayout(head)
        office = names.get(one.office, one.office) or r.SOMEBODY(lang)
        says = r.SAYS if one.office and not one.proven else r.FROM
        column.addWidget(label(says(lang, office=office, when=moment(shell, one.at_ms)), "caption", wrap=True))
        column.addWidget(label(one.problem.say(lang), "body", wrap=True))
        column.addWidget(label(one.next(lang), "secondary", wrap=True))
        foot = QHBoxLayout()
        foot.addStretch(1)
        off = button(theme, r.OFF(lang), "ghost", "x", partial(self.take_off, one.key))
        off.setAccessibleName(r.OFF_OF(lang, file=one.file))
        foot.addWidget(off)
        column.addLayout(foot)
        self.body.addLayout(column)

    def take_off(self, key: str) -> None:
        """This one is settled: somebody says so."""
        shell = self.shell

        def done(_gone: object) -> None:
            shell.toast(r.IS_OFF(shell.lang))
            self._again()

        office = shell.office
        shell.jobs.write(lambda _step: exchange.forget_refused(office, key), done=done, owner=shell.page)
