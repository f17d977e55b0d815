"""For which keys a package to an office is sealed: those of all its computers that are known, none that is blocked.

Every header names the key that its writer's packages are to be sealed for. A restored backup has a new one (whoever has
the old computer has the old one), and a computer that was copied goes on with the same. `sealed:CODE` in the settings
holds what each computer of an office named last.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casefiles.domain.trust import device_id

if TYPE_CHECKING:
    from casefiles.domain.vouching import Standing
    from casefiles.edges.package.heading import Header
    from casefiles.office import Office
    from casefiles.ports import Peer

MOST = 16
"""computers of an office that a package is sealed for beside the one of its card"""


def note(office: Office, code: str, header: Header) -> None:
    """A package of the office was taken in: its computer named its key."""
    known = _named(office, code)
    device = device_id(header.key)
    if header.recipient and known.get(device) != header.recipient:
        known.pop(device, None)
        known[device] = header.recipient
        office.ledger.keep_setting(f"sealed:{code}", json.dumps(dict(list(known.items())[-MOST:])))


def forget(office: Office, code: str) -> None:
    """The office has a new computer by a person's word: those before count no more."""
    if _named(office, code):
        office.ledger.keep_setting(f"sealed:{code}", None)


def recipients(office: Office, who: Standing, peer: Peer) -> tuple[str, ...]:
    """What a package for an office is sealed for; nothing when every computer of it is blocked.

    A key that a blocked computer named is left out, unless the office has no other: a computer that was copied shares
    its key with the copy, and a thief may name the key of another. Until the office renews it the thief can open what
    he gets hold of, but the office is not cut off.
    """
    off, heard = who.blocked(), _named(office, peer.office)
    closed = {one.recipient for one in who.certificates.values() if one.device in off}
    closed |= {recipient for device, recipient in heard.items() if device in off}
    named = [] if device_id(peer.sign_pub) in off else [peer.recipient]
    named += [recipient for device, recipient in reversed(heard.items()) if device not in off]
    named += [one.recipient for one in who.of_office(peer.office)][:MOST]
    found = dict.fromkeys(named)
    return tuple(one for one in found if one not in closed) or tuple(found)


def _named(office: Office, code: str) -> dict[str, str]:
    """Device -> the key that it named last."""
    return dict(json.loads(office.ledger.setting(f"sealed:{code}") or "{}"))
