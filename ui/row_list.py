"""A list whose rows are all in memory: batches, funds, sessions. It looks and works as a register does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget

from ui.table import RegisterModel, Row, TableColumn
from ui.widgets.cards import Card, EmptyState
from ui.widgets.register import RegisterView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.fieldtypes import Stored
    from ui.window import Shell


class RowList(Card):
    """`set(rows)`; `opened(id)` on Enter or double click, `chosen(id)` when another row is chosen ("" for none)."""

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, shell: Shell, name: str, columns: Sequence[TableColumn], empty: EmptyState) -> None:
        super().__init__(shell.theme)
        theme = shell.theme
        self.body.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(6))
        self.rows: dict[str, dict[str, Stored]] = {}
        self.wanted = ""
        self.model = RegisterModel(columns, shell.lang, self._fetch, self)
        self.view = RegisterView(theme, [c.column for c in columns], name)
        self.view.setModel(self.model)
        self.view.opened.connect(self._open)
        self.view.peeked.connect(lambda row: self.chosen.emit(self.model.id_at(row)))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(empty)
        self.body.addWidget(self.stack)

    def bare(self) -> None:
        """Without a frame of its own, inside another card."""
        self.setProperty("kind", "clear")
        self.body.setContentsMargins(0, 0, 0, 0)

    def _fetch(self, ids: Sequence[str]) -> list[dict[str, Stored]]:
        return [self.rows[one] for one in ids if one in self.rows]

    def _open(self, row: int) -> None:
        if self.model.id_at(row):
            self.opened.emit(self.model.id_at(row))

    @property
    def current(self) -> str:
        """The id of the chosen row."""
        return self.model.id_at(self.view.currentIndex().row())

    @property
    def row(self) -> Row:
        """The chosen row; empty when there is none."""
        return self.rows.get(self.current, {})

    def set(self, rows: Sequence[dict[str, Stored]], chosen: str = "") -> None:
        """Show these rows; the one chosen before stays so, or `chosen` is."""
        wanted = chosen or self.current
        self.rows = {str(one["id"]): one for one in rows}
        self.model.start(list(rows))
        self.stack.setCurrentIndex(0 if rows else 1)
        if rows:
            at = max(0, self.model.row_of(wanted))
            self.view.setCurrentIndex(self.model.index(at, 0))
        self.chosen.emit(self.current)

    def focus_first(self) -> None:
        """The keyboard starts in the list."""
        shown = self.stack.currentWidget()
        inside = shown.findChild(QPushButton) if shown is not None and shown is not self.view else None
        (inside or self.view).setFocus()
