"""`./run`: plain sh, refuses in both languages with the next step, believes nothing half-made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.house.tree import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="run.cmd starts on Windows")

SCRIPTS = ["run", ".githooks/pre-push", "requirements/make-lock"]
TOOLS = [
    "cat",
    "cksum",
    "df",
    "env",
    "find",
    "grep",
    "head",
    "id",
    "mkdir",
    "mv",
    "readlink",
    "rm",
    "sh",
    "uname",
]
BASE_PATH = f"{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin"
NOWHERE = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what a start needs, with a main.py that says what it was given."""
    copy = tmp_path / "a project 进家门"
    copy.mkdir()
    shutil.copy2(ROOT / "run", copy / "run")
    shutil.copytree(ROOT / "requirements", copy / "requirements")
    (copy / "main.py").write_text("import sys\nprint('main got', sys.argv[1:])\n", encoding="utf-8")
    return copy


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A folder for PATH that holds the tools of any machine and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, f"{tool} is on every machine"
        (folder / tool).symlink_to(found)
    return folder


def start(
    project: Path, *words: str, path: str = "/usr/bin:/bin", **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(project / "run"), *words],
        env={"PATH": path, "DOORSTEP_AS_IS": "1", **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def both_languages(text: str) -> bool:
    lines = text.strip().splitlines()
    return any("\u4e00" <= c <= "\u9fff" for c in lines[0]) and any(line.isascii() for line in lines)


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_plain_sh(script: str) -> None:
    path = ROOT / script
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#!/bin/sh\n")
    assert os.access(path, os.X_OK)
    assert "\r" not in text
    subprocess.run(["/bin/sh", "-n", str(path)], check=True)
    for bashism in ("[[", "<<<", "local ", "function ", "$'", "&>", "pipefail", "echo -"):
        assert bashism not in text, bashism


def test_ci_calls_what_the_readme_calls() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)
    lines = script.read_text(encoding="utf-8").splitlines()
    calls = [line.split()[:2] for line in lines if line.startswith("./run")]
    assert calls == [["./run", "lint"], ["./run", "test"]], "the checks first, pytest's summary last"


def test_windows_start_has_windows_line_ends_in_ascii_commands() -> None:
    raw = (ROOT / "run.cmd").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert b"chcp 65001" in raw
    assert b"--require-hashes" in raw


def test_no_python_is_said_in_one_sentence(project: Path, bare_path: Path) -> None:
    done = start(project, "status", path=str(bare_path))
    assert done.returncode == 3
    assert "apt-get install python3" in done.stderr
    assert both_languages(done.stderr)
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (2, 7)])
def test_a_python_we_do_not_support_is_refused(
    project: Path, bare_path: Path, version: tuple[int, int]
) -> None:
    """The stand-in answers the script's own question with a version of its own."""
    stand_in = bare_path / "python3"
    lie = f"import sys; sys.version_info = {(*version, 0)}"
    stand_in.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{lie}\n$2"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    done = start(project, "status", path=str(bare_path))
    assert done.returncode == 3
    assert "3.11" in done.stderr


def test_no_display_is_said_before_anything_is_made(project: Path) -> None:
    done = start(project)
    assert done.returncode == 3
    assert "./run --help" in done.stderr
    assert both_languages(done.stderr)
    assert not (project / ".venv").exists()


@pytest.mark.slow
def test_no_way_to_the_packages_is_said_and_nothing_passes_for_ready(project: Path) -> None:
    done = start(project, "status", path=BASE_PATH, **NOWHERE)
    assert done.returncode == 3, done.stderr
    assert "could not be downloaded" in done.stderr
    assert not (project / ".venv" / "ready").exists()


@pytest.fixture
def ready(project: Path) -> Path:
    """The copy, made ready by hand with this test's own Python: as after a first start."""
    made = project / ".venv"
    venv.create(made, symlinks=True, with_pip=False)
    locks = [(project / "requirements" / lock).read_bytes() for lock in ("develop.txt", "runtime.txt")]
    checksum = subprocess.run(["cksum"], input=b"".join(locks), capture_output=True, check=True).stdout
    behind = (made / "bin" / "python").resolve()
    (made / "ready").write_text(f"develop {checksum.decode().strip()} {behind}\n", encoding="utf-8")
    return project


def test_words_reach_the_program_as_they_were_said(ready: Path) -> None:
    done = start(ready, "add", "child", "name=张 小明", "a*b")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "main got ['add', 'child', 'name=张 小明', 'a*b']"
    assert done.stderr == ""


def _spent() -> float:
    """Processor seconds of all children so far: how busy the machine is tells nothing."""
    times = os.times()
    return times.children_user + times.children_system


def test_a_second_start_costs_little(ready: Path) -> None:
    """Its own part, without the program: under 0.3 s (measured: 0.02 s)."""
    (ready / "main.py").write_text("", encoding="utf-8")
    python = [str(ready / ".venv" / "bin" / "python"), str(ready / "main.py")]
    costs = []
    for _ in range(5):
        begin = _spent()
        assert start(ready, "status").returncode == 0
        middle = _spent()
        subprocess.run(python, check=True)
        costs.append((middle - begin) - (_spent() - middle))
    assert min(costs) < 0.3


def test_a_second_start_does_not_look_for_libraries_again(ready: Path, bare_path: Path) -> None:
    """The fonts are looked for with find: a find that keeps count. No apt-get is within reach here."""
    (bare_path / "find").unlink()
    count = ready / "looked"
    real = shutil.which("find")
    (bare_path / "find").write_text(f'#!/bin/sh\necho once >>"{count}"\nexec {real} "$@"\n', encoding="utf-8")
    (bare_path / "find").chmod(0o755)
    looks = []
    for _ in range(2):
        assert start(ready, "status", path=str(bare_path), DOORSTEP_AS_IS="").returncode == 0
        assert (ready / ".venv" / "system").exists(), "begin with ./run test: it installs what is missing"
        looks.append(count.read_text(encoding="utf-8").count("once"))
    assert looks[0] == looks[1] > 0


@pytest.mark.slow
@pytest.mark.parametrize("change", ["lock", "interpreter", "unfinished"])
def test_what_no_longer_fits_is_not_believed(ready: Path, change: str) -> None:
    made = ready / ".venv"
    if change == "lock":
        with (ready / "requirements" / "runtime.txt").open("a", encoding="utf-8") as lock:
            lock.write("# changed\n")
    elif change == "interpreter":
        (made / "bin" / "python").unlink()
    else:
        (made / "ready").rename(made / "unfinished")
    done = start(ready, "status", path=BASE_PATH, **NOWHERE)
    assert "main got" not in done.stdout
    assert done.returncode == 3
