"""How a field with several values is said: its name, its values, who wrote each and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import naming
from casefiles.domain.changes import DELETED
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Ref
from casefiles.exchange import offices
from ui import language
from ui import words_conflicts as w
from ui.veiled import told
from ui.widgets.masked import masked

if TYPE_CHECKING:
    from casefiles.deciding import Dispute
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang
    from casefiles.office import Office


def field_name(dispute: Dispute, lang: Lang) -> str:
    """The field's label."""
    return w.field_label(dispute.record.entity, dispute.name, lang)


def value(names: naming.Names, dispute: Dispute, stored: Stored) -> str:
    """A value as people read it; numbers of people stay masked where they are told apart without."""
    lang = names.lang
    if dispute.name == DELETED:
        return (w.DELETED if stored else w.KEPT)(lang)
    field = ENTITIES[dispute.record.entity].fields.get(dispute.name)
    if field is None:
        return str(stored or "") or w.EMPTY_VALUE(lang)
    if isinstance(field.kind, Ref) and stored:
        return names.by_id(str(stored), field.kind.entity)
    shown = told(field, field.kind.show(stored, lang)) or w.EMPTY_VALUE(lang)
    if not field.sensitive or not stored:
        return shown
    hidden = [masked(field.kind.show(r.value, lang)) for r in dispute.rivals if r.value]
    return masked(shown) if len(set(hidden)) == len(hidden) else shown


def values(names: naming.Names, dispute: Dispute) -> list[str]:
    """All values, in their order."""
    return [value(names, dispute, rival.value) for rival in dispute.rivals]


def office_name(office: Office, code: str, lang: Lang) -> str:
    """An office as the person at the desk calls it."""
    if code == office.home.code:
        return w.OURS(lang)
    return offices.names(office).get(code, code) or w.UNKNOWN_OFFICE(lang)


def by(office: Office, user: str, code: str, lang: Lang) -> str:
    """Who wrote it and where."""
    parts = (naming.writer(office, user, code, lang), office_name(office, code, lang))
    return " · ".join(part for part in parts if part)


def rule_name(office: Office, how: str, lang: Lang) -> str:
    """A rule for many fields, in words."""
    if how.startswith("of:"):
        return w.TAKE_OF(lang, office=office_name(office, how[3:], lang))
    return (w.TAKE_NEWER if how == "newer" else w.TAKE_LONGER)(lang)


def counted(n: int, lang: Lang) -> object:
    """A number for a label."""
    return n if n == 1 else language.number(n, lang)
