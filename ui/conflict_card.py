"""One field with several values: side by side who wrote which, where and when; its history when asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casefiles.domain.changes import DELETED
from ui import veiled
from ui import words_conflicts as w
from ui.conflict_words import by, field_name, value
from ui.exchange_cards import moment
from ui.pages.child_parts import clear
from ui.widgets.buttons import button
from ui.widgets.cards import Card, is_low, rule
from ui.widgets.flow import FlowLayout
from ui.widgets.panels import scroll
from ui.widgets.text import Pill, label

if TYPE_CHECKING:
    from casefiles.deciding import Dispute
    from casefiles.domain.merge import Rival
    from casefiles.naming import Names
    from ui.pages.child_history import Step
    from ui.window import Shell

LEAST_BESIDE = 190
"""px at standard text size that a value needs; with less they stand below each other"""


class ConflictCard(Card):
    """`show_dispute`; `chosen(place)` when a value's button is pressed, `opened` for the record."""

    chosen = Signal(int)
    opened = Signal()

    def __init__(self, shell: Shell, page: QWidget) -> None:
        super().__init__(shell.theme)
        self.shell, self.page = shell, page
        self.dispute: Dispute | None = None
        self.told = False
        """whether the history is shown"""
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, self.theme.px(4), 0)
        self.column.setSpacing(self.theme.px(10))
        self.body.addWidget(scroll(inside), 1)
        self._history = QVBoxLayout()

    def show_dispute(self, dispute: Dispute | None, names: Names) -> None:
        """Show this one; None for nothing."""
        self.dispute, self.names = dispute, names
        clear(self.column)
        if dispute is None:
            return
        theme, lang, shell = self.theme, self.shell.lang, self.shell
        self._veil(dispute)
        called = names.of(dispute.record)
        head = QWidget()
        flow = FlowLayout(head, theme.px(8))
        flow.addWidget(label(called.name, "section", wrap=True))
        flow.addWidget(Pill(theme, field_name(dispute, lang), "warn"))
        self.column.addWidget(head)
        if called.about and not is_low(self, theme):
            self.column.addWidget(label(called.about, "secondary", wrap=True))
        beside = self.width() >= theme.tall(LEAST_BESIDE) * len(dispute.rivals) + theme.px(60)
        holder = QWidget()
        across: QBoxLayout = QHBoxLayout(holder) if beside else QVBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(12 if beside else 8))
        for at, rival in enumerate(dispute.rivals):
            across.addWidget(self._rival(dispute, at, rival, beside=beside), 1)
        self.column.addWidget(holder)
        foot = QWidget()
        acts = FlowLayout(foot, theme.px(8))
        self.history_button = button(theme, w.HISTORY(lang), "ghost", "history", self.turn_history)
        acts.addWidget(self.history_button)
        acts.addWidget(button(theme, w.OPEN(lang), "ghost", "file-text", self.opened.emit))
        self.column.addWidget(foot)
        story = QWidget()
        self._history = QVBoxLayout(story)
        self._history.setContentsMargins(0, 0, 0, 0)
        self._history.setSpacing(theme.px(6))
        self.column.addWidget(story)
        self.column.addStretch(1)
        if self.told:
            self._ask(shell, dispute)

    def turn_history(self) -> None:
        """Show the history of the field, or no longer."""
        self.told = not self.told
        if self.dispute is None:
            return
        said = (w.HISTORY_HIDE if self.told else w.HISTORY)(self.shell.lang)
        self.history_button.setText(f" {said}")
        self.history_button.setAccessibleName(said)
        clear(self._history)
        if self.told:
            self._ask(self.shell, self.dispute)

    # inside

    def _rival(self, dispute: Dispute, at: int, rival: Rival, *, beside: bool) -> QWidget:
        theme, lang, shell = self.theme, self.shell.lang, self.shell
        box = QFrame()
        box.setObjectName("rival")
        p = theme.palette
        box.setStyleSheet(f"QFrame#rival {{ border: 1px solid {p.border}; border-radius: 8px; background: {p.bg}; }}")
        outer = QVBoxLayout(box)
        low = is_low(self, theme)
        pad = theme.px(6 if low else 10)
        outer.setContentsMargins(theme.px(12), pad, theme.px(12), pad)
        outer.setSpacing(theme.px(2 if low else 4))
        text = value(self.names, dispute, rival.value)
        told = label(text, "strong", wrap=True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        outer.addWidget(told)
        when = moment(shell, rival.ts)
        code = dispute.offices[at]
        said = w.BY(lang, who=by(shell.office, rival.user, code, lang), when=when)
        about = QVBoxLayout()
        about.setSpacing(theme.px(4))
        about.addWidget(label(said, "caption", wrap=True))
        if at == len(dispute.rivals) - 1 and dispute.name != DELETED:
            about.addWidget(Pill(theme, w.SHOWN_NOW(lang), "info"), 0, Qt.AlignmentFlag.AlignLeft)
        foot: QBoxLayout = QVBoxLayout() if beside else QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addLayout(about, 1)
        if beside:
            foot.addStretch(1)
        outer.addLayout(foot, 1)
        said = (w.USE if beside else w.USE_SHORT)(lang, key=at + 1)
        use = button(theme, said, "soft", "check", partial(self.chosen.emit, at))
        use.setAccessibleName(w.USE_VALUE(lang, field=field_name(dispute, lang), value=text))
        use.setObjectName(f"use-{at + 1}")
        use.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # as wide as its words, in every row
        side = Qt.AlignmentFlag.AlignLeft if beside else Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        foot.addWidget(use, 0, side)
        return box

    def _ask(self, shell: Shell, dispute: Dispute) -> None:
        from ui.field_history import steps_of  # only when somebody asks

        office, said = shell.office, self.history_button
        text = w.HISTORY_HIDE(shell.lang)
        said.setText(f" {text}")
        said.setAccessibleName(text)
        shell.jobs.read(
            lambda _step: steps_of(office, dispute.record, dispute.name),
            done=partial(self._tell, dispute),
            owner=self.page,
            newest="history",
        )

    def _tell(self, dispute: Dispute, steps: list[Step]) -> None:
        if dispute is not self.dispute or not self.told:
            return
        from ui.pages.child_history import who

        lang, shell = self.shell.lang, self.shell
        clear(self._history)
        self._history.addWidget(rule())
        for step in steps:
            before, after = (value(self.names, dispute, v) for v in (step.before, step.after))
            by = who(shell.office, step, lang)
            said = w.STEP(lang, when=moment(shell, step.ts), who=by, before=before, after=after)
            self._history.addWidget(label(said, "secondary", wrap=True))

    def _veil(self, dispute: Dispute) -> None:
        """A name or a place that is not on file yet is hidden from visitors all the same."""
        told = [str(r.value) for r in dispute.rivals if r.value]
        veiled.also_field(dispute.record.entity, dispute.name, told)
