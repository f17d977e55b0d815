"""Blocking a computer that was lost, stolen or copied by somebody unknown, and deciding about what it wrote since."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles.domain.changes import device_of
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.trust import device_id
from casefiles.domain.vouching import REASONS, REASONS_SAID, over
from casefiles.exchange import certifying, claiming, offices, renewed, scope, trust

if TYPE_CHECKING:
    from casefiles.domain.changes import Touched
    from casefiles.domain.trust import Fork, Held
    from casefiles.domain.vouching import Standing, Upto
    from casefiles.office import Office

ANSWERS = ("copied", "restored", "blocked")
"""what may have happened to a log that was written twice"""


def revoke(office: Office, which: str, reason: str = "", on: str = "") -> Touched:
    """Block a computer: a device, or the one that an office's card names. What of it stands here by now stays; what
    comes later is kept aside. It is nobody's addressee any more. `reason` (of REASONS) and `on`, the day that it was
    lost (ISO), travel with the word for people to read.

    Refusals: UNKNOWN_DEVICE; CANNOT_BLOCK when its office is not below this one; BLOCK_REASON, BLOCK_DAY.
    """
    if reason and reason not in REASONS:
        raise Refusal(Problem("BLOCK_REASON", "reason", value=reason, args={"choices": REASONS_SAID}))
    if on:
        try:
            later = dt.date.fromisoformat(on) > office.clock.today()
        except ValueError:
            later = True
        if later:
            raise Refusal(Problem("BLOCK_DAY", "on", value=on))
    who = trust.standing(office)
    device, code = _which(office, who, which)
    touched = _block(office, [(device, code, _heads(office, device))], reason, on)
    renewed.blocked(office, device)
    return touched


def accept_blocked(office: Office, device: str) -> Touched:
    """Take in what was kept aside of a blocked computer until now; it stays blocked.
    Refusals: UNKNOWN_DEVICE, CANNOT_BLOCK, NOT_BLOCKED."""
    who = trust.standing(office)
    device, code = _which(office, who, device)
    if (device, office.home.code) not in who.revocations or device not in who.blocked():
        raise Refusal(Problem("NOT_BLOCKED", value=office.ledger.called(device)))
    said = who.revocations[device, office.home.code]
    return _block(office, [(device, code, _heads(office, device))], said.reason, said.on)


def keep_aside(office: Office, device: str) -> None:
    """Leave aside what a blocked computer wrote, and ask no more until more comes. Refusals as `accept_blocked`;
    NOTHING_ASIDE when none of it is kept aside, as after `accept_blocked`."""
    who = trust.standing(office)
    device, _ = _which(office, who, device)
    if device not in who.blocked():
        raise Refusal(Problem("NOT_BLOCKED", value=office.ledger.called(device)))
    kept = [held for held in office.ledger.kept_aside() if held.dev == device]
    if not kept:
        raise Refusal(Problem("NOTHING_ASIDE", value=office.ledger.called(device)))
    for held in kept:
        office.ledger.keep_setting(told(held), str(held.last))


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
        ours = office.ledger.vector().get(fork.dev) if code == office.home.code else None
        stands = ((ours.seq, ours.head),) if ours is not None else _before(office, fork)  # what we wrote stays
        blocked = [(fork.dev, code, stands)]
        blocked += [(heir, code, ()) for heir in sorted(trust.heirs(office, code, fork.dev))]
        _block(office, blocked, "copied")
    office.ledger.answer_fork(log, answer)


def _block(office: Office, blocked: list[tuple[str, str, Upto]], reason: str = "", on: str = "") -> Touched:
    with office.ledger.together():
        for device, code, upto in blocked:
            certifying.block(office, device, code, upto, reason, on)
        touched = office.ledger.block(certifying.cuts(trust.standing(office)))
        return touched.also(claiming.put_back(office, touched.moved))


def _which(office: Office, who: Standing, which: str) -> tuple[str, str]:
    """The device that is meant and its office, which must be below this one."""
    code_ = offices.meant(office, which)
    peer = next((p for p in office.ledger.peers() if p.office == code_), None)
    device = device_id(peer.sign_pub) if peer is not None else which
    off = who.blocked()
    code = off[device][0].office if device in off else who.offices.get(device)
    if code is None:
        code = next((p.office for p in office.ledger.peers() if device in scope.devices(office, p.office)), None)
    if code is None and device in strays(office, who):
        code = office.home.code
    if code is None:
        raise Refusal(Problem("UNKNOWN_DEVICE", value=which))
    if not over(office.home.code, code) and not (code == office.home.code and _another_of_ours(office, device)):
        raise Refusal(Problem("CANNOT_BLOCK", value=which))
    return device, code


def _heads(office: Office, device: str) -> Upto:
    """The ends of its log and of the branches of it, as far as they are here."""
    return tuple((seen.seq, seen.head) for log, seen in office.ledger.vector().items() if device_of(log) == device)


def topmost(office: Office) -> bool:
    """Whether nobody is above this office, so that it decides about its own other computers itself."""
    above = any(scope.above(office.home.code, peer.office) for peer in office.ledger.peers())
    return not above and not trust.standing(office).of_device(office.ledger.device)


def strays(office: Office, who: Standing) -> set[str]:
    """For the topmost office: computers whose log is here and that are nobody's, or its own by a link alone: as a copy
    of its own computer is that goes on under a new key."""
    if not topmost(office):
        return set()
    others = {device for device, code in who.offices.items() if code != office.home.code}
    ours = office.ledger.own_devices()
    return {device_of(log) for log in office.ledger.vector()} - others - who.blocked().keys() - ours


def _another_of_ours(office: Office, device: str) -> bool:
    return device != office.ledger.device and topmost(office)


def _before(office: Office, fork: Fork) -> Upto:
    """The last change before the two histories part."""
    others = {log: seen for log, seen in office.ledger.vector().items() if log != fork.log}
    first = next(block for block in office.ledger.since(others) if block.name == fork.log)
    return ((fork.seq, first.prev),) if fork.seq else ()


def told(held: Held) -> str:
    """The setting that says how far somebody said that these stay aside."""
    return f"stays_aside:{held.log}"
