"""The history of one field, from any form: F4 or the field's menu; an earlier value is put back as if it were typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casefiles import exchange, registers
from ui import trace_lines, veiled, words_child, words_reach
from ui import words as words_general
from ui import words_history as words
from ui.widgets.buttons import button
from ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from casefiles.office import Office
    from casefiles.ports import Record
    from ui.form import Form
    from ui.pages.child_history import Step


def steps_of(office: Office, record: Record, name: str) -> list[Step]:
    """What was written into one field of a record, newest first; who wrote the same again changed nothing."""
    from ui.pages.child_history import Step

    found: list[Step] = []
    held = None
    for entry in reversed(registers.changes_of(office, record.id)):
        if name in entry.fields and entry.fields[name] != held:
            new = entry.fields[name]
            by = (entry.ts, entry.user, entry.own)
            found.append(Step(*by, record.entity, record.id, name, held, new, first=False, dev=entry.dev))
            held = new
    return found[::-1]


WHERE = 4
"""the column that tells where a change is"""


class FieldHistory(QDialog):
    """When, who, from what, to what, and where it is: here only, in which package, who has it or refused it. Enter puts
    the value of the chosen line back into the form, Esc closes."""

    def __init__(self, form: Form, name: str) -> None:
        super().__init__(form)  # it goes when the form goes
        self.form, self.name = form, name
        shell, theme, lang = form.shell, form.shell.theme, form.shell.lang
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("field-history")
        title = words.TITLE(lang, field=form.entity.fields[name].label(lang))
        self.setWindowTitle(title)
        self.steps = steps_of(shell.office, form.record, name) if form.record is not None else []
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(label(title, "section", wrap=True))
        column.addWidget(label((words.HELP if self.steps else words.NONE)(lang), "secondary", wrap=True))
        self.peers = bool(self.steps) and bool(shell.office.ledger.peers())
        self.table = _Table(self, where=self.peers)
        self.table.setAccessibleName(title)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.close_button = button(theme, words_general.CLOSE(lang), "ghost", "", self.reject)
        foot.addWidget(self.close_button)
        self.back = button(theme, words.PUT_BACK(lang), "primary", "undo-2", self.put_back)
        self.back.setObjectName("put-back")
        foot.addWidget(self.back)
        column.addLayout(foot)
        self._fill()
        self._ask_where()
        room, wide = form.window().size(), theme.px(1080 if self.peers else 820)
        self.resize(min(wide, room.width() - 40), min(theme.px(440), room.height() - 40))
        shell.opened.connect(self.reject)  # a lock, or another page
        (self.table if self.steps else self.close_button).setFocus()

    def put_back(self) -> None:
        """The value of the chosen line into the form; nothing is saved."""
        at, form, name = self.table.currentRow(), self.form, self.name
        self.accept()
        editor = form.blocks[name].editor
        editor.set(self.steps[at].after)
        form.put(name, editor.text())
        form.focus(name)
        lang = form.shell.lang
        form.shell.toast(words.PUT(lang, field=form.entity.fields[name].label(lang)))

    def _ask_where(self) -> None:
        """Where each change is: of this record's changes alone, and off the window's thread."""
        record, shell = self.form.record, self.form.shell
        if self.peers and record is not None:
            shell.jobs.read(
                lambda _step: exchange.trace(shell.office, record.id), done=self._tell_where, owner=self, newest="where"
            )

    def _tell_where(self, traced: list[exchange.Step]) -> None:
        shell, table = self.form.shell, self.table
        found = {(one.at_ms, one.user): one for one in traced}
        for row, step in enumerate(self.steps):
            one = found.get((step.ts, step.who))
            text = "\n".join(said for said, _ in trace_lines.short(shell, one)) if one is not None else ""
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(row, WHERE, item)
        table.resizeRowsToContents()

    def _fill(self) -> None:
        from ui.pages import child_history as told

        shell, lang, table = self.form.shell, self.form.shell.lang, self.table
        shown = bool(self.steps)
        table.setVisible(shown)
        self.back.setVisible(shown)
        # a name of earlier days is on no file any more, and is hidden from visitors all the same
        veiled.also_field(self.form.entity.name, self.name, [v for step in self.steps for v in step.told])
        known = told.writers(shell.office)
        table.setRowCount(len(self.steps))
        for row, step in enumerate(self.steps):
            values = (told.value(shell.office, step, v, lang) for v in (step.before, step.after))
            before, after = (text or words_child.EMPTY_VALUE(lang) for text in values)
            cells = (told.moment(shell, step.ts), told.who(shell.office, step, lang, known), before, after)
            for at, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                table.setItem(row, at, item)
        if shown:
            table.resizeRowsToContents()
            table.setCurrentCell(0, 0)


class _Table(QTableWidget):
    """Enter puts back. `where`: with a column for where each change is."""

    def __init__(self, dialog: FieldHistory, *, where: bool) -> None:
        super().__init__(0, WHERE + where)
        self._dialog = dialog
        theme, lang = dialog.form.shell.theme, dialog.form.shell.lang
        heads = (words_child.WHEN, words_child.WHO, words_child.BEFORE, words_child.AFTER, words_reach.WHERE)
        self.setProperty("kind", "numbers")
        self.setHorizontalHeaderLabels([head(lang) for head in heads])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setStyleSheet(f"QTableView::item {{ padding: {theme.px(4)}px {theme.px(8)}px; }}")
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.tall(36))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at in range(self.columnCount()):
            mode = QHeaderView.ResizeMode.ResizeToContents if at < 2 else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(at, mode)
        self.doubleClicked.connect(lambda _at: dialog.put_back())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._dialog.put_back()
        else:
            super().keyPressEvent(event)


def open_history(form: Form, name: str) -> FieldHistory:
    """The history of a field, over the form."""
    made = FieldHistory(form, name)
    made.open()
    return made


def watch(form: Form) -> None:
    """F4 in a field of the form, and its menu, tell its history."""
    shortcut = QShortcut(QKeySequence("F4"), form)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(partial(_at_focus, form))
    custom = Qt.ContextMenuPolicy.CustomContextMenu
    for name, block in form.blocks.items():
        for widget in {block, block.editor.target}:
            if widget is block or isinstance(widget, (QLineEdit, QPlainTextEdit)):  # these answer for themselves
                widget.setContextMenuPolicy(custom)
                widget.customContextMenuRequested.connect(partial(_menu, form, name, widget))


def _at_focus(form: Form) -> None:
    at = QApplication.focusWidget()
    name = next((n for n, b in form.blocks.items() if at is not None and b.isAncestorOf(at)), "")
    if name:
        open_history(form, name)


def _menu(form: Form, name: str, widget: QWidget, at: QPoint) -> None:
    """The usual menu of a field, and one line more."""
    own = widget.createStandardContextMenu() if isinstance(widget, (QLineEdit, QPlainTextEdit)) else None
    menu = own or QMenu(form)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if own is not None:
        menu.addSeparator()
    lang, theme = form.shell.lang, form.shell.theme
    line = menu.addAction(theme.icon("history", "text2", 18), words.MENU(lang), lambda: open_history(form, name))
    line.setObjectName("field-history")
    menu.popup(widget.mapToGlobal(at))
