"""The open office: the first argument of every service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from casefiles.ports import Blobs, Clock, Ledger, Queries, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from casefiles.domain.keeping import Keeping, Offered
    from casefiles.domain.keysheets import Drawn, Standing
    from casefiles.domain.salvaged import Salvaged
    from casefiles.domain.sheetcode import Sheet

DATABASE = "office.db"
"""The file that makes a folder an office."""


@dataclass(frozen=True, slots=True)
class Me:
    """Who is working: the account's login and the name shown on papers."""

    login: str
    name: str


@dataclass(frozen=True, slots=True)
class Home:
    """This office: its division code, name and level (county, township ...)."""

    code: str
    name: str
    level: str
    folder: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office that was unlocked."""

    ledger: Ledger
    queries: Queries
    clock: Clock
    me: Me
    home: Home

    def file(self, row: str) -> Record | None:
        """The file of a child, mentor or household as it is shown: the one that stays, if this one was merged into
        another; None when there is none or it was deleted."""
        found = self.queries.get(self.queries.shown([row]).get(row, row)) if row else None
        return None if found is None or found.deleted else found

    @property
    def blobs(self) -> Blobs:
        """The bytes of photos and scans."""
        return self.ledger.blobs


class Doors(Protocol):
    """What lies outside an open office: making, opening and keeping one. `main.py` builds it from `db`."""

    def new_office(
        self, folder: Path, *, name: str, code: str, level: str, login: str, user_name: str, passphrase: str
    ) -> None:
        """Make the encrypted database and the first user; refuses when the folder holds an office."""

    def open_office(
        self, folder: Path, passphrase: str, login: str | None = None, clock: Clock | None = None
    ) -> Office:
        """Unlock an office; with the computer's clock unless another one is given."""

    def holds_office(self, folder: Path) -> bool:
        """Whether the folder holds an office."""

    def in_use(self, folder: Path) -> bool:
        """Whether a window or command has the office in this folder open."""

    def warm(self) -> None:
        """Load what opening an office will need, while somebody types the passphrase."""

    def users(self, folder: Path) -> list[Me]:
        """The accounts of an office."""

    def add_user(self, folder: Path, passphrase: str, login: str, name: str, theirs: str) -> None:
        """Give another person an account, opened by somebody who has one. Refusal: LOGIN_TAKEN."""

    def remove_user(self, folder: Path, passphrase: str, login: str) -> None:
        """Take an account away; the last one stays."""

    def change_passphrase(self, folder: Path, login: str | None, old: str, new: str) -> None:
        """Change one's own passphrase."""

    def helper(self, folder: Path) -> str:
        """The office above that can help with a forgotten passphrase, by name; "" for none."""

    def ask_help(self, folder: Path, target: Path) -> tuple[Path, str]:
        """Write a request for help; the file, and the six digits that the office above reads too."""

    def asked_help(self, folder: Path) -> str:
        """The six digits of the request that waits for its answer, "" for none."""

    def take_help(self, folder: Path, file: Path, code: str, login: str, name: str, passphrase: str) -> None:
        """Give a user a new passphrase with the answer of the office above."""

    def sheets(self, folder: Path) -> Standing | None:
        """The recovery sheets that are valid for an office, also while it is locked."""

    def draw_sheets(self, office: Office, passphrase: str) -> Drawn:
        """Three fresh recovery sheets for whoever knows the passphrase; they open nothing until they are kept."""

    def keep_sheets(self, office: Office, drawn: Drawn) -> None:
        """Make drawn sheets the valid ones; those before open this office no longer."""

    def drop_sheets(self, office: Office, passphrase: str) -> None:
        """Give the sheets up, by whoever knows the passphrase."""

    def take_sheets(self, folder: Path, sheets: Sequence[Sheet], login: str, name: str, passphrase: str) -> None:
        """Give a user a new passphrase with two recovery sheets."""

    def backup(self, office: Office, target: Path) -> Path:
        """Write a backup folder into `target` and verify it by opening it; its path."""

    def old_backups(self, office: Office, target: Path) -> list[Path]:
        """The backups in a folder that were made before something was erased, and still hold it."""

    def drop_backups(self, office: Office, target: Path) -> int:
        """Take these away where a newer one stands; how many."""

    def keep(self, office: Office, told: Callable[[Keeping], object]) -> None:
        """Make the backups of today that are due, in the background; `told` hears, in another thread, how things stand
        then. Closing the office ends it."""

    def kept(self, office: Office) -> Keeping:
        """The places of the backups that are made by themselves, and when they were last written."""

    def back_up(self, office: Office, *, due: bool = False) -> Keeping:
        """Make such a backup now in every place that is there, or of today where that is `due`. Refusals: the first
        place's, when it could not."""

    def after_call(self, office: Office) -> bool:
        """A call of the console ends. Where it wrote something there is a backup of today now, if that takes no time;
        else whether it is to be told that there is none."""

    def choose_place(self, office: Office, folder: Path | None) -> Keeping:
        """From now on backups are also made in this folder; None: in the office's own folder alone."""

    def found_backups(self, folder: Path, chosen: Path | None = None) -> list[Offered]:
        """The backups that can be put back into this folder, the newest first: those around it and on drives, or those
        in the folder `chosen`. Asks the drives."""

    def salvage(
        self,
        folder: Path,
        passphrase: str,
        login: str | None = None,
        *,
        backup: Path | None = None,
        step: Callable[[int, int], None] | None = None,
    ) -> Salvaged:
        """Set a damaged database aside and make a whole one of what can still be read of it and of a backup (the
        newest, unless one is given)."""

    def restore(
        self, backup: Path, target: Path, passphrase: str, *, beside: Path | None = None, older: bool = False
    ) -> dict[str, int]:
        """Put a backup into an empty folder, as a new incarnation of the device; counts per register. Unless `older` is
        said, it is refused (BACKUP_NEWER) where a newer one lies around it, around `target`, the folder `beside` or on
        a drive."""
