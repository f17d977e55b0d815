"""The console's one way into an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.office import Office
    from ui.console.output import Call


def there(call: Call) -> Path:
    """The folder of the call, which holds an office. Refusal: NO_OFFICE."""
    if not call.doors.holds_office(call.folder):
        raise Refusal(Problem("NO_OFFICE", value=str(call.folder)))
    return call.folder


def unlocked(call: Call, folder: Path, secret: str, login: str | None = None) -> Office:
    """The office in `folder`, open until the call is over. Its record of access has an entry for that, and one for each
    attempt before that failed. Refusals: those of `Doors.open_office`."""
    from casefiles import accessing

    office = call.doors.open_office(folder, secret, login)
    call.opened.append(office)
    accessing.unlocked(office)
    return office
