"""Registers and figures: right against a plain reading of the records, and never a sort in memory."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest

from casefiles.domain import norms
from casefiles.domain.changes import Edit
from casefiles.domain.codes import citizen_id
from casefiles.domain.entities import ENTITIES
from casefiles.domain.listing import LISTED, day
from casefiles.domain.problems import Refusal
from db import listing, registers
from db.driver import Database
from tests.db import office_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.fieldtypes import Stored
    from tests.db.office_files import Desk

TODAY = dt.date(2026, 11, 18)
NAMES = ("单小明", "曾样本", "安示例", "赵小样", "尉迟示例", "阿依古丽·买买提", "解样本")


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Eighty children with mentors, visits and categories drawn by chance."""
    rng = random.Random(5)
    desk.clock.at = int(dt.datetime(2026, 11, 18, 9, tzinfo=dt.UTC).timestamp() * 1000)

    def day(back: int) -> str:
        return (TODAY - dt.timedelta(days=rng.randrange(back))).isoformat()

    edits: list[Edit] = []

    def add(entity: str, **fields: Stored) -> str:
        row = desk.id(entity)
        edits.append(Edit(entity, row, {n: v for n, v in fields.items() if v is not None}, ()))
        return row

    mentors = [
        add("mentor", name=rng.choice(NAMES), capacity=rng.choice((1, 3, None)), kind="cadre", village="东头")
        for _ in range(12)
    ]
    for _ in range(80):
        village = rng.choice(("东头", "西头", None))
        risk = rng.choice(("red", "yellow", "green", None))
        area = rng.choice(("999901101001", "999901102002"))
        closed = day(50) if rng.random() < 0.1 else None
        opened = day(300)
        child = add(
            "child",
            name=rng.choice(NAMES),
            village=village,
            area=area,
            risk=risk,
            opened_on=opened,
            closed_on=closed,
        )
        for _ in range(rng.choice((0, 1, 1, 2))):
            end = day(20) if rng.random() < 0.3 else None
            every = rng.choice((None, 15))
            add("match", child=child, mentor=rng.choice(mentors), start=day(200), end=end, every_days=every)
        for _ in range(rng.randrange(4)):
            contact = rng.choice(("child", "carer_only", "none"))
            who, planned = rng.choice(mentors), rng.choice((None, "2026-11-25"))
            add("visit", child=child, mentor=who, on=day(200), contact=contact, next_on=planned)
        for category in rng.sample(("left_behind", "floating", "disabled"), rng.randrange(3)):
            end = day(9) if rng.random() < 0.2 else None
            add("category_spell", child=child, category=category, start=day(300), end=end)
    desk.ledger.write(edits, "tester")
    return desk


def expected(desk: Desk) -> dict[str, dict[str, Any]]:
    """What a register of children must say, read off the records one by one."""
    found = {}
    for child in desk.queries.select("child"):
        matches = [m for m in desk.queries.select("match", {"child": child.id}) if m.values["end"] is None]
        matches.sort(key=lambda m: (str(m.values["start"]), m.id))
        visits = desk.queries.select("visit", {"child": child.id})
        met = sorted((v for v in visits if v.values["contact"] != "none"), key=lambda v: (str(v.values["on"]), v.id))
        spells = desk.queries.select("category_spell", {"child": child.id, "end": None})
        due = None
        if child.values["closed_on"] is None:
            since = max(str(child.values["opened_on"]), str(matches[0].values["start"]) if matches else "")
            days = {"red": 30, "yellow": 60}.get(str(child.values["risk"]), 90)
            days = int((matches[0].values["every_days"] if matches else None) or days)
            due = dt.date.fromisoformat(str(met[-1].values["on"]) if met else since) + dt.timedelta(days=days)
            if met and met[-1].values["next_on"]:
                due = min(due, dt.date.fromisoformat(str(met[-1].values["next_on"])))
        found[child.id] = {
            "mentor": matches[0].values["mentor"] if matches else None,
            "last_visit": met[-1].values["on"] if met else None,
            "visits": len(visits),
            "next_due": due.isoformat() if due else None,
            "categories": ",".join(sorted({str(s.values["category"]) for s in spells})) or None,
            "open": child.values["closed_on"] is None,
            "risk": child.values["risk"],
            "village": child.values["village"],
            "area": str(child.values["area"]),
        }
    return found


def test_every_row_of_the_children_says_what_the_records_say(filled: Desk) -> None:
    children = expected(filled)
    rows = filled.queries.register_rows("child", list(children))
    assert len(rows) == 80
    for row in rows:
        wanted = children[str(row["id"])]
        for name in ("mentor", "last_visit", "visits", "next_due", "categories", "risk", "village"):
            assert row[name] == wanted[name], (row["id"], name)
        assert row["matched"] == int(wanted["mentor"] is not None)


def test_chips_hold_whom_they_say(filled: Desk) -> None:
    today, soon = TODAY.isoformat(), (TODAY + dt.timedelta(days=norms.SOON_DAYS)).isoformat()
    rules: dict[str, Callable[[dict[str, Any]], bool]] = {
        "all": lambda c: c["open"],
        "closed": lambda c: not c["open"],
        "due": lambda c: c["next_due"] is not None and today <= c["next_due"] <= soon,
        "overdue": lambda c: c["next_due"] is not None and c["next_due"] < today,
        "due_or_overdue": lambda c: c["next_due"] is not None and c["next_due"] <= soon,
        "unmatched": lambda c: c["open"] and c["mentor"] is None,
        "attention": lambda c: c["open"] and c["risk"] == "red",
    }
    children = expected(filled)
    counts = filled.queries.chip_counts("child")
    for chip, rule in rules.items():
        wanted = {i for i, c in children.items() if rule(c)}
        assert set(filled.queries.register_ids("child", chip)) == wanted, chip
        assert counts[chip] == len(wanted)
        assert wanted
    assert set(counts) - {"away"} == set(rules)
    assert counts["away"] == 0, "nobody took a file over; tests/package/test_given_away.py"


def test_registers_are_sorted_and_placed(filled: Desk) -> None:
    children = {row: c for row, c in expected(filled).items() if c["open"]}
    number = len(children)
    for place, rule in (
        ("西头", lambda c: c["village"] == "西头"),
        ("999901101", lambda c: c["area"].startswith("999901101")),
        ("没有", lambda c: False),
    ):
        assert set(filled.queries.register_ids("child", within=place)) == {i for i, c in children.items() if rule(c)}
    by_due = [children[i]["next_due"] for i in filled.queries.register_ids("child", sort="next_due")]
    dates = [due for due in by_due if due]
    assert by_due == [*sorted(dates), *[None] * (number - len(dates))]
    backwards = [children[i]["next_due"] for i in filled.queries.register_ids("child", sort="-next_due")]
    assert backwards == [*sorted(dates, reverse=True), *[None] * (number - len(dates))]
    names = [r["name"] for r in filled.queries.register_first("child", limit=80)]
    # a, an, shan, xie, yu, zeng, zhao
    spoken = ["阿依古丽·买买提", "安示例", "单小明", "解样本", "尉迟示例", "曾样本", "赵小样"]
    assert list(dict.fromkeys(names)) == spoken
    visits = filled.queries.register_first("visit", limit=500)
    assert [v["on"] for v in visits] == sorted((v["on"] for v in visits), reverse=True)
    assert len(visits) == filled.queries.count("visit")
    assert {m["end"] for m in filled.queries.register_first("match", "active")} == {None}
    two = list(children)[:2]
    assert [r["id"] for r in filled.queries.register_rows("child", ["c-zzzzzzzz", *two])] == two


def test_mentors_know_their_load(filled: Desk) -> None:
    rows = filled.queries.register_first("mentor")
    assert len(rows) == 12
    free = set(filled.queries.register_ids("mentor", "free"))
    for row in rows:
        active = filled.queries.select("match", {"mentor": row["id"], "end": None})
        load = len({m.values["child"] for m in active})
        assert row["load"] == load
        assert (row["id"] in free) == (load < (1 if row["capacity"] is None else int(str(row["capacity"]))))


def test_a_mentor_renamed_is_renamed_with_the_children(filled: Desk) -> None:
    child = next(r for r in filled.queries.register_first("child") if r["mentor"])
    filled.edit("mentor", str(child["mentor"]), name="新名字")
    assert filled.queries.register_rows("child", [str(child["id"])])[0]["mentor_name"] == "新名字"


def test_figures_are_right(filled: Desk) -> None:
    visits = filled.queries.select("visit")
    months = filled.queries.visits_per_month("2026-01", "2026-11")
    assert [m for m, _ in months] == [f"2026-{n:02d}" for n in range(1, 12)]
    for month, number in months:
        assert number == sum(str(v.values["on"]).startswith(month) for v in visits)
    assert filled.queries.visits_per_month("2025-12", "2026-01")[0][0] == "2025-12"
    children = {row: c for row, c in expected(filled).items() if c["open"]}
    for code, number in filled.queries.spread("category"):
        assert number == sum(code in (c["categories"] or "").split(",") for c in children.values())
    villages = dict(filled.queries.spread("village"))
    assert villages == {v: sum(c["village"] == v for c in children.values()) for v in ("东头", "西头")}


def test_unknown_registers_are_refused(desk: Desk) -> None:
    for ask in (desk.queries.register_ids, desk.queries.register_first, desk.queries.chip_counts):
        with pytest.raises(Refusal):
            ask("chidl")


def test_no_register_and_no_figure_sorts_in_memory(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every statement is asked for its plan: SQLCipher sorts in memory, which takes seconds at a million rows."""
    asked: dict[str, Sequence[object]] = {}
    read = Database.read

    def note(self: Database, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        asked[sql] = values
        return read(self, sql, values)

    monkeypatch.setattr(Database, "read", note)
    own = [entity for entity in LISTED if listing.index(entity)]
    assert {"match", "visit", "aid", "need", "support_contact"} <= set(own)
    for register in (*registers.DEFAULT, *own):
        filled.queries.chip_counts(register)
        for chip in registers.chips(register):
            for sort in registers.SORTS.get(register, (day(register),)):
                for down in ("", "-"):
                    placed = register in (*registers.DEFAULT, "match", "visit")
                    for within in ("", "999901", "东头") if placed else ("",):
                        filled.queries.register_ids(register, chip, down + sort, within)
        filled.queries.register_first(register)
    filled.queries.visits_per_month("2026-01", "2026-11")
    for what in ("category", "village", "schooling"):
        filled.queries.spread(what)
    filled.queries.conflicts()
    filled.queries.tasks()
    assert len(asked) > 300
    monkeypatch.undo()
    covered = 0
    for sql, values in asked.items():
        plan = [str(row[3]) for row in filled.ledger.database.read(f"EXPLAIN QUERY PLAN {sql}", values)]
        few = "FROM task WHERE" in sql and "LIMIT" in sql  # the noted tasks of one kind, counted: a handful
        assert few or not [step for step in plan if "TEMP B-TREE" in step], (sql, plan)
        if sql.startswith("SELECT id FROM"):
            placed = '"visit"' in sql and "child IN" in sql  # walked along the days, each visit looked at
            assert ("visit_on_id__del" if placed else "COVERING INDEX") in plan[0], (sql, plan)
            covered += 1
    assert covered > 200


def test_tasks_tell_what_to_look_at(desk: Desk) -> None:
    card = citizen_id.make("999901", dt.date(2014, 5, 1), 1, "1")
    one = desk.add("child", name="甲示例", id_number=card, number="E1", birth_date="2014-05-02")
    two = desk.add("child", name="乙示例", id_number=card, number="E1", birth_date="2014-05-01")
    desk.add("child", name="丙示例", number="E2")
    mentor = desk.add("mentor", name="钱示例")
    for start in ("2026-01-01", "2026-02-01"):
        desk.add("match", child=one, mentor=mentor, start=start, form="one_to_one")
        desk.add("match", child=two, mentor=mentor, start=start, form="many_to_one")
    visit = desk.add("visit", child="c-zzzzzzzzzz", mentor=mentor, on="2026-10-01", contact="child")
    heads = desk.queries.get(one).heads
    for village in ("东头", "西头"):
        desk.ledger.write([Edit("child", one, {"village": village}, heads)], "tester")

    def told() -> set[tuple[str, str]]:
        return {(t.kind, t.id) for t in desk.queries.tasks()}

    assert told() == {
        ("conflict", one),
        ("two_active_pairs", one),
        ("leads", two),
        ("same_id_number", one),
        ("same_id_number", two),
        ("same_number", one),
        ("same_number", two),
        ("not_arrived", visit),
        ("id_contradiction", one),
    }
    assert {t.detail["name"] for t in desk.queries.tasks() if t.kind == "conflict"} == {"甲示例"}
    desk.edit("child", one, village="东头", birth_date="2014-05-01", id_number=None, number="E3")
    desk.edit("visit", visit, child=two)
    match = desk.queries.select("match", {"child": one})[0]
    desk.edit("match", match.id, end="2026-11-01")
    desk.edit("match", desk.queries.select("match", {"child": two})[0].id, lead=1)
    assert told() == set()


@pytest.mark.parametrize("entity", [e.name for e in ENTITIES.values() if e.numbered])
def test_a_number_used_twice_is_a_task_in_every_numbered_register(desk: Desk, entity: str) -> None:
    one, two = (desk.add(entity, name=name, number="X1") for name in ("甲示例", "乙示例"))
    desk.add(entity, name="丙示例", number="X2")
    for other in ENTITIES.values():
        if other.numbered and other.name != entity:
            desk.add(other.name, name="丁示例", number="X1")  # another register: no clash
    found = [(t.kind, t.entity, t.id, t.detail["name"], t.detail["value"]) for t in desk.queries.tasks()]
    expected = {("same_number", entity, one, "甲示例", "X1"), ("same_number", entity, two, "乙示例", "X1")}
    assert (set(found), len(found)) == (expected, 2)
    desk.edit(entity, two, _del=1)
    assert desk.queries.tasks() == []


def test_numbered_are_those_that_decision_4_names() -> None:
    assert {e.name for e in ENTITIES.values() if e.numbered} == {"child", "household", "mentor"}


def test_a_closed_file_is_counted_apart_and_comes_back_when_it_is_reopened(desk: Desk) -> None:
    open_, shut = desk.add("child", name="赵小样", village="石门村"), desk.add("child", name="钱小样", village="石门村")
    before = desk.queries.chip_counts("child")
    desk.edit("child", shut, closed_on="2026-10-01", closed_reason="迁出")
    after = desk.queries.chip_counts("child")
    assert (after["all"], after["closed"]) == (before["all"] - 1, before["closed"] + 1)
    assert desk.queries.register_ids("child", "closed") == [shut]
    assert shut not in desk.queries.register_ids("child")
    assert open_ in desk.queries.register_ids("child")
    assert dict(desk.queries.spread("village"))["石门村"] == 1
    desk.edit("child", shut, closed_on=None)
    assert desk.queries.chip_counts("child") == before


def test_derived_tables_of_an_older_version_are_made_anew(desk: Desk) -> None:
    shut = desk.add("child", name="钱小样", closed_on="2026-10-01")
    with desk.ledger.database.writing() as connection:
        connection.execute("DROP TABLE child_state")
        connection.execute("CREATE TABLE child_state(id TEXT PRIMARY KEY NOT NULL, name_key TEXT) WITHOUT ROWID")
        connection.execute("UPDATE setting SET value = 'older' WHERE key = 'catalogue'")
    folder = desk.folder
    desk.ledger.close()
    again = office_files.opened(folder)
    assert again.queries.register_ids("child", "closed") == [shut]
    again.ledger.close()
