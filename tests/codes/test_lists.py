"""The code lists: unique codes, both labels, and reading back what is shown."""

from __future__ import annotations

import pytest

from casefiles.domain.codes.codelist import Code, CodeList, choice
from casefiles.domain.codes.lists import (
    CHILD_CATEGORY,
    CHILD_SUBCATEGORY,
    DANGER_SIGN,
    ETHNIC,
    LISTS,
    MATCH_FORM,
    OFFICE_LEVEL,
    RELATION,
    SCHOOLING,
    SEX,
)
from casefiles.domain.problems import Refusal

EVERY = [(codes, item) for codes in LISTS.values() for item in codes.items]


@pytest.mark.parametrize("codes", LISTS.values(), ids=LISTS)
def test_codes_are_unique_and_every_choice_has_both_labels(codes: CodeList) -> None:
    assert len({item.code for item in codes.items}) == len(codes.items) >= 2
    for item in codes.items:
        assert item.code
        assert item.label.zh.strip()
        assert item.label.en.strip()
        assert item.label.zh != item.label.en
        assert item.label.en[0].isupper() or not item.label.en[0].isalpha()
        assert not any("一" <= c <= "鿿" for c in item.label.en)


@pytest.mark.parametrize(("codes", "item"), EVERY, ids=[f"{c.key}-{i.code}" for c, i in EVERY])
def test_what_is_shown_can_be_read_back(codes: CodeList, item: Code) -> None:
    assert codes.label(item.code) == item.label
    full_width = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in item.label.en)
    for word in (
        item.code,
        item.label.zh,
        item.label.en,
        item.label.en.upper(),
        full_width,
        f" {item.label.zh}\u3000",
        *item.aliases,
    ):
        assert codes.parse(word) == item.code


def test_the_standards_own_codes() -> None:
    named = {"01": "汉族", "02": "蒙古族", "03": "回族", "10": "朝鲜族", "11": "满族", "31": "达斡尔族"}
    named |= {
        "43": "乌孜别克族",
        "45": "鄂温克族",
        "49": "京族",
        "52": "鄂伦春族",
        "53": "赫哲族",
        "56": "基诺族",
    }
    assert {code: ETHNIC.label(code).zh for code in named} == named
    assert len(ETHNIC.items) == 58
    assert ETHNIC.parse("汉") == ETHNIC.parse("汉族") == ETHNIC.parse("1") == ETHNIC.parse("1.0") == "01"
    assert SEX.parse("女") == SEX.parse("２") == SEX.parse("2.0") == "2"
    assert RELATION.parse("奶奶") == "62"
    assert RELATION.label("88").zh == "姨母"


def test_a_one_digit_relation_is_refused_because_it_means_something_else() -> None:
    with pytest.raises(Refusal):
        RELATION.parse("1")


def test_subcategories_hang_under_a_known_category() -> None:
    for item in CHILD_SUBCATEGORY.items:
        assert item.parent in CHILD_CATEGORY
    lost = {item.label.zh for item in CHILD_SUBCATEGORY.under("five_lost")}
    assert lost == {"失足", "失管", "失学", "失业", "失亲"}
    for category in ("left_behind", "floating", "difficulty", "disabled", "other"):
        assert CHILD_SUBCATEGORY.under(category)


def test_words_of_the_field() -> None:
    assert CHILD_CATEGORY.parse("留守") == "left_behind"
    assert MATCH_FORM.parse("多帮一") == "many_to_one"
    assert OFFICE_LEVEL.parse("乡镇") == "township"
    assert [item.code for item in DANGER_SIGN.items] == [str(n) for n in range(1, 10)]


def test_an_unknown_word_is_refused_with_the_choices() -> None:
    with pytest.raises(Refusal) as caught:
        SCHOOLING.parse(" 博士后 ")
    problem = caught.value.problems[0]
    assert problem.code == "NOT_A_CHOICE"
    assert problem.value == "博士后"
    assert "小学" in problem.say("zh")
    assert "Primary school" in problem.say("en")


def test_a_long_list_is_not_spelt_out_whole() -> None:
    assert len(ETHNIC.choices.zh) < 80


def test_a_retired_choice_is_readable_but_not_offered() -> None:
    codes = CodeList("x", (choice("a", "甲", "A one"), choice("b", "乙", "B two", retired=True)))
    assert [item.code for item in codes.active] == ["a"]
    assert codes.parse("乙") == "b"
    assert codes.label("b").en == "B two"
    assert "乙" not in codes.choices.zh


def test_a_code_from_a_later_version_is_shown_as_it_stands() -> None:
    assert SEX.label("7").zh == SEX.label("7").en == "7"


def test_two_choices_may_not_claim_one_word() -> None:
    with pytest.raises(ValueError, match="means a and b"):
        CodeList("x", (choice("a", "甲", "One"), choice("b", "乙", "Two", "ONE")))
    with pytest.raises(ValueError, match="stands twice"):
        CodeList("x", (choice("a", "甲", "One"), choice("a", "乙", "Two")))
