"""Any document, however odd its texts and sizes, becomes a sound file that says what it was given."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdf
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casefiles.domain import document as d
from casefiles.edges.paper import FONTS, print_out
from casefiles.edges.paper.compose import lay_out
from casefiles.edges.paper.typeset import Setter
from tests.paper.test_layout import assert_inside

TEXT = st.one_of(
    st.sampled_from(
        [
            "",
            "—",
            "王䶮",
            "走访记录",
            "Bright Eyes",
            "2026-11-21",
            "999901********0143",
            "\n",
            "  ",
            "（，。）",
        ]
    ),
    st.text(max_size=40),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=30, max_size=400),
)
PARAGRAPH = st.builds(
    d.Paragraph, text=TEXT, style=st.sampled_from(["body", "plain", "note", "centred", "signed", "title"])
)
KIND = st.sampled_from(
    ["label", "value", "name", "text", "number", "small", "large", "code", "narrative", "opinion", "total"]
)
CELL: st.SearchStrategy[d.Cell] = st.one_of(
    st.builds(d.Cell, text=TEXT, kind=KIND, sign=st.lists(TEXT, max_size=2).map(tuple)),
    st.builds(d.Cell, text=st.text(max_size=24), kind=st.just("label"), stacked=st.booleans()),
)
FORM = st.builds(
    d.Form,
    columns=st.just((1, 2, 1, 3)),
    rows=st.lists(
        st.builds(
            d.Row,
            cells=st.lists(CELL, min_size=4, max_size=4).map(tuple),
            height=st.sampled_from(["low", "normal", "writing", "tall", "signature"]),
            group=st.booleans(),
        ),
        max_size=12,
    ).map(tuple),
    stretch=st.booleans(),
)
GRID = st.builds(
    d.Grid,
    columns=st.just(
        (
            d.Column(title="序号"),
            d.Column(title="内容", width=3, kind="text"),
            d.Column(title="名", kind="name"),
        )
    ),
    rows=st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=30).map(tuple),
    height=st.sampled_from(["low", "writing"]),
    total=st.sampled_from([None, d.Total(cells=(d.label("合计"), d.Cell(cols=2, kind="total", text="9")))]),
    empty=TEXT,
)
CARD = st.builds(
    d.Card,
    date=TEXT, year=TEXT, title=TEXT, by=TEXT, state=TEXT, text=TEXT,
    facts=st.lists(st.tuples(TEXT, TEXT), max_size=5).map(tuple),
    signs=st.lists(TEXT, max_size=3).map(tuple),
)  # fmt: skip
NUMBERS = st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=3, max_size=3).map(tuple)
CHART = st.builds(
    d.Chart,
    kind=st.sampled_from(["line", "bar"]),
    title=TEXT,
    categories=st.tuples(TEXT, TEXT, TEXT),
    series=st.lists(st.builds(d.Series, name=TEXT, values=NUMBERS), max_size=4).map(tuple),
    stacked=st.booleans(),
    bands=st.lists(st.builds(d.Band, low=st.just(1.0), high=st.just(2.0), name=TEXT), max_size=2).map(tuple),
)
SIGNED = st.builds(
    d.Signatures,
    boxes=st.lists(
        st.builds(
            d.SignatureBox,
            who=TEXT,
            opinion=TEXT,
            lines=st.lists(TEXT, max_size=3).map(tuple),
            seal=TEXT,
            date=TEXT,
        ),
        min_size=1,
        max_size=4,
    ).map(tuple),
)
OTHER = st.one_of(
    st.builds(d.Section, text=TEXT, note=TEXT),
    st.builds(d.FormTitle, text=TEXT, left=TEXT, right=TEXT),
    st.builds(
        d.PhotoRow,
        pictures=st.lists(st.builds(d.Picture, data=st.none() | st.binary(max_size=50), caption=TEXT), max_size=2).map(
            tuple
        ),
    ),
    st.builds(d.Picture, data=st.one_of(st.none(), st.binary(max_size=50)), caption=TEXT),
    st.builds(d.QRCode, text=st.text("QS-0123456789", min_size=1, max_size=30), caption=TEXT),
    st.builds(d.Cover, title=TEXT, over=TEXT, motto=TEXT, secrecy=TEXT, issuer=TEXT, date=TEXT,
              lines=st.lists(st.tuples(TEXT, TEXT), max_size=6).map(tuple),
              facts=st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple)),
    st.just(d.PageBreak()),
    st.builds(d.Space, lines=st.floats(0, 60)),
)  # fmt: skip
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # it takes minutes on so large an example
BLOCKS = st.lists(st.one_of(PARAGRAPH, FORM, GRID, CARD, CHART, SIGNED, OTHER), max_size=6).map(tuple)


def documents(**more: Any) -> st.SearchStrategy[d.Document]:
    return st.builds(
        d.Document,
        title=TEXT, lang=st.sampled_from(["zh", "en"]), blocks=BLOCKS, author=TEXT, subject=TEXT,
        header=st.tuples(TEXT, TEXT), footer=st.tuples(TEXT, TEXT), watermark=TEXT,
        sheet=st.sampled_from(["portrait", "landscape", "letter"]), **more,
    )  # fmt: skip


@given(documents())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=NO_SHRINKING)
def test_the_file_is_sound(paper: d.Document) -> None:
    done = print_out([paper])
    with pikepdf.open(io.BytesIO(done.pdf)) as file:
        assert file.check_pdf_syntax() == []
        assert len(file.pages) == done.pages
    for page in pypdf.PdfReader(io.BytesIO(done.pdf)).pages:
        page.extract_text()


@given(
    st.lists(st.one_of(PARAGRAPH, FORM, GRID, SIGNED, CARD), max_size=5).map(tuple),
    st.sampled_from(["zh", "en"]),
)
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), phases=NO_SHRINKING)
def test_nothing_leaves_the_type_area(blocks: tuple[d.Block, ...], lang: Any) -> None:
    flow = lay_out(d.Document(title="t", lang=lang, blocks=blocks), Setter(FONTS), trace=True)
    assert_inside(flow)
    g = flow.geometry
    for page in flow.pages:
        for mark in page.marks:
            assert mark.x >= g.left - 1 or mark.box.x < g.left
            assert mark.baseline <= g.bottom + 2 or mark.text.startswith(("第", "Page")), mark
