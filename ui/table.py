"""One table model for every register: the ids are known, the rows are read a page at a time when they are painted.

A hundred thousand rows cost a list of ids; what was read is kept for the last pages looked at.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from casefiles.domain.fieldtypes import Stored
from casefiles.domain.words import Label, Lang
from ui import words, words_filters
from ui.theme import Tone
from ui.veiled import shown
from ui.widgets.register import ICON_ROLE, KIND_ROLE, TONE_ROLE, Column

Row = Mapping[str, Stored]
Index = QModelIndex | QPersistentModelIndex
PAGE = 100
KEPT = 60
ID_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class TableColumn:
    """A column: how a row reads in it, how it is painted, what it can be sorted by."""

    label: Label
    text: Callable[[Row], str]
    column: Column
    kind: str = "text"
    tone: Callable[[Row], Tone] | None = None
    icon: Callable[[Row], str] | None = None
    sort: str = ""
    key: str = ""

    @property
    def name(self) -> str:
        """What the column is remembered by."""
        return self.key or self.label.en


class RegisterModel(QAbstractTableModel):
    """Rows by id. `fetch(ids)` answers the rows for some ids; it is called while painting and must be quick."""

    def __init__(
        self,
        columns: Sequence[TableColumn],
        lang: str,
        fetch: Callable[[Sequence[str]], list[dict[str, Stored]]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns, self.lang, self._fetch = tuple(columns), lang, fetch
        self._ids: list[str] = []
        self._pages: OrderedDict[int, dict[str, dict[str, Stored]]] = OrderedDict()
        self.marked: set[str] = set()
        """ids that somebody marked to do something with all of them"""

    def arrange(self, columns: Sequence[TableColumn]) -> None:
        """Other columns for the same rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def mark(self, ids: Sequence[str], *, on: bool) -> None:
        """Mark these rows, or no longer."""
        self.marked = self.marked | set(ids) if on else self.marked - set(ids)
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    @property
    def ids(self) -> Sequence[str]:
        """The ids that are listed, in their order."""
        return self._ids

    def start(self, rows: Sequence[dict[str, Stored]]) -> None:
        """Show these first rows at once; `fill` brings the rest."""
        self.beginResetModel()
        self._ids = [str(r["id"]) for r in rows]
        self._pages.clear()
        for at in range(0, len(rows), PAGE):
            self._pages[at // PAGE] = {str(r["id"]): r for r in rows[at : at + PAGE]}
        self.endResetModel()

    def fill(self, ids: Sequence[str]) -> None:
        """All ids. When the first rows stand already as they should, the rest is added below them."""
        ids = list(ids)
        shown = len(self._ids)
        if ids[:shown] == self._ids:
            if len(ids) > shown:
                self.beginInsertRows(QModelIndex(), shown, len(ids) - 1)
                self._ids = ids
                self._pages.pop(
                    shown // PAGE, None
                )  # a page that was not whole; views may have asked just now
                self.endInsertRows()
            return
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def refresh(self, ids: Sequence[str]) -> None:
        """Records with these ids were changed: read them again."""
        changed = set(ids)
        for at, id_ in enumerate(self._ids):
            if id_ in changed:
                self._pages.pop(at // PAGE, None)
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def id_at(self, row: int) -> str:
        """The id in a row, or nothing beyond the end."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def row_of(self, id_: str) -> int:
        """The row of an id, or -1."""
        return self._ids.index(id_) if id_ in self._ids else -1

    def values(self, row: int) -> Row:
        """The values of a row; empty when the record has gone meanwhile."""
        page = row // PAGE
        found = self._pages.get(page)
        if found is None:
            wanted = self._ids[page * PAGE : (page + 1) * PAGE]
            found = {str(r["id"]): r for r in self._fetch(wanted)}
            self._pages[page] = found
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return found.get(self._ids[row], {})

    def cell(self, row: int, column: int) -> tuple[str, str, Tone, str]:
        """Text, kind, tone and mark of a cell, for painting."""
        spec = self.columns[column]
        values = self.values(row)
        if not values:
            return "", spec.kind, "neutral", ""
        tone: Tone = spec.tone(values) if spec.tone else "neutral"
        if not column and self.marked and self._ids[row] in self.marked:
            return spec.text(values), spec.kind, "primary", "check"
        return spec.text(values), spec.kind, tone, spec.icon(values) if spec.icon else ""

    # Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label("en" if self.lang == "en" else "zh")
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[section].kind == "number":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter  # over the numbers
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            column = self.columns[section]
            lang: Lang = "en" if self.lang == "en" else "zh"
            said = words.SORT_BY(lang, column=column.label(lang)) if column.sort else ""
            return f"{said} (Ctrl+{section + 1})" if said else column.label(lang)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == KIND_ROLE:
            return column.kind
        if role == ID_ROLE:
            return self.id_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.values(index.row())
            text = shown(column.text(row)) if row else ""
            spoken = role == Qt.ItemDataRole.AccessibleTextRole and not index.column()
            if spoken and self.id_at(index.row()) in self.marked:
                return words_filters.IS_MARKED("en" if self.lang == "en" else "zh", text=text)
            return text
        if role == TONE_ROLE and column.tone:
            return column.tone(self.values(index.row()))
        if role == ICON_ROLE and column.icon:
            return column.icon(self.values(index.row()))
        return None
