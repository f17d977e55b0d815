"""What offices say of computers, and invitations: the writer is enrolled, or knows the code, and says what it likes."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING
from unittest import mock

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from casefiles.domain.trust import device_id
from casefiles.domain.vouching import Said, weigh
from casefiles.edges.package import cards, certificates, invitations
from tests.fuzz.mutation import altered, mutated
from tests.fuzz.target import Target, outcome
from tests.package.parts import COUNTY, OTHER, TOWN

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

CODE = "ABCDEFGHJ"
CODE += invitations._check(CODE)
INSIDE = b"I"
"""begins an input that is sealed as it should be, with the rest of it inside"""
CHEAP = {"MEMORY": 64, "PASSES": 1}


def targets(folder: Path) -> list[Target]:
    """The targets; files are written into `folder`."""
    path = folder / "a.invitation"

    def read_frame(raw: bytes) -> None:
        found = certificates.read_vouched(raw, 2)
        for one in found.said.every():
            certificates.genuine(one)
        weigh({device_id(COUNTY.public): COUNTY.office}, Said(), found.said).blocked()
        assert certificates.read_vouched(certificates.packed(found), 2) == found
        if found.enrolment is not None:
            invitations.proof(bytes(32), found.enrolment.invitation, found.enrolment.card)

    def read_invitation(raw: bytes) -> None:
        with mock.patch.multiple(invitations, **CHEAP):
            path.write_bytes(_sealed(raw[1:]) if raw[:1] == INSIDE else raw)
            found = invitations.read_invitation(path, CODE)
        assert found.card.office.isprintable()

    return [
        _target("vouched", lambda rng: mutated(rng, _vouched()), read_frame, 1500, "BAD_FRAME"),
        _target("invitation", _invitation, read_invitation, 1000, "EMPTY INVITE_BAD NOT_AN_INVITATION"),
    ]


def _target(
    name: str, make: Callable[[random.Random], bytes], read: Callable[[bytes], object], share: int, may: str
) -> Target:
    made = Target(name, make, lambda raw: outcome(made, lambda: read(raw)), share, frozenset(may.split()))
    return made


@cache
def _card() -> cards.Card:
    card = cards.Card(TOWN.office, "云台镇（演示）", "township", "abcdefgh234567ab", TOWN.public, TOWN.recipient, 1)
    return cards.read_fields(cards.signed_fields(card, TOWN.seed))


@cache
def _said() -> Said:
    upto = ((7, bytes(20)), (9, bytes(range(20))))
    with mock.patch.object(certificates.secrets, "token_hex", lambda size: "ab" * size):  # the same in every run
        one = certificates.certificate(_card(), COUNTY.office, COUNTY.seed, 3, 1)
        about = (device_id(OTHER.public), OTHER.office, upto, COUNTY.office, COUNTY.seed, 4, 1)
        gone = certificates.revocation(*about, reason="stolen", on="2026-11-03")
    return Said((one,), (gone,))


@cache
def _vouched() -> bytes:
    answer = certificates.Enrolment("ab" * 16, _card(), bytes(32))
    return certificates.packed(certificates.Vouched(_said(), answer))


@cache
def _inside() -> bytes:
    said = [json.loads(one.raw) for one in _said().certificates]
    fields: dict[str, object] = {"office": TOWN.office, "name": "云台镇", "level": "township"}
    fields |= {"card": dict(_card().signed), "first": "cd" * 32, "package": "ef" * 16}
    return json.dumps({**fields, "certificates": said}, ensure_ascii=False).encode()


def _sealed(plain: bytes) -> bytes:
    """An invitation around these bytes."""
    salt, nonce, mark = bytes(16), bytes(12), "ab" * 16
    opens, _ = invitations._keys(CODE, salt)
    sealed = ChaCha20Poly1305(opens).encrypt(nonce, plain, invitations._associated(mark, salt))
    fields = {"mark": mark, "salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}
    return json.dumps({"doorstep_invitation": 1, **fields}).encode()


def _outside() -> bytes:
    with mock.patch.multiple(invitations, **CHEAP):
        return _sealed(_inside())


def _invitation(rng: random.Random) -> bytes:
    how = rng.random()
    if how < 0.6:
        return INSIDE + mutated(rng, _inside())
    return mutated(rng, _outside()) if how < 0.85 else altered(rng, _outside())
