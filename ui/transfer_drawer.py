"""The drawer in which a file is handed over to another office: where to, why, and what becomes of its matches."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles import transferring, undoing
from casefiles.domain.entities import ENTITIES
from casefiles.leaving import open_matches
from ui import words_transfer as words
from ui.fields import person_picker
from ui.form import Form
from ui.undoing import announce, with_undo
from ui.widgets.buttons import button
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from casefiles.domain.problems import Refusal
    from casefiles.transferring import Transferred
    from ui.window import Shell

ANSWER = ("child", "from_area", "state", "answered_on", "answer")
"""what the other office fills in, or what is known"""


class TransferDrawer(DrawerFrame):
    """One save: the transfer, the area, the matches. It can be taken back in the message."""

    def __init__(self, shell: Shell, child: str, name: str) -> None:
        lang, theme, office = shell.lang, shell.theme, shell.office
        super().__init__(theme, lang, words.TITLE(lang), name, close=lambda: shell.drawer(None))
        self.shell, self.child = shell, child
        self.setObjectName("transfer")
        self.body.addWidget(label(words.HELP(lang), "secondary", wrap=True))
        self.form = Form(
            shell, ENTITIES["transfer"], self, hide=ANSWER, columns=1, cards=False, shortcuts_on=self
        )
        self.form.load(None, {"on": office.clock.today().isoformat()})
        self.form.submitted.connect(self.save)
        self.body.addWidget(self.form)
        self.pickers = {}
        for one in open_matches(office, "child", child):
            mentor = office.queries.get(str(one.values.get("mentor") or ""))
            said = words.MATCH(lang, name=(mentor.values.get("name") if mentor else "") or "—")
            picker = person_picker(shell, said, "mentor")
            self.body.addWidget(label(said, "strong", wrap=True))
            self.body.addWidget(picker)
            self.pickers[one.id] = picker
        self.body.addStretch(1)
        self.said = label("", "body", tone="danger", wrap=True)
        self.foot.addWidget(self.said)
        self.foot.addWidget(button(theme, words.DO(lang), "primary", "check", self.save, tip="Ctrl+Enter"))

    def save(self) -> None:
        """Hand over; what stands against it is said beside the field or at the foot."""
        office, child, draft = self.shell.office, self.child, self.form.draft()
        plan = {match: picker.text() for match, picker in self.pickers.items() if picker.text()}

        def work(_step: object) -> Transferred:
            kind = ENTITIES["transfer"].fields["on"].kind
            on = kind.parse(draft.get("on", ""), office.clock.today()) if draft.get("on") else None
            return transferring.transfer(
                office, child, draft.get("to_area", ""), draft.get("reason", ""),
                on=dt.date.fromisoformat(str(on)) if on else None, contact=draft.get("contact", ""),
                phone=draft.get("phone", ""), note=draft.get("note", ""), plan=plan,
            )  # fmt: skip

        self.shell.jobs.write(work, done=self._done, refused=self._refused, owner=self)

    def focus_first(self) -> None:
        self.form.focus("to_area")

    def leave(self) -> None:
        """Nothing is kept half."""

    def on_changed(self, entity: str, ids: object) -> None:
        """What is being entered is not disturbed."""

    def _done(self, done: Transferred) -> None:
        shell, lang = self.shell, self.shell.lang
        shell.drawer(None)
        announce(shell, done.touched)
        said = words.DONE(lang, to=transferring.place(shell.office, done.to_area), n=done.ended)
        with_undo(shell, undoing.of_records(done.before, done.touched), said, words.UNDONE(lang))

    def _refused(self, refusal: Refusal) -> None:
        beside = [p for p in refusal.problems if p.field in self.form.blocks]
        self.form.show_problems(beside, ())
        rest = [p.say(self.shell.lang) for p in refusal.problems if p not in beside]
        self.said.setText("\n".join(rest))
