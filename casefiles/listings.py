"""What a register lists, as a sheet: every field of each record, whom it hangs on by name, numbers of people hidden
unless they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import accessing, naming
from casefiles.domain import fieldtypes as k
from casefiles.domain.access import SHEET
from casefiles.domain.entities import ENTITIES
from casefiles.domain.listing import MERGED
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from casefiles.domain.catalogue import Field
    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from casefiles.ports import Record

    Told = Callable[[int, int], object]

CHUNK = 500
LEFT_OUT = ("of", "sha256", "original", "media", "size", "result", MERGED)
"""fields that say nothing to people"""
TITLE = Label(
    "{register}　{office}　{day}　共 {n} 条　含个人信息，请妥善保管，用完删除",
    "{register} · {office} · {day} · {n} records · personal data: keep it safe, delete it when done",
)


def sheet(
    office: Office, register: str, ids: Sequence[str], lang: Lang, *, masked: bool = True, told: Told | None = None
) -> bytes:
    """The records of these ids, in this order, as an xlsx file; `told(i, n)` as it goes on."""
    from casefiles.edges.workbook import write_list  # heavy, and read when a sheet is asked for

    spec = ENTITIES[register]
    fields = [f for f in spec.fields.values() if f.name not in LEFT_OUT]
    title = TITLE(
        lang,
        register=spec.plural(lang),
        office=office.home.name,
        day=office.clock.today().isoformat(),
        n=len(ids),
    )
    headers = [f.label(lang) for f in fields]
    made = write_list(spec.plural(lang), headers, _rows(office, ids, fields, lang, told, masked=masked), title)
    accessing.note(office, SHEET, n=len(ids), detail=register)
    return made


def _rows(
    office: Office, ids: Sequence[str], fields: Sequence[Field], lang: Lang, told: Told | None, *, masked: bool
) -> Iterator[list[str | int | float | None]]:
    for at in range(0, len(ids), CHUNK):
        if told is not None:
            told(at, len(ids))
        part = ids[at : at + CHUNK]
        held = office.queries.many(part)
        names = naming.Names(office, lang)
        refs = [f.name for f in fields if isinstance(f.kind, k.Ref)]
        hung = {str(r.values[n]) for r in held.values() for n in refs if r.values.get(n)}
        names.gather(office.queries.many(sorted(hung)).values())
        for row in part:
            if row in held and not held[row].deleted:
                yield [_cell(held[row], field, names, lang, masked=masked) for field in fields]


def _cell(record: Record, field: Field, names: naming.Names, lang: Lang, *, masked: bool) -> str | int | float | None:
    value, kind = record.values.get(field.name), field.kind
    if value is None:
        return None
    if isinstance(kind, k.Ref):
        return names.by_id(str(value), kind.entity)
    if isinstance(kind, k.Money):
        return int(value) / 100
    if type(kind) is k.Count:
        return int(value)
    shown = kind.show(value, lang)
    if not masked:
        return shown
    if field.sensitive:
        return hidden(shown)
    if isinstance(kind, (k.Text, k.Notes)):
        from casefiles.papers import masking

        return masking.hide(shown)
    return shown


def hidden(number: str) -> str:
    """A number of a person: enough to recognise, too little to use."""
    head = 6 if len(number) >= 15 else 3
    return number[:head] + "*" * max(0, len(number) - head - 4) + number[-4:] if len(number) > 7 else "*" * len(number)
