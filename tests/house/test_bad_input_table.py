"""Every bad input of the table in docs/reliability.md has a test that is there, or says that it has none."""

from __future__ import annotations

import ast
import re

from tests.house.tree import ROOT

ROWS = 44
WITHOUT = {12}
"""rows of which the page says that they are not built"""


def table() -> dict[int, tuple[str, list[tuple[str, str]]]]:
    """Row -> (its line, the tests that it names)."""
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    part = page.partition("## Bad input")[2].partition("\n## ")[0]
    lines = re.findall(r"^\| (\d+) \|.*$", part, re.M)
    found = {}
    for number in lines:
        line = re.search(rf"^\| {number} \|.*$", part, re.M)
        assert line is not None
        found[int(number)] = line[0], re.findall(r"`([\w/]+)::(test_\w+)`", line[0])
    assert len(lines) == len(found), "a row stands twice"
    return found


def test_every_row_is_there_and_names_a_test() -> None:
    found = table()
    assert sorted(found) == list(range(1, ROWS + 1))
    assert {number for number, (_, tests) in found.items() if not tests} == WITHOUT


def test_every_test_that_is_named_exists() -> None:
    for number, (_, tests) in table().items():
        for path, name in tests:
            file = ROOT / "tests" / f"{path}.py"
            assert file.is_file(), f"row {number}: {path}"
            nodes = ast.walk(ast.parse(file.read_text("utf-8")))
            names = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
            assert name in names, f"row {number}: {name} is not in {path}"
