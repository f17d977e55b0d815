"""Makes the corpus anew: `python -m tests.fuzz.starting`. What brought a fault to light (crash-...) stays.

`whole.bin` is what the generators alter where a file made anew would never be the same twice (its keys are random).
"""

from __future__ import annotations

import json
import random
from pathlib import Path

from db import keyslots, pieces
from tests.fuzz import longer, of_files, of_journals
from tests.fuzz.target import CORPUS
from tests.package.parts import device, log, package
from tests.roster.books import book

LARGEST = 70_000
EACH = 4


def main() -> None:
    """Write the whole files, then a few made inputs of each target."""
    slots = {}
    for login, name in (("wang", "王示例"), ("li", "李样本")):
        slots[login] = keyslots._wrap(of_files.KEY, "999901101", login, name, of_files.PASSPHRASE, of_files.FAST)
    document = {"format": 1, "office": "999901101", "slots": slots}
    blocks = log(device("a"), 3), log(device("b"), 1)
    whole = {
        "age": package(*blocks, package="ab" * 16),
        "keys": json.dumps(document, ensure_ascii=False).encode(),
        "workbook": book(*of_files.ROWS, merges=["A1:B1"]),
        "journal": of_journals.whole(),
        "pieces": pieces.seal_bytes(bytes(range(256)) * 200, of_files.KEY, of_files.NAME),
    }
    for name in longer.NAMES:
        (CORPUS / name).mkdir(parents=True, exist_ok=True)
    for name, raw in whole.items():
        (CORPUS / name / "whole.bin").write_bytes(raw)
    with longer.room() as folder:
        for target in longer.targets(Path(folder)):
            made = [target.make(random.Random(f"corpus {n}")) for n in range(60)]
            fit = sorted((raw for raw in made if len(raw) < LARGEST), key=len)[1::9][:EACH]
            for number, raw in enumerate(fit):
                (CORPUS / target.name / f"made-{number}.bin").write_bytes(raw)


if __name__ == "__main__":
    main()
