"""An office of the hierarchy: province, city, county, township."""

from __future__ import annotations

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import OFFICE_LEVEL
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label

DIVIDED = ("province", "city", "county", "township", "village")
"""levels whose offices are those of a division; a school or an enterprise lies in one"""
VILLAGE_DIGITS = 12


@c.record
class OfficeRecord:
    """One office, as every office that meets it knows it."""

    name: str = c.text("单位名称", "Office", section="office", required=True, listed=True)
    code: str = c.area("区划代码", "Division code", section="office", required=True, listed=True)
    level: str = c.choice("级别", "Level", OFFICE_LEVEL, section="office", required=True, listed=True)
    superior: str = c.area("上级区划代码", "Superior's division code", section="office")
    phone: str = c.phone("联系电话", "Phone", section="office")
    address: str = c.text("地址", "Address", section="office")


OFFICE = c.entity(
    OfficeRecord,
    name="office",
    label=Label("单位", "Office"),
    plural=Label("单位", "Offices"),
    prefix="o",
    sections={"office": Label("单位", "Office")},
)


def below(level: str) -> tuple[str, ...]:
    """The levels of offices that lie in the division of an office of this level: divisions further down, the next one
    first, then schools and enterprises."""
    codes = [one.code for one in OFFICE_LEVEL.active]
    at = DIVIDED.index(level) + 1 if level in DIVIDED else 0 if level == "nation" else len(DIVIDED)
    return (*DIVIDED[at:], *(code for code in codes if code not in DIVIDED and code != "nation"))


def may_invite(code: str) -> bool:
    """Whether there are divisions inside the one with this code: none in a village."""
    return len(code) < VILLAGE_DIGITS


def misfit(code: str, level: str) -> Problem | None:
    """AREA_LEVEL when a division's code is that of another level than the office is said to be of; None when they fit,
    or nobody can tell (a short code)."""
    from casefiles.domain.areas import AreaCode  # tables of codes; not needed to begin

    try:
        true = AreaCode.parse(code).level
    except Refusal:
        return None
    if level not in DIVIDED or true == level:
        return None
    levels = {"true": OFFICE_LEVEL.label(true), "level": OFFICE_LEVEL.label(level)}
    return Problem("AREA_LEVEL", "office", field="code", value=code, args=levels)
