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


def meant(office: Office, typed: str) -> str:
    """The code of the office that is meant by a code, a name, or a name with its code behind; what was typed where no
    office, or more than one, is called so."""
    word = typed.strip()
    known = {p.office: p.name for p in office.ledger.peers()} | {office.home.code: office.home.name}
    if word in known:
        return word
    told = names(office)
    found = [code for code, own in known.items() if word in (own, told[code], f"{own}({code})")]
    return found[0] if len(found) == 1 else typed


def name(office: Office, code: str) -> str:
    """The name of an office; of one whose card is not here that of its division, else the code."""
    return names(office).get(code) or areas.name_of(code) or code
