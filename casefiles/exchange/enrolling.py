"""A new office in one trip: the office above writes an invitation (inviting.py) and tells a code by telephone; the new
computer makes its own keys, takes in the records that came along and works at once; with its first package it is known
above."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.trust import device_id
from casefiles.domain.vouching import Said, over
from casefiles.edges.package.cards import Card, check_number, read_fields, signed_fields
from casefiles.edges.package.certificates import Enrolment
from casefiles.edges.package.invitations import Invitation, proof, read_invitation
from casefiles.exchange import (
    acquaintance,
    bookkeeping,
    certifying,
    firstdata,
    helping,
    invited,
    receipts,
    trust,
)
from casefiles.exchange.scope import note_device
from casefiles.ports import Peer

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.domain.vouching import Standing
    from casefiles.exchange.trust import Judge
    from casefiles.office import Office

PENDING = "enrolment"


def open_invitation(path: Path, code: str) -> Invitation:
    """What an invitation offers, before the office is made. Refusals: CANNOT_READ, EMPTY, NOT_AN_INVITATION,
    INVITE_TYPO, INVITE_BAD."""
    return read_invitation(path, code)


def take(office: Office, invitation: Invitation) -> tuple[Peer, str]:
    """Know the office that invited, answer it with every package until it has confirmed; the office, and the six digits
    that its screen shows then. Refusal NOT_FOR_US when it is another office's invitation."""
    card = invitation.card
    if invitation.office != office.home.code or not over(card.office, office.home.code):
        raise Refusal(Problem("NOT_FOR_US"))
    peer = Peer(card.office, card.name, card.level, card.sign_pub, card.recipient)
    own = own_signed(office)
    answer: dict[str, object] = {
        "invitation": invitation.mark,
        "to": peer.office,
        "name": peer.name,
        "check": check_number(own, card),
        "card": dict(own.signed),
        "proof": proof(invitation.key, invitation.mark, own).hex(),
    }
    known = next((p for p in office.ledger.peers() if p.office == peer.office), None)
    with office.ledger.together():
        if known is None or known.sign_pub != peer.sign_pub:
            office.ledger.keep_peer(peer)
        note_device(office, peer.office, device_id(card.sign_pub))
        trust.introduce(office, device_id(card.sign_pub), Said(invitation.certificates))
        firstdata.expect(office, invitation)
        office.ledger.keep_setting(PENDING, json.dumps(answer, ensure_ascii=False))
    helping.deposit(office)
    return peer, str(answer["check"])


def awaiting(office: Office) -> tuple[str, str] | None:
    """The office that has not confirmed this computer yet, by name, and the six digits that its screen will show."""
    kept = json.loads(office.ledger.setting(PENDING) or "null")
    if kept is None or trust.standing(office).of_device(office.ledger.device):
        return None
    return str(kept["name"]), str(kept["check"])


def pending(office: Office, who: Standing, to: str) -> Enrolment | None:
    """What a package to this office answers; None once this computer has its certificate."""
    kept = office.ledger.setting(PENDING)
    if kept is None:
        return None
    answer = json.loads(kept)
    card = read_fields(answer["card"])
    if any(who.of_device(device) for device in (device_id(card.sign_pub), office.ledger.device)):
        office.ledger.keep_setting(PENDING, None)
        return None
    return Enrolment(answer["invitation"], card, bytes.fromhex(answer["proof"])) if answer["to"] == to else None


def confirm(office: Office, judge: Judge, mark: str) -> str:
    """The new computer is the office's from now on, and vouched for; the six digits that its screen shows."""
    from casefiles import divisions  # a service that asks whose computers are known

    if judge.sender is None or judge.sender.enrolled is None:
        raise ValueError("nobody was enrolled")
    card = judge.sender.enrolled
    trust.forget(office, card.office)
    receipts.forget(office, card.office)
    bookkeeping.forget(office, card.office)
    certifying.certify(office, card)
    invited.use(office, mark, device_id(card.sign_pub))
    divisions.enrolled(office, card.office, card.name)
    return check_number(own_signed(office), card)


def own_signed(office: Office) -> Card:
    """This computer's card, signed."""
    card = acquaintance.own_card(office)
    return replace(card, signed=signed_fields(card, office.ledger.keys()[0]))
