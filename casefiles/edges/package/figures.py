"""What an office has counted, in a frame: `{"day": "2026-11-26", "areas": {division: {name: number}}}`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import msgspec

from casefiles.edges.package.frames import bad_frame

if TYPE_CHECKING:
    from collections.abc import Mapping

_Area = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{0,12}\Z")]
_Name = Annotated[str, msgspec.Meta(pattern=r"\A[a-z_]{1,40}(:[a-z0-9_]{1,40})?\Z")]
_Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Figures(msgspec.Struct, frozen=True):
    """The day they are of, and division -> name -> number."""

    day: Annotated[str, msgspec.Meta(pattern=r"\A\d{4}-\d{2}-\d{2}\Z")]
    areas: Annotated[dict[_Area, dict[_Name, _Number]], msgspec.Meta(max_length=20_000)]


_decoder = msgspec.json.Decoder(Figures)


def packed_figures(day: str, areas: Mapping[str, Mapping[str, int]]) -> bytes:
    """The plain bytes of their frame."""
    return msgspec.json.encode(Figures(day, {area: dict(numbers) for area, numbers in areas.items()}))


def read_figures(plain: bytes, number: int) -> Figures:
    """The figures in frame `number`. Refusal BAD_FRAME."""
    try:
        found = _decoder.decode(plain)
        dt.date.fromisoformat(found.day)
    except (msgspec.DecodeError, ValueError, RecursionError) as e:
        raise bad_frame(number) from e
    return found
