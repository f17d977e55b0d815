"""Who may speak for an office: chains of certificates, blocked computers, what nobody may claim."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.problems import Refusal
from casefiles.domain.trust import Link, device_id
from casefiles.domain.vouching import Said, weigh
from casefiles.edges.package.cards import Card
from casefiles.edges.package.certificates import Vouched, certificate, packed, read_vouched, revocation
from casefiles.edges.package.writing import Key
from casefiles.exchange import certifying, trust
from db.rebuilding import rebuild
from tests.package import offices, parts
from tests.package.offices import add, edit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casefiles.office import Office

CODES = {"town": "999901101", "other": "999901102", "county": "999901", "city": "9999", "province": "99"}


def send(giver: Office, taker: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path)


def names(office: Office) -> set[object]:
    return {r.values["name"] for r in office.queries.select("child")}


@pytest.fixture(scope="session")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five offices; each knows the one above it by card, and that one knows it, and nobody knows anybody else."""
    folder = tmp_path_factory.mktemp("strangers")
    for name, code in CODES.items():
        offices.make(folder / name, code)
    met = {name: offices.opened(folder / name) for name in CODES}
    for low, high in (("town", "county"), ("other", "county"), ("county", "city"), ("city", "province")):
        offices.meet(folder, met[low], met[high])
    for office in met.values():
        office.ledger.close()
    return folder


@pytest.fixture
def land(strangers: Path, tmp_path: Path) -> Iterator[SimpleNamespace]:
    stick = tmp_path / "stick"
    stick.mkdir()
    found = {name: offices.opened(offices.copied(strangers / name, tmp_path / name)) for name in CODES}
    yield SimpleNamespace(**found, stick=stick, home=tmp_path)
    for office in found.values():
        with suppress(Exception):
            office.ledger.close()


def down(land: SimpleNamespace) -> None:
    """Everybody hears from above, once."""
    for high, low in (("province", "city"), ("city", "county"), ("county", "town"), ("county", "other")):
        send(getattr(land, high), getattr(land, low), land.stick)


# chains


def test_a_chain_from_the_office_above_makes_strangers_known(land: SimpleNamespace) -> None:
    down(land)
    add(land.town, "child", name="石一例", area=CODES["town"])
    with pytest.raises(Refusal, match="UNKNOWN_OFFICE"):
        exchange.export(land.province, CODES["town"], land.stick)
    report = send(land.town, land.city, land.stick)
    assert (report.state, report.new) == ("done", 3), "the city trusts the county's card, and that the town's"
    assert names(land.city) == {"石一例"}
    assert [p.office for p in land.city.ledger.peers()] == [CODES["province"], CODES["county"], CODES["town"]]
    assert send(land.city, land.town, land.stick).state == "done", "and the way back"
    assert send(land.other, land.county, land.stick).state == "done"
    assert send(land.county, land.town, land.stick).state == "same"
    assert all(office.queries.check()["ok"] for office in (land.town, land.city, land.county))


def test_who_knows_only_the_top_of_a_chain_knows_its_foot(land: SimpleNamespace) -> None:
    """The city's package names province -> city -> county; the province has never heard of the county."""
    down(land)
    add(land.county, "child", name="石一例", area=CODES["county"])
    send(land.county, land.city, land.stick)
    send(land.city, land.province, land.stick)
    who = trust.standing(land.province)
    assert who.offices[land.county.ledger.device] == CODES["county"]
    county = land.county
    side = parts.Side(CODES["county"], county.ledger.keys()[0], county.ledger.keys()[1])
    province = parts.Side(CODES["province"], b"", land.province.ledger.keys()[1])
    path = parts.put(land.stick, parts.package(sender=side, to=province))
    assert exchange.import_file(land.province, path).state == "done"


def test_a_renewed_computer_keeps_what_it_was_certified_for(land: SimpleNamespace) -> None:
    down(land)
    send(land.town, land.city, land.stick)
    land.town.ledger.new_identity()
    add(land.town, "child", name="石二例", area=CODES["town"])
    assert send(land.town, land.city, land.stick).state == "done"
    assert names(land.city) == {"石二例"}
    assert send(land.town, land.county, land.stick).state == "done"
    send(land.county, land.city, land.stick)
    assert trust.standing(land.city).of_device(land.town.ledger.device), "the county vouches for the new key too"


def test_the_number_of_the_last_word_grows_and_survives_a_backup(land: SimpleNamespace) -> None:
    before = certifying.epoch(land.county)
    send(land.county, land.town, land.stick)
    assert certifying.epoch(land.county) == before + 1
    land.county.ledger.close()
    offices.copied(land.home / "county", land.home / "backup")
    land.county = offices.opened(land.home / "county")
    exchange.revoke(land.county, CODES["other"])
    send(land.county, land.town, land.stick)
    said = max(one.epoch for one in trust.words(land.county).every())
    land.county.ledger.close()
    old = offices.opened(land.home / "backup", offices.START_MS + 900_000)
    try:
        assert certifying.epoch(old) < said
        send(land.town, old, land.stick)
        assert certifying.epoch(old) >= said, "its own later words come back to it"
        assert land.other.ledger.device in trust.standing(old).blocked()
    finally:
        old.ledger.close()


# blocked computers


def test_what_a_blocked_computer_writes_is_kept_and_not_shown(land: SimpleNamespace) -> None:
    down(land)
    kept = add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    send(land.county, land.city, land.stick)
    exchange.revoke(land.county, CODES["town"])
    add(land.town, "child", name="石二例", area=CODES["town"])
    edit(land.town, kept, name="石改例")
    report = send(land.town, land.county, land.stick)
    assert (report.state, report.quarantined, report.problems[0].code) == ("aside", 2, "REVOKED_SENDER")
    assert "2" in report.problems[0].say("zh")
    assert names(land.county) == {"石一例"}
    assert not land.county.queries.find("石二例")
    assert land.county.queries.count("child") == 1
    assert len(land.county.ledger.history(kept)) == 1
    assert land.county.queries.check()["ok"]
    send(land.county, land.city, land.stick)
    assert names(land.city) == {"石一例"}, "the word and the records travel together"
    assert [one.number for one in land.city.ledger.kept_aside()] == [2]
    rebuilt(land.city)
    assert names(land.city) == {"石一例"}
    with pytest.raises(Refusal, match="BLOCKED_OFFICE"):
        exchange.export(land.county, CODES["town"], land.stick)
    with pytest.raises(Refusal, match="NOT_BLOCKED"):
        exchange.accept_blocked(land.city, land.town.ledger.device)
    touched = exchange.accept_blocked(land.county, land.town.ledger.device)
    assert kept in touched.rows["child"]
    assert names(land.county) == {"石改例", "石二例"}
    assert land.county.ledger.kept_aside() == []
    send(land.county, land.city, land.stick)
    assert names(land.city) == {"石改例", "石二例"}, "the cut moved there too"
    add(land.town, "child", name="石三例", area=CODES["town"])
    assert send(land.town, land.county, land.stick).quarantined == 1, "and blocked it stays"
    for office in (land.county, land.city):
        assert office.queries.check()["ok"]


def test_an_import_counts_as_aside_what_stays_aside(land: SimpleNamespace) -> None:
    """The county let stand what a blocked computer had written; the city hears of the block and of that in one."""
    exchange.revoke(land.county, CODES["town"])
    add(land.town, "child", name="石一例", area=CODES["town"])
    assert send(land.town, land.county, land.stick).quarantined == 2
    exchange.accept_blocked(land.county, land.town.ledger.device)
    report = send(land.county, land.city, land.stick)
    assert (report.quarantined, land.city.ledger.kept_aside()) == (0, [])
    assert names(land.city) == {"石一例"}
    add(land.town, "child", name="石二例", area=CODES["town"])
    assert send(land.town, land.county, land.stick).quarantined == 1
    report = send(land.county, land.city, land.stick)
    assert [one.number for one in land.city.ledger.kept_aside()] == [report.quarantined] == [1]


def test_a_hidden_change_by_which_a_record_is_another_is_told(land: SimpleNamespace) -> None:
    """The city wrote on what a blocked computer had made: as soon as that is here nothing is still to come."""
    down(land)
    child = add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.city, land.stick)
    edit(land.city, child, school="雾溪小学")
    exchange.revoke(land.county, CODES["town"])
    told = {block.dev: block for block in land.city.ledger.since(land.county.ledger.vector())}
    land.county.ledger.apply([told[land.city.ledger.device]])
    assert [one.id for one in land.county.queries.incomplete()] == [child]
    report = land.county.ledger.apply([told[land.town.ledger.device]])
    assert not land.county.queries.incomplete()
    assert (report.quarantined, report.touched.rows.get("child")) == (2, (child,))
    add(land.town, "child", name="石二例", area=CODES["town"])
    assert not send(land.town, land.county, land.stick).touched.rows, "of what alters nothing nothing is told"


def rebuilt(office: Office) -> None:
    """Every row made anew from the log."""
    with office.ledger.database.writing() as connection:  # type: ignore[attr-defined]
        rebuild(connection)


def test_who_built_on_a_hidden_change_has_seen_what_it_was_built_on(land: SimpleNamespace) -> None:
    """The county went on from an edit of the town's computer before it turned out that a thief had made it."""
    row = add(land.town, "child", name="石一例", village="甲村", area=CODES["town"])
    send(land.town, land.county, land.stick)
    before = land.county.ledger.vector()[land.town.ledger.device]
    edit(land.town, row, name="石改例", village="乙村")
    send(land.town, land.county, land.stick)
    edit(land.county, row, name="石定例")
    device = land.town.ledger.device
    certifying.block(land.county, device, CODES["town"], ((before.seq, before.head),))
    land.county.ledger.block(certifying.cuts(trust.standing(land.county)))
    found = land.county.queries.get(row)
    assert found is not None
    assert (found.values["name"], found.values["village"], found.rivals) == ("石定例", "甲村", {})
    assert land.county.queries.check()["ok"]
    edit(land.county, row, village="丙村")
    exchange.accept_blocked(land.county, device)
    found = land.county.queries.get(row)
    assert found is not None
    assert (found.values["name"], found.values["village"], found.rivals) == ("石定例", "丙村", {})
    assert land.county.queries.check()["ok"]


def test_records_stay_aside_when_somebody_says_so(land: SimpleNamespace) -> None:
    exchange.revoke(land.county, CODES["town"])
    add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    [one] = [c for c in exchange.computers(land.county) if c.aside]
    assert (one.name, one.blocked, one.ours, one.aside, one.answered) == ("云台镇（演示）", True, True, 2, False)
    exchange.keep_aside(land.county, one.device)
    assert exchange.computers(land.county)[0].answered
    add(land.town, "child", name="石二例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    assert not exchange.computers(land.county)[0].answered, "more has come"


def test_a_blocked_computer_that_goes_on_under_a_new_key_is_blocked_too(land: SimpleNamespace) -> None:
    send(land.town, land.county, land.stick)
    exchange.revoke(land.county, CODES["town"])
    land.town.ledger.new_identity()
    add(land.town, "child", name="石一例", area=CODES["town"])
    report = send(land.town, land.county, land.stick)
    assert (report.state, report.problems[0].code) == ("aside", "REVOKED_SENDER")
    assert names(land.county) == set()


def test_a_card_accepted_again_lifts_the_block(land: SimpleNamespace) -> None:
    exchange.revoke(land.county, CODES["town"])
    add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    card = exchange.write_card(land.town, land.stick)
    with pytest.raises(Refusal, match="CARD_BLOCKED"):
        exchange.accept_card(land.county, card)
    exchange.accept_card(land.county, card, replace_known=True)
    assert names(land.county) == {"石一例"}
    assert send(land.county, land.town, land.stick).state == "done"
    assert exchange.computers(land.county)[0].blocked is False


def test_the_blocked_computer_itself_goes_on_showing_what_it_wrote(land: SimpleNamespace) -> None:
    """It may be a mistake, and the clerk must not sit before an empty screen."""
    down(land)
    send(land.town, land.county, land.stick)
    path = exchange.export(land.county, CODES["town"], land.stick).path
    exchange.import_file(land.town, path)
    add(land.town, "child", name="石一例", area=CODES["town"])
    exchange.revoke(land.county, CODES["town"])
    said = trust.words(land.county)
    device = land.county.ledger.device
    town = parts.Side(CODES["town"], b"", land.town.ledger.keys()[1])
    county = parts.Side(CODES["county"], land.county.ledger.keys()[0], b"")
    raw = parts.package(sender=county, to=town, vouched=packed(Vouched(said)))
    exchange.import_file(land.town, parts.put(land.stick, raw))
    assert device != land.town.ledger.device
    assert exchange.blocked_here(land.town)
    assert names(land.town) == {"石一例"}
    assert land.town.queries.check()["ok"]


def test_only_what_is_below_can_be_blocked(land: SimpleNamespace) -> None:
    for which, code in ((CODES["city"], "CANNOT_BLOCK"), ("nobody", "UNKNOWN_DEVICE")):
        with pytest.raises(Refusal, match=code):
            exchange.revoke(land.county, which)


def test_the_topmost_office_blocks_the_copy_of_its_computer(land: SimpleNamespace) -> None:
    """A thief copied the province's computer. Nobody is above it who could decide."""
    land.province.ledger.close()
    offices.copied(land.home / "province", land.home / "copy")
    land.province = offices.opened(land.home / "province")
    copy = offices.opened(land.home / "copy", offices.START_MS + 5_000)
    try:
        ours = add(land.province, "child", name="石一例", area=CODES["city"])
        add(copy, "child", name="石贼例", area=CODES["city"])
        for office in (copy, land.province):
            send(office, land.city, land.stick)
        assert names(land.city) == {"石一例", "石贼例"}
        before = land.province.ledger.device
        send(land.city, land.province, land.stick)
        assert land.province.ledger.device != before, "it goes on under a new key"
        assert exchange.import_file(land.city, exchange.export(land.province, "9999", land.stick).path).state == "done"
        [fork] = land.province.ledger.forks()
        exchange.answer_fork(land.province, fork.log, "blocked")
        assert names(land.province) == {"石一例"}
        report = send(land.province, land.city, land.stick)
        assert report.state == "done"
        assert names(land.city) == {"石一例"}
        assert ours in {r.id for r in land.city.queries.select("child")}
        stolen = exchange.import_file(land.city, exchange.export(copy, "9999", land.stick).path)
        assert (stolen.state, stolen.problems[0].code) == ("aside", "REVOKED_SENDER")
        assert send(land.city, land.province, land.stick).state in ("done", "same")
        assert all(office.queries.check()["ok"] for office in (land.province, land.city))
    finally:
        copy.ledger.close()


def test_a_copy_that_went_on_is_blocked_by_its_own_office_at_the_top(land: SimpleNamespace) -> None:
    """The city took the copy for the province's new key before anybody noticed."""
    land.province.ledger.close()
    offices.copied(land.home / "province", land.home / "copy")
    land.province = offices.opened(land.home / "province")
    copy = offices.opened(land.home / "copy", offices.START_MS + 5_000)
    try:
        copy.ledger.new_identity()
        add(copy, "child", name="石贼例", area=CODES["city"])
        send(copy, land.city, land.stick)
        assert names(land.city) == {"石贼例"}
        send(land.province, land.city, land.stick)  # so that the city knows what the right one lacks
        send(land.city, land.province, land.stick)
        thief = copy.ledger.device
        [one] = [c for c in exchange.computers(land.province) if c.device == thief]
        assert (one.office, one.ours, one.blocked) == ("99", True, False)
        for office, code in ((land.city, "CANNOT_BLOCK"), (land.county, "UNKNOWN_DEVICE")):
            with pytest.raises(Refusal, match=code):
                exchange.revoke(office, thief)
        with pytest.raises(Refusal, match="CANNOT_BLOCK"):
            exchange.revoke(land.province, land.province.ledger.device)
        exchange.revoke(land.province, thief, "copied")
        send(land.province, land.city, land.stick)
        assert thief in trust.standing(land.city).blocked()
        add(copy, "child", name="石又例", area=CODES["city"])
        assert send(copy, land.city, land.stick).state == "aside"
        assert names(land.city) == {"石贼例"}, "what was there when it was blocked stands"
        assert send(land.city, land.province, land.stick).state in ("done", "same"), "the city goes on with it"
    finally:
        copy.ledger.close()


def test_nobody_but_the_topmost_blocks_in_his_own_office(land: SimpleNamespace) -> None:
    """The copy of a county's computer cannot shut out the county: the city above decides."""
    down(land)
    thief = parts.side(CODES["county"], "a copy")
    seed = land.county.ledger.keys()[0]
    theirs = certificate(card_of(thief, CODES["county"]), CODES["city"], land.city.ledger.keys()[0], 50, 1)
    word = revocation(land.county.ledger.device, CODES["county"], (), CODES["county"], thief.seed, 99, 1)
    ours = revocation(thief_device := device_id(thief.public), CODES["county"], (), CODES["county"], seed, 99, 1)
    who = weigh({land.city.ledger.device: CODES["city"]}, trust.words(land.city), Said((theirs,), (word, ours)))
    assert thief_device in who.offices
    assert who.blocked() == {}


# what nobody may claim


def card_of(side: parts.Side, office: str, name: str = "冒名（演示）") -> Card:
    return Card(office, name, "township", device_id(side.public), side.public, side.recipient, 0)


def own(office: Office) -> parts.Side:
    return parts.Side(office.home.code, *office.ledger.keys())


def refusal(office: Office, raw: bytes, stick: Path) -> str:
    before = offices.dump(office)
    try:
        return exchange.import_file(office, parts.put(stick, raw)).state
    except Refusal as e:
        assert offices.dump(office) == before
        return e.problems[0].code


THIEF = parts.side(CODES["town"], "thief")
FALSE_COUNTY = parts.side(CODES["county"], "thief")


def test_a_forged_chain_leads_nowhere(land: SimpleNamespace) -> None:
    down(land)
    city = own(land.city)
    fake = certificate(card_of(THIEF, CODES["town"]), CODES["county"], FALSE_COUNTY.seed, 99, 1)
    raw = parts.package(sender=THIEF, to=city, vouched=packed(Vouched(Said((fake,)))))
    assert refusal(land.city, raw, land.stick) == "UNKNOWN_SENDER"
    both = (fake, certificate(card_of(FALSE_COUNTY, CODES["county"]), CODES["city"], FALSE_COUNTY.seed, 99, 1))
    raw = parts.package(sender=THIEF, to=city, vouched=packed(Vouched(Said(both))))
    assert refusal(land.city, raw, land.stick) == "UNKNOWN_SENDER"
    true = certificate(card_of(THIEF, CODES["town"]), CODES["county"], own(land.county).seed, 99, 1)
    for field, value in ((b'"name"', b'"name":"X","x"'), (b"\"epoch\":99", b"\"epoch\":98")):
        altered = read_vouched(packed(Vouched(Said((true,)))).replace(field, value), 2)
        raw = parts.package(sender=THIEF, to=city, vouched=packed(altered))
        assert refusal(land.city, raw, land.stick) == "FORGED"
    raw = parts.package(sender=THIEF, to=city, vouched=packed(Vouched(Said((true,)))))
    assert refusal(land.city, raw, land.stick) == "done", "with the county's own signature it would be one"


@pytest.mark.parametrize("issuer", ["other", "town"])
def test_a_sibling_vouches_for_nobody(land: SimpleNamespace, issuer: str) -> None:
    """Neither a neighbour nor the office itself, nor in the name of the county."""
    down(land)
    for low in ("town", "other"):
        send(getattr(land, low), land.city, land.stick)
    for name in (CODES[issuer], CODES["county"]):
        one = certificate(card_of(THIEF, CODES["town"]), name, own(getattr(land, issuer)).seed, 99, 1)
        raw = parts.package(sender=THIEF, to=own(land.city), vouched=packed(Vouched(Said((one,)))))
        assert refusal(land.city, raw, land.stick) == "UNKNOWN_SENDER"


def test_nobody_is_blocked_by_whom_it_is_not_below(land: SimpleNamespace) -> None:
    down(land)
    add(land.other, "child", name="石一例", area=CODES["other"])
    send(land.other, land.county, land.stick)
    town, victim = own(land.town), land.other.ledger.device
    county, city = land.county.ledger.device, land.city.ledger.device
    false = [
        revocation(victim, CODES["other"], (), CODES["town"], town.seed, 99, 1),
        revocation(victim, CODES["other"], (), CODES["county"], town.seed, 99, 1),
        revocation(county, CODES["county"], (), CODES["town"], town.seed, 99, 1),
        revocation(city, CODES["town"], (), CODES["county"], own(land.county).seed, 99, 1),
    ]
    for one in false:
        raw = parts.package(sender=town, to=own(land.county), vouched=packed(Vouched(Said((), (one,)))))
        assert refusal(land.county, raw, land.stick) == "done"
        assert trust.standing(land.county).blocked() == {}
    assert names(land.county) == {"石一例"}


def test_an_old_word_undoes_no_newer_one(land: SimpleNamespace) -> None:
    """Replayed: a certificate from before the block, a block from before it was lifted."""
    down(land)
    send(land.town, land.county, land.stick)
    early = trust.words(land.county)
    exchange.revoke(land.county, CODES["town"])
    blocked = trust.words(land.county)
    send(land.county, land.city, land.stick)
    county, device = own(land.county), land.town.ledger.device
    replay = parts.package(sender=county, to=own(land.city), vouched=packed(Vouched(early)))
    assert refusal(land.city, replay, land.stick) == "done"
    assert device in trust.standing(land.city).blocked(), "its old certificate lifts nothing"
    exchange.accept_card(land.county, exchange.write_card(land.town, land.stick), replace_known=True)
    send(land.county, land.city, land.stick)
    assert trust.standing(land.city).blocked() == {}
    replay = parts.package(sender=county, to=own(land.city), vouched=packed(Vouched(blocked)))
    assert refusal(land.city, replay, land.stick) == "done"
    assert trust.standing(land.city).blocked() == {}, "nor does the old block hold again"


def test_a_blocked_county_computer_vouches_for_nobody_new(land: SimpleNamespace) -> None:
    down(land)
    send(land.town, land.city, land.stick)
    stolen = own(land.county)
    exchange.revoke(land.city, CODES["county"])
    new = certificate(card_of(THIEF, CODES["town"]), CODES["county"], stolen.seed, 99, 1)
    raw = parts.package(sender=THIEF, to=own(land.city), vouched=packed(Vouched(Said((new,)))))
    assert refusal(land.city, raw, land.stick) == "UNKNOWN_SENDER"
    gone = revocation(land.town.ledger.device, CODES["town"], (), CODES["county"], stolen.seed, 99, 1)
    raw = parts.package(sender=stolen, to=own(land.city), vouched=packed(Vouched(Said((), (gone,)))))
    assert refusal(land.city, raw, land.stick) == "aside"
    assert land.town.ledger.device not in trust.standing(land.city).blocked()
    assert send(land.town, land.city, land.stick).state == "same", "what it had said before stays good"


def test_a_blocked_computer_brings_nobody_else_s_log(land: SimpleNamespace) -> None:
    exchange.revoke(land.county, CODES["town"])
    block = parts.log(parts.device("new"), 3)
    raw = parts.package(block, sender=own(land.town), to=own(land.county))
    assert refusal(land.county, raw, land.stick) == "aside"
    assert block.dev not in land.county.ledger.vector()


def test_another_history_of_a_blocked_computer_is_kept_aside_too(land: SimpleNamespace) -> None:
    """The city has not seen how far the log really goes; a thief tells it another past, as long as the cut."""
    down(land)
    for n in "一二三":
        add(land.town, "child", name=f"石{n}例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    exchange.revoke(land.county, CODES["town"])
    said = packed(Vouched(certifying_words(land.county)))
    raw = parts.package(sender=own(land.county), to=own(land.city), vouched=said)
    assert refusal(land.city, raw, land.stick) == "done", "the word came before the log"
    false = parts.log(land.town.ledger.device, 4)
    raw = parts.package(false, sender=own(land.town), to=own(land.city))
    assert refusal(land.city, raw, land.stick) == "aside"
    assert land.city.queries.count("visit") == 0
    assert send(land.county, land.city, land.stick).state == "done"
    assert names(land.city) == {"石一例", "石二例", "石三例"}, "what leads to the cut stands"
    assert land.city.queries.count("visit") == 0
    assert land.city.queries.check()["ok"]


def certifying_words(office: Office) -> Said:
    return trust.words(office)


def test_the_order_of_words_does_not_matter() -> None:
    rng = random.Random(4)
    sides = {name: parts.side(code) for name, code in CODES.items()}
    anchors = {device_id(sides["province"].public): CODES["province"]}
    words: list[object] = []
    for low, high in (("city", "province"), ("county", "city"), ("town", "county"), ("other", "county")):
        words += [certificate(card_of(sides[low], CODES[low]), CODES[high], sides[high].seed, n, 1) for n in (2, 5)]
    blocked = device_id(sides["town"].public)
    words += [revocation(blocked, CODES["town"], (), CODES["county"], sides["county"].seed, n, 1) for n in (1, 6)]
    results = set()
    for _ in range(30):
        rng.shuffle(words)
        said = Said(
            tuple(w for w in words if hasattr(w, "recipient")),  # type: ignore[misc]
            tuple(w for w in words if not hasattr(w, "recipient")),  # type: ignore[misc]
        )
        found = weigh(anchors, Said(), said)
        results.add((tuple(sorted(found.offices.items())), tuple(found.blocked())))
        assert {one.epoch for one in found.certificates.values()} == {5}
        half = Said(said.certificates[:4], said.revocations[:1])
        assert weigh(anchors, weigh_kept(anchors, half), said).blocked().keys() == {blocked}
    assert len(results) == 1


def weigh_kept(anchors: dict[str, str], said: Said) -> Said:
    found = weigh(anchors, Said(), said)
    return Said(tuple(found.certificates.values()), tuple(found.revocations.values()))


def test_a_link_of_a_blocked_computer_leads_nowhere(land: SimpleNamespace) -> None:
    exchange.revoke(land.county, CODES["town"])
    old = Key(own(land.town).seed)
    link = Link(old.public, THIEF.public, b"")
    link = replace(link, sig=old.sign(link.said()))
    block = parts.log(device_id(THIEF.public), 2)
    raw = parts.package(block, sender=THIEF, to=own(land.county), links=(link,))
    assert refusal(land.county, raw, land.stick) == "aside"
    assert device_id(THIEF.public) not in land.county.ledger.vector()


# blocked computers and the comparison of both sides' records


def compared(office: Office, code: str) -> exchange.Compared:
    found = exchange.compared(office, code)
    assert found is not None
    return found


def test_a_block_that_one_side_has_not_heard_of_is_no_difference(land: SimpleNamespace) -> None:
    """The city has the town's later records, and does not know yet that its computer was stolen."""
    down(land)
    kept = add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    before = land.county.ledger.vector()[land.town.ledger.device]
    late = add(land.town, "child", name="石二例", area=CODES["town"])
    add(land.town, "visit", child=late, on="2026-11-01")
    edit(land.town, kept, name="石改例")
    send(land.town, land.county, land.stick)
    send(land.county, land.city, land.stick)
    assert names(land.city) == {"石改例", "石二例"}
    device = land.town.ledger.device
    certifying.block(land.county, device, CODES["town"], ((before.seq, before.head),))
    land.county.ledger.block(certifying.cuts(trust.standing(land.county)))
    assert names(land.county) == {"石一例"}
    path = exchange.export(land.city, CODES["county"], land.stick, compare=True).path
    exchange.import_file(land.county, path)
    found = compared(land.county, CODES["city"])
    assert (found.stage, found.differs, found.aside) == ("equal", (), 3)
    assert found.data()["aside"] == 3
    there = exchange.export(land.county, CODES["city"], land.stick, compare=True).path
    exchange.import_file(land.city, there)
    assert names(land.city) == {"石一例"}, "now it has heard"
    both = compared(land.city, CODES["county"])
    assert (both.stage, both.aside) == ("equal", 0)


def test_the_one_that_has_not_heard_counts_what_the_other_shows(land: SimpleNamespace) -> None:
    """The county's words were lost on their way (its certificates come by another), its count arrives."""
    down(land)
    kept = add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    before = land.county.ledger.vector()[land.town.ledger.device]
    edit(land.town, kept, name="石改例")
    add(land.town, "child", name="石二例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    send(land.county, land.city, land.stick)
    base, devices = "9999", {land.county.ledger.device}
    city, county = land.city.ledger, land.county.ledger
    certifying.block(land.county, land.town.ledger.device, CODES["town"], ((before.seq, before.head),))
    county.block(certifying.cuts(trust.standing(land.county)))
    told = county.tallies(base, devices)
    assert city.tallies(base, devices, county.vector()) != told
    aside = {held.log: held.first - 1 for held in county.kept_aside()}
    assert city.tallies(base, devices, county.vector(), aside) == told
    assert county.tallies(base, devices, city.vector()) == city.tallies(base, devices)


def test_a_true_difference_is_still_seen_beside_a_block(land: SimpleNamespace) -> None:
    down(land)
    kept = add(land.town, "child", name="石一例", area=CODES["town"])
    other = add(land.town, "child", name="石三例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    before = land.county.ledger.vector()[land.town.ledger.device]
    edit(land.town, kept, name="石改例")
    send(land.town, land.county, land.stick)
    send(land.county, land.city, land.stick)
    certifying.block(land.county, land.town.ledger.device, CODES["town"], ((before.seq, before.head),))
    land.county.ledger.block(certifying.cuts(trust.standing(land.county)))
    with land.city.ledger.database.writing() as connection:  # type: ignore[attr-defined]
        connection.execute("UPDATE child SET village='别村' WHERE id=?", (other,))
    exchange.import_file(land.county, exchange.export(land.city, CODES["county"], land.stick, compare=True).path)
    found = compared(land.county, CODES["city"])
    assert (found.stage, found.aside) == ("differs", 1)
    assert {d.what for d in found.differs} <= {"values", "records"}
