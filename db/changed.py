"""What a write or an import touched, for all that is made of the tables afterwards, and for the windows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from casefiles.domain.changes import Touched
from casefiles.domain.entities import PLACED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from casefiles.domain.fieldtypes import Stored

MOST_TOLD = 100_000
"""records of an entity that are told one by one: bounds the memory of an import"""
FOLLOWED = frozenset({"child", "mentor", "household", "survey_round", "survey_line", "attachment"})
"""entities of whose every record something is derived (db.derived.refresh)"""
Line = list[Any]
"""a new record's values in the order of its plan's names, its head and its id"""


@dataclass(slots=True)
class Changed:
    """What a write or an import touched: records by entity, and the children and mentors they hang on."""

    rows: dict[str, dict[str, None]] = field(default_factory=dict)
    beyond: dict[str, int] = field(default_factory=dict)
    """of an entity of which MOST_TOLD stand in `rows`: how many more, each counted once in every part of an import"""
    fields: dict[str, set[str]] = field(default_factory=dict)
    last: dict[str, bytes] = field(default_factory=dict)
    child: set[str] = field(default_factory=set)
    mentor: set[str] = field(default_factory=set)
    flagged: dict[str, int] = field(default_factory=dict)
    """records with rivals: how many of their fields have some"""
    built: dict[str, None] = field(default_factory=dict)
    """visits and matches of which more than the first change is here, as far as they were touched"""
    waiting: set[str] = field(default_factory=set)
    newer: set[str] = field(default_factory=set)
    """records of a later version, or with fields of one"""
    moved: dict[str, None] = field(default_factory=dict)
    """files of which a change came that says where they lie, or of which others count by now"""
    made: Mapping[str, Stored] | None = None
    """the fields of the record that was made, where one was made alone"""

    def note(self, entity: str, rows: Collection[str]) -> None:
        """Note records that were touched."""
        kept = self.rows.setdefault(entity, {})
        if entity in FOLLOWED or len(kept) + len(rows) <= MOST_TOLD:
            kept.update(rows if isinstance(rows, dict) else dict.fromkeys(rows))
        else:
            fresh = [row for row in rows if row not in kept]
            room = max(0, MOST_TOLD - len(kept))
            kept.update(dict.fromkeys(fresh[:room]))
            self.beyond[entity] = self.beyond.get(entity, 0) + len(fresh[room:])

    def touched(self) -> Touched:
        """What the window is told."""
        rows = {e: tuple(rows) for e, rows in self.rows.items()}
        about = frozenset((*self.child, *self.mentor, *rows.get("household", ())))
        return Touched(rows, beyond=dict(self.beyond), moved=tuple(self.moved), about=about)

    def placed(self, entity: str, rows: Iterable[str]) -> None:
        """Note that these, if they are files, may lie elsewhere by now."""
        if entity in PLACED:
            self.moved.update(dict.fromkeys(rows))

    def refer(self, entity: str, row: str, values: Mapping[str, Stored]) -> None:
        """Note the child and the mentor that a record is or names."""
        if entity == "child":
            self.child.add(row)
        elif entity == "mentor":
            self.mentor.add(row)
        for name, kept in (("child", self.child), ("mentor", self.mentor)):
            value = values.get(name)
            if isinstance(value, str) and value:
                kept.add(value)

    def hang(self, refs: tuple[int | None, int | None], line: Line) -> None:
        """Note the child and the mentor that a record names, at these places of its line."""
        child, mentor = refs
        if child is not None and line[child]:
            self.child.add(line[child])
        if mentor is not None and line[mentor]:
            self.mentor.add(line[mentor])
