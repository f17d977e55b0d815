"""The records that come along with an invitation: a package like any other, on the same stick, sealed for a key that
was made for it alone, because the new computer's own keys did not exist yet.

The invitation holds that key under its code. It is kept here (`first_data` in the settings), so that the package can be
taken in at any time, also one that has to wait, or comes a second time.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casefiles.edges.package.stick import file_code
from casefiles.edges.package.writing import SUFFIX
from casefiles.exchange import receiving, unsealing

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.edges.package.invitations import Invitation
    from casefiles.exchange.reports import ImportReport, Progress
    from casefiles.office import Office


def expect(office: Office, invitation: Invitation) -> None:
    """Remember what opens the records that come along."""
    if invitation.first is not None:
        said = {"key": invitation.first.hex(), "package": invitation.package}
        office.ledger.keep_setting(unsealing.FIRST, json.dumps(said))


def take_first(
    office: Office, invitation: Invitation, folder: Path, progress: Progress | None = None
) -> list[ImportReport]:
    """Take in the records that came along, where the invitation lies; nothing when none were promised.

    The report of a package that is not there or is refused says so, and the office works all the same: it can be taken
    in later like any other.
    """
    if invitation.first is None:
        return []
    sides = f"{file_code(invitation.card.office)}-{file_code(invitation.office)}"
    found = sorted(folder.glob(f"{sides}-*-{invitation.package[:8]}*{SUFFIX}"))
    if not found:
        return [receiving.missing(folder, invitation.card.office)]
    return receiving.import_files(office, found, progress)
