"""This device's incarnation: its keys, and the id that its log goes by.

A copied
computer or a restored backup becomes a new incarnation; the old log stays and is not written again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casefiles.domain.trust import MOST_LINKS, Link, device_id, link_bytes
from db import log, proofs

if TYPE_CHECKING:
    from db.driver import Connection, Database


LINKS = "links"


def renew(connection: Connection) -> str:
    """A new signing key and a new, empty log of our own; the new device id. The log until now is a former one.

    With its last act the old key signs how far its log goes and the new key (domain/trust), so that who knows the one
    knows the other. The key that packages are sealed for stays: what is on its way can still be opened.
    """
    seed = Ed25519PrivateKey.generate()
    public = seed.public_key().public_bytes_raw()
    old = connection.execute("SELECT value FROM secret WHERE name='sign'").fetchone()
    if old is None:
        receive = X25519PrivateKey.generate().private_bytes_raw()
        connection.execute("INSERT INTO secret(name, value) VALUES('receive', ?)", (receive,))
    else:
        proofs.sign_own(connection)
        _link(connection, bytes(old[0]), public)
    connection.execute("INSERT OR REPLACE INTO secret(name, value) VALUES('sign', ?)", (seed.private_bytes_raw(),))
    found = device_id(public)
    connection.execute("INSERT OR REPLACE INTO setting(key, value) VALUES('device', ?)", (found,))
    connection.execute("UPDATE log SET own=? WHERE own=?", (log.FORMER, log.OURS))
    log.start(connection, found, own=log.OURS, pub=public)
    return found


def renew_receiving(connection: Connection) -> None:
    """Another key that packages are sealed for; what was sealed for the ones before can still be opened. For a restored
    backup: whoever has the old computer has its key, and who blocks that computer seals nothing for its key any more.
    """
    receive = X25519PrivateKey.generate().private_bytes_raw()
    count = connection.execute("SELECT count(*) FROM secret WHERE name LIKE 'receive.%'").fetchone()[0]
    connection.execute("UPDATE secret SET name=? WHERE name='receive'", (f"receive.{count:04}",))
    connection.execute("INSERT INTO secret(name, value) VALUES('receive', ?)", (receive,))


def former_receiving(database: Database) -> list[bytes]:
    """The keys that packages were sealed for before, the newest first."""
    rows = database.read("SELECT value FROM secret WHERE name LIKE 'receive.%' ORDER BY name DESC")
    return [bytes(value) for (value,) in rows]


def _link(connection: Connection, old: bytes, new: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(old)
    links = [*_links(connection), Link(key.public_key().public_bytes_raw(), new, key.sign(link_bytes(new)))]
    kept = json.dumps([[one.old.hex(), one.new.hex(), one.sig.hex()] for one in links[-MOST_LINKS:]])
    connection.execute("INSERT OR REPLACE INTO setting(key, value) VALUES(?, ?)", (LINKS, kept))


def _links(connection: Connection) -> list[Link]:
    row = connection.execute("SELECT value FROM setting WHERE key=?", (LINKS,)).fetchone()
    hexed = bytes.fromhex
    return [Link(hexed(old), hexed(new), hexed(sig)) for old, new, sig in json.loads(row[0])] if row else []


def links(database: Database) -> list[Link]:
    """From the keys that this computer had before to the one it has, oldest first."""
    with database.reading() as connection:
        return _links(connection)


def device(database: Database) -> str:
    """The id of this device."""
    row = database.one("SELECT value FROM setting WHERE key='device'")
    if row is None:
        raise RuntimeError("the office has no device yet")
    return str(row[0])


def keys(database: Database) -> tuple[bytes, bytes]:
    """The secret keys: Ed25519 seed and X25519 secret, 32 bytes each."""
    found: dict[str, bytes] = dict(database.read("SELECT name, value FROM secret"))
    return bytes(found["sign"]), bytes(found["receive"])
