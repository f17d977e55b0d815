"""The numbers of an office's card add up, and what stands behind each can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casefiles import exchange
from casefiles.exchange import adding
from tests.package.offices import add, edit
from tests.package.test_out_of_scope import CODES, land, send, template

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office

__all__ = ["land", "template"]


def row_of(office: Office, code: str) -> dict[str, Any]:
    return next(row for row in exchange.sync_status(office) if row["office"] == code)


def agree(office: Office, code: str) -> exchange.Unsent:
    """What was counted change by change is what the card says."""
    row, found = row_of(office, code), exchange.unsent(office, code)
    assert (found.lacks, found.of("way").lacks) == (row["here_only"], row["on_way"])
    return found


def test_upwards_the_sum_is_of_what_is_in_no_package_and_what_is_on_its_way(land: SimpleNamespace) -> None:
    town, up = land.town, CODES["county"]
    send(town, land.county, land.stick)
    send(land.county, town, land.stick)
    assert agree(town, up).parts == ()
    assert adding.adds_up(row_of(town, up), "zh") == ""
    child = add(town, "child", name="石一例", area=CODES["town"])
    exchange.export(town, up, land.stick)
    visit = add(town, "visit", child=child, on="2026-09-02", contact="child")
    edit(town, child, village="石门村")
    found = agree(town, up)
    assert [(part.name, part.changes, dict(part.rows)) for part in found.parts] == [
        ("left", 2, {"child": (child,), "visit": (visit,)}), ("way", 1, {"child": (child,)}),
    ]  # fmt: skip
    said = "对方还缺 3 条变更：还没写进数据包的 2 条，已写进、等回执的 1 条。"
    assert adding.adds_up(row_of(town, up), "zh") == adding.why(found, "zh") == said
    assert adding.heading(found.of("left"), "en") == "In no package yet: 2 changes"


def test_of_other_computers_it_says_so(land: SimpleNamespace) -> None:
    send(land.county, land.city, land.stick)
    send(land.city, land.county, land.stick)
    add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    add(land.county, "child", name="王一例", area=CODES["town"])
    row, found = row_of(land.county, CODES["city"]), agree(land.county, CODES["city"])
    theirs = found.lacks - 1
    assert theirs > 0
    assert adding.adds_up(row, "zh").endswith(f"其中本机写的 1 条，别的电脑写的 {theirs} 条。")
    assert adding.adds_up(row, "en").endswith(f"Of these 1 were made on this computer, {theirs} on other computers.")


def test_downwards_what_is_not_theirs_is_counted_apart(land: SimpleNamespace) -> None:
    county, town = land.county, CODES["town"]
    send(land.town, county, land.stick)
    send(county, land.town, land.stick)
    send(land.town, county, land.stick)
    theirs = add(county, "child", name="王一例", area=CODES["other"])
    own = add(county, "child", name="王二例", area=town)
    found = agree(county, town)
    assert (found.of("left").changes, found.of("left").checks) == (1, 1)
    assert found.of("left").rows == {"child": (own,)}
    assert adding.heading(found.of("left"), "zh") == (
        "还没写进数据包：2 条（其中 1 条不归它：只带校验值去，没有可看的内容）"
    )
    exchange.export(county, town, land.stick)
    assert agree(county, town).of("way").lacks == 2
    send(county, land.town, land.stick)
    send(land.town, county, land.stick)
    edit(county, theirs, area=town)
    found = agree(county, town)
    assert [(part.name, part.changes) for part in found.parts] == [("left", 1), ("along", 1)]
    assert found.lacks == 1, "what it knew by a check alone is not among what it lacks"


def test_what_they_hold_and_is_a_check_here_makes_up_for_nothing(land: SimpleNamespace) -> None:
    """A package of the county comes after a later one. By the receipt in it the county lacks its own last change, which
    the town has, and holds one more than the town: a neighbour's child."""
    town, county, up = land.town, land.county, CODES["county"]
    row = add(town, "child", name="石一例", area=CODES["town"])
    send(town, county, land.stick)
    send(county, town, land.stick)
    add(county, "child", name="王一例", area=CODES["other"])
    late = exchange.export(county, CODES["town"], land.stick).path
    edit(county, row, village="石门村")
    send(county, town, land.stick)
    assert agree(town, up).lacks == 0
    exchange.import_file(town, late)
    found = agree(town, up)
    assert [(part.name, dict(part.rows)) for part in found.parts] == [("left", {"child": (row,)})]
    assert row_of(town, up)["here_only"] == 1
    send(town, county, land.stick)
    send(county, town, land.stick)
    assert agree(town, up).lacks == 0
