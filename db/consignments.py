"""What packages carried: kept beside the list of packages, the numbers packed small.

The numbers of a log are ranges; they are written as the steps from one end to the next and packed, for a package
downwards may hold one change here and one there.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from casefiles.ports import Consignment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.driver import Connection

Ranges = tuple[tuple[int, int], ...]


def keep(connection: Connection, one: Consignment) -> None:
    """Write it inside the caller's transaction; it replaces what was noted of the same package."""
    line = (
        one.package, one.direction, one.office, one.sha256, one.bytes, one.file, one.at_ms, one.received_ms,
        json.dumps(dict(one.told), ensure_ascii=False), packed(one.carried),
    )  # fmt: skip
    connection.execute(
        "INSERT OR REPLACE INTO consignment(package, direction, office, sha256, bytes, file, at_ms, received_ms, told,"
        " carried) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        line,
    )


def kept(connection: Connection, office: str) -> list[Consignment]:
    """Those to and from an office, "" for all, newest first."""
    rows = connection.execute(
        "SELECT package, direction, office, sha256, bytes, file, at_ms, carried, received_ms, told FROM consignment"
        " WHERE ?1='' OR office=?1 ORDER BY at_ms DESC, package",
        (office,),
    ).fetchall()
    return [
        Consignment(package, direction, of, sha, size, file, at, unpacked(carried), received, json.loads(told))
        for package, direction, of, sha, size, file, at, carried, received, told in rows
    ]


def packed(carried: Mapping[str, Ranges]) -> bytes:
    """Ranges by log in few bytes."""
    steps = {}
    for log, ranges in carried.items():
        at, found = 0, []
        for first, last in ranges:
            found += [first - at, last - first]
            at = last
        steps[log] = found
    return zlib.compress(json.dumps(steps, separators=(",", ":")).encode())


def unpacked(raw: bytes) -> dict[str, Ranges]:
    """What `packed` packed."""
    found = {}
    for log, steps in json.loads(zlib.decompress(raw)).items():
        at, ranges = 0, []
        for step, length in zip(steps[::2], steps[1::2], strict=True):
            ranges.append((at + step, at + step + length))
            at += step + length
        found[log] = tuple(ranges)
    return found
