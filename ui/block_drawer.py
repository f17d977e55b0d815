"""Blocking a computer, and deciding about what waits of a blocked one, in the drawer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from casefiles import exchange
from casefiles.domain.codes.codelist import CodeList, choice
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Day
from casefiles.domain.problems import Refusal
from casefiles.domain.vouching import REASONS
from ui import language, words_identity
from ui import words_computers as w
from ui.charts import Item, RankedBars
from ui.exchange_cards import moment
from ui.fields_choices import ListEditor
from ui.fields_dates import DayEditor
from ui.fields_lines import Place
from ui.widgets.buttons import button
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from casefiles.domain.changes import Touched
    from casefiles.exchange import Aside, Computer
    from ui.window import Shell

WHY = CodeList("block_reason", tuple(choice(code, said.zh, said.en) for code, said in REASONS.items()))


class BlockDrawer(DrawerFrame):
    """Why, since when, and what it means; Ctrl+Enter blocks. `then` invites the office's next computer."""

    def __init__(self, shell: Shell, one: Computer, again: Callable[[], object], then: Callable[[], object]) -> None:
        theme, lang = shell.theme, shell.lang
        super().__init__(theme, lang, one.name, w.BLOCK_TITLE(lang), close=lambda: shell.drawer(None))
        self.shell, self.one, self._again, self._then = shell, one, again, then
        self.setObjectName("block-drawer")
        place, today = Place(theme, lang), shell.office.clock.today
        self.kind = Day()
        self.reason = ListEditor(place, w.WHY(lang), WHY)
        self.on = DayEditor(place, w.WHEN(lang), self.kind, today)
        self.on.set(today().isoformat())
        self.body.addWidget(label(f"{one.office} · {one.device}", "secondary", wrap=True))
        for said, editor in ((w.WHY(lang), self.reason), (w.WHEN(lang), self.on)):
            self.body.addWidget(label(said, "strong"))
            self.body.addWidget(editor)
        n = language.number(one.changes, lang)
        self.body.addWidget(label(w.MEANS(lang, n=n), "secondary", wrap=True))
        self.body.addStretch(1)
        self.said = label("", "body", tone="danger", wrap=True)
        self.said.hide()
        self.foot.addWidget(self.said)
        self.do = button(theme, w.DO(lang), "danger", "lock", self.block, tip="Ctrl+Enter")
        self.foot.addWidget(self.do)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.block)

    def focus_first(self) -> None:
        """The keyboard starts at the reason."""
        self.reason.setFocus()

    def on_changed(self, entity: str, ids: object) -> None:
        """Nothing here is of a record."""

    def block(self) -> None:
        """Block it; without a reason nothing happens."""
        shell, lang, office, one = self.shell, self.shell.lang, self.shell.office, self.one
        reason, typed = self.reason.text(), self.on.text()
        if not reason:
            self._say(w.LACKS_REASON(lang), self.reason)
            return
        try:
            on = str(self.kind.parse(typed, office.clock.today()) or "") if typed else ""
        except Refusal as refusal:
            self._say(refusal.say(lang), self.on)
            return

        def told(touched: Touched) -> None:
            for entity, ids in touched.rows.items():
                shell.changed.emit(entity, ids)
            self._again()
            shell.drawer(None)
            shell.toast(w.BLOCKED_NOW(lang, name=one.name))
            if reason in ("stolen", "lost", "broken", "replaced") and one.present:
                self._then()

        shell.jobs.write(
            lambda _step: exchange.revoke(office, one.device, reason, on),
            done=told,
            refused=lambda refusal: self._say(refusal.say(lang), self.on),
            owner=self,
        )

    def _say(self, text: str, where: QWidget) -> None:
        self.said.setText(text)
        self.said.show()
        where.setFocus()


class AsideDrawer(DrawerFrame):
    """How much of what, of which days, and what taking in or leaving means."""

    def __init__(self, shell: Shell, one: Computer, again: Callable[[], object]) -> None:
        theme, lang = shell.theme, shell.lang
        super().__init__(theme, lang, one.name, w.ASIDE_TITLE(lang), close=lambda: shell.drawer(None))
        self.shell, self.one, self._again = shell, one, again
        self.setObjectName("aside-drawer")
        n = language.number(one.aside, lang)
        self.body.addWidget(label(w.ASIDE_HELP(lang, n=n), "body", tone="warn", wrap=True))
        if one.ours:
            self.accept = button(theme, w.ACCEPT(lang), "primary", "check", self.take_in)
            self.leave_it = button(theme, w.LEAVE(lang), "", "x", self.leave_aside)
            self.foot.addWidget(self.accept)
            self.foot.addWidget(self.leave_it)
        else:
            self.foot.addWidget(label(w.NOT_OURS(lang), "secondary", wrap=True))
        office = shell.office
        shell.jobs.read(lambda _step: exchange.aside(office, one.device), done=self._show, owner=self)

    def focus_first(self) -> None:
        """The keyboard starts at what changes nothing."""
        (self.leave_it if self.one.ours else self.close_button).setFocus()

    def on_changed(self, entity: str, ids: object) -> None:
        """What waits does not change by saving."""

    def _show(self, found: Aside) -> None:
        theme, lang, shell = self.theme, self.shell.lang, self.shell
        if found.number:
            span = w.ASIDE_SPAN(lang, first=moment(shell, found.first_ms), last=moment(shell, found.last_ms))
            self.body.addWidget(label(span, "secondary", wrap=True))
            items = [Item(_plural(e, shell), n) for e, n in found.entities.items()]
            self.body.addWidget(label(w.KINDS(lang), "strong", wrap=True))
            self.body.addWidget(RankedBars(theme, lang, w.KINDS(lang), items))
            self.body.addWidget(label(w.LINES(lang), "strong", wrap=True))
            for one in found.named[:12]:
                name = one.name or one.row[-6:]
                said = language.counted(
                    w.ONE, one.fields, lang, when=moment(shell, one.at_ms), entity=_one(one.entity, shell), name=name
                )
                self.body.addWidget(label(said, "secondary", wrap=True))
        if self.one.ours:
            for words in (w.ACCEPT_MEANS, w.LEAVE_MEANS):
                self.body.addWidget(label(words(lang), "secondary", wrap=True))
        self.body.addStretch(1)

    def take_in(self) -> None:
        """It becomes part of the records."""
        shell, office, device = self.shell, self.shell.office, self.one.device

        def told(touched: Touched) -> None:
            for entity, ids in touched.rows.items():
                shell.changed.emit(entity, ids)
            self._done(words_identity.ACCEPTED(shell.lang, n=touched.number()))

        shell.jobs.write(lambda _step: exchange.accept_blocked(office, device), done=told, owner=self)

    def leave_aside(self) -> None:
        """It stays where it is, and nobody is asked any more."""
        office, device = self.shell.office, self.one.device
        self.shell.jobs.write(
            lambda _step: exchange.keep_aside(office, device),
            done=lambda _nothing: self._done(words_identity.LEFT_ASIDE(self.shell.lang)),
            owner=self,
        )

    def _done(self, said: str) -> None:
        self._again()
        self.shell.drawer(None)
        self.shell.toast(said)


def _plural(entity: str, shell: Shell) -> str:
    return ENTITIES[entity].plural(shell.lang) if entity in ENTITIES else entity


def _one(entity: str, shell: Shell) -> str:
    return ENTITIES[entity].label(shell.lang) if entity in ENTITIES else entity
