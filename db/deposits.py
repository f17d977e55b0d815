"""The key of an office's database, deposited with the office above: kept in the file of keys beside the slots, sent
along when nobody here knows a passphrase any more, and brought back (casefiles.edges.package.helping).
"""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package import helping
from casefiles.edges.package.stick import file_code, put, write_safely
from db import keyslots
from db.lock import OfficeLock
from db.opening import FILE, SystemClock, open_with

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from db.driver import Database

DEPOSIT, ASKED = "deposit", keyslots.ASKED


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the key: the office above, by code and name, and what it is sealed for there."""

    office: str
    name: str
    recipients: tuple[str, ...]
    sealed: bytes
    home: str
    """what this office is called"""
    device: str = ""
    """whose computer's it is"""


def holder(folder: Path) -> Holder | None:
    """Who holds the key of the office in this folder; None when nobody does. Refusal: KEYS_DAMAGED."""
    return _holder(keyslots.document(folder))


def keep(
    folder: Path, database: Database, office: str, home: str, device: str, above: tuple[str, str],
    recipients: Sequence[str],
) -> None:  # fmt: skip
    """Deposit the key with the office above (code, name), sealed for these; for nobody: take the deposit back."""
    sealed = helping.deposit_bytes(database.key(), office, device, recipients) if recipients else b""
    with keyslots.changing(folder) as document:
        document.pop(DEPOSIT, None)
        if recipients:
            document[DEPOSIT] = {
                "office": above[0], "name": above[1], "recipients": list(recipients), "home": home,
                "device": device, "sealed": base64.b64encode(sealed).decode(),
            }  # fmt: skip


def ask(folder: Path, target: Path) -> tuple[Path, helping.Request, Holder]:
    """Write a request for help into `target`. Refusals: NO_OFFICE, KEYS_DAMAGED, HELP_NONE, CANNOT_WRITE, DISK_FULL,
    STICK_GONE, STICK_BAD."""
    if not (folder / FILE).exists():
        raise Refusal(Problem("NO_OFFICE", value=str(folder)))
    document = keyslots.document(folder)
    found = _holder(document)
    if found is None:
        raise Refusal(Problem("HELP_NONE"))
    office = str(document["office"])
    raw, request, secret = helping.request_bytes(office, found.home, found.sealed, time.time_ns() // 1_000_000)
    path = target / f"{file_code(office)}-{request.mark[:8]}{helping.REQUEST}"
    with keyslots.changing(folder) as document:  # before the stick: an answer to what is not remembered opens nothing
        document[ASKED] = {"mark": request.mark, "secret": secret.hex(), "check": request.check}
    write_safely(target, path.name, lambda out: put(out, raw))
    return path, request, found


def asked(folder: Path) -> str:
    """The six digits of the request that is not answered yet, "" for none."""
    waits = keyslots.document(folder).get(ASKED)
    return str(waits.get("check", "")) if isinstance(waits, dict) else ""


def take(
    folder: Path, file: Path, code: str, login: str, name: str, passphrase: str, cost: keyslots.Cost = keyslots.STRONG
) -> None:
    """Give a user a new passphrase with the answer from above; nothing else changes.

    Refusals: those of reading the answer; UNLOCK_NOT_FOR_US when this computer did not ask for it; HELP_TYPO, HELP_BAD;
    UNLOCK_WRONG_KEY when it does not open this database; WEAK_PASSPHRASE, LOCKED.
    """
    document = keyslots.document(folder)
    answer = helping.read_answer(file)
    waits = document.get(ASKED)
    if not isinstance(waits, dict) or (answer.mark, answer.office) != (waits.get("mark"), document["office"]):
        raise Refusal(Problem("UNLOCK_NOT_FOR_US"))
    key = helping.open_answer(answer, code, bytes.fromhex(str(waits["secret"])))
    keyslots.check(passphrase)
    lock = OfficeLock(folder)
    try:
        try:
            ledger, _, _ = open_with(folder, key, lock, SystemClock())
        except Refusal as refusal:
            if refusal.problems[0].code == "DB_FOREIGN":
                raise Refusal(Problem("UNLOCK_WRONG_KEY")) from refusal
            raise
        try:
            keyslots.put(folder, key, login, name, passphrase, cost)
            with keyslots.changing(folder) as document:
                document.pop(ASKED, None)
            found = _holder(document)
            by = (found.office, found.name) if found else ("", "")
            one = helping.Help("taken", *by, login, answer.mark, ledger.clock.now_ms())
            ledger.keep_setting(helping.HELPS, helping.with_help(ledger.setting(helping.HELPS), one))
        finally:
            ledger.database.close()
    finally:
        lock.release()


def _holder(document: dict[str, Any]) -> Holder | None:
    """A deposit that is no deposit counts as none: it locks nobody out."""
    try:
        said = document[DEPOSIT]
        sealed = base64.b64decode(said["sealed"], validate=True)
        to = tuple(map(str, said["recipients"]))
        device = str(said.get("device", ""))
        return Holder(str(said["office"]), str(said["name"]), to, sealed, str(said["home"]), device)
    except (KeyError, TypeError, ValueError):
        return None
