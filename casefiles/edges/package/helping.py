"""Help from above with a forgotten passphrase: three small things and what each of them says.

The *deposit* is the key of a database, sealed with age for the computers of the office above; it lies beside the
database. The *request* (`.help`) carries it there, with a key that was made for the answer alone. The *answer*
(`.unlock`) carries the database's key back: sealed for that key, and over it with a code that is told by telephone. So
a deposit opens for the office above alone, an answer for the computer that asked and with its code alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import msgspec
import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.cards import WORK
from casefiles.edges.package.certificates import MARK, canonical
from casefiles.edges.package.identity import recipient_key, recipient_of, secret_text
from casefiles.edges.package.invitations import read_code, stretched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

REQUEST, ANSWER = ".help", ".unlock"
HELPS = "helps"
"""the setting that lists every help that was given or taken"""
MOST_HELPS = 400
KEY_BYTES = 32
_MAX = 64 << 10
_MOST_SEALED = 8 << 10


@dataclass(frozen=True, slots=True)
class Deposit:
    """What a deposit says once it is open: whose database, of which computer, and its key."""

    office: str
    device: str
    key: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for help. `sealed` is the deposit, `recipient` what the answer is sealed for."""

    mark: str
    office: str
    name: str
    recipient: str
    made: int
    sealed: bytes

    @property
    def check(self) -> str:
        """Six digits that both sides read to each other, so that nobody has exchanged the file on its way."""
        said = b"\n".join((b"TGXH1", self.mark.encode(), self.recipient.encode(), self.office.encode(), self.sealed))
        found = hashlib.scrypt(said, salt=b"TGXH1", n=WORK, r=8, p=1, maxmem=64 << 20, dklen=8)
        return f"{int.from_bytes(found) % 1_000_000:06d}"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, not opened yet."""

    mark: str
    office: str
    salt: bytes
    nonce: bytes
    sealed: bytes


class Help(msgspec.Struct, frozen=True):
    """A help that was given to an office below ("given") or taken from the office above ("taken"): `login` is whose
    passphrase it was, or who gave it."""

    what: str
    office: str
    name: str
    login: str
    mark: str
    at_ms: int


class _Deposit(msgspec.Struct):
    doorstep_deposit: int
    office: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
    device: Annotated[str, msgspec.Meta(max_length=64)]
    key: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]


class _Request(msgspec.Struct):
    doorstep_help: int
    mark: Annotated[str, msgspec.Meta(pattern=MARK.pattern)]
    office: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
    name: Annotated[str, msgspec.Meta(max_length=200)]
    recipient: str
    made: Annotated[int, msgspec.Meta(ge=0, le=2**53)]
    sealed: str


class _Answer(msgspec.Struct):
    doorstep_unlock: int
    mark: Annotated[str, msgspec.Meta(pattern=MARK.pattern)]
    office: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
    salt: str
    nonce: str
    sealed: str


_deposits = msgspec.json.Decoder(_Deposit)
_requests = msgspec.json.Decoder(_Request)
_answers = msgspec.json.Decoder(_Answer)
_helps = msgspec.json.Decoder(list[Help])
_WRONG = (msgspec.DecodeError, pyrage.DecryptError, ValueError, TypeError, RecursionError)


def helps_of(kept: str | None) -> list[Help]:
    """The list as it is kept, the oldest first."""
    return _helps.decode(kept or "[]")


def with_help(kept: str | None, one: Help) -> str:
    """The list with one more."""
    return msgspec.json.encode([*helps_of(kept), one][-MOST_HELPS:]).decode()


def deposit_bytes(key: bytes, office: str, device: str, recipients: Sequence[str]) -> bytes:
    """The deposit of a database's key, sealed for these (`age1...`)."""
    said = canonical({"doorstep_deposit": 1, "office": office, "device": device, "key": key.hex()})
    sealed: bytes = pyrage.encrypt(said, [pyrage.x25519.Recipient.from_str(one) for one in recipients])
    return sealed


def open_deposit(sealed: bytes, secret: bytes) -> Deposit:
    """What a deposit says; `secret` is our X25519 secret. Refusal HELP_NOT_OURS when it is not for this computer, or
    was altered."""
    try:
        plain = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(secret_text(secret))])
        found = _deposits.decode(plain)
    except _WRONG as e:
        raise Refusal(Problem("HELP_NOT_OURS")) from e
    return Deposit(found.office, found.device, bytes.fromhex(found.key))


def request_bytes(office: str, name: str, sealed: bytes, made: int) -> tuple[bytes, Request, bytes]:
    """The file that asks for help, what it says, and the secret that opens its answer."""
    secret = os.urandom(KEY_BYTES)
    request = Request(secrets.token_hex(16), office, name, recipient_of(secret), made, sealed)
    fields = {
        "doorstep_help": 1, "mark": request.mark, "office": office, "name": name, "recipient": request.recipient,
        "made": made, "sealed": base64.b64encode(sealed).decode(),
    }  # fmt: skip
    return json.dumps(fields, ensure_ascii=False, indent=1).encode() + b"\n", request, secret


def read_request(path: Path) -> Request:
    """The request at `path`. Refusals: CANNOT_READ, EMPTY, NOT_A_HELP."""
    raw = _read(path)
    try:
        found = _requests.decode(raw)
        sealed = base64.b64decode(found.sealed, validate=True)
        recipient_key(found.recipient)
        if found.doorstep_help < 1 or len(sealed) > _MOST_SEALED or len(raw) > _MAX:
            raise ValueError("not a request")
        if not found.office.isdecimal() or not found.name.isprintable():
            raise ValueError("office")
    except _WRONG as e:
        raise Refusal(Problem("NOT_A_HELP", value=path.name)) from e
    return Request(found.mark, found.office, found.name, found.recipient, found.made, sealed)


def answer_bytes(request: Request, key: bytes, code: str) -> bytes:
    """The file that answers a request with the key of its database."""
    salt, nonce = os.urandom(16), os.urandom(12)
    inside = pyrage.encrypt(key, [pyrage.x25519.Recipient.from_str(request.recipient)])
    about = _associated(request.mark, request.office, salt)
    sealed = ChaCha20Poly1305(_opens(code, salt)).encrypt(nonce, inside, about)
    fields = _Answer(1, request.mark, request.office, salt.hex(), nonce.hex(), sealed.hex())
    return msgspec.json.format(msgspec.json.encode(fields), indent=1) + b"\n"


def read_answer(path: Path) -> Answer:
    """The answer at `path`, not opened yet. Refusals: CANNOT_READ, EMPTY, NOT_AN_UNLOCK."""
    raw = _read(path)
    try:
        found = _answers.decode(raw)
        salt, nonce, sealed = (bytes.fromhex(one) for one in (found.salt, found.nonce, found.sealed))
        if found.doorstep_unlock < 1 or len(salt) != 16 or len(nonce) != 12 or not found.office.isdecimal():
            raise ValueError("not an answer")
    except _WRONG as e:
        raise Refusal(Problem("NOT_AN_UNLOCK", value=path.name)) from e
    return Answer(found.mark, found.office, salt, nonce, sealed)


def open_answer(answer: Answer, typed: str, secret: bytes) -> bytes:
    """The key in an answer; `secret` was made for it when it was asked for. Refusals: HELP_TYPO; HELP_BAD when this is
    not its code, or it was altered."""
    code = read_code(typed, "HELP_TYPO")
    about = _associated(answer.mark, answer.office, answer.salt)
    try:
        inside = ChaCha20Poly1305(_opens(code, answer.salt)).decrypt(answer.nonce, answer.sealed, about)
        key: bytes = pyrage.decrypt(inside, [pyrage.x25519.Identity.from_str(secret_text(secret))])
    except (InvalidTag, *_WRONG) as e:
        raise Refusal(Problem("HELP_BAD")) from e
    if len(key) != KEY_BYTES:
        raise Refusal(Problem("HELP_BAD"))
    return key


def _opens(code: str, salt: bytes) -> bytes:
    return stretched(code, salt, b"TGXH1 opens")


def _associated(mark: str, office: str, salt: bytes) -> bytes:
    return canonical({"doorstep_unlock": 1, "mark": mark, "office": office, "salt": salt.hex()})


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(_MAX + 1)
    except OSError as e:
        raise Refusal(Problem("CANNOT_READ", value=path.name)) from e
    if not raw:
        raise Refusal(Problem("EMPTY"))
    return raw
