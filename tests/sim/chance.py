"""Whatever the program draws by chance, drawn from the world's seed instead: one seed is one world.

Salts, ids of packages and records, and keys of devices. What seals a file stays as it is: nothing is decided by it.
And check numbers cost little here, or a fifth of all the time would go into them.
"""

from __future__ import annotations

import base64
import contextlib
from types import SimpleNamespace
from typing import TYPE_CHECKING
from unittest import mock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casefiles.domain.ids import new_id
from casefiles.edges.package import cards
from casefiles.exchange import tagging
from db import identity, opening, writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random


@contextlib.contextmanager
def drawn_from(rng: Random) -> Iterator[None]:
    """Inside, the program's chance is this one's."""

    def salt() -> str:
        return base64.b64encode(rng.randbytes(writing.SALT_BYTES)).decode()

    def key(kind: type[Ed25519PrivateKey] | type[X25519PrivateKey]) -> SimpleNamespace:
        made = kind.from_private_bytes
        return SimpleNamespace(generate=lambda: made(rng.randbytes(32)), from_private_bytes=made)

    def row(prefix: str, now_ms: int) -> str:
        return new_id(prefix, now_ms, rng.getrandbits(50))

    hexed = SimpleNamespace(token_hex=lambda count: rng.randbytes(count).hex())
    with (
        mock.patch.object(writing, "_salt", salt),
        mock.patch.object(tagging, "secrets", hexed),
        mock.patch.object(identity, "Ed25519PrivateKey", key(Ed25519PrivateKey)),
        mock.patch.object(identity, "X25519PrivateKey", key(X25519PrivateKey)),
        mock.patch.object(opening, "new_id", row),
        mock.patch.object(cards, "WORK", 1 << 4),
    ):
        yield
