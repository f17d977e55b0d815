"""A few hundred values at a time: SQLite bounds how many a statement may have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")
CHUNK: Final = 400


def parts(values: Sequence[T], size: int = CHUNK) -> Iterator[tuple[T, ...]]:
    """Runs of at most so many, in order."""
    for at in range(0, len(values), size):
        yield tuple(values[at : at + size])


def marks(part: Sequence[object]) -> str:
    """A question mark for each, for `IN (...)`."""
    return ",".join("?" * len(part))
