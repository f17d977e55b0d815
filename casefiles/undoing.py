"""Taking back what was saved, so that it can be done again: undo answers with a `Saved` whose undoing is the redo."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain.changes import DELETED, Edit, Touched
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Ref
from casefiles.recording import Saved

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office


@dataclass(frozen=True, slots=True)
class _Swapped(Saved):
    """What a taking back left; the change in the log may hold that of others taken back with it."""

    wrote: Mapping[str, Mapping[str, Stored]] = field(default_factory=dict)
    """the fields it put back, by record"""


@dataclass(frozen=True, slots=True)
class Swap:
    """What was taken back or done again at once: places in the list it was chosen from, in the order in which it was
    done, what each is now, and what the one transaction touched."""

    places: tuple[int, ...]
    saves: tuple[Saved, ...]
    touched: Touched


def take_back(office: Office, saved: Saved, ours: Container[bytes] = ()) -> Saved:
    """Undo a save as `recording.undo` does; taking the answer back does it again.

    Like every undo it has seen the save and nothing after it: what others wrote meanwhile stays beside it. `ours` are
    changes of the same sitting: where nothing but those followed, it has seen them, so that several are taken back in
    a row without contradicting each other.
    """
    return take_back_all(office, [saved], ours)[0]


def take_back_all(office: Office, order: Sequence[Saved], ours: Container[bytes] = ()) -> list[Saved]:
    """Take several saves back one upon the other, in this order, in one transaction; an answer for each.

    Refusals, and then none was taken back: those of `recording.save_many`.
    """
    known = {change for saved in order for change in saved.touched.last.values()}
    stack: dict[str, list[tuple[int, bytes, Edit]]] = {}
    for place, saved in enumerate(order):
        for edit in _way(saved):
            stack.setdefault(edit.row, []).append((place, saved.touched.last[edit.row], edit))
    put: list[dict[str, Mapping[str, Stored]]] = [{} for _ in order]
    edits = []
    for row, steps in stack.items():
        upon, fields = _kept(office, row, steps, lambda change: change in known or change in ours)
        whole: dict[str, Stored] = {}
        for (place, _, _), kept in zip(steps, fields, strict=True):
            put[place][row] = kept
            whole |= kept
        edits.append(replace(steps[0][2], fields=whole, parents=upon))
    answers = [_swapped(office, saved, wrote) for saved, wrote in zip(order, put, strict=True)]
    touched = recording.save_many(office, edits) if edits else Touched()
    return [replace(one, touched=touched) for one in answers]


def swap(
    office: Office, done: Sequence[tuple[Saved, bool]], chosen: Sequence[int], ours: Container[bytes] = ()
) -> Swap:
    """Take back the saves at these places of a list that is newest first, and do again those that are taken back
    already (True beside them), all in one transaction or not at all.

    What was changed later in a record that is put back, and what hangs on a record that goes, goes along; what is done
    again brings along what it stands on. Refusals: those of `recording.save_many`.
    """
    stand = _Stand(office, done)
    back = {n for n in chosen if not done[n][1]}
    back = stand.along(back, lambda n, m: n < m and not done[n][1] and stand.on(n, m))
    again = {n for n in chosen if done[n][1]}
    again = stand.along(again, lambda n, m: n > m and done[n][1] and stand.on(m, n))
    places = (*sorted(back), *sorted(again, reverse=True))
    saves = take_back_all(office, [done[n][0] for n in places], ours)
    return Swap(places, tuple(saves), saves[0].touched if saves else Touched())


class _Stand:
    """Which save of a sitting stands on which."""

    def __init__(self, office: Office, done: Sequence[tuple[Saved, bool]]) -> None:
        self._ways = [{edit.row: edit for edit in _way(saved)} for saved, _ in done]
        self._made = [
            {row for row, edit in way.items() if DELETED in edit.fields and bool(edit.fields[DELETED]) is not back}
            for way, (_, back) in zip(self._ways, done, strict=True)
        ]
        made = set().union(*self._made)
        self._asks: list[set[str]] = [set() for _ in done]
        for n, way in enumerate(self._ways):
            for found in office.queries.many(list(way)).values() if made else ():
                asked = (f.name for f in ENTITIES[found.entity].fields.values() if isinstance(f.kind, Ref))
                self._asks[n] |= {str(found.values.get(name)) for name in asked} & made

    def on(self, later: int, earlier: int) -> bool:
        """Whether both write one record, or the later hangs on a record that the earlier made."""
        same = not self._ways[later].keys().isdisjoint(self._ways[earlier])
        return same or not self._asks[later].isdisjoint(self._made[earlier])

    def along(self, chosen: set[int], goes: Callable[[int, int], bool]) -> set[int]:
        """The places chosen and all that go with them."""
        found, rest = set(chosen), list(chosen)
        while rest:
            at = rest.pop()
            more = {n for n in range(len(self._ways)) if n not in found and goes(n, at)}
            rest += more
            found |= more
        return found


def of_many(back: Sequence[Edit], touched: Touched) -> Saved:
    """A write of many records at once as one save, so that it is taken back and done again like any other. `back` are
    the edits that take it back, at least one."""
    first, *others = back
    fresh = first.fields.get(DELETED) == 1
    return Saved(first.entity, first.row, "", touched, (), None if fresh else first.fields, tuple(others))


def of_records(before: Mapping[str, tuple[str, Mapping[str, Stored] | None]], touched: Touched) -> Saved:
    """The same, of what stood before: record -> its entity and the fields as they were (None: the write made it)."""
    return of_many(way_back(before, touched), touched)


def way_back(before: Mapping[str, tuple[str, Mapping[str, Stored] | None]], touched: Touched) -> list[Edit]:
    """The edits that put back what stood before, of the records that were written."""
    return [
        Edit(entity, row, {DELETED: 1} if held is None else held)
        for row, (entity, held) in before.items()
        if row in touched.last and (held is None or held)
    ]


def of_saves(saves: Sequence[Saved]) -> Saved:
    """The same, of several saves in a row, at least one, of which none had seen another's record."""
    touched = Touched(
        {e: tuple(r for s in saves for r in s.touched.rows.get(e, ())) for s in saves for e in s.touched.rows},
        {row: fields for s in saves for row, fields in s.touched.fields.items()},
        {row: change for s in saves for row, change in s.touched.last.items()},
    )
    return of_many([edit for saved in saves for edit in _way(saved)], touched)


def rivals_of(office: Office, saved: Saved) -> list[str]:
    """Fields of a save that somebody else had changed since they were on the screen: both values are kept."""
    if saved.before is None:
        return []
    found = office.queries.get(saved.id)
    return [name for name in saved.before if found is not None and name in found.rivals]


def _way(saved: Saved) -> list[Edit]:
    """The edits that take a save back, one a record."""
    own = Edit(saved.entity, saved.id, {DELETED: 1} if saved.before is None else saved.before)
    return [edit for edit in (own, *saved.beside) if edit.row in saved.touched.last]


def _kept(
    office: Office, row: str, steps: Sequence[tuple[int, bytes, Edit]], own: Callable[[bytes], bool]
) -> tuple[tuple[bytes, ...], list[Mapping[str, Stored]]]:
    """What the steps back of one record have seen, and the fields that each of them puts back.

    What others wrote between a step's change and the newest one is not written over, and not deleted.
    """
    history = office.ledger.history(row)
    at = {entry.change: n for n, entry in enumerate(history)}
    found = office.queries.get(row)
    heads = found.heads if found is not None else ()

    def seen(change: bytes) -> bytes:
        """The head, where only changes of ours followed."""
        after = history[at[change] + 1 :] if change in at else []
        return heads[0] if len(heads) == 1 and all(own(entry.change) for entry in after) else change

    upon = tuple(dict.fromkeys(seen(change) for _, change, _ in steps))
    newest = max(at.get(change, -1) for change in upon)
    fields: list[Mapping[str, Stored]] = []
    for _, change, edit in steps:
        between = history[at.get(change, -1) + 1 : newest + 1]
        others = {name for entry in between if not own(entry.change) for name in entry.fields}
        others |= {DELETED} if others else set()
        fields.append({name: value for name, value in edit.fields.items() if name not in others})
    return upon, fields


def _swapped(office: Office, saved: Saved, wrote: Mapping[str, Mapping[str, Stored]]) -> _Swapped:
    """What taking this back leaves: the save itself as the way back from there, as far as it was taken back."""

    def again(row: str) -> dict[str, Stored]:
        kept = wrote.get(row, {})
        return {name: value for name, value in _written(office, row, saved).items() if name in kept}

    return _Swapped(
        saved.entity,
        saved.id,
        saved.number,
        saved.touched,
        before=again(saved.id),
        beside=tuple(Edit(e.entity, e.row, again(e.row)) for e in saved.beside),
        wrote=wrote,
    )


def _written(office: Office, row: str, saved: Saved) -> dict[str, Stored]:
    """The fields of a record that the save wrote, as it wrote them; one that it made is alive again."""
    if isinstance(saved, _Swapped):
        return dict(saved.wrote.get(row, {}))
    change = saved.touched.last.get(row)
    fields = next((e.fields for e in office.ledger.history(row) if e.change == change), {})
    made = saved.before is None if row == saved.id else any(
        e.row == row and e.fields.get(DELETED) for e in saved.beside
    )
    return {DELETED: None} if made and DELETED not in fields else dict(fields)
