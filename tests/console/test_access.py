"""What each command leaves in the record of access, and the command that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import photos
from tests.day import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.console.conftest import Call

Entry = tuple[str, str, int]


def entries(call: Call, office: Path) -> list[Entry]:
    """(act, what it was about, records) of all entries, the oldest first, without those of unlocking."""
    found = call("--json", "access", "--limit", "500", office=office).data
    return [(e["act"], e["row"] or e["detail"], e["n"]) for e in reversed(found) if e["act"] != "unlock"]


def test_every_command_that_shows_or_takes_away_leaves_its_entry(call: Call, office: Path, tmp_path: Path) -> None:
    child = call("--json", "add", "child", "name=张小例", "village=石门村", office=office).data["id"]
    mentor = call("--json", "add", "mentor", "name=王老样", "kind=teacher", office=office).data["id"]
    for n in range(2):
        call("add", "child", f"name=李{'一二'[n]}样", office=office)
    picture = tmp_path / "a.jpg"
    picture.write_bytes(photos.jpeg(photos.arrow(40, 20)))
    [photo] = call("--json", "attach", child, picture, office=office).data
    assert entries(call, office) == []
    steps: list[tuple[list[object], list[Entry]]] = [
        (["list", "child"], [("list", "child", 3)]),
        (["find", "张"], [("list", "search", 1)]),
        (["show", child], [("open", child, 1)]),
        (["trace", mentor], [("open", mentor, 1)]),
        (["trace", mentor], []),
        (["worklist", "unmatched"], [("list", "worklists", 0)]),
        (["tasks"], [("list", "tasks", 0)]),
        (["conflicts"], [("list", "conflicts", 0)]),
        (["duplicates"], [("list", "duplicates", 0)]),
        (["suggest", child], [("list", "matching", 0)]),
        (["print", "dossier", child, "--out", tmp_path / "d.pdf"], [("print", child, 1)]),
        (["print", "balance", TODAY.year, "--out", tmp_path / "b.pdf"], [("print", "balance", 1)]),
        (["sheet", "child", "--out", tmp_path / "s.xlsx"], [("sheet", "child", 3)]),
        (["save-attachment", photo["id"], "--to", tmp_path], [("copy", photo["id"], 1)]),
        (["backup", "--to", tmp_path / "backups"], [("backup", "", 0)]),
    ]
    known: list[Entry] = []
    for words, left in steps:
        done = call("--json", *words, office=office)
        assert done.code == 0, (words, done.out)
        now = entries(call, office)
        assert now[len(known) :] == left, words
        known = now


def test_erasing_leaves_an_entry_that_does_not_say_whose(call: Call, county: Path) -> None:
    said = ("name=张小例", "area=999901101", "closed_on=2026-01-01")
    child = call("--json", "add", "child", *said, office=county).data["id"]
    call("show", child, office=county)
    assert entries(call, county) == [("open", child, 1)]
    order = call("--json", "erase", child, "--reason", "mistaken", "--apply", office=county).data["id"]
    assert entries(call, county) == [("open", "", 1), ("erase", order, 1)]
    assert call("--json", "access", "--check", office=county).data["ok"]


def test_helping_leaves_its_entry(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    for one, other in ((office, county), (county, office)):
        card = call("--json", "card", "--to", tmp_path, office=one).data["path"]
        call("accept", card, office=other)
    call("export", "--for", "999901", "--to", tmp_path, office=office)
    request = call("--json", "ask-help", "--to", tmp_path, office=office).data["path"]
    assert call("--json", "give-help", request, "--to", tmp_path, office=county).code == 0
    assert entries(call, county)[-1] == ("help", "999901101", 0)


def test_wrong_passphrases_stand_before_the_unlocking(
    call: Call, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = call("--json", "access", office=office).data
    monkeypatch.setenv("DOORSTEP_PASSPHRASE", "not this one")
    for _ in range(2):
        assert call("--json", "status", office=office).codes == ["WRONG_PASSPHRASE"]
    monkeypatch.undo()
    monkeypatch.setenv("DOORSTEP_PASSPHRASE", "open sesame")
    found = call("--json", "access", office=office).data
    assert [e["act"] for e in found[: len(found) - len(right)]] == ["unlock", "wrong", "wrong"]
    said = call("access", "--act", "wrong", office=office).out
    assert "（没有选账号）" in said


def test_what_is_off_with_a_call(call: Call, office: Path, tmp_path: Path) -> None:
    assert call("--json", "access", "--since", "2026-13-01", office=office).codes == ["NOT_A_DATE"]
    assert call("--json", "access", "--until", "9999-12-31", office=office).code == 0
    for year in ("1", "2023", "9999"):
        refused = call("--json", "print", "access-report", year, "--out", tmp_path / "r.pdf", office=office)
        assert refused.codes == ["NO_SUCH_YEAR"]
    assert call("--json", "access", "--act", "nonsense", office=office).code == 2
    called = call("--json", "access", "--act", "解锁", office=office)
    assert called.code == 0
    assert {one["act"] for one in called.data} == {"unlock"}
    assert call("--json", "print", "access-report", "--out", tmp_path / "this-year.pdf", office=office).code == 0


def test_a_record_that_was_altered_is_said_until_somebody_looked_into_it(
    call: Call, office: Path, tmp_path: Path
) -> None:
    from db import opening
    from tests.console.conftest import PASSPHRASE

    call("list", "child", office=office)
    ledger, *_ = opening.open_office(office, None, PASSPHRASE)
    with ledger.database.writing() as connection:
        connection.execute("UPDATE access SET n=9 WHERE act='list'")
    ledger.close()
    checked = call("--json", "access", "--check", office=office)
    assert (checked.code, checked.data["ok"]) == (3, False)
    assert {one["what"] for one in checked.data["doubts"]} == {"altered"}
    assert "前后接不上" in call("access", "--check", office=office).out
    assert call("--json", "access", "--acknowledge", office=office).data == {"acknowledged": 1}
    assert call("--json", "access", "--check", office=office).code == 0
    assert entries(call, office)[-1] == ("known", "", 1)
    out = tmp_path / "r.pdf"
    assert call("--json", "print", "access-report", TODAY.year, "--out", out, office=office).code == 0
