"""New offices and opened ones; half-made offices leave nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles.domain.problems import Problem, Refusal
from casefiles.office import Home, Me
from db import keyslots, opening

if TYPE_CHECKING:
    from pathlib import Path

FAST = keyslots.Cost(memory=256, passes=1, lanes=1)


GOOD = "correct horse"


def make(folder: Path, passphrase: str = GOOD) -> None:
    opening.new_office(
        folder,
        name="云台镇",
        code="999901101",
        level="township",
        login="wang",
        user_name="王示例",
        passphrase=passphrase,
        cost=FAST,
    )


def code_of(refusal: pytest.ExceptionInfo[Refusal]) -> str:
    return refusal.value.problems[0].code


def test_a_new_office_opens_and_knows_itself(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "office"
    make(folder)
    ledger, queries, home, me = opening.open_office(folder, None, "correct horse")
    assert home == Home("999901101", "云台镇", "township", str(folder))
    assert me == Me("wang", "王示例")
    (own,) = queries.select("office")
    assert (own.values["name"], own.values["code"], own.values["level"]) == ("云台镇", "999901101", "township")
    assert ledger.office == "999901101"
    assert list(ledger.vector()) == [ledger.device]
    assert queries.check()["ok"]
    ledger.close()


def test_the_log_of_two_offices_differs(tmp_path: Path) -> None:
    devices = set()
    for name in ("a", "b"):
        make(tmp_path / name)
        ledger, *_ = opening.open_office(tmp_path / name, "wang", "correct horse")
        devices.add(ledger.device)
        ledger.close()
    assert len(devices) == 2


def test_opening_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        opening.open_office(tmp_path, None, "correct horse")
    assert code_of(refusal) == "NO_OFFICE"
    make(tmp_path)
    with pytest.raises(Refusal) as refusal:
        opening.open_office(tmp_path, None, "wrong horse")
    assert code_of(refusal) == "WRONG_PASSPHRASE"
    ledger, *_ = opening.open_office(tmp_path, None, "correct horse")  # the refusal left no lock behind
    with pytest.raises(Refusal) as refusal:
        opening.open_office(tmp_path, None, "correct horse")
    assert code_of(refusal) == "LOCKED"
    ledger.close()
    for name in (keyslots.FILE, keyslots.SECOND):
        (tmp_path / name).unlink()
    with pytest.raises(Refusal) as refusal:
        opening.open_office(tmp_path, None, "correct horse")
    assert code_of(refusal) == "KEYS_DAMAGED"


def test_the_keys_of_another_office_open_nothing(tmp_path: Path) -> None:
    make(tmp_path / "a")
    make(tmp_path / "b")
    for name in (keyslots.FILE, keyslots.SECOND):
        (tmp_path / "b" / name).write_bytes((tmp_path / "a" / name).read_bytes())
    before = (tmp_path / "b" / opening.FILE).read_bytes()
    with pytest.raises(Refusal) as refusal:
        opening.open_office(tmp_path / "b", None, "correct horse")
    assert code_of(refusal) == "DB_FOREIGN"
    assert (tmp_path / "b" / opening.FILE).read_bytes() == before


def test_a_folder_that_holds_an_office_is_refused(tmp_path: Path) -> None:
    make(tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    with pytest.raises(Refusal) as refusal:
        make(tmp_path)
    assert code_of(refusal) == "OFFICE_EXISTS"
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_a_half_made_office_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal) as refusal:
        make(tmp_path / "weak", "short")
    assert code_of(refusal) == "WEAK_PASSPHRASE"
    assert list(tmp_path.iterdir()) == []

    def full(*_: object, **__: object) -> None:
        raise Refusal(Problem("DISK_FULL"))

    kept = tmp_path / "notes.txt"
    kept.write_text("mine")
    monkeypatch.setattr(opening.Ledger, "write", full)
    with pytest.raises(Refusal) as refusal:
        make(tmp_path)
    assert code_of(refusal) == "DISK_FULL"
    assert list(tmp_path.iterdir()) == [kept]


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refusal) as refusal:
        make(tmp_path / "file" / "office")
    assert code_of(refusal) == "CANNOT_WRITE"
