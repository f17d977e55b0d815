"""Words in sight that stand in the other language, or were never meant to be read."""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTableView, QWidget

from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = ("ui", "casefiles")
DEEP = 6
"""how far into tables of tables of sentences is looked"""
FIRST_ROWS = 20
LEAST = 4
"""letters beside its placeholders by which a sentence is known"""
PLACE = re.compile(r"\{[^{}]*\}")
UNREADABLE = re.compile(r"[a-z]+(_[a-z]+)+|.*\{[a-z_]+\}.*", re.DOTALL)
"""a name out of the program, or a sentence with a place that nothing was put into"""
LETTERS = {"zh": re.compile(r"[A-Za-z]{2}"), "en": re.compile(r"[一-鿿]")}
"""in each language, what a sentence of the other one has"""


class Sentences:
    """What may be read in each language, as far as these labels say it."""

    def __init__(self, labels: frozenset[Label]) -> None:
        zh, en = {one.zh for one in labels}, {text for one in labels for text in (one.en, one.one)}
        self.others = {"zh": en - zh, "en": zh - en}
        self._patterns = {lang: [_pattern(one) for one in found if _tells(one)] for lang, found in self.others.items()}
        self._known: dict[tuple[str, str], bool] = {}

    def foreign(self, text: str, lang: str) -> bool:
        """Whether this is no sentence of `lang`."""
        if (lang, text) not in self._known:
            self._known[lang, text] = bool(UNREADABLE.fullmatch(text)) or (
                bool(LETTERS[lang].search(text))
                and (text in self.others[lang] or any(one.fullmatch(text) for one in self._patterns[lang]))
            )
        return self._known[lang, text]

    def untranslated(self, window: QWidget, lang: str) -> list[str]:
        """What can be read in the window, or heard of it, and is no sentence of `lang`."""
        found = {part for one in window.findChildren(QWidget) if one.isVisible() for part in _parts(one)}
        return sorted(part for part in found if self.foreign(part, lang))


def sentences() -> Sentences:
    """They are read again when a page brought more modules."""
    return _read(tuple(name for name in sys.modules if name.partition(".")[0] in ROOMS))


@lru_cache(maxsize=1)
def _read(modules: tuple[str, ...]) -> Sentences:
    return Sentences(frozenset().union(*(_of(name) for name in modules)))


@cache
def _of(module: str) -> frozenset[Label]:
    return frozenset(_labels(vars(sys.modules[module]), DEEP))


def _labels(value: object, deep: int) -> Iterator[Label]:
    if isinstance(value, Label):
        yield value
    elif deep and isinstance(value, Mapping):
        for one in list(value.values()):
            yield from _labels(one, deep - 1)
    elif deep and isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _labels(one, deep - 1)
    elif deep and dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _labels(getattr(value, field.name, None), deep - 1)


def _tells(text: str) -> bool:
    return bool(PLACE.search(text)) and len(re.findall(r"[A-Za-z一-鿿]", PLACE.sub("", text))) >= LEAST


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".+".join(re.escape(part) for part in PLACE.split(text)), re.DOTALL)


def _parts(widget: QWidget) -> Iterator[str]:
    for text in _texts(widget):
        yield text.strip()
        for line in text.splitlines():
            yield from (part.strip() for part in line.split(" · "))


def _texts(widget: QWidget) -> Iterator[str]:
    for name in ("text", "toolTip", "accessibleName", "accessibleDescription", "placeholderText"):
        asked = widget.property(name)
        if isinstance(asked, str):
            yield asked
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(min(widget.count(), FIRST_ROWS)))
    model = widget.model() if isinstance(widget, QTableView) else None
    if model is not None:
        columns = range(model.columnCount())
        yield from (str(model.headerData(at, Qt.Orientation.Horizontal) or "") for at in columns)
        for row in range(min(model.rowCount(), FIRST_ROWS)):
            yield from (str(model.index(row, at).data() or "") for at in columns)
