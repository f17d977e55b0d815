"""What is written: an `Edit` is what somebody means to change, a `Change` is that edit in a device's log.

A device's log is a hash chain: `id_n = SHA256(id_{n-1} || SHA256(body_n))[:20]`, `id_0` is 20 zero bytes. The body
is JSON in UTF-8, kept byte for byte for ever, so that anybody can read it in an emergency:
`{"r": row, "t": entity, "ts": ms, "f": {field: value}, "p": [parent ids, hex], "u": user, "n": salt}`.
Fields that hold running text (entities.PRIVATE) stand in a part of their own, `{"f": {field: value}, "n": salt}`, and
in the body stands `"x"`, the SHA-256 of that part: so it can be left out where notes are not to be read, and the chain
still fits.
`p` are the changes that were on the writer's screen; they, and not any clock, order the changes of a row.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from casefiles.domain.fieldtypes import Stored

_sha256 = hashlib.sha256
ID_BYTES = 20
START = bytes(ID_BYTES)
DELETED = "_del"
"""The field of a deletion: 1 is deleted, nothing is alive again."""
NAME = re.compile(r"^[a-z_][a-z0-9_]{0,62}$")
"""What an entity or field is called; anything else in a package is malformed."""
ROW = re.compile(r"^[a-z]{1,2}-[0-9a-hjkmnp-tv-z]{8,32}$")
"""A record's id: the entity's prefix, a hyphen, base 32 (Crockford) of time and chance."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A patch of one record: the fields named, nothing else. `parents` are the heads that were on the screen.

    `parents=None` means "whatever stands now" (a script without a screen); `()` is a new record.
    """

    entity: str
    row: str
    fields: Mapping[str, Stored]
    parents: tuple[bytes, ...] | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """What a change says."""

    r: str
    t: str
    ts: int
    f: dict[str, Stored]
    p: tuple[str, ...]
    u: str
    n: str
    w: bool = False
    """it has a private part that is not for this office: fields are missing from `f`"""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a device's log."""

    dev: str
    seq: int
    id: bytes
    body: Body


@dataclass(frozen=True, slots=True)
class Stub:
    """A change that is not for the reader: the SHA-256 of its body stands in its place, and the chain still fits.

    Nothing can be guessed from it: a body holds nine random bytes (`n`).
    """

    com: bytes


@dataclass(frozen=True, slots=True)
class Block:
    """A run of one device's log: bodies `first`.. that follow the change `prev` and end in the change `end`."""

    dev: str
    first: int
    prev: bytes
    end: bytes
    bodies: tuple[bytes | Stub, ...]
    private: Mapping[str, bytes] = field(default_factory=dict, compare=False)
    """private parts of the bodies, by their SHA-256 in hex, as far as they are here and for the reader"""
    log: str = field(default="", compare=False)
    """what the log is called where the block was read, if not as its device: one of the branches of a forked log"""

    @property
    def name(self) -> str:
        """What its log is called here."""
        return self.log or self.dev


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a log is known: up to number `seq` whose id is `head`; `holes` are (first, last) of the numbers that are
    not held in full, ascending: most are known by a stub alone, those in `bare` (a part of them) are here without the
    running text that should be here too."""

    seq: int
    head: bytes
    holes: tuple[tuple[int, int], ...] = ()
    bare: tuple[tuple[int, int], ...] = ()

    def full(self, seq: int) -> bool:
        """Whether this change is held in full."""
        return 1 <= seq <= self.seq and not _lies(seq, self.holes)

    def here(self, seq: int) -> bool:
        """Whether this change is held, if need be without its running text."""
        return self.full(seq) or _lies(seq, self.bare)


def _lies(seq: int, spans: tuple[tuple[int, int], ...]) -> bool:
    at = bisect_right(spans, (seq, 2**62)) - 1
    return at >= 0 and seq <= spans[at][1]


Vector = Mapping[str, Seen]
"""Log -> how far it is known. A receipt is a vector. A log is called as its device; a branch of a forked log is called
`device~` and the first hex digits of its first change. Which branch bears the device's own name differs from office to
office, so a vector from elsewhere is read by its heads (db.branches)."""


def device_of(log: str) -> str:
    """The device whose log it is, or whose log it branches off."""
    return log.partition("~")[0]


@dataclass(frozen=True, slots=True)
class Touched:
    """What a write touched: record ids by entity, and the fields by record."""

    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    last: Mapping[str, bytes] = field(default_factory=dict)
    """record id -> id of the change just written (undo and "saved" marks use it)."""
    beyond: Mapping[str, int] = field(default_factory=dict)
    """of an entity of which an import touched very many: how many more than those in `rows`"""
    moved: tuple[str, ...] = ()
    """files of which an import may have changed where they lie"""
    about: frozenset[str] = frozenset()
    """the files that what an import touched is of"""

    def number(self) -> int:
        """How many records."""
        return sum(map(len, self.rows.values())) + sum(self.beyond.values())

    def also(self, other: Touched) -> Touched:
        """The records that either touched."""
        if other == Touched():  # as a rule; of a large import there are a million
            return self
        names = self.rows.keys() | other.rows.keys()
        rows = {n: tuple(dict.fromkeys((*self.rows.get(n, ()), *other.rows.get(n, ())))) for n in sorted(names)}
        beyond = {n: self.beyond.get(n, 0) + other.beyond.get(n, 0) for n in self.beyond.keys() | other.beyond.keys()}
        return replace(self, rows=rows, beyond=beyond, moved=self.moved + other.moved, about=self.about | other.about)


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What an import did, counted in changes (`new`, `same`), fields (`conflicts`: those with rivals in the
    records that it touched) and records (the others)."""

    new: int = 0
    changed: int = 0
    same: int = 0
    conflicts: int = 0
    waiting: int = 0
    quarantined: int = 0
    stubs: int = 0
    """changes that are not for this office, known by their stubs alone from now on"""
    filled: int = 0
    """of the new ones: changes that were known by their stubs before"""
    noted: int = 0
    """of those that were here already: changes whose running text came"""
    forked: tuple[str, ...] = ()
    """branches of logs that were new: somebody else writes, or wrote, under the same identity"""
    renewed: bool = False
    """this computer's own log had been written elsewhere too: from now on it writes as a new device"""
    touched: Touched = field(default_factory=Touched)
    beyond: int = 0
    """changes that are kept and not shown because their office had no say in the record"""
    newer: int = 0
    """records of a later version, or with fields of one: what this version does not know is kept and not shown"""


def chained(prev: bytes, bodies: Iterable[bytes | Stub]) -> list[bytes]:
    """The ids of the changes whose bodies, or the stubs of them, follow `prev` one after the other."""
    found = []
    for body in bodies:
        com = body.com if isinstance(body, Stub) else _sha256(body).digest()
        prev = _sha256(prev + com).digest()[:ID_BYTES]
        found.append(prev)
    return found


def chain(prev: bytes, body: bytes | Stub) -> bytes:
    """The id of the change whose body, or the stub of it, follows `prev`."""
    return chained(prev, (body,))[0]


def stub_of(body: bytes | Stub) -> Stub:
    """What stands for a body in a package whose reader must not see it."""
    return body if isinstance(body, Stub) else Stub(hashlib.sha256(body).digest())
