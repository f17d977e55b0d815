"""Batches, funds and totals on a real encrypted office, against sums done by hand over random records."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from casefiles import aiding, funds, merging, recording, undoing
from casefiles.domain import aid_steps
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.db.office_files import Desk

JUNE = dt.date(2026, 6, 1)


def at(desk: Desk) -> Office:
    return Office(
        desk.ledger,
        desk.queries,
        desk.clock,
        Me("clerk", "经办人"),
        Home("999901101", "云台镇", "township", ""),
    )


@pytest.fixture
def office(desk: Desk) -> Office:
    return at(desk)


@pytest.fixture
def fund(desk: Desk) -> str:
    found = desk.add("fund", name="一元基金", start="2026-01-01")
    giver = desk.add("donor", name="样子超市")
    desk.add(
        "donation",
        donor=giver,
        fund=found,
        on="2026-02-01",
        kind="money",
        value=100_000,
        received_on="2026-02-10",
    )
    desk.add(
        "donation", donor=giver, fund=found, on="2026-03-01", kind="money", value=900_000
    )  # promised only
    desk.add(
        "donation",
        donor=giver,
        fund=found,
        on="2026-03-01",
        kind="goods",
        value=50_000,
        received_on="2026-03-02",
    )
    return found


def batch_of(desk: Desk, fund: str, n: int = 3, value: int = 30_000) -> tuple[str, list[str]]:
    batch = desk.add("aid_batch", name="助学", on="2026-05-01", kind="money", value=value, fund=fund)
    lines = []
    for k in range(n):
        child = desk.add("child", name=f"赵样{'一二三四五'[k]}", village="东头村")
        lines.append(
            desk.add(
                "aid",
                child=child,
                batch=batch,
                on="2026-05-01",
                kind="money",
                value=value,
                fund=fund,
                step="received",
            )
        )
    return batch, lines


def test_the_balance_is_what_came_less_what_was_allotted(desk: Desk, office: Office, fund: str) -> None:
    batch, _ = batch_of(desk, fund)
    assert funds.balance(office, fund) == 100_000
    assert funds.balance(office, fund, dt.date(2026, 2, 9)) == 0
    aiding.step_batch(office, batch, "allotted", JUNE)
    assert funds.balance(office, fund) == 10_000
    assert funds.balance(office, fund, dt.date(2026, 5, 31)) == 100_000
    assert [(f.day, f.came, f.went, f.left) for f in funds.flow(office, fund)] == [
        ("2026-02-10", 100_000, 0, 100_000), ("2026-06-01", 0, 90_000, 10_000),
    ]  # fmt: skip
    (state,) = funds.all_funds(office)
    assert (state.came, state.went, state.left, state.givers) == (100_000, 90_000, 10_000, 1)


def test_a_step_for_all_leaves_those_further_on_and_undo_takes_it_back(
    desk: Desk, office: Office, fund: str
) -> None:
    batch, lines = batch_of(desk, fund)
    desk.edit("aid", lines[0], step="handed_over", handed_on="2026-05-20", handed_over=1, signed_by="赵大样")
    desk.edit("aid", lines[1], step="cancelled")
    done = aiding.step_batch(office, batch, "handed_over", JUNE)
    assert done.n == 1
    kept = {r.id: r.values for r in office.queries.select("aid", {"batch": batch})}
    assert kept[lines[0]]["handed_on"] == "2026-05-20"
    assert kept[lines[1]]["step"] == "cancelled"
    assert (kept[lines[2]]["step"], kept[lines[2]]["handed_on"], kept[lines[2]]["handed_over"]) == (
        "handed_over",
        "2026-06-01",
        1,
    )
    assert aiding.batch(office, batch).step == "handed_over"
    undoing.take_back(office, undoing.of_many(done.back, done.touched))
    assert aiding.batch(office, batch).step == "received"
    assert office.queries.get(lines[2]).values["handed_on"] is None  # type: ignore[union-attr]


def test_overdrawing_is_a_warning_and_not_a_wall(desk: Desk, office: Office, fund: str) -> None:
    batch, _ = batch_of(desk, fund, n=4)
    done = aiding.step_batch(office, batch, "allotted", JUNE)
    assert [w.code for w in done.warnings] == ["FUND_OVERDRAWN"]
    assert "200" in done.warnings[0].say("en")
    assert funds.balance(office, fund) == -20_000
    assert [
        (t.kind, t.id, t.detail["value"]) for t in office.queries.tasks() if t.kind == "fund_overdrawn"
    ] == [("fund_overdrawn", fund, "200.00")]
    again = aiding.step_batch(office, batch, "handed_over", JUNE)
    assert not again.warnings  # that money was out already


def test_one_piece_of_aid_warns_too(desk: Desk, office: Office, fund: str) -> None:
    child = desk.add("child", name="赵小样")
    draft = {"child": child, "on": "2026-05-01", "kind": "money", "value": "1500", "fund": fund}
    saved = recording.save(office, ENTITIES["aid"], draft)
    assert [w.code for w in saved.warnings] == ["FUND_OVERDRAWN"]
    small = recording.save(office, ENTITIES["aid"], {"value": "900"}, saved.id)
    assert not small.warnings


def test_two_offices_that_allot_the_same_money_find_a_task_after_merging(
    open_copy: Callable[..., Desk],
) -> None:
    town, county = open_copy("township"), open_copy("county")
    fund = town.add("fund", name="一元基金", start="2026-01-01")
    donor = town.add("donor", name="样子超市")
    town.add(
        "donation",
        donor=donor,
        fund=fund,
        on="2026-02-01",
        kind="money",
        value=100_000,
        received_on="2026-02-10",
    )
    county.ledger.apply(town.ledger.since(county.ledger.vector()))
    for desk in (town, county):
        child = desk.add("child", name="赵小样")
        desk.add("aid", child=child, fund=fund, on="2026-05-01", kind="money", value=60_000, step="allotted")
        assert not [t for t in desk.queries.tasks() if t.kind == "fund_overdrawn"]
    county.ledger.apply(town.ledger.since(county.ledger.vector()))
    assert [t.id for t in county.queries.tasks() if t.kind == "fund_overdrawn"] == [fund]


def test_steps_refuse_what_makes_no_sense(desk: Desk, office: Office, fund: str) -> None:
    batch, _ = batch_of(desk, fund)
    empty = desk.add("aid_batch", name="空", on="2026-05-01", kind="money")
    for args, code in (
        ((batch, "eaten", JUNE), "UNKNOWN_STEP"),
        ((batch, "allotted", dt.date(2099, 1, 1)), "DATE_IN_FUTURE"),
        ((empty, "allotted", JUNE), "NO_RECIPIENTS"),
        (("ab-00000000000000000", "allotted", JUNE), "NOT_FOUND"),
    ):
        with pytest.raises(Refusal) as refused:
            aiding.step_batch(office, *args)
        assert refused.value.problems[0].code == code


def test_a_batch_is_copied_with_its_recipients_and_without_its_days(
    desk: Desk, office: Office, fund: str
) -> None:
    batch, lines = batch_of(desk, fund)
    desk.edit("aid", lines[1], step="cancelled")
    aiding.step_batch(office, batch, "handed_over", JUNE)
    made = aiding.copy_batch(office, batch, "下半年助学", dt.date(2026, 12, 1))
    old, new = aiding.batch(office, batch), aiding.batch(office, made)
    assert (new.lines, new.persons, new.sum, new.handed, new.step) == (2, 2, 60_000, 0, "planned")
    assert old.handed == 2
    assert office.queries.group("batch", made) == office.queries.group("batch", batch)
    for record in office.queries.select("aid", {"batch": made}):
        assert record.values["handed_on"] is None
        assert record.values["fund"] == fund


def test_sums_are_those_of_every_record_added_by_hand(desk: Desk, office: Office) -> None:
    chance = random.Random(5)
    villages = ("东头村", "西沟村")
    donor = desk.add("donor", name="样子超市")
    people = [desk.add("child", name="赵小样", village=chance.choice(villages)) for _ in range(6)]
    people += [
        desk.add("mentor", name="孙老样", village=villages[0]),
        desk.add("household", name="钱大样", village=villages[1]),
    ]
    place = {p: office.queries.get(p).values["village"] for p in people}  # type: ignore[union-attr]
    batch = desk.add("aid_batch", name="混合", on="2026-05-01", kind="money")
    made = []
    for _ in range(120):
        who = chance.choice(people)
        entity = {"c": "child", "m": "mentor", "h": "household"}[who[0]]
        fields = {
            entity: who, "on": f"{chance.choice((2025, 2026))}-0{chance.randrange(1, 5)}-01", "kind": "money",
            "value": chance.choice((None, 100, 2500)), "handed_over": chance.choice((None, 0, 1)),
            "occasion": chance.choice((None, "childrens_day", "spring_festival")),
            "step": chance.choice((None, None, *aid_steps.STEPS, "cancelled")),
            "batch": chance.choice((None, batch)), "giver": chance.choice((None, donor)),
        }  # fmt: skip
        desk.add("aid", **fields)
        made.append((who, fields))
    keys: dict[str, Callable[[str, dict[str, object]], object]] = {
        "occasion": lambda _, f: f["occasion"],
        "year": lambda _, f: str(f["on"])[:4],
        "village": lambda who, _: place[who],
        "donor": lambda _, f: f["giver"],
    }
    for by, key in keys.items():
        expected: dict[object, list[object]] = defaultdict(lambda: [set(), set(), 0, 0, set(), 0])
        for who, fields in made:
            state = aid_steps.state_of(fields)  # type: ignore[arg-type]
            if state == "cancelled":
                continue
            line = expected[key(who, fields)]
            line[1 if who[0] == "h" else 0].add(who)  # type: ignore[attr-defined]
            line[2] += 1  # type: ignore[operator]
            line[3] += fields["value"] or 0  # type: ignore[operator]
            if state == "handed_over":
                line[5] += fields["value"] or 0  # type: ignore[operator]
                if who[0] != "h":
                    line[4].add(who)  # type: ignore[attr-defined]
        found = {
            t.key: [t.persons, t.households, t.items, t.sum, t.given_persons, t.given_sum]
            for t in aiding.totals(office, by)
        }
        assert found == {
            k: [len(v) if isinstance(v, set) else v for v in line] for k, line in expected.items()
        }, by
        for total in aiding.totals(office, by):
            lines = office.queries.aid_lines(by, total.key, *aiding.span(""))
            assert len(lines) == total.items
            assert sum(int(one["value"] or 0) for one in lines) == total.sum
    for name in ("persons", "sum"):
        assert getattr(aiding.totals(office, "year", "2025")[0], name) == next(
            getattr(t, name) for t in aiding.totals(office, "year") if t.key == "2025"
        )
    (line,) = aiding.batches(office)
    mine = [(w, f) for w, f in made if f["batch"] and f["step"] != "cancelled"]
    assert line.lines == len(mine)
    assert line.persons == len({w for w, _ in mine if w[0] != "h"})
    assert line.sum == sum(int(f["value"] or 0) for _, f in mine)  # type: ignore[call-overload]
    assert line.handed == sum(aid_steps.state_of(f) == "handed_over" for _, f in mine)  # type: ignore[arg-type]


def test_donors_and_their_donations(desk: Desk, office: Office, fund: str) -> None:
    (donor,) = office.queries.donor_totals()
    assert (donor["gifts"], donor["promised"], donor["received"], donor["unthanked"]) == (
        3,
        1_050_000,
        150_000,
        2,
    )
    found = office.queries.donations_of(donor=str(donor["id"]))
    assert [d["fund_name"] for d in found] == ["一元基金"] * 3
    assert found == office.queries.donations_of(fund=fund)


def test_merged_files_are_one_recipient_in_the_list_and_on_the_card(desk: Desk, office: Office) -> None:
    kids = [desk.add("child", name=f"领款{'一二'[n]}样", birth_date=f"2014-0{n + 1}-01") for n in range(2)]
    homes = [desk.add("household", name=f"户主{'一二'[n]}样") for n in range(2)]
    batch = desk.add("aid_batch", name="冬衣", on="2026-01-05", kind="goods")
    for kid in kids:
        desk.add("aid", child=kid, batch=batch, on="2026-01-05", kind="goods", what="棉衣")
    for home in homes:
        desk.add("aid", household=home, batch=batch, on="2026-01-05", kind="goods", what="棉被")
    everybody = [*kids, *homes]
    held = aiding.batch(office, batch)
    assert aiding.Recipients(office).count(everybody) == (held.persons, held.households) == (2, 2)
    merging.merge(office, kids[0], kids[1])
    merging.merge(office, homes[0], homes[1])
    held = aiding.batch(office, batch)
    assert aiding.Recipients(office).count(everybody) == (held.persons, held.households) == (1, 1)
