"""What a file gets back when one that was merged into it is taken out again: never what a person typed, always that.

A merge, its undoing and a parting write two changes that stand next to each other in one log: one of the file that is
given up, which points or no longer points, and one of the file that stays. So of every change of the file that stays
it is known whether a person typed it or a merge brought it, and from which file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.entities import BY_PREFIX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Entry

MARK = "number"
"""both changes of a merge say the file's own number again: a save that happens to follow does not"""
OWN = frozenset({MARK, "merged_into"})
TYPED = ""


def given_back(office: Office, loser: str, survivor: str) -> dict[str, Stored]:
    """The fields that the survivor holds by its merge with `loser` alone, and what they are without it: the newest of
    what people typed, and of what files brought that are still merged into it."""
    stands = office.queries.get(survivor)
    if stands is None or stands.deleted:
        return {}
    history = office.ledger.history(survivor)
    brought = _brought(office, survivor, history)
    if loser not in brought:
        return {}
    still = {one for one in set(brought) - {None, TYPED, loser} if _points(office, str(one), survivor)}
    counts = [(entry, by) for entry, by in zip(history, brought, strict=True) if by in (TYPED, loser) or by in still]
    back: dict[str, Stored] = {}
    for name in {n for entry, by in counts if by == loser for n in entry.fields} - OWN:
        said = [(entry.fields[name], by) for entry, by in counts if name in entry.fields]
        if said[-1][1] == loser and stands.values.get(name) == said[-1][0]:
            was = next((value for value, by in reversed(said) if by != loser), None)
            if was != stands.values.get(name):
                back[name] = was
    return back


def _brought(office: Office, survivor: str, history: Sequence[Entry]) -> list[str | None]:
    """For each change of a file: TYPED by a person, the file whose merge brought it, or None where it gave back."""
    before = office.ledger.rows_at([(e.log, e.seq - 1) for e in history])
    logs: dict[str, list[Entry]] = {}
    held: dict[str, Stored] = {}
    found: list[str | None] = []
    kind = BY_PREFIX[survivor.partition("-")[0]]
    earlier: Entry | None = None
    for entry in history:
        row = before.get((entry.log, entry.seq - 1), "")
        by: str | None = TYPED
        if row != survivor and BY_PREFIX.get(row.partition("-")[0]) is kind:
            if row not in logs:
                logs[row] = office.ledger.history(row)
            beside = next((e for e in logs[row] if (e.log, e.seq) == (entry.log, entry.seq - 1)), None)
            if beside is not None and "merged_into" in beside.fields and _one_save(beside, entry, earlier, held):
                to = beside.fields["merged_into"]
                by = row if to == survivor else None if not to else TYPED
        found.append(by)
        held |= entry.fields
        earlier = entry
    return found


def _one_save(pointer: Entry, other: Entry, earlier: Entry | None, held: dict[str, Stored]) -> bool:
    """Whether these are the two changes of one merge. Those that bear no mark are told by their stamps: both have one,
    unless what either file held before came from a clock that was fast; then a change is stamped right after it."""
    if MARK in pointer.fields:
        return MARK in other.fields and other.fields[MARK] == held.get(MARK)
    return other.ts <= pointer.ts or (earlier is not None and other.ts == earlier.ts + 1)


def _points(office: Office, file: str, to: str) -> bool:
    found = office.queries.get(file)
    return found is not None and found.values.get("merged_into") == to
