"""Which office has a record that another one points to and that is not here: by the transfer of its file, else whoever
wrote the record that points to it, since it had both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.trust import device_id

if TYPE_CHECKING:
    from db.driver import Database

TOWNSHIP = 9
"""digits of a township's division code"""
_MOVED = """
SELECT to_area FROM transfer WHERE child = ? AND state = 'accepted' AND _del IS NULL AND to_area IS NOT NULL
ORDER BY coalesce(answered_on, '') DESC, id DESC LIMIT 1"""
_WROTE = """
SELECT DISTINCT l.dev FROM change c JOIN log l ON l.lid = c.lid WHERE c.row = ? AND l.own = 0 ORDER BY l.dev LIMIT 8"""


def of(database: Database, missing: str, pointing: str) -> str:
    """The code of the office that has `missing`, to which the record `pointing` points; "" where it is not known, or
    could be several."""
    moved = database.one(_MOVED, (missing,))
    home = database.one("SELECT value FROM setting WHERE key='office'", ())
    if moved and not (home and str(moved[0])[:TOWNSHIP] == str(home[0])[:TOWNSHIP]):
        return str(moved[0])[:TOWNSHIP]
    wrote = {str(dev) for (dev,) in database.read(_WROTE, (pointing,))}
    if not wrote:
        return ""
    peers = {str(office): bytes(key) for office, key in database.read("SELECT office, sign_pub FROM peer", ())}
    found = {office for office, key in peers.items() if wrote & {device_id(key), *_devices(database, office)}}
    return found.pop() if len(found) == 1 else ""


def _devices(database: Database, office: str) -> list[str]:
    """The computers that were heard of as its own."""
    kept = database.one("SELECT value FROM setting WHERE key=?", (f"devices:{office}",))
    return str(kept[0]).split(",") if kept else []
