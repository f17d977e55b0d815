"""The part of the ledger that says where files lie, and what is not shown of them as their offices had no say in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import bonds, log, trespass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.domain.trust import Hidden
    from db.driver import Database


class Placing:
    """What `casefiles.exchange.scope`, `claiming` and `reaching` ask."""

    database: Database

    def out_of_scope(self) -> list[Hidden]:
        """What is kept and not shown because its office had no say in it."""
        with self.database.reading() as connection:
            return list(trespass.kept(connection))

    def out_of_scope_at(self) -> frozenset[tuple[str, int]]:
        """Where that stands: (log, number)."""
        sql = "SELECT l.name, t.seq FROM trespass t JOIN log l ON l.lid=t.lid"
        return frozenset((str(name), int(seq)) for name, seq in self.database.read(sql))

    def begun_by(self, row: str) -> list[str]:
        """The computers that made a record, by what is shown of it: as a rule one. (What names something that is not
        here made nothing, however old it says it is.)"""
        with self.database.reading() as connection:
            return [one.dev for one in log.in_order(log.changes_of(connection, row)) if not one.body.p]

    def two_makers(self) -> list[str]:
        """The records that several offices say they made, and of which no office above them has said who did."""
        with self.database.reading() as connection:
            return trespass.undecided(connection)

    def lying_elsewhere(self, files: Iterable[str], base: str) -> list[str]:
        """Those of these files that do not lie in this division (or name none)."""
        return bonds.outside(self.database, files, base)
