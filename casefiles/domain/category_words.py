"""The reasons of suggested categories, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.codes.lists import (
    DISABILITY,
    DISABILITY_LEVEL,
    HOUSEHOLD_ECONOMY,
    PARENT_STATUS,
    SCHOOLING,
)
from casefiles.domain.fieldtypes import Area, Choice
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.domain.categories import Reason
    from casefiles.domain.fieldtypes import Kind
    from casefiles.domain.words import Lang

WHO: dict[str, Label] = {"father": Label("父亲", "The father"), "mother": Label("母亲", "The mother")}
REASONS: dict[str, Label] = {
    "stands": Label("{who}：{status}", "{who}: {status}"),
    "stands_since": Label("{who}自 {since} 起：{status}", "{who} since {since}: {status}"),
    "incapable": Label("{who}登记为无监护能力", "{who} is on file as unable to care"),
    "institution": Label("监护人为机构", "The guardian is an institution"),
    "county": Label("户籍在{registered}，居住在{area}", "Registered in {registered}, living in {area}"),
    "same_county": Label("居住地和户籍地同在一县（{area}）", "Living in the county of registration ({area})"),
    "economy": Label("家庭经济类型为{kind}", "The household's economic type is: {kind}"),
    "economy_since": Label("家庭自 {since} 起为{kind}", "The household's economic type since {since}: {kind}"),
    "illness": Label("登记有重大疾病：{what}", "A major illness is on file: {what}"),
    "disability": Label("{kind}{level}", "{kind}, {level}"),
    "unguarded": Label("登记为无人监护", "On file as looked after by nobody"),
    "schooling": Label("就学情况为{kind}", "Schooling: {kind}"),
    "aged": Label("已满 {n} 周岁", "{n} years old or more"),
    "no_birth": Label("缺出生日期", "no birth date"),
    "no_status": Label("{who}的现状不详", "{who}'s whereabouts are unknown"),
    "no_since": Label("{who}{status}的起始时间不详", "{who}: not known since when ({status})"),
}
_AREA = Area()
_SHOWN: dict[tuple[str, str], Kind] = {
    ("stands", "status"): Choice(PARENT_STATUS), ("no_since", "status"): Choice(PARENT_STATUS),
    ("economy", "kind"): Choice(HOUSEHOLD_ECONOMY), ("schooling", "kind"): Choice(SCHOOLING),
    ("disability", "kind"): Choice(DISABILITY), ("disability", "level"): Choice(DISABILITY_LEVEL),
    ("county", "registered"): _AREA, ("county", "area"): _AREA, ("same_county", "area"): _AREA,
}  # fmt: skip


def say(reason: Reason, lang: Lang) -> str:
    """One reason as people read it."""
    shown: dict[str, object] = {}
    for name, value in reason.args:
        kind = _SHOWN.get((reason.code, name))
        shown[name] = WHO[value](lang) if name == "who" else kind.show(value or None, lang) if kind else value
    code = f"{reason.code}_since" if shown.get("since") else reason.code
    return REASONS[code](lang, **shown).rstrip("， ,")


def say_all(reasons: Iterable[Reason], lang: Lang) -> str:
    """Reasons one after the other."""
    return ("；" if lang == "zh" else "; ").join(say(reason, lang) for reason in reasons)
