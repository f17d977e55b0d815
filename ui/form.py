"""A form made of sections of an entity: load a record, hand out a draft of what was touched, show what is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casefiles import recording
from casefiles.domain.problems import Problem, Refusal
from casefiles.recording import Checked, Saved
from ui import field_history
from ui.fields import Editor, Place
from ui.fields_choices import OptionsEditor
from ui.form_beside import BESIDE, Beside
from ui.form_body import FormBody, Group, sections_of
from ui.form_drafts import HEADS, SHOWN, DraftKeeper, DraftNotice
from ui.form_flow import FromId, next_after
from ui.undoing import announce
from ui.widgets.panels import area_over

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from casefiles.domain.catalogue import Entity
    from casefiles.ports import Record
    from ui.jobs import Step
    from ui.window import Shell

    Settings = Mapping[str, str | None] | Callable[[str], Mapping[str, str | None]] | None


class Form(QWidget):
    """The fields of an entity, section by section.

    `load(record, start)`, `draft()`, `show_problems(problems, warnings)`, `save(done)`. `edited` at each change by
    hand, `submitted` on Ctrl+Enter, `draft_kept(datetime)`, `draft_not_kept(Refusal)`. With `key`, drafts are kept
    and restored; `owner` is the page or drawer the shell knows, whose going waits for the writing. The page calls
    `leave()` when it goes.
    """

    edited = Signal()
    submitted = Signal()
    draft_kept = Signal(object)
    draft_not_kept = Signal(object)

    def __init__(
        self,
        shell: Shell,
        entity: Entity,
        owner: QWidget,
        *,
        sections: Sequence[str] = (),
        groups: Sequence[Group] = (),
        hide: Iterable[str] = (),
        fixed: Mapping[str, str] | None = None,
        editors: Mapping[str, Editor] | None = None,
        key: str = "",
        columns: int = 3,
        cards: bool = True,
        keys: bool = False,
        shortcuts_on: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.shell, self.entity, self.owner = shell, entity, owner
        self.place = Place(shell.theme, shell.lang)
        self.fixed = dict(fixed or {})
        self.record: Record | None = None
        self.loaded: dict[str, str] = {}
        self._start: dict[str, str] = {}
        self._from_id = FromId(self)
        self.passed: set[str] = set()
        """fields that Enter and digits go past: they keep what they hold"""
        self._visited: set[str] = set()
        self._birth: str | None = None
        self.parents: tuple[bytes, ...] | None = None
        self.beside: Beside | None = None
        self._beside_start = ""
        self.saving = False
        self._stored: tuple[Saved, dict[str, str]] | None = None
        self.setAccessibleName(entity.label(shell.lang))
        self.keeper = DraftKeeper(shell, owner, key, self._kept) if key else None
        self.notice = DraftNotice(shell, narrow=columns == 1)
        self.notice.discard.connect(self.discard_draft)
        self.notice.go_on.connect(self.focus_first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(shell.theme.px(12))
        column.addWidget(self.notice)
        left_out = {*hide, *self.fixed, "merged_into"}  # that is decided by merging
        chosen = groups or sections_of(entity, shell.lang, sections)
        self.body = FormBody(
            shell, entity, chosen, left_out, editors or {}, columns=columns, cards=cards, keys=keys
        )
        self.blocks = self.body.blocks
        self.body.edited.connect(self._edited)
        self.body.left.connect(self._left)
        self.body.finished.connect(lambda name: next_after(self, name))
        column.addWidget(self.body)
        for block in self.blocks.values():
            block.editor.tie(self)
        if self.keeper is not None:
            self.keeper.kept.connect(self.draft_kept)
            self.keeper.not_kept.connect(self.draft_not_kept)
        for keys_ in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys_), shortcuts_on or self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)
        field_history.watch(self)

    # what the page does

    def hang(self, beside: Beside) -> None:
        """Save these records that hang on this one with it, in one transaction."""
        self.beside = beside
        beside.edited.connect(lambda: self._edited(""))

    def load(self, record: Record | None, start: Mapping[str, str] | None = None) -> bool:
        """Show a record, or for a new one what `start` proposes; then a kept draft over it. True if one was found."""
        self.record, self._stored = record, None
        self.parents = record.heads if record is not None else None
        values = record.values if record is not None else {}
        self._from_id.forget()
        self._visited.clear()
        for name, block in self.blocks.items():
            block.editor.set(values.get(name))
            block.mention("")
        self.loaded = {name: block.editor.text() for name, block in self.blocks.items()}
        for name, text in (start or {}).items():
            if name in self.blocks:
                self.blocks[name].editor.set_text(text)
        self._start = {name: block.editor.text() for name, block in self.blocks.items()}
        self._find_birth()
        if self.beside is not None:
            self.beside.load(record)
        self._beside_start = self._also
        self.notice.hide()
        found = self.keeper.found() if self.keeper is not None else None
        if found is not None:
            self._restore(*found)
        self._mark((), ())
        self._show_conditional()
        self._mark_visited()
        return found is not None

    def draft(self) -> dict[str, str]:
        """What was touched: field -> what `recording.check` reads. For a new record also what was proposed."""
        now = {name: block.editor.text() for name, block in self.blocks.items() if not self._ruled_out(name)}
        touched = {name: text for name, text in now.items() if text != self.loaded.get(name, "")}
        ruled = {
            name: ""
            for name in self.blocks
            if self._ruled_out(name) and self.loaded.get(name, "") and self.record
        }
        return {**touched, **ruled, **(self.fixed if self.record is None else {})}

    @property
    def changed(self) -> bool:
        """Whether a person changed anything since it was loaded."""
        touched = any(block.editor.text() != self._start.get(name, "") for name, block in self.blocks.items())
        return touched or self._also != self._beside_start

    def check(self) -> Checked:
        """Read what stands in the form."""
        stands = self.record.values if self.record is not None else None
        today = self.shell.office.clock.today()
        found = recording.check(self.entity, self.draft(), today, stands=stands, birth=self._birth)
        more = self.beside.problems({**(stands or {}), **found.values}) if self.beside is not None else ()
        return replace(found, problems=(*found.problems, *more)) if more else found

    def show_problems(self, problems: Sequence[Problem], warnings: Sequence[Problem] = ()) -> None:
        """Mark the fields, put each sentence beside its field, and bring the keyboard to the first problem."""
        self._mark(problems, warnings)
        first = next((p.field for p in problems if p.field in self.blocks), None)
        if first is not None:
            self.focus(first)
            self._mark(problems, warnings)  # the field that was left marked what this form knows of by itself

    def focus(self, name: str) -> None:
        """Bring the keyboard to a field, and the field into sight."""
        self.body.unfold_for([name])
        block = self.blocks[name]
        target = block.editor.target
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        area = area_over(self)
        if area is not None:
            area.ensureWidgetVisible(block, 20, 40)

    def focus_first(self) -> None:
        """Where the keyboard starts: the question about an old draft, a field that has a problem, or the first."""
        wrong = next((n for n, b in self.blocks.items() if b.problem is not None and not b.is_warning), None)
        first = wrong or next(iter(self.blocks), None)
        if first is not None and not self.notice.takes_keyboard():
            self.focus(first)

    def put(self, name: str, text: str) -> None:
        """Set a field as if somebody had typed it."""
        self.blocks[name].editor.set_text(text)
        self._edited(name)

    def submit(self) -> None:
        """Ctrl+Enter: what is being composed is committed first."""
        QGuiApplication.inputMethod().commit()
        self.submitted.emit()

    def save(
        self, done: Callable[[Saved], object], *, settings: Settings = None
    ) -> bool:
        """Check; if all is well write it in the writer lane and call `done`. False when something must be put right.

        The kept draft is removed and `settings` are kept in the same transaction. What was saved is not saved twice,
        even when `done` fails: asked again it calls `done` again, and what was typed since changes the same record.
        """
        if self.saving:
            return False
        if self._stored is not None and self._stored[1] == self._typed():
            done(self._stored[0])
            return True
        checked = self.check()
        if checked.problems:
            self._visited |= set(self.blocks)
            self.show_problems(checked.problems, checked.warnings)
            return False
        self.saving = True
        draft, typed, record, parents = self.draft(), self._typed(), self.record, self.parents
        hung = self.beside.edits() if self.beside is not None else None
        office, entity, keeper = self.shell.office, self.entity, self.keeper
        key = keeper.key if keeper is not None else ""
        row = record.id if record is not None else None
        if self._stored is not None:
            before = self._stored[0]
            row, record = before.id, None  # what stands is what was saved from here
            parents = (before.touched.last[row],) if row in before.touched.last else parents

        def write(_step: Step) -> Saved:
            return recording.save(
                office, entity, draft, row, parents=parents, stands=record, kept_as=key, settings=settings,
                beside=hung,
            )  # fmt: skip

        def saved_(saved: Saved) -> None:
            self.saving = False
            self._stored = saved, typed
            if keeper is not None:
                keeper.forget()
            try:
                done(saved)
            finally:
                announce(self.shell, saved.touched)

        self.shell.jobs.write(
            write, done=saved_, refused=self._refused, failed=self._failed, owner=self.owner
        )
        return True

    def discard_draft(self) -> None:
        """Back to what is stored; the kept draft is removed."""
        if self.keeper is not None:
            self.keeper.drop()
            keeper, self.keeper = self.keeper, None
            self.load(self.record, {n: t for n, t in self._start.items() if t != self.loaded.get(n)})
            self.keeper = keeper
        self.edited.emit()
        self.focus_first()

    def leave(self) -> None:
        """The page goes: a draft that changed is kept."""
        for block in self.blocks.values():
            block.editor.leave()
        if self.keeper is not None and not self.saving:
            self.keeper.leave()

    def propose(self, name: str, text: str) -> None:
        """Fill in what nobody has typed yet; it is no change of its own, but it is saved with the rest."""
        block = self.blocks.get(name)
        if block is not None and block.editor.text() == self._start.get(name, ""):
            block.editor.set_text(text)
            self._start[name] = block.editor.text()
            self._show_conditional()

    # inside

    @property
    def _also(self) -> str:
        return self.beside.text() if self.beside is not None else ""

    def _typed(self) -> dict[str, str]:
        return {**self.draft(), BESIDE: self._also}

    def _kept(self) -> dict[str, str] | None:
        if self.saving:
            return None  # the save removes the draft; one kept behind it would bring back what is saved
        if not self.changed or self._stored is not None:
            return {}
        heads = ",".join(head.hex() for head in self.parents or ())
        also = {BESIDE: self._also} if self._also else {}
        seen = {SHOWN: ",".join(sorted(self._visited))} if self._visited else {}
        return {**self.draft(), **({HEADS: heads} if heads else {}), **also, **seen}

    def _restore(self, fields: Mapping[str, str], at: dt.datetime) -> None:
        for name, text in fields.items():
            if name in self.blocks:
                self.blocks[name].editor.set_text(text)
        if self.beside is not None and fields.get(BESIDE):
            self.beside.set_text(fields[BESIDE])
        self.body.unfold_for(name for name, text in fields.items() if name in self.blocks and text)
        if self.record is not None and fields.get(HEADS):
            self.parents = tuple(bytes.fromhex(part) for part in fields[HEADS].split(","))
        self._visited |= {name for name in fields.get(SHOWN, "").split(",") if name in self.blocks}
        self.notice.tell(at)

    def _edited(self, name: str) -> None:
        if name == "id_number":
            self._from_id.take_back()
        self._find_birth(name)
        self._show_conditional()
        checked = self.check()
        self._from_id.show(checked)
        self._mark([p for p in checked.problems if p.field in self._seen_by(name)], checked.warnings)
        if self.keeper is not None:
            self.keeper.touch()
        self.edited.emit()

    def _seen_by(self, name: str) -> set[str]:
        """Fields whose problems are shown already: not the one that is being typed for the first time."""
        flagged = {n for n, b in self.blocks.items() if b.problem is not None and not b.is_warning}
        return (self._visited - {name}) | flagged

    def _left(self, name: str) -> None:
        if self.saving or not self.isVisible():
            return
        editor = self.blocks[name].editor
        passed_over = isinstance(editor, OptionsEditor) and self.changed  # Tab after a digit skips a choice
        if passed_over or editor.text() != self.loaded.get(name, ""):
            self._visited.add(name)
        self._mark_visited()

    def _mark_visited(self) -> None:
        """What is wrong in fields that somebody has been through, or tried to save."""
        if self._visited:
            checked = self.check()
            self._mark([p for p in checked.problems if p.field in self._visited], checked.warnings)

    def _mark(self, problems: Sequence[Problem], warnings: Sequence[Problem]) -> None:
        wrong: dict[str, Problem] = {}
        for problem in problems:
            wrong.setdefault(problem.field, problem)
        notes = {warning.field: warning for warning in warnings}
        for name, block in self.blocks.items():
            block.flag(wrong.get(name, notes.get(name)), warning=name not in wrong and name in notes)

    def _ruled_out(self, name: str) -> bool:
        """A field that is shown only when another has a certain code, and that has not."""
        when = self.entity.fields[name].shown_when
        if when is None:
            return False
        other, code = when
        holder = self.blocks.get(other)
        return (holder.editor.text() if holder is not None else self.fixed.get(other)) != code

    def _show_conditional(self) -> None:
        for name, block in self.blocks.items():
            if self.entity.fields[name].shown_when is not None:
                out = self._ruled_out(name)
                if out != block.left_out:
                    block.left_out = out
                    block.setVisible(not out)
                    self.body.arrange()

    def _find_birth(self, name: str = "child") -> None:
        if name == "child" and "child" in self.entity.fields:
            before = self.record.values if self.record is not None else {}
            holder = self.blocks.get("child")
            typed = {"child": holder.editor.text()} if holder is not None else self.fixed
            self._birth = recording.birth_of(self.shell.office, self.entity, typed, before)

    def _not_saved(self) -> None:
        self.saving = False
        if self.keeper is not None:
            self.keeper.keep()

    def _refused(self, refusal: Refusal) -> None:
        self._not_saved()
        here = [p for p in refusal.problems if p.field in self.blocks]
        self.show_problems(here)
        if len(here) < len(refusal.problems):
            self.shell.toast(
                Refusal(*(p for p in refusal.problems if p.field not in self.blocks)).say(self.place.lang)
            )

    def _failed(self, error: BaseException) -> None:
        self._not_saved()
        self.shell.jobs.failed.emit(error)


__all__ = ["Checked", "Form", "Group"]
