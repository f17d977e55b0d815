"""A known sender, rightly signed, who sends anything at all: a refusal or a package, never another exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casefiles.domain.messages import MESSAGES
from casefiles.domain.problems import Refusal
from casefiles.edges.package import frames as f
from casefiles.edges.package.heading import header_bytes
from casefiles.edges.package.reading import runs, verify
from casefiles.edges.package.runs import packed_runs
from tests.package.parts import COUNTY, TOWN, by_hand, header, log, put, sealed

if TYPE_CHECKING:
    from pathlib import Path

HEAD = header_bytes(header(4))
RUNS = next(packed_runs([log("abcdefgh234567ab", 3), log("hgfedcba234567ab", 1)]))[0]
some = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def outcome(path: Path) -> str:
    try:
        seen = verify(path, COUNTY.secret, lambda header, _: {TOWN.public: TOWN.office}.get(header.key))
        list(runs(seen, COUNTY.secret))
    except Refusal as e:
        found, said = e.problems[0].code, e.say("zh")
    else:
        return "fine"
    assert found in MESSAGES
    assert said
    return found


@st.composite
def mutated(draw: st.DrawFn, raw: bytes) -> bytes:
    """`raw` with up to three places altered, cut or stuffed."""
    found = bytearray(raw)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(0, len(found) - 1)))
        match draw(st.integers(0, 3)):
            case 0 if found:
                found[at] ^= 1 << draw(st.integers(0, 7))
            case 1:
                found[at : at + draw(st.integers(0, 40))] = b""
            case 2:
                found[at:at] = draw(st.binary(max_size=12))
            case _:
                nasty = [b"\0\0\0\0", b"\xff\xff\xff\xff", b"NaN,", b"1e99", b"[[[["]
                found[at : at + 4] = draw(st.sampled_from(nasty))
    return bytes(found)


def test_the_unaltered_one_is_fine(tmp_path: Path) -> None:
    assert outcome(put(tmp_path, by_hand(f.framed(b"H", HEAD), f.framed(b"B", RUNS)))) == "fine"


@some
@given(head=mutated(HEAD))
def test_headers(tmp_path: Path, head: bytes) -> None:
    outcome(put(tmp_path, by_hand(f.framed(b"H", head), f.framed(b"B", RUNS))))


@some
@given(body=mutated(RUNS))
def test_runs(tmp_path: Path, body: bytes) -> None:
    found = outcome(put(tmp_path, by_hand(f.framed(b"H", HEAD), f.framed(b"B", body))))
    assert body == RUNS or found in {"BAD_FRAME", "BAD_CHAIN", "fine"}


@some
@given(frames=mutated(f.framed(b"H", HEAD) + f.framed(b"B", RUNS)))
def test_frames(tmp_path: Path, frames: bytes) -> None:
    outcome(put(tmp_path, by_hand(frames)))


@some
@given(plain=st.binary(max_size=300))
def test_anything_behind_the_magic(tmp_path: Path, plain: bytes) -> None:
    assert outcome(put(tmp_path, sealed([f.MAGIC, plain]))) != "fine"


@some
@given(raw=st.binary(max_size=300), intro=st.booleans())
def test_anything_as_a_file(tmp_path: Path, raw: bytes, intro: bool) -> None:
    assert outcome(put(tmp_path, (b"age-encryption.org/v1\n" if intro else b"") + raw)) != "fine"
