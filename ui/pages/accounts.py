"""The accounts of this office: who has one, a new one, one's own passphrase, and taking one away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefiles import accessing
from casefiles.domain.access import ADDED, CHANGED, REMOVED
from ui import words_accounts as w
from ui import words_open
from ui.pages.carded import CardsPage
from ui.pages.child_parts import Line
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Pill, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.problems import Refusal
    from casefiles.domain.words import Label
    from ui.window import Shell

ADD, OWN, REMOVE = "add", "own", "remove"
TITLES = {ADD: w.ADDING, OWN: w.CHANGING, REMOVE: w.REMOVING}
HELPS = {ADD: w.ADDING_HELP, REMOVE: w.REMOVING_HELP}
DOES = {ADD: w.DO_ADD, OWN: w.DO_CHANGE, REMOVE: w.DO_REMOVE}
DONE = {ADD: w.ADDED, OWN: w.CHANGED, REMOVE: w.REMOVED}
FIELDS: Mapping[str, tuple[tuple[str, Label], ...]] = {
    ADD: (("name", w.NAME), ("login", w.LOGIN), ("theirs", w.THEIRS), ("again", w.AGAIN), ("secret", w.YOURS)),
    OWN: (("secret", w.YOURS_NOW), ("theirs", w.NEW), ("again", w.AGAIN)),
    REMOVE: (("secret", w.YOURS),),
}
SECOND = {"login": "name", "again": "theirs"}
"""fields that stand beside another one"""
OPEN = ("name", "login")
"""fields that are no passphrases"""
MOST = 30
"""letters of a name or a login"""


class AccountsPage(CardsPage):
    """`asking` is what is being done, `login` whose account is to be taken away."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.headed(w.PAGE, w.HELP)
        self.asking, self.login = "", ""
        self.lines: dict[str, QLineEdit] = {}

    def enter(self, asking: str = "", login: str = "") -> None:
        """Where one was; what was typed of passphrases is not kept."""
        self.asking, self.login = asking, login
        self._fill()

    def where(self) -> dict[str, Any]:
        """What brings this page back."""
        return {k: v for k, v in (("asking", self.asking), ("login", self.login)) if v}

    def focus_first(self) -> None:
        """The first field that is to be filled in, or the button that begins."""
        if self.asking:
            lines = list(self.lines.values())
            next((line for line in lines if not line.text()), lines[-1]).setFocus()
        else:
            self.add_button.setFocus()

    # the picture

    def _fill(self) -> None:
        self.lines = {}
        form = [self._form()] if self.asking else []  # above the list: in sight in a low window, too
        self.put(*form, self._listed())

    def _listed(self) -> Card:
        theme, lang, me = self.shell.theme, self.shell.lang, self.shell.office.me.login
        self.add_button = button(theme, w.ADD(lang), "soft", "user-plus", partial(self._ask, ADD))
        self.add_button.setObjectName("add-account")
        card = Card(theme, w.ACCOUNTS(lang), *(() if self.asking else (self.add_button,)))
        for place, (login, name) in enumerate(self._accounts().items()):
            right: list[QWidget] = [Pill(theme, w.YOU(lang), "primary")] if login == me else []
            if not self.asking and login == me:
                own = button(theme, w.CHANGE(lang), "ghost", "key-round", partial(self._ask, OWN))
                own.setObjectName("own-passphrase")
                right.append(own)
            elif not self.asking:
                gone = button(theme, w.REMOVE(lang), "ghost", "trash-2", partial(self._ask, REMOVE, login))
                gone.setAccessibleName(w.REMOVE_OF(lang, name=name))
                gone.setObjectName(f"remove-{login}")
                right.append(gone)
            card.body.addWidget(Line(theme, name, login if login != name else "", "", *right, first=not place))
        return card

    def _form(self) -> Card:
        theme, lang = self.shell.theme, self.shell.lang
        about = {"login": self.login, "name": self._accounts().get(self.login, self.login)}
        card = Card(theme, TITLES[self.asking](lang, **about))
        if self.asking in HELPS:
            card.body.addWidget(label(HELPS[self.asking](lang), "secondary", wrap=True))
        holder = QWidget()
        flow = FlowLayout(holder, theme.px(12))
        pairs: dict[str, QHBoxLayout] = {}
        for name, said in FIELDS[self.asking]:
            line = QLineEdit()
            line.setObjectName(name)
            line.setAccessibleName(said(lang))
            line.setMinimumWidth(theme.px(260))
            if name in OPEN:
                line.setMaxLength(MOST)
            else:
                line.setEchoMode(QLineEdit.EchoMode.Password)
            line.returnPressed.connect(self.go)
            one = QWidget()
            column = QVBoxLayout(one)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(label(said(lang), "strong"))
            column.addWidget(line)
            if name not in SECOND:  # what belongs together goes on to the next row together
                both = QWidget()
                pairs[name] = QHBoxLayout(both)
                pairs[name].setContentsMargins(0, 0, 0, 0)
                pairs[name].setSpacing(theme.px(12))
                flow.addWidget(both)
            pairs[SECOND.get(name, name)].addWidget(one)
            self.lines[name] = line
        card.body.addWidget(holder)
        if "login" in self.lines:
            self.lines["login"].setText(self._free())
        self.problem = label("", "secondary", tone="danger", wrap=True)
        self.problem.hide()
        card.body.addWidget(self.problem)
        foot = QHBoxLayout()
        self.cancel_button = button(theme, w.CANCEL(lang), "ghost", "x", self.cancel)
        kind = "danger" if self.asking == REMOVE else "primary"
        self.do_button = button(theme, DOES[self.asking](lang), kind, "check", self.go)
        foot.addWidget(self.cancel_button)
        foot.addStretch(1)
        foot.addWidget(self.do_button)
        card.body.addLayout(foot)
        return card

    def _accounts(self) -> Mapping[str, str]:
        return self.shell.office.ledger.accounts()

    def _free(self) -> str:
        """A login that nobody has."""
        held, n = self._accounts(), 2
        while f"clerk{n}" in held:
            n += 1
        return f"clerk{n}"

    # what the buttons do

    def _ask(self, what: str, login: str = "") -> None:
        self.asking, self.login = what, login
        self._fill()
        self.focus_first()

    def cancel(self) -> None:
        """Nothing has changed."""
        self.asking = self.login = ""
        self._fill()
        self.focus_first()

    def go(self) -> None:
        """Do it, once all is typed, and both times alike."""
        session, office = self.shell.session, self.shell.office
        if session is None or not self.do_button.isEnabled():
            return
        lang, typed = self.shell.lang, {name: line.text() for name, line in self.lines.items()}
        for name, said in FIELDS[self.asking]:
            if not typed[name].strip():
                self._say(w.FILL(lang, field=said(lang)) if name != self._first_empty_of_all() else "", name)
                return
        if "again" in typed and typed["again"] != typed["theirs"]:
            self._say(words_open.NOT_THE_SAME(lang), "again")
            return
        if left := session.waits():
            self._say(words_open.WAIT(lang, n=-(-left // 1000)), "secret")
            return
        doors, folder, what = session.doors, session.folder, self.asking
        login = {ADD: typed.get("login", "").strip(), OWN: office.me.login, REMOVE: self.login}[what]
        name = typed.get("name", "").strip() or self._accounts().get(login, login)

        def write(_step: object) -> None:
            if what == ADD:
                doors.add_user(folder, typed["secret"], login, name, typed["theirs"])
            elif what == OWN:
                doors.change_passphrase(folder, login, typed["secret"], typed["theirs"])
            else:
                doors.remove_user(folder, typed["secret"], login)
            accessing.account(office, {ADD: ADDED, OWN: CHANGED, REMOVE: REMOVED}[what], login)

        self._busy(busy=True)
        done = partial(self._done, what, name)
        self.shell.jobs.write(write, done=done, refused=self._refused, failed=self._failed, owner=self)

    def _first_empty_of_all(self) -> str:
        """The field where one begins, as long as nothing at all was typed: an empty form is not scolded."""
        names = [name for name, _ in FIELDS[self.asking] if name != "login"]
        return names[0] if all(not self.lines[name].text() for name in names) else ""

    def _done(self, what: str, name: str, _nothing: object) -> None:
        if self.shell.session is not None:
            self.shell.session.right()
        self.shell.toast(DONE[what](self.shell.lang, name=name))
        self.cancel()

    def _refused(self, refusal: Refusal) -> None:
        said, session = refusal.say(self.shell.lang), self.shell.session
        self._busy(busy=False)
        if session is None:
            return
        if wait := session.wait_after(refusal):
            said += "\n" + words_open.WAIT(self.shell.lang, n=wait // 1000)
            self.do_button.setEnabled(False)
            session.when_waited(self.do_button, partial(self.do_button.setEnabled, True))
        code = refusal.problems[0].code
        where = "login" if code == "LOGIN_TAKEN" else "secret" if code == "WRONG_PASSPHRASE" else "theirs"
        self._say(said, where if where in self.lines else "secret")

    def _failed(self, error: BaseException) -> None:
        self._busy(busy=False)
        self.shell.jobs.failed.emit(error)

    def _busy(self, *, busy: bool) -> None:
        """Nothing is given up in the middle: what comes of it is shown where it was asked."""
        for one in (self.do_button, self.cancel_button):
            one.setEnabled(not busy)

    def _say(self, text: str, where: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.lines[where].setFocus()
        self.lines[where].selectAll()


SHOTS = {
    "add": lambda shell: shell.open("accounts", asking=ADD),
    "own": lambda shell: shell.open("accounts", asking=OWN),
}
"""states worth a picture"""
