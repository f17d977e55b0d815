"""A township, its county and its city, fresh for every test."""

from __future__ import annotations

from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tests.package import offices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CODES = {"town": "999901101", "county": "999901", "city": "9999"}


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three offices, acquainted and closed."""
    folder = tmp_path_factory.mktemp("templates")
    for name, code in CODES.items():
        offices.make(folder / name, code)
    met = [offices.opened(folder / name) for name in CODES]
    offices.meet(folder, *met)
    for office in met:
        office.ledger.close()
    return folder


@pytest.fixture
def world(templates: Path, tmp_path: Path) -> Iterator[SimpleNamespace]:
    """`town`, `county`, `city` (open) and `stick` (a folder)."""
    stick = tmp_path / "stick"
    stick.mkdir()
    found = {name: offices.opened(offices.copied(templates / name, tmp_path / name)) for name in CODES}
    yield SimpleNamespace(**found, stick=stick, home=tmp_path)
    for office in found.values():
        with suppress(Exception):
            office.ledger.close()
