"""A derived task in a sentence, for the window and the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.changes import DELETED
from casefiles.domain.entities import ENTITIES
from casefiles.domain.words import Label
from ui import words_conflicts, words_today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.words import Lang

SEVERAL = Label("{name}：“{fields}”有几个值，请选定", "{name}: several values for {fields}; choose one")

NOT_ARRIVED_AT = Label(
    "{name}：所指的记录尚未收到（在“{at}”）", "{name}: a record it points to has not arrived (it is at {at})"
)


def said(kind: str, detail: Mapping[str, str], entity: str, name: str, lang: Lang) -> str:
    """The task; a field with several values by its name."""
    fields = detail.get("fields", "")
    if kind == "conflict" and fields:
        return SEVERAL(lang, name=name, fields=fields_said(entity, fields, lang))
    if kind == "not_arrived" and "at" in detail:
        return NOT_ARRIVED_AT(lang, name=name, at=detail["at"])
    known = words_today.TASK_KINDS.get(kind)
    if known is None:
        return words_today.OTHER_TASK(lang, name=name, kind=kind)
    told: dict[str, object] = {"offices": "", **detail, "name": name}
    if kind == "came_joined":
        told["n"] = int(detail["n"])
    if kind == "erased_here":
        told |= {"n": int(detail["n"]), "reason": ENTITIES[entity].fields["reason"].kind.show(detail["reason"], lang)}
    return known(lang, **told)


def fields_said(entity: str, fields: str, lang: Lang) -> str:
    """Fields by their labels; they are given with commas between them."""
    known = ENTITIES[entity].fields if entity in ENTITIES else {}
    told = [
        known[n].label(lang) if n in known else words_conflicts.DELETION(lang) if n == DELETED else n
        for n in fields.split(",")
    ]
    return ("、" if lang == "zh" else ", ").join(told)
