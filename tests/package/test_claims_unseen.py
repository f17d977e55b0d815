"""A file that another office claims stays, however the claim is spelled and by whatever way it comes; and who knows the
id of a file opens nothing by writing into it."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from casefiles import exchange, questioning
from casefiles.domain.changes import stub_of
from casefiles.domain.trust import Link
from casefiles.domain.vouching import Said
from casefiles.edges import codec
from casefiles.edges.package.certificates import Vouched, packed
from casefiles.edges.package.writing import Key
from casefiles.exchange import revoking
from tests.package.crafted import body, bring, by_nobody, onward
from tests.package.offices import add, edit
from tests.package.test_claims import SECRET, claimed, left
from tests.package.test_out_of_scope import CODES, land, send, sound, template
from tests.package.test_prying import opened
from tests.package.test_stubs import COUNTY, HERE, THERE, carry, three, value

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import SimpleNamespace

    import msgspec

    from casefiles.office import Office

__all__ = ["land", "template", "three"]

SPELLINGS: dict[str, Callable[[bytes], bytes]] = {
    "a name that no version knows": lambda raw: raw[:-1] + b',"zz":{"p":[]}}',
    "a space": lambda raw: raw.replace(b'"area":', b'"area" :'),
    "a letter by its number": lambda raw: raw.replace(b'"area":', b'"\\u0061rea":'),
}


def keeps_it(three: dict[str, Office], child: str, stick: Path) -> None:
    """The file is where it was, both are told, and the one that claims it learns nothing of it."""
    county = three[COUNTY]
    assert value(county, child, "area") == THERE
    assert SECRET.encode() not in opened(three[HERE], carry(three, COUNTY, HERE, stick).file)
    carry(three, COUNTY, THERE, stick)
    assert value(three[THERE], child, "area") == THERE
    assert [asked.values["of"] for asked in questioning.to_answer(three[THERE])] == [child]
    assert county.queries.check()["ok"]


@pytest.mark.parametrize("how", SPELLINGS)
def test_a_claim_in_another_spelling(
    three: dict[str, Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    class Altered:
        def __init__(self, true: msgspec.json.Encoder) -> None:
            self._true = true

        def encode(self, thing: Any) -> bytes:
            raw = self._true.encode(thing)
            return SPELLINGS[how](raw) if isinstance(thing, codec.Wire) else raw

    child = left(three, tmp_path)
    with monkeypatch.context() as altered:
        altered.setattr(codec, "_encoder", Altered(codec._encoder))
        claimed(three, child, tmp_path)
    keeps_it(three, child, tmp_path)


def test_a_claim_that_comes_as_something_brought_back(three: dict[str, Office], tmp_path: Path) -> None:
    """As a check first, and then what that stands for."""
    here, county = three[HERE], three[COUNTY]
    child = left(three, tmp_path)
    carry(three, HERE, COUNTY, tmp_path)
    run = onward(here, county, claim := body(child, "child", {"area": HERE}, here.queries.get(child).heads))
    bring(here, county, tmp_path, replace(run, bodies=(stub_of(claim),)))
    assert bring(here, county, tmp_path, mends=run).mended == 1
    keeps_it(three, child, tmp_path)


def test_a_claim_of_a_computer_that_becomes_theirs_afterwards(three: dict[str, Office], tmp_path: Path) -> None:
    here, county = three[HERE], three[COUNTY]
    child = left(three, tmp_path)
    carry(three, HERE, COUNTY, tmp_path)
    old, new = Key(here.ledger.keys()[0]), Key(os.urandom(32))
    run, proof = by_nobody(new, body(child, "child", {"area": HERE}, here.queries.get(child).heads))
    report = bring(here, county, tmp_path, run, proofs=[proof])
    assert [p.code for p in report.problems] == ["OUT_OF_SCOPE"]
    said = Link(old.public, new.public, b"").said()
    link = Link(old.public, new.public, old.sign(said))
    bring(here, county, tmp_path, vouched=packed(Vouched(Said(links=(link,)), None)))
    keeps_it(three, child, tmp_path)


def test_a_claim_of_a_blocked_computer_that_is_accepted(three: dict[str, Office], tmp_path: Path) -> None:
    here, county = three[HERE], three[COUNTY]
    child = left(three, tmp_path)
    carry(three, HERE, COUNTY, tmp_path)
    revoking.revoke(county, HERE)
    claimed(three, child, tmp_path)
    assert value(county, child, "area") == THERE
    touched = revoking.accept_blocked(county, here.ledger.device)
    assert value(county, child, "area") == THERE
    [question] = county.queries.select("question")
    assert question.values["of"] == child
    assert touched.rows["question"] == (question.id,), "what was asked because of it is told to the windows, too"
    assert touched.rows["child"] == (child,)


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("what", ["child", "visit"])
def test_it_makes_no_difference_which_comes_first(
    three: dict[str, Office], tmp_path: Path, what: str, *, late: bool
) -> None:
    """A slip is taken back, and where the file had come to somebody has written of it already."""
    here, there = three[HERE], three[THERE]
    child = add(here, "child", name="石小例", area=HERE)
    edit(here, child, area=THERE)
    carry(three, HERE, COUNTY, tmp_path)
    carry(three, COUNTY, THERE, tmp_path)
    if what == "child":
        edit(there, child, address=SECRET)
    else:
        add(there, "visit", child=child, on="2026-11-03", place=SECRET)
    if not late:
        carry(three, THERE, COUNTY, tmp_path)
    claimed(three, child, tmp_path)
    if late:
        assert value(three[COUNTY], child, "area") == HERE, "nobody knows better yet"
        carry(three, THERE, COUNTY, tmp_path)
    keeps_it(three, child, tmp_path)


def test_a_visit_that_is_changed_by_something_brought_back(land: SimpleNamespace) -> None:
    child = add(land.town, "child", name="石一例", area=CODES["town"])
    visit = add(land.town, "visit", child=child, on="2026-09-02", contact="child", place="一切都好")
    send(land.town, land.county, land.stick)
    send(land.other, land.county, land.stick)
    heads = land.county.queries.get(visit).heads
    run = onward(land.other, land.county, change := body(visit, "visit", {"place": "改过"}, heads))
    bring(land.other, land.county, land.stick, replace(run, bodies=(stub_of(change),)))
    report = bring(land.other, land.county, land.stick, mends=run)
    assert [p.code for p in report.problems] == ["OUT_OF_SCOPE"]
    assert land.county.queries.get(visit).values["place"] == "一切都好"
    assert sound(land.county)


@pytest.mark.parametrize("made_up", [False, True])
@pytest.mark.parametrize("kind", ["child", "visit"])
def test_who_writes_into_a_file_without_a_division_gets_nothing_of_it(
    land: SimpleNamespace, kind: str, *, made_up: bool
) -> None:
    """Not even by a change that names something made up alone."""
    child = add(land.town, "child", name="石一例")
    row = child if kind == "child" else add(land.town, "visit", child=child, on="2026-09-02")
    send(land.town, land.county, land.stick)
    mine = {"child": {"name": "改过"}, "visit": {"place": "改过"}}[kind]
    heads = [os.urandom(20)] if made_up else land.county.queries.get(row).heads
    run = onward(land.other, land.county, body(row, kind, mine, heads, ts=1))
    report = bring(land.other, land.county, land.stick, run)
    assert [p.code for p in report.problems] == ["OUT_OF_SCOPE"]
    secret = {"child": {"school": SECRET}, "visit": {"place": SECRET}}[kind]
    edit(land.county, row, **secret)
    inside = opened(land.other, exchange.export(land.county, CODES["other"], land.stick).path)
    assert SECRET.encode() not in inside
    assert "石一例".encode() not in inside


def test_who_sent_a_file_away_is_told_that_alone(three: dict[str, Office], tmp_path: Path) -> None:
    """Not what is written of it later together with the same division, as where somebody decides about a conflict."""
    county = three[COUNTY]
    child = add(three[HERE], "child", name="石小例", area=HERE)
    edit(three[HERE], child, area=THERE)
    carry(three, HERE, COUNTY, tmp_path)
    carry(three, COUNTY, THERE, tmp_path)
    edit(three[THERE], child, area=THERE, address=SECRET)
    carry(three, THERE, COUNTY, tmp_path)
    edit(county, child, area=THERE, school=SECRET)
    assert SECRET.encode() not in opened(three[HERE], carry(three, COUNTY, HERE, tmp_path).file)
    assert value(three[HERE], child, "area") == THERE
