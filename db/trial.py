"""A backup put back on trial, once a month: into a temporary folder, with its journal, whole, and compared.

Only then it is known that what is called a backup is one. It is compared by a digest of every record of every register
with what the database shows in the same moment; nobody waits for it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import shutil
from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from db import backups, durable, log, replaying
from db.checking import check
from db.kept import TRIED
from db.opening import FILE, prepare
from db.schema import quoted, read

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from db.backups import Backup
    from db.driver import Connection, Database
    from db.following import Followed
    from db.ledger import Ledger
    from db.resting import Rest

EVERY = dt.timedelta(days=30)
TRIAL = "trial.tmp"
TRIES = 9
"""moments that are looked at: something may be saved after the last entry was written"""
PART = 200
"""records between two rests"""


def due(ledger: Ledger) -> bool:
    """Whether the last trial was a month ago, or the clock says nonsense of it."""
    told = json.loads(ledger.setting(TRIED) or "{}")
    try:
        last = dt.datetime.fromisoformat(str(told["at"]))
    except (KeyError, ValueError):
        return True
    now = dt.datetime.fromtimestamp(ledger.clock.now_ms() / 1000)
    return not dt.timedelta() <= now - last < EVERY


def run(
    ledger: Ledger, followed: Followed, scratch: Path, rest: Rest, alone: AbstractContextManager[object]
) -> bool | None:
    """Try the backup that is followed, in a folder that is made for it in `scratch`; whether it is the same as the
    database, which is noted, or None where so much is saved that no moment is found. Inside `alone` nobody else writes
    on its journal; saves go on. Refusals: DISK_FULL, CANNOT_WRITE; Stopped. Nothing is left behind."""
    database, one = ledger.database, followed.backup
    folder = scratch / TRIAL
    shutil.rmtree(folder, ignore_errors=True)
    with durable.writing_to(scratch):
        folder.mkdir()
        try:
            with contextlib.ExitStack() as moment:
                live = _even(database, followed, folder / backups.JOURNAL, alone, moment)
                if live is None:
                    return None
                _copy(one, folder, rest)
                well = _same(database, live, folder, rest)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    at = dt.datetime.fromtimestamp(ledger.clock.now_ms() / 1000)
    ledger.keep_setting(TRIED, json.dumps({"at": f"{at:%Y-%m-%dT%H:%M}", "well": well}))
    return well


def _even(
    database: Database,
    followed: Followed,
    copy: Path,
    alone: AbstractContextManager[object],
    moment: contextlib.ExitStack,
) -> Connection | None:
    """The database as it stands in a moment in which the journal, copied, holds all of it."""
    with alone:
        for _ in range(TRIES):
            followed.follow()
            with contextlib.ExitStack() as now:
                live = now.enter_context(database.still())
                if followed.level(live):
                    shutil.copyfile(followed.backup.path / backups.JOURNAL, copy)
                    moment.push(now.pop_all())
                    return live
    return None


def _copy(one: Backup, folder: Path, rest: Rest) -> None:
    with (one.path / FILE).open("rb") as old, (folder / FILE).open("xb") as new:
        while piece := old.read(1 << 20):
            new.write(piece)
            rest()


def _same(database: Database, live: Connection, folder: Path, rest: Rest) -> bool:
    try:
        copy = database.another(folder / FILE)
        try:
            prepare(copy)
            if not replaying.replay(copy, folder / backups.JOURNAL, 0).whole:
                return False
            rest()
            if not check(copy)["ok"]:
                return False
            rest()
            with copy.reading() as there:
                heads = [{n: (h.seq, h.head) for n, h in log.logs(c).items() if h.seq} for c in (there, live)]
                return heads[0] == heads[1] and all(
                    digest(there, name, rest) == digest(live, name, rest) for name in ENTITIES
                )
        finally:
            copy.close()
    except Refusal as refusal:
        if any(problem.code in {"DISK_FULL", "CANNOT_WRITE"} for problem in refusal.problems):
            raise
        return False


def digest(connection: Connection, name: str, rest: Rest) -> bytes:
    """What a register comes to, record by record in the order of their ids."""
    found = hashlib.sha256()
    rows = connection.execute(f"SELECT {read(ENTITIES[name])} FROM {quoted(name)} ORDER BY id")  # noqa: S608
    while some := rows.fetchmany(PART):
        for row in some:
            found.update(repr(row).encode())
        rest()
    return found.digest()
