"""`python -m tests.fuzz.guided TARGET [libFuzzer's options]`: inputs that a coverage-guided fuzzer finds. Atheris is no
part of the lock; docs/reliability.md says how to run it."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["casefiles", "db"]):  # all of Python and Qt would take minutes
    from tests.fuzz.longer import room, targets
    from tests.fuzz.target import one

STARTS = 200


def main(name: str) -> None:
    """Reads inputs until libFuzzer's options end it; a fault ends it at once, its input is kept as crash-..."""
    with room() as folder:
        target = next(t for t in targets(Path(folder)) if t.name == name)
        start = Path(folder) / "start"
        start.mkdir()
        for number in range(STARTS):
            (start / str(number)).write_bytes(target.make(random.Random(number)))
        options = ["-max_len=200000", "-len_control=0", *sys.argv[2:]]
        atheris.Setup([*sys.argv[:1], *options, str(start)], lambda raw: one(target, raw, "guided"))
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1])
