"""What the services ask of the outside world. `db.ledger` and `db.queries` implement it; `main.py` wires it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

from casefiles.domain.fieldtypes import Stored
from casefiles.domain.merge import Rival
from casefiles.ports_access import Accesses
from casefiles.ports_exchange import Consignment as Consignment
from casefiles.ports_exchange import Exchange
from casefiles.ports_exchange import Mended as Mended
from casefiles.ports_exchange import Parcel as Parcel
from casefiles.ports_exchange import Peer as Peer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from casefiles.domain.changes import Edit, Touched
    from casefiles.domain.conditions import Condition
    from casefiles.domain.doors import Surveys


class Clock(Protocol):
    """The time of day, replaceable in tests."""

    def today(self) -> dt.date:
        """The local date."""

    def now_ms(self) -> int:
        """Milliseconds since 1970 (UTC)."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stands: `heads` is what an edit of it must name as parents."""

    entity: str
    id: str
    values: Mapping[str, Stored]
    heads: tuple[bytes, ...] = ()
    deleted: bool = False
    rivals: Mapping[str, tuple[Rival, ...]] = field(default_factory=dict)
    unknown: Mapping[str, Stored] = field(default_factory=dict)
    """fields that a newer version wrote; kept and forwarded"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a record's history."""

    ts: int
    user: str
    dev: str
    change: bytes
    fields: Mapping[str, Stored]
    own: bool
    seq: int = 0
    """its number in the device's log"""
    log: str = ""
    """the log that it stands in: its device's, or a branch of it"""


@dataclass(frozen=True, slots=True)
class Hit:
    """What the search box found, and why."""

    entity: str
    id: str
    name: str
    why: str
    matched: str
    rank: int
    via: str = ""
    """the name of the merged file that led to this one"""


@dataclass(frozen=True, slots=True)
class Task:
    """A derived task: what somebody should look at. `kind` is a code with a sentence in both languages."""

    kind: str
    entity: str
    id: str
    detail: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A record that an earlier change is missing of; `name` and the `child` that it hangs on as far as they are known,
    `missing` the ids of those changes in hex."""

    entity: str
    id: str
    name: str
    child: str
    missing: tuple[str, ...]


class Kept(NamedTuple):
    """A content that is on the disk: its hash, its bytes, and whether it was not there before."""

    sha256: str
    size: int
    fresh: bool


class BlobCounts(NamedTuple):
    """How many contents there are, and their bytes."""

    number: int
    size: int


class Collected(NamedTuple):
    """What clearing away came to: files removed and their bytes, files not old enough yet, files that are needed."""

    removed: int
    freed: int
    waiting: int
    kept: int


class Blobs(Protocol):
    """The bytes of photos and scans, found by the SHA-256 of their content. Safe from any thread."""

    def put(self, source: BinaryIO) -> Kept:
        """Keep a content (read twice, from its beginning). What was returned survives a power cut."""

    def take(self, sha256: str, size: int, source: BinaryIO) -> bool:
        """Keep a content that somebody else says is this (read once); False, and nothing kept, when it is not."""

    def length(self, sha256: str) -> int | None:
        """The bytes of a content that is here; None when it is not."""

    def wanted(self, most: int) -> list[tuple[str, str]]:
        """(hash, record) of contents that records name and that are not here, newest first, at most so many."""

    def number_wanted(self) -> int:
        """How many such contents there are."""

    def state(self, sha256: str) -> str:
        """'here', 'lost' (it was here once), or 'to_come' (the record came, the bytes did not)."""

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The content in pieces of at most 256 KiB. Refusals: BLOB_MISSING, BLOB_BAD."""

    def read(self, sha256: str, most: int) -> bytes:
        """The whole content, verified; FILE_TOO_BIG above `most` bytes."""

    def thumbnail(self, sha256: str, kind: str) -> bytes | None:
        """The small picture kept for a content."""

    def keep_thumbnail(self, sha256: str, kind: str, picture: bytes) -> None:
        """Keep a small picture; it may be gone at any time."""

    def counts(self) -> BlobCounts:
        """How many contents are kept here."""

    def check(self) -> dict[str, object]:
        """Every file read to its end: counts, what is bad, what is lost, what is still to come."""

    def collect(self, days: int, step: Callable[[int, int], None] | None = None, *, dry: bool = False) -> Collected:
        """Remove what no record has named for more than `days` days."""
class Ledger(Exchange, Accesses, Protocol):
    """The truth: one transaction each, nothing else ever writes."""

    device: str
    office: str
    """division code of this office"""

    @property
    def blobs(self) -> Blobs:
        """The bytes of photos and scans."""

    def write(
        self,
        edits: Sequence[Edit],
        user: str,
        *,
        draft: str = "",
        settings: Mapping[str, str | None] | None = None,
        told: Callable[[int, int], object] | None = None,
    ) -> Touched:
        """Put local edits into this device's log and the tables. What was returned survives a power cut. `told(done,
        all)` follows many of them; what it raises stops the work, and nothing is written.

        In the same transaction the draft of this key is removed (what was typed is saved now) and settings are kept,
        so that nothing after the save can fail and have it done twice.
        """

    def history(self, row: str) -> list[Entry]:
        """The changes of a record, oldest first."""

    def issue_number(self, entity: str, year: int) -> str:
        """A file number that no other office and no other device can issue."""

    def issue_numbers(self, entity: str, year: int, count: int) -> list[str]:
        """That many of them in their order, in one transaction."""

    def keep_draft(self, key: str, draft: Mapping[str, str]) -> None:
        """Keep what was typed and not saved; an empty draft removes it."""

    def draft(self, key: str) -> tuple[dict[str, str], int] | None:
        """The kept draft and when it was kept (ms)."""

    def setting(self, key: str) -> str | None:
        """A setting of this database (never merged)."""

    def settings(self, beginning: str) -> dict[str, str]:
        """The settings whose keys begin so, by the rest of the key."""

    def keep_setting(self, key: str, value: str | None) -> None:
        """Write a setting."""

    def safeguard(self, *, always: bool = False) -> None:
        """Before something large: see to it that what stands now is in a copy, where copies are made by themselves."""

    def close(self) -> None:
        """Checkpoint and close every connection."""


class Giving(Protocol):
    """The questions of lists of people and of what is given (db.people, db.giving)."""

    def people(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, Stored]]:
        """Name, village, number, id_number, birth_date, sex, school, school_class and phone of these children,
        households, mentors and donors, as far as they stand."""

    def groups(self, what: str) -> list[tuple[str, int]]:
        """The groups of a kind that one adds at once, with how many are in each: 'village', 'class' (school, tab,
        class), 'mentors' and 'households' by village, earlier 'batch', 'session', 'round', 'fund' by id."""

    def group(self, what: str, key: str) -> list[str]:
        """The ids of such a group, in the order of a list; also of a 'category' of children."""

    def aid_batches(self, batch: str = "") -> list[dict[str, Stored]]:
        """The batches, newest first, with donor and fund by name, recipients as distinct persons and households, fen,
        how many were handed over and signed for, and the `states` their lines stand at; or one of them."""

    def fund_flow(self, fund: str, until: str) -> list[tuple[str, int, int]]:
        """(day, fen that came in, fen that went out) of a fund, in order, through a day."""

    def aid_totals(self, by: str, first: str, last: str) -> list[dict[str, Stored]]:
        """Totals of the aid of these days by 'occasion', 'kind', 'donor', 'year' or 'village'."""

    def aid_given(self, first: str, last: str) -> tuple[int, int, int, int]:
        """Distinct persons, distinct households, pieces and fen that were handed over in these days."""

    def aid_lines(self, by: str, key: str | None, first: str, last: str, limit: int = 500) -> list[dict[str, Stored]]:
        """The records behind such a total, newest first."""

    def donations_of(self, donor: str = "", fund: str = "") -> list[dict[str, Stored]]:
        """Donations with the names of donor and fund, newest first."""

    def screening_lines(self, rounds: Sequence[str]) -> list[dict[str, Stored]]:
        """The results of these rounds, in the order in which they were made: id, round, child, name, birth_date,
        school_class, and the fields of a screening result."""

    def attendance_counts(self) -> Mapping[str, tuple[int, int]]:
        """session -> (children listed, children who came), each child once."""

    def attended(self) -> tuple[int, int]:
        """Children who came to any session (each once), and person-times."""

    def donor_totals(self) -> list[dict[str, Stored]]:
        """The donors by name with contact and phone: fen promised and received, gifts, and those not thanked."""


class Queries(Giving, Protocol):
    """The questions, each with a name. Reading only; safe from any thread."""

    @property
    def surveys(self) -> Surveys:
        """Those of survey rounds."""

    def get(self, row: str) -> Record | None:
        """One record by id, of whatever entity."""

    def many(self, rows: Sequence[str]) -> dict[str, Record]:
        """The records of these ids, also deleted ones, by id; one statement an entity."""

    def bonds(self, rows: Sequence[str]) -> Mapping[str, Record]:
        """These records by id, also deleted ones, with nothing but what they name and where they live."""

    def naming(self, entity: str, field: str, rows: Sequence[str]) -> Iterator[str]:
        """The ids of the records of an entity whose `field` names one of these, as `select` finds them."""

    def alike_values(self) -> dict[str, dict[str, Stored]]:
        """Of every child's file what likeness compares, by id; files that were merged are left out."""

    def look_up(self, entity: str, text: str, around: Mapping[str, str] | None = None, limit: int = 50) -> list[str]:
        """The ids of records of any entity that people would call so, newest first; `around` is what they hang on."""

    def standing(self, refs: Sequence[tuple[str, str]]) -> Mapping[str, str | None]:
        """Which of these (entity, id) are here and not deleted: id -> birth date as far as it is known, or None."""

    def select(
        self, entity: str, where: Mapping[str, Stored] | None = None, sort: str = "", limit: int | None = None,
        offset: int = 0, *, hidden: bool = False, fits: Sequence[Condition] = (),
    ) -> list[Record]:  # fmt: skip
        """Records not deleted whose fields equal `where` and that fit; `sort` may begin with '-'. A file merged into
        another is left out unless `hidden`; a reference asks for what hangs on all files merged with it."""

    def visit_on(self, child: str, day: str, but: str) -> str:
        """A visit to this child on that day, `but` this one; "" when there is none. Asked before every save."""

    def files_of(self, row: str) -> list[str]:
        """The files of the person this file is of, the shown one first; the file alone when it was never merged."""

    def shown(self, rows: Sequence[str]) -> Mapping[str, str]:
        """The shown file of those that were merged or merged into; the others are left out."""

    def merged_elsewhere(self, entity: str) -> list[str]:
        """The files that were merged into one that is not here: another office keeps it."""

    def taken_over(self, ours: str, child: str = "") -> Mapping[str, tuple[str, str]]:
        """Files that another office took over: child -> (its division, day); all of them, or that of one child."""

    def every(self, entity: str) -> list[str]:
        """The ids of all records of an entity, also of those that were deleted."""

    def count(self, entity: str, where: Mapping[str, Stored] | None = None, fits: Sequence[Condition] = ()) -> int:
        """How many such records there are."""

    def register_ids(
        self, register: str, chip: str = "all", sort: str = "", within: str = "", where: Sequence[Condition] = ()
    ) -> list[str]:
        """The ids of a register (any entity but 'office'), filtered by a chip and by conditions, sorted in SQL.

        Chips of 'child': all (open files of this office), closed, away (another office took them over), due (within 14
        days), overdue, due_or_overdue, unmatched, attention (risk red, or the last visit with contact says that the
        child needs attention); of 'mentor': all, free; of the others see `casefiles.domain.listing.chips`.
        `within` is a division code or a village.
        """

    def register_first(
        self, register: str, chip: str = "all", sort: str = "", within: str = "", limit: int = 60,
        where: Sequence[Condition] = (),
    ) -> list[dict[str, Stored]]:  # fmt: skip
        """The first rows of a register, at once."""

    def register_rows(self, register: str, ids: Sequence[str]) -> list[dict[str, Stored]]:
        """The rows for these ids, in this order, with what a register shows (see docs/fields.md)."""

    def register_sorts(self, register: str) -> frozenset[str]:
        """What a register can be sorted by."""

    def chip_counts(self, register: str, where: Sequence[Condition] = ()) -> dict[str, int]:
        """How many rows each chip of a register holds."""

    def find(self, text: str, entities: Sequence[str] | None = None, limit: int = 50) -> list[Hit]:
        """What the search box finds, best first."""

    def names(self) -> tuple[set[str], set[str]]:
        """Every name of a person, and every village, address and school, on file: for hiding them."""

    def interrupt(self) -> None:
        """Stop the question that is being answered in another thread."""

    def visits_per_month(self, first: str, last: str) -> list[tuple[str, int]]:
        """(month, visits) from month `first` to `last`, 'YYYY-MM'."""

    def spread(self, what: str) -> list[tuple[str, int]]:
        """(code, children) by 'category', 'village' or 'schooling'."""

    def figures(self, fields: Iterable[str] = ()) -> Mapping[str, Mapping[str, int]]:
        """Division -> name -> number: what is counted for an office above, these agreed fields too."""

    def unacknowledged(self, peer: str) -> int:
        """Changes of this device that the peer has not acknowledged."""

    def conflicts(self, limit: int = 1000) -> list[Record]:
        """Records with rivals."""

    def disputed(self) -> int:
        """How many fields have rivals, in all records."""

    def incomplete(self, limit: int = 1000) -> list[Incomplete]:
        """Records that an earlier change is missing of: this office's, and nameless ones of others."""

    def stubs(self, ids: Collection[str]) -> dict[str, tuple[str, int]]:
        """Which of these changes (hex) are known here by a stub alone: id -> (log, number)."""

    def tasks(self) -> list[Task]:
        """Derived tasks."""

    def worklist_counts(self, *, whole: bool = True) -> Iterable[tuple[str, int]]:
        """(list, lines) of the worklists that are read off the register; see `casefiles.worklists`. Unless `whole`, the
        list that takes long to count is left out while that is so."""

    def worklist(self, name: str, mine: Sequence[str], limit: int) -> list[dict[str, Stored]]:
        """The first lines of such a list, those of the villages `mine` first: entity, id, name, village, day, more."""

    def check(self) -> dict[str, object]:
        """Integrity of file, chain, and log against tables; {'ok': bool, ...counts and problems}."""
