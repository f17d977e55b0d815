"""Which files of a whole register are worth comparing: those that share a key of one of a few families.

Comparing each with each would take days for a county. Every pair that `likeness` can give MAYBE shares a key here
(tests compare with all pairs): the number; the sound of the name with birth date, month and day either way round, phone
or what is left of a mistyped number; the birth date with a number that differs in one place.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain import pinyin
from casefiles.domain.likeness import MAYBE, WHOLE, Likeness, likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored

    Values = Mapping[str, Stored]
    Family = Callable[[Values, Sequence[str]], Iterable[Hashable]]
    Step = Callable[[int, int], object]

MOST = 60
"""files compared under one key: what more than these share says nothing (a village's one telephone)"""
STEP = 2000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files that look alike, the smaller id first."""

    one: str
    other: str
    likeness: Likeness


def alike(
    rows: Mapping[str, Values], fresh: Mapping[str, Values] | None = None, step: Step | None = None
) -> list[Pair]:
    """The pairs of files that may be the same child, most alike first: within `rows`, or with `fresh` only between
    these and everybody else. `step(done, all)` is called now and then; what it raises stops the work."""
    every = rows if fresh is None else {**_near(rows, fresh), **fresh}
    sounds = {row: _sounds(values) for row, values in every.items()}
    found: dict[tuple[str, str], Likeness] = {}
    done, total = 0, len(every) * len(FAMILIES)
    for family in FAMILIES:
        under: defaultdict[Hashable, list[str]] = defaultdict(list)
        for row, values in every.items():
            for key in family(values, sounds[row]):
                under[key].append(row)
            done += 1
            if step and not done % STEP:
                step(done, total)
        for ids in under.values():
            if len(ids) > 1:
                for one, other in _couples(ids, fresh):
                    pair = (one, other) if one < other else (other, one)
                    if pair not in found:
                        found[pair] = likeness(every[one], every[other])
        found = {pair: said for pair, said in found.items() if said.points >= MAYBE}
    if step:
        step(total, total)
    pairs = [Pair(*pair, said) for pair, said in found.items()]
    return sorted(pairs, key=lambda p: (-p.likeness.points, p.one, p.other))


def _near(rows: Mapping[str, Values], fresh: Mapping[str, Values]) -> Mapping[str, Values]:
    """The rows that share with some fresh one what there is beside the sound of the name, which is dear to make out."""
    families = list(enumerate(FAMILIES))
    rough = {(n, key) for values in fresh.values() for n, family in families for key in family(values, ("",))}
    return {
        row: values
        for row, values in rows.items()
        if any((n, key) in rough for n, family in families for key in family(values, ("",)))
    }


def _couples(ids: Sequence[str], fresh: Mapping[str, Values] | None) -> Iterator[tuple[str, str]]:
    some = list(dict.fromkeys(ids))
    if fresh is None:
        some = some[:MOST]
        for n, one in enumerate(some):
            for other in some[n + 1 :]:
                yield one, other
        return
    new, old = ([i for i in some if (i in fresh) is wanted][:MOST] for wanted in (True, False))
    for n, one in enumerate(new):
        for other in (*old, *new[n + 1 :]):
            yield one, other


def _sounds(values: Values) -> list[str]:
    name = str(values.get("name") or "").replace("·", "")
    reading = str(values.get("reading") or "") or None
    return [name, *("".join(said) for said in pinyin.name_readings(name, reading))] if name else []


def _number(values: Values) -> str:
    """The number in the form of 15 digits."""
    card = str(values.get("id_number") or "")
    return card[:6] + card[8:17] if len(card) == 18 else card


def _by_number(values: Values, _sounds: Sequence[str]) -> Iterable[Hashable]:
    number = _number(values)
    return (number,) if number else ()


def _by_birth(values: Values, sounds: Sequence[str]) -> Iterable[Hashable]:
    """The name and the birth date, month and day in either order."""
    born = str(values.get("birth_date") or "")
    if len(born) != WHOLE:
        return ()
    return [(said, born[:4], *sorted((born[5:7], born[8:]))) for said in sounds]


def _by_phone(values: Values, sounds: Sequence[str]) -> Iterable[Hashable]:
    phone = values.get("phone")
    return [(said, phone) for said in sounds] if phone else ()


def _by_place(values: Values, sounds: Sequence[str]) -> Iterable[Hashable]:
    """The name, the village and the year of birth, for dates of which one is known in part."""
    born = str(values.get("birth_date") or "")
    return [(said, values.get("village"), born[:4]) for said in sounds] if born and values.get("village") else ()


def _by_rest(values: Values, sounds: Sequence[str]) -> Iterable[Hashable]:
    """The name and what is left of a number when a digit of the birth date, the region or the order is wrong."""
    number = _number(values)
    if len(number) != 15:
        return ()
    rests = (number[:6] + number[12:], number[6:], number[:12])
    return [(said, place, rest) for said in sounds for place, rest in enumerate(rests)]


def _by_home(values: Values, _sounds: Sequence[str]) -> Iterable[Hashable]:
    """The birth date and the phone, whatever the name: with a number that is mistyped in one place."""
    born, phone = values.get("birth_date"), values.get("phone")
    return ((born, phone),) if born and phone else ()


FAMILIES: tuple[Family, ...] = (_by_number, _by_birth, _by_phone, _by_place, _by_rest, _by_home)
