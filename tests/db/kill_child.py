"""Saves until it is killed: tells the id of each record after its write returned."""

from __future__ import annotations

import io
import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.office import Home, Me, Office
from tests.db import office_files

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def save(folder: str, seed: int, told: Connection) -> None:
    """Open the office, say so, and write children with their visits for ever."""
    desk = office_files.opened(Path(folder), seed=seed)
    desk.clock.at += seed * 1_000_000
    told.send_bytes(b"open")
    while True:
        child = desk.id("child")
        visits = [
            Edit("visit", desk.id("visit"), {"child": child, "on": "2026-11-01", "contact": "child"}, ())
            for _ in range(desk.chance.randrange(3))
        ]
        fields = {"name": "赵小样", "note": "长" * desk.chance.randrange(400)}
        desk.ledger.write([Edit("child", child, fields, ()), *visits], "t")
        told.send_bytes(" ".join([child, *(v.row for v in visits)]).encode())


def save_drafts(folder: str, seed: int, told: Connection) -> None:
    """Open the office, say so, and type and save visits for ever, as the form does: 'kept KEY', then 'saved KEY'.

    The key of a draft is also the summary of its visit.
    """
    desk = office_files.opened(Path(folder), seed=seed)
    desk.clock.at += seed * 1_000_000
    home = Home(desk.ledger.office, "云台镇", "township", folder)
    office = Office(desk.ledger, desk.queries, desk.clock, Me("t", "经办人"), home)
    child = recording.save(office, ENTITIES["child"], {"name": "赵小样"}).id
    told.send_bytes(b"open")
    for number in itertools.count():
        key = f"visit-{seed}-{number}"
        typed = {
            "child": child,
            "on": "2026-11-01",
            "kind": "home",
            "contact": "child",
            "state": "good",
            "summary": key,
        }
        office.ledger.keep_draft(key, typed)
        told.send_bytes(f"kept {key}".encode())
        recording.save(office, ENTITIES["visit"], typed, kept_as=key)
        told.send_bytes(f"saved {key}".encode())


def put_photos(folder: str, seed: int, told: Connection) -> None:
    """Open the office, say so, and keep contents for ever: tells the hash of each after it was kept."""
    desk = office_files.opened(Path(folder), seed=seed)
    told.send_bytes(b"open")
    while True:
        content = desk.chance.randbytes(desk.chance.randrange(6_000_000))
        told.send_bytes(desk.ledger.blobs.put(io.BytesIO(content)).sha256.encode())
