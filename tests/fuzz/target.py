"""What is fuzzed: how an input is made, what is done with it, and what may come of it."""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.domain.messages import MESSAGES
from casefiles.domain.problems import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CORPUS = Path(__file__).parent / "corpus"
SECONDS = 5.0
"""of the processor's time, for one input"""


@dataclass(frozen=True)
class Target:
    """A reader of files from outside. `check` says in what an input ended, and raises whatever it must not raise."""

    name: str
    make: Callable[[random.Random], bytes]
    check: Callable[[bytes], str]
    share: int
    """inputs in a run of the tests"""
    may: frozenset[str] = frozenset()
    """the codes it may refuse with; none named: any that has a sentence"""
    mib: int = 96
    """memory that one input may take above what the process held before"""


class Fault(AssertionError):
    """An input that ended in something it must not end in."""

    def __init__(self, target: str, what: str, raw: bytes, error: BaseException) -> None:
        self.raw = raw
        shown = raw[:200]
        super().__init__(f"{target} {what}: {type(error).__name__}: {error}; {len(raw)} bytes: {shown!r}")


def outcome(target: Target, read: Callable[[], object]) -> str:
    """What reading comes to: "fine", or the refusal's code, which must have a sentence in both languages."""
    refused: Refusal | None = None
    try:
        read()
    except Refusal as refusal:
        refused = refusal
    if refused is None:
        return "fine"
    codes = {problem.code for problem in refused.problems}
    assert codes, "a refusal without a reason"
    assert codes <= (target.may or MESSAGES.keys()), codes
    assert refused.say("zh"), codes
    assert refused.say("en"), codes
    return refused.problems[0].code


def one(target: Target, raw: bytes, what: str) -> str:
    """Do it with one input, and look at time and memory. Raises Fault."""
    _reset_peak()
    before, began = _resident(), time.process_time()
    try:
        found = target.check(raw)
        taken, held = time.process_time() - began, _peak() - before
        assert taken < SECONDS, f"{taken:.1f} s"
        assert held < target.mib << 20, f"{held >> 20} MiB"
    except Exception as error:
        raise Fault(target.name, what, raw, error) from error
    return found


def play(target: Target, inputs: int, seed: int = 0, first: int = 0) -> Counter[str]:
    """So many inputs of a seed; the same seed and number make the same input again."""
    found: Counter[str] = Counter()
    for number in range(first, first + inputs):
        raw = target.make(random.Random(f"{target.name} {seed} {number}"))
        found[one(target, raw, f"--seed {seed} --first {number}")] += 1
    return found


def kept(target: str) -> Iterable[Path]:
    """The inputs of the corpus; those called crash-... brought a fault to light once."""
    folder = CORPUS / target
    return sorted(folder.iterdir()) if folder.is_dir() else ()


def _reset_peak() -> None:
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def _status(name: str) -> int:
    line = next(ln for ln in Path("/proc/self/status").read_text("ascii").splitlines() if ln.startswith(name))
    return int(line.split()[1]) << 10


def _resident() -> int:
    return _status("VmRSS:") if sys.platform == "linux" else 0


def _peak() -> int:
    if sys.platform == "linux":
        return _status("VmHWM:")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if sys.platform != "win32" else 0
