"""A division was joined to another: who enters its code is told the new one, who gets its files is told how many, and
the name of a village is not lost with its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import divisions, exchange, recording, redividing
from casefiles.domain import areas_told
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from tests.package.offices import add, edit
from tests.package.test_redividing import OLD, ON, TOWN, area, join, send, three

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office

__all__ = ["three"]
VILLAGE = f"{OLD}003"


def told(office: Office, code: str) -> list[tuple[str, str, str]]:
    found = recording.check(ENTITIES["child"], {"name": "石新例", "area": code}, office.clock.today())
    assert not found.problems
    return [(p.code, p.field, str(p.args["new"])) for p in found.warnings]


def test_who_enters_the_old_code_is_told_the_new_one(three: SimpleNamespace) -> None:
    county, old = three.county, three.old
    divisions.tell(old)
    assert told(old, OLD) == []
    line = join(county, on="2026-10-01").id
    join(county, VILLAGE, f"{TOWN}009", on="2027-01-01")
    send(county, old, three.stick)
    assert told(old, OLD) == [("AREA_JOINED", "area", TOWN)]
    assert told(old, VILLAGE) == [("AREA_JOINED", "area", TOWN)]
    assert told(old, TOWN) == told(old, "") == []
    made = recording.save(old, ENTITIES["child"], {"name": "石新例", "area": OLD})
    (warning,) = made.warnings
    for lang in ("zh", "en"):
        assert TOWN in warning.say(lang)
        assert "青石镇" in warning.say(lang)
    assert not recording.save(old, ENTITIES["child"], {"note": "x"}, made.id).warnings, "nobody typed it again"
    old.clock.at += 90 * 86_400_000
    assert told(old, VILLAGE) == [("AREA_JOINED", "area", f"{TOWN}009")]
    divisions.tell(county)
    assert told(county, OLD)
    recording.remove(county, line)
    assert told(county, OLD) == []
    areas_told.forget(county.ledger, closed=True)


def test_who_gets_files_by_a_joining_is_told_how_many(three: SimpleNamespace) -> None:
    county, town, old, stick = three.county, three.town, three.old, three.stick
    mine = add(town, "child", name="钱小样", area=TOWN)
    came = [add(old, "child", name=f"石{n}例", area=OLD) for n in range(3)]
    came.append(add(old, "mentor", name="周样", area=VILLAGE))
    for giver in (old, town):
        send(giver, county, stick)
    join(county)
    edit(county, mine, school="石门小学")
    report = send(county, town, stick)
    (problem,) = [p for p in report.problems if p.code == "CAME_JOINED"]
    assert (problem.args["n"], problem.args["old"], problem.args["day"]) == (4, OLD, ON)
    for lang in ("zh", "en"):
        assert OLD in problem.say(lang)
    (task,) = [t for t in town.queries.tasks() if t.kind == "came_joined"]
    assert (task.id, task.detail["n"]) == (OLD, "4")
    (noted,) = exchange.tray(town).joined
    assert noted.problem == problem
    assert set(noted.rows) == set(came)
    edit(county, came[0], school="石门小学")
    again = send(county, town, stick)
    assert again.state == "done"
    assert not again.problems, "each file once"
    late = add(old, "child", name="石晚例", area=OLD)
    send(old, county, stick)
    (problem,) = send(county, town, stick).problems
    assert problem.args["n"] == 1
    assert area(town, late) == TOWN
    (noted,) = exchange.tray(town).joined
    assert (noted.n, set(noted.rows)) == (5, {*came, late})
    assert exchange.settle_joined(town, OLD) == noted
    assert not exchange.tray(town)
    assert not [t for t in town.queries.tasks() if t.kind == "came_joined"]
    with pytest.raises(Refusal, match="NOT_REFUSED"):
        exchange.settle_joined(town, OLD)
    assert not [p for p in send(county, old, stick).problems if p.code == "CAME_JOINED"]


def test_the_name_of_a_village_stays_where_its_code_becomes_the_township_s(three: SimpleNamespace) -> None:
    county, old, stick = three.county, three.old, three.stick
    recording.save(county, ENTITIES["division"], {"code": VILLAGE, "name": "石门村"})
    divisions.tell(county)
    bare = add(old, "child", name="石小例", area=VILLAGE)
    says = add(old, "household", name="石老样", area=VILLAGE, village="石门村三组")
    unknown = add(old, "mentor", name="周样", area=f"{OLD}004")
    send(old, county, stick)
    join(county)
    assert [area(county, row) for row in (bare, says, unknown)] == [TOWN] * 3
    villages = [county.queries.get(row).values["village"] for row in (bare, says, unknown)]
    assert villages == ["石门村", "石门村三组", None]
    join(county, TOWN, "999901103", on="2026-06-01")
    assert redividing.joined(county)[OLD].new == "999901103"
    assert county.queries.get(bare).values["village"] == "石门村"
    areas_told.forget(county.ledger, closed=True)
