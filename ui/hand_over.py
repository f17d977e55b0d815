"""The drawer in which a mentor leaves: for each child the new mentor, then the day and the reason."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles import handover, undoing
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.leaving import open_matches
from ui import words_leaving as words
from ui.fields import person_picker
from ui.fields_choices import ListEditor
from ui.fields_dates import DayEditor
from ui.fields_lines import Place
from ui.undoing import announce, with_undo
from ui.widgets.buttons import button
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from casefiles.handover import Left
    from ui.window import Shell

FIELDS = ENTITIES["mentor"].fields


class HandOverDrawer(DrawerFrame):
    """Proposals stand in the pickers; a person decides. One transaction, which can be taken back."""

    def __init__(self, shell: Shell, mentor: str, name: str) -> None:
        lang, theme, office = shell.lang, shell.theme, shell.office
        super().__init__(theme, lang, words.LEAVE(lang), name, close=lambda: shell.drawer(None))
        self.shell, self.mentor = shell, mentor
        self.setObjectName("hand-over")
        matches = open_matches(office, "mentor", mentor)
        self.body.addWidget(label((words.HELP if matches else words.NO_CHILDREN)(lang), "secondary", wrap=True))
        proposed = handover.proposed(office, mentor)
        self.pickers = {}
        for one in matches:
            child = office.queries.get(str(one.values["child"]))
            said = words.TO(lang, name=(child.values.get("name") if child else "") or "—")
            picker = person_picker(shell, said, "mentor")
            picker.set(proposed.get(one.id))
            self.body.addWidget(label(said, "strong", wrap=True))
            self.body.addWidget(picker)
            self.pickers[one.id] = picker
        place = Place(theme, lang)
        self.on = DayEditor(place, words.ON(lang), FIELDS["left_on"].kind, office.clock.today)  # type: ignore[arg-type]
        self.on.set(office.clock.today().isoformat())
        self.reason = ListEditor(place, words.REASON(lang), FIELDS["left_reason"].kind.codes)  # type: ignore[attr-defined]
        for editor, text in ((self.on, words.ON), (self.reason, words.REASON)):
            self.body.addWidget(label(text(lang), "strong"))
            self.body.addWidget(editor)
        self.body.addStretch(1)
        self.said = label("", "body", tone="danger", wrap=True)
        self.foot.addWidget(self.said)
        self.foot.addWidget(button(theme, words.DO(lang), "primary", "check", self.save))

    def save(self) -> None:
        """Leave and hand over; what stands against it is said at the foot."""
        office, today = self.shell.office, self.shell.office.clock.today()
        try:
            day = FIELDS["left_on"].kind.parse(self.on.text() or today.isoformat(), today)
            reason = str(FIELDS["left_reason"].kind.parse(self.reason.text(), today) if self.reason.text() else "")
        except Refusal as refusal:
            self._refused(refusal, self.on)
            return
        if not reason:
            self.said.setText(words.REASON_MISSING(self.shell.lang))
            self.reason.setFocus()
            return
        plan = {match: picker.text() for match, picker in self.pickers.items() if picker.text()}
        on = dt.date.fromisoformat(str(day))
        self.shell.jobs.write(
            lambda _step: handover.leave(office, self.mentor, on, reason, plan),
            done=self._left,
            refused=self._refused,
            owner=self,
        )

    def focus_first(self) -> None:
        next(iter([*self.pickers.values(), self.on])).setFocus()

    def leave(self) -> None:
        """Nothing is kept half."""

    def on_changed(self, entity: str, ids: object) -> None:
        """What is being chosen is not disturbed."""

    def _left(self, left: Left) -> None:
        shell, lang = self.shell, self.shell.lang
        shell.drawer(None)
        announce(shell, left.touched)
        said = words.LEFT(lang, n=left.handed_over, m=left.waiting)
        with_undo(shell, undoing.of_records(left.before, left.touched), said, words.UNDONE(lang))

    def _refused(self, refusal: Refusal, at: QWidget | None = None) -> None:
        self.said.setText("\n".join(p.say(self.shell.lang) for p in refusal.problems))
        (at or next(iter(self.pickers.values()), self.on)).setFocus()
