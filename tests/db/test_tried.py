"""Guessing leaves a trace at every door of an office, and none in a backup."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from casefiles.domain.access import WRONG
from casefiles.domain.problems import Refusal
from db import keyslots, opening, tried
from main import Doors
from tests.db.office_files import FAST, PASS, founded

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.office import Office

OTHER, FALSE = "also long enough", "not this one"
ROOT = Path(__file__).parents[2]
NOTES_NOTHING = {"db/keyslots.py", "db/tried.py", "db/safekeeping.py"}
"""who asks for a key without noting: what notes, and who reads a backup"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = founded(tmp_path_factory.mktemp("tried") / "office", login="anna", user="安")
    key, _ = keyslots.unlock(folder, None, PASS)
    keyslots.put(folder, key, "bert", "白", OTHER, FAST)
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "office"))


CLOSED: dict[str, tuple[str, Callable[[Path, str], Any]]] = {
    "open": ("", lambda folder, secret: Doors().open_office(folder, secret).ledger.close()),
    "open as": ("anna", lambda folder, secret: Doors().open_office(folder, secret, "anna").ledger.close()),
    "add": ("", lambda folder, secret: Doors().add_user(folder, secret, "carl", "陈", "three long words")),
    "remove": ("", lambda folder, secret: Doors().remove_user(folder, secret, "bert")),
    "change": ("anna", lambda folder, secret: Doors().change_passphrase(folder, "anna", secret, "three long words")),
    "salvage": ("anna", lambda folder, secret: Doors().salvage(folder, secret, "anna")),
}
OPEN: dict[str, Callable[[Office, str], Any]] = {
    "draw": lambda office, secret: Doors().draw_sheets(office, secret),
    "drop": lambda office, secret: Doors().drop_sheets(office, secret),
}


def refused(act: Callable[[], Any]) -> list[str]:
    with pytest.raises(Refusal) as stopped:
        act()
    return [problem.code for problem in stopped.value.problems]


@pytest.mark.parametrize("door", CLOSED)
def test_guesses_at_a_door_of_a_closed_office(folder: Path, door: str) -> None:
    login, act = CLOSED[door]
    before = opening.SystemClock().now_ms()
    for _ in range(5):
        assert refused(lambda: act(folder, FALSE)) == ["WRONG_PASSPHRASE"]
    assert [one for _, one in tried.noted(folder)] == [login] * 5
    assert all(before <= at <= opening.SystemClock().now_ms() for at, _ in tried.noted(folder))
    ledger = opening.open_office(folder, None, PASS)[0]
    assert ledger.unlocked("anna") == 5
    assert len(ledger.accesses(act=WRONG)) == 5
    ledger.close()


@pytest.mark.parametrize("door", CLOSED)
def test_the_right_one_leaves_no_such_trace(folder: Path, door: str) -> None:
    if door == "salvage":
        assert refused(lambda: CLOSED[door][1](folder, PASS)) == ["NOT_DAMAGED"]
    else:
        CLOSED[door][1](folder, PASS)
    assert tried.noted(folder) == []


@pytest.mark.parametrize("door", OPEN)
def test_guesses_in_an_open_office(folder: Path, door: str) -> None:
    office = Doors().open_office(folder, PASS)
    for secret in (FALSE, OTHER):  # also the passphrase of somebody else
        assert refused(lambda one=secret: OPEN[door](office, one)) == ["WRONG_PASSPHRASE"]
    assert [one for _, one in tried.noted(folder)] == ["anna", "anna"]
    OPEN[door](office, PASS)
    assert office.ledger.unlocked("anna") == 2
    office.ledger.close()


def test_nothing_is_written_into_a_backup(folder: Path, tmp_path: Path) -> None:
    office = Doors().open_office(folder, PASS)
    backup = Doors().backup(office, tmp_path / "stick")
    office.ledger.close()

    def held() -> dict[str, bytes]:
        return {str(path.relative_to(backup)): path.read_bytes() for path in backup.rglob("*") if path.is_file()}

    before = held()
    assert refused(lambda: Doors().restore(backup, tmp_path / "again", FALSE)) == ["WRONG_PASSPHRASE"]
    assert held() == before
    assert not tried.noted(tmp_path / "again")


def test_no_door_asks_for_the_key_without_noting() -> None:
    sources = [ROOT / "main.py", *(path for room in ("db", "casefiles", "ui") for path in (ROOT / room).rglob("*.py"))]
    asking = {path.relative_to(ROOT).as_posix() for path in sources if "keyslots.unlock(" in path.read_text("utf-8")}
    assert asking <= NOTES_NOTHING
