"""Counts of the fields that two offices agreed on: by township and value, small numbers not told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import agreeing
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from db.driver import Database


def counted(
    database: Database, fields: Iterable[str], on_file: str, division: Callable[[object], str]
) -> dict[str, dict[str, int]]:
    """Division -> figure -> number of files. `on_file` is the condition on the child `c` for being counted at all;
    `division` makes of an area the division that counts it."""
    found: dict[str, dict[str, int]] = {}
    for field in agreeing.known(fields):
        about = agreeing.FIELDS[field]
        values = set(agreeing.values(about.field.kind))
        sorted_out: dict[str, dict[str, int]] = {}
        for area, value, number in database.read(*_question(about, on_file)):
            named = agreeing.REST if value is None or str(value) not in values else str(value)
            numbers = sorted_out.setdefault(division(area), {})
            numbers[named] = numbers.get(named, 0) + int(number)
        for place, numbers in sorted_out.items():
            shown = {agreeing.figure(field, value): n for value, n in agreeing.told(numbers).items()}
            found.setdefault(place, {}).update(shown)
    return found


def _question(about: agreeing.Counted, on_file: str) -> tuple[str, tuple[str, ...]]:
    """What holds of a parent by its dated status, else by what the entry says. Of two fathers in one file (a double
    entry) one counts: a file is one file."""
    column = quoted(about.name)
    if not about.relation:
        return f"SELECT c.area, c.{column}, count(*) FROM child c WHERE {on_file} GROUP BY 1, 2", ()  # noqa: S608
    entry = (
        f"SELECT max(coalesce((SELECT max(s.{column}) FROM parent_spell s WHERE s.member=m.id AND s._del IS NULL"  # noqa: S608
        f' AND s."end" IS NULL), m.{column})) FROM {quoted(about.entity)} m'
        " WHERE m.child=c.id AND m._del IS NULL AND m.relation=?"
    )
    return f"SELECT c.area, ({entry}), count(*) FROM child c WHERE {on_file} GROUP BY 1, 2", (about.relation,)  # noqa: S608
