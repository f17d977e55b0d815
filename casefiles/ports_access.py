"""What is asked of the record of access (casefiles/domain/access.py). `casefiles.ports.Ledger` includes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.access import Access, Doubt, Witness


class Accesses(Protocol):
    """Entries are only ever added."""

    def accessed(self, user: str, act: str, rows: Sequence[str] = (), *, n: int = 0, detail: str = "") -> None:
        """Add what somebody did: an entry for each of these files, one without a file for none or very many."""

    def unlocked(self, user: str) -> int:
        """Somebody unlocked the office: an entry, after one for each attempt before that failed; how many did."""

    def accesses(
        self, *, row: str = "", user: str = "", act: str = "", since_ms: int = 0, until_ms: int = 0, limit: int = 500
    ) -> list[Access]:
        """The entries that fit, the newest first."""

    def access_counts(self, since_ms: int, until_ms: int) -> Mapping[tuple[str, str, str], int]:
        """(month, login, act) -> entries of that time."""

    def access_head(self) -> tuple[int, bytes]:
        """How far this computer's record goes, and the end of its chain."""

    def access_doubts(self, *, whole: bool = True) -> list[Doubt]:
        """Where a record of access is not what it was: what others witnessed of this computer's, what other computers
        said of theirs, one after the other; and, with `whole`, this computer's chain entry by entry."""

    def access_witnessed(self, devices: Sequence[str]) -> list[Witness]:
        """The furthest that is known here of these computers, one each."""

    def witness_access(self, witness: Witness) -> None:
        """Keep what an office said."""

    def access_twice(self, device: str) -> None:
        """A copy of this former computer wrote on under its identity: what offices say of it from now on may be of the
        copy's record."""

    def drop_old_accesses(self, before_ms: int) -> int:
        """Take away the entries of before; the last of each computer stays, from which its chain goes on. How many."""
