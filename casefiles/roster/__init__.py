"""Rosters: a workbook of people, compared with what stands, and written through the same door as a form.

sheets = workbook.read(path)
plan = roster.plan(office, sheets)          # writes nothing
roster.report(plan)                         # the same workbook with its wrong cells marked
roster.apply(office, plan)                  # all good rows in one transaction
"""

from __future__ import annotations

from casefiles.edges.workbook import Sheet, read
from casefiles.roster.applying import apply
from casefiles.roster.columns import IMPORTABLE
from casefiles.roster.outcome import Applied, Ignored, Outcome, Plan, Remark
from casefiles.roster.papers import report, template
from casefiles.roster.planning import Progress, plan

__all__ = [
    "IMPORTABLE",
    "Applied",
    "Ignored",
    "Outcome",
    "Plan",
    "Progress",
    "Remark",
    "Sheet",
    "apply",
    "plan",
    "read",
    "report",
    "template",
]
