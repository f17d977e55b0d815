"""Area codes and names: what contains what, and whole names from the province down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain.areas import AreaCode, children, issues_ids, name_of, path
from casefiles.domain.problems import Refusal

codes = st.from_regex(r"[1-9][0-9]{5}(?:[0-9]{3}){0,2}", fullmatch=True).map(AreaCode.parse)


@pytest.mark.parametrize(
    ("written", "stored", "level"),
    [
        ("230000", "230000", "province"),
        ("231200", "231200", "city"),
        ("231282", "231282", "county"),
        ("231282000", "231282", "county"),
        ("231282000000", "231282", "county"),
        ("231282100", "231282100", "township"),
        ("231282100000", "231282100", "township"),
        ("231282100201", "231282100201", "village"),
        (" ２３１２８２ ", "231282", "county"),
        ("231282.0", "231282", "county"),
        ("'231282", "231282", "county"),
    ],
)
def test_codes_are_read(written: str, stored: str, level: str) -> None:
    area = AreaCode.parse(written)
    assert (area.code, area.level) == (stored, level)


@pytest.mark.parametrize(
    "written", ["", "23", "2312", "23128", "2312820", "2312821001", "abcdef", "000000", "肇东市"]
)
def test_other_lengths_are_refused(written: str) -> None:
    with pytest.raises(Refusal) as caught:
        AreaCode.parse(written)
    (problem,) = caught.value.problems
    assert problem.code == "AREA_CODE"
    assert written in problem.say("zh")


def test_containing_goes_by_levels() -> None:
    chain = [AreaCode.parse(c) for c in ("230000", "231200", "231282", "231282100", "231282100201")]
    for i, outer in enumerate(chain):
        for j, inner in enumerate(chain):
            assert outer.contains(inner) == (i <= j)
    county = AreaCode.parse("231282")
    assert not county.contains(AreaCode.parse("231283"))
    # Digits alone would say that 2310 00 begins like 2310; levels say that a city is no county.
    assert not AreaCode.parse("231001").contains(AreaCode.parse("231000"))
    assert AreaCode.parse("231000").contains(AreaCode.parse("231001"))
    with pytest.raises(Refusal):
        county.contains(AreaCode.parse("2312820"))


@given(codes)
def test_every_area_lies_in_those_above_it(area: AreaCode) -> None:
    order = ["province", "city", "county", "township", "village"]
    below, step = area, area.parent
    while step is not None:
        assert step.contains(area)
        assert not area.contains(step)
        assert AreaCode.parse(step.code) == step
        assert order.index(step.level) < order.index(below.level)
        below, step = step, step.parent
    assert below.level == "province"


@given(codes, codes)
def test_two_areas_contain_each_other_only_when_equal(one: AreaCode, other: AreaCode) -> None:
    assert (one.contains(other) and other.contains(one)) == (one == other)


@pytest.mark.parametrize(
    ("code", "whole"),
    [
        ("230000", "黑龙江省"),
        ("231200", "黑龙江省绥化市"),
        ("231282", "黑龙江省绥化市肇东市"),
        ("231282101", "黑龙江省绥化市肇东市昌五镇"),
        ("231282101000", "黑龙江省绥化市肇东市昌五镇"),
        ("110101", "北京市东城区"),
        ("429004", "湖北省仙桃市"),
        ("710000", "台湾省"),
        ("999901101201", "示例省云州市云台县青石镇上湾村"),
    ],
)
def test_whole_names(code: str, whole: str) -> None:
    assert path(code) == whole
    assert whole.endswith(name_of(code) or "?")


@pytest.mark.parametrize("code", ["123456", "231282999", "231282101201", "", "x", "2312820"])
def test_what_is_not_in_the_table_has_no_name(code: str) -> None:
    assert name_of(code) is None
    assert path(code) is None


def test_a_former_code_keeps_its_name() -> None:
    assert path("232302") == "黑龙江省绥化地区安达市"
    assert name_of("330103") == "下城区"


def test_children() -> None:
    assert len(children()) == 34
    assert "231282" in children("231200")
    assert "429004" in children("420000")
    assert "110101" in children("110000")
    assert {"231282100", "231282101"} < set(children("231282"))
    assert children("231282101") == ()
    assert children("nonsense") == ()


def test_every_area_of_today_is_a_child_of_the_area_above_it() -> None:
    seen: list[str] = []
    waiting = list(children())
    while waiting:
        code = waiting.pop()
        seen.append(code)
        if AreaCode.parse(code).level in ("province", "city"):
            below = children(code)
            assert all(AreaCode.parse(code).contains(AreaCode.parse(child)) for child in below)
            waiting += below
    assert len(seen) == len(set(seen)) == 3214
    assert all(name_of(code) for code in seen)


def test_invented_areas() -> None:
    assert children("999901")[:2] == ("999901001", "999901101")
    assert "999901101201" in children("999901101")
    assert AreaCode.parse("999901101").invented
    assert not AreaCode.parse("231282").invented
    assert not any(code.startswith("99") for code in children())


@pytest.mark.parametrize(
    ("region", "known"),
    [
        ("231282", True),
        ("232302", True),
        ("330103", True),
        ("810000", True),
        ("830000", True),
        ("911124", True),
        ("989124", False),
        ("999901", True),
        ("123456", False),
    ],
)
def test_regions_that_issue_id_numbers(region: str, known: bool) -> None:
    assert issues_ids(region) is known
