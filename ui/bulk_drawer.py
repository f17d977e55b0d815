"""Bulk edit in the drawer: choose a field and a value, look at what would become of each record, write them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casefiles import bulk, naming, undoing
from casefiles.domain import fieldtypes as k
from casefiles.domain.entities import ENTITIES
from ui import language, named
from ui import words_filters as w
from ui.fields import Editor, Place, make_editor
from ui.fields_choices import ListEditor
from ui.filter_drawer import fields_as_choices
from ui.undoing import announce, with_undo
from ui.veiled import told
from ui.widgets.buttons import button
from ui.widgets.panels import DrawerFrame
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.bulk import Done, Line, Plan
    from casefiles.domain.codes.codelist import CodeList
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Refusal
    from ui.jobs import Step
    from ui.register_page import RegisterPage

ROOM = 100
"""share of the drawer's height that the table takes of what is left"""
LISTED = 300
"""lines of a preview that are listed; all of them are checked and written"""


class BulkDrawer(DrawerFrame):
    """For the records `rows` of a register."""

    def __init__(self, page: RegisterPage, rows: Sequence[str]) -> None:
        shell = page.shell
        lang, theme = shell.lang, shell.theme
        said = language.counted(w.BULK_OF, len(rows), lang)
        super().__init__(theme, lang, said, page.title(lang), close=lambda: shell.drawer(None))
        self.page, self.shell, self.lang, self.rows = page, shell, lang, tuple(rows)
        self.spec = ENTITIES[page.register]
        self.plan: Plan | None = None
        self.editor: Editor | None = None
        place = Place(theme, lang)
        self.body.addWidget(label(w.FIELD(lang), "strong"))
        self.field = ListEditor(place, w.FIELD(lang), self._choices())
        self.field.edited.connect(self._field_chosen)
        self.field.finished.connect(self._to_value)
        self.body.addWidget(self.field)
        self.value_label = label(w.NEW_VALUE(lang), "strong", wrap=True)
        self.body.addWidget(self.value_label)
        self._value = QWidget()
        QVBoxLayout(self._value).setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._value)
        self.look = button(theme, w.PREVIEW(lang), "soft", "eye", self.preview)
        self.body.addWidget(self.look)
        self.strip = ProgressStrip(theme, lang)
        self.body.addWidget(self.strip)
        self.said = label("", "body", wrap=True)
        self.body.addWidget(self.said)
        self.table = _table(self, lang)
        self.body.addWidget(self.table, ROOM)
        self.more = label("", "caption", wrap=True)
        self.body.addWidget(self.more)
        self.body.addStretch(1)  # without a table the fields stay together at the top
        self.write_button = button(theme, "", "primary", "check", self.write)
        self.foot.addWidget(self.write_button)
        self._forget_plan()

    def focus_first(self) -> None:
        self.field.target.setFocus()

    def leave(self) -> None:
        """Nothing is kept half."""
        if self.editor is not None:
            self.editor.leave()

    def on_changed(self, entity: str, ids: object) -> None:
        """Something was written elsewhere: what was previewed is looked at again before it is written."""
        if entity == self.page.register and self.plan is not None:
            self._forget_plan()

    # what one does

    def preview(self) -> None:
        """What would become of each record; nothing is written."""
        name = self.field.text()
        if name not in self.spec.fields or self.editor is None:
            self._say(w.CHOOSE_FIELD(self.lang), wrong=True)
            self.field.target.setFocus()
            return
        office, entity, rows, lang = self.shell.office, self.page.register, self.rows, self.lang
        draft = {name: self.editor.text()}

        def work(step: Step) -> Plan:
            return bulk.plan(office, entity, rows, draft, lambda i, n: step(i, n, w.PREVIEW(lang)))

        self._forget_plan()
        job = self.shell.jobs.read(work, done=self._previewed, refused=self._refused, owner=self, newest="plan")
        self.strip.follow(job)

    def write(self) -> None:
        """Write what was previewed, all of it or nothing."""
        plan = self.plan
        if plan is None or not plan.changing:
            return
        office = self.shell.office
        self.write_button.setEnabled(False)
        self.shell.jobs.write(
            lambda _step: bulk.apply(office, plan), done=self._written, refused=self._refused, owner=self
        )

    # inside

    def _choices(self) -> CodeList:
        names = bulk.fields(self.page.register)
        return fields_as_choices(self.page.register, {n: (self.spec.fields[n], None) for n in names})

    def _field_chosen(self) -> None:
        self._forget_plan()
        layout = self._value.layout()
        assert layout is not None  # noqa: S101 - made above
        if self.editor is not None:
            self.editor.leave()
            layout.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
        field = self.spec.fields.get(self.field.text())
        self.value_label.setVisible(field is not None)
        if field is None:
            return
        self.editor = make_editor(self.shell, field)
        self.editor.edited.connect(self._forget_plan)
        self.editor.finished.connect(self.preview)
        layout.addWidget(self.editor)

    def _to_value(self) -> None:
        if self.editor is not None:
            self.editor.target.setFocus()

    def _forget_plan(self) -> None:
        """What stands in the boxes is not what was previewed."""
        self.plan = None
        self.said.setText("")
        self.value_label.setVisible(self.editor is not None)
        for one in (self.said, self.table, self.more, self.write_button):
            one.hide()

    def _previewed(self, plan: Plan) -> None:
        lang = self.lang
        self.plan = plan
        counts = {"n": len(plan.changing), "same": plan.same, "wrong": len(plan.wrong)}
        said = w.WILL(lang, **{name: language.number(n, lang) for name, n in counts.items()})
        self._say(said, wrong=False)
        shown = [*plan.wrong, *plan.changing][:LISTED]
        names = named.Names(self.shell.office, lang)
        names.gather(line.record for line in shown)
        self.table.setRowCount(len(shown))
        for place, line in enumerate(shown):
            who = names.of(line.record)
            short = naming.Called(who.name, who.about.partition(naming.BETWEEN)[0])
            said = "\n".join((str(short), *(p.say(lang) for p in line.problems or line.warnings)))
            for at, text in enumerate((said, self._change(line, names))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if line.problems:
                    item.setForeground(QColor(self.theme.palette.danger))
                self.table.setItem(place, at, item)
        self.table.setVisible(bool(shown))
        self.table.setMinimumHeight(self.theme.tall(44) * min(9, 1 + len(shown)))
        rest = len(plan.wrong) + len(plan.changing) > LISTED
        self.more.setText(w.ONLY_FIRST(lang, n=LISTED) if rest else "")
        self.more.setVisible(rest)
        writes = language.counted(w.WRITE, len(plan.changing), lang)
        self.write_button.setText(f" {writes}")
        self.write_button.setAccessibleName(writes)
        self.write_button.setVisible(bool(plan.changing))
        self.write_button.setEnabled(True)
        (self.write_button if plan.changing else self.field.target).setFocus()

    def _change(self, line: Line, names: naming.Names) -> str:
        told = []
        for name, after in line.after.items():
            before = self._shown(name, line.before.get(name), names)
            change = f"{before} → {self._shown(name, after, names)}"
            alone = name in self.plan.draft if self.plan is not None else True
            told.append(change if alone else f"{self.spec.fields[name].label(self.lang)}: {change}")
        return "\n".join(told)

    def _shown(self, name: str, value: Stored, names: naming.Names) -> str:
        kind = self.spec.fields[name].kind
        if value is None:
            return w.EMPTY(self.lang)
        if isinstance(kind, k.Ref):
            return names.by_id(str(value), kind.entity)
        return told(self.spec.fields[name], kind.show(value, self.lang))

    def _written(self, done: Done) -> None:
        shell, lang = self.shell, self.lang
        field = self.field.text()
        said = w.DONE(lang, n=language.number(done.count, lang), field=self.spec.fields[field].label(lang))

        self.page.unmark()
        shell.drawer(None)
        announce(shell, done.touched)
        with_undo(shell, undoing.of_many(done.back, done.touched), said, w.UNDONE(lang))

    def _refused(self, refusal: Refusal) -> None:
        self._forget_plan()
        self._say(refusal.say(self.lang), wrong=True)
        (self.editor or self.field).target.setFocus()

    def _say(self, text: str, *, wrong: bool) -> None:
        self.said.setProperty("tone", "danger" if wrong else "")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.setVisible(bool(text))


def _table(parent: BulkDrawer, lang: str) -> QTableWidget:
    table = QTableWidget(0, 2)
    table.setProperty("kind", "numbers")
    table.setAccessibleName(w.PREVIEW("en" if lang == "en" else "zh"))
    heads = (w.RECORD, w.OLD_NEW)
    table.setHorizontalHeaderLabels([head("en" if lang == "en" else "zh") for head in heads])
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(parent.theme.tall(40))
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.setStyleSheet(f"QTableView::item {{ padding: {parent.theme.px(4)}px {parent.theme.px(6)}px; }}")
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    return table
