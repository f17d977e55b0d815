"""One editor per kind of field: `set(stored)`, `text()` for `recording.check`, `flag(problem)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import fieldtypes as k
from casefiles.domain.catalogue import Field, age_on
from casefiles.domain.codes.lists import DANGER_SIGN
from ui import words_forms as words
from ui.fields_choices import LONGEST_OPTION, MOST_OPTIONS, ListEditor, OptionsEditor
from ui.fields_dates import DayEditor
from ui.fields_lines import Editor, LineEditor, NotesEditor, Place
from ui.fields_refs import AreaEditor, Found, PersonPicker
from ui.fields_ticks import TicksEditor

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from ui.window import Shell

__all__ = ["Editor", "Place", "label_of", "make_editor", "people"]

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
        return _choice(place, name, kind, many=False, keys=keys)
    if isinstance(kind, k.YesNo):
        pairs = (("1", words.YES(place.lang)), ("0", words.NO(place.lang)))
        return OptionsEditor(place, name, pairs, keys=False)
    if isinstance(kind, k.Day):
        return DayEditor(place, name, kind, _today(shell))
    if isinstance(kind, k.Notes):
        return NotesEditor(place, name, kind, lines=3 if kind.limit >= _HIGH_NOTES else 2)
    if isinstance(kind, k.Area):
        return AreaEditor(place, name, kind)
    if isinstance(kind, k.Ref):
        return person_picker(shell, name, kind.entity)
    digits = isinstance(kind, (k.IdNumber, k.Phone, k.Count, k.Money))
    return LineEditor(place, name, kind, digits=digits)


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
    found = []
    for one in ids:
        record = office.queries.get(one)
        if record is None or record.deleted or record.entity != entity:
            continue
        values = record.values
        found.append(Found(one, str(values.get("name") or ""), about(values, office.clock.today())))
    return found


def about(values: Mapping[str, Stored], today: dt.date) -> str:
    """`12 · 石门村 · 999901101-2026-00012`."""
    age = age_on(str(values.get("birth_date") or ""), today)
    parts = ("" if age is None else str(age), values.get("village"), values.get("number"))
    return " · ".join(str(part) for part in parts if part)
