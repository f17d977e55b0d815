"""The kinds of fault of sync.md 8.2, each by the line in which a world tells that it happened. (That a package comes
before another one that it follows on is counted where it has to wait: "import waiting".)"""

from __future__ import annotations

import re

KINDS = {
    "the current fails in a save": r"cut_while_saving: ",
    "the current fails in an import": r"cut_while_importing: ",
    "the current fails in an export": r"cut_while_exporting: ",
    "the current fails in a backup": r"cut_while_backing_up: ",
    "a package is lost": r"stick_lost: ",
    "a package comes twice": r"carried: .*: same$",
    "a package is months late": r"months_pass: ",
    "a package is cut": r"damaged: cut",
    "a bit is flipped": r"damaged: flip",
    "a package is zeros": r"damaged: zero",
    "a package is forged": r"forged: ",
    "a package is for another office": r"not_for_us: misled",
    "a package is sealed anew": r"not_for_us: sealed anew",
    "a clock in 1970": r"clock_lies: .* 1970$",
    "a clock in 2010": r"clock_lies: .* 2010$",
    "a clock in 2099": r"clock_lies: .* 2099$",
    "a clock goes back": r"clock_lies: .* days back$",
    "a copy that is noticed": r"cloned: .* noticed$",
    "a copy that is not noticed": r"cloned: (?!.* noticed$)",
    "a backup is restored": r"disk_dies: ",
    "the county's backup is restored": r"disk_dies: C",
    "an old state is put back unnoticed": r"old_put_back: ",
    "a disk is full": r"disk_full: ",
    "a stick is full": r"bad_stick: .* full:",
    "a stick is pulled": r"bad_stick: .* pulled:",
    "a stick holds less than it says": r"bad_stick: .* smaller than it says:",
    "a stick is read-only": r"bad_stick: .* read-only:",
    "two windows": r"two_windows: ",
    "a newer version": r"newer_version: ",
    "a record moves between offices": r"moved: ",
    "a computer is blocked": r"stolen: ",
}
_LINES = {name: re.compile(line) for name, line in KINDS.items()}


def kinds_of(line: str) -> list[str]:
    """What kinds of fault this line of a world tells of."""
    return [name for name, wanted in _LINES.items() if wanted.match(line)]
