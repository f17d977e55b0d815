"""A stick that is pulled out at each step of an export and of an import, names that make trouble, and held files."""

from __future__ import annotations

import errno
import os
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from casefiles import exchange
from casefiles.domain.filenames import plain, shown, shown_path
from casefiles.domain.problems import Refusal
from casefiles.edges.package import seal, stick
from casefiles.edges.package.stick import UNFINISHED, write_safely
from casefiles.exchange import consignments
from tests.package import medium
from tests.package.offices import add, dump, files
from ui import drives

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import SimpleNamespace

    from tests.package.medium import Stick

COUNTY, TOWN = "999901", "999901101"
needs_fat = pytest.mark.skipif(bool(medium.why_no_fat()), reason=medium.why_no_fat() or "it can be mounted")
Pull = "Callable[[], None]"


@pytest.fixture
def fat(tmp_path: Path) -> Iterator[Stick]:
    with medium.stick(tmp_path / "fat") as found:
        yield found


def much(world: SimpleNamespace, records: int = 150) -> None:
    """Records that no compression makes small: a package of several pieces."""
    chance = random.Random(3)
    for _ in range(records):
        note = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(900))
        add(world.town, "child", name="石小雨", note=note)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def says(refusal: Refusal) -> str:
    """The code; each sentence stands in both languages."""
    for problem in refusal.problems:
        assert problem.say("zh")
        assert problem.say("en")
        assert "{" not in problem.say("en")
    return refusal.problems[0].code


# pulled out while a package is written


def at_write(number: int) -> Callable[[pytest.MonkeyPatch, Callable[[], None]], None]:
    """Before the n-th piece is written."""

    def put(monkeypatch: pytest.MonkeyPatch, pull: Callable[[], None]) -> None:
        truly, left = stick._Hashing.write, [number]

        def write(self: Any, data: bytes) -> int:
            left[0] -= 1
            if not left[0]:
                pull()
            return truly(self, data)

        monkeypatch.setattr(stick._Hashing, "write", write)

    return put


def before(owner: Any, name: str) -> Callable[[pytest.MonkeyPatch, Callable[[], None]], None]:
    """Before this is called the first time."""

    def put(monkeypatch: pytest.MonkeyPatch, pull: Callable[[], None]) -> None:
        truly, pulled = getattr(owner, name), []

        def call(*args: Any, **more: Any) -> Any:
            if not pulled:
                pulled.append(True)
                pull()
            return truly(*args, **more)

        monkeypatch.setattr(owner, name, call)

    return put


EXPORT = {
    "at the first piece": at_write(1),
    "at the third piece": at_write(3),
    "before it is flushed": before(stick.os, "fsync"),
    "before it is read back": before(stick, "_read_back"),
    "before it gets its name": before(Path, "replace"),
    "before the folder is flushed": before(stick, "_settle"),
}


@needs_fat
@pytest.mark.parametrize("step", EXPORT)
def test_pulled_out_of_an_export(
    world: SimpleNamespace, fat: Stick, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    whole = exchange.export(world.town, COUNTY, fat.path).path.name
    much(world)
    was = dump(world.town)
    with monkeypatch.context() as patched:
        EXPORT[step](patched, fat.pull_out)
        with pytest.raises(Refusal) as refusal:
            exchange.export(world.town, COUNTY, fat.path)
    assert says(refusal.value) == "STICK_GONE"
    assert dump(world.town) == was, "nothing is noted of a package that is not there"
    fat.again()
    left = [name for name in names(fat.path) if not name.endswith(UNFINISHED)]
    if step != "before the folder is flushed":
        assert left == [whole], "nothing half-written bears a name"
    sent = exchange.export(world.town, COUNTY, fat.path).path
    assert not [name for name in names(fat.path) if name.endswith(UNFINISHED)], "what was left is swept away"
    reports = exchange.import_files(world.county, drives.oldest_first(drives.files_with(fat.path, ".tgx")))
    assert {r.state for r in reports} <= {"done", "same"}
    assert sent in [r.file for r in reports]
    assert exchange.import_file(world.county, sent).state == "same"
    assert world.county.queries.count("child") == 150


# pulled out while a package is read


def at_byte(share: float) -> Callable[[int, int], bool]:
    """When so much of all reading is done."""
    return lambda done, total: done >= share * total


IMPORT = {
    "in the first reading": at_byte(0.2),
    "at the end of the first reading": at_byte(0.5),
    "in the second reading": at_byte(0.7),
    "at the end": at_byte(1.0),
}


@needs_fat
@pytest.mark.parametrize("step", IMPORT)
def test_pulled_out_of_an_import(world: SimpleNamespace, fat: Stick, step: str) -> None:
    much(world)
    sent = exchange.export(world.town, COUNTY, fat.path).path
    assert sent.stat().st_size > 300_000
    folder = world.home / "county"
    was = dump(world.county), files(world.county, folder)
    pulled = []

    def watch(done: int, total: int) -> None:
        if not pulled and IMPORT[step](done, total):
            pulled.append(done)
            fat.pull_out()
            drop_cache(sent)

    with pytest.raises(Refusal) as refusal:
        exchange.import_file(world.county, sent, watch)
    assert pulled
    assert says(refusal.value) == "STICK_PULLED"
    assert (dump(world.county), files(world.county, folder)) == was
    assert [one.code for one in exchange.refused(world.county)] == ["STICK_PULLED"]
    fat.again()
    assert exchange.import_file(world.county, sent).state == "done"
    assert exchange.refused(world.county) == []
    assert world.county.queries.count("child") == 150


def drop_cache(path: Path) -> None:
    """What the system still holds of a file is no help: the medium is gone."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(handle)


@needs_fat
def test_unmounted_under_the_reader(world: SimpleNamespace, fat: Stick) -> None:
    """The system lets go of the mount (umount -l): the path is not there any more at the second reading."""
    much(world)
    sent = exchange.export(world.town, COUNTY, fat.path).path
    was = dump(world.county)

    def watch(done: int, total: int) -> None:
        if done >= total // 2 and sent.exists():
            fat.free()

    with pytest.raises(Refusal) as refusal:
        exchange.import_file(world.county, sent, watch)
    assert says(refusal.value) == "STICK_PULLED"
    assert dump(world.county) == was


@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV, errno.ENOTCONN, errno.ENXIO])
@pytest.mark.parametrize("where", ["look", "read", "hash"])
def test_what_the_system_says_while_reading(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, number: int, where: str
) -> None:
    add(world.town, "child", name="石小雨")
    sent = exchange.export(world.town, COUNTY, world.stick).path
    was = dump(world.county)
    truly, opened = Path.open, []

    def broken(self: Path, *args: Any, **more: Any) -> Any:
        file = truly(self, *args, **more)
        if self == sent:
            opened.append(self)
            if len(opened) >= {"look": 1, "read": 4, "hash": 5}[where]:
                file.close()
                raise OSError(number, os.strerror(number))
        return file

    monkeypatch.setattr(Path, "open", broken)
    with pytest.raises(Refusal) as refusal:
        exchange.import_file(world.county, sent)
    monkeypatch.undo()
    assert says(refusal.value) == "STICK_PULLED"
    assert dump(world.county) == was
    assert exchange.import_file(world.county, sent).state == "done"


def test_a_name_of_two_code_pages_is_read_part_by_part() -> None:
    assert shown_path(f"/media/民政局/{GBK}") == "/media/民政局/云台镇上报.tgx"
    assert plain("/media/民政局")
    assert not plain(GBK)


def test_a_file_that_may_not_be_read_is_no_lost_stick(tmp_path: Path) -> None:
    refusal = seal.unread(PermissionError(errno.EACCES, "no"), tmp_path / "a.tgx")
    assert says(refusal) == "CANNOT_READ"
    with pytest.raises(Refusal, match="CANNOT_READ"):
        consignments.file_hash(tmp_path / "a.tgx")


# another program holds the file


def held(monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """The file cannot be renamed so many times; how often it was tried."""
    truly, tried = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        tried.append(1)
        if len(tried) <= times:
            raise PermissionError(errno.EACCES, "somebody holds it")
        return truly(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(stick, "PAUSES", (0.001,) * 6)
    return tried


def test_an_antivirus_that_looks_for_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = held(monkeypatch, 4)
    assert write_safely(tmp_path, "a.tgx", lambda out: out.write(b"x") and None) == 1
    assert len(tried) == 5
    assert names(tmp_path) == ["a.tgx"]


def test_an_antivirus_that_never_lets_go(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    add(world.town, "child", name="石小雨")
    was = dump(world.town)
    with monkeypatch.context() as patched:
        held(patched, 99)
        with pytest.raises(Refusal) as refusal:
            exchange.export(world.town, COUNTY, world.stick)
    assert says(refusal.value) == "STICK_HELD"
    assert (names(world.stick), dump(world.town)) == ([], was)
    sent = exchange.export(world.town, COUNTY, world.stick)
    assert exchange.import_file(world.county, sent.path).state == "done"


def test_an_antivirus_that_also_keeps_the_unfinished_file(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "somebody holds it")

    with monkeypatch.context() as patched:
        held(patched, 99)
        patched.setattr(Path, "unlink", never)
        with pytest.raises(Refusal, match="STICK_HELD"):
            exchange.export(world.town, COUNTY, world.stick)
    assert [name for name in names(world.stick) if name.endswith(UNFINISHED)], "it could not be taken away"
    assert drives.files_with(world.stick, ".tgx") == [], "and is no package"
    exchange.export(world.town, COUNTY, world.stick)
    assert not [name for name in names(world.stick) if name.endswith(UNFINISHED)]


def test_what_was_left_is_swept_away_and_what_is_under_way_is_not(world: SimpleNamespace) -> None:
    left = {
        f"{TOWN}-{COUNTY}-20261101-101500-0011aabb.tgx{UNFINISHED}": 0,
        f"{TOWN}-9999-20261101-101500-0011aabb.tgx{UNFINISHED}": 7200,
        f"{TOWN}.card{UNFINISHED}": 7200,
        f"{TOWN}-9999-20261102-101500-0011aabb-1of3.tgx{UNFINISHED}": 60,
        f"{COUNTY}-9999-20261101-101500-0011aabb.tgx{UNFINISHED}": 7200,
        "report.tmp~": 7200,
    }
    for name, age in left.items():
        (world.stick / name).touch()
        os.utime(world.stick / name, (time.time() - age,) * 2)
    sent = exchange.export(world.town, COUNTY, world.stick).path
    kept = [name for name in names(world.stick) if name != sent.name]
    assert kept == sorted([*left][3:]), "a neighbour's, somebody else's, and one that may be under way"


def test_whoever_holds_it_is_waited_for_three_seconds_at_most() -> None:
    assert 2 <= sum(stick.PAUSES) <= 4


def test_the_reading_back_is_tried_again_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    truly, tried = stick._read_back, []

    def read(path: Path) -> bytes:
        tried.append(1)
        if len(tried) < 3:
            raise PermissionError(errno.EACCES, "somebody holds it")
        return truly(path)

    monkeypatch.setattr(stick, "_read_back", read)
    monkeypatch.setattr(stick, "PAUSES", (0.001,) * 6)
    assert write_safely(tmp_path, "a.tgx", lambda out: out.write(b"x") and None) == 1


# names


GBK = os.fsdecode("云台镇上报.tgx".encode("gb18030"))
NAMES = {
    "x" * 251 + ".tgx": "x" * 251 + ".tgx",
    "数据" * 41 + ".tgx": "数据" * 41 + ".tgx",
    "📦👨‍👩‍👧 包.tgx": "📦👨‍👩‍👧 包.tgx",
    GBK: "云台镇上报.tgx",
    os.fsdecode(b"\xff\xfe\x80.tgx"): "\\xff\\xfe\\x80.tgx",
    "a\u202egpj.tgx": "a\\u202egpj.tgx",
    "a\nb\t.tgx": "a\\nb\\t.tgx",
    "末尾有点. .TGX": "末尾有点. .TGX",
    " -rf.tgx": " -rf.tgx",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_package_under_any_name(world: SimpleNamespace, name: str) -> None:
    """It is opened by its content; its name is kept and shown so that it can be written down anywhere."""
    assert shown(name) == NAMES[name]
    add(world.town, "child", name="石小雨")
    path = exchange.export(world.town, COUNTY, world.stick).path.rename(world.stick / name)
    assert drives.files_with(world.stick, ".tgx") == [path]
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    (report,) = exchange.import_files(world.county, [path])
    assert report.state == "refused"
    assert [one.file for one in exchange.refused(world.county)] == [NAMES[name]]
    assert NAMES[name].encode()
    path.write_bytes(whole)
    report = exchange.import_file(world.county, path)
    assert report.state == "done"
    assert str(report.data()["file"]).encode()
    noted = [c.file for c in world.county.ledger.consignments(TOWN) if c.direction == "in"]
    assert noted == [NAMES[name]]
    assert exchange.slip(world.county, report.package).file == NAMES[name]


FOLDERS = ["交换文件夹", "末尾有空格 ", "末尾有点.", "x" * 200, GBK.removesuffix(".tgx"), "a'b\"c"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_of_any_name(world: SimpleNamespace, folder: str) -> None:
    place = world.stick / folder
    place.mkdir()
    add(world.town, "child", name="石小雨")
    sent = exchange.export(world.town, COUNTY, place)
    assert str(sent.data()["path"]).encode(), "it can be printed"
    assert drives.files_with(world.stick, ".tgx") == [sent.path], "one folder below is looked into"
    assert exchange.import_file(world.county, sent.path).state == "done"


@needs_fat
def test_many_foreign_files_on_a_real_fat_stick(world: SimpleNamespace, fat: Stick) -> None:
    photos = fat.path / "DCIM"
    photos.mkdir()
    for n in range(120):  # making more takes its driver minutes; ten thousand are listed in tests/ui
        (photos / f"IMG{n:05}.JPG").touch()
    (fat.path / "AUTORUN.INF").write_bytes(b"[autorun]\r\nopen=a.exe\r\n")
    (fat.path / "LOOK.LNK").touch()
    add(world.town, "child", name="石小雨")
    sent = exchange.export(world.town, COUNTY, fat.path).path
    began = time.process_time()
    assert drives.files_with(fat.path, ".tgx") == [sent]
    assert time.process_time() - began < 1
    assert exchange.import_file(world.county, sent).state == "done"
