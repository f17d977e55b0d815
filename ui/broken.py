"""What stands where a page could not be made."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ui import words
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.domain.words import Lang
    from ui.theme import Theme


class BrokenPage(EmptyState):
    """Says that nothing is lost, and offers to try again."""

    def __init__(self, theme: Theme, lang: Lang, again: Callable[[], object]) -> None:
        retry = button(theme, words.RETRY(lang), "soft", "refresh-cw", again)
        super().__init__(theme, words.PAGE_BROKEN(lang), words.PAGE_BROKEN_HELP(lang), retry)

    def reload(self) -> None:
        """Nothing of its own to read."""


def report(error: BaseException) -> None:
    """To the crash hook, as if nobody had caught it."""
    sys.excepthook(type(error), error, error.__traceback__)
