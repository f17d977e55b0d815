"""The console as a script uses it: argv in, exit code, stdout and stderr out, on real encrypted offices."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

import main
from db import keyslots, opening
from db.resting import Rest

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = "open sesame"


@dataclass(frozen=True)
class Answer:
    """What one call came to."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        """The problem codes of a refusal."""
        return [p["code"] for p in self.data["problems"]]


Call = Callable[..., Answer]


def backed_up(folder: Path) -> Path:
    """A new office of which there is a backup of today, so that no call makes one."""
    ledger, *_ = opening.open_office(folder, None, PASSPHRASE)
    ledger.keep()
    assert ledger.keeper is not None
    ledger.keeper.own.make(Rest(0))
    ledger.close()
    return folder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One office, made once; every test gets a copy."""
    folder = tmp_path_factory.mktemp("template") / "office"
    opening.new_office(
        folder,
        name="青石镇（测试）",
        code="999901101",
        level="township",
        login="clerk",
        user_name="示例",
        passphrase=PASSPHRASE,
        cost=keyslots.Cost(memory=64, passes=1),
    )
    return backed_up(folder)


@pytest.fixture(scope="session")
def county_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office above it, made once; nobody has told the two of each other."""
    folder = tmp_path_factory.mktemp("county") / "county"
    opening.new_office(
        folder, name="青山县（测试）", code="999901", level="county", login="clerk", user_name="示例",
        passphrase=PASSPHRASE, cost=keyslots.Cost(memory=64, passes=1),
    )  # fmt: skip
    return backed_up(folder)


@pytest.fixture
def county(county_template: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "county"
    shutil.copytree(county_template, folder)
    return folder


@pytest.fixture
def office(template: Path, tmp_path: Path) -> Path:
    """A fresh office of one's own."""
    folder = tmp_path / "office"
    shutil.copytree(template, folder)
    return folder


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """`call("--json", "status", office=folder)`: runs main in this process."""
    monkeypatch.setenv("DOORSTEP_PASSPHRASE", PASSPHRASE)

    def run(*argv: object, office: Path | None = None) -> Answer:
        capsys.readouterr()
        before = ["--office", str(office)] if office else []
        try:
            code = main.main([*before, *map(str, argv)])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return run
