"""A damaged database: set aside as it is, and a whole one made of what can be read of it and of a backup."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest

from casefiles.domain.changes import START, Edit, chain
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from db import (
    drawn,
    keyslots,
    opening,
    outdated,
    packing,
    relogging,
    reschema,
    safekeeping,
    salvage,
    schema,
    texts,
)
from db import pages as pages_
from db.driver import connect
from tests.db.office_files import PASS, founded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from casefiles.domain.salvaged import Salvaged

PAGE = 4096
CLOCK = opening.SystemClock()


class Made(NamedTuple):
    """An office with children and visits, some of them newer than its backup, and what its tables show."""

    folder: Path
    backup: Path
    shown: dict[str, dict[str, dict[str, object]]]
    children: list[str]


def rows(folder: Path) -> dict[str, dict[str, dict[str, object]]]:
    """The fields of every child and visit."""
    ledger, *_ = opening.open_office(folder, None, PASS)
    try:
        found = {}
        for entity in ("child", "visit", "office"):
            names = ["id", *ENTITIES[entity].fields, "_del"]
            listed = ", ".join(texts.column(entity, name) for name in names)
            lines = ledger.database.read(f'SELECT {listed} FROM "{entity}"')  # noqa: S608
            found[entity] = {line[0]: dict(zip(names, line, strict=True)) for line in lines}
        return found
    finally:
        ledger.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("salvage")
    folder = founded(root / "office")
    ledger, *_ = opening.open_office(folder, None, PASS)
    chance = random.Random(3)
    children: list[str] = []

    def add(entity: str, **fields: str) -> str:
        row = new_id(ENTITIES[entity].prefix, ledger.clock.now_ms(), chance.getrandbits(50))
        ledger.write([Edit(entity, row, fields, ())], "a")
        return row

    for n in range(120):
        children.append(add("child", name=f"张{n}例", village="石门村", note="字" * chance.randrange(60)))
        for _ in range(4):
            on = f"2026-01-{chance.randrange(1, 28):02}"
            add("visit", child=children[-1], on=on, summary="走" * chance.randrange(80))
    with ledger.database.writing() as connection:
        packing.catch_up(connection, 10_000)
    backup = safekeeping.backup(ledger, root / "disk")
    for n in range(150):
        ledger.write([Edit("child", chance.choice(children), {"note": f"后{n}" + "话" * chance.randrange(40)})], "a")
    for n in range(30):
        add("child", name=f"李{n}例")
    ledger.close()
    return Made(folder, backup, rows(folder), children)


@pytest.fixture
def torn(made: Made, tmp_path: Path) -> Callable[[Iterable[int]], Path]:
    """The office with these pages damaged."""

    def copy(pages: Iterable[int]) -> Path:
        folder = tmp_path / "office"
        shutil.copytree(made.folder, folder)
        raw = bytearray((folder / opening.FILE).read_bytes())
        for page in pages:
            raw[page * PAGE + 1000] ^= 255
            if page == 0:  # with the file's own salt nothing can be opened
                raw[:PAGE] = bytes(PAGE)
        (folder / opening.FILE).write_bytes(raw)
        return folder

    return copy


def pages_of(made: Made) -> int:
    return (made.folder / opening.FILE).stat().st_size // PAGE


@pytest.fixture(scope="module")
def pages(made: Made, tmp_path_factory: pytest.TempPathFactory) -> list[int]:
    """Some pages by chance, without those that the file cannot be opened without."""
    folder = tmp_path_factory.mktemp("pages")
    key, _ = keyslots.unlock(made.folder, None, PASS)
    raw = bytearray((made.folder / opening.FILE).read_bytes())
    return spared(raw, random.Random(6).sample(range(1, pages_of(made)), 110), folder / "one", key)


def spared(raw: bytearray, pages: Iterable[int], file: Path, key: bytes) -> list[int]:
    """Those of the pages without which what is needed, and what was erased, can be read: which ones do not is another
    matter with every table that is added."""
    found = []
    for page in pages:
        raw[page * PAGE + 1000] ^= 255
        file.write_bytes(raw)
        raw[page * PAGE + 1000] ^= 255
        one = salvage.Damaged(file, key)
        named = (*salvage.NEEDED, *salvage.ERASED)
        if one.opens and all(one.whole(name, one.columns(name)) is not None for name in named):
            found.append(page)
        one.close()
    return found


def salvaged(folder: Path, backup: Path | None = None) -> Salvaged:
    return salvage.salvage(folder, None, PASS, CLOCK, backup)


def sound(folder: Path) -> str:
    """The office opens and everything is whole; its device."""
    ledger, queries, _, _ = opening.open_office(folder, None, PASS)
    try:
        assert queries.check()["ok"]
        return ledger.device
    finally:
        ledger.close()


@pytest.mark.parametrize("nth", range(5))
def test_with_one_bad_page_nothing_is_lost(
    made: Made, torn: Callable[[Iterable[int]], Path], pages: list[int], nth: int
) -> None:
    folder = torn([pages[nth]])
    before = (folder / opening.FILE).read_bytes()
    found = salvaged(folder)
    assert (found.whole, found.changes, found.backup) == (True, found.all, made.backup)
    assert rows(folder) == made.shown
    assert sound(folder) != sound(made.folder)
    assert (found.folder / opening.FILE).read_bytes() == before


def test_what_no_backup_and_no_page_gives_is_named(
    made: Made, torn: Callable[[Iterable[int]], Path], pages: list[int]
) -> None:
    folder = torn(pages)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawn, "newest", lambda _torn: [])
        found = salvaged(folder)
    assert found.backup is None
    assert found.again
    now = rows(folder)
    told = {row for _, row, _ in found.lost}
    wrong = {row for e in made.shown for row, line in made.shown[e].items() if now[e].get(row) != line}
    assert len(wrong - told) <= found.unknown
    assert not {row for e in now for row in now[e]} - {row for e in made.shown for row in made.shown[e]}
    sound(folder)


def test_with_the_backup_much_less_is_lost(
    made: Made, torn: Callable[[Iterable[int]], Path], pages: list[int]
) -> None:
    folder = torn(pages)
    found = salvaged(folder, made.backup)
    now = rows(folder)
    assert set(now["visit"]) == set(made.shown["visit"])
    assert set(made.children) <= set(now["child"])
    assert found.again


def test_a_file_that_cannot_be_read_at_all_leaves_the_backup(made: Made, torn: Callable[[Iterable[int]], Path]) -> None:
    folder = torn([0])
    found = salvaged(folder, made.backup)
    assert found.blind
    assert not found.whole
    now = rows(folder)
    assert set(now["visit"]) == set(made.shown["visit"])
    assert len(now["child"]) == len(made.children)
    sound(folder)


@pytest.mark.parametrize(
    ("pages", "backup", "code"),
    [((), None, "NOT_DAMAGED"), ((0,), None, "BEYOND_SALVAGE"), ((), "nothing", "NOT_A_BACKUP")],
)
def test_refusals_leave_the_office_as_it_is(
    made: Made, torn: Callable[[Iterable[int]], Path], tmp_path: Path, pages: tuple[int, ...], backup: str, code: str
) -> None:
    folder = torn(pages or ([5] if backup else []))
    stood = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(Refusal) as refused:
        salvaged(folder, tmp_path / backup if backup else None)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "office.lock"} == {
        name: content for name, content in stood.items() if name != "office.lock"
    }


def test_what_a_newer_version_wrote_is_not_taken_for_damage(made: Made, torn: Callable[[Iterable[int]], Path]) -> None:
    folder = torn([])
    ledger, *_ = opening.open_office(folder, None, PASS)
    with ledger.database.alone() as connection:
        connection.execute(f"PRAGMA user_version={(schema.MAJOR + 1) * 1000}")
    ledger.close()
    before = (folder / opening.FILE).read_bytes()
    with pytest.raises(Refusal) as refused:
        salvaged(folder)
    assert [problem.code for problem in refused.value.problems] == ["DB_NEWER"]
    assert (folder / opening.FILE).read_bytes() == before


def test_stopping_on_the_way_leaves_the_office_as_it_is(made: Made, torn: Callable[[Iterable[int]], Path]) -> None:
    folder = torn([pages_of(made) - 3])
    stood = sorted(path.name for path in folder.iterdir())
    before = (folder / opening.FILE).read_bytes()

    class Stopped(Exception):
        pass

    def step(done: int, total: int) -> None:
        assert 0 < done <= total
        raise Stopped

    with pytest.raises(Stopped):
        salvage.salvage(folder, None, PASS, CLOCK, None, step)
    assert sorted(path.name for path in folder.iterdir()) == stood
    assert (folder / opening.FILE).read_bytes() == before


def test_a_power_cut_at_the_last_step_is_made_good(
    made: Made, torn: Callable[[Iterable[int]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = torn([pages_of(made) - 3])
    with monkeypatch.context() as patch:
        patch.setattr(opening, "finish", lambda _folder: None)
        salvaged(folder, made.backup)
    (folder / (opening.FILE + "-wal")).write_bytes(b"of the damaged file")
    assert (folder / opening.SALVAGED).exists()
    assert rows(folder) == made.shown
    assert not (folder / opening.SALVAGED).exists()
    sound(folder)


def test_an_erased_child_does_not_come_back_out_of_a_backup(
    made: Made, torn: Callable[[Iterable[int]], Path], tmp_path: Path
) -> None:
    folder = torn([])
    ledger, *_ = opening.open_office(folder, None, PASS)
    gone = made.children[7]
    visits = [row for row, line in made.shown["visit"].items() if line["child"] == gone]
    ledger.erase([gone, *visits])
    ledger.close()
    raw = bytearray((folder / opening.FILE).read_bytes())
    key, _ = keyslots.unlock(folder, None, PASS)
    chosen = random.Random(2).sample(range(40, pages_of(made)), 12)
    for page in spared(raw, chosen, tmp_path / "one", key):
        raw[page * PAGE + 1000] ^= 255
    (folder / opening.FILE).write_bytes(raw)
    salvaged(folder, made.backup)
    now = rows(folder)
    assert gone not in now["child"]
    assert not set(visits) & set(now["visit"])
    ledger, *_ = opening.open_office(folder, None, PASS)
    with ledger.database.reading() as connection:
        for row in (gone, *visits):
            assert not connection.execute("SELECT 1 FROM change WHERE row=? AND body IS NOT NULL", (row,)).fetchall()
    ledger.close()


def test_what_was_set_aside_goes_with_old_backups_when_something_is_erased(
    made: Made, torn: Callable[[Iterable[int]], Path], pages: list[int], tmp_path: Path
) -> None:
    folder = torn(pages[:1])
    aside = salvaged(folder).folder
    ledger, *_ = opening.open_office(folder, None, PASS)
    safekeeping.backup(ledger, tmp_path / "disk")
    assert outdated.outdated(ledger, tmp_path / "disk") == []
    ledger.erase([made.children[7]])
    assert aside in outdated.outdated(ledger, tmp_path / "disk")
    assert outdated.drop(ledger, tmp_path / "disk") == 0
    assert aside.exists()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger.clock, "now_ms", lambda: CLOCK.now_ms() + 5000)
        safekeeping.backup(ledger, tmp_path / "disk")
        assert outdated.drop(ledger, tmp_path / "disk") >= 2
    assert not aside.exists()
    ledger.close()


def test_an_emptied_file_leaves_the_backup(made: Made, torn: Callable[[Iterable[int]], Path]) -> None:
    folder = torn([])
    (folder / opening.FILE).write_bytes(b"")
    with pytest.raises(Refusal) as refused:
        salvaged(folder)
    assert [problem.code for problem in refused.value.problems] == ["BEYOND_SALVAGE"]
    found = salvaged(folder, made.backup)
    assert found.blind
    assert len(rows(folder)["child"]) == len(made.children)


def test_what_a_power_cut_leaves_of_a_salvage_is_removed(made: Made, torn: Callable[[Iterable[int]], Path]) -> None:
    folder = torn([])
    for name in (opening.READING, opening.UNFINISHED):
        for rest in ("", *opening.BESIDE):
            shutil.copy(folder / opening.FILE, folder / (name + rest))
    sound(folder)
    left = {path.name for path in folder.iterdir()}
    assert not {name for name in left if name.startswith((opening.READING, opening.UNFINISHED))}


def test_a_line_that_does_not_fit_the_chain_is_nobodys() -> None:
    first = chain(START, b"one")
    good = relogging.Line(first, "c-1", b"one", None, None)
    other = relogging.Line(chain(START, b"another"), "c-1", b"one", None, None)
    fits = relogging._fitting([{1: other}, {1: good}], 1, START, ())
    assert [(seq, id_, trusted) for seq, id_, _, trusted in fits] == [(1, first, False)]
    assert relogging._fitting([{1: other}], 1, START, ()) == []


def list_of_tables(made: Made) -> list[int]:
    """The pages of the list of tables, the first page among them, as offsets are counted here."""
    key, _ = keyslots.unlock(made.folder, None, PASS)
    with pages_.Pages(made.folder / opening.FILE, key) as file:
        first = file.plain(1)
        assert first is not None
        return [0, *(page - 1 for page in reschema._below(first, 100))]


@pytest.mark.parametrize("which", ["one", "first and one", "half"])
def test_a_damaged_list_of_tables_is_made_anew(
    made: Made, torn: Callable[[Iterable[int]], Path], monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    first, *rest = list_of_tables(made)
    bad = {"one": [rest[0]], "first and one": [first, rest[2]], "half": rest[::2]}[which]
    folder = torn([])
    raw = bytearray((folder / opening.FILE).read_bytes())
    for page in bad:
        raw[page * PAGE + 1000] ^= 255
    (folder / opening.FILE).write_bytes(raw)
    with pytest.raises(Refusal):
        opening.open_office(folder, None, PASS)
    with monkeypatch.context() as patch:
        patch.setattr(drawn, "newest", lambda _torn: [])
        found = salvaged(folder)
    assert (found.whole, found.changes, found.backup) == (True, found.all, None)
    assert rows(folder) == made.shown
    sound(folder)


def test_where_a_table_begins_is_believed_only_of_a_file_that_agrees(
    made: Made, torn: Callable[[Iterable[int]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = torn(list_of_tables(made)[1:2])
    moved = reschema._agree
    monkeypatch.setattr(
        reschema, "_agree",
        lambda found, donor: moved(found, [one._replace(root=one.root + (one.name == "child")) for one in donor]),
    )  # fmt: skip
    monkeypatch.setattr(drawn, "newest", lambda _torn: [])
    with pytest.raises(Refusal) as refused:
        salvaged(folder)
    assert [problem.code for problem in refused.value.problems] == ["BEYOND_SALVAGE"]


def test_what_lies_in_the_log_beside_the_file_counts(made: Made, tmp_path: Path) -> None:
    folder = shutil.copytree(made.folder, tmp_path / "office")
    key, _ = keyslots.unlock(folder, None, PASS)
    connection = connect(folder / opening.FILE, key, reading=False)
    connection.execute("UPDATE setting SET value='云台镇' WHERE key='name'")
    for rest in ("", "-wal"):
        shutil.copy(folder / (opening.FILE + rest), tmp_path / ("copy" + rest))
    connection.close()
    with pages_.Pages(tmp_path / "copy", key) as file:
        file.apply(tmp_path / "copy-wal")
        assert None not in [file.plain(number) for number in range(1, file.number + 1)]
    (tmp_path / "copy-wal").unlink()
    file = salvage.Damaged(tmp_path / "copy", key)
    assert ("name", "云台镇") in (file.whole("setting", ("key", "value")) or [])
    file.close()


def test_of_several_backups_the_newest_that_fits_is_drawn_on(
    made: Made, torn: Callable[[Iterable[int]], Path], tmp_path: Path
) -> None:
    disk, other = tmp_path / "disk", founded(tmp_path / "other", "999901102", "雾溪镇")
    ledger, *_ = opening.open_office(other, None, PASS)
    foreign = safekeeping.backup(ledger, disk)
    ledger.close()
    folder = torn([pages_of(made) - 3])
    for where in (disk, foreign):
        with pytest.raises(Refusal) as refused:
            salvaged(folder, where)
        (problem,) = refused.value.problems
        assert problem.code == "BACKUP_OTHER"
        assert "999901102" in problem.say("zh")
        assert "999901102" in problem.say("en")
    again = founded(tmp_path / "again")
    with pytest.raises(Refusal, match="BACKUP_OTHER_KEY"):
        salvaged(folder, again)
    for name in ("doorstep-999901101-20260101-080000", "doorstep-999901101-20251231-230000"):
        shutil.copytree(made.backup, disk / name)
    with pytest.raises(Refusal, match="NOT_A_BACKUP"):
        salvaged(folder, tmp_path / "nowhere")
    found = salvaged(folder, disk)
    assert found.backup == disk / "doorstep-999901101-20260101-080000"
    assert rows(folder) == made.shown
