"""A closed file is taken out for good, here and in every office that the order reaches.

An office at county level or above orders it. Every office that gets the order obeys when the file lies in the division
of the office that gave it: in the place of each change stands its commitment from then on, and the chain of the log
fits. What is written about the file afterwards by somebody who has not heard goes the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain.areas import root
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from casefiles.domain.fieldtypes import Ref
from casefiles.erasable import may
from casefiles.exchange import scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from casefiles.office import Office
    from casefiles.ports import Record

WHOLE = ("child", "match", "visit")
"""what hangs on one of these goes with it"""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was taken out: records by entity, and how many changes lost their content."""

    order: str
    records: Mapping[str, int]
    changes: int


def rows_of(office: Office, child: str) -> dict[str, list[str]]:
    """The records that go with a child's file, by entity, the file itself among them."""
    found: dict[str, dict[str, None]] = {"child": {child: None}} if office.queries.get(child) else {}
    waiting, asked = [child], {child}
    while waiting:
        row = waiting.pop()
        for record in _naming(office, row):
            found.setdefault(record.entity, {})[record.id] = None
            if record.id not in asked and record.entity in WHOLE:
                asked.add(record.id)
                waiting.append(record.id)
    return {entity: list(rows) for entity, rows in sorted(found.items())}


def order(office: Office, child: str, reason: str, paper: str = "") -> Erased:
    """Order that a closed file be erased, and do it here. Refusals: those of `erasable.ordered`, and the form's."""
    draft = {"record": child, "reason": reason, "on": office.clock.today().isoformat(), "paper": paper}
    going = {entity: len(rows) for entity, rows in rows_of(office, child).items()}
    saved = recording.save(office, ENTITIES["erasure"], {name: text for name, text in draft.items() if text})
    return Erased(saved.id, going, obey(office))


def obey(office: Office) -> int:
    """Carry out what was ordered and is not done yet; how many changes lost their content."""
    orders = office.queries.select("erasure")
    if not orders:
        return 0
    gone = office.ledger.erased()
    rows = {}
    for one in orders:
        target = str(one.values.get("record") or "")
        if target in gone or _binds(office, one, target):
            here = [row for found in rows_of(office, target).values() for row in found if row not in gone]
            rows.update(dict.fromkeys(here if target in gone else [*here, target]))
    return office.ledger.erase(list(rows)) if rows else 0


def _binds(office: Office, one: Record, target: str) -> bool:
    """Whether the office that gave the order answers for the file as it stands here."""
    file = office.queries.get(target)
    maker = _office_of(office, one)
    if file is None or file.entity != "child" or not maker:
        return False
    return str(file.values.get("area") or office.home.code).startswith(root(maker))


def _office_of(office: Office, one: Record) -> str:
    """The division code of the office whose computer gave the order, "" when it is a township's or nobody's."""
    first = office.ledger.history(one.id)[0]
    if first.own:
        return office.home.code if may(office) else ""
    for peer in office.ledger.peers():
        if peer.level != "township" and first.dev in scope.devices(office, peer.office):
            return peer.office
    return ""


def _naming(office: Office, row: str) -> Iterator[Record]:
    """The records that name this one."""
    entity = BY_PREFIX.get(row.partition("-")[0])
    for other in ENTITIES.values():
        for name, spec in other.fields.items():
            if entity is not None and isinstance(spec.kind, Ref) and spec.kind.entity == entity.name:
                yield from office.queries.select(other.name, {name: row})
