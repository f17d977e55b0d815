"""The database key under three recovery sheets, any two of which open it; kept in the file of keys beside the slots.

The key is sealed with a secret of 32 bytes that exists nowhere but split into the sheets (casefiles.domain.thirds).
ChaCha20-Poly1305, the associated data are the office, the set's number, when and by whom it was made. A new set takes
the old one's place, so that old sheets open today's file no longer. What was used stands in the same write as the new
passphrase: there is no moment at which one is there without the other, and also where the database cannot be opened.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from casefiles.domain import keysheets
from casefiles.domain.access import SHEETS
from casefiles.domain.keysheets import DROPPED, LOG, MADE, USED, Done, Drawn, Standing
from casefiles.domain.problems import Problem, Refusal
from db import keyslots
from db.lock import OfficeLock
from db.opening import FILE, SystemClock, finish, open_with

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from casefiles.domain.sheetcode import Sheet
    from db.ledger import Ledger

ENTRY = "sheets"


def standing(folder: Path) -> Standing | None:
    """The set that is valid for the office in this folder; None for none. Refusal: KEYS_DAMAGED."""
    return _standing(keyslots.document(folder))


def keep(folder: Path, key: bytes, drawn: Drawn, login: str) -> None:
    """Make a drawn set the valid one; the one before opens nothing here any more. Refusals: KEYS_DAMAGED, LOCKED,
    DISK_FULL, CANNOT_WRITE."""
    nonce = os.urandom(12)
    with keyslots.changing(folder) as document:
        about = _associated(str(document["office"]), drawn.set, drawn.made_ms, login)
        before = _standing(document)
        document[ENTRY] = {
            "set": drawn.set, "made": drawn.made_ms, "login": login, "nonce": base64.b64encode(nonce).decode(),
            "sealed": base64.b64encode(ChaCha20Poly1305(drawn.secret).encrypt(nonce, key, about)).decode(),
            "used": [_line(one) for one in before.used] if before is not None else [],
        }  # fmt: skip


def drop(folder: Path) -> None:
    """Give the sheets up: no two open anything here any more. Refusals as `keep`."""
    with keyslots.changing(folder) as document:
        document.pop(ENTRY, None)


def replace(ledger: Ledger, drawn: Drawn, login: str) -> None:
    """Make a drawn set the valid one of an open office, and write that down. Refusals as `keep`."""
    folder = ledger.database.path.parent
    keep(folder, ledger.database.key(), drawn, login)
    settle(ledger, folder)


def give_up(ledger: Ledger, login: str) -> None:
    """Give the sheets of an open office up, and write that down; where there are none nothing happens. Refusals as
    `keep`."""
    folder = ledger.database.path.parent
    found = standing(folder)
    if found is not None:
        settle(ledger, folder)
        drop(folder)
        settle(ledger, folder, Done(DROPPED, found.set, login, ledger.clock.now_ms()))


def opened(folder: Path, sheets: Sequence[Sheet]) -> bytes:
    """The database key, by two sheets. Refusals: KEYS_DAMAGED, SHEETS_NONE, SHEETS_TWO, SHEET_SAME, SHEETS_MIXED,
    SHEET_OTHER_SET, SHEETS_BAD."""
    document = keyslots.document(folder)
    found = _standing(document)
    if found is not None and len(sheets) != 2:
        raise Refusal(Problem("SHEETS_TWO", args={"n": len(sheets)}))
    keysheets.check(found, *sheets)
    secret = keysheets.joined(*sheets)
    said = document[ENTRY]
    nonce, sealed = (base64.b64decode(said[name]) for name in ("nonce", "sealed"))
    about = _associated(str(document["office"]), str(said["set"]), int(said["made"]), str(said["login"]))
    try:
        return ChaCha20Poly1305(secret).decrypt(nonce, sealed, about)
    except InvalidTag as e:
        raise Refusal(Problem("SHEETS_BAD")) from e


def take(
    folder: Path, sheets: Sequence[Sheet], login: str, name: str, passphrase: str,
    cost: keyslots.Cost = keyslots.STRONG, now_ms: int | None = None,
) -> None:  # fmt: skip
    """Give a user a new passphrase with two sheets; nothing else changes, and the sheets stay valid. A database that
    cannot be opened does not stop it: with the passphrase it is salvaged.

    Refusals: NO_OFFICE, those of `opened`, WEAK_PASSPHRASE, LOCKED, DISK_FULL, CANNOT_WRITE.
    """
    if not (folder / FILE).exists():
        raise Refusal(Problem("NO_OFFICE", value=str(folder)))
    opened(folder, sheets)
    keyslots.check(passphrase)
    lock = OfficeLock(folder)
    try:
        finish(folder)
        key = opened(folder, sheets)  # now that nobody else is in here
        done = Done(USED, sheets[0].set, login, SystemClock().now_ms() if now_ms is None else now_ms)
        with keyslots.changing(folder) as document:
            keyslots.place(document, key, login, name, passphrase, cost)
            document[ENTRY]["used"] = [*map(_line, _used(document[ENTRY])), _line(done)][-keysheets.MOST_KEPT :]
        with contextlib.suppress(Refusal):  # then it stands in the file of keys, and comes in when it is opened
            ledger, _, _ = open_with(folder, key, lock, SystemClock())
            try:
                settle(ledger, folder)
            finally:
                ledger.database.close()
    finally:
        lock.release()


def settle(ledger: Ledger, folder: Path, *more: Done) -> None:
    """Write down in the database, and in its record of access, what the file of keys tells of sheets, and these; what
    is known stays as it is."""
    found = standing(folder)
    told = () if found is None else (Done(MADE, found.set, found.login, found.made_ms), *found.used)
    kept = ledger.setting(LOG)
    known = keysheets.log_of(kept)
    fresh = [one for one in (*told, *more) if one not in known]
    for one in fresh:
        ledger.accessed(one.login, SHEETS, detail=f"{one.what} {one.set}")
    if fresh:
        ledger.keep_setting(LOG, keysheets.with_done(kept, *fresh))


def _standing(document: dict[str, Any]) -> Standing | None:
    """An entry that is none counts as none: it locks nobody out."""
    try:
        said = document[ENTRY]
        sizes = [len(base64.b64decode(said[name], validate=True)) for name in ("nonce", "sealed")]
        if sizes != [12, 48]:
            return None
        return Standing(str(said["set"]), int(said["made"]), str(said["login"]), tuple(_used(said)))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _used(said: dict[str, Any]) -> list[Done]:
    with contextlib.suppress(KeyError, TypeError, ValueError, OverflowError, IndexError):
        return [Done(USED, str(line[0]), str(line[1]), int(line[2])) for line in said["used"]]
    return []


def _line(done: Done) -> list[object]:
    return [done.set, done.login, done.at_ms]


def _associated(office: str, name: str, made_ms: int, login: str) -> bytes:
    return json.dumps(["doorstep-sheets", keyslots.FORMAT, office, name, made_ms, login]).encode()
