"""What became of a damaged database (db.salvage)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Salvaged:
    """`changes` of `all` changes stand in the new database or are shown as they were."""

    folder: Path
    """where the damaged file lies now"""
    backup: Path | None
    """the backup that was drawn on"""
    changes: int = 0
    all: int = 0
    again: int = 0
    """records that were written anew as the tables showed them, because their changes cannot be read"""
    others: int = 0
    """changes of other offices that come back with their next packages"""
    back: int = 0
    """changes of this office that cannot be read and that another office has, by its receipt: they come back as well"""
    unknown: int = 0
    """changes of this office, which nobody else has, of which not even the record is known"""
    lost: list[tuple[str, str, str]] = field(default_factory=list)
    """(entity, id, name of the child or mentor, if known) of the records that lack what was written last"""
    blind: bool = False
    """not even how much was written, or what was erased, can be read: both are as the backup has them"""
    tables: list[str] = field(default_factory=list)
    """tables beside the log that could not be read and are empty now"""
    since: int = 0
    """changes that the journal of the backup had on top of it"""

    @property
    def whole(self) -> bool:
        """Whether nothing is missing, or it comes back by itself."""
        return not (self.unknown or self.lost or self.tables or self.blind)
