"""The pages of aid, sessions and eyesight, worked by keyboard on a real office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import pytest
from desk import CONTROL, Desk, Key
from looks import LOW, SCREEN, assert_every_look

from casefiles import aiding, funds, grids
from casefiles.domain.entities import ENTITIES
from casefiles.recording import save
from ui import sitting, words_aid
from ui.charts import RankedBars
from ui.language import number
from ui.pages.aid_funds import month_ends
from ui.step_bar import StepBar
from ui.task_places import open_task

if TYPE_CHECKING:
    from casefiles.office import Office


def make(office: Office, entity: str, **draft: str) -> str:
    return save(office, ENTITIES[entity], draft).id


@pytest.fixture
def giving(desk: Desk) -> dict[str, str]:
    """A fund with one donation, a batch of four out of it, a session and a screening."""
    office = desk.office
    fund = make(office, "fund", name="一元基金", start="2026-01-01")
    donor = make(office, "donor", name="样子超市", contact="周样例", phone="10012345678")
    gift = {"donor": donor, "fund": fund, "on": "2026-01-05", "kind": "money", "value": "1000"}
    make(office, "donation", **gift, received_on="2026-01-06")
    batch = make(
        office, "aid_batch", name="助学金", on="2026-09-01", kind="money", value="300", fund=fund, donor=donor
    )
    children = office.queries.register_ids("child")[:4]
    aid = grids.GRIDS["aid"]
    grids.save(office, aid, batch, [grids.Line(c) for c in children], grids.start_of(office, aid, batch))
    mentor = office.queries.register_ids("mentor")[0]
    session = make(office, "session", on="2026-07-01", kind="tutoring", topic="暑假班", mentor=mentor)
    listed = grids.GRIDS["attendance"]
    grids.save(
        office, listed, session, [grids.Line(c) for c in children], grids.start_of(office, listed, session)
    )
    eyes = grids.GRIDS["screening"]
    for name, on, mark in (("上学期", "2026-03-01", "5.0"), ("下学期", "2026-09-10", "4.8")):
        row = make(office, "screening_round", name=name, on=on, school="东头小学", enrolled="5")
        lines = [grids.Line(c, typed={"right_mark": mark, "left_mark": "5.0"}) for c in children]
        grids.save(office, eyes, row, lines, {})
    return {
        "fund": fund,
        "donor": donor,
        "batch": batch,
        "session": session,
        "round": row,
        "child": children[0],
    }


def test_a_batch_goes_through_its_steps_by_one_key(desk: Desk, giving: dict[str, str]) -> None:
    desk.open("aid")
    assert desk.focused is desk.page.pages["batches"].list.view
    desk.press(Key.Key_Return)
    desk.settle()
    page, office, batch = desk.page, desk.office, giving["batch"]
    assert desk.shell.place == ("grid", {"grid": "aid", "id": batch})
    assert page.head.people.value.text() == "4 人"
    assert page.head.sum.value.text() == "1,200"
    assert "-" not in page.head.fund.value.text()
    assert "200" in page.head.fund.value.text()  # 1,000 in the fund, 1,200 on the list
    for step in ("received", "allotted", "handed_over"):
        desk.press(Key.Key_G, CONTROL)
        desk.settle()
        assert aiding.batch(office, batch).step == step
        if step == "allotted":
            assert "透支" in desk.shell.toasted.text  # type: ignore[union-attr]
    lines = office.queries.select("aid", {"batch": batch})
    assert {r.values["handed_on"] for r in lines} == {offices.TODAY.isoformat()}
    assert funds.balance(office, giving["fund"]) == -20_000
    desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert aiding.batch(office, batch).step == "allotted"
    assert [one.back for one in sitting.changes(desk.shell)[:3]] == [True, False, False], "each step is on the list"


def test_the_card_of_a_batch_says_what_its_list_says(desk: Desk, giving: dict[str, str]) -> None:
    office, batch = desk.office, giving["batch"]
    lines = office.queries.select("aid", {"batch": batch})
    for record, step in zip(lines, ("received", "handed_over", "cancelled"), strict=False):
        save(office, ENTITIES["aid"], {"step": step}, record.id)
    save(office, ENTITIES["aid_batch"], {"step": "handed_over"}, batch)
    desk.open("aid", chosen=batch)
    card = desk.page.pages["batches"]
    told = dict(card.panel.findChild(StepBar).counts)
    said = words_aid.STEPS[str(card.list.row["step"])]("zh")
    desk.open("grid", grid="aid", id=batch)
    head = desk.page.head
    assert told == {one: n for one, n in head.bar.counts.items() if n} == {
        "promised": 1, "received": 1, "handed_over": 1
    }  # fmt: skip
    assert said == words_aid.STEPS["promised"]("zh")
    assert head.step == "received", "one step after the last of them"


def test_an_empty_batch_stands_where_it_says_itself(desk: Desk, giving: dict[str, str]) -> None:
    batch = make(desk.office, "aid_batch", name="新批次", on="2026-09-01", kind="money", value="300", step="received")
    desk.open("aid", chosen=batch)
    assert desk.page.pages["batches"].list.row["step"] == "received"
    desk.open("grid", grid="aid", id=batch)
    assert desk.page.head.step == "allotted"


def test_a_step_waits_until_the_list_is_saved(desk: Desk, giving: dict[str, str]) -> None:
    desk.open("grid", grid="aid", id=giving["batch"])
    page = desk.page
    page.panel.model.put([(0, 2, "500")])
    desk.press(Key.Key_G, CONTROL)
    desk.settle()
    assert aiding.batch(desk.office, giving["batch"]).step == "promised"
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert page.head.sum.value.text() == "1,400"
    desk.press(Key.Key_G, CONTROL)
    desk.settle()
    assert aiding.batch(desk.office, giving["batch"]).step == "received"


def test_a_batch_is_copied_and_the_copy_opens(desk: Desk, giving: dict[str, str]) -> None:
    desk.open("grid", grid="aid", id=giving["batch"])
    desk.page.head.copy()
    desk.settle()
    name, where = desk.shell.place
    assert name == "grid"
    assert where["id"] != giving["batch"]
    assert len(desk.page.panel.model.rows) == 4
    assert not desk.page.panel.dirty


def test_a_new_batch_is_made_and_its_list_opens(desk: Desk, giving: dict[str, str]) -> None:
    desk.open("aid")
    desk.page.pages["batches"].make()
    desk.settle()
    desk.commit("冬衣")
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert desk.shell.place[0] == "grid"
    batch = aiding.batch(desk.office, desk.shell.place[1]["id"])
    assert (batch.name, batch.lines, batch.step) == ("冬衣", 0, "planned")


def test_the_sheet_is_shown_before_it_is_printed(desk: Desk, giving: dict[str, str]) -> None:
    for paper, row in (
        ("signing", "batch"),
        ("publicity", "batch"),
        ("statement", "donor"),
        ("sign-in", "session"),
    ):
        desk.open("preview", id=giving[row], paper=paper)
        assert desk.page.printed.pages >= 1


def test_a_fund_shows_its_balance_and_its_task_opens_it(desk: Desk, giving: dict[str, str]) -> None:
    office = desk.office
    aiding.step_batch(office, giving["batch"], "allotted", offices.TODAY)
    desk.open("aid", tab="funds", chosen=giving["fund"])
    tab = desk.page.pages["funds"]
    assert tab.current == giving["fund"]
    assert "-200" in desk.words()
    assert tab.card is not None
    assert tab.card.chart.items[-1].value == -200
    task = next(t for t in office.queries.tasks() if t.kind == "fund_overdrawn")
    desk.open("today")
    open_task(desk.shell, task)
    desk.settle()
    assert desk.shell.place == ("aid", {"tab": "funds", "chosen": giving["fund"]})


def test_month_ends_are_the_balances_of_those_days() -> None:
    days = [funds.Flow("2026-01-31", 100, 0, 100), funds.Flow("2026-03-01", 0, 30, 70)]
    found = dict(month_ends(days, offices.TODAY.replace(month=3, day=15)))
    assert found["2026-01"] == 100
    assert found["2026-02"] == 100
    assert found["03-15"] == 70
    assert found["2025-12"] == 0


def test_many_donations_are_entered_in_one_grid(desk: Desk, giving: dict[str, str]) -> None:
    desk.open("aid", tab="funds", chosen=giving["fund"])
    desk.press(Key.Key_Return)
    desk.settle()
    panel = desk.page.panel
    assert panel.grid.name == "donations"
    panel.picker.setFocus()
    desk.commit("新样商店")
    desk.settle()
    desk.press(Key.Key_Return)  # a donor that is not on file yet is made on the way
    desk.settle()
    assert panel.model.rows[-1].name == "新样商店"
    panel.view.go(len(panel.model.rows) - 1, 1)
    for text in ("3", "6", "5"):
        desk.type(text)
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    found = desk.office.queries.donations_of(fund=giving["fund"])
    assert {(d["donor_name"], d["value"]) for d in found} == {("样子超市", 100_000), ("新样商店", 36_500)}


def test_totals_open_the_records_behind_them(desk: Desk, giving: dict[str, str]) -> None:
    office = desk.office
    aiding.step_batch(office, giving["batch"], "handed_over", offices.TODAY)
    desk.open("aid", tab="totals")
    tab = desk.page.pages["totals"]
    persons, _, _, fen = office.queries.aid_given(*aiding.span(str(offices.TODAY.year)))
    assert tab.given._value.text() == number(fen / 100, "zh")
    assert tab.people._value.text() == str(persons)
    assert persons >= 4
    tab._choose_by("donor")
    desk.settle()
    chart = tab.findChild(RankedBars)
    assert {item.label: item.value for item in chart.items}["样子超市"] == 1200
    tab._choose_by("village")
    desk.settle()
    chart.setFocus()
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    desk.settle()
    assert tab.list.rows
    tab.list.focus_first()
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "child"


def test_who_is_to_be_seen_opens_the_child(desk: Desk, giving: dict[str, str]) -> None:
    desk.open("gatherings", tab="eyes")
    tab = desk.page.pages["eyes"]
    assert tab.list.row["poor"].startswith("100.0%")
    assert tab.list.row["drift"].startswith("+100.0")
    assert tab.list.row["screened"] == "4 / 5"
    assert len(tab.waiting.rows) == 4
    tab.waiting.focus_first()
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "child"


def test_rates_are_shown_one_at_a_time(desk: Desk, giving: dict[str, str]) -> None:
    desk.open("gatherings", tab="eyes")
    tab = desk.page.pages["eyes"]
    assert len(tab.chart.items) >= 1
    tab._choose_rate("myopic")
    assert not tab.chart.items  # nobody was refracted: no rate, not nought
    tab._choose_rate("poor")
    tab._choose_by("school")
    desk.settle()
    assert [item.label for item in tab.chart.items] == ["东头小学（已查 4/5）"]


def test_a_session_counts_children_once_and_warns_of_a_missing_skill(
    desk: Desk, giving: dict[str, str]
) -> None:
    desk.open("gatherings")
    tab = desk.page.pages["sessions"]
    assert tab.children_tile._value.text() == "4"
    desk.press(Key.Key_Return)
    desk.settle()
    panel = desk.page.panel
    assert panel.grid.name == "attendance"
    desk.press(Key.Key_Space)  # came: yes -> no
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    ticks = desk.office.queries.select("attendance", {"session": giving["session"]})
    assert sorted(t.values["came"] for t in ticks) == [0, 1, 1, 1]
    assert desk.page.head.came.value.text() == "3 / 4"


def test_aid_stands_on_the_pages_of_its_people(desk: Desk, giving: dict[str, str]) -> None:
    mentor = desk.office.queries.register_ids("mentor")[0]
    make(desk.office, "aid", mentor=mentor, on="2026-10-01", kind="goods", what="重阳慰问品", value="200")
    desk.open("mentor", id=mentor)
    assert "重阳慰问品" in desk.words()
    desk.open("child", id=giving["child"], tab=4)
    assert "已承诺" in desk.words()


@pytest.mark.slow
@pytest.mark.parametrize(
    "where", ["batches", "funds", "donors", "totals", "sessions", "eyes", "aid", "screening"]
)
def test_nothing_is_cut(desk: Desk, giving: dict[str, str], where: str) -> None:
    if where in ("aid", "screening"):
        desk.open("grid", grid=where, id=giving["batch" if where == "aid" else "round"])
    else:
        desk.open("gatherings" if where in ("sessions", "eyes") else "aid", tab=where)
    assert_every_look(desk.shell, sizes=(SCREEN, LOW))


def test_an_empty_list_of_aid_ends_its_sentences_as_its_language_does(desk: Desk) -> None:
    child = save(desk.office, ENTITIES["child"], {"name": "赵空样"}).id
    for lang, said in (("zh", "还没有帮扶记录。点“添加”"), ("en", 'No aid on file yet. Press "Add"')):
        desk.shell.set_look(lang=lang)
        desk.open("child", id=child, tab=4)
        desk.settle()
        assert said in desk.words()
