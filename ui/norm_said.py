"""What a norm asks for, in words; the window and the console say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import norms
from casefiles.domain.entities import ENTITIES
from ui import words_norms as words

if TYPE_CHECKING:
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang
    from casefiles.norming import Rule
    from casefiles.ports import Record


def shown(name: str, value: Stored, lang: Lang) -> str:
    """A value of a norm's field as people read it."""
    return ENTITIES["norm"].fields[name].kind.show(value, lang)


def asks(norm: Record, lang: Lang) -> str:
    """Everything one norm asks for."""
    values = norm.values
    parts = [
        label(lang, n=values[name])
        for name, label in (
            ("interval", words.EVERY), ("grace", words.GRACE), ("first_within", words.FIRST),
            ("verify_months", words.VERIFY),
        )
        if values.get(name)
    ]  # fmt: skip
    if values.get("counts"):
        parts.append(words.COUNTS(lang, kinds=shown("counts", values["counts"], lang)))
    return _joined(parts, lang)


def scope(norm: Record, lang: Lang) -> str:
    """For whom a norm holds."""
    parts = [shown(name, norm.values.get(name), lang) for name in ("area", "category", "risk")]
    return " · ".join(p for p in parts if p) or words.EVERYBODY(lang)


def visiting(rule: Rule, lang: Lang) -> str:
    """How often the child is to be visited, and by which norm: 按《…》：每 30 天走访一次，宽限 5 天"""
    span = rule.span
    parts = [words.EVERY(lang, n=span.interval)]
    if span.grace:
        parts.append(words.GRACE(lang, n=span.grace))
    if span.counts:
        parts.append(words.COUNTS(lang, kinds=shown("counts", ",".join(sorted(span.counts)), lang)))
    return _because(span.by[0], _joined(parts, lang), lang)


def first(rule: Rule, lang: Lang) -> str:
    """Within how many days a new file is to be visited; nothing where no norm says so."""
    span = rule.span
    if not span.first_within:
        return ""
    return _because(span.by[1], words.FIRST(lang, n=span.first_within), lang)


def verifying(rule: Rule, lang: Lang) -> str:
    """How often the file is to be verified, and by which norm."""
    span = rule.span
    if span.verify_months:
        return _because(span.by[2], words.VERIFY(lang, n=span.verify_months), lang)
    return _because(None, words.VERIFY_DAYS(lang, n=norms.VERIFY_DAYS), lang)


def due(rule: Rule, lang: Lang) -> str:
    """The day of the next visit and the last day of grace; nothing where there is nothing to count from."""
    if not rule.due:
        return ""
    graced = rule.late > rule.due
    return words.DUE_GRACE(lang, day=rule.due, late=rule.late) if graced else words.DUE(lang, day=rule.due)


def _because(norm: norms.Norm | None, said: str, lang: Lang) -> str:
    if norm is None:
        why = words.BY_DEFAULT(lang)
    elif norm.document:
        why = words.BY_DOCUMENT(lang, document=norm.document.strip("《》"))
    else:
        why = words.BY_NORM(lang, name=norm.name)
    return f"{why}：{said}" if lang == "zh" else f"{why}: {said[:1].lower()}{said[1:]}"


def _joined(parts: list[str], lang: Lang) -> str:
    if lang == "zh":
        return "，".join(parts)
    return ", ".join([*parts[:1], *(p[:1].lower() + p[1:] for p in parts[1:])])
