"""What an office has counted, in a frame: `{"day": "2026-11-26", "areas": {division: {name: number}}}`.

Beside it may stand `"agreed": {division: {"child.sex:1": number}}`, of fields that both offices agreed on; a reader
that does not know that part leaves it out, and of its names every reader takes those that it knows.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import msgspec

from casefiles.domain.agreeing import admitted
from casefiles.edges.package.frames import bad_frame

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 2**53
MOST_AGREED = 1000
"""values of agreed fields in one division"""
_Area = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{0,12}\Z")]
_Name = Annotated[str, msgspec.Meta(pattern=r"\A[a-z_]{1,40}(:[a-z0-9_]{1,40})?\Z")]
_Number = Annotated[int, msgspec.Meta(ge=0, le=MOST)]
_Any = Annotated[str, msgspec.Meta(max_length=120)]
_Told = Annotated[dict[_Any, _Number], msgspec.Meta(max_length=MOST_AGREED)]


class Figures(msgspec.Struct, frozen=True, omit_defaults=True):
    """The day they are of, and division -> name -> number; `agreed` are numbers of files by value."""

    day: Annotated[str, msgspec.Meta(pattern=r"\A\d{4}-\d{2}-\d{2}\Z")]
    areas: Annotated[dict[_Area, dict[_Name, _Number]], msgspec.Meta(max_length=20_000)]
    agreed: Annotated[dict[_Area, _Told], msgspec.Meta(max_length=20_000)] = {}

    def understood(self) -> dict[str, dict[str, int]]:
        """All of it in one, division -> name -> number: the counts, and of the agreed fields those known here."""
        told = {area: admitted(numbers, MOST) for area, numbers in self.agreed.items()}
        both = dict.fromkeys([*self.areas, *(area for area, numbers in told.items() if numbers)])
        return {area: {**self.areas.get(area, {}), **told.get(area, {})} for area in both}


_decoder = msgspec.json.Decoder(Figures)


def packed_figures(day: str, areas: Mapping[str, Mapping[str, int]]) -> bytes:
    """The plain bytes of their frame. Names with a dot are values of agreed fields."""
    counts = {area: {n: v for n, v in numbers.items() if "." not in n} for area, numbers in areas.items()}
    agreed = {area: {n: v for n, v in numbers.items() if "." in n} for area, numbers in areas.items()}
    return msgspec.json.encode(Figures(day, counts, {area: told for area, told in agreed.items() if told}))


def read_figures(plain: bytes, number: int) -> Figures:
    """The figures in frame `number`. Refusal BAD_FRAME."""
    try:
        found = _decoder.decode(plain)
        dt.date.fromisoformat(found.day)
    except (msgspec.DecodeError, ValueError, RecursionError) as e:
        raise bad_frame(number) from e
    return found
