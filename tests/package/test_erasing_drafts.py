"""What was typed and not saved when a file is erased: what tells of the child goes, what is another's stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from casefiles import erasing
from tests.package.offices import add

if TYPE_CHECKING:
    from types import SimpleNamespace

TOWN = "999901101"
NAME, NUMBER = "石小例", "999901201501010017"


@pytest.fixture
def lives(world: SimpleNamespace) -> SimpleNamespace:
    """The erased child with a household and a brother in it, a namesake elsewhere, one of a longer name."""
    county = world.county
    home = add(county, "household", name="石老样", area=TOWN)
    child = add(county, "child", name=NAME, id_number=NUMBER, area=TOWN, household=home, closed_on="2026-01-01")
    world.child, world.home = child, home
    world.brother = add(county, "child", name="石大例", area=TOWN, household=home)
    world.namesake = add(county, "child", name=NAME, area=TOWN)
    world.longer = add(county, "child", name=f"{NAME}花", area=TOWN)
    return world


def left(world: SimpleNamespace, **drafts: tuple[str, dict[str, str]]) -> set[str]:
    """Which of these drafts stand after the erasure."""
    ledger = world.county.ledger
    for key, fields in drafts.values():
        ledger.keep_draft(key, fields)
    erasing.order(world.county, world.child, "withdrawn")
    for key, fields in drafts.values():
        kept = ledger.draft(key)
        assert kept is None or kept[0] == fields, key
    return {name for name, (key, _) in drafts.items() if ledger.draft(key) is not None}


def test_what_tells_of_the_child_goes(lives: SimpleNamespace) -> None:
    w = lives
    assert not left(
        w,
        its_form=(f"child:{w.child}", {"note": "夜里常哭"}),
        its_visit=("visit:new", {"child": w.child, "summary": "夜里常哭"}),
        visit_to=(f"visit:new:{w.child}", {"summary": "夜里常哭"}),
        brothers=(f"visit:new:{w.brother}", {"summary": f"{NAME}也在"}),
        household=(f"household:{w.home}", {"note": f"{NAME}随祖母"}),
        nobodys=("visit:new:x", {"summary": f"刚见过{NAME}"}),
        number=("visit:new:y", {"summary": f"证号 {NUMBER}"}),
        typed_anew=("child:new", {"name": NAME, "id_number": NUMBER}),
        in_anothers=(f"visit:new:{w.longer}", {"summary": f"证号{NUMBER}"}),
    )


def test_what_is_anothers_stays(lives: SimpleNamespace) -> None:
    w = lives
    drafts = {
        "form": (f"child:{w.namesake}", {"name": NAME, "note": f"{NAME}爱画画"}),
        "visit": (f"visit:new:{w.namesake}", {"summary": f"{NAME}在家"}),
        "by_field": ("visit:new", {"child": w.namesake, "summary": f"{NAME}在家"}),
        "new_file": ("child:new", {"name": NAME, "note": f"{NAME}刚搬来"}),
        "longer": (f"visit:new:{w.longer}", {"summary": f"{NAME}花在家"}),
        "brother": (f"visit:new:{w.brother}", {"summary": "在家"}),
        "other": ("visit:new:z", {"summary": "别的"}),
    }
    assert left(w, **drafts) == set(drafts)


def test_of_a_list_only_the_childs_line_goes(lives: SimpleNamespace) -> None:
    w, ledger = lives, lives.county.ledger
    batch = add(w.county, "aid_batch", name="中秋慰问", on="2026-09-10")
    lines = [
        [w.namesake, "", {"note": NAME}, False, []],
        [w.child, "", {"note": "夜里常哭"}, False, []],
        [w.brother, "", {"note": f"{NAME}代领"}, False, []],
        [w.longer, "", {"amount": "200"}, False, []],
    ]
    ledger.keep_draft(f"grid:aid:{batch}", {"lines": json.dumps(lines, ensure_ascii=False)})
    ledger.keep_draft("grid:aid:x", {"lines": json.dumps([lines[1]], ensure_ascii=False)})
    ledger.keep_draft(f"grid:aid:{w.child}", {"lines": json.dumps([lines[3]], ensure_ascii=False)})
    erasing.order(w.county, w.child, "withdrawn")
    kept, _ = ledger.draft(f"grid:aid:{batch}")
    assert json.loads(kept["lines"]) == [lines[0], lines[3]]
    assert ledger.draft("grid:aid:x") is None
    assert ledger.draft(f"grid:aid:{w.child}") is None
