"""Sums over what is given: batches, funds, totals. Every figure is asked for, none is stored.

Where a piece of aid stands is the rule of `casefiles.domain.aid_steps`, written here as SQL; a test compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.aid_steps import ORDER
from casefiles.ports import Task
from db import merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casefiles.domain.fieldtypes import Stored
    from db.driver import Database

STATE = (
    "CASE WHEN a.step IS NOT NULL THEN a.step WHEN a.batch IS NOT NULL AND a.handed_over IS NULL THEN 'planned'"
    " WHEN a.handed_over=0 THEN 'allotted' ELSE 'handed_over' END"
)
_SPENT = f"{STATE} IN ('allotted', 'handed_over')"
_GIVEN = f"{STATE} = 'handed_over'"
_DAY = 'coalesce(a.allotted_on, a.handed_on, a."on")'
_PERSON = merged.HEAD.format("coalesce(a.child, a.mentor)")
_HOUSE = merged.HEAD.format("a.household")
"""files that were merged are one recipient; see `casefiles.aiding.Recipients`"""

_AT = ", ".join(f"total(a.id IS NOT NULL AND {STATE} = '{step}')" for step in ORDER)
"""how many lines stand at each step"""

_BATCHES = f"""
SELECT b.id, b.name, b."on", b.occasion, b.kind, b.what, b.value, b.step, b.closed_on, d.name, f.name, b.fund,
 count(a.id), count(DISTINCT {_PERSON}), count(DISTINCT {_HOUSE}), total(a.value),
 total({_GIVEN}), total(CASE WHEN {_GIVEN} THEN a.value END), total(a.signed_by IS NOT NULL),
 {_AT}
FROM aid_batch b LEFT JOIN aid a ON a.batch=b.id AND a._del IS NULL AND a.step IS NOT 'cancelled'
LEFT JOIN donor d ON d.id=b.donor LEFT JOIN fund f ON f.id=b.fund
WHERE b._del IS NULL {{}} GROUP BY b.id ORDER BY b."on" DESC, b.id DESC"""  # noqa: S608
_BATCH = (
    "id", "name", "on", "occasion", "kind", "what", "value", "step", "closed_on", "donor_name", "fund_name", "fund",
    "lines", "persons", "households", "sum", "handed", "handed_sum", "signed", *(f"at_{step}" for step in ORDER),
)  # fmt: skip

_KEY = {
    "occasion": "a.occasion",
    "kind": "a.kind",
    "donor": "coalesce(a.giver, a.donor)",
    "year": 'substr(a."on", 1, 4)',
    "village": "coalesce(c.village, h.village, m.village)",
}
_FROM = """FROM aid a LEFT JOIN child c ON c.id=a.child LEFT JOIN household h ON h.id=a.household
LEFT JOIN mentor m ON m.id=a.mentor LEFT JOIN donor d ON d.id=a.giver"""
_COUNTED = f"a._del IS NULL AND {STATE} <> 'cancelled' AND a.\"on\" BETWEEN ? AND ?"
_TOTAL = ("key", "name", "persons", "households", "items", "sum", "given_persons", "given_sum")
_LINE = ("id", "on", "person", "name", "village", "kind", "what", "value", "state", "batch")
OVERDRAWN = f"""
SELECT f.id, f.name, coalesce((SELECT sum(value) FROM donation WHERE fund=f.id AND _del IS NULL AND kind='money'
 AND received_on IS NOT NULL), 0) - coalesce((SELECT sum(a.value) FROM aid a WHERE a.fund=f.id AND a._del IS NULL
 AND {_SPENT}), 0) AS left_ FROM fund f WHERE f._del IS NULL"""  # noqa: S608
"""each fund with what is left, read off its own lines"""


class GivingQuestions:
    """The questions of giving; a part of `db.queries.Queries`."""

    _database: Database

    def aid_batches(self, batch: str = "") -> list[dict[str, Stored]]:
        """The batches, newest first, with donor and fund by name, recipients as distinct persons and households, fen,
        how many were handed over and signed for, and at `at_STEP` how many stand there; or one of them."""
        condition, values = ("AND b.id=?", (batch,)) if batch else ("", ())
        rows = self._database.read(_BATCHES.format(condition), values)
        found = [dict(zip(_BATCH, row, strict=True)) for row in rows]
        for one in found:
            for name in ("sum", "handed", "handed_sum", "signed", *(f"at_{step}" for step in ORDER)):
                one[name] = int(one[name] or 0)
        return found

    def fund_flow(self, fund: str, until: str) -> list[tuple[str, int, int]]:
        """(day, fen that came in, fen that went out) of a fund, in order, through a day."""
        came = "SELECT received_on, sum(value) FROM donation WHERE fund=? AND _del IS NULL AND kind='money'"
        came += " AND received_on <= ? GROUP BY received_on"
        went = f"SELECT {_DAY} AS day, sum(a.value) FROM aid a WHERE a.fund=? AND a._del IS NULL AND {_SPENT}"  # noqa: S608
        went += " AND day <= ? GROUP BY day"
        days: dict[str, list[int]] = {}
        for place, sql in enumerate((came, went)):
            for day, fen in self._database.read(sql, (fund, until)):
                days.setdefault(str(day), [0, 0])[place] += int(fen or 0)
        return [(day, *days[day]) for day in sorted(days)]  # type: ignore[misc]

    def aid_totals(self, by: str, first: str, last: str) -> list[dict[str, Stored]]:
        """Totals of the aid of these days by 'occasion', 'kind', 'donor', 'year' or 'village': key, name (of a donor
        on file), distinct persons and households, items, fen; and the persons and fen of what was handed over."""
        key = _KEY[by]
        name = "max(d.name)" if by == "donor" else "NULL"
        sql = (
            f"SELECT {key} AS k, {name}, count(DISTINCT {_PERSON}), count(DISTINCT {_HOUSE}), count(*),"
            f" total(a.value), count(DISTINCT CASE WHEN {_GIVEN} THEN {_PERSON} END),"
            f" total(CASE WHEN {_GIVEN} THEN a.value END) {_FROM} WHERE {_COUNTED}"
            " GROUP BY k ORDER BY 8 DESC, k"
        )
        found = [dict(zip(_TOTAL, row, strict=True)) for row in self._database.read(sql, (first, last))]
        for one in found:
            one["sum"], one["given_sum"] = int(one["sum"] or 0), int(one["given_sum"] or 0)
        return found

    def aid_given(self, first: str, last: str) -> tuple[int, int, int, int]:
        """Distinct persons, distinct households, pieces and fen that were handed over in these days."""
        sql = (
            f"SELECT count(DISTINCT {_PERSON}), count(DISTINCT {_HOUSE}), count(*), total(a.value) FROM aid a"  # noqa: S608
            f' WHERE a._del IS NULL AND {_GIVEN} AND a."on" BETWEEN ? AND ?'
        )
        persons, households, items, fen = self._database.read(sql, (first, last))[0]
        return int(persons), int(households), int(items), int(fen)

    def aid_lines(
        self, by: str, key: str | None, first: str, last: str, limit: int = 500
    ) -> list[dict[str, Stored]]:
        """The records behind such a total, newest first."""
        sql = (
            f'SELECT a.id, a."on", coalesce(a.child, a.household, a.mentor), coalesce(c.name, h.name, m.name),'
            f" coalesce(c.village, h.village, m.village), a.kind, a.what, a.value, {STATE}, a.batch {_FROM}"
            f' WHERE {_COUNTED} AND {_KEY[by]} IS ? ORDER BY a."on" DESC, a.id DESC LIMIT ?'
        )
        return [
            dict(zip(_LINE, row, strict=True)) for row in self._database.read(sql, (first, last, key, limit))
        ]

    def donations_of(self, donor: str = "", fund: str = "") -> list[dict[str, Stored]]:
        """Donations with the names of donor and fund, newest first."""
        names = (
            "id", "donor", "donor_name", "fund", "fund_name", "on", "kind", "what", "value", "received_on",
            "thanked_on",
        )  # fmt: skip
        field, key = ("donor", donor) if donor else ("fund", fund)
        sql = (
            f'SELECT n.id, n.donor, d.name, n.fund, f.name, n."on", n.kind, n.what, n.value, n.received_on,'  # noqa: S608
            f" n.thanked_on FROM donation n LEFT JOIN donor d ON d.id=n.donor LEFT JOIN fund f ON f.id=n.fund"
            f' WHERE n._del IS NULL AND n.{field}=? ORDER BY n."on" DESC, n.id DESC'
        )
        return [dict(zip(names, row, strict=True)) for row in self._database.read(sql, (key,))]

    def donor_totals(self) -> list[dict[str, Stored]]:
        """The donors by name with contact and phone: fen promised (all), fen received, gifts, and those not thanked."""
        names = ("id", "name", "kind", "contact", "phone", "gifts", "promised", "received", "unthanked")
        sql = (
            "SELECT d.id, d.name, d.kind, d.contact, d.phone, count(n.id), total(n.value),"
            " total(CASE WHEN n.received_on IS NOT NULL THEN n.value END),"
            " total(n.received_on IS NOT NULL AND n.thanked_on IS NULL)"
            " FROM donor d LEFT JOIN donation n ON n.donor=d.id AND n._del IS NULL WHERE d._del IS NULL"
            " GROUP BY d.id ORDER BY d.name, d.id"
        )
        found = [dict(zip(names, row, strict=True)) for row in self._database.read(sql)]
        for one in found:
            for name in ("promised", "received", "unthanked"):
                one[name] = int(one[name] or 0)
        return found


def overdrawn(database: Database, most: int) -> Iterator[Task]:
    """Funds of which more went out than came in, the deepest first: two offices may have allotted the same money."""
    short = sorted((int(left), fund, name) for fund, name, left in database.read(OVERDRAWN) if int(left) < 0)
    for left, fund, name in short[:most]:
        yield Task(
            "fund_overdrawn", "fund", fund, {"name": str(name or ""), "value": f"{-left / 100:,.2f}"}
        )
