"""Where nothing has come yet, an office with others below it is shown the way to invite them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.office import below
from ui import words_computers
from ui.widgets.buttons import button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ui.window import Shell


def invites(shell: Shell) -> bool:
    """Whether townships lie below this office: a township without others waits for the one above."""
    return "township" in below(shell.office.home.level)


def invite_button(shell: Shell) -> QPushButton:
    """Opens the page of computers with its drawer that invites."""
    words = words_computers.INVITE_BELOW(shell.lang)
    return button(shell.theme, words, "soft", "user-plus", lambda: _invite(shell))


def _invite(shell: Shell) -> None:
    from ui.pages.computers import ComputersPage  # loaded when it is opened

    shell.open("computers")
    if isinstance(shell.page, ComputersPage):
        shell.page.invite()
