"""A change that was just put into the log, and consecutive changes of one record taken as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from db import texts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.edges.codec import Shape, Wire


class Item(NamedTuple):
    """A change that was just put into the log."""

    wire: Wire
    id: bytes
    shape: Shape | None = None
    """of a body that came from elsewhere"""
    place: int = 0
    """where it stands (db.texts)"""

    def said(self, kept: Collection[str]) -> dict[str, int]:
        """Of these fields those that it names, and where their text stands: in its private part, or nowhere (0)."""
        apart = self.shape.private if self.shape is not None else kept  # what is written here keeps text apart
        return {name: self.place if name in apart else 0 for name in kept if name in self.wire.f}


@dataclass(slots=True)
class Patch:
    """Consecutive changes of one record, taken as one."""

    row: str
    parent: bytes
    values: dict[str, Stored]
    head: bytearray | int
    said: dict[str, int]  # where its texts stand, of those that may stand in the log alone


def chained(entity: str, row: str, items: Sequence[Item]) -> Patch | None:
    """The changes as one patch when each has seen exactly the one before, else None."""
    first, last = items[0], items[-1]
    values, apart = dict(first.wire.f), texts.KEPT.get(entity, frozenset())
    said = first.said(apart)
    before = first.id
    for item in items[1:]:
        if item.wire.p != (before.hex(),):
            return None
        values.update(item.wire.f)
        said |= item.said(apart)
        before = item.id
    parents = first.wire.p
    if len(parents) > 1:
        return None
    head = last.place or bytearray(last.id)
    return Patch(row, bytes.fromhex(parents[0]) if parents else b"", values, head, said)
