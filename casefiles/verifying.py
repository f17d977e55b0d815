"""A file was verified: what it says is still so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain.entities import ENTITIES

if TYPE_CHECKING:
    from casefiles.office import Office
    from casefiles.recording import Saved


def unchanged(office: Office, child: str, how: str = "") -> Saved:
    """Record that somebody checked the file today and nothing has changed."""
    draft = {"child": child, "on": office.clock.today().isoformat(), "result": "same", "by": office.me.name, "how": how}
    return recording.save(office, ENTITIES["verification"], draft)
