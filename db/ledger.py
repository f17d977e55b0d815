"""The ledger: the one door for local writes and for merged blocks. The log is the truth, the tables its cache."""

from __future__ import annotations

import contextlib
import functools
from typing import TYPE_CHECKING

from casefiles.domain import areas_told
from casefiles.domain.changes import Block, Edit, MergeReport, Touched, Vector
from casefiles.domain.entities import BY_PREFIX
from casefiles.domain.traces import Trace, Words
from casefiles.ports import Clock, Entry
from db import (
    branches,
    derived,
    desk,
    erasing,
    holes,
    identity,
    importing,
    log,
    new_visit,
    numbers,
    orders,
    packing,
    proofs,
    quarantine,
    traces,
    trespass,
    writing,
)
from db.changed import Changed
from db.comparing import Comparing
from db.desk import Desk
from db.placing import Placing
from db.projection import Projection

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from casefiles.domain.trust import Checkpoint, Fork, Held, Hidden, Link
    from casefiles.domain.vouching import Upto
    from db.blobs import Blobs
    from db.driver import Database
    from db.patches import Item


class Ledger(Desk, Comparing, Placing):
    """Implements `casefiles.ports.Ledger` on an open database."""

    def __init__(self, database: Database, office: str, clock: Clock) -> None:
        super().__init__(database, clock)
        self.office = office
        self.device = identity.device(database)
        self._renamed = False  # whether the transaction under way wrote what divisions are called
        with database.alone() as connection:  # there is one writing connection, and its statements are kept
            self._projection = Projection(connection)

    @functools.cached_property
    def blobs(self) -> Blobs:
        """The bytes of photos and scans."""
        from db.blobs import Blobs  # not needed to start

        return Blobs(self.database, self.clock)

    def write(
        self,
        edits: Sequence[Edit],
        user: str,
        *,
        draft: str = "",
        settings: Mapping[str, str | None] | None = None,
        told: Callable[[int, int], object] | None = None,
    ) -> Touched:
        """Put local edits into this device's log and the tables, in one transaction; `draft` is removed and
        `settings` are kept in it. `told(done, all)` follows many of them; what it raises rolls all of it back.

        Edits without fields are left out. What was returned survives a power cut. Refusals: UNKNOWN_ENTITY,
        UNKNOWN_FIELD, DISK_FULL, CANNOT_WRITE.
        """
        meant = [e for e in edits if e.fields]
        writing.check(meant)
        changed = Changed()
        self.database.saving()
        with self.database.writing() as connection:
            writing.stands(connection, meant)
            own = log.to_write_on(connection, self.device)
            items = writing.stamp(connection, own, meant, user, self.clock.now_ms(), told)
            self._take(items, changed, told)
            trespass.written(connection, self._projection, changed, meant)
            if not new_visit.follow(connection, changed):
                derived.refresh(connection, changed)
            if draft:
                desk.forget_draft(connection, draft)
            for key, value in (settings or {}).items():
                desk.put_setting(connection, key, value)
        fields: dict[str, frozenset[str]] = {}
        last: dict[str, bytes] = {}
        for item in items:
            fields[item.wire.r] = fields.get(item.wire.r, frozenset()) | frozenset(item.wire.f)
            last[item.wire.r] = item.id
        self._named_anew(changed.rows)
        return Touched({e: tuple(rows) for e, rows in changed.rows.items()}, fields, last)

    def _take(self, items: Sequence[Item], changed: Changed, told: Callable[[int, int], object] | None) -> None:
        """Project what was stamped; many records in parts, so that somebody can be told how far it is."""
        if told is None or len({item.wire.r for item in items}) < len(items):
            self._projection.take(items, changed)
            return
        for at in range(0, len(items), writing.PART):
            self._projection.take(items[at : at + writing.PART], changed)
            told(len(items) + at, 2 * len(items))
        changed.made = changed.made if len(items) == 1 else None

    def apply(
        self,
        blocks: Iterable[Block],
        checkpoints: Iterable[Checkpoint] | None = None,
        cuts: Mapping[str, Sequence[Upto]] | None = None,
        whole: Container[str] = frozenset(),
        offices: Mapping[str, str] | None = None,
    ) -> MergeReport:
        """Merge blocks of other logs: all or nothing. With `checkpoints` every log that goes on must be covered by one;
        with `cuts` (see `block`) these devices are blocked before anything is taken in; a change of a device in `whole`
        whose running text was left out on the way stays a hole; with `offices` (device -> code) what an office had no
        say in is kept and not shown (db.trespass).

        A log that was written twice is kept with both its branches; if it is this device's own, the device goes on
        under a new identity. Refusals: BAD_CHAIN, WAITING, FORGED, BAD_FRAME, DISK_FULL.
        """
        changed = Changed()
        with self.database.writing() as connection:
            now = self.clock.now_ms()
            if cuts is not None:
                quarantine.put(connection, cuts)
                quarantine.settle(connection, self._projection, changed)
            counts = importing.take(connection, blocks, self._projection, changed, self.called, now, whole)
            quarantine.settle(connection, self._projection, changed)
            beyond, hidden = 0, quarantine.left(connection, counts.hidden)
            if offices is not None:
                fresh = bool(counts.stubs)
                beyond = trespass.settle(connection, self._projection, changed, offices, stubs=fresh)
            derived.refresh(connection, changed)
            if checkpoints is not None:
                proofs.keep(connection, counts.onward.values(), checkpoints)
            twice = counts.onward_of(self.device)
            if twice:
                identity.renew(connection)
        if twice:
            self.device = identity.device(self.database)
        self._named_anew(changed.rows)
        touched = changed.touched()
        return MergeReport(
            new=counts.new,
            changed=touched.number(),
            same=counts.same,
            conflicts=sum(changed.flagged.values()),
            waiting=len(changed.waiting),
            quarantined=hidden,
            stubs=counts.stubs,
            filled=counts.filled,
            noted=counts.noted,
            forked=tuple(held.name for held in counts.forked),
            renewed=twice,
            touched=touched,
            beyond=beyond,
            newer=len(changed.newer),
        )

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """One transaction around several calls: all of them or none."""
        device, before, self._renamed = self.device, self._renamed, False
        try:
            with self.database.together():
                yield
        except BaseException:
            self.device = device  # a new identity is undone with the rest
            raise
        finally:
            if self._renamed:
                areas_told.forget(self)  # what was read meanwhile in another thread was read too early
            self._renamed = self._renamed or before

    def _named_anew(self, rows: Container[str]) -> None:
        """What divisions are called, and which are no more, is read again where a line of these tables was written."""
        if "division" in rows or "redivision" in rows:
            self._renamed = True
            areas_told.forget(self)

    def block(self, cuts: Mapping[str, Sequence[Upto]], offices: Mapping[str, str] | None = None) -> Touched:
        """Exactly these devices are blocked: device -> for every office that blocks it the ends of what stands. What
        lies beyond is shown nowhere; what is no longer cut off is shown again. `offices` as for `apply`."""
        changed = Changed()
        with self.database.writing() as connection:
            quarantine.put(connection, cuts)
            quarantine.settle(connection, self._projection, changed)
            trespass.settle(connection, self._projection, changed, offices or {})
            derived.refresh(connection, changed)
        self._named_anew(changed.rows)
        return changed.touched()

    def kept_aside(self) -> list[Held]:
        """What blocked computers wrote and is not shown, log by log."""
        with self.database.reading() as connection:
            return quarantine.kept_aside(connection)

    def hidden_of(self, device: str) -> Iterator[Hidden]:
        """What a blocked computer wrote and is not shown, change by change."""
        with self.database.reading() as connection:
            yield from quarantine.hidden(connection, device)

    def since(self, vector: Vector) -> Iterator[Block]:
        """What stands here beyond the numbers of the vector (in our names, see `recognised`), in blocks that follow."""
        with self.database.reading() as connection:
            for held in log.logs(connection).values():
                yield from log.blocks(connection, held, vector.get(held.name))

    def proven(self) -> tuple[Vector, list[Checkpoint]]:
        """How far every log is covered by its device's signature, ours to its end, and those signatures."""
        with self.database.reading() as connection:
            return proofs.proven(connection)

    def pack(self, changes: int) -> None:
        """Pack what was written change by change (db.segments): a package of so many changes was made."""
        if changes > 8 * packing.BACKLOG:  # the pages of two connections are too many then
            self.database.let_go()
        with self.database.writing() as connection:
            packing.catch_up(connection, changes)

    def links(self) -> list[Link]:
        """From the keys that this computer had before to the one it has."""
        return identity.links(self.database)

    def erased(self) -> frozenset[str]:
        """The records that were taken out for good."""
        with self.database.reading() as connection:
            return erasing.erased(connection)

    def erased_ms(self) -> int:
        """When something was taken out for good last; 0 for never."""
        row = self.database.one("SELECT max(at_ms) FROM erased")
        return int(row[0] or 0) if row else 0

    def erased_numbers(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """The numbers whose changes were taken out here, by log."""
        with self.database.reading() as connection:
            return erasing.numbers(connection)

    def hanging(self, files: Sequence[str]) -> dict[str, list[str]]:
        """Everything that goes with these files, by entity, deleted records too."""
        with self.database.reading() as connection:
            return erasing.hanging(connection, files)

    def to_erase(self) -> tuple[list[str], list[str]]:
        """The orders that are to be looked at (db.orders), and what stands here again of records that were taken
        out."""
        with self.database.reading() as connection:
            some = connection.execute("SELECT 1 FROM erased LIMIT 1").fetchone() is not None
            return orders.ready(connection), erasing.left_over(connection) if some else []

    def orders_again(self, devices: Iterable[str] | None = None) -> None:
        """The orders that these devices gave are to be looked at once more, now that it is known whose they are; None:
        all orders."""
        with self.database.writing() as connection:
            orders.everything(connection) if devices is None else orders.known(connection, devices)

    def orders_looked_at(self, waits: Mapping[str, Sequence[str]]) -> None:
        """These orders were looked at: order -> the files, or "@" and the device, for which it waits; nothing for one
        that was carried out."""
        with self.database.writing() as connection:
            orders.looked_at(connection, waits)

    def order_makers(self) -> list[str]:
        """The devices that gave orders and of which nobody knew whose they are."""
        with self.database.reading() as connection:
            return orders.makers(connection)

    def told_of(self, going: Mapping[str, Sequence[str]]) -> tuple[Words, list[Trace]]:
        """What the files among these records are called elsewhere, and the changes of other records that tell of
        them."""
        with self.database.reading() as connection:
            return traces.find(connection, going)

    def erased_as(self, text: str) -> tuple[str, int, str] | None:
        """What was taken out with this id or file number: its id, when (ms), and the order."""
        with self.database.reading() as connection:
            return erasing.asked(connection, text)

    def erase(
        self,
        rows: Sequence[str],
        words: Words | None = None,
        told: Sequence[Trace] = (),
        by: Mapping[str, str] | None = None,
    ) -> int:
        """Take records out for good, and what others tell of them (`told`, of `told_of`), also from drafts and
        settings; in one transaction. How many changes lost their content. `by` is record -> order."""
        changed = Changed()
        with self.database.writing() as connection:
            connection.execute("PRAGMA secure_delete=ON")
            try:
                found = erasing.erase(connection, rows, told, self.clock.now_ms(), changed, by or {})
                traces.forget(connection, words or Words(()), rows)
                trespass.settle(connection, self._projection, changed, {}, stubs=True)
                derived.refresh(connection, changed)
            finally:
                connection.execute("PRAGMA secure_delete=FAST")
        return found

    def drop_contents(self) -> None:
        """Take away photos and scans whose records were erased and that no other record names."""
        with self.database.reading() as connection:
            gone = erasing.contents(connection)
        if gone:
            self.blobs.drop(gone)
            self.keep_setting(erasing.CONTENTS, None)

    def leave_nothing(self) -> None:
        """Overwrite what was erased also where nothing stands any more: free pages, and the file of the last
        transactions."""
        self.database.vacuum()

    def forks(self) -> list[Fork]:
        """The logs that were written twice, the newest first."""
        with self.database.reading() as connection:
            return branches.forks(connection)

    def answer_fork(self, log: str, answer: str) -> None:
        """Note what a person found out about a log that was written twice."""
        with self.database.writing() as connection:
            branches.answer(connection, log, answer)

    def recognised(self, vector: Vector) -> Vector:
        """An office's receipt in the names that logs bear here (db.branches)."""
        with self.database.reading() as connection:
            return branches.recognised(connection, vector)

    def vector(self) -> Vector:
        """How far every log is known here: our receipt. Empty logs are left out."""
        with self.database.reading() as connection:
            return {name: held.seen() for name, held in log.logs(connection).items() if held.seq}

    def fills(self, vector: Vector, numbers: Mapping[str, Sequence[tuple[int, int]]] | None = None) -> Iterator[Block]:
        """Changes that the reader knows by a stub alone and that stand here in full; of these numbers, if given."""
        with self.database.reading() as connection:
            yield from holes.fills(connection, vector, numbers)

    def places(self, rows: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
        """Where the changes of records stand: row -> (log, number)."""
        with self.database.reading() as connection:
            return holes.places(connection, rows)

    def rows_at(self, places: Sequence[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """The records whose changes stand there, of those (log, number) that stand here in full."""
        with self.database.reading() as connection:
            return holes.rows_at(connection, places)

    def history(self, row: str) -> list[Entry]:
        """The changes of a record, oldest first (a change never stands before its parents)."""
        entity = BY_PREFIX.get(row.partition("-")[0])
        with self.database.reading() as connection:
            own = {name for (name,) in connection.execute("SELECT name FROM log WHERE own>0")}
            found = log.placed_of(connection, row)
        logs = {c.id: name for c, name in found}
        return [
            Entry(c.body.ts, c.body.u, c.dev, c.id, c.body.f, logs[c.id] in own, c.seq, logs[c.id])
            for c in log.in_order([c for c, _ in found])
            if entity is None or c.body.t == entity.name
        ]

    def issue_number(self, entity: str, year: int) -> str:
        """A file number that no other office and no other device can issue (see db.numbers)."""
        return self.issue_numbers(entity, year, 1)[0]

    def issue_numbers(self, entity: str, year: int, count: int) -> list[str]:
        """That many of them in their order, in one transaction."""
        if count < 1:
            return []
        with self.database.writing() as connection:
            return numbers.issue(connection, entity, year, self.office, self.device, count)

    def new_identity(self) -> str:
        """From now on write as a new device: for a copied computer or a restored backup. The new device's id."""
        with self.database.writing() as connection:
            identity.renew(connection)
        self.device = identity.device(self.database)
        return self.device

    def close(self) -> None:
        """Checkpoint and close every connection."""
        areas_told.forget(self, closed=True)
        self.database.close()
