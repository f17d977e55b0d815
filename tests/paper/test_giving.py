"""Papers of giving: as data, and what stands on the printed pages."""

from __future__ import annotations

import datetime as dt
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.codes import citizen_id
from casefiles.domain.document import Document, Form, Grid
from casefiles.domain.problems import Refusal
from casefiles.edges import paper as press
from casefiles.papers import aid_lists, donors, gatherings
from casefiles.papers.aid_lists import AidSheet, Recipient, hidden_name

if TYPE_CHECKING:
    from pathlib import Path

AT = dt.datetime(2026, 6, 1, 9, 0)


def people(n: int) -> tuple[Recipient, ...]:
    return tuple(
        Recipient(
            name=f"赵小样{k}",
            id_number=citizen_id.make("999901", dt.date(2015, 1, 1), k, "1"),
            village="东头村",
            town="示例县云台镇",
            what="书包",
            fen=12_050,
        )
        for k in range(n)
    )


def sheet(n: int) -> AidSheet:
    return AidSheet("六一慰问", "2026-06-01", "镇政府", "样子超市", True, people(n), "云台镇", "经办人", AT)


def pages(document: Document, folder: Path) -> list[str]:
    """The text of each printed page."""
    out = folder / "paper.pdf"
    out.write_bytes(press.print_out([document]).pdf)
    text = subprocess.run(
        ["pdftotext", "-layout", str(out), "-"], capture_output=True, check=True, text=True
    ).stdout
    return text.removesuffix("\f").split("\f")


@pytest.mark.parametrize("n", [0, 1, 10, 11, 30, 47])
def test_each_page_has_its_own_sum_and_the_last_the_sum_of_all(tmp_path: Path, n: int) -> None:
    found = pages(aid_lists.signing(sheet(n), "zh", masked=True), tmp_path)
    many = max(1, -(-n // aid_lists.ROWS))
    assert len(found) == many  # nothing runs over to a page of its own
    for number, text in enumerate(found, 1):
        here = min(aid_lists.ROWS, n - (number - 1) * aid_lists.ROWS)
        assert "本页合计" in text
        assert f"{here * 120.5:,.2f}" in text
        assert ("总计" in text) == (number == many)
        flat = text.replace(" ", "")
        assert f"第{number}页" in flat
        assert f"共{many}页" in flat
    assert f"{n * 120.5:,.2f}" in found[-1]


def test_long_words_make_fewer_to_a_page(tmp_path: Path) -> None:
    long = tuple(
        replace(
            one,
            name="迪丽热巴·买买提江·样本",
            village="青石镇新建移民安置社区居民委员会",
            what="冬季取暖补助和学习用品",
        )
        for one in people(20)
    )
    found = pages(aid_lists.signing(replace(sheet(0), recipients=long), "zh", masked=True), tmp_path)
    assert all(text.count("本页合计") == 1 for text in found)  # each page with its own sum, none cut in two
    assert sum(text.count("999901") for text in found) == 20


def test_the_id_number_is_masked_unless_asked_for() -> None:
    one = sheet(1).recipients[0]
    masked, full = (str(aid_lists.signing(sheet(1), "zh", masked=m).to_json()) for m in (True, False))
    assert one.id_number not in masked
    assert citizen_id.mask(one.id_number) in masked
    assert one.id_number in full


def test_the_sheet_is_a4_across_with_room_to_sign() -> None:
    document = aid_lists.signing(sheet(3), "zh", masked=True)
    assert document.sheet == "landscape"
    (form,) = [b for b in document.blocks if isinstance(b, Form)]
    lines = [row for row in form.rows if row.height == "writing"]
    assert len(lines) == 3
    assert all(row.cells[6].text == "" for row in lines)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("masked", [True, False])
def test_the_publicity_list_never_shows_who_a_child_is(lang: str, masked: bool) -> None:
    told = replace(
        sheet(3),
        recipients=(
            *people(3),
            Recipient(name="孙老例", village="西沟村", town="示例县云台镇", is_mentor=True),
        ),
    )
    said = "\n".join(aid_lists.publicity(told, lang, masked=masked).texts())  # type: ignore[arg-type]
    for one in people(3):
        assert one.name not in said
        assert one.id_number not in said
    assert "东头村" not in said
    assert "西沟村" not in said
    assert "赵**" in said
    assert "孙老例" in said  # a mentor is an adult and no child's relative
    assert "示例县云台镇" in said


def test_a_donor_who_did_not_agree_is_not_named() -> None:
    assert "样子超市" in "\n".join(aid_lists.publicity(sheet(1), "zh").texts())
    hidden = replace(sheet(1), donor_public=False)
    assert "样子超市" not in "\n".join(aid_lists.publicity(hidden, "zh").texts())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张小样", "张**"),
        ("张样", "张**"),
        ("欧阳小样", "欧阳**"),
        ("欧阳", "欧**"),
        ("迪丽·样", "迪**"),
        ("", "—"),
    ],
)
def test_a_hidden_name(name: str, shown: str) -> None:
    assert hidden_name(name) == shown


def gift(**fields: object) -> donors.Gift:
    held: dict[str, object] = {
        "on": "2026-01-01", "kind": "money", "what": "", "fund": "一元基金", "fen": 36_500, "received_on": "2026-01-05",
        "receipt": "0001", "thanked": False,
    }  # fmt: skip
    return donors.Gift(**{**held, **fields})  # type: ignore[arg-type]


def donor(*gifts: donors.Gift) -> donors.DonorSheet:
    used = (donors.Used("一元基金", 100_000, 40_000, 12),)
    return donors.DonorSheet("样子超市", gifts, used, "云台镇", "经办人", AT)


def test_the_letter_thanks_for_what_came_and_was_not_thanked_for() -> None:
    told = donor(
        gift(thanked=True, fen=999_900),
        gift(),
        gift(kind="goods", what="书包 20 个", fen=0),
        gift(received_on="", fen=77_700),
    )
    said = "\n".join(donors.thanks(told, "zh").texts())
    assert "365.00" in said
    assert "叁佰陆拾伍元整" in said
    assert "书包 20 个" in said
    assert "9,999.00" not in said
    assert "777.00" not in said
    assert "12 人" in said


def test_all_thanked_is_the_last_gift_again_and_nothing_received_is_refused() -> None:
    said = "\n".join(
        donors.thanks(donor(gift(thanked=True, fen=1_100), gift(thanked=True, fen=2_200)), "zh").texts()
    )
    assert "22.00" in said
    with pytest.raises(Refusal, match="NOTHING_TO_PRINT"):
        donors.thanks(donor(gift(received_on="")), "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_statement_adds_up(lang: str) -> None:
    document = donors.statement(donor(gift(), gift(received_on="", fen=10_000)), lang)  # type: ignore[arg-type]
    first, second = [b for b in document.blocks if isinstance(b, Grid)]
    assert [row[3] for row in first.rows] == ["365.00", "100.00"]
    assert first.total is not None
    assert first.total.cells[1].text == "465.00"
    assert "365.00" in first.total.cells[0].text
    assert second.rows[0][1:] == ("1,000.00", "400.00", "600.00", "12")


def test_the_sign_in_sheet_has_lines_for_those_unannounced() -> None:
    names = tuple((f"赵样{k}", "东头村") for k in range(3))
    told = gatherings.SessionSheet(
        "课业辅导", "暑假班", "2026-07-01", "村委会", "孙老例", names, "云台镇", "经办人", AT
    )
    document = gatherings.sign_in(told, "zh")
    (form,) = [b for b in document.blocks if isinstance(b, Form)]
    assert len(form.rows) == 1 + 3 + gatherings.SPARE
    assert [row.cells[1].text for row in form.rows[1:4]] == [n for n, _ in names]
    assert form.rows[4].cells[1].text == ""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_paper_can_be_printed(tmp_path: Path, lang: str) -> None:
    told = gatherings.SessionSheet("课业辅导", "", "2026-07-01", "", "", (), "云台镇", "经办人", AT)
    for document in (
        aid_lists.signing(sheet(12), lang, masked=True),  # type: ignore[arg-type]
        aid_lists.publicity(sheet(40), lang),  # type: ignore[arg-type]
        donors.thanks(donor(gift()), lang),  # type: ignore[arg-type]
        donors.statement(donor(), lang),  # type: ignore[arg-type]
        gatherings.sign_in(told, lang),  # type: ignore[arg-type]
    ):
        printed = press.print_out([document])
        assert printed.pages >= 1
        assert not printed.missing
