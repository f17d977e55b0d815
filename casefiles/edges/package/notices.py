"""What the writer could not take in of the addressee's packages, in a frame: refused and why, or kept until another
comes. It is the whole list as it stands: what is no longer in it has been settled.

`{"notices": [{"package", "state", "code", "args", "at"}]}`; `package` is an id or its first eight digits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec

from casefiles.edges.package.frames import bad_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 100
_Package = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{8}([0-9a-f]{24})?\Z")]
_Code = Annotated[str, msgspec.Meta(pattern=r"\A[A-Z][A-Z_]{1,39}\Z")]
_Name = Annotated[str, msgspec.Meta(pattern=r"\A[a-z_]{1,20}\Z")]
_Text = Annotated[str, msgspec.Meta(max_length=200)]
_Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Notice(msgspec.Struct, frozen=True):
    """One package: `code` is that of the problem, `args` fill its sentence, `at` is when (ms)."""

    package: _Package
    state: _Name
    """"refused" or "waiting"; a reader passes over others, which may come"""
    code: _Code
    args: Annotated[dict[_Name, _Text | _Number], msgspec.Meta(max_length=10)] = {}
    at: Annotated[int, msgspec.Meta(ge=0, le=2**58)] = 0


class _Notices(msgspec.Struct):
    notices: Annotated[list[Notice], msgspec.Meta(max_length=MOST)]


_decoder = msgspec.json.Decoder(_Notices)


def packed_notices(notices: Sequence[Notice]) -> bytes:
    """The plain bytes of their frame; the first MOST of them, without those that a reader would not understand."""
    return msgspec.json.encode(_Notices([one for one in notices if _sound(one)][:MOST]))


def _sound(notice: Notice) -> bool:
    try:
        return msgspec.json.decode(msgspec.json.encode(notice), type=Notice) == notice
    except msgspec.DecodeError:
        return False


def read_notices(plain: bytes, number: int) -> tuple[Notice, ...]:
    """The notices in frame `number`. Refusal BAD_FRAME."""
    try:
        return tuple(_decoder.decode(plain).notices)
    except (msgspec.DecodeError, ValueError, RecursionError) as e:
        raise bad_frame(number) from e
