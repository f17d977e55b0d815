"""Packages: the sealed file, frames, header, runs, trailer; the sender is enrolled and signs whatever it likes."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import zstandard

from casefiles.domain.trust import Link, link_bytes
from casefiles.edges.package import frames as f
from casefiles.edges.package import reading
from casefiles.edges.package.attached import ATTACHED, content_frames
from casefiles.edges.package.figures import packed_figures
from casefiles.edges.package.heading import header_bytes
from casefiles.edges.package.notices import Notice, packed_notices
from casefiles.edges.package.proofs import packed_checkpoints
from casefiles.edges.package.runs import packed_runs
from casefiles.edges.package.writing import Key, signed
from casefiles.exchange import carrying
from tests.fuzz.mutation import altered, mutated, nasty, packed, unpacked, written
from tests.fuzz.target import CORPUS, Target, outcome
from tests.package.parts import COUNTY, TOWN, checkpoints, device, header, log

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

    from casefiles.domain.changes import Block

MAY = frozenset(
    {
        "EMPTY", "ZEROS", "TRUNCATED", "DAMAGED", "NOT_A_BUNDLE", "NOT_FOR_US", "UNKNOWN_SENDER", "FORGED", "TOO_NEW",
        "TOO_BIG",
    }
    | {"BAD_FRAME", "BAD_CHAIN"}
)
KINDS = b"HBPTCKANFGQSZ\0\xff"
COUNT = 4


@cache
def _head(attachments: int = 0) -> bytes:
    before = Key(bytes(32))
    link = Link(before.public, TOWN.public, before.sign(link_bytes(TOWN.public)))
    return header_bytes(
        header(
            0 if attachments else COUNT,
            package="ab" * 16,
            links=(link,),
            attachments=attachments,
            wants=("ab" * 32, "cd" * 32),
            lacks=2,
            people={"999901101": {"clerk": "李秀样", "li": "王例"}},
        )
    )


@cache
def _plain_runs() -> bytes:
    return next(packed_runs(_blocks()))[0]


@cache
def _blocks() -> tuple[Block, Block]:
    return log(device("a"), COUNT - 1), log(device("b"), 1)


@cache
def _proofs() -> bytes:
    return packed_checkpoints(checkpoints(*_blocks()))


@cache
def _whole() -> bytes:
    return (CORPUS / "age" / "whole.bin").read_bytes()


def targets(folder: Path) -> list[Target]:
    """The targets; files are written into `folder`."""
    path = folder / "a.tgx"
    office: Any = Keeping()

    def read() -> None:
        seen = reading.verify(path, COUNTY.secret, lambda head, _: {TOWN.public: TOWN.office}.get(head.key))
        for _ in reading.runs(seen, COUNTY.secret):
            pass
        if seen.figures is not None:
            json.dumps(seen.figures.understood())
        carrying.take(office, reading.attached(seen, COUNTY.secret))

    def outside(raw: bytes) -> None:
        path.write_bytes(raw)
        read()

    def inside(plain: bytes) -> None:
        """The sealing around it is another target's, and takes nine tenths of the time."""
        truly = reading.unsealed
        reading.unsealed = lambda *_: (piece for piece in (plain[:100], plain[100:]))
        try:
            read()
        finally:
            reading.unsealed = truly

    def target(name: str, make: Callable[[random.Random], bytes], look: Callable[[bytes], None], share: int) -> Target:
        made = Target(name, make, lambda raw: outcome(made, lambda: look(raw)), share, MAY)
        return made

    return [
        target("age", _age, outside, 2000),
        target("frames", _frames, lambda raw: inside(_signed(*_split(raw))), 3000),
        target("trailer", _trailer, inside, 1500),
        target("header", _header, lambda raw: inside(_body(raw, None)), 3500),
        target("checkpoints", lambda rng: mutated(rng, _proofs()), lambda raw: inside(_body(_head(), None, raw)), 800),
        target("notices", _notices, lambda raw: inside(_body(_head(), None, None, f.framed(b"N", raw))), 800),
        target("figures", _figures, lambda raw: inside(_body(_head(), None, None, f.framed(b"F", raw))), 800),
        target("runs", _runs, lambda raw: inside(_body(_head(), raw)), 3500),
        target("attached", _attached, lambda raw: inside(_signed(f.framed(b"H", _head(3)), *_split(raw))), 1500),
        target("unpacking", _unpacking, lambda raw: inside(_claimed(raw)), 600),
    ]


def _notices(rng: random.Random) -> bytes:
    """What could not be taken in, altered in its structure."""
    made = [Notice("ab" * 16, "refused", "BAD_FRAME", {"n": 7}, 5), Notice("abcdef01", "waiting", "WAITING", {}, 6)]
    return mutated(rng, packed_notices(made))


def _figures(rng: random.Random) -> bytes:
    """Counts with agreed fields, altered in their structure."""
    areas = {"999901101": {"children": 24, "child.sex:1": 12, "child.sex:": 12}, "": {"mentors": 1}}
    return mutated(rng, packed_figures("2026-11-26", areas))


def _body(head: bytes, blocks: bytes | None, proofs: bytes | None = None, *more: bytes) -> bytes:
    framed = f.framed(b"K", _proofs() if proofs is None else proofs)
    runs = f.framed(b"B", _plain_runs() if blocks is None else blocks)
    return _signed(f.framed(b"H", head), framed, runs, *more)


def _signed(*frames: bytes) -> bytes:
    return b"".join(signed(frames, TOWN.seed))


def _age(rng: random.Random) -> bytes:
    """The file as it lies on the stick: stanzas, header, chunks."""
    raw = _whole()
    end = raw.index(b"\n--- ") + 48
    match rng.randrange(5):
        case 0:
            return altered(rng, raw)
        case 1:
            return altered(rng, raw[:end], 3) + raw[end:]
        case 2:
            lines = raw[:end].split(b"\n")
            at = rng.randrange(len(lines))
            match rng.randrange(4):
                case 0:
                    del lines[at]
                case 1:
                    lines[at:at] = [lines[at]] * rng.choice((1, 2, 500, 5000))
                case 2:
                    lines.insert(at, b"-> " + rng.choice((b"X25519 ", b"scrypt ", b"ssh-rsa ", b"")) + b"A" * 43)
                case _:
                    lines[at] += rng.choice((b" ", b"\r", b"=", b"\0", b" AAAA", b"A" * 70_000))
            return b"\n".join(lines) + raw[end:]
        case 3:
            at = rng.randrange(end, len(raw))
            cut = rng.choice((0, 1, 15, 16, 17, 65_536, 65_552))
            return raw[:at] + rng.choice((b"", bytes(cut), rng.randbytes(cut), raw[end : end + cut])) + raw[at + cut :]
        case _:
            return rng.choice((raw[:end], raw[:20], b"", b"PK\x03\x04", raw[end:])) + rng.randbytes(rng.randrange(300))


def _frame(rng: random.Random) -> bytes:
    kind = bytes([rng.choice(KINDS)])
    plain = rng.choice((_head(), _plain_runs(), _proofs(), b"", written(nasty(rng)), rng.randbytes(rng.randrange(400))))
    frame = f.framed(kind, plain[: f.MAX_PLAIN]) if rng.random() < 0.9 else kind + rng.randbytes(8) + plain
    return altered(rng, frame, 2) if rng.random() < 0.4 else frame


def _frames(rng: random.Random) -> bytes:
    """Frames in any number and order, signed as they are."""
    right = [f.framed(b"H", _head()), f.framed(b"K", _proofs()), f.framed(b"B", _plain_runs())]
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(right) + 1)
        match rng.randrange(5):
            case 0:
                right.insert(at, _frame(rng))
            case 1 if at < len(right):
                right[at] = altered(rng, right[at], 3)
            case 2 if at < len(right):
                right.insert(at, right[at])
            case 3 if at < len(right):
                del right[at]
            case _:
                right.insert(at, f.padding(rng.choice((9, 10, 500))))
    return b"".join(right)


def _split(raw: bytes) -> list[bytes]:
    """The bytes cut where frames end, so that the trailer counts them rightly; the last piece may be anything."""
    found = []
    while len(raw) >= f.FRAME.size:
        end = f.FRAME.size + f.FRAME.unpack_from(raw)[1]
        found.append(raw[:end])
        raw = raw[end:]
    return [*found, raw] if raw else found


def _trailer(rng: random.Random) -> bytes:
    """The plain bytes with their trailer, sealed as they are."""
    plain = b"".join(signed([f.framed(b"H", _head()), f.framed(b"B", _plain_runs())], TOWN.seed))
    end = f.FRAME.size + f.END.size
    match rng.randrange(4):
        case 0:
            return plain[:-end] + altered(rng, plain[-end:], 3)
        case 1:
            return plain + rng.choice((b"\0", plain[-end:], rng.randbytes(9), f.padding(9)))
        case 2:
            count, digest = rng.choice((2, 3, 2**63, 2**64 - 1)), rng.choice((bytes(32), plain[-96:-64]))
            return plain[:-104] + f.END.pack(count, digest, rng.choice((bytes(64), plain[-64:])))
        case _:
            return altered(rng, plain, 3)


def _header(rng: random.Random) -> bytes:
    return mutated(rng, _head()) if rng.random() < 0.97 else altered(rng, _head())


def _runs(rng: random.Random) -> bytes:
    """Runs whose JSON, lengths and bodies are altered."""
    if rng.random() < 0.3:
        return altered(rng, _plain_runs())
    pieces = unpacked(_plain_runs())
    for _ in range(rng.randint(1, 2)):
        at = rng.randrange(len(pieces))
        match rng.randrange(4):
            case 0:
                del pieces[at]
            case 1:
                pieces.insert(at, rng.choice((b"", bytes(32), pieces[at])))
            case _ if pieces[at][:1] == b"{":
                pieces[at] = mutated(rng, pieces[at])
            case _:
                pieces[at] = altered(rng, pieces[at])
        if not pieces:
            break
    return packed(pieces)


def _attached(rng: random.Random) -> bytes:
    """Frames of pieces of photos, of which heads, bytes and order are altered."""
    right: list[bytes] = []
    for size in (0, 40, 700):
        data = rng.randbytes(size)
        chunks = (data[at : at + 99] for at in range(0, size, 99))
        right += list(content_frames(sha256(data).hexdigest(), size, chunks, room=300))
    for _ in range(rng.randint(1, 2)):
        at = rng.randrange(len(right))
        match rng.randrange(6):
            case 0 if len(right) > 1:
                del right[at]
            case 1:
                right.insert(at, rng.choice(right))
            case 2:
                plain = _piece(right[at])
                right[at] = f.framed(ATTACHED, altered(rng, plain, 3)[: f.MAX_PLAIN])
            case 3:
                right[at] = altered(rng, right[at])
            case _:
                plain = _piece(right[at])
                end = 4 + int.from_bytes(plain[:4], "big")
                head = mutated(rng, plain[4:end])[:100_000]
                right[at] = f.framed(ATTACHED, len(head).to_bytes(4, "big") + head + plain[end:])
    return b"".join(right)


def _piece(frame: bytes) -> bytes:
    """What is packed in a frame; one that was altered before is taken as it is."""
    try:
        return zstandard.decompress(frame[f.FRAME.size :])[: 1 << 20]
    except zstandard.ZstdError:
        return frame


class Keeping:
    """An office that keeps whatever comes and is what its hash says, in memory and for a moment."""

    def __init__(self) -> None:
        self.blobs = self.queries = self

    def length(self, _sha256: str) -> None:
        """Nothing is here."""

    def select(self, *_: object, **__: object) -> list[Any]:
        """A record names everything."""
        return [SimpleNamespace(id="at-1", values={"name": "x"})]

    def take(self, sha: str, size: int, source: BinaryIO) -> bool:
        """Whether it is what it says."""
        data = b"".join(iter(lambda: source.read(1000), b""))
        assert len(data) <= size
        return sha256(data).hexdigest() == sha


def _unpacking(rng: random.Random) -> bytes:
    """How a frame is packed: what it claims, and what is really in it."""
    size = rng.choice((0, 1, 1000, 1 << 20, f.MAX_PLAIN - 1, f.MAX_PLAIN, f.MAX_PLAIN + 1))
    size = 64 << 20 if rng.random() < 0.02 else size
    claims = rng.choice((size, size + 1, max(0, size - 1), 0, f.MAX_PLAIN, 2**32 - 1))
    words = {"size": size, "claims": claims, "states": rng.choice((True, True, False)), "times": 1, "kind": "B"}
    words["kind"] = rng.choice("BHXC")
    words["times"] = rng.choice((1, 1, 2, 40))
    words["tail"] = rng.choice(("", "00", "28b52ffd"))
    words["window"] = rng.choice((0, 10, 20, 27))
    return json.dumps(words).encode()


def _claimed(raw: bytes) -> bytes:
    """A package with frames that unpack to what the input says; whatever is no such input is a frame's content."""
    try:
        words = json.loads(raw)
        size, claims = min(int(words["size"]), 64 << 20), int(words["claims"]) & 0xFFFFFFFF
        window = {"window_log": int(words["window"])} if words["window"] else {}
        form = zstandard.ZstdCompressionParameters.from_level(1, write_content_size=bool(words["states"]), **window)
        content = zstandard.ZstdCompressor(compression_params=form).compress(bytes(size)) + bytes.fromhex(words["tail"])
        kind, times = str(words["kind"])[:1].encode("ascii"), min(int(words["times"]), 100)
    except (ValueError, KeyError, TypeError, RecursionError, zstandard.ZstdError):
        content, claims, kind, times = raw, len(raw), b"B", 1
    frame = f.FRAME.pack(kind.ljust(1, b"B"), len(content), claims) + content
    return _signed(f.framed(b"H", _head()), *[frame] * times, f.framed(b"B", _plain_runs()))
