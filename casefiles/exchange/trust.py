"""Whose a package is: by the card that was accepted, or by links from a key that is known to a newer one.

`accepted:CODE` in the settings are the devices of an office whose packages are taken although its card names another:
those that a link led to or from (a restored or copied computer goes on under a new key).
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain.trust import device_id
from casefiles.edges.package.proofs import holds
from casefiles.exchange.scope import note_device

if TYPE_CHECKING:
    from casefiles.domain.trust import Link
    from casefiles.edges.package.heading import Header
    from casefiles.office import Office
    from casefiles.ports import Peer


def sender(office: Office, header: Header) -> Peer | None:
    """The office whose computer signed the package; None when its key is nobody's."""
    known: dict[str, Peer] = {}
    for peer in office.ledger.peers():
        known |= dict.fromkeys((device_id(peer.sign_pub), *_accepted(office, peer.office)), peer)
    for link in header.links:
        owner = known.get(device_id(link.old))
        if owner is not None and holds(link):
            known.setdefault(device_id(link.new), owner)
    return known.get(device_id(header.key))


def took(office: Office, peer: Peer, header: Header) -> Peer:
    """A package of the office was taken in: its computers are noted; the office as it is to be kept, with its newest
    key."""
    devices = {device_id(header.key)} | {device_id(key) for link in header.links for key in (link.old, link.new)}
    led = _led(peer.sign_pub, header.links)
    if header.key in led:
        peer = replace(peer, sign_pub=header.key)
    kept = _accepted(office, peer.office)
    if len(devices) > 1 or kept:
        _keep(office, peer.office, kept | devices)
    note_device(office, peer.office, device_id(header.key))
    return peer


def forget(office: Office, code: str) -> None:
    """A card with a new key was accepted on a person's word: what the old computer linked to counts no more."""
    _keep(office, code, set())


def _led(key: bytes, links: tuple[Link, ...]) -> set[bytes]:
    """The keys that links lead to from this one."""
    found = {key}
    for link in links:
        if link.old in found and holds(link):
            found.add(link.new)
    return found - {key}


def _accepted(office: Office, code: str) -> set[str]:
    return set(json.loads(office.ledger.setting(f"accepted:{code}") or "[]"))


def _keep(office: Office, code: str, devices: set[str]) -> None:
    value = json.dumps(sorted(devices)) if devices else None
    if office.ledger.setting(f"accepted:{code}") != value:
        office.ledger.keep_setting(f"accepted:{code}", value)
