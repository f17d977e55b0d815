"""Inviting a computer, in the drawer: for which office, and then the code, once, large, with a slip to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from casefiles import exchange
from casefiles.domain import areas
from casefiles.domain.areas import root
from casefiles.domain.codes.lists import OFFICE_LEVEL
from casefiles.papers import code_slip
from ui import language
from ui import words_computers as w
from ui.code_drawer import CodeDrawer
from ui.stick_box import StickBox
from ui.widgets.buttons import button
from ui.widgets.cards import FactGrid
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QLabel, QWidget

    from casefiles.domain.problems import Refusal
    from casefiles.exchange import Invite
    from ui.jobs import Step
    from ui.window import Shell


@dataclass(slots=True)
class Inviting:
    """What was typed so far, and the invitation once it is written; it outlives a switch of the look."""

    code: str = ""
    name: str = ""
    level: str = ""
    records: bool = True
    folder: Path | None = None
    made: Invite | None = None


class InviteDrawer(CodeDrawer):
    """Enter writes; afterwards the slip is printed with Enter. `again` is asked for when an invitation was written."""

    def __init__(self, shell: Shell, state: Inviting, again: Callable[[], object]) -> None:
        name = state.made.name if state.made is not None else ""
        super().__init__(shell, w.TITLE(shell.lang), name or w.FOR(shell.lang))
        self.state, self._again = state, again
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
                self.body.addWidget(self._where(self.code, w.CODE_HELP(lang, home=home)))
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

    def _where(self, code: QLineEdit, help_: str) -> QLabel:
        """What the code stands for, as soon as that is known."""
        said = label(areas.path(code.text()) or help_, "caption", wrap=True)
        code.textEdited.connect(lambda text: said.setText(areas.path(text) or help_))
        return said

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
        theme, lang, office = self.theme, self.shell.lang, self.shell.office
        self.show_code(w.ITS_CODE(lang), made.code, w.TELL(lang))
        if made.doubt is not None:
            self.body.addWidget(label(made.doubt.say(lang), "body", tone="warn", wrap=True))
        along = w.NO_RECORDS(lang)
        if made.first is not None:
            along = language.counted(w.N_CHANGES, made.first.count, lang)
        level = OFFICE_LEVEL.label(made.level)(lang)
        facts = [(w.NAME(lang), made.name), (w.CODE(lang), made.office), (w.LEVEL(lang), level)]
        self.body.addWidget(FactGrid(theme, [*facts, (w.WITH_RECORDS(lang), along)], columns=2))
        self.offer_slip(made.path.name, lambda lang: code_slip.invitation(office, made, lang))

    def _enter(self, act: Callable[[], object]) -> None:
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)


def _below(level: str) -> str:
    """The level under an office's."""
    codes = [one.code for one in OFFICE_LEVEL.active]
    at = codes.index(level) + 1 if level in codes else 0
    return codes[min(at, len(codes) - 1)]
