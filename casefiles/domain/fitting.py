"""How well a mentor fits a child, as stated rules: each gives points and says why. A person decides.

| rule | points |
| --- | --- |
| lives in the same village | 40 |
| lives in the same township | 15 |
| mentors a child of the same household already | 25 |
| a skill that the child's open needs or file ask for, proven | 15 each, skills together at most 30 |
| the same, named and not proven | 10 each |
| such a skill answers an urgent need | 5 once |
| same sex | 10 |
| room | 3 for each free place, at most 9 |
| says when there is time | 3 |
| record check stands | 10 |
| record check missing, run out or not passed | -30: a proposal only |
| at the limit of age or above; within two years of it | -15; -5 |
| ill or disabled; weak health | -10; -5 |
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain.asking import NEAR_YEARS, POOR_HEALTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from casefiles.domain.fieldtypes import Stored

VILLAGE, TOWNSHIP, SIBLING, PROVEN, NAMED, SKILLS_MOST, URGENT = 40, 15, 25, 15, 10, 30, 5
SAME_SEX, PLACE, PLACES_MOST, TIME, CHECKED, UNCHECKED = 10, 3, 9, 3, 10, -30
AT_LIMIT, NEAR_LIMIT, ILL, WEAK = -15, -5, -10, -5
WEAK_HEALTH = "20"

NEED_SKILLS: Mapping[str, tuple[str, ...]] = {
    "health": ("health", "vision"),
    "schooling": ("tutoring", "science"),
    "mood": ("psychology",),
    "family": ("family_education",),
    "guardianship": ("family_education",),
    "safety": ("safety", "law"),
    "conduct": ("help_education", "law"),
    "friends": ("sports", "arts"),
    "economy": ("trade", "farming"),
}
"""area of life of an open need -> skills that answer it"""
WORDS: Mapping[str, tuple[str, ...]] = {
    "tutoring": ("辅导", "学习", "作业", "成绩"),
    "psychology": ("心理", "情绪", "性格"),
    "law": ("法", "失足"),
    "health": ("健康", "病"),
}
"""skill -> words in the file's own needs and situation that ask for it"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A skill that a child's file asks for: by the area of an open need, or "" by the words of the file."""

    skill: str
    area: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Mentor:
    """What of a mentor counts."""

    values: Mapping[str, Stored]
    room: int
    age: int | None = None
    proven: frozenset[str] = frozenset()
    checked: bool = False
    with_sibling: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that holds: its name, its points, and what its sentence needs."""

    rule: str
    points: int
    args: Mapping[str, object] = field(default_factory=dict)


def wanted(child: Mapping[str, Stored], needs: Iterable[Mapping[str, Stored]]) -> list[Wanted]:
    """The skills that a child's open needs ask for, then those that only the words of the file do; each once."""
    found: dict[str, Wanted] = {}
    for need in needs:
        if not need.get("closed_on"):
            area, urgent = str(need.get("area") or ""), need.get("priority") == "urgent"
            for skill in NEED_SKILLS.get(area, ()):
                if skill not in found or (urgent and not found[skill].urgent):
                    found[skill] = Wanted(skill, area, urgent)
    text = f"{child.get('needs') or ''}{child.get('situation') or ''}"
    for skill, signs in WORDS.items():
        if skill not in found and any(sign in text for sign in signs):
            found[skill] = Wanted(skill)
    return list(found.values())


def reasons(child: Mapping[str, Stored], asks: Iterable[Wanted], mentor: Mentor, limit: int) -> Iterator[Reason]:
    """The rules that hold for the two; `limit` is the office's limit of age. The score is the sum of their points."""
    values = mentor.values
    here, there = str(child.get("area") or "")[:9], str(values.get("area") or "")[:9]
    same_town = bool(here) and here == there
    village = child.get("village")
    if village and village == values.get("village") and (same_town or not (here and there)):
        yield Reason("village", VILLAGE)
    elif same_town:
        yield Reason("township", TOWNSHIP)
    if mentor.with_sibling:
        yield Reason("sibling", SIBLING)
    yield from _skills(asks, mentor)
    if values.get("sex") and values.get("sex") == child.get("sex"):
        yield Reason("sex", SAME_SEX)
    yield Reason("room", min(PLACES_MOST, PLACE * mentor.room), {"n": mentor.room})
    if values.get("availability"):
        yield Reason("time", TIME, {"when": values["availability"]})
    yield Reason("checked", CHECKED) if mentor.checked else Reason("unchecked", UNCHECKED)
    if mentor.age is not None and mentor.age >= limit - NEAR_YEARS:
        yield Reason("age", AT_LIMIT if mentor.age >= limit else NEAR_LIMIT, {"n": mentor.age})
    health = str(values.get("health") or "")
    if health >= POOR_HEALTH:
        yield Reason("health", ILL, {"health": health})
    elif health == WEAK_HEALTH:
        yield Reason("health", WEAK, {"health": health})


def _skills(asks: Iterable[Wanted], mentor: Mentor) -> Iterator[Reason]:
    named = set(str(mentor.values.get("skills") or "").split(",")) | mentor.proven
    fits = sorted((w for w in asks if w.skill in named), key=lambda w: (w.skill not in mentor.proven, w.skill))
    left = SKILLS_MOST
    for one in fits:
        proven = one.skill in mentor.proven
        points = min(left, PROVEN if proven else NAMED)
        left -= points
        yield Reason("proven" if proven else "named", points, {"skill": one.skill, "area": one.area})
    if any(one.urgent for one in fits):
        yield Reason("urgent", URGENT)
