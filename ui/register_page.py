"""A register as a page: chips, the list, a panel for the chosen row; the search box narrows it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from casefiles.domain import conditions
from ui import erased_found, language
from ui import words_registers as w
from ui.register_layout import arranged, layout_of
from ui.register_tools import Arranged, RegisterTools
from ui.table import RegisterModel, Row, TableColumn
from ui.widgets.buttons import ChipBar, button
from ui.widgets.cards import Card, EmptyState, SectionHeader
from ui.widgets.panels import PeekPanel
from ui.widgets.register import RegisterView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Problem
    from casefiles.domain.words import Label
    from ui.jobs import Job, Step, Work
    from ui.window import Shell

    _First = tuple[list[dict[str, Stored]], list[str] | None, Problem | None]

FIRST = 60
PANEL_MS = 40
MOST_FOUND, MOST_WITHIN = 200, 5000
"""shown of what a search finds, and looked at of it while a filter is on, which leaves some out"""

EVERY = ("all", "closed", "away")
"""chips that hold the whole register between them"""


class RegisterPage(Arranged, QWidget):
    """What children and mentors share. A page says its register, title, columns, chips and what the panel shows."""

    register = ""
    title: Label
    counted: Label
    chips: Sequence[tuple[str, Label]] = ()
    rare: Sequence[str] = ()
    """chips that are shown while they hold something"""
    opens = ""
    """the page that shows one record"""
    has_panel = True
    nothing = (w.NOBODY, w.NOBODY_HELP)
    """what an empty list says, and what to do then"""
    none_yet = (w.NONE_YET, w.NONE_YET_HELP)
    """what a register says that holds nothing at all; how one begins stands below it"""
    chip_sorts: Mapping[str, str] = {}
    """the order a chip asks for when the person asked for none"""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.chip, self.text, self.sort = self.chips[0][0], "", ""
        self.where_, self.filter_name = (), ""
        self._counts: dict[str, int] = {}
        self._wanted, self._near = "", 0
        self._question: Job | None = None
        theme, lang = shell.theme, shell.lang
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        outer.setSpacing(theme.px(12))
        self.head = SectionHeader(theme, self.title(lang), *self.head_actions(), kind="page")
        outer.addWidget(self.head)
        self.bar = ChipBar(theme, [(key, name(lang)) for key, name in self.chips], name=w.FILTERS(lang))
        self.bar.chosen.connect(self.choose)
        self.rare = [key for key in self.rare if key in dict(self.chips)]
        for key in self.rare:
            self.bar.offer(key, on=False)
        self.tools = RegisterTools(self)
        chips = QHBoxLayout()
        chips.addWidget(self.bar, 1)
        chips.addWidget(self.tools.buttons, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        outer.addLayout(chips)
        outer.addWidget(self.tools)
        self.layout_ = layout_of(shell.preferences, self.register)
        self.model = RegisterModel(arranged(self.columns(), self.layout_), lang, self._fetch, self)
        self.view = RegisterView(theme, [c.column for c in self.model.columns], self.title(lang))
        self.view.setObjectName("register")
        self.view.setModel(self.model)
        self.view.opened.connect(lambda row: self.open(self.model.id_at(row)))
        self.view.peeked.connect(self._peek)
        if self.plain:
            self.view.marked.connect(self.mark_row)
            self.view.every_marked.connect(self.mark_every)
        self.view.resized.connect(self.column_resized)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._peek_now)
        header = self.view.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort_by)
        for section in range(len(self.columns())):
            keys = QShortcut(QKeySequence(f"Ctrl+{section + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self._sort_by, section))
        frame = Card(theme)
        frame.body.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(6))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.show_all = button(theme, w.SHOW_ALL(lang), "soft", "", lambda: self.choose(self.chips[0][0]))
        self.beginning = [one for one in self.head_actions() if one.property("kind") == "primary"]
        self.nobody = EmptyState(theme, "", "", self.show_all, *self.beginning, icon="search")
        self.stack.addWidget(self.nobody)
        frame.body.addWidget(self.stack)
        self.panel = PeekPanel(theme)
        for action in self.panel_actions():
            self.panel.foot.addWidget(action)
        holder = QWidget()
        self.across = QHBoxLayout(holder)
        self.across.setContentsMargins(0, 0, 0, 0)
        self.across.setSpacing(theme.px(12))
        self.across.addWidget(frame, 1)
        self.across.addWidget(self.panel)
        outer.addWidget(holder, 1)

    # what a page says of itself

    @property
    def plain(self) -> bool:
        """Whether it is a whole register to filter, mark and export, with the tools for that beside its chips; a page
        that shows a part of one for a work of its own is not."""
        return self.chips[0][0] == "all"

    def columns(self) -> Sequence[TableColumn]:
        """The columns, most important first."""
        raise NotImplementedError

    def head_actions(self) -> Sequence[QPushButton]:
        """Buttons beside the title."""
        return ()

    def panel_actions(self) -> Sequence[QWidget]:
        """Buttons at the foot of the panel."""
        return ()

    def show_panel(self, row: Row) -> None:
        """Fill the panel for a row."""
        raise NotImplementedError

    # what the shell calls

    def enter(
        self, chip: str = "", find: str = "", chosen: str = "", sort: str = "", where: object = None, kept: str = ""
    ) -> None:
        """Open with a filter and its order, conditions, a search, and the row that was chosen."""
        if chip in dict(self.chips):
            self.where_, self.filter_name = self.conditions_of(where), kept
            self.chip, self.sort = chip, sort
        self.text, self._wanted, self._near = find, chosen, 0
        self.reload()

    def where(self) -> dict[str, Any]:
        """What brings the page back as it is."""
        kept = {
            "chip": self.chip, "find": self.text, "chosen": self.current, "sort": self.sort,
            "where": conditions.dumps(self.where_), "kept": self.filter_name,
        }
        return {k: v for k, v in kept.items() if v}

    @property
    def current(self) -> str:
        """The id of the chosen row."""
        return self.model.id_at(self.view.currentIndex().row())

    def searched(self) -> str:
        """What the search box looks through."""
        return self.title(self.shell.lang)

    def search(self, text: str) -> None:
        """The search box was typed in."""
        self.text = text
        if text:
            self._wanted, self._near = "", 0  # the best one is first
            self.view.selectionModel().clearCurrentIndex()  # Enter before the answer must open nobody
        self.reload()

    def choose(self, chip: str) -> None:
        """Another filter; the search is cleared."""
        self.chip, self.text, self._near = chip, "", 0
        self.shell.top.search.set("")
        self.reload()

    def _sort_by(self, section: int) -> None:
        """A click on a column's head, or Ctrl and its number: sorted by it, a second time the other way round."""
        key = self.model.columns[section].sort if section < len(self.model.columns) else ""
        if not key or self.text:
            return
        self.sort = f"-{key}" if self.sort == key else key
        self.reload()

    def _mark(self) -> None:
        """Chips and the column's arrow say what the list is: a search looks through everybody, best first."""
        self.bar.set(self.chips[0][0] if self.text else self.chip)
        self.tools.tell()
        keys = [c.sort for c in self.model.columns]
        key, header = self.sort.lstrip("-"), self.view.horizontalHeader()
        sorted_ = bool(key) and not self.text and key in keys
        if sorted_:
            order = Qt.SortOrder.DescendingOrder if self.sort.startswith("-") else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(keys.index(key), order)
        header.setSortIndicatorShown(sorted_)

    @property
    def _order(self) -> str:
        return self.sort or self.chip_sorts.get(self.chip, "")

    def focus_results(self) -> None:
        """Into the list, on its first row."""
        answered = self._question is None
        if answered and self.model.rowCount() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.setFocus()

    def focus_first(self) -> None:
        """The keyboard starts in the list."""
        self.view.setFocus()

    def open(self, id_: str) -> None:
        """Open the record's page."""
        if id_:
            self.shell.open(self.opens, id=id_)

    def on_changed(self, entity: str, ids: object) -> None:
        """A save: rows on the screen are read again; other registers may change what a row shows."""
        self._wanted, self._near = self.current, max(0, self.view.currentIndex().row())
        self.reload()

    def hits(self, text: str) -> list[str]:
        """The ids that a search finds, best first. Off the GUI thread."""
        most = MOST_WITHIN if self.where_ else MOST_FOUND
        return [h.id for h in self.shell.office.queries.find(text, [self.register], most)]

    def _found(self, text: str) -> list[str]:
        """Of what is found, what fits the filter that is on; the chips are left while one searches, and show it."""
        found, where = self.hits(text), self.where_
        if where and found:
            ids, every = self.shell.office.queries.register_ids, [c for c in EVERY if c in dict(self.chips)]
            fits = {one for chip in every for one in ids(self.register, chip, where=where)}
            found = [one for one in found if one in fits]
        return found[:MOST_FOUND]

    def complete(self, rows: list[dict[str, Stored]]) -> list[dict[str, Stored]]:
        """The rows with what a page adds to them. In any thread."""
        return rows

    def reload(self) -> None:
        """The first rows at once, then all ids and the counts."""
        office, register, chip, text = self.shell.office, self.register, self.chip, self.text
        sort, where = self._order, self.where_
        self._mark()

        def first(_step: Step) -> _First:
            if text:
                found = self._found(text)
                rows = self.complete(office.queries.register_rows(register, found[:FIRST]))
                return rows, found, erased_found.erased(office, text, found)
            rows = office.queries.register_first(register, chip, sort, limit=FIRST, where=where)
            return self.complete(rows), None, None

        self._ask(first, self._show_first)

    def _ask(self, work: Work, done: Callable[[Any], object]) -> None:
        """Put the newest question; the one before it is stopped in the middle of its SQL."""
        jobs = self.shell.jobs
        if self._question is not None and jobs.busy == 1:  # nobody else's question would be stopped with it
            self._question.cancel()
            self.shell.office.queries.interrupt()

        def stoppable(step: Step) -> Any:
            try:
                return work(step)
            except Exception:
                step()  # of a question that was stopped, the driver's complaint is no error
                raise

        job = jobs.read(stoppable, done=done, owner=self, newest="rows")
        job.ended.connect(lambda: self._answered(job))
        self._question = job

    def _answered(self, job: Job) -> None:
        if self._question is job:
            self._question = None

    def _show_first(self, answer: _First) -> None:
        rows, found, gone = answer
        bare = self.plain and self.chip == "all" and not (self.text or self.where_ or any(self._counts.values()))
        self.nobody.offer(self.beginning if bare else [self.show_all])
        erased_found.say(self.nobody, gone, self.none_yet if bare else self.nothing, self.shell.lang)
        self.model.start(rows)
        if found is not None:
            self.model.fill(found)
        self.stack.setCurrentWidget(self.view if rows else self.nothing_here())
        self._choose_row(whole=found is not None)
        lang = self.shell.lang
        if found is not None:
            words = w.FOUND_MOST if len(found) >= MOST_FOUND else w.FOUND
            self.head.note.set(language.counted(words, len(found), lang))
            if not self._counts:
                self._ask_counts()
            return
        office, register, chip = self.shell.office, self.register, self.chip
        sort, where = self._order, self.where_

        def rest(_step: Step) -> tuple[list[str], dict[str, int]]:
            ids = office.queries.register_ids(register, chip, sort, where=where)
            return ids, office.queries.chip_counts(register)

        self._ask(rest, self._show_rest)

    def _ask_counts(self) -> None:
        office, register = self.shell.office, self.register
        self.shell.jobs.read(
            lambda _step: office.queries.chip_counts(register),
            done=self._count,
            owner=self,
            newest="counts",
        )

    def _count(self, counts: dict[str, int]) -> None:
        """Write on the chips how many each holds."""
        self._counts = counts
        for key, name in self.chips:
            if key != "all" and key in counts:
                n = language.number(counts[key], self.shell.lang)
                self.bar.set_text(key, f"{name(self.shell.lang)} {n}")
        for key in self.rare:
            self.bar.offer(key, on=bool(counts.get(key)))

    def nothing_here(self) -> QWidget:
        """What stands in the place of an empty list."""
        return self.nobody

    def _show_rest(self, answer: tuple[list[str], dict[str, int]]) -> None:
        ids, counts = answer
        self._count(counts)
        if not ids and self.show_all.isHidden() and any(counts.values()):
            self._show_first(([], None, None))  # there are some, closed ones perhaps
            return
        self.hidden = counts.get(self.chip, len(ids)) - len(ids)
        self.tools.tell()
        lang = self.shell.lang
        self.model.fill(ids)
        self._choose_row(whole=True)
        everybody = self._counts.get("all", len(ids))
        note = language.counted(self.counted, everybody, lang)
        if len(ids) < everybody and not self.where_:  # of a filter the line above the list tells
            note += " · " + language.counted(w.HIDDEN, everybody - len(ids), lang)
        self.head.note.set(note)

    def _choose_row(self, *, whole: bool) -> None:
        """The row that was chosen; when it is in the list no more, the one that stands in its place."""
        rows = self.model.rowCount()
        row = self.model.row_of(self._wanted) if self._wanted else 0
        if row < 0 and whole:
            row = min(self._near, rows - 1)
        if not rows:
            self.clear_panel()
        elif row >= 0 and self.view.currentIndex().row() != row:
            self.view.setCurrentIndex(self.model.index(row, 0))

    def clear_panel(self) -> None:
        """Nobody is chosen: nothing can be done with anybody."""
        self._later.stop()
        self.panel.clear()
        self.panel.want(False)

    def _fetch(self, ids: Sequence[str]) -> list[dict[str, Stored]]:
        return self.complete(self.shell.office.queries.register_rows(self.register, ids))

    def _peek(self, row: int) -> None:
        """The panel follows once the list has been painted: a key must not wait for it."""
        self._wanted = self.model.id_at(row)
        self._later.start(0 if self.panel.empty else PANEL_MS)  # an empty panel beside a chosen row says nothing

    @property
    def pending(self) -> bool:
        """Whether the panel is still to follow the list."""
        return self._later.isActive()

    def _peek_now(self) -> None:
        row = self.view.currentIndex().row()
        values = self.model.values(row) if row >= 0 else {}
        self.panel.clear()
        if values:
            self._wanted = str(values["id"])
            self.panel.want(self.has_panel)
            self.show_panel(values)
            self.panel.fill()
