"""What was refused is listed until it has come, and the office that made it learns why."""

from __future__ import annotations

import json
import random
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from casefiles import exchange
from casefiles.domain.messages import MESSAGES
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.refusing import NEXT, next_step
from casefiles.edges.package import frames as f
from casefiles.edges.package.heading import FORMAT, header_bytes
from casefiles.edges.package.notices import MOST, Notice, packed_notices, read_notices
from casefiles.edges.package.writing import signed
from casefiles.exchange import inbox, refusals
from db import identity
from tests.package import parts
from tests.package.offices import add, dump

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

TOWN, COUNTY = "999901101", "999901"


def fails(office: Office, path: Path, code: str) -> None:
    before = dump(office)
    with pytest.raises(Refusal) as refusal:
        exchange.import_file(office, path)
    assert [p.code for p in refusal.value.problems] == [code]
    assert dump(office) == before


def codes(office: Office) -> list[str]:
    return [one.code for one in exchange.refused(office)]


def cut(path: Path, by: int) -> bytes:
    """The end is missing; the whole file."""
    whole = path.read_bytes()
    path.write_bytes(whole[:-by])
    return whole


def states(office: Office, row: str) -> list[tuple[str, str]]:
    steps = exchange.trace(office, row)
    return [next((r.state, r.reason) for r in step.reaches if r.office == COUNTY) for step in steps]


def standing(office: Office, code: str) -> dict[str, Any]:
    return next(s for s in exchange.sync_status(office) if s["office"] == code)


def bring(here: Office, there: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(there, exchange.export(here, there.home.code, stick).path)


def test_it_is_listed_travels_back_and_is_healed_by_the_next_package(world: SimpleNamespace) -> None:
    town, county = world.town, world.county
    child = add(town, "child", name="石小雨例", area=TOWN)
    bad = exchange.export(town, COUNTY, world.stick)
    cut(bad.path, 1)
    fails(county, bad.path, "TRUNCATED")
    (one,) = exchange.refused(county)
    assert (one.file, one.code, one.office, one.package[:8]) == (bad.path.name, "TRUNCATED", TOWN, bad.package[:8])
    assert one.at_ms > bad.bytes
    assert one.data()["next"] == {"zh": NEXT["TRUNCATED"].zh, "en": NEXT["TRUNCATED"].en}
    assert states(town, child) == [("sent", "")]

    bring(county, town, world.stick)
    assert states(town, child) == [("refused", "TRUNCATED")]
    (there,) = standing(town, COUNTY)["refused_there"]
    assert (there["file"], there["state"], there["zh"]) == (bad.path.name, "refused", Problem("TRUNCATED").say("zh"))
    (reach,) = [r for r in exchange.trace(town, child)[0].reaches if r.office == COUNTY]
    assert reach.why == Problem("TRUNCATED", value=bad.path.name)
    data: Any = exchange.trace(town, child)[0].data()
    assert data["offices"][-1]["en"] == Problem("TRUNCATED").say("en")

    again = exchange.export(town, COUNTY, world.stick)
    assert states(town, child) == [("sent", "")], "the later package carries it; what was said of the first is settled"
    exchange.import_file(county, again.path)
    assert exchange.refused(county) == []
    assert not (world.home / "county" / "inbox" / refusals.FILE).exists()
    bring(county, town, world.stick)
    assert states(town, child) == [("received", "")]
    assert standing(town, COUNTY)["refused_there"] == []
    assert all(not c.told for c in town.ledger.consignments(COUNTY))


def test_the_whole_file_takes_it_off_the_list(world: SimpleNamespace) -> None:
    add(world.town, "child", name="石小雨例")
    sent = exchange.export(world.town, COUNTY, world.stick).path
    whole = cut(sent, 1)
    fails(world.county, sent, "TRUNCATED")
    fails(world.county, sent, "TRUNCATED")
    assert codes(world.county) == ["TRUNCATED"], "the same file twice is one line"
    sent.write_bytes(whole)
    assert exchange.import_file(world.county, sent).state == "done"
    assert codes(world.county) == []
    sent.write_bytes(whole[:-1])
    fails(world.county, sent, "TRUNCATED")
    assert codes(world.county) == [], "what is in it has come"


def test_what_came_since_is_not_listed(world: SimpleNamespace) -> None:
    """The stick still has the damaged one when the later one was taken in already."""
    first = exchange.export(world.town, COUNTY, world.stick).path
    cut(first, 1)
    add(world.town, "child", name="石小雨例")
    bring(world.town, world.county, world.stick)
    fails(world.county, first, "TRUNCATED")
    assert codes(world.county) == []


def test_an_earlier_package_heals_nothing(world: SimpleNamespace) -> None:
    early = exchange.export(world.town, COUNTY, world.stick).path
    add(world.town, "child", name="石小雨例")
    later = exchange.export(world.town, COUNTY, world.stick).path
    cut(later, 1)
    fails(world.county, later, "TRUNCATED")
    assert exchange.import_file(world.county, early).state == "done"
    assert codes(world.county) == ["TRUNCATED"]
    assert bring(world.city, world.county, world.stick).state == "done"
    assert codes(world.county) == ["TRUNCATED"], "another office's package says nothing of it"


def renamed_and_damaged(world: SimpleNamespace) -> tuple[exchange.ExportReport, Path]:
    """A package long enough for its beginning to be read, under a name that says nothing, with its end damaged."""
    for _ in range(60):
        note = "".join(chr(random.randrange(0x4E00, 0x9FA5)) for _ in range(900))
        add(world.town, "child", name="石小雨例", note=note)
    sent = exchange.export(world.town, COUNTY, world.stick)
    named = sent.path.rename(world.stick / "给县里的.tgx")
    raw = bytearray(named.read_bytes())
    raw[-30] ^= 1
    named.write_bytes(raw)
    return sent, named


def test_a_file_of_another_name_is_known_by_its_header(world: SimpleNamespace) -> None:
    sent, named = renamed_and_damaged(world)
    fails(world.county, named, "DAMAGED")
    (one,) = exchange.refused(world.county)
    assert (one.office, one.package, one.device) == (TOWN, sent.package, world.town.ledger.device)


def test_what_is_no_package_is_not_listed_and_what_is_ours_neither(world: SimpleNamespace) -> None:
    book = parts.put(world.stick, b"PK\x03\x04" + bytes(100), "名册.xlsx")
    fails(world.county, book, "NOT_A_BUNDLE")
    fails(world.county, world.stick / "gone.tgx", "CANNOT_READ")
    own = exchange.export(world.county, TOWN, world.stick).path
    fails(world.county, own, "NOT_FOR_US")
    assert codes(world.county) == []
    lost = own.with_name(f"{TOWN}-{COUNTY}-20261120-101500-0011aabb.tgx")
    fails(world.county, lost, "CANNOT_READ")
    assert codes(world.county) == ["CANNOT_READ"], "a stick that was pulled: by its name it is a package"


def test_a_line_is_taken_off_by_hand(world: SimpleNamespace) -> None:
    fails(world.county, parts.put(world.stick, b"junk", "a.tgx"), "NOT_A_BUNDLE")
    fails(world.county, parts.put(world.stick, b"", "b.tgx"), "EMPTY")
    assert codes(world.county) == ["EMPTY", "NOT_A_BUNDLE"]
    gone = exchange.forget_refused(world.county, "b.tgx")
    assert gone.code == "EMPTY"
    with pytest.raises(Refusal, match="NOT_REFUSED"):
        exchange.forget_refused(world.county, "b.tgx")
    assert exchange.forget_refused(world.county, exchange.refused(world.county)[0].key).file == "a.tgx"
    assert exchange.refused(world.county) == []


def test_the_list_is_sealed_and_a_damaged_one_stops_nothing(world: SimpleNamespace) -> None:
    fails(world.county, parts.put(world.stick, b"", "石小雨例.tgx"), "EMPTY")
    kept = world.home / "county" / "inbox" / refusals.FILE
    raw = kept.read_bytes()
    assert "石小雨例".encode() not in raw
    assert b"EMPTY" not in raw
    for bad in (b"", raw[:-1], bytes(len(raw))):
        kept.write_bytes(bad)
        assert exchange.refused(world.county) == []
    fails(world.county, parts.put(world.stick, b"", "b.tgx"), "EMPTY")
    assert [one.file for one in exchange.refused(world.county)] == ["b.tgx"]
    kept.unlink()
    kept.mkdir()
    fails(world.county, parts.put(world.stick, b"", "c.tgx"), "EMPTY")


def test_a_package_that_waits_is_told_too(world: SimpleNamespace) -> None:
    town, county = world.town, world.county
    child = add(town, "child", name="甲例", area=TOWN)
    bring(town, county, world.stick)
    bring(county, town, world.stick)
    second = add(town, "child", name="乙例", area=TOWN)
    late = exchange.export(town, COUNTY, world.stick)
    base: Any = county.ledger
    with base.database.writing() as connection:  # the county forgets what it took in: its database was put back
        lid = connection.execute("SELECT lid FROM log WHERE dev=?", (town.ledger.device,)).fetchone()[0]
        connection.execute("DELETE FROM change WHERE lid=?", (lid,))
        connection.execute("DELETE FROM log WHERE lid=?", (lid,))
    assert exchange.import_file(county, late.path).state == "waiting"
    bring(county, town, world.stick)
    assert states(town, second) == [("waiting", "WAITING")]
    (there,) = standing(town, COUNTY)["refused_there"]
    assert "云台镇（演示）" in there["zh"]
    assert states(town, child)[0][0] in ("received", "sent", "here_only")


def newer(world: SimpleNamespace, name: str = "newer.tgx") -> Path:
    """A package that asks for a later version of the program."""
    head = json.loads(header_bytes(parts.header(0, sender=side(world.town), to=side(world.county))))
    raw = json.dumps({**head, "min_reader": FORMAT + 1}).encode()
    plain = signed((f.framed(f.HEADER, raw),), side(world.town).seed)
    return parts.put(world.stick, parts.sealed(plain, side(world.county)), name)


def test_a_kept_package_that_is_refused_for_another_reason_then(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger, county = parts.side("999901109"), side(world.county)
    head = json.loads(header_bytes(parts.header(0, sender=stranger, to=county)))
    plain = signed((f.framed(f.HEADER, json.dumps({**head, "min_reader": FORMAT + 1}).encode()),), stranger.seed)
    fails(world.county, parts.put(world.stick, parts.sealed(plain, county)), "TOO_NEW")
    monkeypatch.setattr("casefiles.edges.package.heading.FORMAT", FORMAT + 1)
    bring(world.town, world.county, world.stick)
    assert codes(world.county) == ["UNKNOWN_SENDER"]
    assert not list((world.home / "county" / "inbox").glob("later-*"))


def side(office: Office) -> parts.Side:
    seed, secret = office.ledger.keys()
    return parts.Side(office.home.code, seed, secret)


def test_a_package_of_a_later_version_is_kept_and_taken_in_after_the_upgrade(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = newer(world)
    fails(world.county, path, "TOO_NEW")
    (one,) = exchange.refused(world.county)
    kept = world.home / "county" / "inbox" / one.kept
    assert kept.read_bytes() == path.read_bytes()
    assert one.data()["kept"] is True
    path.unlink()
    bring(world.town, world.county, world.stick)
    assert kept.exists(), "another package came; this one still cannot be read"
    monkeypatch.setattr("casefiles.edges.package.heading.FORMAT", FORMAT + 1)
    report = bring(world.city, world.county, world.stick)
    assert [r.state for r in report.followed] == ["done"]
    assert exchange.refused(world.county) == []
    assert not kept.exists()


def test_a_kept_package_goes_with_its_line_and_never_fills_the_disk(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(world.county, newer(world), "TOO_NEW")
    ((_, kept),) = refusals.kept(world.county)
    exchange.forget_refused(world.county, exchange.refused(world.county)[0].key)
    assert not kept.exists()
    monkeypatch.setattr(inbox, "MOST_LATER", 1000)
    fails(world.county, newer(world), "TOO_NEW")
    assert refusals.kept(world.county) == []
    assert codes(world.county) == ["TOO_NEW"]


def test_every_reason_has_a_next_step_in_both_languages() -> None:
    for code in NEXT:
        assert code in MESSAGES
        for kept in (True, False):
            assert all(next_step(code, kept=kept)(lang) for lang in ("zh", "en"))


def test_notices_as_they_travel() -> None:
    good = Notice("ab" * 16, "refused", "BAD_FRAME", {"n": 7}, 5)
    short = Notice("abcdef01", "waiting", "WAITING", {"sender": "某镇", "n": 3}, 6)
    bad = [Notice("xyz", "refused", "EMPTY"), Notice("ab" * 16, "refused", "no code"), replace_args(good)]
    assert read_notices(packed_notices([*bad, good, short]), 3) == (good, short)
    assert len(read_notices(packed_notices([good] * (MOST + 5)), 3)) == MOST
    for raw in (b"", b"[]", b"{}", b'{"notices":[{}]}', b'{"notices":' + b"[" * 9999, packed_notices([good])[:-1]):
        with pytest.raises(Refusal, match="BAD_FRAME"):
            read_notices(raw, 3)


def replace_args(one: Notice) -> Notice:
    return Notice(one.package, one.state, one.code, {"n": -1}, one.at)


def test_words_that_this_version_lacks_are_shown_as_they_are(world: SimpleNamespace) -> None:
    add(world.town, "child", name="石小雨例")
    sent = exchange.export(world.town, COUNTY, world.stick)
    told = Notice(sent.package, "refused", "CODE_OF_LATER", {}, 5), Notice(sent.package[:8], "buried", "EMPTY", {}, 5)
    refusals.heard(world.town, COUNTY, told)
    (there,) = standing(world.town, COUNTY)["refused_there"]
    assert (there["code"], there["zh"]) == ("CODE_OF_LATER", "")
    refusals.heard(world.town, COUNTY, [Notice(sent.package, "refused", "ROOM_SHORT", {}, 5)])
    (there,) = standing(world.town, COUNTY)["refused_there"]
    assert there["zh"] == "", "a sentence whose numbers are missing"
    refusals.heard(world.town, COUNTY, told[1:])
    assert standing(world.town, COUNTY)["refused_there"] == []


def test_hundreds_of_refusals_are_noted_quickly_and_the_newest_stay(world: SimpleNamespace) -> None:
    began = time.process_time()
    for n in range(refusals.MOST + 5):
        refusals._keep(world.county, [one(n), *exchange.refused(world.county)])
    assert time.process_time() - began < 20
    found = exchange.refused(world.county)
    assert (len(found), found[0].file) == (refusals.MOST, f"{refusals.MOST + 4}.tgx")
    refusals._keep(world.county, [replace(o, at_ms=1) for o in found])
    assert exchange.refused(world.county) == [], "after a year it is forgotten"


def one(n: int) -> exchange.Refused:
    return exchange.Refused(f"{n}.tgx", 1_795_000_000_000 + n, n, "EMPTY")


def forged(world: SimpleNamespace, number: int, code: str = TOWN) -> list[Path]:
    """Files that say by their name that they are an office's."""
    names = (f"{code}-{COUNTY}-20261126-{n // 60 % 24:02d}{n % 60:02d}00-{n:08x}.tgx" for n in range(number))
    return [parts.put(world.stick, b"x" * 50, name) for name in names]


def test_forged_names_push_nothing_off_the_list_and_nobody_is_told(world: SimpleNamespace) -> None:
    bad = exchange.export(world.town, COUNTY, world.stick)
    cut(bad.path, 1)
    fails(world.county, bad.path, "TRUNCATED")
    exchange.import_files(world.county, forged(world, refusals.MOST + 5))
    listed = exchange.refused(world.county)
    assert [one.file for one in listed if one.proven] == [bad.path.name]
    assert len(listed) == refusals.MOST + 1
    (told,) = refusals.notices(world.county, TOWN)
    assert told.package == bad.package[:8]
    assert refusals.notices(world.county, "9999") == ()
    (other, *_) = [one for one in listed if not one.proven]
    assert (other.office, other.data()["proven"]) == (TOWN, False)
    assert other.next == next_step(other.code, known=False)


def test_one_office_pushes_nothing_of_another_off_the_list(world: SimpleNamespace) -> None:
    bad = exchange.export(world.city, COUNTY, world.stick)
    cut(bad.path, 1)
    fails(world.county, bad.path, "TRUNCATED")
    many = [replace(one(n), office=TOWN, package=f"{n:08x}", proven=True) for n in range(refusals.EACH + 5)]
    refusals._keep(world.county, [*many, *exchange.refused(world.county)])
    assert [o.office for o in exchange.refused(world.county)] == [TOWN] * refusals.EACH + ["9999"]


def test_a_copied_name_says_nothing_new(world: SimpleNamespace) -> None:
    """The digits of a real package under another moment, from another office, or in a header that somebody made up."""
    bad = exchange.export(world.town, COUNTY, world.stick)
    cut(bad.path, 1)
    fails(world.county, bad.path, "TRUNCATED")
    (real,) = exchange.refused(world.county)
    digits = bad.package[:8]
    for name in (f"{TOWN}-{COUNTY}-20251126-120000-{digits}.tgx", f"9999-{COUNTY}-20261126-120000-{digits}.tgx"):
        fails(world.county, parts.put(world.stick, b"x" * 50, name), "NOT_A_BUNDLE")
        assert exchange.refused(world.county) == [real]
    made_up = parts.header(0, sender=side(world.town), to=side(world.county))
    head = json.dumps({**json.loads(header_bytes(made_up)), "package": f"{digits}{'0' * 24}"}).encode()
    sealed = parts.sealed(signed((f.framed(f.HEADER, head),), side(world.city).seed), side(world.county))
    fails(world.county, parts.put(world.stick, sealed[:-1] + bytes([sealed[-1] ^ 1]), "made-up.tgx"), "DAMAGED")
    assert [one for one in exchange.refused(world.county) if one.proven] == [real]


def test_a_package_sealed_for_a_key_of_before_is_known_by_its_header(world: SimpleNamespace) -> None:
    sent, named = renamed_and_damaged(world)
    base: Any = world.county.ledger
    with base.database.writing() as connection:
        identity.renew_receiving(connection)
    assert world.county.ledger.former_keys()
    fails(world.county, named, "DAMAGED")
    (one,) = exchange.refused(world.county)
    assert (one.office, one.package, one.proven) == (TOWN, sent.package, True)
