"""A forgotten passphrase: a request for the office above, and its answer. The database stays closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from casefiles.domain.problems import Refusal
from ui import words_help_above as w
from ui import words_keysheets
from ui.asking import ask_files, ask_folder
from ui.pages.bare import centred, headed, wide
from ui.passphrase_anew import PassphraseAnew
from ui.remade import failing, telling
from ui.stick_box import begin
from ui.widgets.buttons import button
from ui.widgets.cards import rule
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.office import Office
    from ui.window import Shell

OF_THE_FILE = {"NOT_AN_UNLOCK", "UNLOCK_NOT_FOR_US", "UNLOCK_WRONG_KEY", "EMPTY", "CANNOT_READ"}
OF_THE_CODE = {"HELP_TYPO", "HELP_BAD"}


class HelpAbovePage(QWidget):
    """Two steps on one card; each button says what it does, Esc goes back."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.file: Path | None = None
        theme, lang = shell.theme, shell.lang
        card, _ = headed(shell, "key-round", w.PAGE(lang), wide(shell, 560))
        self.card = card
        card.body.addWidget(label(w.HELP(lang), "secondary", wrap=True))
        self.holder = label("", "strong", wrap=True)
        card.body.addWidget(self.holder)
        card.body.addWidget(rule())
        self.sheets_button = button(
            theme, words_keysheets.WITH_TWO(lang), "soft", "file-text", lambda: shell.open("open_sheets")
        )
        card.body.addWidget(self.sheets_button)
        self.sheets_rule = rule()
        card.body.addWidget(self.sheets_rule)
        card.body.addWidget(label(w.STEP_ASK(lang), "section", wrap=True))
        self.ask_button = button(theme, w.ASK(lang), "soft", "usb", self.choose_target)
        card.body.addWidget(self.ask_button)
        self.told = label("", "body", wrap=True)
        self.told.hide()
        card.body.addWidget(self.told)
        self.digits = label("", "page")
        self.digits.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.digits.hide()
        self.digits_of = label(w.DIGITS(lang), "caption", wrap=True)
        self.digits_of.hide()
        card.body.addWidget(self.digits_of)
        card.body.addWidget(self.digits)
        card.body.addWidget(rule())
        card.body.addWidget(label(w.STEP_TAKE(lang), "section", wrap=True))
        row = QHBoxLayout()
        self.file_button = button(theme, w.CHOOSE(lang), "", "file-down", self.choose_file)
        row.addWidget(self.file_button)
        self.file_label = ElidedLabel("")
        row.addWidget(self.file_label, 1)
        card.body.addLayout(row)
        self.code = QLineEdit()
        self.code.setAccessibleName(w.CODE(lang))
        self.code.setPlaceholderText(w.CODE_HINT(lang))
        self.code.setMaxLength(24)
        self.code.returnPressed.connect(self.take)
        card.body.addWidget(label(w.CODE(lang), "strong"))
        card.body.addWidget(self.code)
        self.anew = PassphraseAnew(shell, self.take, self._back, card.body.spacing())
        card.body.addWidget(self.anew)
        centred(self, card)

    def reload(self) -> None:
        """Who can help, and whose passphrase it may be."""
        session, lang = self.shell.session, self.shell.lang
        if session is None:
            return
        try:
            self.anew.offer(session.doors.users(session.folder))
            name, digits = session.doors.helper(session.folder), session.doors.asked_help(session.folder)
            valid = session.doors.sheets(session.folder) is not None
        except Refusal as refusal:
            self.holder.setText(refusal.say(lang))
            return
        self.holder.setText(w.HOLDER(lang, name=name) if name else w.NO_HOLDER(lang))
        self.ask_button.setEnabled(bool(name))
        self.sheets_button.setVisible(valid)
        self.sheets_rule.setVisible(valid)
        self._digits(digits)

    def focus_first(self) -> None:
        """The keyboard starts at the request, at the answer when one was written, or at the sheets where they are all
        there is."""
        if self.sheets_button.isVisibleTo(self) and not self.ask_button.isEnabled() and not self.digits.text():
            self.sheets_button.setFocus()
            return
        (self.file_button if self.digits.text() or not self.ask_button.isEnabled() else self.ask_button).setFocus()

    def choose_target(self) -> None:
        """Ask for the stick and write the request there."""
        from ui import drives

        session = self.shell.session
        if session is None:
            return
        sticks = [drive for drive in drives.offered() if drive.removable and not drive.read_only]
        start = sticks[0].path if sticks else session.folder.parent
        target = ask_folder(self, w.ASK(self.shell.lang), start)
        if target is not None:
            self.ask(target)

    def ask(self, target: Path) -> None:
        """Write the request into this folder."""
        session = self.shell.session
        if session is None:
            return
        doors, folder = session.doors, session.folder
        self.shell.jobs.write(
            lambda _step: doors.ask_help(folder, target),
            done=telling(self.shell, self, lambda page, found: page.asked(*found)),
            refused=telling(self.shell, self, HelpAbovePage.refuse),
        )  # fmt: skip

    def asked(self, path: Path, digits: str) -> None:
        """Say where the request lies, and by which digits they know it."""
        session = self.shell.session
        name = session.doors.helper(session.folder) if session is not None else ""
        self.told.setText(w.ASKED(self.shell.lang, path=path.name, name=name, code=digits))
        self.told.show()
        self._digits(digits)
        self.file_button.setFocus()

    def _digits(self, digits: str) -> None:
        self.digits.setText(digits)
        for one in (self.digits, self.digits_of):
            one.setVisible(bool(digits))

    def choose_file(self) -> None:
        """Choose the answer."""
        lang = self.shell.lang
        for path in ask_files(self, w.CHOOSE(lang), begin(self.shell), w.ANSWERS(lang)):
            self.use(path)

    def use(self, path: Path) -> None:
        """Take this file as the answer."""
        self.file = path
        self.file_label.set(path.name)
        self.code.setFocus()

    def take(self) -> None:
        """Set the passphrase anew and open the office with it."""
        session, lang, file = self.shell.session, self.shell.lang, self.file
        if session is None or not self.anew.do.isEnabled():
            return
        if file is None:
            self.anew.say(w.NO_FILE(lang), self.file_button)
            return
        if not self.code.text().strip():
            self.code.setFocus()
            return
        secret = self.anew.typed()
        if not secret:
            return
        doors, folder, code = session.doors, session.folder, self.code.text()
        login, name = self.anew.chosen()

        def work(_step: object) -> Office:
            doors.take_help(folder, file, code, login, name, secret)
            return doors.open_office(folder, secret, login)

        self.anew.begin()
        self.shell.jobs.write(  # without an owner: it must arrive even when the page is made anew meanwhile
            work, done=session.opened, refused=telling(self.shell, self, HelpAbovePage.refuse),
            failed=failing(self.shell, self, lambda page: page.anew.ready()),
        )  # fmt: skip

    def refuse(self, refusal: Refusal) -> None:
        """Say why nothing was done; it may be tried again."""
        self.anew.do.setEnabled(True)
        code = refusal.problems[0].code
        where = self.code if code in OF_THE_CODE else self.file_button if code in OF_THE_FILE else self.anew.first
        self.anew.say(refusal.say(self.shell.lang), where)

    def _back(self) -> None:
        self.shell.open("unlock")
