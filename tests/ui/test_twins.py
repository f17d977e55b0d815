"""Looking through the register in the window: the list, its search, both files side by side, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import Key
from PySide6.QtWidgets import QPushButton, QWidget

from casefiles import duplicates, recording
from casefiles.domain.entities import ENTITIES
from ui.widgets import Toast

if TYPE_CHECKING:
    from desk import Desk


def twice(desk: Desk) -> tuple[str, str]:
    office = desk.office
    one = office.queries.register_ids("child")[3]
    values = office.queries.get(one).values  # type: ignore[union-attr]
    draft = {n: str(values[n]) for n in ("name", "birth_date", "sex", "village") if values.get(n)}
    return one, recording.save(office, ENTITIES["child"], draft).id


def test_search_and_look_at_both_by_keyboard(desk: Desk) -> None:
    one, two = twice(desk)
    page = desk.open("worklists", worklist="twins")
    go = page.findChild(QPushButton, "search-twins")
    assert go is not None
    assert "还没有查找过" in desk.words()
    desk.tab_to(go)
    desk.press(Key.Key_Space)
    desk.settle()
    assert {one, two} in [{t.one.id, t.other.id} for t in duplicates.kept(desk.office)]
    assert "可能相同的档案" in desk.shell.findChild(Toast).text
    n = page.counts["twins"]
    assert n >= 1
    page.focus_first()
    desk.press(Key.Key_Right)
    found = [b for b in page.card.findChildren(QPushButton, "open-line") if b.isVisible()]
    assert len(found) == n
    assert desk.focused in found
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place[0] == "merge"
    assert {desk.page.stays, desk.page.gone} in [{t.one.id, t.other.id} for t in duplicates.kept(desk.office)]


def test_a_search_that_is_stopped_keeps_what_was_found(desk: Desk) -> None:
    twice(desk)
    kept = duplicates.look_through(desk.office)
    page = desk.open("worklists", worklist="twins")
    bar = page.findChild(QPushButton, "search-twins").parentWidget()
    assert isinstance(bar, QWidget)
    bar.search()  # type: ignore[attr-defined]
    bar.strip.cancel()  # type: ignore[attr-defined]
    desk.settle()
    assert len(duplicates.kept(desk.office)) == len(kept)
