"""A mandatory report: who sees a danger sign tells the authorities at once, and keeps proof of it.

Law on the Protection of Minors, article 11, and the opinion of nine ministries of 2020. What is on file here is who
told whom, when, and what came of it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import DANGER_SIGN, REPORT_OUTCOME, REPORT_TO
from casefiles.domain.problems import Problem
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from casefiles.domain.fieldtypes import Stored

NO_OUTCOME = (None, "", "open")


@c.record
class Report:
    """One duty to report. It is never deleted: a suspicion that proves wrong is an outcome too."""

    child: str = c.ref("儿童", "Child", "child", section="sign", required=True)
    visit: str = c.ref("发现于走访", "Seen on the visit", "visit", section="sign")
    on: date | None = c.day("发现日期", "Day it was seen", section="sign", required=True, listed=True)
    signs: tuple[str, ...] = c.choices("危险信号", "Danger signs", DANGER_SIGN, section="sign", listed=True)
    reported_to: str = c.choice("报告对象", "Reported to", REPORT_TO, section="report", listed=True)
    reported_on: date | None = c.day("报告日期", "Day of the report", section="report", listed=True)
    reported_by: str = c.name("报告人", "Reported by", section="report")
    receipt: str = c.text("受理编号", "Reference number", section="report", listed=True)
    outcome: str = c.choice("处理结果", "Outcome", REPORT_OUTCOME, section="outcome", listed=True)
    closed_on: date | None = c.day("办结日期", "Closed on", section="outcome", listed=True)
    note: str = c.notes("备注", "Note", section="outcome", merge="ask", limit=2000)


REPORT = c.entity(
    Report,
    name="report",
    label=Label("强制报告", "Mandatory report"),
    plural=Label("强制报告", "Mandatory reports"),
    prefix="mr",
    title="on",
    sections={
        "sign": Label("发现情况", "What was seen"),
        "report": Label("报告", "The report"),
        "outcome": Label("处理结果", "Outcome"),
    },
)


def problems(values: Mapping[str, Stored]) -> Iterator[Problem]:
    """What must be put right in a report: its steps come one after the other."""
    on, reported, closed = (values.get(n) for n in ("on", "reported_on", "closed_on"))
    if reported and not values.get("reported_to"):
        yield Problem("REPORT_TO_WHOM", "report", field="reported_to")
    if reported and on and str(reported) < str(on):
        yield Problem("REPORT_BEFORE_SIGN", "report", field="reported_on", value=str(reported))
    done = values.get("outcome") not in NO_OUTCOME
    if not reported and (done or closed):
        yield Problem("REPORT_NOT_MADE", "report", field="reported_on")
    if closed and not done:
        yield Problem("REPORT_NO_OUTCOME", "report", field="outcome")
    if values.get("outcome") == "closed" and not closed:
        yield Problem("REPORT_NO_END", "report", field="closed_on")
