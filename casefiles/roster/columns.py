"""The columns a roster may have: the catalogue's roster fields, and for children the columns of related records.

A header is read as people write it: `姓名`, `姓名 (name)`, `name`, `Name`, or an alias of the catalogue.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from casefiles.domain.catalogue import Entity, Field
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

IMPORTABLE = ("child", "mentor", "household")
"""The registers a roster can fill."""
RESULT = Label("结果 (result)", "Result (result)")
REASON = Label("原因 (reason)", "Reason (reason)")
"""The columns a report adds; a report that was put right can be read again, so they are known and passed over."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One column a roster may have. `group` is '' for the record itself, 'file' for the file number that finds it,
    otherwise the related record ('category', 'guardian', 'father', 'mother') that `field` belongs to."""

    key: str
    label: Label
    field: Field
    entity: str
    group: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """The header of a template: people read the words, the program the brackets."""
        return f"{self.label.zh} ({self.key})"


def entity_of(name: str) -> Entity:
    """The register a roster fills. Refuses with UNKNOWN_ENTITY what none can fill."""
    if name not in IMPORTABLE:
        raise Refusal(Problem("UNKNOWN_ENTITY", value=name, args={"choices": ", ".join(IMPORTABLE)}))
    return ENTITIES[name]


@cache
def slots(entity: str) -> tuple[Slot, ...]:
    """The columns of a register's roster, in the order of the template."""
    own = ENTITIES[entity]
    found = [
        Slot(f.name, f.label, f, entity, aliases=f.aliases)
        for f in own.fields.values()
        if f.roster and f.name
    ]
    if own.numbered:
        number = own.fields["number"]
        found.insert(0, Slot("number", number.label, number, entity, "file", number.aliases))
    if entity == "child":
        found += _related()
    return tuple(found)


def _related() -> list[Slot]:
    found = []
    for group, entity, rows in _RELATED:
        fields = ENTITIES[entity].fields
        for key, name, zh, en, *aliases in rows:
            found.append(Slot(f"{group}_{key}", Label(zh, en), fields[name], entity, group, tuple(aliases)))
    # The two words everybody uses keep their plain names.
    plain = {"category_category": "category", "category_subcategory": "subcategory"}
    return [Slot(plain.get(s.key, s.key), s.label, s.field, s.entity, s.group, s.aliases) for s in found]


def _parent(zh: str, en: str, short: str) -> tuple[tuple[str, ...], ...]:
    return (
        ("name", "name", f"{zh}姓名", f"{en}'s name", zh, f"{short}姓名"),
        ("phone", "phone", f"{zh}电话", f"{en}'s phone", f"{zh}联系电话", f"{zh}联系方式", f"{zh}手机"),
        ("status", "status", f"{zh}现状", f"{en}'s whereabouts", f"{zh}情况", f"{zh}状况"),
        (
            "place",
            "place",
            f"{zh}务工地点",
            f"{en}'s place of work",
            f"{zh}务工地",
            f"{zh}务工（居住）地点",
            f"{zh}打工地点",
        ),
        ("id_number", "id_number", f"{zh}身份证号", f"{en}'s ID number", f"{zh}身份证号码", f"{zh}身份证"),
    )


_RELATED: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = (
    (
        "category",
        "category_spell",
        (
            ("category", "category", "类别", "Category", "儿童类别", "儿童类型", "人员类别", "认定类别"),
            ("subcategory", "subcategory", "细类", "Subcategory", "具体类别", "类别细分"),
            ("start", "start", "认定日期", "Recognised on", "认定时间", "纳入时间"),
        ),
    ),
    (
        "guardian",
        "guardianship_spell",
        (
            (
                "name",
                "name",
                "监护人姓名",
                "Guardian's name",
                "监护人",
                "现监护人",
                "实际监护人",
                "现监护人姓名",
            ),
            (
                "relation",
                "relation",
                "监护人关系",
                "Guardian's relation to the child",
                "监护人与儿童关系",
                "与儿童关系",
                "与监护人关系",
                "监护关系",
            ),
            (
                "phone",
                "phone",
                "监护人电话",
                "Guardian's phone",
                "监护人联系电话",
                "监护人联系方式",
                "监护人手机",
            ),
            ("kind", "kind", "监护人类型", "Kind of guardian", "监护人类别"),
            (
                "id_number",
                "id_number",
                "监护人身份证号",
                "Guardian's ID number",
                "监护人身份证号码",
                "监护人身份证",
            ),
            ("start", "start", "监护起始日期", "Guardian since", "监护开始日期"),
        ),
    ),
    ("father", "member", _parent("父亲", "Father", "父")),
    ("mother", "member", _parent("母亲", "Mother", "母")),
)


def fold(caption: str) -> str:
    """The form two captions are compared in: width, case, blanks, stars and colons do not matter."""
    plain = unicodedata.normalize("NFKC", caption)
    return re.sub(r"[\s*:_\u200b\ufeff]+", "", plain).casefold()


_BRACKETS = re.compile(r"\(([^()]*)\)$")


@cache
def _captions(entity: str) -> Mapping[str, Slot]:
    """Every known caption. A label beats an alias: 监护人电话 is the guardian's before it is the child's."""
    known: dict[str, Slot] = {}
    for slot in slots(entity):
        for word in (slot.label.zh, slot.label.en, slot.key, slot.header):
            known.setdefault(fold(word), slot)
    for slot in slots(entity):
        for word in slot.aliases:
            known.setdefault(fold(word), slot)
    return known


def slot_named(entity: str, caption: str) -> Slot | None:
    """The column a header means, or None. Text in brackets may be the key, or a remark that does not matter."""
    known = _captions(entity)
    word = fold(caption)
    if not word or len(word) > 60:
        return None
    found = known.get(word)
    brackets = _BRACKETS.search(word)
    if found is None and brackets:
        inside, before = brackets[1], word[: brackets.start()]
        by_key = known.get(inside)
        found = by_key if by_key and fold(by_key.key) == inside else known.get(before)
    return found


def ours(caption: str) -> bool:
    """Whether a header is one that a report added."""
    return fold(caption) in {fold(w) for label in (RESULT, REASON) for w in (label.zh, label.en)}
