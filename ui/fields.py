"""One editor per kind of field: `set(stored)`, `text()` for `recording.check`, `flag(problem)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import naming
from casefiles.domain import fieldtypes as k
from casefiles.domain.codes.lists import DANGER_SIGN
from casefiles.domain.running import is_running
from casefiles.naming import about
from ui import words_forms as words
from ui.fields_areas import AreaEditor
from ui.fields_choices import LONGEST_OPTION, MOST_OPTIONS, ListEditor, OptionsEditor
from ui.fields_dates import DayEditor
from ui.fields_lines import Editor, LineEditor, NotesEditor, Place
from ui.fields_refs import Found, PersonPicker
from ui.fields_ticks import TicksEditor
from ui.veiled import FIELD

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from casefiles.domain.catalogue import Field
    from casefiles.office import Office
    from ui.window import Shell

__all__ = ["Editor", "Place", "about", "label_of", "make_editor", "people"]

_HIGH_NOTES = 2000


def label_of(field: Field, place: Place) -> str:
    """What the field is called here."""
    return field.label(place.lang)


def make_editor(shell: Shell, field: Field, *, keys: bool = False) -> Editor:
    """The editor for a field. `keys` puts number keys on its options (for fast entry)."""
    place = Place(shell.theme, shell.lang)
    name, kind = field.label(place.lang), field.kind
    if isinstance(kind, k.Choices):
        return _choice(place, name, kind, many=True, keys=keys)
    if isinstance(kind, k.Choice):
        made = _choice(place, name, kind, many=False, keys=keys)
        if isinstance(made, OptionsEditor):
            made.row.needed = field.required
        return made
    if isinstance(kind, k.YesNo):
        pairs = (("1", words.YES(place.lang)), ("0", words.NO(place.lang)))
        return OptionsEditor(place, name, pairs, keys=False)
    if isinstance(kind, k.Day):
        return DayEditor(place, name, kind, _today(shell))
    if isinstance(kind, k.Notes):
        return NotesEditor(place, name, kind, lines=3 if kind.limit >= _HIGH_NOTES else 2)
    if isinstance(kind, k.Area):
        return AreaEditor(place, name, kind, shell.office.home.code)
    if isinstance(kind, k.Ref):
        return _picker(shell, name, kind.entity)
    digits = isinstance(kind, (k.IdNumber, k.Phone, k.Count, k.Money))
    line = LineEditor(place, name, kind, digits=digits)
    line.box.setProperty(FIELD, is_running(field))
    return line


def _picker(shell: Shell, name: str, entity: str) -> Editor:
    if entity in naming.PEOPLE:
        return person_picker(shell, name, entity)
    from ui.fields_records import RecordPicker  # most forms name people only

    return RecordPicker(shell, name, entity)


def _today(shell: Shell) -> Callable[[], dt.date]:
    return lambda: shell.office.clock.today()


def _choice(place: Place, name: str, kind: k.Choice, *, many: bool, keys: bool) -> Editor:
    pairs = [(code.code, code.label(place.lang)) for code in kind.codes.active]
    if many:
        if kind.codes is DANGER_SIGN or max(len(text) for _, text in pairs) > 40:
            return TicksEditor(place, name, pairs)
        return OptionsEditor(place, name, pairs, many=True, keys=keys)
    short = max(len(code.label.zh) for code in kind.codes.active) <= LONGEST_OPTION
    if (keys and len(pairs) <= 9) or (len(pairs) <= MOST_OPTIONS and short):
        return OptionsEditor(place, name, pairs, keys=keys)
    return ListEditor(place, name, kind.codes)


def person_picker(
    shell: Shell, name: str, entity: str, near: Callable[[], Sequence[Found]] | None = None
) -> PersonPicker:
    """A picker of children, mentors, households: found by name, pinyin initials, last digits."""
    place = Place(shell.theme, shell.lang)
    office = shell.office
    return PersonPicker(place, name, shell, entity, about=lambda ids: people(office, entity, ids), near=near)


def people(office: Office, entity: str, ids: Sequence[str]) -> list[Found]:
    """Name, and what tells namesakes apart: age, village, number."""
    held, today = office.queries.many(ids), office.clock.today()
    here = [held[one] for one in ids if one in held and not held[one].deleted and held[one].entity == entity]
    return [Found(r.id, str(r.values.get("name") or ""), about(r.values, today)) for r in here]
