"""The first page: its figures are those of the register, and everything on it opens what it speaks of."""

from __future__ import annotations

import dataclasses
import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

import offices
import pytest
from desk import Key
from looks import assert_nothing_cut

from casefiles import registers
from casefiles.domain.changes import Edit
from casefiles.domain.norms import SOON_DAYS, next_due
from ui import language, words_computers, words_registers, words_today
from ui.widgets.cards import StatTile

if TYPE_CHECKING:
    from pathlib import Path

    from desk import Desk

    from casefiles.office import Office

SOON = offices.TODAY + dt.timedelta(days=SOON_DAYS)


def counted_by_hand(office: Office) -> dict[str, int | str]:
    """The five figures, from every record of the office and nothing that was derived beforehand."""
    q = office.queries
    children, visits, matches = q.select("child"), q.select("visit"), q.select("match")
    found = {"all": len(children), "unmatched": 0, "due": 0, "overdue": 0, "attention": 0}
    for child in children:
        mine = [m.values for m in matches if m.values["child"] == child.id]
        joined = [m for m in mine if m.get("end") is None]
        seen = [v.values for v in visits if v.values["child"] == child.id]
        met = sorted(
            (v for v in seen if v.get("on") and v.get("contact") not in {None, "none"}),
            key=lambda v: str(v["on"]),
        )
        risk, closed = child.values.get("risk"), child.values.get("closed_on") is not None
        found["unmatched"] += not joined and not closed
        found["attention"] += (
            risk == "red" or (bool(met) and met[-1].get("state") == "attention")
        ) and not closed
        lead = min(joined, key=lambda m: (not m.get("lead"), str(m["start"]))) if joined else {}
        since = max((str(d) for d in (lead.get("start"), child.values.get("opened_on")) if d), default=None)
        last, planned = (met[-1]["on"], met[-1].get("next_on")) if met else (None, None)
        due = next_due(risk, last, since, planned, lead.get("every_days"))  # type: ignore[arg-type]
        if due is not None and not closed:
            found["overdue"] += due < offices.TODAY.isoformat()
            found["due"] += offices.TODAY.isoformat() <= due <= SOON.isoformat()
    return dict(found)


def tiles(desk: Desk) -> list[StatTile]:
    return [t for t in desk.page.findChildren(StatTile) if t.isVisible()]


def test_the_figures_are_those_of_the_records(desk: Desk) -> None:
    by_hand = counted_by_hand(desk.office)
    shown = [t._value.text() for t in tiles(desk)]
    share = language.percent((by_hand["all"] - by_hand["unmatched"]) / by_hand["all"], "zh")  # type: ignore[operator]
    assert shown == [str(by_hand["all"]), share, *(str(by_hand[n]) for n in ("due", "overdue", "attention"))]
    assert by_hand["overdue"], "a template without anybody overdue proves little"
    visits = [v.values["on"] for v in desk.office.queries.select("visit")]
    months = dict(desk.page.shown.months)
    assert months["2026-11"] == sum(str(on).startswith("2026-11") for on in visits)
    assert len(months) == 12


@pytest.mark.parametrize(
    ("place", "chip"), list(enumerate(["all", "unmatched", "due", "overdue", "attention"]))
)
def test_every_figure_opens_its_list(desk: Desk, place: int, chip: str) -> None:
    ids = desk.office.queries.register_ids("child", chip)
    desk.tab_to(tiles(desk)[place])
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place[0] == "children"
    assert desk.page.bar.current == chip
    assert desk.page.model.rowCount() == len(ids)
    assert {desk.page.model.id_at(row) for row in range(len(ids))} == set(ids)


def test_a_line_of_the_worklist_opens_the_visit_and_the_file(desk: Desk) -> None:
    late = desk.office.queries.register_first("child", "due_or_overdue", "next_due", limit=2)
    assert [r["id"] for r in desk.page.shown.worklist[:2]] == [r["id"] for r in late]
    desk.page.focus_first()
    assert desk.focused.accessibleName() == words_today.RECORD_FOR("zh", name=late[0]["name"])
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place[0] == "today"
    assert desk.shell.drawn.entry.child == late[0]["id"]  # type: ignore[union-attr]
    desk.press(Key.Key_Escape)
    desk.settle()
    assert desk.shell.drawn is None
    assert desk.focused.objectName() == "first"
    desk.tab_to(desk.button(words_today.OPEN_FILE("zh", name=late[1]["name"])))
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place[0] == "child"
    assert desk.shell.place[1]["id"] == late[1]["id"]


def test_save_and_next_goes_down_the_worklist(desk: Desk) -> None:
    late = [str(r["id"]) for r in desk.page.shown.worklist[:3]]
    desk.page.focus_first()
    desk.press(Key.Key_Space)
    desk.settle()
    for now, then in pairwise(late):
        entry = desk.shell.drawn.entry  # type: ignore[union-attr]
        assert entry.child == now
        for name, text in (("kind", "home"), ("contact", "child"), ("state", "good"), ("summary", "正常。")):
            entry.form.put(name, text)
        before = desk.office.queries.count("visit")
        entry.save_and_next()
        desk.settle()
        assert desk.office.queries.count("visit") == before + 1
        assert desk.shell.drawn.entry.child == then  # type: ignore[union-attr]
        assert desk.shell.drawn.isAncestorOf(desk.focused)  # type: ignore[union-attr]


def test_a_saved_visit_changes_the_figures(desk: Desk) -> None:
    from casefiles import recording
    from casefiles.domain.entities import ENTITIES

    before = desk.page.shown
    child = str(before.worklist[0]["id"])
    draft = {
        "child": child,
        "on": offices.TODAY.isoformat(),
        "kind": "home",
        "contact": "child",
        "state": "good",
    }
    recording.save(desk.office, ENTITIES["visit"], draft)
    desk.shell.changed.emit("visit", ())
    desk.settle()
    after = desk.page.shown
    assert after.overdue == before.overdue - 1
    assert after.visits_this_month == before.visits_this_month + 1
    assert child not in {str(r["id"]) for r in after.worklist}
    assert after.overdue == counted_by_hand(desk.office)["overdue"]


@pytest.mark.parametrize("size", ["normal", "large", "xlarge"])
def test_a_small_screen_shows_it_whole(desk: Desk, size: str) -> None:
    for lang in ("zh", "en"):
        desk.shell.resize(1366, 768)
        desk.shell.set_look(lang=lang, size=size)
        desk.settle()
        wide = {t.y() for t in tiles(desk)}
        assert len(wide) == 1
        desk.shell.resize(1024, 600)
        desk.settle()
        assert_nothing_cut(desk.shell)
        assert len({t.y() for t in tiles(desk)}) == (1 if size == "normal" else 2)


@pytest.mark.parametrize(("page", "opens"), [("children", "child"), ("mentors", "mentor")])
def test_an_empty_list_of_persons_is_begun_from_where_it_says_so(
    locked_desk: Desk, tmp_path: Path, page: str, opens: str
) -> None:
    desk = locked_desk
    offices.make(tmp_path / "empty")
    desk.session.opened(offices.open_at(tmp_path / "empty"))
    desk.settle()
    list_ = desk.open(page)
    assert words_registers.NOBODY("zh") not in desk.words()
    assert list_.none_yet[0]("zh") in desk.words()
    assert list_.show_all.isHidden(), "there is nothing to be shown"
    assert desk.focused in list_.beginning
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place == (opens, {"new": True})
    desk.shell.back()
    desk.settle()
    list_.search("wang")
    desk.settle()
    assert words_registers.NOBODY("zh") in desk.words(), "a search that finds nobody is another thing"
    assert list_.show_all.isVisible()


def test_a_list_that_holds_closed_files_alone_says_so(locked_desk: Desk, tmp_path: Path) -> None:
    desk = locked_desk
    offices.make(tmp_path / "empty")
    office = offices.open_at(tmp_path / "empty")
    closed = {"name": "张小例", "closed_on": "2026-01-05"}
    office.ledger.write([Edit("child", "c-1m8f1a91d2xkvgbxyn6", closed, ())], "clerk")
    desk.session.opened(office)
    desk.settle()
    list_ = desk.open("children")
    assert words_registers.NOBODY("zh") in desk.words()
    assert list_.show_all.isVisible()


@pytest.mark.parametrize(("code", "level", "invites"), [("999901", "county", True), (offices.TOWN, "township", False)])
def test_an_empty_county_begins_with_its_townships(
    locked_desk: Desk, tmp_path: Path, code: str, level: str, invites: bool
) -> None:
    desk = locked_desk
    offices.make(tmp_path / "empty", code, level)
    desk.session.opened(offices.open_at(tmp_path / "empty"))
    desk.settle()
    desk.until(lambda: desk.focused.accessibleName() == words_today.NEW_CHILD("zh"))
    assert (words_computers.INVITE_BELOW("zh") in desk.words()) is invites
    if invites:
        desk.tab_to(desk.button(words_computers.INVITE_BELOW("zh")))
        desk.press(Key.Key_Return)
        desk.settle()
        assert desk.shell.place[0] == "computers"
        assert desk.shell.drawn is not None
        assert desk.shell.drawn.objectName() == "invite-drawer"


def test_an_empty_office_says_where_to_begin(locked_desk: Desk, tmp_path: Path) -> None:
    desk = locked_desk
    offices.make(tmp_path / "empty")
    desk.session.opened(offices.open_at(tmp_path / "empty"))
    desk.settle()
    desk.until(lambda: desk.focused.accessibleName() == words_today.NEW_CHILD("zh"))
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place[0] == "child"
    desk.shell.back()
    desk.settle()
    desk.button(words_today.IMPORT("zh")).click()
    desk.settle()
    assert desk.shell.place[0] == "roster"


def test_one_mentor_is_counted_as_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read = registers.today
    monkeypatch.setattr(registers, "today", lambda *given: dataclasses.replace(read(*given), mentors=1))
    desk.shell.set_look(lang="en")
    desk.settle()
    assert "1 mentor\n" in desk.words()
