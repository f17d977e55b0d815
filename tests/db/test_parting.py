"""Files put together and taken apart in any order, with clocks that jump: what a person typed is never lost."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from casefiles import merging, recording, undoing
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office

if TYPE_CHECKING:
    from tests.db.office_files import Desk

FIELDS = ("address", "school", "note", "opened_on")
DAY = 86_400_000


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def values(office: Office, row: str) -> dict[str, object]:
    found = office.queries.get(row)
    assert found is not None
    return dict(found.values)


def typed_text(chance: Random, name: str) -> str:
    return f"2025-0{chance.randint(1, 9)}-0{chance.randint(1, 9)}" if name == "opened_on" else f"第{chance.random()}"


@pytest.mark.parametrize("seed", range(12))
def test_each_file_is_again_what_people_typed_into_it(office: Office, desk: Desk, seed: int) -> None:
    """The oracle knows only what was typed into which file. While a file is merged the other takes the typing."""
    chance = Random(seed)
    files = [desk.add("child", name=f"赵{c}样", village="石门村", opened_on="2025-01-01") for c in "一二三"]
    typed = {row: {name: values(office, row).get(name) for name in FIELDS} for row in files}
    said: list[str] = []

    def jump() -> None:
        desk.clock.at += chance.choice((-3, -1, 0, 0, 1, 5)) * DAY

    for _ in range(40):
        jump()
        what, row, name = chance.randrange(6), chance.choice(files), chance.choice(FIELDS)
        other = chance.choice([f for f in files if f != row])
        try:
            if what < 2:
                draft = typed_text(chance, name)
                recording.save(office, ENTITIES["child"], {name: draft}, row)
                typed[row][name] = draft
            elif what < 4:
                wanted = {n: chance.choice(("left", "right")) for n in FIELDS if chance.random() < 0.5}
                done = merging.merge(office, row, other, wanted)
                if chance.random() < 0.2:
                    jump()
                    undoing.take_back(office, merging.as_saved(done))
            else:
                done = merging.unmerge(office, row)
                if chance.random() < 0.2:
                    jump()
                    undoing.take_back(office, merging.as_saved(done))
        except Refusal as refusal:
            said += [p.code for p in refusal.problems]
    for _ in range(len(files)):
        for row in files:
            if values(office, row).get("merged_into"):
                jump()
                merging.unmerge(office, row)
    for row in files:
        assert {name: values(office, row).get(name) for name in FIELDS} == typed[row], row
    assert set(said) <= {"MERGE_SELF", "MERGE_ALREADY", "MERGED_FILE", "NOT_MERGED"}


def test_parting_twice_gives_back_once_and_a_later_merge_is_a_merge_of_its_own(office: Office, desk: Desk) -> None:
    one = desk.add("child", name="赵一样", address="东头一号", school="石门小学")
    two = desk.add("child", name="赵二样", address="西头二号")
    merging.merge(office, one, two, {"address": "left"})
    merging.unmerge(office, one)
    recording.save(office, ENTITIES["child"], {"address": "东头一号"}, two)  # typed: the same as the merge had brought
    with pytest.raises(Refusal, match="NOT_MERGED"):
        merging.unmerge(office, one)
    merging.merge(office, one, two)
    recording.save(office, ENTITIES["child"], {"school": "河湾小学"}, two)
    desk.clock.at -= 30 * DAY
    recording.save(office, ENTITIES["child"], {"note": "常住外婆家"}, two)
    merging.unmerge(office, one)
    kept = values(office, two)
    assert (kept["address"], kept["school"], kept["note"]) == ("东头一号", "河湾小学", "常住外婆家")
    assert values(office, one)["school"] == "石门小学"
