"""The slip of a package: half a sheet, the code large and as a square, both offices, room for two signatures."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from casefiles.domain.document import Cell, Form, QRCode
from casefiles.domain.entities import ENTITIES
from casefiles.domain.words import LANGS, Lang
from casefiles.edges import paper as press
from casefiles.exchange.slips import Slip, code_of
from casefiles.papers import exchange_receipt

AT = dt.datetime(2026, 11, 21, 9, 30)
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
SLIP = Slip(
    package="0123456789abcdef0123456789abcdef",
    direction="out",
    office="999901",
    name="青山县（演示）",
    state="written",
    at_ms=int(AT.timestamp() * 1000),
    file="999901101-999901-20261121-093000-01234567.tgx",
    bytes=131_288,
    sha256=SHA,
    code=code_of(SHA),
    changes=312,
    records={"visit": 201, "child": 64, "match": 30, "aid": 17},
    first=1,
    last=312,
)


def cells(one: Slip, lang: Lang) -> list[Cell]:
    document = exchange_receipt.compose(one, "云台镇（演示）", "李秀样", AT, lang)
    (form,) = [b for b in document.blocks if isinstance(b, Form)]
    return [cell for row in form.rows for cell in row.cells]


@pytest.mark.parametrize("lang", LANGS)
def test_what_stands_on_it(lang: Lang) -> None:
    texts = [c.text for c in cells(SLIP, lang)]
    assert SLIP.code in texts
    assert texts.index("云台镇（演示）") < texts.index("青山县（演示）"), "from, then to"
    assert any("312" in t for t in texts)
    assert f"{SHA[:32]} {SHA[32:]}" in texts
    document = exchange_receipt.compose(SLIP, "云台镇（演示）", "李秀样", AT, lang)
    (square,) = [b for b in document.blocks if isinstance(b, QRCode)]
    assert square.text == f"DOORSTEP-RECEIPT {SLIP.code} {SLIP.package}"
    assert sum(len(c.sign) for c in cells(SLIP, lang)) == 4, "two who sign, and the day of each"
    printed = press.print_out([document])
    assert printed.pages == 1
    assert not printed.missing
    assert b"419.5" in printed.pdf, "A5"


def test_a_package_that_came_names_the_sender_first_and_a_receipt_has_no_records() -> None:
    came = dataclasses.replace(SLIP, direction="in", records={}, changes=0, first=0, last=0)
    texts = [c.text for c in cells(came, "zh")]
    assert texts.index("青山县（演示）") < texts.index("云台镇（演示）")
    assert "只有回执，没有变更" in texts
    assert not any("至" in t for t in texts)


def test_many_kinds_stay_on_one_page() -> None:
    full = dataclasses.replace(SLIP, records=dict.fromkeys(ENTITIES, 12))
    zh = "青山县（演示）已有截至 2026-11-14 的全部内容：312 / 312；本机此后写的 3 条还没有回执"
    en = "青山县（演示） has everything up to 2026-11-14: 312 of 312; 3 changes made here since then have no receipt"
    for lang, said in (("zh", zh), ("en", en)):
        document = exchange_receipt.compose(full, "云台镇（演示）" * 3, "李秀样", AT, lang, said)
        assert said in document.blocks[-1].text  # type: ignore[union-attr]
        assert press.print_out([document]).pages == 1
