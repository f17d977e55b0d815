"""What a household lives on, as dated spells, and the pledges made to it.

Sources: the economic types of civil affairs and of the monitoring against a return to poverty; the responsibility
certificates (责任状) and the "six batches" of the committees.
"""

from __future__ import annotations

from datetime import date

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import (
    ECONOMY_END,
    HELP_ROUTE,
    HOUSEHOLD_ECONOMY,
    PLEDGE_RESULT,
)
from casefiles.domain.words import Label


@c.record
class EconomicSpell:
    """The economic type of a household from a day on, until a day."""

    household: str = c.ref("家庭", "Household", "household", section="spell", required=True)
    kind: str = c.choice(
        "家庭经济类型", "Economic type", HOUSEHOLD_ECONOMY, section="spell", required=True, listed=True
    )
    start: date | None = c.day("认定日期", "Recognised on", section="spell", required=True, listed=True)
    document: str = c.text("文号或证号", "Document no.", section="spell", listed=True)
    checked_on: date | None = c.day("最近复核日期", "Last reviewed on", section="spell", listed=True)
    end: date | None = c.day("终止日期", "Ended on", section="end", listed=True)
    end_reason: str = c.choice("终止原因", "Reason for ending", ECONOMY_END, section="end")
    note: str = c.text("备注", "Notes", section="end", limit=300)


ECONOMIC_SPELL = c.entity(
    EconomicSpell,
    name="economic_spell",
    label=Label("经济类型认定", "Economic type"),
    plural=Label("经济类型认定", "Economic types"),
    prefix="es",
    title="kind",
    sections={"spell": Label("认定", "Recognition"), "end": Label("终止", "End")},
)


@c.record
class Pledge:
    """A responsibility certificate (责任状): who answers for a household, by what measures, until when."""

    household: str = c.ref("家庭", "Household", "household", section="pledge", required=True)
    mentor: str = c.ref("包联五老", "Mentor who answers", "mentor", section="pledge")
    who: str = c.name("责任人", "Who answers", section="pledge", required=True, listed=True)
    unit: str = c.text("责任单位", "Unit", section="pledge")
    route: str = c.choice("帮扶路径", "Route of help", HELP_ROUTE, section="pledge", listed=True)
    measures: str = c.notes("帮扶措施", "Measures", section="pledge", limit=1000)
    signed_on: date | None = c.day("签订日期", "Signed on", section="pledge", required=True, listed=True)
    due: date | None = c.day("完成期限", "Due", section="pledge", future=True, listed=True)
    result: str = c.choice("兑现情况", "Result", PLEDGE_RESULT, section="result", listed=True)
    done_on: date | None = c.day("兑现日期", "Kept on", section="result", listed=True)
    evidence: str = c.text("佐证材料", "Evidence", section="result", limit=300)
    stable_6: bool | None = c.yes("满 6 个月仍稳定", "Still stable after 6 months", section="result")
    stable_12: bool | None = c.yes("满 12 个月仍稳定", "Still stable after 12 months", section="result")


PLEDGE = c.entity(
    Pledge,
    name="pledge",
    label=Label("责任状", "Pledge"),
    plural=Label("责任状", "Pledges"),
    prefix="pl",
    title="who",
    sections={"pledge": Label("责任状", "Pledge"), "result": Label("兑现", "Result")},
)
