"""Inviting a computer, in the drawer: for which office, and then the code, once, large, with a slip to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit

from casefiles import exchange
from casefiles.domain.areas import root
from casefiles.domain.codes.lists import OFFICE_LEVEL
from casefiles.papers import code_slip
from ui import language
from ui import words_computers as w
from ui.stick_box import StickBox
from ui.widgets.buttons import button
from ui.widgets.cards import FactGrid
from ui.widgets.panels import DrawerFrame
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from casefiles.domain.document import Document
    from casefiles.domain.problems import Refusal
    from casefiles.domain.words import Lang
    from casefiles.exchange import Invite
    from ui.jobs import Step
    from ui.theme import Theme
    from ui.window import Shell

LARGE = 1.6


@dataclass(slots=True)
class Inviting:
    """What was typed so far, and the invitation once it is written; it outlives a switch of the look."""

    code: str = ""
    name: str = ""
    level: str = ""
    records: bool = True
    folder: Path | None = None
    made: Invite | None = None


class InviteDrawer(DrawerFrame):
    """Enter writes; afterwards the slip is printed with Enter. `again` is asked for when an invitation was written."""

    def __init__(self, shell: Shell, state: Inviting, again: Callable[[], object]) -> None:
        theme, lang = shell.theme, shell.lang
        name = state.made.name if state.made is not None else ""
        super().__init__(
            theme, lang, w.TITLE(lang), name or w.FOR(lang), close=lambda: shell.drawer(None)
        )
        self.shell, self.state, self._again = shell, state, again
        self.setObjectName("invite-drawer")
        if state.made is None:
            self._ask()
        else:
            self._told(state.made)

    def focus_first(self) -> None:
        """The first field that is empty, or the slip."""
        if self.state.made is not None:
            self.print_button.setFocus()
        else:
            next((one for one in (self.code, self.name) if not one.text()), self.write_button).setFocus()

    def on_changed(self, entity: str, ids: object) -> None:
        """Nothing here is of a record."""

    # before

    def _ask(self) -> None:
        theme, lang, state = self.theme, self.shell.lang, self.state
        home = root(self.shell.office.home.code)
        self.code, self.name = QLineEdit(state.code or home), QLineEdit(state.name)
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.level = QComboBox()
        for one in OFFICE_LEVEL.active:
            self.level.addItem(one.label(lang), one.code)
        at = self.level.findData(state.level or _below(self.shell.office.home.level))
        self.level.setCurrentIndex(max(0, at))
        for said, editor in ((w.CODE(lang), self.code), (w.NAME(lang), self.name), (w.LEVEL(lang), self.level)):
            editor.setAccessibleName(said)
            self.body.addWidget(label(said, "strong"))
            self.body.addWidget(editor)
            if editor is self.code:
                self.body.addWidget(label(w.CODE_HELP(lang, home=home), "caption", wrap=True))
        self.records = QCheckBox(w.RECORDS(lang))
        self.records.setChecked(state.records)
        self.body.addWidget(self.records)
        self.body.addWidget(label(w.RECORDS_HELP(lang), "caption", wrap=True))
        self.sticks = StickBox(self.shell, tight=True)
        if state.folder is not None:
            self.sticks.use(state.folder)
        self.sticks.fill()
        self.sticks.found.hide()  # what else is on it is of no concern here
        self.body.addWidget(self.sticks)
        self.body.addStretch(1)
        self.strip = ProgressStrip(theme, lang)
        self.foot.addWidget(self.strip)
        self.said = label("", "body", tone="danger", wrap=True)
        self.said.hide()
        self.foot.addWidget(self.said)
        self.write_button = button(theme, w.WRITE(lang), "primary", "usb", self.write)
        self.foot.addWidget(self.write_button)
        for line in (self.code, self.name):
            line.returnPressed.connect(self.write)
        self._enter(self.write)

    def leave(self) -> None:
        """Keep what was typed."""
        self._keep()

    def _keep(self) -> None:
        state = self.state
        if state.made is None:
            state.code, state.name, state.level = self.code.text(), self.name.text(), str(self.level.currentData())
            state.records, state.folder = self.records.isChecked(), self.sticks.folder

    def write(self) -> None:
        """Write the invitation, and the records with it."""
        self._keep()
        state, office, lang = self.state, self.shell.office, self.shell.lang
        if state.made is not None or not self.write_button.isEnabled():
            return
        if state.folder is None:
            self.say(w.NO_PLACE(lang), self.sticks.stick)
            return
        folder, text = state.folder, w.WRITING(lang)

        def work(step: Step) -> Invite:
            return exchange.invite(
                office, state.code, state.name, state.level, folder,
                records=state.records, progress=lambda i, n: step(i, n, text),
            )  # fmt: skip

        self.said.hide()
        self.write_button.setEnabled(False)
        job = self.shell.jobs.write(work, done=self._written, refused=self._refused, owner=self)
        job.ended.connect(lambda: self.write_button.setEnabled(True))
        self.strip.follow(job)

    def _written(self, made: Invite) -> None:
        self.state.made = made
        shell, state, again = self.shell, self.state, self._again
        shell.toast(w.READY(shell.lang, name=made.path.name))
        again()

        def make() -> InviteDrawer:
            return InviteDrawer(shell, state, again)

        shell.drawer(make(), make)

    def _refused(self, refusal: Refusal) -> None:
        editors: dict[str, QWidget] = {"code": self.code, "name": self.name, "level": self.level}
        self.say(refusal.say(self.shell.lang), editors.get(refusal.problems[0].field, self.write_button))

    def say(self, text: str, where: QWidget) -> None:
        """A sentence above the button, and the keyboard where it can be put right."""
        self.said.setText(text)
        self.said.show()
        where.setFocus()

    # after

    def _told(self, made: Invite) -> None:
        theme, lang = self.theme, self.shell.lang
        self.body.addWidget(label(w.ITS_CODE(lang), "strong", wrap=True))
        self.secret = large_code(theme, made.code)
        self.secret.setAccessibleName(f"{w.ITS_CODE(lang)}: {' '.join(made.code)}")
        self.body.addWidget(self.secret)
        self.body.addWidget(label(w.TELL(lang), "body", tone="warn", wrap=True))
        along = w.NO_RECORDS(lang)
        if made.first is not None:
            along = language.counted(w.N_CHANGES, made.first.count, lang)
        level = OFFICE_LEVEL.label(made.level)(lang)
        facts = [(w.NAME(lang), made.name), (w.CODE(lang), made.office), (w.LEVEL(lang), level)]
        self.body.addWidget(FactGrid(theme, [*facts, (w.WITH_RECORDS(lang), along)], columns=2))
        file = label(f"{w.FILE(lang)}: {made.path.name}".replace("-", "-\u200b"), "caption", wrap=True)
        self.body.addWidget(file)
        self.body.addStretch(1)
        self.print_button = button(theme, w.PRINT(lang), "primary", "printer", self.print)
        self.foot.addWidget(self.print_button)
        self.foot.addWidget(button(theme, w.DONE(lang), "ghost", "check", lambda: self.shell.drawer(None)))

    def print(self) -> None:
        """The slip on the page of papers."""
        made, office = self.state.made, self.shell.office
        if made is None:
            return

        def paper(lang: Lang) -> Document:
            return code_slip.invitation(office, made, lang)

        self.shell.open("preview", slip=paper)

    def _enter(self, act: Callable[[], object]) -> None:
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)


def large_code(theme: Theme, code: str) -> QLabel:
    """A code to be read aloud: as large as there is room for, to be copied with the mouse."""
    made = label(code, "page")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setObjectName("code")
    made.setStyleSheet(f"font-size: {round(theme.text_px('page') * LARGE)}px; padding: {theme.px(10)}px 0;")
    return made


def _below(level: str) -> str:
    """The level under an office's."""
    codes = [one.code for one in OFFICE_LEVEL.active]
    at = codes.index(level) + 1 if level in codes else 0
    return codes[min(at, len(codes) - 1)]
