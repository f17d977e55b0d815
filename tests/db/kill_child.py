"""Saves until it is killed: tells the id of each record after its write returned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.domain.changes import Edit
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
