"""The changes of a sitting taken back and done again, recent files, and what two people changed at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import offices
import pytest
from keyboard import focused
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from casefiles import differing, recording, suggesting, surveying, undoing, visiting
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.visiting import Finding
from ui import sitting
from ui.pages.child_family import edit_record
from ui.pages.child_visits import edit_visit
from ui.recent import recent
from ui.sitting import ChangesDrawer, MeanwhileDrawer
from ui.undoing import with_undo
from ui.words_sitting import RECENT_NONE

if TYPE_CHECKING:
    from desk import Desk

    from casefiles.ports import Record
    from casefiles.recording import Saved

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
BOTH = CONTROL | Qt.KeyboardModifier.ShiftModifier


def child(desk: Desk) -> Record:
    return desk.office.queries.select("match", {"end": None}, limit=1)[0]


def stands(desk: Desk, row: str) -> Record:
    found = desk.office.queries.get(row)
    assert found is not None
    return found


def change(desk: Desk, row: str, **fields: str) -> Saved:
    entity = ENTITIES[stands(desk, row).entity]
    saved = recording.save(desk.office, entity, fields, row)
    with_undo(desk.shell, saved, f"改了{fields}", "撤了")
    return saved


def test_the_last_changes_are_taken_back_in_any_number_and_done_again(desk: Desk) -> None:
    row = desk.office.queries.select("child", limit=1)[0].id
    was = dict(stands(desk, row).values)
    change(desk, row, school="一校")
    change(desk, row, school="二校")
    change(desk, row, school="三校")
    desk.open("today")
    desk.press(Key.Key_Z, BOTH)
    drawer = desk.shell.drawn
    assert isinstance(drawer, ChangesDrawer)
    assert focused() is drawer.list
    assert drawer.list.count() == 3
    assert "三校" in drawer.list.item(0).text()
    assert desk.office.me.name in drawer.list.item(0).text()
    desk.press(Key.Key_Return)  # the newest
    desk.settle()
    assert stands(desk, row).values["school"] == "二校"
    assert "已撤回" in drawer.list.item(0).text()
    desk.press(Key.Key_Return)  # and again
    desk.settle()
    assert stands(desk, row).values["school"] == "三校"
    for _ in range(3):  # all three at once
        desk.press(Key.Key_Space)
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    desk.settle()
    assert dict(stands(desk, row).values) == was
    assert not stands(desk, row).rivals
    for _ in range(3):
        desk.press(Key.Key_Space)
        desk.press(Key.Key_Up)
    drawer.list.selectAll()
    desk.press(Key.Key_Return)
    desk.settle()
    assert stands(desk, row).values["school"] == "三校"


def test_an_older_change_takes_those_that_stand_on_it_along(desk: Desk) -> None:
    row, other = (c.id for c in desk.office.queries.select("child", limit=2))
    was = stands(desk, row).values["school"]
    change(desk, row, school="一校")
    change(desk, other, school="别的孩子")
    change(desk, row, school="二校")
    sitting.swap(desk.shell, [sitting.changes(desk.shell)[-1]])
    desk.settle()
    assert stands(desk, row).values["school"] == was
    assert not stands(desk, row).rivals
    assert stands(desk, other).values["school"] == "别的孩子"
    sitting.swap(desk.shell, [sitting.changes(desk.shell)[0]])  # the newest again brings the older one along
    desk.settle()
    assert stands(desk, row).values["school"] == "二校"
    assert not any(one.back for one in sitting.changes(desk.shell))


def test_what_another_wrote_between_two_changes_is_kept(desk: Desk) -> None:
    row = desk.office.queries.select("child", limit=1)[0].id
    change(desk, row, school="一校")
    desk.office.ledger.write([Edit("child", row, {"school": "别人的"})], "other")
    change(desk, row, school="三校")
    sitting.swap(desk.shell, list(sitting.changes(desk.shell)))
    desk.settle()
    found = stands(desk, row)
    assert "别人的" in {found.values["school"], *(rival.value for rival in found.rivals.get("school", ()))}


def test_an_older_review_takes_along_the_newer_one_that_set_the_same_risk(desk: Desk) -> None:
    row = str(child(desk).values["child"])
    was = stands(desk, row).values["risk"]
    count = len(desk.office.queries.select("risk_review", {"child": row}))
    one, two = [level for level in ("red", "yellow", "green") if level != was][:2]
    for day, level in (("2026-11-01", one), ("2026-11-10", two)):
        draft = {"child": row, "on": day, "level": level, "reason": "家里有变化"}
        with_undo(desk.shell, recording.save(desk.office, ENTITIES["risk_review"], draft), level, "撤了")
    assert stands(desk, row).values["risk"] == two
    sitting.swap(desk.shell, [sitting.changes(desk.shell)[-1]])
    desk.settle()
    assert stands(desk, row).values["risk"] == was
    assert len(desk.office.queries.select("risk_review", {"child": row})) == count, "no review says otherwise"
    sitting.swap(desk.shell, [sitting.changes(desk.shell)[-1]])  # the older one alone
    desk.settle()
    assert stands(desk, row).values["risk"] == one
    sitting.swap(desk.shell, [sitting.changes(desk.shell)[0]])
    desk.settle()
    assert stands(desk, row).values["risk"] == two
    sitting.swap(desk.shell, [sitting.changes(desk.shell)[0]])
    desk.settle()
    assert stands(desk, row).values["risk"] == one, "each is taken back to what stood before it"
    assert not stands(desk, row).rivals


def test_several_of_which_one_is_refused_leave_everything_as_it_was(desk: Desk) -> None:
    row = desk.office.queries.select("child", limit=1)[0].id
    round_, _ = surveying.make(desk.office, {"name": "秋季摸排", "start": "2026-11-01"})
    line = desk.office.queries.surveys.line_ids(round_)[0]
    with_undo(desk.shell, surveying.put(desk.office, line, outcome="seen", on="2026-11-10"), "看了一户", "撤了")
    change(desk, row, school="一校")
    differing.close(desk.office, surveying.named(desk.office, round_))
    told: list[object] = []
    desk.shell.jobs.refused.disconnect()
    desk.shell.jobs.refused.connect(told.append)
    sitting.swap(desk.shell, list(sitting.changes(desk.shell)))
    desk.settle()
    assert len(told) == 1
    assert stands(desk, row).values["school"] == "一校"
    assert not any(one.back for one in sitting.changes(desk.shell))
    sitting.swap(desk.shell, [sitting.changes(desk.shell)[0]])
    desk.settle()
    assert stands(desk, row).values["school"] != "一校", "the other alone can be taken back"


def test_a_visit_with_findings_goes_and_comes_back_whole(desk: Desk) -> None:
    office, who = desk.office, str(child(desk).values["child"])
    draft = {"child": who, "on": offices.TODAY.isoformat(), "kind": "home", "contact": "child"}
    wanted = {"health": Finding("fair", "咳嗽"), "mood": Finding("good")}
    saved = recording.save(
        office, ENTITIES["visit"], draft,
        beside=lambda row: visiting.finding_edits(office, row, who, wanted, new=True),
    )  # fmt: skip
    before = [dict(f.values) for f in office.queries.select("visit_finding", {"visit": saved.id}, "area")]
    gone = undoing.take_back(office, saved)
    assert stands(desk, saved.id).deleted
    assert office.queries.select("visit_finding", {"visit": saved.id}) == []
    again = undoing.take_back(office, gone)
    assert not stands(desk, saved.id).deleted
    assert [dict(f.values) for f in office.queries.select("visit_finding", {"visit": saved.id}, "area")] == before
    undoing.take_back(office, again)
    assert stands(desk, saved.id).deleted


def test_what_others_changed_since_is_not_lost_by_taking_back(desk: Desk) -> None:
    row = desk.office.queries.select("child", limit=1)[0].id
    mine = change(desk, row, school="我的学校")
    desk.office.ledger.write([Edit("child", row, {"school": "别人的学校"})], "other")
    sitting.swap(desk.shell, [sitting.changes(desk.shell)[0]])
    desk.settle()
    found = stands(desk, row)
    values = {found.values["school"], *(rival.value for rival in found.rivals.get("school", ()))}
    assert "别人的学校" in values
    assert mine.id == row


def test_a_sitting_ends_with_its_office(desk: Desk) -> None:
    row = desk.office.queries.select("child", limit=1)[0].id
    change(desk, row, school="一校")
    assert len(sitting.changes(desk.shell)) == 1
    office = desk.office
    desk.shell.set_office(None)
    desk.shell.set_office(office.__class__(office.ledger, office.queries, office.clock, office.me, office.home))
    assert sitting.changes(desk.shell) == []


def test_recent_files_are_opened_and_kept_at_the_top_by_key(desk: Desk) -> None:
    desk.open("today")
    desk.press(Key.Key_E, CONTROL)
    assert RECENT_NONE("zh") in desk.words()
    rows = [c.id for c in desk.office.queries.select("child", limit=3)]
    for row in rows:
        desk.open("child", id=row)
    mentor = desk.office.queries.select("mentor", limit=1)[0].id
    desk.open("mentor", id=mentor)
    assert recent(desk.office) == ([], [mentor, *reversed(rows)])
    desk.open("today")
    desk.press(Key.Key_E, CONTROL)
    drawer: Any = desk.shell.drawn
    for _ in range(3):
        desk.press(Key.Key_Down)
    desk.press(Key.Key_P)
    desk.settle()
    assert recent(desk.office)[0] == [rows[0]]
    assert drawer.list.item(0).text().startswith("★")
    desk.press(Key.Key_Return)
    desk.settle()
    assert (desk.shell.place[0], desk.shell.place[1]["id"]) == ("child", rows[0])
    many = [f"c-{n:019d}" for n in range(20)]
    desk.office.ledger.keep_setting(f"recent:{desk.office.me.login}", json.dumps({"pinned": [], "opened": many}))
    desk.open("child", id=rows[1])
    assert recent(desk.office) == ([], [rows[1], *many[:19]])


@pytest.mark.parametrize("field", ["place", "summary"])
def test_two_people_change_one_record_both_values_are_shown_and_one_is_chosen(desk: Desk, field: str) -> None:
    visit = desk.office.queries.select("visit", {}, "-on", limit=1)[0]
    desk.open("child", id=str(visit.values["child"]), tab=3)
    drawer = edit_visit(desk.shell, visit.id)
    desk.settle()
    desk.office.ledger.write([Edit("visit", visit.id, {field: "别人写的"})], "other")
    drawer.form.put(field, "我写的")
    drawer.save()
    desk.settle()
    found = stands(desk, visit.id)
    assert {rival.value for rival in found.rivals[field]} == {"别人写的", "我写的"}
    asked = desk.shell.drawn
    assert isinstance(asked, MeanwhileDrawer)
    said = desk.words()
    assert "别人写的" in said
    assert "我写的" in said
    desk.press(Key.Key_Escape)
    assert stands(desk, visit.id).rivals, "not choosing loses nothing"


def test_another_field_changed_meanwhile_is_joined_without_a_word(desk: Desk) -> None:
    visit = desk.office.queries.select("visit", {}, "-on", limit=1)[0]
    desk.open("child", id=str(visit.values["child"]), tab=3)
    drawer = edit_visit(desk.shell, visit.id)
    desk.settle()
    desk.office.ledger.write([Edit("visit", visit.id, {"place": "村委会"})], "other")
    drawer.form.put("given", "书包")
    drawer.save()
    desk.settle()
    found = stands(desk, visit.id)
    assert (found.values["place"], found.values["given"]) == ("村委会", "书包")
    assert not isinstance(desk.shell.drawn, MeanwhileDrawer)


DRAWN = ("member", "category_spell", "guardianship_spell", "aid", "need", "action", "consent", "risk_review", "report")


@pytest.mark.parametrize("entity", DRAWN)
def test_closing_a_drawer_keeps_what_was_typed(desk: Desk, entity: str) -> None:
    who = str(child(desk).values["child"])
    page = desk.open("child", id=who)
    edit_record(desk.shell, page.file, entity)
    desk.settle()
    drawer: Any = desk.shell.drawn
    fields = ENTITIES[entity].fields
    name, text = next(
        (n, "打了一半") if fields[n].kind.name in ("text", "notes", "name") else (n, "2026-11-17")
        for n in drawer.form.blocks
        if fields[n].shown_when is None and fields[n].kind.name in ("text", "notes", "name", "day", "date")
    )
    drawer.form.put(name, text)
    held = drawer.form.blocks[name].editor.text()
    desk.press(Key.Key_Escape)
    desk.settle()
    assert desk.shell.drawn is None
    edit_record(desk.shell, page.file, entity)
    desk.settle()
    again: Any = desk.shell.drawn
    assert again.form.notice.isVisible()
    assert again.form.blocks[name].editor.text() == held


def test_recent_files_stand_under_the_empty_search_box(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: shown.append(menu))  # no window system here to show it
    first, second = (one.id for one in desk.office.queries.select("child", limit=2))
    for row in (first, second):
        desk.open("child", id=row)
    desk.open("today")
    desk.press(Key.Key_K, CONTROL)
    desk.press(Key.Key_Down)
    desk.settle()
    (menu,) = shown
    names = [action.text() for action in menu.actions()]
    assert len(names) == 2
    assert str(stands(desk, second).values["name"]) in names[0], "the last one first"
    assert menu.activeAction() is menu.actions()[0]
    menu.activeAction().trigger()
    desk.settle()
    assert desk.shell.place[:1] == ("child",)
    assert desk.shell.place[1]["id"] == second
    desk.shell.top.search.setFocus()
    desk.type("a")
    desk.press(Key.Key_Down)
    assert len(shown) == 1, "with words in the box Down goes into what they found"


def test_what_follows_from_a_change_goes_along_with_it(desk: Desk) -> None:
    """Two reviews moved the risk in the file: the older is not taken back under the newer one."""
    row = desk.office.queries.select("child", limit=1)[0].id
    risk = stands(desk, row).values.get("risk")
    for day, level in (("2026-11-01", "red"), ("2026-11-02", "yellow")):
        saved = recording.save(desk.office, ENTITIES["risk_review"], {"child": row, "on": day, "level": level})
        with_undo(desk.shell, saved, level, "撤了")
    assert stands(desk, row).values["risk"] == "yellow"
    sitting.swap(desk.shell, [sitting.changes(desk.shell)[1]])
    desk.settle()
    assert [one.back for one in sitting.changes(desk.shell)] == [True, True]
    assert stands(desk, row).values.get("risk") == risk
    assert not desk.office.queries.count("risk_review", {"child": row})


def test_what_hangs_on_a_new_file_goes_and_comes_back_with_it(desk: Desk) -> None:
    """No visit stays behind on a child that is not on file any more."""
    office = desk.office
    made = recording.save(office, ENTITIES["child"], {"name": "尉迟新样", "village": "石门村"})
    with_undo(desk.shell, made, "新建", "撤了")
    other = next(c.id for c in office.queries.select("child", limit=2) if c.id != made.id)
    visits = []
    for who in (made.id, other):
        draft = {"child": who, "on": offices.TODAY.isoformat(), "kind": "home", "contact": "child"}
        visits.append(recording.save(office, ENTITIES["visit"], draft))
        with_undo(desk.shell, visits[-1], "走访", "撤了")
    sitting.swap(desk.shell, [sitting.changes(desk.shell)[-1]])
    desk.settle()
    assert stands(desk, made.id).deleted
    assert stands(desk, visits[0].id).deleted
    assert not stands(desk, visits[1].id).deleted
    sitting.swap(desk.shell, [sitting.changes(desk.shell)[1]])  # the visit again brings its child along
    desk.settle()
    assert not any(stands(desk, row).deleted for row in (made.id, visits[0].id))
    assert not any(one.back for one in sitting.changes(desk.shell))


def test_several_are_one_write_in_the_log(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = (c.id for c in desk.office.queries.select("child", limit=2))
    for row in (one, two, one, one):
        change(desk, row, school=f"第{len(sitting.changes(desk.shell))}小学")
    before = len(desk.office.ledger.history(one))
    written: list[int] = []
    ledger = type(desk.office.ledger)
    whole = ledger.write

    def counted(self: Any, edits: Any, *given: Any, **named: Any) -> Any:
        written.append(len(edits))
        return whole(self, edits, *given, **named)

    monkeypatch.setattr(ledger, "write", counted)
    sitting.swap(desk.shell, list(sitting.changes(desk.shell)))
    sitting.swap(desk.shell, list(sitting.changes(desk.shell)))  # pressed twice: the first is still under way
    desk.settle()
    assert [n for n in written if n] == [2], "one edit a record, all in one transaction"
    assert len(desk.office.ledger.history(one)) == before + 1
    assert all(done.back for done in sitting.changes(desk.shell))


def test_what_another_wrote_is_not_done_again_over(desk: Desk) -> None:
    row = desk.office.queries.select("child", limit=1)[0].id
    change(desk, row, school="一校")
    desk.office.ledger.write([Edit("child", row, {"school": "别人的"})], "other")
    change(desk, row, school="三校")
    sitting.swap(desk.shell, list(sitting.changes(desk.shell)))
    desk.settle()
    sitting.swap(desk.shell, [sitting.changes(desk.shell)[-1]])  # the older one alone
    desk.settle()
    assert stands(desk, row).values["school"] == "别人的"


def test_a_match_of_the_matching_page_stands_in_the_list(desk: Desk) -> None:
    office = desk.office
    held = {str(m.values["child"]) for m in office.queries.select("match", {"end": None})}
    waiting = next(c.id for c in office.queries.select("child") if c.id not in held and not c.values.get("closed_on"))
    page: Any = desk.open("matching")
    found = suggesting.Pool(office).for_child(recording.record(office, waiting, "child"), 5)
    offer = next(one for one in found if one.may_match)
    page.match(waiting, str(stands(desk, waiting).values["name"]), offer)
    desk.settle()
    (done,) = sitting.changes(desk.shell)
    assert stands(desk, done.saved.id).entity == "match"
    desk.press(Key.Key_Z, BOTH)
    desk.press(Key.Key_Return)
    desk.settle()
    assert stands(desk, done.saved.id).deleted
    assert not office.queries.select("match_event", {"match": done.saved.id})
    desk.press(Key.Key_Return)
    desk.settle()
    assert not stands(desk, done.saved.id).deleted
    assert len(office.queries.select("match_event", {"match": done.saved.id})) == 1
