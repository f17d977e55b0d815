"""Changes whose content nobody is to wait for: they were erased on order before they got here.

Whoever obeys an order has commitments in the place of what was erased, and gives nothing else to anybody. So a package
says which of the numbers that its writer lacks were erased (`Header.erased`); without that an office above would wait
for ever for what its towns wrote while the order was on its way. An office speaks for the computers of its own division
alone, and what it says takes nothing away: a content that comes all the same is taken in.

`erased_there:CODE` in the settings is log -> numbers, in the names of this office, as far as they are lacking here.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.areas import root
from casefiles.domain.changes import device_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.changes import Vector
    from casefiles.domain.ranges import Ranges
    from casefiles.edges.package.heading import Header
    from casefiles.office import Office


def told(office: Office, have: Vector) -> dict[str, Ranges]:
    """What a package is to say: of the numbers that a receipt lacks those that were erased, here or elsewhere."""
    here, there = office.ledger.erased_numbers(), heard(office)
    found = {}
    for log in here.keys() | there.keys():
        if log in have:
            gone = ranges.united((*here.get(log, ()), *there.get(log, ())))
            lacking = ranges.common(ranges.stubs(have[log]), gone)
            if lacking:
                found[log] = lacking
    return dict(sorted(found.items()))


def hear(office: Office, header: Header, offices: Mapping[str, str]) -> None:
    """Note what the writer of a package that was taken in says of its own division's logs; `offices` is device -> code
    of the computers that somebody vouches for."""
    ledger, base = office.ledger, root(header.from_office)
    said = {
        log: replace(header.have[log], holes=gone, bare=())
        for log, gone in header.erased.items()
        if root(offices.get(device_of(log), "")).startswith(base)
    }
    kept = _kept(office, header.from_office)
    if not said and not kept:
        return
    have, own = ledger.vector(), ledger.erased_numbers()
    fresh = {log: seen.holes for log, seen in ledger.recognised(said).items()}
    found = {}
    for log in sorted(kept.keys() | fresh.keys()):
        gone = ranges.united((*kept.get(log, ()), *fresh.get(log, ())))
        stubs = ranges.without(ranges.stubs(have[log]), own.get(log, ())) if log in have else ()
        lacking = ranges.common(gone, stubs)
        if lacking:
            found[log] = lacking
    value = json.dumps(found) if found else None
    if ledger.setting(_key(header.from_office)) != value:
        ledger.keep_setting(_key(header.from_office), value)


def heard(office: Office) -> dict[str, Ranges]:
    """The numbers, by log, that were erased elsewhere before they got here; some may have come since."""
    found: dict[str, Ranges] = {}
    for peer in office.ledger.peers():
        for log, gone in _kept(office, peer.office).items():
            found[log] = ranges.united((*found.get(log, ()), *gone))
    return found


def _kept(office: Office, code: str) -> dict[str, Ranges]:
    kept = json.loads(office.ledger.setting(_key(code)) or "{}")
    return {log: tuple((first, last) for first, last in spans) for log, spans in kept.items()}


def _key(code: str) -> str:
    return f"erased_there:{code}"
