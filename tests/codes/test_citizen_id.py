"""Citizen ID numbers: what is accepted, what each mistake is called, and what the check digit catches.

Numbers have the prefix 999, which is assigned to nobody, or are the two examples printed in GB 11643 itself.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casefiles.domain.codes import citizen_id
from casefiles.domain.codes.citizen_id import WARNINGS, CitizenId, make, mask, parse, warnings
from casefiles.domain.problems import Refusal

TODAY = date(2026, 9, 1)
BOY = make("999901", date(2014, 9, 16), 7, "1")
OLD = "999901670401001"

numbers = st.builds(
    make,
    st.from_regex(r"999[0-9]{3}", fullmatch=True),
    st.dates(date(1900, 1, 1), date(2026, 8, 31)),
    st.integers(0, 499),
    st.sampled_from(["1", "2"]),
)


def code_of(text: str) -> str:
    with pytest.raises(Refusal) as caught:
        parse(text, TODAY)
    (problem,) = caught.value.problems
    assert problem.say("zh")
    assert problem.say("en")
    return problem.code


def test_the_examples_of_the_standard() -> None:
    assert parse("11010519491231002X", TODAY) == CitizenId(
        "11010519491231002X", date(1949, 12, 31), "2", "110105", old=False
    )
    assert parse("440524188001010014", TODAY).sex == "1"
    assert citizen_id.check_digit("11010519491231002") == "X"


@given(
    st.from_regex(r"999[0-9]{3}", fullmatch=True),
    st.dates(date(1900, 1, 1), date(2026, 8, 31)),
    st.integers(0, 499),
    st.sampled_from(["1", "2"]),
)
def test_what_is_made_is_read_back(region: str, birth: date, serial: int, sex: str) -> None:
    number = make(region, birth, serial, sex)
    found = parse(number, TODAY)
    assert (found.number, found.birth, found.sex, found.region, found.old) == (
        number,
        birth,
        sex,
        region,
        False,
    )


@given(numbers, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_every_single_wrong_character_is_refused(number: str, place: int, other: str) -> None:
    assume(number[place] != other)
    with pytest.raises(Refusal):
        parse(number[:place] + other + number[place + 1 :], TODAY)


@given(numbers, st.integers(0, 16))
def test_every_swap_of_neighbours_is_refused(number: str, place: int) -> None:
    first, second = number[place], number[place + 1]
    assume(first != second)
    with pytest.raises(Refusal):
        parse(number[:place] + second + first + number[place + 2 :], TODAY)


@given(st.text(max_size=25))
def test_any_text_gives_a_number_or_a_refusal(text: str) -> None:
    try:
        found = parse(text, TODAY)
    except Refusal:
        return
    assert len(found.number) in (15, 18)


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        "'11010519491231002X",
        "‘11010519491231002X",
        " 110105 19491231 002X\u3000",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231002×",
        "11010519491231002Х",  # a Cyrillic letter
        "\ufeff11010519491231002X\u200b",
    ],
)
def test_ways_people_write_it(written: str) -> None:
    assert parse(written, TODAY).number == "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "ID_LENGTH"),
        (BOY[:-1], "ID_LENGTH"),
        (BOY + "1", "ID_LENGTH"),
        ("12345", "ID_LENGTH"),
        ("无", "ID_CHARACTERS"),
        ("9999012014091600X1", "ID_CHARACTERS"),
        ("99990167040100X", "ID_CHARACTERS"),
        (BOY[:-1] + "A", "ID_CHARACTERS"),
        ("٩٩٩٩٠١٢٠١٤٠٩١٦٠١٥٧", "ID_CHARACTERS"),
        (BOY[:-1] + ("0" if BOY[-1] != "0" else "1"), "ID_CHECKSUM"),
        ("999901201402300014", "ID_BIRTH"),
        ("999901201413010014", "ID_BIRTH"),
        ("999901000001010014", "ID_BIRTH"),
        ("999901670231001", "ID_BIRTH"),
        ("5.1E+17", "ID_DAMAGED_BY_EXCEL"),
        ("９.99901E+17", "ID_DAMAGED_BY_EXCEL"),
        ("1.10105194912310e17", "ID_DAMAGED_BY_EXCEL"),
        ("999901201409160000.0", "ID_DAMAGED_BY_EXCEL"),
        ("'999901201409160000.", "ID_DAMAGED_BY_EXCEL"),
    ],
)
def test_each_mistake_has_its_name(text: str, code: str) -> None:
    assert code_of(text) == code


def test_three_zeros_that_fail_the_check_are_damage() -> None:
    whole = next(n for n in (make("999901", date(2014, 9, 16), s, "1") for s in range(50)) if n[-3:] != "000")
    cut = whole[:15] + "000"
    assert citizen_id.check_digit(cut[:17]) != "0"
    assert code_of(cut) == "ID_DAMAGED_BY_EXCEL"


def test_three_zeros_that_pass_are_only_a_warning() -> None:
    days = (date.fromordinal(date(2014, 1, 1).toordinal() + n) for n in range(60))
    number = next(n for n in (make("999901", day, 0, "2") for day in days) if n.endswith("000"))
    assert warnings(parse(number, TODAY), TODAY) == ["ID_ENDS_000"]


def test_a_birth_in_the_future_is_refused_only_against_a_day() -> None:
    tomorrow = make("999901", date(2026, 9, 2), 1, "1")
    assert code_of(tomorrow) == "ID_BIRTH"
    assert parse(tomorrow).birth == date(2026, 9, 2)
    assert parse(make("999901", TODAY, 1, "1"), TODAY).birth == TODAY


def test_an_old_number_is_a_normal_state() -> None:
    found = parse(OLD, TODAY)
    assert found == CitizenId(OLD, date(1967, 4, 1), "1", "999901", old=True)
    assert parse(f"{OLD}.0", TODAY) == found  # a spreadsheet keeps 15 digits whole
    later = parse(found.upgraded, TODAY)
    assert (later.birth, later.sex, later.old) == (found.birth, found.sex, False)
    assert later.upgraded == later.number == found.upgraded
    assert warnings(found, TODAY) == ["ID_OLD_NUMBER"]


def test_the_region_is_never_an_error() -> None:
    nowhere = make("123456", date(2014, 9, 16), 7, "1")
    assert warnings(parse(nowhere, TODAY), TODAY) == ["ID_REGION_UNKNOWN"]
    assert warnings(parse(BOY, TODAY), TODAY) == []
    assert warnings(parse("440524188001010014", TODAY), TODAY) == ["ID_VERY_OLD"]


def test_every_warning_has_both_sentences() -> None:
    for label in WARNINGS.values():
        assert label.zh
        assert label.en


def test_the_length_is_told() -> None:
    with pytest.raises(Refusal) as caught:
        parse("9999012014091600", TODAY)
    assert "16" in caught.value.say("zh")
    assert "16" in caught.value.say("en")


@given(numbers)
def test_a_mask_hides_the_birth_date(number: str) -> None:
    shown = mask(number)
    assert shown == number[:6] + "********" + number[-4:]


def test_masks_of_other_numbers() -> None:
    assert mask(OLD) == "999901******001"
    assert mask(f"{BOY[:6]} {BOY[6:]}") == mask(BOY)
    assert mask("12345") == "*****"
    assert mask("") == ""


@pytest.mark.parametrize(
    ("region", "serial", "sex"), [("99990", 1, "1"), ("999901", 500, "1"), ("999901", 1, "0")]
)
def test_make_refuses_nonsense(region: str, serial: int, sex: str) -> None:
    with pytest.raises(ValueError, match="region of six digits"):
        make(region, date(2014, 9, 16), serial, sex)


def test_a_check_digit_needs_17_digits() -> None:
    with pytest.raises(ValueError, match="17 digits"):
        citizen_id.check_digit("1101051949123100２")
