"""The table of bad inputs in docs/reliability.md: each test that it names is there, each code has its sentences."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from casefiles.domain.messages import MESSAGES

ROOT = Path(__file__).parents[2]
LINES = [
    line
    for line in (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", line) and "::test_" in line
]
ROWS = {str(number) for number in range(1, 45)}


@cache
def names_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_no_row_is_missing() -> None:
    rows = {number for line in LINES for number in line.split("|")[1].replace(",", " ").split()}
    assert rows == ROWS
    assert len(rows) == sum(len(line.split("|")[1].split(",")) for line in LINES), "a row stands once"


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split("|")[1].strip())
def test_what_a_row_names_is_there(line: str) -> None:
    _, _, _, codes, tests, _ = line.split("|")
    named = re.findall(r"`(tests/[a-z_/]+\.py)::(test_[a-z_0-9]+)`", tests)
    assert named
    for path, name in named:
        assert name in names_of(path), name
    for code in re.findall(r"`([A-Z_]+)`", codes):
        said = MESSAGES[code]
        assert said.zh.count("。") >= 2 or "请" in said.zh, f"{code} says no next step"
        assert said.zh != said.en
