"""Deciding about what an office wrote where it had no say (casefiles.domain.trespass): an office that has a say in the
record adopts it, by writing the same values itself, or leaves it aside.

`beyond_left` in the settings are the changes that somebody decided about, by log and number.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.changes import Edit, Touched, device_of
from casefiles.domain.entities import HANGING, PLACED
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.trespass import related
from casefiles.exchange import dwelling, trust

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.trust import Hidden
    from casefiles.office import Office
    from casefiles.ports import Record

LEFT = "beyond_left"


@dataclass(frozen=True, slots=True)
class Beyond:
    """What one computer wrote of one record and had no say in. `name` is what the record is called, `by` the office
    that wrote it; `ours` whether this office decides."""

    row: str
    entity: str
    name: str
    device: str
    by: str
    number: int
    last_ms: int
    ours: bool
    answered: bool

    def data(self) -> dict[str, object]:
        """For scripts."""
        return {name: getattr(self, name) for name in self.__slots__}


def beyond(office: Office) -> list[Beyond]:
    """All of it, what waits for an answer first, then the newest."""
    who, left = trust.standing(office), _left(office)
    names = {peer.office: peer.name for peer in office.ledger.peers()}
    names |= {one.office: one.name for one in who.certificates.values() if one.office not in names}
    groups: dict[tuple[str, str], list[Hidden]] = {}
    for one in office.ledger.out_of_scope():
        groups.setdefault((one.row, device_of(one.log)), []).append(one)
    records = office.queries.many(sorted({row for row, _ in groups}))
    files = office.queries.many(sorted({row for record in records.values() for row in _named(record)}))
    found = []
    for (row, device), every in groups.items():
        record = records.get(row)
        about = [record, *(files[row] for row in _named(record) if row in files)] if record is not None else []
        code = who.offices.get(device, "")
        called = [str(one.values["name"]) for one in about if one.values.get("name")]
        name = next(iter(called), "") or next((one.name for one in every if one.name), "")
        found.append(
            Beyond(
                row, every[0].entity, name, device, names.get(code, code), len(every), max(one.at_ms for one in every),
                _ours(office, about), all(_mark(one) in left for one in every),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.answered, -one.last_ms, one.row))


def _named(record: Record) -> list[str]:
    """The files that a visit or match names: it is called, and lies, as they do."""
    return [str(record.values[n]) for n in PLACED if record.entity in HANGING and record.values.get(n)]


def _ours(office: Office, about: Sequence[Record]) -> bool:
    """Whether this office decides: of a record that lies, or names one that lies, in its line; of one of which
    nobody knows that, anybody does."""
    areas = [dwelling.division(office, one) for one in about if one.entity in PLACED]
    return not any(areas) or any(related(office.home.code, area) for area in areas if area)


def adopt(office: Office, row: str) -> Touched:
    """Write what was written of this record where its office had no say, as this office's own word. Refusals:
    NOTHING_BEYOND, BEYOND_NOT_OURS, and those of writing."""
    from casefiles import guarding  # a service that asks what may be written

    every, ours = _of(office, row)
    record = office.queries.get(row)
    if record is None or not ours:
        raise Refusal(Problem("BEYOND_NOT_OURS", value=row))
    fields: dict[str, Stored] = {}
    for one in every:
        fields |= one.values
    with office.ledger.together():
        touched = guarding.write(office, [Edit(record.entity, row, fields, record.heads)])
        _answer(office, every)
    return touched


def leave(office: Office, row: str) -> None:
    """Leave aside what was written of this record, and ask no more. Refusals: NOTHING_BEYOND, BEYOND_NOT_OURS."""
    every, ours = _of(office, row)
    if not ours:
        raise Refusal(Problem("BEYOND_NOT_OURS", value=row))
    _answer(office, every)


def _of(office: Office, row: str) -> tuple[list[Hidden], bool]:
    left = _left(office)
    every = [one for one in office.ledger.out_of_scope() if one.row == row and _mark(one) not in left]
    if not every:
        raise Refusal(Problem("NOTHING_BEYOND", value=row))
    record = office.queries.get(row)
    about = [record, *office.queries.many(_named(record)).values()] if record is not None else []
    return every, _ours(office, about)


def _answer(office: Office, every: list[Hidden]) -> None:
    office.ledger.keep_setting(LEFT, json.dumps(sorted({*_left(office), *map(_mark, every)})))


def _left(office: Office) -> set[str]:
    return set(json.loads(office.ledger.setting(LEFT) or "[]"))


def _mark(one: Hidden) -> str:
    return f"{one.log}:{one.seq}"
