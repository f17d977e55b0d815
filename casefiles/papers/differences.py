"""How a difference of a survey round is put into words, for page, console and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.codes import citizen_id, phone
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import IdNumber, Phone
from casefiles.domain.words import Label
from casefiles.papers import masking

if TYPE_CHECKING:
    from casefiles.domain.catalogue import Field
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.rounds import Difference, What
    from casefiles.domain.words import Lang

KINDS: dict[str, Label] = {
    "new": Label("新增", "New"),
    "changed": Label("变化", "Changed"),
    "left": Label("离开", "Left"),
    "aged_out": Label("超龄", "Aged out"),
}
_CHANGED = Label("{what}：{before} → {after}", "{what}: {before} → {after}")
_FILLED = Label("{what}：{after}", "{what}: {after}")
_EMPTIED = Label("{what}：删去“{before}”", "{what}: “{before}” taken out")
_CAME = Label("新增{what}：{after}", "{what} added: {after}")
_WENT = Label("删去{what}：{before}", "{what} taken out: {before}")
_NOTED = Label("入户记录：{note}", "At the door: {note}")


def said(one: Difference, lang: Lang, *, masked: bool) -> list[str]:
    """What changed, a sentence a field, and what was noted at the door."""
    found = [_what(w, lang, masked=masked) for w in one.what]
    if one.note:
        found.append(_NOTED(lang, note=masking.hide(one.note) if masked else one.note))
    return [text for text in dict.fromkeys(found) if text]


def _what(what: What, lang: Lang, *, masked: bool) -> str:
    entity = ENTITIES.get(what.entity)
    field = entity.fields.get(what.field or entity.title) if entity else None
    if entity is None or field is None:
        return ""
    name = entity.label(lang) if not what.field else field.label(lang)
    if what.field and what.entity not in ("child", "household"):
        name = f"{entity.label(lang)}·{name}"
    before, after = (_shown(v, field, lang, masked=masked) for v in (what.before, what.after))
    if not what.field:
        return (_CAME if after or what.before is None else _WENT)(lang, what=name, before=before, after=after)
    form = _FILLED if not before else _EMPTIED if not after else _CHANGED
    return form(lang, what=name, before=before, after=after)


def _shown(value: Stored, field: Field, lang: Lang, *, masked: bool) -> str:
    if value is None:
        return ""
    if masked and isinstance(field.kind, IdNumber):
        return citizen_id.mask(str(value))
    if masked and isinstance(field.kind, Phone):
        return phone.mask(str(value))
    if masked and field.sensitive:
        return "*" * len(str(value))
    shown = field.kind.show(value, lang)
    return masking.hide(shown) if masked else shown
