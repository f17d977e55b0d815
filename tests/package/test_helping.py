"""A forgotten passphrase: the deposit, the request, the answer, and everybody who must not open anything with them."""

from __future__ import annotations

import base64
import dataclasses
import json
import random
import shutil
from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.problems import Refusal
from casefiles.edges.package import helping, invitations
from casefiles.exchange import noticing
from db import deposits, identity, keyslots, opening
from tests.package import offices
from tests.package.offices import add

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Dear

CHEAP = keyslots.Cost(memory=64, passes=1)
CODES = {"town": "999901101", "other": "999901102", "county": "999901", "city": "9999"}
OLD, NEW = "the old passphrase", "a new passphrase"


def code_of(act: Callable[[], object]) -> str:
    try:
        act()
    except Refusal as e:
        return e.problems[0].code
    return ""


@pytest.fixture(scope="session")
def above(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four offices with files of keys; the two towns and the county know each other, and so do county and city."""
    folder = tmp_path_factory.mktemp("helping")
    for name, code in CODES.items():
        opening.new_office(
            folder / name, name=offices.NAMES[code][0], code=code, level=offices.NAMES[code][1], login="clerk",
            user_name="经办人", passphrase=OLD, clock=offices.Ticking(offices.START_MS - 86_400_000), cost=CHEAP,
        )  # fmt: skip
    return folder


@pytest.fixture
def land(above: Path, tmp_path: Path) -> Iterator[SimpleNamespace]:
    stick = tmp_path / "stick"
    stick.mkdir()
    found = {}
    for name in CODES:
        shutil.copytree(above / name, tmp_path / name)
        found[name] = _open(tmp_path / name, OLD)
    offices.meet(stick, found["town"], found["county"])
    offices.meet(stick, found["other"], found["county"])
    offices.meet(stick, found["county"], found["city"])
    yield SimpleNamespace(**found, stick=stick, home=tmp_path)
    for office in found.values():
        with suppress(Exception):
            office.ledger.close()


def _open(folder: Path, passphrase: str) -> offices.Office:
    clock = offices.Ticking()
    ledger, queries, home, me = opening.open_office(folder, "clerk", passphrase, clock)
    return offices.Office(ledger, queries, clock, me, home)


def asked(land: SimpleNamespace) -> tuple[Path, helping.Request]:
    """The town is locked and asks."""
    land.town.ledger.close()
    path, request, holder = deposits.ask(land.home / "town", land.stick)
    assert (holder.office, holder.name) == ("999901", "青山县（演示）"), "the nearest office above, not the city"
    return path, request


def test_a_forgotten_passphrase_and_not_a_record_lost(
    land: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, light_secrets: Dear
) -> None:
    monkeypatch.setattr(helping, "WORK", light_secrets.request)  # at full cost
    assert light_secrets.request >= 1 << 15
    assert light_secrets.passphrase == (keyslots.STRONG,)
    add(land.town, "child", name="石一例", area=CODES["town"])
    path, request = asked(land)
    before = offices.files(land.town, land.home / "town")
    assert deposits.asked(land.home / "town") == request.check
    seen = exchange.look_at_request(land.county, path)
    assert (seen.office, seen.name, seen.check) == (CODES["town"], "云台镇（演示）", request.check)
    made = exchange.give_help(land.county, path, land.stick)
    deposits.take(land.home / "town", made.path, made.code.lower(), "clerk", "经办人", NEW, CHEAP)
    assert code_of(lambda: opening.open_office(land.home / "town", "clerk", OLD)) == "WRONG_PASSPHRASE"
    town = _open(land.home / "town", NEW)
    try:
        assert [r.values["name"] for r in town.queries.select("child")] == ["石一例"]
        [taken] = exchange.helps(town)
        assert (taken.what, taken.office, taken.login, taken.mark) == ("taken", "999901", "clerk", request.mark)
        [told] = [p for p in exchange.notices(town) if p.code == "HELP_TAKEN"]
        assert "青山县" in told.say("zh")
        assert told in noticing.unheard(town, exchange.notices(town)), "said when the office is opened"
        noticing.heard(town, exchange.notices(town))
        again_ = noticing.unheard(town, exchange.notices(town))
        assert "HELP_TAKEN" not in {p.code for p in again_}, "once to everybody"
        other = dataclasses.replace(town, me=dataclasses.replace(town.me, login="second"))
        assert told in noticing.unheard(other, exchange.notices(other))
        assert told in exchange.notices(town), "it stays on the exchange page"
    finally:
        town.ledger.close()
    [given] = exchange.helps(land.county)
    assert (given.what, given.office, given.login) == ("given", CODES["town"], "clerk")
    assert "office.db" in before
    again = lambda: deposits.take(land.home / "town", made.path, made.code, "clerk", "经办人", NEW, CHEAP)  # noqa: E731
    assert code_of(again) == "UNLOCK_NOT_FOR_US", "an answer serves once"


def test_nothing_secret_lies_on_the_stick(land: SimpleNamespace) -> None:
    key, _ = keyslots.unlock(land.home / "town", "clerk", OLD)
    path, _request = asked(land)
    made = exchange.give_help(land.county, path, land.stick)
    for file in (path, made.path, land.home / "town" / keyslots.FILE):
        raw = file.read_bytes()
        for form in (key, key.hex().encode(), base64.b64encode(key)):
            assert form not in raw
        assert made.code.encode() not in raw


def test_only_the_office_above_opens_a_request(land: SimpleNamespace) -> None:
    path, _ = asked(land)
    for office, code in ((land.city, "HELP_NOT_OURS"), (land.other, "HELP_NOT_BELOW")):
        before = offices.dump(office)
        assert code_of(lambda o=office: exchange.give_help(o, path, land.stick)) == code  # type: ignore[misc]
        assert offices.dump(office) == before
    assert not list(land.stick.glob("*.unlock"))


def test_a_blocked_computer_is_not_helped(land: SimpleNamespace) -> None:
    """Whoever stole it asks in the office's name."""
    path, _ = asked(land)
    exchange.revoke(land.county, CODES["town"], "stolen")
    before = offices.dump(land.county)
    assert code_of(lambda: exchange.give_help(land.county, path, land.stick)) == "HELP_BLOCKED"
    assert offices.dump(land.county) == before


def test_an_answer_opens_nothing_but_what_asked_for_it(land: SimpleNamespace) -> None:
    path, _ = asked(land)
    made = exchange.give_help(land.county, path, land.stick)
    town, other = land.home / "town", land.home / "other"
    land.other.ledger.close()
    deposits.ask(other, land.stick)
    before = {folder: (folder / keyslots.FILE).read_bytes() for folder in (town, other)}

    def take(folder: Path, code: str = made.code, file: Path = made.path, new: str = NEW) -> str:
        return code_of(lambda: deposits.take(folder, file, code, "clerk", "经办人", new, CHEAP))

    assert take(other) == "UNLOCK_NOT_FOR_US"
    assert take(town, invitations.spelled(invitations.new_code())) == "HELP_BAD"
    assert take(town, made.code[:-1]) == "HELP_TYPO"
    assert take(town, new="short") == "WEAK_PASSPHRASE"
    assert take(town, file=path) == "NOT_AN_UNLOCK"
    document = json.loads(made.path.read_bytes())
    rng = random.Random(5)
    for name in ("salt", "nonce", "sealed"):
        at = rng.randrange(len(document[name]))
        flipped = document[name][:at] + ("1" if document[name][at] != "1" else "2") + document[name][at + 1 :]
        bad = land.stick / "bad.unlock"
        bad.write_text(json.dumps({**document, name: flipped}))
        assert take(town, file=bad) == "HELP_BAD"
    assert {folder: (folder / keyslots.FILE).read_bytes() for folder in (town, other)} == before
    deposits.ask(town, land.stick)
    assert take(town) == "UNLOCK_NOT_FOR_US", "a newer request was written"


def test_a_key_of_another_database_is_refused(land: SimpleNamespace) -> None:
    """Somebody put another office's deposit into the file of keys."""
    land.other.ledger.close()
    keys = {name: keyslots.document(land.home / name) for name in ("town", "other")}
    keys["town"]["deposit"]["sealed"] = keys["other"]["deposit"]["sealed"]
    land.town.ledger.close()
    keyslots.write(land.home / "town", keys["town"])
    path, _, _ = deposits.ask(land.home / "town", land.stick)
    assert code_of(lambda: exchange.give_help(land.county, path, land.stick)) == "HELP_NOT_OURS"
    request = helping.read_request(path)
    raw = helping.answer_bytes(request, bytes(32), "ABCDEFGHJ" + invitations._check("ABCDEFGHJ"))
    file = land.stick / "x.unlock"
    file.write_bytes(raw)
    code = "ABCDEFGHJ" + invitations._check("ABCDEFGHJ")
    town = land.home / "town"
    assert code_of(lambda: deposits.take(town, file, code, "clerk", "x", NEW, CHEAP)) == "UNLOCK_WRONG_KEY"
    assert _closed(_open(land.home / "town", OLD))


def _closed(office: offices.Office) -> bool:
    office.ledger.close()
    return True


def test_the_deposit_follows_the_office_above(land: SimpleNamespace) -> None:
    """A new computer of the county, one that was blocked, and an office that does not want it."""
    held = land.town.ledger.deposited()
    assert held is not None
    assert held[:2] == ("999901", "青山县（演示）")
    exchange.wish_deposit(land.town, on=False)
    assert land.town.ledger.deposited() is None
    exchange.export(land.town, "999901", land.stick)
    assert land.town.ledger.deposited() is None, "and it stays away"
    land.town.ledger.close()
    assert code_of(lambda: deposits.ask(land.home / "town", land.stick)) == "HELP_NONE"
    land.town = _open(land.home / "town", OLD)
    exchange.wish_deposit(land.town, on=True)
    assert land.town.ledger.deposited() == held
    shutil.copytree(land.home / "city", land.home / "new")
    opening.new_office(
        land.home / "newer", name="青山县（演示）", code="999901", level="county", login="clerk", user_name="新",
        passphrase=OLD, clock=offices.Ticking(), cost=CHEAP,
    )  # fmt: skip
    newer = _open(land.home / "newer", OLD)
    try:
        exchange.accept_card(land.town, exchange.write_card(newer, land.stick), replace_known=True)
        now = land.town.ledger.deposited()
        assert now is not None
        assert now[2] != held[2]
        exchange.accept_card(newer, exchange.write_card(land.town, land.stick))
        path, _ = asked(land)
        assert exchange.give_help(newer, path, land.stick).office == CODES["town"]
        assert code_of(lambda: exchange.give_help(land.county, path, land.stick)) == "HELP_NOT_OURS"
    finally:
        newer.ledger.close()


def test_help_with_a_backup_of_a_lost_computer(land: SimpleNamespace, tmp_path: Path) -> None:
    from db import safekeeping

    add(land.town, "child", name="石一例", area=CODES["town"])
    backup = safekeeping.backup(land.town.ledger, tmp_path / "backups")
    land.town.ledger.close()
    path, _, _ = deposits.ask(backup, land.stick)
    made = exchange.give_help(land.county, path, land.stick)
    deposits.take(backup, made.path, made.code, "clerk", "经办人", NEW, CHEAP)
    counts = safekeeping.restore(backup, tmp_path / "restored", NEW)
    assert counts["child"] == 1


def test_malformed_files_are_refused(land: SimpleNamespace) -> None:
    path, _ = asked(land)
    made = exchange.give_help(land.county, path, land.stick)
    bad = land.stick / "bad"
    for good, wrong, read in (
        (path, "NOT_A_HELP", lambda: exchange.look_at_request(land.county, bad)),
        (made.path, "NOT_AN_UNLOCK", lambda: helping.read_answer(bad)),
    ):
        raw = good.read_bytes()
        for broken in (b"{}", b"[" * 50_000, raw[:-30], b"\xff" * 50, b'{"doorstep_card": 1}', b"x" * 200_000):
            bad.write_bytes(broken)
            assert code_of(read) == wrong
        bad.write_bytes(b"")
        assert code_of(read) == "EMPTY"
        bad.unlink()
        assert code_of(read) == "CANNOT_READ"


def test_a_deposit_that_is_none_locks_nobody_out(land: SimpleNamespace) -> None:
    land.town.ledger.close()
    for broken in (7, "x", {"office": 1}, {**keyslots.document(land.home / "town")["deposit"], "sealed": "###"}):
        document = keyslots.document(land.home / "town")
        document["deposit"] = broken
        keyslots.write(land.home / "town", document)
        assert deposits.holder(land.home / "town") is None
        assert _closed(_open(land.home / "town", OLD))


def test_a_deposit_is_made_anew_under_a_new_identity(land: SimpleNamespace) -> None:
    """What it was under the old one would help the wrong computer: the office, and whoever has what it had before."""
    before = land.town.ledger.deposited()
    assert before[0] == land.county.home.code
    land.town.ledger.new_identity()
    assert land.town.ledger.deposited() == ("", "", ())
    exchange.export(land.town, land.county.home.code, land.stick)
    assert land.town.ledger.deposited() == before


def test_an_office_above_that_was_restored_helps_all_the_same(land: SimpleNamespace) -> None:
    with land.county.ledger.database.writing() as connection:
        identity.renew(connection)
        identity.renew_receiving(connection)
    path, _ = asked(land)
    assert exchange.look_at_request(land.county, path).office == land.town.home.code
