"""How this person likes the window: one line a setting, one small JSON file, nothing about any child.

The file is written to a temporary name and renamed, so a power cut leaves the old one. A file that cannot be
read is kept beside it under another name and reported in `kept_aside`; a single bad value falls back alone.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from PySide6.QtCore import QStandardPaths

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = "preferences.json"
T = TypeVar("T")


def one_of(*values: str) -> Callable[[object], bool]:
    return lambda value: value in values


def whole(low: int, high: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def text(longest: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and len(value) <= longest


def yes_no(value: object) -> bool:
    return isinstance(value, bool)


def widths(value: object) -> bool:
    """Column widths by register: {"children": {"name": 180}}."""
    return isinstance(value, dict) and all(
        isinstance(columns, dict) and all(isinstance(w, int) for w in columns.values())
        for columns in value.values()
    )


def layouts(value: object) -> bool:
    """Columns by register: {"child": {"order": ["name"], "hidden": ["phone"], "widths": {"name": 180}}}."""
    return isinstance(value, dict) and all(
        isinstance(kept, dict)
        and all(isinstance(kept.get(part, []), list) for part in ("order", "hidden"))
        and isinstance(kept.get("widths", {}), dict)
        and all(isinstance(px, int) for px in kept.get("widths", {}).values())
        for kept in value.values()
    )


class Setting(Generic[T]):
    """One setting: its standard value and the test a stored value must pass. Assigning writes the file."""

    def __init__(self, standard: T, accepts: Callable[[object], bool]) -> None:
        self.standard = standard
        self.accepts = accepts
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, preferences: None, owner: type) -> Setting[T]: ...
    @overload
    def __get__(self, preferences: Preferences, owner: type) -> T: ...
    def __get__(self, preferences: Preferences | None, owner: type) -> Setting[T] | T:
        if preferences is None:
            return self
        value = preferences.values.get(self.name, self.standard)
        return cast("T", value if self.accepts(value) else self.standard)

    def __set__(self, preferences: Preferences, value: T) -> None:
        if not self.accepts(value):
            raise ValueError(self.name)
        if preferences.values.get(self.name) != value:
            preferences.values[self.name] = value
            preferences.save()


class Preferences:
    """Read once, written at each change. Settings this version does not know stay in the file."""

    lang = Setting("zh", one_of("zh", "en"))
    scheme = Setting("light", one_of("light", "dark", "contrast"))
    size = Setting("normal", one_of("normal", "large", "xlarge"))
    window = Setting("", text(4000))  # QWidget.saveGeometry, base64
    columns = Setting[dict[str, dict[str, int]]]({}, widths)
    layouts = Setting[dict[str, dict[str, Any]]]({}, layouts)
    lock_minutes = Setting(10, whole(1, 240))
    shrink_photos = Setting(True, yes_no)
    peek = Setting(True, yes_no)  # the panel beside a register is open
    stick = Setting("", text(4000))  # the drive or folder that packages went to or came from last
    office_file = Setting("", text(4000))  # the database opened last

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder or standard_folder()) / FILE
        self.kept_aside: Path | None = None
        self.values: dict[str, Any] = self._read()

    def save(self) -> None:
        """Write all settings. A disk that refuses is not worth stopping anybody's work: the old file stays."""
        fresh = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("w", encoding="utf-8") as out:
                json.dump(self.values, out, ensure_ascii=False, indent=1, sort_keys=True)
                out.flush()
                os.fsync(out.fileno())
            fresh.replace(self.path)
        except OSError:
            fresh.unlink(missing_ok=True)

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except OSError:
            return {}
        except ValueError:  # not UTF-8, or not JSON
            found = None
        if isinstance(found, dict):
            return found
        self._keep_aside()
        return {}

    def _keep_aside(self) -> None:
        number = 1
        while (aside := self.path.with_name(f"preferences.broken-{number}.json")).exists():
            number += 1
        self.path.replace(aside)
        self.kept_aside = aside


def standard_folder() -> Path:
    """The platform's folder for settings."""
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(where) / "Doorstep"
