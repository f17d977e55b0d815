"""The transfer sheet: both offices, what goes along as counts, room for two signatures; one page."""

from __future__ import annotations

import dataclasses
import datetime as dt
from types import SimpleNamespace

import pytest

from casefiles.domain.child import Child
from casefiles.domain.document import Grid, Signatures
from casefiles.domain.entities import ENTITIES
from casefiles.domain.lifecycle import Transfer
from casefiles.domain.words import LANGS, Lang
from casefiles.edges import paper as press
from casefiles.papers import transfer_sheet

SHEET = transfer_sheet.Sheet(
    child=Child(
        name="石小雨", sex="2", birth_date="2015-03-02", id_number="999901201503020016", number="E-7", village="石门村"
    ),
    transfer=Transfer(on=dt.date(2026, 11, 20), reason="moved", contact="王经办例", note="跟外婆住"),
    from_="示例省云州市云台县青石镇",
    to="示例省云州市云台县雾溪镇",
    counts={n: (ENTITIES[n].plural, count) for n, count in (("visit", 14), ("member", 3), ("aid", 2))},
    office="青石镇儿童关爱服务站",
    printed_by="李秀样",
    printed_at=dt.datetime(2026, 11, 21, 9, 30),
)


@pytest.mark.parametrize("lang", LANGS)
def test_what_stands_on_it(lang: Lang) -> None:
    document = transfer_sheet.compose(SHEET, lang, masked=True)
    grids = [b for b in document.blocks if isinstance(b, Grid)]
    cells = [cell for grid in grids for row in grid.rows for cell in row]
    assert {SHEET.from_, SHEET.to, "14", "石小雨"} <= set(cells)
    assert "999901201503020016" not in cells, "masked"
    (signed,) = [b for b in document.blocks if isinstance(b, Signatures)]
    assert [SHEET.from_ in signed.boxes[0].who, SHEET.to in signed.boxes[1].who] == [True, True]
    printed = press.print_out([document])
    assert printed.pages == 1
    assert not printed.missing
    open_ = transfer_sheet.compose(SHEET, lang, masked=False)
    assert "999901201503020016" in [c for b in open_.blocks if isinstance(b, Grid) for row in b.rows for c in row]


def test_a_file_with_everything_in_it_still_fits_on_one_page() -> None:
    kinds = ("member", "category_spell", "guardianship_spell", "match", "match_event", "support_contact", "visit",
             "visit_finding", "aid", "risk", "consent", "need", "action", "attendance", "screening_result")  # fmt: skip
    full = dataclasses.replace(SHEET, counts={n: (ENTITIES[n].plural, 12) for n in kinds if n in ENTITIES})
    assert len(full.counts) > 12
    assert press.print_out([transfer_sheet.compose(full, "zh", masked=True)]).pages == 1


def test_an_office_is_named_even_where_the_table_of_divisions_does_not_know_it() -> None:
    assert transfer_sheet.UNKNOWN_OFFICE("zh", code="999888777") == "区划代码 999888777 的单位"
    peers = [SimpleNamespace(office="999888777", name="云岭镇（演示）")]
    office = SimpleNamespace(
        home=SimpleNamespace(code="999888001", name="本站"), ledger=SimpleNamespace(peers=lambda: peers)
    )
    said = [transfer_sheet.office_of(office, code, "zh") for code in ("999888777", "999888001", "999888003", "")]  # type: ignore[arg-type]
    assert said == ["云岭镇（演示）", "本站", "区划代码 999888003 的单位", ""]
