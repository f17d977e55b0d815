"""The day's worklist as a paper, as data and as printed pages."""

from __future__ import annotations

import datetime as dt
import io

import pypdf
import pytest

from casefiles.domain import document as d
from casefiles.edges.paper import FONTS, print_out
from casefiles.edges.paper.compose import lay_out
from casefiles.edges.paper.typeset import Setter
from casefiles.papers import daylist
from casefiles.papers.daylist import Errand
from casefiles.papers.walking import Hand
from tests.paper.test_layout import assert_inside

HAND = Hand("云台镇", "王经办", dt.datetime(2026, 11, 20, 9, 30))


def errand(n: int, village: str) -> Errand:
    to_do = tuple((name, "2026-11-01", "联系学校开家长会") for name in daylist.TO_DO)
    return Errand(f"王小{n}样", village, f"{n}组5号", "10012345678", "李走样", to_do, tuple(daylist.ASK))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_village_has_a_page_and_each_thing_a_box(lang: d.Lang) -> None:
    errands = [errand(1, "石门村"), errand(2, "河东村"), errand(3, ""), *(errand(n, "石门村") for n in range(4, 20))]
    paper = daylist.day_list(errands, HAND, lang, masked=True)
    grids = [b for b in paper.blocks if isinstance(b, d.Grid)]
    assert [len(g.rows) for g in grids] == [1, 17, 1]
    assert grids[-1].rows[0][1] == "王小3样", "who has no village comes last"
    assert grids[0].rows[0][2].count("□") == len(daylist.TO_DO) + 1
    assert not [cell for grid in grids for row in grid.rows for cell in row if "{" in str(cell)]
    assert_inside(lay_out(paper, Setter(FONTS), trace=True))
    done = print_out([paper])
    assert done.missing == ()
    pages = [p.extract_text() for p in pypdf.PdfReader(io.BytesIO(done.pdf)).pages]
    assert all(p.count("□") % (len(daylist.TO_DO) + 1) == 0 for p in pages), "no row is cut"


def test_phones_in_full_only_when_asked_for() -> None:
    some = [errand(1, "石门村")]
    assert "10012345678" in str(daylist.day_list(some, HAND, "zh", masked=False).to_json())
    masked = str(daylist.day_list(some, HAND, "zh", masked=True).to_json())
    assert "100****5678" in masked
    assert "10012345678" not in masked


def test_a_day_without_a_line_is_a_paper_all_the_same() -> None:
    assert print_out([daylist.day_list([], HAND, "zh", masked=True)]).pages == 1
