"""The project's own files, without git: a copy that came as an archive is checked as well."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Made by starting, checking, building or trying the program; never part of it.
MADE = {
    ".git",
    ".venv",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".import_linter_cache",
    ".hypothesis",
    "__pycache__",
    "demo",
    "build",
    "dist",
    "pictures",
}
ROOMS = ("casefiles", "db", "ui", "resources")


def files(suffixes: frozenset[str] | None = None) -> list[Path]:
    """Every file of the project, sorted; only those whose suffix is in `suffixes`, where it is given.

    `demo`, `build`, `dist` and `pictures` are left out at the top only: rooms may use those words.
    """
    found = []
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if parts[0] in MADE or any(part in MADE and part[0] in "._" for part in parts):
            continue
        if path.is_file() and (suffixes is None or path.suffix in suffixes):
            found.append(path)
    return sorted(found)


def modules() -> list[Path]:
    """Every Python file of the program itself: main.py, build.spec's helpers and the rooms, without tests."""
    return [path for path in files(frozenset({".py"})) if path.relative_to(ROOT).parts[0] != "tests"]


def name(path: Path) -> str:
    """The path as people write it, from the project's root, with forward slashes."""
    return path.relative_to(ROOT).as_posix()
