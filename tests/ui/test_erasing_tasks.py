"""An erasure that waits here, and one that is not done elsewhere, stand among the tasks and lead to what they say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desk import Key
from looks import assert_every_look
from PySide6.QtWidgets import QPushButton

from casefiles.domain.changes import Edit
from casefiles.domain.erasure import HERE, STILL, WAITING
from casefiles.domain.ids import new_id
from ui import words_erased, words_today
from ui.task_places import task_text

if TYPE_CHECKING:
    from desk import Desk

    from ui.pages.tasks import TasksPage


def told(desk: Desk) -> tuple[str, str]:
    """A file whose erasure waits here, and an order that an office has not obeyed."""
    office = desk.office
    child, order = office.queries.register_ids("child")[0], new_id("eo", office.clock.now_ms())
    said = {"record": "c-00000000000000000zz", "reason": "withdrawn", "on": "2026-11-01", "paper": "青儿保〔2026〕3号"}
    office.ledger.write([Edit("erasure", order, dict(said), ())], "clerk")
    office.ledger.keep_setting(WAITING, json.dumps({child: order}))
    done = {"files": 2, "at": office.clock.now_ms(), "by": "青石县"}
    office.ledger.keep_setting(HERE, json.dumps({order: done}))
    office.ledger.keep_setting(STILL, json.dumps({order: ["999901102"]}))
    return child, order


def test_what_waits_leads_to_the_file(desk: Desk) -> None:
    child, order = told(desk)
    page: TasksPage = desk.open("tasks", kind="erase_waits")
    assert page.list.current == f"erase_waits {child}"
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[:1] == ("child",)
    found = desk.office.queries.get(child)
    assert found is not None
    desk.office.ledger.write([Edit("child", child, {"closed_on": "2026-11-20"}, found.heads)], "clerk")
    assert {t.kind for t in desk.office.queries.tasks() if t.kind.startswith("erase_")} == {"erase_still"}
    page = desk.open("tasks", kind="erase_still")
    assert page.list.current == f"erase_still {order}"
    whole = words_today.TASK_KINDS["erase_still"]("zh", name="青儿保〔2026〕3号", offices="柳河镇")
    assert task_text(desk.shell, page.tasks[page.list.current]) == whole
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place == ("registers", {"entity": "erasure"})


def test_what_was_erased_here_stands_until_somebody_dealt_with_the_papers(desk: Desk) -> None:
    _, order = told(desk)
    page: TasksPage = desk.open("tasks", kind="erased_here")
    assert page.list.current == f"erased_here {order}"
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "exchange"
    assert words_erased.TITLE("zh") in desk.words()
    said = "2 份档案（原因：监护人撤回同意；决定日期：2026-11-01，青儿保〔2026〕3号）"
    assert said in desk.words()
    (done,) = [b for b in desk.page.findChildren(QPushButton) if "2 份档案" in b.accessibleName()]
    done.setFocus()
    desk.press(Key.Key_Space)
    desk.settle()
    assert words_erased.TITLE("zh") not in desk.words()
    assert not [t for t in desk.office.queries.tasks() if t.kind == "erased_here"]


def test_nothing_is_cut(desk: Desk) -> None:
    told(desk)
    desk.open("tasks")
    assert_every_look(desk.shell)


def test_nothing_is_cut_on_the_exchange_page(desk: Desk) -> None:
    told(desk)
    desk.open("exchange")
    assert_every_look(desk.shell)
