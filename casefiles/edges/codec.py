"""The body of a change as bytes: JSON in UTF-8, written and read with validation, never with surprises.

What comes from outside is bounded before it is believed: size, names, numbers, lengths. Whatever does not fit is
refused as `BAD_FRAME` with the number of the part it stood in. Keys of the body that this version does not know
are skipped: the bytes are what is kept and forwarded, so nothing is lost.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

import msgspec
from msgspec import Meta

from casefiles.domain.changes import NAME, Body
from casefiles.domain.problems import Problem, Refusal

MAX_BODY = 512 * 1024
"""bytes of one body"""
MAX_TEXT = 100_000
"""characters of one value"""
MAX_FIELDS = 500
MAX_PARENTS = 256
LATEST_MS = 2**58
"""No time stamp beyond this; far above any date, so that `parent + 1` stays a number SQLite holds."""

_Name = Annotated[str, Meta(pattern=r"\A[a-z_][a-z0-9_]{0,62}\Z")]
_Row = Annotated[str, Meta(pattern=r"\A[a-z]{1,2}-[0-9a-hjkmnp-tv-z]{8,32}\Z")]
_Hash = Annotated[str, Meta(pattern=r"\A[0-9a-f]{40}\Z")]
_Whole = Annotated[int, Meta(ge=-(2**63) + 1, le=2**63 - 1)]
_Scalar = str | _Whole | None


class Wire(msgspec.Struct, frozen=True, gc=False):
    """A body as it was decoded: the same names as `Body`, cheaper to make by the ten thousand."""

    r: _Row
    t: _Name
    ts: Annotated[int, Meta(ge=0, le=LATEST_MS)]
    f: Annotated[dict[str, _Scalar], Meta(max_length=MAX_FIELDS)]
    p: Annotated[tuple[_Hash, ...], Meta(max_length=MAX_PARENTS)]
    u: Annotated[str, Meta(max_length=100)]
    n: Annotated[str, Meta(max_length=40)]


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Wire)
_decode = _decoder.decode


def encode(body: Body) -> bytes:
    """The bytes of a body. Raises ValueError for a body that no reader would take: a bug of the caller."""
    return sealed(body)[0]


def sealed(body: Body) -> tuple[bytes, Wire]:
    """The bytes of a body and what they say. They are kept for ever, so they are checked like foreign ones."""
    raw = _encoder.encode(Wire(body.r, body.t, body.ts, body.f, body.p, body.u, body.n))
    try:
        return raw, wire(raw)
    except Refusal:
        raise ValueError(f"a body no reader would take: {body.t} {body.r}") from None


def wire(raw: bytes, part: int = 0) -> Wire:
    """The body that bytes say, or a Refusal `BAD_FRAME` naming the part."""
    if len(raw) > MAX_BODY:
        raise bad_frame(part)
    try:
        found = _decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise bad_frame(part) from None
    if not _names_fit(tuple(found.f)):
        raise bad_frame(part)
    if len(raw) > MAX_TEXT and any(isinstance(v, str) and len(v) > MAX_TEXT for v in found.f.values()):
        raise bad_frame(part)
    return found


@lru_cache(maxsize=512)
def _names_fit(names: tuple[str, ...]) -> bool:
    """Whether these are names of fields; the same few sets of fields come again and again."""
    return all(NAME.fullmatch(name) for name in names)


def decode(raw: bytes, part: int = 0) -> Body:
    """The body that bytes say, or a Refusal `BAD_FRAME` naming the part."""
    return as_body(wire(raw, part))


def as_body(w: Wire) -> Body:
    """The domain's own value of a decoded body."""
    return Body(w.r, w.t, w.ts, w.f, w.p, w.u, w.n)


def bad_frame(part: int) -> Refusal:
    """The refusal of a malformed part of a package."""
    return Refusal(Problem("BAD_FRAME", args={"n": part}))
