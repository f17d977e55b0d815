"""What two offices compare of the records that both hold, in `D` frames of JSON: counts of buckets, then the records of
the buckets that differ, then which records somebody wants whole.

Several frames are read as one, so that no list outgrows a frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec

from casefiles.domain.changes import ROW
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.tallies import Mark, Tally
from casefiles.edges.package.frames import bad_frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casefiles.domain.tallies import Key

PART = 20_000
"""buckets or records in one frame"""
MOST = 256
"""frames of one package"""
MOST_LINES = 500_000
"""lines of all lists together: bounds a reader's memory (about 80 MiB), and is far above what a writer tells at once"""
_Area = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{0,12}\Z")]
_Text = Annotated[str, msgspec.Meta(max_length=200)]
_Name = Annotated[str, msgspec.Meta(pattern=r"\A[a-z_][a-z0-9_]{0,62}\Z")]
_Row = Annotated[str, msgspec.Meta(pattern=ROW.pattern)]
_Log = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
_Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
_Sum = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{16}\Z")]


class Comparison(msgspec.Struct, omit_defaults=True):
    """All of it that a package says. `base` is the division whose records are compared."""

    base: _Area
    shape: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{12}\Z")]
    counted: bool = False
    """whether the buckets are told"""
    again: bool = False
    """the writer would like to compare once more"""
    buckets: list[tuple[_Area, _Text, _Name, _Count, _Sum, _Sum]] = msgspec.field(default_factory=list)
    named: list[tuple[_Area, _Text, _Name]] = msgspec.field(default_factory=list)
    """buckets whose records are all told"""
    marks: list[tuple[_Row, _Sum, _Sum]] = msgspec.field(default_factory=list)
    want: list[_Row] = msgspec.field(default_factory=list)
    """records that the writer wants whole"""
    lost: list[tuple[_Log, _Count, _Count]] = msgspec.field(default_factory=list)
    """numbers of logs that are gone at the writer's"""
    aside: list[tuple[_Log, _Count]] = msgspec.field(default_factory=list)
    """logs of blocked computers: up to which number the writer shows them"""

    def tallies(self) -> dict[Key, Tally]:
        """The buckets."""
        return {(a, v, e): Tally(n, int(heads, 16), int(values, 16)) for a, v, e, n, heads, values in self.buckets}

    def by_row(self) -> dict[str, Mark]:
        """The records of the buckets that were named."""
        return {row: Mark(row, int(heads, 16), int(values, 16)) for row, heads, values in self.marks}

    def add_tallies(self, tallies: Mapping[Key, Tally]) -> None:
        """Tell buckets."""
        self.counted = True
        self.buckets = [(*key, t.n, f"{t.heads:016x}", f"{t.values:016x}") for key, t in sorted(tallies.items())]

    def add_marks(self, marks: Mapping[Key, Sequence[Mark]]) -> None:
        """Tell all records of these buckets."""
        self.named = sorted(marks)
        self.marks = [(m.row, f"{m.heads:016x}", f"{m.values:016x}") for key in self.named for m in sorted(marks[key])]


_decoder = msgspec.json.Decoder(Comparison)
_LISTS = ("buckets", "named", "marks", "want", "lost", "aside")


def packed_comparison(whole: Comparison) -> Iterator[bytes]:
    """The plain bytes of its frames."""
    first = True
    for name in _LISTS:
        lines = getattr(whole, name)
        for at in range(0, len(lines), PART):
            part = Comparison(whole.base, whole.shape, whole.counted, whole.again)
            setattr(part, name, lines[at : at + PART])
            yield msgspec.json.encode(part)
            first = False
    if first:
        yield msgspec.json.encode(Comparison(whole.base, whole.shape, whole.counted, whole.again))


def read_comparison(plain: bytes, number: int) -> Comparison:
    """What frame `number` says. Refusal BAD_FRAME."""
    try:
        return _decoder.decode(plain)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        raise bad_frame(number) from e


def joined(whole: Comparison | None, part: Comparison) -> Comparison:
    """Two frames of one package as one. Refusal TOO_BIG."""
    if whole is None:
        return part
    if sum(len(getattr(one, name)) for one in (whole, part) for name in _LISTS) > MOST_LINES:
        raise Refusal(Problem("TOO_BIG"))
    for name in _LISTS:
        getattr(whole, name).extend(getattr(part, name))
    return whole
