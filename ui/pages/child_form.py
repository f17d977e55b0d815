"""The registration form of a child: sections to read, and all of it to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from casefiles.domain.entities import ENTITIES
from ui import words_child as words
from ui import words_forms
from ui.form import Form
from ui.pages.child_parts import Facts, column_of
from ui.undoing import with_undo
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.panels import scroll
from ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from casefiles.domain.problems import Refusal
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from ui.window import Shell

UNSEEN = ("number", "household", "reading")
"""fields that a form shows but reading does not, or that the ledger fills in"""


class SectionsView(QWidget):
    """A record's sections as cards with facts; `edit_asked(section)`."""

    edit_asked = Signal(str)

    def __init__(self, shell: Shell, record: Record, *, fixed: bool = False) -> None:
        super().__init__()
        theme, lang = shell.theme, shell.lang
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        entity = ENTITIES[record.entity]
        for section, title in entity.sections.items():
            names = [f.name for f in entity.section_fields(section) if f.name not in UNSEEN]
            change = button(theme, words.EDIT(lang), "ghost", "pencil")
            change.setAccessibleName(words.EDIT_SECTION(lang, section=title(lang)))
            change.setObjectName(f"edit-{section}")
            change.clicked.connect(lambda _checked=False, section=section: self.edit_asked.emit(section))
            card = Card(theme, title(lang), *(() if fixed else (change,)))
            card.body.addWidget(Facts(theme, lang, record, names))
            column.addWidget(card)


class EditPane(QWidget):
    """The form of a whole record with its foot: save, cancel, when the draft was kept. `closed` when it is done."""

    closed = Signal()
    saved = Signal(object)

    def __init__(self, shell: Shell, entity: str, owner: QWidget, record: Record | None) -> None:
        super().__init__()
        self.shell, self.record = shell, record
        theme, lang = shell.theme, shell.lang
        spec = ENTITIES[entity]
        key = f"{entity}:{record.id if record is not None else 'new'}"
        self.form = Form(shell, spec, owner, hide=("number",), key=key, shortcuts_on=self)
        self.form.submitted.connect(self.save)
        self.form.draft_kept.connect(self._draft_kept)
        self.form.draft_not_kept.connect(self._draft_not_kept)
        inside, self.column = column_of(shell)
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(8))
        outer.addWidget(scroll(inside), 1)
        foot = QFrame()
        foot.setProperty("kind", "strip")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(8))
        self.state = ElidedLabel("", "caption")
        row.addWidget(self.state, 1)
        row.addWidget(
            button(theme, words_forms.CANCEL(lang), "", click=self.cancel, tip=words_forms.CANCEL_TIP(lang))
        )
        self.save_button = button(
            theme, words_forms.SAVE(lang), "primary", "check", self.save, tip=words_forms.SAVE_TIP(lang)
        )
        row.addWidget(self.save_button)
        outer.addWidget(foot)

    def begin(self) -> bool:
        """Load; True when a kept draft was restored."""
        return self.form.load(self.record)

    def save(self) -> None:
        """Save, say so with Undo; or mark what is wrong."""
        if not self.form.save(self._saved):
            n = sum(b.problem is not None and not b.is_warning for b in self.form.blocks.values())
            self.state.set(words_forms.PROBLEMS_N(self.shell.lang, n=n) if n else "")

    def cancel(self) -> None:
        """Back to reading; the draft is kept, and that is said."""
        if self.form.changed:
            self.shell.toast(words_forms.LEFT)
        self.form.leave()
        self.closed.emit()

    def focus_section(self, section: str) -> None:
        names = [f.name for f in self.form.entity.section_fields(section) if f.name in self.form.blocks]
        if names:
            self.form.focus(names[0])

    def _saved(self, saved: Saved) -> None:
        lang = self.shell.lang
        found = self.shell.office.queries.get(saved.id)
        name = str(found.values.get("name") or "") if found is not None else ""
        if self.record is None:
            with_undo(
                self.shell, saved, words.REGISTERED(lang, name=name), words.UNREGISTERED(lang, name=name)
            )
        elif saved.touched.rows:
            with_undo(self.shell, saved, words.SAVED(lang, name=name), words.UNDONE(lang, name=name))
        else:
            self.shell.toast(words_forms.NOTHING_CHANGED)
        self.saved.emit(saved)
        self.closed.emit()

    def _draft_kept(self, at: object) -> None:
        self.state.set(words_forms.DRAFT_KEPT(self.shell.lang, clock=f"{at:%H:%M:%S}"))

    def _draft_not_kept(self, refusal: Refusal) -> None:
        lang = self.shell.lang
        self.state.set(words_forms.DRAFT_NOT_KEPT(lang, why=refusal.say(lang)))
