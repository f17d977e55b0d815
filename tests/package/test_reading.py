"""What a reader makes of a whole package, and of everything that is not one."""

from __future__ import annotations

import io
import itertools
import json
import random
import shutil
import struct
import subprocess
import threading
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pyrage
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casefiles.domain.changes import START, Block, chain
from casefiles.domain.problems import Refusal
from casefiles.edges.package import frames as f
from casefiles.edges.package.heading import header_bytes
from casefiles.edges.package.identity import secret_text
from casefiles.edges.package.reading import runs, verify
from casefiles.edges.package.runs import packed_runs
from casefiles.edges.package.writing import plain_package, write_package
from tests.package.parts import COUNTY, OTHER, TOWN, Side, by_hand, header, log, package, put, sealed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from casefiles.edges.package.certificates import Vouched
    from casefiles.edges.package.heading import Header

KNOWN = {TOWN.public: TOWN.office}
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def owner(known: dict[bytes, str]) -> Callable[[Header, Vouched], str | None]:
    return lambda header, _: known.get(header.key)


def code(path: Path, who: Side = COUNTY, known: dict[bytes, str] | None = None) -> str:
    """The code of the refusal, or "fine"; a second pass must agree."""
    try:
        seen = verify(path, who.secret, owner(KNOWN if known is None else known))
        list(runs(seen, who.secret))
    except Refusal as e:
        return e.problems[0].code
    return "fine"


def bodies(blocks: list[Block]) -> list[tuple[str, int, bytes]]:
    return [(b.dev, b.first + i, body) for b in blocks for i, body in enumerate(b.bodies)]


@pytest.fixture(scope="module")
def whole() -> bytes:
    return package(log("dev-a", 700), log("dev-b", 30, first=11, prev=b"\1" * 20))


def test_what_is_written_is_read_byte_for_byte(tmp_path: Path) -> None:
    sent = [log("dev-a", 4000, size=60), log("dev-b", 1), log("dev-c", 3, first=9, prev=b"\2" * 20)]
    path = put(tmp_path, package(*sent))
    seen = verify(path, COUNTY.secret, owner(KNOWN))
    got = list(runs(seen, COUNTY.secret))
    assert bodies(got) == bodies(sent)
    assert len(got) > len(sent), "a run longer than a frame is cut"
    for before, after in itertools.pairwise(got):
        if before.dev == after.dev:
            assert (after.first, after.prev) == (before.first + len(before.bodies), before.end)
    assert seen.header.from_office == TOWN.office
    assert seen.header.have["dev-" + TOWN.office].holes == ((2, 3),)
    assert path.stat().st_size < sum(len(b) for s in sent for b in s.bodies) / 3


def test_a_package_without_changes_is_a_receipt(tmp_path: Path) -> None:
    path = put(tmp_path, package())
    seen = verify(path, COUNTY.secret, owner(KNOWN))
    assert seen.header.changes == 0
    assert list(runs(seen, COUNTY.secret)) == []


def test_the_standard_command_opens_it(tmp_path: Path, whole: bytes) -> None:
    age = shutil.which("age")
    if age is None:
        pytest.skip("the age command is not installed")
    path = put(tmp_path, whole)
    key = put(tmp_path, (secret_text(COUNTY.secret) + "\n").encode(), "key.txt")
    plain = subprocess.run([age, "-d", "-i", str(key), str(path)], check=True, capture_output=True).stdout
    assert plain.startswith(f.MAGIC + f.HEADER)
    assert plain == pyrage.decrypt(whole, [pyrage.x25519.Identity.from_str(secret_text(COUNTY.secret))])
    assert len(plain) % 65536 == 0


def test_empty_and_zeros(tmp_path: Path, whole: bytes) -> None:
    assert code(put(tmp_path, b"")) == "EMPTY"
    assert code(put(tmp_path, bytes(100_000))) == "ZEROS"
    assert code(put(tmp_path, whole[:40_000] + bytes(len(whole) - 40_000))) == "DAMAGED"


def test_what_is_not_a_package(tmp_path: Path) -> None:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as z:
        z.writestr("xl/workbook.xml", "<workbook/>")
    assert code(put(tmp_path, book.getvalue())) == "NOT_A_BUNDLE"
    assert code(put(tmp_path, "儿童名册\n".encode("gb18030"))) == "NOT_A_BUNDLE"
    assert code(put(tmp_path, b"a")) == "TRUNCATED"
    assert code(put(tmp_path, sealed([b"a letter"]))) == "NOT_A_BUNDLE"
    assert code(put(tmp_path, sealed([]))) == "NOT_A_BUNDLE"
    assert code(put(tmp_path, pyrage.passphrase.encrypt(b"a letter", "x"))) == "NOT_A_BUNDLE"
    with pytest.raises(Refusal, match="CANNOT_READ"):
        verify(tmp_path / "gone.tgx", COUNTY.secret, owner(KNOWN))


def test_for_another_office(tmp_path: Path, whole: bytes) -> None:
    assert code(put(tmp_path, whole), who=OTHER) == "NOT_FOR_US"
    plain = pyrage.decrypt(whole, [pyrage.x25519.Identity.from_str(secret_text(COUNTY.secret))])
    anew = put(tmp_path, sealed([plain], to=OTHER))
    assert code(anew, who=OTHER) == "NOT_FOR_US", "sealed anew by somebody"


def test_senders(tmp_path: Path, whole: bytes) -> None:
    path = put(tmp_path, whole)
    assert code(path, known={}) == "UNKNOWN_SENDER"
    assert code(path, known={TOWN.public: "999777"}) == "FORGED", "a known key speaks for another office"
    head = header(0, sender=TOWN)
    assert code(put(tmp_path, by_hand(f.framed(f.HEADER, header_bytes(head)), seed=OTHER.seed))) == "FORGED"


@pytest.mark.parametrize("cut", ["frame", "digest", "count"])
def test_a_trailer_that_does_not_fit(tmp_path: Path, cut: str) -> None:
    plain = b"".join(plain_package(header(2), [log("dev-a", 2)], TOWN.seed))
    end = len(plain) - f.END.size
    swap = {"frame": len(f.MAGIC) + 1 + 8 + 40, "digest": end + 10, "count": end + 7}[cut]
    altered = plain[:swap] + bytes([plain[swap] ^ 1]) + plain[swap + 1 :]
    assert code(put(tmp_path, sealed([altered]))) in {"FORGED", "BAD_FRAME"}
    if cut != "frame":
        assert code(put(tmp_path, sealed([altered]))) == "FORGED"


@pytest.mark.parametrize(
    "change",
    [
        lambda h: {**h, "min_reader": 5, "part": "no longer a pair"},
        lambda h: {**h, "suite": 2},
    ],
)
def test_a_newer_format(tmp_path: Path, change: Callable[[dict[str, object]], dict[str, object]]) -> None:
    raw = json.dumps(change(json.loads(header_bytes(header(0))))).encode()
    assert code(put(tmp_path, by_hand(f.framed(f.HEADER, raw)))) == "TOO_NEW"


def test_what_a_newer_writer_adds_is_passed_over(tmp_path: Path) -> None:
    head = json.loads(header_bytes(header(1)))
    more = {"format": 7, "moon": {"phase": 3}, "counts": {"changes": 1, "photos": 2}}
    raw = json.dumps({**head, **more}).encode()
    run = next(packed_runs([log("d", 1)]))[0]
    photo = struct.pack(">cII", b"Z", 5, 1_000_000) + b"photo"
    frames = (f.framed(f.HEADER, raw), photo, f.framed(f.BLOCKS, run), f.framed(b"Y", b"note"))
    path = put(tmp_path, by_hand(*frames))
    seen = verify(path, COUNTY.secret, owner(KNOWN))
    assert bodies(list(runs(seen, COUNTY.secret))) == bodies([log("d", 1)])
    assert seen.header.format == 7


def frame(kind: bytes, plain: int, packed: bytes) -> bytes:
    return f.FRAME.pack(kind, len(packed), plain) + packed


HEAD = f.framed(f.HEADER, header_bytes(header(0)))


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (f.FRAME.pack(b"B", 100, 0xFFFFFFFF) + bytes(100), "TOO_BIG"),
        (f.FRAME.pack(b"B", 0xFFFFFFFF, 100) + bytes(100), "TOO_BIG"),
        (frame(b"B", (4 << 20) + 1, zstandard.compress(bytes((4 << 20) + 1))), "TOO_BIG"),
        (frame(b"B", 10, zstandard.compress(bytes(3 << 20))), "BAD_FRAME"),
        (
            frame(b"B", 10, b"\x28\xb5\x2f\xfd\xc0\x58" + (1 << 45).to_bytes(8, "little") + bytes(9)),
            "BAD_FRAME",
        ),
        (frame(b"B", 10, b"no zstd at all"), "BAD_FRAME"),
        (f.framed(b"B", b"\0\0\0\5"), "BAD_FRAME"),
        (f.framed(b"B", b"\0\0\0\2{}"), "BAD_FRAME"),
        (f.framed(b"B", b"\xff\xff\xff\xff"), "BAD_FRAME"),
        (HEAD, "BAD_FRAME"),
        (b"".join(frame(b"B", 4 << 20, zstandard.compress(bytes(4 << 20))) for _ in range(40)), "BAD_FRAME"),
        (b"".join(frame(b"Q", 4 << 20, b"q") for _ in range(40)), "TOO_BIG"),
    ],
)
def test_malformed_frames(tmp_path: Path, wrong: bytes, expected: str) -> None:
    assert code(put(tmp_path, by_hand(HEAD, wrong))) == expected


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"suite": 1, "min_reader": 1}',
        b"[" * 10_000,
        b'{"suite":1,"min_reader":1,"x":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        header_bytes(header(0)).replace(b'"created":', b'"created":NaN,"x":'),
        header_bytes(header(5)).replace(b"[[2,3]]", b"[[3,2]]"),
        header_bytes(header(5)).replace(b"[[2,3]]", b"[[2,300]]"),
        header_bytes(header(0)).replace(b"07070707", b"0707070"),
        header_bytes(header(0)).replace(TOWN.public.hex().encode(), b"00"),
        header_bytes(header(0)).replace(b'"part":[1,1]', b'"part":[2,1]'),
    ],
)
def test_malformed_headers(tmp_path: Path, raw: bytes) -> None:
    assert code(put(tmp_path, by_hand(f.framed(f.HEADER, raw)))) == "BAD_FRAME"


def test_a_first_frame_that_is_no_header(tmp_path: Path) -> None:
    assert code(put(tmp_path, by_hand(f.framed(b"N", b"")))) == "BAD_FRAME"


def test_something_after_the_trailer(tmp_path: Path) -> None:
    plain = pyrage.decrypt(package(), [pyrage.x25519.Identity.from_str(secret_text(COUNTY.secret))])
    assert code(put(tmp_path, sealed([plain, b"x"]))) == "BAD_FRAME"


def test_a_chain_that_does_not_fit(tmp_path: Path) -> None:
    run = next(packed_runs([log("d", 3)]))[0]
    altered = run.replace("家中".encode(), "田里".encode(), 1)
    assert altered != run
    wire = by_hand(f.framed(f.HEADER, header_bytes(header(3))), f.framed(f.BLOCKS, altered))
    assert code(put(tmp_path, wire)) == "BAD_CHAIN"


def test_a_body_that_says_it_is_longer_than_it_is(tmp_path: Path) -> None:
    run = next(packed_runs([log("d", 1)]))[0]
    body = log("d", 1).bodies[0]
    assert run.endswith(struct.pack(">I", len(body)) + body)
    longer = run[: -len(body) - 4] + struct.pack(">I", len(body) + 1) + body
    wire = by_hand(f.framed(f.HEADER, header_bytes(header(1))), f.framed(f.BLOCKS, longer))
    assert code(put(tmp_path, wire)) == "BAD_FRAME"


def test_a_body_of_more_than_a_mebibyte(tmp_path: Path) -> None:
    for size, expected in ((1 << 20, "fine"), ((1 << 20) + 1, "BAD_FRAME")):
        body = b" " * size
        head = json.dumps(
            {"dev": "d", "first": 1, "prev": START.hex(), "end": chain(START, body).hex(), "n": 1}
        )
        run = struct.pack(">I", len(head)) + head.encode() + struct.pack(">I", size) + body
        wire = by_hand(f.framed(f.HEADER, header_bytes(header(1))), f.framed(f.BLOCKS, run))
        assert code(put(tmp_path, wire)) == expected


def test_our_own_mistakes_do_not_leave_the_house() -> None:
    block = log("d", 3)
    with pytest.raises(ValueError, match="chain"):
        package(replace(block, end=b"\0" * 20))
    with pytest.raises(ValueError, match="announced"):
        write_package(io.BytesIO(), header(4), [block], TOWN.seed)
    with pytest.raises(ValueError, match="another key"):
        package(block, key=OTHER.public)


def test_counts_that_differ(tmp_path: Path) -> None:
    assert code(put(tmp_path, by_hand(f.framed(f.HEADER, header_bytes(header(3)))))) == "BAD_FRAME"


@quick
@given(data=st.data())
def test_cut_at_any_byte(tmp_path: Path, whole: bytes, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(whole) - 1))
    assert code(put(tmp_path, whole[:size])) == "TRUNCATED"


def test_cut_at_the_edges(tmp_path: Path) -> None:
    big = package(noise(200))
    start = big.index(b"\n--- ") + 49 + 16
    edges = [1, 21, 22, 23, start - 17, start - 1, start, start + 1, start + 16]
    edges += [len(big) - 1, len(big) - 65552]
    edges += [start + 65552 * n + d for n in (1, 2) for d in (-1, 0, 1)]
    assert len(big) > start + 3 * 65552
    for size in edges:
        assert code(put(tmp_path, big[:size])) == "TRUNCATED", size


def noise(count: int) -> Block:
    """Bodies that do not shrink."""
    chance = random.Random(7)
    found, head = [], START
    for _ in range(count):
        found.append(json.dumps({"n": chance.randbytes(1500).hex()}).encode())
        head = chain(head, found[-1])
    return Block("dev-a", 1, START, head, tuple(found))


@quick
@given(data=st.data())
def test_one_bit_flipped(tmp_path: Path, whole: bytes, data: st.DataObject) -> None:
    bit = data.draw(st.integers(0, 8 * len(whole) - 1))
    raw = bytearray(whole)
    raw[bit // 8] ^= 1 << bit % 8
    found = code(put(tmp_path, bytes(raw)))
    stanzas = whole.index(b"\n--- ")
    if bit // 8 > stanzas + 4:
        assert found == "DAMAGED"
    else:  # in age's own header: the stanza is no longer ours to open
        assert found in {"DAMAGED", "NOT_FOR_US"}


def test_every_bit_of_the_outer_header(tmp_path: Path, whole: bytes) -> None:
    end = whole.index(b"\n--- ") + 49
    for at in range(end):
        raw = bytearray(whole)
        raw[at] ^= 1
        assert code(put(tmp_path, bytes(raw))) in {"DAMAGED", "NOT_FOR_US", "TRUNCATED"}, at


def test_a_file_swapped_between_the_passes(tmp_path: Path) -> None:
    path = put(tmp_path, package(log("dev-a", 5)))
    seen = verify(path, COUNTY.secret, owner(KNOWN))
    put(tmp_path, package(log("dev-a", 6)))
    with pytest.raises(Refusal, match="DAMAGED"):
        list(runs(seen, COUNTY.secret))


def test_abandoning_stops_the_worker(tmp_path: Path) -> None:
    path = put(tmp_path, package(log("dev-a", 20_000, size=30)))
    seen = verify(path, COUNTY.secret, owner(KNOWN))
    before = threading.active_count()
    reading = runs(seen, COUNTY.secret)
    next(reading)
    reading.close()  # type: ignore[attr-defined]  # it is a generator
    assert threading.active_count() == before


def test_progress_may_cancel(tmp_path: Path, whole: bytes) -> None:
    class Cancelled(Exception):
        pass

    def cancel(done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        verify(put(tmp_path, whole), COUNTY.secret, owner(KNOWN), cancel)


@quick
@given(
    counts=st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 400)), max_size=6),
    size=st.integers(0, 300),
)
def test_any_runs_come_back(tmp_path: Path, counts: list[tuple[str, int]], size: int) -> None:
    ends: dict[str, tuple[int, bytes]] = {}
    sent = []
    for dev, count in counts:
        first, prev = ends.get(dev, (1, bytes(20)))
        sent.append(log(dev, count, first, prev, size))
        ends[dev] = (first + count, sent[-1].end)
    seen = verify(put(tmp_path, package(*sent)), COUNTY.secret, owner(KNOWN))
    assert bodies(list(runs(seen, COUNTY.secret))) == bodies(sent)
