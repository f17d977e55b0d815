"""The body of a change as bytes: JSON in UTF-8, written and read with validation, never with surprises.

What comes from outside is bounded before it is believed: size, names, numbers, lengths. Whatever does not fit is
refused as `BAD_FRAME` with the number of the part it stood in. Keys of the body that this version does not know
are skipped: the bytes are what is kept and forwarded, so nothing is lost.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from casefiles.domain.changes import DELETED, NAME, Body
from casefiles.domain.entities import ENTITIES, PRIVATE
from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored

MAX_BODY = 512 * 1024
"""bytes of one body"""
MAX_TEXT = 100_000
"""characters of one value"""
MAX_FIELDS = 500
MAX_PARENTS = 256
LATEST_MS = 2**58
"""No time stamp beyond this; far above any date, so that `parent + 1` stays a number SQLite holds."""

_ROW = "-[0-9a-hjkmnp-tv-z]{8,32}"
_row_fits = re.compile(f"[a-z]{{1,2}}{_ROW}").fullmatch
_mark_fits = re.compile(r"[0-9a-f]{64}").fullmatch
_Hash = Annotated[str, Meta(pattern=r"\A[0-9a-f]{40}\Z")]
_Whole = Annotated[int, Meta(ge=-(2**63) + 1, le=2**63 - 1)]
_Scalar = str | _Whole | None


class Wire(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A body as it was decoded: the same names as `Body`, cheaper to make by the ten thousand. `x` is the SHA-256 of
    its private part, "" when it has none."""

    r: str  # r, t and x are looked at by hand: by a pattern the decoder asks takes thrice as long (measured)
    t: str
    ts: Annotated[int, Meta(ge=0, le=LATEST_MS)]
    f: Annotated[dict[str, _Scalar], Meta(max_length=MAX_FIELDS)]
    p: Annotated[tuple[_Hash, ...], Meta(max_length=MAX_PARENTS)]
    u: Annotated[str, Meta(max_length=100)]
    n: Annotated[str, Meta(max_length=40)]
    x: str = ""


class _Private(msgspec.Struct, frozen=True, gc=False):
    f: Annotated[dict[str, _Scalar], Meta(max_length=MAX_FIELDS)]
    n: Annotated[str, Meta(max_length=40)]


_encoder = msgspec.json.Encoder()
_decode = msgspec.json.Decoder(Wire).decode
_private_decode = msgspec.json.Decoder(_Private).decode


def encode(body: Body) -> bytes:
    """The bytes of a body. Raises ValueError for a body that no reader would take: a bug of the caller."""
    return sealed(body)[0]


def sealed(body: Body, private: Mapping[str, Stored] | None = None, salt: str = "") -> tuple[bytes, bytes | None, Wire]:
    """The bytes of a body, those of its private part (with a salt of its own), and what both say together.

    They are kept for ever, so they are checked like foreign ones.
    """
    aside = _encoder.encode(_Private(dict(private), salt)) if private else None
    mark = hashlib.sha256(aside).hexdigest() if aside is not None else ""
    raw = _encoder.encode(Wire(body.r, body.t, body.ts, body.f, body.p, body.u, body.n, mark))
    try:
        return raw, aside, wire(raw, 0, aside)
    except Refusal:
        raise ValueError(f"a body no reader would take: {body.t} {body.r}") from None


def mark_of(raw: bytes) -> str:
    """The SHA-256 (hex) of the private part that belongs to a body, "" for none."""
    return wire(raw).x if b'"x":"' in raw else ""


def private_mark(private: bytes, part: int = 0) -> str:
    """The SHA-256 (hex) of a private part, or a Refusal `BAD_FRAME` when it is malformed."""
    _private(private, part)
    return hashlib.sha256(private).hexdigest()


def private_text(private: bytes, name: str) -> str | None:
    """What a private part says for this field, if it is text. Refusal BAD_FRAME when the part is malformed."""
    found = _bounded(private, 0).f.get(name)
    return found if isinstance(found, str) else None


def _private(raw: bytes, part: int) -> _Private:
    found = _bounded(raw, part)
    if not _names_fit(tuple(found.f)):
        raise bad_frame(part)
    return found


def _bounded(raw: bytes, part: int) -> _Private:
    """A private part whose names were not looked at."""
    if len(raw) > MAX_BODY:
        raise bad_frame(part)
    try:
        found = _private_decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise bad_frame(part) from None
    if len(raw) > MAX_TEXT and any(isinstance(v, str) and len(v) > MAX_TEXT for v in found.f.values()):
        raise bad_frame(part)
    return found


def wire(raw: bytes, part: int = 0, private: bytes | None = None) -> Wire:
    """The body that bytes say, with its private part if it is given, or a Refusal `BAD_FRAME` naming the part."""
    found = _public(raw, part)
    if private is not None and found.x:
        add_private(found, private, part)
    return found


def add_private(found: Wire, private: bytes, part: int = 0) -> None:
    """Put what the private part says beside the fields of a decoded body. Refusal BAD_FRAME when it is malformed."""
    more = _bounded(private, part).f
    if _shape(found.t, tuple(found.f), tuple(more)) is None:
        raise bad_frame(part)
    found.f.update(more)


class Shape:
    """Which entity a body speaks of, and which fields it and its private part name: one object for all that are alike,
    so that what follows from it can be kept beside it."""

    __slots__ = ("fits", "private")

    def __init__(self, prefix: str, private: frozenset[str]) -> None:
        self.fits = re.compile(prefix + _ROW if prefix else f"[a-z]{{1,2}}{_ROW}").fullmatch
        """whether this is the id of a record of the entity (of any, when it is not known here)"""
        self.private = private
        """the fields of the private part"""


def read(raw: bytes, asides: Mapping[str, bytes], part: int) -> tuple[Wire, bytes | None, Shape]:
    """A body with its private part, if that is among `asides` (by their SHA-256 in hex), and the bytes of that part.

    It refuses what `wire` and `add_private` refuse, and a body whose record is not of its entity: the door of imports,
    so everything is looked at once. Refusal BAD_FRAME.
    """
    if len(raw) > MAX_TEXT:
        _decoded(raw, part)
    try:
        found = _decode(raw)
        aside = asides.get(found.x) if found.x else None
        more = _private_decode(aside).f if aside is not None else None
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise bad_frame(part) from None
    if more is None or aside is None:
        shape = _shape(found.t, tuple(found.f), ())
        if found.x and not _mark_fits(found.x):
            shape = None
    else:  # and so its mark is that of a private part
        if len(aside) > MAX_TEXT:
            _bounded(aside, part)
        shape = _shape(found.t, tuple(found.f), tuple(more))
        if shape is not None:
            found.f.update(more)
    if shape is None or not shape.fits(found.r):
        raise bad_frame(part)
    return found, aside, shape


@lru_cache(maxsize=512)
def _shape(entity: str, names: tuple[str, ...], private: tuple[str, ...]) -> Shape | None:
    """The shape, if a body may hold fields of these names and its private part those; else None. The same few sets of
    names come again and again.

    Only running text is private: what moves, names or deletes a record is for all to see.
    """
    spec = ENTITIES.get(entity)
    more = set(private)
    known = spec.fields.keys() - PRIVATE[entity] if spec is not None else frozenset()
    if len(more) + len(names) > MAX_FIELDS or more & {*names, *known, DELETED}:
        return None
    if not all(NAME.fullmatch(name) for name in (entity, *names, *private)):
        return None
    return Shape(spec.prefix if spec is not None else "", frozenset(private))


def _public(raw: bytes, part: int) -> Wire:
    found = _decoded(raw, part)
    if not (_names_fit((found.t, *found.f)) and _row_fits(found.r) and (not found.x or _mark_fits(found.x))):
        raise bad_frame(part)
    return found


def _decoded(raw: bytes, part: int) -> Wire:
    """A body whose names were not looked at."""
    if len(raw) > MAX_BODY:
        raise bad_frame(part)
    try:
        found = _decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise bad_frame(part) from None
    if len(raw) > MAX_TEXT and any(isinstance(v, str) and len(v) > MAX_TEXT for v in found.f.values()):
        raise bad_frame(part)
    return found


@lru_cache(maxsize=512)
def _names_fit(names: tuple[str, ...]) -> bool:
    """Whether these are names of fields; the same few sets of fields come again and again."""
    return all(NAME.fullmatch(name) for name in names)


def decode(raw: bytes, part: int = 0, private: bytes | None = None) -> Body:
    """The body that bytes say, with its private part if it is here, or a Refusal `BAD_FRAME` naming the part."""
    w = wire(raw, part, private)
    return Body(w.r, w.t, w.ts, w.f, w.p, w.u, w.n, bool(w.x) and private is None)


def bad_frame(part: int) -> Refusal:
    """The refusal of a malformed part of a package."""
    return Refusal(Problem("BAD_FRAME", args={"n": part}))
