"""Every reader of files from outside, fed with what it was not made for: a refusal with a known code, nothing else.

Each run of the tests makes the same inputs; `./run fuzz` makes others, and more.
"""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.problems import Problem, Refusal
from tests.fuzz import longer
from tests.fuzz.target import CORPUS, Fault, Target, kept, one, outcome, play
from tests.house.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

WHOLE = 20_000
"""inputs in a run of the tests, at least"""


@pytest.fixture(scope="module")
def targets() -> Iterator[dict[str, Target]]:
    with longer.room() as folder:
        yield {target.name: target for target in longer.targets(Path(folder))}


@pytest.mark.slow
@pytest.mark.parametrize("name", longer.NAMES)
def test_anything_at_all_is_read_or_refused(targets: dict[str, Target], name: str) -> None:
    found = play(targets[name], targets[name].share)
    assert found.total() == targets[name].share
    assert len(found) > 1 or name == "pieces", "inputs that all end the same test little"


@pytest.mark.parametrize("name", longer.NAMES)
def test_what_was_kept_is_read_or_refused(targets: dict[str, Target], name: str) -> None:
    """Inputs that once were a fault, and some of each kind."""
    inputs = list(kept(name))
    assert inputs
    for path in inputs:
        one(targets[name], path.read_bytes(), path.name)


def test_every_target_has_a_name_inputs_and_a_corpus(targets: dict[str, Target]) -> None:
    assert tuple(targets) == longer.NAMES
    assert sum(target.share for target in targets.values()) >= WHOLE
    assert sorted(path.name for path in CORPUS.iterdir()) == sorted(longer.NAMES)
    assert sum(path.stat().st_size for path in CORPUS.rglob("*.bin")) < 1 << 20


def test_the_same_seed_makes_the_same_input(targets: dict[str, Target]) -> None:
    for target in targets.values():
        assert target.make(random.Random("1")) == target.make(random.Random("1")), target.name
        made = {target.make(random.Random(f"{n}")) for n in range(40)}
        assert len(made) > 10, target.name


@pytest.mark.parametrize("name", ["age", "keys"])
def test_what_is_altered_was_whole(targets: dict[str, Target], name: str) -> None:
    """Else the format has changed, and `python -m tests.fuzz.starting` makes the corpus anew."""
    assert one(targets[name], (CORPUS / name / "whole.bin").read_bytes(), "whole") == "fine"


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (KeyError("x"), "KeyError"),
        (Refusal(Problem("EMPTY")), "EMPTY"),
        (RecursionError(), "RecursionError"),
        (MemoryError(), "MemoryError"),
    ],
)
def test_a_fault_is_seen(error: Exception, what: str) -> None:
    def read() -> None:
        raise error

    made = Target("x", lambda rng: rng.randbytes(3), lambda _: outcome(made, read), 1, frozenset({"DAMAGED"}))
    with pytest.raises(Fault, match=what):
        play(made, 1)


LIMITS = """
from tests.fuzz import target
from tests.fuzz.target import Fault, Target, one

def fault(check, seconds=target.SECONDS):
    target.SECONDS = seconds
    try:
        one(Target("x", lambda _: b"", check, 1), b"", "")
    except Fault as error:
        return str(error)
    return "let through"

print(fault(lambda _: str(len(bytearray(b"x") * (200 << 20)))))
print(fault(lambda _: "fine", -1.0))
print(fault(lambda _: "fine"))
"""


def test_memory_and_time_are_looked_at() -> None:
    """In a process of its own: in one that ran other tests, what they give back meanwhile would hide what is taken."""
    done = subprocess.run([sys.executable, "-c", LIMITS], cwd=ROOT, capture_output=True, text=True, check=True)
    greedy, slow, fine = done.stdout.splitlines()
    assert "MiB" in greedy, done.stdout
    assert " s;" in slow, done.stdout
    assert fine == "let through"
