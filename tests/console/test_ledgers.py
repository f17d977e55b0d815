"""Ledgers and rosters of any register from the command line."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pypdf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call


def filled(call: Call, office: Path) -> list[str]:
    ids = []
    for name, village in (("王小样", "石门村"), ("李小样", "河东村"), ("孙小样", "石门村")):
        draft = (f"name={name}", f"village={village}", "phone=10012345678", "birth_date=2014-03-07")
        ids.append(call("--json", "add", "child", *draft, office=office).data["id"])
    for child in ids:
        call("add", "visit", f"child={child}", "on=2026-01-05", "kind=home", "contact=child", office=office)
    return ids


def text_of(path: Path) -> str:
    return "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages)


def test_a_ledger_of_what_was_chosen(call: Call, office: Path, tmp_path: Path) -> None:
    ids = filled(call, office)
    out = tmp_path / "ledger.pdf"
    done = call("--json", "print", "ledger-child", "--where", "village=石门村", "--out", out, office=office)
    assert done.data["files"] == [str(out)]
    said = text_of(out)
    assert "王小样" in said
    assert "孙小样" in said
    assert "李小样" not in said
    assert "石门村" in said
    folder = tmp_path / "papers"
    done = call("--json", "print", "ledger-visit", "--where", f"child={ids[1]}", "--out", folder, office=office)
    assert done.data["files"] == [str(folder / "ledger-visit.pdf")]
    assert "李小样" in text_of(folder / "ledger-visit.pdf")
    assert call("--json", "print", "ledger-visit", ids[0], "--out", out, office=office).codes == ["WRONG_KIND"]
    assert call("--json", "print", "ledger-fund", "--all", "--out", out, office=office).codes == ["NOTHING_TO_PRINT"]
    assert "ledger-visit" in call("papers").out


def test_a_workbook_of_visits(call: Call, office: Path, tmp_path: Path) -> None:
    filled(call, office)
    template = tmp_path / "template.xlsx"
    assert call("roster", "--as", "visit", "--template", template, office=office).code == 0
    book = openpyxl.load_workbook(template)
    headers = [c.value for c in book.worksheets[0][1]]
    row = {"儿童姓名 (child_name)": "李小样", "走访日期 (on)": "2026-02-05", "走访方式 (kind)": "入户走访",
           "是否见到 (contact)": "见到儿童"}  # fmt: skip
    book.worksheets[0].append([row.get(str(h)) for h in headers])
    book.worksheets[0].append([{**row, "儿童姓名 (child_name)": "没有样"}.get(str(h)) for h in headers])
    book.save(template)
    dry = call("--json", "roster", template, "--as", "visit", office=office).data
    assert (dry["new"], dry["wrong_rows"], dry["wrong"][0]["code"]) == (1, 1, "ROSTER_NO_OWNER")
    report = tmp_path / "report.xlsx"
    call("roster", template, "--as", "visit", "--apply", "--report", report, office=office)
    assert report.exists()
    assert call("--json", "list", "visit", "--count", office=office).data == {"count": 4}
    again = call("--json", "roster", template, "--as", "visit", office=office).data
    assert (again["new"], again["same"]) == (0, 1)
    assert call("--json", "roster", template, "--as", "office", office=office).codes == ["UNKNOWN_ENTITY"]


def test_a_character_that_no_font_has_is_named_by_its_number(office: Path, call: Call, tmp_path: Path) -> None:
    """It is drawn as a box, so whoever prints it has to be told which one it was."""
    child = call("--json", "add", "child", "name=\U00032000样", office=office).data["id"]
    done = call("print", "dossier", child, "--out", tmp_path / "one.pdf", office=office)
    assert "U+32000" in done.err
    assert "方框" in done.err
    assert "U+32000" in call("missing-glyphs", office=office).out
