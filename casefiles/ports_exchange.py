"""What the exchange asks of the ledger: logs, receipts, offices, packages. `casefiles.ports.Ledger` includes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from casefiles.domain.changes import Block, MergeReport, Touched, Vector
    from casefiles.domain.keysheets import Standing
    from casefiles.domain.tallies import Key, Mark, Tally
    from casefiles.domain.traces import Trace, Words
    from casefiles.domain.trust import Checkpoint, Fork, Held, Hidden, Link
    from casefiles.domain.vouching import Upto

Line = tuple[str, str, bytes]


@dataclass(frozen=True, slots=True)
class Peer:
    """Another office: its card and the last receipt it gave."""

    office: str
    name: str
    level: str
    sign_pub: bytes
    recipient: str
    receipt: Vector | None = None
    receipt_ms: int = 0


@dataclass(frozen=True, slots=True)
class Parcel:
    """A package in the inbox or outbox: where it stands."""

    package: str
    direction: str
    office: str
    state: str
    at_ms: int
    count: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Consignment:
    """What a package carried, the one with a parcel's `package` and `direction`: so that of every change one can tell
    in which packages it went. `sha256` and `bytes` are of the file, and its printed code comes of them.

    `carried` are the numbers whose changes went in full (of one that came: those that were new here), by log.
    `received_ms` is when a receipt first covered all of it, 0 for not yet. `told` is what else is known: of one that
    waits the log and the number it waits for (`log`, `n`), of one that went out what the other office said of it
    (`state`, `reason`).
    """

    package: str
    direction: str
    office: str
    sha256: str
    bytes: int
    file: str
    at_ms: int
    carried: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    received_ms: int = 0
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mended:
    """What was put back: changes that came back to the log, and the records made anew; `unproven` changes fitted
    nowhere and were left out."""

    back: int
    unproven: int
    touched: Touched
    beyond: int = 0
    """changes that came to be hidden because their office had no say in the record"""


class Exchange(Protocol):
    """The logs of all devices, and the offices that packages come from and go to."""

    def apply(
        self,
        blocks: Iterable[Block],
        checkpoints: Iterable[Checkpoint] | None = None,
        cuts: Mapping[str, Sequence[Upto]] | None = None,
        whole: Container[str] = frozenset(),
        offices: Mapping[str, str] | None = None,
    ) -> MergeReport:
        """Merge verified blocks of other logs: all or nothing; with `checkpoints` every log that goes on must be
        covered by one, with `cuts` these devices are blocked before; what lacks its running text stays a hole
        (Seen.bare) if its device is in `whole`. Refusals: BAD_CHAIN, WAITING, FORGED,
        BAD_FRAME."""

    def block(self, cuts: Mapping[str, Sequence[Upto]], offices: Mapping[str, str] | None = None) -> Touched:
        """Exactly these devices are blocked: device -> for every office that blocks it the ends of what stands; and
        these computers are known to be these offices' (device -> code)."""

    def out_of_scope(self) -> list[Hidden]:
        """What is kept and not shown because its office had no say in it (with `offices` in `apply`)."""

    def out_of_scope_at(self) -> frozenset[tuple[str, int]]:
        """Where that stands: (log, number)."""

    def begun_by(self, row: str) -> list[str]:
        """The computers that made a record, by what is shown of it: as a rule one."""

    def lying_elsewhere(self, files: Iterable[str], base: str) -> list[str]:
        """Those of these files that do not lie in this division (or name none)."""

    def two_makers(self) -> list[str]:
        """The records that several offices say they made, and of which no office above them has said who did."""

    def kept_aside(self) -> list[Held]:
        """What blocked computers wrote and is not shown, log by log."""

    def hidden_of(self, device: str) -> Iterator[Hidden]:
        """What a blocked computer wrote and is not shown, change by change in the order of its logs; read on while
        nothing else is asked."""

    def derived(self, purpose: bytes) -> bytes:
        """A key of 32 bytes that follows from the database's, for what lies beside it."""

    def words(self) -> tuple[list[bytes], list[bytes]]:
        """The certificates and revocations that are kept, as they are signed."""

    def keep_words(self, certificates: Iterable[Line], revocations: Iterable[Line]) -> None:
        """Keep certificates and revocations: (device, issuing office, as it is signed), one of each kind."""

    def together(self) -> AbstractContextManager[None]:
        """One transaction around several calls, each of which sees the others: all or, after any error, none."""

    def since(self, vector: Vector) -> Iterator[Block]:
        """What stands here beyond the numbers of the vector (in our names), in blocks that follow on them."""

    def vector(self) -> Vector:
        """How far every log is known here: our receipt."""

    def recognised(self, vector: Vector) -> Vector:
        """An office's receipt in the names that logs bear here."""

    def proven(self) -> tuple[Vector, list[Checkpoint]]:
        """How far every log is covered by its device's signature, ours to its end, and those signatures."""

    def pack(self, changes: int) -> None:
        """A package of so many changes was made: store closely what was written change by change. The log says the same
        as before."""

    def links(self) -> list[Link]:
        """From the keys that this computer had before to the one it has."""

    def erased(self) -> frozenset[str]:
        """The records that were taken out for good."""

    def erased_ms(self) -> int:
        """When something was taken out for good last; 0 for never."""

    def erased_numbers(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """The numbers whose changes were taken out here, by log."""

    def hanging(self, files: Sequence[str]) -> dict[str, list[str]]:
        """Everything that goes with these files, by entity, deleted records too."""

    def to_erase(self) -> tuple[list[str], list[str]]:
        """The orders that came or whose files changed since they were looked at, and what stands here again of records
        that were taken out."""

    def orders_again(self, devices: Iterable[str] | None = None) -> None:
        """The orders that these devices gave, None for all, are to be looked at once more."""

    def orders_looked_at(self, waits: Mapping[str, Sequence[str]]) -> None:
        """These orders were looked at: order -> the files, or "@" and the device, for which it waits."""

    def order_makers(self) -> list[str]:
        """The devices that gave orders and of which nobody knew whose they are."""

    def told_of(self, going: Mapping[str, Sequence[str]]) -> tuple[Words, Sequence[Trace]]:
        """What the files among these records are called elsewhere, and the changes of other records that tell of
        them."""

    def erased_as(self, text: str) -> tuple[str, int, str] | None:
        """What was taken out with this id or file number: its id, when (ms), and the order, "" where none is known."""

    def erase(
        self,
        rows: Sequence[str],
        words: Words | None = None,
        told: Sequence[Trace] = (),
        by: Mapping[str, str] | None = None,
    ) -> int:
        """Take records out for good, and what others tell of them (of `told_of`), also from drafts and settings; how
        many changes lost their content. `by` is record -> order."""

    def drop_contents(self) -> None:
        """Take away photos and scans whose records were erased and that no other record names."""

    def leave_nothing(self) -> None:
        """Overwrite what was erased also where nothing stands any more."""

    def forks(self) -> list[Fork]:
        """The logs that were written twice, the newest first."""

    def answer_fork(self, log: str, answer: str) -> None:
        """Note what a person found out about a log that was written twice; KeyError when there is none."""

    def fills(self, vector: Vector, numbers: Mapping[str, Sequence[tuple[int, int]]] | None = None) -> Iterator[Block]:
        """Changes that the reader knows by a stub alone and that stand here in full; of these numbers, if given."""

    def places(self, rows: Sequence[str]) -> Mapping[str, Sequence[tuple[str, int]]]:
        """Where the changes of records stand: row -> (log, number)."""

    def rows_at(self, places: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], str]:
        """The records whose changes stand there, of those (log, number) that stand here in full."""

    def called(self, device: str) -> str:
        """What people call a device: its office's name if a card was accepted, else its id."""

    def peers(self) -> list[Peer]:
        """The offices whose card was accepted."""

    def keep_peer(self, peer: Peer) -> None:
        """Accept or update another office's card or receipt."""

    def keys(self) -> tuple[bytes, bytes]:
        """This device's secret keys: Ed25519 seed (32 bytes) and X25519 secret (32 bytes)."""

    def former_keys(self) -> list[bytes]:
        """The X25519 secrets that packages for this office were sealed for before, the newest first."""

    def keep_parcel(self, parcel: Parcel) -> None:
        """Note a package written, imported, waiting or refused."""

    def parcels(self) -> list[Parcel]:
        """The packages noted, newest first."""

    def keep_figures(self, office: str, day: str, areas: Mapping[str, Mapping[str, int]]) -> None:
        """Keep what an office below has counted: of each day the last."""

    def figures_of(self) -> list[tuple[str, str, dict[str, dict[str, int]]]]:
        """(office, day, division -> name -> number), the newest of each office."""

    def keep_consignment(self, consignment: Consignment) -> None:
        """Note what a package carried; a later note of the same package replaces it."""

    def consignments(self, office: str = "") -> list[Consignment]:
        """What the packages carried, to and from an office or all, newest first."""

    def tallies(
        self,
        base: str,
        devices: Collection[str],
        known: Vector | None = None,
        aside: Mapping[str, int] | None = None,
    ) -> dict[Key, Tally]:
        """What the records of a division come to, by village and kind (where no division is known, those that one of
        the devices wrote); with `known`, a receipt in our names, as they stood for an office that had so much
        and showed logs of blocked computers up to the numbers in `aside`."""

    def marks(
        self,
        base: str,
        devices: Collection[str],
        keys: Collection[Key],
        known: Vector | None = None,
        aside: Mapping[str, int] | None = None,
    ) -> dict[Key, list[Mark]]:
        """What each record of these buckets comes to."""

    def digest_shape(self) -> str:
        """Only offices with the same word here compare values; else heads alone."""

    def aside(self) -> AbstractContextManager[None]:
        """While somebody looks through everything: it takes the room of one connection's pages and not of two."""

    def lost(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Numbers that a log should hold and that are gone from it, by log; as a rule none."""

    def carried(self, rows: Sequence[str], numbers: Mapping[str, Sequence[tuple[int, int]]]) -> Iterator[Block]:
        """All changes of these records, and those of these numbers by log, as far as they stand here."""

    def mend(self, blocks: Iterable[Block], whole: Container[str] = frozenset()) -> Mended:
        """Put back what is gone from logs and tables, where the chain proves it; `whole` as for `apply`."""

    def refold(self, rows: Iterable[str]) -> Touched:
        """Make these records anew from their changes."""

    def own_devices(self) -> set[str]:
        """The computers of this office, also those it was before it was restored or copied."""

    def accounts(self) -> Mapping[str, str]:
        """Who has an account on this computer: login -> the person's name; nothing where that cannot be read."""

    def deposit(self, home: str, above: tuple[str, str], recipients: Sequence[str]) -> None:
        """Deposit the key of this database with the office above (code, name), sealed for its computers (`age1...`);
        for none: take it back. `home` is what this office is called."""

    def deposited(self) -> tuple[str, str, tuple[str, ...]] | None:
        """With whom the key is deposited: code, name, and what it is sealed for; None for nobody."""

    def sheets(self) -> Standing | None:
        """The recovery sheets that are valid for this database; None for none, or where that cannot be read."""

    def look_back(self, folder: Path) -> None:
        """Look whether a mark in this folder goes beyond the database: then go on as a new device."""

    def mark(self, folder: Path | None = None) -> None:
        """Note how far this device's log goes outside of the database, also in `folder`."""

    def new_identity(self) -> str:
        """Begin a log of one's own under new keys, because this database was copied; the new device id."""
