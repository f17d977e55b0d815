"""Fields agreed on beside the counts: closed lists alone, and nothing that points to one child."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import pytest

from casefiles.domain import agreeing
from casefiles.domain.entities import ENTITIES

KINDS = {"choice", "yesno"}


def test_only_closed_lists_and_yes_or_no_may_be_agreed_on() -> None:
    for name, counted in agreeing.FIELDS.items():
        assert counted.field.kind.name in KINDS, name
        assert 2 <= len(agreeing.values(counted.field.kind)) <= 30, name
        assert not counted.field.sensitive, name
    open_ones = {f"child.{f.name}" for f in ENTITIES["child"].fields.values() if f.kind.name not in KINDS}
    assert {"child.name", "child.id_number", "child.birth_date", "child.village", "child.note"} <= open_ones
    assert not open_ones & set(agreeing.FIELDS)


def test_names_are_taken_once_in_their_order() -> None:
    assert agreeing.known(["child.risk", "child.name", "child.sex", "child.risk", ""]) == ("child.sex", "child.risk")


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ({"1": 20, "2": 15}, {"1": 20, "2": 15}),
        ({"1": 20, "2": 15, "9": 3, "": 1}, {"1": 20, "2": 15, "": 4}),
        ({"1": 20, "2": 2}, {"": 22}),
        ({"1": 20, "2": 4, "9": 1, "0": 1}, {"1": 20, "": 6}),
        ({"1": 20, "2": 1, "9": 2}, {"1": 20, "": 3}),
        ({"1": 2}, {"": 2}),
        ({"": 7}, {"": 7}),
        ({}, {}),
    ],
)
def test_what_is_said_of_a_division(numbers: dict[str, int], shown: dict[str, int]) -> None:
    assert agreeing.told(numbers) == shown


def test_no_small_number_can_be_reckoned_out() -> None:
    """Of all townships of up to nine children and many larger: what is told never adds up to one or two left over."""
    small = ["".join(ways) for n in range(10) for ways in itertools.combinations_with_replacement("12x", n)]
    rng = random.Random("townships")
    large = ["".join(rng.choices("129x", (40, 30, 1, 1), k=rng.randrange(10, 60))) for _ in range(300)]
    for files in small + large:
        numbers = Counter(v if v != "x" else agreeing.REST for v in files)
        shown = agreeing.told(numbers)
        assert sum(shown.values()) == len(files)
        assert all(n >= agreeing.LEAST for n in shown.values()) or set(shown) == {agreeing.REST}
        assert all(shown[v] == numbers[v] for v in shown if v != agreeing.REST)


def test_what_another_office_says_is_taken_as_far_as_it_is_known() -> None:
    said = {
        "child.sex:1": 5, "child.sex:": 1, "child.sex:new_code": 3, "child.name:石小例": 1, "child.shoe:40": 2,
        "child.sex": 9, "children": 7, "child.sex:1:2": 2,
    }  # fmt: skip
    assert agreeing.admitted(said, 2**53) == {"child.sex:1": 5, "child.sex:": 6}
    assert agreeing.admitted({"child.sex:x": 2**53, "child.sex:y": 2**53}, 2**53) == {"child.sex:": 2**53}


def test_figures_have_words() -> None:
    assert agreeing.words("child.sex:1", "en") == "Sex: Male"
    assert agreeing.words("child.boarding:1", "zh") == "是否寄宿：是"
    assert agreeing.words("father.status:", "en") == "Father's status: other, not entered, or fewer than 3"
    assert agreeing.words("children", "en") is agreeing.words("child.sex:nobody", "en") is None
