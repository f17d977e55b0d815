"""The table of bad inputs in docs/reliability.md: each test that it names is there and speaks of the codes that its row
answers with, each code has its sentences."""

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
ROWS = {str(number) for number in range(1, 46)} | {"7b"}
"""those of the reference, and ours beside the one they are near to"""


@cache
def read(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


@cache
def names_of(path: str) -> frozenset[str]:
    return frozenset(node.name for node in ast.walk(read(path)) if isinstance(node, ast.FunctionDef))


@cache
def said_in(path: str) -> str:
    """All that the code of a module says as text, apart from what explains it."""
    tree = read(path)
    explains = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and isinstance(node.body[0], ast.Expr)
    }
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in explains]
    return "\n".join(node.value for node in texts if isinstance(node.value, str))


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


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split("|")[1].strip())
def test_what_a_row_answers_is_asked_for_by_its_tests(line: str) -> None:
    _, _, _, codes, tests, _ = line.split("|")
    asked = "\n".join(said_in(path) for path in set(re.findall(r"`(tests/[a-z_/]+\.py)::", tests)))
    for code in re.findall(r"`([A-Z_]+)`", codes):
        assert re.search(rf"\b{code}\b", asked), f"no test of this row speaks of {code}"
