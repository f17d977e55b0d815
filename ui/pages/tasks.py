"""Derived tasks: the kinds with their counts, the lines of one or all of them, every line opens what it speaks of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import language, words_today
from ui import words_tasks as w
from ui.row_list import RowList
from ui.table import TableColumn
from ui.task_places import open_task, task_name, task_text
from ui.widgets.buttons import ChipBar, button
from ui.widgets.cards import EmptyState, SectionHeader, is_low
from ui.widgets.register import Column
from ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from casefiles.domain.fieldtypes import Stored
    from casefiles.ports import Task
    from ui.theme import Tone
    from ui.window import Shell

MOST = 200
"""of a kind that are told; there may be more"""


class TasksPage(QWidget):
    """`shell.open("tasks", kind="conflict")`; without a kind all of them."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.kind = ""
        self.tasks: dict[str, Task] = {}
        self.read = False
        """whether they have been read"""
        theme, lang = shell.theme, shell.lang
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(12))
        outer.setSpacing(theme.px(10))
        self.head = SectionHeader(theme, w.PAGE(lang), kind="page")
        outer.addWidget(self.head)
        self.place = QVBoxLayout()
        outer.addLayout(self.place)
        self.chips: ChipBar | None = None
        columns = [
            TableColumn(w.NAME, lambda r: str(r["name"]), Column(150, 2), "strong"),
            TableColumn(w.KIND, lambda r: str(r["kind"]), Column(150, 2, 1), "pill", _tone),
            TableColumn(w.WHAT, lambda r: str(r["what"]), Column(240, 6)),
        ]
        self.leave_button = button(theme, w.TO_TODAY(lang), "soft", "layout-dashboard", lambda: shell.open("today"))
        none = EmptyState(theme, w.NONE(lang), w.NONE_HELP(lang), self.leave_button, icon="circle-check")
        self.list = RowList(shell, w.LIST(lang), columns, none)
        self.list.opened.connect(self._open)
        self.list.view.installEventFilter(self)
        outer.addWidget(self.list, 1)
        self.help = label(w.HELP(lang), "caption", wrap=True)
        outer.addWidget(self.help)

    def enter(self, kind: str = "", **_where: Any) -> None:
        """Show the tasks of this kind, or all."""
        self.kind = kind
        self.reload()

    def where(self) -> dict[str, str]:
        """The kind one was at."""
        return {"kind": self.kind} if self.kind else {}

    def reload(self) -> None:
        """Ask for them anew."""
        office = self.shell.office
        self.shell.jobs.read(lambda _step: office.queries.tasks(), done=self._show, owner=self, newest="tasks")

    def on_changed(self, entity: str, ids: object) -> None:
        """What was put right goes."""
        self.reload()

    def focus_first(self) -> None:
        """The keyboard starts in the list."""
        (self.list.view if self.tasks or not self.read else self.leave_button).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.help.setVisible(not is_low(self, self.shell.theme))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and Right go to the kind before or after."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            if step is not None:
                kinds = ["", *self._kinds()]
                at = kinds.index(self.kind) + step if self.kind in kinds else 0
                self.choose(kinds[max(0, min(at, len(kinds) - 1))])
                return True
        return super().eventFilter(watched, event)

    def choose(self, kind: str) -> None:
        """Show the tasks of this kind; "" all."""
        self.kind = kind
        if self.chips is not None:
            self.chips.set(kind)
        self._list()

    # inside

    def _kinds(self) -> list[str]:
        return list(dict.fromkeys(task.kind for task in self.tasks.values()))

    def _show(self, found: list[Task]) -> None:
        held = self.shell.focusWidget() in (None, self, self.list.view, self.leave_button)
        self.read = True
        self.tasks = {f"{task.kind} {task.id}": task for task in found}
        if self.kind not in self._kinds():
            self.kind = ""
        self._chips()
        self._list()
        self.help.setVisible(bool(self.tasks) and not is_low(self, self.shell.theme))
        if held:
            self.focus_first()

    def _chips(self) -> None:
        theme, lang = self.shell.theme, self.shell.lang
        if self.chips is not None:
            self.place.removeWidget(self.chips)
            self.chips.hide()
            self.chips.deleteLater()
        counts = Counter(task.kind for task in self.tasks.values())
        told = [("", w.CHIP(lang, kind=w.ALL(lang), n=language.number(len(self.tasks), lang)))]
        for kind in self._kinds():
            name = w.KINDS[kind](lang) if kind in w.KINDS else kind
            words = w.CHIP_MORE if counts[kind] >= MOST else w.CHIP
            told.append((kind, words(lang, kind=name, n=language.number(counts[kind], lang))))
        self.chips = ChipBar(theme, told, self.kind, name=w.KIND(lang))
        self.chips.set(self.kind)
        self.chips.chosen.connect(self.choose)
        self.place.addWidget(self.chips)
        self.chips.setVisible(bool(self.tasks))

    def _list(self) -> None:
        lang = self.shell.lang
        rows: list[dict[str, Stored]] = []
        for key, task in self.tasks.items():
            if not self.kind or task.kind == self.kind:
                name = task_name(self.shell.office, task, lang)
                what = task_text(self.shell, task).removeprefix(name).lstrip("：: ")
                kind = w.KINDS[task.kind](lang) if task.kind in w.KINDS else task.kind
                urgent = task.kind in words_today.URGENT
                rows.append({"id": key, "name": name, "kind": kind, "what": what, "urgent": int(urgent)})
        self.list.set(rows)
        self.head.note.set(language.counted(w.COUNT, len(rows), lang) if rows else "")

    def _open(self, key: str) -> None:
        open_task(self.shell, self.tasks[key])


def _tone(row: Any) -> Tone:
    return "danger" if row["urgent"] else "warn"
