"""How a form looks: a field's label, editor and sentence in one block; blocks in as many columns as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import new_code
from ui import words_forms as words
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from casefiles.domain.problems import Problem
    from ui.fields_lines import Editor, Place

COLUMN = 250
"""least width of a column at standard text size"""


class FieldBlock(QWidget):
    """Label (with a star when required), editor, and under it the sentence of a problem or a warning."""

    def __init__(self, place: Place, editor: Editor, *, required: bool = False, hint: str = "") -> None:
        super().__init__()
        self.place, self.editor = place, editor
        theme = place.theme
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        head = QHBoxLayout()
        head.setSpacing(theme.px(4))
        self.title = label(editor.name, "label", wrap=True)
        self.title.setBuddy(editor.target)
        head.addWidget(self.title)
        if required:
            star = label("*", "label", tone="danger")
            star.setAccessibleName(words.REQUIRED_MARK(place.lang))
            star.setToolTip(words.REQUIRED_MARK(place.lang))
            head.addWidget(star)
        self.note = label("", "caption")
        self.note.hide()
        head.addWidget(self.note)
        head.addStretch(1)
        self.head = head
        column.addLayout(head)
        column.addWidget(editor)
        if hint:
            column.addWidget(label(hint, "caption", wrap=True))
        self.said = label("", "error", wrap=True)
        self.said.hide()
        column.addWidget(self.said)
        column.addStretch(1)
        self.remedy: new_code.NewCode | None = None
        self.problem: Problem | None = None
        self.is_warning = False
        self.left_out = False
        """a conditional field that does not apply now"""

    def flag(self, problem: Problem | None, *, warning: bool = False) -> None:
        """Show the sentence and mark the editor; None takes both away."""
        if problem == self.problem and self.is_warning == (warning and problem is not None):
            return  # polishing costs: at each key stroke only what changed
        self.problem, self.is_warning = problem, warning and problem is not None
        self.editor.flag(problem, warning=warning)
        said = "" if problem is None else problem.say(self.place.lang)
        if said and warning:
            said = words.WARNING(self.place.lang, text=said)
        self.said.setText(said)
        self.said.setProperty("tone", "warn" if warning else "danger")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setVisible(bool(said))
        self._offer(problem)

    def _offer(self, problem: Problem | None) -> None:
        """Where the sentence names what is meant now, a button puts it in."""
        if problem is not None and new_code.names_new(problem):
            if self.remedy is None:
                self.remedy = new_code.NewCode(self.editor, self.place.lang)
                self._column.insertWidget(self._column.indexOf(self.said) + 1, self.remedy)
                new_code.after(self.editor, self.remedy)
            self.remedy.say(problem)
            self.remedy.show()
        elif self.remedy is not None:
            self.remedy.hide()

    def add(self, widget: QWidget) -> None:
        """Put something under the editor that belongs to it: phrases, what is known of a person."""
        self._column.insertWidget(self._column.indexOf(self.editor) + 1, widget)

    def add_above(self, widget: QWidget) -> None:
        """Put something over the field's name that comes before it on the way through the form."""
        self._column.insertWidget(0, widget)

    def mention(self, text: str) -> None:
        """A small note after the label ("from the ID number"); "" takes it away."""
        self.note.setText(text)
        self.note.setVisible(bool(text))


class BlockGrid(QWidget):
    """Blocks side by side, as many columns as fit; wide ones take a line. Hidden ones leave no hole."""

    def __init__(self, place: Place, blocks: Sequence[FieldBlock], *, most: int = 3) -> None:
        super().__init__()
        self._place, self._blocks, self._most = place, list(blocks), most
        self._columns = 0
        self._narrow: set[FieldBlock] = set()
        """wide ones for which a column is wide enough now"""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(place.theme.px(16))
        self._grid.setVerticalSpacing(place.theme.px(12))
        self.arrange(most if most == 1 else 2)

    def arrange(self, columns: int = 0) -> None:
        """Put the blocks that are not hidden into `columns` (as before when 0)."""
        columns = columns or self._columns
        old, self._columns = self._columns, columns
        row = column = 0
        for block in self._blocks:
            self._grid.removeWidget(block)
        for block in self._blocks:
            if block.left_out:
                continue
            if block.editor.wide and block not in self._narrow:
                row, column = (row + 1, 0) if column else (row, 0)
                self._grid.addWidget(block, row, 0, 1, columns)
                row += 1
                continue
            self._grid.addWidget(block, row, column)
            row, column = (row + 1, 0) if column + 1 == columns else (row, column + 1)
        for at in range(max(old, columns)):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = max(1, min(self._most, self.width() // self._place.theme.tall(COLUMN)))
        one = (self.width() - (fits - 1) * self._grid.horizontalSpacing()) // fits
        narrow = {block for block in self._blocks if fits > 1 and 0 < block.editor.across <= one}
        if fits != self._columns or narrow != self._narrow:
            self._narrow = narrow
            self.arrange(fits)
