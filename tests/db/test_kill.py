"""A write that returned survives a kill at any moment, and one that did not return leaves nothing half-done."""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.db import kill_child, office_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import ForkServerContext
    from pathlib import Path

KILLS = 200
DRAFT_KILLS = 80
TOGETHER = 2
"""Offices written and killed side by side."""


class Writer:
    """A process that saves into an office until it is killed."""

    def __init__(
        self, context: ForkServerContext, folder: Path, seed: int, save: Callable[..., None] = kill_child.save
    ) -> None:
        self.heard, told = context.Pipe(duplex=False)
        self.process = context.Process(target=save, args=(str(folder), seed, told))
        self.process.start()
        told.close()

    def wait_until_open(self) -> None:
        assert self.heard.poll(60)
        assert self.heard.recv_bytes() == b"open"

    def kill(self) -> list[list[str]]:
        """Kill -9; the ids of each write whose return was told."""
        self.process.kill()
        self.process.join()
        found = []
        with contextlib.suppress(EOFError, OSError):  # the last message may be cut off
            while True:
                found.append(self.heard.recv_bytes().decode().split())
        self.heard.close()
        return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills processes that were forked")
def test_what_returned_survives_kills_at_random_moments(templates: Path, tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.db.kill_child"])
    rng = random.Random(11)
    folders = [office_files.copy(templates / "township", tmp_path / f"o{n}") for n in range(TOGETHER)]
    told: list[list[list[str]]] = [[] for _ in folders]
    kills = during_saves = 0
    while kills < KILLS:
        writers = [Writer(context, folder, kills + n) for n, folder in enumerate(folders)]
        for n, writer in enumerate(writers):
            writer.wait_until_open()
            if rng.random() < 0.8:
                assert writer.heard.poll(60)  # some are killed before their first save returned
            time.sleep(rng.random() * 0.03)
            found = writer.kill()
            told[n] += found
            kills += 1
            during_saves += bool(found)
        if kills % 50 == 0:
            for folder, expected in zip(folders, told, strict=True):
                look(folder, expected)
    assert during_saves > KILLS // 2  # else it was not saves that were killed


def look(folder: Path, expected: list[list[str]]) -> None:
    """Every printed id is there, writes are whole, and everything agrees with the log."""
    desk = office_files.opened(folder)
    for child, *visits in expected:
        assert desk.queries.get(child) is not None
        assert [v for v in visits if desk.queries.get(v) is None] == []
        assert len(desk.queries.select("visit", {"child": child})) == len(visits)
    assert desk.queries.check()["ok"]
    assert len(desk.queries.register_ids("child")) == desk.queries.count("child") >= len(expected)
    rows = desk.queries.register_rows("child", desk.queries.register_ids("child"))
    assert sum(int(row["visits"] or 0) for row in rows) == desk.queries.count("visit")
    desk.ledger.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills processes that were forked")
def test_a_killed_save_leaves_the_visit_or_its_draft_never_both_or_neither(templates: Path, tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.db.kill_child"])
    rng = random.Random(12)
    folder = office_files.copy(templates / "township", tmp_path / "o")
    kept: set[str] = set()
    saved: set[str] = set()
    cut_off = 0
    for kill in range(DRAFT_KILLS):
        writer = Writer(context, folder, kill + 1, kill_child.save_drafts)
        writer.wait_until_open()
        time.sleep(rng.random() * 0.03)
        told = [(what, key) for what, key in writer.kill()]
        kept |= {key for what, key in told if what == "kept"}
        saved |= {key for what, key in told if what == "saved"}
        cut_off += bool(told) and told[-1][0] == "kept"  # killed while the visit was being saved
        if kill % 20 == 19:
            look_for_drafts(folder, kept, saved)
    assert cut_off > DRAFT_KILLS // 8  # else it was not saves that were killed
    assert len(saved) > DRAFT_KILLS // 4  # a busy machine saves less between two kills


def look_for_drafts(folder: Path, kept: set[str], saved: set[str]) -> None:
    """Whatever was typed stands once: as the visit when its save returned, else as the visit or as the draft."""
    desk = office_files.opened(folder)
    visits = [str(r.values["summary"]) for r in desk.queries.select("visit")]
    drafts = {key for (key,) in desk.ledger.database.read("SELECT key FROM draft")}
    assert len(visits) == len(set(visits))
    assert not drafts & set(visits)
    assert saved <= set(visits)
    assert kept <= set(visits) | drafts
    for key in drafts:
        draft = desk.ledger.draft(key)
        assert draft is not None
        assert draft[0]["summary"] == key
    assert desk.queries.check()["ok"]
    desk.ledger.close()
