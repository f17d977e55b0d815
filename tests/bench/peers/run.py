"""Morango from PyPI in a venv of its own and PouchDB from npm in a folder of its own, made on demand and kept."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.demo.people import People
from tests.bench import offices
from tests.bench.run import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
MORANGO, POUCH = "morango==0.8.15", ("pouchdb@9.0.0", "pouchdb-adapter-memory@9.0.0")
OF_MORANGO, OF_POUCH = 20, 8


def beside(root: Path, visits: int, ours: float) -> Iterator[Figure]:
    """Each peer that can be had, beside our rows a processor second."""
    root.mkdir(parents=True, exist_ok=True)
    lines = root / "visits.jsonl"
    lines.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in invented(visits)), "utf-8")
    for name, run, times in (("Morango", morango, OF_MORANGO), ("PouchDB", pouch, OF_POUCH)):
        theirs = run(lines)
        if theirs is None:
            yield Figure(
                "sync",
                f"import beside {name}",
                ours,
                "rows/CPU s",
                None,
                "cannot be had here",
                None,
                f"at least {times}x",
                True,
            )
            continue
        ratio = ours / theirs
        kept = ratio >= times
        yield Figure(
            "sync",
            f"import beside {name}",
            ours,
            "rows/CPU s",
            theirs,
            name,
            ratio,
            f"at least {times}x",
            kept,
        )


def invented(visits: int) -> Iterator[dict[str, object]]:
    """Visits as the import takes them in."""
    people = People(3, "999901101", offices.TODAY)
    for n in range(visits):
        people.visit(
            f"c-{n % 500:020d}",
            f"m-{n % 60:020d}",
            people.day(offices.TODAY.replace(year=2025), offices.TODAY),
        )
    for edit in people.made.edits:
        yield {"id": edit.row, **edit.fields}


def morango(lines: Path) -> float | None:
    """Rows a second that Morango takes in; None when it cannot be had."""
    home = _home("morango")
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    try:
        if not (home / "ready").exists():
            venv.create(home, with_pip=True, clear=True)
            subprocess.run([python, "-m", "pip", "install", "-q", MORANGO], check=True, stdout=sys.stderr)
            (home / "ready").touch()
    except (OSError, subprocess.CalledProcessError):
        return None
    work = lines.parent / "morango"
    work.mkdir()
    return _rate([str(python), str(HERE / "morango_app.py"), str(lines), str(work)], home)


def pouch(lines: Path) -> float | None:
    """Rows a second that PouchDB replicates; None when Node or it cannot be had."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    home = _home("pouch")
    home.mkdir(parents=True, exist_ok=True)
    try:
        if not (home / "ready").exists():
            command = [npm, "install", "--silent", "--no-audit", "--no-fund", *POUCH]
            subprocess.run(command, check=True, cwd=home, stdout=sys.stderr)
            (home / "ready").touch()
    except (OSError, subprocess.CalledProcessError):
        return None
    return _rate([node, str(HERE / "pouch.mjs"), str(lines)], home)


def _rate(command: list[str], where: Path) -> float:
    told = subprocess.run(command, check=True, cwd=where, capture_output=True, text=True).stdout
    found = json.loads(told.splitlines()[-1])
    return float(found["rows"]) / float(found["seconds"])


def _home(name: str) -> Path:
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "doorstep-bench" / name
