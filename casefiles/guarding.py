"""The one way to write what was not typed into a form of its own: steps of many, hand-overs, undoing, rosters.

Forms go through `casefiles.recording`, which asks the same. Whoever makes the edits brings along what follows from
them (`casefiles.following`), or says why nothing does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import freezing, leaving, reporting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.changes import Edit, Touched
    from casefiles.office import Office


def write(office: Office, edits: Sequence[Edit]) -> Touched:
    """Write these in one transaction; nothing deletes a mandatory report, changes a closed round, or anything that
    another office took over. Refusals: REPORT_STANDS, ROUND_CLOSED, FILE_MOVED."""
    look(office, edits)
    return office.ledger.write(edits, office.me.login)


def look(office: Office, edits: Sequence[Edit]) -> None:
    """The refusals of `write`, and nothing is written."""
    reporting.lasts(edits)
    leaving.all_here(office, edits)
    freezing.lasts(office, edits)


def keep(office: Office, edits: Sequence[Edit], told: Callable[[int, int], object] | None = None) -> Touched:
    """Write what an office keeps of its own work: the doors and the closing of a round, the end of a match whose mentor
    leaves. It says nothing new in a file, so that one that another office took over does not hold it up. `told(done,
    all)` follows many edits; what it raises stops the work, and nothing is written."""
    return office.ledger.write(edits, office.me.login, told=told)


def ours(office: Office, edits: Sequence[Edit]) -> list[Edit]:
    """Those that change no file that another office took over."""
    gone = leaving.moved(office, edits)
    return [edit for edit in edits if edit.row not in gone]
