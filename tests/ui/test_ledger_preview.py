"""A ledger of several records in the preview, and a roster of visits in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

from casefiles import printing
from casefiles.domain.entities import ENTITIES

if TYPE_CHECKING:
    from pathlib import Path

    from desk import Desk


def test_a_ledger_is_previewed_saved_and_come_back_to(desk: Desk, tmp_path: Path) -> None:
    ids = [r.id for r in desk.office.queries.select("visit", limit=30)]
    page = desk.open("preview", ids=ids, paper="ledger-visit", filters="走访方式=入户走访")
    assert page.document.pageCount() > 1
    assert printing.PAPERS["ledger-visit"].label("zh") in page.head.title.text()
    page.masked.setChecked(False)
    desk.settle()
    path = tmp_path / "ledger.pdf"
    page.save_as(path)
    desk.settle()
    assert path.read_bytes().startswith(b"%PDF")
    desk.shell.set_look(lang="en")
    desk.settle()
    assert desk.page.rows == ids
    assert desk.page.filters == "走访方式=入户走访"
    child = desk.office.queries.register_ids("child")[0]
    desk.open("preview", id=child)
    assert desk.shell.place == ("preview", {"id": child})
    assert desk.page.paper.name == "dossier"


def test_a_workbook_of_visits_is_chosen_seen_and_written(desk: Desk, tmp_path: Path) -> None:
    child = desk.office.queries.register_rows("child", desk.office.queries.register_ids("child")[:1])[0]
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["儿童档案编号", "走访日期", "走访方式", "是否见到"])
    sheet.append([child["number"], "2026-11-02", "入户走访", "见到儿童"])
    sheet.append(["999901101-2026-99999", "2026-11-02", "入户走访", "见到儿童"])
    path = tmp_path / "visits.xlsx"
    made.save(path)
    before = desk.office.queries.count("visit")
    page = desk.open("roster", file=str(path), entity="visit")
    desk.settle()
    assert page.what.currentText() == ENTITIES["visit"].plural("zh")
    assert page.plan is not None
    assert (page.plan.new, page.plan.wrong_rows) == (1, 1)
    assert [(r.code, r.column) for r in page.plan.wrong] == [("ROSTER_NO_OWNER", "儿童档案编号")]
    assert page.plan.wrong[0].value == "999901101-2026-99999"
    page.apply_button.click()
    desk.settle()
    assert desk.office.queries.count("visit") == before + 1
