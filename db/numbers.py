"""File numbers that no other office and no other device can issue, and that are never issued twice.

`E231282103-2026-K700001`: the register's letter (E child, H household, W mentor), the office's division code, the
year, two characters of the device id in Crockford's base 32, a serial. Division codes keep offices apart, the tag
keeps devices and restored copies apart.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from casefiles.domain.entities import entity_named
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.driver import Connection

LETTERS: Mapping[str, str] = {"child": "E", "household": "H", "mentor": "W"}
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def tag(device: str) -> str:
    """Two characters that tell a device's numbers from another's of the same office (1 of 1,024)."""
    digest = hashlib.sha256(device.encode()).digest()
    return _CROCKFORD[digest[0] & 31] + _CROCKFORD[digest[1] & 31]


def issue(
    connection: Connection, entity: str, year: int, office: str, device: str, count: int = 1
) -> list[str]:
    """The next numbers, in order. One once issued is not issued again, even if its record was deleted or never saved.

    Raises ValueError for a register without numbers.
    """
    spec = entity_named(entity)
    if not spec.numbered:
        raise ValueError(f"{entity} has no numbers")
    prefix = f"{LETTERS[entity]}{office}-{year}-{tag(device)}"
    row = connection.execute("SELECT last FROM counter WHERE prefix=?", (prefix,)).fetchone()
    top = connection.execute(
        f"SELECT max(number) FROM {quoted(entity)} WHERE number >= ? AND number < ?",  # noqa: S608
        (prefix, prefix + ":"),
    ).fetchone()[0]
    tail = str(top)[len(prefix) :] if top else ""
    serial = 1 + max(row[0] if row else 0, int(tail) if tail.isdecimal() and tail.isascii() else 0)
    connection.execute(
        "INSERT OR REPLACE INTO counter(prefix, last) VALUES(?, ?)", (prefix, serial + count - 1)
    )
    return [f"{prefix}{n:05d}" for n in range(serial, serial + count)]
