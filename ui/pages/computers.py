"""The computers of other offices: who vouched for each and when it was last heard of, inviting, blocking, deciding
about what waits of a blocked one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from casefiles import exchange, keysheets, naming
from casefiles.domain.keysheets import day
from casefiles.domain.office import may_invite
from casefiles.domain.vouching import REASONS
from ui import help_drawer, language, words_access, words_accounts, words_help_above, words_keysheets
from ui import words_computers as w
from ui.asking import ask_files, ask_verb
from ui.block_drawer import AsideDrawer, BlockDrawer
from ui.exchange_cards import moment
from ui.invite_drawer import InviteDrawer, Inviting
from ui.pages import computers_states
from ui.pages.carded import CardsPage
from ui.pages.child_parts import Line
from ui.stick_box import begin
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.panels import TIGHT
from ui.widgets.text import Pill, label

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.domain.changes import Touched
    from casefiles.domain.keysheets import Standing
    from casefiles.domain.problems import Problem
    from casefiles.edges.package.helping import Help
    from casefiles.exchange import Beyond, Computer, Invited
    from casefiles.office import Office
    from ui.theme import Tone
    from ui.window import Shell

Found = tuple[
    list["Computer"], list["Invited"], str | None, list["Help"], list["Beyond"], "Standing | None", "Problem | None"
]
"""with who holds the key: "" for nobody although there is an office above, None where there is none; the recovery
sheets that are valid; whose memory alone opens the office"""
LISTED = 60
"""computers listed at once; the rest is found by name"""
INVITATIONS = 12


class ComputersPage(CardsPage):
    """A line a computer, those with something to decide first."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        theme, lang = shell.theme, shell.lang
        self.found: Found = ([], [], "", [], [], None, None)
        self.invite_button = button(theme, w.INVITE(lang), "primary", "user-plus", self.invite)
        self.invite_button.setObjectName("invite")
        self.invite_button.setVisible(may_invite(shell.office.home.code))
        self.help_button = button(theme, words_help_above.GIVE(lang), "", "lock-open", self.choose_request)
        self.access_button = button(theme, words_access.TITLE(lang), "", "eye", lambda: shell.open("access"))
        self.access_button.setObjectName("access")
        self.headed(w.PAGE, w.HELP, self.access_button, self.help_button, self.invite_button)
        self.search_line = QLineEdit()
        self.search_line.setAccessibleName(w.FIND(lang))
        self.search_line.setPlaceholderText(w.FIND(lang))
        self.search_line.setClearButtonEnabled(True)
        self.search_line.textChanged.connect(lambda _text: self._fill())
        self.column.addWidget(self.search_line)

    def reload(self) -> None:
        """Read them anew."""
        office = self.shell.office
        self.shell.jobs.read(lambda _step: _read(office), done=self.show_found, owner=self, newest="computers")

    def focus_first(self) -> None:
        """The keyboard starts at inviting, where there is somebody to invite."""
        (self.invite_button if self.invite_button.isVisibleTo(self) else self.access_button).setFocus()

    # what the buttons do

    def invite(self, code: str = "", name: str = "", level: str = "") -> None:
        """The drawer that invites; `code` and the rest when it is known whom."""
        state = Inviting(code, name, level)

        def make() -> InviteDrawer:
            return InviteDrawer(self.shell, state, partial(_again, self.shell))

        self.shell.drawer(make(), make)

    def block(self, one: Computer) -> None:
        """The drawer that blocks."""
        level = next((p.level for p in self.shell.office.ledger.peers() if p.office == one.office), "")
        shell = self.shell

        def next_() -> None:
            if isinstance(shell.page, ComputersPage):
                shell.page.invite(one.office, one.name, level)

        def make() -> BlockDrawer:
            return BlockDrawer(self.shell, one, partial(_again, self.shell), next_)

        self.shell.drawer(make(), make)

    def look(self, one: Computer) -> None:
        """The drawer that decides about what waits."""

        def make() -> AsideDrawer:
            return AsideDrawer(self.shell, one, partial(_again, self.shell))

        self.shell.drawer(make(), make)

    def choose_request(self) -> None:
        """Choose the request of an office below that forgot its passphrase."""
        lang = self.shell.lang
        for path in ask_files(self, words_help_above.GIVE(lang), begin(self.shell), words_help_above.REQUESTS(lang)):
            self.help(path)

    def help(self, path: Path) -> None:
        """Who asks, in the drawer."""
        help_drawer.read(self.shell, path, partial(_again, self.shell), self.shell.jobs.refused.emit)

    def deposit(self, *, on: bool) -> None:
        """Whether the office above shall hold the key of this database."""
        shell, office = self.shell, self.shell.office

        def told(_nothing: object) -> None:
            held = office.ledger.deposited() is not None
            words = words_help_above
            shell.toast((words.STARTED if held else words.NOBODY if on else words.STOPPED)(shell.lang))
            self.focus_first()
            self.reload()

        shell.jobs.write(lambda _step: exchange.wish_deposit(office, on=on), done=told, owner=self)

    def withdraw(self, one: Invited) -> None:
        """A computer that has this invitation cannot be known by it any more."""
        lang, office = self.shell.lang, self.shell.office
        if not ask_verb(self, w.WITHDRAW_ASK(lang, name=one["name"]), w.WITHDRAW(lang), w.WITHDRAW_NOT(lang)):
            return

        def told(_nothing: object) -> None:
            self.shell.toast(w.WITHDRAWN(lang, name=one["name"]))
            self.focus_first()
            self.reload()

        self.shell.jobs.write(lambda _step: exchange.withdraw(office, one["mark"]), done=told, owner=self)

    # the picture

    def show_found(self, found: Found) -> None:
        """What was read."""
        self.found = found
        used = sum(one.present and not one.blocked for one in found[0])
        off = sum(one.blocked for one in found[0])
        lang = self.shell.lang
        said = [w.SUMMARY(lang, n=used), *([w.SUMMARY_BLOCKED(lang, n=off)] if off else [])]
        self.head.note.set(("，" if lang == "zh" else ", ").join(said) if found[0] else "")
        self._fill()

    def _fill(self) -> None:
        theme, lang = self.shell.theme, self.shell.lang
        cards: list[QWidget] = []
        every, invitations, held, helps, beyond, valid, alone = self.found
        wanted = self.search_line.text().strip().casefold()
        shown = [one for one in every if wanted in f"{one.name} {one.office} {one.device}".casefold()]
        self.search_line.setVisible(len(every) > 1)
        card = Card(theme)
        card.setObjectName("computers")
        if not every:
            card.body.addWidget(EmptyState(theme, w.NONE(lang), w.NONE_HELP(lang), icon="key-round"))
        elif not shown:
            card.body.addWidget(label(w.NONE_FOUND(lang), "secondary", wrap=True))
        waits = [one for one in beyond if not one.answered]
        if waits and not wanted:
            cards.append(self._beyond(waits))
        names = {one.office: one.name for one in every} | {self.shell.office.home.code: w.US(lang)}
        for place, one in enumerate(shown[:LISTED]):
            card.body.addWidget(self._line(one, names, first=not place))
        if len(shown) > LISTED:
            card.body.addWidget(label(w.MORE(lang, n=len(shown) - LISTED), "caption", wrap=True))
        cards.append(card)
        if invitations and not wanted:
            card = Card(theme, w.INVITED(lang))
            card.setObjectName("invitations")
            for place, line in enumerate(invitations[:INVITATIONS]):
                card.body.addWidget(self._invited(line, first=not place))
            cards.append(card)
        if not wanted:
            cards.append(self._helping(held, helps, valid, alone))
        self.put(*cards)

    def _beyond(self, waits: list[Beyond]) -> Card:
        """What offices wrote of files that are none of their own."""
        theme, lang = self.shell.theme, self.shell.lang
        card = Card(theme, w.BEYOND(lang))
        card.setObjectName("beyond")
        card.body.addWidget(label(w.BEYOND_HELP(lang), "secondary", wrap=True))
        for place, one in enumerate(waits[:LISTED]):
            name = one.name or one.row
            by = one.by or w.NOBODYS(lang)
            about = {"when": moment(self.shell, one.last_ms), "by": by, "name": name, "n": one.number}
            right: list[QWidget] = []
            for words, called, icon, act in (
                (w.ADOPT, w.ADOPT_OF, "check", self.adopt), (w.BEYOND_LEAVE, w.BEYOND_LEAVE_OF, "x", self.leave_beyond),
            ):  # fmt: skip
                if one.ours:
                    made = button(theme, words(lang), "soft" if act == self.adopt else "ghost", icon, partial(act, one))
                    made.setAccessibleName(called(lang, name=name))
                    right.append(made)
            under = w.BEYOND_LINE(lang, **about) if one.ours else f"{w.BEYOND_LINE(lang, **about)} {w.BEYOND_UP(lang)}"
            card.body.addWidget(self._put(name, "", under, right, first=not place))
        return card

    def adopt(self, one: Beyond) -> None:
        """This office writes the same."""
        office = self.shell.office

        def told(touched: Touched) -> None:
            for entity, ids in touched.rows.items():
                self.shell.changed.emit(entity, ids)
            self._decided(w.ADOPTED(self.shell.lang, name=one.name or one.row))

        self.shell.jobs.write(lambda _step: exchange.adopt(office, one.row), done=told, owner=self)

    def leave_beyond(self, one: Beyond) -> None:
        """It stays aside."""
        office = self.shell.office
        said = w.BEYOND_LEFT(self.shell.lang, name=one.name or one.row)
        self.shell.jobs.write(
            lambda _step: exchange.leave_beyond(office, one.row), done=lambda _none: self._decided(said), owner=self
        )

    def _decided(self, said: str) -> None:
        self.shell.toast(said)
        self.focus_first()
        self.reload()

    def _helping(
        self, held: str | None, helps: list[Help], valid: Standing | None, alone: Problem | None
    ) -> Card:
        """Who, or what, can help with a forgotten passphrase, and the help there was."""
        theme, lang, words = self.shell.theme, self.shell.lang, words_help_above
        act = partial(self.deposit, on=not held)
        made = button(theme, (words.STOP if held else words.START)(lang), "ghost", "x" if held else "check", act)
        sheets = button(theme, words_keysheets.LOOK(lang), "soft", "file-text", partial(self.shell.open, "keysheets"))
        sheets.setObjectName("key-sheets")
        users = button(theme, words_accounts.LOOK(lang), "soft", "users", partial(self.shell.open, "accounts"))
        users.setObjectName("accounts")
        card = Card(theme, words.CARD(lang), *([made] if held is not None else []), users, sheets)
        card.setObjectName("helping")
        if alone is not None:
            card.body.addWidget(label(alone.say(lang), "body", tone="warn", wrap=True))
        else:
            said = words.HELPER(lang, name=held) if held else words_keysheets.NO_HELPER(lang)
            card.body.addWidget(label(said, "secondary", wrap=True))
        line = words_keysheets.LINE_NONE(lang)
        if valid is not None:
            line = words_keysheets.LINE_VALID(lang, set=valid.set, day=day(valid.made_ms))
        card.body.addWidget(label(line, "secondary", wrap=True))
        for one in helps[:INVITATIONS]:
            told = words.GAVE if one.what == "given" else words.TOOK
            by = naming.author(self.shell.office, one.login)
            text = told(lang, when=moment(self.shell, one.at_ms), name=one.name or one.office, login=by)
            card.body.addWidget(label(text, "caption", wrap=True))
        return card

    def _line(self, one: Computer, names: dict[str, str], *, first: bool) -> QWidget:
        theme, lang, shell = self.shell.theme, self.shell.lang, self.shell
        n = language.number(one.changes, lang)
        parts = [w.GOES_ON(lang, device=one.before) if one.before else w.BY_CARD(lang)]
        if one.since_ms:
            by = names.get(one.by, one.by)
            parts = [w.SINCE(lang, by=by, when=moment(shell, one.since_ms), epoch=one.epoch)]
        if one.blocked:
            by = names.get(one.blocked_by, one.blocked_by)
            parts = [w.BLOCKED_LINE(lang, by=by, when=moment(shell, one.blocked_ms))]
            parts += [w.LOST_ON(lang, day=one.on)] if one.on else []
        parts.append(w.HEARD(lang, when=moment(shell, one.heard_ms)) if one.heard_ms else w.NEVER(lang))
        parts.append(language.counted(w.CHANGES, one.changes, lang) if one.changes == 1 else w.CHANGES(lang, n=n))
        right: list[QWidget] = [self._state(one)]
        if one.aside:
            number = language.number(one.aside, lang)
            made = button(theme, w.LOOK(lang, n=number), "soft", "inbox", partial(self.look, one))
            made.setAccessibleName(w.LOOK_OF(lang, name=one.name, n=number))
            made.setObjectName(f"look-{one.device}")
            right.append(made)
        if one.ours and not one.blocked:
            made = button(theme, w.BLOCK(lang), "ghost", "lock", partial(self.block, one))
            made.setAccessibleName(w.BLOCK_OF(lang, name=one.name, device=one.device))
            made.setObjectName(f"block-{one.device}")
            right.append(made)
        return self._put(one.name, f"{one.office} · {one.device}", " · ".join(parts), right, first=first)

    def _put(self, title: str, beside: str, under: str, right: list[QWidget], *, first: bool) -> QWidget:
        """A line; in large text what can be done with it stands below."""
        theme = self.shell.theme
        if theme.scale <= TIGHT:
            return Line(theme, title, beside, under, *right, first=first)
        line = Line(theme, title, beside, under, first=first)
        holder = QWidget()
        flow = FlowLayout(holder, theme.px(8))
        for one in right:
            flow.addWidget(one)
            flow.setAlignment(one, Qt.AlignmentFlag.AlignVCenter)
        column = line.layout()
        if column is not None:
            column.addWidget(holder)
        return line

    def _state(self, one: Computer) -> Pill:
        lang = self.shell.lang
        tone: Tone = "ok"
        if one.blocked:
            why = REASONS[one.reason](lang) if one.reason in REASONS else one.reason
            said, tone = w.BLOCKED_WHY(lang, why=why) if why else w.BLOCKED(lang), "danger"
        elif one.wrote_on:
            said, tone = w.WROTE_ON(lang), "warn"
        elif one.present:
            said = w.IN_USE(lang)
        else:
            said, tone = w.FORMER(lang), "neutral"
        return Pill(self.shell.theme, said, tone)

    def _invited(self, one: Invited, *, first: bool) -> QWidget:
        theme, lang = self.shell.theme, self.shell.lang
        tone: Tone = "ok" if one["used"] else "warn"
        right: list[QWidget] = [Pill(theme, (w.USED if one["used"] else w.WAITS)(lang), tone)]
        if not one["used"]:
            made = button(theme, w.WITHDRAW(lang), "ghost", "x", partial(self.withdraw, one))
            made.setAccessibleName(w.WITHDRAW_OF(lang, name=one["name"]))
            right.append(made)
        when = w.MADE(lang, when=moment(self.shell, one["made"]))
        return self._put(one["name"], f"{one['office']} · {one['mark'][:8]}", when, right, first=first)


def _again(shell: Shell) -> None:
    """What is in sight is read anew: the page may be another one than the drawer was opened from."""
    if isinstance(shell.page, ComputersPage):
        shell.page.reload()


def _read(office: Office) -> Found:
    held = office.ledger.deposited()
    invitations = list(reversed(exchange.invitations(office)))
    name = held[1] if held is not None else "" if exchange.office_above(office) is not None else None
    about = keysheets.valid(office), keysheets.no_way_back(office)
    return exchange.computers(office), invitations, name, exchange.helps(office), exchange.beyond(office), *about


SHOTS = {
    "some": computers_states.some, "invite": lambda shell: shell.page.invite(), "doubt": computers_states.doubted,
}  # fmt: skip
"""states worth a picture"""
