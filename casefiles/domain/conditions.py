"""Conditions of a filter: one field, how it is compared, with what. In words for people, and as text for settings.

A field may be looked at through the person a record hangs on: `child.village` is the village of its child.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain import fieldtypes as k
from casefiles.domain.entities import ENTITIES, check_field, field_named, fields_called
from casefiles.domain.fieldtypes import Stored, in_field
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from casefiles.domain.catalogue import Entity, Field
    from casefiles.domain.words import Lang

IS, NOT, HAS, FROM, TO, EMPTY, FILLED = "is", "not", "has", "from", "to", "empty", "filled"
OPS: Mapping[str, Label] = {
    IS: Label("是", "is"),
    NOT: Label("不是", "is not"),
    HAS: Label("包含", "contains"),
    FROM: Label("不早于", "from"),
    TO: Label("不晚于", "until"),
    EMPTY: Label("为空", "is empty"),
    FILLED: Label("不为空", "is filled in"),
}
_AMOUNT = {FROM: Label("不少于", "at least"), TO: Label("不多于", "at most")}
BARE = (EMPTY, FILLED)
"""compared with nothing"""
THROUGH = ("child", "mentor", "household")
"""persons through whom a record may be looked at"""
_OR = Label("或", "or")
_WRITTEN = re.compile(r"^\s*([^!<>=~]*[^\s!<>=~])\s*(!=|>=|<=|~|=)\s*(.*?)\s*$", re.DOTALL)
_ANY_DAY = k.Day(future=True, partial=True)
"""a month or a year is compared with as well"""
_SIGNS = {"=": IS, "!=": NOT, ">=": FROM, "<=": TO, "~": HAS}


@dataclass(frozen=True, slots=True)
class Condition:
    """`op` compares the field with one of `values` (any of them, where there are several)."""

    field: str
    op: str
    values: tuple[Stored, ...] = ()


def target(spec: Entity, name: str) -> tuple[Field, Field | None]:
    """The field that is compared, and the reference it is seen through. Refusal: UNKNOWN_FIELD."""
    head, dot, inner = name.partition(".")
    check_field(spec, head)
    if not dot:
        return spec.fields[head], None
    other = ENTITIES[_through(spec, head, name).entity]
    check_field(other, inner)
    return other.fields[inner], spec.fields[head]


def named(spec: Entity, typed: str) -> str:
    """A field as `Condition` has it, by its name or by what the window calls it in either language, also through the
    person a record hangs on (`儿童.村`). Refusal: UNKNOWN_FIELD with the nearest names."""
    if "." not in typed or fields_called(spec, typed):  # a name may hold a dot of its own: “File no.”
        return field_named(spec, typed)
    for at in (at for at, letter in enumerate(typed) if letter == "."):
        if len(fields_called(spec, typed[:at])) == 1:
            head = field_named(spec, typed[:at])
            kind = _through(spec, head, typed)
            return f"{head}.{field_named(ENTITIES[kind.entity], typed[at + 1 :])}"
    return field_named(spec, typed.partition(".")[0])


def _through(spec: Entity, head: str, whole: str) -> k.Ref:
    """The reference to a person that a record may be looked at through. Refusal: UNKNOWN_FIELD."""
    kind = spec.fields[head].kind
    if not isinstance(kind, k.Ref) or kind.entity not in THROUGH:
        raise Refusal(Problem("UNKNOWN_FIELD", spec.name, field=whole, value=whole, args={"guess": head}))
    return kind


def ops(field: Field) -> tuple[str, ...]:
    """How a field can be compared."""
    if isinstance(field.kind, (k.Day, k.Count)):
        return (FROM, TO, IS, EMPTY, FILLED)
    if isinstance(field.kind, (k.Choice, k.YesNo, k.Ref)):
        return (IS, NOT, EMPTY, FILLED)
    if isinstance(field.kind, k.Area):
        return (IS, EMPTY, FILLED)
    return (HAS, IS, NOT, EMPTY, FILLED)


def op_label(field: Field, op: str) -> Label:
    """What a comparison is called for this field."""
    return _AMOUNT[op] if op in _AMOUNT and isinstance(field.kind, k.Count) else OPS[op]


def checked(spec: Entity, condition: Condition) -> Condition:
    """The condition, or a Refusal when the catalogue has no such field or comparison."""
    field, _ = target(spec, condition.field)
    fits = condition.op in (*ops(field), NOT) and (condition.op in BARE or bool(condition.values))
    kind = _ANY_DAY if isinstance(field.kind, k.Day) else field.kind
    if not fits or not all(kind.admits(v) and v is not None for v in condition.values):
        raise Refusal(Problem("BAD_CONDITION", spec.name, field=condition.field, value=condition.op))
    return condition


def parse(spec: Entity, written: str, today: dt.date) -> Condition:
    """A condition as written on the command line: `village=石门村`, `on>=2026-01-01`, `kind!=home,school`, `what~棉衣`,
    `village=石门村|双桥村`, `end=` (is empty), `end!=` (is filled in). Refusals: BAD_CONDITION, CONDITION_FIT,
    UNKNOWN_FIELD, and the field's own."""
    found = _WRITTEN.match(written)
    if found is None:
        raise Refusal(Problem("BAD_CONDITION", spec.name, value=written))
    called, sign, typed = found.groups()
    name = named(spec, called)
    field, _ = target(spec, name)
    if not typed and sign in ("=", "!="):
        return Condition(name, EMPTY if sign == "=" else FILLED)
    can = [s for s, op in _SIGNS.items() if op in (*ops(field), NOT)]
    if sign not in can:
        args = {"field": called, "sign": sign, "signs": "  ".join(can)}
        raise Refusal(Problem("CONDITION_FIT", spec.name, field=name, value=written, args=args))
    return checked(spec, Condition(name, _SIGNS[sign], read(field, _SIGNS[sign], typed, today)))


def read(field: Field, op: str, typed: str, today: dt.date) -> tuple[Stored, ...]:
    """What was typed beside a comparison, as stored values: any of those that `|` parts. Refusals: the field's own."""
    parts = [part.strip() for part in typed.split("|") if part.strip()] if op in (IS, NOT, HAS) else [typed]
    if op == HAS:
        return tuple(parts)
    kind = field.kind
    if isinstance(kind, k.Choice) and not isinstance(kind, k.Choices):
        parts = [one for part in parts for one in _choices(kind, part, today)]
    if isinstance(kind, k.Day):
        kind = _ANY_DAY
    try:
        values = [kind.parse(part, today) for part in parts]
    except Refusal as refusal:
        raise Refusal(*in_field(refusal, field.name)) from None
    if isinstance(kind, k.Choices):
        values = [one for value in values if value for one in str(value).split(",")]
    return tuple(value for value in values if value is not None)


def _choices(kind: k.Choice, typed: str, today: dt.date) -> list[str]:
    try:
        kind.parse(typed, today)
    except Refusal:  # a label may hold a comma of its own
        return [part for part in re.split(r"[,，、;；]+", typed) if part.strip()]
    return [typed]


def say(spec: Entity, condition: Condition, lang: Lang) -> str:
    """`走访日期 不早于 2026年1月1日`, as it stands over the list."""
    field, through = target(spec, condition.field)
    name = f"{through.label(lang)} · {field.label(lang)}" if through is not None else field.label(lang)
    said = f"{name} {op_label(field, condition.op)(lang)}"
    shown = [str(v) if condition.op == HAS else field.kind.show(v, lang) for v in condition.values]
    return f"{said} {f' {_OR(lang)} '.join(shown)}".strip()


def dumps(conditions: Sequence[Condition]) -> list[list[object]]:
    """For a setting."""
    return [[c.field, c.op, list(c.values)] for c in conditions]


def loads(spec: Entity, kept: object) -> tuple[Condition, ...]:
    """From a setting; what this version does not understand is left out."""
    found = []
    for one in kept if isinstance(kept, list) else ():
        try:
            name, op, values = one
            found.append(checked(spec, Condition(str(name), str(op), tuple(values))))
        except (Refusal, TypeError, ValueError):
            continue
    return tuple(found)


def key(conditions: Sequence[Condition]) -> str:
    """The same text for the same conditions, in whatever order."""
    return json.dumps(sorted(dumps(conditions), key=str), ensure_ascii=False)
