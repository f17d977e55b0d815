"""The blocks of a form in their groups: cards, plain, or folded behind a button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.fields import Place, make_editor
from ui.form_rows import BlockGrid, FieldBlock
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from casefiles.domain.catalogue import Entity
    from casefiles.domain.words import Lang
    from ui.fields_lines import Editor
    from ui.window import Shell


@dataclass(frozen=True)
class Group:
    """Fields that stand together under a title; folded ones wait behind a button."""

    fields: Sequence[str]
    title: str = ""
    folded: bool = False


def sections_of(entity: Entity, lang: Lang, names: Sequence[str] = ()) -> list[Group]:
    """The entity's sections (these, or all) as groups."""
    chosen = names or tuple(entity.sections)
    return [
        Group([f.name for f in entity.section_fields(name)], entity.sections[name](lang)) for name in chosen
    ]


class FormBody(QWidget):
    """`blocks` by field, in the order of the keyboard; the signals carry the field's name."""

    edited = Signal(str)
    left = Signal(str)
    finished = Signal(str)

    def __init__(
        self,
        shell: Shell,
        entity: Entity,
        groups: Sequence[Group],
        left_out: Collection[str],
        editors: Mapping[str, Editor],
        *,
        columns: int,
        cards: bool,
        keys: bool,
    ) -> None:
        super().__init__()
        self._shell, self._entity, self._editors, self._keys = shell, entity, editors, keys
        self._place = Place(shell.theme, shell.lang)
        self.blocks: dict[str, FieldBlock] = {}
        self._grids: list[BlockGrid] = []
        self._folds: dict[QPushButton, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(shell.theme.px(12))
        for group in groups:
            names = [name for name in group.fields if name not in left_out]
            if names:
                self._add(group, [self._block(name) for name in names], columns, cards=cards)

    def unfold_for(self, names: Iterable[str]) -> None:
        """Open what holds one of these fields."""
        wanted = [self.blocks[name] for name in names]
        for fold, grid in self._folds.items():
            if any(grid.isAncestorOf(block) for block in wanted):
                fold.setChecked(True)

    def arrange(self) -> None:
        """A block was left out or is wanted again."""
        for grid in self._grids:
            grid.arrange()

    def _add(self, group: Group, blocks: Sequence[FieldBlock], columns: int, *, cards: bool) -> None:
        theme = self._shell.theme
        grid = BlockGrid(self._place, blocks, most=columns)
        self._grids.append(grid)
        if group.folded:
            self._fold(group.title, grid)
        elif cards:
            card = Card(theme, group.title)
            card.body.addWidget(grid)
            self._column.addWidget(card)
        else:
            if group.title:
                self._column.addWidget(label(group.title, "section"))
            self._column.addWidget(grid)

    def _fold(self, title: str, grid: QWidget) -> None:
        theme = self._shell.theme
        fold = button(theme, title, "ghost", "chevron-down")
        fold.setCheckable(True)
        fold.toggled.connect(grid.setVisible)
        fold.toggled.connect(
            lambda on: fold.setIcon(theme.icon("chevron-up" if on else "chevron-down", "text2", 18))
        )
        self._folds[fold] = grid
        self._column.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(grid)
        grid.hide()

    def _block(self, name: str) -> FieldBlock:
        spec, lang = self._entity.fields[name], self._place.lang
        editor = self._editors.get(name) or make_editor(self._shell, spec, keys=self._keys)
        editor.setObjectName(f"field-{name}")
        editor.target.setObjectName(f"input-{name}")
        hint = spec.hint(lang) if spec.hint is not None else ""
        block = FieldBlock(self._place, editor, required=spec.required, hint=hint)
        editor.edited.connect(lambda: self.edited.emit(name))
        editor.left.connect(lambda: self.left.emit(name))
        editor.finished.connect(lambda: self.finished.emit(name))
        self.blocks[name] = block
        return block
