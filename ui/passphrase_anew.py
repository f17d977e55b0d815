"""A passphrase set anew without the old one: whose, the new one twice, what is wrong, and the button that does it.

Two pages before login end with it: two recovery sheets, and the answer of the office above.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import words_open
from ui import words_passphrase as w
from ui.widgets.buttons import button
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from casefiles.domain.words import Lang
    from casefiles.office import Me
    from ui.window import Shell


def told_apart(users: Sequence[Me], lang: Lang) -> list[str]:
    """Each by name; with the login only where two people have one name, for nobody need know it else."""
    often = Counter(user.name for user in users)
    around = "{0}（{1}）" if lang == "zh" else "{0} ({1})"
    return [user.name if often[user.name] == 1 else around.format(user.name, user.login) for user in users]


class PassphraseAnew(QWidget):
    """The lower part of a card. `take` is what Enter and the button do, `back` the way back."""

    def __init__(self, shell: Shell, take: Callable[[], object], back: Callable[[], object], spacing: int) -> None:
        super().__init__()
        self.shell = shell
        theme, lang = shell.theme, shell.lang
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        self.who = QComboBox()
        self.who.setAccessibleName(w.WHOSE(lang))
        column.addWidget(label(w.WHOSE(lang), "strong"))
        column.addWidget(self.who)
        self.first, self.again = QLineEdit(), QLineEdit()
        for line, name in ((self.first, w.NEW(lang)), (self.again, w.AGAIN(lang))):
            line.setAccessibleName(name)
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.returnPressed.connect(take)
            column.addWidget(label(name, "strong"))
            column.addWidget(line)
        self.problem = label("", "secondary", tone="danger", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addWidget(button(theme, w.BACK(lang), "ghost", "chevron-left", back))
        foot.addStretch(1)
        self.do = button(theme, w.DO(lang), "primary", "lock-open", take)
        foot.addWidget(self.do)
        column.addLayout(foot)

    def calls(self, act: str) -> None:
        """What the button says that does it, where that is not opening the office."""
        self.do.setText(f" {act}")
        self.do.setAccessibleName(act)

    def offer(self, users: Iterable[Me]) -> None:
        """Whose passphrase it may be."""
        self.who.clear()
        found = list(users)
        for user, shown in zip(found, told_apart(found, self.shell.lang), strict=True):
            self.who.addItem(shown, (user.login, user.name))

    def chosen(self) -> tuple[str, str]:
        """Login and name of whose it is."""
        login, name = self.who.currentData()
        return login, name

    def typed(self) -> str:
        """The new passphrase; "" as long as it is not typed twice and alike, which is said."""
        if not self.first.text():
            self.say("", self.first)
        elif self.first.text() != self.again.text():
            self.say(words_open.NOT_THE_SAME(self.shell.lang) if self.again.text() else "", self.again)
        else:
            return self.first.text()
        return ""

    def begin(self) -> None:
        """It is being done: nobody presses twice."""
        self.do.setEnabled(False)
        self.say(w.DOING(self.shell.lang))

    def ready(self) -> None:
        """It may be pressed again."""
        self.do.setEnabled(True)
        self.say("")

    def say(self, text: str, where: QWidget | None = None) -> None:
        """This, and the keyboard there."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if where is not None:
            where.setFocus()
