"""The visit norms of the office: which there are, which are in force, and what holds where none is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from casefiles import norming
from casefiles.domain import norms
from ui import norm_said
from ui import words_norms as words
from ui.pages.carded import CardsPage
from ui.pages.child_parts import Line, note
from ui.record_drawer import RecordDrawer, open_record
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.text import Pill

if TYPE_CHECKING:
    import datetime as dt

    from casefiles.domain.words import Lang
    from casefiles.ports import Record
    from ui.theme import Tone
    from ui.window import Shell


class NormsPage(CardsPage):
    """One card; each line says for whom a norm holds and what it asks, and opens its form."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.add = button(shell.theme, words.ADD(shell.lang), "primary", "plus", self.change)
        self.add.setObjectName("add-norm")
        self.headed(words.PAGE, words.HELP, self.add)

    def enter(self, norm: str = "") -> None:
        """Show the norms; `norm` opens one."""
        self.reload()
        if norm:
            self.change(norm)

    def reload(self) -> None:
        """Read the norms anew, those in force first."""
        theme, lang, office = self.shell.theme, self.shell.lang, self.shell.office
        today = office.clock.today()
        found = office.queries.select("norm", sort="-start")
        found.sort(key=lambda norm: not norming.in_force(norm, today))
        card = Card(theme)
        card.setObjectName("norms")
        if not found:
            card.body.addWidget(EmptyState(theme, words.NONE(lang), words.NONE_HELP(lang), icon="calendar-check"))
        for place, norm in enumerate(found):
            card.body.addWidget(self._line(norm, today, first=not place))
        defaults = Card(theme, words.DEFAULTS(lang))
        days = norms.DAYS_BY_RISK
        said = words.DEFAULTS_HELP(
            lang, red=days["red"], yellow=days["yellow"], other=norms.DAYS_OTHERWISE, verify=norms.VERIFY_DAYS
        )
        defaults.body.addWidget(note(said))
        self.put(card, defaults)

    def on_changed(self, entity: str, ids: object) -> None:
        """A norm was saved."""
        if entity == "norm":
            self.reload()

    def focus_first(self) -> None:
        """The keyboard starts at the button that adds one."""
        self.add.setFocus()

    def change(self, row: str = "") -> None:
        """The form of a norm; a new one begins today and for this office's division."""
        shell = self.shell
        start = {} if row else {"start": shell.office.clock.today().isoformat(), "area": shell.office.home.code}
        open_record(shell, lambda: RecordDrawer(shell, "norm", row, start=start))

    def _line(self, norm: Record, today: dt.date, *, first: bool) -> Line:
        theme, lang = self.shell.theme, self.shell.lang
        name = str(norm.values.get("name") or "—")
        values = norm.values
        document = str(values.get("document") or "").strip("《》")
        start, end = values.get("start") or "?", values.get("end")
        span = words.SPAN_TO(lang, start=start, end=end) if end else words.SPAN(lang, start=start)
        why = words.BY_DOCUMENT(lang, document=document) if document else ""
        under = " · ".join(p for p in (norm_said.asks(norm, lang), why, span) if p)
        change = icon_button(theme, words.EDIT(lang, name=name), "pencil", partial(self.change, norm.id))
        change.setObjectName(f"change-{norm.id}")
        pill = _pill(self.shell, norm, today, lang)
        return Line(theme, name, norm_said.scope(norm, lang), under, pill, change, first=first)


def _pill(shell: Shell, norm: Record, today: dt.date, lang: Lang) -> Pill:
    tone: Tone = "neutral"
    start, end = str(norm.values.get("start") or ""), str(norm.values.get("end") or "")
    if norming.in_force(norm, today):
        said, tone = words.IN_FORCE(lang), "ok"
    elif start > today.isoformat():
        said, tone = words.COMING(lang, day=start), "info"
    else:
        said = words.OVER(lang, day=end or start)
    return Pill(shell.theme, said, tone)


def _with_some(shell: Shell) -> None:
    """Three norms: everybody's, one for red children that is to come, one that ended."""
    from casefiles import recording
    from casefiles.domain.entities import ENTITIES

    if not shell.office.queries.count("norm"):
        for draft in (
            {"name": "全镇", "start": "2026-01-01", "interval": "60", "grace": "10", "first_within": "5",
             "verify_months": "6", "document": "示例县儿童关爱工作办法"},
            {"name": "红色风险", "risk": "red", "start": "2027-01-01", "interval": "7", "counts": "home,school"},
            {"name": "旧办法", "start": "2024-01-01", "end": "2025-12-31", "interval": "90"},
        ):  # fmt: skip
            recording.save(shell.office, ENTITIES["norm"], draft)
    shell.open("norms")


SHOTS = {"some": _with_some, "form": lambda shell: shell.page.change()}
"""states worth a picture"""
