"""Entering a visit without the mouse: initials, Enter, date, three number keys, a phrase, Ctrl+Enter."""

from __future__ import annotations

import datetime as dt
import json
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casefiles import matching, norming
from casefiles.domain.catalogue import age_on
from casefiles.domain.entities import ENTITIES
from ui import words_forms
from ui import words_visit as words
from ui.fields import people, person_picker
from ui.fields_choices import option_button
from ui.fields_dates import DayEditor
from ui.fields_lines import NotesEditor, Place
from ui.form import Form
from ui.form_body import Group
from ui.undoing import told_of
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.panels import area_over
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.problems import Refusal
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from ui.fields_refs import Found, PersonPicker
    from ui.window import Shell

LAST = "visit.last"
"""desk setting: the visit entered last, for repeating (this computer only, never merged)"""
REPEATED = (
    "on",
    "kind",
    "contact",
    "no_contact",
    "met",
    "place",
    "minutes",
    "state",
    "areas",
    "summary",
    "given",
)
NEARBY = 8
_FIRST = ("child", "on", "kind", "contact", "no_contact", "state", "summary", "next_on")
_MORE = ("mentor", "met", "place", "minutes", "areas", "danger", "given", "follow_up")


class VisitEntry(QWidget):
    """The form of one visit after another. `host` is the page or drawer that the shell knows.

    With `child` it is for that child; without, the child is found by typing. `saved(Saved)` after each save,
    `child_chosen(id)`; `next_child()` names who comes after "save and next" (none: one types).
    """

    saved = Signal(object)
    child_chosen = Signal(str)
    wants_next = Signal()

    def __init__(self, shell: Shell, host: QWidget, child: str = "", *, columns: int = 1) -> None:
        super().__init__()
        self.shell, self.host, self.given_child = shell, host, child
        place = self.place = Place(shell.theme, shell.lang)
        lang, theme = shell.lang, shell.theme
        self.picker: PersonPicker | None = None
        editors = {"mentor": person_picker(shell, self._called("mentor"), "mentor", self._mentors_near)}
        if not child:
            self.picker = person_picker(shell, words.CHILD(lang), "child", self._due_children)
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
        self.form.submitted.connect(self.save)
        self.form.edited.connect(self._edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.form)
        column.addStretch(1)
        self.known = label("", "secondary", wrap=True)
        self.known.hide()
        if self.picker is not None:
            self.form.blocks["child"].add(self.known)
        else:
            column.insertWidget(0, self.known)
        self._add_date_chip()
        self._add_phrases(place)
        self._count = label("", "caption")
        self.form.blocks["summary"].head.addWidget(self._count)
        self.foot = self._make_foot()
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
        last = self._last()
        start = {"on": self.shell.office.clock.today().isoformat()}
        if last.get("kind"):
            start["kind"] = last["kind"]
        found = self.form.load(None, start)
        if child and self.picker is not None and not found:
            self.form.propose("child", child)
        self._child_known()
        self._edited()

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
        """Save and begin the next; date and kind stay as they were."""
        self._save(follow=True)

    def repeat(self) -> None:
        """Fill in what the last visit said, where nothing was typed yet."""
        for name, text in self._last().items():
            if name in REPEATED and name in self.form.blocks and text:
                now = self.form.blocks[name].editor.text()
                if not now or name in ("on", "kind"):
                    self.form.put(name, text)

    def focus_first(self) -> None:
        """The child when none is chosen, else the first problem, else the date."""
        problem = any(b.problem is not None and not b.is_warning for b in self.form.blocks.values())
        if problem or (self.picker is not None and not self.picker.record):
            self.form.focus_first()
        else:
            self.form.focus("on")

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

    def _day(self, days: int) -> str:
        return (self.shell.office.clock.today() + dt.timedelta(days=days)).isoformat()

    def _add_phrases(self, place: Place) -> None:
        lang = place.lang
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(place.theme.px(4))
        column.addWidget(label(words.PHRASES(lang), "caption"))
        chips = QWidget()
        flow = FlowLayout(chips, place.theme.px(6))
        for number, phrase in enumerate(words.PHRASE_LIST, start=1):
            text = phrase(lang)
            chip = option_button(place, f"{number} {text.rstrip('。.')}", words.PHRASE_TIP(lang, n=number))
            chip.clicked.connect(lambda _checked=False, text=text: self.insert(text))
            flow.addWidget(chip)
        column.addWidget(chips)
        self.form.blocks["summary"].add(holder)

    def insert(self, phrase: str) -> None:
        """Put a phrase at the caret of the summary."""
        editor = self.form.blocks["summary"].editor
        if isinstance(editor, NotesEditor):
            before = editor.box.toPlainText()[: editor.box.textCursor().position()]
            gap = " " if self.shell.lang == "en" and before and not before.endswith((" ", "\n")) else ""
            editor.box.insert(gap + phrase)

    def _make_foot(self) -> QWidget:
        theme, lang = self.shell.theme, self.shell.lang
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self.state = ElidedLabel("", "caption")
        self.save_button = button(
            theme, words.SAVE(lang), "primary", "check", self.save, tip=words.SAVE_TIP(lang)
        )
        self.next_button = button(
            theme, words.SAVE_NEXT(lang), "soft", click=self.save_and_next, tip=words.SAVE_NEXT_TIP(lang)
        )
        self.repeat_button = button(
            theme, words.REPEAT(lang), "ghost", "copy", self.repeat, tip=words.REPEAT_TIP(lang)
        )
        first, second = QHBoxLayout(), QHBoxLayout()
        if self.picker is None:  # the drawer is narrow: two lines
            first.addWidget(self.state, 1)
            first.addWidget(self.repeat_button)
            column.addLayout(first)
            second.addWidget(self.next_button)
            second.addStretch(1)
            second.addWidget(self.save_button)
        else:
            buttons = QWidget()
            flow = FlowLayout(buttons, theme.px(8))
            for one in (self.save_button, self.next_button, self.repeat_button):
                flow.addWidget(one)
            buttons.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            second.addWidget(buttons)
            second.addWidget(self.state, 1)
        column.addLayout(second)
        return foot

    def _keys(self) -> None:
        acts: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+Shift+Return", self.save_and_next),
            ("Ctrl+Shift+Enter", self.save_and_next),
            ("Ctrl+R", self.repeat),
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
        kept = json.dumps({n: draft[n] for n in REPEATED if draft.get(n)}, ensure_ascii=False)
        self.form.save(
            lambda saved: self._saved(saved, draft, follow=follow),
            settings={LAST: kept},
        )
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
            start = {"on": draft.get("on", ""), "kind": draft.get("kind", "")}
            self.form.load(None, start)
            self._child_known()
            self._edited()
            self.focus_first()
            QTimer.singleShot(0, self, self._to_top)  # when the shorter form has been laid out
        self.saved.emit(saved)
        if follow:
            self.wants_next.emit()
        elif not self.picker:
            shell.drawer(None)

    def _to_top(self) -> None:
        area = area_over(self)
        if area is not None:
            area.verticalScrollBar().setValue(0)

    def _last(self) -> dict[str, str]:
        kept = self.shell.office.ledger.setting(LAST)
        found = json.loads(kept) if kept else {}
        return {str(n): str(v) for n, v in found.items()} if isinstance(found, dict) else {}

    def _child_chosen(self, _child: str) -> None:
        self._child_known()

    def _child_known(self) -> None:
        """Say who it is, and propose what follows from the child."""
        child = self._record()
        self.known.setVisible(child is not None)
        if child is not None:
            self.known.setText(self._about(child))
            matched = self._open_matches(child.id)
            self.form.propose("mentor", str(matched[0].values.get("mentor") or "") if matched else "")
        self._propose_next()
        self.child_chosen.emit(self.child)

    def _record(self) -> Record | None:
        found = self.shell.office.queries.get(self.child) if self.child else None
        return None if found is None or found.deleted or found.entity != "child" else found

    def _about(self, child: Record) -> str:
        lang, values, office = self.shell.lang, child.values, self.shell.office
        sex = ENTITIES["child"].fields["sex"].kind.show(values.get("sex"), lang)
        age = age_on(str(values.get("birth_date") or ""), office.clock.today())
        first = words.KNOWN(
            lang, sex=sex or "—", age="—" if age is None else age, village=values.get("village") or "—"
        )
        matched = self._open_matches(child.id)
        mentor = office.queries.get(str(matched[0].values.get("mentor"))) if matched else None
        second = words.WITH_MENTOR(lang, name=mentor.values.get("name")) if mentor else words.NO_MENTOR(lang)
        visits = office.queries.select("visit", {"child": child.id}, "-on", limit=1)
        third = (
            words.LAST_VISIT(lang, day=visits[0].values.get("on")) if visits else words.NEVER_VISITED(lang)
        )
        return f"{first}\n{second} · {third}"

    def _open_matches(self, child: str) -> list[Record]:
        found = matching.active(self.shell.office, child=child)
        return sorted(found, key=lambda m: (not m.values.get("lead"), str(m.values.get("start") or "")))

    def _mentors_near(self) -> Sequence[Found]:
        ids = [str(m.values.get("mentor")) for m in self._open_matches(self.child)] if self.child else []
        return people(self.shell.office, "mentor", ids)

    def _due_children(self) -> Sequence[Found]:
        """Who is to be visited next, for Enter or Down in an empty box."""
        rows = self.shell.office.queries.register_first("child", "due_or_overdue", "next_due", limit=NEARBY)
        return people(self.shell.office, "child", [str(row["id"]) for row in rows])

    def _propose_next(self) -> None:
        child = self._record()
        on = self.form.blocks["on"].editor.text()
        met = self.form.blocks["contact"].editor.text() != "none"
        proposed = ""
        if child is not None and met:
            matched = self._open_matches(child.id)
            agreed = matched[0].values.get("every_days") if matched else None
            kind = self.form.blocks["kind"].editor.text()
            proposed = norming.after_visit(self.shell.office, child, on, kind, "child", agreed) or ""
        self.form.propose("next_on", proposed)

    def _edited(self) -> None:
        self._propose_next()
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
