"""Adding or changing a small record (a family member, a spell, a match, aid) in the drawer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from casefiles import accessing, questioning
from casefiles.attaching import KIND_OF
from casefiles.domain.entities import ENTITIES, PLACED
from ui import words_asking, words_child, words_forms
from ui.files_card import FilesCard
from ui.form import Form
from ui.known_person import KnownPerson
from ui.undoing import deleted_with_undo, told_of
from ui.widgets.buttons import button, icon_button
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from casefiles.domain.problems import Refusal
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from ui.fields_lines import Editor
    from ui.form_body import Group
    from ui.window import Shell

PERSONS = ("member", "guardianship_spell")
"""small records that say who somebody is"""


class RecordDrawer(DrawerFrame):
    """A form for one record of `entity`; `row` is the record changed, "" for a new one; `then` runs after a save;
    `hang` puts beside the form what is saved with it."""

    def __init__(
        self,
        shell: Shell,
        entity: str,
        row: str = "",
        *,
        fixed: Mapping[str, str] | None = None,
        start: Mapping[str, str] | None = None,
        hide: Iterable[str] = (),
        groups: Sequence[Group] = (),
        editors: Mapping[str, Editor] | None = None,
        title: str = "",
        can_delete: bool = True,
        then: Callable[[Saved], object] | None = None,
        hang: Callable[[Form, RecordDrawer], object] | None = None,
    ) -> None:
        spec, lang, theme = ENTITIES[entity], shell.lang, shell.theme
        what = title or spec.label(lang)
        over = (words_forms.EDIT_RECORD if row else words_forms.ADD_RECORD)(lang, what="").strip("：: ")
        super().__init__(theme, lang, what, over, close=lambda: shell.drawer(None))
        self.shell, self.what, self.then = shell, what, then
        self.record: Record | None = shell.office.queries.get(row) if row else None
        if self.record is not None:
            office, record = shell.office, self.record
            shell.jobs.write(lambda _step: accessing.opened_record(office, record))
        kept = "".join(f":{value}" for value in (fixed or {}).values())
        key = f"{entity}:{row}" if row else f"{entity}:new{kept}"
        self.form = Form(
            shell, spec, self, fixed=fixed, hide=hide, groups=groups, editors=editors, key=key, columns=1, cards=False,
            keys=True, shortcuts_on=self,
        )  # fmt: skip
        self.form.submitted.connect(self.save)
        self.form.draft_kept.connect(self._draft_kept)
        self.form.draft_not_kept.connect(self._draft_not_kept)
        self.body.addWidget(self.form)
        if self.record is not None and entity in KIND_OF:
            self.body.addWidget(FilesCard(shell, row))
        self.body.addStretch(1)
        self.state = ElidedLabel("", "caption")
        if entity in PERSONS:
            self.foot.addWidget(KnownPerson(shell, self.form, entity, row))  # in sight wherever the form is scrolled to
        self.foot.addWidget(self.state)
        buttons = QHBoxLayout()
        if self.record is not None and can_delete:
            buttons.addWidget(button(theme, words_child.DELETE(lang), "ghost", "trash-2", self.delete))
        if self.record is not None and entity not in PLACED and questioning.owner_of(self.record) is not None:
            buttons.addWidget(icon_button(theme, words_asking.OPEN(lang), "undo-2", self.questions))
        buttons.addStretch(1)
        self.save_button = button(
            theme, words_forms.SAVE(lang), "primary", "check", self.save, tip=words_forms.SAVE_TIP(lang)
        )
        buttons.addWidget(self.save_button)
        self.foot.addLayout(buttons)
        if hang is not None:
            hang(self.form, self)
        self.form.load(self.record, start)

    def save(self) -> None:
        """Save and close; what is wrong stays marked."""
        lang = self.shell.lang
        if not self.form.save(self._saved):
            n = sum(b.problem is not None and not b.is_warning for b in self.form.blocks.values())
            self.state.set(words_forms.PROBLEMS_N(lang, n=n) if n else "")

    def delete(self) -> None:
        """Delete the record, with Undo in the message."""
        if self.record is None:
            return
        lang = self.shell.lang
        said, undone = words_child.DELETED(lang, name=self.what), words_child.UNDELETED(lang, name=self.what)
        record, shell = self.record, self.shell
        shell.drawer(None)
        deleted_with_undo(shell, record, said, undone)

    def questions(self) -> None:
        """What was sent back of this record with a question, and a new one; what was typed here is kept as a draft."""
        from ui.question_drawer import open_questions  # not needed to change a record

        if self.record is not None:
            open_questions(self.shell, self.record.id)

    def focus_first(self) -> None:
        self.form.focus_first()

    def leave(self) -> None:
        self.form.leave()

    def on_changed(self, entity: str, ids: object) -> None:
        """What is being typed is not disturbed by what others saved."""

    def _saved(self, saved: Saved) -> None:
        lang = self.shell.lang
        if saved.touched.rows:
            said = words_forms.SAVED(lang, what=self.what)
            told_of(self.shell, saved, said, words_forms.UNDONE(lang, what=self.what))
        else:
            self.shell.toast(words_forms.NOTHING_CHANGED)
        if self.then is not None:
            self.then(saved)
        self.shell.drawer(None)

    def _draft_kept(self, at: object) -> None:
        self.state.set(words_forms.DRAFT_KEPT(self.shell.lang, clock=f"{at:%H:%M:%S}"))

    def _draft_not_kept(self, refusal: Refusal) -> None:
        lang = self.shell.lang
        self.state.set(words_forms.DRAFT_NOT_KEPT(lang, why=refusal.say(lang)))


def open_record(shell: Shell, make: Callable[[], RecordDrawer]) -> RecordDrawer:
    """Open the drawer that `make` makes, and make it anew when the look or the language is switched."""
    made = make()

    def again() -> QWidget:
        return make()

    shell.drawer(made, again)
    return made
