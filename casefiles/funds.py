"""Funds: what came in, what went out, what is left. The balance is asked for, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain import aid_steps
from casefiles.domain.problems import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from casefiles.domain.changes import Edit
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

    Pair = tuple[Mapping[str, Stored] | None, Mapping[str, Stored]]


@dataclass(frozen=True, slots=True)
class Flow:
    """A fund on one day: what came in, what went out, what is left after it; fen."""

    day: str
    came: int
    went: int
    left: int


def flow(office: Office, fund: str, on: dt.date | None = None) -> list[Flow]:
    """The days on which a fund moved, through `on` (today)."""
    found, left = [], 0
    for day, came, went in office.queries.fund_flow(fund, (on or office.clock.today()).isoformat()):
        left += came - went
        found.append(Flow(day, came, went, left))
    return found


def balance(office: Office, fund: str, on: dt.date | None = None) -> int:
    """Fen in a fund at the end of a day: money received less what was allotted or handed over."""
    days = flow(office, fund, on)
    return days[-1].left if days else 0


@dataclass(frozen=True, slots=True)
class FundState:
    """A fund with its balance today; fen."""

    record: Record
    came: int
    went: int
    givers: int
    left: int


def all_funds(office: Office) -> list[FundState]:
    """All funds by name."""
    givers = dict(office.queries.groups("fund"))
    found = []
    for record in office.queries.select("fund", sort="name"):
        days = flow(office, record.id)
        came, went = sum(d.came for d in days), sum(d.went for d in days)
        found.append(FundState(record, came, went, givers.get(record.id, 0), came - went))
    return found


def overdrafts(office: Office, pairs: Iterable[Pair]) -> tuple[Problem, ...]:
    """A warning for each fund that goes below nothing when aid that stood as the first of a pair (None: not at all)
    stands as the second. It is told, and nothing is held back: the money may be under way."""
    more: dict[str, int] = {}
    for before, after in pairs:
        for values, sign in ((before, -1), (after, 1)):
            fund = str(values.get("fund") or "") if values else ""
            if values and fund and aid_steps.spent_on(values):
                more[fund] = more.get(fund, 0) + sign * int(values.get("value") or 0)
    return tuple(
        p for fund, fen in more.items() if fen > 0 and (p := overdraft(office, fund, fen)) is not None
    )


def overdraft(office: Office, fund: str, fen: int) -> Problem | None:
    """The warning that spending `fen` more overdraws a fund, or nothing."""
    left = balance(office, fund) - fen
    if left >= 0:
        return None
    found = office.queries.get(fund)
    name = str(found.values.get("name") or "") if found else fund
    return Problem("FUND_OVERDRAWN", "fund", fund, args={"name": name, "over": yuan(-left)})


def from_aid(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """What saving one piece of aid tells: that its fund is overdrawn by it."""
    return [], overdrafts(office, [(before, {**(before or {}), **fields})])


def yuan(fen: int) -> str:
    """`1,234.50`; whole yuan without the point."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}{whole:,}" + (f".{rest:02d}" if rest else "")
