"""Entering a visit without the mouse: initials, Enter, date, three number keys, a phrase, Ctrl+Enter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from casefiles import visiting
from casefiles.domain.entities import ENTITIES
from ui import words_forms, words_stack
from ui import words_visit as words
from ui.fields import person_picker
from ui.fields_choices import option_button
from ui.fields_dates import DayEditor
from ui.fields_lines import Place
from ui.form import Form
from ui.form_body import Group
from ui.undoing import told_of
from ui.visit_findings import FindingsPanel
from ui.visit_foot import VisitFoot, insert, phrases
from ui.visit_known import about, due_children, mentors_near, next_visit, open_matches, to_note
from ui.visit_pins import add_pins, show_pins
from ui.visit_repeated import CARRIED, LAST, Repeated, last_visit
from ui.visit_stack import PINNABLE, STACK, Stack
from ui.waiting_files import WaitingFiles
from ui.widgets.panels import area_over
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QPushButton

    from casefiles.domain.problems import Refusal
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from ui.fields_refs import PersonPicker
    from ui.window import Shell

_FIRST = ("child", "on", "kind", "called", "contact", "no_contact", "state", "summary", "next_on")
_MORE = (
    "mentor", "others", "met", "place", "minutes", "areas", "danger", "given", "follow_up", "follow_by",
)  # fmt: skip


class VisitEntry(QWidget):
    """The form of one visit after another. `host` is the page or drawer that the shell knows.

    With `child` it is for that child; without, the child is found by typing. `saved(Saved)` after each save,
    `child_chosen(id)`; `next_child()` names who comes after "save and next" (none: one types).
    """

    saved = Signal(object)
    child_chosen = Signal(str)
    wants_next = Signal()
    stack_changed = Signal(object)

    def __init__(self, shell: Shell, host: QWidget, child: str = "", *, columns: int = 1) -> None:
        super().__init__()
        self.shell, self.host, self.given_child = shell, host, child
        place = self.place = Place(shell.theme, shell.lang)
        lang, theme = shell.lang, shell.theme
        self.picker: PersonPicker | None = None
        near = person_picker(
            shell, self._called("mentor"), "mentor", lambda: mentors_near(shell.office, self.child)
        )
        editors = {"mentor": near}
        if not child:
            self.picker = person_picker(shell, words.CHILD(lang), "child", lambda: due_children(shell.office))
            self.picker.chosen.connect(self._child_chosen)
            editors["child"] = self.picker
        self.form = Form(
            shell,
            ENTITIES["visit"],
            host,
            groups=(Group(_FIRST), Group(_MORE, words.MORE(lang), folded=True)),
            fixed={"child": child} if child else {},
            editors=editors,
            key=f"visit:{child}",
            columns=columns,
            cards=False,
            keys=True,
            shortcuts_on=host,
        )
        self.findings = FindingsPanel(shell, self.form, host, lambda: self.child, narrow=columns == 1)
        self.findings.stand_between("state", "summary")
        self.form.hang(self.findings)
        self.files = WaitingFiles(shell)
        self.saved.connect(self.files.attach)
        self.repeated = Repeated(self.form, pinnable=self.picker is not None)
        self.form.submitted.connect(self.save)
        self.form.edited.connect(self._edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.form)
        column.addWidget(self.files)
        column.addStretch(1)
        self.known = label("", "secondary", wrap=True)
        self.known.hide()
        if self.picker is not None:
            self.form.blocks["child"].add(self.known)
        else:
            column.insertWidget(0, self.known)
        self._noted = ("", "")
        self.on_note = label("", "error", tone="warn", wrap=True)
        self.on_note.hide()
        self.form.blocks["on"].add(self.on_note)
        self.stack = Stack()
        self.pins: dict[str, QPushButton] = {}
        if self.picker is not None:
            self.stack = Stack.read(shell.office.ledger.setting(STACK), shell.now())
            self.pins = add_pins(shell.theme, {n: self.form.blocks[n] for n in PINNABLE}, self.pin)
        self._add_date_chip()
        self.form.blocks["summary"].add(phrases(place, self.insert))
        self._count = label("", "caption")
        self.form.blocks["summary"].head.addWidget(self._count)
        self.foot = VisitFoot(self, narrow=self.picker is None)
        self.state, self.save_button, self.next_button = self.foot.state, self.foot.save, self.foot.next
        self.repeat_button = self.foot.repeat
        self._keys()
        self.form.draft_kept.connect(self._draft_kept)
        self.form.draft_not_kept.connect(self._draft_not_kept)

    # what hosts use

    def begin(self, child: str = "") -> None:
        """An empty entry (or the kept draft), with what can be proposed.

        A draft belongs to the child it was opened for; what is being typed is kept under its own child first.
        """
        key = f"visit:{self.given_child or child}"
        keeper = self.form.keeper
        if keeper is not None and self.form.changed:
            if keeper.key == key:
                return  # one comes back to what one was typing
            keeper.keep()
            self.shell.jobs.leave(self.host)  # on disk before the next draft is read
        if keeper is not None:
            keeper.rename(key)
        last = last_visit(self.shell.office)
        start = {"on": self.shell.office.clock.today().isoformat()}
        carried = [n for n in CARRIED if last.get(n) and (n != "on" or self.stack.entered)]
        start |= {name: last[name] for name in carried}
        found = self.form.load(
            None, start | {n: t for n, t in self.stack.kept.items() if n in self.stack.pins}
        )
        self._show_pins()
        if child and self.picker is not None and not found:
            self.form.propose("child", child)
        self._child_known()
        self._edited()
        self.repeated.mark(() if found else self._unpinned(carried))

    @property
    def child(self) -> str:
        """The id of the child the entry is for, "" while none is chosen."""
        if self.given_child:
            return self.given_child
        return self.picker.record if self.picker is not None else ""

    def save(self) -> None:
        """Save, close the drawer if it is in one, say so with Undo."""
        self._save(follow=False)

    def save_and_next(self) -> None:
        """Save and begin the next; date and kind stay as they were, and are shown as repeated."""
        self._save(follow=True)

    def repeat(self) -> None:
        """Fill in what the last visit said, where nothing was typed yet; once more takes it back."""
        self.repeated.fill(last_visit(self.shell.office), self.stack.pins)

    def focus_first(self) -> None:
        """The child when none is chosen, else the first problem, else the date; in a stack first what is to become of
        a draft that came back: the next paper is not to be typed into it."""
        if self.picker is not None and not self.form.notice.isHidden():
            self.form.notice.continue_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        problem = any(b.problem is not None and not b.is_warning for b in self.form.blocks.values())
        if problem or (self.picker is not None and not self.picker.record):
            self.form.focus_first()
        else:
            self.form.focus(next(n for n in _FIRST[1:] if n not in self.form.passed))

    def pin(self, name: str = "") -> None:
        """Keep what a field holds for the papers to come, or let it go; without a name the field with the keyboard."""
        lang, at = self.shell.lang, QApplication.focusWidget()
        name = name or next(
            (n for n, b in self.form.blocks.items() if at is not None and b.isAncestorOf(at)), ""
        )
        if name not in self.pins:
            self.state.set(words_stack.CANNOT_PIN(lang))
            return
        on = name not in self.stack.pins
        pins = (*self.stack.pins, name) if on else tuple(n for n in self.stack.pins if n != name)
        self.repeated.confirm(name)
        self.keep(replace(self.stack, pins=pins, kept=self._pinned(pins)))
        self.state.set((words_stack.PINNED if on else words_stack.LET_GO)(lang, name=self._called(name)))

    def keep(self, stack: Stack) -> None:
        """The stack as it is from now on."""
        self.stack = stack
        ledger, text = self.shell.office.ledger, stack.text()
        self.shell.jobs.write(lambda _step: ledger.keep_setting(STACK, text), owner=self.host)
        self._show_pins()
        self.stack_changed.emit(stack)

    def leave(self) -> None:
        self.form.leave()

    # inside

    def _called(self, name: str) -> str:
        return ENTITIES["visit"].fields[name].label(self.shell.lang)

    def _add_date_chip(self) -> None:
        editor = self.form.blocks["on"].editor
        chip = option_button(self.place, words.YESTERDAY(self.shell.lang))
        chip.clicked.connect(lambda: self.form.put("on", self._day(-1)))
        row = editor.layout()
        if isinstance(editor, DayEditor) and row is not None:
            row.addWidget(chip)

    def _show_pins(self) -> None:
        self.form.passed = set(self.stack.pins) if self.pins else set()
        show_pins(self.pins, self.stack.pins, self._called, self.shell.lang)

    def _pinned(self, pins: tuple[str, ...] | None = None) -> dict[str, str]:
        names = self.stack.pins if pins is None else pins
        return {name: self.form.blocks[name].editor.text() for name in names}

    def _day(self, days: int) -> str:
        return (self.shell.office.clock.today() + dt.timedelta(days=days)).isoformat()

    def insert(self, phrase: str) -> None:
        """Put a phrase at the caret of the summary."""
        insert(self.form.blocks["summary"].editor, phrase, self.shell.lang)

    def _keys(self) -> None:
        acts: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+Shift+Return", self.save_and_next),
            ("Ctrl+Shift+Enter", self.save_and_next),
            ("Ctrl+R", self.repeat),
            *([("F8", self.pin)] if self.picker is not None else []),
        ]
        for number, phrase in enumerate(words.PHRASE_LIST, start=1):
            acts.append((f"Ctrl+{number}", partial(self.insert, phrase(self.shell.lang))))
        for keys, act in acts:
            shortcut = QShortcut(QKeySequence(keys), self.host)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _save(self, *, follow: bool) -> None:
        if self.picker is not None and not self.picker.record and not self.picker.text():
            self.state.set(words.CHOOSE_CHILD(self.shell.lang))
        draft = self.form.draft()
        now, pinned = self.shell.now(), self._pinned()

        def settings(visit: str) -> dict[str, str]:
            counted = {STACK: self.stack.plus(visit, now, pinned).text()} if self.picker is not None else {}
            return {LAST: visit, **counted}

        self.form.save(lambda saved: self._saved(saved, draft, follow=follow), settings=settings)
        self._say_problems()

    def _say_problems(self) -> None:
        wrong = sum(b.problem is not None and not b.is_warning for b in self.form.blocks.values())
        lang = self.shell.lang
        self.state.set(words_forms.PROBLEMS_N(lang, n=wrong) if wrong else words_forms.SAVING(lang))

    def _saved(self, saved: Saved, draft: dict[str, str], *, follow: bool) -> None:
        lang, shell = self.shell.lang, self.shell
        self.state.set("")
        found = shell.office.queries.get(draft["child"])
        name = str(found.values.get("name") or "") if found is not None else ""
        said = {"name": name, "day": draft.get("on", "")}
        told_of(shell, saved, words.SAVED(lang, **said), words.UNDONE(lang, **said))
        if self.picker is not None:
            if self.form.keeper is not None:
                self.form.keeper.rename("visit:")
            self.stack = self.stack.plus(saved.id, shell.now(), self._pinned())
            after = self._following(draft) if follow else ""
            self.form.load(None, {**{n: draft.get(n, "") for n in CARRIED}, **self.stack.kept})
            if after:
                self.form.propose("child", after)
            self._child_known()
            self._edited()
            if follow and self.stack.follow and not after:
                self.state.set(words_stack.NOBODY_LEFT(lang))
            self.stack_changed.emit(self.stack)
            self.focus_first()
            self.repeated.mark(self._unpinned(CARRIED))  # when the field one saved from has been left
            QTimer.singleShot(0, self, self.to_top)  # when the shorter form has been laid out
        self.saved.emit(saved)
        if follow:
            self.wants_next.emit()
        elif not self.picker:
            shell.drawer(None)

    def _following(self, draft: dict[str, str]) -> str:
        """The next child of the mentor or the village that has not been entered in this sitting."""
        office = self.shell.office
        found = (office.queries.get(one) for one in self.stack.entered)
        done = {str(visit.values.get("child")) for visit in found if visit is not None and not visit.deleted}
        by, child = self.stack.follow, draft["child"]
        mentor = draft.get("mentor") or next(
            (str(m.values.get("mentor")) for m in open_matches(office, child)), ""
        )
        return visiting.next_child(office, by, child, mentor, done)

    def to_top(self) -> None:
        """Its first field at the top of what scrolls."""
        area = area_over(self)
        if area is not None:
            area.verticalScrollBar().setValue(self.y())

    def _unpinned(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if name not in self.stack.pins]

    def _child_chosen(self, _child: str) -> None:
        self._child_known()

    def _child_known(self) -> None:
        """Say who it is, and propose what follows from the child."""
        child = self._record()
        self.known.setVisible(child is not None)
        if child is not None:
            self.known.setText(about(self.shell, child))
            matched = open_matches(self.shell.office, child.id)
            if "mentor" not in self.stack.pins or not self.form.blocks["mentor"].editor.text():
                self.form.propose("mentor", str(matched[0].values.get("mentor") or "") if matched else "")
        self._propose_next()
        self._note_day()
        self.child_chosen.emit(self.child)

    def _record(self) -> Record | None:
        found = self.shell.office.queries.get(self.child) if self.child else None
        return None if found is None or found.deleted or found.entity != "child" else found

    def _propose_next(self) -> None:
        texts = {name: self.form.blocks[name].editor.text() for name in ("on", "kind", "contact")}
        proposed = next_visit(self.shell.office, self._record(), **texts)
        self.form.propose("next_on", proposed)

    def _note_day(self) -> None:
        """Under the date: a visit of that day on file already, and that it will count as entered late."""
        asked = (self.child, self.form.blocks["on"].editor.text())
        if asked != self._noted:
            self._noted = asked
            said = to_note(self.shell, *asked, self.shell.office.clock.today())
            self.on_note.setText(said)
            self.on_note.setVisible(bool(said))

    def _edited(self) -> None:
        self._propose_next()
        self._note_day()
        if self.picker is not None and not self.stack.began and self.form.changed:
            self.stack = self.stack.begun(self.shell.now())
        text = self.form.blocks["summary"].editor.text()
        limit = getattr(ENTITIES["visit"].fields["summary"].kind, "limit", 0)
        self._count.setText(words.COUNT(self.shell.lang, n=len(text), limit=limit))
        if self.state.full and not self.form.saving:
            self.state.set("")

    def _draft_kept(self, at: dt.datetime) -> None:
        self.state.set(words_forms.DRAFT_KEPT(self.shell.lang, clock=f"{at:%H:%M:%S}"))

    def _draft_not_kept(self, refusal: Refusal) -> None:
        lang = self.shell.lang
        self.state.set(words_forms.DRAFT_NOT_KEPT(lang, why=refusal.say(lang)))
