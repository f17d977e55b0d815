"""What arguments take that are chosen from a code list: every code with its name, made from the lists themselves."""

from __future__ import annotations

from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Choice, Choices
from casefiles.domain.words import Label

_TAKEN = {
    "ask --reason": ("question", "reason"),
    "erase --reason": ("erasure", "reason"),
    "close --outcome": ("file_event", "outcome"),
    "unmatch --reason": ("match", "end_reason"),
    "step --reason": ("match", "end_reason"),
    "state": ("match", "status"),
    "leave --reason": ("mentor", "left_reason"),
    "transfer --reason": ("transfer", "reason"),
    "verify --result": ("verification", "result"),
    "verify --how": ("verification", "how"),
    "attach --kind": ("attachment", "kind"),
    "survey --outcome": ("survey_line", "outcome"),
}
"""argument -> the field whose list it is of"""
_WITH = {
    "step --reason": Label("结束时要写", "needed with closed"),
    "verify --result": Label("不写时是 same", "same when left out"),
    "survey --outcome": Label("只列这种结果", "only doors with this outcome"),
}


def listed(entity: str, field: str) -> Label:
    """The codes of a field as “code 名称”, those that are still in use."""
    kind = ENTITIES[entity].fields[field].kind
    if not isinstance(kind, Choice | Choices):
        raise TypeError(f"{entity}.{field} is chosen from no list")
    codes = kind.codes.active
    zh = "、".join(f"{one.code} {one.label.zh}" for one in codes)
    return Label(zh, ", ".join(f"{one.code} ({one.label.en})" for one in codes))


def _said(argument: str) -> Label:
    entity, name = _TAKEN[argument]
    field, codes, more = ENTITIES[entity].fields[name], listed(entity, name), _WITH.get(argument)
    zh, en = (f"（{more.zh}）", f" ({more.en})") if more is not None else ("", "")
    return Label(f"{field.label.zh}，代码或名称{zh}：{codes.zh}", f"{field.label.en}, code or label{en}: {codes.en}")


ARGUMENTS: dict[str, Label] = {argument: _said(argument) for argument in _TAKEN}
