"""The drawer in which a match comes to another step: which, when, and a word about it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from casefiles import matching
from casefiles.domain import matchlife
from casefiles.domain.codes.codelist import CodeList
from casefiles.domain.codes.lists import MATCH_END, MATCH_STATUS
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from ui import words_matches as words
from ui.fields_choices import ListEditor
from ui.fields_dates import DayEditor
from ui.fields_lines import NotesEditor, Place
from ui.undoing import announce, with_undo
from ui.widgets.buttons import button
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from casefiles.ports import Record
    from casefiles.recording import Saved
    from ui.window import Shell

FIELDS = ENTITIES["match_event"].fields


class StepDrawer(DrawerFrame):
    """`to` is the step that is proposed; Ctrl+Enter saves. What stands against it is said at the foot."""

    def __init__(self, shell: Shell, match: Record, name: str, to: str = "") -> None:
        lang, theme = shell.lang, shell.theme
        super().__init__(theme, lang, name, words.STEP(lang), close=lambda: shell.drawer(None))
        self.shell, self.match, self.name = shell, match, name
        self.setObjectName("step-drawer")
        now = matchlife.status_of(match.values)
        place = Place(theme, lang)
        others = CodeList("match_steps", tuple(c for c in MATCH_STATUS.active if c.code != now))
        self.body.addWidget(
            label(
                words.STEP_OF(lang, what=words.PROGRESS(lang, state=MATCH_STATUS.label(now)), name="").rstrip(
                    "：: "
                ),
                "secondary",
                wrap=True,
            )
        )
        self.state = ListEditor(place, words.TO_STATE(lang), others)
        self.state.set(to or None)
        self.on = DayEditor(place, words.ON(lang), FIELDS["on"].kind, shell.office.clock.today)  # type: ignore[arg-type]
        self.on.set(shell.office.clock.today().isoformat())
        self.reason = ListEditor(place, words.REASON(lang), MATCH_END)
        self.note = NotesEditor(place, words.NOTE(lang), FIELDS["note"].kind, lines=2)
        self.reason_head = label(words.REASON(lang), "strong")
        for head, editor in (
            (label(words.TO_STATE(lang), "strong"), self.state), (label(words.ON(lang), "strong"), self.on),
            (self.reason_head, self.reason), (label(words.NOTE(lang), "strong", wrap=True), self.note),
        ):  # fmt: skip
            self.body.addWidget(head)
            self.body.addWidget(editor)
        self.body.addStretch(1)
        self.said = label("", "body", tone="danger", wrap=True)
        self.said.hide()
        self.foot.addWidget(self.said)
        self.foot.addWidget(button(theme, words.DO(lang), "primary", "check", self.save, tip="Ctrl+Enter"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        self.state.box.currentIndexChanged.connect(lambda _at: self._fit())
        self._fit()

    def save(self) -> None:
        """Take the step."""
        office, today = self.shell.office, self.shell.office.clock.today()
        try:
            day = FIELDS["on"].kind.parse(self.on.text() or today.isoformat(), today)
            status = str(FIELDS["status"].kind.parse(self.state.text(), today) or "")
            reason = (
                str(ENTITIES["match"].fields["end_reason"].kind.parse(self.reason.text(), today) or "")
                if self.reason.text()
                else ""
            )
        except Refusal as refusal:
            self._refused(refusal, self.on if self.state.text() else self.state)
            return
        note, on = self.note.text(), dt.date.fromisoformat(str(day))
        if status != "closed":
            reason = ""
        self.shell.jobs.write(
            lambda _step: matching.step(office, self.match.id, status, on, note=note, reason=reason),
            done=lambda saved: self._saved(saved, status),
            refused=self._refused,
            owner=self,
        )

    def focus_first(self) -> None:
        (self.on if self.state.text() else self.state).setFocus()

    def leave(self) -> None:
        """Nothing is kept half."""

    def on_changed(self, entity: str, ids: object) -> None:
        """What is being chosen is not disturbed."""

    def _fit(self) -> None:
        closing = self.state.text() == "closed"
        self.reason.setVisible(closing)
        self.reason_head.setVisible(closing)

    def _saved(self, saved: Saved, status: str) -> None:
        shell, lang = self.shell, self.shell.lang
        shell.drawer(None)
        announce(shell, saved.touched)
        said = words.DONE(lang, name=self.name, state=MATCH_STATUS.label(status))
        with_undo(shell, saved, said, words.UNDONE(lang, name=self.name))

    def _refused(self, refusal: Refusal, at: QWidget | None = None) -> None:
        fields = {"note": self.note, "on": self.on, "status": self.state}
        first = next((fields[p.field] for p in refusal.problems if p.field in fields), self.state)
        if any(p.code == "MATCH_NO_END_REASON" for p in refusal.problems):
            first = self.reason
        self.said.setText("\n".join(p.say(self.shell.lang) for p in refusal.problems))
        self.said.show()
        (at or first).setFocus()


def open_step(shell: Shell, match: Record, name: str, to: str = "") -> None:
    """The drawer of a match's next step; made anew when the look is switched."""

    def make() -> StepDrawer:
        return StepDrawer(shell, match, name, to)

    shell.drawer(make(), make)
