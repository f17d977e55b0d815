"""Taking back what was saved, so that it can be done again: undo answers with a `Saved` whose undoing is the redo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain.changes import DELETED, Edit
from casefiles.recording import Saved

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from casefiles.domain.changes import Touched
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office


def take_back(office: Office, saved: Saved, ours: Container[bytes] = ()) -> Saved:
    """Undo a save as `recording.undo` does; taking the answer back does it again.

    Like every undo it has seen the save and nothing after it: what others wrote meanwhile stays beside it. `ours` are
    changes of the same sitting: where nothing but those followed, it has seen them, so that several are taken back in
    a row without contradicting each other.
    """
    again = _written(office, saved.id, saved)
    beside = tuple(Edit(e.entity, e.row, _written(office, e.row, saved)) for e in saved.beside)
    seen = {row: _seen(office, row, change, ours) for row, change in saved.touched.last.items()}
    touched = recording.undo(office, replace(saved, touched=replace(saved.touched, last=seen)))
    return replace(saved, touched=touched, before=again, beside=beside, warnings=())


def of_many(back: Sequence[Edit], touched: Touched) -> Saved:
    """A write of many records at once as one save, so that it is taken back and done again like any other. `back` are
    the edits that take it back, at least one."""
    first, *others = back
    fresh = first.fields.get(DELETED) == 1
    return Saved(first.entity, first.row, "", touched, (), None if fresh else first.fields, tuple(others))


def _written(office: Office, row: str, saved: Saved) -> dict[str, Stored]:
    """The fields of a record that the save wrote, as it wrote them; one that it made is alive again."""
    change = saved.touched.last.get(row)
    fields = next((e.fields for e in office.ledger.history(row) if e.change == change), {})
    made = saved.before is None if row == saved.id else any(
        e.row == row and e.fields.get(DELETED) for e in saved.beside
    )
    return {DELETED: None} if made and DELETED not in fields else dict(fields)


def _seen(office: Office, row: str, change: bytes, ours: Container[bytes]) -> bytes:
    """What an undo of this change names as its parent: the head, where only changes of ours followed."""
    after = [entry.change for entry in office.ledger.history(row)]
    after = after[after.index(change) + 1 :] if change in after else []
    found = office.queries.get(row)
    heads = found.heads if found is not None else ()
    return heads[0] if len(heads) == 1 and all(one in ours for one in after) else change


def rivals_of(office: Office, saved: Saved) -> list[str]:
    """Fields of a save that somebody else had changed since they were on the screen: both values are kept."""
    if saved.before is None:
        return []
    found = office.queries.get(saved.id)
    return [name for name in saved.before if found is not None and name in found.rivals]
