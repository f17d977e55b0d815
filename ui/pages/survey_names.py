"""Survey rounds in a list to choose from: two that look alike are told apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ui import words_surveys as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.words import Lang
    from casefiles.ports import Record


def told_apart(rounds: Sequence[Record], lang: Lang) -> list[str]:
    """Name and first day; where two have both alike also the villages, the last day, who walks: as much as it takes,
    and a number in the order in which they were made where all of it is alike."""
    said = [[str(r.values.get("name") or r.id), str(r.values.get("start") or "")] for r in rounds]
    for field in ("villages", "end", "walkers"):
        alike = _alike(said)
        for parts, one in zip(said, rounds, strict=True):
            if tuple(parts) in alike and one.values.get(field):
                parts.append(" ".join(str(one.values[field]).split()))
    alike = _alike(said)
    made = sorted(range(len(rounds)), key=lambda n: rounds[n].id)
    numbers: Counter[tuple[str, ...]] = Counter()
    for n in made:
        if (key := tuple(said[n])) in alike:
            numbers[key] += 1
            said[n] = [*said[n], words.NTH(lang, n=numbers[key])]
    return ["  ".join(part for part in parts if part) for parts in said]


def _alike(said: Sequence[Sequence[str]]) -> set[tuple[str, ...]]:
    return {parts for parts, n in Counter(map(tuple, said)).items() if n > 1}
