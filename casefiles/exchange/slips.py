"""The slip of a package: what was handed over or taken in, and a short code by which both sides know it for the same.

The code is the first 60 bits of the file's SHA-256 in twelve characters without look-alikes, in three groups. Who
types it need not mind capitals, hyphens, or O for 0.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain import misspelt, ranges
from casefiles.domain.entities import BY_PREFIX
from casefiles.domain.problems import Problem, Refusal
from casefiles.exchange import offices, scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.office import Office
    from casefiles.ports import Consignment, Parcel

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 12, 4
_ALIKE = str.maketrans("OILU", "011V")
MARK = "DOORSTEP-RECEIPT"
"""begins what the square code says"""


@dataclass(frozen=True, slots=True)
class Slip:
    """A package as its slip says it. `direction` is "out" (handed over) or "in" (taken in), `state` that of the list of
    packages. `first`..`last` are the numbers of the sender's own computer in it, 0 where it carries none (or came
    here and held nothing new)."""

    package: str
    direction: str
    office: str
    name: str
    state: str
    at_ms: int
    file: str
    bytes: int
    sha256: str
    code: str
    changes: int
    """of one that came: those that were new here"""
    records: Mapping[str, int] = field(default_factory=dict)
    """entity -> records that changes in it are of; for a package that came: that were new here"""
    first: int = 0
    last: int = 0
    received_ms: int = 0
    whole: int = 0
    """all changes in it, also those that were here before it came"""

    @property
    def square(self) -> str:
        """What the square code says: no person's data."""
        return f"{MARK} {self.code} {self.package}"

    def data(self) -> dict[str, object]:
        """For scripts."""
        return {
            "package": self.package, "direction": self.direction, "office": self.office, "name": self.name,
            "state": self.state, "at": self.at_ms, "file": self.file, "bytes": self.bytes, "sha256": self.sha256,
            "code": self.code, "changes": self.changes, "records": dict(self.records), "first": self.first,
            "last": self.last, "received": self.received_ms or None, "whole": self.whole,
        }  # fmt: skip


def code_of(sha256: str) -> str:
    """The code of a file with this SHA-256 (hex): twelve characters in three groups."""
    number = int(sha256[: LENGTH * 5 // 4], 16)
    found = "".join(ALPHABET[number >> 5 * at & 31] for at in reversed(range(LENGTH)))
    return "-".join(found[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def tidy(code: str) -> str:
    """A code as it was typed, without what does not matter: capitals, hyphens, spaces, look-alikes. What a square code
    says may be given too."""
    text = code.strip().upper()
    if text.startswith(MARK):
        text = text.split()[1] if len(text.split()) > 1 else ""
    return "".join(c for c in text if c.isalnum()).translate(_ALIKE)


def slip(office: Office, package: str) -> Slip:
    """The slip of a package by its id, the beginning of it (8 characters and more), or its code.
    Refusals: NO_PACKAGE, RECEIPT_UNKNOWN as `find` says."""
    wanted = package.strip().lower()
    for one in office.ledger.consignments():
        if len(wanted) >= 8 and one.package.startswith(wanted):
            return _slip(office, one)
    if len(tidy(package)) == LENGTH:
        return find(office, package)
    raise Refusal(Problem("NO_PACKAGE", value=package))


def find(office: Office, code: str) -> Slip:
    """The package with this code, whether it went or came: it is the same one then that the other side's slip is of.

    Refusals: RECEIPT_CODE for what is no such code, RECEIPT_UNKNOWN when no package here has it, RECEIPT_TYPO when one
    differs in a single character or by two exchanged ones.
    """
    typed = tidy(code)
    if len(typed) != LENGTH or any(c not in ALPHABET for c in typed):
        said = misspelt.where(typed, ALPHABET, LENGTH, lambda _: True)
        raise Refusal(Problem("RECEIPT_CODE", value=code, args={"where": said}))
    kept = {tidy(code_of(c.sha256)): c for c in reversed(office.ledger.consignments())}
    one = kept.get(typed)
    if one is not None:
        return _slip(office, one)
    near = next((k for k in kept if _nearly(k, typed)), "")
    if near:
        args = {"near": code_of(kept[near].sha256), "where": misspelt.between(typed, near)}
        raise Refusal(Problem("RECEIPT_TYPO", value=code, args=args))
    raise Refusal(Problem("RECEIPT_UNKNOWN", value=code))


def _nearly(one: str, other: str) -> bool:
    """Whether two codes differ in one character, or by two neighbours that are exchanged."""
    differs = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differs) == 2:
        at, after = differs
        return after == at + 1 and one[at : after + 1] == other[after] + other[at]
    return len(differs) == 1


def _slip(office: Office, one: Consignment) -> Slip:
    ledger = office.ledger
    parcel: Parcel | None = next(
        (p for p in ledger.parcels() if (p.package, p.direction) == (one.package, one.direction)), None
    )
    places = [(log, n) for log, found in one.carried.items() for a, b in found for n in range(a, b + 1)]
    rows = set(ledger.rows_at(places).values())
    first, last = _own(office, one)
    return Slip(
        package=one.package,
        direction=one.direction,
        office=one.office,
        name=offices.name(office, one.office),
        state=parcel.state if parcel is not None else "",
        at_ms=one.at_ms,
        file=one.file,
        bytes=one.bytes,
        sha256=one.sha256,
        code=code_of(one.sha256),
        changes=sum(ranges.size(found) for found in one.carried.values()),
        records=dict(Counter(_entity(row) for row in rows).most_common()),
        first=first,
        last=last,
        received_ms=one.received_ms,
        whole=parcel.count if parcel is not None else 0,
    )


def _own(office: Office, one: Consignment) -> tuple[int, int]:
    """The first and the last number of the sender's own log in the package."""
    device = {office.ledger.device} if one.direction == "out" else scope.devices(office, one.office)
    found = [r for log, carried in one.carried.items() if log in device for r in carried]
    return (found[0][0], found[-1][1]) if found else (0, 0)


def _entity(row: str) -> str:
    entity = BY_PREFIX.get(row.partition("-")[0])
    return entity.name if entity is not None else row.partition("-")[0]
