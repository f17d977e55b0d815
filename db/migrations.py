"""The frozen steps of the database's own tables. An old step never changes and never sees today's model.

Importing this module imports sqlite_utils (about 100 ms): it is imported only when a step is pending.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.shim import shim_sqlite_utils

shim_sqlite_utils()

from sqlite_utils import Migrations  # noqa: E402  (the shim must come first)

if TYPE_CHECKING:
    from collections.abc import Callable

    Step = Callable[[Any], None]

steps = Migrations("doorstep")


@steps()
def m001_log(db: Any) -> None:
    """The log of every device, and what hangs on it."""
    for statement in (
        "CREATE TABLE log(lid INTEGER PRIMARY KEY, dev TEXT NOT NULL UNIQUE, pub BLOB, cert BLOB,"
        " seq INTEGER NOT NULL, head BLOB NOT NULL, fork_lid INTEGER, fork_seq INTEGER,"
        " own INTEGER NOT NULL, cut_seq INTEGER)",
        "CREATE TABLE change(lid INTEGER NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL,"
        " row TEXT, body BLOB, com BLOB, PRIMARY KEY(lid, seq)) WITHOUT ROWID",
        "CREATE INDEX change_row ON change(row)",
        "CREATE TABLE checkpoint(dev TEXT NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL, sig BLOB,"
        " PRIMARY KEY(dev, seq, id)) WITHOUT ROWID",
        "CREATE TABLE peer(office TEXT PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL,"
        " sign_pub BLOB NOT NULL, recipient TEXT NOT NULL, receipt TEXT, receipt_ms INTEGER NOT NULL)"
        " WITHOUT ROWID",
        "CREATE TABLE parcel(package TEXT NOT NULL, direction TEXT NOT NULL, office TEXT NOT NULL,"
        " state TEXT NOT NULL, at_ms INTEGER NOT NULL, count INTEGER NOT NULL, reason TEXT NOT NULL,"
        " PRIMARY KEY(package, direction)) WITHOUT ROWID",
        "CREATE TABLE task(kind TEXT NOT NULL, entity TEXT NOT NULL, row TEXT NOT NULL, detail TEXT NOT NULL,"
        " PRIMARY KEY(kind, row)) WITHOUT ROWID",
        "CREATE TABLE blob(sha BLOB PRIMARY KEY, size INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE draft(key TEXT PRIMARY KEY, fields TEXT NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE secret(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
        "CREATE TABLE counter(prefix TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID",
    ):
        db.execute(statement)


@steps()
def m002_holes(db: Any) -> None:
    """Changes known by a stub alone: their numbers as ranges, and none of them in the index of records."""
    for statement in (
        "CREATE TABLE hole(lid INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,"
        " PRIMARY KEY(lid, first)) WITHOUT ROWID",
        "DROP INDEX change_row",
        "CREATE INDEX change_row ON change(row) WHERE row IS NOT NULL",
    ):
        db.execute(statement)


@steps()
def m003_branches(db: Any) -> None:
    """Two logs may be of one device: a branch (`fork_lid`, `fork_seq`) holds what comes after the fork alone."""
    for statement in (
        "CREATE TABLE log3(lid INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, dev TEXT NOT NULL, pub BLOB, cert BLOB,"
        " seq INTEGER NOT NULL, head BLOB NOT NULL, fork_lid INTEGER, fork_seq INTEGER,"
        " own INTEGER NOT NULL, cut_seq INTEGER, seen_ms INTEGER, answer TEXT)",
        "INSERT INTO log3(lid, name, dev, pub, cert, seq, head, own) SELECT lid, dev, dev, pub, cert, seq, head, own"
        " FROM log",
        "DROP TABLE log",
        "ALTER TABLE log3 RENAME TO log",
    ):
        db.execute(statement)


@steps()
def m004_private(db: Any) -> None:
    """The private part of a change, and what offices below have counted for this one."""
    for statement in (
        "ALTER TABLE change ADD COLUMN private BLOB",
        "CREATE TABLE figure(office TEXT NOT NULL, day TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY(office, day))"
        " WITHOUT ROWID",
    ):
        db.execute(statement)


@steps()
def m005_consignments(db: Any) -> None:
    """Of every package what it carried, its SHA-256 as a file, and since when a receipt covers it."""
    db.execute(
        "CREATE TABLE consignment(package TEXT NOT NULL, direction TEXT NOT NULL, office TEXT NOT NULL,"
        " sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, file TEXT NOT NULL, at_ms INTEGER NOT NULL,"
        " received_ms INTEGER NOT NULL, told TEXT NOT NULL, carried BLOB NOT NULL, PRIMARY KEY(package, direction))"
        " WITHOUT ROWID"
    )


@steps()
def m006_wanted(db: Any) -> None:
    """Contents of photos and scans that are not here are noted beside those that are, and found among them."""
    db.execute("CREATE INDEX blob_wanted ON blob(sha) WHERE state <> 'here'")
    if db.execute("SELECT 1 FROM sqlite_master WHERE type='table' AND name='attachment'").fetchone():
        db.execute(
            "INSERT OR IGNORE INTO blob(sha, size, state) SELECT unhex(sha256), coalesce(size, 0), 'to_come'"
            " FROM attachment WHERE _del IS NULL AND length(unhex(sha256)) = 32"
        )


@steps()
def m007_erased(db: Any) -> None:
    """Records that were taken out for good."""
    db.execute("CREATE TABLE erased(row TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) WITHOUT ROWID")


@steps()
def m008_identity(db: Any) -> None:
    """What offices say of computers, and the ends up to which blocked computers' logs stand."""
    for statement in (
        "CREATE TABLE certificate(device TEXT NOT NULL, issuer TEXT NOT NULL, body BLOB NOT NULL,"
        " PRIMARY KEY(device, issuer)) WITHOUT ROWID",
        "CREATE TABLE revocation(device TEXT NOT NULL, issuer TEXT NOT NULL, body BLOB NOT NULL,"
        " PRIMARY KEY(device, issuer)) WITHOUT ROWID",
        "CREATE TABLE cut(dev TEXT NOT NULL, part INTEGER NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL,"
        " PRIMARY KEY(dev, part, seq, id)) WITHOUT ROWID",
    ):
        db.execute(statement)


@steps()
def m009_segments(db: Any) -> None:
    """Bodies packed together, and up to which number of a log that was done."""
    for statement in (
        "CREATE TABLE segment(lid INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, data BLOB NOT NULL)",
        "CREATE UNIQUE INDEX segment_place ON segment(lid, first)",
        "ALTER TABLE log ADD COLUMN packed INTEGER NOT NULL DEFAULT 0",
    ):
        db.execute(statement)


@steps()
def m010_erased_parts(db: Any) -> None:
    """Changes and private parts that were taken out of records that stay, by id or SHA-256 in hex. What the visit
    entered last said is no longer kept as text."""
    db.execute("CREATE TABLE erased_part(mark TEXT PRIMARY KEY) WITHOUT ROWID")
    db.execute("DELETE FROM setting WHERE key='visit.last'")


@steps()
def m011_erased_numbers(db: Any) -> None:
    """Which numbers of logs were taken out here: no office is to send them, and none is missed."""
    db.execute(
        "CREATE TABLE erased_change(lid INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(lid, seq)) WITHOUT ROWID"
    )


@steps()
def m012_bare(db: Any) -> None:
    """Of the holes of a log those whose change is here without its running text."""
    db.execute(
        "CREATE TABLE bare(lid INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,"
        " PRIMARY KEY(lid, first)) WITHOUT ROWID"
    )


@steps()
def m013_trespass(db: Any) -> None:
    """Changes outside of what their office may write, and whose a device was when they were judged."""
    for statement in (
        "CREATE TABLE trespass(lid INTEGER NOT NULL, seq INTEGER NOT NULL, row TEXT NOT NULL, PRIMARY KEY(lid, seq))"
        " WITHOUT ROWID",
        "CREATE INDEX trespass_row ON trespass(row)",
        "CREATE TABLE writer(dev TEXT PRIMARY KEY, office TEXT NOT NULL) WITHOUT ROWID",
    ):
        db.execute(statement)


@steps()
def m014_small_indexes(db: Any) -> None:
    """The indexes of visits by child and by day hold no more than what is looked up by them."""
    for name in ("visit_child_on_contact__del", "visit_on_id_child__del"):
        db.execute(f"DROP INDEX IF EXISTS {name}")


@steps()
def m015_orders(db: Any) -> None:
    """Which orders to erase are to be looked at, and for what the others wait."""
    for statement in (
        "CREATE TABLE order_ready(id TEXT PRIMARY KEY) WITHOUT ROWID",
        "CREATE TABLE order_waits(key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY(key, id)) WITHOUT ROWID",
        "CREATE INDEX order_waits_id ON order_waits(id)",
    ):
        db.execute(statement)


@steps()
def m016_erased_by(db: Any) -> None:
    """By which order a record was taken out, and a keyed digest of its file number."""
    for column in ("ordered", "mark"):
        db.execute(f"ALTER TABLE erased ADD COLUMN {column} TEXT")
    db.execute("CREATE INDEX erased_mark ON erased(mark) WHERE mark IS NOT NULL")


@steps()
def m017_two_makers(db: Any) -> None:
    """Records that offices which have nothing to do with one another say that they made, and nobody above said who."""
    db.execute("CREATE TABLE two_makers(row TEXT PRIMARY KEY) WITHOUT ROWID")


@steps()
def m018_not_packed(db: Any) -> None:
    """No index of the lines that are not packed: it made taking in a package a sixth slower."""
    db.execute("DROP INDEX IF EXISTS change_private")


@steps()
def m019_shared(db: Any) -> None:
    """Visits and matches that offices wrote which have nothing to do with one another."""
    db.execute("CREATE TABLE shared(row TEXT PRIMARY KEY) WITHOUT ROWID")


@steps()
def m020_access(db: Any) -> None:
    """Who looked at what, and how far such records of other computers went by what their offices said."""
    for statement in (
        "CREATE TABLE access(dev TEXT NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, user TEXT NOT NULL,"
        " act TEXT NOT NULL, row TEXT, nonce BLOB, com BLOB, n INTEGER NOT NULL, detail TEXT NOT NULL,"
        " head BLOB NOT NULL, PRIMARY KEY(dev, seq)) WITHOUT ROWID",
        "CREATE INDEX access_at ON access(at_ms)",
        "CREATE INDEX access_row ON access(row, at_ms) WHERE row IS NOT NULL",
        "CREATE TABLE access_witness(n INTEGER PRIMARY KEY, dev TEXT NOT NULL, office TEXT NOT NULL,"
        " seq INTEGER NOT NULL, head BLOB NOT NULL, at_ms INTEGER NOT NULL, log INTEGER NOT NULL)",
        "CREATE INDEX access_witness_dev ON access_witness(dev, office)",
    ):
        db.execute(statement)


@steps()
def m021_late(db: Any) -> None:
    """What came into a log after the log had gone beyond it, in the order in which it came: journals go by it."""
    db.execute(
        "CREATE TABLE late(n INTEGER PRIMARY KEY, lid INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL)"
    )
