"""An erasure that waits here, and one that is not done elsewhere, stand among the tasks and lead to what they say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desk import Key
from looks import assert_every_look

from casefiles.domain.changes import Edit
from casefiles.domain.erasure import STILL, WAITING
from casefiles.domain.ids import new_id
from ui import words_today

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
    whole = words_today.TASK_KINDS["erase_still"]("zh", name="青儿保〔2026〕3号", offices="999901102")
    assert any(one and one != "青儿保〔2026〕3号" and one in whole for one in desk.words())
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place == ("registers", {"entity": "erasure"})


def test_nothing_is_cut(desk: Desk) -> None:
    told(desk)
    desk.open("tasks")
    assert_every_look(desk.shell)
