"""Journeys of packages between real encrypted offices."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from casefiles import exchange
from casefiles.domain.changes import START, Block, Seen, chain
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from casefiles.domain.trust import device_id
from casefiles.edges.package.cards import Card, card_bytes
from casefiles.edges.package.stick import UNFINISHED
from tests.package import offices, parts
from tests.package.offices import add, dump, edit, files, logs
from ui import words_imported, words_task

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.exchange.reports import ImportReport
    from casefiles.office import Office
    from casefiles.ports import Peer


def send(here: Office, there: Office, stick: Path) -> ImportReport:
    """Export, carry, import."""
    report = exchange.export(here, there.home.code, stick)
    return exchange.import_file(there, report.path)


def standing(office: Office, code: str) -> dict[str, Any]:
    return next(s for s in exchange.sync_status(office) if s["office"] == code)


def name_of(office: Office, row: str) -> object:
    found = office.queries.get(row)
    return None if found is None else found.values["name"]


def test_a_visit_from_the_doorstep_to_the_county_and_the_receipt_back(world: SimpleNamespace) -> None:
    child = add(world.town, "child", name="石小雨", sex="2", birth_date="2016-05-04")
    visit = add(world.town, "visit", child=child, on="2026-11-02", kind="home", contact="met", summary="都好")
    sent = exchange.export(world.town, "999901", world.stick)
    assert sent.path.parent == world.stick
    assert sent.path.name.startswith("999901101-999901-2026")
    assert sent.path.name.endswith(f"-{sent.package[:8]}.tgx")
    assert sent.path.stat().st_size == sent.bytes
    assert (sent.count, sent.first, sent.last) == (3, 1, 3), "the office itself, the child, the visit"

    got = exchange.import_file(world.county, sent.path)
    assert (got.state, got.sender, got.package) == ("done", "999901101", sent.package)
    assert (got.new, got.same, got.conflicts, got.waiting, got.quarantined) == (3, 0, 0, 0, 0)
    assert got.changed == 3
    assert name_of(world.county, child) == "石小雨"
    seen = world.county.queries.get(visit)
    assert seen is not None
    assert seen.values["summary"] == "都好"
    assert world.county.queries.check()["ok"]

    before = standing(world.town, "999901")
    assert (before["office"], before["acknowledged"], before["own"]) == ("999901", 0, 3)
    receipt = send(world.county, world.town, world.stick)
    assert receipt.state == "done"
    assert (receipt.receipt["acknowledged"], receipt.receipt["of"]) == (3, 3)
    after = standing(world.town, "999901")
    assert (after["acknowledged"], after["here_only"], after["behind"]) == (3, 0, False)
    assert after["last_out"]["state"] == "received"
    again = exchange.export(world.town, "999901", world.stick)
    assert again.count == 0, "a pure receipt"
    assert exchange.import_file(world.county, again.path).state == "done"
    assert exchange.export(world.county, "999901101", world.stick).count == 0


def test_the_same_package_twice_changes_nothing(world: SimpleNamespace) -> None:
    add(world.town, "child", name="石小雨")
    sent = exchange.export(world.town, "999901", world.stick)
    assert exchange.import_file(world.county, sent.path).state == "done"
    before = dump(world.county), files(world.county, world.home / "county")
    again = exchange.import_file(world.county, sent.path)
    assert (again.state, again.new, again.same, again.newer) == ("same", 0, 2, 0)
    taken = next(p.at_ms for p in world.county.ledger.parcels() if p.package == sent.package and p.direction == "in")
    assert again.taken_ms == taken > 0
    day = f"{dt.datetime.fromtimestamp(taken / 1000):%Y-%m-%d}"
    assert day in words_imported.more(again, "zh")
    assert day in words_imported.more(again, "en")
    assert (dump(world.county), files(world.county, world.home / "county")) == before


def test_another_package_with_what_is_here_already(world: SimpleNamespace) -> None:
    add(world.town, "child", name="石小雨")
    one, two = (exchange.export(world.town, "999901", world.stick) for _ in range(2))
    assert one.path != two.path
    assert exchange.import_file(world.county, one.path).state == "done"
    again = exchange.import_file(world.county, two.path)
    assert (again.state, again.new, again.same) == ("same", 0, 2)


def test_a_lost_package_heals_itself(world: SimpleNamespace) -> None:
    first = add(world.town, "child", name="石小雨")
    exchange.export(world.town, "999901", world.stick).path.unlink()
    second = add(world.town, "child", name="石小云")
    got = send(world.town, world.county, world.stick)
    assert (got.state, got.new) == ("done", 3)
    assert name_of(world.county, first) == "石小雨"
    assert name_of(world.county, second) == "石小云"
    assert logs(world.county)[world.town.ledger.device] == logs(world.town)[world.town.ledger.device]


def test_a_gap_waits_and_closes_by_itself(world: SimpleNamespace) -> None:
    """The county goes back to an old copy of its files: what it had acknowledged is missing."""
    one = add(world.town, "child", name="石小雨")
    early = exchange.export(world.town, "999901", world.stick)
    county = offices.put_aside(world, "county")
    assert exchange.import_file(county, early.path).state == "done"
    assert send(county, world.town, world.stick).state == "done"
    county = offices.put_back(world, "county")

    two = add(world.town, "child", name="石小云")
    late = exchange.export(world.town, "999901", world.stick)
    assert late.count == 1
    waits = exchange.import_file(county, late.path)
    assert waits.state == "waiting"
    assert waits.problems[0].code == "WAITING"
    assert "云台镇" in waits.problems[0].say("zh")
    assert exchange.import_file(county, late.path).state == "waiting", "asked again"
    assert name_of(county, two) is None
    assert [p["package"] for p in standing(county, "999901101")["waiting"]] == [late.package]
    late.path.unlink()

    got = exchange.import_file(county, early.path)
    assert got.state == "done"
    assert [f.state for f in got.followed] == ["done"]
    assert set(got.touched.rows["child"]) == {one, two}, "the windows hear of what had waited too"
    assert (name_of(county, one), name_of(county, two)) == ("石小雨", "石小云")
    assert standing(county, "999901101")["waiting"] == []
    assert list((world.home / "county" / "inbox").iterdir()) == []


def test_a_gap_heals_through_a_receipt(world: SimpleNamespace) -> None:
    """The same, the early package gone for good: the county's next package tells what it lacks."""
    one = add(world.town, "child", name="石小雨")
    world.town.ledger.keep_peer(_claiming(world.town, "999901", world.town.ledger.vector()))
    two = add(world.town, "child", name="石小云")
    assert send(world.town, world.county, world.stick).state == "waiting"
    assert send(world.county, world.town, world.stick).state == "done"
    got = send(world.town, world.county, world.stick)
    assert (got.state, got.new) == ("done", 3)
    assert [f.state for f in got.followed] == ["same"], "what waited had nothing more to say"
    assert exchange.export(world.county, "999901101", world.stick).count == 0, "the later receipt stands"
    assert (name_of(world.county, one), name_of(world.county, two)) == ("石小雨", "石小云")


def _claiming(office: Office, code: str, receipt: dict[str, Seen]) -> Peer:
    from dataclasses import replace

    peer = next(p for p in office.ledger.peers() if p.office == code)
    return replace(peer, receipt=receipt)


def test_conflicting_edits_keep_both_values(world: SimpleNamespace) -> None:
    child = add(world.town, "child", name="石小雨", phone="10012345678")
    send(world.town, world.county, world.stick)
    edit(world.town, child, phone="10012345601")
    edit(world.county, child, phone="10012345602", name="石晓雨")
    there = send(world.town, world.county, world.stick)
    assert (there.state, there.conflicts) == ("done", 1)
    back = send(world.county, world.town, world.stick)
    assert (back.state, back.conflicts) == ("done", 1)
    for office in (world.town, world.county):
        found = office.queries.get(child)
        assert found is not None
        assert found.values["name"] == "石晓雨"
        kept = {str(r.value) for r in found.rivals["phone"]} | {str(found.values["phone"])}
        assert kept == {"10012345601", "10012345602"}
        assert [r.id for r in office.queries.conflicts()] == [child]
    one, other = world.town.queries.get(child), world.county.queries.get(child)
    assert one.values == other.values


def test_a_field_of_a_newer_version_is_forwarded_from_county_to_city(world: SimpleNamespace) -> None:
    newer = parts.side("999901102")
    dev, row = device_id(newer.public), "c-01hzzzzzzzzzzzzzzzzzzzzzz"
    body = json.dumps(
        {
            "r": row, "t": "child", "ts": offices.START_MS, "p": [], "u": "clerk", "n": "00",
            "f": {"name": "石小满", "iris_scan_of_2031": "left", "name_in_braille": "⠎"},
            "z": {"what": "a later version says here"},
        },
        ensure_ascii=False,
        indent=1,
    ).encode()  # fmt: skip
    card = Card(
        "999901102", "雾溪镇（演示）", "township", dev, newer.public, newer.recipient, offices.START_MS
    )
    exchange.accept_card(world.county, parts.put(world.stick, card_bytes(card, newer.seed), "new.card"))
    block = Block(dev, 1, START, chain(START, body), (body,))
    key = world.county.ledger.keys()[1]
    county = parts.Side("999901", b"", key)
    path = parts.put(world.stick, parts.package(block, sender=newer, to=county, schema=99, app="9.9"))
    got = exchange.import_file(world.county, path)
    assert (got.state, got.new, got.newer, got.sender) == ("done", 1, 1, "999901102")
    for lang, says in (("zh", "1 份记录带有新版本的内容"), ("en", "1 record holds what only a newer version knows")):
        assert words_imported.newer(got, lang).startswith(says)
    assert exchange.import_file(world.county, path).newer == 0, "it is said once"
    assert send(world.county, world.city, world.stick).state == "done"
    found = world.city.queries.get(row)
    assert found is not None
    assert found.values["name"] == "石小满"
    assert found.unknown == {"iris_scan_of_2031": "left", "name_in_braille": "⠎"}
    assert logs(world.city)[dev] == [body]
    edit(world.city, row, name="石满")
    send(world.city, world.county, world.stick)
    found = world.county.queries.get(row)
    assert found is not None
    assert (found.values["name"], found.unknown["iris_scan_of_2031"]) == ("石满", "left")


def test_a_record_of_a_kind_that_this_version_lacks_is_told_of_and_forwarded(world: SimpleNamespace) -> None:
    newer = parts.side("999901102")
    dev, row = device_id(newer.public), "zz-01hzzzzzzzzzzzzzzzzzzzzzz"
    body = json.dumps(
        {"r": row, "t": "robot", "ts": offices.START_MS, "p": [], "u": "clerk", "n": "00", "f": {"arms": 2}}
    ).encode()
    card = Card(
        "999901102", "雾溪镇（演示）", "township", dev, newer.public, newer.recipient, offices.START_MS
    )
    exchange.accept_card(world.county, parts.put(world.stick, card_bytes(card, newer.seed), "new.card"))
    block = Block(dev, 1, START, chain(START, body), (body,))
    county = parts.Side("999901", b"", world.county.ledger.keys()[1])
    path = parts.put(world.stick, parts.package(block, sender=newer, to=county, schema=99, app="9.9"))
    got = exchange.import_file(world.county, path)
    assert (got.state, got.new, got.newer) == ("done", 1, 1)
    assert send(world.county, world.city, world.stick).state == "done"
    assert logs(world.city)[dev] == [body]


def test_what_has_not_arrived_is_said_to_be_where_its_pointer_was_written(world: SimpleNamespace) -> None:
    missing = new_id("c", offices.START_MS, 5)
    visit = add(world.town, "visit", child=missing, on="2026-10-01", contact="child")
    assert [t.detail for t in world.town.queries.tasks()] == [{"missing": missing, "of": "child"}], "not known"
    assert send(world.town, world.county, world.stick).state == "done"
    (task,) = world.county.queries.tasks()
    assert (task.kind, task.id, task.detail["at"]) == ("not_arrived", visit, world.town.home.name)
    for lang in ("zh", "en"):
        assert world.town.home.name in words_task.said(task.kind, task.detail, task.entity, "走访", lang)
    gone = {"child": missing, "from_area": "999901101", "to_area": "999901105", "state": "accepted"}
    add(world.county, "transfer", answered_on="2026-10-02", **gone)
    (task,) = [t for t in world.county.queries.tasks() if t.kind == "not_arrived"]
    assert task.detail["at"] == "999901105", "its transfer says more than who wrote of it"


def refused(office: Office, path: Path, folder: Path) -> str:
    """The code; the office must be as it was, to the byte."""
    before = dump(office), files(office, folder)
    with pytest.raises(Refusal) as refusal:
        exchange.import_file(office, path)
    [report] = exchange.import_files(office, [path])
    assert (report.state, report.problems) == ("refused", refusal.value.problems)
    assert (report.new, report.changed, report.same) == (0, 0, 0)
    assert (dump(office), files(office, folder)) == before
    for lang in ("zh", "en"):
        assert report.problems[0].say(lang)
    return report.problems[0].code


def test_what_is_refused_leaves_the_database_byte_identical(world: SimpleNamespace) -> None:
    add(world.town, "child", name="石小雨")
    sent = exchange.export(world.town, "999901", world.stick)
    whole, folder = sent.path.read_bytes(), world.home / "county"
    chance = random.Random(3)

    def code(raw: bytes, name: str = "x.tgx") -> str:
        return refused(world.county, parts.put(world.stick, raw, name), folder)

    assert code(b"") == "EMPTY"
    assert code(bytes(len(whole))) == "ZEROS"
    for size in [1, 22, 200, len(whole) - 1, *(chance.randrange(1, len(whole)) for _ in range(12))]:
        assert code(whole[:size]) == "TRUNCATED", size
    for _ in range(12):
        at = chance.randrange(whole.index(b"\n--- ") + 6, len(whole))
        raw = bytearray(whole)
        raw[at] ^= 1 << chance.randrange(8)
        assert code(bytes(raw)) == "DAMAGED", at
    book = world.stick / "book.xlsx"
    with zipfile.ZipFile(book, "w") as z:
        z.writestr("xl/workbook.xml", "<workbook/>")
    assert code(book.read_bytes(), "名册.tgx") == "NOT_A_BUNDLE"
    assert refused(world.city, sent.path, world.home / "city") == "NOT_FOR_US"
    assert refused(world.town, sent.path, world.home / "town") == "NOT_FOR_US", "our own package"
    assert refused(world.county, world.stick / "gone.tgx", folder) == "CANNOT_READ"
    assert exchange.import_file(world.county, sent.path).state == "done"


def stranger(world: SimpleNamespace, block: Block) -> bytes:
    """A package of a sender nobody knows, for the county."""
    county = parts.Side("999901", b"", world.county.ledger.keys()[1])
    return parts.package(block, sender=parts.side("999901109"), to=county)


def test_an_unknown_sender(world: SimpleNamespace) -> None:
    path = parts.put(world.stick, stranger(world, parts.log("abcdefgh234567ab", 3)))
    assert refused(world.county, path, world.home / "county") == "UNKNOWN_SENDER"


def test_a_known_sender_who_sends_rubbish(world: SimpleNamespace) -> None:
    bad = parts.side("999901109")
    card = Card("999901109", "某镇（演示）", "township", "x", bad.public, bad.recipient, 1)
    exchange.accept_card(world.county, parts.put(world.stick, card_bytes(card, bad.seed), "x.card"))
    dev = parts.device()
    good = parts.log(dev, 3)
    rubbish = (b"no json", b"[]", b"{" * 10_000, b'{"r":1}', good.bodies[0].replace(b'"visit"', b'"child"'))
    for number, body in enumerate(rubbish):
        head = chain(good.end, body)
        blocks = (good, Block(dev, 4, good.end, head, (body,)))
        county = parts.Side("999901", b"", world.county.ledger.keys()[1])
        path = parts.put(world.stick, parts.package(*blocks, sender=bad, to=county), f"{number}.tgx")
        before = dump(world.county)
        with pytest.raises(Refusal, match="BAD_FRAME"):
            exchange.import_file(world.county, path)
        assert dump(world.county) == before


def test_one_bad_file_does_not_keep_the_others_out(world: SimpleNamespace) -> None:
    add(world.town, "child", name="石小雨")
    sent = exchange.export(world.town, "999901", world.stick)
    bad = parts.put(world.stick, sent.path.read_bytes()[:-1], "bad.tgx")
    found = exchange.import_files(world.county, [bad, sent.path, sent.path])
    assert [r.state for r in found] == ["refused", "done", "same"]
    assert found[0].data()["problems"] == [
        {"code": "TRUNCATED", "zh": found[0].problems[0].say("zh"), "en": found[0].problems[0].say("en")}
    ]


def test_two_computers_with_one_identity(world: SimpleNamespace) -> None:
    world.town.ledger.close()
    twin = offices.opened(offices.copied(world.home / "town", world.home / "twin"))
    town = offices.opened(world.home / "town")
    add(town, "child", name="石小雨")
    add(twin, "child", name="石小云")
    assert send(town, world.county, world.stick).state == "done"
    got = send(twin, world.county, world.stick)
    assert (got.state, got.new, len(got.forked)) == ("done", 1, 1)
    assert {r.values["name"] for r in world.county.queries.select("child")} == {"石小雨", "石小云"}
    for office in (town, twin):
        office.ledger.close()


class Cancelled(Exception):
    """Somebody pressed the button."""


@pytest.mark.parametrize("after", [0, 1, 2, 3, 5])
def test_a_cancelled_import_leaves_nothing(world: SimpleNamespace, after: int) -> None:
    for n in range(3):
        add(world.town, "child", name=f"石小{'雨云雪'[n]}")
    sent = exchange.export(world.town, "999901", world.stick)
    calls: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        calls.append((done, total))
        if len(calls) > after:
            raise Cancelled

    before = dump(world.county)
    try:
        report = exchange.import_file(world.county, sent.path, progress)
    except Cancelled:
        assert dump(world.county) == before
        assert exchange.import_file(world.county, sent.path).new == 4
    else:
        assert (report.state, report.new) == ("done", 4)
        assert calls[-1][0] <= calls[-1][1]
    assert calls == sorted(calls)
    assert world.county.queries.check()["ok"]


def test_a_cancelled_export_leaves_nothing(world: SimpleNamespace) -> None:
    add(world.town, "child", name="石小雨")

    def progress(done: int, total: int) -> None:
        assert (done, total) == (2, 2)
        raise Cancelled

    before = dump(world.town)
    with pytest.raises(Cancelled):
        exchange.export(world.town, "999901", world.stick, progress)
    assert list(world.stick.iterdir()) == []
    assert dump(world.town) == before


def test_an_export_to_nowhere(world: SimpleNamespace) -> None:
    before = dump(world.town)
    with pytest.raises(Refusal, match="UNKNOWN_OFFICE") as no_such:
        exchange.export(world.town, "999902", world.stick)
    assert "青山县" in no_such.value.say("zh")
    with pytest.raises(Refusal, match="CANNOT_WRITE"):
        exchange.export(world.town, "999901", world.stick / "gone")
    assert dump(world.town) == before


@pytest.mark.parametrize("before", [0, 1])
def test_what_is_written_meanwhile_belongs_to_the_next_package(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    """Somebody saves a child after the receipt was taken; in the second round the county's log is new, too."""
    town = world.town.ledger
    for _ in range(before):
        add(world.town, "child", name="石小雨")
    truly, late = town.proven, []

    def proven() -> object:
        found = truly()
        if not late:
            late.append(add(world.town, "child", name="石小云"))
            assert send(world.county, world.town, world.stick).state == "done"
        return found

    monkeypatch.setattr(town, "proven", proven)
    sent = exchange.export(world.town, "999901", world.stick)
    assert (sent.count, sent.first, sent.last) == (1 + before, 1, 1 + before)
    assert exchange.import_file(world.county, sent.path).new == 1 + before
    assert name_of(world.county, late[0]) is None
    assert send(world.town, world.county, world.stick).state == "done"
    assert name_of(world.county, late[0]) == "石小云"


def test_unfinished_files_are_never_named_as_packages(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(world.town, "child", name="石小雨")
    seen: list[str] = []
    truly = os.fsync

    def looking(handle: int) -> None:
        seen.extend(p.name for p in world.stick.iterdir())
        truly(handle)

    monkeypatch.setattr(os, "fsync", looking)
    exchange.export(world.town, "999901", world.stick)
    assert seen
    assert seen[0].endswith(UNFINISHED)


def test_cards_and_the_number_on_both_screens(tmp_path: Path) -> None:
    offices.make(tmp_path / "town", "999901101")
    offices.make(tmp_path / "county", "999901")
    town, county = offices.opened(tmp_path / "town"), offices.opened(tmp_path / "county")
    with pytest.raises(Refusal, match="UNKNOWN_OFFICE"):
        exchange.export(town, "999901", tmp_path)
    ours, theirs = exchange.write_card(town, tmp_path), exchange.write_card(county, tmp_path)
    assert (ours.name, theirs.name) == ("999901101.card", "999901.card")
    peer, number = exchange.accept_card(town, theirs)
    assert (peer.office, peer.name, peer.level) == ("999901", "青山县（演示）", "county")
    assert exchange.accept_card(county, ours)[1] == number
    assert exchange.accept_card(town, theirs) == (peer, number), "twice is once"
    with pytest.raises(Refusal, match="OWN_CARD"):
        exchange.accept_card(town, ours)

    thief = parts.side("999901", "thief")
    card = Card("999901", "青山县（演示）", "county", "x", thief.public, thief.recipient, 1)
    path = parts.put(tmp_path, card_bytes(card, thief.seed), "thief.card")
    before = dump(town)
    with pytest.raises(Refusal, match="CARD_CHANGED"):
        exchange.accept_card(town, path)
    assert dump(town) == before
    replaced, other = exchange.accept_card(town, path, replace_known=True)
    assert replaced.sign_pub == thief.public
    assert replaced.receipt is None
    assert other != number
    for office in (town, county):
        office.ledger.close()


def test_a_new_computer_has_acknowledged_nothing(world: SimpleNamespace) -> None:
    send(world.county, world.town, world.stick)
    assert standing(world.town, "999901")["here_only"] == 1
    assert next(p for p in world.town.ledger.peers() if p.office == "999901").receipt is not None
    fresh = parts.side("999901", "new computer")
    card = Card("999901", "青山县（演示）", "county", "x", fresh.public, fresh.recipient, 1)
    path = parts.put(world.stick, card_bytes(card, fresh.seed), "new.card")
    assert exchange.accept_card(world.town, path, replace_known=True)[0].receipt is None
    assert standing(world.town, "999901")["here_only"] == 2


def test_an_office_that_has_more_of_our_log_than_we_do(world: SimpleNamespace) -> None:
    device = world.town.ledger.device
    world.town.ledger.keep_peer(_claiming(world.town, "999901", {device: Seen(50, b"\1" * 20, ((1, 1),))}))
    told = standing(world.town, "999901")
    assert (told["behind"], told["acknowledged"], told["own"], told["here_only"]) == (True, 0, 1, 1)
    assert not standing(world.town, "9999")["behind"]


def test_a_code_that_would_climb_out_of_the_folder(world: SimpleNamespace) -> None:
    sly = parts.side("../../etc/x")
    card = Card("../../etc/x", "某镇", "township", "x", sly.public, sly.recipient, 1)
    exchange.accept_card(world.town, parts.put(world.stick, card_bytes(card, sly.seed), "sly.card"))
    report = exchange.export(world.town, "../../etc/x", world.stick)
    assert report.path.parent == world.stick
    assert report.path.name.startswith("999901101-etcx-")


def test_reports_for_scripts(world: SimpleNamespace) -> None:
    add(world.town, "child", name="石小雨")
    sent = exchange.export(world.town, "999901", world.stick)
    got = exchange.import_file(world.county, sent.path)
    names = [
        "from",
        "package",
        "state",
        "new",
        "changed",
        "same",
        "conflicts",
        "waiting",
        "quarantined",
        "receipt",
    ]
    told = json.loads(json.dumps(got.data()))
    assert set(names) <= set(told)
    assert json.loads(json.dumps(sent.data()))["count"] == 2
    json.dumps(exchange.sync_status(world.town), ensure_ascii=False)


def test_three_offices_in_any_order_end_alike(world: SimpleNamespace) -> None:
    chance = random.Random(11)
    three = [world.town, world.county, world.city]
    pairs = [(0, 1), (1, 0), (1, 2), (2, 1)]
    rows: list[str] = []
    for _ in range(60):
        office = three[chance.randrange(3)]
        known = [r for r in rows if office.queries.get(r) is not None]
        if known and chance.random() < 0.5:
            edit(office, chance.choice(known), phone=f"100{chance.randrange(10**8):08d}")
        else:
            rows.append(add(office, "child", name="石" + "雨云雪山河"[chance.randrange(5)], area="999901101"))
        if chance.random() < 0.5:
            here, there = (three[n] for n in chance.choice(pairs))
            sent = exchange.export(here, there.home.code, world.stick)
            fate = chance.random()
            for _ in range(0 if fate < 0.3 else 2 if fate < 0.5 else 1):
                assert exchange.import_file(there, sent.path).state in {"done", "same"}
    for _ in range(3):
        for a, b in pairs:
            send(three[a], three[b], world.stick)
    for row in rows:
        seen = [office.queries.get(row) for office in three]
        assert seen[0] is not None
        assert seen[0] == seen[1] == seen[2]
    assert logs(world.town) == logs(world.county) == logs(world.city)
    for office in three:
        assert office.queries.check()["ok"]
    assert [standing(a, b.home.code)["here_only"] for a, b in ((three[x], three[y]) for x, y in pairs)] == [
        0
    ] * 4


def test_a_neighbours_child_never_travels_down(world: SimpleNamespace, tmp_path: Path) -> None:
    """The county sends a township its own records and what the county wrote about them, not its neighbour's."""
    offices.make(tmp_path / "next", "999901102")
    beside = offices.opened(tmp_path / "next")
    for one, other in ((world.county, beside), (beside, world.county)):
        exchange.accept_card(one, exchange.write_card(other, world.stick))
    theirs = add(beside, "child", name="石小邻", phone="10012345678")
    visit = add(
        beside, "visit", child=theirs, on="2026-01-02", kind="home", contact="child", summary="邻镇的事"
    )
    mine = add(world.town, "child", name="石小雨")
    for office in (beside, world.town):
        send(office, world.county, world.stick)
    edit(world.county, mine, school="青石小学")
    edit(world.county, theirs, school="邻镇小学")
    edit(world.county, mine, note="后来写的")
    before = exchange.export(world.county, "999901101", world.stick)
    assert exchange.import_file(world.town, before.path).state == "done"
    assert world.town.queries.get(theirs) is None
    assert world.town.queries.get(visit) is None
    raw = b"".join(b for bodies in logs(world.town).values() for b in bodies)
    assert "石小邻".encode() not in raw
    assert "邻镇".encode() not in raw
    found = world.town.queries.get(mine)
    assert found is not None
    assert found.values["school"] == "青石小学"
    assert found.values["note"] == "后来写的", "a stub stands for the neighbour's change, and what follows has come too"
    assert world.town.ledger.vector()[world.county.ledger.device].holes, "one change is known by its stub alone"
    assert world.town.queries.check()["ok"]
    assert send(beside, world.county, world.stick).state in {"done", "same"}
    beside.ledger.close()


def test_a_package_is_received_only_when_the_receipt_covers_its_last_change(world: SimpleNamespace) -> None:
    """The first of two packages arrived: the other one stays written, and so does one for somebody else."""
    add(world.town, "child", name="石小雨")
    first = exchange.export(world.town, "999901", world.stick)
    elsewhere = exchange.export(world.town, "9999", world.stick)
    add(world.town, "child", name="石小雪")
    second = exchange.export(world.town, "999901", world.stick)
    assert second.last == first.last + 1
    exchange.import_file(world.county, first.path)

    def states() -> dict[str, str]:
        return {p.package: p.state for p in world.town.ledger.parcels() if p.direction == "out"}

    assert set(states().values()) == {"written"}
    send(world.county, world.town, world.stick)
    assert states() == {first.package: "received", elsewhere.package: "written", second.package: "written"}
    exchange.import_file(world.county, second.path)
    send(world.county, world.town, world.stick)
    assert states() == {first.package: "received", elsewhere.package: "written", second.package: "received"}
