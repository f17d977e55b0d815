"""How far this computer's log went, noted outside the database: whoever puts an older database back is found out.

A mark is a small file in a second folder of the computer, and beside the packages on every stick that is used. It holds
for each device this database has been the number and the id of its last change, under a MAC of a key that only the
database has. A database that falls short of its mark, or has another change under that number, was put back or copied.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from db import log

if TYPE_CHECKING:
    from db.driver import Database

ENDING = ".mark"
VARIABLE = "DOORSTEP_MARKS"
"""the folder for marks, in place of the system's; empty: none are kept"""
MOST = 64
"""devices remembered; a computer is rarely renewed"""
_LARGEST = 64 << 10
Seen = dict[str, tuple[int, str]]


def place() -> Path | None:
    """Where the marks of this computer's offices lie; None when none are to be kept."""
    told = os.environ.get(VARIABLE)
    if told is not None:
        return Path(told) if told else None
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return base / "doorstep" / "marks"


def name_of(database: Database) -> str:
    """What this database's mark is called; it says nothing of the office."""
    return database.derived(b"doorstep mark name").hex()[:16] + ENDING


def write(database: Database, folder: Path) -> None:
    """Note how far our own log goes. A mark that cannot be written is no reason to stop anything."""
    seen = read(database, folder)
    own = _own(database)
    if own is None or not own.seq:
        return
    before = seen.get(own.dev)
    if before is not None and before[0] >= own.seq:
        return
    seen.pop(own.dev, None)  # the newest stands last
    seen[own.dev] = (own.seq, own.head.hex())
    said = json.dumps(dict(list(seen.items())[-MOST:]))
    path = folder / name_of(database)
    temporary = path.with_name(path.name + ".tmp~")
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="ascii") as file:
            json.dump({"seen": said, "mac": _mac(database, said)}, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)


def read(database: Database, folder: Path) -> Seen:
    """What the mark says; nothing when there is none, or when it is not of this database."""
    try:
        with (folder / name_of(database)).open("rb") as file:
            whole = json.loads(file.read(_LARGEST))
        said = str(whole["seen"])
        if not hmac.compare_digest(str(whole["mac"]), _mac(database, said)):
            return {}
        return {str(dev): (int(seq), str(head)) for dev, (seq, head) in json.loads(said).items()}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def beyond(database: Database, folder: Path) -> int | None:
    """How many changes of this device the mark knows that are not here; 0 when another change stands under its number;
    None when all is well."""
    own = _own(database)
    marked = read(database, folder).get(own.dev) if own is not None else None
    if own is None or marked is None:
        return None
    seq, head = marked
    if seq > own.seq:
        return seq - own.seq
    with database.reading() as connection:
        there = log.ids(connection, own, seq, seq)
    return None if [one.hex() for one in there] == [head] else 0


def _own(database: Database) -> log.Log | None:
    with database.reading() as connection:
        return next((held for held in log.logs(connection).values() if held.own == log.OURS), None)


def _mac(database: Database, said: str) -> str:
    return hmac.digest(database.derived(b"doorstep marks"), said.encode(), "sha256").hex()
