"""What eyesight means: poor vision, screening myopia, and rates that never mix the two.

Sources: GB 11533-2011 (5-mark record), WS/T 663-2020 (screening myopia: uncorrected below 5.0 and a non-cycloplegic
spherical equivalent below -0.50 D). Marks are tenths (5.0 is 50), dioptres hundredths (-0.50 is -50). Wearers of
ortho-K lenses see well by day whatever their eyes are: they are told apart and not counted by the chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casefiles.domain.fieldtypes import Stored

NORMAL = 50
SCHOOL_AGE = 6
BY_AGE = {1: 43, 2: 46, 3: 47, 4: 48}
"""below this mark vision is poor at that age; at five it is 4.9, from six years 5.0"""
FIVE = 49
MYOPIC = -50
SIDES = ("right", "left")
_EYES = tuple((f"{side}_mark", f"{side}_sphere", f"{side}_cylinder") for side in SIDES)
Values = Mapping[str, "Stored"]


def least_mark(age: int | None) -> int:
    """The mark that is still good at this age; an age that is not known counts as school age."""
    if age is None or age >= SCHOOL_AGE:
        return NORMAL
    return BY_AGE.get(max(1, age), FIVE)


def _number(values: Values, name: str) -> int | None:
    found = values.get(name)
    return found if isinstance(found, int) else None


def twice_equivalent(values: Values, side: str) -> int | None:
    """Twice the spherical equivalent (sphere + half the cylinder) in hundredths of a dioptre, so that it stays whole.

    A cylinder that was not written is none.
    """
    _, sphere_, cylinder = _EYES[SIDES.index(side)]
    sphere = _number(values, sphere_)
    return None if sphere is None else 2 * sphere + (_number(values, cylinder) or 0)


def poor_vision(values: Values, age: int | None) -> bool | None:
    """Whether the worse eye sees less than is normal at this age; None where the chart does not say."""
    right, left = _number(values, "right_mark"), _number(values, "left_mark")
    if right is None or left is None or values.get("ortho_k"):
        return None
    return min(right, left) < least_mark(age)


def _eye_myopic(values: Values, side: str) -> bool | None:
    mark = _number(values, _EYES[SIDES.index(side)][0])
    if mark is None:
        return None
    if mark >= NORMAL:
        return False
    twice = twice_equivalent(values, side)
    if twice is None or values.get("way") != "plain":
        return None
    return twice < 2 * MYOPIC


def screening_myopia(values: Values) -> bool | None:
    """Whether one eye is below 5.0 uncorrected and below -0.50 D without cycloplegia; None where that is not known."""
    if values.get("ortho_k"):
        return None
    eyes = [_eye_myopic(values, side) for side in SIDES]
    if True in eyes:
        return True
    return None if None in eyes else False


def to_refer(values: Values, age: int | None) -> bool:
    """Whether this child should be sent to an eye doctor, and nobody has been seen with a result yet."""
    seen = values.get("referral") not in (None, "", "waiting")
    return not seen and bool(poor_vision(values, age) or screening_myopia(values))


@dataclass(frozen=True, slots=True)
class Rate:
    """`n` of `valid` results; beside it always how many were screened and how many are enrolled (None: not known)."""

    n: int
    valid: int
    screened: int
    enrolled: int | None

    @property
    def share(self) -> float | None:
        """0 to 1; None without a valid result."""
        return self.n / self.valid if self.valid else None

    @property
    def coverage(self) -> float | None:
        """Screened of enrolled."""
        return self.screened / self.enrolled if self.enrolled else None


@dataclass(frozen=True, slots=True)
class Look:
    """The result of one child in one round, as far as rates need it."""

    child: str
    poor: bool | None
    myopic: bool | None
    ortho_k: bool
    tested: bool


def look(child: str, values: Values, age: int | None) -> Look:
    """What a line of a screening says of a child."""
    tested = values.get("right_mark") is not None or values.get("left_mark") is not None
    return Look(
        child, poor_vision(values, age), screening_myopia(values), bool(values.get("ortho_k")), tested
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """Two rates that are never one, and the wearers of ortho-K beside them."""

    poor: Rate
    myopia: Rate
    ortho_k: int


def summary(looks: Iterable[Look], enrolled: int | None) -> Summary:
    """The rates of some looks; each child counts once."""
    each = list({one.child: one for one in looks}.values())
    screened = sum(one.tested or one.ortho_k for one in each)

    def rate(found: list[bool | None]) -> Rate:
        return Rate(sum(f is True for f in found), sum(f is not None for f in found), screened, enrolled)

    poor, myopia = rate([one.poor for one in each]), rate([one.myopic for one in each])
    return Summary(poor, myopia, sum(one.ortho_k for one in each))


@dataclass(frozen=True, slots=True)
class Drift:
    """Against the round before: percentage points of all pupils, and of those with a valid result in both."""

    points: float | None
    same_children: int
    same_points: float | None


def drift(before: Iterable[Look], now: Iterable[Look], which: str = "poor") -> Drift:
    """How a rate ('poor' or 'myopic') moved; a rise is positive, in percentage points."""

    def valid(looks: Iterable[Look]) -> dict[str, bool]:
        return {one.child: found for one in looks if (found := getattr(one, which)) is not None}

    old, new = valid(before), valid(now)
    both = old.keys() & new.keys()
    return Drift(
        _share(new.values(), new.values(), old.values()),
        len(both),
        _share(both, [new[c] for c in both], [old[c] for c in both]),
    )


def _share(any_of: Iterable[object], new: Iterable[bool], old: Iterable[bool]) -> float | None:
    new, old = list(new), list(old)
    if not list(any_of) or not new or not old:
        return None
    return 100 * (sum(new) / len(new) - sum(old) / len(old))


def grade_of(school_class: object) -> str:
    """The grade in a text such as 三年级二班, 初一（3）班, 3.2: what stands before the class; as written if unclear."""
    text = str(school_class or "").strip()
    for sign in ("年级", "年"):
        if sign in text:
            return text.partition(sign)[0] + "年级"
    for head in ("初", "高", "大", "中", "小"):
        if text.startswith(head) and len(text) > 1:
            return text[:2]
    return text.split("班")[0].split(".")[0].split("(")[0].split("（")[0].strip()
