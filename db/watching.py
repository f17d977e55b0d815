"""Is this the database that was used last, and the computer? If not, it goes on as a new device, and says so once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db import computer, marks

if TYPE_CHECKING:
    from pathlib import Path

    from db.ledger import Ledger

COMPUTER, NOTICED = "computer", "noticed"
ROLLED_BACK, COPIED = "ROLLED_BACK", "COPIED"


def wake(ledger: Ledger, database: Path, folder: Path) -> None:
    """Look at the mark and at the computer, when an office is opened."""
    now = computer.look(database)
    before = computer.read(ledger.setting(COMPUTER))
    if not compare(ledger, folder) and len(computer.differences(before, now)) >= computer.ENOUGH:
        renew(ledger, COPIED, 0)
    if computer.text(now) != computer.text(before):
        ledger.keep_setting(COMPUTER, computer.text({**before, **now}))
    marks.write(ledger.database, folder)


def compare(ledger: Ledger, folder: Path) -> bool:
    """Whether a mark in this folder goes beyond the database; then it is a new device from now on."""
    missing = marks.beyond(ledger.database, folder)
    if missing is None:
        return False
    renew(ledger, ROLLED_BACK if missing else COPIED, missing)
    return True


def renew(ledger: Ledger, code: str, missing: int) -> None:
    """Go on as a new device, and keep what is to be told of it."""
    with ledger.together():
        ledger.new_identity()
        said = {"code": code, "n": missing, "at": ledger.clock.now_ms()}
        ledger.keep_setting(NOTICED, json.dumps(said))
