"""The agreement of a match: what stands on it, on one sheet, in both languages."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pypdf
import pytest

from casefiles.domain.child import Child, GuardianshipSpell
from casefiles.domain.mentor import Match, Mentor
from casefiles.edges.paper import render
from casefiles.papers import agreement

PAIR = agreement.Pair(
    match=Match(
        child="c-1", mentor="m-1", start=dt.date(2026, 9, 1), form="one_to_one", every_days=30,
        terms="每周辅导作业一次，每月入户一次。", agreed_on=dt.date(2026, 9, 5), agreed_until=dt.date(2027, 9, 4),
    ),
    child=Child(
        name="赵小样", sex="1", birth_date="2014-05-01", school="云台小学", village="石门村", address="石门村3组"
    ),
    mentor=Mentor(
        name="王老样", kind="teacher", sex="1", birth_date="1955-01-01", phone="10012345678", village="石门村"
    ),
    guardian=GuardianshipSpell(child="c-1", name="赵奶样", kind="grandparents", phone="10087654321"),
    number="999901101-2026-00001",
    office="云台镇关工委",
    printed_by="李秀样",
    printed_at=dt.datetime(2026, 11, 21, 9, 30),
)  # fmt: skip


def text(pair: agreement.Pair, lang: str, *, masked: bool = True) -> tuple[str, int]:
    pdf = render(agreement.compose(pair, lang, masked=masked))  # type: ignore[arg-type]
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(p.extract_text() for p in pages).split()), len(pages)


def test_who_how_long_and_what_is_promised() -> None:
    said, pages = text(PAIR, "zh")
    assert pages == 1
    for part in (
        "结对帮扶协议", "云台镇关工委", "赵小样", "12岁", "王老样", "老教师", "赵奶样", "每30天至少一次",
        "2026年9月5日至2027年9月4日", "每周辅导作业一次", "发现侵害或危险，立即报告", "监护人（签字）",
    ):  # fmt: skip
        assert part in said, part
    assert "石门村3组" in said
    assert "石门村石门村" not in said


def test_phone_numbers_are_masked_unless_asked_for_in_full() -> None:
    assert "10012345678" not in text(PAIR, "zh")[0]
    assert "10012345678" in text(PAIR, "zh", masked=False)[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_not_known_is_a_dash_and_long_terms_stay_on_the_sheet(lang: str) -> None:
    bare = replace(PAIR, guardian=None, match=Match(child="c-1", mentor="m-1", start=dt.date(2026, 9, 1)))
    said, pages = text(bare, lang)
    assert pages == 1
    assert "—" in said
    long = replace(PAIR, match=replace(PAIR.match, terms="每周辅导作业一次。" * 40, lead=True))
    assert text(long, lang)[1] == 1
