"""What a newer version alone understands comes back to the office that made it, also through an older one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import exchange
from casefiles.edges import codec
from db import log
from tests.package import offices
from tests.package.offices import logs

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office


def write_newer(office: Office) -> bytes:
    """A change of a register that this version does not have, in the office's own log; its body."""
    said = {
        "r": "zz-00000000001",
        "t": "zz_later",
        "ts": 1_795_000_000_000,
        "f": {"zz_text": "新"},
        "p": [],
        "u": "x",
    }
    raw = codec._encoder.encode(said | {"n": "salt"})
    with office.ledger.database.writing() as connection:  # type: ignore[attr-defined]
        own = log.logs(connection)[office.ledger.device]
        log.append(connection, own, [("zz-00000000001", raw, None)])
    return raw


def test_an_office_restored_gets_its_own_records_of_a_newer_version_back(world: SimpleNamespace) -> None:
    county = offices.put_aside(world, "county")
    raw = write_newer(county)
    sent = exchange.export(county, "9999", world.stick).path
    assert exchange.import_file(world.city, sent).new == 2
    county = offices.put_back(world, "county")
    assert raw not in [body for bodies in logs(county).values() for body in bodies]
    exchange.import_file(county, exchange.export(world.city, "999901", world.stick).path)
    exchange.import_file(world.city, exchange.export(county, "9999", world.stick).path)
    exchange.import_file(county, exchange.export(world.city, "999901", world.stick).path)
    assert raw in [body for bodies in logs(county).values() for body in bodies]


def test_nobody_else_below_gets_it(world: SimpleNamespace) -> None:
    raw = write_newer(world.county)
    exchange.import_file(world.town, exchange.export(world.county, "999901101", world.stick).path)
    assert raw not in [body for bodies in logs(world.town).values() for body in bodies]
