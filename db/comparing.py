"""The part of the ledger that looks through all of it: compares with another office, puts back what is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.changes import device_of
from casefiles.ports import Mended
from db import derived, digests, holes, log, mending, trespass
from db.changed import Changed
from db.projection import Projection

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from casefiles.domain.changes import Block, Touched, Vector
    from casefiles.domain.tallies import Key, Mark, Tally
    from db.driver import Database


class Comparing:
    """What `casefiles.exchange.comparing`, and whoever looks through everything, asks."""

    database: Database

    def tallies(
        self,
        base: str,
        devices: Collection[str],
        known: Vector | None = None,
        aside: Mapping[str, int] | None = None,
    ) -> dict[Key, Tally]:
        """What the records of a division come to, by village and kind; see `db.digests`."""
        with self.database.reading() as connection:
            return digests.Counting(connection, base, devices, known, aside or {}).tallies()

    def marks(
        self,
        base: str,
        devices: Collection[str],
        keys: Collection[Key],
        known: Vector | None = None,
        aside: Mapping[str, int] | None = None,
    ) -> dict[Key, list[Mark]]:
        """What each record of these buckets comes to."""
        with self.database.reading() as connection:
            return digests.Counting(connection, base, devices, known, aside or {}).marks(keys)

    def digest_shape(self) -> str:
        """What the numbers of values depend on."""
        return digests.shape_name()

    def aside(self) -> AbstractContextManager[None]:
        """While somebody looks through everything: it takes the room of one connection's pages and not of two."""
        return self.database.aside()

    def lost(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Numbers that a log should hold and that are gone from it, by log."""
        with self.database.reading() as connection:
            return digests.lost(connection)

    def carried(self, rows: Sequence[str], numbers: Mapping[str, Sequence[tuple[int, int]]]) -> Iterator[Block]:
        """All changes of these records and those of these numbers, as far as they stand here."""
        with self.database.reading() as connection:
            yield from holes.carried(connection, rows, numbers)

    def mend(self, blocks: Iterable[Block], whole: Container[str] = frozenset()) -> Mended:
        """Put back what is gone from logs and tables, where the chain proves it; `whole` as for `apply`."""
        with self.database.writing() as connection:
            done = mending.mend(connection, blocks, whole)
            again = Changed({name: dict(rows) for name, rows in done.changed.rows.items()}, built=done.changed.built)
            beyond = trespass.settle(connection, Projection(connection), again, {}, stubs=done.back > 0)
            if again.child or again.mentor:
                derived.refresh(connection, again)
            done.changed.moved.update(again.moved)
        return Mended(done.back, done.unproven, done.changed.touched(), beyond)

    def refold(self, rows: Iterable[str]) -> Touched:
        """Make these records anew from their changes."""
        changed = Changed()
        with self.database.writing() as connection:
            mending.refold(connection, rows, changed)
        return changed.touched()

    def own_devices(self) -> set[str]:
        """The computers of this office, also those it was before."""
        with self.database.reading() as connection:
            return {device_of(name) for name, held in log.logs(connection).items() if held.own}
