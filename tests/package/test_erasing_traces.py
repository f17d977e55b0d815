"""A child whose file is erased is named nowhere any more: not beside its file, not on this desk, not on the disk."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from casefiles import attaching, differing, erasing, exchange, questioning, recording, surveying
from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from casefiles.domain.traces import Words, told_of
from db import driver, segments
from tests import photos
from tests.package import offices
from tests.package.offices import KEY, add, edit
from tests.package.test_profiles import everything

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

TOWN = "999901101"
NAME, NUMBER = "石小例", "999901201501010017"
PAGE, RESERVED = 4096, 80


def send(giver: Office, taker: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path)


def pages(folder: Path) -> bytes:
    """All that lies in an office's files, decrypted page by page, free pages and the WAL too; segments unpacked."""
    found = bytearray()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        found += raw
        if path.suffix == ".db":
            sheets = [(raw[at : at + PAGE], 16 if at == 0 else 0) for at in range(0, len(raw), PAGE)]
        elif path.name.endswith("-wal"):
            frame = PAGE + 24
            cut = [raw[at + 24 : at + frame] for at in range(32, len(raw) - frame + 1, frame)]
            salt = path.with_name(path.name[:-4]).read_bytes()[:16]
            sheets = [(page, 16 if page[:16] == salt else 0) for page in cut]
        else:
            continue
        for page, skip in sheets:
            iv = page[PAGE - RESERVED : PAGE - RESERVED + 16]
            plain = Cipher(algorithms.AES(KEY), modes.CBC(iv)).decryptor().update(page[skip : PAGE - RESERVED])
            found += plain
    return bytes(found)


def unpacked(office: Office) -> bytes:
    """What stands in the tables, packed bodies unpacked."""
    base = office.ledger.database.reader()  # type: ignore[attr-defined]
    places = base.execute("SELECT lid, first FROM segment").fetchall()
    packed = [segments.segment(base, *place) for place in places]
    return everything(office) + b"".join(one.bodies.plain + one.texts.plain for one in packed if one is not None)


def lived_in(office: Office) -> dict[str, str]:
    """A closed file, and everything around it that tells of the child."""
    home = add(office, "household", name="石户样", area=TOWN, village="石门村", note=f"长子{NAME}随祖母生活")
    child = add(office, "child", name=NAME, id_number=NUMBER, household=home, area=TOWN, village="石门村")
    twin = add(office, "child", name="石二例", household=home, area=TOWN, village="石门村", situation=f"哥哥{NAME}在外")
    mentor = add(office, "mentor", name="周样", area=TOWN, note=f"帮扶{NAME}两年")
    longer = add(office, "child", name=f"{NAME}花", household=home, area=TOWN)
    seen = {"mentor": mentor, "on": "2026-09-02", "contact": "child"}
    visit = add(office, "visit", child=twin, summary=f"同时见到{NAME}和{NAME}花", **seen)
    add(office, "visit", child=child, summary="夜里常哭", **seen)
    rows = [new_id("v", office.clock.now_ms(), n) for n in range(60)]  # so many go packed
    office.ledger.write([Edit("visit", row, {"child": twin, "summary": f"与{NAME}同来"}, ()) for row in rows], "clerk")
    member = add(office, "member", child=twin, relation="3", name=NAME, id_number=NUMBER)
    other = add(office, "member", child=twin, relation="5", name="石母样", work=f"照看{NAME}")
    edit(office, other, phone="10012345678")
    far = add(office, "donor", name="同名的人", note=f"来信提到{NUMBER}")
    same = add(office, "mentor", name="王样", area=TOWN, note=f"另一个{NAME}的舅舅")
    round_, _ = surveying.make(office, {"name": "秋季排查", "start": "2026-11-01"})
    return {"home": home, "child": child, "twin": twin, "mentor": mentor, "visit": visit, "member": member,
            "other": other, "far": far, "same": same, "round": round_, "longer": longer}  # fmt: skip


def close_round(office: Office, rows: dict[str, str]) -> None:
    edit(office, rows["child"], school="石门小学", closed_on="2026-11-03")
    edit(office, rows["twin"], school="石门中学")
    record = office.queries.get(rows["round"])
    assert record is not None
    differing.close(office, record)


def test_it_is_named_nowhere_any_more(world: SimpleNamespace) -> None:
    town, county = world.town, world.county
    rows = lived_in(town)
    close_round(town, rows)
    send(town, county, world.stick)
    questioning.ask(county, rows["home"], "other", f"{NAME}还住在这里吗")
    frozen = county.queries.surveys.frozen(rows["round"])
    assert any(NAME in text for _, text in frozen)
    packed = county.ledger.database.reader().execute("SELECT count(*) FROM segment").fetchone()
    assert packed[0], "some of it lies packed"
    county.ledger.keep_draft("visit:new", {"summary": f"刚见过{NAME}"})
    county.ledger.keep_draft("other", {"summary": "别的"})
    county.ledger.keep_setting("recent:clerk", json.dumps({"pinned": [], "opened": [rows["child"], rows["twin"]]}))
    filters = json.dumps([{"name": NAME}, {"name": "全部"}], ensure_ascii=False)
    county.ledger.keep_setting("filters:clerk:child", filters)
    county.ledger.pack(1000)
    erasing.order(county, rows["child"], "withdrawn")
    for office in (county, town):
        if office is town:
            send(county, town, world.stick)
        left = unpacked(office).decode("utf-8", "replace").replace(f"{NAME}花", "").replace(f"另一个{NAME}的", "")
        assert NAME not in left
        assert NUMBER not in left
        get = office.queries.get
        assert get(rows["member"]) is None
        assert get(rows["home"]).values["note"] == "长子×××随祖母生活"
        assert get(rows["twin"]).values["situation"] == "哥哥×××在外"
        assert get(rows["visit"]).values["summary"] == f"同时见到×××和{NAME}花"
        assert get(rows["other"]).values == {**get(rows["other"]).values, "work": "照看×××", "phone": "10012345678"}
        assert get(rows["far"]).values["note"] == "来信提到" + "×" * 18
        assert get(rows["same"]).values["note"] == f"另一个{NAME}的舅舅", "somebody else of that name"
        assert get(rows["longer"]).values["name"] == f"{NAME}花"
        kept = office.queries.surveys.frozen(rows["round"])
        assert any("石门中学" in text for _, text in kept), "what was frozen of others stays"
        assert differing.came_late(office, rows["round"]) == 0
        assert all(not r.rivals for r in map(get, rows.values()) if r is not None)
        assert office.queries.check()["ok"]
    assert county.ledger.draft("visit:new") is None
    assert county.ledger.draft("other") is not None
    assert json.loads(county.ledger.setting("recent:clerk")) == {"pinned": [], "opened": [rows["twin"]]}
    assert json.loads(county.ledger.setting("filters:clerk:child")) == [{"name": "全部"}]


@pytest.mark.parametrize("small", [driver.SMALL, 0])
def test_nothing_of_it_lies_on_the_disk(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, small: int) -> None:
    """In a small file and in a big one, which is not written anew."""
    monkeypatch.setattr(driver, "SMALL", small)
    county = world.county
    rows = lived_in(county)
    for row in ("longer", "same"):
        edit(county, rows[row], **({"name": "花样"} if row == "longer" else {"note": "无"}))
    close_round(county, rows)
    county.ledger.keep_draft("long", {"summary": f"{NUMBER}夜里常哭" * 20_000})
    county.ledger.keep_draft("long", {})  # pages of it are free now, and not overwritten
    raw = pages(world.home / "county")
    assert "夜里常哭".encode() in raw, "the pages are read"
    assert NUMBER.encode() in raw
    erasing.order(county, rows["child"], "withdrawn")
    for _ in range(2):
        raw = pages(world.home / "county")
        for word in ("夜里常哭", NUMBER):
            assert word.encode() not in raw, word
        county.ledger.close()
    world.county = offices.opened(world.home / "county")


def test_what_was_taken_out_is_not_brought_back(world: SimpleNamespace) -> None:
    """A town that has not heard fills the county's holes; a package made before is put in once more; records are
    compared and mended."""
    town, county = world.town, world.county
    rows = lived_in(town)
    close_round(town, rows)
    send(town, county, world.stick)
    old = exchange.export(town, county.home.code, world.stick).path
    erasing.order(county, rows["child"], "withdrawn")
    send(town, county, world.stick)
    county.ledger.apply(list(town.ledger.since({})))
    county.ledger.mend(list(town.ledger.since({})))
    with suppress(Exception):
        exchange.import_file(county, old)
    erasing.obey(county)
    left = unpacked(county).decode("utf-8", "replace").replace(f"{NAME}花", "").replace(f"另一个{NAME}的", "")
    assert NAME not in left
    assert NUMBER not in left
    for _ in range(3):
        send(county, town, world.stick)
        send(town, county, world.stick)
    assert county.queries.check()["ok"]
    assert town.queries.check()["ok"]
    for name in ("home", "twin", "visit", "other", "mentor"):
        one, other = county.queries.get(rows[name]), town.queries.get(rows[name])
        assert (one.values, one.heads) == (other.values, other.heads), name
    found = exchange.compared(county, town.home.code) if hasattr(exchange, "compared") else None
    assert found is None or found.equal


def test_a_question_about_a_record_that_goes_goes_too(world: SimpleNamespace) -> None:
    county = world.county
    home = add(county, "household", name="石户样", area=TOWN)
    child = add(county, "child", name=NAME, household=home, area=TOWN, closed_on="2026-10-01")
    line = add(county, "survey_line", round="sr-00000000000000000zz", household=home, child=child, name="石户样")
    question = add(county, "question", of=line, household=home, reason="other", text="门牌对吗", state="asked")
    erasing.order(county, child, "withdrawn")
    assert county.queries.get(line) is None
    assert county.queries.get(question) is None


@pytest.mark.parametrize(
    ("entity", "field", "before", "near", "after"),
    [
        ("visit", "summary", "见石小例", True, "见×××"),
        ("visit", "summary", "见石小例", False, "见石小例"),
        ("visit", "summary", "见石小例花和石小例", True, "见石小例花和×××"),
        ("child", "name", "石小例", True, "石小例"),
        ("member", "name", "石小例", True, "×××"),
        ("member", "name", "石小例花", True, "石小例花"),
        ("member", "id_number", NUMBER, False, None),
        ("donor", "note", f"证号{NUMBER}。", False, "证号" + "×" * 18 + "。"),
        ("survey_line", "frozen", '[["left","child","c-1","石小例","",[],""],["left","child","c-2","钱样","",[],""]]',
         True, '[["left","child","c-2","钱样","",[],""]]'),
        ("survey_line", "frozen", '[["left","child","c-1","石小例","村",[],""]]', True, None),
        ("survey_line", "frozen", '[["left","child","c-2","钱样","村",[],""]]', True,
         '[["left","child","c-2","钱样","村",[],""]]'),
        ("survey_line", "frozen", "石小例[", True, None),
        ("visit", "state", "good", True, "good"),
    ],
)  # fmt: skip
def test_what_is_left_of_a_value(entity: str, field: str, before: str, near: bool, after: str | None) -> None:
    words = told_of(["c-1"], [{"name": "石小例", "id_number": NUMBER}], ["石小例花", "钱样"])
    assert words == Words(("c-1",), ("石小例",), (NUMBER,), ("石小例花",))
    assert words.without(entity, field, before, near=near) == after
    assert words.says(entity, field, before, near=near) == (after != before)


def test_another_record_written_meanwhile_is_not_lost(world: SimpleNamespace) -> None:
    """The town writes into the sibling's file before it hears: both texts are there, the child in none."""
    town, county = world.town, world.county
    rows = lived_in(town)
    close_round(town, rows)
    send(town, county, world.stick)
    erasing.order(county, rows["child"], "withdrawn")
    town.ledger.write([Edit("child", rows["twin"], {"needs": f"想念{NAME}"}, None)], "clerk")
    for _ in range(2):
        send(county, town, world.stick)
        send(town, county, world.stick)
    for office in (town, county):
        assert office.queries.get(rows["twin"]).values["situation"] == "哥哥×××在外"
    assert town.queries.get(rows["twin"]).values["needs"] == "想念×××"


def scan(office: Office, of: str, width: int) -> tuple[str, str]:
    """A photo on record with its small picture; its id and SHA-256."""
    saved = attaching.attach(office, of, attaching.Given(data=photos.jpeg(photos.arrow(width)), name="门口.jpg"))
    row = recording.record(office, saved.id)
    attaching.thumbnail(office, row)
    return saved.id, str(row.values["sha256"])


def test_photos_go_and_those_of_others_stay_even_deleted_ones(world: SimpleNamespace) -> None:
    county = world.county
    child = add(county, "child", name=NAME, area=TOWN, closed_on="2026-10-01")
    other = add(county, "child", name="钱样", area=TOWN)
    _, gone = scan(county, child, 80)
    deleted, stays = scan(county, other, 90)
    assert gone != stays
    folder = world.home / "county"
    kept = {sha: county.blobs.length(sha) for sha in (gone, stays)}
    assert all(kept.values())
    heads = county.queries.get(deleted).heads
    county.ledger.write([Edit("attachment", deleted, {"_del": 1}, heads)], "clerk")
    pictures = len(list((folder / "thumbnails").rglob("*-*")))
    assert pictures == 2
    erasing.order(county, child, "withdrawn")
    erasing.tidy(county)
    assert county.blobs.length(gone) is None
    assert county.blobs.length(stays) == kept[stays], "deleting it can be undone"
    names = [p.name for p in folder.rglob("*")]
    assert not [n for n in names if n.startswith(county.blobs.name(bytes.fromhex(gone)).rpartition("/")[2])]
