"""Workbooks of every kind, and files that are none."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from casefiles.domain.problems import Refusal
from casefiles.edges import workbook
from casefiles.edges.workbook import limits
from tests.roster.books import BOY, book

DATA = Path(__file__).parent / "data"
ROWS = [["姓名", "性别", "身份证号"], ["王小样", "男", BOY]]


def code_of(source: bytes | Path) -> str:
    with pytest.raises(Refusal) as refused:
        workbook.read(source, "名册.xlsx")
    (problem,) = refused.value.problems
    assert problem.say("zh")
    assert problem.say("en")
    return problem.code


def test_an_xlsx_keeps_row_numbers_numbers_and_dates() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet["B3"], sheet["C3"], sheet["D3"] = "王小样", dt.datetime(2014, 3, 7), 10012345678
    sheet["B4"] = True
    kept = io.BytesIO()
    made.save(kept)
    (read,) = workbook.read(kept.getvalue())
    assert read.at(2, 1) == "王小样"
    assert read.at(2, 2) in (dt.date(2014, 3, 7), dt.datetime(2014, 3, 7))
    assert read.at(2, 3) == 10012345678.0
    assert read.at(3, 1) is True
    assert read.at(99, 99) is None


def test_an_old_xls_whatever_it_is_called(tmp_path: Path) -> None:
    data = (DATA / "old.xls").read_bytes()
    for name in ("名册.xls", "名册.xlsx", "名册.et", "名册.csv"):
        (tmp_path / name).write_bytes(data)
        (read,) = workbook.read(tmp_path / name)
        assert read.at(0, 0) == "云台镇儿童花名册"
        assert read.merges == ((0, 0, 0, 6),)
        assert read.at(2, 2) == dt.date(2014, 3, 7)
        assert read.at(3, 2) == 41705


def test_an_xlsx_called_xls(tmp_path: Path) -> None:
    (tmp_path / "名册.xls").write_bytes(book(*ROWS))
    (read,) = workbook.read(tmp_path / "名册.xls")
    assert read.at(1, 2) == BOY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in [*ROWS, ["李㐂𠮷", "女", '"一,二\n三"']])
    (read,) = workbook.read(text.encode(encoding))
    assert [list(row) for row in read.rows[:2]] == ROWS
    assert read.at(2, 0) == "李㐂𠮷"
    assert read.at(2, 2) == "一,二\n三"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_html_that_a_web_system_saved_as_xls(encoding: str) -> None:
    html = f"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type
        content="text/html; charset={"gb2312" if encoding == "gb18030" else encoding}"><style>td {{}}</style></head>
        <body><table><tr><td colspan=3>花名册</td></tr><tr><th rowspan=2>姓名<th>性别</th><th>身份证号</th></tr>
        <tr><td>甲</td><td>乙</td></tr><tr><td>王&nbsp;小样<br>二</td><td></td><td>{BOY}</td></tr></table></body>"""
    (read,) = workbook.read(html.encode(encoding))
    assert read.rows[0] == ["花名册", None, None]
    assert read.rows[1] == ["姓名", "性别", "身份证号"]
    assert read.rows[2] == [None, "甲", "乙"]
    assert read.rows[3] == ["王 小样\n二", "", BOY]
    assert read.merges == ((0, 0, 0, 2), (1, 0, 2, 0))


def test_a_password_is_told_from_damage() -> None:
    assert code_of(DATA / "password.xlsx") == "WORKBOOK_PASSWORD"
    assert code_of(DATA / "password.xls") == "WORKBOOK_PASSWORD"


def test_files_that_are_no_workbooks(tmp_path: Path) -> None:
    whole = book(*ROWS)
    assert code_of(whole[: len(whole) // 2]) == "NOT_A_WORKBOOK"
    assert code_of((DATA / "old.xls").read_bytes()[:2000]) == "NOT_A_WORKBOOK"
    assert code_of(b"\x89PNG\r\n\x1a\n" + bytes(range(256))) == "NOT_A_WORKBOOK"
    assert code_of(b"%PDF-1.7\n1 0 obj") == "NOT_A_WORKBOOK"
    assert code_of(b"<html><body><p>no table</p></body></html>") == "NOT_A_WORKBOOK"
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert code_of(zipped.getvalue()) == "NOT_A_WORKBOOK"
    assert code_of(tmp_path / "none.xlsx") == "CANNOT_READ"
    assert code_of(tmp_path) == "CANNOT_READ"


def test_empty_workbooks() -> None:
    assert code_of(b"") == "WORKBOOK_EMPTY"
    assert code_of(b"\xef\xbb\xbf\r\n,,\r\n") == "WORKBOOK_EMPTY"
    assert code_of(book()) == "WORKBOOK_EMPTY"


def test_one_cell_in_the_last_corner_is_refused_and_does_not_abort() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "姓名", "x"
    kept = io.BytesIO()
    made.save(kept)
    assert code_of(kept.getvalue()) == "NOT_A_WORKBOOK"


def test_formatted_but_empty_corners_do_no_harm() -> None:
    kept = io.BytesIO()
    made = xlsxwriter.Workbook(kept)
    sheet = made.add_worksheet()
    for down, row in enumerate(ROWS):
        sheet.write_row(down, 0, row)
    sheet.write_blank(1_048_575, 16_383, None, made.add_format({"bg_color": "#ffff00"}))
    made.close()
    (read,) = workbook.read(kept.getvalue())
    assert read.at(1, 0) == "王小样"


def bomb(packed_size: int, *, claimed: int | None = None) -> bytes:
    """An xlsx whose shared strings unpack to `packed_size` bytes; the directory may claim another size."""
    whole = io.BytesIO(book(*ROWS))
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b"\0" * packed_size)
    data = bytearray(whole.getvalue())
    if claimed is not None:
        entry = data.rindex(b"PK\x01\x02")
        data[entry + 24 : entry + 28] = struct.pack("<I", claimed)
    return bytes(data)


@pytest.mark.parametrize("claimed", [None, 10])
def test_a_zip_bomb_is_counted_by_what_comes_out(
    monkeypatch: pytest.MonkeyPatch, claimed: int | None
) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED", 4 << 20)
    assert limits.look(bomb(1 << 20))
    assert code_of(bomb(16 << 20, claimed=claimed)) == "NOT_A_WORKBOOK"


def test_a_file_too_large_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "big.xlsx").open("wb") as file:
        file.truncate(limits.MAX_FILE + 1)
    assert code_of(tmp_path / "big.xlsx") == "NOT_A_WORKBOOK"


def test_formulas_come_as_their_last_value() -> None:
    kept = io.BytesIO()
    made = xlsxwriter.Workbook(kept)
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "性别"])
    sheet.write_formula(1, 0, '="王"&"小样"', None, "王小样")
    made.close()
    (read,) = workbook.read(kept.getvalue())
    assert read.at(1, 0) == "王小样"
