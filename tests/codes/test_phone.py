"""Telephone numbers as people and spreadsheets write them (mobiles with 100, given to nobody)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain.codes.phone import is_mobile, mask, normalise
from casefiles.domain.problems import Refusal


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("10012345678", "10012345678"),
        (" 100 1234 5678 ", "10012345678"),
        ("100-1234-5678", "10012345678"),
        ("１００１２３４５６７８", "10012345678"),
        ("'10012345678", "10012345678"),
        ("+86 10012345678", "10012345678"),
        ("+86-100-1234-5678", "10012345678"),
        ("008610012345678", "10012345678"),
        ("8610012345678", "10012345678"),
        ("10012345678.0", "10012345678"),
        ("10012345678.", "10012345678"),
        ("\u202a10012345678\u202c", "10012345678"),
        ("04557912345", "0455-7912345"),
        ("0455-7912345", "0455-7912345"),
        ("（0455）7912345", "0455-7912345"),
        ("0455—79123456", "0455-79123456"),
        ("+86 455 7912345", "0455-7912345"),
        ("010 62345678", "010-62345678"),
        ("+86 10 62345678", "010-62345678"),
        ("02162345678", "021-62345678"),
        ("013012345678", "13012345678"),
    ],
)
def test_ways_people_write_it(written: str, stored: str) -> None:
    assert normalise(written) == stored
    assert normalise(stored) == stored


@pytest.mark.parametrize(
    "written",
    [
        "",
        "无",
        "1001234567",
        "100123456789",
        "20012345678",
        "7912345",
        "1.00123E+10",
        "10012345678/10087654321",
        "0455-123",
        "0455-1912345",
        "٠٤٥٥٧٩١٢٣٤٥",
        "1001234567O",
    ],
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(Refusal) as caught:
        normalise(written)
    (problem,) = caught.value.problems
    assert problem.code == "PHONE"
    assert problem.value == written


@given(
    st.from_regex(r"100[0-9]{8}", fullmatch=True), st.sampled_from(["{}", "+86{}", "86 {}", "{}.0", "'{}"])
)
def test_every_invented_mobile_is_read(number: str, form: str) -> None:
    assert normalise(form.format(number)) == number
    assert is_mobile(number)
    assert mask(number) == f"100****{number[-4:]}"


@given(st.text(max_size=20))
def test_any_text_gives_a_stable_number_or_a_refusal(text: str) -> None:
    try:
        number = normalise(text)
    except Refusal:
        return
    assert normalise(number) == number


def test_masks() -> None:
    assert mask("13800006409") == "138****6409"
    assert mask("+86 100-1234-5678") == "100****5678"
    assert mask("0455-7912345") == "0455-***2345"
    assert mask("010-62345678") == "010-****5678"
    assert mask("7912345") == "*******"
    assert mask("") == ""
    assert not is_mobile("0455-7912345")
