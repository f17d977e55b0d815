"""Recovery sheets of this office: which are valid, making three new ones, giving them up, and what was done so far.

A set that was made is valid only once somebody has typed a little of each printed sheet: what never came out of the
printer must not take the place of what lies in the safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefiles import keysheets as service
from casefiles import naming
from casefiles.domain.keysheets import DROPPED, MADE, TAIL, day
from casefiles.domain.problems import Problem
from casefiles.papers import key_sheets
from ui import words_keysheets as w
from ui import words_open
from ui.exchange_cards import moment
from ui.pages.carded import CardsPage
from ui.pages.keysheets_picture import any_two
from ui.remade import failing, telling
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label

if TYPE_CHECKING:
    from casefiles.domain.document import Document
    from casefiles.domain.keysheets import Done, Drawn, Standing
    from casefiles.domain.problems import Refusal
    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from ui.window import Shell

Found = tuple["Standing | None", list["Done"], "Problem | None"]
MAKE, DROP = "make", "drop"
LISTED = 12


@dataclass(slots=True)
class Making:
    """A set that was drawn and is not valid yet; None once it is, or was thrown away. It outlives a switch of the look,
    and the way to the paper and back."""

    drawn: Drawn | None = None


class KeySheetsPage(CardsPage):
    """`asking` is what the passphrase is asked for."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.headed(w.PAGE, w.HELP)
        self.asking, self.making = "", Making()
        self.found: Found = (None, [], None)
        self._read = False
        self._later: tuple[Refusal, int] | None = None
        """what was refused while the page was made anew, to be said once it is drawn"""

    def enter(self, asking: str = "", making: Making | None = None) -> None:
        """Where one was before the paper was looked at, or the look was switched."""
        self.asking, self.making = asking, making or Making()
        self.reload()

    @property
    def drawn(self) -> Drawn | None:
        """The set that was drawn and is not valid yet."""
        return self.making.drawn

    def where(self) -> dict[str, Any]:
        """What brings this page back; a set that was drawn goes when the office is locked."""
        return {"asking": self.asking, "making": self.making}

    def reload(self) -> None:
        """Read anew which are valid."""
        office = self.shell.office
        self.shell.jobs.read(lambda _step: _read(office), done=self._show, owner=self, newest="keysheets")

    def focus_first(self) -> None:
        """The keyboard starts at what is to be done next."""
        names = ("print-sheets", "passphrase", "make-sheets")
        found = (self.board.findChild(QWidget, name) for name in names)
        next((one for one in found if one is not None), self).setFocus()

    # the picture

    def _show(self, found: Found) -> None:
        self.found, self._read = found, True
        self._fill()
        if self._later is not None:
            refusal, wait = self._later
            self._later = None
            self.refuse(refusal, wait)

    def _fill(self, focus: str = "") -> None:
        cards = [self._steps(self.drawn)] if self.drawn is not None else [self._now()]
        if self.asking and self.drawn is None:
            cards.append(self._passphrase())
        if self.found[1]:
            cards.append(self._history())
        self.put(*cards, focus=focus)

    def _now(self) -> Card:
        theme, lang = self.shell.theme, self.shell.lang
        valid, _, alone = self.found
        make = button(theme, (w.MAKE_ANEW if valid else w.MAKE)(lang), "soft" if valid else "primary", "printer",
                      partial(self._ask, MAKE))  # fmt: skip
        make.setObjectName("make-sheets")
        acts = [make]
        if valid is not None:
            drop = button(theme, w.GIVE_UP(lang), "ghost", "x", partial(self._ask, DROP))
            drop.setObjectName("drop-sheets")
            acts.insert(0, drop)
        card = Card(theme, w.NOW(lang), *(() if self.asking else acts))
        card.setObjectName("sheets-now")
        card.body.addWidget(any_two(self.shell))
        if valid is None:
            card.body.addWidget(label(w.ALONE(lang), "strong", wrap=True))
        else:
            by = naming.author(self.shell.office, valid.login)
            said = w.VALID(lang, set=valid.set, day=day(valid.made_ms), name=by)
            card.body.addWidget(label(said, "strong", wrap=True))
            card.body.addWidget(label(w.BACK_UP(lang), "caption", wrap=True))
            card.body.addWidget(label(w.OLD_COPIES(lang), "caption", wrap=True))
        if alone is not None:
            card.body.addWidget(label(alone.say(lang), "body", tone="warn", wrap=True))
        return card

    def _passphrase(self) -> Card:
        theme, lang = self.shell.theme, self.shell.lang
        valid = self.found[0]
        title = w.MAKING(lang) if self.asking == MAKE else w.GIVING_UP(lang, set=valid.set if valid else "")
        card = Card(theme, title)
        card.body.addWidget(label(w.YOURS(lang), "strong"))
        self.secret = QLineEdit()
        self.secret.setObjectName("passphrase")
        self.secret.setAccessibleName(w.YOURS(lang))
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setMaximumWidth(theme.px(360))
        self.secret.returnPressed.connect(self._go)
        card.body.addWidget(self.secret)
        self._problem(card)
        made = self.asking == MAKE
        words, kind = (w.DRAW, "primary") if made else (w.DO_GIVE_UP, "danger")
        self.go = button(theme, words(lang), kind, "check", self._go)
        card.body.addLayout(self._foot(self.go))
        return card

    def _steps(self, drawn: Drawn) -> Card:
        theme, lang = self.shell.theme, self.shell.lang
        card = Card(theme, w.MAKING(lang))
        card.body.addWidget(label(w.STEP_PRINT(lang, set=drawn.set), "section", wrap=True))
        card.body.addWidget(label(w.STEP_PRINT_HELP(lang), "secondary", wrap=True))
        self.print_button = button(theme, w.PRINT(lang), "soft", "printer", self.print)
        self.print_button.setObjectName("print-sheets")
        row = QHBoxLayout()
        row.addWidget(self.print_button)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addWidget(label(w.STEP_CHECK(lang), "section", wrap=True))
        card.body.addWidget(label(w.STEP_CHECK_HELP(lang), "secondary", wrap=True))
        holder = QWidget()
        flow = FlowLayout(holder, theme.px(16))
        self.tails: list[QLineEdit] = []
        for n in (1, 2, 3):
            line = QLineEdit()
            line.setObjectName(f"tail-{n}")
            line.setMaxLength(2 * TAIL)
            line.setAccessibleName(f"{w.LAST_OF(lang, n=n)}: {w.STEP_CHECK(lang)}")
            line.setFixedWidth(theme.px(130))
            line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # letters, also while pinyin is on
            line.returnPressed.connect(self.make_valid)
            self.tails.append(line)
            one = QWidget()
            column = QVBoxLayout(one)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(label(w.LAST_OF(lang, n=n), "strong"))
            column.addWidget(line)
            flow.addWidget(one)
        card.body.addWidget(holder)
        self._problem(card)
        self.valid_button = button(theme, w.MAKE_VALID(lang), "primary", "shield-check", self.make_valid)
        card.body.addLayout(self._foot(self.valid_button))
        return card

    def _problem(self, card: Card) -> None:
        self.problem = label("", "secondary", tone="danger", wrap=True)
        self.problem.hide()
        card.body.addWidget(self.problem)

    def _foot(self, do: QWidget) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.cancel_button = button(self.shell.theme, w.CANCEL(self.shell.lang), "ghost", "x", self.cancel)
        foot.addWidget(self.cancel_button)
        foot.addStretch(1)
        foot.addWidget(do)
        return foot

    def _history(self) -> Card:
        theme, lang = self.shell.theme, self.shell.lang
        card = Card(theme, w.HISTORY(lang))
        for one in self.found[1][:LISTED]:
            words = w.MADE_LINE if one.what == MADE else w.DROPPED_LINE if one.what == DROPPED else w.USED_LINE
            by = naming.author(self.shell.office, one.login)
            said = words(lang, day=moment(self.shell, one.at_ms), name=by, set=one.set)
            card.body.addWidget(label(said, "secondary", wrap=True))
        return card

    # what the buttons do

    def _ask(self, what: str) -> None:
        self.asking = what
        self._fill("passphrase")

    def cancel(self) -> None:
        """Nothing has changed, and what was drawn is forgotten."""
        if self.drawn is not None:
            self.shell.toast(w.THROWN_AWAY(self.shell.lang))
        self.asking, self.making.drawn = "", None
        self._fill("make-sheets")

    def _go(self) -> None:
        session, office, secret = self.shell.session, self.shell.office, self.secret.text()
        if session is None or not secret or not self.go.isEnabled():
            self.secret.setFocus()
            return
        if left := session.waits():
            self._say(words_open.WAIT(self.shell.lang, n=-(-left // 1000)), self.secret)
            return
        doors, valid = session.doors, self.found[0]
        self._busy(busy=True)
        self.problem.hide()
        if self.asking == MAKE:
            self.shell.jobs.read(
                lambda _step: doors.draw_sheets(office, secret),
                done=telling(self.shell, self, KeySheetsPage._drew), **self._otherwise(),
            )  # fmt: skip
            return
        dropped = valid.set if valid else ""
        self.shell.jobs.write(
            lambda _step: doors.drop_sheets(office, secret),
            done=telling(self.shell, self, lambda page, _nothing: page.dropped(dropped)), **self._otherwise(),
        )  # fmt: skip

    def _right(self) -> None:
        if self.shell.session is not None:
            self.shell.session.right()

    def _drew(self, drawn: Drawn) -> None:
        self._right()
        self.asking, self.making.drawn = "", drawn
        self._fill("print-sheets")

    def dropped(self, dropped: str) -> None:
        self._right()
        self.shell.toast(w.DROPPED(self.shell.lang, set=dropped))
        self.asking = ""
        self.reload()

    def print(self) -> None:
        """The paper before it is printed; Esc comes back here."""
        office, making = self.shell.office, self.making

        def slip(lang: Lang) -> Document:
            drawn = making.drawn  # whoever comes back to the paper after it is done sees nothing of it
            return key_sheets.compose(office, drawn, lang) if drawn is not None else key_sheets.gone(office, lang)

        self.shell.open("preview", slip=slip, caution=w.CAUTION)

    def make_valid(self) -> None:
        """Keep the set that was drawn, once a little of each sheet was typed from the paper."""
        session, office, drawn = self.shell.session, self.shell.office, self.drawn
        if session is None or drawn is None or not self.valid_button.isEnabled():
            return
        for n, line in enumerate(self.tails, 1):
            if not line.text().strip():
                line.setFocus()
                return
            if not drawn.printed(n, line.text()):
                self._say(Problem("SHEETS_CHECK", args={"n": n, "set": drawn.set}).say(self.shell.lang), line)
                return
        doors = session.doors
        self._busy(busy=True)
        self.shell.jobs.write(
            lambda _step: doors.keep_sheets(office, drawn),
            done=telling(self.shell, self, lambda page, _nothing: page.kept(drawn)), **self._otherwise(),
        )  # fmt: skip

    def _otherwise(self) -> dict[str, Any]:
        """Where it goes when it is refused, or fails."""
        failed = failing(self.shell, self, KeySheetsPage.ready)
        return {"refused": partial(_refused, self.shell, self), "failed": failed}

    def kept(self, drawn: Drawn) -> None:
        self.shell.toast(w.VALID_NOW(self.shell.lang, set=drawn.set))
        self.asking, self.making.drawn = "", None
        self.reload()

    def refuse(self, refusal: Refusal, wait: int) -> None:
        """Say why nothing was done, and let nobody try again for `wait` ms."""
        said, session = refusal.say(self.shell.lang), self.shell.session
        if session is None or not (self.asking or self.drawn):
            return
        if not self._read:
            self._later = refusal, wait
            return
        line = self.secret if self.drawn is None else self.tails[0]
        self._busy(busy=False)
        if wait:
            said += "\n" + words_open.WAIT(self.shell.lang, n=wait // 1000)
            self.go.setEnabled(False)
            session.when_waited(self.go, partial(self.go.setEnabled, True))
        self._say(said, line)
        line.selectAll()

    def ready(self) -> None:
        """As before the attempt."""
        if self._read:  # one that is made anew and not drawn yet is not busy
            self._busy(busy=False)

    def _busy(self, *, busy: bool) -> None:
        """Nothing is given up in the middle: what comes of it is shown where it was asked."""
        for one in (self.go if self.drawn is None else self.valid_button, self.cancel_button):
            one.setEnabled(not busy)

    def _say(self, text: str, where: QWidget) -> None:
        self.problem.setText(text)
        self.problem.show()
        where.setFocus()


def _refused(shell: Shell, page: KeySheetsPage, refusal: Refusal) -> None:
    """It counts also when nobody is there to be told."""
    wait = shell.session.wait_after(refusal) if shell.session is not None else 0
    telling(shell, page, lambda now, _: now.refuse(refusal, wait))(refusal)


def _read(office: Office) -> Found:
    return service.valid(office), service.done(office), service.no_way_back(office)


def _drawn(shell: Shell) -> None:
    """A set that waits to be printed."""
    from casefiles.domain.keysheets import draw

    shell.open("keysheets", making=Making(draw(shell.office.clock.now_ms())))


SHOTS = {"drawn": _drawn, "passphrase": lambda shell: shell.open("keysheets", asking=MAKE)}
"""states worth a picture"""
