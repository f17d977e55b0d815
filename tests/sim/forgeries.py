"""Packages that nobody may write: in a rightful form from a stranger, or from an enrolled office that means harm. Each
is given with the codes of which one has to refuse it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from casefiles.domain.changes import START, Block, chain
from casefiles.domain.trust import Link, device_id
from casefiles.edges.package.frames import BLOCKS, CHECKPOINTS, HEADER, framed
from casefiles.edges.package.heading import header_bytes
from casefiles.edges.package.proofs import packed_checkpoints
from casefiles.edges.package.runs import packed_runs
from tests.package import parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.sim.computers import Computer

    Forged = tuple[bytes, set[str]]


def side(pc: Computer) -> parts.Side:
    """A computer as one end of an exchange."""
    seed, secret = pc.office.ledger.keys()
    return parts.Side(pc.code, seed, secret)


def package(giver: Computer, taker: Computer, rng: Random, *blocks: Block, **more: Any) -> bytes:
    """A package made by hand, without a receipt if none is given."""
    sender = more.pop("sender", side(giver))
    return parts.package(*blocks, sender=sender, to=side(taker), **(_said(giver, rng) | more))


def _said(giver: Computer, rng: Random) -> dict[str, Any]:
    return {"package": rng.randbytes(16).hex(), "links": tuple(giver.office.ledger.links()), "have": {}}


def _own_run(giver: Computer, taker: Computer, *bodies: bytes) -> Block:
    """A run that goes on from what the taker knows of the giver's own log."""
    seen = taker.office.ledger.vector().get(giver.device)
    seq, head = (seen.seq, seen.head) if seen is not None else (0, START)
    return _run(giver, seq + 1, head, *bodies)


def _run(giver: Computer, first: int, head: bytes, *bodies: bytes) -> Block:
    end = head
    for body in bodies:
        end = chain(end, body)
    private = {_MARK: _TEXT} if any(_MARK.encode() in body for body in bodies) else {}
    return Block(giver.device, first, head, end, bodies, private)


def _stranger(giver: Computer, taker: Computer, rng: Random) -> Forged:
    thief = parts.side(giver.code, f"thief{rng.randrange(9)}")
    return package(giver, taker, rng, sender=thief, links=()), {"UNKNOWN_SENDER"}


def _false_link(giver: Computer, taker: Computer, rng: Random) -> Forged:
    """A stranger says that the office's computer goes on under his key; the old key did not sign it."""
    thief = parts.side(giver.code, f"thief{rng.randrange(9)}")
    old = parts.Key(giver.office.ledger.keys()[0]).public
    said = Link(old, thief.public, b"").said()
    link = Link(old, thief.public, parts.Key(thief.seed).sign(said))
    return package(giver, taker, rng, sender=thief, links=(link,)), {"UNKNOWN_SENDER", "FORGED"}


def _false_signature(giver: Computer, taker: Computer, rng: Random) -> Forged:
    head = parts.header(0, side(giver), side(taker), package=rng.randbytes(16).hex(), have={})
    thief = parts.side(giver.code, "thief")
    frame = framed(HEADER, header_bytes(head))
    return parts.by_hand(frame, seed=thief.seed, to=side(taker)), {"FORGED", "UNKNOWN_SENDER"}


def _another_office(giver: Computer, taker: Computer, rng: Random) -> Forged:
    return package(giver, taker, rng, from_office="999909"), {"FORGED", "UNKNOWN_SENDER"}


def _another_device(giver: Computer, taker: Computer, rng: Random) -> Forged:
    """An enrolled office goes on in the name of a device that is not its own."""
    links = {key for link in giver.office.ledger.links() for key in (link.old, link.new)}
    own = {device_id(key) for key in links} | {giver.device}
    others = [(n, s) for n, s in sorted(taker.office.ledger.vector().items()) if n not in own and "~" not in n]
    dev, seen = rng.choice(others)
    run = parts.log(dev, 2, seen.seq + 1, seen.head)
    return package(giver, taker, rng, run), {"FORGED", "UNKNOWN_SENDER"}


def _body(rng: Random, **other: Any) -> bytes:
    """A body as any office might write it but for these names."""
    fields = {"name": "张零例", "area": "999901101"}
    made = {"r": "c-00000000000", "t": "child", "ts": 1, "f": fields, "p": [], "u": "clerk"}
    return msgspec.json.encode(made | {"n": f"{rng.getrandbits(60):x}"} | other)


_TEXT = b'{"f":{"name":"x"},"n":"0123456789"}'
"""a private part that says what everybody is to see"""
_MARK = hashlib.sha256(_TEXT).hexdigest()
_BODIES: tuple[Callable[[Random], bytes], ...] = (
    lambda _: b'{"r":1}',
    lambda _: b"NaN",
    lambda _: b"[]",
    lambda _: b"{" * 9,
    lambda rng: _body(rng, r="v-00000000000"),
    lambda rng: _body(rng, r="c-0000000000l"),
    lambda rng: _body(rng, t="Child"),
    lambda rng: _body(rng, ts=-1),
    lambda rng: _body(rng, ts=2**60),
    lambda rng: _body(rng, f={"Name": "x"}),
    lambda rng: _body(rng, f={"school": 1.5}),
    lambda rng: _body(rng, p=["no id"]),
    lambda rng: _body(rng, x="no hash"),
    lambda rng: _body(rng, f={}, x=_MARK),
)
"""each of them wrong in one respect"""


def _bad_body(giver: Computer, taker: Computer, rng: Random) -> Forged:
    run = _own_run(giver, taker, rng.choice(_BODIES)(rng))
    return package(giver, taker, rng, run), {"BAD_FRAME", "UNKNOWN_SENDER"}


def _another_record(giver: Computer, taker: Computer, rng: Random) -> Forged:
    """What is said to be of a child bears the id of a visit."""
    run = _own_run(giver, taker, _body(rng, r=f"v-{rng.randrange(10**11):011d}"))
    return package(giver, taker, rng, run), {"BAD_FRAME", "UNKNOWN_SENDER"}


def _broken_chain(giver: Computer, taker: Computer, rng: Random) -> Forged:
    """The sender signed where its log ends, and one of the bodies before that is another one."""
    run = _own_run(giver, taker, _body(rng, u="a"), _body(rng, u="b"))
    plain = next(packed_runs([run]))[0].replace(b'"u":"a"', b'"u":"c"')
    head = parts.header(2, side(giver), side(taker), **_said(giver, rng))
    signed = packed_checkpoints(parts.checkpoints(run, sender=side(giver)))
    frames = framed(HEADER, header_bytes(head)), framed(CHECKPOINTS, signed), framed(BLOCKS, plain)
    return parts.by_hand(*frames, seed=side(giver).seed, to=side(taker)), {"BAD_CHAIN", "UNKNOWN_SENDER"}


def _false_beginning(giver: Computer, taker: Computer, rng: Random) -> Forged:
    """A log that begins with something else than nothing."""
    run = _run(giver, 1, rng.randbytes(20), _body(rng))
    return package(giver, taker, rng, run), {"BAD_CHAIN", "UNKNOWN_SENDER"}


def _too_new(giver: Computer, taker: Computer, rng: Random) -> Forged:
    return package(giver, taker, rng, min_reader=99), {"TOO_NEW", "UNKNOWN_SENDER"}


FORGERIES: dict[str, Callable[[Computer, Computer, Random], Forged]] = {
    "a stranger": _stranger,
    "a false link": _false_link,
    "a false signature": _false_signature,
    "another office's name": _another_office,
    "another device's log": _another_device,
    "a bad body": _bad_body,
    "another record's id": _another_record,
    "a broken chain": _broken_chain,
    "a false beginning": _false_beginning,
    "a newer format": _too_new,
}
