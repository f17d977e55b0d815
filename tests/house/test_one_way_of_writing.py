"""What is written beside a form goes through `casefiles.guarding`, so that no check is forgotten."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
BY_THEMSELVES = {
    "casefiles/guarding.py",
    "casefiles/recording.py",  # asks the same of what was typed, and keeps drafts and settings with it
    "casefiles/grids.py",  # the same, line by line
    "casefiles/transferring.py",  # sends a file away, takes it and gives it back: its own rules
    "casefiles/erasing.py",  # takes a child out of records that stay: nobody typed that, and no check may stop it
    "casefiles/exchange/claiming.py",  # puts a division back while a package is taken in: as the rule of owners says
    "casefiles/divisions.py",  # puts right a line of the table of divisions, while a package is taken in
    "casefiles/redividing.py",  # moves files to the division theirs was joined to, while a package is taken in as well
    "casefiles/demo/day.py",  # writes the years of another clock
}


def writers(folder: Path) -> set[str]:
    """The modules that call `ledger.write`."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "write":
                owner = node.value
                if "ledger" in (getattr(owner, "attr", ""), getattr(owner, "id", "")):
                    found.add(path.relative_to(ROOT).as_posix())
    return found


def test_only_these_write_by_themselves() -> None:
    assert writers(ROOT / "casefiles") == BY_THEMSELVES
    assert writers(ROOT / "ui") == set()
