"""The papers of a survey round, as data and as printed pages."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io

import pypdf
import pytest

from casefiles.domain import document as d
from casefiles.domain.doors import LineRow
from casefiles.domain.rounds import Difference, What
from casefiles.edges.paper import FONTS, print_out
from casefiles.edges.paper.compose import lay_out
from casefiles.edges.paper.typeset import Setter
from casefiles.papers import walking
from tests.paper.test_layout import assert_inside

HAND = walking.Hand("云台镇", "王经办", dt.datetime(2026, 11, 20, 9, 30))
ROUND = {"name": "秋季摸底", "start": "2026-11-01", "end": None, "walkers": "李走样", "closed_on": None}


def door(n: int, village: str, children: str = "王小样、王小例") -> LineRow:
    return LineRow(
        f"sl-{n}", f"h-{n}", "", "王老例", village, f"{n}组5号", n, "", "", "", "", "", "10012345678", children, ""
    )


DOORS = [*(door(n, "石门村") for n in range(1, 30)), *(door(n, "河东村") for n in range(1, 3)), door(1, "")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_village_begins_on_a_page_of_its_own(lang: d.Lang) -> None:
    paper = walking.walk_list(ROUND, DOORS, HAND, lang, masked=True)
    grids = [b for b in paper.blocks if isinstance(b, d.Grid)]
    assert [len(g.rows) - walking.SPARE for g in grids] == [29, 2, 1]
    assert grids[0].rows[0][:5] == ("1", "王老例", "王小样\n王小例", "1组5号", "100****5678")
    assert sum(isinstance(b, d.PageBreak) for b in paper.blocks) == 2
    assert {c.kind for c in grids[0].columns} >= {"large", "text"}
    flow = lay_out(paper, Setter(FONTS), trace=True)
    assert_inside(flow)
    done = print_out([paper])
    pages = [p.extract_text() for p in pypdf.PdfReader(io.BytesIO(done.pdf)).pages]
    assert done.missing == ()
    assert sum("石门村" in p for p in pages) == 1  # the place stands above the table, the heading repeats
    assert next(n for n, p in enumerate(pages) if "河东村" in p) > 1
    assert all(p.count("□") % 9 == 0 for p in pages if "□" in p)  # no row is cut


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_door_that_is_done_says_how_it_came_out(lang: d.Lang) -> None:
    seen = dataclasses.replace(
        door(1, "石门村"), outcome="seen", on="2026-11-20", by="李走样", change="changed", note="电话 10087654321"
    )
    away = dataclasses.replace(door(2, "石门村"), outcome="nobody_home", on="2026-11-19", note="有狗")
    gone = dataclasses.replace(door(3, "石门村"), outcome="moved")
    paper = walking.walk_list(ROUND, [seen, away, gone, door(4, "石门村")], HAND, lang, masked=True)
    title = next(b for b in paper.blocks if isinstance(b, d.FormTitle))
    grid = next(b for b in paper.blocks if isinstance(b, d.Grid))
    said = {"zh": ("石门村　共 4 户，已走访 2 户", "■已见到"), "en": ("石门村, 4 doors, 2 done", "■Seen")}
    assert title.left == said[lang][0]
    done, again, left, still = (row[5:] for row in grid.rows[:4])
    assert done[0] == f"{said[lang][1]}\n2026-11-20 李走样"
    assert done[1].startswith("■")
    assert done[2] == "电话 100****4321"
    assert again[0].count("□") == still[0].count("□") == 4  # somebody comes again: the boxes stay
    assert again[2].splitlines()[0].startswith("2026-11-19 ")
    assert again[2].splitlines()[1] == "有狗"
    assert "□" not in left[0] + left[1] + done[0] + done[1]
    assert_inside(lay_out(paper, Setter(FONTS), trace=True))
    assert print_out([paper]).missing == ()


def test_phones_in_full_only_when_asked_for() -> None:
    assert "10012345678" in str(walking.walk_list(ROUND, DOORS, HAND, "zh", masked=False).to_json())
    assert "10012345678" not in str(walking.walk_list(ROUND, DOORS, HAND, "zh", masked=True).to_json())


def test_a_round_without_a_door_is_a_paper_all_the_same() -> None:
    assert print_out([walking.walk_list(ROUND, [], HAND, "zh", masked=True)]).pages == 1


FOUND = [
    Difference("new", "child", "c-1", "新来样", "石门村"),
    Difference(
        "changed", "child", "c-2", "变化样", "石门村", "sl-1",
        (
            What("child", "id_number", None, "999901201409160012"),
            What("child", "school", "村小学", "镇小学"),
            What("category_spell", "end", None, "2026-11-10"),
            What("category_spell", "", None, "left_behind"),
            What("child", "phone", "10012345678", None),
            What("no_such", "x", 1, 2),
        ),
        "电话 10012345678 打不通",
    ),
]  # fmt: skip


def test_the_difference_list_tells_what_changed_and_masks_it() -> None:
    counts = {"not_yet": 2, "seen": 5, "moved": 1}
    paper = walking.difference_list(ROUND, FOUND, counts, HAND, "zh", masked=True)
    grids = [b for b in paper.blocks if isinstance(b, d.Grid)]
    assert [len(g.rows) for g in grids] == [1, 1, 0, 0]
    assert grids[1].rows[0][3] == (
        "身份证号：999901********0012；就读学校：村小学 → 镇小学；类别认定·终止日期：2026年11月10日；"
        "新增类别认定：留守儿童；联系电话：删去“100****5678”；入户记录：电话 100****5678 打不通"
    )
    text = str(paper.to_json())
    assert "走访 6 / 8 户：尚未走访 2、已见到 5、已搬走 1。" in text
    assert "尚未封存" in text
    closed = walking.difference_list({**ROUND, "closed_on": "2026-11-19"}, FOUND, counts, HAND, "en", masked=False)
    assert "frozen on 2026-11-19" in str(closed.to_json())
    assert "999901201409160012" in str(closed.to_json())
    for one in (paper, closed):
        assert_inside(lay_out(one, Setter(FONTS), trace=True))
        assert print_out([one]).missing == ()
