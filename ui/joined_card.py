"""Files that came because their division was joined to this office's: until somebody says they were looked through."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from casefiles import exchange
from casefiles.domain.entities import BY_PREFIX
from ui import words_joined as w
from ui.record_list_drawer import RecordListDrawer, heading
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.exchange import CameJoined
    from ui.window import Shell

LINES = 12


class JoinedCard(Card):
    """`divisions`, newest first. `again` is called when somebody looked through the files of one."""

    def __init__(self, shell: Shell, divisions: Sequence[CameJoined], again: Callable[[], object]) -> None:
        super().__init__(shell.theme, w.TITLE(shell.lang))
        self.shell, self._again = shell, again
        for one in divisions[:LINES]:
            self._line(one)

    def _line(self, one: CameJoined) -> None:
        theme, lang = self.theme, self.shell.lang
        column = QVBoxLayout()
        column.setSpacing(theme.px(3))
        column.addWidget(label(one.problem.say(lang), "body", wrap=True))
        foot = QHBoxLayout()
        look = button(theme, w.FILES(lang), "ghost", "users", partial(self.look, one))
        look.setAccessibleName(w.FILES_OF(lang, name=one.name))
        foot.addWidget(look)
        foot.addStretch(1)
        done = button(theme, w.DONE(lang), "ghost", "check", partial(self.settle, one.old))
        done.setAccessibleName(w.DONE_OF(lang, name=one.name))
        foot.addWidget(done)
        column.addLayout(foot)
        self.body.addLayout(column)

    def look(self, one: CameJoined) -> None:
        """The files, each a line to open."""
        shell = self.shell

        def made() -> RecordListDrawer:
            drawer = RecordListDrawer(shell, w.TITLE(shell.lang), w.FROM(shell.lang, name=one.name, on=one.on))
            kinds: dict[str, list[str]] = {}
            for row in one.rows:
                kinds.setdefault(BY_PREFIX[row.partition("-")[0]].name, []).append(row)
            drawer.fill([(heading(kind, len(rows), shell), rows) for kind, rows in kinds.items()])
            return drawer

        shell.drawer(made(), made)

    def settle(self, old: str) -> None:
        """Somebody looked through them."""
        shell = self.shell

        def done(_gone: object) -> None:
            shell.toast(w.IS_DONE(shell.lang))
            self._again()

        office = shell.office
        shell.jobs.write(lambda _step: exchange.settle_joined(office, old), done=done, owner=shell.page)
