"""What the exchange page says of computers: this one not known above yet or blocked, others' records kept aside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casefiles import exchange
from ui import language
from ui import words_identity as w
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.domain.changes import Touched
    from casefiles.exchange import Computer
    from casefiles.office import Office
    from ui.window import Shell



class Computers(NamedTuple):
    """Who is to vouch for this computer still (name and code), whether it was blocked, and computers with something
    kept aside that nobody has decided about."""

    awaiting: tuple[str, str] | None
    blocked: bool
    aside: list[Computer]


def read(office: Office) -> Computers:
    """What the card says; away from the window."""
    aside = [one for one in exchange.computers(office) if one.aside and not one.answered]
    return Computers(exchange.awaiting(office), exchange.blocked_here(office), aside)


class ComputersCard(QWidget):
    """Empty as a rule; `again` is asked for after a decision."""

    def __init__(self, shell: Shell, found: Computers, again: Callable[[], object]) -> None:
        super().__init__()
        self.shell, self._again = shell, again
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(shell.theme.px(12))
        awaiting, blocked, aside = found
        theme, lang = self.shell.theme, self.shell.lang
        if awaiting is not None:
            name, code = awaiting
            card = Card(theme, w.AWAITING(lang))
            card.body.addWidget(label(w.AWAITING_HELP(lang, name=name, code=code), "secondary", wrap=True))
            column.addWidget(card)
        if not blocked and not aside:
            return
        card = Card(theme, w.COMPUTERS(lang))
        if blocked:
            card.body.addWidget(label(w.HERE(lang), "secondary", tone="danger", wrap=True))
        for one in aside:
            card.body.addLayout(self._line(one))
        column.addWidget(card)

    def _line(self, one: Computer) -> QVBoxLayout:
        theme, lang = self.shell.theme, self.shell.lang
        said = {"name": one.name, "n": language.number(one.aside, lang)}
        column = QVBoxLayout()
        column.addWidget(label(w.ASIDE_OF(lang, **said), "secondary", tone="warn", wrap=True))
        if not one.ours:
            column.addWidget(label(w.UP_THERE(lang), "caption", wrap=True))
            return column
        foot = QHBoxLayout()
        foot.addStretch(1)
        for words, name, kind, icon, act in (
            (w.LEAVE, w.LEAVE_OF, "ghost", "x", self.leave),
            (w.ACCEPT, w.ACCEPT_OF, "soft", "check", self.accept),
        ):
            made = button(theme, words(lang), kind, icon, partial(act, one.device))
            made.setAccessibleName(name(lang, **said))
            foot.addWidget(made)
        column.addLayout(foot)
        return column

    def accept(self, device: str) -> None:
        """Take in what was kept aside of this computer."""
        office = self.shell.office

        def told(touched: Touched) -> None:
            self.shell.toast(w.ACCEPTED(self.shell.lang, n=touched.number()))
            for entity, ids in touched.rows.items():
                self.shell.changed.emit(entity, ids)
            self._again()

        self.shell.jobs.write(lambda _step: exchange.accept_blocked(office, device), done=told, owner=self)

    def leave(self, device: str) -> None:
        """Ask no more about what was kept aside of this computer."""
        office = self.shell.office

        def told(_nothing: object) -> None:
            self.shell.toast(w.LEFT_ASIDE(self.shell.lang))
            self._again()

        self.shell.jobs.write(lambda _step: exchange.keep_aside(office, device), done=told, owner=self)
