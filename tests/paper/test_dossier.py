"""The child's dossier: what it says in both languages, what it hides, and that every text stands in its box."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import random
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.document import Card, Chart, Document, Grid, Paragraph, Section
from casefiles.edges.paper import FONTS, missing, print_out
from casefiles.edges.paper.compose import lay_out
from casefiles.edges.paper.typeset import Setter
from casefiles.papers.childfile import child_file
from casefiles.papers.dossier import compose
from casefiles.papers.wording import Wording, yuan_in_capitals
from casefiles.ports import Record
from casefiles.registers import Around
from tests.paper import files
from tests.paper.test_layout import assert_inside

if TYPE_CHECKING:
    from casefiles.papers.childfile import ChildFile

GOLDEN = Path(__file__).parent / "golden"
SETTER = Setter(FONTS)
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


def said(paper: Document) -> str:
    return "\n".join(paper.texts())


@BOTH
@pytest.mark.parametrize("name", ["rich", "empty"])
def test_the_paper_is_the_looked_at_one(name: str, lang: str) -> None:
    """A change of this data is a change of the paper: look at it, then write it anew with REGOLD=1."""
    paper = compose(getattr(files, name)(), lang, masked=True)  # type: ignore[arg-type]
    made = json.dumps(paper.to_json(), ensure_ascii=False, indent=1) + "\n"
    golden = GOLDEN / f"dossier-{name}-{lang}.json"
    if os.environ.get("REGOLD"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")


@BOTH
def test_masked_means_no_whole_number_anywhere(lang: str) -> None:
    file = files.rich()
    child = dataclasses.replace(file.child, situation=f"母亲新号码10055667788，证号{file.child.id_number}。")
    file = dataclasses.replace(file, child=child)
    whole = [
        file.child.id_number,
        file.child.phone,
        "10055667788",
        "10043501234",
        *(m.phone for m in file.members),
    ]
    hidden, open_ = (said(compose(file, lang, masked=m)) for m in (True, False))  # type: ignore[arg-type]
    for number in filter(None, whole):
        assert number not in hidden, number
        assert number in open_, number
    assert "999901********0143" in hidden
    assert "100****0001" in hidden
    assert "G999901********0143" in hidden


@BOTH
def test_an_empty_file_says_so_in_words(lang: str) -> None:
    paper = compose(files.empty(), lang, masked=True)  # type: ignore[arg-type]
    text = said(paper)
    words = {
        "zh": (
            "尚未登记家庭成员",
            "尚无监护记录",
            "尚未认定类别",
            "尚未结对",
            "尚无走访记录",
            "尚无帮扶记录",
        ),
        "en": ("No family member", "No guardianship", "No category", "No mentor", "No visit", "No aid"),
    }[lang]
    for word in words:
        assert word in text
    assert not any(isinstance(b, Card | Chart) for b in paper.blocks)
    assert "None" not in text
    assert print_out([paper]).missing == ()


@BOTH
@pytest.mark.parametrize("make", [files.rich, files.empty, files.long])
def test_every_text_stands_in_its_box(make: object, lang: str) -> None:
    paper = compose(make(), lang, masked=True)  # type: ignore[operator, arg-type]
    flow = lay_out(paper, SETTER, trace=True)
    assert_inside(flow)
    for page in flow.pages:
        assert page.marks, "a page without text"


def test_the_registration_form_is_one_sheet() -> None:
    for lang in ("zh", "en"):
        flow = lay_out(compose(files.rich(), lang, masked=True), SETTER, trace=True)  # type: ignore[arg-type]
        second = {m.text for m in flow.pages[1].marks}
        assert any(t.startswith(("填表说明", "Notes:")) for t in second)


@BOTH
def test_sections_are_counted_without_a_gap(lang: str) -> None:
    for make in (files.rich, files.empty):
        titles = [b.text for b in compose(make(), lang, masked=True).blocks if isinstance(b, Section)]  # type: ignore[arg-type]
        lead = [t.split("、")[0] for t in titles] if lang == "zh" else [t.split(".")[0] for t in titles]
        numerals = list("一二三四五六七八九十") if lang == "zh" else [str(n) for n in range(1, 11)]
        assert lead == numerals[: len(lead)]


def test_no_chinese_label_is_left_in_the_english_paper() -> None:
    """Only what was written by people (names, places, notes) is Chinese there."""
    text = said(compose(files.empty(), "en", masked=True))
    left = {c for c in text if "\u4e00" <= c <= "\u9fff"}
    assert left <= set("王云台县青石镇关工委赵启明"), left


def test_visits_stand_in_order_of_days_and_are_counted() -> None:
    file = files.rich()
    shuffled = list(zip(file.visits, file.found, strict=True))
    random.Random(1).shuffle(shuffled)
    visits, found = (tuple(one) for one in zip(*shuffled, strict=True))
    paper = compose(dataclasses.replace(file, visits=visits, found=found), "zh", masked=True)
    assert paper == compose(file, "zh", masked=True)
    cards = [b for b in paper.blocks if isinstance(b, Card)]
    assert [c.title.split("次")[0] for c in cards] == [f"第{n}" for n in range(1, 13)]
    assert [c.state for c in cards][4].startswith("未见到")
    assert "家中无人" in str(cards[4].facts)


def test_the_chart_counts_the_visits_of_twelve_months() -> None:
    paper = compose(files.rich(), "zh", masked=True)
    chart = next(b for b in paper.blocks if isinstance(b, Chart))
    inside = [v for v, _ in files.rich().visits if v.on is not None and f"{v.on:%Y-%m}" >= "2025-12"]
    assert len(chart.categories) == 12
    assert sum(sum(v or 0 for v in s.values) for s in chart.series) == len(inside)
    assert chart.categories[-1] == "11月"


def test_aid_is_added_up_in_figures_and_capitals() -> None:
    paper = compose(files.rich(), "zh", masked=True)
    grid = next(b for b in paper.blocks if isinstance(b, Grid) and b.total is not None)
    total = sum(a.value or 0 for a in files.rich().aid)
    assert grid.total is not None
    texts = [c.text for c in grid.total.cells]
    assert f"{total / 100:,.2f}" in texts
    assert f"（大写）{yuan_in_capitals(total)}" in texts


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (709_900, "柒仟零玖拾玖元整"),
        (1_00, "壹元整"),
        (10_00, "壹拾元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (1_05, "壹元零伍分"),
        (1_50, "壹元伍角整"),
        (100_000_00, "壹拾万元整"),
        (100_010_00, "壹拾万零壹拾元整"),
        (107_000_53, "壹拾万柒仟元伍角叁分"),
        (1_680_32, "壹仟陆佰捌拾元叁角贰分"),
        (325_04, "叁佰贰拾伍元零肆分"),
        (100_000_000_00, "壹亿元整"),
        (100_005_000_00, "壹亿零伍仟元整"),
        (200_030_000_00, "贰亿零叁万元整"),
    ],
)
def test_capital_figures(fen: int, words: str) -> None:
    assert yuan_in_capitals(fen) == words


def test_months_in_words() -> None:
    w = Wording("zh", masked=True)
    at = files.AT.date()
    assert [w.month_in_words(at.replace(month=m)) for m in (1, 10, 11, 12)] == [
        "二〇二六年一月",
        "二〇二六年十月",
        "二〇二六年十一月",
        "二〇二六年十二月",
    ]


@pytest.mark.parametrize("name", ["欧阳𬀩", "𠀀䶮㛃", "买买提·阿不都热合曼·古丽", "A·Б·é"])
def test_rare_names_are_drawn(name: str) -> None:
    paper = compose(files.rich(name), "zh", masked=True)
    assert missing(paper.texts()) == []
    assert print_out([paper]).missing == ()


def test_a_name_no_font_has_is_reported() -> None:
    assert print_out([compose(files.rich("王\ue000"), "zh", masked=True)]).missing == ("\ue000",)


def test_only_open_matches_stand_on_the_cover_and_the_lead_comes_first() -> None:
    file = files.rich()
    (old, other), (match, mentor) = file.matches
    second = dataclasses.replace(match, lead=False)
    file = dataclasses.replace(file, matches=((old, other), (second, other), (match, mentor)))
    assert [m for m, _ in file.open_matches] == [match, second]
    cover = compose(file, "zh", masked=True).blocks[0]
    assert dict(cover.lines)["结对五老"] == "老教师　范杰桐；老干部　白𬀩"  # type: ignore[union-attr]


def test_a_visit_whose_mentor_has_not_arrived_is_printed() -> None:
    file = files.rich(visits=1)
    file = dataclasses.replace(file, visits=((file.visits[0][0], None),))
    cards = [b for b in compose(file, "zh", masked=True).blocks if isinstance(b, Card)]
    assert cards[0].by == "走访人：—"


@pytest.mark.parametrize(
    ("father", "mother", "ticked"),
    [
        (("away", None), ("away", None), "双方外出"),
        (("away", None), ("home", False), "一方外出、另一方无监护能力"),
        (("away", None), ("home", True), "一方外出、另一方在家"),
        (("home", True), ("home", True), "其他"),
        (("", None), ("", None), ""),
        (("imprisoned", None), ("away", None), "一方外出、另一方无监护能力"),
    ],
)
def test_who_is_away_follows_from_the_parents(
    father: tuple[str, bool | None], mother: tuple[str, bool | None], ticked: str
) -> None:
    file = files.rich()
    changed = {"51": father, "52": mother}
    members = tuple(
        dataclasses.replace(m, status=changed[m.relation][0], capable=changed[m.relation][1])
        if m.relation in changed
        else m
        for m in file.members
    )
    text = said(compose(dataclasses.replace(file, members=members), "zh", masked=True))
    row = next(line for line in text.splitlines() if "双方外出" in line and "□" in line)
    assert [part[1:] for part in row.split("　") if part.startswith("■")] == ([ticked] if ticked else [])


def test_watermark_names_who_printed_and_can_be_left_out() -> None:
    file: ChildFile = files.rich()
    assert "赵启明" in compose(file, "zh", masked=True).watermark
    assert compose(file, "zh", masked=True, watermark=False).watermark == ""


def test_nothing_is_said_twice_in_a_row() -> None:
    blocks = [
        b for b in compose(files.rich(), "zh", masked=True).blocks if isinstance(b, Paragraph | Section)
    ]
    assert all(a != b for a, b in pairwise(blocks))


def test_the_file_is_made_of_the_records_of_the_register() -> None:
    """`registers.around` answers with stored values; the paper works on typed ones."""
    around = Around(
        child=Record(
            "child",
            "c-1",
            {"name": "王䶮", "birth_date": "2014-09", "registered": 1, "opened_on": "2025-09-05"},
        ),
        household=Record("household", "h-1", {"name": "吕洋", "income": "wages,farming"}),
        members=(Record("member", "p-1", {"child": "c-1", "relation": "51", "name": "方景国"}),),
        categories=(
            Record(
                "category_spell", "k-1", {"child": "c-1", "category": "left_behind", "start": "2025-09-05"}
            ),
        ),
        guardianship=(),
        matches=(
            Record("match", "t-1", {"child": "c-1", "mentor": "m-1", "start": "2025-09-05", "lead": 1}),
        ),
        mentors={"m-1": Record("mentor", "m-1", {"name": "范杰桐", "kind": "teacher"})},
        visits=(
            Record(
                "visit",
                "v-1",
                {"child": "c-1", "mentor": "m-1", "on": "2026-10-01", "kind": "home", "contact": "child"},
            ),
            Record(
                "visit",
                "v-2",
                {"child": "c-1", "mentor": "m-9", "on": "2026-11-01", "kind": "phone", "contact": "none"},
            ),
        ),
        aid=(Record("aid", "a-1", {"child": "c-1", "on": "2026-01-01", "kind": "money", "value": 80_000}),),
    )
    file = child_file(around, office="青石镇关工委", printed_by="赵启明", printed_at=files.AT)
    assert file.child.opened_on == dt.date(2025, 9, 5)
    assert file.household is not None
    assert file.household.income == ("wages", "farming")
    assert [m.name if m else None for _, m in file.visits] == ["范杰桐", None]
    assert file.matches[0][1] is not None
    assert file.kin("51") is not None
    text = said(compose(file, "zh", masked=True))
    assert "2014年9月" in text
    assert "800.00" in text
    with pytest.raises(TypeError, match="v-1 is a visit"):
        child_file(
            dataclasses.replace(around, aid=around.visits), office="", printed_by="", printed_at=files.AT
        )


@BOTH
def test_what_a_visit_found_by_area_stands_with_the_visit(lang: str) -> None:
    cards = [b for b in compose(files.rich(), lang, masked=True).blocks if isinstance(b, Card)]  # type: ignore[arg-type]
    title = {"zh": "各方面情况", "en": "By area"}[lang]
    told = [dict(card.facts).get(title, "") for card in cards]
    assert any("咳嗽两周" in text for text in told)
    assert "" in told, "a visit that spoke of no area has no such line"
    assert len({text for text in told if text}) == 2
