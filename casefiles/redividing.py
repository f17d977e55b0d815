"""Divisions that were joined or got another code: the files of the old one are moved to the new one, by whoever wrote
the table and lies above both; also those that an office of the old division writes or brings afterwards.

A line counts as far as offices above both divisions wrote it: what a township types into one changes nothing, and
only who is above what it said before turns it. Of several lines with one old division that of the office nearest the
top counts, then the one in force since the latest day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain import areas, conditions
from casefiles.domain.areas import root
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.entities import PLACED
from casefiles.domain.line_heard import heard
from casefiles.domain.problems import Problem, refuse
from casefiles.domain.redivision import TOWNSHIP_DIGITS, Line, may_write, now_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record


class _Said(NamedTuple):
    """A line as those who may write it wrote it, whether they deleted it, and who of them made it what it is."""

    line: Line
    gone: bool
    by: str


def from_table(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """The moves that a line brings with it, and how many. Refusals: REDIVIDE_ABOVE, REDIVIDE_TOWNS, REDIVIDE_CIRCLE."""
    whole = {**(before or {}), **fields}
    old, new, on = (str(whole.get(name) or "") for name in ("old", "new", "on"))
    standing = _said(office)
    was = standing.pop(row, None)
    if not (may_write(office.home.code, old, new) and (was is None or _may_turn(office.home.code, was.line))):
        refuse([Problem("REDIVIDE_ABOVE", "redivision", row, "old", old)])
    if fields.get(DELETED):
        return [], ()
    if min(len(old), len(new)) < TOWNSHIP_DIGITS:
        refuse([Problem("REDIVIDE_TOWNS", "redivision", row, "old", old)])
    others = {row: said for row, said in standing.items() if said.line.old and not said.gone}
    table = {line.old: line.new for line in _counting(others)}
    if old.startswith(new) or now_of(new, table).startswith(old):
        refuse([Problem("REDIVIDE_CIRCLE", "redivision", row, "new", new)])
    today = office.clock.today().isoformat()
    if on > today:
        return [], ()
    others[row] = _Said(Line(old, new, on), False, office.home.code)
    table = {line.old: line.new for line in _counting(others, today)}
    if table[old] != new:  # an office above says otherwise
        return [], ()
    edits = list(_moves(office, table, [old]))
    return edits, ((Problem("REDIVIDED", "redivision", args={"n": len(edits)}),) if edits else ())


def apply(office: Office) -> int:
    """Move what lies in a division that is no more, where this office is above both, and what this office made itself
    without saying where it lies, where its own division is no more; how many files."""
    table = {line.old: line.new for line in lines(office)}
    ours = [old for old, new in table.items() if may_write(office.home.code, old, new)]
    edits = [*_moves(office, table, ours), *_placed(office, table)]
    righted = list(_righted(office))
    if edits or righted:
        office.ledger.write([*righted, *edits], office.me.login)
    return len(edits)


def lines(office: Office) -> list[Line]:
    """The table as it holds today."""
    return _counting(_said(office), office.clock.today().isoformat())


def by_day(office: Office) -> Callable[[str], list[Line]]:
    """Asks for the table as it holds on a day, as it stands now. Nothing is read before it is asked for."""
    held: list[dict[str, _Said]] = []
    days: dict[str, list[Line]] = {}

    def told(day: str) -> list[Line]:
        if not held:
            held.append(_said(office))
        if day not in days:
            days[day] = _counting(held[0], day)
        return days[day]

    return told


def _counting(said: Mapping[str, _Said], today: str = "") -> list[Line]:
    """One line for each old division, of those in force on that day (or of all): a record's id, which whoever writes it
    chooses, decides only between lines of one office and one day."""
    found = [
        (-len(root(by)), line.on, row, line)
        for row, (line, gone, by) in said.items()
        if line.old and not gone and (not today or line.on <= today)
    ]
    return list({line.old: line for *_, line in sorted(found)}.values())


def _may_turn(code: str, line: Line) -> bool:
    return not line.old or may_write(code, line.old, line.new)


def _said(office: Office) -> dict[str, _Said]:
    """Every line by the record's id; without an old division where nobody who may write it did."""
    records = office.queries.every("redivision")
    if not records:
        return {}
    from casefiles.exchange import claiming  # services ask this when they save

    maker = claiming.makers(office)
    return {row: _heard((maker(e), e.fields) for e in office.ledger.history(row)) for row in records}


def _heard(entries: Iterable[tuple[str, Mapping[str, Stored]]]) -> _Said:
    said, by = heard(entries, Line._fields, ("old", "new"), _may)
    return _Said(_line(said), bool(said.get(DELETED)), by)


def _may(maker: str, said: Mapping[str, str], whole: Mapping[str, str]) -> bool:
    return _may_turn(maker, _line(said)) and may_write(maker, whole.get("old", ""), whole.get("new", ""))


def _line(said: Mapping[str, str]) -> Line:
    return Line(*(said.get(name, "") for name in Line._fields))


def _righted(office: Office) -> Iterator[Edit]:
    """What somebody who may not write a line made of it, made good."""
    said = {row: it for row, it in _said(office).items() if may_write(office.home.code, it.line.old, it.line.new)}
    for row, record in office.queries.many(list(said)).items():
        line, gone, _ = said[row]
        fields: dict[str, Stored] = {
            name: value for name, value in line._asdict().items() if record.values.get(name) != value
        }
        if record.deleted != gone:
            fields[DELETED] = 1 if gone else None
        if fields:
            yield Edit("redivision", row, fields, record.heads)


def joined(office: Office) -> dict[str, Line]:
    """The divisions that are no more -> where they are now, and since when."""
    found = lines(office)
    table = {line.old: line.new for line in found}
    ends = [line._replace(new=now_of(line.old, table)) for line in found]
    return {line.old: line for line in ends if line.new != line.old}


def _moves(office: Office, table: Mapping[str, str], olds: list[str]) -> Iterator[Edit]:
    if not olds:
        return
    fits = [conditions.Condition("area", conditions.IS, tuple(olds))]
    for entity in PLACED:
        for record in office.queries.select(entity, fits=fits, hidden=True):
            area = str(record.values["area"])
            now = now_of(area, table)
            if now != area:
                yield Edit(entity, record.id, {"area": now, **_village(record, now)}, record.heads)


def _village(record: Record, now: str) -> dict[str, Stored]:
    """The name of the village, where its code said which it was and the new code does not."""
    area = str(record.values["area"])
    name = areas.name_of(area) if len(now) < len(area) and not record.values.get("village") else None
    return {"village": name} if name else {}


def _placed(office: Office, table: Mapping[str, str]) -> Iterator[Edit]:
    """A file without a division lies where it was made: only its own office can tell."""
    home = office.home.code
    now = now_of(home, table)
    if now == home:
        return
    fits = [conditions.Condition("area", conditions.EMPTY, ())]
    for entity in PLACED:
        for record in office.queries.select(entity, fits=fits, hidden=True):
            first = next(iter(office.ledger.history(record.id)), None)
            if first is not None and first.own:
                yield Edit(entity, record.id, {"area": now}, record.heads)
