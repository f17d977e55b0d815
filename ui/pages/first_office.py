"""The first start: name, level, code and a passphrase make an encrypted office."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from casefiles.domain.codes.lists import OFFICE_LEVEL
from casefiles.domain.problems import Problem, Refusal
from ui import words, words_forms, words_identity, words_open, words_rescue
from ui.asking import ask_files, ask_folder
from ui.pages.bare import centred, headed, wide
from ui.stick_box import begin
from ui.widgets.buttons import button
from ui.widgets.cards import is_low
from ui.widgets.panels import area_over
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.exchange import ImportReport
    from casefiles.office import Office
    from ui.jobs import Step
    from ui.window import Shell


OF_INVITATIONS = {"INVITE_TYPO", "INVITE_BAD", "NOT_AN_INVITATION", "EMPTY", "CANNOT_READ"}


class FirstOfficePage(QWidget):
    """Seven fields, Enter; three of them come with an invitation."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.said: dict[QWidget, QLabel] = {}
        """under each field what is wrong with it"""
        self.folder: Path | None = None
        self._beside: Path | None = None  # the session's folder when `folder` was proposed
        self.invitation: Path | None = None
        theme, lang = shell.theme, shell.lang
        self.card, _ = headed(shell, "door-open", words_open.SETUP(lang), wide(shell, 640))
        self.card.body.addWidget(label(words_open.SETUP_HELP(lang), "secondary", wrap=True))
        self.card.body.addLayout(self._invited())
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.px(16))
        self.grid.setVerticalSpacing(theme.px(6))
        self.name = self._line(words_open.NAME(lang), 0, 0, 2, words_open.NAME_HINT(lang))
        self.level = QComboBox()
        self.level.setAccessibleName(words_open.LEVEL(lang))
        for code in OFFICE_LEVEL.active:
            self.level.addItem(code.label(lang), code.code)
        self.level.setCurrentIndex(max(0, self.level.findData("township")))
        self.level.setPlaceholderText(words_identity.FROM_INVITATION(lang))
        self._put(words_open.LEVEL(lang), self.level, 1, 0, 1)
        self.code = self._line(words_open.CODE(lang), 1, 1, 1, words_open.CODE_HINT(lang))
        self.code.setToolTip(words_open.CODE_HELP(lang))
        self.code.setAccessibleDescription(words_open.CODE_HELP(lang))
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.user = self._line(words_open.YOUR_NAME(lang), 2, 0, 2)
        self.first = self._line(words_open.PASSPHRASE(lang), 3, 0, 1)
        self.again = self._line(words_open.AGAIN(lang), 3, 1, 1)
        for line in (self.first, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.card.body.addLayout(self.grid)
        self.hint = label(words_open.PASSPHRASE_HINT(lang), "caption", wrap=True)
        self.card.body.addWidget(self.hint)
        place = QHBoxLayout()
        place.addWidget(label(words_open.WHERE(lang), "strong"))
        self.where_label = ElidedLabel("")
        place.addWidget(self.where_label, 1)
        place.addWidget(button(theme, words_open.CHANGE(lang), "ghost", "folder-open", self._choose))
        self.card.body.addLayout(place)
        self.problem = label("", "secondary", tone="danger", wrap=True)
        self.problem.hide()
        self.make_button = button(theme, words_open.MAKE(lang), "primary", "check", self.make)
        self.back_button = button(theme, words_open.BACK_TO_UNLOCK(lang), "ghost", "chevron-left", self._back)
        self.strip = ProgressStrip(theme, lang)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        self.restore_button = button(
            theme, words_rescue.RESTORE_HERE(lang), "ghost", "database-backup", lambda: shell.open("rescue")
        )
        foot.addWidget(self.restore_button)
        foot.addStretch(1)
        foot.addWidget(self.make_button)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        for one in (self.problem, self.strip):
            column.addWidget(one)
        column.addLayout(foot)
        centred(self, self.card, f"{words.PRODUCT(lang)} · {words_open.SAFE(lang)}")
        if is_low(shell, theme):  # the fields scroll, the button stays in sight
            column.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
            below.setFixedWidth(self.card.width())
            cast("QVBoxLayout", self.layout()).addWidget(below, 0, Qt.AlignmentFlag.AlignHCenter)
        else:
            self.card.body.addWidget(below)
        for line in (self.invite_code, self.name, self.code, self.user, self.first, self.again):
            line.returnPressed.connect(self.make)
            line.textEdited.connect(lambda _text, line=line: self._mark(line, ""))
        self.level.activated.connect(lambda _at: self._mark(self.code, ""))

    def _invited(self) -> QVBoxLayout:
        """The way in with an invitation: its file, and the code that was told by telephone."""
        theme, lang = self.shell.theme, self.shell.lang
        column = QVBoxLayout()
        row = QHBoxLayout()
        self.invite_button = button(
            theme, words_identity.HAVE_INVITATION(lang), "ghost", "file-down", self.choose_invitation
        )
        row.addWidget(self.invite_button)
        self.invite_file = ElidedLabel("")
        row.addWidget(self.invite_file, 1)
        column.addLayout(row)
        self.invite_code = QLineEdit()
        self.invite_code.setAccessibleName(words_identity.INVITE_CODE(lang))
        self.invite_code.setPlaceholderText(words_identity.CODE_HINT(lang))
        self.invite_code.setMaxLength(24)
        self.invite_label = label(words_identity.INVITE_CODE(lang), "strong")
        for one in (self.invite_label, self.invite_code, self._wrong_label(self.invite_code)):
            column.addWidget(one)
            one.hide()
        return column

    def _wrong_label(self, editor: QWidget) -> QLabel:
        self.said[editor] = made = label("", "error", wrap=True)
        made.hide()
        return made

    def choose_invitation(self) -> None:
        """Choose the invitation; a second press does without it."""
        lang = self.shell.lang
        if self.invitation is not None:
            self._invite(None)
            return
        title, kinds = words_identity.HAVE_INVITATION(lang), words_identity.INVITATIONS(lang)
        for path in ask_files(self, title, begin(self.shell), kinds):
            self._invite(path)

    def _invite(self, path: Path | None) -> None:
        lang, self.invitation = self.shell.lang, path
        words_ = words_identity.WITHOUT if path else words_identity.HAVE_INVITATION
        self.invite_button.setText(f" {words_(lang)}")  # the space is the gap to the picture
        self.invite_button.setAccessibleName(words_(lang))
        self.invite_file.set(path.name if path else "")
        self.invite_label.setVisible(path is not None)
        self.invite_code.setVisible(path is not None)
        self.level.setCurrentIndex(-1 if path else self.level.findData("township"))
        for editor in (self.name, self.code, self.level):
            editor.setEnabled(path is None)
        said = words_identity.FROM_INVITATION(lang)
        self.name.setPlaceholderText(said if path else words_open.NAME_HINT(lang))
        self.code.setPlaceholderText(said if path else words_open.CODE_HINT(lang))
        self.hint.setText((words_open.PASSPHRASE_HINT_INVITED if path else words_open.PASSPHRASE_HINT)(lang))
        self._tell({})
        (self.invite_code if path else self.name).setFocus()

    def _line(self, name: str, row: int, column: int, span: int, hint: str = "") -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        self._put(name, line, row, column, span)
        return line

    def _put(self, name: str, editor: QWidget, row: int, column: int, span: int) -> None:
        self.grid.addWidget(label(name, "strong"), 3 * row, column, 1, span)
        self.grid.addWidget(editor, 3 * row + 1, column, 1, span)
        if isinstance(editor, QComboBox):
            return  # what is wrong with it is said of the code beside it, across both
        wide = (0, 2) if row == 1 else (column, span)
        self.grid.addWidget(self._wrong_label(editor), 3 * row + 2, wide[0], 1, wide[1], Qt.AlignmentFlag.AlignTop)

    def reload(self) -> None:
        """Where it will be kept."""
        session = self.shell.session
        if session is None:
            return
        taken = session.doors.holds_office(session.folder)
        self.back_button.setVisible(taken)
        self.restore_button.setVisible(not taken)
        if self.folder is None or session.folder != self._beside:
            name = session.folder.name
            self.folder = session.folder.with_name(f"{name}-2") if taken else session.folder
            self._beside = session.folder
        self.where_label.set(str(self.folder))

    def focus_first(self) -> None:
        """The keyboard starts at the name."""
        self.name.setFocus()

    def make(self) -> None:
        """Check, make the office off the GUI thread, open it."""
        session = self.shell.session
        if session is None or self.folder is None or not self.make_button.isEnabled():
            return
        if self._tell(self._wrong()):
            return
        folder, doors, secret = self.folder, session.doors, self.first.text()
        user = self.user.text().strip() or "clerk"
        words_typed = {
            "name": self.name.text(),
            "code": self.code.text(),
            "level": str(self.level.currentData()),
        }
        file, code = self.invitation, self.invite_code.text()

        lang = self.shell.lang

        def work(step: Step) -> tuple[Office, list[ImportReport]]:
            if file is None:
                doors.new_office(folder, **words_typed, login="clerk", user_name=user, passphrase=secret)
                return doors.open_office(folder, secret), []
            from casefiles import exchange  # not needed to begin

            found = exchange.open_invitation(file, code)
            named = {"name": found.name, "code": found.office, "level": found.level}
            doors.new_office(folder, **named, login="clerk", user_name=user, passphrase=secret)
            office = doors.open_office(folder, secret)
            exchange.take_invitation(office, found)
            said = words_identity.FIRST_COMES(lang)
            return office, exchange.take_first(office, found, file.parent, lambda i, n: step(i, n, said))

        self.make_button.setEnabled(False)
        self.make_button.setText(words_open.MAKING(self.shell.lang))
        job = self.shell.jobs.write(work, done=self._made, refused=self._refused, failed=self._failed)
        if file is not None:
            self.strip.follow(job, can_stop=False)

    def _made(self, made: tuple[Office, list[ImportReport]]) -> None:
        office, reports = made
        session, shell = self.shell.session, self.shell
        if session is not None and self.folder is not None:
            session.folder = self.folder
            session.opened(office)
            said = [words_identity.FIRST_CAME(shell.lang, n=one.new) for one in reports if one.state == "done"]
            said += [problem.say(shell.lang) for one in reports for problem in one.problems]
            if said:
                shell.toast(" ".join(said))

    def _wrong(self) -> dict[QWidget, str]:
        """All that can be said before anything is made, at the fields that it is about."""
        from casefiles import recording  # not needed to begin
        from casefiles.domain.entities import ENTITIES
        from casefiles.domain.office import misfit
        from casefiles.domain.passphrases import weak

        lang, found = self.shell.lang, []
        if self.invitation is None:
            draft = {"name": self.name.text(), "code": self.code.text(), "level": str(self.level.currentData())}
            checked = recording.check(ENTITIES["office"], draft, self.shell.now().date())
            found += [(self._editor_of(problem), problem) for problem in checked.problems]
            code = checked.values.get("code")
            wrong = misfit(str(code), str(checked.values.get("level"))) if code else None
            found += [(self.code, wrong)] if wrong is not None else []
        elif not self.invite_code.text().strip():
            found.append((self.invite_code, Problem("REQUIRED")))
        secret = self.first.text()
        easy = weak(secret) if secret.strip() else Problem("REQUIRED")
        found += [(self.first, easy)] if easy is not None else []
        said: dict[QWidget, str] = {}
        for editor, problem in found:
            said.setdefault(editor, problem.say(lang))
        if secret and secret != self.again.text():
            said[self.again] = words_open.NOT_THE_SAME(lang)
        return said

    def _editor_of(self, problem: Problem) -> QWidget:
        if problem.code in OF_INVITATIONS:
            return self.invite_code
        return {"name": self.name, "code": self.code, "level": self.code}.get(problem.field, self.first)

    def _tell(self, wrong: Mapping[QWidget, str]) -> bool:
        """Each sentence under its field, the keyboard in the first of them; what was said before goes."""
        for editor in self.said:
            self._mark(editor, wrong.get(editor, ""))
        lang = self.shell.lang
        self.problem.setText(words_forms.PROBLEMS_N(lang, n=len(wrong)) if len(wrong) > 1 else "")
        self.problem.setVisible(len(wrong) > 1)
        first = next((editor for editor in self.said if editor in wrong), None)
        if first is not None:
            first.setFocus()
            QTimer.singleShot(0, self, lambda: self._into_sight(first))  # when the sentences have their room
        return bool(wrong)

    def _into_sight(self, editor: QWidget) -> None:
        area = area_over(editor)
        if area is not None:
            area.ensureWidgetVisible(self.said[editor], 0, 8)
            area.ensureWidgetVisible(editor, 0, 40)

    def _mark(self, editor: QWidget, said: str) -> None:
        self.said[editor].setText(said)
        self.said[editor].setVisible(bool(said))
        editor.setProperty("wrong", "true" if said else "false")
        editor.setAccessibleDescription(said or (words_open.CODE_HELP(self.shell.lang) if editor is self.code else ""))
        editor.style().unpolish(editor)
        editor.style().polish(editor)

    def _refused(self, refusal: Refusal) -> None:
        self._ready()
        here = [p for p in refusal.problems if p.field or p.code in OF_INVITATIONS]
        self._tell({self._editor_of(problem): problem.say(self.shell.lang) for problem in here})
        if not here:
            self._say(refusal.say(self.shell.lang), self.first)

    def _failed(self, error: BaseException) -> None:
        self._ready()
        self.shell.jobs.failed.emit(error)

    def _ready(self) -> None:
        self.make_button.setEnabled(True)
        self.make_button.setText(words_open.MAKE(self.shell.lang))

    def _say(self, text: str, editor: QWidget) -> None:
        self.problem.setText(text)
        self.problem.show()
        editor.setFocus()

    def _choose(self) -> None:
        folder = ask_folder(self, words_open.CHOOSE_FOLDER(self.shell.lang), Path.home())
        if folder is not None:
            self.folder = folder
            self.where_label.set(str(self.folder))

    def _back(self) -> None:
        self.shell.open("unlock")
