"""Which changes of a record its writer's office had no say in: a certificate names the office, and so the division.

A child, household or mentor lives in a division (one that names none where the office is that made it, if everybody
who says so is known), and a visit or a match where those do that it names. An office may
write what it or an office below it made, what lives or once lived in its own division or in one above or below it, and
nothing else.
What the writer had seen decides, not what is known by now, so that every office comes to the same from the same
changes, in whatever order they arrive. (Of whom a visit names all divisions count that are known here.)

A change that names something that is not here (it was taken out, it did not go to this office, or nobody ever wrote it:
from here it looks alike) is judged by the whole record instead: its office, or one below, must have made it, or it must
have lived in its line at some time. So what is missing widens nothing, and takes nothing from whoever has a say. Nor
does it help to name nothing that is here.

Where the beginning of a record is gone (it told of somebody who was erased), those changes say where it lived that name
a division first of what is left, an office before those below it. What an office above its writer said so decides, or
one above all that made what it was written on; whoever wrote what that names made the record. Without such a word it
stands.

An id is a computer's own, so a record begins once. Where offices that have nothing to do with one another each say
that they made it (a change without parents), one of them lies, and from the changes alone nobody can tell which. So an
office above decides: whoever it has seen as maker when it wrote is one, and who has no say by that is none. Without
such a word both stand (an office above that takes in the second one gives it, casefiles.exchange.claiming).

A computer that nobody vouches for (no card, no chain of certificates, no link leads to it) has a say in what it alone
made, until somebody does: who has a say in a division is known to the offices in its line, so to whoever knows one of
them. In a division of whose line nobody is known here, nothing can be judged, and it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.areas import root
from casefiles.domain.entities import HANGING, PLACED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from casefiles.domain.changes import Change

NOTHING: frozenset[str] = frozenset()
Lives = Mapping[str, frozenset[str]]
"""record -> all divisions of which an office has a say in it"""
NOWHERE: Lives = {}
LOWEST = 99
"""deeper than any division's code is long"""


def related(office: str, area: str) -> bool:
    """Whether a division is the office's own, or lies above or below it."""
    ours, theirs = root(office), root(area)
    return not ours or not theirs or ours.startswith(theirs) or theirs.startswith(ours)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a change and all before it said, as far as it is here: the divisions, and the computers that made the
    record. `whole`: nothing before it is missing."""

    areas: frozenset[str]
    makers: frozenset[str]
    whole: bool


def two_makers(changes: Sequence[Change], offices: Mapping[str, str]) -> list[Change]:
    """The beginnings of a record, parents first, of which nobody above said which is the true one."""
    open_ = _judged(changes, _Say(offices))[1]
    return [change for change in changes if change.id in open_]


def trespasses(
    changes: Sequence[Change],
    offices: Mapping[str, str],
    gone: Mapping[bytes, str] | None = None,
    lives: Lives = NOWHERE,
) -> list[Change]:
    """Those of a record's changes, parents first, that their offices had no say in; `offices` is device -> code.
    `gone`: change -> device, of those named whose log is here without what they said. `lives` is for records that live
    where those do that they name (`lived`)."""
    hanging = any(change.body.t in HANGING for change in changes)
    beyond, _ = _settled(changes, _Say(offices, lives, hanging=hanging), gone)
    return [change for change in changes if change.id in beyond]


def lived(
    changes: Sequence[Change], offices: Mapping[str, str], gone: Mapping[bytes, str] | None = None
) -> frozenset[str]:
    """All divisions of which an office has a say in a record, parents first, and so in what hangs on it: where it ever
    lived by those who had a say, and whoever made it. Nothing where neither is known."""
    _, wide = _settled(changes, _Say(offices), gone)
    lies = wide.lies
    return lies | {offices[dev] for dev in wide.makers if dev in offices} if lies else NOTHING


def _settled(
    changes: Sequence[Change], say: _Say, gone: Mapping[bytes, str] | None
) -> tuple[dict[bytes, None], _Wide]:
    seen: dict[bytes, _Seen] = {}
    beyond: dict[bytes, None] = {}
    unsure: list[Change] = []
    wide = _Wide(say)
    words: list[_Word] = []
    false, _ = _judged(changes, say)
    for change in changes:
        parents = [bytes.fromhex(one) for one in change.body.p]
        known = [seen[one] for one in parents if one in seen]
        areas = NOTHING.union(*(one.areas for one in known))
        makers = NOTHING.union(*(one.makers for one in known)) if parents else frozenset({change.dev})
        makers |= {gone[one] for one in parents if one not in seen and one in gone} if gone else NOTHING
        whole = len(known) == len(parents) and all(one.whole for one in known)
        if change.id in false:
            beyond[change.id] = None
            seen[change.id] = _Seen(NOTHING, NOTHING, whole=False)
            continue
        if not whole:
            unsure.append(change)
            if not areas and say.area(change):
                words.append(_Word(change, say.area(change), makers | {change.dev}, makers))
            areas |= say.area(change)
        elif parents and (lies := say.lies(areas, makers)) and not say.may(change.dev, lies, makers):
            beyond[change.id] = None
        else:
            areas |= say.area(change)
            wide.areas |= areas
            wide.makers |= makers
        seen[change.id] = _Seen(areas, makers, whole)
    begun = bool(wide.makers)
    stand = [] if begun else wide.hear(words)
    wide.take(unsure)
    told = {
        one.id
        for one in unsure
        if begun or say.over(one, seen[one.id].makers, stand)
    }
    beyond |= {one.id: None for one in unsure if one.id in told and not wide.may(one)}
    return beyond, wide


@dataclass(frozen=True, slots=True)
class _Word:
    """A change that says first, of what is left, where the record lived; `others` wrote what it was written on."""

    change: Change
    areas: frozenset[str]
    makers: frozenset[str]
    others: frozenset[str]


class _Say:
    """Whose computers these are, and what that allows."""

    def __init__(self, offices: Mapping[str, str], lives: Lives = NOWHERE, *, hanging: bool = False) -> None:
        self._offices, self._lives, self._hanging = offices, lives, hanging
        self._lines: frozenset[str] | None = None

    def area(self, change: Change) -> frozenset[str]:
        """The division that a change writes, and where those live that it names."""
        area = change.body.f.get("area")
        own = frozenset({area}) if isinstance(area, str) and area else NOTHING
        if not self._lives:
            return own
        return own.union(*(self._lives.get(str(change.body.f.get(name)), NOTHING) for name in PLACED))

    def lies(self, areas: frozenset[str], makers: frozenset[str]) -> frozenset[str]:
        """Where a file lies that has these divisions: without any in those of the offices that made it, if all are
        known. (A visit lies where its child does, or nobody knows where.)"""
        if areas or self._hanging:
            return areas
        found = [self._offices.get(one, "") for one in makers]
        return frozenset(found) if all(found) else NOTHING

    def may(self, dev: str, areas: frozenset[str], makers: frozenset[str]) -> bool:
        """Whether a computer's office has a say in a record that these made and that lived there."""
        office = self._offices.get(dev)
        if office is None:
            return makers <= {dev} or not all(map(self._known, areas))
        theirs = (self._offices.get(one) for one in makers)
        return any(related(office, area) for area in areas) or any(
            one is not None and (one == office or _above(office, one)) for one in theirs
        )

    def under(self, change: Change, words: Iterable[_Word]) -> bool:
        """Whether one of these is of an office above the change's own; everybody known is above nobody's computer."""
        own = self._offices.get(change.dev)
        for word in words:
            office = self._offices.get(word.change.dev)
            if office is not None and (own is None or _above(office, own)):
                return True
        return False

    def over(self, change: Change, makers: frozenset[str], words: Sequence[_Word]) -> bool:
        """Whether one of these words decides about a change that was written on what these made: it is of an office
        above the change's own, or the change's office is related to none of those makers, and the word is of an office
        above all of them, or theirs."""
        if self.under(change, words):
            return True
        own = self._offices.get(change.dev)
        theirs = [self._offices.get(one) for one in makers]
        if own is None or not theirs or any(one is None or related(own, one) for one in theirs):
            return False
        codes = [root(self._offices.get(word.change.dev, "?")) for word in words]
        return any(all(root(one or "").startswith(code) for one in theirs) for code in codes)

    def strangers(self, devs: Iterable[str]) -> bool:
        """Whether among these computers' offices two have nothing to do with one another."""
        found = {self._offices.get(dev) or dev for dev in devs}
        return any(not related(one, other) for one in found for other in found)

    def above(self, dev: str, other: str) -> bool:
        """Whether one computer's office is above the other's; everybody known is above nobody's."""
        office, under = self._offices.get(dev), self._offices.get(other)
        return office is not None and (under is None or _above(office, under))

    def depth(self, dev: str) -> int:
        """How far down its office is; nobody's computer is below all."""
        return len(root(self._offices.get(dev, "?" * LOWEST)))

    def _known(self, area: str) -> bool:
        if self._lines is None:
            self._lines = frozenset(self._offices.values())
        return any(related(line, area) for line in self._lines)


@dataclass(slots=True)
class _Wide:
    """All divisions that the record ever had, and all computers that made it, by those who had a say."""

    say: _Say
    areas: frozenset[str] = NOTHING
    makers: frozenset[str] = NOTHING

    @property
    def lies(self) -> frozenset[str]:
        """Those divisions, or what counts where there are none."""
        return self.say.lies(self.areas, self.makers)

    def may(self, change: Change) -> bool:
        """Whether its office has a say in the record by that."""
        lies = self.lies
        return not lies or self.say.may(change.dev, lies, self.makers)

    def hear(self, words: Iterable[_Word]) -> list[_Word]:
        """Nothing tells how the record began: it lived where these say, but for those that have no say in it by what an
        office above them said. Those that count."""
        stand: list[_Word] = []
        for word in sorted(words, key=lambda one: self.say.depth(one.change.dev)):
            over = [one for one in stand if self.say.over(word.change, word.others, [one])]
            if all(self.say.may(word.change.dev, one.areas, one.makers) for one in over):
                stand.append(word)
        self.areas = self.areas.union(*(one.areas for one in stand))
        self.makers = self.makers.union(*(one.makers for one in stand))
        return stand

    def take(self, unsure: Iterable[Change]) -> None:
        """Add where those moved it whose office has a say, until none more has. (A file that lies nowhere by what is
        certain gets no division by what is not, but see `hear`.)"""
        moves = [change for change in unsure if self.say.area(change)] if self.lies else []
        while True:
            fresh = [change for change in moves if self.may(change)]
            if not fresh:
                return
            counted = {change.id for change in fresh}
            moves = [change for change in moves if change.id not in counted]
            self.areas = self.areas.union(*map(self.say.area, fresh))


def _judged(changes: Sequence[Change], say: _Say) -> tuple[set[bytes], set[bytes]]:
    """Of a record that offices which have nothing to do with one another say that they made: the beginnings that
    offices above passed over when they said where it lives, and those of which nobody above said anything. The highest
    word counts; whoever has seen a beginning speaks for it."""
    first = {one.id: one for one in changes if not one.body.p}
    if len(first) < 2 or not say.strangers(one.dev for one in first.values()):
        return set(), set()
    roots: dict[bytes, frozenset[bytes]] = {}
    areas: dict[bytes, frozenset[str]] = {}
    against: dict[bytes, int] = {}
    stands: dict[bytes, int] = {}
    for change in changes:
        known = [one for parent in change.body.p if (one := bytes.fromhex(parent)) in roots]
        before = NOTHING.union(*(areas[one] for one in known))
        roots[change.id] = frozenset({change.id} if change.id in first else ()).union(*(roots[one] for one in known))
        areas[change.id] = before | say.area(change)
        makers = frozenset(first[one].dev for one in roots[change.id])
        whole = len(known) == len(change.body.p)
        lies = say.lies(areas[change.id], makers)
        lay = say.lies(before, makers)
        if whole and change.body.p and lay and not say.may(change.dev, lay, makers):
            continue  # it has no say itself
        for start in first.values():
            if not say.above(change.dev, start.dev):
                continue
            if start.id in roots[change.id]:
                stands[start.id] = min(stands.get(start.id, LOWEST), say.depth(change.dev))
            elif lies and not say.may(start.dev, lies, makers):
                against[start.id] = min(against.get(start.id, LOWEST), say.depth(change.dev))
    false = {one for one, depth in against.items() if depth < stands.get(one, LOWEST)}
    left = first.keys() - false
    open_ = {one for one in left - stands.keys() if say.strangers(first[other].dev for other in left)}
    return false, open_


def _above(office: str, other: str) -> bool:
    ours, theirs = root(office), root(other)
    return ours != theirs and theirs.startswith(ours)

