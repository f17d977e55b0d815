"""The file numbers of a roster: in the order of its rows, and all of them in one transaction."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles import roster
from casefiles.domain.codes import citizen_id
from db.numbers import issue
from tests.roster.books import sheets

if TYPE_CHECKING:
    import pytest

    from casefiles.office import Office

ROWS = 300


def test_new_rows_are_numbered_in_their_order_and_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = office.ledger.issue_number("child", 2026)
    cards = [citizen_id.make("999901", dt.date(2014, 3, 7), n, "1") for n in range(ROWS)]
    plan = roster.plan(office, sheets(("姓名", "身份证号"), *(("王小样", card) for card in cards)))
    asked: list[object] = []
    monkeypatch.setattr("db.numbers.issue", lambda *all_: (asked.append(all_), issue(*all_))[1])
    assert roster.apply(office, plan).new == ROWS
    held = {r.values["id_number"]: str(r.values["number"]) for r in office.queries.select("child")}
    assert [held[card] for card in cards] == [f"{first[:-5]}{n:05d}" for n in range(2, ROWS + 2)]
    assert len(asked) == 1
