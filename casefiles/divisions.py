"""The table of division codes (区划代码): who may write a line, what counts, what is told of it.

A line counts as far as offices above its division wrote it; see `casefiles.redividing`, whose rules these are. Names
are shown by the table of the office that is open (`casefiles.domain.areas`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from casefiles import redividing
from casefiles.domain import areas, areas_told, conditions
from casefiles.domain.areas import root
from casefiles.domain.changes import DELETED, Edit, device_of
from casefiles.domain.division_book import Book, Said
from casefiles.domain.entities import ENTITIES, PLACED
from casefiles.domain.ids import new_id
from casefiles.domain.line_heard import heard
from casefiles.domain.problems import Problem, refuse
from casefiles.domain.redivision import may_write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Entry, Record

FIELDS = ("code", "name", "start", "end", "document")
LONG = 100
"""lines from which a window does not wait until its table is made"""
TOWNSHIP = 9
"""digits of a township's code"""
NAMED = 3
"""names that a notice tells"""


class _Heard(NamedTuple):
    """A line as those who may write it wrote it: its fields, "" where nothing stands, and whose word it is."""

    said: Mapping[str, str]
    by: str


class _Table(Book):
    """The table of an office, and which of its records say something else than counts."""

    stray: tuple[str, ...] = ()
    """records that nobody wrote who may"""
    bent: tuple[str, ...] = ()
    """records that somebody changed who may not"""
    unsure: bool = False
    """whether a computer wrote here that nobody vouches for yet"""


def tell(office: Office) -> None:
    """From now on names of divisions are shown by this office's table."""
    areas_told.tell(office.ledger, partial(_made, office), partial(_long, office))


def told(office: Office, step: Callable[[], object]) -> Book:
    """The table as it counts in this office; made now, if it is not, with a `step` for each line."""
    held = areas_told.of(office.ledger, step)
    return held if held is not None else _made(office, step)


def book(office: Office) -> Book:
    """The table as it counts in this office."""
    return _table(office)


def _table(office: Office) -> _Table:
    held = areas_told.of(office.ledger)
    return held if isinstance(held, _Table) else _made(office)


def from_table(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """What is told of a line that is written: how many files lie in a division that ends, and what an office further up
    says. Refusal: DIVISION_ABOVE."""
    whole = {name: str({**(before or {}), **fields}.get(name) or "") for name in FIELDS}
    code, was = whole["code"], str((before or {}).get("code") or "")
    if not (may_write(office.home.code, code, code) and (not was or may_write(office.home.code, was, was))):
        refuse([Problem("DIVISION_ABOVE", "division", row, "code", code)])
    table, home = _table(office), len(root(office.home.code))
    others = [one for one in table.lines(code) if one.row != row]
    if fields.get(DELETED):
        ends = not others and areas.shipped(code) is None
    else:
        ends = bool(fields.get("end")) and not any(not one.end or one.end > whole["end"] for one in others)
    found = []
    if ends and (n := _files(office, code)):
        found.append(Problem("DIVISION_HOLDS", "division", row, "end", args={"n": n, "name": whole["name"] or code}))
    day = whole["start"] or office.clock.today().isoformat()
    above = next((one for one in others if one.rank < home and one.holds(day) and one.name != whole["name"]), None)
    if above is not None and not fields.get(DELETED):
        found.append(Problem("DIVISION_OTHERWISE", "division", row, "name", code, args={"name": above.name}))
    return [], tuple(found)


def enrolled(office: Office, code: str, name: str) -> None:
    """An office below is known here from now on. A township that no table has is entered, so that every office below
    learns of it by a package, and can hand a file over to it."""
    said = name.split("（")[0].strip()
    new = len(code) == TOWNSHIP and areas.shipped(code) is None and not book(office).lines(code)
    if new and may_write(office.home.code, code, code) and any(ch.isalpha() for ch in said):
        made = new_id(ENTITIES["division"].prefix, office.clock.now_ms())
        office.ledger.write([Edit("division", made, {"code": code, "name": said}, ())], office.me.login)


def _files(office: Office, code: str) -> int:
    fits = [conditions.Condition("area", conditions.IS, (code,))]
    return sum(office.queries.count(entity, fits=fits) for entity in PLACED)


def apply(office: Office) -> int:
    """Put right what somebody made of a line who may not write it, as far as this office may; how many lines."""
    table = _table(office)
    if table.unsure:
        areas_told.forget(office.ledger)
        table = _table(office)
    edits = list(_righted(office, table.bent)) if table.bent else []
    if edits:
        office.ledger.write(edits, office.me.login)
    return len(edits)


def stray(office: Office) -> tuple[Problem, ...]:
    """DIVISION_IGNORED where lines stand here that nobody wrote who may."""
    rows = _table(office).stray
    if not rows:
        return ()
    held = office.queries.many(rows[:NAMED])
    names = "、".join(f"{r.values.get('name') or ''} {r.values.get('code') or ''}".strip() for r in held.values())
    return (Problem("DIVISION_IGNORED", "division", args={"n": len(rows), "names": names}),)


def _long(office: Office) -> bool:
    return office.queries.count("division") > LONG


def _made(office: Office, step: Callable[[], object] = lambda: None) -> _Table:
    rows = office.queries.every("division")
    today = _today(office)
    if not rows:
        return _Table((), today, redividing.by_day(office))
    records = office.queries.many(rows)
    places, who = office.ledger.places(rows), _makers(office)
    lines, stray, bent, unsure = [], [], [], False
    for row, record in records.items():
        step()
        alone = places.get(row, ())
        by = who(device_of(alone[0][0])) if len(alone) == 1 else ""
        if by:  # written once: what is shown is what its maker wrote
            told = _hear([(by, {**record.values, DELETED: 1 if record.deleted else None})])
        else:
            entries = [(_maker(office, who, e), e.fields) for e in office.ledger.history(row)]
            unsure = unsure or any(not maker for maker, _ in entries)
            told = _hear(entries)
        said = told.said
        if not said.get("code"):
            stray += [] if record.deleted else [row]
            continue
        if _differs(record, said):
            bent.append(row)
        if not said.get(DELETED):
            fields = {name: said.get(name, "") for name in FIELDS}
            lines.append(Said(**fields, rank=len(root(told.by)), row=row))
    made = _Table(lines, today, redividing.by_day(office))
    made.stray, made.bent, made.unsure = tuple(stray), tuple(bent), unsure
    return made


def _today(office: Office) -> Callable[[], str]:
    clock = office.clock
    return lambda: clock.today().isoformat()


def _makers(office: Office) -> Callable[[str], str]:
    """Whose computer a device is, "" for one that is not known."""
    from casefiles.exchange import claiming  # services ask for names when they save

    known = claiming.owners(office)
    return lambda device: office.home.code if device == office.ledger.device else known(device)


def _hear(entries: Iterable[tuple[str, Mapping[str, Stored]]]) -> _Heard:
    return _Heard(*heard(entries, FIELDS, ("code", "name"), _may))


def _may(maker: str, said: Mapping[str, str], whole: Mapping[str, str]) -> bool:
    was, code = said.get("code", ""), whole.get("code", "")
    return may_write(maker, code, code) and (not was or may_write(maker, was, was))


def _differs(record: Record, said: Mapping[str, str]) -> bool:
    shown = {name: str(record.values.get(name) or "") for name in FIELDS}
    return record.deleted != bool(said.get(DELETED)) or any(shown[name] != said.get(name, "") for name in FIELDS)


def _righted(office: Office, rows: tuple[str, ...]) -> Iterator[Edit]:
    who = _makers(office)
    for row, record in office.queries.many(rows).items():
        said = _hear((_maker(office, who, e), e.fields) for e in office.ledger.history(row)).said
        if not may_write(office.home.code, said["code"], said["code"]):
            continue
        fields: dict[str, Stored] = {
            name: said.get(name, "") or None
            for name in FIELDS
            if str(record.values.get(name) or "") != said.get(name, "")
        }
        if record.deleted != bool(said.get(DELETED)):
            fields[DELETED] = 1 if said.get(DELETED) else None
        yield Edit("division", row, fields, record.heads)


def _maker(office: Office, who: Callable[[str], str], entry: Entry) -> str:
    return office.home.code if entry.own else who(entry.dev)
