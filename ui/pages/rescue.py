"""A damaged database made whole again, or a backup put into a folder that holds nothing. Nothing is open yet."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefiles.domain.problems import Refusal
from ui import language, words_backups, words_keysheets, words_open
from ui import words_rescue as w
from ui.asking import ask_folder
from ui.backup_offers import BackupOffers
from ui.pages.bare import centred, headed, wide
from ui.widgets.buttons import button
from ui.widgets.cards import rule
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.domain.salvaged import Salvaged
    from casefiles.office import Doors
    from ui.jobs import Job, Step
    from ui.window import Shell


BACKUPS = frozenset(
    {
        "NOT_A_BACKUP", "BACKUP_ITSELF", "BACKUP_IN_USE", "BACKUP_OTHER", "BACKUP_OTHER_KEY", "BACKUP_BAD",
        "BEYOND_SALVAGE",
    }
)  # fmt: skip
"""after these another backup is to be chosen"""


class RescuePage(QWidget):
    """The passphrase, perhaps a backup, and one button; what was saved is said in whole sentences."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.backup: Path | None = None
        self._older: Path | None = None
        """a backup of which it was said that there is a newer one"""
        theme, lang = shell.theme, shell.lang
        card, self.language_button = headed(shell, "database-backup", w.PAGE(lang), wide(shell, 600))
        self.card = card
        self.help = label("", "body", wrap=True)
        card.body.addWidget(self.help)
        card.body.addWidget(rule())
        self.asked = QWidget()
        asked = QVBoxLayout(self.asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(card.body.spacing())
        card.body.addWidget(self.asked)
        asked.addWidget(label(w.BACKUP(lang), "strong"))
        row = QHBoxLayout()
        self.choose_button = button(theme, w.CHOOSE(lang), "", "folder-open", self.choose)
        row.addWidget(self.choose_button)
        self.chosen = ElidedLabel("")
        row.addWidget(self.chosen, 1)
        self.offers = BackupOffers(shell, self._picked)
        asked.addWidget(self.offers)
        asked.addLayout(row)
        asked.addWidget(label(words_open.PASSPHRASE(lang), "strong"))
        self.passphrase = QLineEdit()
        self.passphrase.setAccessibleName(words_open.PASSPHRASE(lang))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self.begin)
        asked.addWidget(self.passphrase)
        self.sheets_button = button(theme, words_keysheets.WITH_TWO(lang), "soft", "file-text", self._sheets)
        self.sheets_button.hide()
        asked.addWidget(self.sheets_button)
        self.strip = ProgressStrip(theme, lang)
        card.body.addWidget(self.strip)
        self.problem = label("", "secondary", tone="danger", wrap=True)
        self.problem.hide()
        card.body.addWidget(self.problem)
        self.told = label("", "body", wrap=True)
        self.told.hide()
        card.body.addWidget(self.told)
        foot = QHBoxLayout()
        self.back_button = button(theme, w.GO_BACK(lang), "ghost", "chevron-left", self._back)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        self.do = button(theme, w.SALVAGE(lang), "primary", "database-backup", self.begin)
        foot.addWidget(self.do)
        self.open_button = button(theme, w.OPEN(lang), "primary", "lock-open", self._back)
        self.open_button.hide()
        foot.addWidget(self.open_button)
        card.body.addLayout(foot)
        centred(self, card)

    @property
    def salvages(self) -> bool:
        """Whether there is an office here, so that it is to be made whole; else a backup is put here."""
        session = self.shell.session
        return session is not None and session.doors.holds_office(session.folder)

    def enter(self, backup: Path | None = None) -> None:
        """With a backup that was chosen before: a switch of the look, or a new passphrase for it, lies between."""
        self.backup = backup or self.backup
        self.reload()

    def where(self) -> dict[str, Any]:
        """What brings this page back."""
        return {"backup": self.backup}

    def reload(self) -> None:
        """What can be done in this folder."""
        session, lang = self.shell.session, self.shell.lang
        if session is None or self.told.text():
            return
        salvages = self.salvages
        self.help.setText(w.SALVAGE_HELP(lang) if salvages else w.RESTORE_HELP(lang, folder=session.folder))
        self.do.setText(f" {(w.SALVAGE if salvages else w.RESTORE)(lang)}")
        self._shown()
        if not salvages:
            self.offers.look(session.doors, session.folder)

    def _picked(self, backup: Path) -> None:
        """One of those that were found."""
        self.backup = backup
        self._shown()
        if self.choose_button.hasFocus():
            self.passphrase.setFocus()

    def focus_first(self) -> None:
        """The keyboard starts at what is to be given first."""
        (self.passphrase if self.salvages or self.backup is not None else self.choose_button).setFocus()

    def choose(self) -> None:
        """Choose a backup."""
        from ui import drives

        session = self.shell.session
        if session is None:
            return
        sticks = [drive for drive in drives.offered() if drive.removable]
        folder = ask_folder(self, w.CHOOSE(self.shell.lang), sticks[0].path if sticks else session.folder.parent)
        if folder is not None:
            self.backup = folder
            self._shown()
            self.passphrase.setFocus()
            if not self.salvages:
                self.offers.look(session.doors, session.folder, folder)

    def _shown(self) -> None:
        lang = self.shell.lang
        self.chosen.set(self.backup.name if self.backup else (w.ITSELF if self.salvages else w.NO_BACKUP)(lang))
        session, valid = self.shell.session, None
        if session is not None and self.backup is not None and not self.salvages:
            with contextlib.suppress(Refusal):
                valid = session.doors.sheets(self.backup)
        self.sheets_button.setVisible(valid is not None)

    def _sheets(self) -> None:
        """Nobody knows a passphrase of the backup: two recovery sheets set a new one, in the backup."""
        self.shell.open("open_sheets", backup=self.backup)

    def begin(self) -> None:
        """Do it, away from the window."""
        session, lang, backup = self.shell.session, self.shell.lang, self.backup
        if session is None or not self.do.isEnabled():
            return
        if backup is None and not self.salvages:
            self._say(w.CHOOSE_FIRST(lang), self.choose_button)
            return
        secret = self.passphrase.text()
        if not secret:
            self.passphrase.setFocus()
            return
        if left := session.waits():
            self._say(words_open.WAIT(lang, n=-(-left // 1000)), self.passphrase)
            return
        self._busy(True)
        self._say("", None)
        if self.salvages:
            self._follow(self._salvage(session.doors, session.folder, secret, backup))
        elif backup is not None:
            self._follow(self._restore(session.doors, backup, session.folder, secret))

    def _salvage(self, doors: Doors, folder: Path, secret: str, backup: Path | None) -> Job:
        lang = self.shell.lang

        def work(step: Step) -> Salvaged:
            text = w.WORKING(lang)
            step(0, 0, text)
            return doors.salvage(folder, secret, backup=backup, step=lambda i, n: step(i, n, text))

        return self.shell.jobs.write(
            work, done=self._salvaged, refused=self._refused, failed=self._failed, owner=self
        )

    def _restore(self, doors: Doors, backup: Path, folder: Path, secret: str) -> Job:
        lang = self.shell.lang

        def work(step: Step) -> dict[str, int]:
            step(0, 0, w.RESTORING(lang))
            return doors.restore(backup, folder, secret, older=backup == self._older)

        return self.shell.jobs.write(
            work, done=self._restored, refused=self._refused, failed=self._failed, owner=self
        )

    def _follow(self, job: Job) -> None:
        job.cancelled.connect(lambda: self._busy(False))
        self.strip.follow(job, can_stop=self.salvages)

    def _salvaged(self, found: Salvaged) -> None:
        self._done("\n\n".join(w.told(found, self.shell.lang)))

    def _restored(self, counts: dict[str, int]) -> None:
        lang = self.shell.lang
        children, visits = (language.number(counts.get(name, 0), lang) for name in ("child", "visit"))
        said = [w.RESTORED(lang, children=children, visits=visits)]
        if since := counts.get("journal"):
            n = language.number(since, lang)
            said = [words_backups.RESTORED_SINCE(lang, children=children, visits=visits, n=n)]
        if counts.get("journal_cut"):
            said.append(words_backups.JOURNAL_CUT(lang))
        self._done("\n\n".join(said))

    def _done(self, said: str) -> None:
        self._busy(False)
        if self.shell.session is not None:
            self.shell.session.damaged = False
        self.passphrase.clear()
        self.told.setText(said)
        self.told.show()
        for one in (self.do, self.back_button, self.help, self.asked, self.language_button):
            one.hide()
        self.open_button.show()
        self.open_button.setFocus()

    def _refused(self, refusal: Refusal) -> None:
        session, said = self.shell.session, refusal.say(self.shell.lang)
        if session is None:
            return
        self._busy(False)
        if wait := session.wait_after(refusal):
            said += "\n" + words_open.WAIT(self.shell.lang, n=wait // 1000)
            self.do.setEnabled(False)  # the way back, and to another backup, stays open
            session.when_waited(self.do, partial(self.do.setEnabled, True))
        codes = {problem.code for problem in refusal.problems}
        if "BACKUP_NEWER" in codes:
            self._older = self.backup
            self._say(said, self.do)
            return
        where = self.choose_button if codes & BACKUPS else self.passphrase
        self._say(said, where)

    def _failed(self, error: BaseException) -> None:
        self._busy(False)
        self.shell.jobs.failed.emit(error)

    def _busy(self, busy: bool) -> None:
        for one in (self.do, self.back_button, self.choose_button, self.language_button):
            one.setEnabled(not busy)
        self.passphrase.setReadOnly(busy)

    def _say(self, text: str, where: QWidget | None) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if where is not None:
            where.setFocus()

    def _back(self) -> None:
        if self.shell.session is not None:
            self.shell.session.begin()
