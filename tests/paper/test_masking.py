"""What masked papers hide in free text: every usual form of an ID or telephone number, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain.codes import citizen_id
from casefiles.papers.masking import hide

WIDE = str.maketrans("0123456789X-+() ", "０１２３４５６７８９Ｘ－＋（）　")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("身份证231282201301010011。", "身份证231282********0011。"),
        ("G23128220130101001X", "G231282********001X"),
        ("23128220130101001×", "231282********001X"),
        ("231282 2013 0101 0011", "231282********0011"),
        ("231282-20130101-0011", "231282********0011"),
        ("2312 8220 1301 0100 11", "231282********0011"),
        ("231 282 201 301 010 011", "231282********0011"),
        ("共5 231282 2013 0101 0011", "共5 231282********0011"),
        ("２３１２８２２０１３０１０１００１１", "231282********0011"),
        ("231282\u200b20130101\u200b0011", "231282********0011"),
        ("旧证 231282720304001，", "旧证 231282******001，"),
        ("231282 720304 001", "231282******001"),
        ("13800001234", "138****1234"),
        ("手机１３８００００１２３４", "手机138****1234"),
        ("138-0000-1234", "138****1234"),
        ("138 0000 1234", "138****1234"),
        ("138 - 0000 - 1234", "138****1234"),
        ("138 00001234", "138****1234"),
        ("1380000-1234", "138****1234"),
        ("138.0000.1234", "138****1234"),
        ("+8613800001234", "+86138****1234"),
        ("+86 138 0000 1234", "+86 138****1234"),
        ("8613800001234", "86138****1234"),
        ("008613800001234", "0086138****1234"),
        ("（+86）138-0000-1234", "（+86）138****1234"),
        ("013800001234", "0138****1234"),
        ("0455-1234567", "0455-***4567"),
        ("04551234567", "0455-***4567"),
        ("（0455）7912345", "0455-***2345"),
        ("0455 791 2345", "0455-***2345"),
        ("010-12345678-801", "010-****5678-801"),
        ("010 1234 5678", "010-****5678"),
        ("+86 455 7912345", "+86 455-***2345"),
        ("+86-0455-7912345", "+86-0455-***2345"),
        ("电话：7912345", "电话：***2345"),
        ("座机号码为791 2345", "座机号码为***2345"),
        ("爸13800001234妈13900001234", "爸138****1234妈139****1234"),
        ("231282201301010011 13800001234", "231282********0011 138****1234"),
        ("99990120140307001613800001234", "999901********0016138****1234"),
    ],
)
def test_usual_forms_are_masked(written: str, shown: str) -> None:
    assert hide(written) == shown
    assert hide(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-21",
        "2026年11月21日 09:30",
        "20261121-20261231 30",
        "20101219-20101231 18",
        "1,234,567.00 元",
        "12345678.90",
        "100 200 300 400 500 600",
        "15000-200000 元",
        "301室，3号楼2单元",
        "E999901101-2026-K700001",
        "E231282103-2026-K700001、E231282103-2026-K700002",
        "231282103201",
        "999901101",
        "110101001001",
        "131.12345678, 46.12345678",
        "400-810-1234",
        "12345、110、12355",
        "电话2026-11-21未接",
        "电话 20261121 未接",
        "第1 2026-11-21",
        "2024—2025学年 96 98 100 95",
        "身高 138.5 cm，体重 31.2 kg",
        "①②③ １２３",
        "231282********0011 138****1234 0455-***2345",
    ],
)
def test_ordinary_numbers_stay(text: str) -> None:
    assert hide(text) == text


def plain(text: str) -> str:
    """Nothing but digits and letters, narrow: how a reader would try to put a number together again."""
    return re.sub(r"[^0-9A-Za-z]", "", unicodedata.normalize("NFKC", text)).upper()


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str]:
    """A number of a person, and how somebody wrote it."""
    gap = draw(st.sampled_from([" ", "-", ".", "·", " - ", "—", "\u00a0", "  "]))
    kind = draw(st.sampled_from(["card", "old", "mobile", "landline"]))
    if kind in ("card", "old"):
        born = draw(st.dates(dt.date(1930, 1, 1), dt.date(1999 if kind == "old" else 2026, 12, 31)))
        serial, sex = draw(st.integers(0, 499)), draw(st.sampled_from("12"))
        number = citizen_id.make(draw(st.sampled_from(["999901", "999101"])), born, serial, sex)
        cuts = [6, 10, 14]
        if kind == "old":
            number = number[:6] + number[8:17]
            cuts = [6, 12]
        if kind == "card" and draw(st.booleans()):
            cuts = sorted(draw(st.sets(st.integers(1, 17), max_size=8)))
    elif kind == "mobile":
        number = "100" + draw(st.from_regex(r"\A[0-9]{8}\Z"))
        cuts = draw(st.sampled_from([[3, 7], [3, 6], [4, 8], [3, 5, 8], [3, 7, 9]]))
    else:
        area = draw(st.sampled_from(["010", "021", "0455", "0999"]))
        number = area + draw(st.from_regex(r"\A[0-9]{7,8}\Z"))
        cuts = [len(area)]
        gap = draw(st.sampled_from(["", " ", "-", "—"]))
    if draw(st.booleans()):
        cuts = []
    written = gap.join(number[a:b] for a, b in zip([0, *cuts], [*cuts, None], strict=True))
    if kind == "mobile":
        written = draw(st.sampled_from(["", "+86", "86", "0086", "+86 ", "(+86)", "0"])) + written
    if draw(st.booleans()):
        written = written.translate(WIDE)
    if draw(st.booleans()):
        written = written.lower()
    return number, written


words = st.text(st.sampled_from("奶奶家住3组，。：号电话 爸爸a\nX(（"), max_size=8).map(lambda t: f"住{t}住")


@given(st.lists(st.tuples(words, numbers()), min_size=1, max_size=3), words)
def test_no_number_of_a_usual_form_survives(parts: list[tuple[str, tuple[str, str]]], end: str) -> None:
    text = "".join(before + written for before, (_, written) in parts) + end
    shown = plain(hide(text))
    for _, (number, written) in parts:
        assert number.upper() not in shown, (text, written)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_text_without_digits_is_never_touched(text: str) -> None:
    without = "".join(ch for ch in text if not any(c.isdigit() for c in unicodedata.normalize("NFKC", ch)))
    assert hide(without) == without
