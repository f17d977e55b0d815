"""What an office is known to have: as a rule the receipt in its last package, of several computers what all have.

A copied computer gives receipts in the same office's name. A package must not begin beyond what any of them has, or
it could only wait there. `receipts:CODE` in the settings holds the last receipt of each of its computers; the computer
that a newer one goes on from counts no more, unless it speaks again.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from casefiles.domain import ranges
from casefiles.domain.changes import Seen
from casefiles.domain.trust import device_id

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from casefiles.domain.changes import Vector
    from casefiles.edges.package.heading import Header
    from casefiles.office import Office

MOST_SILENT = 20
"""packages of an office after which a computer of it that was not heard of counts no more: what it lacks waits until
it speaks"""


def take(office: Office, code: str, header: Header, have: Vector, blocked: Container[str] = ()) -> tuple[Vector, int]:
    """Note a receipt (`have`, in our names); what all computers of the office have, and how many there are. Those that
    are blocked count no more."""
    kept = _noted(office, code)
    first = header.device not in kept
    silent = {device: n + 1 for device, n in _silent(office, code).items() if device != header.device}
    gone = {device for device in kept if device in blocked or silent.get(device, 0) > MOST_SILENT}
    for device in gone | (_before(header) if first else set()):  # one that spoke since is another computer
        kept.pop(device, None)
    twice = any(fork.dev == header.device and not fork.answer for fork in office.ledger.forks())
    earlier = kept.get(header.device)
    kept[header.device] = meet(earlier, have) if twice and earlier is not None else have
    _keep(office, code, kept)
    _keep_silent(office, code, {device: silent.get(device, 0) for device in kept})
    told = list(kept.values())
    found = told[0]
    for other in told[1:]:
        found = meet(found, other)
    return found, 2 if twice else len(kept)


def forget(office: Office, code: str) -> None:
    """The office has a new computer by a person's word: what the old ones had counts no more."""
    _keep(office, code, {})


def meet(one: Vector, other: Vector) -> Vector:
    """What both have."""
    return {log: ranges.together(seen, other[log]) for log, seen in one.items() if log in other}


def lacking_nothing_erased(office: Office, vector: Vector) -> Vector:
    """A receipt, in our names, as it is to be judged: what was erased here is not missed anywhere."""
    gone = office.ledger.erased_numbers()
    return {
        log: replace(seen, holes=ranges.without(seen.holes, gone[log]), bare=ranges.without(seen.bare, gone[log]))
        if seen.holes and log in gone
        else seen
        for log, seen in vector.items()
    }


def _before(header: Header) -> set[str]:
    """The devices that the sending one goes on from."""
    came_from = {link.new: link.old for link in header.links}
    found: set[str] = set()
    key = came_from.get(header.key)
    while key is not None and device_id(key) not in found:
        found.add(device_id(key))
        key = came_from.get(key)
    return found


def _silent(office: Office, code: str) -> dict[str, int]:
    """Device -> packages of the office since it was heard of."""
    return dict(json.loads(office.ledger.setting(f"silent:{code}") or "{}"))


def _keep_silent(office: Office, code: str, silent: Mapping[str, int]) -> None:
    value = json.dumps(silent) if len(silent) > 1 else None
    if office.ledger.setting(f"silent:{code}") != value:
        office.ledger.keep_setting(f"silent:{code}", value)


def _noted(office: Office, code: str) -> dict[str, Vector]:
    kept = json.loads(office.ledger.setting(f"receipts:{code}") or "{}")
    return {dev: _read(told) for dev, told in kept.items()}


def _read(told: Mapping[str, list[Any]]) -> Vector:
    return {
        log: Seen(seq, bytes.fromhex(head), *(tuple((a, b) for a, b in spans) for spans in rest))
        for log, (seq, head, *rest) in told.items()
    }


def _keep(office: Office, code: str, kept: Mapping[str, Vector]) -> None:
    told = {dev: {log: [s.seq, s.head.hex(), s.holes, s.bare] for log, s in seen.items()} for dev, seen in kept.items()}
    value = json.dumps(told) if told else None
    if office.ledger.setting(f"receipts:{code}") != value:
        office.ledger.keep_setting(f"receipts:{code}", value)
