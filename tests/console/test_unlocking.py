"""Whatever opens an office at the console leaves an entry, and takes over the attempts that failed before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles.domain.access import UNLOCK, WRONG
from db import opening, tried
from tests.console.conftest import PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call


def entries(office: Path, *acts: str) -> list[tuple[str, str]]:
    """(login, act) of the record of access, the oldest first."""
    ledger = opening.open_office(office, None, PASSPHRASE)[0]
    try:
        return [(one.user, one.act) for one in reversed(ledger.accesses()) if one.act in (acts or (UNLOCK, WRONG))]
    finally:
        ledger.close()


@pytest.mark.parametrize(
    "words", [("status",), ("sheets", "make", "--force", "--out"), ("sheets", "drop")], ids=" ".join
)
def test_every_command_that_opens_an_office(
    call: Call, office: Path, tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (*words, str(tmp_path / "a.pdf")) if words[-1] == "--out" else words
    monkeypatch.setenv("DOORSTEP_PASSPHRASE", "not this one")
    assert call("--login", "clerk", *words, office=office).code == 3
    assert call(*words, office=office).code == 3
    monkeypatch.setenv("DOORSTEP_PASSPHRASE", PASSPHRASE)
    assert call(*words, office=office).code == 0
    assert sorted(entries(office)) == [("", WRONG), ("clerk", UNLOCK), ("clerk", WRONG)]
    assert tried.noted(office) == []
    assert call(*words, office=office).code == 0
    assert entries(office).count(("clerk", UNLOCK)) == 2


def test_an_office_that_was_restored(call: Call, office: Path, tmp_path: Path) -> None:
    backup = call("--json", "backup", "--to", tmp_path / "safe", office=office).data["path"]
    before = entries(office, UNLOCK)
    assert call("restore", backup, "--to", tmp_path / "again").code == 0
    assert entries(tmp_path / "again", UNLOCK) == [*before, ("clerk", UNLOCK)]
