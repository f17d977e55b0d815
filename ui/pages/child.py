"""A child's file: the head, seven tabs, what needs completing, what was changed, and registering a new child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casefiles import registers, visiting
from casefiles.domain.problems import Refusal
from ui import words_asking, words_merging, words_reports, words_transfer
from ui import words_child as words
from ui.areas_picture import areas_card
from ui.files_card import files_tab
from ui.pages.child_alike import AlikeCard
from ui.pages.child_away import away, read_only
from ui.pages.child_care import care_tab
from ui.pages.child_closing import closing_act, events_card
from ui.pages.child_erasing import erasing_acts
from ui.pages.child_family import edit_record, family_tab
from ui.pages.child_form import EditPane, SectionsView
from ui.pages.child_header import child_header
from ui.pages.child_history import history_tab
from ui.pages.child_mentors import mentors_tab
from ui.pages.child_merged import merged_card
from ui.pages.child_reports import reports_card
from ui.pages.child_rules import rules_card, verify_now
from ui.pages.child_side import changes_card, conflicts_card, missing_card
from ui.pages.child_transfer import transfer_card
from ui.pages.child_twins import TwinsCard
from ui.pages.child_visits import visits_tab
from ui.pages.file_page import FilePage, with_side
from ui.visit_drawer import open_visit
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.ports import Record
    from casefiles.registers import Around
    from ui.window import Shell

HANGING = ("member", "category_spell", "guardianship_spell", "match", "visit", "aid", "report")
MOST_TWINS = 3


class ChildPage(FilePage):
    """`shell.open("child", id=..., tab=0..6)`, `shell.open("child", new=True)`."""

    entity = "child"
    list_page = "children"
    tab_labels = words.TABS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.file: Around | None = None
        self.gone = False
        """another office took the file over: it is read here and no more"""
        verify = QShortcut(QKeySequence("F8"), self)
        verify.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        verify.activated.connect(self.verify)

    def verify(self) -> None:
        """Nothing has changed, in one key; not while a form is open, nor for a closed file or one that went away."""
        if self.record is not None and self.pane is None and not self.gone and not self.record.values.get("closed_on"):
            verify_now(self.shell, self.row)

    def load(self) -> bool:
        try:
            self.file = registers.around(self.shell.office, self.row)
        except Refusal:
            self.file = None
            return False
        self.record = self.file.child
        self.row = self.file.child.id  # of a file that was merged the one that stays
        self.gone = away(self.shell.office, self.row)
        return True

    def head(self) -> Sequence[QWidget]:
        shell, lang = self.shell, self.shell.lang
        file = self._file()
        rows = shell.office.queries.register_rows("child", [self.row])
        due = (rows[0].get("next_due"), rows[0].get("late")) if rows else (None, None)
        acts = [
            (words.PRINT(lang), "printer", self.print_file),
            (words.RECORD_VISIT(lang), "plus", self.record_visit),
        ]
        more = [
            (words.EDIT(lang), "pencil", self.edit),
            (words.COPY_ID(lang), "copy", self.copy_number),
            (words_reports.NEW(lang), "triangle-alert", lambda: edit_record(shell, self._file(), "report")),
            (words_merging.MERGE_WITH(lang), "users", lambda: shell.open("merge", stays=self.row)),
            (words_transfer.START(lang), "log-out", self.transfer),
            (words_asking.OPEN(lang), "undo-2", self.questions),
            closing_act(shell, file),
            *erasing_acts(shell, file),
            (words.DELETE_CHILD(lang), "trash-2", self.delete),
        ]
        if self.gone:
            acts, more = acts[:1], [m for m in more if m[1] == "copy" or m[2] == self.questions]
        conflicts = sum(len(record.rivals) for record in self.records())
        return [child_header(shell, file, due, conflicts, acts, more, gone=self.gone)]

    def inside(self, tab: int) -> QWidget:
        made = self._inside(tab)
        return read_only(made) if self.gone else made

    def edit(self, section: str = "") -> None:
        if not self.gone:
            super().edit(section)

    def _inside(self, tab: int) -> QWidget:
        shell, file = self.shell, self._file()
        if tab == 1:
            return family_tab(shell, file)
        if tab == 2:
            return mentors_tab(shell, file, self, fixed=self.gone or bool(file.child.values.get("closed_on")))
        if tab == 3:
            return visits_tab(shell, file.visits, over=rules_card(shell, file))
        if tab == 4:
            return care_tab(shell, file)
        if tab == 5:
            return history_tab(shell, self.records(), self)
        if tab == 6:
            return files_tab(shell, self.row, "child")
        sections = SectionsView(shell, file.child, fixed=self.gone)
        sections.edit_asked.connect(self.edit)
        lacks = () if self.gone else (missing_card(shell, file, self.complete),)
        side = (*lacks, changes_card(shell, file.child))
        conflicts = conflicts_card(shell, self.records(), self)
        found = visiting.by_visit(file.more.get("visit_finding", ()))
        areas = areas_card(shell, file.visits, found, least=2)
        merged = merged_card(shell, file.merged, self)
        moved = transfer_card(shell, self.row, self)
        alike = None if self.gone else AlikeCard(shell, file.child, self)
        over = (alike, moved, reports_card(shell, file), events_card(shell, file), conflicts, merged, areas)
        return with_side(self, sections, side, *over)

    def tab_text(self, tab: int) -> str:
        said = super().tab_text(tab)
        n = {3: len(self._file().visits), 4: len(self._file().aid)}.get(tab, 0)
        return f"{said} {n}" if n else said

    def concerns(self, entity: str, ids: Sequence[str]) -> bool:
        if entity == "attachment":
            return self.tab in (3, 4)  # lines that say how many are on file
        if entity in (*HANGING, "transfer") or entity in registers.HANGING:
            known = {r.id for r in self.records()}
            if any(one in known for one in ids):
                return True
            found = (self.shell.office.queries.get(one) for one in ids[:200])
            mine = {self.row, *(one.id for one in self._file().merged)}
            return any(r is not None and r.values.get("child") in mine for r in found)
        shown = {self.row} if self.file is None else {self.row, *(r.id for r in self.records())}
        return entity in ("household", "mentor") or bool(shown & set(ids))

    def make_new(self) -> EditPane:
        return NewChildPane(self.shell, self)

    def records(self) -> list[Record]:
        """The child and everything that hangs on it."""
        file = self._file()
        hanging = (file.members, file.categories, file.guardianship, file.matches, file.visits, file.aid, file.reports,
                   *file.more.values())  # fmt: skip
        house = [file.household] if file.household is not None else []
        return [file.child, *file.merged, *house, *(record for records in hanging for record in records)]

    def transfer(self) -> None:
        """The drawer in which the file goes to another office."""
        from ui.transfer_drawer import TransferDrawer  # not needed to show a file

        name = str(self._file().child.values.get("name") or "")

        def make() -> TransferDrawer:
            return TransferDrawer(self.shell, self.row, name)

        self.shell.drawer(make(), make)

    def record_visit(self) -> None:
        """The entry in the drawer, for this child."""
        open_visit(self.shell, self.row)

    def print_file(self) -> None:
        """The dossier in the preview."""
        self.shell.open("preview", id=self.row)

    def complete(self, name: str, tab: int) -> None:
        """Go to where something that is missing is filled in."""
        if tab:
            self.tabs.setCurrentIndex(tab)
            self.tabs.setFocus()
            return
        self.edit()
        if self.pane is not None and name in self.pane.form.blocks:
            self.pane.form.focus(name)

    def _file(self) -> Around:
        if self.file is None:
            raise RuntimeError("no file is open")
        return self.file


class NewChildPane(EditPane):
    """The form for a new child; it says so at once when the child may be on file already."""

    def __init__(self, shell: Shell, page: ChildPage) -> None:
        super().__init__(shell, "child", page, None)
        theme, lang = shell.theme, shell.lang
        self.page = page
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(label(words.NEW_CHILD(lang), "page"))
        column.addWidget(label(words.NEW_CHILD_HELP(lang), "secondary", wrap=True))
        self.column.insertWidget(0, head)
        self.twins = TwinsCard(shell, self.form, page)
        self.column.insertWidget(1, self.twins)

    def begin(self) -> bool:
        home = self.shell.office.home
        start = {"area": home.code} if home.level in ("township", "village") else {}
        found = self.form.load(None, start)
        self.twins.look()
        return found


def _tab(tab: int) -> Callable[[Shell], None]:
    def go(shell: Shell) -> None:
        if isinstance(shell.page, ChildPage):
            shell.page.tabs.setCurrentIndex(tab)

    return go


def _edit(shell: Shell) -> None:
    if isinstance(shell.page, ChildPage):
        shell.page.edit("identity")


SHOTS = {
    "files": _tab(6), "family": _tab(1), "mentors": _tab(2), "visits": _tab(3), "care": _tab(4), "history": _tab(5),
    "edit": _edit, "new": lambda shell: shell.open("child", new=True),
}  # fmt: skip
"""states worth a picture"""
