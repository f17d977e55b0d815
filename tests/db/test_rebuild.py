"""The tables are a cache of the log: made anew they are the same, and a grown catalogue shows what was kept."""

from __future__ import annotations

import dataclasses
import hashlib
import random
from typing import TYPE_CHECKING

import pytest

from casefiles.domain import catalogue as c
from casefiles.domain.changes import Body, Change
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.domain.merge import fold
from casefiles.domain.words import Label
from db import opening, schema
from db.rebuilding import rebuild
from tests.db.test_exchange import block, body, give, shown
from tests.domain.test_merge import decided_and_taken_back

if TYPE_CHECKING:
    from casefiles.domain.catalogue import Entity
    from db.driver import Database
    from tests.db.office_files import Desk


def a_working_day(township: Desk, county: Desk) -> None:
    """Records of every register, conflicts, deletions, things of a newer version."""
    for number, entity in enumerate(ENTITIES.values()):
        for _ in range(4):
            township.add(entity.name, **{n: v for n, v in entity.sample(township.chance).items() if v is not None})
        first = township.queries.select(entity.name)[0]
        county.ledger.apply(township.ledger.since(county.ledger.vector()))
        name = next(n for n, f in entity.fields.items() if f.kind.name in ("text", "name", "area", "choice", "day"))
        values = [entity.fields[name].kind.sample(township.chance) for _ in range(2)]
        township.edit(entity.name, first.id, **{name: values[0]})
        county.edit(entity.name, first.id, **{name: values[1], **({"_del": 1} if number % 2 else {})})
    kids, mentors = (township.queries.select(e) for e in ("child", "mentor"))
    for child, mentor in zip(kids, mentors, strict=False):
        township.add("match", child=child.id, mentor=mentor.id, start="2026-09-01", every_days=20)
        township.add("visit", child=child.id, mentor=mentor.id, on="2026-10-02", contact="child")
        township.add("category_spell", child=child.id, category="left_behind", start="2026-01-01")
    township.ledger.apply([block([body(new_id("c", 1, 1), "child", {"name": 7, "colour": "绿"})])])
    give(county, township)


def test_everything_made_anew_is_the_same(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    a_working_day(township, county)
    before = shown(township)
    assert [name for name, rows in before.items() if not rows] == []
    assert township.queries.conflicts()
    with township.ledger.database.writing() as connection:
        number = rebuild(connection)
    assert shown(township) == before
    assert number == sum(len(rows) for name, rows in before.items() if name in ENTITIES)
    assert township.queries.check()["ok"]


def folded() -> str:
    """What many invented histories fold to, in a word."""
    told = [repr(fold(decided_and_taken_back(times))) for times in range(4)]
    for seed in range(60):
        chance, made = random.Random(seed), decided_and_taken_back(seed % 3)
        heads = {dev: [made[-1].id] for dev in ("d1", "d2", "d3")}
        for n in range(len(made) + 1, len(made) + 40):
            dev = chance.choice(sorted(heads))
            if chance.random() < 0.3:  # a package came
                heads[dev] = list(dict.fromkeys(heads[dev] + heads[chance.choice(sorted(heads))]))
            fields = {chance.choice("abc"): chance.choice("xyz")} if chance.random() < 0.9 else {"_del": 1}
            parents = tuple(id_.hex() for id_ in heads[dev])
            said = Body("c-00000000", "child", chance.randrange(50), fields, parents, dev, "")
            made.append(Change(dev, n, n.to_bytes(20), said))
            heads[dev] = [made[-1].id]
        told.append(repr(fold(made)))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def test_whoever_folds_otherwise_has_the_tables_made_anew() -> None:
    """Rows stand as they were folded; where today's fold says something else, `check` takes them for damage. When this
    is red: one more in `schema.DERIVED`, then the new word here."""
    assert (schema.DERIVED, folded()) == (11, "fdcbf2302017dfb1")


def test_a_row_that_was_tampered_with_is_found_and_put_right(desk: Desk) -> None:
    child, other = desk.add("child", name="赵小样"), desk.add("child", name="钱小样")
    with desk.ledger.database.writing() as connection:
        connection.execute("UPDATE child SET name='别人' WHERE id=?", (child,))
        connection.execute("DELETE FROM child WHERE id=?", (other,))
        connection.execute("INSERT INTO visit(id, child) VALUES('v-00000000', ?)", (child,))
    found = desk.queries.check()
    assert not found["ok"]
    assert set(found["bad_rows"]) == {child, other, "v-00000000"}
    with desk.ledger.database.writing() as connection:
        rebuild(connection)
    assert desk.queries.check()["ok"]
    assert desk.queries.get(child).values["name"] == "赵小样"


def test_a_body_that_was_tampered_with_is_found(desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    with desk.ledger.database.writing() as connection:
        connection.execute("UPDATE change SET body=CAST(replace(body, '赵', '钱') AS BLOB) WHERE row=?", (child,))
    found = desk.queries.check()
    assert not found["ok"]
    assert found["bad_chain"] == [f"{desk.ledger.device}:2"]


def test_a_log_that_was_cut_is_found(desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    with desk.ledger.database.writing() as connection:
        connection.execute("DELETE FROM change WHERE row=?", (child,))
    found = desk.queries.check()
    assert not found["ok"]
    assert found["bad_chain"]
    assert found["bad_rows"] == [child]


CHILD = new_id("c", 1, 1)


def grown() -> dict[str, Entity]:
    """The catalogue of a newer version: a field and a register more."""

    @c.record
    class Questionnaire:
        answer: int | None = c.count("答案", "Answer", section="s")

    words = {"label": Label("问", "Q"), "plural": Label("问", "Q"), "sections": {"s": Label("问", "Q")}}
    shoe_size = c.count("鞋码", "Shoe size", section="identity").metadata["field"]
    more = {"shoe_size": dataclasses.replace(shoe_size, name="shoe_size")}
    child = ENTITIES["child"]
    return {
        **ENTITIES,
        "child": dataclasses.replace(child, fields={**child.fields, **more}),
        "questionnaire": c.entity(Questionnaire, name="questionnaire", prefix="zz", **words),
    }


def from_a_newer_version(desk: Desk) -> None:
    """Records as a newer version writes them."""
    answers = [body("zz-00000000", "questionnaire", {"answer": 42}), body("c-00000001", "child", {"name": "甲"})]
    desk.ledger.apply([block([body(CHILD, "child", {"name": "赵小样", "shoe_size": 31}), *answers])])


def assert_grown(database: Database) -> None:
    assert database.read("SELECT name, shoe_size, _x FROM child WHERE id=?", (CHILD,)) == [("赵小样", 31, None)]
    assert database.read("SELECT answer FROM questionnaire") == [(42,)]


def test_a_grown_catalogue_shows_what_a_newer_version_had_written(desk: Desk) -> None:
    from_a_newer_version(desk)
    database = desk.ledger.database
    opening.prepare(database, grown())
    assert_grown(database)
    opening.prepare(database)  # an older version opens the file again: nothing shrinks
    assert desk.queries.get(CHILD).unknown == {"shoe_size": 31}
    assert desk.queries.check()["ok"]


class Killed(BaseException):
    """The power went."""


@pytest.mark.parametrize("moment", ["derived", "rebuild", "note"])
def test_a_growing_that_was_cut_off_is_done_at_the_next_start(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    from_a_newer_version(desk)
    database = desk.ledger.database

    def killed(*_: object) -> None:
        raise Killed

    target = {"derived": (opening.derived, "create"), "rebuild": (opening, "rebuild"), "note": (schema, "note")}
    with monkeypatch.context() as patched:
        patched.setattr(*target[moment], killed)
        with pytest.raises(Killed):
            opening.prepare(database, grown())
    assert desk.queries.get(CHILD).unknown == {"shoe_size": 31}  # as it was
    opening.prepare(database, grown())
    assert_grown(database)
    with database.reading() as connection:
        assert schema.fits(connection, grown())
