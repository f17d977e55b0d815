"""A new office in one trip: the invitation, its code, and what is done with a second computer that uses it."""

from __future__ import annotations

import itertools
import json
import random
from contextlib import suppress
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package import invitations
from casefiles.edges.package.certificates import Vouched, packed
from casefiles.exchange import enrolling, trust
from tests.package import offices, parts
from tests.package.offices import add

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from casefiles.office import Office
    from tests.conftest import Dear

CODES = {"county": "999901", "city": "9999"}
TOWN, NAME = "999901101", "云台镇（演示）"


def send(giver: Office, taker: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path)


def names(office: Office) -> set[object]:
    return {r.values["name"] for r in office.queries.select("child")}


@pytest.fixture(scope="session")
def above(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county and its city, acquainted; and three new computers of a town that know nobody."""
    folder = tmp_path_factory.mktemp("above")
    for name, code in CODES.items():
        offices.make(folder / name, code)
    for name in ("town", "second", "far"):
        offices.make(folder / name, TOWN if name != "far" else "999901102")
    met = [offices.opened(folder / name) for name in CODES]
    offices.meet(folder, *met)
    exchange.import_file(met[0], exchange.export(met[1], CODES["county"], folder).path)
    for office in met:
        office.ledger.close()
    return folder


@pytest.fixture
def land(above: Path, tmp_path: Path) -> Iterator[SimpleNamespace]:
    stick = tmp_path / "stick"
    stick.mkdir()
    found = {
        name: offices.opened(offices.copied(above / name, tmp_path / name))
        for name in (*CODES, "town", "second", "far")
    }
    yield SimpleNamespace(**found, stick=stick, home=tmp_path)
    for office in found.values():
        with suppress(Exception):
            office.ledger.close()


def invited(land: SimpleNamespace, code: str = TOWN) -> exchange.Invite:
    return exchange.invite(land.county, code, NAME, "township", land.stick)


def code_of(act: Callable[[], object]) -> str:
    try:
        act()
    except Refusal as e:
        return e.problems[0].code
    return ""


def test_one_trip_and_the_new_office_is_known_to_all(
    land: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, light_secrets: Dear
) -> None:
    memory, passes = light_secrets.code  # at full cost
    monkeypatch.setattr(invitations, "MEMORY", memory)
    monkeypatch.setattr(invitations, "PASSES", passes)
    assert (memory, passes) >= (64 * 1024, 3)
    made = invited(land)
    add(land.town, "child", name="石一例", area=TOWN)
    invitation = exchange.open_invitation(made.path, made.code.lower().replace("-", " "))
    assert (invitation.office, invitation.name, invitation.level) == (TOWN, NAME, "township")
    peer, digits = exchange.take_invitation(land.town, invitation)
    assert (peer.office, peer.name) == ("999901", "青山县（演示）")
    report = send(land.town, land.county, land.stick)
    assert (report.state, report.enrolled) == ("done", (NAME, digits))
    assert report.data()["enrolled"] == {"name": NAME, "check": digits}
    assert names(land.county) == {"石一例"}
    back = send(land.county, land.town, land.stick)
    assert (back.state, back.enrolled) == ("done", None)
    assert trust.standing(land.town).of_device(land.town.ledger.device)
    add(land.town, "child", name="石二例", area=TOWN)
    assert send(land.town, land.county, land.stick).enrolled is None
    assert land.town.ledger.setting("enrolment") is None, "it is over"
    send(land.county, land.city, land.stick)
    assert names(land.city) == {"石一例", "石二例"}
    assert trust.standing(land.city).offices[land.town.ledger.device] == TOWN
    assert trust.standing(land.town).offices[land.city.ledger.device] == "9999", "known through the county's word"


def test_the_first_package_may_be_lost(land: SimpleNamespace) -> None:
    made = invited(land)
    exchange.take_invitation(land.town, exchange.open_invitation(made.path, made.code))
    exchange.export(land.town, "999901", land.stick).path.unlink()
    land.town.ledger.new_identity()
    assert send(land.town, land.county, land.stick).enrolled is not None, "even if it has another key by then"
    assert send(land.county, land.town, land.stick).state == "done"


def test_a_second_computer_comes_too_late(land: SimpleNamespace) -> None:
    made = invited(land)
    for office in (land.town, land.second):
        exchange.take_invitation(office, exchange.open_invitation(made.path, made.code))
    assert send(land.town, land.county, land.stick).state == "done"
    before = offices.dump(land.county)
    assert code_of(lambda: send(land.second, land.county, land.stick)) == "INVITE_USED"
    assert offices.dump(land.county) == before
    assert send(land.town, land.county, land.stick).state in ("done", "same")


def test_a_new_invitation_replaces_the_computer_of_an_office(land: SimpleNamespace) -> None:
    first = invited(land)
    exchange.take_invitation(land.town, exchange.open_invitation(first.path, first.code))
    add(land.town, "child", name="石一例", area=TOWN)
    send(land.town, land.county, land.stick)
    second = invited(land)
    exchange.take_invitation(land.second, exchange.open_invitation(second.path, second.code))
    assert send(land.second, land.county, land.stick).enrolled is not None
    assert send(land.county, land.second, land.stick).state == "done"
    assert names(land.second) == {"石一例"}


def test_the_invitation_of_another_office(land: SimpleNamespace) -> None:
    made = invited(land)
    invitation = exchange.open_invitation(made.path, made.code)
    before = offices.dump(land.far)
    assert code_of(lambda: exchange.take_invitation(land.far, invitation)) == "NOT_FOR_US"
    assert offices.dump(land.far) == before
    for code in ("999902", "9999", "999901"):
        assert code_of(lambda code=code: invited(land, code)) == "INVITE_NOT_BELOW"  # type: ignore[misc]


def test_who_did_not_know_the_code_is_not_taken_in(land: SimpleNamespace) -> None:
    """A stranger saw the invitation's mark, and a neighbour knows a code of its own."""
    made, other = invited(land), exchange.invite(land.county, "999901102", "雾溪镇", "township", land.stick)
    mine = exchange.open_invitation(other.path, other.code)
    mark = json.loads(made.path.read_bytes())["mark"]
    exchange.take_invitation(land.far, mine)
    true = enrolling.pending(land.far, trust.standing(land.far), "999901")
    assert true is not None
    far, county, town = (parts.Side(o.home.code, *o.ledger.keys()) for o in (land.far, land.county, land.town))
    thief = enrolling.own_signed(land.town)
    for enrolment, sender in (
        (replace(true, invitation=mark), far),
        (replace(true, proof=bytes(32)), far),
        (replace(true, card=thief), town),
        (replace(true, card=thief, proof=invitations.proof(mine.key, mine.mark, thief)), town),
    ):
        vouched = packed(Vouched(enrolment=enrolment))
        raw = parts.package(sender=sender, to=county, vouched=vouched)
        path = parts.put(land.stick, raw)
        before = offices.dump(land.county)
        assert code_of(lambda path=path: exchange.import_file(land.county, path)) == "INVITE_STRANGER"  # type: ignore[misc]
        assert offices.dump(land.county) == before
    vouched = packed(Vouched(enrolment=replace(true, invitation="0" * 32)))
    raw = parts.package(sender=far, to=county, vouched=vouched)
    path = parts.put(land.stick, raw)
    assert code_of(lambda: exchange.import_file(land.county, path)) == "UNKNOWN_SENDER"
    assert send(land.far, land.county, land.stick).state == "done", "the honest answer still opens"


# the code and the file


def test_a_slip_of_the_pen_in_the_code_is_seen() -> None:
    rng = random.Random(1)
    for _ in range(20):
        code = invitations.new_code()
        assert len(code) == 10
        assert not set(code) & set("01OI")
        assert invitations.read_code(invitations.spelled(code)) == code
        for at in range(10):
            wrong = code[:at] + rng.choice([c for c in invitations.LETTERS if c != code[at]]) + code[at + 1 :]
            assert code_of(lambda wrong=wrong: invitations.read_code(wrong)) == "INVITE_TYPO"  # type: ignore[misc]
        for one, other in itertools.combinations(range(10), 2):
            letters = list(code)
            letters[one], letters[other] = letters[other], letters[one]
            if letters[one] != letters[other]:
                swapped = "".join(letters)
                assert code_of(lambda s=swapped: invitations.read_code(s)) == "INVITE_TYPO"  # type: ignore[misc]
    for bad in ("", code[:-1], code + "2", "O" + code[1:], "🙂" * 10):
        assert code_of(lambda bad=bad: invitations.read_code(bad)) == "INVITE_TYPO"  # type: ignore[misc]


def test_another_code_opens_nothing_and_no_byte_can_be_changed(land: SimpleNamespace, tmp_path: Path) -> None:
    made = invited(land)
    assert code_of(lambda: exchange.open_invitation(made.path, invitations.new_code())) == "INVITE_BAD"
    raw = made.path.read_bytes()
    assert NAME.encode() not in raw
    assert "石" not in raw.decode()
    document = json.loads(raw)
    rng = random.Random(3)
    for name in ("mark", "salt", "nonce", "sealed"):
        at = rng.randrange(len(document[name]))
        flipped = document[name][:at] + ("1" if document[name][at] != "1" else "2") + document[name][at + 1 :]
        path = parts.put(tmp_path, json.dumps({**document, name: flipped}).encode())
        assert code_of(lambda path=path: exchange.open_invitation(path, made.code)) == "INVITE_BAD"  # type: ignore[misc]
    for bad in (b"", b"{}", b"[" * 100_000, raw[:-30], b"\xff" * 50, b'{"doorstep_card": 1}', b"x" * 2_000_000):
        path = parts.put(tmp_path, bad)
        found = code_of(lambda path=path: exchange.open_invitation(path, made.code))  # type: ignore[misc]
        assert found == ("NOT_AN_INVITATION" if bad else "EMPTY")
    gone = tmp_path / "gone.invitation"
    assert code_of(lambda: exchange.open_invitation(gone, made.code)) == "CANNOT_READ"


# the records that go along


def test_one_trip_brings_the_register_along(land: SimpleNamespace) -> None:
    """The county has a file of the town, and one that is nobody's business there."""
    add(land.county, "child", name="石一例", area=TOWN)
    add(land.county, "child", name="石邻例", area="999901102")
    made = invited(land)
    assert made.first is not None
    assert made.first.path.parent == made.path.parent
    assert "石一例".encode() not in made.first.path.read_bytes()
    invitation = exchange.open_invitation(made.path, made.code)
    exchange.take_invitation(land.town, invitation)
    [report] = exchange.take_first(land.town, invitation, land.stick)
    assert (report.state, names(land.town)) == ("done", {"石一例"})
    assert exchange.import_file(land.town, made.first.path).state == "same", "the clerk presses import once more"
    assert send(land.town, land.county, land.stick).enrolled is not None
    assert land.county.ledger.peers()[-1].receipt, "the first receipt says what came along"
    down = exchange.export(land.county, TOWN, land.stick)
    assert down.count <= 3, "what went along does not go again"
    assert exchange.import_file(land.town, down.path).state == "done"
    for office in (land.town, land.county):
        assert office.queries.check()["ok"]


def test_records_that_go_along_open_with_the_invitation_alone(land: SimpleNamespace) -> None:
    add(land.county, "child", name="石一例", area=TOWN)
    made = invited(land)
    assert made.first is not None
    for office in (land.second, land.far, land.city):
        before = offices.dump(office)
        other = "SEALED_BEFORE" if office.home.code == TOWN else "NOT_FOR_US"
        assert code_of(lambda o=office: exchange.import_file(o, made.first.path)) == other  # type: ignore[misc]
        assert offices.dump(office) == before
    without = exchange.invite(land.county, TOWN, NAME, "township", land.stick, records=False)
    assert without.first is None
    plain = exchange.open_invitation(without.path, without.code)
    exchange.take_invitation(land.second, plain)
    assert exchange.take_first(land.second, plain, land.stick) == []
    assert code_of(lambda: exchange.import_file(land.second, made.first.path)) == "SEALED_BEFORE"  # type: ignore[union-attr]


def test_records_that_are_not_there_do_not_stop_the_office(land: SimpleNamespace) -> None:
    add(land.county, "child", name="石一例", area=TOWN)
    made = invited(land)
    assert made.first is not None
    elsewhere = land.home / "elsewhere"
    elsewhere.mkdir()
    made.first.path.rename(elsewhere / made.first.path.name)
    invitation = exchange.open_invitation(made.path, made.code)
    exchange.take_invitation(land.town, invitation)
    [report] = exchange.take_first(land.town, invitation, land.stick)
    assert (report.state, report.problems[0].code) == ("refused", "FIRST_MISSING")
    assert exchange.import_file(land.town, elsewhere / made.first.path.name).state == "done"
    assert names(land.town) == {"石一例"}


def test_an_invitation_that_cannot_be_written_leaves_nothing(
    land: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from casefiles.exchange import inviting

    def full(*_args: object) -> int:
        raise Refusal(Problem("DISK_FULL"))

    monkeypatch.setattr(inviting, "write_safely", full)
    assert code_of(lambda: invited(land)) == "DISK_FULL"
    assert list(land.stick.iterdir()) == []
