"""The world's own account: every change whose commit returned, and what a register with some of them must show.

This is the oracle. It is written from sync.md alone, slow and plain, and shares no line with the merge: a change has
seen its parents and what they have seen; of the writes of a field those stand that no other write of it has seen.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casefiles.domain.changes import DELETED
from casefiles.domain.entities import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.domain.fieldtypes import Stored


@dataclass(frozen=True)
class Written:
    """A change as the world remembers it; `parents` are what was on the writer's screen."""

    id: bytes
    entity: str
    row: str
    ts: int
    fields: dict[str, Stored]
    parents: tuple[bytes, ...]
    by: str
    """the office whose computer wrote it"""
    dev: str
    seq: int

    def private(self) -> bool:
        """Whether it has a part that not every office gets."""
        return bool(self.fields.keys() & PRIVATE.get(self.entity, frozenset()))


@dataclass
class Expected:
    """What a record must show: the standing writes of each field with the shown one last, whether it is deleted,
    and in spite of whom; heads and parents that are not here."""

    standing: dict[str, list[Written]] = field(default_factory=dict)
    values: dict[str, Stored] = field(default_factory=dict)
    rivals: dict[str, set[Stored]] = field(default_factory=dict)
    heads: tuple[bytes, ...] = ()
    missing: tuple[bytes, ...] = ()
    deleted: bool = False


def expected(changes: Iterable[Written], readable: set[bytes]) -> Expected:
    """The record that these changes make where the private parts of `readable` are held."""
    here = {c.id: c for c in changes}
    seen = {c.id: _seen(c, here) for c in here.values()}
    effective: dict[bytes, int] = {}
    for change in sorted(here.values(), key=lambda c: len(seen[c.id])):  # whoever has seen more comes later
        above = [effective[p] + 1 for p in change.parents if p in here]
        effective[change.id] = max([change.ts, *above])
    found = Expected()
    fields: dict[str, list[Written]] = defaultdict(list)
    for change in here.values():
        for name in change.fields:
            if name not in PRIVATE.get(change.entity, ()) or change.id in readable:
                fields[name].append(change)
    for name, writers in fields.items():
        top = [w for w in writers if not any(w.id in seen[other.id] for other in writers)]
        top.sort(key=lambda c: (effective[c.id], c.dev, c.seq, c.id))
        found.standing[name] = top
        if name != DELETED:
            found.values[name] = top[-1].fields[name]
        values = {w.fields[name] for w in top}
        if len(values) > 1:
            found.rivals[name] = values
    found.heads = tuple(sorted(i for i in here if not any(i in c.parents for c in here.values())))
    found.missing = tuple(sorted({p for c in here.values() for p in c.parents if p not in here}))
    last = found.standing.get(DELETED, [])
    if last and last[-1].fields[DELETED]:
        unseen = any(
            other.id not in seen[one.id] and one.id not in seen[other.id] and set(other.fields) != {DELETED}
            for one in last
            if one.fields[DELETED]
            for other in here.values()
            if other is not one
        )
        found.deleted = not unseen
        if unseen:
            found.rivals[DELETED] = {w.fields[DELETED] for w in last}
    return found


def _seen(change: Written, here: dict[bytes, Written]) -> set[bytes]:
    """All changes before this one, as far as the way to them is here."""
    found: set[bytes] = set()
    waiting = [p for p in change.parents if p in here]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [p for p in here[one].parents if p in here]
    return found


LIVES = "where its child ever lived"


def _areas(w: Written) -> set[str]:
    """The division that a change writes, and where the child lives that a visit names."""
    lives: Iterable[str] = w.fields.get(LIVES) or ()  # type: ignore[assignment]
    return {str(w.fields["area"]), *lives} if w.fields.get("area") else set(lives)


def _may(by: str, areas: set[str], makers: set[str]) -> bool:
    in_line = any(area.startswith(by) or by.startswith(area) for area in areas)
    made = makers <= {by} if by.startswith("?") else any(one.startswith(by) for one in makers)
    return not areas or in_line or made


def _lies(w: Written, areas: set[str], makers: set[str]) -> set[str]:
    """Where a file lies that had these divisions: without one where its makers are, if nobody made up is among them."""
    if areas or w.entity == "visit" or any(by.startswith("?") for by in makers):
        return areas
    return set(makers)


def _line(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _above(by: str, other: str) -> bool:
    return not by.startswith("?") and by != other and (other.startswith(("?", by)))


@dataclass
class Account:
    """All changes that returned, those whose only copies were destroyed, and those of which nobody knows."""

    written: dict[bytes, Written] = field(default_factory=dict)
    may_be_lost: set[bytes] = field(default_factory=set)
    text_may_be_lost: set[bytes] = field(default_factory=set)
    """changes whose only running text was destroyed"""

    stands: dict[tuple[str, tuple[tuple[int, bytes], ...]], set[bytes]] = field(default_factory=dict)
    """what stands of a blocked computer's log, by the computer and the ends that the word about it names"""

    nobodys: dict[str, str] = field(default_factory=dict)
    """computers that an office made up -> that office; what they write is by "?" and their name"""

    def rows(self, held: Iterable[bytes], hidden: Iterable[bytes] = ()) -> dict[str, list[Written]]:
        """These changes by record as if nobody had written the `hidden` ones: who had one on the screen had seen what
        that was built on."""
        aside = set(hidden)
        found: dict[str, list[Written]] = defaultdict(list)
        for id_ in set(held) - aside:
            change = self.written[id_]
            of_it = {p for p in aside.intersection(change.parents) if self.written[p].row == change.row}
            if of_it:  # what is hidden of another record stands there for nothing that was seen of this one
                change = replace(change, parents=tuple(self._behind(change, aside)))
            found[change.row].append(change)
        return found

    def trespasses(self, held: set[bytes], known: set[bytes]) -> set[bytes]:
        """Those of these changes of children, mentors and visits whose office is neither in line with any division that
        the record had by what its writer had seen, nor made it. Of what its writer had seen but nobody can show here,
        the whole record is asked: was it ever in line with the office, or made by it? What names nothing that is here
        only stands beside the rest. Of several that say they made it, those whom an office above passed over did not.
        Where no beginning is here, an office above tells by what names a division first; who wrote what that names
        (`known`) made it. A visit lives where its child ever did, and with whoever made that one. What has no division
        lives where it was made."""
        by_row: dict[str, list[Written]] = defaultdict(list)
        for id_ in held:
            by_row[self.written[id_].row].append(self.written[id_])
        found, lives = set[bytes](), dict[str, frozenset[str]]()
        for row, changes in by_row.items():
            if changes[0].entity in ("child", "mentor"):
                strange, areas, makers = self._judged({c.id: c for c in changes}, known)
                found |= strange
                lives[row] = frozenset(areas | {by for by in makers if not by.startswith("?")} if areas else ())
        for changes in by_row.values():
            if changes[0].entity == "visit":
                there = [
                    replace(c, fields={**c.fields, LIVES: lives[str(c.fields["child"])]})  # type: ignore[dict-item]
                    if c.fields.get("child") in lives
                    else c
                    for c in changes
                ]
                found |= self._judged({c.id: c for c in there}, known)[0]
        return found

    def _judged(self, here: dict[bytes, Written], known: set[bytes]) -> tuple[set[bytes], set[str], set[str]]:
        """Who had no say, and by the others where it ever lived and who made it."""
        seen = {i: _seen(change, here) for i, change in here.items()}
        sure = {i for i in here if all(p in here for one in (i, *seen[i]) for p in here[one].parents)}
        found = self._passed_over(here, seen)
        first = {i for i in here if not here[i].parents}
        if not first - found:
            rest = {i: w for i, w in here.items() if i not in found}
            strange, areas, makers = self._headless(rest, {i: seen[i] - found for i in rest}, known - found)
            return found | strange, areas, makers
        on_false = {i for i in here if i not in found and seen[i] & found}
        sure -= found | on_false  # whoever built on one that made nothing is judged by the whole record
        for i in sorted(sure, key=lambda one: len(seen[one])):  # who took a file without a say in it has none by that
            if here[i].parents and not self._says(here[i], [here[one] for one in seen[i] - found]):
                found.add(i)
        counts = [here[i] for i in sure - found]
        unsure = [here[i] for i in here.keys() - sure - found]
        makers = {w.by for w in counts if not w.parents}
        lies = _lies(here[min(here)], set[str]().union(*map(_areas, counts)), makers)
        if not lies:
            return found, set(), makers
        while more := [w for w in unsure if w not in counts and _areas(w) and self._says(w, counts)]:
            counts += more
        beside = {w.id for w in unsure if not self._says(w, counts)}
        return found | beside, set[str]().union(*map(_areas, counts)) or lies, makers

    @staticmethod
    def _passed_over(here: dict[bytes, Written], seen: dict[bytes, set[bytes]]) -> set[bytes]:
        """Those that say they made the record, although an office above them wrote of it without having seen that, and
        they have no say by what it had seen. If several did, the highest counts, also when it has seen it. Who has no
        say himself by what is here of what he wrote on speaks for nothing."""
        first = {i: w for i, w in here.items() if not w.parents}
        makers = {w.by for w in first.values()}
        if not any(a.startswith("?") or b.startswith("?") or not _line(a, b) for a in makers for b in makers - {a}):
            return set()
        found = set()
        for i, made in first.items():
            for_it, against = [99], [99]
            for w in here.values():
                before = [here[one] for one in seen[w.id]]
                areas = set[str]().union(*map(_areas, before))
                roots = {one for one in (w.id, *seen[w.id]) if one in first}
                by = {first[one].by for one in roots}
                lay = _lies(w, areas, by)
                here_all = w.parents and all(p in here for p in w.parents)
                strange = here_all and lay and not _may(w.by, lay, by)
                if strange or not _above(w.by, made.by):
                    continue
                areas |= _areas(w)
                if i in roots:
                    for_it.append(len(w.by))
                elif (lies := _lies(w, areas, by)) and not _may(made.by, lies, by):
                    against.append(len(w.by))
            if min(against) < min(for_it):
                found.add(i)
        return found

    def _headless(
        self, here: dict[bytes, Written], seen: dict[bytes, set[bytes]], known: set[bytes]
    ) -> tuple[set[bytes], set[str], set[str]]:
        lives = {i: _areas(w) for i, w in here.items() if _areas(w)}
        made = {}
        for i in lives:
            if not seen[i] & lives.keys():
                on = {p for one in (i, *seen[i]) for p in here[one].parents} - here.keys()
                made[i] = {here[i].by, *(self.written[p].by for p in on & known)}
        words: list[bytes] = []
        for i in sorted(made, key=lambda one: (here[one].by.startswith("?"), len(here[one].by))):
            over = [w for w in words if self._over(here[w].by, here[i], here, seen, known)]
            if all(_may(here[i].by, lives[w], made[w]) for w in over):
                words.append(i)
        areas, makers = {a for i in words for a in lives[i]}, {by for i in words for by in made[i]}
        while more := {a for i, those in lives.items() if _may(here[i].by, areas, makers) for a in those} - areas:
            areas |= more
        under = [w for w in here.values() if any(self._over(here[i].by, w, here, seen, known) for i in words)]
        return {w.id for w in under if not _may(w.by, areas, makers)}, areas, makers

    def _over(
        self, word: str, change: Written, here: dict[bytes, Written], seen: dict[bytes, set[bytes]], known: set[bytes]
    ) -> bool:
        """Whether an office decides about a change of a record whose beginning is gone: it is above its office, or
        above all that made what that wrote on and have nothing to do with it."""
        on = {p for one in (change.id, *seen[change.id]) for p in here[one].parents} - here.keys()
        made = {self.written[p].by for p in on & known}
        strange = not any(one.startswith("?") or _line(one, change.by) for one in made)
        others = bool(made) and strange and not change.by.startswith("?")
        return _above(word, change.by) or (others and all(one.startswith(word) for one in made))

    @staticmethod
    def _says(change: Written, before: list[Written]) -> bool:
        makers = {w.by for w in before if not w.parents}
        return _may(change.by, _lies(change, set[str]().union(*map(_areas, before)), makers), makers)

    def _behind(self, change: Written, aside: set[bytes]) -> dict[bytes, None]:
        found: dict[bytes, None] = {}
        for parent in change.parents:
            of_it = parent in aside and self.written[parent].row == change.row
            found |= self._behind(self.written[parent], aside) if of_it else {parent: None}
        return found

    def twice(self, known: Iterable[bytes]) -> set[str]:
        """The devices of which two of these changes bear one number."""
        place: dict[tuple[str, int], bytes] = {}
        found = set()
        for id_ in known:
            one = self.written[id_]
            if place.setdefault((one.dev, one.seq), id_) != id_:
                found.add(one.dev)
        return found
