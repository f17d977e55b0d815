"""What every package carried and what became of it: written when it goes, when it comes, and when a receipt comes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain import filenames, ranges
from casefiles.edges.package.seal import unread
from casefiles.ports import Consignment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from casefiles.domain.changes import Vector
    from casefiles.edges.package.heading import Header
    from casefiles.edges.package.stick import Writable
    from casefiles.office import Office

_BLOCK = 1 << 20


class Hashed:
    """A file to write to that hashes what passes."""

    def __init__(self, out: Writable) -> None:
        self._out = out
        self._hash = hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self._hash.update(data)
        return self._out.write(data)

    @property
    def sha256(self) -> str:
        """The SHA-256 of all that passed, in hex."""
        return self._hash.hexdigest()


def file_hash(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file in hex, and its length. Refusals: CANNOT_READ, STICK_PULLED."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                size += len(block)
    except OSError as e:
        raise unread(e, path) from e
    return digest.hexdigest(), size


def went(
    office: Office, header: Header, carried: Mapping[str, ranges.Ranges], path: Path, sha256: str, size: int
) -> None:
    """A package was written."""
    name = filenames.shown(path.name)
    office.ledger.keep_consignment(
        Consignment(header.package, "out", header.to_office, sha256, size, name, header.created, dict(carried))
    )


def came(office: Office, header: Header, path: Path, new: Mapping[str, ranges.Ranges]) -> None:
    """A package was taken in, and these changes of it were new here. One that had waited is called as it came."""
    sha256, size = file_hash(path)
    now = office.clock.now_ms()
    earlier = (c for c in office.ledger.consignments(header.from_office) if c.package == header.package)
    name = next((c.file for c in earlier if c.direction == "in"), filenames.shown(path.name))
    office.ledger.keep_consignment(
        Consignment(header.package, "in", header.from_office, sha256, size, name, now, dict(new), now)
    )


def waits(office: Office, header: Header, path: Path, sender: str, number: int) -> None:
    """A package was kept that waits for a change that is not here: number `number` of the log that people call
    `sender`."""
    sha256, size = file_hash(path)
    told = {"log": sender, "n": str(number)}
    now = office.clock.now_ms()
    office.ledger.keep_consignment(
        Consignment(header.package, "in", header.from_office, sha256, size, filenames.shown(path.name), now, told=told)
    )


def received(office: Office, code: str, have: Vector, taken: str) -> None:
    """A receipt of the office came: what it covers, or names as taken in (`taken`), has arrived."""
    now = office.clock.now_ms()
    parcels = {p.package: p for p in office.ledger.parcels() if (p.direction, p.office) == ("out", code)}
    for one in office.ledger.consignments(code):
        if one.direction != "out" or one.received_ms:
            continue
        if one.package == taken or (one.carried and ranges.covered(have, one.carried)):
            office.ledger.keep_consignment(replace(one, received_ms=now, told={}))
            parcel = parcels.get(one.package)
            if parcel is not None and parcel.state == "written":
                office.ledger.keep_parcel(replace(parcel, state="received"))
