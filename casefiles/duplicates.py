"""Maybe the same: the files that look like a child who is being entered, ranked, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain import pinyin
from casefiles.domain.likeness import MAYBE, Likeness, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

LOOKED_AT = 40
"""files the search may bring by the sound of the name"""


@dataclass(frozen=True, slots=True)
class MaybeSame:
    """A file, and how much it looks like the one being entered."""

    record: Record
    likeness: Likeness


def maybe_same(
    office: Office, values: Mapping[str, Stored], but: Iterable[str] = (), limit: int = 5
) -> list[MaybeSame]:
    """Children who may be the one of these values, most alike first; `but` are ids left out. Looked for by ID number
    and by the sound of the name, so an office of 100,000 answers while somebody types."""
    left_out = set(but)
    found: dict[str, Record] = {}
    card, name = values.get("id_number"), str(values.get("name") or "")
    if card:
        found |= {r.id: r for r in office.queries.select("child", {"id_number": card}, limit=LOOKED_AT)}
    if name:
        reading = values.get("reading")
        asked = {name, *("".join(said) for said in pinyin.name_readings(name, str(reading) if reading else None))}
        for text in sorted(asked):
            for hit in office.queries.find(text, ["child"], LOOKED_AT):
                if hit.id not in found and (record := office.queries.get(hit.id)) is not None:
                    found[hit.id] = record
    ranked = [
        MaybeSame(record, alike)
        for row, record in found.items()
        if row not in left_out and not record.deleted and (alike := likeness(values, record.values)).points >= MAYBE
    ]
    ranked.sort(key=lambda one: (-one.likeness.points, one.record.id))
    return ranked[:limit]
