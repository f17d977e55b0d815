"""The ledger of any register, as data and as printed pages."""

from __future__ import annotations

import datetime as dt
import io
import random

import pypdf
import pytest

from casefiles import printing
from casefiles.domain import document as d
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Ref
from casefiles.edges.paper import FONTS, print_out
from casefiles.edges.paper.compose import lay_out
from casefiles.edges.paper.typeset import Setter
from casefiles.papers import ledger
from casefiles.papers.walking import Hand
from casefiles.ports import Record
from tests.paper.test_layout import assert_inside
from tests.yardstick import Stopwatch

HAND = Hand("云台镇关工委", "王经办", dt.datetime(2026, 11, 20, 9, 30))


def records(entity: str, n: int) -> list[Record]:
    rng = random.Random(entity)
    spec = ENTITIES[entity]
    found = []
    for at in range(n):
        values = dict(spec.sample(rng))
        for name, field in spec.fields.items():
            if isinstance(field.kind, Ref):
                values[name] = f"{ENTITIES[field.kind.entity].prefix}-{at:08d}"
        found.append(Record(entity, f"{spec.prefix}-{at:08d}", values))
    return found


def called(row: str, entity: str) -> str:
    return f"{ENTITIES[entity].label.zh}{row[-2:]}"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("entity", ENTITIES)
def test_every_register_has_a_ledger(entity: str, lang: d.Lang) -> None:
    found = records(entity, 40)
    paper = ledger.compose(entity, found, called, HAND, lang, masked=True, filters="村=石门村")
    (grid,) = [b for b in paper.blocks if isinstance(b, d.Grid)]
    spec = ENTITIES[entity]
    titles = [c.title for c in grid.columns]
    assert len(titles) == len(grid.rows[0])
    assert [row[0] for row in grid.rows] == [str(n) for n in range(1, 41)]
    listed = [f.label(lang) for f in spec.fields.values() if f.listed]
    assert set(listed) <= set(titles)
    owners = [f.label(lang) for f in spec.fields.values() if isinstance(f.kind, Ref) and f.required]
    assert titles[1 : 1 + len(owners)] == owners or not owners
    assert "石门村" in str(paper.to_json())
    flow = lay_out(paper, Setter(FONTS), trace=True)
    assert_inside(flow)
    done = print_out([paper])
    pages = [p.extract_text() for p in pypdf.PdfReader(io.BytesIO(done.pdf)).pages]
    assert len(pages) == len(flow.pages) > 1
    if lang == "zh":
        assert f"共 {len(pages)} 页" in pages[-1].replace("\u3000", " ").replace("  ", " ")


def test_numbers_of_people_are_hidden_unless_asked_for() -> None:
    found = records("mentor", 3)
    masked = str(ledger.compose("mentor", found, called, HAND, "zh", masked=True).to_json())
    full = str(ledger.compose("mentor", found, called, HAND, "zh", masked=False).to_json())
    phones = [str(r.values["phone"]) for r in found]
    assert not any(number in masked for number in phones)
    assert all(number in full for number in phones)
    assert ledger.MASKED("zh") in masked
    assert ledger.MASKED("zh") not in full


def test_amounts_are_summed() -> None:
    rows = [Record("aid", f"a-{n:08d}", {"what": "助学金", "value": v}) for n, v in enumerate((50000, None, 12345))]
    paper = ledger.compose("aid", rows, called, HAND, "zh", masked=True)
    (grid,) = [b for b in paper.blocks if isinstance(b, d.Grid)]
    assert grid.total is not None
    assert "623.45" in [c.text for c in grid.total.cells]
    assert sum(c.cols for c in grid.total.cells) == len(grid.columns)
    assert print_out([paper]).pages == 1


def test_a_register_without_a_record_says_so() -> None:
    paper = ledger.compose("visit", [], called, HAND, "zh", masked=True)
    text = pypdf.PdfReader(io.BytesIO(print_out([paper]).pdf)).pages[0].extract_text()
    assert "没有符合的记录" in text


def test_wide_registers_lie_across_the_sheet() -> None:
    assert ledger.compose("visit", records("visit", 1), called, HAND, "zh", masked=True).sheet == "landscape"
    assert ledger.compose("fund", records("fund", 1), called, HAND, "zh", masked=True).sheet == "portrait"


def test_they_stand_among_the_papers() -> None:
    assert {f"{printing.LEDGER}{name}" for name in ENTITIES} <= set(printing.PAPERS)
    assert all(p.together for name, p in printing.PAPERS.items() if name.startswith(printing.LEDGER))


@pytest.mark.slow
def test_two_thousand_lines_are_set_in_time() -> None:
    found = records("child", 2000)
    with Stopwatch(20) as watch:
        print_out([ledger.compose("child", found, called, HAND, "zh", masked=True)])
    assert watch.in_time, watch
