"""`demo [DIR]`: makes the two offices, plays the day, says where everything lies, opens the window."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.demo import words
from casefiles.demo.day import COUNTY, TOWNSHIP, Day
from casefiles.demo.playing import PlayedClock
from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from casefiles.office import Doors, Office

PASSPHRASE = "doorstep-demo"  # noqa: S105 - printed by the demo, opens invented people only
CLERKS = {"township": "周敏例", "county": "赵岚样"}
"""whose account it is: invented, as everybody here"""
MARK = ".doorstep-demo"

OpenWindow = Callable[[argparse.Namespace, Path], int]


def perform(args: argparse.Namespace, doors: Doors, open_window: OpenWindow | None) -> int:
    """Play the day in `args.dir`; the exit code. An earlier demo there is replaced, anything else is refused."""
    root = args.dir.expanduser().resolve()
    out = sys.stderr if args.json else sys.stdout

    def say(text: str) -> None:
        print(text, file=out, flush=True)

    secret = _given(args) or PASSPHRASE
    try:
        _clear(root, doors)
    except Refusal as refusal:
        if args.json:
            print(
                json.dumps(
                    {
                        "problems": [
                            {"code": p.code, "zh": p.say("zh"), "en": p.say("en")} for p in refusal.problems
                        ]
                    },
                    ensure_ascii=False,
                )
            )
        print(refusal.say(args.lang), file=sys.stderr)
        return 3
    say(words.BEGIN(args.lang))
    began = time.perf_counter()
    clock = PlayedClock()
    here, there = (
        _open(doors, root / part, who, secret, clock)
        for part, who in (("township", TOWNSHIP), ("county", COUNTY))
    )
    say(f"{time.perf_counter() - began:7.2f} s  {words.OFFICES(args.lang)}")
    try:
        played = Day(root, here, there, clock, args.lang, say, args.children, args.seed).play()
    finally:
        here.ledger.close()
        there.ledger.close()
    total = time.perf_counter() - began
    say(f"{total:7.2f} s")
    played.files |= {"township": str(root / "township"), "county": str(root / "county")}
    say(words.FILES(args.lang))
    for name, path in played.files.items():
        say(f"  {words.NAMES[name](args.lang)}: {path}")
    say(words.PASSPHRASE(args.lang, passphrase=secret))
    if args.json:
        print(
            json.dumps(
                {**played.data(), "seconds": round(total, 3), "passphrase": secret}, ensure_ascii=False
            )
        )
    command = f"./run --office {root / 'township'}"
    say(words.OPEN(args.lang, command=command))
    if args.no_window or open_window is None:
        return 0
    os.environ["DOORSTEP_PASSPHRASE"] = secret
    return open_window(args, root / "township")


def _given(args: argparse.Namespace) -> str:
    if args.passphrase_file:
        return str(args.passphrase_file.read_text(encoding="utf-8").rstrip("\r\n"))
    return os.environ.get("DOORSTEP_PASSPHRASE", "")


def _clear(root: Path, doors: Doors) -> None:
    """An empty folder, with the mark that it is a demo's; nobody may be working in the old one."""
    for part in ("township", "county"):
        if doors.in_use(root / part):
            raise Refusal(Problem("LOCKED", value=str(root / part)))
    if root.exists() and any(root.iterdir()):
        if not (root / MARK).exists():
            raise Refusal(Problem("FOLDER_NOT_EMPTY", value=str(root)))
        for part in ("township", "county", "papers", "stick"):
            shutil.rmtree(root / part, ignore_errors=True)
    try:
        root.mkdir(parents=True, exist_ok=True)
        (root / MARK).write_text("demo\n", encoding="utf-8")
    except OSError:
        raise Refusal(Problem("CANNOT_WRITE", value=str(root))) from None


def _open(doors: Doors, folder: Path, who: tuple[str, str, str], secret: str, clock: PlayedClock) -> Office:
    name, code, level = who
    doors.new_office(
        folder, name=name, code=code, level=level, login="clerk", user_name=CLERKS[level], passphrase=secret
    )
    return doors.open_office(folder, secret, clock=clock)
