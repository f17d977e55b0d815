"""Where a file may be transferred: to a division that there is, or to an office whose card is here."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from casefiles import divisions
from casefiles.domain import areas
from casefiles.domain.problems import Problem

if TYPE_CHECKING:
    from casefiles.office import Office

TOWNSHIP = 9
"""digits of a township's code"""
NEAR = 3
"""names that a refusal offers"""


def known(office: Office, code: str) -> bool:
    """Whether the division (of a village its township) is in the table, now or formerly, or an office that was met."""
    town = code[:TOWNSHIP]
    return areas.name_of(town) is not None or any(town == p.office[:TOWNSHIP] for p in office.ledger.peers())


def meant(office: Office, typed: str) -> str:
    """The code that is meant, where the name of one division around is typed; else what is typed."""
    text = typed.strip()
    found = [code for code, name in _around(office, "").items() if text and text in (name, name.split("（")[0])]
    return found[0] if len(found) == 1 else typed


def against(office: Office, code: str, from_: str) -> list[Problem]:
    """What stands against a division as the one a file goes to. Problems: TRANSFER_NOWHERE, AREA_ENDED,
    TRANSFER_ABOVE."""
    near = "、".join(f"{name} {one}" for one, name in _near(office, code)) or areas.path(code[:6]) or "—"
    if not known(office, code):
        return [Problem("TRANSFER_NOWHERE", "transfer", field="to_area", value=code, args={"near": near})]
    today = office.clock.today().isoformat()
    if ended := divisions.book(office).ended(code, today):
        args = {"name": areas.name_of(code, ended) or code, "day": ended}
        return [Problem("AREA_ENDED", "transfer", field="to_area", value=code, args=args)]
    if from_ and areas.root(from_) != areas.root(code) and areas.root(from_).startswith(areas.root(code)):
        args = {"near": near, "name": areas.name_of(code) or code}
        return [Problem("TRANSFER_ABOVE", "transfer", field="to_area", value=code, args=args)]
    return []


def _near(office: Office, code: str) -> list[tuple[str, str]]:
    around = _around(office, code)
    found = difflib.get_close_matches(code, around, NEAR, 0.3)
    return [(one, around[one]) for one in found]


def _around(office: Office, code: str) -> dict[str, str]:
    """The townships of the county meant and of our own, and the offices whose cards are here: code -> name."""
    home = office.home.code
    found = {p.office: p.name for p in office.ledger.peers()}
    for county in dict.fromkeys((code[:6], home[:6])):
        if len(county) == 6:
            found |= {one: areas.name_of(one) or one for one in areas.children(county)}
    return {one: name for one, name in found.items() if not areas.root(home).startswith(areas.root(one))}
