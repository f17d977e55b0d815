"""Photos and scans in backups: one folder beside all backups of an office, to which each backup adds what is new.

A content never changes, so it is carried to the backup's disk once. Each backup has a list of the files it needs; a
restored office takes them from the folder beside the backup, or from a folder `blobs` inside it. What is missing or
damaged there is counted and keeps nothing else from being restored.
"""

from __future__ import annotations

import contextlib
import os
import random
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain.problems import Problem, Refusal
from db import durable, keyslots
from db.blobs import FOLDER, UNFINISHED, Blobs
from db.pieces import Bad

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIST = "blobs.txt"
SINCE = "blobs-since.txt"
"""the files that were added after the backup, a line each; a line that was torn is none"""
AGAIN = 64 << 20
"""bytes of the files that stood there already that every backup reads again, drawn by chance"""


class Carried(NamedTuple):
    """Files carried, and files that could not be: damaged or missing where they came from."""

    carried: int
    left_out: int


def folder_of(backups: Path, office: str) -> Path:
    """Where the contents of this office's backups lie."""
    return backups / f"doorstep-{office}-{FOLDER}"


def add(blobs: Blobs, pool: Path, backup: Path, step: Callable[[int, int], None] | None = None) -> Carried:
    """Carry what the pool lacks, verify it from the disk, and write the backup's list.

    Without any content neither pool nor list is made. Refusals: DISK_FULL, CANNOT_WRITE; whole files that were carried
    by then stay for the next try.
    """
    names = blobs.names()
    if not names:
        return Carried(0, 0)
    with durable.writing_to(pool):
        if not pool.exists():
            pool.mkdir()
            durable.settle_folder(pool.parent)
    _look_again(blobs, pool, names)
    listed, carried = [], 0
    for number, name in enumerate(names, 1):
        if not _same_size(blobs.folder / name, pool / name):
            if not _carry(blobs, blobs.folder / name, pool / name, name):
                if step is not None:
                    step(number, len(names))
                continue
            carried += 1
        listed.append(name)
        if step is not None:
            step(number, len(names))
    keyslots.write_synced(backup / LIST, "".join(f"{name}\n" for name in listed).encode())
    return Carried(carried, len(names) - len(listed))


def bring(blobs: Blobs, backup: Path) -> Carried | None:
    """Put the contents that a backup lists beside the restored database; None when it lists none."""
    names = listed(backup)
    if not names:
        return None
    pools = [backup / FOLDER, *sorted(backup.parent.glob(f"doorstep-*-{FOLDER}"))]
    left_out = 0
    for name in names:
        target = blobs.folder / name
        if not plain(name) or not any(
            (pool / name).is_file() and _carry(blobs, pool / name, target, name) for pool in pools
        ):
            left_out += 1
    return Carried(len(names) - left_out, left_out)


def listed(backup: Path) -> list[str]:
    """The files that a backup needs, and those that were added after it."""
    found: dict[str, None] = {}
    with contextlib.suppress(FileNotFoundError, UnicodeDecodeError):
        found |= dict.fromkeys((backup / LIST).read_text("utf-8").split())
    with contextlib.suppress(FileNotFoundError):
        since = (backup / SINCE).read_text("ascii", "replace").split()
        found |= dict.fromkeys(name for name in since if plain(name))
    return list(found)


def follow(blobs: Blobs, pool: Path, backup: Path, names: list[str]) -> list[str]:
    """Carry files that were added after a backup, each noted beside its journal; those that are carried. Refusals:
    DISK_FULL, CANNOT_WRITE."""
    with durable.writing_to(pool):
        if not pool.exists():
            pool.mkdir()
            durable.settle_folder(pool.parent)
        here = blobs.folder
        done = [n for n in names if _same_size(here / n, pool / n) or _carry(blobs, here / n, pool / n, n)]
        if done:
            with (backup / SINCE).open("ab") as file:
                file.write(("\n" + "".join(f"{name}\n" for name in done)).encode())
                file.flush()
                os.fsync(file.fileno())
    return done


def _look_again(blobs: Blobs, pool: Path, names: list[str]) -> None:
    """Read some of what stood there again. A damaged file is removed, and so carried anew."""
    there = [n for n in names if _same_size(blobs.folder / n, pool / n)]
    random.shuffle(there)
    read = 0
    for name in there:
        if read > AGAIN:
            break
        read += (pool / name).stat().st_size
        try:
            durable.settle(pool / name)
            blobs.look(pool / name, name)
        except (Bad, OSError):
            with durable.writing_to(pool):
                (pool / name).unlink()


def _carry(blobs: Blobs, source: Path, target: Path, name: str) -> bool:
    """A verified copy under its name; False when the source is damaged or gone."""
    temporary = target.with_name(UNFINISHED + target.name)
    with durable.writing_to(target):
        for folder in (target.parent.parent, target.parent):
            if not folder.exists():
                folder.mkdir()
                durable.settle_folder(folder.parent)
        try:
            temporary.unlink(missing_ok=True)
            if not source.is_file():
                return False
            durable.copy(source, temporary)
            blobs.look(temporary, name)
            temporary.replace(target)
            durable.settle_folder(target.parent)
        except Bad:
            if _sound(blobs, source, name):  # the copy is bad, not what was copied: the disk is
                raise Refusal(Problem("BACKUP_BAD", value=str(target))) from None
            return False
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    return True


def _sound(blobs: Blobs, path: Path, name: str) -> bool:
    try:
        blobs.look(path, name)
    except (Bad, OSError):
        return False
    return True


def _same_size(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_size == other.stat().st_size
    except OSError:
        return False


def plain(name: str) -> bool:
    """Whether a line of the list is the name of a content and nothing else, such as a way out of the folder."""
    folder, sign, rest = name.partition("/")
    return bool(sign) and len(folder) == 2 and len(rest) == 38 and set(folder + rest) <= set("0123456789abcdef")
