"""What a record of any entity is called, and that it is found by what people call it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from casefiles import naming
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Ref
from casefiles.office import Home, Me, Office
from casefiles.ports import Record

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from tests.db.office_files import Desk


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def say(office: Office, row: str, lang: Lang = "zh") -> str:
    record = office.queries.get(row)
    assert record is not None
    return str(naming.called(office, record, lang))


@pytest.mark.parametrize("entity", ENTITIES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_entity_has_words_for_its_records(desk: Desk, office: Office, entity: str, lang: Lang) -> None:
    """With all it hangs on, with nothing at all, and with references to what has not arrived: no id is ever shown."""
    rng = random.Random(3)
    spec = ENTITIES[entity]
    refs = {n: f.kind.entity for n, f in spec.fields.items() if isinstance(f.kind, Ref)}
    held = {n: desk.add(to, **ENTITIES[to].sample(rng)) for n, to in refs.items()}
    full = desk.add(entity, **{**spec.sample(rng), **held})
    waiting = desk.add(entity, **{**spec.sample(rng), **{n: desk.id(to) for n, to in refs.items()}})
    for row in (full, waiting):
        said = say(office, row, lang)
        assert said
        assert not any(id_.partition("-")[2] in said for id_ in (row, *held.values())), said
        record = office.queries.get(row)
        assert not any(str(record.values[n]) in said for n in refs), said  # type: ignore[union-attr]
    assert str(naming.called(office, Record(entity, desk.id(entity), {}), lang)), "with nothing in it"


def test_what_has_no_name_is_called_after_what_it_hangs_on(desk: Desk, office: Office) -> None:
    child = desk.add("child", name="赵小样", birth_date="2014-09-16", village="石门村")
    mentor = desk.add("mentor", name="李老例")
    match = desk.add("match", child=child, mentor=mentor, start="2025-03-01", form="one_to_one")
    step = desk.add("match_event", match=match, child=child, mentor=mentor, on="2025-03-02", status="active")
    donor = desk.add("donor", name="春晖公司", kind="enterprise")
    gift = desk.add("donation", donor=donor, on="2025-05-01", kind="money", what="助学金")
    assert say(office, match).startswith("赵小样 · 李老例 · 2025年3月1日")
    assert say(office, step).startswith("赵小样 · 李老例 · 2025年3月1日")
    assert "2025年3月2日" in say(office, step)
    assert say(office, donor).startswith("春晖公司")
    assert say(office, gift).startswith("春晖公司 · 2025年5月1日")
    assert say(office, child).startswith("赵小样 · 1") or say(office, child).endswith("石门村")


def test_many_names_cost_no_more_questions_than_one(
    desk: Desk, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    child, mentor = desk.add("child", name="赵小样"), desk.add("mentor", name="李老例")
    rows = [desk.add("match", child=child, mentor=mentor, start=f"2025-03-{n:02d}") for n in range(1, 29)]
    asked: list[str] = []
    read = desk.queries._database.read

    def counted(sql: str, *values: object) -> object:
        asked.append(sql)
        return read(sql, *values)  # type: ignore[arg-type]

    records = list(office.queries.many(rows).values())
    monkeypatch.setattr(desk.queries._database, "read", counted)
    names = naming.Names(office, "zh")
    names.gather(records)
    said = [str(names.of(r)) for r in records]
    assert len(set(said)) == 28
    assert len(asked) <= 3, asked


def test_found_by_what_people_call_it(desk: Desk, office: Office) -> None:
    look = office.queries.look_up
    zhao = desk.add("child", name="赵小样", birth_date="2014-09-16")
    qian = desk.add("child", name="钱示例", birth_date="2013-09-16")
    mentor = desk.add("mentor", name="李老例")
    first = desk.add("match", child=zhao, mentor=mentor, start="2024-03-01", form="one_to_one")
    second = desk.add("match", child=qian, mentor=mentor, start="2025-06-01")
    gone = desk.add("match", child=qian, mentor=mentor, start="2026-06-01")
    desk.edit("match", gone, _del=1)
    assert look("match", "") == [second, first], "the newest first, nothing deleted"
    assert look("match", "zxy") == [first]
    assert look("match", "李老例") == [second, first]
    assert look("match", "李老例 钱") == [second], "every word must fit"
    assert look("match", "2024") == [first]
    assert look("match", "2024年3月") == [first]
    assert look("match", "一对一") == [first]
    assert look("match", "nobody") == []
    assert look("match", "", {"child": zhao}) == [first]
    assert look("match", "", {"child": zhao, "mentor": "m-00000000"}) == []
    donor = desk.add("donor", name="春晖公司")
    percent = desk.add("donor", name="100%爱心社")
    gift = desk.add("donation", donor=donor, on="2025-05-01", what="助学金")
    assert look("donor", "chgs") == [donor]
    assert look("donor", "chunhui") == [donor]
    assert look("donor", "晖公") == [donor]
    assert look("donor", "%") == [percent], "a sign is a sign and no wild card"
    assert look("donation", "春晖") == [gift]
    assert look("donation", "春晖 2025-5") == [gift]


def test_a_certificate_number_is_no_name(desk: Desk, office: Office) -> None:
    child = desk.add("child", name="赵小样")
    row = desk.add("disability_certificate", child=child, number="99990120140316001641", disability="1")
    assert "9999" not in say(office, row)
    assert say(office, row).startswith("赵小样")
    assert office.queries.look_up("disability_certificate", "99990120140316001641") == []
