"""Where copies of this office lie, one beside the data, one where the office chooses; they make themselves."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui import drives
from ui import words_backups as w
from ui.asking import ask_folder
from ui.pages.carded import CardsPage
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from casefiles.domain.keeping import Keeping, Place
    from casefiles.domain.problems import Refusal
    from casefiles.domain.words import Lang
    from casefiles.office import Doors, Office
    from ui.drives import Drive
    from ui.jobs import Step
    from ui.window import Shell

OFFERED = 3
"""drives that have a button of their own"""


class BackupsPage(CardsPage):
    """Both places a card each; what to do about them, and the trial of the month."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        theme, lang = shell.theme, shell.lang
        self.found: Keeping | None = None
        self.busy = False
        self.now_button = button(theme, w.NOW(lang), "primary", "database-backup", self.make)
        self.elsewhere_button = button(theme, w.ANYWHERE(lang), "", "folder-open", shell.backup_asked.emit)
        self.headed(w.PAGE, w.HELP, self.elsewhere_button, self.now_button)

    def reload(self) -> None:
        """Ask the places how they stand, and which drives are there."""
        session = self.shell.session
        if session is None:
            return
        doors, office = session.doors, self.shell.office

        def ask(_step: Step) -> tuple[Keeping, list[Drive]]:
            return doors.kept(office), [d for d in drives.offered() if d.removable and not d.read_only]

        self.shell.jobs.read(ask, done=self._show, owner=self, newest="backups")

    def on_changed(self, entity: str, ids: object) -> None:
        """A backup was made."""
        if entity == "backup":
            self.reload()

    def focus_first(self) -> None:
        """The keyboard starts at what is missing: a second place; else at a new backup."""
        (self.board.findChild(QWidget, "place-first") or self.now_button).setFocus()

    def _show(self, told: tuple[Keeping, list[Drive]]) -> None:
        fresh = self.found is None
        self.found, there = told
        today = self.shell.office.clock.today()
        cards: list[QWidget] = [self._place(place) for place in self.found.places]
        if all(place.own for place in self.found.places):
            cards.append(self._missing(there))
        if self.found.elsewhere is not None:
            said = w.ELSEWHERE(self.shell.lang, when=w.day(self.found.elsewhere, today, self.shell.lang))
            cards.append(label(said, "secondary", wrap=True))
        self.put(*cards, label(w.tried(self.found, today, self.shell.lang), "secondary", wrap=True))
        if fresh and self.now_button.hasFocus():
            self.focus_first()

    def _place(self, place: Place) -> Card:
        lang, theme = self.shell.lang, self.shell.theme
        acts: list[QPushButton] = []
        if not place.own:
            acts = [
                button(theme, w.STOP(lang), "ghost", "x", partial(self._take, None)),
                button(theme, w.OTHER(lang), "", "folder-open", self._ask),
            ]
        card = Card(theme, (w.OWN if place.own else w.SECOND)(lang), *acts)
        card.setObjectName("place-own" if place.own else "place-second")
        for number, line in enumerate(w.said(place, self.shell.office.clock.today(), lang)):
            card.body.addWidget(label(line, "body" if number == 0 else "secondary", wrap=True))
        card.body.addWidget(label(str(place.path), "caption", wrap=True))
        return card

    def _missing(self, there: list[Drive]) -> Card:
        lang, theme = self.shell.lang, self.shell.theme
        card = Card(theme, w.SECOND(lang))
        card.setObjectName("place-second")
        card.body.addWidget(label(w.NO_SECOND(lang), "body", wrap=True))
        acts = QWidget()
        row = FlowLayout(acts, theme.px(8))
        for drive in there[:OFFERED]:
            row.addWidget(
                button(theme, w.USE(lang, name=drive.name), "soft", "usb", partial(self._take, drive.path))
            )
        row.addWidget(button(theme, w.CHOOSE(lang), "", "folder-open", self._ask))
        first = row.itemAt(0)
        widget = first.widget() if first is not None else None
        if widget is not None:
            widget.setObjectName("place-first")
        card.body.addWidget(acts)
        return card

    # doing

    def make(self) -> None:
        """A new backup in every place that is there."""
        doors, office, _ = self._doors()
        if doors is None or self.busy:
            return
        self._set_busy(True)
        self.shell.jobs.write(
            lambda _step: doors.back_up(office), done=self._made, refused=self._refused, failed=self._failed, owner=self
        )

    def _made(self, found: Keeping) -> None:
        """Older ones may still hold what was erased since: whether they shall go is asked, place by place."""
        self._done(w.MADE(self.shell.lang), found)
        for place in found.places:
            if place.there and self.shell.session is not None:
                self.shell.session.renew(place.path)

    def _ask(self) -> None:
        folder = ask_folder(self, w.CHOOSE(self.shell.lang), Path.home())
        if folder is not None:
            self._take(folder)

    def _take(self, folder: Path | None) -> None:
        """From now on backups also go into this folder, beginning now; None: into no second place."""
        doors, office, lang = self._doors()
        if doors is None or self.busy:
            return
        said = w.STOPPED(lang) if folder is None else w.CHOSEN(lang, path=folder)

        def work(_step: Step) -> Keeping:
            found = doors.choose_place(office, folder)
            return found if folder is None else doors.back_up(office)

        self._set_busy(True)
        self.shell.jobs.write(
            work, done=partial(self._done, said), refused=self._refused, failed=self._failed, owner=self
        )

    def _done(self, said: str, found: Keeping) -> None:
        self._set_busy(False)
        session = self.shell.session
        if session is not None:
            session.keeping.take(found)  # which has this page read again
        self.shell.toast(said)

    def _refused(self, refusal: Refusal) -> None:
        self._set_busy(False)
        self.shell.toast(refusal.say(self.shell.lang))
        self.reload()

    def _failed(self, error: BaseException) -> None:
        self._set_busy(False)
        self.shell.jobs.failed.emit(error)

    def _doors(self) -> tuple[Doors | None, Office, Lang]:
        session = self.shell.session
        return (session.doors if session is not None else None), self.shell.office, self.shell.lang

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.now_button.setEnabled(not busy)
        self.now_button.setText(" " + (w.MAKING if busy else w.NOW)(self.shell.lang))
