"""Where a file lies: in the division that it names, or, where it names none, in that of the office that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casefiles.office import Office
    from casefiles.ports import Record


def division(office: Office, file: Record) -> str:
    """The code; "" where the file names none and nobody knows whose computer made it."""
    if file.values.get("area"):
        return str(file.values["area"])
    from casefiles.exchange import claiming  # few files name none

    first = next(iter(office.ledger.history(file.id)), None)
    return claiming.makers(office)(first) if first is not None else ""
