"""Divisions that were joined or got another code (撤乡并镇、改设街道): a dated table that travels downwards.

An office above both divisions writes it. From the day on, the files that lie in the old division lie in the new one.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from casefiles.domain import catalogue as c
from casefiles.domain.areas import root
from casefiles.domain.problems import Problem
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOWNSHIP_DIGITS = 9
"""of the smallest code that a line is about: counties that are joined need a line for each of their townships"""


@c.record
class Redivision:
    """One line of the table."""

    old: str = c.area("原区划代码", "Old division", section="division", required=True, listed=True, roster=False)
    new: str = c.area("现区划代码", "New division", section="division", required=True, listed=True, roster=False)
    on: date | None = c.day(
        "生效日期", "In force from", section="division", required=True, future=True, listed=True, roster=False
    )
    document: str = c.text("批准文号", "Document no.", section="division", listed=True, roster=False, limit=200)


REDIVISION = c.entity(
    Redivision,
    name="redivision",
    label=Label("区划变更", "Division joined"),
    plural=Label("区划变更", "Divisions joined"),
    prefix="rd",
    title="old",
    sections={"division": Label("区划变更", "Division joined")},
)


class Line(NamedTuple):
    """A line as it holds: ISO date."""

    old: str
    new: str
    on: str


def doubts(values: Mapping[str, Any], today: date) -> Iterator[Problem]:
    """Of the divisions (field -> code) that a record names those that were joined to another: AREA_JOINED."""
    from casefiles.domain import areas, areas_told

    lines = areas_told.book().joined(today.isoformat())
    if not lines:
        return
    table = {line.old: line.new for line in lines}
    for name, value in values.items():
        code = str(value or "")
        now = now_of(code, table)
        if now != code:
            old = next(code[:n] for n in range(len(code), TOWNSHIP_DIGITS - 1, -1) if code[:n] in table)
            on = next(line.on for line in lines if line.old == old)
            called = {"name": areas.name_of(code) or code, "to": areas.name_of(now) or now, "new": now, "day": on}
            yield Problem("AREA_JOINED", field=name, value=code, args=called)


def may_write(office: str, old: str, new: str) -> bool:
    """Whether an office is above both divisions."""
    base = root(office)
    return bool(base) and all(len(root(code)) > len(base) and code.startswith(base) for code in (old, new))


def now_of(area: str, table: Mapping[str, str]) -> str:
    """The division in which what lay in `area` lies now; `table` is old -> new. A village without a line of its own
    lies in the township that its township was joined to. A table that goes in a circle says nothing."""
    at, seen = area, {area}
    while True:
        old = next((at[:n] for n in range(len(at), TOWNSHIP_DIGITS - 1, -1) if at[:n] in table), "")
        if not old:
            return at
        at = table[old]
        if at in seen:
            return area
        seen.add(at)
