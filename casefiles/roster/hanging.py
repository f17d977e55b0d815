"""What hangs on a child in a roster row: categories, the guardian, the parents. Checked as their forms check it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain.changes import Edit
from casefiles.domain.codes.lists import CHILD_CATEGORY, CHILD_SUBCATEGORY, CodeList
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, Refusal
from casefiles.roster.known import Hanging, differing

if TYPE_CHECKING:
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

FATHER, MOTHER = "51", "52"
_SEVERAL = re.compile(r"[,，、;；/\n]+")
# Whom a relation makes a guardian (GB/T 4761); others are relatives, 99 is somebody entrusted with the care.
_KIND_OF = {
    "51": "father",
    "52": "mother",
    "50": "parents",
    **dict.fromkeys(("60", "61", "62", "66", "67"), "paternal_grandparents"),
    **dict.fromkeys(("63", "64"), "maternal_grandparents"),
    **dict.fromkeys(("70", "71", "72", "75", "76"), "siblings"),
    "99": "entrusted",
}

Draft = Mapping[str, str]


@dataclass(slots=True)
class Found:
    """What groups of columns come to. A problem goes with its group; `assumed` are groups whose start is assumed."""

    edits: list[Edit] = field(default_factory=list)
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Take another group's result in."""
        self.edits += other.edits
        self.problems += other.problems
        self.assumed += other.assumed


@dataclass(frozen=True, slots=True)
class Child:
    """The child of the row: its id, whether it is new, and its birth date as far as it is known."""

    id: str
    new: bool
    birth: str | None


class Related:
    """Turns the related columns of a row into edits. `groups` are those the sheet has columns for."""

    def __init__(self, office: Office, groups: Iterable[str], rows: int) -> None:
        self._office = office
        self._today = office.clock.today()
        kinds = {
            "category": "category_spell",
            "guardian": "guardianship_spell",
            "father": "member",
            "mother": "member",
        }
        wanted = {kinds[g] for g in groups}
        self._standing = {entity: Hanging(office.queries, entity, rows) for entity in sorted(wanted)}

    def read(self, drafts: Mapping[str, Draft], child: Child) -> Found:
        """The edits of a row's groups; `drafts` holds the cells that are not empty, by group and field."""
        found = Found()
        for group, draft in drafts.items():
            if group == "category":
                found.add(self._categories(draft, child))
            elif group == "guardian":
                found.add(self._guardian(draft, child))
            else:
                found.add(self._parent(group, draft, child))
        return found

    def _of(self, entity: str, child: Child) -> Sequence[Record]:
        return () if child.new else self._standing[entity].of(child.id)

    def _categories(self, draft: Draft, child: Child) -> Found:
        found = Found()
        pairs = self._pairs(draft, found)
        if not pairs and not found.problems and draft.get("start"):
            missing = Problem("REQUIRED", "category_spell", field="category")
            found.problems.append(("category", missing))
        standing = list(self._of("category_spell", child))
        start = self._value("category_spell", draft, "start")
        for category, sub in pairs:
            texts = {"category": category, **({"subcategory": sub} if sub else {})}
            if draft.get("start"):
                texts["start"] = draft["start"]
            same = [r for r in standing if r.values.get("category") == category]
            match = next((r for r in same if sub and r.values.get("subcategory") == sub), None)
            if match is None:
                same = [r for r in same if not sub or r.values.get("subcategory") is None]
                dated = [r for r in same if start and r.values.get("start") == start]
                match = next(iter(dated or [r for r in same if r.values.get("end") is None]), None)
            if match is not None:
                standing.remove(match)
            found.add(self._one("category_spell", "category", texts, child, match))
        return found

    def _pairs(self, draft: Draft, found: Found) -> list[tuple[str, str]]:
        """The categories with their subcategories; a subcategory brings the category it belongs to."""
        read: dict[str, list[str]] = {"category": [], "subcategory": []}
        for name, codes in (("category", CHILD_CATEGORY), ("subcategory", CHILD_SUBCATEGORY)):
            for text in _parts(draft.get(name, ""), codes):
                try:
                    read[name].append(codes.parse(text))
                except Refusal as refusal:
                    wrong = [replace(p, entity="category_spell", field=name) for p in refusal.problems]
                    found.problems += [("category", p) for p in wrong]
        if found.problems:
            return []
        subs = dict.fromkeys(read["subcategory"])
        pairs = [(CHILD_SUBCATEGORY[sub].parent, sub) for sub in subs]
        with_sub = {category for category, _ in pairs}
        return [(c, "") for c in dict.fromkeys(read["category"]) if c not in with_sub] + pairs

    def _guardian(self, draft: Draft, child: Child) -> Found:
        standing = [r for r in self._of("guardianship_spell", child) if r.values.get("end") is None]
        texts = dict(draft)
        name, kind = texts.get("name"), texts.get("kind")
        match = None
        if name:
            called = self._value("guardianship_spell", texts, "name")
            match = next((r for r in standing if r.values.get("name") == called), None)
        elif kind:
            meant = self._value("guardianship_spell", texts, "kind")
            match = next((r for r in standing if r.values.get("kind") == meant), None)
        elif len(standing) == 1:
            match = standing[0]
        relation = str(self._value("guardianship_spell", texts, "relation") or "")
        if not kind and match is None and relation:
            texts["kind"] = _KIND_OF.get(relation, "other_relative")
        return self._one("guardianship_spell", "guardian", texts, child, match)

    def _value(self, entity: str, draft: Draft, name: str) -> Stored:
        """A cell as it would be stored; nothing if it is empty or wrong (its own check will say so)."""
        text = draft.get(name)
        try:
            return ENTITIES[entity].fields[name].kind.parse(text, self._today) if text else None
        except Refusal:
            return None

    def _parent(self, group: str, draft: Draft, child: Child) -> Found:
        relation = FATHER if group == "father" else MOTHER
        standing = [r for r in self._of("member", child) if r.values.get("relation") == relation]
        called = self._value("member", draft, "name")
        named = [r for r in standing if called and r.values.get("name") == called]
        match = next(iter(named or standing), None)
        texts = {**draft} if match else {**draft, "relation": relation}
        return self._one("member", group, texts, child, match)

    def _one(self, entity: str, group: str, texts: Draft, child: Child, match: Record | None) -> Found:
        """One related record: checked as its form checks it; an edit unless nothing differs."""
        kind = ENTITIES[entity]
        found = Found()
        stands = match.values if match else None
        whole = {**texts} if match else {**texts, "child": child.id}
        if match is None and "start" in kind.fields and not texts.get("start"):
            whole["start"] = self._today.isoformat()
            found.assumed.append(group)
        checked = recording.check(kind, whole, self._today, stands=stands, birth=child.birth)
        found.problems += [(group, p) for p in checked.problems]
        values = differing(kind, match.values if match else {}, checked.values)
        if values and not found.problems:
            row = match.id if match else new_id(kind.prefix, self._office.clock.now_ms())
            found.edits.append(Edit(entity, row, values, match.heads if match else ()))
        return found


def _parts(text: str, codes: CodeList) -> list[str]:
    """The choices in a cell; a choice whose own name has a comma stays whole."""
    try:
        codes.parse(text)
    except Refusal:
        return [part for part in _SEVERAL.split(text) if part.strip()]
    return [text]
