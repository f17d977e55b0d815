"""A ledger of several records in the preview, and a roster of visits in the window."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import openpyxl
from desk import CONTROL, Key
from PySide6.QtCore import Qt

from casefiles import printing
from casefiles.domain import conditions
from casefiles.domain.entities import ENTITIES
from ui import register_tools
from ui import words_filters as w
from ui.export_drawer import ExportDrawer
from ui.pages import preview
from ui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from desk import Desk

SHIFT_CONTROL = CONTROL | Qt.KeyboardModifier.ShiftModifier


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


def test_a_register_is_printed_as_it_is_listed(desk: Desk) -> None:
    """Filtered, sorted, in the order of the screen, with what was chosen said on the paper; marked rows alone."""
    register = desk.open("registers", entity="visit").register
    home = conditions.Condition("kind", conditions.IS, ("home",))
    register.narrow((home,))
    desk.settle()
    register.view.setFocus()
    desk.press(Key.Key_2, CONTROL)  # by the name of the child
    desk.settle()
    listed = list(register.model.ids)
    assert listed == desk.office.queries.register_ids("visit", "all", register.sort, where=[home])
    assert register.sort
    desk.press(Key.Key_P, SHIFT_CONTROL)
    desk.settle()
    page = desk.page
    assert desk.shell.place[0] == "preview"
    assert (page.paper.name, page.rows) == ("ledger-visit", listed)
    assert "走访方式 是 " in page.filters
    assert page.document.pageCount() > 1
    desk.shell.back()
    desk.settle()
    register = desk.page.register
    register.view.setFocus()
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Space)
    desk.button(w.PRINT_TIP("zh")).click()
    desk.settle()
    assert desk.page.rows == listed[:2]


def test_a_list_too_long_for_paper_is_offered_as_a_sheet(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_tools, "MOST_PRINTED", 3)
    register = desk.open("registers", entity="visit").register
    register.view.setFocus()
    desk.press(Key.Key_P, SHIFT_CONTROL)
    desk.settle()
    assert desk.shell.place[0] == "registers"
    assert isinstance(desk.shell.drawn, ExportDrawer)
    assert desk.shell.toasted is not None
    desk.shell.drawer(None)


def test_a_long_ledger_says_how_far_it_is_and_can_be_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "LONG", 5)
    ids = [r.id for r in desk.office.queries.select("visit", limit=120)]
    heard: list[tuple[int, int]] = []
    show = ProgressStrip.show_step
    monkeypatch.setattr(
        ProgressStrip, "show_step", lambda self, i, n, text: (heard.append((i, n)), show(self, i, n, text))
    )
    page = desk.open("preview", ids=ids, paper="ledger-visit")
    assert heard
    assert all(0 <= i <= n for i, n in heard)
    assert not page.progress.isVisible()
    stopped: list[bool] = []

    def stop(_office: object, *_more: object, told: Callable[[int, int], object], **_named: object) -> None:
        told(1, 2)
        begun.set()
        assert gate.wait(20)
        told(2, 2)
        stopped.append(False)

    begun, gate = threading.Event(), threading.Event()
    monkeypatch.setattr(preview.printing, "preview", stop)
    desk.shell.open("preview", ids=ids[:50], paper="ledger-visit")
    assert begun.wait(20)
    assert page.progress.isVisible()
    page.progress.stop.click()
    gate.set()
    desk.settle()
    assert not stopped
    assert not page.progress.isVisible()
