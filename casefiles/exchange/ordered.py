"""What follows from a package without anybody here: what lies in a division that is no more moves, and what was ordered
to be erased goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem
from casefiles.exchange import erasures

if TYPE_CHECKING:
    from casefiles.office import Office


def obey(office: Office, heard: str) -> tuple[Problem, ...]:
    """Do it, in the transaction of the package; `heard` is the office that it came from. What is to be said of it."""
    from casefiles import divisions, erasing, redividing  # services that ask where offices lie

    righted = divisions.apply(office)
    redividing.apply(office)
    before = {one.order for one in erasures.here(office)}
    erasing.obey(office, heard)
    told = (Problem("DIVISION_RIGHTED", "division", args={"n": righted}),) if righted else ()
    return (*told, *(one.problem for one in erasures.here(office) if one.order not in before))


def tidy(office: Office) -> None:
    """Afterwards: photos and scans of what was erased go too."""
    from casefiles import erasing

    erasing.tidy(office)
