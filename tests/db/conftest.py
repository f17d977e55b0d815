"""Offices for the tests of db."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.db import office_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two closed offices, a township and its county."""
    folder = tmp_path_factory.mktemp("templates")
    office_files.make(folder / "township")
    office_files.make(folder / "county", code="999901", name="示例县")
    return folder


@pytest.fixture
def open_copy(templates: Path, tmp_path: Path) -> Iterator[Callable[..., office_files.Desk]]:
    """Opens a copy of a template: open_copy("township")."""
    desks: list[office_files.Desk] = []

    def make(which: str = "township", called: str = "") -> office_files.Desk:
        folder = office_files.copy(templates / which, tmp_path / (called or which))
        desks.append(office_files.opened(folder, seed=len(desks)))
        return desks[-1]

    yield make
    for desk in desks:
        desk.ledger.close()


@pytest.fixture
def desk(open_copy: Callable[..., office_files.Desk]) -> office_files.Desk:
    """The township, open."""
    return open_copy()


@pytest.fixture
def pair(open_copy: Callable[..., office_files.Desk]) -> tuple[office_files.Desk, office_files.Desk]:
    """The township and its county, open."""
    return open_copy("township"), open_copy("county")
