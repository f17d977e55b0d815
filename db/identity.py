"""This device's incarnation: its keys, and the id that its log goes by.

A device id is the first 16 characters of the base 32 (lower case) of SHA-256 of its Ed25519 public key. A copied
computer or a restored backup becomes a new incarnation; the old log stays and is not written again.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from db import log

if TYPE_CHECKING:
    from db.driver import Connection, Database


def device_id(sign_pub: bytes) -> str:
    """The id of the device that signs with this key."""
    return base64.b32encode(hashlib.sha256(sign_pub).digest()).decode().lower()[:16]


def renew(connection: Connection, *, keep_receiving: bool = False) -> str:
    """New secret keys and a new, empty log of our own; the new device id. The log until now is a former one.

    `keep_receiving` leaves the key that packages are sealed for: a restored office can still open what was on its
    way to it.
    """
    seed = Ed25519PrivateKey.generate()
    public = seed.public_key().public_bytes_raw()
    secrets = (
        ("sign", seed.private_bytes_raw()),
        ("receive", X25519PrivateKey.generate().private_bytes_raw()),
    )
    for name, value in secrets[: 1 if keep_receiving else 2]:
        connection.execute("INSERT OR REPLACE INTO secret(name, value) VALUES(?, ?)", (name, value))
    found = device_id(public)
    connection.execute("INSERT OR REPLACE INTO setting(key, value) VALUES('device', ?)", (found,))
    connection.execute("UPDATE log SET own=? WHERE own=?", (log.FORMER, log.OURS))
    log.start(connection, found, own=log.OURS, pub=public)
    return found


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
