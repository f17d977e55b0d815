"""A log that was written twice, as a person has to judge it: whose it is, since when, which records on each side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casefiles.domain.changes import Stub, device_of
from casefiles.domain.problems import Problem
from casefiles.edges import codec
from casefiles.exchange import scope, trust

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.domain.changes import Block
    from casefiles.domain.trust import Fork
    from casefiles.office import Office


@dataclass(frozen=True, slots=True)
class Side:
    """One of two histories: its changes, and the records of those that stand here in full, the newest first."""

    changes: int
    rows: tuple[str, ...]
    first_ms: int = 0
    last_ms: int = 0


@dataclass(frozen=True, slots=True)
class Twice:
    """A fork: `office` and `name` are of whom the computer is ("" and its id where nobody knows), `since_ms` is when
    the first change was made that the other side does not have."""

    fork: Fork
    office: str
    name: str
    here: Side
    there: Side

    @property
    def since_ms(self) -> int:
        return min((side.first_ms for side in (self.here, self.there) if side.first_ms), default=self.fork.seen_ms)


def twice(office: Office, *, answered: bool = False) -> list[Twice]:
    """The logs that were written twice and of which nobody has said yet what happened; `answered`: all of them."""
    return [_twice(office, fork) for fork in office.ledger.forks() if answered or not fork.answer]


def _twice(office: Office, fork: Fork) -> Twice:
    vector = office.ledger.vector()
    kin = [log for log in vector if device_of(log) == fork.dev and log != fork.log]
    parent = next((log for log in kin if vector[log].seq - fork.seq == fork.here), fork.dev)
    begin = {log: seen for log, seen in vector.items() if log != fork.log}
    if parent in begin:
        begin[parent] = replace(begin[parent], seq=min(begin[parent].seq, fork.seq))
    blocks = list(office.ledger.since(begin))
    here, there = ([b for b in blocks if b.name == log] for log in (parent, fork.log))
    code = whose(office, fork.dev)
    name = office.home.name if code == office.home.code else office.ledger.called(fork.dev)
    return Twice(fork, code, name, _side(fork.here, here), _side(fork.there, there))


def problem(office: Office, fork: Fork) -> Problem:
    """A fork in a sentence, FORKED, with the next step; its `value` is the branch."""
    code = whose(office, fork.dev)
    name = office.home.name if code == office.home.code else office.ledger.called(fork.dev)
    return Problem("FORKED", value=fork.log, args={"sender": name, "here": fork.here, "there": fork.there})


def forked(office: Office, logs: Iterable[str] | None = None) -> tuple[Problem, ...]:
    """FORKED for each of these branches, or for each of which nobody has said yet what happened; newest first."""
    asked = set(logs) if logs is not None else None
    found = office.ledger.forks() if asked is None or asked else []
    return tuple(problem(office, f) for f in found if (not f.answer if asked is None else f.log in asked))


def whose(office: Office, device: str) -> str:
    """The code of the office that a computer belongs or belonged to, "" when nobody knows."""
    if device in {office.ledger.device, *former(office)}:
        return office.home.code
    known = trust.standing(office).offices.get(device)
    if known is not None:
        return known
    return next((p.office for p in office.ledger.peers() if device in scope.devices(office, p.office)), "")


def former(office: Office) -> set[str]:
    """The devices that this computer was before."""
    from casefiles.domain.trust import device_id

    return {device_id(link.old) for link in office.ledger.links()}


def _side(changes: int, blocks: Iterable[Block]) -> Side:
    times: list[int] = []
    rows: dict[str, None] = {}
    for block in blocks:
        for body in block.bodies:
            if not isinstance(body, Stub):
                wire = codec.wire(body)
                times.append(wire.ts)
                rows.pop(wire.r, None)
                rows[wire.r] = None
    return Side(changes, tuple(reversed(rows)), min(times, default=0), max(times, default=0))
