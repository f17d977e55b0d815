"""Who came and who left in a year: the bridge from start to end, by kind and by reason, the children it touched."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from casefiles import balance, service
from casefiles.domain.codes.lists import SENIOR_KIND
from casefiles.papers import balance as paper
from ui import words_balance as words
from ui.boards import put_board
from ui.charts import ChartCard, Item, RankedBars
from ui.charts.bridge import Bridge
from ui.pages.child_parts import Line, note
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card, FactGrid, SectionHeader
from ui.widgets.text import Pill, label

if TYPE_CHECKING:
    from casefiles.balance import Balance, Moved
    from casefiles.domain.problems import Refusal
    from ui.window import Shell

MOST = 60


class BalancePage(QWidget):
    """`shell.open("balance", year=2026)`; without a year, this one. Page Up and Page Down turn the years."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.year = shell.office.clock.today().year
        self.found: Balance | None = None
        self.board: QScrollArea | None = None
        theme, lang = shell.theme, shell.lang
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        self.column.setSpacing(theme.px(12))
        self.before = icon_button(theme, words.BEFORE(lang), "chevron-left", lambda: self.turn(-1))
        self.after = icon_button(theme, words.AFTER(lang), "chevron-right", lambda: self.turn(1))
        self.shown = label("", "strong")
        self.shown.setMinimumHeight(self.before.sizeHint().height())  # in the middle between the two
        self.print = button(theme, words.PRINT(lang), "primary", "printer", self.to_paper)
        self.head = SectionHeader(
            theme, words.PAGE(lang), self.before, self.shown, self.after, self.print, kind="page"
        )
        self.column.addWidget(self.head)

    def enter(self, year: int = 0) -> None:
        """Show this year."""
        self.year = year or self.year
        self.reload()

    def where(self) -> dict[str, int]:
        """What brings the page back."""
        return {"year": self.year}

    def turn(self, by: int) -> None:
        """To another year, as far as there are any."""
        if balance.EARLIEST <= self.year + by <= self.shell.office.clock.today().year:
            self.year += by
            self.reload()

    def reload(self) -> None:
        """Count anew, off the GUI thread."""
        office, year = self.shell.office, self.year
        self.shown.setText(words.YEAR(self.shell.lang, year=year))
        self.after.setEnabled(year < office.clock.today().year)

        def ask(_step: object) -> tuple[Balance, int]:
            return balance.balance(office, year), service.age_limit(office)

        self.shell.jobs.read(ask, done=lambda answer: self._show(*answer), owner=self, newest="balance")

    def on_changed(self, entity: str, ids: object) -> None:
        """Somebody may have joined or left."""
        if entity in ("mentor", "mentor_spell", "match", "child"):
            self.reload()

    def focus_first(self) -> None:
        self.before.setFocus()

    def to_paper(self) -> None:
        """The paper in the preview."""
        self.shell.open("preview", id=str(self.year), paper="balance")

    def _show(self, found: Balance, limit: int) -> None:
        self.found = found
        lang = self.shell.lang
        running = not found.last.endswith("-12-31")
        self.head.note.set(words.UNTIL(lang, day=found.last) if running else "")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, self.shell.theme.px(6), 0)
        column.setSpacing(self.shell.theme.px(12))
        across = QHBoxLayout()
        across.setSpacing(self.shell.theme.px(12))
        across.addWidget(self._bridge(found), 3)
        across.addWidget(self._reasons(found), 2)
        column.addLayout(across)
        for card in (self._kinds(found), self._children(found), self._moved(found), self._limit(limit)):
            column.addWidget(card)
        column.addStretch(1)
        self.board = put_board(self, self.column, self.board, inside)

    def _bridge(self, found: Balance) -> ChartCard:
        theme, lang, t = self.shell.theme, self.shell.lang, found.total
        names = (paper.START, paper.JOINED, paper.LEFT, paper.END)
        items = [Item(n(lang), v) for n, v in zip(names, (t.start, t.joined, t.left, t.end), strict=True)]
        return ChartCard(theme, lang, Bridge(theme, lang, words.CHART(lang), items))

    def _reasons(self, found: Balance) -> QWidget:
        theme, lang = self.shell.theme, self.shell.lang
        if not found.reasons:
            card = Card(theme, words.REASONS(lang))
            card.body.addWidget(note(words.NOBODY_LEFT(lang)))
            card.body.addStretch(1)
            return card
        items = [Item(paper.reason_text(code, lang), n) for code, n in found.reasons]
        return ChartCard(theme, lang, RankedBars(theme, lang, words.REASONS(lang), items))

    def _kinds(self, found: Balance) -> Card:
        theme, lang = self.shell.theme, self.shell.lang
        card = Card(theme, paper.BY_KIND(lang))
        facts = [
            (SENIOR_KIND.label(k.key)(lang), f"{k.start} + {k.joined} − {k.left} = {k.end}")
            for k in (*found.kinds, found.total)
            if k.key
        ]
        t = found.total
        facts.append((paper.ALL(lang), f"{t.start} + {t.joined} − {t.left} = {t.end}"))
        card.body.addWidget(FactGrid(theme, facts, 4))
        card.body.addWidget(note(paper.note(found, lang)))
        return card

    def _children(self, found: Balance) -> Card:
        card = Card(self.shell.theme, words.CHILDREN(self.shell.lang))
        card.body.addWidget(note(paper.children_say(found, self.shell.lang)))
        return card

    def _moved(self, found: Balance) -> Card:
        theme, lang = self.shell.theme, self.shell.lang
        card = Card(theme, words.MOVED(lang))
        both = sorted(
            [(m, True) for m in found.joined] + [(m, False) for m in found.left],
            key=lambda b: b[0].day,
            reverse=True,
        )
        if not both:
            card.body.addWidget(note(words.NOBODY_MOVED(lang)))
        for place, (one, came) in enumerate(both[:MOST]):
            card.body.addWidget(self._line(one, came=came, first=not place))
        return card

    def _line(self, one: Moved, *, came: bool, first: bool) -> Line:
        theme, lang = self.shell.theme, self.shell.lang
        pill = Pill(theme, (words.CAME if came else words.WENT)(lang), "ok" if came else "neutral")
        name = one.name or "—"
        go = icon_button(
            theme, words.OPEN(lang, name=name), "file-text", partial(self.shell.open, "mentor", id=one.mentor)
        )
        beside = " · ".join((one.day, SENIOR_KIND.label(one.kind)(lang)))
        return Line(
            theme, name, beside, "" if came else paper.reason_text(one.reason, lang), pill, go, first=first
        )

    def _limit(self, limit: int) -> Card:
        theme, lang = self.shell.theme, self.shell.lang
        less = icon_button(theme, words.LIMIT_LESS(lang), "chevron-down", partial(self.keep_limit, limit - 1))
        more = icon_button(theme, words.LIMIT_MORE(lang), "chevron-up", partial(self.keep_limit, limit + 1))
        less.setObjectName("limit-less")
        more.setObjectName("limit-more")
        see = button(
            theme, words.SEE_AGE(lang), "ghost", "list-filter",
            lambda: self.shell.open("worklists", worklist="mentor_age"),
        )  # fmt: skip
        card = Card(theme, words.LIMIT(lang), less, more, see)
        card.body.addWidget(note(words.LIMIT_NOW(lang, n=limit)))
        return card

    def keep_limit(self, years: int) -> None:
        """Another limit of age, kept in this office."""
        office = self.shell.office

        def refused(refusal: Refusal) -> None:
            self.shell.toast(refusal.say(self.shell.lang))

        self.shell.jobs.write(
            lambda _step: service.set_age_limit(office, years),
            done=lambda _n: self.reload(),
            refused=refused,
            owner=self,
        )
