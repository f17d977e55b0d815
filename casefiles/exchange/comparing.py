"""Whether two offices hold the same records, found out and mended by ordinary packages.

1. A package counts the records of the lower office's division by village and kind (db.digests). It does so when asked,
   while the two sides differ, and by itself at most once a day where that takes less than about a second.
2. The reader counts as far as the writer had come, and compares. Its next package names the records of the buckets that
   differ, and what they come to.
3. Who reads that makes its own copies of those that differ anew from its log. Its next package carries all changes of
   those that still differ, and asks for those that it lacks itself.
4. They are put where they stood (db.mending), and the next counting says that both are equal.

`compare:CODE` in the settings is what is to be said to an office. It stays until the office names the package that said
it as taken in, so that a lost package heals itself here too.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from casefiles.domain.areas import root
from casefiles.domain.tallies import Tally
from casefiles.edges.package.comparison import Comparison, packed_comparison
from casefiles.edges.package.frames import COMPARISON, MENDS, PRIVATE, framed
from casefiles.edges.package.parting import Unit
from casefiles.edges.package.runs import packed_runs
from casefiles.exchange import bookkeeping, comparisons, logs, profiles, scope
from casefiles.exchange.comparisons import Compared, Differs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from casefiles.domain.changes import Block, Vector
    from casefiles.domain.tallies import Key, Mark
    from casefiles.exchange.cargo import Cargo
    from casefiles.office import Office
    from casefiles.ports import Mended, Peer

OFTEN = 60_000
"""with more changes than this on file nobody counts unasked"""
AT_ONCE = 100_000
"""records that are told, wanted or sent because they differ, and spans of numbers that are lost: so many with one
package. The rest differs still when the offices count again."""


@dataclass(slots=True)
class _ToSay:
    """What the next package is to say."""

    named: list[Key] = field(default_factory=list)
    again: bool = False
    send: list[str] = field(default_factory=list)
    want: list[str] = field(default_factory=list)
    lost: list[tuple[str, int, int]] = field(default_factory=list)
    package: str = ""
    """the package that said it last"""


@dataclass(slots=True)
class Said:
    """What a package for an office says of the comparison. `units()` may be asked for again and again."""

    office: Office
    told: Comparison | None = None
    rows: Sequence[str] = ()
    """records whose changes it carries whole"""
    lost: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    may: scope.Scope | None = None

    def units(self) -> Iterator[Unit]:
        """The frames that follow the changes."""
        if self.told is not None:
            for plain in packed_comparison(self.told):
                yield Unit((framed(COMPARISON, plain),))
        if self.may is not None and (self.rows or self.lost):
            for plain, _, private in packed_runs(scope.for_peer(self.may, self._blocks())):
                before = (framed(PRIVATE, private),) if private else ()
                yield Unit((*before, framed(MENDS, plain)))

    def weight(self) -> int:
        """How long they are, in bytes."""
        return sum(len(frame) for unit in self.units() for frame in unit.frames)

    def _blocks(self) -> Iterator[Block]:
        return self.office.ledger.carried(self.rows, self.lost)


def base_of(office: Office, peer: Peer) -> str:
    """The division whose records both hold: the lower office's; "" when neither is above the other."""
    ours, theirs = root(office.home.code), root(peer.office)
    if scope.above(office.home.code, peer.office):
        return ours
    return theirs if scope.above(peer.office, office.home.code) else ""


def known(office: Office, code: str) -> bool:
    """Whether something is known that differs, or that the office wants or has lost."""
    wait = _kept(office, code)
    return bool(wait.named or wait.send or wait.want or wait.lost)


def to_say(office: Office, peer: Peer, load: Cargo, *, ask: bool) -> Said:
    """What the next package says. `ask`: count in any case."""
    base = base_of(office, peer)
    if not base or not profiles.profile(office, peer).records:
        return Said(office)
    ledger, wait = office.ledger, _kept(office, peer.office)
    last = comparisons.compared(office, peer.office)
    unequal = last is not None and not last.equal
    counts = ask or wait.again or unequal or _due(office, peer)
    told = Comparison(base, ledger.digest_shape(), again=unequal, want=list(wait.want))
    if counts:
        told.add_tallies(ledger.tallies(base, _devices(office, peer)))
        known = logs.told(office, peer, load.carried)  # of its neighbours' logs an office hears nothing
        gone = ((log, a, b) for log, found in ledger.lost().items() if log in known for a, b in found)
        told.lost = list(islice(gone, AT_ONCE))
    if wait.named:
        told.add_marks(_some(ledger.marks(base, _devices(office, peer), wait.named)))
    rows = [row for row in wait.send if load.may(row)]
    lost: dict[str, list[tuple[int, int]]] = {}
    heard = logs.told(office, peer, load.carried) if wait.lost else {}
    for log, first, end in wait.lost:
        if log in heard:  # of its neighbours' logs it is not even told how far they go
            lost.setdefault(log, []).append((first, end))
    told.aside = [(held.log, held.first - 1) for held in ledger.kept_aside()]
    says = counts or wait.named or told.want
    return Said(office, told if says else None, rows, lost, load.may)


def _some(marks: Mapping[Key, Sequence[Mark]]) -> dict[Key, Sequence[Mark]]:
    """As many of these buckets as are told at once, others each time; one at least."""
    found: dict[Key, Sequence[Mark]] = {}
    keys, number = list(marks), 0
    random.shuffle(keys)
    for key in keys:
        number += len(marks[key])
        if not found or number <= AT_ONCE:
            found[key] = marks[key]
    return found


def went(office: Office, code: str, package: str, said: Said) -> None:
    """It was written into this package."""
    wait = _kept(office, code)
    if said.told is not None and said.told.counted:
        office.ledger.keep_setting(f"counted:{code}", office.clock.today().isoformat())
        wait.again = False
    if said.told is not None or said.rows or said.lost:
        wait.package = package
        _keep(office, code, wait)
    last = comparisons.compared(office, code)
    if last is not None and last.stage == "differs" and said.told is not None and said.told.named:
        comparisons.keep(office, Compared(code, last.at_ms, last.records, "asked", last.differs, last.rows, last.aside))


def came(
    office: Office,
    peer: Peer,
    told: Comparison | None,
    have: Vector,
    at_ms: int,
    taken: str,
    mends: Iterable[Block] | None,
) -> Mended | None:
    """Take what a package says: put back what it mends, compare, and note what is to be said. `have` is its receipt in
    our names, `at_ms` when it was made, `taken` the package of ours that it names. The answer is what was mended."""
    code, wait = peer.office, _kept(office, peer.office)
    if taken and taken == wait.package:
        wait = _ToSay(again=wait.again)
    mended = office.ledger.mend(mends, profiles.kept_whole(office)) if mends is not None else None
    if mended is not None and mended.back:
        for other in office.ledger.peers():
            bookkeeping.forget(office, other.office)  # what was gone could not be passed on
    base = base_of(office, peer)
    if told is not None and base and told.base == base:
        devices = _devices(office, peer)
        wait.again = wait.again or told.again
        wait.send = sorted({*wait.send, *told.want})[:AT_ONCE]
        wait.lost = sorted({*wait.lost, *told.lost})[:AT_ONCE]
        if told.named:
            _compare_records(office, base, devices, told, have, wait)
        if told.counted:
            _compare_buckets(office, code, base, devices, told, have, at_ms, wait)
    _keep(office, code, wait)
    return mended


def _compare_records(
    office: Office, base: str, devices: set[str], told: Comparison, have: Vector, wait: _ToSay
) -> None:
    """Which records of the named buckets differ; our copies of them are made anew first."""
    keys, theirs = list(told.named), told.by_row()
    differ = _differing(office, base, devices, keys, told, have)
    if differ:
        office.ledger.refold(differ)
        differ = _differing(office, base, devices, keys, told, have)
    ours = office.ledger.places(differ)
    wait.send = sorted({*wait.send, *(row for row in differ if row in ours)})[:AT_ONCE]
    wait.want = sorted({*wait.want, *(row for row in differ if row in theirs)})[:AT_ONCE]


def _differing(
    office: Office, base: str, devices: set[str], keys: list[Key], told: Comparison, have: Vector
) -> list[str]:
    marks = office.ledger.marks(base, devices, keys, have, dict(told.aside))
    ours = {m.row: m for found in marks.values() for m in found}
    theirs, alike = told.by_row(), told.shape == office.ledger.digest_shape()
    return sorted(
        row
        for row in ours.keys() | theirs.keys()
        if row not in ours
        or row not in theirs
        or ours[row].heads != theirs[row].heads
        or (alike and ours[row].values != theirs[row].values)
    )


def _compare_buckets(
    office: Office, code: str, base: str, devices: set[str], told: Comparison, have: Vector, at_ms: int, wait: _ToSay
) -> None:
    ours, theirs = office.ledger.tallies(base, devices, have, dict(told.aside)), told.tallies()
    alike = told.shape == office.ledger.digest_shape()
    differs = []
    for key in sorted(ours.keys() | theirs.keys()):
        one, other = ours.get(key, Tally()), theirs.get(key, Tally())
        if (one.n, one.heads) != (other.n, other.heads):
            differs.append(_differs(key, one, other, "records"))
        elif alike and one.values != other.values:
            differs.append(_differs(key, one, other, "values"))
    wait.named = [(d.area, d.village, d.entity) for d in differs]
    stage = "equal" if not differs and not told.lost else "repairing" if wait.send or wait.lost else "differs"
    records = sum(t.n for t in ours.values())
    apart = _apart(office, told, have)
    comparisons.keep(office, Compared(code, at_ms, records, stage, tuple(differs), len(wait.send), apart))


def _apart(office: Office, told: Comparison, have: Vector) -> int:
    """How many changes of blocked computers are shown on one side and not on the other: they are left out."""
    here = {held.log: held.first - 1 for held in office.ledger.kept_aside()}
    there = dict(told.aside)
    number = 0
    for log in here.keys() | there.keys():
        seen = have.get(log)
        if seen is not None:
            number += abs(min(here.get(log, seen.seq), seen.seq) - min(there.get(log, seen.seq), seen.seq))
    return number


def _differs(key: Key, one: Tally, other: Tally, what: str) -> Differs:
    area, village, entity = key
    return Differs(area, village, entity, one.n, other.n, what)


def _due(office: Office, peer: Peer) -> bool:
    """Whether it is time to count unasked: once a day, where it is quick."""
    today = office.clock.today().isoformat()
    if (office.ledger.setting(f"counted:{peer.office}") or "") >= today:
        return False
    return sum(seen.seq for seen in office.ledger.vector().values()) <= OFTEN


def _devices(office: Office, peer: Peer) -> set[str]:
    """The computers of the lower office."""
    if scope.above(peer.office, office.home.code):
        return scope.devices(office, peer.office)
    return office.ledger.own_devices()


def _kept(office: Office, code: str) -> _ToSay:
    said = json.loads(office.ledger.setting(f"compare:{code}") or "{}")
    return _ToSay(
        [(a, v, e) for a, v, e in said.get("named", [])],
        bool(said.get("again")),
        list(said.get("send", [])),
        list(said.get("want", [])),
        [(log, a, b) for log, a, b in said.get("lost", [])],
        str(said.get("package", "")),
    )


def _keep(office: Office, code: str, wait: _ToSay) -> None:
    whole = {
        "named": wait.named, "again": wait.again, "send": wait.send, "want": wait.want, "lost": wait.lost,
        "package": wait.package,
    }  # fmt: skip
    said = {name: value for name, value in whole.items() if value}
    kept = json.dumps(said, ensure_ascii=False) if said.keys() - {"package"} else None
    if office.ledger.setting(f"compare:{code}") != kept:
        office.ledger.keep_setting(f"compare:{code}", kept)
