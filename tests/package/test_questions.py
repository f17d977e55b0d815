"""Questions sent back with reasons: down to the office that keeps the file, answered there, up again, settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import exchange, questioning, registers, worklists
from casefiles.domain.problems import Refusal
from tests.package.offices import add

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import SimpleNamespace

    from casefiles.office import Office

TOWN, COUNTY, CITY = "999901101", "999901", "9999"


def send(world: SimpleNamespace, here: Office, there: Office) -> None:
    exchange.import_file(there, exchange.export(here, there.home.code, world.stick).path)


def refused(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Refusal) as e:
        call()
    return [p.code for p in e.value.problems]


def test_a_question_goes_down_and_its_answer_up(world: SimpleNamespace) -> None:
    child = add(world.town, "child", name="石小雨例", area=TOWN, village="柳树村")
    visit = add(world.town, "visit", child=child, on="2026-11-02", kind="home", contact="met")
    send(world, world.town, world.county)
    asked = questioning.ask(world.county, visit, "missing", "没有写见到了谁。", "contact")
    assert worklists.counts(world.county)["questions"] == 0, "it is the county's own"
    send(world, world.county, world.town)

    assert worklists.counts(world.town)["questions"] == 1
    (line,) = worklists.lines(world.town, "questions")
    assert (line.entity, line.id, line.name, line.village) == ("child", child, "石小雨例", "柳树村")
    assert (line.more["reason"], line.more["field"], line.more["of"]) == ("missing", "contact", visit)
    (shown,) = registers.around(world.town, child).more["question"]
    assert shown.id == asked.id
    assert shown.values["asked_office"] == "青山县（演示）"
    assert refused(lambda: questioning.settle(world.town, asked.id)) == ["QUESTION_NOT_OURS"]
    assert refused(lambda: questioning.answer(world.town, asked.id, "  ")) == ["QUESTION_NO_ANSWER"]
    assert refused(lambda: questioning.settle(world.county, asked.id)) == ["QUESTION_UNANSWERED"]

    questioning.answer(world.town, asked.id, "见到了奶奶，已补写。")
    assert worklists.counts(world.town)["questions"] == 0
    send(world, world.town, world.county)
    assert worklists.counts(world.county)["answers"] == 1
    (answered,) = worklists.lines(world.county, "answers")
    assert answered.more["answer"] == "见到了奶奶，已补写。"
    questioning.settle(world.county, asked.id)
    assert worklists.counts(world.county)["answers"] == 0
    assert refused(lambda: questioning.answer(world.county, asked.id, "又想起来")) == ["QUESTION_CLOSED"]
    send(world, world.county, world.town)
    (shown,) = questioning.of_file(world.town, child)
    assert shown.values["state"] == "settled"


def test_a_question_goes_to_the_neighbour_never(world: SimpleNamespace) -> None:
    stranger = add(world.county, "child", name="邻镇儿童例", area="999901102")
    questioning.ask(world.county, stranger, "proof", "缺出生证明。")
    send(world, world.county, world.town)
    assert questioning.to_answer(world.town) == []
    assert world.town.queries.select("question") == []


def test_what_hangs_on_nothing_cannot_be_asked_about(world: SimpleNamespace) -> None:
    fund = add(world.county, "fund", name="爱心基金")
    child = add(world.county, "child", name="石小雨例", area=TOWN)
    ask = questioning.ask
    assert refused(lambda: ask(world.county, fund, "other", "这是什么？")) == ["QUESTION_ABOUT"]
    assert refused(lambda: ask(world.county, child, "other", " ")) == ["QUESTION_EMPTY"]
    assert refused(lambda: ask(world.county, child, "other", "生日？", "birthday")) == ["UNKNOWN_FIELD"]
    assert refused(lambda: ask(world.county, "c-00000000000000", "other", "？")) == ["NOT_FOUND"]
    saved = ask(world.county, child, "other", "生日？", "birth_date")
    questioning.withdraw(world.county, saved.id)
    assert refused(lambda: questioning.withdraw(world.county, saved.id)) == ["QUESTION_CLOSED"]


def test_a_question_about_a_mentor_or_a_household_reaches_their_office(world: SimpleNamespace) -> None:
    mentor = add(world.county, "mentor", name="石守诚例", area=TOWN)
    post = add(world.county, "mentor_post", mentor=mentor, post="other", start="2026-01-01")
    house = add(world.county, "household", name="石家例", area=TOWN)
    for row in (post, house):
        questioning.ask(world.county, row, "wrong", "请核对。")
    send(world, world.county, world.town)
    assert {line.id for line in worklists.lines(world.town, "questions")} == {mentor, house}
    assert len(questioning.of_file(world.town, mentor)) == 1
    assert [q.values["of"] for q in questioning.about(world.town, post)] == [post]
