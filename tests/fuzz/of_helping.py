"""Requests for help with a passphrase, deposits and answers: of somebody who writes what he likes onto a stick."""

from __future__ import annotations

import base64
import json
from functools import cache
from typing import TYPE_CHECKING
from unittest import mock

import pyrage
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from casefiles.edges.package import helping, invitations
from casefiles.edges.package.certificates import canonical
from casefiles.edges.package.identity import recipient_of
from tests.fuzz.mutation import altered, mutated
from tests.fuzz.of_identity import CHEAP, CODE
from tests.fuzz.target import Target, outcome
from tests.package.parts import COUNTY, TOWN

if TYPE_CHECKING:
    import random
    from pathlib import Path

SECRET, MARK = bytes(range(32)), "ab" * 16
REQUEST, DEPOSIT, ANSWER, INSIDE = b"R", b"D", b"A", b"I"
"""begins an input: a request, a request around a deposit that says this, an answer, an answer around this"""
REFUSES = "EMPTY NOT_A_HELP HELP_NOT_OURS NOT_AN_UNLOCK HELP_BAD"


def targets(folder: Path) -> list[Target]:
    """The target; files are written into `folder`."""
    path = folder / "a.help"

    def read(raw: bytes) -> None:
        kind, rest = raw[:1], raw[1:]
        with mock.patch.multiple(invitations, **CHEAP):
            if kind in (ANSWER, INSIDE):
                path.write_bytes(_answer(rest) if kind == INSIDE else rest)
                assert len(helping.open_answer(helping.read_answer(path), CODE, SECRET)) == helping.KEY_BYTES
                return
            path.write_bytes(_request(_sealed(rest)) if kind == DEPOSIT else rest)
            request = helping.read_request(path)
            assert request.name.isprintable()
            found = helping.open_deposit(request.sealed, COUNTY.secret)
            helping.answer_bytes(request, found.key, CODE)

    made = Target("helping", _make, lambda raw: outcome(made, lambda: read(raw)), 1000, frozenset(REFUSES.split()))
    return [made]


def _make(rng: random.Random) -> bytes:
    how = rng.random()
    if how < 0.4:
        return REQUEST + mutated(rng, _request(b"x" * 200))
    if how < 0.6:
        return DEPOSIT + mutated(rng, _said())
    if how < 0.85:
        return ANSWER + (mutated if rng.random() < 0.6 else altered)(rng, _written())
    return INSIDE + rng.randbytes(rng.choice((0, 16, 32, 33, 400)))


def _said() -> bytes:
    return canonical({"doorstep_deposit": 1, "office": TOWN.office, "device": "abcdefgh234567ab", "key": "cd" * 32})


def _sealed(plain: bytes) -> bytes:
    sealed: bytes = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(COUNTY.recipient)])
    return sealed


def _request(sealed: bytes) -> bytes:
    fields = {"doorstep_help": 1, "mark": MARK, "office": TOWN.office, "name": "云台镇", "made": 1}
    fields |= {"recipient": recipient_of(SECRET), "sealed": base64.b64encode(sealed).decode()}
    return json.dumps(fields, ensure_ascii=False).encode()


def _answer(inside: bytes) -> bytes:
    """An answer that is sealed as it should be around these bytes."""
    salt, nonce = bytes(16), bytes(12)
    about = helping._associated(MARK, TOWN.office, salt)
    sealed = ChaCha20Poly1305(helping._opens(CODE, salt)).encrypt(nonce, inside, about)
    fields = {"doorstep_unlock": 1, "mark": MARK, "office": TOWN.office, "salt": salt.hex(), "nonce": nonce.hex()}
    return json.dumps({**fields, "sealed": sealed.hex()}).encode()


@cache
def _written() -> bytes:
    with mock.patch.multiple(invitations, **CHEAP):
        return _answer(b"no age file, and the same in every run")
