"""What stands over every register beside its chips: filter, columns, marks, bulk edit, export, each on a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from casefiles.domain import conditions as c
from casefiles.domain.entities import ENTITIES
from casefiles.domain.listing import PEOPLE
from ui import language
from ui import words_filters as w
from ui.register_layout import arranged, keep_layout
from ui.widgets.buttons import button, icon_button
from ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles import filters
    from ui.register_page import RegisterPage
    from ui.table import RegisterModel, TableColumn
    from ui.widgets.register import RegisterView
    from ui.window import Shell


MOST_PRINTED = 5000
"""lines of a ledger; more of them are some 600 pages, which nobody reads"""


class Arranged:
    """The part of a register that is a person's own: conditions, columns, marks. `RegisterPage` is the rest."""

    shell: Shell
    register: str
    model: RegisterModel
    view: RegisterView
    tools: RegisterTools
    chip: str
    sort: str
    chips: Sequence[tuple[str, Any]]
    layout_: dict[str, Any]
    where_: tuple[c.Condition, ...]
    filter_name: str
    hidden: int = 0
    """rows of the chip that the conditions hide"""

    def columns(self) -> Sequence[TableColumn]:
        """The columns as they are made."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read again."""
        raise NotImplementedError

    # filters

    def conditions_of(self, kept: object) -> tuple[c.Condition, ...]:
        """From what `where()` gave."""
        return c.loads(ENTITIES[self.register], kept)

    def narrow(self, where: Sequence[c.Condition]) -> None:
        """Other conditions; none of them is no filter."""
        self.where_ = tuple(where)
        if not where:
            self.filter_name = ""
        self.shell.top.search.set("")
        self.text = ""
        self.reload()

    def use_filter(self, kept: filters.Kept) -> None:
        """A kept filter: its chip, its order, its conditions."""
        self.chip = kept.chip if kept.chip in dict(self.chips) else self.chips[0][0]
        self.sort, self.filter_name = kept.sort, kept.name
        self.narrow(kept.where)
        self.filter_name = kept.name
        self.tools.tell()

    # columns

    def keep_layout(self, layout: dict[str, Any]) -> None:
        """Remember the columns, and show them so."""
        self.layout_ = layout
        keep_layout(self.shell.preferences, self.register, layout)
        row = self.view.currentIndex().row()
        self.model.arrange(arranged(self.columns(), layout))
        self.view.arrange([column.column for column in self.model.columns])
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, 0))

    def width_of(self, key: str) -> int:
        """How wide a column is, px at standard text size."""
        kept = self.layout_.get("widths", {})
        return int(kept.get(key) or next(col.column.width for col in self.columns() if col.name == key))

    def keep_width(self, key: str, width: int) -> None:
        """Make a column so wide and remember it."""
        self.keep_layout({**self.layout_, "widths": {**self.layout_.get("widths", {}), key: width}})

    def column_resized(self, place: int, px: int) -> None:
        """Somebody dragged a column's edge: that is its width from now on."""
        key = self.model.columns[place].name
        width = round(px / self.shell.theme.scale)
        self.layout_ = {**self.layout_, "widths": {**self.layout_.get("widths", {}), key: width}}
        keep_layout(self.shell.preferences, self.register, self.layout_)

    # marks

    def mark_row(self, row: int) -> None:
        """Space: marked or no longer, and on to the next row."""
        id_ = self.model.id_at(row)
        self.model.mark([id_], on=id_ not in self.model.marked)
        if row + 1 < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row + 1, 0))
        self.tools.tell()

    def mark_every(self) -> None:
        """Ctrl+A: everything that is listed, or nothing when it is marked already."""
        ids = list(self.model.ids)
        self.model.mark(ids, on=not set(ids) <= self.model.marked)
        self.tools.tell()

    def unmark(self) -> None:
        """Nothing is marked."""
        self.model.mark(list(self.model.marked), on=False)
        self.tools.tell()


class RegisterTools(QWidget):
    """The line that says what is hidden or marked; `buttons` stand beside the chips."""

    def __init__(self, page: RegisterPage) -> None:
        super().__init__()
        self.page, self.lang = page, page.shell.lang
        theme, lang = page.shell.theme, self.lang
        self.buttons = QWidget()
        beside = QHBoxLayout(self.buttons)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.px(4))
        acts: tuple[tuple[Callable[[], object], str, str, str], ...] = (
            (self.filter, w.FILTER_TIP(lang), "list-filter", "Ctrl+Shift+F"),
            (self.columns, w.COLUMNS_TIP(lang), "columns-3", "Ctrl+Shift+L"),
            (self.bulk, w.BULK_TIP(lang), "clipboard-pen", "Ctrl+B"),
            (self.export, w.EXPORT_TIP(lang), "file-down", "Ctrl+Shift+E"),
            (self.print, w.PRINT_TIP(lang), "printer", "Ctrl+Shift+P"),
        )
        for act, said, icon, keys in acts:
            beside.addWidget(icon_button(theme, said, icon, act))
            self._key(keys, act)
        self._key("Ctrl+Shift+X", self.clear)
        self.buttons.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if not page.plain:
            self.buttons.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        self.said = ElidedLabel("", "secondary")
        row.addWidget(self.said, 1)
        self.clear_button = button(theme, w.CLEAR(lang), "ghost", "x", self.clear, tip=w.CLEAR_TIP(lang))
        row.addWidget(self.clear_button)
        self.marks = ElidedLabel("", "strong")
        row.addWidget(self.marks)
        self.unmark_button = button(theme, w.UNMARK(lang), "ghost", "x", page.unmark)
        row.addWidget(self.unmark_button)
        self.merge_button = button(theme, w.MERGE(lang), "soft", "users", self.merge, tip=w.MERGE_TIP(lang))
        row.addWidget(self.merge_button)
        self._key("Ctrl+Shift+M", self.merge)
        self.bulk_button = button(theme, w.BULK(lang), "soft", "clipboard-pen", self.bulk, tip=w.BULK_TIP(lang))
        row.addWidget(self.bulk_button)
        for one in (self.clear_button, self.unmark_button, self.merge_button, self.bulk_button):
            one.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # the words take what room there is
        self.hide()

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        if not self.page.plain:
            return
        shortcut = QShortcut(QKeySequence(keys), self.page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def tell(self) -> None:
        """Say what is hidden and what is marked; without either the line is away."""
        page, lang = self.page, self.lang
        on = bool(page.where_)
        if on:
            self.said.set(w.SEARCHED(lang, said=self._conditions()) if page.text else self._filtered())
        self.said.setVisible(on)
        self.clear_button.setVisible(on)
        marked = len(page.model.marked)
        self.marks.set(w.MARKED(lang, n=language.number(marked, lang)))
        for one in (self.marks, self.unmark_button, self.bulk_button):
            one.setVisible(bool(marked))
        self.merge_button.setVisible(marked == 2 and page.register in PEOPLE)
        self.setVisible(on or bool(marked))

    def _filtered(self) -> str:
        from casefiles import filters  # nothing is filtered at the start

        page, lang = self.page, self.lang
        hidden = language.number(max(0, page.hidden), lang)
        if not page.filter_name:
            said = w.ON(lang, n=hidden)
        else:
            said = w.ON_NAMED(lang, n=hidden, name=page.filter_name)
            named = [f for f in filters.kept(page.shell.office, page.register) if f.name == page.filter_name]
            if not (named and named[0].same(page.chip, page.where_)):
                said = w.CHANGED(lang, said=said)
        return f"{said}　{self._conditions()}"

    def _conditions(self) -> str:
        spec = ENTITIES[self.page.register]
        return "；".join(c.say(spec, one, self.lang) for one in self.page.where_)

    # what the buttons do; the drawers are read when they are asked for

    def filter(self) -> None:
        """The drawer with the filters."""
        from ui.filter_drawer import FilterDrawer

        self._drawer(lambda: FilterDrawer(self.page))

    def columns(self) -> None:
        """The drawer with the columns."""
        from ui.register_layout import ColumnsDrawer

        self._drawer(lambda: ColumnsDrawer(self.page))

    def clear(self) -> None:
        """Whole again."""
        if self.page.where_:
            self.page.narrow(())
            self.page.view.setFocus()

    def bulk(self) -> None:
        """The drawer that changes what is marked."""
        if not self.page.model.marked:
            self.page.shell.toast(w.BULK_NONE)
            return
        from ui.bulk_drawer import BulkDrawer

        marked = [row for row in self.page.model.ids if row in self.page.model.marked]
        self._drawer(lambda: BulkDrawer(self.page, marked))

    def merge(self) -> None:
        """The two that are marked side by side, to be put together; the older file is proposed to stay."""
        page = self.page
        if page.register not in PEOPLE:
            return
        if len(page.model.marked) != 2:
            page.shell.toast(w.MERGE_TWO)
            return
        stays, gone = sorted(page.model.marked)
        page.shell.open("merge", stays=stays, gone=gone)

    def export(self) -> None:
        """The drawer that writes what is listed to a sheet."""
        from ui.export_drawer import ExportDrawer

        self._drawer(lambda: ExportDrawer(self.page))

    def print(self) -> None:
        """The ledger (台账) of what is listed, or of what is marked, in the preview; a list too long for paper is
        offered as a sheet."""
        page, lang = self.page, self.lang
        listed = list(page.model.ids)
        ids = [row for row in listed if row in page.model.marked] or listed
        if not ids:
            page.shell.toast(w.PRINT_NONE)
        elif len(ids) > MOST_PRINTED:
            n, most = language.number(len(ids), lang), language.number(MOST_PRINTED, lang)
            self.export()
            page.shell.toast(w.PRINT_TOO_LONG(lang, n=n, most=most))
        else:
            page.shell.open("preview", paper=f"ledger-{page.register}", ids=ids, filters=self._chosen(len(ids)))

    def _chosen(self, n: int) -> str:
        """In words, for the paper: chip, search, conditions, marks."""
        page, lang = self.page, self.lang
        chip = dict(page.chips)[page.chip]
        said = [w.SEARCH_OF(lang, text=page.text)] if page.text else [] if page.chip == "all" else [chip(lang)]
        said += [self._conditions()] if page.where_ else []
        said += [w.MARKED(lang, n=language.number(n, lang))] if page.model.marked.intersection(page.model.ids) else []
        return "；".join(said) if lang == "zh" else "; ".join(said)

    def _drawer(self, make: Callable[[], QWidget]) -> None:
        self.page.shell.drawer(make())
