"""Certificates: whose computers this office vouches for, what it hears of others, what a package carries of it.

`epoch` in the settings is the number of this office's last word; it grows with every word and with every package
downwards, and never falls: an office that was restored from a backup hears its own later words from others.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casefiles.domain.changes import device_of
from casefiles.domain.trust import device_id
from casefiles.domain.vouching import Said, Standing, over
from casefiles.edges.package import certificates
from casefiles.edges.package.cards import Card
from casefiles.exchange import onward, trust

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.domain.vouching import Certificate, Revocation, Upto
    from casefiles.exchange.cargo import Cargo
    from casefiles.exchange.trust import Judge
    from casefiles.office import Office
    from casefiles.ports import Peer


def epoch(office: Office) -> int:
    """The number of this office's last word."""
    return int(json.loads(office.ledger.setting("epoch") or "0"))


def next_epoch(office: Office) -> int:
    """The number of its next word, which is taken with that."""
    found = epoch(office) + 1
    office.ledger.keep_setting("epoch", json.dumps(found))
    return found


def certify(office: Office, card: Card) -> None:
    """Vouch for the computer of an office below; what was said against it by this office is lifted."""
    seed, now = office.ledger.keys()[0], office.clock.now_ms()
    one = certificates.certificate(card, office.home.code, seed, next_epoch(office), now)
    office.ledger.keep_words([(one.device, one.issuer_office, one.raw)], [])


def ensure(office: Office, who: Standing) -> Standing:
    """Vouch for the offices below that nobody has vouched for yet: their card was accepted, or their computer goes on
    under a new key."""
    off, missing = who.blocked(), []
    for peer in office.ledger.peers():
        device = device_id(peer.sign_pub)
        if over(office.home.code, peer.office) and device not in off:
            named = [one for one in who.of_device(device) if device_id(one.issuer) not in off]
            if not named:
                missing.append(peer)
    for peer in missing:
        certify(office, _card(peer))
    return trust.standing(office) if missing else who


def block(office: Office, device: str, of_office: str, upto: Upto, reason: str = "", on: str = "") -> None:
    """Say that nothing of this device stands beyond `upto`, and why."""
    seed, now = office.ledger.keys()[0], office.clock.now_ms()
    home, number = office.home.code, next_epoch(office)
    one = certificates.revocation(device, of_office, upto, home, seed, number, now, reason=reason, on=on)
    office.ledger.keep_words([], [(one.device, one.issuer_office, one.raw)])


def cuts(who: Standing) -> dict[str, tuple[Upto, ...]]:
    """The blocked devices as the ledger wants them."""
    return {device: tuple(one.upto for one in every) for device, every in who.blocked().items()}


def learn(office: Office, judge: Judge) -> None:
    """Keep what a package said of computers and a chain leads to."""
    said, known = trust.words(office), judge.who
    raws = {one.raw for one in said.every()}
    certificates_ = [one for one in known.certificates.values() if one.raw not in raws]
    revocations = [one for one in known.revocations.values() if one.raw not in raws]
    if certificates_ or revocations:
        office.ledger.keep_words(
            [(one.device, one.issuer_office, one.raw) for one in certificates_],
            [(one.device, one.issuer_office, one.raw) for one in revocations],
        )
    onward.learn(office, known)
    heard = Said(tuple(certificates_), tuple(revocations)).every()
    ours = [one.epoch for one in heard if one.issuer_office == office.home.code]
    if max(ours, default=0) > epoch(office):
        office.ledger.keep_setting("epoch", json.dumps(max(ours)))


def carried(office: Office, who: Standing, peer: Peer, load: Cargo) -> Said:
    """What a package says of computers: of those whose logs it takes further, of ours, of the addressee's, of those
    that are blocked, of all above them, and of those that they went on from."""
    further = {device_of(log) for log, seen in load.have.items() if _goes_on(load, log, seen.seq)}
    revoked = _revoked(who)
    first = [office.ledger.device, *(one.device for one in who.of_office(peer.office))]
    first += [device_id(peer.sign_pub), *(one.device for one in revoked)]
    every = _with_those_above(who, [*first, *sorted(further)])
    found = {one.raw: one for device in every for one in who.of_device(device)}
    links = [who.links[device] for device in every if device in who.links]
    most = certificates.MOST
    return Said(tuple(found.values())[:most], tuple(revoked[:most]), tuple(links[:most]))


def chain(who: Standing, device: str) -> list[Certificate]:
    """What vouches for a device, and for those who vouch for it."""
    return [one for about in _with_those_above(who, [device]) for one in who.of_device(about)]


def _goes_on(load: Cargo, log: str, seq: int) -> bool:
    begin = load.begin.get(log)
    return begin is None or begin.seq < seq


def _revoked(who: Standing) -> list[Revocation]:
    """The newest first, whether lifted or not: who has heard the one must hear the other."""
    return sorted(who.revocations.values(), key=lambda one: (-one.made, one.serial))


def _with_those_above(who: Standing, devices: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    waiting = list(devices)
    while waiting:
        device = waiting.pop(0)
        if device not in found:
            found[device] = None
            waiting += [device_id(one.issuer) for one in who.of_device(device)]
            if device in who.links:  # whose key leads to this one
                waiting.append(device_id(who.links[device].old))
    return list(found)


def _card(peer: Peer) -> Card:
    device = device_id(peer.sign_pub)
    return Card(peer.office, peer.name, peer.level, device, peer.sign_pub, peer.recipient, 0)
