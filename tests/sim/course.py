"""What happens in the world of a seed, and which offices are in it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.sim import deck

SMALL = 1_000_000
"""the worlds of this seed and the following are small: a county and a township or two, a short history. What goes wrong
goes wrong among few offices as a rule, and six of them are played in the time of one that is whole."""
THIEVES = 3
"""in one world in so many computers are stolen, and in another one an office writes where it has no say"""
THRICE = 31
"""in one world in so many a computer has three histories, in two others one has less than others know of it, and in one
two computers go on under one identity"""
APART = {0: "put_back_twice", 3: "read_and_lost", 4: "answered_late", 5: "by_turns"}
AT_ODDS = 11
"""in one world in so many two offices write into the same files at once"""


@dataclass(frozen=True)
class Step:
    """One happening, and the seed of all its choices."""

    name: str
    seed: int


def offices(seed: int) -> str:
    """The letters of the offices that are in the world of this seed. Two computers of a county hear of each other's
    own files through the city, so where one may be copied there is a city; and so where somebody is to hear of two
    others at once."""
    if seed >= SMALL:
        city = seed % 5 == 0 or any(step.name in ("cloned", "at_odds", "by_turns") for step in history(seed))
        return "CT" + "N" * (seed % 3 == 0) + "P" * city
    return "PCNT" + "V" * (seed % 4 == 0) + "W" * (seed % 2 == 0)


def history(seed: int) -> list[Step]:
    """What happens in the world of this seed."""
    rng = Random(seed)
    names = list(deck.WEIGHTS)
    drawn = rng.choices(
        names, [deck.WEIGHTS[n] for n in names], k=rng.randint(*((6, 16) if seed >= SMALL else (35, 60)))
    )
    without_files_nothing_happens = ["born", "met", "born", "met", "met", "met"]
    drawn[:0] = without_files_nothing_happens[2:4] if seed >= SMALL else without_files_nothing_happens
    steps = [Step(name, rng.getrandbits(32)) for name in drawn]
    if seed % THIEVES == 1:
        for name in ("backed_up", "backed_up", "stolen", "stolen"):
            steps.insert(rng.randrange(len(steps) // 2, len(steps)), Step(name, rng.getrandbits(32)))
    if seed % THIEVES == 0:
        for name in ("overreached", "overreached"):
            steps.insert(rng.randrange(len(steps) // 3, len(steps)), Step(name, rng.getrandbits(32)))
    apart = APART.get(seed % THRICE, "")
    for name in (apart, "at_odds" if seed % AT_ODDS == 5 else ""):
        if name:
            steps.insert(rng.randrange(len(steps) // 2, len(steps)), Step(name, rng.getrandbits(32)))
    return steps
