"""Attempts with a wrong passphrase: noted beside the database, which nobody could open, until somebody can.

Every door of an office asks here for the key: whoever left no trace at one of them would try there. A line
says when, and which account was asked for; logins stand openly in the file of keys, too.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from casefiles.domain.problems import Refusal
from db import keyslots

if TYPE_CHECKING:
    from pathlib import Path

FILE = "tried.log"
LARGEST = 64 << 10
"""bytes; a program that guesses fills no disk, and what was first is what matters"""
MOST = 500
LOGIN = 64
"""characters of a login that are kept"""
LATEST_MS = 253_370_764_800_000
"""the year 9999, the last that can be shown"""


def unlock(folder: Path, login: str | None, passphrase: str, now_ms: int) -> tuple[bytes, str]:
    """The key of the office in this folder, and whose slot opened: see `keyslots.unlock`. A wrong passphrase is noted.
    """
    try:
        return keyslots.unlock(folder, login, passphrase)
    except Refusal as refusal:
        if any(problem.code == "WRONG_PASSPHRASE" for problem in refusal.problems):
            note(folder, login, now_ms)
        raise


def note(folder: Path, login: str | None, now_ms: int) -> None:
    """Somebody typed a wrong passphrase. That this cannot be written stops nothing."""
    file = folder / FILE
    asked = (login or "").encode("utf-8", "replace").decode()[:LOGIN]
    with contextlib.suppress(OSError):
        if not file.exists() or file.stat().st_size < LARGEST:
            with file.open("a", encoding="utf-8") as out:
                out.write(json.dumps([now_ms, asked]) + "\n")


def noted(folder: Path) -> list[tuple[int, str]]:
    """(when, login) of each attempt, the first of them first. A line that cannot have been written here is left out:
    anybody can write into this file, and it must keep nobody from opening the office."""
    raw = b""
    with contextlib.suppress(OSError), (folder / FILE).open("rb") as file:
        raw = file.read(2 * LARGEST)
    return [found for line in raw.splitlines()[:MOST] if (found := _attempt(line)) is not None]


def _attempt(line: bytes) -> tuple[int, str] | None:
    try:
        at_ms, login = json.loads(line)
        if type(at_ms) is int and 0 <= at_ms < LATEST_MS and isinstance(login, str) and len(login) <= LOGIN:
            login.encode()
            return at_ms, login
    except (ValueError, TypeError, RecursionError):  # UnicodeError is a ValueError
        pass
    return None


def forget(folder: Path) -> None:
    """They stand in the database now."""
    with contextlib.suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)
