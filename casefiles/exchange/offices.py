"""What an office is called: by its own name, with the code behind it where two have the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import areas

if TYPE_CHECKING:
    from casefiles.office import Office


def names(office: Office) -> dict[str, str]:
    """The offices that are known here, this one among them: code -> name."""
    found = {p.office: p.name for p in office.ledger.peers()} | {office.home.code: office.home.name}
    held = list(found.values())
    return {code: name if held.count(name) == 1 else f"{name}（{code}）" for code, name in found.items()}


def name(office: Office, code: str) -> str:
    """The name of an office; of one whose card is not here that of its division, else the code."""
    return names(office).get(code) or areas.name_of(code) or code
