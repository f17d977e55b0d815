"""The rooms: what may import what, how long a module may be, and what no file may say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tokenize
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.house.tree import ROOT, files, modules, name

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 400
TEXTS = frozenset(
    {"", ".py", ".md", ".txt", ".toml", ".in", ".sh", ".cmd", ".json", ".csv", ".yml", ".spec", ".ts"}
)
NAMELESS_ROOMS = {"utils", "util", "common", "misc", "helpers", "helper", "manager", "managers"}

# Written in pieces, so that this file may be looked at as well.
SLASH = "/"
FOREIGN = re.compile(
    "|".join(
        [
            SLASH + r"work/(?:main|shared)",
            SLASH + r"root/",
            SLASH + r"home/(?!clerk)\w+/",
            r"\bC:\\Users\\",
            r"pypi\." + "org",
            r"pythonhosted\." + "org",
            r"registry\." + "npmjs",
            r"deb\.debian\." + "org",
            r"archive\.ubuntu\." + "com",
            "--(?:extra-)?" + "index-url",
        ]
    )
)


def imports_of(path: Path) -> set[str]:
    """The modules a file imports, wherever the import stands, under TYPE_CHECKING as well."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}:{node.lineno} imports relatively"
            found.add(node.module or "")
    return found


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_the_contracts_are_the_six_arrows() -> None:
    """A contract that is taken out of pyproject.toml is missed here."""
    written = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = written["tool"]["importlinter"]["contracts"]
    assert {contract["name"][0] for contract in contracts} == set("123456")
    assert not any("ignore_imports" in contract for contract in contracts), "an arrow has no exceptions"


def test_a_wrong_import_is_seen(tmp_path: Path) -> None:
    """The linter with our own contracts, on a house where the window reaches for the database."""
    for room in ("casefiles", "db", "ui"):
        for module in (ROOT / room).rglob("*.py"):
            copy = tmp_path / module.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(module.read_bytes())
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    (tmp_path / "ui" / "shortcut.py").write_text("import db.driver\nimport sqlcipher3\n", encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "ui is not allowed to import db" in done.stdout
    assert "ui is not allowed to import sqlcipher3" in done.stdout


def domain_modules() -> list[Path]:
    inside = ROOT / "casefiles"
    return [
        path
        for path in modules()
        if path.is_relative_to(inside / "domain") or path.name in ("ports.py", "ports_access.py", "ports_exchange.py")
    ]


@pytest.mark.parametrize("path", domain_modules(), ids=name)
def test_domain_and_ports_need_the_standard_library_only(path: Path) -> None:
    for module in imports_of(path):
        inside = module.startswith(("casefiles.domain", "casefiles.ports_access", "casefiles.ports_exchange"))
        assert inside or module.split(".")[0] in sys.stdlib_module_names, f"{name(path)} imports {module}"


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_is_one_idea(path: Path) -> None:
    with tokenize.open(path) as text:
        assert sum(1 for _ in text) <= LONGEST, "split it: one idea a module"
    assert path.stem not in NAMELESS_ROOMS, "name it for what it does"
    assert path.parent.name not in NAMELESS_ROOMS


def test_no_file_names_a_machine_or_a_registry() -> None:
    wrong = []
    for path in files(TEXTS):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a binary without a suffix
        wrong += [f"{name(path)}: {found.group()}" for found in FOREIGN.finditer(text)]
    assert not wrong, "\n".join(wrong)


def test_the_rules_of_the_house_are_switched_on() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    pytest_options = tools["pytest"]["ini_options"]
    assert "--strict-markers" in pytest_options["addopts"]
    assert "--strict-config" in pytest_options["addopts"]
    assert pytest_options["xfail_strict"] is True
    assert pytest_options["filterwarnings"][0] == "error"
    assert pytest_options["qt_log_level_fail"] == "WARNING"
    assert pytest_options["faulthandler_timeout"] == 90
    assert tools["mypy"]["strict"] is True
    assert set(tools["mypy"]["files"]) == {"main.py", "casefiles", "db", "ui"}
    loosened = [
        module
        for override in tools["mypy"].get("overrides", [])
        if set(override) - {"module", "ignore_missing_imports"}
        for module in override["module"]
    ]
    assert not [module for module in loosened if not module.startswith("ui.")], "only ui may have exceptions"
    assert tools["ruff"]["line-length"] == 110
    assert set(tools["ruff"]["lint"]["ignore"]) <= {"RUF001", "RUF002", "RUF003", "TC004"}
    wanted = [
        "E",
        "F",
        "W",
        "I",
        "UP",
        "B",
        "C4",
        "SIM",
        "RET",
        "PIE",
        "PT",
        "PERF",
        "LOG",
        "G",
        "TC",
        "TID",
        "RUF",
    ]
    assert tools["ruff"]["lint"]["select"] == [*wanted, "SLF", "S"]
