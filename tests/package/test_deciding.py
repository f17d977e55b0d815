"""Values that two offices wrote without knowing of each other: listed, decided by a rule, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import deciding, exchange
from casefiles.domain.changes import DELETED, Edit
from tests.package.offices import add, dump, edit

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office

COUNTY, TOWN = "999901", "999901101"


def send(giver: Office, taker: Office, stick: object) -> None:
    made = exchange.export(giver, taker.home.code, stick)  # type: ignore[arg-type]
    assert exchange.import_file(taker, made.path).state in {"done", "same"}


@pytest.fixture
def apart(world: SimpleNamespace) -> SimpleNamespace:
    """Three children whose village, and a visit whose summary, town and county wrote apart; the town has all of it."""
    world.children = [add(world.town, "child", name=f"石{n}例", village="旧村", area=TOWN) for n in "一二三"]
    world.visit = add(world.town, "visit", child=world.children[0], on="2026-11-01", summary="旧")
    send(world.town, world.county, world.stick)
    for n, child in enumerate(world.children):
        edit(world.town, child, village=f"镇写的村{n}")
        edit(world.county, child, village=f"县村{n}")
    edit(world.town, world.visit, summary="镇里写得长得多的一段走访记录")
    edit(world.county, world.visit, summary="县里写的")
    send(world.county, world.town, world.stick)
    return world


def values(office: Office, row: str, name: str) -> set[object]:
    found = office.queries.get(row)
    assert found is not None
    return {r.value for r in found.rivals.get(name, ())}


def shown(office: Office, row: str, name: str) -> object:
    found = office.queries.get(row)
    assert found is not None
    return found.values.get(name)


def test_every_field_with_two_values_is_listed_with_who_wrote_it(apart: SimpleNamespace) -> None:
    found = deciding.disputes(apart.town)
    assert {d.record.id for d in found} == {*apart.children, apart.visit}
    for one in found:
        assert sorted(one.offices) == [COUNTY, TOWN]
        for rival, code in zip(one.rivals, one.offices, strict=True):
            assert str(rival.value).startswith("镇" if code == TOWN else "县")
            assert f"{rival.user}@{code}" in one.authors
    of_visit = next(d for d in found if d.record.id == apart.visit)
    assert of_visit.village == shown(apart.town, apart.children[0], "village"), "a visit is where its child lives"
    assert deciding.rules(found) == [*dict.fromkeys(f"of:{c}" for d in found for c in d.offices), "newer", "longer"]


def wrote(office: Office) -> dict[str, set[tuple[object, ...]]]:
    """Of each open field the values with who wrote them, of which office, when."""
    return {
        one.key: {(r.value, r.user, code, r.ts) for r, code in zip(one.rivals, one.offices, strict=True)}
        for one in deciding.disputes(office)
    }


@pytest.mark.parametrize("how", ["of:999901101", "of:999901", "newer", "longer"])
def test_a_rule_writes_what_it_previewed_and_all_of_it_is_taken_back(apart: SimpleNamespace, how: str) -> None:
    town = apart.town
    found = deciding.disputes(town)
    before, log, first = dump(town), town.ledger.vector(), wrote(town)
    plan = deciding.plan(town, found, how)
    assert dump(town) == before, "a preview writes nothing"
    assert len(plan.writing) == 4
    wanted = {line.dispute.key: line.dispute.rivals[line.at].value for line in plan.writing if line.at is not None}
    for dispute in found:
        whose = zip(dispute.rivals, dispute.offices, strict=True)
        told = {r.value: (r.ts, len(str(r.value)), code) for r, code in whose}
        best = {
            "newer": max(told, key=lambda v: told[v][0]),
            "longer": max(told, key=lambda v: told[v][1]),
        }.get(how) or next(v for v in told if told[v][2] == how[3:])
        assert wanted[dispute.key] == best
    done = deciding.apply(town, plan)
    assert (done.count, done.left) == (4, 0)
    assert deciding.disputes(town) == []
    for dispute in found:
        assert shown(town, dispute.record.id, dispute.name) == wanted[dispute.key]
    deciding.undo(town, done)
    for dispute in found:
        assert values(town, dispute.record.id, dispute.name) == {r.value for r in dispute.rivals}
    assert wrote(town) == first, "who wrote each value, where and when, is as it was"
    assert town.ledger.vector() != log
    assert town.queries.check()["ok"]
    send(town, apart.county, apart.stick)
    assert {d.key for d in deciding.disputes(apart.county)} == {d.key for d in found}, "the county sees it open, too"
    assert wrote(apart.county) == first
    again = deciding.apply(town, deciding.plan(town, deciding.disputes(town), how))
    assert again.count == 4, "the same rule decides it again"
    deciding.undo(town, again)
    assert wrote(town) == first


def test_what_a_rule_does_not_decide_stays_open(apart: SimpleNamespace) -> None:
    town, child = apart.town, apart.children[0]
    edit(town, child, note="备注")
    heads = town.queries.get(child).heads
    for value in ("2014-01-02", "2014-01-03"):
        town.ledger.write([Edit("child", child, {"birth_date": value}, heads)], "clerk")
    town.ledger.write([Edit("child", child, {DELETED: 1}, heads)], "clerk")
    found = [d for d in deciding.disputes(town) if d.name in {"birth_date", DELETED}]
    assert {d.name for d in found} == {"birth_date", DELETED}
    assert not deciding.plan(town, found, "longer").writing, "a longer day says nothing"
    assert not deciding.plan(town, found, "of:999901101").writing, "both are the town's"
    newer = deciding.plan(town, found, "newer")
    assert [line.dispute.name for line in newer.writing] == ["birth_date"]
    assert [line.dispute.name for line in newer.open] == [DELETED], "nobody's record goes by a rule"


def test_a_value_that_came_in_since_it_was_looked_at_is_not_written_over(apart: SimpleNamespace) -> None:
    town = apart.town
    plan = deciding.plan(town, deciding.disputes(town), "of:999901101")
    edit(apart.county, apart.children[0], note="县里又写了别的")
    edit(apart.county, apart.children[1], village="县里又改的村")
    send(apart.county, town, apart.stick)
    done = deciding.apply(town, plan)
    assert (done.count, done.left) == (3, 1), "another field that came in does not matter"
    assert shown(town, apart.children[0], "note") == "县里又写了别的"
    assert values(town, apart.children[1], "village") == {"镇写的村1", "县里又改的村"}


def test_stopped_in_the_middle_nothing_is_written(apart: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    town = apart.town
    monkeypatch.setattr(deciding, "EVERY", 2)
    plan = deciding.plan(town, deciding.disputes(town), "newer")
    before = dump(town)

    def stop(done: int, _all: int) -> None:
        if done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        deciding.apply(town, plan, stop)
    assert dump(town) == before


def test_what_somebody_wrote_after_the_decision_stays_when_it_is_taken_back(apart: SimpleNamespace) -> None:
    town, child = apart.town, apart.children[2]
    done = deciding.apply(town, deciding.plan(town, deciding.disputes(town), "newer"))
    edit(town, child, village="后来写的村")
    deciding.undo(town, done)
    assert shown(town, child, "village") == "后来写的村"
    assert values(town, child, "village") == set()


def test_a_record_with_two_open_fields_is_decided_whole(apart: SimpleNamespace) -> None:
    town, child = apart.town, apart.children[0]
    edit(town, child, note="镇里的备注")
    edit(apart.county, child, note="县里的备注很长")
    send(apart.county, town, apart.stick)
    found = [d for d in deciding.disputes(town) if d.record.id == child]
    assert {d.name for d in found} == {"village", "note"}
    first = wrote(town)
    done = deciding.apply(town, deciding.plan(town, found, "of:999901"))
    assert (done.count, done.left) == (2, 0)
    assert (shown(town, child, "village"), shown(town, child, "note")) == ("县村0", "县里的备注很长")
    deciding.undo(town, done)
    assert len(values(town, child, "village")) == len(values(town, child, "note")) == 2
    assert wrote(town) == first
