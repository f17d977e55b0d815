"""Plays blows in forked children of one warmed process, in which the shim is: `python -m tests.crash.play FOLDER`.

Reads lines of JSON from standard input and answers each with a line: {"count": act, "kinds": n} with {"calls": n};
{"act", "blow", "at", "seed"} with {"told", "ended", "wrong"}.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sys
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casefiles.domain.problems import Refusal
from tests.crash import acts, shim
from tests.crash.acts_copies import COPIES

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 60
"""a child that takes longer hangs"""
FULL = {"DISK_FULL"}
BROKEN = {"CANNOT_WRITE", "STICK_GONE", "CANNOT_READ", "DB_DAMAGED", "BACKUP_BAD", "STICK_BAD"}


class Player:
    """The warmed process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._disk = folder / "disk"
        self._acts = {act.name: act for act in (*acts.ACTS, *COPIES)}
        acts.prepare(folder)
        for act in self._acts.values():
            act.make(folder / "made" / act.name)

    def count(self, name: str, kinds: int) -> int:
        """How many calls of these kinds the act makes when nothing happens to it."""
        self._fresh(name)
        blow = shim.Blow("count", shim.COUNT, kinds=kinds)

        def run(told: Callable[[str], None]) -> None:
            shim.arm(self._disk, blow, 0, 1)
            self._acts[name].run(self._disk, lambda _: None)
            told(str(shim.seen()))

        said, ended = _forked(run)
        assert ended == "done", said
        return int(said[-1])

    def strike(self, name: str, blow: shim.Blow, at: int, seed: int) -> dict[str, Any]:
        """Run the act with a blow, then judge what is left."""
        act = self._acts[name]
        self._fresh(name)

        def run(told: Callable[[str], None]) -> None:
            shim.arm(self._disk, blow, at, seed)
            try:
                act.run(self._disk, told)
            finally:
                shim.disarm()

        told, ended = _forked(run)
        wrong = _unfit(blow, ended)

        def judge(told_: Callable[[str], None]) -> None:
            del told_
            act.look(self._disk, told, refused=ended.startswith("refused"))

        if not wrong:
            said, verdict = _forked(judge)
            if verdict != "done":
                wrong = f"{verdict}\n" + "\n".join(said)
        return {"told": told, "ended": ended.splitlines()[0], "wrong": wrong}

    def _fresh(self, name: str) -> None:
        for path in (self._disk, self._disk.with_name("disk.shadow")):
            shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self._folder / "made" / name, self._disk)


def _unfit(blow: shim.Blow, ended: str) -> str:
    """What is wrong with how the act itself ended."""
    how, _, codes = ended.partition(" ")
    if how == "done":
        return ""
    if how == "killed" and blow.mode != shim.FAIL:
        return ""
    if how == "refused" and blow.mode == shim.FAIL:
        right = {"disk-full": FULL, "disk-full-once": FULL | {"CANNOT_WRITE"}}.get(blow.name, BROKEN)
        return "" if set(codes.split(",")) <= right else f"refused with {codes}"
    return ended


def _forked(work: Callable[[Callable[[str], None]], None]) -> tuple[list[str], str]:
    """What a child told, and how it ended: done, killed, refused CODES, or what it raised."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _child(work, reading, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        lines = [json.loads(line) for line in pipe.read().splitlines()]
    _, status = os.waitpid(child, 0)
    told = [text for kind, text in lines if kind == "told"]
    ends = [text for kind, text in lines if kind == "end"]
    if ends:
        return told, ends[0]
    hung = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM
    return told, "it hangs" if hung else "killed" if os.WIFSIGNALED(status) else f"ended with {status}"


def _child(work: Callable[[Callable[[str], None]], None], reading: int, writing: int) -> None:
    os.close(reading)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(SECONDS)
    end = "done"
    try:
        work(lambda text: _say(writing, "told", text))
    except Refusal as refusal:
        end = "refused " + ",".join(p.code for p in refusal.problems)
        if os.environ.get("CRASH_TRACE"):
            traceback.print_exc()
    except BaseException:
        end = "raised " + traceback.format_exc(limit=-6)
    _say(writing, "end", end)
    os._exit(0)


def _say(pipe: int, kind: str, text: str) -> None:
    os.write(pipe, json.dumps([kind, text]).encode() + b"\n")


def main(folder: Path) -> None:
    """Answer until standard input ends."""
    warnings.simplefilter("ignore", DeprecationWarning)
    player = Player(folder)
    print(json.dumps({"ready": [act.name for act in (*acts.ACTS, *COPIES)]}), flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        if "count" in job:
            answer: dict[str, Any] = {"calls": player.count(job["count"], job["kinds"])}
        else:
            answer = player.strike(job["act"], shim.BY_NAME[job["blow"]], job["at"], job["seed"])
        with contextlib.suppress(BrokenPipeError):
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
