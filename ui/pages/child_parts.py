"""Pieces of a file's pages: facts with masked numbers, one line of a list, an empty note, what hangs on a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from casefiles.domain import fieldtypes as k
from casefiles.domain.entities import ENTITIES
from ui.veiled import told
from ui.widgets.cards import rule
from ui.widgets.masked import Masked
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QMouseEvent, QResizeEvent

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from casefiles.ports import Record
    from ui.theme import Theme, Tone
    from ui.window import Shell

RISK_TONE: dict[str, Tone] = {"red": "danger", "yellow": "warn", "blue": "info", "green": "ok"}
STATE_TONE: dict[str, Tone] = {"good": "ok", "fair": "neutral", "attention": "danger"}
CATEGORY_TONE: dict[str, Tone] = {
    "left_behind": "primary", "floating": "info", "difficulty": "warn", "disabled": "violet", "five_lost": "danger",
}  # fmt: skip


def fact(theme: Theme, lang: Lang, entity: str, name: str, stored: Stored) -> QWidget:
    """One field: its name small, its value under it; sensitive numbers are masked."""
    spec = ENTITIES[entity].fields[name]
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    title = spec.label(lang)
    column.addWidget(label(title, "caption", wrap=True))
    shown = told(spec, spec.kind.show(stored, lang))
    if spec.sensitive and shown:
        column.addWidget(Masked(theme, lang, title, shown))
    else:
        made = label(shown or "—", "strong", wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made.setAccessibleName(f"{title}: {shown}")
        column.addWidget(made)
    column.addStretch(1)
    return cell


class Facts(QWidget):
    """A record's fields, three side by side, fewer where there is no room for them; notes take a line of their own."""

    def __init__(self, theme: Theme, lang: Lang, record: Record, names: Sequence[str]) -> None:
        super().__init__()
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(12))
        self._cells: list[tuple[QWidget, bool]] = []
        """each with whether it takes a line of its own"""
        for name in names:
            kind = ENTITIES[record.entity].fields[name].kind
            cell = fact(theme, lang, record.entity, name, record.values.get(name))
            self._cells.append((cell, isinstance(kind, (k.Notes, k.Choices, k.Area))))
        self._columns = COLUMNS
        self._arrange()

    def _arrange(self) -> None:
        columns, row, column = self._columns, 0, 0
        for cell, alone in self._cells:
            if alone:
                row, column = (row + 1, 0) if column else (row, 0)
                self._grid.addWidget(cell, row, 0, 1, columns)
                row += 1
                continue
            self._grid.addWidget(cell, row, column)
            row, column = (row + 1, 0) if column + 1 == columns else (row, column + 1)
        for at in range(COLUMNS):
            self._grid.setColumnStretch(at, int(at < columns))

    def _needs(self, columns: int) -> int:
        """How wide so many columns are at least."""
        widths, column = [0] * columns, 0
        for cell, alone in self._cells:
            if alone:
                column = 0
                continue
            widths[column] = max(widths[column], cell.minimumSizeHint().width())
            column = (column + 1) % columns
        return sum(widths) + self._grid.horizontalSpacing() * (columns - 1)

    def minimumSizeHint(self) -> QSize:
        """One column is enough."""
        widest = max((cell.minimumSizeHint().width() for cell, _ in self._cells), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        fits = (columns for columns in range(COLUMNS, 1, -1) if self._needs(columns) <= self.width())
        columns = next(fits, 1)
        if columns != self._columns:
            self._columns = columns
            self._arrange()


COLUMNS = 3
"""facts side by side where there is room"""
STACKED = 480
"""below this width at standard text size a line's words stand under its name"""


class Line(QWidget):
    """One line of a list in a card: a strong name, words beside and under it, then pills and buttons. With `opens` a
    click on the words does what its last button does."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        beside: str = "",
        under: str = "",
        *right: QWidget,
        first: bool = False,
        opens: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._opens = opens
        if opens is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(8))
        if not first:
            outer.addWidget(rule())
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(2))
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(theme.px(8))
        self._least = theme.tall(STACKED)
        head.addWidget(label(title, "strong"))
        head.addWidget(label(beside, "secondary", wrap=True), 1)
        texts.addLayout(head)
        if under:
            texts.addWidget(label(under, "secondary", wrap=True))
        row.addLayout(texts, 1)
        for one in right:
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addLayout(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self._opens is not None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self._opens is not None and inside and event.button() == Qt.MouseButton.LeftButton:
            self._opens()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside a drawer the words go under the name."""
        super().resizeEvent(event)
        kinds = QBoxLayout.Direction
        self._head.setDirection(kinds.TopToBottom if self.width() < self._least else kinds.LeftToRight)


def note(text: str) -> QWidget:
    """A quiet sentence where a list is empty."""
    return label(text, "secondary", wrap=True)


def person_name(office: Office, row: Stored) -> str:
    """The name of a record, or nothing."""
    found = office.queries.get(str(row)) if row else None
    return str(found.values.get("name") or "") if found is not None else ""


def shown_value(record: Record, name: str, lang: Lang) -> str:
    """A field of a record as people read it."""
    spec = ENTITIES[record.entity].fields[name]
    return told(spec, spec.kind.show(record.values.get(name), lang))


def clear(layout: QVBoxLayout) -> None:
    """Take everything out of a column."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def column_of(shell: Shell) -> tuple[QWidget, QVBoxLayout]:
    """A tab's inside: a column of cards."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, shell.theme.px(12), shell.theme.px(6), shell.theme.px(12))
    column.setSpacing(shell.theme.px(12))
    return inside, column
