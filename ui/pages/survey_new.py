"""The drawer in which a survey round is made: its name, its days, its villages, who walks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from casefiles import surveying
from casefiles.domain.fieldtypes import Day
from casefiles.domain.survey import SURVEY_ROUND
from ui import words_surveys as words
from ui.fields_dates import DayEditor
from ui.fields_lines import Place
from ui.widgets.buttons import button
from ui.widgets.panels import DrawerFrame
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.domain.problems import Refusal
    from ui.window import Shell


class RoundDrawer(DrawerFrame):
    """`then(round, doors)` runs once the round stands with its walk list."""

    def __init__(self, shell: Shell, then: Callable[[str, int], object]) -> None:
        lang, theme = shell.lang, shell.theme
        super().__init__(theme, lang, words.NEW_ROUND(lang), words.PAGE(lang), close=lambda: shell.drawer(None))
        self.shell, self.then = shell, then
        office, fields = shell.office, SURVEY_ROUND.fields
        today = office.clock.today()
        self.name = QLineEdit(words.ROUND_NAME(lang, year=today.year, month=today.month))
        place = Place(theme, lang)
        self.start = DayEditor(place, fields["start"].label(lang), Day(future=True), office.clock.today)
        self.end = DayEditor(place, fields["end"].label(lang), Day(future=True), office.clock.today)
        self.start.set_text(today.isoformat())
        self.walkers = QLineEdit()
        self.inputs: dict[str, QWidget] = {
            "name": self.name, "start": self.start, "end": self.end, "walkers": self.walkers,
        }  # fmt: skip
        for name, field in self.inputs.items():
            field.setAccessibleName(fields[name].label(lang))
            self.body.addWidget(label(fields[name].label(lang), "strong"))
            self.body.addWidget(field)
        self.body.addWidget(label(words.WHICH_VILLAGES(lang), "strong"))
        self.body.addWidget(label(words.WHICH_VILLAGES_HELP(lang), "caption", wrap=True))
        self.ticks = []
        for village in sorted({v for v, _ in office.queries.spread("village") if v}):
            tick = QCheckBox(village)
            self.ticks.append(tick)
            self.body.addWidget(tick)
        self.body.addStretch(1)
        self.said = label("", "body", tone="danger", wrap=True)
        self.foot.addWidget(self.said)
        self.strip = ProgressStrip(theme, lang)
        self.foot.addWidget(self.strip)
        self.save_button = button(theme, words.MAKE(lang), "primary", "check", self.save)
        self.foot.addWidget(self.save_button)

    def save(self) -> None:
        """Make the round; what is wrong is said at the foot."""
        office = self.shell.office
        draft = {"name": self.name.text(), "start": self.start.text(), "end": self.end.text()}
        draft |= {
            "walkers": self.walkers.text(),
            "villages": "\n".join(t.text() for t in self.ticks if t.isChecked()),
        }
        self.save_button.setEnabled(False)
        self.said.setText("")
        job = self.shell.jobs.write(
            lambda step: surveying.make(office, draft, step), done=self._made, refused=self._refused, owner=self
        )
        job.cancelled.connect(self._stopped)
        self.strip.follow(job)

    def focus_first(self) -> None:
        self.name.setFocus()
        self.name.selectAll()

    def leave(self) -> None:
        """Nothing is kept half."""

    def on_changed(self, entity: str, ids: object) -> None:
        """What is being typed is not disturbed."""

    def _stopped(self) -> None:
        """Nothing was made; what was typed stays."""
        self.save_button.setEnabled(True)
        self.save_button.setFocus()
        self.shell.toast(words.NOT_MADE)

    def _made(self, answer: tuple[str, int]) -> None:
        self.shell.drawer(None)
        self.then(*answer)

    def _refused(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        lang = self.shell.lang
        self.said.setText("\n".join(self._sentence(p.field, p.say(lang)) for p in refusal.problems))
        first = self.inputs.get(refusal.problems[0].field, self.ticks[0] if self.ticks else self.name)
        first.setFocus()

    def _sentence(self, field: str, said: str) -> str:
        known = SURVEY_ROUND.fields.get(field)
        return f"{known.label(self.shell.lang)}: {said}" if known and field in self.inputs else said
