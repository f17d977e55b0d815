"""Many fields decided by one rule, in the drawer: choose the rule, look at what it would write, write all of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTableWidget, QTableWidgetItem

from casefiles import deciding, naming
from casefiles.domain.changes import DELETED
from ui import language, named
from ui import words_conflicts as w
from ui.conflict_words import counted, field_name, rule_name, values
from ui.undoing import announce
from ui.widgets.buttons import button
from ui.widgets.panels import DrawerFrame
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.deciding import Decided, Dispute, Line, Plan
    from casefiles.domain.changes import Touched
    from casefiles.domain.problems import Refusal
    from ui.jobs import Step
    from ui.window import Shell

LISTED = 300
"""lines of a preview that are listed; all of them are written"""


class DecidingDrawer(DrawerFrame):
    """For these fields. Up and Down go through the rules, Space previews, and again Space writes."""

    def __init__(self, shell: Shell, found: Sequence[Dispute]) -> None:
        theme, lang = shell.theme, shell.lang
        said = language.counted(w.OF_THESE, len(found), lang)
        super().__init__(theme, lang, said, w.MANY(lang), close=lambda: shell.drawer(None))
        self.shell, self.found = shell, tuple(found)
        self.plan: Plan | None = None
        self.body.addWidget(label(w.RULE(lang), "secondary", wrap=True))
        self.rules: dict[str, QPushButton] = {}
        for how in deciding.rules(found):
            one = button(theme, rule_name(shell.office, how, lang), "", "", partial(self.preview, how))
            one.setCheckable(True)
            one.setStyleSheet("text-align: left")
            self.rules[how] = one
            self.body.addWidget(one)
        if any(dispute.name == DELETED for dispute in found):
            self.body.addWidget(label(w.DELETIONS(lang), "caption", wrap=True))
        self.strip = ProgressStrip(theme, lang)
        self.body.addWidget(self.strip)
        self.said = label("", "body", wrap=True)
        self.body.addWidget(self.said)
        self.table = _table(self)
        self.body.addWidget(self.table, 1)
        self.more = label("", "caption", wrap=True)
        self.body.addWidget(self.more)
        self.body.addStretch(0)
        self.write_button = button(theme, "", "primary", "check", self.write)
        self.write_button.setObjectName("write")
        self.foot.addWidget(self.write_button)
        self._forget()

    def focus_first(self) -> None:
        next(iter(self.rules.values())).setFocus()

    def on_changed(self, entity: str, ids: object) -> None:
        """What was previewed is looked at again before it is written."""
        if self.plan is not None:
            self._forget()

    def preview(self, how: str) -> None:
        """What this rule would write; nothing is written."""
        office, found, text = self.shell.office, self.found, w.LOOKING(self.shell.lang)
        for key, one in self.rules.items():
            one.setChecked(key == how)

        def work(step: Step) -> Plan:
            return deciding.plan(office, found, how, lambda i, n: step(i, n, text))

        self._forget()
        self.strip.follow(self.shell.jobs.read(work, done=self._show, owner=self, newest="plan"))

    def write(self) -> None:
        """All of it in one transaction, with one way back."""
        plan, office, text = self.plan, self.shell.office, w.WRITING(self.shell.lang)
        if plan is None or not plan.writing:
            return
        self.write_button.setEnabled(False)

        def work(step: Step) -> Decided:
            return deciding.apply(office, plan, lambda i, n: step(i, n, text))

        job = self.shell.jobs.write(work, done=self._written, refused=self._refused, owner=self)
        job.cancelled.connect(lambda: self.write_button.setEnabled(True))
        self.strip.follow(job)

    # inside

    def _forget(self) -> None:
        self.plan = None
        for one in (self.said, self.table, self.more, self.write_button):
            one.hide()

    def _show(self, plan: Plan) -> None:
        lang = self.shell.lang
        self.plan = plan
        parts = [(w.WILL, len(plan.writing)), (w.WILL_LEAVE, len(plan.open)), (w.WILL_NOT, len(plan.wrong))]
        said = [of(lang, n=language.number(n, lang)) for of, n in parts if n or of is w.WILL]
        self._say("，".join(said) + "。" if lang == "zh" else ", ".join(said) + ".")
        shown = [*plan.wrong, *plan.open, *plan.writing][:LISTED]
        names = named.Names(self.shell.office, lang)
        names.gather(line.dispute.record for line in shown)
        self.table.setRowCount(len(shown))
        for place, line in enumerate(shown):
            for at, text in enumerate(self._cells(line, names)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if line.problems:
                    item.setForeground(QColor(self.theme.palette.danger))
                self.table.setItem(place, at, item)
        self.table.setVisible(bool(shown))
        self.table.setMinimumHeight(self.theme.tall(44) * min(8, 1 + len(shown)))
        rest = len(plan.lines) > LISTED
        self.more.setText(w.ONLY_FIRST(lang, n=LISTED))
        self.more.setVisible(rest)
        writes = language.counted(w.WRITE, len(plan.writing), lang)
        self.write_button.setText(f" {writes}")
        self.write_button.setAccessibleName(writes)
        self.write_button.setVisible(bool(plan.writing))
        self.write_button.setEnabled(True)
        if plan.writing:
            self.write_button.setFocus()

    def _cells(self, line: Line, names: naming.Names) -> tuple[str, str, str]:
        lang, dispute = self.shell.lang, line.dispute
        who = f"{names.of(dispute.record).name}\n{field_name(dispute, lang)}"
        told = values(names, dispute)
        if line.problems:
            return who, "\n".join(p.say(lang) for p in line.problems), ""
        if line.at is None:
            return who, w.LEFT_OPEN(lang), " / ".join(told)
        return who, told[line.at], " / ".join(t for n, t in enumerate(told) if n != line.at)

    def _written(self, done: Decided) -> None:
        shell, lang, office = self.shell, self.shell.lang, self.shell.office
        shell.drawer(None)
        announce(shell, done.touched)
        n = counted(done.count, lang)
        said = w.DONE_LEFT(lang, n=n, left=done.left) if done.left else language.counted(w.DONE, done.count, lang)
        offer_undo(shell, office, done, said)

    def _refused(self, refusal: Refusal) -> None:
        self._forget()
        self._say(refusal.say(self.shell.lang))
        self.focus_first()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()


def offer_undo(shell: Shell, office: object, done: Decided, said: str) -> None:
    """Say what was decided, with one way back that puts the values beside each other again."""

    def undo() -> None:
        def told(touched: Touched) -> None:
            announce(shell, touched)
            shell.toast(w.UNDONE)

        if shell.office is office:
            shell.jobs.write(lambda _step: deciding.undo(shell.office, done), done=told)

    shell.toast(said, undo if done.count else None)


def _table(parent: DecidingDrawer) -> QTableWidget:
    lang, theme = parent.shell.lang, parent.theme
    table = QTableWidget(0, 3)
    table.setProperty("kind", "numbers")
    table.setAccessibleName(w.LIST(lang))
    table.setHorizontalHeaderLabels([head(lang) for head in (w.FIELD, w.STAYS, w.GOES)])
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.tall(40))
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.setStyleSheet(f"QTableView::item {{ padding: {theme.px(4)}px {theme.px(6)}px; }}")
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    return table
