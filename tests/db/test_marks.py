"""An older database put back, a copy, another computer: found out by what stands outside of the database."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from casefiles import exchange
from casefiles.exchange import noticing
from db import computer, marks, watching
from tests.package import offices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casefiles.office import Office

CODE = "999901101"


class Place:
    """An office's folder, the folder of its marks, and what the computer looks like."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.marks = folder / "office", folder / "marks"
        offices.make(self.folder, CODE)

    def open(self) -> Office:
        office = offices.opened(self.folder)
        ledger: Any = office.ledger
        ledger.watch(self.marks)
        return office

    def work(self, records: int) -> str:
        """A day's work; the device it was done by."""
        office = self.open()
        for _ in range(records):
            offices.add(office, "child", name="石小雨")
        device = office.ledger.device
        office.ledger.close()
        return device


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def told(office: Office) -> list[tuple[str, int]]:
    return [(p.code, int(str(p.args.get("n", 0)))) for p in exchange.notices(office)]


def test_day_after_day_nothing_is_told(place: Place) -> None:
    devices = {place.work(n) for n in (0, 3, 1, 0, 2)}
    assert len(devices) == 1
    with closing(place.open().ledger):
        pass
    office = place.open()
    assert told(office) == []
    office.ledger.close()


def test_a_database_put_back_is_found_out(place: Place, tmp_path: Path) -> None:
    first = place.work(5)
    shutil.copy(place.folder / "office.db", tmp_path / "old.db")
    assert place.work(7) == first
    shutil.copy(tmp_path / "old.db", place.folder / "office.db")
    office = place.open()
    assert office.ledger.device != first
    assert told(office) == [("ROLLED_BACK", 7)]
    assert "少 7 条" in exchange.notices(office)[0].say("zh")
    assert len(office.ledger.links()) == 1, "the old key vouches for the new one"
    second = office.ledger.device
    office.ledger.close()
    assert place.work(1) == second, "once is enough"


def test_a_database_killed_in_the_middle_of_work_is_itself(place: Place, tmp_path: Path) -> None:
    office = place.open()
    offices.add(office, "child", name="石小雨")
    office.ledger.mark()
    offices.add(office, "child", name="石小雨")
    device = office.ledger.device
    ledger: Any = office.ledger
    ledger._marks = None  # nothing is marked at the end
    ledger.close()
    office = place.open()
    assert (office.ledger.device, told(office)) == (device, [])
    office.ledger.close()


def test_another_change_under_the_same_number(place: Place, tmp_path: Path) -> None:
    first = place.work(5)
    shutil.copy(place.folder / "office.db", tmp_path / "old.db")
    place.work(3)
    shutil.copy(tmp_path / "old.db", place.folder / "office.db")
    office = offices.opened(place.folder)  # as a program without marks would
    for _ in range(9):
        offices.add(office, "child", name="石小雨")
    office.ledger.close()
    office = place.open()
    assert office.ledger.device != first
    assert told(office) == [("COPIED", 0)]
    office.ledger.close()


def test_two_copies_on_one_computer_do_not_chase_each_other(place: Place, tmp_path: Path) -> None:
    place.work(3)
    other = Place.__new__(Place)
    other.folder, other.marks = tmp_path / "copy", place.marks
    shutil.copytree(place.folder, other.folder)
    ours = place.work(2)
    theirs = other.work(2)
    assert theirs != ours
    for _ in range(3):
        assert place.work(1) == ours
        assert other.work(1) == theirs


def test_a_stick_remembers_too(place: Place, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    first = place.work(5)
    shutil.copy(place.folder / "office.db", tmp_path / "old.db")
    place.work(4)
    office = place.open()
    office.ledger.mark(stick)
    office.ledger.close()
    assert [p.suffix for p in stick.iterdir()] == [".mark"]
    shutil.copy(tmp_path / "old.db", place.folder / "office.db")
    shutil.rmtree(place.marks)  # a new disk
    office = place.open()
    assert office.ledger.device == first
    office.ledger.look_back(stick)
    assert office.ledger.device != first
    assert told(office) == [("ROLLED_BACK", 4)]
    office.ledger.close()


@pytest.mark.parametrize("raw", [b"", b"null", b"[]", b'{"seen": "{}", "mac": "00"}', b"\xff" * 100, b"[" * 9000])
def test_a_mark_of_somebody_else_says_nothing(place: Place, raw: bytes) -> None:
    device = place.work(3)
    (path,) = place.marks.iterdir()
    path.write_bytes(raw)
    assert place.work(1) == device
    assert path.read_bytes() != raw


def test_a_mark_that_was_altered_says_nothing(place: Place) -> None:
    device = place.work(3)
    (path,) = place.marks.iterdir()
    assert "[4, " in path.read_text().replace("\\", "")
    path.write_text(path.read_text().replace("[4, ", "[9, "))
    assert place.work(1) == device


def test_marks_that_cannot_be_written_stop_nothing(place: Place) -> None:
    place.marks.write_text("a file in the place of the folder")
    assert place.work(3) == place.work(1)


def test_a_save_writes_no_mark(place: Place) -> None:
    office = place.open()
    before = [p.read_bytes() for p in place.marks.iterdir()]
    offices.add(office, "child", name="石小雨")
    assert [p.read_bytes() for p in place.marks.iterdir()] == before
    office.ledger.close()
    assert [p.read_bytes() for p in place.marks.iterdir()] != before


BEFORE = {"volume": ["a"], "disk": ["b"], "machine": ["c"], "network": ["d", "e"], "path": ["f"], "file": ["g"]}


@pytest.mark.parametrize(
    ("changed", "new"),
    [
        ({}, False),
        ({"network": ["x"]}, False),
        ({"network": ["e", "x"]}, False),
        ({"path": ["x"]}, False),
        ({"file": ["x"], "network": ["e"]}, False),
        ({"file": ["x"], "network": ["x"]}, True),
        ({"volume": ["x"], "disk": ["x"]}, True),
        ({"volume": ["x"], "disk": ["x"], "network": ["x"], "path": ["x"], "file": ["x"]}, True),
    ],
)
def test_two_differences_make_another_computer(
    place: Place, monkeypatch: pytest.MonkeyPatch, changed: dict[str, list[str]], new: bool
) -> None:
    monkeypatch.setattr(computer, "look", lambda _: dict(BEFORE))
    device = place.work(2)
    monkeypatch.setattr(computer, "look", lambda _: BEFORE | changed)
    office = place.open()
    assert (office.ledger.device != device) == new
    assert told(office) == ([("COPIED", 0)] if new else [])
    office.ledger.close()
    office = place.open()
    assert len(told(office)) == int(new)
    office.ledger.close()


def test_what_cannot_be_found_is_no_difference(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computer, "look", lambda _: dict(BEFORE))
    device = place.work(2)
    for less in ({"path": ["f"]}, {}, BEFORE, {"machine": ["c"]}, BEFORE | {"file": ["x"]}):
        monkeypatch.setattr(computer, "look", lambda _, less=less: less)
        assert place.work(1) == device


def test_the_traits_of_this_computer(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    path.write_bytes(b"x")
    found = computer.look(path)
    assert {"path", "file"} <= set(found)
    assert all(len(v) == 16 for values in found.values() for v in values)
    assert computer.look(path) == found
    moved = path.rename(tmp_path / "moved.db")
    assert computer.differences(found, computer.look(moved)) == ["path"]
    copy = tmp_path / "elsewhere"
    shutil.copy(moved, copy)
    assert computer.differences(found, computer.look(copy)) == ["file", "path"]
    assert computer.look(tmp_path / "nothing") == {}


@pytest.mark.parametrize("text", [None, "", "null", "[]", "3", '{"a": 3}', "{", '"x"'])
def test_traits_that_cannot_be_read(text: str | None) -> None:
    assert computer.read(text) == {}


@pytest.fixture
def office(place: Place) -> Iterator[Office]:
    found = place.open()
    yield found
    found.ledger.close()


@pytest.mark.parametrize(("ms", "wrong"), [(0, True), (1_795_000_000_000, False), (4_070_908_800_000, True)])
def test_a_clock_that_cannot_be_right_is_said(office: Office, ms: int, wrong: bool) -> None:
    office.clock.at = ms  # type: ignore[attr-defined]
    assert [p.code for p in exchange.notices(office)] == (["CLOCK"] if wrong else [])
    assert noticing.doubtful(ms) == wrong
    if ms == 0:
        assert "1970" in exchange.notices(office)[0].say("zh")


def test_marks_have_a_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert marks.place() is None, "the tests keep none"
    monkeypatch.setenv(marks.VARIABLE, str(tmp_path))
    assert marks.place() == tmp_path
    monkeypatch.delenv(marks.VARIABLE)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    found = marks.place()
    assert found is not None
    assert found.name == "marks"


def test_the_notice_goes_after_a_month(place: Place) -> None:
    office = place.open()
    ledger: Any = office.ledger
    watching.renew(ledger, watching.COPIED, 0)
    assert told(office) == [("COPIED", 0)]
    office.clock.at += noticing.SHOWN_MS  # type: ignore[attr-defined]
    assert told(office) == []
    office.ledger.close()
