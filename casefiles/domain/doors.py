"""The doors of a survey round: what a row of the walk list holds, and what `db.surveys` is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from casefiles.domain.fieldtypes import Stored


@dataclass(frozen=True, slots=True)
class Door:
    """A door for a survey round: a household, or a child without one."""

    household: str
    child: str
    name: str
    village: str
    address: str

    @property
    def target(self) -> str:
        """The record behind the door."""
        return self.household or self.child


@dataclass(frozen=True, slots=True)
class LineRow:
    """A door of a round as a row shows it; what is not known is ''."""

    id: str
    household: str
    child: str
    name: str
    village: str
    address: str
    place: int | str
    outcome: str
    on: str
    by: str
    change: str
    note: str
    phone: str
    children: str
    frozen: str


@dataclass(frozen=True, slots=True)
class Touch:
    """A record that was written since a moment: its values before and now, None where there was or is none; `walked`
    are those at a later moment, when the walk list was made, of one that was not there before."""

    entity: str
    id: str
    before: Mapping[str, Stored] | None
    now: Mapping[str, Stored] | None
    walked: Mapping[str, Stored] | None = None


class Surveys(Protocol):
    """The questions of survey rounds; see `db.surveys`."""

    def doors(self, villages: Sequence[str]) -> list[Door]:
        """The households and children of these villages, of all when none is named."""

    def places(self, round_: str) -> dict[str, int]:
        """Household or child -> its place in the walk of a round."""

    def line_ids(self, round_: str, village: str | None = None, outcome: str = "") -> list[str]:
        """The doors of a round in the order of the walk."""

    def first_open(self, round_: str, village: str | None = None) -> str:
        """The first door of the walk where nobody has been, '' for none."""

    def line_rows(self, ids: Sequence[str]) -> list[LineRow]:
        """What a row of the walk list shows."""

    def progress(self, round_: str) -> list[tuple[str, str, int]]:
        """(village, outcome, doors)."""

    def marked(self, round_: str) -> list[LineRow]:
        """The doors where something was marked."""

    def frozen(self, round_: str) -> list[tuple[str, str]]:
        """(door, what was frozen in it)."""

    def standing(self, lines: Sequence[str]) -> set[str]:
        """Which of these doors there are."""

    def children_at(self, households: Sequence[str]) -> dict[str, list[str]]:
        """Household -> its children."""

    def born_by(self, day: str, villages: Sequence[str]) -> list[str]:
        """Open files of children born on this day or before."""

    def changed_since(self, ms: int, entities: Sequence[str], made: int = 0) -> list[Touch]:
        """Records written since a moment, before it and now; `made` is when the walk list was."""
