"""What a body may be: anything else is refused as BAD_FRAME, never a traceback."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain.changes import Body
from casefiles.domain.problems import Refusal
from casefiles.edges import codec

GOOD = {
    "r": "c-0123456789abcdefghj",
    "t": "child",
    "ts": 1_795_000_000_000,
    "f": {"name": "赵小样", "n": 1, "gone": None},
    "p": ["0" * 40],
    "u": "wang",
    "n": "abcdefghijkl",
}


def raw(**changed: object) -> bytes:
    return json.dumps({**GOOD, **changed}).encode()


def test_a_body_comes_back_as_it_was() -> None:
    body = codec.decode(raw())
    assert body == Body(GOOD["r"], "child", GOOD["ts"], GOOD["f"], ("0" * 40,), "wang", "abcdefghijkl")
    assert codec.decode(codec.encode(body)) == body
    assert json.loads(codec.encode(body)) == GOOD  # anybody can read it in an emergency


def test_keys_of_a_newer_version_are_passed_over() -> None:
    assert codec.decode(raw(later={"a": [1, 2]})) == codec.decode(raw())


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"\0" * 100,
        b"null",
        b"[]",
        raw()[:-1],
        raw() + b"x",
        raw(r="child-1"),
        raw(r="c-0123456789\n"),
        raw(r="c-ILOU0123"),
        raw(t="Child"),
        raw(t="child; DROP TABLE child"),
        raw(ts=-1),
        raw(ts=2**60),
        raw(ts="1"),
        raw(f={"Name": 1}),
        raw(f={'a" TEXT': 1}),
        raw(f={"a": 1.5}),
        raw(f={"a": True}),
        raw(f={"a": [1]}),
        raw(f={"a": {"b": 1}}),
        raw(f={"a": 2**64}),
        raw(f={"a": "x" * (codec.MAX_TEXT + 1)}),
        raw(f={f"f{i}": 1 for i in range(codec.MAX_FIELDS + 1)}),
        raw(p=["0" * 39]),
        raw(p=["0" * 40] * (codec.MAX_PARENTS + 1)),
        raw(u="x" * 101),
        raw(f={"a": "x"}).replace(b'"x"', b"NaN"),
        raw(f={"a": "x"}).replace(b'"x"', b"Infinity"),
        raw(f={"a": "x"}).replace(b'"x"', b'"\\ud800"'),
        raw(f={"a": "x"}).replace(b'"x"', b'"\xff"'),
        raw(later=0).replace(b'"later": 0', b'"later": ' + b"[" * 10_000 + b"]" * 10_000),
        raw(later="x" * codec.MAX_BODY),
        json.dumps({k: v for k, v in GOOD.items() if k != "u"}).encode(),
    ],
)
def test_anything_else_is_a_bad_frame(bad: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        codec.decode(bad, 7)
    assert refusal.value.problems[0].code == "BAD_FRAME"
    assert "7" in refusal.value.say("zh")


@given(st.binary(max_size=300))
def test_no_bytes_do_anything_but_decode_or_be_refused(noise: bytes) -> None:
    codes = []
    try:
        codec.decode(noise)
    except Refusal as refusal:
        codes = [problem.code for problem in refusal.problems]
    assert codes in ([], ["BAD_FRAME"])


def test_we_do_not_write_what_we_would_not_read() -> None:
    with pytest.raises(ValueError, match="no reader"):
        codec.encode(Body("nonsense", "child", 1, {}, (), "u", "n"))
