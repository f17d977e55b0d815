"""The computers of other offices as this one knows them, and what those that are blocked wrote since."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain.changes import device_of
from casefiles.domain.trust import device_id
from casefiles.domain.vouching import over
from casefiles.exchange import heard, offices, renewed, revoking, trust

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.trust import Held, Hidden
    from casefiles.office import Office

NAMED = 40
"""changes kept aside that are named one by one"""


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
    present: bool = False
    """whether it is the one that its office uses now"""
    wrote_on: bool = False
    """whether it was heard of after another one had gone on from it: then both are in use"""
    since_ms: int = 0
    """when somebody vouched for it last; 0: nobody did, its card was accepted or a link leads to it"""
    by: str = ""
    """the office that vouched"""
    epoch: int = 0
    """the number of that word, or of the one that blocks it"""
    heard_ms: int = 0
    """when a package of it was taken in here last; 0: never"""
    reason: str = ""
    """why it is blocked"""
    on: str = ""
    """the day that people say it was lost"""
    blocked_ms: int = 0
    blocked_by: str = ""
    before: str = ""
    """the computer that it goes on from under a key of its own"""

    def data(self) -> dict[str, object]:
        """For scripts."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Aside:
    """What is kept aside of a blocked computer."""

    number: int
    entities: Mapping[str, int] = field(default_factory=dict)
    """entity -> changes, the most frequent first"""
    first_ms: int = 0
    last_ms: int = 0
    """when its clock says that the first and the last of them were made"""
    named: tuple[Hidden, ...] = ()
    """some of them, the newest first"""

    def data(self) -> dict[str, object]:
        """For scripts."""
        return {"number": self.number, "entities": dict(self.entities), "first": self.first_ms, "last": self.last_ms}


def computers(office: Office) -> list[Computer]:
    """The computers of other offices, those with records kept aside first, then by office."""
    who, home = trust.standing(office), office.home.code
    off, vector, times = who.blocked(), office.ledger.vector(), heard.heard(office)
    aside: dict[str, list[Held]] = {}
    for held in office.ledger.kept_aside():
        aside.setdefault(held.dev, []).append(held)
    peers, both = office.ledger.peers(), renewed.wrote_on(office)
    names = offices.names(office)
    names |= {one.office: one.name for one in who.certificates.values() if one.office not in names}
    used = {device_id(peer.sign_pub) for peer in peers}
    carded = {peer.office for peer in peers}
    of = dict(who.offices) | {device: words[0].office for device, words in off.items()}
    strays = revoking.strays(office, who)
    of |= dict.fromkeys(strays, home)
    names.setdefault(home, office.home.name)
    lengths: dict[str, int] = {}
    for log, seen in vector.items():
        lengths[device_of(log)] = max(lengths.get(device_of(log), 0), seen.seq)
    found = []
    for device, code in of.items():
        if code == home and device not in strays and device not in off:
            continue
        own = aside.get(device, ())
        number = sum(held.number for held in own)
        said = all(office.ledger.setting(revoking.told(held)) == str(held.last) for held in own)
        words = who.of_device(device)
        word = max(off.get(device, ()), key=lambda one: (one.issuer_office == home, one.epoch), default=None)
        newest = next(iter(who.of_office(code)), None)
        found.append(
            Computer(
                device, code, names.get(code, code), lengths.get(device, 0), device in off, number,
                over(home, code) or code == home, bool(number) and said,
                present=device in used or (code not in carded and newest is not None and newest.device == device),
                wrote_on=device in both,
                since_ms=words[0].made if words else 0,
                by=words[0].issuer_office if words else "",
                epoch=word.epoch if word is not None else words[0].epoch if words else 0,
                heard_ms=times.get(device, 0),
                reason=word.reason if word is not None else "",
                on=word.on if word is not None else "",
                blocked_ms=word.made if word is not None else 0,
                blocked_by=word.issuer_office if word is not None else "",
                before=device_id(who.links[device].old) if device in who.links else "",
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (not one.aside, one.office, not one.present, -one.changes, one.device))


def aside(office: Office, device: str) -> Aside:
    """What is kept aside of a blocked computer: how much of what, of which days, and some of it by name."""
    entities: dict[str, int] = {}
    number, first, last = 0, 0, 0
    newest: list[Hidden] = []
    for one in office.ledger.hidden_of(device):
        number += 1
        entities[one.entity] = entities.get(one.entity, 0) + 1
        first, last = min(first or one.at_ms, one.at_ms), max(last, one.at_ms)
        newest = [*newest, one][-NAMED:]
    by_number = dict(sorted(entities.items(), key=lambda pair: (-pair[1], pair[0])))
    return Aside(number, by_number, first, last, tuple(reversed(newest)))


def blocked_here(office: Office) -> bool:
    """Whether this very computer was blocked by an office above: nobody takes its packages any more."""
    return office.ledger.device in trust.standing(office).blocked()
