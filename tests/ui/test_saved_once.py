"""What was saved is saved once, with all that belongs to it; a draft that could not be written is tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import pytest
from keyboard import focused, press
from PySide6.QtCore import Qt

from casefiles import recording
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from ui.pages import PAGES
from ui.preferences import Preferences
from ui.record_drawer import RecordDrawer, open_record
from ui.visit_drawer import open_visit
from ui.visit_repeated import LAST, last_visit
from ui.window import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from casefiles.office import Office
    from ui.visit_entry import VisitEntry

SAVED_PAGES = tuple(spec for spec in PAGES if spec.name in ("visit", "child"))
Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = offices.open_at(offices.copy_to(tmp_path / "office"))
    yield made
    made.ledger.close()


@pytest.fixture
def window(office: Office, show: Callable[[Shell], Shell], tmp_path: Path, qtbot: QtBot) -> Shell:
    made = show(Shell(office, Preferences(tmp_path / "settings"), pages=SAVED_PAGES, now=lambda: offices.NOW))
    made.activateWindow()
    qtbot.waitActive(made)
    return made


@pytest.fixture
def child(office: Office) -> str:
    return str(office.queries.select("match", {"end": None}, limit=1)[0].values["child"])


def typed_visit(window: Shell, child: str, qtbot: QtBot) -> VisitEntry:
    entry = open_visit(window, child).entry
    qtbot.waitUntil(lambda: focused().objectName() == "input-on")
    for name, text in (("kind", "home"), ("contact", "child"), ("state", "good"), ("summary", "正常。")):
        entry.form.put(name, text)
    return entry


def no_room(_ledger: object, _key: str, _draft: Mapping[str, str]) -> None:
    raise Refusal(Problem("DISK_FULL", value="x"))


def no_room_inside(_connection: object, _key: str) -> None:
    raise Refusal(Problem("DISK_FULL", value="x"))


def test_a_visit_its_draft_and_the_last_visit_are_one_transaction(
    window: Shell, office: Office, child: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = typed_visit(window, child, qtbot)
    assert entry.form.keeper is not None
    with qtbot.waitSignal(entry.form.draft_kept):
        entry.form.keeper.keep()
    before, kept = office.queries.count("visit"), office.ledger.setting(LAST)
    with monkeypatch.context() as full:
        full.setattr("db.desk.forget_draft", no_room_inside)
        press(Key.Key_Return, Control)
        qtbot.waitUntil(lambda: not window.jobs.busy)
        assert office.queries.count("visit") == before, "refused: nothing half-written"
        assert office.ledger.setting(LAST) == kept
        assert window.drawn is not None, "what was typed is still there"
    press(Key.Key_Return, Control)
    qtbot.waitUntil(lambda: not window.jobs.busy and window.drawn is None)
    assert office.queries.count("visit") == before + 1
    assert office.ledger.draft(f"visit:{child}") is None
    last = office.ledger.setting(LAST)
    assert last not in {kept, None}
    visit = office.queries.get(last)
    assert visit is not None, "an id and nothing that was written"
    assert last_visit(office)["kind"] == visit.values["kind"]
    office.ledger.write([Edit("visit", visit.id, {"_del": 1}, visit.heads)], "clerk")
    assert last_visit(office) == {}, "what is gone is not repeated"


def test_what_fails_after_a_save_does_not_have_it_saved_again(
    window: Shell, office: Office, child: str, qtbot: QtBot
) -> None:
    form = typed_visit(window, child, qtbot).form
    before = office.queries.count("visit")
    told: list[recording.Saved] = []

    def breaks(saved: recording.Saved) -> None:
        told.append(saved)
        if len(told) == 1:
            raise RuntimeError("the list could not be read")

    with qtbot.captureExceptions() as caught:
        assert form.save(breaks)
        qtbot.waitUntil(lambda: not window.jobs.busy)
    assert [str(c[1]) for c in caught] == ["the list could not be read"]
    assert form.save(breaks)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert office.queries.count("visit") == before + 1
    assert [one.id for one in told] == [told[0].id] * 2
    form.put("summary", "后来改的。")
    assert form.save(told.append)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert office.queries.count("visit") == before + 1
    found = office.queries.get(told[0].id)
    assert found is not None
    assert found.values["summary"] == "后来改的。"
    assert not found.rivals
    window.drawer(None)
    assert office.ledger.draft(f"visit:{child}") is None


def test_the_clock_of_drafts_does_not_keep_what_is_being_saved(
    window: Shell, office: Office, child: str, qtbot: QtBot
) -> None:
    entry = typed_visit(window, child, qtbot)
    assert entry.form.keeper is not None
    entry.save()
    entry.form.keeper.keep()  # the two seconds end while the writer is busy
    qtbot.waitUntil(lambda: not window.jobs.busy and window.drawn is None)
    assert office.ledger.draft(f"visit:{child}") is None


def test_a_draft_that_could_not_be_written_is_tried_again_and_said_once(
    window: Shell, office: Office, child: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = typed_visit(window, child, qtbot)
    keeper = entry.form.keeper
    told: list[Refusal] = []
    assert keeper is not None
    keeper.not_kept.connect(told.append)
    with monkeypatch.context() as full:
        full.setattr(type(office.ledger), "keep_draft", no_room)
        keeper.keep()
        qtbot.waitUntil(lambda: not window.jobs.busy)
        assert "草稿没有存上" in entry.state.full
        keeper.keep()
        qtbot.waitUntil(lambda: not window.jobs.busy)
        assert len(told) == 1
    with qtbot.waitSignal(entry.form.draft_kept):
        pass  # by itself, at the next tick
    assert office.ledger.draft(f"visit:{child}")


def test_a_draft_that_could_not_be_written_is_kept_on_leaving(
    window: Shell, office: Office, child: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = typed_visit(window, child, qtbot)
    assert entry.form.keeper is not None
    with monkeypatch.context() as full:
        full.setattr(type(office.ledger), "keep_draft", no_room)
        entry.form.keeper.keep()
        qtbot.waitUntil(lambda: not window.jobs.busy)
    window.drawer(None)
    kept = office.ledger.draft(f"visit:{child}")
    assert kept is not None
    assert kept[0]["summary"] == "正常。"


def test_joining_a_household_has_seen_the_child_on_the_screen_and_no_more(
    window: Shell, office: Office, child: str, qtbot: QtBot
) -> None:
    made = [
        recording.save(office, ENTITIES["household"], {"name": v, "village": v}) for v in ("东村", "西村")
    ]
    window.open("child", id=child)
    from ui.pages import child_family

    file = window.page.file  # type: ignore[union-attr]
    drawer = child_family._new_household(window, file)
    recording.save(office, ENTITIES["child"], {"household": made[0].id}, child)  # from elsewhere, unseen
    assert isinstance(drawer, RecordDrawer)
    assert drawer.then is not None
    drawer.then(made[1])
    qtbot.waitUntil(lambda: not window.jobs.busy)
    found = office.queries.get(child)
    assert found is not None
    assert "household" in found.rivals, "neither choice is dropped without being asked"


def test_deciding_keeps_a_value_that_came_in_meanwhile(
    window: Shell, office: Office, child: str, qtbot: QtBot
) -> None:
    from ui.pages import child_side

    start = office.queries.get(child)
    assert start is not None
    for village in ("东村", "西村"):
        recording.save(office, ENTITIES["child"], {"village": village}, child, parents=start.heads)
    shown = office.queries.get(child)
    assert shown is not None
    rivals = shown.rivals["village"]
    recording.save(office, ENTITIES["child"], {"village": "后来村"}, child, parents=start.heads)
    child_side.resolve(window, shown, "village", rivals[0], window)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    now = office.queries.get(child)
    assert now is not None
    assert {str(r.value) for r in now.rivals["village"]} == {str(rivals[0].value), "后来村"}


def test_a_small_record_is_saved_with_its_draft(
    window: Shell, office: Office, child: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawer = open_record(window, lambda: RecordDrawer(window, "member", fixed={"child": child}))
    drawer.form.put("name", "张试验")
    drawer.form.put("relation", "father")
    before = office.queries.count("member")
    with monkeypatch.context() as full:
        full.setattr("db.desk.forget_draft", no_room_inside)
        drawer.save()
        qtbot.waitUntil(lambda: not window.jobs.busy)
        assert office.queries.count("member") == before
    drawer.save()
    qtbot.waitUntil(lambda: not window.jobs.busy and window.drawn is None)
    assert office.queries.count("member") == before + 1
