"""The rows of a grid: what stands, what was typed, what is wrong; a step back for each change by hand.

No widget a cell: two thousand rows are two thousand small objects, shown texts are made when a cell is first painted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from casefiles import grids
from casefiles.domain import fieldtypes as k
from casefiles.domain.problems import Problem, Refusal
from ui import veiled
from ui import words_grid as words
from ui.fields_dates import read_day
from ui.grid_options import option
from ui.widgets.masked import masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.domain.catalogue import Field
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang
    from casefiles.grids import Grid, Line
    from casefiles.ports import Record

Index = QModelIndex | QPersistentModelIndex
Change = tuple["Row", str, str]
PROBLEM_ROLE = Qt.ItemDataRole.UserRole + 1
GONE_ROLE = Qt.ItemDataRole.UserRole + 2
CHANGED_ROLE = Qt.ItemDataRole.UserRole + 3
OWN_ROLE = Qt.ItemDataRole.UserRole + 4
"""the text for the editor: as people read it, also while names are hidden"""
STEPS_BACK = 100


@dataclass(eq=False)
class Row:
    """One line of the grid."""

    person: str
    name: str
    about: str
    birth: str | None
    stands: Record | None = None
    typed: dict[str, str] = field(default_factory=dict)
    gone: bool = False
    wrong: dict[str, Problem] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    stored: dict[str, Stored] = field(default_factory=dict)
    memo: dict[str, Any] = field(default_factory=dict)
    """what a head made of the line, until it is changed"""


class GridModel(QAbstractTableModel):
    """Column 0 tells namesakes apart and is not edited; the others are the grid's fields. `edited` on each change."""

    edited = Signal()

    def __init__(self, grid: Grid, lang: Lang, today: dt.date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid, self.lang, self.today = grid, lang, today
        self.fields: tuple[Field, ...] = tuple(grid.spec.fields[name] for name in grid.columns)
        self.rows: list[Row] = []
        self.start: dict[str, str] = {}
        self.frozen = False
        """while a save is under way nothing is changed: what is being written must be what stands"""
        self._undo: list[list[Change]] = []
        self._redo: list[list[Change]] = []

    def load(
        self,
        lines: Sequence[Line],
        people: Mapping[str, Mapping[str, Stored]],
        start: Mapping[str, str],
    ) -> None:
        """Show these lines; what was typed before is forgotten."""
        self.beginResetModel()
        self.start = dict(start)
        self.rows = [self._row(line, people) for line in lines]
        self._undo.clear()
        self._redo.clear()
        self.endResetModel()

    def _row(self, line: Line, people: Mapping[str, Mapping[str, Stored]]) -> Row:
        who = people.get(line.person, {})
        parts = (who.get("village"), who.get("school_class"))
        told = str(who.get("number") or "") or masked(str(who.get("phone") or ""))
        about = " ".join(str(p) for p in parts if p) or told
        birth = who.get("birth_date")
        return Row(
            line.person,
            str(who.get("name") or line.person),
            about,
            str(birth) if birth else None,
            line.stands,
            dict(line.typed),
            line.gone,
        )

    # what stands in a cell

    def text_at(self, row: Row, name: str) -> str:
        """The text as it stands in an editor."""
        if name in row.typed:
            return row.typed[name]
        if row.stands is not None:
            return self.grid.spec.fields[name].kind.text(row.stands.values.get(name))
        return self.start.get(name, "")

    def shown_at(self, row: Row, name: str) -> str:
        """The text as people read it; what cannot be read stands as it was typed."""
        found = row.shown.get(name)
        if found is None:
            found = row.shown[name] = self._show(self.text_at(row, name), name)
        return found

    def _show(self, text: str, name: str) -> str:
        if not text.strip():
            return ""
        kind = self.grid.spec.fields[name].kind
        try:
            return kind.show(kind.parse(text, self.today), self.lang)
        except Refusal:
            return text

    def stored_at(self, row: Row, name: str) -> Stored:
        """The stored value of any field of the line as it would be saved; nothing while it cannot be read."""
        if name not in row.stored:
            row.stored[name] = self._read(row, name)
        return row.stored[name]

    def _read(self, row: Row, name: str) -> Stored:
        if row.stands is not None and name not in row.typed:
            return row.stands.values.get(name)
        text = row.typed.get(name, self.start.get(name, "") if row.stands is None else "")
        try:
            return self.grid.spec.fields[name].kind.parse(text, self.today) if text.strip() else None
        except Refusal:
            return None

    def meant(self, name: str, typed: str) -> str:
        """The text that is kept for what was typed: short dates, numbers of options and beginnings of words are
        written out; what cannot be read stays."""
        kind = self.grid.spec.fields[name].kind
        text = typed.strip()
        if not text:
            return ""
        if isinstance(kind, k.Day):
            text = read_day(text, self.today, ahead=kind.future)
        elif isinstance(kind, k.Choice):
            text = option(kind, text)
        try:
            return kind.text(kind.parse(text, self.today))
        except Refusal:
            return text

    # changing

    def put(self, changes: Iterable[tuple[int, int, str]]) -> int:
        """Write texts into cells (row, column, text), as one step back; how many cells changed."""
        step: list[Change] = []
        for at, column, typed in changes:
            row, name = self.rows[at], self.grid.columns[column - 1]
            if not row.gone and not self.frozen:
                text = self.meant(name, typed)
                if text != self.text_at(row, name):
                    step.append((row, name, self.text_at(row, name)))
                    self._set(row, name, text)
        self._noted(step)
        return len(step)

    def step_back(self) -> bool:
        """Take the last change by hand back; False when there is none."""
        return self._replay(self._undo, self._redo)

    def step_on(self) -> bool:
        """Do again what was just taken back."""
        return self._replay(self._redo, self._undo)

    @property
    def can_step_back(self) -> bool:
        return bool(self._undo)

    @property
    def can_step_on(self) -> bool:
        return bool(self._redo)

    def _replay(self, out: list[list[Change]], into: list[list[Change]]) -> bool:
        if not out or self.frozen:
            return False
        step = out.pop()
        into.append([(row, name, self.text_at(row, name)) for row, name, _ in step])
        for row, name, text in step:
            self._set(row, name, text)
        self._tell(step)
        return True

    def _noted(self, step: list[Change]) -> None:
        if step:
            self._undo.append(step)
            del self._undo[:-STEPS_BACK]
            self._redo.clear()
            self._tell(step)

    def _tell(self, step: list[Change]) -> None:
        for row in {id(row): row for row, _, _ in step}.values():
            self.check(row)
        at = {id(row): n for n, row in enumerate(self.rows)}
        places = [at[id(row)] for row, _, _ in step if id(row) in at]
        if places:
            last = len(self.fields)
            self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), last))
        self.edited.emit()

    def _set(self, row: Row, name: str, text: str) -> None:
        row.shown.pop(name, None)
        row.stored.pop(name, None)
        row.memo.clear()
        kept = (
            self.grid.spec.fields[name].kind.text(row.stands.values.get(name))
            if row.stands is not None
            else self.start.get(name, "")
        )
        if text == kept:
            row.typed.pop(name, None)
        else:
            row.typed[name] = text

    def check(self, row: Row, *, whole: bool = False) -> None:
        """Find what is wrong in a line; that a field is still empty is told only when the `whole` is to be saved."""
        if row.gone or (row.stands is not None and not row.typed):
            row.wrong = {}
            return
        line = grids.Line(row.person, row.stands, row.typed)
        found = grids.check_line(self.grid, line, self.start, self.today, row.birth).problems
        shown = [p for p in found if whole or p.code != "REQUIRED"]
        row.wrong = {p.field if p.field in self.grid.columns else self.grid.columns[0]: p for p in reversed(shown)}

    def add(self, people: Sequence[str], known: Mapping[str, Mapping[str, Stored]]) -> list[int]:
        """Put these people at the end; those who are on the list already are left out (one who was to be removed
        stays). The places of those added."""
        if self.frozen:
            return []
        held = {row.person: row for row in self.rows}
        fresh = []
        for person in dict.fromkeys(people):
            row = held.get(person)
            if row is None:
                fresh.append(self._row(grids.Line(person), known))
            elif row.gone:
                row.gone = False
                self.edited.emit()
        if not fresh:
            return []
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
        self.rows += fresh
        self.endInsertRows()
        self.edited.emit()
        return list(range(first, first + len(fresh)))

    def remove(self, places: Iterable[int]) -> None:
        """Take lines out: a new one goes at once, a standing one is struck out until the save; once more brings it
        back."""
        for at in () if self.frozen else sorted(set(places), reverse=True):
            row = self.rows[at]
            if row.stands is None:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self.rows[at]
                self.endRemoveRows()
            else:
                row.gone = not row.gone
                self.check(row)
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.fields)))
                self.headerDataChanged.emit(Qt.Orientation.Vertical, at, at)
        self._undo.clear()  # its steps may speak of lines that went
        self._redo.clear()
        self.edited.emit()

    # what is saved, and kept as a draft

    def lines(self) -> list[Line]:
        """All lines as the service takes them."""
        return [grids.Line(r.person, r.stands, dict(r.typed), r.gone) for r in self.rows]

    def is_changed(self, row: Row) -> bool:
        """Whether a save would write this line."""
        return row.stands is None or row.gone or bool(row.typed)

    def draft(self) -> dict[str, str]:
        """What is not saved, for the draft; empty when all is."""
        kept: list[tuple[str, str, dict[str, str], bool, list[str]]] = []
        for r in self.rows:
            if r.stands is None:
                kept.append((r.person, "", r.typed, False, []))
            elif r.typed or r.gone:
                kept.append((r.person, r.stands.id, r.typed, r.gone, [h.hex() for h in r.stands.heads]))
        return {"lines": json.dumps(kept, ensure_ascii=False)} if kept else {}

    def mark(self, problems: Iterable[Problem]) -> tuple[int, int] | None:
        """Show the problems of a refused save (their id is the line's place, from 1); the first cell."""
        first: tuple[int, int] | None = None
        for problem in problems:
            if not problem.id.isdecimal() or not 0 < int(problem.id) <= len(self.rows):
                continue
            at = int(problem.id) - 1
            name = problem.field if problem.field in self.grid.columns else self.grid.columns[0]
            self.rows[at].wrong.setdefault(name, problem)
            cell = (at, self.grid.columns.index(name) + 1)
            first = cell if first is None or cell < first else first
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.fields)))
        return first

    # Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.fields) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() and not self.rows[index.row()].gone:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self.fields[section - 1].label(self.lang) if section else words.ABOUT(self.lang)
            return None
        if role == Qt.ItemDataRole.DisplayRole and section < len(self.rows):
            return veiled.shown(self.rows[section].name)
        if role == GONE_ROLE and section < len(self.rows):
            return self.rows[section].gone
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == GONE_ROLE:
            return row.gone
        if not index.column():
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return veiled.shown(f"{row.name} {row.about}")
            told = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return veiled.shown(row.about) if told else None
        name = self.grid.columns[index.column() - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._seen(row, name)
        if role == OWN_ROLE:
            return self.shown_at(row, name)
        if role == Qt.ItemDataRole.EditRole:
            return self.text_at(row, name)
        if role == PROBLEM_ROLE:
            return row.wrong.get(name)
        if role == CHANGED_ROLE:
            return name in row.typed and row.stands is not None
        if role == Qt.ItemDataRole.ToolTipRole:
            wrong = row.wrong.get(name)
            return veiled.shown(wrong.say(self.lang)) if wrong else self._seen(row, name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return veiled.shown(self._said(row, name))
        return None

    def _seen(self, row: Row, name: str) -> str:
        return veiled.shown(veiled.cell(self.grid.spec.fields[name], self.shown_at(row, name)))

    def _said(self, row: Row, name: str) -> str:
        label = self.grid.spec.fields[name].label(self.lang)
        value = veiled.cell(self.grid.spec.fields[name], self.shown_at(row, name)) or words.EMPTY(self.lang)
        said = words.CELL(self.lang, person=row.name, column=label, value=value)
        wrong = row.wrong.get(name)
        said = f"{said} {wrong.say(self.lang)}" if wrong else said
        return f"{said} {words.ROW_GONE(self.lang)}" if row.gone else said

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not index.column():
            return False
        self.put([(index.row(), index.column(), str(value))])
        return True
