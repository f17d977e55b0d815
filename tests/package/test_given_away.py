"""A file that another office took over asks the old one for nothing more: no list, no day on which it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import deciding, duplicates, recording, transferring, worklists
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from db.rebuilding import rebuild
from tests.package.offices import add, edit
from tests.package.test_transfer import HERE, THERE, child, round_, three

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office
    from casefiles.ports import Task

__all__ = ["three"]


def asked(office: Office, row: str) -> set[str]:
    """The worklists that name this child, whose numbers all say what they list."""
    found, counted = set(), worklists.counts(office)
    for name in worklists.NAMES:
        lines = worklists.lines(office, name, limit=100)
        assert len(lines) == counted[name], name
        if any(line.id == row for line in lines):
            found.add(name)
    return found


def given(three: SimpleNamespace) -> tuple[str, transferring.Transferred]:
    """A child about whom there is a lot to do, and whose file the other township took over."""
    town = three.town
    row = child(town)
    more = {"follow_up": "送书包", "follow_by": "2026-05-09"}
    add(town, "visit", child=row, on="2026-05-02", kind="home", contact="child", **more)
    add(town, "risk_review", child=row, on="2026-05-02", level="red", next_on="2026-06-01")
    recording.save(town, ENTITIES["child"], {"risk": "red"}, row)
    add(town, "action", child=row, what="联系学校", due="2026-06-01")
    round_(three)
    stood = asked(town, row)
    assert {"overdue", "follow_ups", "reviews", "actions", "missing_health", "missing_category"} <= stood
    done = transferring.transfer(town, row, THERE, "moved")
    round_(three)
    assert "unmatched" in asked(town, row), "until the other office has answered the file is this one's to look after"
    transferring.accept(three.other, done.id)
    round_(three)
    return row, done


def test_no_worklist_of_the_old_office_names_it_and_the_new_ones_do(three: SimpleNamespace) -> None:
    row, _ = given(three)
    assert asked(three.town, row) == set()
    assert {"overdue", "unmatched", "follow_ups", "reviews", "actions", "missing_health"} <= asked(three.other, row)
    assert {"overdue", "unmatched"} <= asked(three.county, row), "the county has it as before"


def test_it_stands_in_the_register_under_a_chip_of_its_own(three: SimpleNamespace) -> None:
    row, _ = given(three)
    town, ask = three.town, three.town.queries.register_ids
    chips = town.queries.chip_counts("child")
    assert chips["away"] == 1
    assert ask("child", "away") == [row]
    assert [c for c in chips if c != "away" and row in ask("child", c)] == []
    assert three.county.queries.chip_counts("child")["away"] == 0
    (shown,) = town.queries.register_rows("child", [row])
    assert shown["next_due"] is None


def test_a_file_that_came_back_is_on_the_lists_again(three: SimpleNamespace) -> None:
    row, _ = given(three)
    for office in (three.town, three.county, three.other):
        office.clock.at += 86_400_000
    back = transferring.transfer(three.other, row, HERE, "moved")
    round_(three)
    transferring.accept(three.town, back.id)
    round_(three)
    assert {"overdue", "unmatched"} <= asked(three.town, row)
    assert asked(three.other, row) == set()


def test_a_new_norm_makes_no_day_on_which_the_old_office_is_to_go(three: SimpleNamespace) -> None:
    row, _ = given(three)
    norm = {"name": "每月走访", "interval": "30", "start": "2020-01-01"}
    recording.save(three.town, ENTITIES["norm"], norm)
    (shown,) = three.town.queries.register_rows("child", [row])
    assert shown["next_due"] is None
    assert asked(three.town, row) == set()


def test_what_is_made_anew_from_the_log_says_the_same(three: SimpleNamespace) -> None:
    row, _ = given(three)
    with three.town.ledger.database.writing() as connection:
        rebuild(connection)
    assert asked(three.town, row) == set()
    assert three.town.queries.register_ids("child", "away") == [row]


def test_no_task_twin_or_conflict_of_the_old_office_names_it(three: SimpleNamespace) -> None:
    town, other = three.town, three.other
    card = "999901201503020016"
    row = child(town)
    twin = add(town, "child", name="石小雨", area=HERE, village="石门村", birth_date="2015-03-02", id_number=card)
    edit(town, row, id_number=card, sex="2")
    add(town, "risk_review", child=row, on="2026-05-02", level="red")
    heads = heads_of(town, row)
    for school in ("石门小学", "河湾小学"):  # two people who did not know of each other
        town.ledger.write([Edit("child", row, {"school": school}, heads)], "clerk")
    duplicates.look_through(town)
    stood = {task.kind for task in named(town, row)}
    assert {"risk_differs", "same_id_number", "conflict", "id_contradiction"} <= stood
    assert {one.key for one in deciding.disputes(town)} == {f"{row}:school"}
    assert (town.queries.disputed(), len(duplicates.kept(town))) == (1, 1)
    round_(three)
    done = transferring.transfer(town, row, THERE, "moved")
    round_(three)
    assert {task.kind for task in named(town, row)} >= stood - {"same_id_number"}, "until the other office has answered"
    transferring.accept(other, done.id)
    round_(three)
    assert named(town, row) == []
    assert {"same_id_two_offices"} <= {task.kind for task in named(town, twin)}, "who is here again is told where it is"
    assert deciding.disputes(town) == duplicates.kept(town) == []
    assert town.queries.disputed() == 0
    assert {"risk_differs", "conflict", "id_contradiction"} <= {task.kind for task in named(other, row)}
    assert other.queries.disputed() == 1
    assert three.county.queries.disputed() == 1, "the county has it as before"


def named(office: Office, row: str) -> list[Task]:
    return [t for t in office.queries.tasks() if row in (t.id, t.detail.get("child"))]


def heads_of(office: Office, row: str) -> tuple[bytes, ...]:
    found = office.queries.get(row)
    assert found is not None
    return found.heads
