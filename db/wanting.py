"""Contents of photos and scans that records name and that are not here: `blob` notes them beside those that are.

`to_come`: the record came, the bytes have not; `lost`: they were here once. Both are asked for in the header of the
next package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.driver import Connection, Database

HERE, TO_COME, LOST = "here", "to_come", "lost"
_PART = 500
_LIVE = "attachment a WHERE a.sha256=lower(hex(b.sha)) AND a._del IS NULL"


def note(connection: Connection, rows: Iterable[str]) -> None:
    """What these attachments name is to come, unless it is known already."""
    ids = list(rows)
    for at in range(0, len(ids), _PART):
        part = ids[at : at + _PART]
        marks = ",".join("?" * len(part))
        connection.execute(
            "INSERT OR IGNORE INTO blob(sha, size, state) SELECT unhex(sha256), coalesce(size, 0), ? FROM attachment"  # noqa: S608
            f" WHERE id IN ({marks}) AND _del IS NULL AND length(unhex(sha256)) = 32",
            (TO_COME, *part),
        )


def here(database: Database, sha: bytes, size: int) -> None:
    """It is here: the note was missing."""
    with database.writing() as connection:
        connection.execute(
            "INSERT INTO blob(sha, size, state) VALUES(?, ?, ?)"
            " ON CONFLICT(sha) DO UPDATE SET size=excluded.size, state=excluded.state",
            (sha, size, HERE),
        )


def lost(database: Database, shas: list[bytes]) -> None:
    """They were here and are no longer."""
    if shas:
        with database.writing() as connection:
            connection.executemany("UPDATE blob SET state=? WHERE sha=?", [(LOST, sha) for sha in shas])


def wanted(database: Database, most: int) -> list[tuple[str, str]]:
    """(hash, attachment) of what is not here, by the day of the attachment, the newest first."""
    rows = database.read(
        f"SELECT lower(hex(b.sha)), (SELECT a.id FROM {_LIVE} ORDER BY a.id LIMIT 1) AS row,"  # noqa: S608
        f" (SELECT max(coalesce(a.\"on\", '')) FROM {_LIVE}) AS day"
        " FROM blob b INDEXED BY blob_wanted WHERE b.state <> 'here' AND row IS NOT NULL"
        " ORDER BY day DESC, b.sha LIMIT ?",
        (most,),
    )
    return [(str(sha), str(row)) for sha, row, _ in rows]


def number(database: Database) -> int:
    """How many there are."""
    row = database.one(
        "SELECT count(*) FROM blob b INDEXED BY blob_wanted WHERE b.state <> 'here'"  # noqa: S608
        f" AND EXISTS (SELECT 1 FROM {_LIVE})"
    )
    return int(row[0]) if row else 0
