"""An office of the hierarchy: province, city, county, township."""

from __future__ import annotations

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import OFFICE_LEVEL
from casefiles.domain.words import Label


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
