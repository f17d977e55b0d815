"""Local writes: what they leave in log and table, and what is refused."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.changes import DELETED, START, Edit, chain
from casefiles.domain.problems import Refusal
from casefiles.domain.trust import device_id
from casefiles.edges import codec
from casefiles.ports import Parcel, Peer
from db import writing

if TYPE_CHECKING:
    from tests.db.office_files import Desk


def test_a_record_is_what_was_written(desk: Desk) -> None:
    child = desk.add("child", name="赵小样", registered=1, birth_date="2014-05")
    found = desk.queries.get(child)
    assert found is not None
    assert (found.values["name"], found.values["registered"], found.values["birth_date"]) == ("赵小样", 1, "2014-05")
    assert found.values["village"] is None
    assert len(found.heads) == 1
    assert desk.queries.get("c-zzzzzzzzzzzz") is None
    assert desk.queries.get("nonsense") is None


def test_what_a_write_touched_is_told(desk: Desk) -> None:
    child = desk.id("child")
    edits = [Edit("child", child, {"name": "赵小样"}, ()), Edit("child", child, {"sex": "1"})]
    touched = desk.ledger.write(edits, "wang")
    assert touched.rows == {"child": (child,)}
    assert touched.fields == {child: frozenset({"name", "sex"})}
    assert desk.queries.get(child).heads == (touched.last[child],)


def test_the_log_is_a_chain_of_readable_bodies(desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    desk.edit("child", child, name="赵小改")
    (block,) = desk.ledger.since({})
    head = START
    for body in block.bodies:
        head = chain(head, body)
    assert head == block.end == desk.ledger.vector()[desk.ledger.device].head
    first, second = (json.loads(body) for body in block.bodies[-2:])
    assert first["p"] == []
    assert second["p"] == [chain(chain(START, block.bodies[0]), block.bodies[1]).hex()]
    assert (second["r"], second["t"], second["f"], second["u"]) == (child, "child", {"name": "赵小改"}, "tester")
    assert len(second["n"]) == 12
    assert second["n"] != first["n"]


def test_several_edits_of_one_record_in_one_write_follow_each_other(desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    heads = desk.queries.get(child).heads
    desk.ledger.write([Edit("child", child, {"name": n}, heads) for n in ("甲", "乙", "丙")], "wang")
    found = desk.queries.get(child)
    assert (found.values["name"], found.rivals) == ("丙", {})
    assert len(desk.ledger.history(child)) == 4


def test_an_edit_made_on_an_old_screen_keeps_both_values(desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    heads = desk.queries.get(child).heads
    desk.ledger.write([Edit("child", child, {"village": "东头"}, heads)], "wang")
    desk.ledger.write([Edit("child", child, {"village": "西头"}, heads)], "li")
    found = desk.queries.get(child)
    assert {(r.value, r.user) for r in found.rivals["village"]} == {("东头", "wang"), ("西头", "li")}
    assert len(found.heads) == 2
    desk.edit("child", child, village="西头")
    found = desk.queries.get(child)
    assert (found.rivals, len(found.heads), found.values["village"]) == ({}, 1, "西头")


def test_deleted_records_leave_the_lists_and_can_come_back(desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    desk.edit("child", child, **{DELETED: 1})
    assert desk.queries.get(child).deleted
    assert (desk.queries.select("child"), desk.queries.count("child")) == ([], 0)
    assert desk.queries.register_ids("child") == []
    assert desk.queries.find("赵小样") == []
    desk.edit("child", child, **{DELETED: None})
    assert [r.id for r in desk.queries.select("child")] == [child]
    assert desk.queries.register_ids("child") == [child]
    assert [h.id for h in desk.queries.find("zxy")] == [child]


def test_history_is_told_oldest_first(desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    desk.clock.at -= 86_400_000  # the clock went wrong
    desk.edit("child", child, name="赵小改")
    history = desk.ledger.history(child)
    assert [e.fields["name"] for e in history] == ["赵小样", "赵小改"]
    assert history[1].ts > history[0].ts
    assert {(e.user, e.dev, e.own) for e in history} == {("tester", desk.ledger.device, True)}


@pytest.mark.parametrize(("at", "stamped"), [(0, writing.PLAUSIBLE_FROM), (9_999_999_999_999, writing.PLAUSIBLE_FROM)])
def test_a_clock_nobody_set_is_not_believed(desk: Desk, at: int, stamped: int) -> None:
    desk.clock.at = at
    child = "c-00000000001"
    desk.ledger.write([Edit("child", child, {"name": "赵小样"}, ())], "tester")
    assert desk.ledger.history(child)[0].ts == stamped


def test_unknown_registers_and_fields_are_refused_with_a_guess(desk: Desk) -> None:
    before = desk.ledger.vector()
    with pytest.raises(Refusal) as refusal:
        desk.ledger.write([Edit("chidl", "c-00000001", {"name": "x"}, ())], "wang")
    assert refusal.value.problems[0].code == "UNKNOWN_ENTITY"
    good = Edit("child", "c-00000001", {"name": "赵小样"}, ())
    with pytest.raises(Refusal) as refusal:
        desk.ledger.write([good, Edit("child", "c-00000002", {"vilage": "x"}, ())], "wang")
    assert refusal.value.problems[0].code == "UNKNOWN_FIELD"
    assert refusal.value.problems[0].args["guess"] == "village"
    assert desk.ledger.vector() == before
    with pytest.raises(Refusal):
        desk.queries.select("child", {"vilage": "x"})
    with pytest.raises(Refusal):
        desk.queries.select("child", sort="-vilage")


@pytest.mark.parametrize(
    "edit",
    [
        Edit("child", "m-00000001", {"name": "x"}, ()),
        Edit("child", "nonsense", {"name": "x"}, ()),
        Edit("child", "c-00000001", {"name": 5}, ()),
        Edit("visit", "v-00000001", {"minutes": "long"}, ()),
        Edit("child", "c-00000001", {"note": "x" * (codec.MAX_TEXT + 1)}, ()),
    ],
)
def test_a_malformed_edit_is_a_bug_and_leaves_nothing(desk: Desk, edit: Edit) -> None:
    before = desk.ledger.vector()
    with pytest.raises(ValueError, match=r"."):
        desk.ledger.write([edit], "wang")
    assert desk.ledger.vector() == before


def test_an_empty_edit_writes_nothing(desk: Desk) -> None:
    before = desk.ledger.vector()
    assert desk.ledger.write([Edit("child", "c-00000001", {}, ())], "wang").rows == {}
    assert desk.ledger.vector() == before


def test_select_filters_sorts_and_pages(desk: Desk) -> None:
    ids = [desk.add("child", name=f"甲{n}", village="东头" if n % 2 else None, risk="red") for n in range(7)]
    names = [r.values["name"] for r in desk.queries.select("child", {"village": "东头"}, "-name")]
    assert names == ["甲5", "甲3", "甲1"]
    assert desk.queries.count("child", {"village": None}) == 4
    assert [r.id for r in desk.queries.select("child", sort="name", limit=2, offset=3)] == ids[3:5]
    assert [r.id for r in desk.queries.select("child", {"id": ids[2]})] == [ids[2]]


def test_numbers_are_never_issued_twice(desk: Desk) -> None:
    number = desk.ledger.issue_number("child", 2026)
    assert re.fullmatch(r"E999901101-2026-[0-9A-HJKMNP-TV-Z]{2}00001", number)
    child = desk.add("child", name="赵小样", number=number)
    desk.edit("child", child, **{DELETED: 1})
    assert desk.ledger.issue_number("child", 2026) == number[:-1] + "2"
    desk.add("child", name="赵小样", number=number[:-1] + "7")  # from a lost counter, or typed
    assert desk.ledger.issue_number("child", 2026) == number[:-1] + "8"
    assert desk.ledger.issue_numbers("child", 2026, 3) == [f"{number[:-1]}9", f"{number[:-2]}10", f"{number[:-2]}11"]
    assert desk.ledger.issue_numbers("child", 2026, 0) == []
    assert desk.ledger.issue_number("child", 2026) == f"{number[:-2]}12"
    assert desk.ledger.issue_number("child", 2027).endswith("00001")
    assert desk.ledger.issue_number("child", 2027).endswith("00002")  # the first was never saved
    assert desk.ledger.issue_number("mentor", 2026).startswith("W999901101-2026-")
    assert desk.ledger.issue_number("household", 2026).startswith("H999901101-2026-")
    with pytest.raises(ValueError, match="visit"):
        desk.ledger.issue_number("visit", 2026)


def test_a_new_identity_starts_a_new_log(desk: Desk) -> None:
    device, keys = desk.ledger.device, desk.ledger.keys()
    assert desk.ledger.new_identity() == desk.ledger.device != device
    assert desk.ledger.keys() != keys
    child = desk.add("child", name="赵小样")
    assert {e.dev for e in desk.ledger.history(child)} == {desk.ledger.device}
    assert set(desk.ledger.vector()) == {device, desk.ledger.device}


def test_the_device_id_follows_from_its_key(desk: Desk) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    seed, secret = desk.ledger.keys()
    assert (len(seed), len(secret)) == (32, 32)
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    assert device_id(public) == desk.ledger.device
    assert re.fullmatch(r"[a-z2-7]{16}", desk.ledger.device)


def test_drafts_settings_peers_and_parcels_are_kept(desk: Desk) -> None:
    ledger = desk.ledger
    assert ledger.draft("visit") is None
    ledger.keep_draft("visit", {"summary": "写到一半"})
    kept = ledger.draft("visit")
    assert kept is not None
    assert kept[0] == {"summary": "写到一半"}
    ledger.keep_draft("visit", {})
    assert ledger.draft("visit") is None
    ledger.keep_setting("theme", "dark")
    assert ledger.setting("theme") == "dark"
    ledger.keep_setting("theme", None)
    assert ledger.setting("theme") is None
    peer = Peer("999901", "示例县", "county", b"k" * 32, "age1xyz", ledger.vector(), 5)
    ledger.keep_peer(Peer("999902", "又一县", "county", b"l" * 32, "age1abc"))
    ledger.keep_peer(peer)
    assert ledger.peers()[0] == peer
    assert ledger.peers()[1].receipt is None
    first = Parcel("p1", "out", "999901", "written", 1, 3)
    ledger.keep_parcel(first)
    ledger.keep_parcel(Parcel("p2", "in", "999901", "waiting", 2, 4, "缺 13"))
    ledger.keep_parcel(Parcel("p1", "out", "999901", "received", 1, 3))
    assert [(p.package, p.state) for p in ledger.parcels()] == [("p2", "waiting"), ("p1", "received")]


def test_what_a_peer_has_not_acknowledged_is_counted(desk: Desk) -> None:
    assert desk.queries.unacknowledged("999901") == 1  # the office's own record
    desk.ledger.keep_peer(Peer("999901", "示例县", "county", b"k" * 32, "age1xyz", desk.ledger.vector(), 5))
    assert desk.queries.unacknowledged("999901") == 0
    desk.add("child", name="赵小样")
    assert desk.queries.unacknowledged("999901") == 1
