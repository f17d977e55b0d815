"""The passphrase. Nothing of a child is on this page, and the database is not open yet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from casefiles.domain.problems import Refusal
from ui import words, words_help_above, words_open, words_rescue
from ui.asking import ask_folder
from ui.pages.bare import centred, headed
from ui.passphrase_anew import told_apart
from ui.remade import failing, telling
from ui.widgets.buttons import button, icon_button
from ui.widgets.text import label

if TYPE_CHECKING:
    from ui.session import Session
    from ui.window import Shell


class UnlockPage(QWidget):
    """Who, passphrase, Enter."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        theme, lang = shell.theme, shell.lang
        self.card, _ = headed(shell, "door-open", words.PRODUCT(lang), 460 * theme.scale)
        self.card.body.addWidget(label(words_open.WELCOME(lang), "section"))
        self.help = label("", "secondary", wrap=True)
        self.card.body.addWidget(self.help)
        self.who = QComboBox()
        self.who.setAccessibleName(words_open.WHO(lang))
        self.card.body.addWidget(label(words_open.WHO(lang), "strong"))
        self.card.body.addWidget(self.who)
        self.card.body.addWidget(label(words_open.PASSPHRASE(lang), "strong"))
        self.passphrase = QLineEdit()
        self.passphrase.setObjectName("passphrase")
        self.passphrase.setAccessibleName(words_open.PASSPHRASE(lang))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.installEventFilter(self)
        self.eye = icon_button(theme, words_open.SHOW(lang), "eye", self._show_or_hide)
        row = QHBoxLayout()
        row.addWidget(self.passphrase, 1)
        row.addWidget(self.eye)
        self.card.body.addLayout(row)
        self.problem = label("", "secondary", tone="danger", wrap=True)
        self.card.body.addWidget(self.problem)
        self.rescue_button = button(
            theme, words_rescue.RESCUE(lang), "", "database-backup", lambda: shell.open("rescue")
        )
        self.rescue_button.hide()
        self.card.body.addWidget(self.rescue_button)
        self.open_button = button(theme, words_open.OPEN(lang), "primary", "lock-open", self.unlock)
        self.card.body.addWidget(self.open_button)
        foot = QHBoxLayout()
        foot.addWidget(
            button(theme, words_open.OTHER_FOLDER(lang), "ghost", "folder-open", self._other_folder)
        )
        foot.addStretch(1)
        self.forgot_button = button(
            theme, words_help_above.FORGOT(lang), "ghost", "key-round", lambda: shell.open("help_above")
        )
        self.card.body.addWidget(self.forgot_button)
        foot.addWidget(button(theme, words_open.NEW_OFFICE(lang), "ghost", "plus", self._new_office))
        self.card.body.addLayout(foot)
        centred(self, self.card, words_open.SAFE(lang), above=2, rest=3)
        self.passphrase.returnPressed.connect(self.unlock)

    def reload(self) -> None:
        """Who has an account here."""
        session = self.shell.session
        if session is None:
            return
        self.help.setText(words_open.UNLOCK_HELP(self.shell.lang, folder=session.folder.name))
        self.help.setToolTip(str(session.folder))
        self.rescue_button.setVisible(session.damaged)
        self.who.clear()
        try:
            users = session.doors.users(session.folder)
            for user, shown in zip(users, told_apart(users, self.shell.lang), strict=True):
                self.who.addItem(shown, user.login)
        except Refusal as refusal:
            self._say(refusal.say(self.shell.lang))
        else:
            self._say("")

    def focus_first(self) -> None:
        """The keyboard starts at the passphrase."""
        self.passphrase.setFocus()

    def unlock(self) -> None:
        """Try the passphrase off the GUI thread: Argon2id takes its time on purpose."""
        session = self.shell.session
        secret = self.passphrase.text()
        if session is None or not secret or not self.open_button.isEnabled():
            return
        if left := session.waits():
            self._say(words_open.WAIT(self.shell.lang, n=-(-left // 1000)))
            return
        folder, login = session.folder, self.who.currentData()
        self.passphrase.clear()
        self._busy(True)
        self._say(words_open.OPENING(self.shell.lang), bad=False)
        self.shell.jobs.read(  # without an owner: the office must arrive even when the page is made anew meanwhile
            lambda _step: session.doors.open_office(folder, secret, login),
            done=session.opened,
            refused=partial(_refused, session, self),
            failed=failing(self.shell, self, UnlockPage.ready),
        )

    def refuse(self, refusal: Refusal, wait: int) -> None:
        """Say why it stays locked, and let nobody try again for `wait` ms."""
        said, session = refusal.say(self.shell.lang), self.shell.session
        if session is None:
            return
        if wait:
            said += "\n" + words_open.WAIT(self.shell.lang, n=wait // 1000)
            self._busy(True)
        self.rescue_button.setVisible(session.damaged)
        self._say(said)
        session.when_waited(self, lambda: self._busy(False))

    def ready(self) -> None:
        """As before the attempt."""
        self._busy(False)
        self._say("")

    def _busy(self, busy: bool) -> None:
        self.open_button.setEnabled(not busy)
        self.passphrase.setReadOnly(busy)  # it keeps the keyboard
        if not busy:
            self.passphrase.setFocus()

    def _say(self, text: str, *, bad: bool = True) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        colour = self.shell.theme.accent("danger") if bad else self.shell.theme.palette.text2
        self.problem.setStyleSheet(f"color: {colour}")

    def _show_or_hide(self) -> None:
        hidden = self.passphrase.echoMode() == QLineEdit.EchoMode.Password
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        said = (words_open.HIDE if hidden else words_open.SHOW)(self.shell.lang)
        self.eye.setIcon(self.shell.theme.icon("eye-off" if hidden else "eye"))
        self.eye.setToolTip(said)
        self.eye.setAccessibleName(said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.passphrase
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            typed = event.text()
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if len(typed) == 1 and typed.isascii() and typed.isalpha():
                caps = typed.isupper() != shift
                self._say(words_open.CAPS(self.shell.lang) if caps else "", bad=False)
        return super().eventFilter(watched, event)

    def _other_folder(self) -> None:
        session = self.shell.session
        if session is None:
            return
        folder = ask_folder(self, words_open.CHOOSE_FOLDER(self.shell.lang), session.folder.parent)
        if folder is not None:
            session.folder = folder
            session.begin()
            self.reload()

    def _new_office(self) -> None:
        self.shell.open("first_office")


def _refused(session: Session, page: UnlockPage, refusal: Refusal) -> None:
    """It counts also when the page was made anew meanwhile, and is said on the one that is there now."""
    wait = session.wait_after(refusal)
    session.look_at(refusal)
    telling(session.shell, page, lambda now, _: now.refuse(refusal, wait))(refusal)
