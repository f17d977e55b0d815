"""Eyesight against the definitions: GB 11533 marks, WS/T 663 myopia, poor vision by age; written anew here."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain import eyesight as e
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal

MARKS = [None, *range(30, 54)]


@pytest.mark.parametrize(
    ("age", "least"),
    [(0, 43), (1, 43), (2, 46), (3, 47), (4, 48), (5, 49), (6, 50), (12, 50), (None, 50)],
)
def test_the_norm_rises_with_age(age: int | None, least: int) -> None:
    assert e.least_mark(age) == least
    assert e.poor_vision({"right_mark": least, "left_mark": least}, age) is False
    assert e.poor_vision({"right_mark": least, "left_mark": least - 1}, age) is True


def oracle(values: dict[str, object]) -> bool | None:
    """WS/T 663 in plain words: an eye is screening-myopic when its uncorrected mark is below 5.0 and its spherical
    equivalent without cycloplegia below -0.50 D."""
    if values.get("ortho_k"):
        return None
    eyes = []
    for side in ("right", "left"):
        mark, sphere = values.get(f"{side}_mark"), values.get(f"{side}_sphere")
        if mark is None:
            eyes.append(None)
        elif mark >= 50:  # type: ignore[operator]
            eyes.append(False)
        elif sphere is None or values.get("way") != "plain":
            eyes.append(None)
        else:
            half = Fraction(values.get(f"{side}_cylinder") or 0, 200)  # type: ignore[call-overload]
            eyes.append(Fraction(sphere, 100) + half < Fraction(-1, 2))  # type: ignore[arg-type]
    if True in eyes:
        return True
    return None if None in eyes else False


@given(
    st.fixed_dictionaries(
        {
            **{f"{side}_mark": st.sampled_from(MARKS) for side in e.SIDES},
            **{f"{side}_sphere": st.none() | st.integers(-120, 120) for side in e.SIDES},
            **{f"{side}_cylinder": st.none() | st.integers(-150, 0) for side in e.SIDES},
            "way": st.sampled_from([None, "plain", "cycloplegic"]),
            "ortho_k": st.sampled_from([None, 0, 1]),
        }
    )
)
def test_screening_myopia_is_what_the_standard_says(values: dict[str, object]) -> None:
    assert e.screening_myopia(values) is oracle(values)  # type: ignore[arg-type]


def test_the_border_itself_is_not_myopic() -> None:
    eye = {"right_mark": 48, "left_mark": 50, "way": "plain"}
    assert e.screening_myopia({**eye, "right_sphere": -50}) is False
    assert e.screening_myopia({**eye, "right_sphere": -25, "right_cylinder": -50}) is False
    assert e.screening_myopia({**eye, "right_sphere": -50, "right_cylinder": -1}) is True


def test_poor_vision_and_myopia_are_two_rates_and_ortho_k_is_in_neither() -> None:
    lines = {
        "a": {"right_mark": 48, "left_mark": 50, "way": "plain", "right_sphere": -100},  # both
        "b": {"right_mark": 48, "left_mark": 50, "way": "plain", "right_sphere": 100},  # poor, far-sighted
        "c": {"right_mark": 48, "left_mark": 50},  # poor, refraction not known
        "d": {"right_mark": 50, "left_mark": 51},
        "e": {"right_mark": 45, "left_mark": 45, "ortho_k": 1},
        "f": {"right_mark": 50},  # one eye not tested
        "g": {},
    }
    found = e.summary([e.look(c, v, 9) for c, v in lines.items()], 10)
    assert (found.poor.n, found.poor.valid) == (3, 4)
    assert (found.myopia.n, found.myopia.valid) == (1, 3)
    assert (found.ortho_k, found.poor.screened, found.poor.enrolled) == (1, 6, 10)
    assert found.poor.share == 0.75
    assert found.poor.coverage == 0.6


def test_nothing_valid_is_no_rate() -> None:
    found = e.summary([e.look("a", {}, 9)], None)
    assert found.poor.share is None
    assert found.poor.coverage is None


def test_a_child_that_stands_twice_counts_once() -> None:
    poor, good = {"right_mark": 40, "left_mark": 40}, {"right_mark": 50, "left_mark": 50}
    found = e.summary([e.look("a", poor, 9), e.look("a", good, 9)], None)
    assert (found.poor.n, found.poor.valid) == (0, 1)


def test_drift_tells_all_pupils_from_the_same_pupils() -> None:
    poor, good = {"right_mark": 40, "left_mark": 40}, {"right_mark": 50, "left_mark": 50}
    before = [e.look("a", good, 9), e.look("b", poor, 9)]
    now = [e.look("a", poor, 9), e.look("b", poor, 9), e.look("c", good, 9), e.look("d", good, 9)]
    found = e.drift(before, now)
    assert found == e.Drift(0.0, 2, 50.0)
    assert e.drift([], now).points is None
    assert e.drift([e.look("x", good, 9)], now) == e.Drift(50.0, 0, None)


def test_who_is_referred() -> None:
    poor = {"right_mark": 48, "left_mark": 50}
    for result, wanted in product((None, "waiting", "glasses", "refused"), (True,)):
        assert e.to_refer({**poor, "referral": result}, 9) is (wanted and result in (None, "waiting"))
    assert not e.to_refer({"right_mark": 50, "left_mark": 50}, 9)
    assert not e.to_refer({"right_mark": 49, "left_mark": 49}, 5)  # good at five


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("4.8", 48),
        ("48", 48),
        ("４．８", 48),
        ("４８", 48),
        ("5", 50),
        ("5.0", 50),
        ("50", 50),
        ("5.3", 53),
        ("30", 30),
    ],
)
def test_a_mark_is_typed_with_or_without_its_point(typed: str, stored: int) -> None:
    import datetime as dt

    kind = ENTITIES["screening_result"].fields["right_mark"].kind
    assert kind.parse(typed, dt.date(2026, 1, 1)) == stored
    assert kind.parse(kind.text(stored), dt.date(2026, 1, 1)) == stored


@pytest.mark.parametrize("typed", ["54", "2.9", "29", "4.85", "-48", "480", "see"])
def test_what_is_no_mark_is_refused(typed: str) -> None:
    import datetime as dt

    with pytest.raises(Refusal):
        ENTITIES["screening_result"].fields["right_mark"].kind.parse(typed, dt.date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("三年级二班", "三年级"),
        ("三年级", "三年级"),
        ("初一（3）班", "初一"),
        ("3.2", "3"),
        ("大班", "大班"),
        ("", ""),
        (None, ""),
    ],
)
def test_the_grade_of_a_class(text: str | None, grade: str) -> None:
    assert e.grade_of(text) == grade
