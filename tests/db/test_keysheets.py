"""The database key under recovery sheets, in a real file of keys beside a real database."""

from __future__ import annotations

import base64
import errno
import itertools
import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from casefiles import keysheets as service
from casefiles.domain import keysheets as law
from casefiles.domain import sheetcode
from casefiles.domain.keysheets import Done
from casefiles.domain.problems import Refusal
from casefiles.domain.sheetcode import Sheet
from casefiles.office import Office
from db import deposits, keysheets, keyslots, opening, safekeeping, salvage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from casefiles.domain.keysheets import Drawn
    from casefiles.domain.problems import Problem
    from db.opening import OpenLedger

CHEAP = keyslots.Cost(memory=64, passes=1)
OLD, NEW = "the old passphrase", "a new passphrase"
AT = 1_795_000_000_000


def new(folder: Path, code: str = "999901", login: str = "wang") -> Path:
    opening.new_office(
        folder, name="青山县（演示）", code=code, level="county", login=login, user_name="王示例", passphrase=OLD,
        cost=CHEAP,
    )  # fmt: skip
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return new(tmp_path / "office")


def ledger_of(folder: Path, passphrase: str = OLD) -> OpenLedger:
    return opening.open_office(folder, None, passphrase)[0]


def office_of(folder: Path, passphrase: str = OLD) -> Office:
    clock = opening.SystemClock()
    ledger, queries, home, me = opening.open_office(folder, None, passphrase, clock)
    return Office(ledger, queries, clock, me, home)


def made(folder: Path, passphrase: str = OLD) -> Drawn:
    """A set that is valid."""
    ledger = ledger_of(folder, passphrase)
    before = ledger.sheets()
    drawn = law.draw(AT, before.set if before else "")
    keysheets.replace(ledger, drawn, "wang")
    ledger.close()
    return drawn


def refused(act: Callable[[], object]) -> Problem:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.problems[0]


def typed(drawn: Drawn, *numbers: int) -> list[Sheet]:
    """Sheets as they are read from paper."""
    return [sheetcode.read(drawn.lines(number)) for number in numbers]


def files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in (keyslots.FILE, keyslots.SECOND)}


def log(folder: Path, passphrase: str = OLD) -> list[Done]:
    ledger = ledger_of(folder, passphrase)
    found = law.log_of(ledger.setting(law.LOG))
    ledger.close()
    return found


def test_any_two_give_the_key_and_one_gives_nothing(home: Path) -> None:
    key, _ = keyslots.unlock(home, None, OLD)
    drawn = made(home)
    for a, b in itertools.permutations((1, 2, 3), 2):
        assert keysheets.opened(home, typed(drawn, a, b)) == key
    for n in (1, 2, 3):
        assert refused(lambda n=n: keysheets.opened(home, typed(drawn, n))).code == "SHEETS_TWO"
        same = refused(lambda n=n: keysheets.opened(home, typed(drawn, n, n)))
        assert (same.code, same.args["n"]) == ("SHEET_SAME", n)
    assert refused(lambda: keysheets.opened(home, typed(drawn, 1, 2, 3))).code == "SHEETS_TWO"


def test_a_new_passphrase_and_everything_else_as_it_was(home: Path) -> None:
    key, _ = keyslots.unlock(home, None, OLD)
    keyslots.put(home, key, "li", "李样本", "of another person", CHEAP)
    drawn = made(home)
    before = keyslots.document(home)
    keysheets.take(home, typed(drawn, 3, 1), "wang", "王示例", NEW, CHEAP, AT + 5)
    after = keyslots.document(home)
    assert refused(lambda: keyslots.unlock(home, "wang", OLD)).code == "WRONG_PASSPHRASE"
    assert keyslots.unlock(home, "wang", NEW) == (key, "wang")
    assert after["slots"]["li"] == before["slots"]["li"]
    assert {**after["sheets"], "used": []} == before["sheets"], "the sheets stay valid"
    assert [(one.what, one.set, one.login, one.at_ms) for one in log(home, NEW)] == [
        ("made", drawn.set, "wang", AT), ("used", drawn.set, "wang", AT + 5),
    ]  # fmt: skip
    keysheets.take(home, typed(drawn, 1, 2), "wang", "王示例", OLD, CHEAP, AT + 9)
    assert [one.at_ms for one in log(home)] == [AT, AT + 5, AT + 9]


def test_the_file_tells_nothing_of_a_secret(home: Path) -> None:
    key, _ = keyslots.unlock(home, None, OLD)
    drawn = made(home)
    for raw in (*files(home).values(), *(path.read_bytes() for path in home.iterdir() if path.is_file())):
        for secret in (drawn.secret, key, *(sheet.share for sheet in drawn.sheets)):
            for form in (secret, secret.hex().encode(), base64.b64encode(secret)):
                assert form not in raw
        for n in (1, 2, 3):
            assert all(line.encode() not in raw for line in drawn.lines(n))


def test_sheets_of_before_open_it_no_longer(home: Path) -> None:
    old = made(home)
    copied = home.parent / "copy"
    shutil.copytree(home, copied)
    new_ = made(home)
    problem = refused(lambda: keysheets.opened(home, typed(old, 1, 2)))
    assert (problem.code, problem.value, problem.args["set"]) == ("SHEET_OTHER_SET", old.set, new_.set)
    mixed = refused(lambda: keysheets.opened(home, [*typed(old, 1), *typed(new_, 2)]))
    assert (mixed.code, mixed.args["one"], mixed.args["other"]) == ("SHEETS_MIXED", old.set, new_.set)
    assert keysheets.opened(home, typed(new_, 1, 2)) == keysheets.opened(copied, typed(old, 1, 2)), (
        "an older copy is opened by what opened it then: docs/decisions/0016"
    )


def test_sheets_that_were_given_up_open_nothing(home: Path) -> None:
    drawn = made(home)
    ledger = ledger_of(home)
    keysheets.give_up(ledger, "wang")
    keysheets.give_up(ledger, "wang")
    assert ledger.sheets() is None
    ledger.close()
    assert refused(lambda: keysheets.opened(home, typed(drawn, 1, 2))).code == "SHEETS_NONE"
    assert [one.what for one in log(home)] == ["made", "dropped"]


def test_sheets_of_another_office_open_nothing(home: Path, tmp_path: Path) -> None:
    drawn, other = made(home), new(tmp_path / "other", "999902")
    theirs = made(other)
    before = files(home)
    problem = refused(lambda: keysheets.take(home, typed(theirs, 1, 2), "wang", "王", NEW, CHEAP))
    assert problem.code == "SHEET_OTHER_SET"
    disguised = [Sheet(drawn.set, sheet.number, sheet.share) for sheet in typed(theirs, 1, 2)]
    assert refused(lambda: keysheets.take(home, disguised, "wang", "王", NEW, CHEAP)).code == "SHEETS_BAD"
    assert files(home) == before
    document = keyslots.document(other)
    document["sheets"] = keyslots.document(home)["sheets"]  # somebody put our entry into their file
    keyslots.write(other, document)
    assert refused(lambda: keysheets.opened(other, typed(drawn, 1, 2))).code == "SHEETS_BAD"


@pytest.mark.parametrize("name", ["set", "made", "login", "nonce", "sealed"])
def test_what_was_altered_opens_nothing(home: Path, name: str) -> None:
    drawn = made(home)
    document = keyslots.document(home)
    said = document["sheets"][name]
    document["sheets"][name] = said + 1 if isinstance(said, int) else ("2" if said[0] != "2" else "3") + said[1:]
    keyslots.write(home, document)
    sheets = [Sheet(document["sheets"]["set"], sheet.number, sheet.share) for sheet in typed(drawn, 1, 2)]
    assert refused(lambda: keysheets.opened(home, sheets)).code == "SHEETS_BAD"


@pytest.mark.parametrize(
    "entry",
    [7, "x", [], {}, {"set": "K7QM"}, {"set": "K", "made": 1, "login": "w", "nonce": "###", "sealed": "AA=="},
     {"set": "K", "made": 1e400, "login": "w", "nonce": "AA==", "sealed": "AA=="}],
)  # fmt: skip
def test_an_entry_that_is_none_locks_nobody_out(home: Path, entry: object) -> None:
    document = keyslots.document(home)
    document["sheets"] = entry
    for name in (keyslots.FILE, keyslots.SECOND):
        (home / name).write_text(json.dumps(document))
    assert keysheets.standing(home) is None
    assert keyslots.unlock(home, None, OLD)
    drawn = made(home)
    assert keysheets.opened(home, typed(drawn, 2, 3))


def test_a_short_passphrase_changes_nothing(home: Path) -> None:
    drawn = made(home)
    before = files(home)
    weak = refused(lambda: keysheets.take(home, typed(drawn, 1, 2), "wang", "王", "short", CHEAP))
    assert weak.code == "WEAK_PASSPHRASE"
    nowhere = home.parent / "nowhere"
    assert refused(lambda: keysheets.take(nowhere, typed(drawn, 1, 2), "w", "w", NEW, CHEAP)).code == "NO_OFFICE"
    ledger = ledger_of(home)
    assert refused(lambda: keysheets.take(home, typed(drawn, 1, 2), "wang", "王", NEW, CHEAP)).code == "LOCKED"
    ledger.close()
    assert files(home) == before


def test_a_disk_that_is_full_leaves_the_old_sheets_valid(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = made(home)
    before, ledger = files(home), ledger_of(home)
    flush = os.fsync

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    assert refused(lambda: keysheets.replace(ledger, law.draw(AT + 1), "wang")).code == "DISK_FULL"
    assert refused(lambda: keysheets.give_up(ledger, "wang")).code == "DISK_FULL"
    monkeypatch.setattr(os, "fsync", flush)
    ledger.close()
    assert files(home) == before
    assert keysheets.opened(home, typed(drawn, 1, 3))


def test_a_backup_is_opened_by_them_and_so_is_what_was_restored(home: Path, tmp_path: Path) -> None:
    drawn = made(home)
    ledger = ledger_of(home)
    backup = safekeeping.backup(ledger, tmp_path / "backups")
    ledger.close()
    shutil.rmtree(home)
    keysheets.take(backup, typed(drawn, 2, 1), "wang", "王示例", NEW, CHEAP)
    safekeeping.restore(backup, tmp_path / "restored", NEW)
    assert keysheets.opened(tmp_path / "restored", typed(drawn, 2, 3)) == keyslots.unlock(backup, None, NEW)[0]
    assert [one.what for one in log(tmp_path / "restored", NEW)] == ["made", "used"]


def test_a_damaged_database_is_salvaged_with_the_passphrase_they_set(home: Path) -> None:
    """It cannot be opened to write down that they were used: that stands beside it, and is told afterwards."""
    drawn = made(home)
    database = home / opening.FILE
    raw = bytearray(database.read_bytes())
    raw[2000:2200] = bytes(200)
    database.write_bytes(raw)
    assert refused(lambda: ledger_of(home)).code in {"DB_DAMAGED", "DB_FOREIGN"}
    keysheets.take(home, typed(drawn, 1, 2), "wang", "王示例", NEW, CHEAP, AT + 5)
    assert keyslots.document(home)["sheets"]["used"] == [[drawn.set, "wang", AT + 5]]
    salvage.salvage(home, None, NEW, opening.SystemClock())
    office = office_of(home, NEW)
    assert [one.what for one in service.done(office)] == ["used", "made"]
    office.ledger.close()
    keysheets.take(home, typed(drawn, 1, 3), "wang", "王示例", OLD, CHEAP, AT + 9)


def test_what_was_used_is_told_for_a_month_also_where_the_database_does_not_know(home: Path) -> None:
    drawn = made(home)
    keysheets.take(home, typed(drawn, 1, 2), "wang", "王示例", NEW, CHEAP, AT + 5)
    office = office_of(home, NEW)
    known = office.ledger.setting(law.LOG)
    for kept in (known, None):  # a power cut between the two, or a database that could not be opened
        office.ledger.keep_setting(law.LOG, kept)
        assert [one.what for one in service.done(office)] == ["used", "made"]
        [told] = service.used(office, AT)
        assert (told.code, told.args["login"], told.args["set"]) == ("SHEETS_USED", "王示例", drawn.set)
        assert service.used(office, AT + 5) == []
    keysheets.give_up(safekeeping.opened(office.ledger), "wang")
    assert [one.what for one in service.done(office)] == ["dropped", "used", "made"], "written down before it goes"
    office.ledger.close()


def test_the_record_of_access_tells_of_them_once(home: Path) -> None:
    drawn = made(home)
    keysheets.take(home, typed(drawn, 1, 2), "wang", "王示例", NEW, CHEAP, AT + 5)
    ledger = ledger_of(home, NEW)
    for _ in range(2):
        keysheets.settle(ledger, home)
    keysheets.give_up(ledger, "wang")
    told = [(one.user, one.detail) for one in reversed(ledger.accesses(act="sheets"))]
    assert told == [("wang", f"{what} {drawn.set}") for what in ("made", "used", "dropped")]
    assert not ledger.access_doubts()
    ledger.close()


def test_what_was_done_while_the_database_was_closed_comes_in_when_it_opens(home: Path) -> None:
    from main import Doors

    drawn = made(home)
    document = keyslots.document(home)
    document["sheets"]["used"] = [[drawn.set, "wang", AT + 7]]  # the power went before it was written down
    keyslots.write(home, document)
    office = Doors().open_office(home, OLD)
    assert law.log_of(office.ledger.setting(law.LOG))[-1] == Done("used", drawn.set, "wang", AT + 7)
    assert office.ledger.accesses(act="sheets")[0].detail == f"used {drawn.set}"
    office.ledger.close()


def test_whose_memory_is_all_there_is_is_told(home: Path) -> None:
    office = office_of(home)
    told = service.no_way_back(office)
    assert told is not None
    assert told.args == {"name": "王示例"}
    keysheets.replace(safekeeping.opened(office.ledger), law.draw(AT), "wang")
    assert service.no_way_back(office) is None
    keysheets.give_up(safekeeping.opened(office.ledger), "wang")
    assert service.no_way_back(office) is not None
    keyslots.put(home, safekeeping.opened(office.ledger).database.key(), "li", "李样本", "of another", CHEAP)
    assert service.no_way_back(office) is None
    office.ledger.close()


def test_with_the_database_its_device_is_back_and_deposits_open_again(tmp_path: Path) -> None:
    """A county whose only clerk forgot the passphrase: with two sheets it helps its townships again."""
    from casefiles import exchange
    from tests.package import offices

    codes = {"county": "999901", "town": "999901101"}
    for name, code in codes.items():
        opening.new_office(
            tmp_path / name, name=offices.NAMES[code][0], code=code, level=offices.NAMES[code][1], login="clerk",
            user_name="经办人", passphrase=OLD, clock=offices.Ticking(offices.START_MS - 86_400_000), cost=CHEAP,
        )  # fmt: skip
    stick = tmp_path / "stick"
    stick.mkdir()

    def office_at(name: str, passphrase: str = OLD) -> Office:
        clock = offices.Ticking()
        ledger, queries, home, me = opening.open_office(tmp_path / name, "clerk", passphrase, clock)
        return Office(ledger, queries, clock, me, home)

    county, town = office_at("county"), office_at("town")
    offices.meet(stick, town, county)
    drawn = law.draw(AT)
    keysheets.replace(safekeeping.opened(county.ledger), drawn, "clerk")
    device = county.ledger.device
    for office in (county, town):
        office.ledger.close()
    asked, _, _ = deposits.ask(tmp_path / "town", stick)
    keysheets.take(tmp_path / "county", typed(drawn, 3, 2), "clerk", "经办人", NEW, CHEAP)
    county = office_at("county", NEW)
    try:
        assert county.ledger.device == device
        given = exchange.give_help(county, asked, stick)
        [told] = [problem for problem in exchange.notices(county) if problem.code == "SHEETS_USED"]
        assert drawn.set in told.say("zh")
    finally:
        county.ledger.close()
    deposits.take(tmp_path / "town", given.path, given.code, "clerk", "经办人", NEW, CHEAP)
    office_at("town", NEW).ledger.close()
