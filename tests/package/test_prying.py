"""An enrolled office that lies learns nothing of its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import exchange
from casefiles.edges.package.reading import mends, runs, verify
from casefiles.exchange import trust
from tests.package.offices import add, edit
from tests.package.test_stubs import COUNTY, HERE, THERE, carry, three

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from casefiles.office import Office

__all__ = ["three"]
SECRET = "一位不愿留名的人"


def opened(office: Office, package: Path) -> bytes:
    """Every body and private part that a package holds for an office."""
    secret = office.ledger.keys()[1]
    seen = verify(package, secret, trust.Judge(office))
    found = [*runs(seen, secret), *mends(seen, secret)]
    bodies = [body for block in found for body in block.bodies if isinstance(body, bytes)]
    return b"\n".join([*bodies, *(part for block in found for part in block.private.values())])


def test_a_receipt_for_what_was_never_sent_opens_nothing(
    three: dict[str, Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record without a division: who claims to hold it would get what is written into it from now on."""
    here, county, there = three[HERE], three[COUNTY], three[THERE]
    donor = add(there, "donor", name="钱样")
    carry(three, THERE, COUNTY, tmp_path)
    carry(three, COUNTY, HERE, tmp_path)
    carry(three, HERE, COUNTY, tmp_path)
    true = here.ledger.vector
    with monkeypatch.context() as lying:
        log = there.ledger.device
        lying.setattr(here.ledger, "vector", lambda: {**true(), log: county.ledger.vector()[log]})
        carry(three, HERE, COUNTY, tmp_path)
        edit(there, donor, note=SECRET)
        carry(three, THERE, COUNTY, tmp_path)
        assert county.queries.get(donor).values["note"] == SECRET
        inside = opened(here, exchange.export(county, HERE, tmp_path).path)
    assert SECRET.encode() not in inside
    assert donor.encode() not in inside


def test_what_was_sent_before_goes_on(three: dict[str, Office], tmp_path: Path) -> None:
    """A record whose division was taken out of it is still theirs who had it."""
    county, here = three[COUNTY], three[HERE]
    mentor = add(county, "mentor", name="周样", area=HERE)
    carry(three, COUNTY, HERE, tmp_path)
    carry(three, HERE, COUNTY, tmp_path)
    edit(county, mentor, area=None)
    carry(three, COUNTY, HERE, tmp_path)
    edit(county, mentor, former_unit="石门小学")
    carry(three, COUNTY, HERE, tmp_path)
    record = here.queries.get(mentor)
    assert record is not None
    assert record.values["former_unit"] == "石门小学"
