"""A file that another office took over asks the old one for nothing more: no list, no day on which it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import recording, transferring, worklists
from casefiles.domain.entities import ENTITIES
from db.rebuilding import rebuild
from tests.package.offices import add
from tests.package.test_transfer import HERE, THERE, child, round_, three

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office

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
