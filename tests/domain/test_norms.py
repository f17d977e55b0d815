"""When a child is to be visited next."""

from __future__ import annotations

import pytest

from casefiles.domain.norms import interval, next_due


@pytest.mark.parametrize(
    ("risk", "last", "since", "planned", "agreed", "due"),
    [
        ("red", "2026-10-01", "2026-01-01", None, None, "2026-10-31"),
        ("yellow", "2026-10-01", None, None, None, "2026-11-30"),
        ("blue", "2026-10-01", None, None, None, "2026-12-30"),
        (None, None, "2026-10-01", None, None, "2026-12-30"),
        ("red", "2026-10-01", None, None, 7, "2026-10-08"),
        ("red", "2026-10-01", None, "2026-10-20", None, "2026-10-20"),
        ("red", "2026-10-01", None, "2026-11-20", None, "2026-10-31"),
        ("red", None, None, "2026-11-20", None, "2026-11-20"),
        ("red", None, None, None, None, None),
        ("red", "nonsense", None, "9999", None, None),
        ("red", "9999-12-31", None, None, None, None),
    ],
)
def test_the_next_visit(
    risk: str | None, last: str | None, since: str | None, planned: str | None, agreed: int | None, due: str | None
) -> None:
    assert next_due(risk, last, since, planned, agreed) == due


def test_a_code_of_a_newer_version_counts_as_no_risk_known() -> None:
    assert interval("violet") == 90
