"""Both sides' records are compared by village and kind; what was destroyed on one side is found and brought back, by
ordinary packages alone."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from casefiles import exchange
from casefiles.domain.changes import START, Block, chain
from casefiles.domain.problems import Refusal
from casefiles.edges.package.comparison import Comparison, joined, packed_comparison, read_comparison
from casefiles.edges.package.frames import COMPARISON, framed
from casefiles.edges.package.reading import mends, runs, verify
from casefiles.exchange import comparing, scope, trust
from casefiles.ports import Peer
from tests.package.crafted import body, bring
from tests.package.offices import add, edit
from tests.package.parts import side

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.exchange import ImportReport
    from casefiles.office import Office

TOWN, COUNTY, CITY = "999901101", "999901", "9999"


def send(world: SimpleNamespace, here: Office, there: Office, *, compare: bool = True) -> ImportReport:
    return exchange.import_file(
        there, exchange.export(here, there.home.code, world.stick, compare=compare).path
    )


def live(world: SimpleNamespace) -> dict[str, str]:
    """A small township: two villages, visits, a match, notes; everybody has met."""
    rows = {}
    for n, village in enumerate(("柳树村", "桃树村", "柳树村")):
        rows[f"child{n}"] = add(world.town, "child", name=f"儿童{n}例", area=TOWN, village=village)
        rows[f"visit{n}"] = add(world.town, "visit", child=rows[f"child{n}"], on="2026-11-02", summary="都好")
    rows["mentor"] = add(world.town, "mentor", name="王守诚例", area=TOWN, village="柳树村")
    rows["match"] = add(world.town, "match", child=rows["child0"], mentor=rows["mentor"], start="2026-01-01")
    rows["household"] = add(world.county, "household", name="石家例", area=TOWN, village="桃树村")
    rows["stranger"] = add(world.county, "child", name="邻镇儿童例", area="999901102")
    edit(world.town, rows["child1"], birth_date="2015-05-05")
    send(world, world.town, world.county)
    send(world, world.county, world.town)
    return rows


def destroy(office: Office, *rows: str, table: bool = True, log: bool = True) -> None:
    """What a bad disk or somebody's hand does to a database."""
    base: Any = office.ledger
    with base.database.writing() as connection:
        for row in rows:
            record = office.queries.get(row)
            assert record is not None
            if log:
                connection.execute("DELETE FROM change WHERE row=?", (row,))
            if table:
                connection.execute(f'DELETE FROM "{record.entity}" WHERE id=?', (row,))  # noqa: S608


def same(one: Office, other: Office, rows: dict[str, str]) -> bool:
    def shown(office: Office) -> list[object]:
        ids = [row for name, row in rows.items() if name != "stranger"]
        held = office.queries.many(ids)
        return [(r, held[r].values, held[r].heads) for r in ids if r in held]

    return shown(one) == shown(other)


def test_equal_registers_are_said_to_be(world: SimpleNamespace) -> None:
    live(world)
    there = send(world, world.town, world.county).compared
    assert there is not None
    assert (there.stage, there.differs) == ("equal", ())
    assert there.records == 9, "three children, three visits, a mentor, a match, a household; no neighbour"
    here = send(world, world.county, world.town).compared
    assert here is not None
    assert (here.equal, here.records) == (True, 9)
    assert next(s for s in exchange.sync_status(world.town) if s["office"] == COUNTY)["compared"]["equal"]


def test_what_was_done_meanwhile_is_no_difference(world: SimpleNamespace) -> None:
    rows = live(world)
    out = exchange.export(world.town, COUNTY, world.stick, compare=True)
    edit(world.county, rows["child0"], village="杏树村")
    edit(world.county, rows["child2"], area="999901102")
    add(world.county, "child", name="新来的例", area=TOWN, village="柳树村")
    edit(world.county, rows["visit1"], _del=1)
    edit(world.county, rows["stranger"], area=TOWN, village="柳树村")
    found = exchange.import_file(world.county, out.path).compared
    assert found is not None
    assert found.differs == ()
    found = send(world, world.county, world.town).compared
    assert found is not None
    assert found.differs == ()
    edit(world.town, rows["child0"], village="柳树村")
    assert exchange.import_file(world.town, exchange.export(world.county, TOWN, world.stick, compare=True).path)
    found = send(world, world.town, world.county).compared
    assert found is not None
    assert found.differs == ()


@pytest.mark.parametrize("where", ["county", "town"])
def test_the_same_values_of_another_history_are_a_difference(world: SimpleNamespace, where: str) -> None:
    rows = live(world)
    hurt, whole = (world.county, world.town) if where == "county" else (world.town, world.county)
    base: Any = hurt.ledger
    before = base.database.one("SELECT _h FROM child WHERE id=?", (rows["child0"],))
    edit(world.town, rows["child0"], village="杏树村")
    edit(world.town, rows["child0"], village="柳树村")
    send(world, world.town, world.county)
    send(world, world.county, world.town)
    with base.database.writing() as connection:  # a page of the table of the day before
        connection.execute("UPDATE child SET _h=? WHERE id=?", (*before, rows["child0"]))
    assert hurt.queries.get(rows["child0"]).values == whole.queries.get(rows["child0"]).values
    assert not same(hurt, whole, rows)
    found = send(world, whole, hurt).compared
    assert found is not None
    assert [(d.village, d.entity, d.what) for d in found.differs] == [("柳树村", "child", "records")]
    send(world, hurt, whole)
    send(world, whole, hurt)
    assert same(hurt, whole, rows), "made anew of its log"
    assert hurt.queries.check()["ok"]
    last = send(world, hurt, whole).compared
    assert last is not None
    assert last.equal


@pytest.mark.parametrize("where", ["county", "town"])
@pytest.mark.parametrize("what", ["both", "log", "table"])
def test_what_is_gone_is_found_and_comes_back(world: SimpleNamespace, where: str, what: str) -> None:
    rows = live(world)
    hurt, whole = (world.county, world.town) if where == "county" else (world.town, world.county)
    gone = (rows["visit1"], rows["child1"])
    destroy(hurt, *gone, table=what != "log", log=what != "table")
    assert not hurt.queries.check()["ok"]
    if what != "log":
        assert not same(hurt, whole, rows)

    first = send(world, whole, hurt).compared
    assert first is not None
    if what != "log":
        assert not first.equal
        kinds = {(d.village, d.entity) for d in first.differs}
        assert ("桃树村", "child") in kinds
        assert not any(d.village == "柳树村" for d in first.differs)
        assert hurt.queries.get(rows["visit0"]) is not None
    send(world, hurt, whole)
    third = exchange.export(whole, hurt.home.code, world.stick, compare=True)
    if what != "log":
        assert third.repairs == 2, "the two records that differ and no more"
    report = exchange.import_file(hurt, third.path)
    if what != "table":
        assert report.mended == 3, "a visit, a child and its correction"
    assert same(hurt, whole, rows)
    assert hurt.queries.check()["ok"], hurt.queries.check()
    assert hurt.ledger.lost() == {}
    last = send(world, hurt, whole, compare=False).compared
    assert last is not None, "asked for by the side that was not equal yet"
    assert last.equal
    assert send(world, whole, hurt, compare=False).compared is None, "nobody has a reason to count any more"
    assert hurt.ledger.setting(f"compare:{whole.home.code}") is None
    assert exchange.export(hurt, whole.home.code, world.stick).counted is False


def test_a_value_that_was_changed_by_hand_is_found(world: SimpleNamespace) -> None:
    rows = live(world)
    base: Any = world.county.ledger
    with base.database.writing() as connection:
        connection.execute("UPDATE child SET birth_date='2001-01-01' WHERE id=?", (rows["child1"],))
    found = send(world, world.town, world.county).compared
    assert found is not None
    assert [(d.entity, d.what, d.here, d.there) for d in found.differs] == [("child", "values", 1, 1)]
    send(world, world.county, world.town)
    send(world, world.town, world.county)
    assert same(world.town, world.county, rows)
    assert send(world, world.town, world.county).compared.equal  # type: ignore[union-attr]


def test_a_lost_repair_package_is_made_again(world: SimpleNamespace) -> None:
    rows = live(world)
    destroy(world.county, rows["visit0"])
    send(world, world.town, world.county)
    send(world, world.county, world.town)
    lost = exchange.export(world.town, COUNTY, world.stick)
    assert lost.repairs == 1
    lost.path.unlink()
    send(world, world.county, world.town, compare=False)
    again = exchange.export(world.town, COUNTY, world.stick)
    assert again.repairs == 1
    exchange.import_file(world.county, again.path)
    assert same(world.town, world.county, rows)
    send(world, world.county, world.town)
    assert exchange.export(world.town, COUNTY, world.stick).repairs == 0


def test_nothing_of_a_neighbour_is_brought_back(world: SimpleNamespace) -> None:
    """A township that asks for a neighbour's record, by whatever id, gets nothing."""
    rows = live(world)
    world.town.ledger.keep_setting(f"compare:{COUNTY}", f'{{"want": ["{rows["stranger"]}"]}}')
    send(world, world.town, world.county)
    out = exchange.export(world.county, TOWN, world.stick)
    assert out.repairs == 0
    exchange.import_file(world.town, out.path)
    assert world.town.queries.get(rows["stranger"]) is None
    assert world.town.ledger.places([rows["stranger"]]) == {}


def test_a_foreign_chain_is_left_out(world: SimpleNamespace) -> None:
    rows = live(world)
    blocks = list(world.town.ledger.carried([rows["visit0"]], {}))
    destroy(world.county, rows["visit0"])
    (block,) = blocks
    forged = replace(block, bodies=(block.bodies[0].replace("都好".encode(), "不好".encode()),))  # type: ignore[union-attr]
    if forged.bodies == block.bodies:  # running text stands in the private part
        forged = replace(block, bodies=(block.bodies[0].replace(b"2026-11-02", b"2026-11-03"),))  # type: ignore[union-attr]
    assert forged.bodies != block.bodies
    forged = replace(forged, end=chain(forged.prev, forged.bodies[0]))
    done = world.county.ledger.mend([forged])
    # it follows on a change that stands, but what stands after it does not follow on it
    assert (done.back, done.unproven) == (0, 1)
    assert world.county.ledger.mend(blocks).back == 1


def test_any_damage_is_mended(world: SimpleNamespace) -> None:
    chance = random.Random(11)
    rows = live(world)
    for _ in range(3):
        for office in (world.town, world.county):
            there = [r for n, r in rows.items() if n != "stranger" and office.queries.get(r) is not None]
            if office is world.county or chance.random() < 0.5:
                for row in chance.sample(there, chance.randint(1, 4)):
                    what = chance.choice(["both", "log", "table"])
                    kept = world.town.ledger.places([row]) and world.county.ledger.places([row])
                    if kept:
                        destroy(office, row, table=what != "log", log=what != "table")
        for _trip in range(4):
            send(world, world.town, world.county)
            send(world, world.county, world.town)
        assert same(world.town, world.county, rows)
        for office in (world.town, world.county):
            assert office.ledger.lost() == {}
            assert office.queries.check()["ok"]


def test_it_is_counted_once_a_day_unasked(world: SimpleNamespace) -> None:
    live(world)
    world.town.ledger.keep_setting(f"counted:{COUNTY}", None)
    assert exchange.export(world.town, COUNTY, world.stick).counted
    assert not exchange.export(world.town, COUNTY, world.stick).counted
    world.town.clock.at += 86_400_000
    assert exchange.export(world.town, COUNTY, world.stick).counted
    assert scope.above(TOWN, COUNTY)


def test_what_a_frame_may_say_is_bounded() -> None:
    whole = Comparison("999901101", "0" * 12, counted=True, want=[f"c-{n:08d}" for n in range(45_000)])
    frames = list(packed_comparison(whole))
    assert len(frames) == 3
    read = None
    for plain in frames:
        read = joined(read, read_comparison(plain, 2))
    assert read == whole
    chance = random.Random(3)
    for _ in range(2000):
        raw = bytearray(frames[-1][:300] + b'"]}')
        for _n in range(chance.randint(1, 4)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        codes = []
        try:
            read_comparison(bytes(raw), 2)
        except Refusal as refusal:
            codes = [p.code for p in refusal.problems]
        assert codes in ([], ["BAD_FRAME"])


def test_a_repair_without_anything_to_repair_is_refused(world: SimpleNamespace) -> None:
    rows = live(world)
    with pytest.raises(Refusal) as refused:
        exchange.export(world.town, COUNTY, world.stick, repair=True)
    assert [p.code for p in refused.value.problems] == ["NOTHING_TO_REPAIR"]
    destroy(world.county, rows["visit0"])
    send(world, world.town, world.county)
    assert exchange.export(world.county, TOWN, world.stick, repair=True).counted


def test_a_damaged_log_does_not_stop_the_others(world: SimpleNamespace) -> None:
    """The county passes on to the city what is whole; the damaged log follows once it is mended."""
    rows = live(world)
    destroy(world.county, rows["visit1"])
    out = exchange.export(world.county, CITY, world.stick)
    exchange.import_file(world.city, out.path)
    assert world.city.queries.get(rows["household"]) is not None
    assert world.city.queries.get(rows["child0"]) is None
    for _ in range(2):
        send(world, world.town, world.county)
        send(world, world.county, world.town)
    exchange.import_file(world.city, exchange.export(world.county, CITY, world.stick).path)
    assert world.city.queries.get(rows["child0"]) is not None
    assert world.city.queries.get(rows["visit1"]) is not None
    assert world.city.queries.check()["ok"]


def test_more_lines_than_any_writer_tells_are_refused(world: SimpleNamespace) -> None:
    live(world)
    line = ["", "", "child", 0, "0" * 16, "0" * 16]
    plain = msgspec.json.encode({"base": TOWN, "shape": "0" * 12, "buckets": [line] * 60_000})
    frame = framed(COMPARISON, plain)
    with pytest.raises(Refusal) as refused:
        bring(world.town, world.county, world.stick, more=[frame] * 9)
    assert refused.value.problems[0].code == "TOO_BIG"
    assert bring(world.town, world.county, world.stick, more=[frame] * 2).state == "done"


def test_what_does_not_go_at_once_goes_with_later_packages(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = live(world)
    monkeypatch.setattr(comparing, "AT_ONCE", 2)
    destroy(world.county, *(rows[name] for name in ("child0", "child1", "child2", "visit0", "visit1", "mentor")))
    for _trip in range(12):
        send(world, world.town, world.county)
        send(world, world.county, world.town)
    assert same(world.town, world.county, rows)
    assert not world.county.ledger.lost()
    assert world.county.queries.check()["ok"]


def test_nobody_gets_a_log_that_it_is_not_told_of(world: SimpleNamespace) -> None:
    """By saying that it lost numbers of it."""
    live(world)
    other = "abcdefgh234567ab"
    raw = body("c-1111111111111111111", "child", {"name": "邻镇儿童例", "area": "999901102"}, [])
    world.county.ledger.apply([Block(other, 1, START, chain(START, raw), (raw,))])
    scope.note_device(world.county, "999901102", other)
    keys = side("999901102")
    world.county.ledger.keep_peer(Peer(keys.office, "雾溪镇（演示）", "township", keys.public, keys.recipient))
    lost = msgspec.json.encode({"base": TOWN, "shape": "0" * 12, "lost": [[other, 1, 1]]})
    bring(world.town, world.county, world.stick, more=[framed(COMPARISON, lost)])
    made = exchange.export(world.county, TOWN, world.stick)
    secret = world.town.ledger.keys()[1]
    seen = verify(made.path, secret, trust.Judge(world.town))
    assert other not in {block.dev for block in (*runs(seen, secret), *mends(seen, secret))}
