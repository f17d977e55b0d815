"""Certificates and revocations as they are signed and carried (domain/vouching says what they mean).

Like a card each is a JSON object of strings and whole numbers with a signature over its canonical form; names that this
version does not know are signed and forwarded too.
"""

from __future__ import annotations

import functools
import json
import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import msgspec
from cryptography.exceptions import InvalidSignature

from casefiles.domain.changes import ID_BYTES
from casefiles.domain.trust import device_id
from casefiles.domain.vouching import MOST_EPOCH, Certificate, Revocation, Said, Word
from casefiles.edges.package.cards import Card, read_fields
from casefiles.edges.package.frames import bad_frame
from casefiles.edges.package.identity import recipient_key
from casefiles.edges.package.proofs import WireLink, read_links, signed, wire_links
from casefiles.edges.package.writing import Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.vouching import Upto

MOST = 2000
"""certificates, revocations or links in one package"""
MOST_HEADS = 64
MARK = re.compile(r"\A[0-9a-f]{32}\Z")
_DEVICE = re.compile(r"\A[a-z2-7]{16}\Z")
_CERTIFICATE, _REVOCATION = b"TGXV1\n", b"TGXR1\n"
_LIMITS = {"office": 32, "name": 200, "level": 32, "issuer_office": 32, "reason": 32, "on": 10}
Fields = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A new computer's answer to an invitation: its card, and a proof that whoever made it knew the code."""

    invitation: str
    card: Card
    proof: bytes


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a package says of computers."""

    said: Said = field(default_factory=Said)
    enrolment: Enrolment | None = None

    def __bool__(self) -> bool:
        return bool(self.said.certificates or self.said.revocations or self.said.links or self.enrolment)


NOTHING = Vouched()


class _WireEnrolment(msgspec.Struct):
    invitation: Annotated[str, msgspec.Meta(pattern=MARK.pattern)]
    card: Fields
    proof: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]


_Words = Annotated[list[Fields], msgspec.Meta(max_length=MOST)]
_Links = Annotated[list[WireLink], msgspec.Meta(max_length=MOST)]


class _Wire(msgspec.Struct, omit_defaults=True):
    certificates: _Words = msgspec.field(default_factory=list)
    revocations: _Words = msgspec.field(default_factory=list)
    links: _Links = msgspec.field(default_factory=list)
    enrolment: _WireEnrolment | None = None


_decoder = msgspec.json.Decoder(_Wire)
_one = msgspec.json.Decoder(Fields)
_WRONG = (msgspec.DecodeError, InvalidSignature, LookupError, ValueError, TypeError, RecursionError)


def certificate(card: Card, issuer_office: str, seed: bytes, epoch: int, made: int) -> Certificate:
    """The issuer's word that the computer of this card is its office's."""
    about: Fields = {
        "doorstep_certificate": 1,
        "office": card.office,
        "name": card.name,
        "level": card.level,
        "device": device_id(card.sign_pub),
        "sign_pub": card.sign_pub.hex(),
        "recipient": card.recipient,
    }
    return read_certificate(_made(about, issuer_office, seed, epoch, made, _CERTIFICATE))


def revocation(
    device: str,
    office: str,
    upto: Upto,
    issuer_office: str,
    seed: bytes,
    epoch: int,
    made: int,
    *,
    reason: str = "",
    on: str = "",
) -> Revocation:
    """The issuer's word that nothing of this device stands beyond `upto`; `reason` and `on` (a day) are for people."""
    heads = " ".join(f"{seq}:{id_.hex()}" for seq, id_ in upto)
    about: Fields = {"doorstep_revocation": 1, "device": device, "office": office, "upto": heads}
    about |= {name: said for name, said in (("reason", reason), ("on", on)) if said}
    return read_revocation(_made(about, issuer_office, seed, epoch, made, _REVOCATION))


def _made(about: Fields, issuer_office: str, seed: bytes, epoch: int, made: int, mark: bytes) -> bytes:
    key = Key(seed)
    fields = about | {
        "issuer": key.public.hex(),
        "issuer_office": issuer_office,
        "serial": secrets.token_hex(16),
        "epoch": epoch,
        "made": made,
    }
    return canonical(fields | {"sig": key.sign(mark + canonical(fields)).hex()})


def genuine(one: Word) -> bool:
    """Whether the issuer's key signed exactly this."""
    fields = _one.decode(one.raw)
    sig = bytes.fromhex(str(fields.pop("sig")))
    mark = _CERTIFICATE if isinstance(one, Certificate) else _REVOCATION
    return signed(one.issuer, sig, mark + canonical(fields))


@functools.lru_cache(maxsize=4096)  # every package asks for all of them
def read_certificate(raw: bytes) -> Certificate:
    """A certificate's form, its signature not looked at; raises what msgspec raises, LookupError, ValueError or
    TypeError when malformed."""
    return _certificate(_one.decode(raw))


def read_revocation(raw: bytes) -> Revocation:
    """The same for a revocation."""
    return _revocation(_one.decode(raw))


def packed(vouched: Vouched) -> bytes:
    """The plain bytes of their frame."""
    joined = {
        "certificates": [c.raw for c in vouched.said.certificates],
        "revocations": [r.raw for r in vouched.said.revocations],
    }
    parts = [b'"%s":[%s]' % (name.encode(), b",".join(raws)) for name, raws in joined.items() if raws]
    if vouched.said.links:
        parts.append(b'"links":' + msgspec.json.encode(wire_links(vouched.said.links)))
    if vouched.enrolment is not None:
        one = vouched.enrolment
        wire = _WireEnrolment(one.invitation, dict(one.card.signed), one.proof.hex())
        parts.append(b'"enrolment":' + msgspec.json.encode(wire))
    return b"{" + b",".join(parts) + b"}"


def read_vouched(plain: bytes, number: int) -> Vouched:
    """What frame `number` says; signatures of certificates and revocations are asked for with `genuine`, those of links
    with `holds`. Refusal: BAD_FRAME."""
    try:
        wire = _decoder.decode(plain)
        said = Said(
            tuple(_certificate(fields) for fields in wire.certificates),
            tuple(_revocation(fields) for fields in wire.revocations),
            read_links(wire.links),
        )
        one = wire.enrolment
        card = None if one is None else read_fields(one.card)
    except _WRONG as e:
        raise bad_frame(number) from e
    if one is None or card is None:
        return Vouched(said)
    return Vouched(said, Enrolment(one.invitation, card, bytes.fromhex(one.proof)))


def kept(certificates: Iterable[bytes], revocations: Iterable[bytes]) -> Said:
    """What this office has kept."""
    return Said(tuple(map(read_certificate, certificates)), tuple(map(read_revocation, revocations)))


def canonical(fields: Mapping[str, str | int]) -> bytes:
    """JSON with sorted names, no spaces, UTF-8, nothing escaped that need not be."""
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _certificate(fields: Fields) -> Certificate:
    _number(fields, "doorstep_certificate", 1)
    key, recipient = _key(fields, "sign_pub"), _text(fields, "recipient")
    recipient_key(recipient)
    if _text(fields, "device") != device_id(key):
        raise ValueError("device")
    return Certificate(
        office=_short(fields, "office"),
        name=_short(fields, "name"),
        level=_short(fields, "level"),
        sign_pub=key,
        recipient=recipient,
        issuer=_key(fields, "issuer"),
        issuer_office=_short(fields, "issuer_office"),
        serial=_serial(fields),
        epoch=_number(fields, "epoch", 0),
        made=_number(fields, "made", 0),
        raw=_whole(fields),
    )


def _revocation(fields: Fields) -> Revocation:
    _number(fields, "doorstep_revocation", 1)
    device = _text(fields, "device")
    if not _DEVICE.match(device):
        raise ValueError("device")
    return Revocation(
        device=device,
        office=_short(fields, "office"),
        upto=_heads(_text(fields, "upto")),
        reason=_short(fields, "reason") if "reason" in fields else "",
        on=_short(fields, "on") if "on" in fields else "",
        issuer=_key(fields, "issuer"),
        issuer_office=_short(fields, "issuer_office"),
        serial=_serial(fields),
        epoch=_number(fields, "epoch", 0),
        made=_number(fields, "made", 0),
        raw=_whole(fields),
    )


def _whole(fields: Fields) -> bytes:
    if len(bytes.fromhex(_text(fields, "sig"))) != 64:
        raise ValueError("sig")
    return canonical(fields)


def _heads(text: str) -> Upto:
    found = []
    for one in text.split(" ") if text else ():
        seq, _, id_ = one.partition(":")
        raw = bytes.fromhex(id_)
        if not seq.isdecimal() or not 1 <= int(seq[:17]) <= MOST_EPOCH or len(seq) > 16 or len(raw) != ID_BYTES:
            raise ValueError("upto")
        found.append((int(seq), raw))
    if len(found) > MOST_HEADS:
        raise ValueError("upto")
    return tuple(found)


def _key(fields: Fields, name: str) -> bytes:
    raw = bytes.fromhex(_text(fields, name))
    if len(raw) != 32:
        raise ValueError(name)
    return raw


def _serial(fields: Fields) -> str:
    serial = _text(fields, "serial")
    if not MARK.match(serial):
        raise ValueError("serial")
    return serial


def _short(fields: Fields, name: str) -> str:
    text = _text(fields, name)
    if not 1 <= len(text) <= _LIMITS[name] or not text.isprintable():
        raise ValueError(name)
    return text


def _number(fields: Fields, name: str, low: int) -> int:
    value = fields[name]
    if not isinstance(value, int) or not low <= value <= MOST_EPOCH:
        raise ValueError(name)
    return value


def _text(fields: Fields, name: str) -> str:
    value = fields[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value
