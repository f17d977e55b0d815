"""Inviting a computer, in the drawer: for which office, and then the code, once, large, with a slip to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit

from casefiles import exchange
from casefiles.domain import areas
from casefiles.domain.areas import AreaCode, root
from casefiles.domain.codes.lists import OFFICE_LEVEL
from casefiles.domain.fieldtypes import Area, narrow
from casefiles.domain.office import DIVIDED, below
from casefiles.domain.problems import Refusal
from casefiles.domain.vouching import over
from casefiles.papers import code_slip
from ui import language
from ui import words_computers as w
from ui.asking import ask_verb
from ui.code_drawer import CodeDrawer
from ui.fields_areas import AreaEditor
from ui.fields_lines import Place
from ui.stick_box import StickBox
from ui.widgets.buttons import button
from ui.widgets.cards import FactGrid, picture
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from casefiles.exchange import Invite
    from ui.jobs import Step
    from ui.window import Shell


LAST = 3
"""digits that a township's or village's code has more than that of the division it lies in"""


@dataclass(slots=True)
class Inviting:
    """What was typed so far, and the invitation once it is written; it outlives a switch of the look."""

    code: str = ""
    name: str = ""
    level: str = ""
    proposed: str = ""
    """the name that was put in because the code is called so"""
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
        self.asks = state.made is None
        if state.made is None:
            self._ask()
        else:
            self._told(state.made)

    def focus_first(self) -> None:
        """The first field that is empty, or the slip."""
        if self.state.made is not None:
            self.print_button.setFocus()
        else:
            self._next()

    def _next(self) -> None:
        """To what is empty still, else to the button."""
        (self.code.box if not self.code.text() else self.name if not self.name.text() else self.write_button).setFocus()

    # before

    def _ask(self) -> None:
        theme, lang, state = self.theme, self.shell.lang, self.state
        home = root(self.shell.office.home.code)
        self.code = AreaEditor(Place(theme, lang), w.CODE(lang), Area(), self.shell.office.home.code)
        if len(home) in (6, 9):
            self.code.box.setPlaceholderText(w.CODE_EXAMPLE(lang, code=f"{home}001"))
        self.code.set_text(state.code)
        self.code.edited.connect(self._follow)
        self.code.finished.connect(self._next)
        self.code.box.left.connect(self._complete)
        self.name = QLineEdit(state.name)
        self._proposed = state.proposed
        self.level = QComboBox()
        for code in dict.fromkeys((*below(self.shell.office.home.level), *([state.level] if state.level else []))):
            self.level.addItem(OFFICE_LEVEL.label(code)(lang), code)
        self.level.setCurrentIndex(max(0, self.level.findData(state.level)))
        for said, editor in ((w.CODE(lang), self.code), (w.NAME(lang), self.name), (w.LEVEL(lang), self.level)):
            editor.setAccessibleName(said)
            self.body.addWidget(label(said, "strong"))
            self.body.addWidget(editor)
            if editor is self.code:
                words = w.CODE_HELP_SHORT if len(home) in (6, 9) else w.CODE_HELP
                self.body.addWidget(label(words(lang, home=home), "caption", wrap=True))
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
        self.name.returnPressed.connect(self.write)
        self._enter(self.write)

    def _follow(self) -> None:
        """A code says what level its office is of, and what the division is called."""
        code = narrow(self.code.text())
        if not over(self.shell.office.home.code, code):
            return
        try:
            level = AreaCode.parse(code).level
        except Refusal:
            return
        if self.level.currentData() in DIVIDED and (at := self.level.findData(level)) >= 0:
            self.level.setCurrentIndex(at)
        if self.name.text() in ("", self._proposed):
            self._proposed = areas.name_of(code) or ""
            self.name.setText(self._proposed)

    def _complete(self) -> None:
        """The last digits alone are a code in this office's division."""
        home, typed = root(self.shell.office.home.code), narrow(self.code.text())
        if len(home) in (6, 9) and len(typed) == LAST and typed.isdecimal():
            self.code.set_text(home + typed)
            self._follow()

    def leave(self) -> None:
        """Keep what was typed."""
        self._keep()

    def _keep(self) -> None:
        state = self.state
        if self.asks and state.made is None:
            self._complete()
            state.code, state.name, state.level = self.code.text(), self.name.text(), str(self.level.currentData())
            state.proposed = self._proposed
            state.records, state.folder = self.records.isChecked(), self.sticks.folder

    def write(self) -> None:
        """Write the invitation, and the records with it."""
        self._keep()
        state, office, lang = self.state, self.shell.office, self.shell.lang
        if state.made is not None or not self.write_button.isEnabled():
            return
        if not state.code.strip() or not state.name.strip():
            self._next()
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
        editors: dict[str, QWidget] = {"code": self.code.box, "name": self.name, "level": self.level}
        self.say(refusal.say(self.shell.lang), editors.get(refusal.problems[0].field, self.write_button))

    def say(self, text: str, where: QWidget) -> None:
        """A sentence above the button, and the keyboard where it can be put right."""
        self.said.setText(text)
        self.said.show()
        where.setFocus()

    # after

    def _told(self, made: Invite) -> None:
        theme, lang, office = self.theme, self.shell.lang, self.shell.office
        if made.doubt is not None:  # before anybody reads the code out
            row = QHBoxLayout()
            row.addWidget(picture(theme, "triangle-alert", theme.accent("danger"), 22), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(made.doubt.say(lang), "body", tone="danger", wrap=True), 1)
            self.body.addLayout(row)
        self.show_code(w.ITS_CODE(lang), made.code, w.TELL(lang))
        along = w.NO_RECORDS(lang)
        if made.first is not None:
            along = language.counted(w.N_CHANGES, made.first.count, lang)
        level = OFFICE_LEVEL.label(made.level)(lang)
        facts = [(w.NAME(lang), made.name), (w.CODE(lang), made.office), (w.LEVEL(lang), level)]
        self.body.addWidget(FactGrid(theme, [*facts, (w.WITH_RECORDS(lang), along)], columns=2))
        self.offer_slip(made.path.name, lambda lang: code_slip.invitation(office, made, lang), w.PRINT)
        if made.doubt is not None:
            self.withdraw_button = button(theme, w.WITHDRAW(lang), "", "x", self.withdraw)
            self.withdraw_button.setAccessibleName(w.WITHDRAW_OF(lang, name=made.name))
            self.foot.insertWidget(1, self.withdraw_button)

    def withdraw(self) -> None:
        """Nobody can be known by this invitation any more; what was typed stands there again, to be put right."""
        shell, state, lang, again = self.shell, self.state, self.shell.lang, self._again
        made, office = state.made, shell.office
        if made is None or not ask_verb(
            self, w.WITHDRAW_ASK(lang, name=made.name), w.WITHDRAW(lang), w.WITHDRAW_NOT(lang)
        ):
            return

        def make() -> InviteDrawer:
            return InviteDrawer(shell, state, again)

        def told(_nothing: object) -> None:
            shell.toast(w.WITHDRAWN(lang, name=made.name))
            state.made = None
            again()
            drawer = make()
            shell.drawer(drawer, make)
            drawer.code.box.setFocus()
            drawer.code.box.selectAll()

        shell.jobs.write(lambda _step: exchange.withdraw(office, made.mark), done=told, owner=self)

    def _enter(self, act: Callable[[], object]) -> None:
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
