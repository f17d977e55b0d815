"""A drawer that ends with a code: shown once, large, to be read aloud, and a slip with it to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui import words_computers as w
from ui.widgets.buttons import button
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLabel

    from casefiles.domain.document import Document
    from casefiles.domain.words import Label, Lang
    from ui.theme import Theme
    from ui.window import Shell

LARGE = 1.6


class CodeDrawer(DrawerFrame):
    """`show_code` puts the code into the body, `offer_slip` what was written and the buttons below it."""

    def __init__(self, shell: Shell, title: str, over: str) -> None:
        super().__init__(shell.theme, shell.lang, title, over, close=lambda: shell.drawer(None))
        self.shell = shell
        self._slip: Callable[[Lang], Document] | None = None

    def on_changed(self, entity: str, ids: object) -> None:
        """Nothing here is of a record."""

    def show_code(self, said: str, code: str, warning: str) -> None:
        """The code under what it is called, and whom to tell."""
        self.body.addWidget(label(said, "strong", wrap=True))
        self.secret = large_code(self.theme, code)
        self.secret.setAccessibleName(f"{said}: {' '.join(code)}")
        self.body.addWidget(self.secret)
        self.body.addWidget(label(warning, "body", tone="warn", wrap=True))

    def offer_slip(self, file: str, slip: Callable[[Lang], Document], print_it: Label) -> None:
        """The file that was written; a slip to print, on a button that says which, or done."""
        lang = self.shell.lang
        self._slip = slip
        self.body.addWidget(label(f"{w.FILE(lang)}: {file}".replace("-", "-\u200b"), "caption", wrap=True))
        self.body.addStretch(1)
        self.print_button = button(self.theme, print_it(lang), "primary", "printer", self.print)
        self.foot.addWidget(self.print_button)
        self.foot.addWidget(button(self.theme, w.DONE(lang), "ghost", "check", lambda: self.shell.drawer(None)))

    def print(self) -> None:
        """The slip on the page of papers."""
        if self._slip is not None:
            self.shell.open("preview", slip=self._slip)


def large_code(theme: Theme, code: str) -> QLabel:
    """A code to be read aloud: as large as there is room for, to be copied with the mouse."""
    made = label(code, "page")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setObjectName("code")
    made.setStyleSheet(f"font-size: {round(theme.text_px('page') * LARGE)}px; padding: {theme.px(10)}px 0;")
    return made
