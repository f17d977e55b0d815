"""How often a child is to be visited and a file verified: which norm holds, and the days that follow from it.

No single national number was found; offices keep their own as records of `norm`. What none of them says is filled by
the constants here. Sources: an Inner Mongolia opinion of 2022 (children in difficulty at least monthly, others at
least quarterly), the Guangdong risk colours (red high, yellow medium-high, blue medium-low, green low) and the
Hangzhou standard DB3301/T 0460-2024 (a new child is visited within days, verified at intervals).

Which norm holds for a child on a day:
1. It is in force on that day, and its division, category and risk are the child's or left empty. A division holds for
   all divisions below it; a category holds when it is one of the child's open categories.
2. Of norms with the same division, category and risk the one that came into force last replaces the others.
3. Of the rest the most special one wins: one that names the risk before one that does not, then one that names the
   category, then the longer division, then the shorter interval, then the one that came into force last.
4. There are three duties: visiting (interval, grace, what counts), the first visit, verification. Each is decided by
   the most special norm that speaks of it; so a norm for red children that is silent about verification leaves the
   office's general norm for verification as it is.

What is due is the first day on which the norm of that very day asks for it. It follows from the records alone and not
from today, so no day that passes makes anything anew.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored

DAYS_BY_RISK: Mapping[str, int] = {"red": 30, "yellow": 60}
"""risk colour -> days between visits"""
DAYS_OTHERWISE = 90
VERIFY_DAYS = 180
"""a file is verified every half year where no norm says it in months"""
DEFAULT_CAPACITY = 3
"""How many children a mentor takes on when nobody asked."""
SOON_DAYS = 14
"""A visit due within two weeks counts as due."""
FIELDS = (
    *("id", "name", "area", "category", "risk", "start", "end"),
    *("interval", "grace", "first_within", "verify_months", "counts", "document"),
)
"""what `Norm.of` reads, in its order"""


class Norm(NamedTuple):
    """A norm as it is applied. Numbers that make no sense are left out; `counts` empty: every kind of visit counts."""

    id: str
    name: str
    area: str
    category: str
    risk: str
    start: dt.date
    end: dt.date
    interval: int | None
    grace: int
    first_within: int | None
    verify_months: int | None
    counts: frozenset[str]
    document: str

    @classmethod
    def of(cls, values: Mapping[str, Stored]) -> Norm | None:
        """From stored values (by the names in FIELDS); None when it was never in force."""
        start = _date(_text(values, "start"))
        end = _date(_text(values, "end")) or dt.date.max
        if start is None or end < start:
            return None
        interval, first, months = (_number(values.get(n)) for n in ("interval", "first_within", "verify_months"))
        return cls(
            _text(values, "id"), _text(values, "name"), _text(values, "area"), _text(values, "category"),
            _text(values, "risk"), start, end, interval, _number(values.get("grace")) or 0, first, months,
            frozenset(filter(None, _text(values, "counts").split(","))), _text(values, "document"),
        )  # fmt: skip

    @property
    def scope(self) -> tuple[str, str, str]:
        return self.area, self.category, self.risk


class Span(NamedTuple):
    """What is asked for from a day to a day. `by` are the norms that decide visiting, the first visit, verification;
    None where only the constants here do."""

    first: dt.date
    last: dt.date
    interval: int
    grace: int
    counts: frozenset[str]
    first_within: int | None
    verify_months: int | None
    by: tuple[Norm | None, Norm | None, Norm | None]


class Visited(NamedTuple):
    """What a child's due days follow from. `met` is the last visit with contact by kind ("" where nobody wrote the
    kind), `planned` the next date agreed on at the last of them, `agreed` the days between visits of the match;
    ISO dates."""

    met: Mapping[str, str]
    opened: str | None = None
    matched: str | None = None
    planned: str | None = None
    agreed: int | None = None


class Book:
    """The norms of an office, and the spans in which they hold for a child; asked for one kind of child after the
    other, it finds each kind's spans once."""

    def __init__(self, norms: Iterable[Norm] = ()) -> None:
        self.norms = tuple(norms)
        self.limited = any(n.counts for n in self.norms)
        """whether the kind of a visit matters"""
        self._spans: dict[tuple[str, str, str], tuple[Span, ...]] = {}

    def spans(self, area: str, categories: str, risk: str) -> tuple[Span, ...]:
        """For a division, categories (codes joined by commas) and a risk: spans without gaps, from ever to ever."""
        if not self.norms:
            area = categories = ""
        key = (area, categories, risk)
        found = self._spans.get(key)
        if found is None:
            if len(self._spans) > _MOST:
                self._spans.clear()  # a hostile package could name any division
            found = self._spans[key] = tuple(_spans(self.norms, area, frozenset(categories.split(",")), risk))
        return found


_MOST = 5000


def holding(
    norms: Iterable[Norm], area: str, categories: frozenset[str], risk: str, on: dt.date
) -> list[Norm]:
    """The norms that hold on a day, the most special first (rules 1 to 3 above)."""
    newest: dict[tuple[str, str, str], Norm] = {}
    for norm in norms:
        fits = (
            norm.start <= on <= norm.end
            and area.startswith(norm.area)
            and norm.category in ("", *categories)
            and norm.risk in ("", risk)
        )
        held = newest.get(norm.scope)
        if fits and (held is None or (held.start, held.id) < (norm.start, norm.id)):
            newest[norm.scope] = norm
    return sorted(newest.values(), key=_specialness, reverse=True)


def _specialness(norm: Norm) -> tuple[bool, bool, int, int, dt.date, str]:
    return bool(norm.risk), bool(norm.category), len(norm.area), -(norm.interval or 10_000), norm.start, norm.id


def _spans(norms: Sequence[Norm], area: str, categories: frozenset[str], risk: str) -> Iterable[Span]:
    """The days on which anything begins or ends to hold cut time into spans."""
    edges = {dt.date.min}
    for norm in norms:
        edges.add(norm.start)
        if norm.end < dt.date.max:
            edges.add(norm.end + dt.timedelta(days=1))
    firsts = sorted(edges)
    for place, first in enumerate(firsts):
        last = firsts[place + 1] - dt.timedelta(days=1) if place + 1 < len(firsts) else dt.date.max
        found = holding(norms, area, categories, risk, first)
        visiting = next((n for n in found if n.interval), None)
        new = next((n for n in found if n.first_within), None)
        verifying = next((n for n in found if n.verify_months), None)
        yield Span(
            first,
            last,
            (visiting.interval if visiting else None) or DAYS_BY_RISK.get(risk, DAYS_OTHERWISE),
            visiting.grace if visiting else 0,
            visiting.counts if visiting else frozenset(),
            new.first_within if new else None,
            verifying.verify_months if verifying else None,
            (visiting, new, verifying),
        )


def visit_due(spans: Sequence[Span], child: Visited) -> tuple[str | None, str | None]:
    """The ISO date of the next visit, and the last day on which it is not yet overdue (grace).

    It is counted from the last visit with contact of a kind that counts, else from the later of registration and
    start of the match. A child without such a visit is due `first_within` days after registration, where a norm says
    so. The match may agree on more visits than a norm asks for, not on fewer; where no norm is kept, what it agreed on
    holds. The next date agreed at the last visit wins when it is earlier. (None, None) when there is nothing to count
    from.
    """
    due = grace = None
    for span in spans:
        asked = _asked(span, child)
        if asked is not None and max(asked, span.first) <= span.last:
            due, grace = max(asked, span.first), span.grace
            break
    planned = _date(child.planned)
    if planned is not None and (due is None or planned < due):
        due, grace = planned, next(s.grace for s in spans if s.first <= planned <= s.last)
    if due is None:
        return None, None
    return due.isoformat(), (_after(due, grace or 0) or dt.date.max).isoformat()


def _asked(span: Span, child: Visited) -> dt.date | None:
    """The day from which a visit is owed if this span's norm held for ever."""
    last = max((day for kind, day in child.met.items() if not span.counts or kind in span.counts), default="")
    if not last and span.first_within and (opened := _date(child.opened)):
        return _after(opened, span.first_within)
    base = _date(last or max(filter(None, (child.opened, child.matched)), default=None))
    days = span.interval
    if child.agreed and child.agreed > 0:
        days = min(days, child.agreed) if span.by[0] else child.agreed
    return _after(base, days) if base else None


def verify_due(spans: Sequence[Span], verified: str | None) -> str:
    """The ISO date until which a file is to be verified, counted from the day `verified` (a verification, a visit with
    contact, or registration); "" when no such day is known, so that it comes before every day."""
    base = _date(verified)
    if base is None:
        return ""
    for span in spans:
        asked = months_on(base, span.verify_months) if span.verify_months else _after(base, VERIFY_DAYS)
        if asked is not None and max(asked, span.first) <= span.last:
            return max(asked, span.first).isoformat()
    return dt.date.max.isoformat()


def months_on(day: dt.date, months: int) -> dt.date | None:
    """The same day months later, or the last day of a shorter month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = total // 12, total % 12 + 1
    if year > dt.MAXYEAR:
        return None
    end = 31 if month == 12 else (dt.date(year, month + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month, min(day.day, end))


def division(area: Stored, number: Stored) -> str:
    """The division whose norms hold for a child: that of the residence, else of the office that gave the file number
    (`E231282103-2026-...`)."""
    if area:
        return str(area)
    office = str(number or "")[1:].partition("-")[0]
    return office if office.isdecimal() else ""


def interval(risk: str | None, agreed: int | None = None) -> int:
    """Days between two visits where no norm is kept: what the match agreed on, if anything, else by risk."""
    return agreed or DAYS_BY_RISK.get(risk or "", DAYS_OTHERWISE)


def next_due(
    risk: str | None, last_contact: str | None, since: str | None, next_on: str | None, agreed: int | None = None
) -> str | None:
    """The ISO date of the next visit where no norm is kept; `since` is the later of registration and start of match."""
    met = {"": last_contact} if last_contact else {}
    return visit_due(NONE.spans("", "", risk or ""), Visited(met, since, None, next_on, agreed))[0]


NONE = Book()
"""an office that keeps no norms"""


def _after(day: dt.date, days: int) -> dt.date | None:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def _text(values: Mapping[str, Stored], name: str) -> str:
    return str(values.get(name) or "")


def _number(value: Stored) -> int | None:
    """A number of days or months that can be meant (a package may carry anything)."""
    return value if isinstance(value, int) and 0 < value <= 3660 else None


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:  # a package may carry anything
        return None
