"""The card on the first page: the first worklists that are not empty, with their counts; a line opens the list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout

from casefiles import worklists
from ui import language
from ui import words_worklists as words
from ui.pages.child_parts import clear
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.panels import lay_out
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.worklists import Tally
    from ui.window import Shell


MOST = 8
"""lists named; with all of them the rest of the page would be out of sight"""


class WorklistsCard(Card):
    """Counted off the GUI thread."""

    def __init__(self, shell: Shell) -> None:
        theme, lang = shell.theme, shell.lang
        every = button(theme, words.ALL(lang), "ghost", "", partial(shell.open, "worklists"))
        every.setObjectName("all-worklists")
        super().__init__(theme, words.TITLE(lang), every)
        self.shell = shell
        self.setObjectName("worklists")
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        self.body.addLayout(self.lines)
        self.body.addStretch(1)
        office = shell.office
        shell.jobs.read(
            lambda _step: worklists.tally(office, whole=False), done=self._show, owner=self, newest="worklists-card"
        )

    def _show(self, tally: Tally) -> None:
        """The lists as far as they are counted; what takes long is put in afterwards."""
        if tally.waits:
            office = self.shell.office
            self.shell.jobs.read(
                lambda _step: worklists.tally(office), done=self._show, owner=self, newest="worklists-card"
            )
        at = QApplication.focusWidget()
        had = at.objectName() if at is not None and self.isAncestorOf(at) else ""
        self._fill(tally.left, tally.away)
        same = self.findChildren(QPushButton, had) if had else []  # those that are about to be deleted come first
        if same:
            lay_out()
            same[-1].setFocus()

    def _fill(self, counts: Mapping[str, int], away: Mapping[str, int]) -> None:
        clear(self.lines)
        theme, lang = self.shell.theme, self.shell.lang
        filled = {name: n for name, n in counts.items() if n}
        if not filled:
            self.lines.addWidget(label(words.ALL_DONE_HELP(lang), "secondary"))
        shown = _first(list(filled))
        for name in shown:
            n = filled[name]
            said = words.OPEN_LIST(lang, list=words.NAMES[name](lang), n=language.number(n, lang))
            line = button(
                theme, said, "ghost", "list-filter", partial(self.shell.open, "worklists", worklist=name)
            )
            line.setObjectName(f"worklist-{name}")
            line.setStyleSheet("text-align: left")
            if name == "reports":
                line.setIcon(theme.icon("triangle-alert", "danger", 20))
                line.setStyleSheet(f"text-align: left; color: {theme.palette.danger}")
            self.lines.addWidget(line)
            if name in words.MISSING_HELP:
                helps = language.counted(words.MISSING_HELP[name], n + away.get(name, 0), lang)
                line.setAccessibleDescription(helps)
                self.lines.addWidget(label(helps, "caption", wrap=True))
        if len(filled) > len(shown):
            rest = language.counted(words.MORE_LISTS, len(filled) - len(shown), lang)
            more = button(theme, rest, "ghost", "chevron-right", partial(self.shell.open, "worklists"))
            more.setObjectName("more-worklists")
            more.setStyleSheet("text-align: left")
            self.lines.addWidget(more)


def _first(filled: list[str]) -> list[str]:
    """The lists that are named, in the order of a day's work: the first ones, and one that says what files lack."""
    lack = [name for name in filled if name in words.MISSING_HELP][:1]
    others = [name for name in filled if name not in words.MISSING_HELP]
    return others[: MOST - len(lack)] + lack
