"""Attempts to unlock with a wrong passphrase: noted beside the database, which nobody could open, until somebody can.

A line says when, and which account was asked for; logins stand openly in the file of keys, too.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE = "tried.log"
LARGEST = 64 << 10
"""bytes; a program that guesses fills no disk, and what was first is what matters"""
MOST = 500


def note(folder: Path, login: str | None, now_ms: int) -> None:
    """Somebody typed a wrong passphrase. That this cannot be written stops nothing."""
    file = folder / FILE
    with contextlib.suppress(OSError):
        if not file.exists() or file.stat().st_size < LARGEST:
            with file.open("a", encoding="utf-8") as out:
                out.write(json.dumps([now_ms, (login or "")[:64]]) + "\n")


def noted(folder: Path) -> list[tuple[int, str]]:
    """(when, login) of each attempt, the first of them first."""
    found: list[tuple[int, str]] = []
    with contextlib.suppress(OSError):
        for line in (folder / FILE).read_text(encoding="utf-8", errors="replace").splitlines()[:MOST]:
            with contextlib.suppress(ValueError, TypeError):
                at_ms, login = json.loads(line)
                found.append((int(at_ms), str(login)))
    return found


def forget(folder: Path) -> None:
    """They stand in the database now."""
    with contextlib.suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)
