"""The kinds of field on whatever people type: a stored value that reads back, or a refusal; never anything else."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain import fieldtypes as k
from casefiles.domain.codes.lists import MENTOR_SKILL, SEX
from casefiles.domain.problems import Refusal

TODAY = dt.date(2026, 11, 21)
KINDS = [
    k.Text(),
    k.Notes(),
    k.Name(),
    k.Day(),
    k.Day(future=True),
    k.Day(partial=True),
    k.Count(0, 500),
    k.Money(),
    k.YesNo(),
    k.Choice(SEX),
    k.Choices(MENTOR_SKILL),
    k.IdNumber(),
    k.Phone(),
    k.Area(),
    k.Ref("child"),
]
ANY = st.text(max_size=60) | st.text("0123456789-./年月日Xx+ ０１２", max_size=24)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.name}")
@given(typed=ANY)
def test_any_text_is_a_value_or_a_refusal(kind: k.Kind, typed: str) -> None:
    said: list[str] = []
    try:
        value = kind.parse(typed, TODAY)
    except Refusal as refusal:
        said += [p.say(lang) for p in refusal.problems for lang in ("zh", "en")]
        value = None
    assert all(said)
    assert kind.admits(value)
    if value is not None:
        assert kind.parse(kind.text(value), TODAY) == value
        assert isinstance(kind.show(value, "zh"), str)
        assert isinstance(kind.show(value, "en"), str)


@given(day=st.dates(k.OLDEST, TODAY))
def test_dates_read_in_every_common_spelling(day: dt.date) -> None:
    forms = (
        f"{day:%Y-%m-%d}",
        f"{day:%Y/%m/%d}",
        f"{day:%Y.%m.%d}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    )
    assert {k.Day().parse(f, TODAY) for f in forms} == {day.isoformat()}
    assert k.Day().show(day.isoformat(), "zh") == f"{day.year}年{day.month}月{day.day}日"
    assert k.Day().load(day.isoformat()) == day


@given(fen=st.integers(0, 10**10))
def test_money_keeps_every_fen(fen: int) -> None:
    assert k.Money().parse(k.Money().text(fen), TODAY) == fen


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1949", "1949"),
        ("1949年", "1949"),
        ("1949年10月", "1949-10"),
        ("1949-10", "1949-10"),
        ("1949.10.1", "1949-10-01"),
    ],
)
def test_a_day_nobody_knows(typed: str, stored: str) -> None:
    assert k.Day(partial=True).parse(typed, TODAY) == stored
    if len(stored) < 10:
        with pytest.raises(Refusal):
            k.Day().parse(typed, TODAY)


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (k.Day(), "2027-01-01", "DATE_IN_FUTURE"),
        (k.Day(), "1899-01-01", "DATE_TOO_OLD"),
        (k.Day(), "2026-02-30", "NOT_A_DATE"),
        (k.Day(), "14-09-16", "NOT_A_DATE"),
        (k.Name(), "张三3", "NAME_CHARACTERS"),
        (k.Name(), "张三<b>", "NAME_CHARACTERS"),
        (k.Text(5), "六个字的内容", "TOO_LONG"),
        (k.Count(1, 5), "6", "OUT_OF_RANGE"),
        (k.Count(), "3.5", "NOT_A_NUMBER"),
        (k.YesNo(), "也许", "NOT_YES_NO"),
        (k.Choice(SEX), "火星", "NOT_A_CHOICE"),
        (k.IdNumber(), "110105194912310021", "ID_CHECKSUM"),
        (k.Phone(), "12", "PHONE"),
        (k.Area(), "12", "AREA_CODE"),
    ],
)
def test_refusals_say_which(kind: k.Kind, typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        kind.parse(typed, TODAY)
    assert refused.value.problems[0].code == code


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("古丽·样例", "古丽·样例"),
        ("古丽 • 样例", "古丽·样例"),
        ("欧阳　䶮例", "欧阳䶮例"),
        ("𠮷田例", "𠮷田例"),
        ("Ann  Lee", "Ann Lee"),
    ],
)
def test_names_keep_rare_characters_and_the_dot(typed: str, stored: str) -> None:
    assert k.Name().parse(typed, TODAY) == stored


@pytest.mark.parametrize("value", ["2026-02-30", "２０２６-01-01", "2026-W01-1", "20260101", "", "无", "2026-1-1", 1])
def test_a_day_from_elsewhere_that_is_none_is_not_admitted(value: str | int) -> None:
    assert not k.Day().admits(value)
    assert not k.Day(partial=True).admits(value)


def test_days_from_elsewhere() -> None:
    assert k.Day().admits("2026-02-28")
    assert k.Day().admits(None)
    assert not k.Day().admits("2026-02")
    assert all(k.Day(partial=True).admits(v) for v in ("1949", "1949-10", "1949-10-01"))
    assert not any(k.Day(partial=True).admits(v) for v in ("1949-13", "194", "1949-1", "-949"))
