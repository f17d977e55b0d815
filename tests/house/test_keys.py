"""The list of keys (Ctrl+/) names every key that the window answers to."""

from __future__ import annotations

import re
from pathlib import Path

from ui import words_keys

UI = Path(__file__).parents[2] / "ui"
KEY = re.compile(r'"((?:(?:Ctrl|Shift)\+)+(?:[A-Z]|[-+/]|PgUp|PgDown|Return)|F[1-9]|Delete)"')


def test_every_key_is_listed() -> None:
    lines = [line for _, part in words_keys.KEYS for line in part]
    told = " ".join(f"{key} {said('zh')} {said('en')}" for key, said in lines)
    listed = set(re.findall(r"(?:(?:Ctrl|Shift)\+)+(?:[A-Za-z]+|[-+/])|F[1-9]|Delete", told))
    used = {
        key.replace("Return", "Enter")
        for file in UI.rglob("*.py")
        if not file.name.startswith("words")
        for key in KEY.findall(file.read_text("utf-8"))
    }
    assert len(used) > 20, "the keys are no longer found where they are given"
    assert used <= listed, sorted(used - listed)
