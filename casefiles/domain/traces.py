"""By what somebody whose file is erased is still called elsewhere: names, ID numbers, the files' own ids.

A number or an id is that child's alone. A name may be others' too: it counts where people of the child are spoken of
(the neighbourhood, db.traces), and never as the name in somebody else's own file, nor as a part of a longer name.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import IdNumber, Name, Notes, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored

LEAST_NAME, LEAST_NUMBER = 2, 8
"""characters below which a word says nothing about anybody"""
BLANK = "×"
OWN_NAME, OWN = ("child", "mentor", "donor"), ("name", "id_number", "pupil_number")
"""whose file has a name and numbers of its own: they may be the same as the erased child's, as where one child had two
files"""
FROZEN = ("survey_line", "frozen")
"""a list of differences, in JSON: a line of it is one child's"""


class Trace(NamedTuple):
    """A change of a record that stays, by its place in the database: `whole` when its body itself (or that of a
    later one) tells of the child, else its private part does. `near`: the record is of the child's neighbourhood."""

    row: str
    lid: int
    seq: int
    whole: bool
    near: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What is looked for. `longer` are names of others that hold one of the names, `around` the records of the
    neighbourhood."""

    files: tuple[str, ...]
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    longer: tuple[str, ...] = ()
    around: frozenset[str] = frozenset()

    def says(self, entity: str, field: str, value: Stored, *, near: bool) -> bool:
        """Whether a value tells of the child; names are looked for in its neighbourhood alone."""
        return isinstance(value, str) and self.without(entity, field, value, near=near) != value

    def without(self, entity: str, field: str, value: str, *, near: bool) -> Stored:
        """The value with nothing of the child in it; nothing at all when it is no text that could be blanked."""
        if (entity, field) == FROZEN:
            return self._thawed(value, near=near)
        spec = ENTITIES[entity].fields.get(field) if entity in ENTITIES else None
        kind = spec.kind if spec is not None else None
        if entity in OWN_NAME and field in OWN:
            return value
        if kind is not None and not isinstance(kind, (Text, Notes, Name)):
            return None if isinstance(kind, IdNumber) and value in self.numbers else value
        found = value
        for number in self.numbers:
            found = re.sub(rf"(?<![0-9A-Za-z]){re.escape(number)}(?![0-9A-Za-z])", BLANK * len(number), found)
        if near and isinstance(kind, Name):
            if found in self.names:
                found = BLANK * len(found)
        elif near and (kind is None or isinstance(kind, (Text, Notes))):
            found = self._blanked(found)
        if isinstance(kind, Notes):
            for file in self.files:
                found = found.replace(file, BLANK * len(file))
        return found

    def _blanked(self, text: str) -> str:
        """Without the names, save where they are part of a longer one."""
        held = sorted((n for n in self.longer if n in text), key=len, reverse=True)
        if held:
            before, _, after = text.partition(held[0])
            return self._blanked(before) + held[0] + self._blanked(after)
        for name in sorted(self.names, key=len, reverse=True):
            text = text.replace(name, BLANK * len(name))
        return text

    def _thawed(self, text: str, *, near: bool) -> Stored:
        """What is frozen in a door without the lines of the child."""
        try:
            lines = json.loads(text)
            kept = [one for one in lines if one[2] not in self.files]
        except (ValueError, TypeError, IndexError, KeyError):
            kept = None
        if kept is None:
            return None if self._in(text, near=near) else text
        said = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        if kept and self._in(said, near=near):
            said = self._blanked(said) if near else said
            for word in self.numbers:
                said = said.replace(word, BLANK * len(word))
        if len(kept) == len(lines) and not self._in(text, near=near):
            return text
        return said if kept else None

    def _in(self, text: str, *, near: bool) -> bool:
        exact = any(word in text for word in (*self.numbers, *self.files))
        return exact or (near and self._blanked(text) != text)


def told_of(
    files: Sequence[str], said: Sequence[Mapping[str, Stored]], others: Sequence[str], around: Iterable[str] = ()
) -> Words:
    """The words of these files: `said` is every change of them, `others` the names of people `around`."""
    names: dict[str, None] = {}
    numbers: dict[str, None] = {}
    for fields in said:
        for field, kept in (("name", names), ("id_number", numbers), ("pupil_number", numbers)):
            value = str(fields.get(field) or "").strip()
            if len(value) >= (LEAST_NAME if kept is names else LEAST_NUMBER):
                kept[value] = None
    longer = {other for other in others for name in names if name in other and other not in names}
    return Words(tuple(files), tuple(names), tuple(numbers), tuple(sorted(longer)), frozenset(around))
