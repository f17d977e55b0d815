"""Two offices say that they made one record: an id is one computer's own, so one of them lies. An office above
decides."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.changes import Edit
from casefiles.domain.trespass import trespasses, two_makers
from tests.package.offices import add, edit
from tests.package.test_out_of_scope import CODES, change, land, send, sound, template

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.domain.changes import Change
    from casefiles.office import Office

__all__ = ["land", "template"]

OFFICES = {"x": "999901101", "y": "999901102", "c": "999901", "p": "9999", "d": "999902", "z": "999902101"}
MADE = change("x", 1, area="999901101", name="a")
CLAIM = change("y", 1, area="999901102", name="b")


def hidden(*changes: Change, offices: dict[str, str] = OFFICES) -> set[bytes]:
    """In every order, parents first."""
    found = set()
    for order in itertools.permutations(changes):
        if all(order.index(one) > order.index(p) for one in order for p in order if p.id.hex() in one.body.p):
            found.add(frozenset(one.id for one in trespasses(order, offices)))
    [only] = found
    return set(only)


def test_without_a_word_from_above_both_stand() -> None:
    assert hidden(MADE, CLAIM) == set()
    assert two_makers([MADE, CLAIM], OFFICES) == [MADE, CLAIM]
    theirs = change("y", 2, (CLAIM,), name="c")
    mine = change("x", 2, (MADE,), name="c")
    assert hidden(MADE, CLAIM, theirs, mine) == set()


def test_who_was_passed_over_by_an_office_above_made_nothing() -> None:
    said = change("c", 1, (MADE,), village="v")
    theirs = change("y", 2, (CLAIM,), name="c")
    both = change("y", 3, (CLAIM, MADE), area="999901102")
    mine = change("x", 2, (CLAIM, MADE), name="d")
    everything = (MADE, CLAIM, said, theirs, both, mine)
    assert hidden(*everything) == {CLAIM.id, theirs.id, both.id}
    assert two_makers(everything, OFFICES) == []
    assert hidden(MADE, CLAIM, change("p", 1, (MADE,), village="v")) == {CLAIM.id}
    assert hidden(MADE, change("y", 1, village="b"), said) == {CLAIM.id}, "also without a division"


def test_an_office_above_that_has_seen_both_has_taken_both_in() -> None:
    said = change("c", 1, (MADE,), village="v")
    decided = change("c", 2, (MADE, CLAIM), area="999901101")
    assert hidden(MADE, CLAIM, decided) == set()
    assert two_makers([MADE, CLAIM, decided], OFFICES) == []
    assert hidden(MADE, CLAIM, said, decided) == set()
    higher = change("p", 1, (said,), name="e")
    assert hidden(MADE, CLAIM, said, decided, higher) == {CLAIM.id}, "the highest word counts"


def test_nobody_overrules_whom_he_is_not_above() -> None:
    assert hidden(MADE, CLAIM, change("x", 2, (MADE,), village="v")) == set()
    assert hidden(MADE, CLAIM, change("d", 1, (CLAIM,), area="999901102")) == {change("d", 1).id}, "of another county"
    strange = change("z", 1, area="999902101")
    assert hidden(MADE, strange, change("c", 1, (MADE,), village="v")) == set(), "the county is not above that one"
    assert hidden(MADE, strange, change("d", 1, (MADE,), area="999902101")) == {change("d", 1).id}
    assert hidden(MADE, strange, change("p", 1, (MADE,), village="v")) == {strange.id}
    above = change("c", 1, area="999901101")
    assert hidden(MADE, above) == set(), "offices of one line may both have made it"
    assert hidden(MADE, CLAIM, above) == {CLAIM.id}


def claimed(land: SimpleNamespace, row: str, **fields: str) -> None:
    """The other town says that it made the record."""
    land.other.ledger.write([Edit("child", row, fields, ())], "clerk")


def passed_over(office: Office, row: str, n: int = 1) -> None:
    found = office.queries.get(row)
    assert (found.values["name"], found.values["area"], dict(found.rivals)) == ("石一例", CODES["town"], {})
    assert len([one for one in office.ledger.out_of_scope() if one.row == row]) == n
    assert sound(office)


@pytest.mark.parametrize("written", [False, True])
def test_the_office_above_says_who_made_it(land: SimpleNamespace, *, written: bool) -> None:
    """By what it held before; where it has written in the file itself it need not say it again."""
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    if written:
        edit(land.county, row, school="石门小学")
    claimed(land, row, name="石改例", area=CODES["other"])
    before = land.county.ledger.vector()[land.county.ledger.device].seq
    report = send(land.other, land.county, land.stick)
    assert [(p.code, p.args["n"]) for p in report.problems] == [("OUT_OF_SCOPE", 1)]
    own = land.county.ledger.vector()[land.county.ledger.device].seq
    assert own - before == (0 if written else 1)
    passed_over(land.county, row)
    assert send(land.other, land.county, land.stick).problems == (), "it is said once"
    edit(land.other, row, name="石再例")
    assert [p.code for p in send(land.other, land.county, land.stick).problems] == ["OUT_OF_SCOPE"]
    send(land.county, land.city, land.stick)
    send(land.county, land.town, land.stick)
    for office in (land.county, land.city, land.town):
        passed_over(office, row, 2)
    edit(land.town, row, village="甲村")
    send(land.town, land.county, land.stick)
    assert land.county.queries.get(row).values["village"] == "甲村"
    found = exchange.beyond(land.county)
    assert [(one.row, one.by, one.ours) for one in found] == [(row, "雾溪镇（演示）", True)]


def test_what_is_hidden_is_counted_once(land: SimpleNamespace) -> None:
    """With the claim comes what was hidden already when the office above said who made the file."""
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    claimed(land, row, name="石改例", area=CODES["other"])
    on_ours = Edit("child", row, {"village": "乙村"}, land.town.queries.get(row).heads)
    land.other.ledger.write([on_ours], "clerk")
    report = send(land.other, land.county, land.stick)
    passed_over(land.county, row, 2)
    assert [(p.code, p.args["n"]) for p in report.problems] == [("OUT_OF_SCOPE", 2)]


def test_an_import_does_not_read_again_what_waits_for_a_decision(
    land: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [add(land.town, "child", name=f"石{n}例", area=CODES["town"]) for n in range(5)]
    for row in rows:
        claimed(land, row, name="石改例", area=CODES["other"])
    whose = {getattr(land, name).ledger.device: code for name, code in CODES.items()}
    for office in (land.town, land.other):
        land.county.ledger.apply(list(office.ledger.since({})), offices=whose)
    assert land.county.ledger.two_makers() == sorted(rows)
    read, history = [], land.county.ledger.history
    monkeypatch.setattr(land.county.ledger, "history", lambda row: read.append(row) or history(row))
    other = add(land.town, "child", name="钱一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    assert land.county.queries.get(other) is not None
    assert not set(rows) & set(read)


def test_a_claim_that_changes_nothing_makes_nobody_a_maker_either(land: SimpleNamespace) -> None:
    """It says what the file says, and so makes no conflict; what it writes on that later would."""
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    claimed(land, row, name="石一例")
    assert [p.code for p in send(land.other, land.county, land.stick).problems] == ["OUT_OF_SCOPE"]
    edit(land.other, row, name="石改例")
    send(land.other, land.county, land.stick)
    passed_over(land.county, row, 2)


def test_whoever_takes_in_both_at_once_is_asked(land: SimpleNamespace) -> None:
    """A county that had nothing of it before cannot know; it stands as a conflict until somebody has decided."""
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    claimed(land, row, name="石改例", area=CODES["other"])
    whose = {getattr(land, name).ledger.device: code for name, code in CODES.items()}
    for office in (land.town, land.other):
        land.county.ledger.apply(list(office.ledger.since({})), offices=whose)
    assert land.county.ledger.two_makers() == [row]
    assert {r.id for r in land.county.queries.conflicts()} == {row}
    (task,) = [t for t in land.county.queries.tasks() if t.kind == "two_makers"]
    assert (task.id, task.detail["child"]) == (row, row)
    edit(land.county, row, name="石一例", area=CODES["town"])
    assert land.county.ledger.two_makers() == []
    assert not [t for t in land.county.queries.tasks() if t.kind == "two_makers"]
    assert sound(land.county)


def test_what_is_written_here_on_what_was_on_the_screen_before_decides_at_once(land: SimpleNamespace) -> None:
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    whose = {getattr(land, name).ledger.device: code for name, code in CODES.items()}
    claimed(land, row, name="石改例", area=CODES["other"])
    land.county.ledger.apply(list(land.town.ledger.since({})), offices=whose)
    heads = land.county.queries.get(row).heads
    land.county.ledger.apply(list(land.other.ledger.since({})), offices=whose)
    assert land.county.ledger.out_of_scope() == []
    land.county.ledger.write([Edit("child", row, {"village": "甲村"}, heads)], "clerk")
    passed_over(land.county, row)
