"""The drawer in which somebody names the villages they answer for, and whom they stand in for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from casefiles import worklists
from casefiles.domain.fieldtypes import Day
from casefiles.domain.problems import Refusal
from ui import words_forms
from ui import words_worklists as words
from ui.fields_dates import DayEditor
from ui.fields_lines import Place
from ui.widgets.buttons import button
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.window import Shell

UNTIL = Day(future=True)


class VillagesDrawer(DrawerFrame):
    """A tick for every village of the register; a colleague's login and a last day. `then` runs after it was kept."""

    def __init__(self, shell: Shell, then: Callable[[], object]) -> None:
        lang, theme = shell.lang, shell.theme
        super().__init__(
            theme, lang, words.MY_VILLAGES(lang), words.PAGE(lang), close=lambda: shell.drawer(None)
        )
        self.shell, self.then = shell, then
        office = shell.office
        self.body.addWidget(label(words.MY_VILLAGES_HELP(lang), "secondary", wrap=True))
        held = worklists.my_villages(office)
        known = {name for name, _ in office.queries.spread("village") if name} | set(held)
        self.ticks = []
        for village in sorted(known):
            tick = QCheckBox(village)
            tick.setChecked(village in held)
            self.ticks.append(tick)
            self.body.addWidget(tick)
        self.body.addWidget(label(words.STAND_IN(lang), "section"))
        who, day = next(iter(worklists.deputies(office).items()), ("", ""))
        self.was = who
        self.colleague = QLineEdit(who)
        self.until = DayEditor(Place(theme, lang), words.UNTIL(lang), UNTIL, office.clock.today)
        self.until.set_text(day)
        self.colleague.setAccessibleName(words.COLLEAGUE(lang))
        for field, said in ((self.colleague, words.COLLEAGUE), (self.until, words.UNTIL)):
            self.body.addWidget(label(said(lang), "strong"))
            self.body.addWidget(field)
        self.body.addWidget(label(words.UNTIL_HELP(lang), "caption", wrap=True))
        self.body.addStretch(1)
        self.said = label("", "body", tone="danger", wrap=True)
        self.foot.addWidget(self.said)
        self.foot.addWidget(button(theme, words_forms.SAVE(lang), "primary", "check", self.save))

    def save(self) -> None:
        """Keep it and close; what is wrong is said at the foot."""
        office, lang = self.shell.office, self.shell.lang
        colleague, until = self.colleague.text().strip(), self.until.text().strip()
        try:
            day = dt.date.fromisoformat(str(UNTIL.parse(until, office.clock.today()))) if until else None
        except Refusal as refusal:
            self._wrong(refusal.say(lang), self.until)
            return
        try:
            if colleague:
                worklists.stand_in(office, colleague, day)
            if self.was and self.was != colleague:
                worklists.stand_in(office, self.was, None)
        except Refusal as refusal:
            self._wrong(refusal.say(lang), self.colleague)
            return
        worklists.answer_for(office, [t.text() for t in self.ticks if t.isChecked()])
        self.shell.drawer(None)
        self.shell.toast(words.KEPT)
        self.then()

    def focus_first(self) -> None:
        (self.ticks[0] if self.ticks else self.colleague).setFocus()

    def leave(self) -> None:
        """Nothing is kept half."""

    def on_changed(self, entity: str, ids: object) -> None:
        """What is being chosen is not disturbed."""

    def _wrong(self, text: str, at: QWidget) -> None:
        self.said.setText(text)
        at.setFocus()
