"""The trip to the county and back, on the page: cards, export, import, receipt, conflict, refusals, Stop."""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING, Any

import offices
import pytest
from desk import Key
from PySide6.QtWidgets import QLabel

from casefiles import exchange
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem
from casefiles.recording import save
from db import opening
from ui import drives, words, words_computers, words_keysheets, words_trip
from ui import words_exchange as w
from ui import words_imported as i
from ui.exchange_cards import moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desk import Desk

    from casefiles.office import Office

COUNTY = "青石县（演示）民政局"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def another_office(folder: Path, code: str, name: str, level: str) -> Office:
    opening.new_office(
        folder,
        name=name,
        code=code,
        level=level,
        login="clerk",
        user_name="赵经办",
        passphrase=offices.PASSPHRASE,
        clock=offices.FixedClock(),
        cost=offices.CHEAP,
    )
    return offices.open_at(folder)


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    made = another_office(tmp_path / "county", "999901", COUNTY, "county")
    yield made
    made.ledger.close()


@pytest.fixture
def met(desk: Desk, county: Office, stick: Path) -> Desk:
    """The page open with the stick chosen, and both offices know each other."""
    exchange.accept_card(desk.office, exchange.write_card(county, stick))
    exchange.accept_card(county, exchange.write_card(desk.office, stick))
    page = desk.open("exchange")
    page.use(stick)
    return desk


def packages(stick: Path, code: str) -> list[Path]:
    return [p for p in sorted(stick.glob("*.tgx")) if p.name.startswith(code)]


def state_of(office: Office) -> tuple[object, int, int]:
    q = office.queries
    return office.ledger.vector(), sum(q.count(name) for name in ENTITIES), len(office.ledger.parcels())


def village_of(office: Office, child: str) -> str:
    found = office.queries.get(child)
    assert found is not None
    return str(found.values["village"])


def test_two_offices_get_to_know_each_other(desk: Desk, county: Office, stick: Path) -> None:
    page = desk.open("exchange")
    assert w.NO_OFFICES("zh") in desk.words()
    desk.tab_to(desk.button(w.CHOOSE("zh")))
    desk.answer_file_dialog(stick)
    desk.press(Key.Key_Space)
    desk.settle()
    assert page.folder == stick
    desk.tab_to(desk.button(w.WRITE_CARD("zh")))
    desk.press(Key.Key_Space)
    desk.settle()
    card = next(stick.glob("*.card"))
    assert w.CARD_WRITTEN("zh", name=card.name) in desk.words()
    _peer, there = exchange.accept_card(county, card)
    theirs = exchange.write_card(county, stick)
    desk.answer_file_dialog(theirs)
    desk.tab_to(desk.button(w.ACCEPT_CARD("zh")))
    desk.press(Key.Key_Space)
    desk.settle()
    assert w.ACCEPTED("zh", name=COUNTY, code=there) in desk.words(), "both screens show the same number"
    assert desk.button(w.EXPORT_FOR("zh", name=COUNTY)).isVisible()
    desk.answer_file_dialog(card)  # our own
    page.accept_card()
    desk.settle()
    assert [p.office for p in desk.office.ledger.peers()] == ["999901"]


def test_a_county_that_knows_nobody_begins_by_inviting(closed_desk: Desk, tmp_path: Path, show: Any) -> None:
    desk = closed_desk
    desk.session.opened(another_office(tmp_path / "county", "999901", COUNTY, "county"))
    show(desk.shell)
    desk.open("exchange")
    desk.tab_to(desk.button(words_keysheets.LOOK("zh")))
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place[0] == "keysheets", "one account and nobody above: the way to the sheets stands beside it"
    desk.open("computers")
    assert "电脑与邀请”里" not in desk.words(), "nobody is sent where one is"
    desk.open("exchange")
    assert w.NO_OFFICES_BELOW("zh") in desk.words()
    desk.tab_to(desk.button(words_computers.INVITE_BELOW("zh")))
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place[0] == "computers"
    assert desk.shell.drawn.objectName() == "invite-drawer"
    desk.open("exchange")
    desk.tab_to(desk.button(words_computers.OPEN("zh")))
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place[0] == "computers", "also from the head of the page, wherever its offices end"


def test_there_and_back_with_a_receipt(met: Desk, county: Office, stick: Path) -> None:
    desk = met
    own = desk.office.ledger.vector()
    export = desk.button(w.EXPORT_FOR("zh", name=COUNTY))
    desk.tab_to(export)
    desk.press(Key.Key_Space)
    desk.settle()
    assert not packages(stick, offices.TOWN), "first one sees what they will see"
    desk.press(Key.Key_Return)
    desk.settle()
    (package,) = packages(stick, offices.TOWN)
    assert package.name in desk.words(), "the toast names the file"
    assert desk.focused.accessibleName() == w.EXPORT_FOR("zh", name=COUNTY)
    assert w.ALL_THERE("zh") not in desk.words()
    assert "条已写出，等回执" in desk.words(), "it is no more here only: what is on its way is said to be"
    assert "把U盘交去，它的下一个数据包带来回执" in desk.words()
    assert exchange.import_file(county, package).state == "done"
    assert county.queries.count("child") == 24
    child = county.queries.register_ids("child")[0]
    save(county, ENTITIES["child"], {"village": "县里改的村"}, child)
    exchange.export(county, offices.TOWN, stick)
    desk.page.use(stick)
    desk.settle()
    assert desk.page.sticks.found.text().startswith("在U盘上发现")
    desk.tab_to(desk.page.import_button)
    with desk.bot.waitSignal(desk.shell.changed):
        desk.press(Key.Key_Space)
    desk.settle()
    assert [r.state for r in desk.page.results] == ["done"], "what we wrote ourselves is for others"
    assert village_of(desk.office, child) == "县里改的村"
    status = exchange.sync_status(desk.office)[0]
    assert status["here_only"] == 0
    assert w.ALL_THERE("zh") in desk.words()
    assert w.STATES["received"]("zh") in desk.words(), "the log shows the first package as received"
    assert own.keys() <= desk.office.ledger.vector().keys()
    desk.page.import_button.click()
    desk.settle()
    assert [r.state for r in desk.page.results] == ["same"]
    assert w.STATES["same"]("zh") in desk.words()


def test_a_conflict_is_decided_on_the_page(met: Desk, county: Office, stick: Path) -> None:
    desk = met
    report = exchange.export(desk.office, "999901", stick)
    exchange.import_file(county, report.path)
    child = next(
        i
        for i in desk.office.queries.register_ids("child")
        if desk.office.queries.get(i).values.get("id_number")  # type: ignore[union-attr]
    )
    for office, school in ((desk.office, "镇小学"), (county, "县小学")):
        save(office, ENTITIES["child"], {"name": f"张{school[0]}例"}, child)
    exchange.export(county, offices.TOWN, stick)
    desk.page.use(stick)
    desk.page.import_button.click()
    desk.settle()
    (record,) = desk.office.queries.conflicts()
    assert record.id == child
    assert "两边改了同一内容：1 处" in desk.words()
    desk.tab_to(desk.button(w.CONFLICTS_OPEN("zh")))
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place[0] == "conflicts"
    dispute = desk.page.all[desk.page.current]
    assert {str(r.value) for r in dispute.rivals} == {"张镇例", "张县例"}
    at = next(n for n, r in enumerate(dispute.rivals) if r.value == "张县例")
    with desk.bot.waitSignal(desk.shell.changed):
        desk.press(Key(Key.Key_1 + at))
    desk.settle()
    assert desk.office.queries.conflicts() == []
    assert desk.office.queries.get(child).values["name"] == "张县例"  # type: ignore[union-attr]
    desk.open("exchange")
    assert "两边改了同一内容：" not in desk.words()


def test_an_import_and_the_card_beside_it_count_alike(met: Desk, county: Office, stick: Path) -> None:
    desk = met
    exchange.import_file(county, exchange.export(desk.office, "999901", stick).path)
    child = desk.office.queries.register_ids("child")[0]
    for office, who in ((desk.office, "镇"), (county, "县")):
        save(office, ENTITIES["child"], {"village": f"{who}村", "note": f"{who}备注"}, child)
    exchange.export(county, offices.TOWN, stick)
    desk.page.use(stick)
    desk.page.import_button.click()
    desk.settle()
    assert desk.page.results[0].conflicts == 2, "one record, two fields"
    assert "两边改了同一内容：2 处" in desk.words()
    assert "两边改了同一内容 2 处" in desk.words()
    assert "冲突" not in desk.words(), "one thing has one name"


@pytest.mark.parametrize("damage", ["cut", "changed", "stranger", "for another"])
def test_a_bad_package_says_why_and_leaves_nothing(
    met: Desk, county: Office, stick: Path, tmp_path: Path, damage: str
) -> None:
    desk = met
    if damage in {"cut", "changed"}:
        save(county, ENTITIES["mentor"], {"name": "王练习", "kind": "teacher", "village": "长青村"})
        package = exchange.export(county, offices.TOWN, stick).path
        raw = bytearray(package.read_bytes())
        raw[len(raw) // 2] ^= 1
        package.write_bytes(raw[:-40] if damage == "cut" else raw)
    else:
        third = another_office(tmp_path / "third", "999902", "白石县（演示）民政局", "county")
        if damage == "stranger":  # knows us, we do not know it
            exchange.accept_card(third, next(stick.glob(f"{offices.TOWN}*.card")))
            exchange.export(third, offices.TOWN, stick)
        else:  # of an office we know, sealed for somebody else
            exchange.accept_card(county, exchange.write_card(third, stick))
            exchange.export(county, "999902", stick)
        third.ledger.close()
    before = state_of(desk.office)
    desk.page.use(stick)
    desk.page.import_button.click()
    desk.settle()
    (report,) = desk.page.results
    assert report.state == "refused"
    assert report.problems
    for problem in report.problems:
        assert problem.say("zh") in desk.words()
    assert w.STATES["refused"]("zh") in desk.words()
    vector, records, _parcels = state_of(desk.office)
    assert (vector, records) == before[:2]
    desk.shell.set_look(lang="en")
    desk.settle()
    assert desk.button(w.IMPORT("en")).isEnabled()


def test_stop_keeps_what_was_whole_and_nothing_else(
    met: Desk, county: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = met
    for n in range(2):
        save(county, ENTITIES["mentor"], {"name": f"王练{'一二'[n]}", "kind": "teacher", "area": offices.TOWN})
        exchange.export(county, offices.TOWN, stick)
    files = packages(stick, "999901-") or packages(stick, "999901")
    assert len(files) == 2
    import_files, pressed, taken = exchange.import_files, threading.Event(), []

    def held(office: Any, paths: Any, progress: Any) -> Any:
        paths = list(paths)
        taken.extend(paths)
        if len(taken) == 2:
            progress(0, 100)
            assert pressed.wait(20)
        return import_files(office, paths, progress)

    monkeypatch.setattr(exchange, "import_files", held)
    before = desk.office.queries.count("mentor")
    desk.page.use(stick)
    desk.page.import_files(drives.files_with(stick, ".tgx"))
    desk.until(lambda: len(taken) == 2 and w.IMPORTING("zh") in desk.page.progress.bar.accessibleName())
    desk.tab_to(desk.button(words.STOP("zh")))
    desk.press(Key.Key_Space)
    pressed.set()
    desk.settle()
    assert not desk.page.progress.isVisible()
    assert [r.state for r in desk.page.results] == ["done"]
    assert w.STOPPED_AFTER("zh", n=1) in desk.words()
    assert desk.office.queries.count("mentor") == before + 1
    monkeypatch.undo()
    desk.page.import_button.click()
    desk.settle()
    assert desk.office.queries.count("mentor") == before + 2, "the rest is taken in the next time"


def test_a_changed_card_is_taken_only_when_somebody_says_that_they_asked(
    met: Desk, county: Office, stick: Path, tmp_path: Path
) -> None:
    moved = another_office(tmp_path / "moved", "999901", COUNTY, "county")
    moved_card = exchange.write_card(moved, stick)
    moved.ledger.close()
    known = met.office.ledger.peers()
    asked = met.answer_question()  # Enter: the button that changes nothing
    met.page.accept(moved_card)
    met.until(lambda: asked)
    met.settle()
    assert asked == [Problem("CARD_CHANGED", value=COUNTY).say("zh")]
    assert met.office.ledger.peers() == known
    asked = met.answer_question(w.CARD_REPLACE("zh"))
    met.page.accept(moved_card)
    met.until(lambda: asked)
    met.settle()
    (peer,) = met.office.ledger.peers()
    assert peer.sign_pub != known[0].sign_pub
    assert peer.office == "999901"


def test_a_stick_that_cannot_be_written_is_said(met: Desk, stick: Path) -> None:
    met.page.use(stick / "gone")
    met.page.write("999901")
    met.settle()
    assert met.page.progress.isHidden()
    assert Problem("CANNOT_WRITE", value=str(stick / "gone")).say("zh") in met.words()
    assert not list(stick.glob("*.tgx"))
    assert met.office.ledger.parcels() == []


def test_packages_are_found_one_folder_below_and_newest_first(tmp_path: Path) -> None:
    import os

    for at, name in enumerate(("a.tgx", "sub/b.tgx", "sub/deep/c.tgx", ".hidden.tgx", "d.card")):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        os.utime(path, (1000 + at, 1000 + at))
    assert [p.name for p in drives.files_with(tmp_path, ".tgx")] == ["b.tgx", "a.tgx"]
    assert drives.files_with(tmp_path / "nowhere", ".tgx") == []
    both = [tmp_path / "sub/b.tgx", tmp_path / "gone.tgx", tmp_path / "a.tgx"]
    assert [p.name for p in drives.oldest_first(both)] == ["gone.tgx", "a.tgx", "b.tgx"]


def test_photos_that_went_and_came_are_told(met: Desk, county: Office, stick: Path) -> None:
    import io

    office = met.office
    kept = office.blobs.put(io.BytesIO(b"photo" * 100))
    child = office.queries.select("child", limit=1)[0].id
    draft = {"of": child, "child": child, "kind": "photo", "name": "门口", "sha256": kept.sha256, "size": "500"}
    save(office, ENTITIES["attachment"], draft)
    page: Any = met.page
    page.write("999901")
    met.settle()
    assert w.PHOTOS_WENT("zh", n=1) in met.words()
    (path,) = packages(stick, offices.TOWN)
    came = exchange.import_file(county, path)
    assert came.attached.here == 1
    blobs: Any = office.blobs
    (blobs.folder / blobs.name(bytes.fromhex(kept.sha256))).unlink()
    blobs.check()
    exchange.import_file(county, exchange.export(office, "999901", stick).path)
    back = exchange.export(county, office.home.code, stick).path
    page.import_files([back])
    met.settle()
    assert w.PHOTOS_CAME("zh", here=1, bad=0) in met.words()


def test_what_is_to_be_known_stands_at_the_head(met: Desk) -> None:
    desk, said = met, json.dumps({"code": "ROLLED_BACK", "n": 120, "at": met.office.clock.now_ms()})
    desk.office.ledger.keep_setting("noticed", said)
    desk.page.reload()
    desk.settle()
    assert Problem("ROLLED_BACK", args={"n": 120, "backup": "—"}).say("zh") in desk.words()


def test_times_that_cannot_be_right_are_unreliable(met: Desk) -> None:
    assert moment(met.shell, 0) == w.UNRELIABLE("zh", when="1970-01-01")
    assert moment(met.shell, 10**18) == w.UNRELIABLE("zh", when="—")
    assert "不可靠" not in moment(met.shell, met.office.clock.now_ms())


def test_ten_thousand_foreign_files_are_passed_over_in_under_a_second(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    for n in range(10_000):
        (tmp_path / f"IMG_{n:05}.JPG").touch()
    for n in range(1_000):
        (photos / f"IMG_{n:05}.tgx.jpg").touch()
    package, other, hidden = photos / "a.tgx", tmp_path / "OLD.TGX", tmp_path / ".b.tgx"
    for path in (package, other, hidden):
        path.touch()
    (tmp_path / "folder.tgx").mkdir()
    began = time.process_time()
    found = drives.files_with(tmp_path, ".tgx")
    assert time.process_time() - began < 1
    assert set(found) == {package, other}


@pytest.mark.parametrize("size", ["normal", "xlarge"])
def test_what_came_is_in_sight_after_an_import(met: Desk, county: Office, stick: Path, size: str) -> None:
    exchange.import_file(county, exchange.export(met.office, "999901", stick).path)
    exchange.export(county, offices.TOWN, stick)
    met.shell.resize(1024, 600)
    met.shell.set_look(size=size)
    met.settle()
    met.page.use(stick)
    bar = met.page.board.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    met.page.import_button.click()
    met.settle()
    [told] = [one for one in met.page.findChildren(QLabel) if one.text() == w.RESULTS("zh")]
    assert told.visibleRegion().boundingRect().height() == told.height()


def test_after_an_import_the_card_says_that_the_sender_waits_for_a_receipt(
    met: Desk, county: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, waits = met, words_trip.OWES("zh", name=COUNTY)
    child = {"name": "李练习", "sex": "1", "area": offices.TOWN}
    save(county, ENTITIES["child"], child)
    exchange.export(county, offices.TOWN, stick)
    desk.page.use(stick)
    assert waits not in desk.words()
    desk.page.import_button.click()
    desk.settle()
    assert waits in desk.words()
    later = offices.FixedClock().now_ms() + 60_000
    monkeypatch.setattr(offices.FixedClock, "now_ms", lambda _self: later)
    back = exchange.export(desk.office, "999901", stick).path
    desk.page.reload()
    assert waits not in desk.words(), "the receipt is on its way"
    exchange.import_file(county, back)
    later += 60_000
    exchange.import_file(desk.office, exchange.export(county, offices.TOWN, stick).path)
    desk.page.reload()
    assert waits not in desk.words(), "a receipt alone asks for none"


def test_what_was_imported_before_stands_in_one_line_below_what_is_new(
    met: Desk, county: Office, stick: Path
) -> None:
    """A stick keeps what it carried: the one line that matters stands first, and a message says what came."""
    desk = met
    for n in range(3):
        save(county, ENTITIES["mentor"], {"name": "王练习", "kind": "teacher", "village": f"长青村{n}"})
        exchange.import_file(desk.office, exchange.export(county, offices.TOWN, stick).path)
    save(county, ENTITIES["mentor"], {"name": "李练习", "kind": "teacher", "area": offices.TOWN})
    fresh = exchange.export(county, offices.TOWN, stick).path
    desk.page.use(stick)
    desk.page.import_button.click()
    desk.settle()
    assert sorted(r.state for r in desk.page.results) == ["done", "same", "same", "same"]
    words_ = desk.words()
    assert words_.index(i.DONE("zh")) < words_.index(i.BEFORE_MANY("zh", n=3))
    assert f"{i.AGAIN('zh')}\n" not in words_, "none of them has a line of its own"
    assert desk.shell.toasted is not None
    assert "已导入 1 个数据包，新的变更 1 条。" in desk.words()
    fresh.unlink()
    desk.page.import_button.click()
    desk.settle()
    assert i.NO_NEWS("zh") in desk.words()


def test_a_stick_with_packages_for_others_alone_is_not_called_empty(met: Desk, stick: Path) -> None:
    met.settle()
    assert met.page.sticks.found.text() == w.IMPORT_NONE("zh")
    exchange.export(met.office, "999901", stick)
    met.page.use(stick)
    met.settle()
    assert met.page.sticks.found.text() == w.IMPORT_OTHERS("zh")


def test_tab_goes_down_one_column_and_then_the_other(met: Desk, stick: Path) -> None:
    exchange.export(met.office, "999901", stick)
    met.page.reload()
    met.settle()
    met.tab_to(met.button(w.EXPORT_FOR("zh", name=COUNTY)))
    met.press(Key.Key_Tab)
    assert met.focused.accessibleName() == words_trip.CHECK("zh"), "the first field at the right"


def test_esc_goes_back_to_what_opened_the_drawer(met: Desk, stick: Path) -> None:
    exchange.export(met.office, "999901", stick)
    met.page.reload()
    met.settle()
    for name in (words_trip.SEE_OF("zh", name=COUNTY), words_trip.LOOK_OF("zh", name=COUNTY)):
        opener = met.button(name)
        met.tab_to(opener)
        met.press(Key.Key_Space)
        met.settle()
        assert met.shell.drawn is not None
        met.press(Key.Key_Escape)
        met.settle()
        assert met.shell.drawn is None
        assert met.focused is opener, name


def test_where_that_has_gone_the_page_says_where_to_go_on(met: Desk) -> None:
    opener = met.button(words_trip.SEE_OF("zh", name=COUNTY))
    met.tab_to(opener)
    met.press(Key.Key_Space)
    met.settle()
    met.page.reload()
    met.settle()
    assert met.shell.drawn is not None
    met.press(Key.Key_Escape)
    met.settle()
    assert met.focused is met.page.import_button


def test_the_keyboard_stays_at_export_while_it_is_counted_afresh(met: Desk) -> None:
    met.tab_to(met.button(words_trip.SEE_OF("zh", name=COUNTY)))
    met.press(Key.Key_Space)
    met.settle()
    assert met.focused.objectName() == "export"
    met.shell.changed.emit("backup", ())
    assert met.shell.drawn is not None
    assert met.shell.drawn.isAncestorOf(met.focused), "Enter presses nothing on the page meanwhile"
    met.settle()
    assert met.focused.objectName() == "export"
