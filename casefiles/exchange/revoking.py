"""Blocking a computer that was lost, stolen or copied by somebody unknown, and deciding about what it wrote since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.changes import device_of
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.trust import device_id
from casefiles.domain.vouching import over
from casefiles.exchange import certifying, scope, trust

if TYPE_CHECKING:
    from casefiles.domain.changes import Touched
    from casefiles.domain.trust import Fork, Held
    from casefiles.domain.vouching import Standing, Upto
    from casefiles.office import Office

ANSWERS = ("copied", "restored", "blocked")
"""what may have happened to a log that was written twice"""


@dataclass(frozen=True, slots=True)
class Computer:
    """A computer of another office as this one knows it."""

    device: str
    office: str
    name: str
    """its office's"""
    changes: int
    """how far its log goes here"""
    blocked: bool
    aside: int
    """records of it that are kept and not shown"""
    ours: bool
    """whether this office may block it and decide about what is kept aside"""
    answered: bool = False
    """whether somebody said that these stay aside"""

    def data(self) -> dict[str, object]:
        """For scripts."""
        return {name: getattr(self, name) for name in self.__slots__}


def computers(office: Office) -> list[Computer]:
    """The computers of other offices, those with records kept aside first, then by office."""
    who, home = trust.standing(office), office.home.code
    off, vector = who.blocked(), office.ledger.vector()
    aside: dict[str, list[Held]] = {}
    for held in office.ledger.kept_aside():
        aside.setdefault(held.dev, []).append(held)
    names = {peer.office: peer.name for peer in office.ledger.peers()}
    names |= {one.office: one.name for one in who.certificates.values() if one.office not in names}
    of = dict(who.offices) | {device: words[0].office for device, words in off.items()}
    found = []
    for device, code in of.items():
        if code != home:
            number = sum(held.number for held in aside.get(device, ()))
            length = max((seen.seq for log, seen in vector.items() if device_of(log) == device), default=0)
            told = all(office.ledger.setting(_told(held)) == str(held.last) for held in aside.get(device, ()))
            found.append(
                Computer(device, code, names.get(code, code), length, device in off, number, over(home, code),
                         bool(number) and told)
            )  # fmt: skip
    return sorted(found, key=lambda one: (not one.aside, one.office, -one.changes, one.device))


def blocked_here(office: Office) -> bool:
    """Whether this very computer was blocked by an office above: nobody takes its packages any more."""
    return office.ledger.device in trust.standing(office).blocked()


def revoke(office: Office, which: str) -> Touched:
    """Block a computer: a device, or the one that an office's card names. What of it stands here by now stays; what
    comes later is kept aside. It is nobody's addressee any more.

    Refusals: UNKNOWN_DEVICE; CANNOT_BLOCK when its office is not below this one.
    """
    who = trust.standing(office)
    device, code = _which(office, who, which)
    return _block(office, [(device, code, _heads(office, device))])


def accept_blocked(office: Office, device: str) -> Touched:
    """Take in what was kept aside of a blocked computer until now; it stays blocked.
    Refusals: UNKNOWN_DEVICE, CANNOT_BLOCK, NOT_BLOCKED."""
    who = trust.standing(office)
    device, code = _which(office, who, device)
    if (device, office.home.code) not in who.revocations or device not in who.blocked():
        raise Refusal(Problem("NOT_BLOCKED", value=device))
    return _block(office, [(device, code, _heads(office, device))])


def keep_aside(office: Office, device: str) -> None:
    """Leave aside what a blocked computer wrote, and ask no more until more comes. Refusals as `accept_blocked`."""
    who = trust.standing(office)
    device, _ = _which(office, who, device)
    if device not in who.blocked():
        raise Refusal(Problem("NOT_BLOCKED", value=device))
    for held in office.ledger.kept_aside():
        if held.dev == device:
            office.ledger.keep_setting(_told(held), str(held.last))


def answer_fork(office: Office, log: str, answer: str) -> None:
    """Say what happened to a log that was written twice: 'copied' (two computers), 'restored' (an old database was put
    back), or 'blocked': nobody knows, so the computer is blocked from the fork on, and whatever goes on from it.

    Refusals: NO_FORK; CANNOT_BLOCK when its office is not below this one. ValueError for another answer.
    """
    if answer not in ANSWERS:
        raise ValueError(answer)
    fork = next((one for one in office.ledger.forks() if one.log == log), None)
    if fork is None:
        raise Refusal(Problem("NO_FORK", value=log))
    if answer == "blocked":
        _, code = _which(office, trust.standing(office), fork.dev)
        blocked = [(fork.dev, code, _before(office, fork))]
        blocked += [(heir, code, ()) for heir in sorted(trust.heirs(office, code, fork.dev))]
        _block(office, blocked)
    office.ledger.answer_fork(log, answer)


def _block(office: Office, blocked: list[tuple[str, str, Upto]]) -> Touched:
    with office.ledger.together():
        for device, code, upto in blocked:
            certifying.block(office, device, code, upto)
        return office.ledger.block(certifying.cuts(trust.standing(office)))


def _which(office: Office, who: Standing, which: str) -> tuple[str, str]:
    """The device that is meant and its office, which must be below this one."""
    peer = next((p for p in office.ledger.peers() if which in (p.office, p.name)), None)
    device = device_id(peer.sign_pub) if peer is not None else which
    off = who.blocked()
    code = off[device][0].office if device in off else who.offices.get(device)
    if code is None:
        code = next((p.office for p in office.ledger.peers() if device in scope.devices(office, p.office)), None)
    if code is None:
        raise Refusal(Problem("UNKNOWN_DEVICE", value=which))
    if not over(office.home.code, code):
        raise Refusal(Problem("CANNOT_BLOCK", value=which))
    return device, code


def _heads(office: Office, device: str) -> Upto:
    """The ends of its log and of the branches of it, as far as they are here."""
    return tuple((seen.seq, seen.head) for log, seen in office.ledger.vector().items() if device_of(log) == device)


def _before(office: Office, fork: Fork) -> Upto:
    """The last change before the two histories part."""
    others = {log: seen for log, seen in office.ledger.vector().items() if log != fork.log}
    first = next(block for block in office.ledger.since(others) if block.name == fork.log)
    return ((fork.seq, first.prev),) if fork.seq else ()


def _told(held: Held) -> str:
    return f"stays_aside:{held.log}"
