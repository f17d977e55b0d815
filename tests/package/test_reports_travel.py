"""A mandatory report goes to the county in a real package, and what the county enters comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import exchange, recording
from casefiles.domain.entities import ENTITIES
from tests.package.offices import add

if TYPE_CHECKING:
    from types import SimpleNamespace


def test_a_report_is_carried_up_and_its_outcome_down(world: SimpleNamespace) -> None:
    town, county = world.town, world.county
    child = add(town, "child", name="石小雨")
    draft = {"child": child, "on": "2026-11-02", "kind": "home", "contact": "child", "danger": "6"}
    recording.save(town, ENTITIES["visit"], draft)
    assert exchange.import_file(county, exchange.export(town, "999901", world.stick).path).state == "done"
    (report,) = county.queries.select("report")
    assert (report.values["child"], report.values["signs"]) == (child, "6")
    assert [t.kind for t in county.queries.tasks()] == ["report_open"]

    made = {"reported_on": "2026-11-03", "reported_to": "police", "receipt": "示例〔2026〕7号"}
    recording.save(county, ENTITIES["report"], made, report.id)
    assert exchange.import_file(town, exchange.export(county, "999901101", world.stick).path).state == "done"
    stands = town.queries.get(report.id)
    assert stands is not None
    assert stands.values["receipt"] == "示例〔2026〕7号"
    assert [t.kind for t in town.queries.tasks()] == ["report_running"]
