"""Which package of ours an office is known to have taken in, and what had been looked at for it by then.

Kept in this office's own settings: `pending:CODE` are the packages on their way with the numbers up to which all logs
were looked at, `examined:CODE` those of the last one that is known to have arrived, `taken:CODE` is the package of the
office that was taken in here last, which our next package names.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casefiles.domain import ranges

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from casefiles.domain.changes import Seen, Vector
    from casefiles.office import Office

MOST = 40
"""packages on their way that are remembered; an older one is looked at again"""


def examined(office: Office, code: str) -> dict[str, int]:
    """Device -> number up to which its log was looked at for the office; nothing: look at everything."""
    return dict(json.loads(office.ledger.setting(f"examined:{code}") or "{}"))


def sent(office: Office, code: str, package: str, have: Vector) -> None:
    """A package that holds whatever is the office's own as far as `have` is on its way."""
    on_way = _pending(office, code)
    on_way.append((package, {dev: seen.seq for dev, seen in have.items()}))
    _keep(office, f"pending:{code}", on_way[-MOST:])


def covered(office: Office, code: str, without: Container[str] = ()) -> dict[str, int]:
    """How far packages that are on their way to an office lead, by log: in full, or by stubs; `without` these."""
    found: dict[str, int] = {}
    for package, reached in _pending(office, code):
        for log, seq in reached.items() if package not in without else ():
            found[log] = max(seq, found.get(log, 0))
    return found


def confirmed(office: Office, code: str, package: str) -> None:
    """The office named this package as the last it took in."""
    on_way = _pending(office, code)
    place = next((n for n, (name, _) in enumerate(on_way) if name == package), None)
    if place is not None:
        _keep(office, f"examined:{code}", on_way[place][1])
        _keep(office, f"pending:{code}", on_way[place + 1 :])


def forget(office: Office, code: str) -> None:
    """The office has less than it had, or something came to us late: everything is looked at again."""
    for key in ("examined", "pending"):
        _keep(office, f"{key}:{code}", None)


def took(office: Office, code: str, package: str) -> None:
    """This package of the office was taken in here."""
    _keep(office, f"taken:{code}", package)


def last_taken(office: Office, code: str) -> str:
    """The package of the office that was taken in here last, "" for none."""
    return str(json.loads(office.ledger.setting(f"taken:{code}") or '""'))


def lost_something(before: Vector, now: Vector) -> bool:
    """Whether an office no longer holds what an earlier receipt of it said it held."""
    return any(_less(seen, now.get(dev)) for dev, seen in before.items())


def _less(before: Seen, now: Seen | None) -> bool:
    if now is None or now.seq < before.seq:
        return True
    fewer = ranges.without(now.holes, before.holes), ranges.without(ranges.stubs(now), ranges.stubs(before))
    return any(first <= before.seq for new in fewer for first, _ in new)


def _pending(office: Office, code: str) -> list[tuple[str, Mapping[str, int]]]:
    return [(name, numbers) for name, numbers in json.loads(office.ledger.setting(f"pending:{code}") or "[]")]


def _keep(office: Office, key: str, value: object) -> None:
    kept = json.dumps(value) if value else None
    if office.ledger.setting(key) != kept:
        office.ledger.keep_setting(key, kept)
