"""What follows from a package without anybody here: what lies in a division that is no more moves, and what was ordered
to be erased goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casefiles.office import Office


def obey(office: Office, heard: str) -> None:
    """Do it, in the transaction of the package; `heard` is the office that it came from."""
    from casefiles import erasing, redividing  # services that ask where offices lie

    redividing.apply(office)
    erasing.obey(office, heard)


def tidy(office: Office) -> None:
    """Afterwards: photos and scans of what was erased go too."""
    from casefiles import erasing

    erasing.tidy(office)
