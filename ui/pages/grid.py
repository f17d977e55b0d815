"""A grid as a page: what it is of above, the lines below. `shell.open("grid", grid="aid", id=batch)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casefiles import grids
from ui import words_aid as words
from ui.grid_heads import HEADS, GridHead
from ui.grid_panel import GridPanel
from ui.widgets.cards import SectionHeader, is_low

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.ports import Record
    from ui.jobs import Step
    from ui.window import Shell

_PAGES = {"aid": ("aid", "batches"), "donations": ("aid", "funds"), "attendance": ("gatherings", "sessions"),
          "screening": ("gatherings", "eyes")}  # fmt: skip


class GridPage(QWidget):
    """One page for all kinds of grids: it is made anew when another kind is opened."""

    panel: GridPanel
    head: GridHead
    title: SectionHeader

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.kind, self.row = "", ""
        self._fresh = False
        self.inside: QWidget | None = None
        theme = shell.theme
        self.outer = QVBoxLayout(self)
        self.low = is_low(shell, theme)
        edge = theme.px(3 if self.low else 12)
        self.outer.setContentsMargins(theme.px(20), edge, theme.px(20), edge)
        self.outer.setSpacing(0)

    def enter(self, grid: str = "aid", id: str = "") -> None:
        """Show the lines of this record."""
        if grid != self.kind:
            self._build(grid)
        self.row, self._fresh = id, True
        self.shell.nav.light(_PAGES[self.kind][0])
        self.reload()

    def where(self) -> dict[str, Any]:
        """What brings this page back."""
        return {"grid": self.kind, "id": self.row}

    def _build(self, kind: str) -> None:
        if self.inside is not None:
            self.panel.leave()
            self.shell.jobs.leave(self)
            self.inside.hide()
            self.inside.setParent(None)
            self.inside.deleteLater()
        self.kind = kind
        theme = self.shell.theme
        self.inside = QWidget()
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3 if self.low else 8))
        self.panel = GridPanel(self.shell, self, grids.grid_named(kind))
        self.head = HEADS[kind](self)
        self.title = SectionHeader(theme, words.GRID(self.shell.lang), *self.head.buttons(), kind="page")
        column.addWidget(self.title)
        column.addWidget(self.head)
        column.addWidget(self.panel, 1)
        self.panel.changed.connect(self._live)
        self.panel.loaded.connect(self._came)
        self.outer.addWidget(self.inside)
        head = self.head
        for keys, act in (("Ctrl+Return", self.panel.save), ("Ctrl+Enter", self.panel.save), ("Ctrl+G", head.go_on)):
            shortcut = QShortcut(QKeySequence(keys), self.inside)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # a drawer has its own
            shortcut.activated.connect(act)

    def reload(self) -> None:
        """Read the record and its lines."""
        if not self.row:
            return
        office, row = self.shell.office, self.row

        def ask(_step: Step) -> Record | None:
            return office.queries.get(row)

        self.shell.jobs.read(ask, done=self._show, owner=self, newest="head")
        if self.panel.parent_id == row:
            self.panel.reload()
        else:
            self.panel.load(row)

    def _show(self, record: Record | None) -> None:
        if record is None or record.id != self.row:
            return
        if record.deleted:
            page, tab = _PAGES[self.kind]
            self.shell.open(page, tab=tab)
            return
        self.title.title.setText(self.head.heading(record))
        self.title.note.set(self.head.note(record))
        self.head.show_record(record)
        self._live()

    def _came(self) -> None:
        self._live()
        if self._fresh and self.shell.drawn is None and not self.panel.picker.box.text():
            self.panel.focus_first()
        self._fresh = False

    def _live(self) -> None:
        self.head.live(self.panel.model.rows)

    def on_changed(self, entity: str, ids: Sequence[str]) -> None:
        """A save: of these lines, of the record itself, of what its head speaks of."""
        if self.kind:
            self.reload()

    def preview(self, paper: str) -> None:
        """The paper of this record, as it will be printed."""
        self.shell.open("preview", id=self.row, paper=paper)

    def focus_first(self) -> None:
        """The keyboard starts in the cells."""
        if self.kind:
            self.panel.focus_first()

    def event(self, event: QEvent) -> bool:
        """Esc goes back to the list of batches while no drawer is open and nothing is being edited."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            idle = self.kind and self.panel.view.cells.editor is None
            if event.key() == Qt.Key.Key_Escape and self.shell.drawn is None and idle and self.shell.toasted is None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shell.back()
            return
        super().keyPressEvent(event)

    def leave(self) -> None:
        """Keep what was typed and not saved."""
        if self.kind:
            self.panel.leave()
