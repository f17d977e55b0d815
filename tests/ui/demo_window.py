"""The real window on a real, encrypted office of invented people, for pictures and black-box tests."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import offices

from ui.app import make_app
from ui.preferences import Preferences
from ui.session import Session
from ui.window import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@contextmanager
def demo_window() -> Iterator[tuple[Shell, dict[str, dict[str, Any]]]]:
    """A shell with the office open, and for the pages that need one the `where` of a record that exists."""
    from main import Doors

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_app(["doorstep"], crash_folder=root / "reports")
        home = offices.copy_to(root / "office")
        shell = Shell(None, Preferences(root / "settings"), now=lambda: offices.NOW)
        session = Session(shell, Doors(), home)
        office = offices.open_at(home)
        session.opened(office)
        child, mentor = (office.queries.register_ids(entity)[0] for entity in ("child", "mentor"))
        where = {
            "child": {"id": child},
            "mentor": {"id": mentor},
            "preview": {"id": child},
            "grid": next(({"grid": "aid", "id": b["id"]} for b in office.queries.aid_batches()), {}),
        }
        try:
            yield shell, where
        finally:
            shell.close()
            session.close()
