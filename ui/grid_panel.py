"""A grid with all that goes with it: adding people, the sentence for a wrong cell, the draft, saving, one way back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casefiles import grids, undoing
from ui import language, words_forms
from ui import words_grid as words
from ui.fields_records import RecordPicker
from ui.form_drafts import DraftKeeper, DraftNotice
from ui.grid import GridView
from ui.grid_adding import AddManyDrawer, PeoplePicker
from ui.grid_model import PROBLEM_ROLE, GridModel
from ui.grid_options import options
from ui.undoing import announce, with_undo
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Problem, Refusal
    from casefiles.grids import Grid, Kept, Line
    from ui.fields_refs import PersonPicker
    from ui.jobs import Step
    from ui.window import Shell

    Loaded = tuple[str, list[Line], Mapping[str, str], Mapping[str, Mapping[str, Stored]]]


LIVE_MS = 80
"""after the last of some changes the figures are counted"""


class GridPanel(QWidget):
    """`load(parent)` shows the lines of a record. `changed` at each change by hand, `loaded` when lines have come.

    `owner` is the page the shell knows; it calls `leave()` when it goes.
    """

    changed = Signal()
    loaded = Signal()

    def __init__(self, shell: Shell, owner: QWidget, grid: Grid) -> None:
        super().__init__()
        self.shell, self.owner, self.grid = shell, owner, grid
        self._live = QTimer(self)
        self._live.setSingleShot(True)
        self._live.setInterval(LIVE_MS)
        self._live.timeout.connect(self.changed)
        self.parent_id = ""
        self.saving = False
        self._place: tuple[int, int] | None = None
        theme, lang = shell.theme, shell.lang
        self.model = GridModel(grid, lang, shell.office.clock.today(), self)
        self.model.edited.connect(self._edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.notice = DraftNotice(shell)
        self.notice.discard.connect(self.discard)
        self.notice.go_on.connect(self.focus_first)
        column.addWidget(self.notice)
        self.picker = self._picker()
        self.picker.chosen.connect(self._chosen)
        tools = QHBoxLayout()
        tools.setSpacing(theme.px(8))
        tools.addWidget(self.picker, 1)
        self.many_button = button(
            theme, words.ADD_MANY(lang), "soft", "users", self.add_many, tip=words.ADD_MANY_TIP(lang)
        )
        self.remove_button = icon_button(theme, words.REMOVE_TIP(lang), "trash-2", self.remove)
        column.addLayout(tools)
        self.tools = tools
        self.view = GridView(theme, self.model, grid.spec.plural(lang))
        self.view.save_asked.connect(self.save)
        self.view.remove_asked.connect(self.remove)
        self.view.said.connect(lambda _what: shell.toast(words.NOTHING_ABOVE))
        self.view.pasted.connect(self._pasted)
        self.view.selectionModel().currentChanged.connect(lambda *_at: self._say())
        frame = Card(theme)
        frame.body.setContentsMargins(theme.px(4), theme.px(4), theme.px(4), theme.px(4))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.empty = EmptyState(theme, words.NOBODY(lang), words.NOBODY_HELP(lang), icon="users")
        self.stack.addWidget(self.empty)
        frame.body.addWidget(self.stack)
        column.addWidget(frame, 1)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        self.count = label("", "secondary")
        foot.addWidget(self.count)
        self.state = ElidedLabel(words.KEYS(lang), "caption")
        foot.addWidget(self.state, 1)
        foot.addWidget(self.remove_button)
        foot.addWidget(self.many_button)
        self.save_button = button(
            theme, words.SAVE(lang), "primary", "check", self.save, tip=words.SAVE_TIP(lang)
        )
        foot.addWidget(self.save_button)
        column.addLayout(foot)
        self.keeper = DraftKeeper(shell, owner, f"grid:{grid.name}:", self._source)
        self.keeper.kept.connect(
            lambda at: self.state.set(words.DRAFT_KEPT(lang, clock=f"{at:%H:%M:%S}"))
        )
        self.keeper.not_kept.connect(
            lambda refusal: self.state.set(words_forms.DRAFT_NOT_KEPT(lang, why=refusal.say(lang)))
        )

    def _picker(self) -> PersonPicker:
        shell, said = self.shell, words.ADD_PERSON(self.shell.lang)
        if self.grid.who == ("donor",):
            return RecordPicker(shell, said, "donor")
        made = PeoplePicker(shell, said, self.grid.who)
        made.box.setPlaceholderText(said)
        return made

    # what stands

    def load(self, parent: str) -> None:
        """Show the lines of this record, and a draft that was kept of them."""
        if parent != self.parent_id:
            self.parent_id = parent
            self.keeper.forget()
            self.keeper.key = f"grid:{self.grid.name}:{parent}"
            self.notice.hide()
            self.model.load([], {}, {})
        office, grid = self.shell.office, self.grid

        def ask(_step: Step) -> Loaded:
            lines = grids.lines(office, grid, parent)
            people = office.queries.people([one.person for one in lines])
            return parent, lines, grids.start_of(office, grid, parent), people

        self.shell.jobs.read(ask, done=self._loaded, owner=self.owner, newest="grid")

    def reload(self) -> None:
        """Read again, unless something is being typed."""
        if self.parent_id and not self.dirty:
            self.load(self.parent_id)

    @property
    def dirty(self) -> bool:
        """Whether something is not saved."""
        return any(self.model.is_changed(row) for row in self.model.rows)

    def _loaded(self, got: Loaded) -> None:
        parent, lines, start, people = got
        if parent != self.parent_id or (self.dirty and self.model.rows):
            return
        at = self.view.currentIndex()
        row, column = self._place or ((at.row(), at.column()) if at.isValid() else (0, 1))
        self._place = None
        self.model.load(lines, people, start)
        draft = self.keeper.found()
        if draft is not None:
            self._restore(*draft, start)
        if self.model.rows:
            self.view.setCurrentIndex(self.model.index(min(row, len(self.model.rows) - 1), column))
        self._say()
        self.loaded.emit()

    def _restore(self, fields: Mapping[str, str], at: dt.datetime, start: Mapping[str, str]) -> None:
        """Put what was typed before the power went over what stands now; whoever saw older heads still says so."""
        kept = json.loads(fields.get("lines", "[]"))
        if not kept:
            return
        lines = self.model.lines()
        place = {one.stands.id: n for n, one in enumerate(lines) if one.stands}
        for person, row, typed, gone, heads in kept:
            if row in place:
                one = lines[place[row]]
                if one.stands is not None:
                    stands = replace(one.stands, heads=tuple(bytes.fromhex(h) for h in heads))
                    lines[place[row]] = replace(one, stands=stands, typed=typed, gone=gone)
            elif not row:
                lines.append(grids.Line(person, typed=typed))
        people = self.shell.office.queries.people([one.person for one in lines])
        self.model.load(lines, people, start)
        for changed in self.model.rows:
            self.model.check(changed)
        self.notice.tell(at)

    def discard(self) -> None:
        """Forget what was not saved."""
        self.keeper.drop()
        self.model.load([], {}, {})
        self.load(self.parent_id)

    # changing

    def _chosen(self, person: str) -> None:
        self.add([person])
        self.picker.set_text("")
        self.picker.setFocus()

    def add(self, people: Sequence[str]) -> None:
        """Put people on the list, and the keyboard's place on the first of them."""
        lang = self.shell.lang
        known = self.shell.office.queries.people(people)
        here = [one for one in dict.fromkeys(people) if one in known]
        added = self.model.add(here, known)
        if added:
            self.view.setCurrentIndex(self.model.index(added[0], 1))
            self.view.scrollTo(self.model.index(added[-1], 1))
        if len(here) == 1 and not added:
            self.shell.toast(words.ALREADY(lang, name=known[here[0]].get("name") or ""))
        elif len(here) > 1:
            more = len(here) - len(added)
            said = words.ADDED_SOME(lang, n=len(added), m=more) if more else words.ADDED(lang, n=len(added))
            self.shell.toast(said)
        self._say()

    def add_many(self) -> None:
        """The drawer with groups to add."""

        def make() -> AddManyDrawer:
            return AddManyDrawer(self.shell, self.grid, self.parent_id, self.add)

        self.shell.drawer(make(), make)

    def remove(self) -> None:
        """Take the chosen rows out."""
        rows = self.view.chosen_rows()
        if not rows:
            return
        self.model.remove(rows)
        if self.model.rows:
            self.view.go(min(rows[0], len(self.model.rows) - 1), max(1, self.view.currentIndex().column()))
        self._say()

    def _pasted(self, n: int, without: int) -> None:
        lang = self.shell.lang
        self.shell.toast(words.PASTED_CUT(lang, n=n, m=without) if without else words.PASTED(lang, n=n))

    def _edited(self) -> None:
        self.keeper.touch()
        self._say()
        self._live.start()

    def _source(self) -> Mapping[str, str] | None:
        return None if self.saving or not self.parent_id else self.model.draft()

    # saving

    def save(self) -> None:
        """Save the whole list in one transaction; what is wrong is marked and the first of it has the keyboard."""
        self.view.cells.finish()
        if self.saving or not self.parent_id:
            return
        if not self.dirty:
            self.shell.toast(words_forms.NOTHING_CHANGED)
            return
        for row in self.model.rows:
            self.model.check(row, whole=True)
        if self._first_wrong():
            return
        self.saving = self.model.frozen = True
        self.keeper.forget()
        self.save_button.setEnabled(False)
        self.state.set(words_forms.SAVING(self.shell.lang))
        office, grid, parent, lines = self.shell.office, self.grid, self.parent_id, self.model.lines()
        start, key = dict(self.model.start), self.keeper.key

        def work(_step: Step) -> Kept:
            return grids.save(office, grid, parent, lines, start, kept_as=key)

        self.shell.jobs.write(
            work, done=self._saved, refused=self._refused, failed=self._failed, owner=self.owner
        )

    def _first_wrong(self) -> bool:
        """Go to the first wrong cell."""
        for at, row in enumerate(self.model.rows):
            found = [self.grid.columns.index(name) + 1 for name in row.wrong]
            if found:
                self.model.mark(())
                self.view.go(at, min(found))
                self._say()
                return True
        return False

    def _saved(self, kept: Kept) -> None:
        self._over()
        lang, shell = self.shell.lang, self.shell
        counts = {n: language.number(getattr(kept, n), lang) for n in ("new", "changed", "removed")}
        said = "\n".join([*(w.say(lang) for w in dict.fromkeys(kept.warnings)), words.SAVED(lang, **counts)])
        self.state.set(words.KEYS(lang))
        at = self.view.currentIndex()
        self._place = (at.row(), at.column()) if at.isValid() else None
        self.model.load([], {}, {})  # read afresh, with the ids and heads they have now
        self.load(self.parent_id)
        announce(shell, kept.touched)

        if kept.back:
            with_undo(shell, undoing.of_many(kept.back, kept.touched), said, words.UNDONE(shell.lang))
        else:
            shell.toast(said)

    def _refused(self, refusal: Refusal) -> None:
        self._over()
        first = self.model.mark(refusal.problems)
        if first is not None:
            self.view.go(*first)
        else:
            self.shell.toast(refusal.say(self.shell.lang))
        self._say()
        self.keeper.touch()

    def _failed(self, error: BaseException) -> None:
        self._over()
        self.keeper.touch()
        self.shell.jobs.failed.emit(error)

    def _over(self) -> None:
        self.saving = self.model.frozen = False
        self.save_button.setEnabled(True)

    # what is said

    def _say(self) -> None:
        lang, rows = self.shell.lang, self.model.rows
        self.stack.setCurrentWidget(self.view if rows else self.empty)
        changed = sum(self.model.is_changed(row) for row in rows)
        wrong = sum(len(row.wrong) for row in rows)
        parts = [language.counted(words.ROWS, len(rows), lang)]
        if changed:
            parts.append(words.CHANGED(lang, n=language.number(changed, lang)))
        if wrong:
            parts.append(words.WRONG(lang, n=language.number(wrong, lang)))
        self.count.setText(" · ".join(parts))
        at = self.view.currentIndex()
        if at.isValid() and at.column() and not self.saving:
            offered = options(self.grid.spec.fields[self.grid.columns[at.column() - 1]].kind, lang)
            self.state.set(words.OPTIONS(lang, options="　".join(offered)) if offered else words.KEYS(lang))
        problem: Problem | None = at.data(PROBLEM_ROLE) if at.isValid() and at.row() < len(rows) else None
        if problem is not None:
            spec = self.grid.spec.fields.get(problem.field)
            name = f"{spec.label(lang)}：" if spec and lang == "zh" else f"{spec.label(lang)}: " if spec else ""
            self.problem.setText(name + problem.say(lang))
        self.problem.setVisible(problem is not None)

    def focus_first(self) -> None:
        """The keyboard starts in the cells, or in the box that adds people when there are none."""
        if self.model.rows:
            self.view.setFocus()
        else:
            self.picker.setFocus()

    def leave(self) -> None:
        """Keep what was typed."""
        self.view.cells.finish()
        self.picker.leave()
        self.keeper.leave()
