"""Finding a record that is no person: a match, a batch, a donor, a need, a session ... by what one would call it.

Works as the picker of persons does: type, see what answers, Enter takes the first. Down in an empty box offers the
newest. In a form it offers only what belongs there: the needs of this child, the steps of this match.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QListWidgetItem

from casefiles import naming, recording
from casefiles.domain import fieldtypes as k
from casefiles.domain.entities import ENTITIES
from ui import named
from ui import words_records as words
from ui.fields_lines import Place
from ui.fields_refs import ID_ROLE, MOST, SHOWN, Found, PersonPicker
from ui.undoing import announce, with_undo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from casefiles.recording import Saved
    from ui.form import Form
    from ui.window import Shell

MAKEABLE = ("donor", "fund")
"""what one may not have on file yet when one needs it, and that a name is enough for"""
NEW = "+"
"""in the list, the line that makes a new record"""


class RecordPicker(PersonPicker):
    """`around` answers what stands in the form beside this field: field -> id."""

    def __init__(self, shell: Shell, name: str, entity: str) -> None:
        self.spec = ENTITIES[entity]
        self.around: Callable[[], Mapping[str, str]] = dict
        self._making = False
        place, office = Place(shell.theme, shell.lang), shell.office
        super().__init__(
            place, name, shell, entity, about=lambda ids: records(office, ids, place.lang), near=self._newest
        )

    def hint(self, lang: Lang) -> str:
        return words.HINT(lang)

    def looking(self) -> Callable[[str], Sequence[str]]:
        office, entity, around = self.shell.office, self.entity, self._held_around()
        return lambda text: office.queries.look_up(entity, text, around, MOST)

    def said_of(self, n: int) -> str:
        lang, what = self.place.lang, self.spec.label(self.place.lang)
        if not n:
            return (words.NONE_FOUND if self.box.text().strip() else words.NONE_YET)(lang, what=what)
        return (words.MANY if n >= MOST else words.FOUND_N)(lang, n=n)

    def set_text(self, text: str) -> None:
        super().set_text(text)
        who = self._about([text]) if text else ()
        if who and who[0].about and not naming.is_spoken(self.spec):
            self.box.put(f"{who[0].name}{naming.BETWEEN}{who[0].about}")

    def offer(self, who: Sequence[Found]) -> None:
        """These records, and below them, where a name is enough, the line that makes a new one."""
        super().offer(who)
        typed = self.box.text().strip()
        if self.entity in MAKEABLE and typed and not any(one.name == typed for one in who):
            said = words.MAKE(self.place.lang, what=self.spec.label(self.place.lang), name=typed)
            item = QListWidgetItem(said)
            item.setIcon(self.place.theme.icon("plus", "text2", 18))
            item.setData(ID_ROLE, NEW)
            self.list.addItem(item)
            self.list.show()
            if not who:
                self.list.setCurrentRow(0)
            rows = min(self.list.count(), SHOWN + 1)
            self.list.setFixedHeight(rows * self.list.sizeHintForRow(0) + 12)

    def tie(self, form: Form) -> None:
        """Offer what belongs to this form, and bring along what the record says: a match its child and mentor."""

        def around() -> Mapping[str, str]:
            stands = form.record.values if form.record is not None else {}
            beside = {name: block.editor.text() for name, block in form.blocks.items() if block.editor is not self}
            return {**{name: str(value) for name, value in stands.items() if value}, **form.fixed, **beside}

        def bring(row: str) -> None:
            record = self.shell.office.queries.get(row)
            for name, field in self.spec.fields.items():
                value = record.values.get(name) if record is not None else None
                if value and name in form.blocks and isinstance(field.kind, k.Ref):
                    form.propose(name, str(value))

        self.around = around
        self.chosen.connect(bring)

    def _entered(self) -> None:
        """Enter in an empty box goes on to the next field: most references may stay empty."""
        if self.record or self.box.text() or self.list.isVisible():
            super()._entered()
        else:
            self.finished.emit()

    def _newest(self) -> Sequence[Found]:
        found = self.shell.office.queries.look_up(self.entity, "", self._held_around(), SHOWN)
        if not found:
            self.said.setText(self.said_of(0))
            self.said.show()
        return self._about(found)

    def _held_around(self) -> dict[str, str]:
        """What the record must share with the form: the same child, the same match."""
        fields = self.spec.fields
        return {
            name: row
            for name, row in self.around().items()
            if row and name in fields and isinstance(fields[name].kind, k.Ref)
        }

    def _take_current(self) -> None:
        item = self.list.currentItem()
        if item is not None and item.data(ID_ROLE) == NEW:
            self._make(self.box.text().strip())
        else:
            super()._take_current()

    def _make(self, name: str) -> None:
        """A record of this name, and it is the one chosen."""
        if self._making:
            return
        self._making = True
        office, spec = self.shell.office, self.spec
        today = office.clock.today().isoformat()
        draft = {f.name: today for f in spec.fields.values() if f.required and isinstance(f.kind, k.Day)}
        draft[spec.title] = name

        def made(saved: Saved) -> None:
            self._making = False
            lang, what = self.place.lang, spec.label(self.place.lang)
            self.set_text(saved.id)
            self.edited.emit()
            self.chosen.emit(self.record)
            announce(self.shell, saved.touched)
            with_undo(
                self.shell, saved, words.MADE(lang, what=what, name=name), words.UNMADE(lang, name=name)
            )
            self.finished.emit()

        def refused(refusal: object) -> None:
            self._making = False
            self.shell.toast(refusal.say(self.place.lang))  # type: ignore[attr-defined]

        self.shell.jobs.write(
            lambda _step: recording.save(office, spec, draft), done=made, refused=refused, owner=self
        )


def records(office: Office, ids: Sequence[str], lang: Lang) -> list[Found]:
    """The name of each record, and what tells it apart."""
    held = office.queries.many(ids)
    here = [held[one] for one in ids if one in held and not held[one].deleted]
    names = named.Names(office, lang)
    names.gather(here)
    return [Found(r.id, (said := names.of(r)).name, said.about) for r in here]
