"""A backup counts once it was opened again; a restored one is a new incarnation that never reuses a number."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from db import keyslots, opening, safekeeping

if TYPE_CHECKING:
    from pathlib import Path

FAST = keyslots.Cost(memory=64, passes=1)
PASS = "longenough"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "office"
    opening.new_office(
        made,
        name="青石镇",
        code="999901101",
        level="township",
        login="a",
        user_name="甲例",
        passphrase=PASS,
        cost=FAST,
    )
    return made


def _write(ledger, name: str) -> str:
    row = new_id("c", ledger.clock.now_ms())
    number = ledger.issue_number("child", 2026)
    ledger.write([Edit("child", row, {"name": name, "number": number}, ())], "a")
    return number


def test_restored_backup_holds_everything_and_is_a_new_device(folder: Path, tmp_path: Path) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)
    number = _write(ledger, "张小例")
    made = safekeeping.backup(ledger, folder, tmp_path / "disk", ledger.clock)
    device = ledger.device
    assert ledger.setting("last_backup")
    later = _write(ledger, "李小例")
    ledger.close()
    counts = safekeeping.restore(made, tmp_path / "new", PASS)
    assert counts["child"] == 1
    again, queries, _, _ = opening.open_office(tmp_path / "new", None, PASS)
    assert again.device != device
    fresh = _write(again, "王小例")
    assert fresh not in {number, later}
    assert {r.values["name"] for r in queries.select("child")} == {"张小例", "王小例"}
    assert queries.check()["ok"]
    again.close()


def test_a_damaged_copy_is_refused_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)
    for n in range(50):
        _write(ledger, f"张{'一二三四五'[n % 5]}例")
    made = safekeeping.backup(ledger, folder, tmp_path / "disk", ledger.clock)
    ledger.close()
    broken = tmp_path / "broken"
    shutil.copytree(made, broken)
    raw = bytearray((broken / opening.FILE).read_bytes())
    raw[len(raw) // 2] ^= 1
    (broken / opening.FILE).write_bytes(raw)
    with pytest.raises(Refusal):
        safekeeping.restore(broken, tmp_path / "new", PASS)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("part", "code"), [("nothing", "NOT_A_BACKUP"), ("full", "FOLDER_NOT_EMPTY"), ("key", "WRONG_PASSPHRASE")]
)
def test_refusals(folder: Path, tmp_path: Path, part: str, code: str) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)
    made = safekeeping.backup(ledger, folder, tmp_path / "disk", ledger.clock)
    ledger.close()
    source = tmp_path if part == "nothing" else made
    target = made if part == "full" else tmp_path / "new"
    with pytest.raises(Refusal) as refused:
        safekeeping.restore(source, target, "wrongwrong" if part == "key" else PASS)
    assert refused.value.problems[0].code == code


def test_an_emptied_database_is_damaged_not_new(folder: Path) -> None:
    (folder / opening.FILE).write_bytes(b"")
    with pytest.raises(Refusal) as refused:
        opening.open_office(folder, None, PASS)
    assert refused.value.problems[0].code == "DB_DAMAGED"
    assert (folder / opening.FILE).stat().st_size == 0
