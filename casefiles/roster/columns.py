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
from casefiles.domain.fieldtypes import Ref
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

PEOPLE = ("child", "mentor", "household")
"""Registers of people, found by what tells people apart."""
RECORDS = (
    "visit", "visit_finding", "match", "match_event", "support_contact", "aid", "member", "category_spell",
    "guardianship_spell", "parent_spell", "economic_spell", "pledge", "disability_certificate", "risk_review",
    "consent", "need", "action", "verification", "report", "mentor_check", "mentor_skill", "mentor_training",
    "mentor_post", "mentor_spell", "donor", "fund", "donation", "aid_batch", "session", "attendance", "screening_round",
    "screening_result", "survey_line", "norm", "division",
)  # fmt: skip
"""Registers of what hangs on people, and of what has a name of its own."""
IMPORTABLE = (*PEOPLE, *RECORDS)
"""The registers a roster can fill."""
OWNER = "@"
"""begins the group of the columns that say whom a record hangs on: `@child`"""
RESULT = Label("结果 (result)", "Result (result)")
REASON = Label("原因 (reason)", "Reason (reason)")
"""The columns a report adds; a report that was put right can be read again, so they are known and passed over."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One column a roster may have. `group` is '' for the record itself, 'file' for the file number that finds it,
    '@mentor' the record that the field `mentor` refers to, otherwise the related record ('category', 'guardian',
    'father', 'mother') that `field` belongs to."""

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
    if entity not in PEOPLE:
        found = [*(slot for name in refs(entity) for slot in _owner(own, name)), *found]
    return tuple(found)


@cache
def refs(entity: str) -> tuple[str, ...]:
    """The fields of a record that say whom it hangs on; what a step or talk takes over from its match is not asked."""
    found = [n for n, f in ENTITIES[entity].fields.items() if isinstance(f.kind, Ref) and f.kind.entity in CALLED]
    over = {"match": ("child", "mentor"), "visit": ("child",)} if entity != "report" else {}
    taken = {n for owner, given in over.items() if owner in found for n in given}
    return tuple(n for n in found if n not in taken and not (entity == "report" and n == "visit"))


@cache
def must(entity: str) -> tuple[str, ...]:
    """The references without which there is no such record."""
    return tuple(n for n in refs(entity) if ENTITIES[entity].fields[n].required)


CALLED: Mapping[str, tuple[str, ...]] = {
    "child": ("name", "id_number", "number", "birth_date", "village"),
    "mentor": ("name", "id_number", "number", "birth_date", "village"),
    "household": ("name", "id_number", "number", "village"),
    "donor": ("name",),
    "fund": ("name",),
    "aid_batch": ("name",),
    "survey_round": ("name",),
    "screening_round": ("name",),
    "session": ("on", "topic"),
    "visit": ("on",),
    "match": (),
    "need": ("what",),
    "member": ("name", "relation"),
}
"""What the columns of an owner are: a match is the one of the child and the mentor in the row, a visit one of the
child, need and family member the child's."""


def _owner(own: Entity, name: str) -> list[Slot]:
    """The columns that say whom a record hangs on. The first person of a register may be called plainly: 姓名."""
    ref = own.fields[name]
    if not isinstance(ref.kind, Ref):
        return []
    to = ENTITIES[ref.kind.entity]
    if to.name == "match":  # by its child and its mentor
        both = [(n, ENTITIES[n]) for n in ("child", "mentor")]
        return [s for n, e in both for s in _called(n, e, e.label, plain=n == "child", ref=e.label)]
    first = next((n for n in refs(own.name) if _kind_of(own, n) in ("child", "mentor", "household", "match")), "")
    found = _called(name, to, ref.label if to.name not in PEOPLE else to.label, plain=name == first, ref=ref.label)
    if to.name == "visit":  # of a child
        found = [*_called("child", ENTITIES["child"], ENTITIES["child"].label, plain=True, ref=ref.label), *found]
    return found


def _kind_of(own: Entity, name: str) -> str:
    kind = own.fields[name].kind
    return kind.entity if isinstance(kind, Ref) else ""


def _called(name: str, to: Entity, words: Label, *, plain: bool, ref: Label) -> list[Slot]:
    found = []
    for part in CALLED[to.name]:
        field = to.fields[part]
        label = Label(f"{words.zh}{field.label.zh}", f"{words.en}: {field.label.en}")
        if part == "name" and to.name in ("child", "mentor"):
            label = Label(f"{words.zh}姓名", f"{words.en}: name")
        elif to.name == "need":
            label = words
        elif part == "village" and to.name == "household":
            label = Label("户所在村（社区）", f"{words.en}: {field.label.en}")
        elif to.name not in ("child", "mentor", "session", "member"):  # 户主姓名, 批次名称: it says itself whose it is
            label = Label(field.label.zh, f"{words.en}: {field.label.en}")
        aliases = [f"{ref.zh}{field.label.zh}", f"{words.zh}{field.label.zh}", f"{words.zh}名称"]
        if part == "number":
            aliases += [f"{one}{said}" for one in (ref.zh, words.zh) for said in ("编号", "档案号", "档案编号")]
        if part in ("name", "what"):
            aliases += [words.zh, words.en, ref.zh, ref.en, f"{ref.zh}姓名"]
        if plain:
            aliases += [field.label.zh, field.label.en, *field.aliases, *(("姓名", "名字") if part == "name" else ())]
        found.append(Slot(f"{name}_{part}", label, field, to.name, f"{OWNER}{name}", tuple(aliases)))
    return found


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
