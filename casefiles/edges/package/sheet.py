"""A short note that lies beside the database, sealed with a key that follows from the database's."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from casefiles.edges.package.stick import write_safely

if TYPE_CHECKING:
    from pathlib import Path

_NONCE = 12
_MOST = 4 << 20


def keep(path: Path, key: bytes, raw: bytes) -> None:
    """Write it whole or not at all. Refusals: those of `write_safely`."""
    nonce = os.urandom(_NONCE)
    made = nonce + ChaCha20Poly1305(key).encrypt(nonce, raw, path.name.encode())
    with contextlib.suppress(OSError):  # if it cannot be made, writing into it says so
        path.parent.mkdir(exist_ok=True)
    write_safely(path.parent, path.name, lambda out: _put(out.write(made)))


def read(path: Path, key: bytes) -> bytes | None:
    """What was kept; None when nothing was, or it cannot be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST)
        return ChaCha20Poly1305(key).decrypt(raw[:_NONCE], raw[_NONCE:], path.name.encode())
    except (OSError, InvalidTag, ValueError):
        return None


def _put(_size: int) -> None:
    return None
