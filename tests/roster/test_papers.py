"""The template and the report, opened with another library."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from casefiles import roster
from casefiles.edges import workbook
from casefiles.roster.columns import slots
from tests.roster.books import BOY, book, counts, sheets

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from casefiles.domain.words import Lang
    from casefiles.office import Office

RED, YELLOW = "FFF8C9C4", "FFFFF1B8"


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def colour(sheet: Worksheet, cell: str) -> str:
    fill = sheet[cell].fill
    return str(fill.start_color.rgb) if fill.fill_type == "solid" else ""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("entity", roster.IMPORTABLE)
def test_a_template_has_headers_lists_and_text_columns(entity: str, lang: Lang) -> None:
    made = opened(roster.template(entity, lang))
    sheet = made.worksheets[0]
    headers = [c.value for c in sheet[1]]
    assert headers == [s.header for s in slots(entity)]
    lists = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert len(lists) == sum(1 for s in slots(entity) if s.field.kind.name in {"choice", "choices", "yesno"})
    assert len(made.worksheets) == 3
    guide = [[c.value for c in row] for row in made.worksheets[1].iter_rows()]
    assert [row[0] for row in guide[1 : len(headers) + 1]] == headers
    assert all(row[2] for row in guide[1:])


def test_the_template_of_children_offers_the_words_that_are_understood(office: Office) -> None:
    for lang in ("zh", "en"):
        made = opened(roster.template("child", lang))
        offered = made.worksheets[2]
        by_header = {s.header: s for s in slots("child")}
        for column in offered.iter_cols(values_only=True):
            slot = by_header[str(column[0])]
            for word in column[1:]:
                if word is not None:
                    assert slot.field.kind.parse(str(word), office.clock.today()) is not None
    sex = next(v for v in made.worksheets[0].data_validations.dataValidation if "Choices" in str(v.formula1))
    assert str(sex.formula1).startswith("Choices!$") or str(sex.formula1).startswith("'Choices'!$")


def test_a_filled_template_is_read_and_its_other_sheets_are_not(office: Office) -> None:
    made = opened(roster.template("child"))
    sheet = made.worksheets[0]
    at = {s.key: n for n, s in enumerate(slots("child"), 1)}
    sheet.cell(2, at["name"], "王小样")
    sheet.cell(2, at["id_number"], BOY)
    sheet.cell(2, at["category"], "留守儿童")
    kept = io.BytesIO()
    made.save(kept)
    plan = roster.plan(office, roster.read(kept.getvalue()))
    assert counts(plan) == (1, 1, 0, 0, 0)
    assert plan.ignored == ()


def test_the_examples_of_the_instructions_are_right(office: Office) -> None:
    guide = [[c.value for c in row] for row in opened(roster.template("child")).worksheets[1].iter_rows()]
    given = {str(row[0]): row[3] for row in guide[1:] if row[3]}
    assert "姓名 (name)" in given
    plan = roster.plan(office, sheets(list(given), list(given.values())))
    assert counts(plan) == (1, 1, 0, 0, 0)
    assert plan.ignored == ()


def test_text_columns_are_text() -> None:
    made = opened(roster.template("child"))
    sheet = made.worksheets[0]
    for key in ("id_number", "phone", "guardian_phone", "father_id_number"):
        letter = next(sheet.cell(1, n).column_letter for n, s in enumerate(slots("child"), 1) if s.key == key)
        widths = next(
            d for d in sheet.column_dimensions.values()
            if (d.min or 0) <= openpyxl.utils.column_index_from_string(letter) <= (d.max or 0)
        )  # fmt: skip
        assert widths.number_format == "@"


def test_the_report_is_the_same_workbook_with_its_wrong_cells_marked(office: Office) -> None:
    rows = [
        ["云台镇花名册"], ["序号", "姓名", "性别", "身份证号", "联系电话"], [1, "王小样", "女", BOY, 10012345678],
        [2, "李示例", "雄", "999901201403070017", "=1+1"], [], [3, "赵示例", None, None, None],
    ]  # fmt: skip
    data = book(*rows, merges=["A1:E1"], more={"封面": [["云台镇"]]})
    plan = roster.plan(office, roster.read(data))
    made = opened(roster.report(plan))
    sheet = made["儿童"]
    assert made.sheetnames == ["儿童", "封面"]
    assert [sheet.cell(2, n).value for n in range(1, 8)] == [*rows[1], "结果 (result)", "原因 (reason)"]
    assert sheet["A1"].value == "云台镇花名册"
    assert sheet["E3"].value == 10012345678
    assert [colour(sheet, c) for c in ("C4", "D4", "B4", "C3", "D3")] == [RED, RED, "", YELLOW, ""]
    assert "校验位" in sheet["D4"].comment.text
    assert sheet["F4"].value == "有误，未导入"
    assert "性别" in sheet["G4"].value
    assert "身份证号" in sheet["G4"].value
    assert sheet["F3"].value == "新增"
    assert sheet["F6"].value == "新增"
    assert sheet["F5"].value is None
    english = opened(roster.report(plan, "en"))["儿童"]
    assert english["F4"].value == "Wrong, not imported"
    assert "check digit" in english["D4"].comment.text


def test_nothing_in_a_report_is_a_formula(office: Office) -> None:
    text = '姓名,现住址,联系电话\n"=HYPERLINK(""http://x"",""y"")",=1+1,+cmd|x\n王小样,@SUM(A1),-2+3\n'
    plan = roster.plan(office, roster.read(text.encode()))
    made = openpyxl.load_workbook(io.BytesIO(roster.report(plan)))
    for sheet in made.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
    listed = openpyxl.load_workbook(
        io.BytesIO(workbook.write_list("表", ["姓名"], [["=1+1"], ["http://x.example"]]))
    )
    assert [c.data_type for c in listed.worksheets[0]["A"]] == ["s", "s", "s"]
    assert listed.worksheets[0]["A3"].hyperlink is None


def test_a_report_put_right_can_be_imported_again(office: Office) -> None:
    plan = roster.plan(office, sheets(["姓名", "性别"], ["王小样", "雄"], ["李示例", "女"]))
    roster.apply(office, plan)
    made = opened(roster.report(plan))
    made.worksheets[0]["B2"] = "男"
    kept = io.BytesIO()
    made.save(kept)
    again = roster.plan(office, roster.read(kept.getvalue()))
    assert counts(again) == (2, 1, 0, 1, 0)
    assert again.ignored == ()
    third = opened(roster.report(again)).worksheets[0]
    assert [c.value for c in third[1]] == ["姓名", "性别", "结果 (result)", "原因 (reason)"]


def test_a_missing_column_is_marked_at_the_row(office: Office) -> None:
    plan = roster.plan(office, sheets(["姓名", "父亲电话"], ["王小样", "10012345678"]))
    sheet = opened(roster.report(plan)).worksheets[0]
    assert colour(sheet, "A2") == RED
    assert "父亲姓名 (father_name)" in sheet["A2"].comment.text


def test_sheets_of_any_name_and_two_of_one_name(office: Office) -> None:
    page = workbook.Page(workbook.Sheet("a/b[c]:*?\\'", [["姓名"]]))
    long = workbook.Page(workbook.Sheet("长" * 40, [["姓名"]]))
    made = opened(
        workbook.write_report([page, page, long, long, workbook.Page(workbook.Sheet("", [["x"]]))], "x")
    )
    assert len(set(made.sheetnames)) == 5


def test_a_list_has_a_title_a_filter_and_dates(office: Office) -> None:
    made = opened(workbook.write_list("儿童", ["姓名", "生日"], [["王小样", office.clock.today()]], "名册"))
    sheet = made.worksheets[0]
    assert sheet["A1"].value == "名册"
    assert sheet["B3"].is_date
    assert sheet.auto_filter.ref == "A2:B3"
