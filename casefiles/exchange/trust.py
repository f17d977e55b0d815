"""Whose a package is: by the card that was accepted, by what offices above have signed, by links from a key that is
known to a newer one, or by the answer to an invitation.

`accepted:CODE` in the settings are the devices of an office whose packages are taken although its card names another:
those that a link led to or from (a restored or copied computer goes on under a new key). `heirs:CODE` says which of
them goes on from which. `ancestors` are devices above our upper office that it named as those it has its certificate
from; an office whose card was accepted is never among them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.trust import device_id
from casefiles.domain.vouching import Said, Standing, over, weigh
from casefiles.edges.package.certificates import Vouched, genuine, kept
from casefiles.edges.package.proofs import holds
from casefiles.exchange import invited, onward, renewed, scope, sealing
from casefiles.exchange.scope import note_device
from casefiles.ports import Peer

if TYPE_CHECKING:
    from casefiles.domain.trust import Link
    from casefiles.domain.vouching import Certificate
    from casefiles.edges.package.cards import Card
    from casefiles.edges.package.heading import Header
    from casefiles.office import Office

DEEPEST = 6
"""offices above one another"""


def words(office: Office) -> Said:
    """The certificates, revocations and links that were found good."""
    return replace(kept(*office.ledger.words()), links=onward.kept(office))


def standing(office: Office, fresh: Said | None = None) -> Standing:
    """Who is who, by all that is known and by what was just heard."""
    return weigh(_anchors(office), words(office), fresh or Said())


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose computer signed a package. `enrolled` is its card if it answers an invitation."""

    peer: Peer
    blocked: bool = False
    enrolled: Card | None = None


@dataclass(slots=True)
class Judge:
    """Looks at a package's header and at what it says of computers, before anything is taken in."""

    office: Office
    who: Standing = field(default_factory=lambda: Standing({}))
    sender: Sender | None = None
    ancestors: dict[str, str] = field(default_factory=dict)
    """devices above the sender that become trusted with this package"""

    def __call__(self, header: Header, vouched: Vouched) -> str | None:
        """The office whose computer signed, None for nobody's. Refusals: FORGED, INVITE_STRANGER, INVITE_USED."""
        known = words(self.office)
        raws = {one.raw for one in known.every()}
        for one in vouched.said.every():
            if one.raw not in raws and not genuine(one):
                raise Refusal(Problem("FORGED"))
        fresh = replace(vouched.said, links=onward.proven(known.links, vouched.said.links, header.links))
        anchors = _anchors(self.office)
        self.who = weigh(anchors, known, fresh)
        self.sender = _sender(self.office, self.who, header, vouched)
        if self.sender is None:
            return None
        if not self.sender.blocked and over(self.sender.peer.office, self.office.home.code):
            self.ancestors = _above(self.office, self.who, device_id(header.key), vouched.said)
            if self.ancestors:
                self.who = weigh(anchors | self.ancestors, known, fresh)
        return self.sender.peer.office

    def whose(self, device: str) -> dict[str, str]:
        """Device -> office of all that are known, and of the one that signed: it may answer an invitation."""
        return dict(self.who.offices) | ({device: self.sender.peer.office} if self.sender is not None else {})


def _sender(office: Office, who: Standing, header: Header, vouched: Vouched) -> Sender | None:
    device, off = device_id(header.key), who.blocked()
    known, heirs = dict(who.offices), set(off)
    for link in header.links:
        old, new = device_id(link.old), device_id(link.new)
        if old in known and new not in known and holds(link):
            known[new] = known[old]
            if old in heirs:  # whoever took the computer goes on as little as the computer itself
                heirs.add(new)
    code = known.get(device)
    if code == office.home.code:
        return None
    peers = {peer.office: peer for peer in office.ledger.peers()}
    if code is not None and (code in peers or who.of_device(device)):
        peer = peers[code] if code in peers else as_peer(who.of_device(device)[0])
        return Sender(peer, blocked=device in heirs)
    card = invited.answered(office, header, vouched.enrolment)
    if card is None:
        return None
    return Sender(Peer(card.office, card.name, card.level, card.sign_pub, card.recipient), enrolled=card)


def _chain(header: Header) -> set[str]:
    """The devices that lead by true links to the one that signed; whatever else a header names is nobody's word."""
    came_from = {link.new: link.old for link in header.links if holds(link)}
    found: set[str] = set()
    key: bytes | None = header.key
    while key is not None and device_id(key) not in found:
        found.add(device_id(key))
        key = came_from.get(key)
    return found


def as_peer(one: Certificate) -> Peer:
    """An office that nobody here has a card of, as its certificate names it."""
    return Peer(one.office, one.name, one.level, one.sign_pub, one.recipient)


def took(office: Office, judge: Judge, header: Header) -> Peer:
    """A package of the office was taken in: its computers are noted; the office as it is to be kept, with its newest
    key."""
    if judge.sender is None:
        raise ValueError("the package was not looked at")
    peer = judge.sender.peer
    devices = _chain(header)
    led = _led(peer.sign_pub, header.links)
    off = judge.who.blocked()
    if header.key in led:
        peer = replace(peer, sign_pub=header.key)
    elif device_id(peer.sign_pub) in off:
        named = judge.who.of_device(device_id(header.key))
        if named:
            peer = replace(peer, sign_pub=named[0].sign_pub, recipient=named[0].recipient)
        else:  # nobody vouches for the topmost office: the computer that speaks, and is not blocked, is its
            peer = replace(peer, sign_pub=header.key)
    before = accepted(office, peer.office)
    if len(devices) > 1 or before:
        _keep(office, f"accepted:{peer.office}", sorted(before | devices))
        _note_heirs(office, peer.office, header.links)
    came_from = {device_id(link.new): device_id(link.old) for link in header.links if holds(link)}
    heirs = came_from | _heirs(office, peer.office)
    renewed.heard(office, peer.office, header, scope.devices(office, peer.office), heirs)
    note_device(office, peer.office, device_id(header.key))
    sealing.note(office, peer.office, header)
    if judge.ancestors:
        _keep(office, "ancestors", _ancestors(office) | judge.ancestors)
    return peer


def introduce(office: Office, device: str, said: Said) -> None:
    """Our upper office's computer names in its invitation those above it; their signatures were checked."""
    above = _above(office, standing(office), device, said)
    _keep(office, "ancestors", _ancestors(office) | above)
    who = standing(office, said)
    lines = [(one.device, one.issuer_office, one.raw) for one in who.certificates.values()]
    office.ledger.keep_words(lines, [])


def forget(office: Office, code: str) -> None:
    """A card with a new key was accepted on a person's word: what the old computer linked to counts no more."""
    _keep(office, f"accepted:{code}", None)
    sealing.forget(office, code)


def heirs(office: Office, code: str, device: str) -> set[str]:
    """The devices that go on from this one, by its office's own word."""
    came_from = _heirs(office, code)
    found: set[str] = set()
    waiting = {device}
    while waiting:
        waiting = {new for new, old in came_from.items() if old in waiting and new not in found}
        found |= waiting
    return found - {device}


def accepted(office: Office, code: str) -> set[str]:
    """The devices of an office that are taken for its own beside the one that its card names."""
    return set(json.loads(office.ledger.setting(f"accepted:{code}") or "[]"))


def _anchors(office: Office) -> dict[str, str]:
    found, taken = _ancestors(office), office.ledger.settings("accepted:")
    for peer in office.ledger.peers():
        more = json.loads(taken.get(peer.office, "[]"))
        found |= dict.fromkeys((device_id(peer.sign_pub), *more), peer.office)
    own = {device_id(link.old) for link in office.ledger.links()} | {office.ledger.device}
    return found | dict.fromkeys(own, office.home.code)


def _ancestors(office: Office) -> dict[str, str]:
    return dict(json.loads(office.ledger.setting("ancestors") or "{}"))


def _above(office: Office, who: Standing, device: str, said: Said) -> dict[str, str]:
    """The devices from which our upper office says it has its certificate, and those above them."""
    cards = {peer.office for peer in office.ledger.peers()}
    found: dict[str, str] = {}
    about = {device}
    for _ in range(DEEPEST):
        above = {
            device_id(one.issuer): one.issuer_office
            for one in said.certificates
            if one.device in about and over(one.issuer_office, one.office) and one.issuer_office not in cards
        }
        found |= {dev: code for dev, code in above.items() if dev not in who.offices}
        about = set(above) - about
    return found


def _led(key: bytes, links: tuple[Link, ...]) -> set[bytes]:
    """The keys that links lead to from this one."""
    found = {key}
    for link in links:
        if link.old in found and holds(link):
            found.add(link.new)
    return found - {key}


def _heirs(office: Office, code: str) -> dict[str, str]:
    """New device -> the one that it goes on from."""
    return dict(json.loads(office.ledger.setting(f"heirs:{code}") or "{}"))


def _note_heirs(office: Office, code: str, links: tuple[Link, ...]) -> None:
    came_from = _heirs(office, code)
    came_from |= {device_id(link.new): device_id(link.old) for link in links if holds(link)}
    _keep(office, f"heirs:{code}", came_from)


def _keep(office: Office, key: str, found: object) -> None:
    value = json.dumps(found, sort_keys=True) if found else None
    if office.ledger.setting(key) != value:
        office.ledger.keep_setting(key, value)
