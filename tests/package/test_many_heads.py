"""Whoever writes beside the rest again and again keeps nobody from saving."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from casefiles import recording
from casefiles.domain.entities import ENTITIES
from casefiles.edges.codec import MAX_PARENTS
from tests.package.crafted import body, bring, onward
from tests.package.offices import add
from tests.package.test_out_of_scope import CODES, land, send, sound, template

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["land", "template"]


@pytest.mark.parametrize("times", [MAX_PARENTS - 2, MAX_PARENTS - 1, MAX_PARENTS, 3 * MAX_PARENTS])
def test_a_save_names_all_that_was_on_the_screen(land: SimpleNamespace, times: int) -> None:
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    made_up = [body(row, "child", {"school": f"第{n}小学"}, [os.urandom(20)]) for n in range(times)]
    bring(land.city, land.county, land.stick, onward(land.city, land.county, *made_up))
    before = land.county.queries.get(row)
    assert len(before.heads) == times + 1
    recording.save(land.county, ENTITIES["child"], {"school": "石门小学", "note": "已核对"}, row)
    now = land.county.queries.get(row)
    assert len(now.heads) == 1
    assert (now.values["school"], now.values["note"], now.values["name"]) == ("石门小学", "已核对", "石一例")
    assert not now.rivals
    assert sound(land.county)
    send(land.county, land.town, land.stick)
    there = land.town.queries.get(row)
    assert (there.values["school"], there.values["note"]) == ("石门小学", "已核对")
    assert not there.rivals
    recording.save(land.county, ENTITIES["child"], {"school": "云台小学"}, row)
    assert land.county.queries.get(row).values["school"] == "云台小学"
