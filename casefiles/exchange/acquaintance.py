"""How two offices come to know each other: by cards, and six digits read aloud on the telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.trust import device_id
from casefiles.domain.vouching import over
from casefiles.edges.package.cards import SUFFIX, Card, card_bytes, check_number, read_card
from casefiles.edges.package.identity import recipient_of
from casefiles.edges.package.stick import file_code, put, write_safely
from casefiles.edges.package.writing import Key
from casefiles.exchange import bookkeeping, certifying, helping, receipts, trust
from casefiles.exchange.scope import note_device
from casefiles.ports import Peer

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.office import Office


def card(office: Office) -> bytes:
    """This office's card, signed: what another office needs to exchange packages with it."""
    return card_bytes(own_card(office), office.ledger.keys()[0])


def write_card(office: Office, folder: Path) -> Path:
    """Write this office's card into a folder. Refusals: CANNOT_WRITE, DISK_FULL, STICK_GONE, STICK_BAD."""
    raw, name = card(office), file_code(office.home.code) + SUFFIX
    write_safely(folder, name, lambda out: put(out, raw))
    return folder / name


def accept_card(office: Office, path: Path, *, replace_known: bool = False) -> tuple[Peer, str]:
    """Make another office known; the peer, and the six digits that its screen must show too.

    A known office's card with *another* key is refused as CARD_CHANGED unless `replace_known` (the office has a new
    computer, and somebody asked by telephone), and so is that of a computer which is blocked (CARD_BLOCKED). For an
    office below this one vouches from now on. Refusals: CANNOT_READ, EMPTY, NOT_A_CARD, OWN_CARD, CARD_CHANGED,
    CARD_BLOCKED.
    """
    from casefiles import divisions  # a service that asks whose computers are known

    own, theirs = own_card(office), read_card(path)
    if theirs.sign_pub == own.sign_pub or theirs.office == own.office:
        raise Refusal(Problem("OWN_CARD", value=path.name))
    known = next((p for p in office.ledger.peers() if p.office == theirs.office), None)
    same = known is not None and (known.sign_pub, known.recipient) == (theirs.sign_pub, theirs.recipient)
    if known is not None and not same and not replace_known:
        raise Refusal(Problem("CARD_CHANGED", value=theirs.name))
    device, who = device_id(theirs.sign_pub), trust.standing(office)
    if device in who.blocked() and not replace_known:
        raise Refusal(Problem("CARD_BLOCKED", value=theirs.name))
    peer = Peer(
        office=theirs.office,
        name=theirs.name,
        level=theirs.level,
        sign_pub=theirs.sign_pub,
        recipient=theirs.recipient,
        receipt=known.receipt if known and same else None,
        receipt_ms=known.receipt_ms if known and same else 0,
    )
    with office.ledger.together():
        if peer != known:
            office.ledger.keep_peer(peer)
        if known is not None and not same:
            trust.forget(office, peer.office)
            receipts.forget(office, peer.office)
            bookkeeping.forget(office, peer.office)  # a new computer may not have what the old one had taken in
        note_device(office, peer.office, device)
        if over(office.home.code, peer.office) and (not who.of_device(device) or device in who.blocked()):
            certifying.certify(office, theirs)
        who = trust.standing(office)
        office.ledger.block(certifying.cuts(who), who.offices)
    helping.deposit(office)
    divisions.enrolled(office, peer.office, peer.name)
    return peer, check_number(own, theirs)


def own_card(office: Office) -> Card:
    """What this computer says of itself, not signed yet."""
    seed, secret = office.ledger.keys()
    home = office.home
    return Card(
        office=home.code,
        name=home.name,
        level=home.level,
        device=office.ledger.device,
        sign_pub=Key(seed).public,
        recipient=recipient_of(secret),
        made=office.clock.now_ms(),
    )
