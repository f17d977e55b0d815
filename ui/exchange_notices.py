"""What a person should know before the exchange goes on, at the head of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.widgets.cards import Card
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.problems import Problem
    from ui.window import Shell


def notice_card(shell: Shell, problems: Sequence[Problem]) -> Card:
    """One line for each."""
    card = Card(shell.theme)
    for problem in problems:
        card.body.addWidget(label(problem.say(shell.lang), "body", tone="warn", wrap=True))
    return card
