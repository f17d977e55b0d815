"""Fields that two offices agreed on go with the counts, by value; nothing small, nothing else, older readers too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import msgspec
import pytest

from casefiles import exchange
from casefiles.domain.problems import Refusal
from casefiles.edges.package.figures import Figures, packed_figures, read_figures
from tests.package import offices
from tests.package.offices import add, edit
from tests.package.test_profiles import CITY, COUNTY, TOWN, everything, send

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

PROVINCE = "99"


@pytest.fixture
def province(world: SimpleNamespace, tmp_path: Path) -> Iterator[Office]:
    offices.make(tmp_path / "province", PROVINCE)
    made = offices.opened(tmp_path / "province")
    offices.meet(world.stick, made, world.city)
    yield made
    made.ledger.close()


def children(office: Office, area: str, *sexes: str) -> list[str]:
    return [add(office, "child", name="石小例", area=area, sex=sex, village="石门村") for sex in sexes]


def figures(office: Office) -> dict[str, dict[str, int]]:
    [(_, _, areas)] = office.ledger.figures_of()
    return areas


def upwards(world: SimpleNamespace) -> None:
    send(world.town, world.county, world.stick)
    send(world.county, world.city, world.stick)


def test_a_province_gets_the_agreed_fields_by_value(world: SimpleNamespace, province: Office) -> None:
    made = children(world.town, f"{TOWN}001", *"11112222")
    children(world.town, f"{TOWN}002", "1", "9")
    for child in made[:4]:
        edit(world.town, child, risk="red", boarding=1)
    for child in made[:4]:
        father = add(world.town, "member", child=child, relation="51", name="石父例", status="away")
        add(world.town, "member", child=child, relation="52", name="王母样", status="home")
        if child == made[0]:
            add(world.town, "parent_spell", child=child, member=father, status="deceased", start="2026-01-01")
    gone = children(world.town, TOWN, "2")
    edit(world.town, gone[0], closed_on="2026-11-01")
    upwards(world)
    send(world.city, province, world.stick)
    assert figures(province)[TOWN] == {"children": 10}, "nothing is agreed on by itself"

    exchange.agree(world.city, PROVINCE, "counts", ["child.risk", "child.sex", "mother.status", "father.status"])
    seen = exchange.preview(world.city, PROVINCE)
    assert seen.fields == ("child.sex", "child.risk", "father.status", "mother.status")
    assert send(world.city, province, world.stick).state in {"done", "same"}
    told = {
        "children": 10, "child.sex:1": 5, "child.sex:": 5, "child.risk:red": 4, "child.risk:": 6,
        "father.status:away": 3, "father.status:": 7, "mother.status:home": 4, "mother.status:": 6,
    }  # fmt: skip
    assert figures(province)[TOWN] == told == seen.figures[TOWN]
    for word in ("石小例", "石父例", "石门村"):
        assert word.encode() not in everything(province)

    exchange.agree(world.city, PROVINCE, "counts", [])
    send(world.city, province, world.stick)
    assert figures(province)[TOWN] == {"children": 10}


def test_what_is_few_is_not_told_apart_in_a_package(world: SimpleNamespace, province: Office) -> None:
    children(world.town, TOWN, *"1111122")
    upwards(world)
    exchange.agree(world.city, PROVINCE, "counts", ["child.sex"])
    send(world.city, province, world.stick)
    assert figures(province)[TOWN] == {"children": 7, "child.sex:": 7}, "the five boys would give the two girls away"


def test_what_may_not_be_agreed_on_is_refused_and_nothing_changes(world: SimpleNamespace, province: Office) -> None:
    exchange.agree(world.city, PROVINCE, "counts", ["child.sex"])
    for field in ("child.name", "child.id_number", "child.birth_date", "child.note", "child.ethnic", "sex", "child.x"):
        with pytest.raises(Refusal, match="NOT_AGREEABLE"):
            exchange.agree(world.city, PROVINCE, "counts", ["child.risk", field])
    with pytest.raises(Refusal, match="FIELDS_WITH_COUNTS"):
        exchange.agree(world.city, PROVINCE, "no_notes", ["child.risk"])
    peer = exchange.peer_of(world.city, PROVINCE)
    assert exchange.agreed_fields(world.city, peer) == ("child.sex",)
    assert exchange.agree(world.city, PROVINCE, "counts") is exchange.COUNTS
    assert exchange.agreed_fields(world.city, peer) == ("child.sex",), "it stays while nothing is said of it"
    exchange.agree(world.city, PROVINCE, "no_notes")
    exchange.agree(world.city, PROVINCE, "counts")
    assert exchange.agreed_fields(world.city, peer) == (), "another profile ends it"


def test_only_counts_bring_fields(world: SimpleNamespace) -> None:
    """A setting left behind by whatever means adds nothing to a package of records."""
    children(world.county, TOWN, *"1112")
    world.county.ledger.keep_setting(f"fields:{CITY}", "child.sex")
    assert exchange.preview(world.county, CITY).fields == ()
    send(world.county, world.city, world.stick)
    assert figures(world.city)[TOWN] == {"children": 4}


def test_an_office_counts_nothing_for_another_division(
    world: SimpleNamespace, province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor with names and values that nobody here knows."""
    exchange.agree(world.city, PROVINCE, "counts", ["child.sex"])
    said = {"children": 9, "child.sex:1": 4, "child.sex:future": 2, "child.name:石小例": 1, "child.shoe:40": 3}
    areas = {"999901101": said, "110101001": said}
    monkeypatch.setattr(type(world.city.queries), "figures", lambda _self, _fields=(): areas)
    send(world.city, province, world.stick)
    assert figures(province) == {"999901101": {"children": 9, "child.sex:1": 4, "child.sex:": 2}}


class Older(msgspec.Struct, frozen=True):
    """The frame as versions read it that know of no agreed fields."""

    day: Annotated[str, msgspec.Meta(pattern=r"\A\d{4}-\d{2}-\d{2}\Z")]
    areas: dict[str, dict[Annotated[str, msgspec.Meta(pattern=r"\A[a-z_]{1,40}(:[a-z0-9_]{1,40})?\Z")], int]]


def test_an_older_reader_takes_the_counts_and_a_newer_one_those_of_an_older_writer() -> None:
    areas = {TOWN: {"children": 9, "child.sex:1": 4, "child.sex:": 5}, COUNTY: {"mentors": 2}}
    new = packed_figures("2026-11-26", areas)
    assert msgspec.json.decode(new, type=Older).areas == {TOWN: {"children": 9}, COUNTY: {"mentors": 2}}
    assert read_figures(new, 1).understood() == areas
    old = msgspec.json.encode(Older("2026-11-26", {TOWN: {"children": 9}}))
    assert packed_figures("2026-11-26", {TOWN: {"children": 9}}) == old, "without agreed fields nothing is new"
    assert read_figures(old, 1).understood() == {TOWN: {"children": 9}}


@pytest.mark.parametrize(
    "agreed",
    [
        {TOWN: {f"child.sex:{n}": 3 for n in range(1001)}},
        {TOWN: {"child.sex:1": -1}},
        {TOWN: {"child.sex:1": 2**53 + 1}},
        {TOWN: {"child.sex:1": "3"}},
        {TOWN: {"child.sex:1": 2.5}},
        {TOWN: {"x" * 121: 3}},
        {"石门村": {"child.sex:1": 3}},
        {f"{n:012}": {} for n in range(20_001)},
        [],
    ],
)
def test_what_cannot_be_a_count_is_refused(agreed: object) -> None:
    plain = json.dumps({"day": "2026-11-26", "areas": {}, "agreed": agreed}).encode()
    with pytest.raises(Refusal, match="BAD_FRAME"):
        read_figures(plain, 3)


def test_an_area_with_nothing_that_is_known_is_none() -> None:
    assert Figures("2026-11-26", {}, {TOWN: {"child.shoe:40": 3}}).understood() == {}
