"""The first digits of a package's id prove to the office it is for who made it, even where the name alone is left.

A damaged package cannot be verified: its signature is at its end. So the first five digits of its id are a tag over the
two offices, the moment in the file's name and the next three digits, by the secret that the X25519 keys of both sides
share. Nobody else can make one (2**-20 for every file that is tried), and whoever copies a name says nothing new with
it. An id made by an older version is random and proves nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from casefiles.edges.package.identity import recipient_key
from casefiles.exchange import sealing, trust

if TYPE_CHECKING:
    from casefiles.office import Office

TAG, SALT = 5, 3
"""hex digits, at the beginning of an id"""
_PURPOSE = b"doorstep package id"


def moment(ms: int) -> str:
    """A time as a file's name says it, in local time; "" when there is no such time."""
    try:
        return f"{dt.datetime.fromtimestamp(ms / 1000):%Y%m%d-%H%M%S}"
    except (OverflowError, OSError, ValueError):
        return ""


def package_id(office: Office, recipient: str, code: str, at: str) -> str:
    """An id for a package of ours for the office `code`, whose key is `recipient`; `at` is the moment in its name."""
    made = secrets.token_hex(16)
    tag = _tag(office.ledger.keys()[1], recipient, office.home.code, code, at, made[TAG : TAG + SALT])
    return (tag or made[:TAG]) + made[TAG:]


def proves(office: Office, code: str, package: str, at: str) -> bool:
    """Whether a package's id, or its first eight digits, can only have been made by the office `code` for this one."""
    if not code or code == office.home.code or not at:
        return False
    peer = next((p for p in office.ledger.peers() if p.office == code), None)
    if peer is None:
        return False
    ours = [office.ledger.keys()[1], *office.ledger.former_keys()]
    theirs = sealing.recipients(office, trust.standing(office), peer)
    said, salt = package[:TAG], package[TAG : TAG + SALT]
    tags = (_tag(secret, key, code, office.home.code, at, salt) for secret in ours for key in theirs)
    return any(tag is not None and hmac.compare_digest(tag.encode(), said.encode()) for tag in tags)


def _tag(secret: bytes, recipient: str, giver: str, taker: str, at: str, salt: str) -> str | None:
    """None when the other's key is no key."""
    try:
        shared = X25519PrivateKey.from_private_bytes(secret).exchange(
            X25519PublicKey.from_public_bytes(recipient_key(recipient))
        )
    except ValueError:
        return None
    told = "\n".join((giver, taker, at, salt)).encode()
    return hmac.new(hashlib.sha256(_PURPOSE + shared).digest(), told, hashlib.sha256).hexdigest()[:TAG]
