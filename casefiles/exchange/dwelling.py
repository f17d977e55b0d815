"""Where a file lies: in the division that it names, or, where it names none, in that of the office that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.office import Office
    from casefiles.ports import Record


def division(office: Office, file: Record, owner: Callable[[str], str] | None = None) -> str:
    """The code; "" where the file names none and nobody knows whose computer made it. `owner` is what `owners` gives,
    where many are asked for."""
    if file.values.get("area"):
        return str(file.values["area"])
    made = office.ledger.begun_by(file.id)  # few files name none
    return (owner or owners(office))(made[0]) if made else ""


def owners(office: Office) -> Callable[[str], str]:
    """Which office's a computer is, "" for one that is not known."""
    from casefiles.exchange import claiming

    ours, known = office.ledger.own_devices(), claiming.owners(office)
    return lambda device: office.home.code if device in ours else known(device)
