"""A stack of papers entered with the keyboard alone: thirty visits with different outcomes, each record checked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import offices
import pytest
from keyboard import commit, focused, press, type_text
from PySide6.QtCore import QPoint, Qt

from casefiles import recording, visiting
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import made_ms, new_id
from casefiles.domain.visit import LATE_DAYS, days_late
from ui.pages import PAGES
from ui.preferences import Preferences
from ui.visit_stack import STACK, Stack
from ui.widgets.panels import area_over
from ui.window import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from casefiles.office import Office
    from casefiles.ports import Record

VISIT_PAGES = tuple(spec for spec in PAGES if spec.name in ("visit", "child", "today"))
Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier
KINDS = ("home", "school", "phone", "video", "family_call", "other")
CONTACTS = ("child", "carer_only", "none")
STATES = ("good", "fair", "attention")
REASONS = (
    "nobody_home",
    "child_out",
    "at_school",
    "moved",
    "refused",
    "not_found",
    "no_answer",
    "number_wrong",
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = offices.open_at(offices.copy_to(tmp_path / "office"))
    yield made
    made.ledger.close()


class Hour:
    """A clock a test sets."""

    def __init__(self) -> None:
        self.at = offices.NOW

    def __call__(self) -> dt.datetime:
        return self.at


@pytest.fixture
def hour() -> Hour:
    return Hour()


@pytest.fixture
def window(office: Office, show: Callable[[Shell], Shell], tmp_path: Path, qtbot: QtBot, hour: Hour) -> Shell:
    made = show(Shell(office, Preferences(tmp_path / "settings"), pages=VISIT_PAGES, now=hour))
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def children(office: Office) -> list[Record]:
    found = office.queries.select("child")
    return [c for c in found if c.values.get("id_number") and not c.values.get("closed_on")]


def take(entry: Any, child: Record, qtbot: QtBot) -> None:
    """Find a child by the last digits of the card."""
    qtbot.waitUntil(lambda: focused().objectName() == "input-child")
    with qtbot.waitSignal(entry.picker.chosen):
        type_text(str(child.values["id_number"])[-8:])
        press(Key.Key_Return)
    assert entry.child == child.id


def save_next(entry: Any, qtbot: QtBot) -> Record:
    with qtbot.waitSignal(entry.saved) as saved:
        press(Key.Key_Return, Control | Shift)
    found = entry.shell.office.queries.get(saved.args[0].id)
    assert found is not None
    return found


@pytest.mark.journey
def test_thirty_papers_without_the_mouse(window: Shell, office: Office, qtbot: QtBot, hour: Hour) -> None:
    window.open("visit")
    page: Any = window.page
    entry = page.entry
    press(Key.Key_F6)  # how many there are
    type_text("30")
    qtbot.waitUntil(lambda: entry.stack.of == 30)
    window.page.focus_first()  # type: ignore[union-attr]
    who = children(office)
    before = office.queries.count("visit")
    wanted = []
    assert entry.repeated.names == ()
    for n in range(30):
        child = who[n % len(who)]
        day = offices.TODAY - dt.timedelta(days=n + 1)
        kind, contact, state = KINDS[n % 6], CONTACTS[n % 3], STATES[n % 3]
        reason = REASONS[n % 8] if contact == "none" else None
        take(entry, child, qtbot)
        qtbot.waitUntil(lambda: focused().objectName() == "input-on")
        assert entry.repeated.names == (("on", "kind") if n else ())
        if n % 3:  # three papers of a day lie together: the date is confirmed by going on
            day = dt.date.fromisoformat(wanted[-1][2])
        else:
            type_text(f"{day:%m%d}")
        press(Key.Key_Return)
        assert "on" not in entry.repeated.names
        type_text(str(KINDS.index(kind) + 1))
        if kind == "family_call":
            type_text("3")
        type_text(str(CONTACTS.index(contact) + 1))
        if reason:
            type_text(str(REASONS.index(reason) + 1))
        type_text(str(STATES.index(state) + 1))
        commit(f"第{n + 1}张纸。")
        hour.at += dt.timedelta(seconds=40)
        found = save_next(entry, qtbot)
        wanted.append((found.id, child.id, day.isoformat(), kind, contact, reason, state, f"第{n + 1}张纸。"))
    assert office.queries.count("visit") == before + 30
    for row, *values in wanted:
        stands = office.queries.get(row)
        assert stands is not None
        names = ("child", "on", "kind", "contact", "no_contact", "state", "summary")
        assert stands.values["called"] == ("both" if stands.values["kind"] == "family_call" else None)
        assert [stands.values[n] for n in names] == values
    assert entry.stack.entered == tuple(row for row, *_ in wanted)
    assert "30 / 30" in page.bar.said.text()
    assert "录完" in page.bar.said.text()
    assert f"{round(30 * 40 / 60)} 分钟" in page.bar.said.text()
    assert page.list.count() == 30
    assert "第30张" not in page.list.item(0).text()
    # it is on disk with the last visit, and another window goes on from there
    kept = Stack.read(office.ledger.setting(STACK), hour.at)
    assert kept.entered == entry.stack.entered
    assert kept.of == 30


def test_what_is_carried_over_says_so_until_one_has_gone_on(
    window: Shell, office: Office, qtbot: QtBot
) -> None:
    window.open("visit")
    page: Any = window.page
    entry = page.entry
    one, two, three = children(office)[:3]
    take(entry, one, qtbot)
    type_text("1103")
    press(Key.Key_Return)
    for digit in "111":
        type_text(digit)
    commit("帮忙贴了春联。")
    save_next(entry, qtbot)
    on, kind = entry.form.blocks["on"], entry.form.blocks["kind"]
    assert entry.repeated.names == ("on", "kind")
    for block in (on, kind):
        assert block.note.isVisible()
        assert block.note.text() == "沿用上一张"
        assert "F8" in block.editor.target.accessibleDescription()
    ground = on.grab().toImage()
    take(entry, two, qtbot)
    press(Key.Key_Return)
    assert entry.repeated.names == ("kind",), "going on confirms the date"
    assert not on.note.isVisible()
    assert on.editor.target.accessibleDescription() == ""
    assert on.grab().toImage() != ground
    press(Key.Key_Delete)
    assert entry.form.blocks["kind"].editor.text() == ""
    assert entry.repeated.names == ()
    type_text("211")
    found = save_next(entry, qtbot)
    assert (found.values["on"], found.values["kind"]) == ("2026-11-03", "school")
    # F8 keeps one: it is pinned and no longer only repeated
    take(entry, three, qtbot)
    press(Key.Key_F8)
    assert (entry.stack.pins, entry.repeated.names) == (("on",), ("kind",))
    # what Ctrl+R fills in is shown likewise, and taken out by the same key
    press(Key.Key_R, Control)
    assert entry.repeated.names == ("kind", "contact", "state")
    press(Key.Key_R, Control)
    assert entry.repeated.names == ("kind",)
    assert entry.form.blocks["contact"].editor.text() == ""
    assert entry.form.blocks["on"].editor.text() == "2026-11-03"
    press(Key.Key_R, Control)
    save_next(entry, qtbot)
    assert entry.repeated.names == ("kind",), "what is pinned is not said to be repeated"
    # back from another page the stack goes on with its date
    entry.pin("on")
    window.open("child", id=one.id)
    window.open("visit")
    entry = page.entry
    assert entry.form.blocks["on"].editor.text() == "2026-11-03"
    assert entry.repeated.names == ("on", "kind")


def test_what_was_entered_is_opened_corrected_and_one_is_back(
    window: Shell, office: Office, qtbot: QtBot
) -> None:
    window.open("visit")
    page: Any = window.page
    entry = page.entry
    one, two = children(office)[:2]
    take(entry, one, qtbot)
    press(Key.Key_Return)
    for digit in "111":
        type_text(digit)
    first = save_next(entry, qtbot)
    take(entry, two, qtbot)
    press(Key.Key_Return)
    type_text("1")
    at = focused()
    press(Key.Key_F7)
    assert focused() is page.list
    press(Key.Key_Return)
    drawer: Any = window.drawn
    drawer.form.put("state", "fair")
    drawer.form.focus("state")
    with qtbot.waitSignal(window.changed):
        press(Key.Key_Return, Control)
    qtbot.waitUntil(lambda: window.drawn is None)
    found = office.queries.get(first.id)
    assert found is not None
    assert found.values["state"] == "fair"
    assert entry.child == two.id, "what was being typed is still there"
    assert focused() is at
    press(Key.Key_F7)
    press(Key.Key_Escape)
    assert focused() is at


def test_pinned_fields_stay_and_enter_goes_past_them(window: Shell, office: Office, qtbot: QtBot) -> None:
    window.open("visit")
    page: Any = window.page
    entry = page.entry
    one, two = children(office)[:2]
    take(entry, one, qtbot)
    focused().selectAll()  # type: ignore[attr-defined]
    type_text("1103")
    press(Key.Key_F8)
    assert entry.pins["on"].isChecked()
    press(Key.Key_Return)
    press(Key.Key_F8)
    type_text("2")
    entry.form.put("place", "村委会")
    entry.pin("place")
    assert focused() in entry.form.blocks["contact"].findChildren(type(focused()))
    type_text("1")
    type_text("1")
    save_next(entry, qtbot)
    take(entry, two, qtbot)
    assert entry.form.blocks["contact"].isAncestorOf(focused()), "Enter goes past date and kind"
    type_text("1")
    type_text("2")
    found = save_next(entry, qtbot)
    assert (found.values["on"], found.values["kind"], found.values["place"]) == (
        "2026-11-03",
        "school",
        "村委会",
    )
    entry.pin("place")
    assert "place" not in entry.stack.pins
    entry.pin("summary")
    assert "可以固定" in entry.state.full


def test_a_draft_that_came_back_is_decided_before_the_next_paper(
    window: Shell, office: Office, qtbot: QtBot
) -> None:
    old, new = children(office)[:2]
    window.open("visit")
    entry: Any = window.page.entry  # type: ignore[union-attr]
    take(entry, old, qtbot)
    entry.form.put("summary", "写到一半的话。")
    window.set_look(size="xlarge")
    window.open("visit")
    entry = window.page.entry  # type: ignore[union-attr]
    notice = entry.form.notice
    qtbot.waitUntil(lambda: focused() is notice.continue_button)
    assert entry.child == old.id
    area = area_over(entry)
    assert area is not None
    qtbot.waitUntil(lambda: 0 <= notice.mapTo(area.viewport(), QPoint()).y() < area.viewport().height())
    before = {n: b.editor.text() for n, b in entry.form.blocks.items()}
    type_text("zxl12")  # the next paper's initials and digits
    assert {n: b.editor.text() for n, b in entry.form.blocks.items()} == before
    press(Key.Key_Backtab, Shift)
    assert focused() is notice.discard_button
    press(Key.Key_Return)
    assert entry.child == ""
    assert entry.form.blocks["summary"].editor.text() == ""
    take(entry, new, qtbot)
    entry.form.discard_draft()


def test_the_next_child_of_the_mentor_comes_up_by_itself(window: Shell, office: Office, qtbot: QtBot) -> None:
    by_mentor: dict[str, set[str]] = {}
    for match in office.queries.select("match", {"end": None}):
        by_mentor.setdefault(str(match.values["mentor"]), set()).add(str(match.values["child"]))
    mentor, several = max(by_mentor.items(), key=lambda pair: len(pair[1]))
    assert len(several) > 1
    window.open("visit")
    page: Any = window.page
    entry = page.entry
    press(Key.Key_F9)
    assert entry.stack.follow == "mentor"
    assert page.bar.follow.current == "mentor"
    first = office.queries.get(min(several))
    assert first is not None
    entry.form.put("child", first.id)
    entry._child_known()
    entry.form.put("mentor", mentor)
    seen = set()
    for _ in several:
        seen.add(entry.child)
        for name, text in (("kind", "home"), ("contact", "child"), ("mentor", mentor)):
            entry.form.put(name, text)
        entry.form.focus("contact")
        save_next(entry, qtbot)
    assert seen == several
    assert entry.child == ""
    assert "录过" in entry.state.full
    press(Key.Key_F9)
    assert entry.stack.follow == "village"


def test_a_visit_of_that_day_on_file_is_said_before_it_is_saved(
    window: Shell, office: Office, qtbot: QtBot
) -> None:
    visit = office.queries.select("visit", {}, "-on", limit=1)[0]
    window.open("visit", child=str(visit.values["child"]))
    page: Any = window.page
    entry = page.entry
    entry.form.put("on", "2026-11-21")
    assert not entry.on_note.isVisible()
    entry.form.put("on", str(visit.values["on"]))
    assert "可能已经录过" in entry.on_note.text()
    entry.form.put("on", "2026-10-01")
    assert "51 天" in entry.on_note.text()
    assert "补录" in entry.on_note.text()
    # the console and the roster are told as well
    draft = {
        "child": str(visit.values["child"]),
        "on": str(visit.values["on"]),
        "kind": "home",
        "contact": "child",
    }
    saved = recording.save(office, ENTITIES["visit"], draft)
    assert "VISIT_SAME_DAY" in [w.code for w in saved.warnings]
    assert visiting.same_day(office, draft["child"], draft["on"], saved.id)[0].id == visit.id


def test_a_late_entry_says_so_wherever_the_visit_is_shown(
    window: Shell, office: Office, qtbot: QtBot
) -> None:
    child = children(office)[0].id
    draft = {"child": child, "kind": "home", "contact": "child"}
    in_time = recording.save(office, ENTITIES["visit"], {**draft, "on": "2026-11-20"})
    late = recording.save(office, ENTITIES["visit"], {**draft, "on": "2026-10-02"})
    for saved, days in ((in_time, 0), (late, 50)):
        found = office.queries.get(saved.id)
        assert found is not None
        assert visiting.late(found) == days
    window.open("child", id=child, tab=3)
    pills = [w.text for w in window.findChildren(type_of_pill()) if w.isVisible()]
    assert "补录，晚 50 天" in pills


def type_of_pill() -> Any:
    from ui.widgets.text import Pill

    return Pill


def test_the_day_of_entry_is_read_from_the_id() -> None:
    at = int(dt.datetime(2026, 11, 21, 12).timestamp() * 1000)
    row = new_id("v", at)
    assert made_ms(row) == at
    assert made_ms("v-short") is None
    assert made_ms("") is None
    assert days_late(row, "2026-11-21") == 0
    on_the_edge = dt.date(2026, 11, 21) - dt.timedelta(days=LATE_DAYS)
    assert days_late(row, on_the_edge.isoformat()) == 0
    assert days_late(row, (on_the_edge - dt.timedelta(days=1)).isoformat()) == LATE_DAYS + 1
    assert days_late(row, "2026-11") == 0
    assert days_late(row, None) == 0


def test_a_stack_of_another_day_is_a_new_one_with_the_same_habits() -> None:
    now = offices.NOW
    stack = Stack(of=30, pins=("on",), follow="village", kept={"on": "2026-11-03"}).plus(
        "v-1", now, {"on": "x"}
    )
    assert Stack.read(stack.text(), now + dt.timedelta(hours=3)) == stack
    after = Stack.read(stack.text(), now + dt.timedelta(days=1))
    assert (after.of, after.entered, after.pins, after.follow) == (0, (), ("on",), "village")
    assert Stack.read("not json", now) == Stack()
    assert Stack.read('{"unknown": 1}', now) == Stack()
