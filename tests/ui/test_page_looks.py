"""Every page in both languages, all schemes and text sizes: nothing cut, everything named, all reached by Tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import offices
import openpyxl
import pytest
from desk import Key
from looks import assert_every_look
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QTableView, QWidget

from casefiles import exchange
from casefiles.domain.entities import ENTITIES
from casefiles.recording import save
from db import opening

if TYPE_CHECKING:
    from pathlib import Path

    from desk import Desk

PAGES = (
    "today",
    "children",
    "mentors",
    "matching",
    "norms",
    "registers",
    "found",
    "roster",
    "exchange",
    "computers",
    "keysheets",
    "access",
    "accounts",
    "backups",
    "conflicts",
    "tasks",
    "preview",
    "unlock",
    "help_above",
    "open_sheets",
    "rescue",
    "first_office",
)


def show(desk: Desk, page: str) -> None:
    where: dict[str, Any] = {}
    if page == "preview":
        where = {"id": desk.office.queries.register_ids("child")[0]}
    if page == "found":
        where = {"find": "w"}
    if page in ("unlock", "help_above", "open_sheets", "rescue"):
        desk.session.lock()
    desk.open(page, **where)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut(desk: Desk, page: str) -> None:
    show(desk, page)
    assert_every_look(desk.shell)


@pytest.mark.slow
def test_nothing_is_cut_in_a_dry_run(desk: Desk, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "名单"
    rows = (("张练习", "999901201403070016", "长青村"), ("欧阳练习练习", "999901201403070017", "梨园村"))
    for row in (("姓名", "身份证号", "所在村", "没有人认识的一列"), *rows):
        sheet.append(row)
    made.save(tmp_path / "名单.xlsx")
    desk.open("roster", file=str(tmp_path / "名单.xlsx"))
    assert desk.page.plan.wrong_rows == 1
    assert_every_look(desk.shell, given=["身份证号"])


@pytest.mark.slow
def test_nothing_is_cut_in_an_exchange_at_work(desk: Desk, tmp_path: Path) -> None:
    opening.new_office(
        tmp_path / "county",
        name="青石县（演示）民政局",
        code="999901",
        level="county",
        login="clerk",
        user_name="赵经办",
        passphrase=offices.PASSPHRASE,
        clock=offices.FixedClock(),
        cost=offices.CHEAP,
    )
    county = offices.open_at(tmp_path / "county")
    stick = tmp_path / "stick"
    stick.mkdir()
    exchange.accept_card(desk.office, exchange.write_card(county, stick))
    exchange.accept_card(county, exchange.write_card(desk.office, stick))
    exchange.import_file(county, exchange.export(desk.office, "999901", stick).path)
    child = county.queries.register_ids("child")[0]
    for office, name in ((desk.office, "张镇例"), (county, "张县例")):
        save(office, ENTITIES["child"], {"name": name}, child)
    exchange.export(county, offices.TOWN, stick)
    county.ledger.close()
    (stick / "坏了的.tgx").write_bytes(b"not a package")
    desk.open("exchange").use(stick)
    desk.page.import_button.click()
    desk.settle()
    assert sorted(r.state for r in desk.page.results) == ["done", "refused"]
    assert desk.office.queries.conflicts()
    results = desk.page.results

    def again() -> None:
        desk.page.results = results
        desk.page.use(stick)
        desk.page.reload()

    assert_every_look(desk.shell, again)


@pytest.mark.slow
def test_nothing_is_cut_in_messages_before_the_office_is_open(locked_desk: Desk, tmp_path: Path) -> None:
    desk = locked_desk

    def wrong() -> None:
        desk.until(lambda: desk.page.open_button.isEnabled())
        desk.session.wrong = 2
        desk.page.passphrase.setText("wrong")
        desk.page.unlock()
        desk.settle()

    assert_every_look(desk.shell, wrong)
    desk.session.folder = tmp_path / "empty"
    desk.session.begin()
    assert_every_look(desk.shell, lambda: desk.page.make())
    assert desk.page.problem.isVisible()


def reachable(shell: QWidget) -> set[QWidget]:
    """What a person can do something with."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QTableView)
    return {
        w
        for w in shell.findChildren(QWidget)
        if isinstance(w, kinds)
        and w.isVisible()
        and w.isEnabled()
        and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and w.focusProxy() is None
    }


@pytest.mark.parametrize("page", PAGES)
def test_tab_reaches_everything_and_is_never_caught(desk: Desk, page: str) -> None:
    show(desk, page)
    wanted = reachable(desk.shell)
    chips = {b for b in wanted if b.property("kind") in {"chip", "nav"}}  # arrow keys move within these
    order: list[QWidget] = []
    for _step in range(3 * len(wanted) + 40):
        order.append(desk.focused)
        desk.press(Key.Key_Tab)
        if desk.focused is order[0]:
            break
    else:
        raise AssertionError(f"Tab never comes round; at the end {order[-6:]}")
    missed = [w.accessibleName() or type(w).__name__ for w in wanted - chips - set(order)]
    assert not missed
    for _step in range(len(order)):
        desk.press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert desk.focused is order[0], "the way back is the way forth"
    assert QApplication.focusWidget() is not None


@pytest.mark.parametrize("page", ["children", "mentors", "matching", "roster", "exchange"])
def test_tab_goes_as_one_reads(desk: Desk, page: str) -> None:
    """Within a page: no step leads up by more than a row, unless into the next column."""
    show(desk, page)
    host = desk.page
    first, last, upwards = desk.focused, None, []
    for _step in range(120):
        here = desk.focused
        if host.isAncestorOf(here) and last is not None and host.isAncestorOf(last):
            a, b = last.mapTo(host, last.rect().topLeft()), here.mapTo(host, here.rect().topLeft())
            if b.y() < a.y() - 30 and b.x() <= a.x() and not (last.width() > host.width() // 3):
                upwards.append((last.accessibleName(), here.accessibleName()))
        last = here
        desk.press(Key.Key_Tab)
        if desk.focused is first:
            break
    assert len(upwards) <= 1, upwards  # once round
