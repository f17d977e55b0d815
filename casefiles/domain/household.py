"""A household: where it lives and what it lives on."""

from __future__ import annotations

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import AID_RECEIVED, HOUSEHOLD_ECONOMY, HOUSING, INCOME_SOURCE
from casefiles.domain.words import Label


@c.record
class Household:
    """A household (户). Several children may live in one."""

    number: str = c.text("户编号", "Household no.", section="household", listed=True, roster=False)
    name: str = c.name("户主姓名", "Head of household", section="household", required=True, listed=True)
    id_number: str = c.id_number("户主身份证号", "Head's ID number", section="household")
    phone: str = c.phone("联系电话", "Phone", section="household", listed=True)
    area: str = c.area("居住地区划", "Division of residence", section="place")
    village: str = c.text("村（社区）", "Village", section="place", listed=True)
    hamlet: str = c.text("屯（组）", "Hamlet or group", section="place")
    address: str = c.text("详细地址", "Address", section="place")
    economy: str = c.choice(
        "家庭经济类型", "Economic type", HOUSEHOLD_ECONOMY, section="economy", listed=True
    )
    income: tuple[str, ...] = c.choices("家庭收入来源", "Sources of income", INCOME_SOURCE, section="economy")
    aid_received: tuple[str, ...] = c.choices(
        "已享受的救助", "Relief received", AID_RECEIVED, section="economy"
    )
    housing: str = c.choice("住房情况", "Housing", HOUSING, section="economy")
    merged_into: str = c.ref("已并入的家庭", "Merged into the household", "household", section="economy")
    note: str = c.notes("备注", "Notes", section="economy")


HOUSEHOLD = c.entity(
    Household,
    name="household",
    label=Label("家庭", "Household"),
    plural=Label("家庭", "Households"),
    prefix="h",
    numbered=True,
    sections={
        "household": Label("户主", "Head"),
        "place": Label("住址", "Place"),
        "economy": Label("经济状况", "Livelihood"),
    },
)
