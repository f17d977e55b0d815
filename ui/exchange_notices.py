"""What a person should know before the exchange goes on, at the head of its page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui import words_accounts, words_keysheets
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.problems import Problem
    from ui.window import Shell


def notice_card(shell: Shell, problems: Sequence[Problem]) -> Card:
    """One line for each; where pages of this program put it right, the way there."""
    card = Card(shell.theme)
    for problem in problems:
        card.body.addWidget(label(problem.say(shell.lang), "body", tone="warn", wrap=True))
        if problem.code == "NO_WAY_BACK":
            card.body.addWidget(_ways(shell))
    return card


def _ways(shell: Shell) -> QWidget:
    """To recovery sheets, and to accounts."""
    holder = QWidget()
    flow = FlowLayout(holder, shell.theme.px(8))
    for words, icon, page in (
        (words_keysheets.LOOK, "file-text", "keysheets"),
        (words_accounts.LOOK, "users", "accounts"),
    ):
        flow.addWidget(button(shell.theme, words(shell.lang), "soft", icon, partial(shell.open, page)))
    return holder
