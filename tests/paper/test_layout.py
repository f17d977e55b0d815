"""Where things stand: every text inside its box, nothing lost over page breaks, headings never alone."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefiles.domain import document as d
from casefiles.edges.paper import FONTS
from casefiles.edges.paper.compose import lay_out
from casefiles.edges.paper.typeset import Setter
from tests.paper.sample import dossier

if TYPE_CHECKING:
    from casefiles.edges.paper.flow import Flow

SETTER = Setter(FONTS)
SLACK = 0.6


def pages_of(*blocks: d.Block, lang: d.Lang = "zh", sheet: d.Sheet = "portrait") -> Flow:
    paper = d.Document(title="t", lang=lang, blocks=blocks, sheet=sheet, numbered=False)
    return lay_out(paper, SETTER, trace=True)


def printed(flow: Flow) -> str:
    return "".join(mark.text for page in flow.pages for mark in page.marks)


def assert_inside(flow: Flow) -> None:
    g = flow.geometry
    for number, page in enumerate(flow.pages, 1):
        for mark in page.marks:
            box = mark.box
            hang = mark.size / 2
            assert mark.x >= box.x - SLACK, (number, mark)
            assert mark.x + mark.width <= box.x + box.w + hang + SLACK, (number, mark)
            if box.h:
                assert mark.baseline <= box.y + box.h + SLACK, (number, mark)
                assert mark.baseline - 0.8 * mark.size >= box.y - SLACK, (number, mark)
            assert 0 <= mark.x <= g.width
            assert 0 < mark.baseline < g.height


@pytest.mark.parametrize("seed", range(6))
def test_every_text_of_a_dossier_stands_in_its_box(seed: int) -> None:
    flow = lay_out(dossier(seed, "买买提·阿不都热合曼𬀩", visits=5 + 7 * seed), SETTER, trace=True)
    assert_inside(flow)
    assert sum(len(page.marks) for page in flow.pages) > 150


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60),
        min_size=12,
        max_size=12,
    ),
    st.sampled_from(["zh", "en"]),
)
@settings(max_examples=60, deadline=None)
def test_any_text_stays_in_its_cell(texts: list[str], lang: d.Lang) -> None:
    kinds = ("value", "name", "text", "small", "narrative", "label")
    rows = tuple(
        d.Row(
            cells=(
                d.label("姓名"),
                *(d.Cell(text=t, kind=k) for t, k in zip(texts[i : i + 3], kinds[i % 6 :], strict=False)),
            )
        )  # type: ignore[arg-type]
        for i in (0, 3)
    )
    flow = pages_of(d.Form(columns=(1, 2, 2, 2), rows=rows), lang=lang)
    assert_inside(flow)


@pytest.mark.parametrize("sheet", ["portrait", "landscape", "letter"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_long_text_goes_on_over_pages_whole(sheet: d.Sheet, lang: d.Lang) -> None:
    text = "".join(f"第{n}句写走访情况，老师说“很好”。" for n in range(400))
    flow = pages_of(d.Paragraph(text=text), lang=lang, sheet=sheet)
    assert len(flow.pages) > 1
    assert printed(flow) == text
    assert_inside(flow)


def test_a_cell_longer_than_a_page_goes_on() -> None:
    text = "".join(f"第{n}句写家庭情况和主要困难。" for n in range(600))
    rows = (
        d.Row(cells=(d.label("姓名"), d.value("王䶮"))),
        d.Row(cells=(d.label("困难"), d.Cell(text=text, kind="narrative", sign=("签字：",)))),
        d.Row(cells=(d.label("备注"), d.value("后面的行"))),
    )
    flow = pages_of(d.Form(columns=(1, 4), rows=rows, stretch=True))
    assert len(flow.pages) >= 3
    body = "".join(
        m.text for p in flow.pages for m in p.marks if "句" in m.text or m.text[:1] not in "姓王困备签后"
    )
    assert all(f"第{n}句" in printed(flow).replace("\n", "") for n in (0, 300, 599))
    assert len(body) > 6000
    assert printed(flow).count("签字：") == 1
    assert_inside(flow)


def test_a_card_longer_than_a_page_goes_on_and_keeps_every_word() -> None:
    text = "".join(f"第{n}句写走访情况。" for n in range(500))
    flow = pages_of(d.Card(date="9月1日", year="2026年", title="第1次", text=text, signs=("签字：",)))
    assert len(flow.pages) >= 2
    assert (
        "".join(m.text for p in flow.pages for m in p.marks if "句" in m.text or "情况" in m.text).count(
            "句写"
        )
        == 500
    )
    assert "（续）" in printed(flow)
    assert_inside(flow)


def test_a_card_is_not_cut() -> None:
    cards = [
        d.Card(
            date="9月1日",
            year="2026年",
            title=f"第{n}次",
            text="老师反映课堂上敢于举手发言了。" * 8,
            signs=("签字：",),
        )
        for n in range(30)
    ]
    flow = pages_of(*cards)
    assert len(flow.pages) > 3
    assert "（续）" not in printed(flow)
    assert printed(flow).count("签字：") == 30


def test_a_grid_repeats_its_heading_and_keeps_its_total_company() -> None:
    for count in range(20, 40):
        grid = d.Grid(
            columns=(d.Column(title="序号"), d.Column(title="项目", width=4, kind="text")),
            rows=tuple((str(n), f"项目{n}") for n in range(count)),
            total=d.Total(cells=(d.label("合计"), d.Cell(text=str(count), kind="total"))),
        )
        flow = pages_of(grid)
        for page in flow.pages:
            texts = [m.text for m in page.marks]
            assert texts.count("序号") == 1
        last = [m.text.replace("\u3000", "") for m in flow.pages[-1].marks]
        assert "合计" in last
        assert sum(1 for t in last if t.startswith("项目") and t != "项目") >= 2


def test_a_section_title_has_its_block_with_it() -> None:
    for lines in range(30, 50):
        flow = pages_of(
            d.Space(lines=0),
            *[d.Paragraph(text="一行。", style="plain") for _ in range(lines)],
            d.Section(text="标题"),
            d.Signatures(boxes=(d.SignatureBox(who="村委会", lines=("负责人：",), date="年月日"),)),
        )
        for page in flow.pages:
            texts = [m.text for m in page.marks]
            if "标题" in texts:
                assert "村委会" in texts


def test_a_stretched_form_ends_on_the_bottom_margin() -> None:
    form = d.Form(
        columns=(1, 3),
        rows=tuple(d.Row(cells=(d.label("项目"), d.value("值"))) for _ in range(8)),
        stretch=True,
    )
    flow = pages_of(d.FormTitle(text="登记表"), form)
    assert len(flow.pages) == 1
    assert flow.y == pytest.approx(flow.geometry.bottom, abs=0.6)


def test_a_note_stays_under_its_stretched_form() -> None:
    flow = lay_out(dossier(), SETTER, trace=True)
    assert any(m.text.startswith("填表说明") for m in flow.pages[1].marks)


def test_merged_cells_do_not_overlap() -> None:
    flow = lay_out(dossier(), SETTER, trace=True)
    boxes = sorted(
        {m.box for m in flow.pages[1].marks if m.box.h < 250 and m.box.w < 400}, key=lambda b: (b.y, b.x)
    )
    for a, b in pairwise(boxes):
        apart = a.x + a.w <= b.x + 1 or b.x + b.w <= a.x + 1 or a.y + a.h <= b.y + 1 or b.y + b.h <= a.y + 1
        assert apart, (a, b)


def test_a_form_wider_than_its_columns_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="wider than its 2 columns"):
        pages_of(d.Form(columns=(1, 1), rows=(d.Row(cells=(d.label("a"), d.value("b"), d.value("c"))),)))


def test_a_damaged_photo_becomes_an_empty_frame() -> None:
    for data in (b"", b"not a picture", None):
        flow = pages_of(d.Picture(data=data, caption="一寸照片"))
        assert "一寸照片" in printed(flow)
        assert not flow.pages[0].pictures


def test_a_chart_names_every_value_worth_reading() -> None:
    chart = d.Chart(
        kind="line", title="视力", categories=("2025", "2026"), low=4.0, high=5.3,
        series=(d.Series(name="左", values=(4.9, 4.8)), d.Series(name="右", values=(5.0, None))),
    )  # fmt: skip
    text = printed(pages_of(chart))
    assert "左 4.8" in text
    assert "右 5.0" in text
    empty = dataclasses.replace(chart, series=(d.Series(name="左", values=(None, None)),))
    assert_inside(pages_of(empty))
    assert_inside(pages_of(dataclasses.replace(chart, kind="bar", categories=(), series=())))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("letters", range(560, 780, 20))
@pytest.mark.parametrize("kind", ["name", "label", "narrative", "opinion"])
def test_lines_to_sign_go_over_the_page_with_a_text_that_just_fills_it(
    kind: d.CellKind, letters: int, lang: d.Lang
) -> None:
    cell = d.Cell(text="样" * letters, kind=kind, sign=("签名||日期", "盖章"))
    row = d.Row(cells=(d.label("意见"), cell, d.label("注"), d.Cell(text="短")), height="writing")
    flow = pages_of(d.Form(columns=(1, 2, 1, 3), rows=(row,)), lang=lang)
    assert_inside(flow)
    for page in flow.pages:
        assert all(m.baseline <= flow.geometry.bottom + 2 for m in page.marks)
    texts = [m.text for m in flow.pages[-1].marks]
    assert {"签名", "日期", "盖章"} <= set(texts)
    assert any("样" in text for text in texts)
    assert printed(flow).count("样") == letters


def test_a_label_longer_than_a_page_goes_on_over_it() -> None:
    row = d.Row(cells=(d.label("样" * 900), d.Cell(text="短"), d.label("注"), d.Cell(text="长" * 40)))
    flow = pages_of(d.Form(columns=(1, 2, 1, 3), rows=(row,)))
    assert len(flow.pages) == 3
    assert printed(flow).count("样") == 900
    assert all(m.baseline <= flow.geometry.bottom + 2 for page in flow.pages for m in page.marks)
