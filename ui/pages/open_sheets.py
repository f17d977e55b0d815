"""A forgotten passphrase and two recovery sheets: their codes, typed from paper or scanned, and a new passphrase."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from casefiles.domain import keysheets, sheetcode
from casefiles.domain.problems import Refusal
from ui import words_keysheets as w
from ui.pages.bare import centred, headed, wide
from ui.passphrase_anew import PassphraseAnew
from ui.remade import failing, telling
from ui.widgets.cards import rule
from ui.widgets.code_lines import CodeLines
from ui.widgets.panels import TIGHT
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QLabel

    from casefiles.domain.keysheets import Standing
    from casefiles.domain.sheetcode import Sheet
    from casefiles.office import Office
    from ui.window import Shell

OF_A_SHEET = {"SHEET_TYPO", "SHEET_NEWER", "SHEET_OTHER_SET", "SHEETS_MIXED", "SHEET_SAME", "SHEETS_BAD", "SHEETS_TWO"}
WIDE, NARROW = 760, 560


class OpenSheetsPage(QWidget):
    """Two sheets side by side, or one below the other in large text; Esc goes back."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.valid: Standing | None = None
        self.backup: Path | None = None
        theme, lang = shell.theme, shell.lang
        beside = theme.scale <= TIGHT
        card, _ = headed(shell, "key-round", w.OPEN_PAGE(lang), wide(shell, WIDE if beside else NARROW))
        self.card = card
        self.told = label("", "secondary", wrap=True)
        card.body.addWidget(self.told)
        card.body.addWidget(rule())
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(12))
        self.sheets: list[CodeLines] = []
        self.states: list[QLabel] = []
        for n in range(2):
            codes, state = self._codes(n), label("", "secondary", wrap=True)
            column = QVBoxLayout()
            column.setSpacing(theme.px(6))
            column.addWidget(label(w.TYPED_SHEET(lang, n=n + 1), "section"))
            column.addWidget(codes)
            column.addWidget(state)
            column.addStretch(1)
            grid.addLayout(column, 0 if beside else n, n if beside else 0)
            grid.setColumnStretch(n if beside else 0, 1)
            self.sheets.append(codes)
            self.states.append(state)
        card.body.addLayout(grid)
        card.body.addWidget(rule())
        self.anew = PassphraseAnew(shell, self.take, self._back, card.body.spacing())
        card.body.addWidget(self.anew)
        centred(self, card)

    def _codes(self, n: int) -> CodeLines:
        lang = self.shell.lang

        def judge(place: int, line: str) -> str:
            said = sheetcode.off(line, place)
            return said(lang) if said is not None else ""

        made = CodeLines(
            self.shell.theme,
            [w.LINE_OF(lang, n=n + 1, line=line + 1) for line in range(sheetcode.LINES)],
            w.LINE_RIGHT(lang),
            length=sheetcode.LINE,
            group=sheetcode.GROUP,
            tidy=sheetcode.tidied,
            judge=judge,
        )
        made.whole.connect(partial(self._whole, n))
        made.broken.connect(partial(self._broken, n))
        for line in made.lines:
            line.returnPressed.connect(self.take)
        return made

    def enter(self, typed: Sequence[Sequence[str]] = (), backup: Path | None = None) -> None:
        """Which set is needed, and whose passphrase it may be; what was typed before the look was switched. With a
        backup that one gets the new passphrase, and is restored with it afterwards."""
        session, lang = self.shell.session, self.shell.lang
        self.backup = backup
        if session is None:
            return
        folder = backup or session.folder
        if backup is not None:
            self.anew.calls(w.DO_BACKUP(lang))
        try:
            self.anew.offer(session.doors.users(folder))
            self.valid = session.doors.sheets(folder)
        except Refusal as refusal:
            self.told.setText(refusal.say(lang))
            return
        found = self.valid
        self.told.setText(
            w.OPEN_HELP(lang, set=found.set, day=keysheets.day(found.made_ms)) if found else w.OPEN_NONE(lang)
        )
        self.anew.do.setEnabled(found is not None)
        for sheet, lines in zip(self.sheets, typed, strict=False):
            sheet.put(lines)

    def reload(self) -> None:
        """Look again which set is needed."""
        self.enter(**self.where())

    def where(self) -> dict[str, Any]:
        """What was typed so far: it is forgotten with the page, and when an office opens."""
        return {"typed": [sheet.texts() for sheet in self.sheets], "backup": self.backup}

    def focus_first(self) -> None:
        """The keyboard starts at the first line."""
        self.sheets[0].focus_first()

    def read(self) -> list[Sheet]:
        """The sheets that are well typed and may go together; what is off with one is said below it."""
        found: list[Sheet] = []
        for n, codes in enumerate(self.sheets):
            if not codes.good():
                self._state(n, "")
                continue
            try:
                sheet = sheetcode.read(codes.texts())
                keysheets.check(self.valid, sheet)
                keysheets.check(self.valid, *found, sheet)
            except Refusal as refusal:
                self._state(n, refusal.say(self.shell.lang), bad=True)
            else:
                found.append(sheet)
                self._state(n, w.IS_SHEET(self.shell.lang, number=sheet.number))
        return found

    def _whole(self, n: int) -> None:
        found = self.read()
        if len(found) == 2:
            self.anew.first.setFocus()
        elif n == 0 and len(found) == 1:
            self.sheets[1].focus_first()

    def _broken(self, n: int) -> None:
        self.read()

    def _state(self, n: int, text: str, *, bad: bool = False) -> None:
        theme, state = self.shell.theme, self.states[n]
        state.setText(text and f"{'✕' if bad else '✓'} {text}")
        state.setStyleSheet(f"color: {theme.accent('danger' if bad else 'ok')}")

    def take(self) -> None:
        """Set the passphrase anew and open the office with it."""
        session, lang = self.shell.session, self.shell.lang
        if session is None or not self.anew.do.isEnabled():
            return
        for n, codes in enumerate(self.sheets):
            wrong = codes.first_wrong()
            if wrong is not None:
                self.anew.say(w.NOT_YET(lang), wrong)
                return
            if len(self.read()) <= n:
                self.anew.say(self.states[n].text(), codes.lines[0])
                return
        secret = self.anew.typed()
        if not secret:
            return
        doors, folder, backup = session.doors, session.folder, self.backup
        sheets, (login, name) = self.read(), self.anew.chosen()
        self.anew.begin()
        if backup is not None:
            self.shell.jobs.write(
                lambda _step: doors.take_sheets(backup, sheets, login, name, secret),
                done=lambda _nothing: _backup_opens(self.shell, backup),
                **self._otherwise(),
            )  # fmt: skip
            return

        def work(_step: object) -> Office:
            doors.take_sheets(folder, sheets, login, name, secret)
            return doors.open_office(folder, secret, login)

        self.shell.jobs.write(  # without an owner: it must arrive even when the page is made anew meanwhile
            work, done=session.opened, **self._otherwise()
        )

    def _otherwise(self) -> dict[str, Any]:
        """Where it goes when it is refused, or fails."""
        return {
            "refused": partial(_refused, self.shell, self),
            "failed": failing(self.shell, self, lambda page: page.anew.ready()),
        }

    def refuse(self, refusal: Refusal) -> None:
        """Say why nothing was set; it may be tried again."""
        self.anew.do.setEnabled(True)
        of_a_sheet = refusal.problems[0].code in OF_A_SHEET
        self.anew.say(refusal.say(self.shell.lang), self.sheets[0].lines[0] if of_a_sheet else self.anew.first)

    def _back(self) -> None:
        if self.backup is not None:
            self.shell.open("rescue", backup=self.backup)
        else:
            self.shell.open("help_above")


def _backup_opens(shell: Shell, backup: Path) -> None:
    shell.open("rescue", backup=backup)
    shell.toast(w.NOW_RESTORE(shell.lang))


def _refused(shell: Shell, page: OpenSheetsPage, refusal: Refusal) -> None:
    if shell.session is not None:
        shell.session.look_at(refusal)
    telling(shell, page, OpenSheetsPage.refuse)(refusal)


def _typed(shell: Shell) -> None:
    """A sheet that is well typed, and one with a slip."""
    drawn = keysheets.draw(0)
    lines = drawn.lines(2)
    slip = ("2" if lines[1][5] != "2" else "3").join((lines[1][:5], lines[1][6:]))
    shell.open("open_sheets", typed=[drawn.lines(1), (lines[0], slip, lines[2][:7], "")])


SHOTS = {"typed": _typed}
"""states worth a picture"""
