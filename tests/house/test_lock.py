"""The lock files: every package fixed and hashed, for every machine we serve, and no word of where from."""

from __future__ import annotations

import re

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

from tests.house.tree import ROOT

REQUIREMENTS = ROOT / "requirements"
LOCKS = ["runtime", "develop"]
SYSTEMS = [("linux", "Linux", "x86_64"), ("linux", "Linux", "aarch64"), ("win32", "Windows", "AMD64")]
MACHINES = [
    {
        "python_version": python,
        "python_full_version": f"{python}.1",
        "sys_platform": platform,
        "platform_system": system,
        "platform_machine": machine,
        "os_name": "nt" if platform == "win32" else "posix",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    for python in ("3.11", "3.12", "3.13")
    for platform, system, machine in SYSTEMS
]
ORIGIN = re.compile(r"://|--(extra-)?index|--find-links|--trusted-host|^-i\b|^-f\b|@ ")
TOOLS = {"hypothesis", "import-linter", "mypy", "openpyxl", "pypinyin", "pyside6", "pytest", "ruff"}


def entries(lock: str) -> dict[Requirement, list[str]]:
    """Each requirement of a lock file with its hashes."""
    text = (REQUIREMENTS / f"{lock}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            words, *hashes = line.split("--hash=")
            found[Requirement(words.strip())] = [one.strip() for one in hashes]
    return found


def on(lock: str, machine: dict[str, str]) -> dict[str, str]:
    """Name and version of what pip would install there."""
    chosen: dict[str, str] = {}
    for requirement in entries(lock):
        if requirement.marker is None or requirement.marker.evaluate(machine):
            assert requirement.name not in chosen, f"{requirement.name} twice on {machine}"
            chosen[requirement.name] = str(requirement.specifier)
    return chosen


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_fixed_and_has_hashes(lock: str) -> None:
    locked = entries(lock)
    assert len(locked) > 15
    for requirement, hashes in locked.items():
        assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
        assert hashes, f"{requirement} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), requirement


@pytest.mark.parametrize("path", sorted(REQUIREMENTS.iterdir()), ids=lambda path: path.name)
def test_no_word_of_where_packages_come_from(path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if path.suffix in {".in", ".txt"}:
            assert not ORIGIN.search(line), line


@pytest.mark.parametrize("machine", MACHINES, ids=lambda m: f"{m['python_version']}-{m['platform_machine']}")
def test_development_has_all_the_program_has(machine: dict[str, str]) -> None:
    """So that one installation serves both, and the tests run with what people get."""
    assert on("runtime", machine).items() <= on("develop", machine).items()


@pytest.mark.parametrize("machine", MACHINES, ids=lambda m: f"{m['python_version']}-{m['platform_machine']}")
def test_what_we_ask_for_is_locked_everywhere(machine: dict[str, str]) -> None:
    locked = {name.lower().replace("_", "-"): version for name, version in on("runtime", machine).items()}
    for line in (REQUIREMENTS / "runtime.in").read_text(encoding="utf-8").splitlines():
        words = line.split("#")[0].strip()
        if not words:
            continue
        wanted = Requirement(words)
        if wanted.marker is None or Marker(str(wanted.marker)).evaluate(machine):
            assert locked[wanted.name.lower().replace("_", "-")] == str(wanted.specifier)


@pytest.mark.parametrize(("python", "qt"), [("3.11", "==6.11.3"), ("3.12", "==6.12.0"), ("3.13", "==6.12.0")])
def test_which_qt_goes_with_which_python(python: str, qt: str) -> None:
    for machine in MACHINES:
        if machine["python_version"] == python:
            chosen = on("runtime", machine)
            assert chosen["pyside6-essentials"] == qt
            assert ("pyside6-pdf" in chosen) is not ("pyside6-addons" in chosen), "QtPdf comes once"


def test_tools_stay_out_of_the_program() -> None:
    assert TOOLS.isdisjoint(requirement.name for requirement in entries("runtime"))
