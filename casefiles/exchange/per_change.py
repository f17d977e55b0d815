"""A small number for every change on file, a byte each: what was decided of a million changes takes a megabyte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casefiles.domain.ranges import Ranges

_runs = re.compile(rb"[^\0]+").finditer


class PerChange:
    """0 for each change of each log until another number, up to 255, is put in its place."""

    def __init__(self) -> None:
        self._logs: dict[str, bytearray] = {}

    def get(self, log: str, seq: int) -> int:
        """The number of one change."""
        kept = self._logs.get(log, b"")
        return kept[seq] if seq < len(kept) else 0

    def run(self, log: str, first: int, count: int) -> bytearray:
        """The numbers of so many changes that follow one another."""
        kept = self._logs.get(log, b"")[first : first + count]
        return bytearray(kept).ljust(count, b"\0")

    def put(self, log: str, seq: int, number: int) -> None:
        """Note it for one change."""
        kept = self._logs.setdefault(log, bytearray())
        if seq >= len(kept):
            kept.extend(bytes(seq + 1 - len(kept)))
        kept[seq] = number

    def put_run(self, log: str, first: int, numbers: Sequence[int]) -> None:
        """Note it for changes that follow one another."""
        if numbers:
            self.put(log, first + len(numbers) - 1, numbers[-1])
            self._logs[log][first : first + len(numbers)] = bytes(numbers)

    def ranges(self) -> dict[str, Ranges]:
        """The changes that have a number other than 0, by log."""
        return {log: tuple(_spans(kept)) for log, kept in self._logs.items() if any(kept)}


def _spans(kept: bytearray) -> Iterator[tuple[int, int]]:
    for run in _runs(kept):
        yield run.start(), run.end() - 1
