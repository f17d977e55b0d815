"""Which computer is which office's, by what offices above have signed, and which computers they have blocked.

A *certificate* is an upper office's word that a key belongs to a lower office; a chain of them leads from a device
that is trusted here (an accepted card, our own upper office) down to a stranger. A *revocation* blocks a device: what
it wrote up to the heads that are named stands, what it wrote beyond is kept aside. No date decides (clocks lie): every
word of an office has a number that only grows, its *epoch*, and of two words about one device the later one counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from casefiles.domain.areas import root
from casefiles.domain.trust import device_id
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.trust import Link

Upto = tuple[tuple[int, bytes], ...]
"""(number, id) of the last changes of a device that stand; all before them stand too"""
MOST_EPOCH = 2**53
REASONS: dict[str, Label] = {
    "stolen": Label("被盗", "stolen"),
    "lost": Label("丢失", "lost"),
    "broken": Label("损坏，不再使用", "broken, used no more"),
    "replaced": Label("已换新电脑", "replaced by another"),
    "copied": Label("被复制，来历不明", "copied by somebody unknown"),
    "left": Label("使用人离岗未交回", "kept by somebody who left"),
    "other": Label("其他原因", "another reason"),
}
"""why a computer is blocked"""
REASONS_SAID = Label(
    "、".join(f"{code} {said.zh}" for code, said in REASONS.items()),
    ", ".join(f"{code} ({said.en})" for code, said in REASONS.items()),
)
"""all of them, to choose from"""


def over(upper: str, lower: str) -> bool:
    """Whether the office `upper` is above `lower`: its division contains that one's (GB/T 2260)."""
    return root(upper) != root(lower) and root(lower).startswith(root(upper))


@dataclass(frozen=True, slots=True)
class Certificate:
    """The office `issuer_office` says by its device's key `issuer` that the key `sign_pub` is `office`'s."""

    office: str
    name: str
    level: str
    sign_pub: bytes
    recipient: str
    issuer: bytes
    issuer_office: str
    serial: str
    epoch: int
    made: int
    raw: bytes = b""
    """as it is signed and carried"""

    @property
    def device(self) -> str:
        """The device that it is about."""
        return device_id(self.sign_pub)


@dataclass(frozen=True, slots=True)
class Revocation:
    """The office `issuer_office` blocks a device of `office`: nothing beyond `upto` stands."""

    device: str
    office: str
    upto: Upto
    issuer: bytes
    issuer_office: str
    serial: str
    epoch: int
    made: int
    reason: str = ""
    """why, of REASONS; for people"""
    on: str = ""
    """the day that it was lost, as people say; nothing is decided by it"""
    raw: bytes = b""


Word = Certificate | Revocation
W = TypeVar("W", Certificate, Revocation)


@dataclass(frozen=True, slots=True)
class Said:
    """What offices have said, of a package or of all that is kept."""

    certificates: tuple[Certificate, ...] = ()
    revocations: tuple[Revocation, ...] = ()
    links: tuple[Link, ...] = ()
    """from keys that computers had to those they have; who carries them does not matter, the old key has signed"""

    def every(self) -> list[Word]:
        """All of it."""
        return [*self.certificates, *self.revocations]


@dataclass(slots=True)
class Standing:
    """Who is who."""

    offices: dict[str, str]
    """device -> its office's division code"""
    certificates: dict[tuple[str, str], Certificate] = field(default_factory=dict)
    """(device, issuing office) -> the newest that a chain leads to"""
    revocations: dict[tuple[str, str], Revocation] = field(default_factory=dict)
    """(device, issuing office) -> the newest; some of them a later certificate has lifted"""
    links: dict[str, Link] = field(default_factory=dict)
    """device -> what leads to it from one of the same office"""

    def blocked(self) -> dict[str, tuple[Revocation, ...]]:
        """The blocked devices: device -> the revocations that count, one an office."""
        found: dict[str, tuple[Revocation, ...]] = {}
        for (device, issuer), one in self.revocations.items():
            lifted = self.certificates.get((device, issuer))
            if lifted is None or lifted.epoch <= one.epoch:
                found[device] = (*found.get(device, ()), one)
        return found

    def of_device(self, device: str) -> list[Certificate]:
        """What says whose the device is, the newest word first."""
        mine = [one for (about, _), one in self.certificates.items() if about == device]
        return sorted(mine, key=_age, reverse=True)

    def of_office(self, office: str) -> list[Certificate]:
        """The certificates of an office's computers that are not blocked, the newest word first."""
        off = self.blocked()
        mine = [one for one in self.certificates.values() if one.office == office and one.device not in off]
        return sorted(mine, key=_age, reverse=True)


def weigh(anchors: Mapping[str, str], kept: Said, fresh: Said) -> Standing:
    """Who is who: `anchors` are trusted for an office (device -> code), `kept` was found good before, `fresh` was just
    heard, its signatures checked.

    A blocked device's new words count for nothing; what it had said before stays good. What no chain leads to is left
    out, so is what an office says of a device that is not below it. A link leads on from a device that is trusted and
    not blocked.
    """
    off: frozenset[str] = frozenset()
    while True:
        found, known = Standing(dict(anchors)), -1
        while known != len(found.offices):  # who goes on under a new key may vouch, and who is vouched for go on
            known = len(found.offices)
            _certify(found, kept.certificates, frozenset())
            _certify(found, fresh.certificates, off)
            _follow(found, (*kept.links, *fresh.links), off)
        _revoke(found, kept.revocations, fresh.revocations)
        now = frozenset(found.blocked()) | off
        if now == off:
            return found
        off = now


def _follow(found: Standing, links: Iterable[Link], off: frozenset[str]) -> None:
    onward: dict[str, list[Link]] = {}
    for link in links:
        onward.setdefault(device_id(link.old), []).append(link)
    waiting = [dev for dev in onward if dev in found.offices]
    while waiting:
        old = waiting.pop()
        for link in onward.pop(old, ()) if old not in off else ():
            new = device_id(link.new)
            if found.offices.setdefault(new, found.offices[old]) == found.offices[old]:
                found.links.setdefault(new, link)
                waiting.append(new)


def _certify(found: Standing, words: Iterable[Certificate], off: frozenset[str]) -> None:
    left = list(words)
    moved = True
    while moved and left:
        moved = False
        later = []
        for one in left:
            issuer = device_id(one.issuer)
            known = found.offices.get(issuer)
            if known is None:
                later.append(one)
                continue
            sound = known == one.issuer_office and issuer not in off and over(known, one.office)
            if sound and found.offices.setdefault(one.device, one.office) == one.office:
                _newest(found.certificates, (one.device, one.issuer_office), one)
                moved = True
        left = later


def _revoke(found: Standing, kept: Iterable[Revocation], fresh: Iterable[Revocation]) -> None:
    """Whoever stands higher is heard first: a device that was blocked above blocks nobody any more."""
    words = [(one, True) for one in kept] + [(one, False) for one in fresh]
    for one, known in sorted(words, key=lambda pair: (len(root(pair[0].issuer_office)), not pair[1])):
        issuer, about = device_id(one.issuer), found.offices.get(one.device, one.office)
        if found.offices.get(issuer) != one.issuer_office or about != one.office:
            continue
        if not over(one.issuer_office, about) and not _own(found, one, issuer):
            continue
        if known or issuer not in found.blocked():
            _newest(found.revocations, (one.device, one.issuer_office), one)


def _own(found: Standing, one: Revocation, issuer: str) -> bool:
    """Whether an office blocks another computer of its own: only the topmost may, which nobody vouches for; for every
    other office the one above does."""
    return one.issuer_office == one.office and issuer != one.device and not found.of_device(issuer)


def _newest(kept: dict[tuple[str, str], W], key: tuple[str, str], one: W) -> None:
    before = kept.get(key)
    if before is None or _age(before) < _age(one):
        kept[key] = one


def _age(one: Word) -> tuple[int, str]:
    """Which of two words of one office is the later one; two of its computers may have counted alike."""
    return one.epoch, one.serial
