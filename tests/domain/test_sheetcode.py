"""The code of a recovery sheet: it comes back as it was, and a slip of the pen is seen, and said where it is."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain import keysheets, sheetcode
from casefiles.domain.problems import Refusal
from casefiles.domain.sheetcode import LETTERS, LINE, LINES, Sheet

SETS = st.text(LETTERS, min_size=4, max_size=4)
SHEETS = st.builds(Sheet, SETS, st.integers(1, 3), st.binary(min_size=32, max_size=32))
ONE = Sheet("K7QM", 2, bytes(range(100, 132)))


def said(line: str, place: int) -> str:
    found = sheetcode.off(line, place)
    return "" if found is None else found("en")


@given(SHEETS)
def test_a_sheet_comes_back(sheet: Sheet) -> None:
    lines = sheetcode.written(sheet)
    assert [len(line) for line in lines] == [LINE] * LINES
    assert set("".join(lines)) <= set(LETTERS)
    assert lines[0].startswith(sheet.set), "who looks for the right sheet sees it"
    assert sheetcode.read(lines) == sheet
    for text in ("".join(lines), "\n".join(lines), "\n".join(map(sheetcode.spaced, lines)).lower(), "-".join(lines)):
        assert sheetcode.read_text(text) == sheet


def test_no_report_of_an_error_shows_what_is_secret() -> None:
    drawn = keysheets.draw(0)
    shown = f"{drawn!r} {drawn} {drawn.sheets} {[ONE]}"
    assert drawn.set in shown
    assert ONE.set in shown
    for sheet in (*drawn.sheets, ONE):
        for secret in (sheet.share, drawn.secret):
            assert repr(secret)[2:-1] not in shown
            assert secret.hex() not in shown
            assert str(int.from_bytes(secret)) not in shown
        assert not any(line in shown for line in sheetcode.written(sheet))


def test_full_width_letters_are_the_same() -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in "".join(sheetcode.written(ONE)))
    assert sheetcode.read_text(wide) == ONE


@pytest.mark.parametrize("place", range(LINES))
def test_one_wrong_character_is_named_with_what_it_should_be(place: int) -> None:
    """Every place, every other letter."""
    line = sheetcode.written(ONE)[place]
    for at, other in itertools.product(range(LINE), LETTERS):
        if other == line[at]:
            continue
        typed = line[:at] + other + line[at + 1 :]
        expected = f"group {at // 4 + 1}, character {at % 4 + 1}: “{other}” should probably be “{line[at]}”"
        assert said(typed, place) == expected


@given(SHEETS, st.integers(0, 3), st.data())
def test_neighbours_that_are_exchanged_are_seen_and_among_those_named(
    sheet: Sheet, place: int, data: st.DataObject
) -> None:
    line = sheetcode.written(sheet)[place]
    at = data.draw(st.integers(0, LINE - 2))
    a, b = line[at : at + 2]
    typed = line[:at] + b + a + line[at + 2 :]
    if a == b:
        assert said(typed, place) == ""
    else:
        assert "exchanged" in said(typed, place)
        every = list(sheetcode._likely(typed, *sheetcode._sums([LETTERS.index(c) for c in typed], place), place))
        assert any(f"group {at // 4 + 1}, character {at % 4 + 1}:" in one("en") for one in every)


@given(SHEETS, st.integers(0, 3), st.data())
def test_two_wrong_characters_are_always_seen(sheet: Sheet, place: int, data: st.DataObject) -> None:
    line = list(sheetcode.written(sheet)[place])
    places = data.draw(st.lists(st.integers(0, LINE - 1), min_size=2, max_size=2, unique=True))
    for at in places:
        line[at] = data.draw(st.sampled_from([c for c in LETTERS if c != line[at]]))
    assert said("".join(line), place)


@given(SHEETS, st.integers(0, 3), st.integers(0, LINE - 1))
def test_a_character_left_out_is_named(sheet: Sheet, place: int, at: int) -> None:
    line = sheetcode.written(sheet)[place]
    typed = line[:at] + line[at + 1 :]
    found = {one("en") for one in sheetcode._of_other_length(typed, place)}
    assert any(f"“{line[at]}” is probably missing" in one for one in found)
    assert "missing" in said(typed, place)


@given(SHEETS, st.integers(0, 3), st.integers(0, LINE - 1))
def test_a_character_typed_twice_is_named(sheet: Sheet, place: int, at: int) -> None:
    line = sheetcode.written(sheet)[place]
    typed = line[:at] + line[at] + line[at:]
    assert f"“{line[at]}” is probably too much" in {
        one("en").split(": ")[1] for one in sheetcode._of_other_length(typed, place)
    }


def test_a_letter_that_no_code_has_is_told_with_the_right_one() -> None:
    line = sheetcode.written(ONE)[1]
    for c in "0O1IÄ中":
        typed = line[:6] + c + line[7:]
        assert said(typed, 1) == f"group 2, character 3: “{c}” should probably be “{line[6]}”"
    assert "never stands in a code; it may be Q / D" in said("0" + line[1:9] + "0" + line[10:], 1)


@pytest.mark.parametrize(("place", "other"), list(itertools.permutations(range(LINES), 2)))
def test_lines_that_are_exchanged_are_named(place: int, other: int) -> None:
    assert said(sheetcode.written(ONE)[other], place) == f"this is what stands in line {other + 1}"


def test_what_is_much_too_short_or_long() -> None:
    line = sheetcode.written(ONE)[0]
    assert said("", 0) == "nothing was typed"
    assert said(line[:9], 0) == "7 too few, 9 characters were typed"
    assert said(line + line[:4], 0) == "4 too many, 20 characters were typed"


def test_a_refusal_names_the_line() -> None:
    lines = list(sheetcode.written(ONE))
    lines[2] = lines[2][:-1]
    with pytest.raises(Refusal) as caught:
        sheetcode.read(lines)
    [problem] = caught.value.problems
    assert problem.code == "SHEET_TYPO"
    assert problem.args["line"] == 3
    for text in ("", "K7QM", "".join(lines) + "2222", "\n".join(lines[:3])):
        with pytest.raises(Refusal):
            sheetcode.read_text(text)


def test_a_form_of_later_is_said() -> None:
    for number in (0, 4, 9, 15):
        with pytest.raises(Refusal) as caught:
            sheetcode.read(sheetcode.written(Sheet("K7QM", number, ONE.share)))
        assert caught.value.problems[0].code == "SHEET_NEWER"


def test_chance_seldom_looks_like_a_line() -> None:
    """Two characters of 32: one line of 1024."""
    rng = random.Random(7)
    lines = ("".join(rng.choice(LETTERS) for _ in range(LINE)) for _ in range(20_000))
    assert 5 < sum(sheetcode.off(line, 0) is None for line in lines) < 45
