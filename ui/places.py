"""Where the person has been, and the way back and forth."""

from __future__ import annotations

from typing import Any

Place = tuple[str, dict[str, Any]]


class Places:
    """A line of places with a mark on the present one, as in a browser."""

    def __init__(self) -> None:
        self._line: list[Place] = []
        self._mark = -1

    @property
    def here(self) -> Place | None:
        """The present place; None before the first."""
        return self._line[self._mark] if self._mark >= 0 else None

    @property
    def can_go_back(self) -> bool:
        return self._mark > 0

    def go(self, name: str, where: dict[str, Any]) -> None:
        """A new place after the present one; what lay ahead is forgotten."""
        if (name, where) != self.here:
            del self._line[self._mark + 1 :]
            self._line.append((name, where))
            self._mark = len(self._line) - 1

    def note(self, where: dict[str, Any]) -> None:
        """The present page has got to another spot: coming back leads there."""
        if self._mark >= 0:
            self._line[self._mark] = (self._line[self._mark][0], where)

    def reaches(self, steps: int) -> bool:
        return 0 <= self._mark + steps < len(self._line)

    def step(self, steps: int) -> Place:
        """Move the mark; only where `reaches` says so."""
        self._mark += steps
        return self._line[self._mark]

    def clear(self) -> None:
        self._line.clear()
        self._mark = -1
