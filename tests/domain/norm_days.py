"""The brute-force oracle of visit norms: day after day it asks what the norm of that day wants of a child.

It knows nothing of spans. Norms are plain dictionaries of stored values with an `id`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

FAR = 4 * 366
DAY = dt.timedelta(days=1)


def some_norms(rng: Random, day: Callable[[], str]) -> list[dict[str, Any]]:
    """Norms of several scopes that replace, outlive and contradict each other."""
    found = []
    for n in range(rng.randrange(1, 8)):
        start = day()
        end = day() if rng.random() < 0.4 else None
        found.append({
            "id": f"nm-{rng.randrange(36**8):08x}{n}", "name": f"规则{n}", "start": start,
            "end": end if end and end >= start else None,
            "area": rng.choice((None, None, "9999", "999901", "999901101", "999902")),
            "category": rng.choice((None, None, "difficulty", "left_behind")),
            "risk": rng.choice((None, None, "red", "yellow")),
            "interval": rng.choice((1, 7, 30, 31, 90, 366)), "grace": rng.choice((None, 0, 3, 15)),
            "first_within": rng.choice((None, 1, 7, 30)), "verify_months": rng.choice((None, None, 1, 6, 12)),
            "counts": rng.choice((None, None, "home", "home,school")), "document": None,
        })  # fmt: skip
    return found


def winner(norms: list[dict[str, Any]], area: str, categories: set[str], risk: str, day: dt.date, speaks: str) -> Any:
    """The norm that decides the duty whose field is `speaks`, or None."""
    iso = day.isoformat()
    here = []
    for norm in norms:
        if norm["start"] > iso or (norm.get("end") and norm["end"] < iso):
            continue
        if norm.get("area") and area[: len(norm["area"])] != norm["area"]:
            continue
        if norm.get("category") and norm["category"] not in categories:
            continue
        if norm.get("risk") and norm["risk"] != risk:
            continue
        here.append(norm)

    def scope(norm: dict[str, Any]) -> tuple[str, ...]:
        return tuple(norm.get(n) or "" for n in ("area", "category", "risk"))

    standing = [
        n for n in here if not any(scope(m) == scope(n) and (m["start"], m["id"]) > (n["start"], n["id"]) for m in here)
    ]
    best = None
    for norm in standing:
        if norm.get(speaks) and (best is None or _beats(norm, best)):
            best = norm
    return best


def _beats(one: dict[str, Any], other: dict[str, Any]) -> bool:
    for name in ("risk", "category"):
        if bool(one.get(name)) != bool(other.get(name)):
            return bool(one.get(name))
    if len(one.get("area") or "") != len(other.get("area") or ""):
        return len(one.get("area") or "") > len(other.get("area") or "")
    shorter = (one.get("interval") or 10_000), (other.get("interval") or 10_000)
    if shorter[0] != shorter[1]:
        return shorter[0] < shorter[1]
    return (one["start"], one["id"]) > (other["start"], other["id"])


def visit_due(
    norms: list[dict[str, Any]],
    who: tuple[str, set[str], str],
    contacts: list[tuple[str, str]],
    opened: str | None,
    matched: str | None,
    planned: str | None,
    agreed: int | None,
) -> tuple[str | None, str | None]:
    """(due, last day of grace); `contacts` are (day, kind)."""
    facts = [d for d in (opened, matched, planned, *(day for day, _ in contacts)) if d]
    if not facts:
        return None, None
    day = dt.date.fromisoformat(min(facts))
    for _ in range(FAR):
        norm = winner(norms, *who, day, "interval")
        grace = (norm.get("grace") or 0) if norm else 0
        if planned == day.isoformat() or _asks(norms, who, day, norm, contacts, opened, matched, agreed):
            return day.isoformat(), (day + dt.timedelta(days=grace)).isoformat()
        day += DAY
    return None, None


def _asks(
    norms: list[dict[str, Any]], who: tuple[str, set[str], str], day: dt.date, norm: Any,
    contacts: list[tuple[str, str]], opened: str | None, matched: str | None, agreed: int | None,
) -> bool:  # fmt: skip
    kinds = [k for k in ((norm or {}).get("counts") or "").split(",") if k]
    counted = [on for on, kind in contacts if not kinds or kind in kinds]
    first = winner(norms, *who, day, "first_within")
    if not counted and first and opened:
        return (day - dt.date.fromisoformat(opened)).days >= int(first["first_within"])
    since = max(counted) if counted else max((d for d in (opened, matched) if d), default=None)
    if since is None:
        return False
    days = norm["interval"] if norm else {"red": 30, "yellow": 60}.get(who[2], 90)
    if agreed:
        days = min(days, agreed) if norm else agreed
    return (day - dt.date.fromisoformat(since)).days >= days


def verify_due(norms: list[dict[str, Any]], who: tuple[str, set[str], str], verified: str | None) -> str:
    if not verified:
        return ""
    day = since = dt.date.fromisoformat(verified)
    for _ in range(6 * 366):
        norm = winner(norms, *who, day, "verify_months")
        if (_months(since, day) >= norm["verify_months"]) if norm else (day - since).days >= 180:
            return day.isoformat()
        day += DAY
    raise AssertionError("never verified")


def _months(since: dt.date, day: dt.date) -> int:
    """Whole months from one day to another; the last day of a month completes it for any longer one."""
    full = (day.year - since.year) * 12 + day.month - since.month
    last = (day + DAY).month != day.month
    return full if day.day >= since.day or last else full - 1
