"""The bytes of photos and scans in packages, on real offices."""

from __future__ import annotations

import hashlib
import io
import random
from typing import TYPE_CHECKING, Any

import pytest

from casefiles import exchange
from casefiles.domain.changes import DELETED
from casefiles.domain.problems import Refusal
from casefiles.edges.package import attached as a
from casefiles.edges.package import frames as f
from casefiles.edges.package.heading import header_bytes
from casefiles.edges.package.reading import verify
from casefiles.exchange import carrying
from tests.package import offices, parts

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office


def photo(office: Office, size: int = 3000, *, on: str = "2026-10-01", seed: object = None, of: str = "c-1") -> str:
    """A photo on record; its hash."""
    data = random.Random(str(seed if seed is not None else size)).randbytes(size)
    kept = office.blobs.put(io.BytesIO(data))
    row = {"of": of, "kind": "photo", "name": "家门口", "sha256": kept.sha256, "size": size, "on": on}
    offices.add(office, "attachment", **row)
    return kept.sha256


def carry(sender: Office, to: Office, stick: Path, **more: Any) -> tuple[Any, Any]:
    made = exchange.export(sender, to.home.code, stick, **more)
    return made, exchange.import_file(to, made.path)


def head(path: Path, office: Office) -> Any:
    """The header of a package for this office."""
    sender = lambda header, _vouched: header.from_office  # noqa: E731
    return verify(path, office.ledger.keys()[1], sender).header


def test_photos_come_with_their_records_once(world: SimpleNamespace) -> None:
    shas = [photo(world.town, size, seed=size) for size in (0, 1, 5000, 300_000, (1 << 20) + 7, 3 << 20)]
    made, came = carry(world.town, world.county, world.stick)
    assert (made.attachments, made.attachments_left) == (6, 0)
    assert came.attached == (6, 0, sum((0, 1, 5000, 300_000, (1 << 20) + 7, 3 << 20)))
    assert came.state == "done"
    for sha in shas:
        assert hashlib.sha256(world.county.blobs.read(sha, 4 << 20)).hexdigest() == sha
    carry(world.county, world.town, world.stick)
    made, _ = carry(world.town, world.county, world.stick)
    assert made.attachments == 0
    assert made.bytes < 100_000, "what the county has does not go again"


def test_a_lost_package_heals(world: SimpleNamespace) -> None:
    first = photo(world.town, 5000)
    exchange.export(world.town, "999901", world.stick).path.unlink()
    second = photo(world.town, 6000)
    made, came = carry(world.town, world.county, world.stick)
    assert made.attachments == 2
    assert came.attached.here == 2
    assert [world.county.blobs.state(sha) for sha in (first, second)] == ["here", "here"]


def test_the_newest_go_first_and_the_rest_next_time(world: SimpleNamespace) -> None:
    shas = {day: photo(world.town, 1000, on=day, seed=day) for day in ("2026-03-01", "2026-09-01", "2026-06-01")}
    world.town.ledger.keep_setting("most_attached", "2000")
    made, came = carry(world.town, world.county, world.stick)
    assert (made.attachments, made.attachments_left, came.attached.here) == (2, 1, 2)
    assert world.county.blobs.state(shas["2026-03-01"]) == "to_come"
    made, came = carry(world.town, world.county, world.stick)
    assert world.county.blobs.state(shas["2026-03-01"]) == "here", "without a receipt the rest goes before a repetition"
    assert made.attachments_left == 1
    carry(world.county, world.town, world.stick)
    assert carry(world.town, world.county, world.stick)[0].attachments == 0


def test_one_larger_than_a_package_may_carry_goes_alone(world: SimpleNamespace) -> None:
    photo(world.town, 5000, on="2026-09-02")
    photo(world.town, 4000, on="2026-09-01")
    world.town.ledger.keep_setting("most_attached", "3000")
    assert carry(world.town, world.county, world.stick)[1].attached.here == 1
    assert carry(world.town, world.county, world.stick)[1].attached.here == 1


def test_what_is_lost_is_asked_for(world: SimpleNamespace) -> None:
    sha = photo(world.town, 5000)
    carry(world.town, world.county, world.stick)
    blobs: Any = world.town.blobs
    (blobs.folder / blobs.name(bytes.fromhex(sha))).unlink()
    assert world.town.blobs.check()["lost_blobs"] == [sha]
    made, _ = carry(world.town, world.county, world.stick)
    assert (head(made.path, world.county).wants, head(made.path, world.county).lacks) == ((sha,), 1)
    _, came = carry(world.county, world.town, world.stick)
    assert came.attached.here == 1
    assert world.town.blobs.state(sha) == "here"
    assert world.town.blobs.wanted(10) == []


def test_what_stands_without_a_note_is_not_asked_for(world: SimpleNamespace) -> None:
    """A power cut came between the file and its note."""
    sha = photo(world.town, 5000)
    carry(world.town, world.county, world.stick)
    base: Any = world.county.ledger
    with base.database.writing() as connection:
        connection.execute("UPDATE blob SET state='to_come', size=0")
    assert world.county.blobs.wanted(10) == []
    assert world.county.blobs.length(sha) == 5000


def test_deleted_records_ask_for_nothing(world: SimpleNamespace) -> None:
    sha = photo(world.town, 5000)
    row = world.town.queries.select("attachment")[0]
    world.town.ledger.keep_setting("most_attached", "0")
    damaged(world.town, sha)
    carry(world.town, world.county, world.stick)
    assert world.county.blobs.number_wanted() == 1
    offices.edit(world.town, row.id, **{DELETED: 1})
    carry(world.town, world.county, world.stick)
    assert world.county.blobs.number_wanted() == 0
    assert world.county.blobs.wanted(10) == []


def test_the_city_gets_no_bytes(world: SimpleNamespace) -> None:
    sha = photo(world.town, 5000)
    carry(world.town, world.county, world.stick)
    made, _ = carry(world.county, world.city, world.stick)
    assert made.attachments == 0
    assert made.bytes < 70_000
    carry(world.city, world.county, world.stick)
    assert carry(world.county, world.city, world.stick)[0].attachments == 0, "nor when it asks"
    assert world.city.blobs.state(sha) == "to_come"


def test_a_neighbour_gets_and_asks_nothing_of_another_township(world: SimpleNamespace, tmp_path: Path) -> None:
    offices.make(tmp_path / "other", "999901102")
    other = offices.opened(tmp_path / "other")
    offices.meet(world.stick, other, world.county)
    child = offices.add(world.town, "child", name="李小例", area="999901101")
    row = {"child": child, "of": child, "kind": "photo", "name": "x", "on": "2026-01-01"}
    data = b"photo" * 1000
    sha = world.town.blobs.put(io.BytesIO(data)).sha256
    offices.add(world.town, "attachment", sha256=sha, size=len(data), **row)
    carry(world.town, world.county, world.stick)
    made, came = carry(world.county, other, world.stick)
    assert made.attachments == came.attached.here == 0
    other.ledger.keep_setting("wants:999901", "[]")
    world.county.ledger.keep_setting("wants:999901102", f'["{sha}"]')  # it asks for what it cannot know
    assert exchange.export(world.county, "999901102", world.stick).attachments == 0
    other.ledger.close()


def damaged(office: Office, sha: str) -> None:
    """A byte of the content's file is turned over."""
    blobs: Any = office.blobs
    path = blobs.folder / blobs.name(bytes.fromhex(sha))
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


@pytest.mark.parametrize("size", [100, 5000, 3 << 20])
def test_a_damaged_photo_keeps_nothing_else_out(world: SimpleNamespace, size: int) -> None:
    bad = photo(world.town, size, on="2026-02-02")
    good = [photo(world.town, 2000, seed=n, on=f"2026-02-0{n}") for n in (1, 3)]
    damaged(world.town, bad)
    made, came = carry(world.town, world.county, world.stick)
    assert (made.attachments, made.attachments_damaged) == (2, 1)
    assert came.state == "done"
    assert (came.attached.here, came.attached.bad) == (2, 1)
    assert [(p.code, p.value) for p in came.problems] == [("BLOB_CAME_BAD", "家门口")]
    assert [world.county.blobs.state(sha) for sha in good] == ["here", "here"]
    assert world.county.blobs.wanted(10)[0][0] == bad
    assert leftovers(world.county) == []
    world.town.blobs.put(io.BytesIO(random.Random(str(size)).randbytes(size)))  # it is added again
    carry(world.county, world.town, world.stick)
    assert carry(world.town, world.county, world.stick)[1].attached.here == 1
    assert world.county.blobs.state(bad) == "here"


def leftovers(office: Office) -> list[str]:
    blobs: Any = office.blobs
    return [p.name for p in blobs.folder.rglob(".tmp-*")]


def test_a_cut_package_leaves_nothing(world: SimpleNamespace) -> None:
    photo(world.town, 400_000)
    photo(world.town, 300_000)
    made = exchange.export(world.town, "999901", world.stick)
    raw = made.path.read_bytes()
    before = offices.dump(world.county), offices.files(world.county, world.home / "county")
    for at in (*range(0, len(raw), len(raw) // 23), len(raw) - 1, len(raw) - 66_000):
        made.path.write_bytes(raw[:at])
        with pytest.raises(Refusal):
            exchange.import_file(world.county, made.path)
    assert (offices.dump(world.county), offices.files(world.county, world.home / "county")) == before


def test_a_stop_among_the_photos_keeps_the_changes(world: SimpleNamespace) -> None:
    for n in range(4):
        photo(world.town, 1_000_000, seed=n)
    made = exchange.export(world.town, "999901", world.stick)
    size = made.path.stat().st_size
    steps: list[int] = []

    def told(done: int, of: int) -> None:
        assert of == 2 * size
        steps.append(done)
        if steps.count(2 * size) and done < 2 * size:  # the third reading has begun
            raise RuntimeError

    came = exchange.import_file(world.county, made.path, told)
    assert came.state == "done"
    assert came.attached.here < 4
    assert world.county.queries.count("attachment") == 4
    again = exchange.import_file(world.county, made.path)
    assert again.state == "same"
    assert came.attached.here + again.attached.here == 4, "the same file brings the rest"


def test_a_full_disk_keeps_the_changes(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    from db import pieces

    photo(world.town, 5000)

    def full(*_: object) -> None:
        raise OSError(28, "no space")

    made = exchange.export(world.town, "999901", world.stick)
    with monkeypatch.context() as patch:
        patch.setattr(pieces, "seal", full)
        came = exchange.import_file(world.county, made.path)
    assert came.state == "done"
    assert [p.code for p in came.problems] == ["PHOTOS_NO_ROOM"]
    assert leftovers(world.county) == []
    assert world.county.blobs.number_wanted() == 1


def test_what_no_record_names_is_not_kept(world: SimpleNamespace) -> None:
    pieces = [a.Piece(hashlib.sha256(b"spam").hexdigest(), 4, 0, b"spam", last=True)]
    assert carrying.take(world.county, pieces) == ((0, 0, 0), ())
    assert world.county.blobs.counts().number == 0


def bytes_of(*said: tuple[str, int, int, bytes, bool]) -> list[bytes]:
    return [f.framed(b"A", a.packed_piece(a.Piece(*one))) for one in said]


ONE, TWO = "1" * 64, "2" * 64


@pytest.mark.parametrize(
    ("frames", "count", "code"),
    [
        ([(ONE, 4, 0, b"abcd", True)], 1, ""),
        ([(ONE, 4, 0, b"ab", False), (ONE, 4, 2, b"cd", True)], 1, ""),
        ([(ONE, 4, 0, b"ab", False), (TWO, 0, 0, b"", True)], 2, ""),
        ([(ONE, 4, 0, b"abcd", True)], 2, "BAD_FRAME"),
        ([(ONE, 4, 0, b"abcde", True)], 1, "BAD_FRAME"),
        ([(ONE, 4, 0, b"abc", True)], 1, "BAD_FRAME"),
        ([(ONE, 4, 2, b"cd", True)], 0, "BAD_FRAME"),
        ([(ONE, 4, 0, b"ab", False), (ONE, 4, 3, b"d", True)], 1, "BAD_FRAME"),
        ([(ONE, 4, 0, b"ab", False), (ONE, 5, 2, b"cde", True)], 1, "BAD_FRAME"),
        ([(ONE, 4, 0, b"ab", False), (TWO, 4, 2, b"cd", True)], 1, "BAD_FRAME"),
        ([(ONE, a.MOST_BYTES + 1, 0, b"ab", False)], 1, "BAD_FRAME"),
        ([("G" * 64, 4, 0, b"abcd", True)], 1, "BAD_FRAME"),
    ],
)
def test_pieces_follow_one_another(tmp_path: Path, frames: Any, count: int, code: str) -> None:
    made = bytes_of(*frames)
    header = f.framed(b"H", header_bytes(parts.header(0, attachments=count)))
    path = parts.put(tmp_path, parts.by_hand(header, *made))
    if not code:
        verify(path, parts.COUNTY.secret, lambda *_: parts.TOWN.office)
        return
    with pytest.raises(Refusal) as refused:
        verify(path, parts.COUNTY.secret, lambda *_: parts.TOWN.office)
    assert refused.value.problems[0].code == code


@pytest.mark.parametrize("plain", [b"", b"\0\0\0\x05{}", b"\0\0\0\x02{}", b"\0\0\0\x04null", b"\xff" * 40])
def test_malformed_pieces(tmp_path: Path, plain: bytes) -> None:
    header = f.framed(b"H", header_bytes(parts.header(0, attachments=1)))
    path = parts.put(tmp_path, parts.by_hand(header, f.framed(b"A", plain)))
    with pytest.raises(Refusal) as refused:
        verify(path, parts.COUNTY.secret, lambda *_: parts.TOWN.office)
    assert refused.value.problems[0].code == "BAD_FRAME"


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 200, 250])
@pytest.mark.parametrize("chunk", [1, 7, 100, 1000])
def test_contents_are_cut_and_joined(size: int, chunk: int) -> None:
    data = random.Random(size).randbytes(size)
    chunks = [data[at : at + chunk] for at in range(0, size, chunk)]
    raw = list(a.content_frames(ONE, size, chunks, room=100))
    assert len(raw) == max(1, -(-size // 100))
    order, pieces = a.Order(), []
    for number, frame in enumerate(raw):
        pieces.append(a.read_piece(f.Frame(number, b"A", *whole(frame)).open(), number))
        order.take(pieces[-1], number)
    coming = carrying.Contents(pieces)
    assert coming.begin() is not None
    read = b"".join(iter(lambda: coming.read(13), b""))
    assert read == data
    assert coming.begin() is None


def whole(frame: bytes) -> tuple[int, bytes]:
    return f.FRAME.unpack_from(frame)[2], frame[f.FRAME.size :]
