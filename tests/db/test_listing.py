"""The register of any entity and its filters, on a real encrypted office, against a plain reading of the records."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest

from casefiles.domain import conditions as c
from casefiles.domain import fieldtypes as k
from casefiles.domain import listing
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from db import listing as db_listing

if TYPE_CHECKING:
    from casefiles.domain.catalogue import Field
    from casefiles.ports import Record
    from tests.db.office_files import Desk

TODAY = dt.date(2026, 11, 18)
NAMES = ("单小样", "曾样本", "安示例", "赵小样", "尉迟示例", "阿依古丽·买买提样")


@pytest.fixture(scope="module")
def rng() -> random.Random:
    return random.Random(11)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Sixty records of every entity, drawn by chance, some of them deleted, some hanging on what has not arrived."""
    rng = random.Random(5)
    desk.clock.at = int(dt.datetime(2026, 11, 18, 9, tzinfo=dt.UTC).timestamp() * 1000)
    held: dict[str, list[str]] = {}
    for name in ("household", "child", "mentor", *listing.LISTED):
        if name in held:
            continue
        edits = []
        spec = ENTITIES[name]
        for _ in range(60):
            values: dict[str, Any] = {}
            for field in spec.fields.values():
                if rng.random() < 0.15 or field.name == listing.MERGED:
                    continue
                if isinstance(field.kind, k.Ref):
                    values[field.name] = rng.choice([*held.get(field.kind.entity, ()), desk.id(field.kind.entity)])
                elif isinstance(field.kind, k.Day) and not field.kind.partial:
                    values[field.name] = (TODAY - dt.timedelta(days=rng.randrange(-20, 700))).isoformat()
                elif field.name == "name":
                    values[field.name] = rng.choice(NAMES)
                elif field.name != "id_number":
                    values[field.name] = field.kind.sample(rng)
            values[next(iter(spec.fields))] = values.get(next(iter(spec.fields)))
            edits.append(Edit(name, desk.id(name), values or {spec.title: None}, ()))
        desk.ledger.write(edits, "tester")
        held[name] = [edit.row for edit in edits]
        gone = [] if name == "report" else rng.sample(held[name], 6)
        desk.ledger.write([Edit(name, row, {"_del": 1}) for row in gone], "tester")
    return desk


def alive(desk: Desk, entity: str) -> list[Record]:
    return desk.queries.select(entity)


def in_chip(record: Record, chip: str) -> bool:
    day, end = record.values.get(listing.day(record.entity)), record.values.get(listing.end(record.entity))
    return {
        "all": True,
        "active": end is None,
        "ended": end is not None,
        "month": bool(day) and str(day) >= "2026-11-01",
        "year": bool(day) and str(day) >= "2026-01-01",
    }[chip]


def ordered(desk: Desk, records: list[Record], sort: str) -> list[str]:
    """By the words of the sort alone: what is empty last, ties by id."""
    name, down = sort.lstrip("-"), sort.startswith("-")
    records = sorted(records, key=lambda r: r.id, reverse=down)
    if name == "id":
        return [r.id for r in records]
    codes = None
    kind = ENTITIES[records[0].entity].fields[name].kind if records else None
    if isinstance(kind, k.Choice) and len(kind.codes.items) <= db_listing.FEW:
        codes = [item.code for item in kind.codes.items]

    def key(record: Record) -> Any:
        value = record.values[name]
        return codes.index(str(value)) if codes else value

    full = sorted([r for r in records if r.values.get(name) is not None], key=key, reverse=down)
    return [r.id for r in full] + [r.id for r in records if r.values.get(name) is None]


def test_every_register_its_chips_and_sorts(filled: Desk) -> None:
    for entity in listing.LISTED:
        records = alive(filled, entity)
        counts = filled.queries.chip_counts(entity)
        for chip in listing.chips(entity):
            chosen = [r for r in records if in_chip(r, chip)]
            assert counts[chip] == len(chosen), (entity, chip)
            for sort in sorted(db_listing.sorts(entity) - db_listing.BY_NAME.keys()):
                for way in (sort, f"-{sort}"):
                    found = filled.queries.register_ids(entity, chip, way)
                    assert found == ordered(filled, chosen, way), (entity, chip, way)
        first = filled.queries.register_first(entity, limit=7)
        default = filled.queries.register_ids(entity)
        assert [r["id"] for r in first] == default[:7], entity
        assert default == ordered(filled, records, db_listing.default(entity)), entity


def test_by_the_name_of_the_child_or_the_mentor(filled: Desk) -> None:
    """Along the names as their own register has them; who has not arrived or is deleted comes last."""
    seen = 0
    for entity in listing.LISTED:
        for sort, register in (("@child", "child"), ("@mentor", "mentor")):
            if sort not in db_listing.sorts(entity):
                continue
            seen += 1
            field = sort[1:]
            if register == "child":
                chips = ("all", "closed", "away")
                names = [row for chip in chips for row in filled.queries.register_ids(register, chip)]
            else:
                names = filled.queries.register_ids(register)
            records = {r.id: r for r in alive(filled, entity)}
            found = filled.queries.register_ids(entity, "all", sort)
            assert sorted(found) == sorted(records), (entity, sort)
            hung = [str(records[row].values.get(field)) for row in found]
            known = [who for who in hung if who in names]
            assert hung[: len(known)] == known, f"{entity}: what hangs on nobody known comes last"
            held = f"SELECT id, name_key FROM {register}_state"  # noqa: S608
            keys = dict(filled.ledger.database.read(held))
            assert [keys[who] for who in known] == sorted(keys[who] for who in known), (entity, sort)
            back = filled.queries.register_ids(entity, "all", f"-{sort}")
            assert back[: len(known)] == found[: len(known)][::-1], (entity, sort)
            assert filled.queries.register_ids(entity, "all", sort)[:5] == [
                r["id"] for r in filled.queries.register_first(entity, "all", sort, limit=5)
            ]
    assert seen > 25


def holds(record: Record, condition: c.Condition, people: dict[str, Record]) -> bool:
    """What a condition means, read slowly."""
    spec = ENTITIES[record.entity]
    head, dot, inner = condition.field.partition(".")
    values = record.values
    if dot:
        other = people.get(str(values.get(head)))
        if other is None:
            return False
        values, head, spec = other.values, inner, ENTITIES[other.entity]
    value, kind, op = values.get(head), spec.fields[head].kind, condition.op
    wanted = condition.values
    if op in c.BARE:
        return (value is None) is (op == c.EMPTY)
    if op == c.NOT:
        return not holds(record, c.Condition(condition.field, c.IS, wanted), people)
    if value is None:
        return False
    if op == c.HAS:
        return str(wanted[0]).lower() in str(value).lower()
    if op == c.FROM:
        return value >= wanted[0]  # type: ignore[operator]
    if op == c.TO:
        if isinstance(kind, k.Day):
            return str(value)[: len(str(wanted[0]))] <= str(wanted[0])
        return value <= wanted[0]  # type: ignore[operator]
    if isinstance(kind, k.Choices):
        return bool(set(str(value).split(",")) & {str(w) for w in wanted})
    if isinstance(kind, (k.Area, k.Day)):
        return str(value).startswith(str(wanted[0]))
    return value in wanted


def drawn(rng: random.Random, records: list[Record], name: str, field: Field) -> list[c.Condition]:
    """Conditions of a field that some record fits."""
    held = [r.values.get(name.rpartition(".")[2]) for r in records]
    some = [value for value in held if value is not None] or [field.kind.sample(rng)]
    found = []
    for op in c.ops(field):
        values: tuple[Any, ...] = ()
        if op not in c.BARE:
            pick = rng.choice(some)
            if pick is None:
                continue
            if isinstance(field.kind, k.Choices):
                pick = str(pick).split(",")[0]
            values = (str(pick)[:2],) if op == c.HAS else (pick,)
            if op in (c.IS, c.NOT) and isinstance(field.kind, k.Choice) and not isinstance(field.kind, k.Choices):
                values = tuple(dict.fromkeys((pick, rng.choice(some))))
        found.append(c.Condition(name, op, values))
    return found


def test_every_condition_of_every_field(filled: Desk, rng: random.Random) -> None:
    people = {r.id: r for who in ("child", "mentor", "household") for r in filled.queries.select(who)}
    tried = 0
    for entity in ("child", "mentor", *listing.LISTED):
        spec = ENTITIES[entity]
        records = alive(filled, entity)
        if entity == "child":
            away = filled.queries.register_ids("child", "away")
            records = [r for r in records if not r.values.get("closed_on") and r.id not in away]
        for field in spec.fields.values():
            if field.name == listing.MERGED:
                continue
            names = [(field.name, field, records)]
            if isinstance(field.kind, k.Ref) and field.kind.entity in c.THROUGH:
                other = ENTITIES[field.kind.entity]
                held = [people[str(r.values[field.name])] for r in records if str(r.values.get(field.name)) in people]
                names += [(f"{field.name}.{n}", other.fields[n], held) for n in ("village", "area", "phone")
                          if n in other.fields]
            for name, compared, held in names:
                for condition in drawn(rng, held, name, compared):
                    tried += 1
                    found = filled.queries.register_ids(entity, where=[condition])
                    wanted = {r.id for r in records if holds(r, condition, people)}
                    assert set(found) == wanted, (entity, condition)
                    assert filled.queries.chip_counts(entity, [condition])["all"] == len(wanted)
    assert tried > 900


def test_conditions_together(filled: Desk) -> None:
    both = (c.Condition("kind", c.IS, ("home",)), c.Condition("on", c.FROM, ("2026-01-01",)))
    one, two = (set(filled.queries.register_ids("visit", where=[part])) for part in both)
    assert one & two
    assert set(filled.queries.register_ids("visit", where=both)) == one & two
    by_name = filled.queries.register_ids("visit", "all", "@child", where=both)
    assert set(by_name) == one & two


def test_what_is_no_condition_is_refused(desk: Desk) -> None:
    for field, op, values in (
        ("on", c.HAS, ("2026",)),
        ("kind", c.FROM, ("home",)),
        ("kind", c.IS, ()),
        ("minutes", c.FROM, ("'; DROP TABLE visit",)),
    ):
        with pytest.raises(Refusal) as caught:
            desk.queries.register_ids("visit", where=[c.Condition(field, op, values)])
        assert caught.value.problems[0].code == "BAD_CONDITION"
    for field in ("nothing", "child.nothing", "kind.village", "child.on"):
        with pytest.raises(Refusal) as caught:
            desk.queries.register_ids("visit", where=[c.Condition(field, c.EMPTY)])
        assert caught.value.problems[0].code == "UNKNOWN_FIELD"


def test_rows_say_whom_a_record_hangs_on(filled: Desk) -> None:
    people = {r.id: r for who in ("child", "mentor", "household") for r in filled.queries.select(who)}
    for entity in listing.LISTED:
        ids = filled.queries.register_ids(entity)[:40]
        rows = filled.queries.register_rows(entity, ids)
        assert [r["id"] for r in rows] == ids
        assert {f.name for f in ENTITIES[entity].fields.values() if f.listed} <= set(rows[0])
        for row in rows:
            for name, to in listing.refs(entity).items():
                if to in listing.PEOPLE and row[name] in people:
                    assert row[f"@{name}"] == people[str(row[name])].values.get("name")


def test_every_record_of_work_stands_in_one_group() -> None:
    assert sorted(listing.LISTED) == sorted(set(ENTITIES) - {"office", "child", "mentor"})
