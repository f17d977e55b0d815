"""A question sent back with its reason (退回): an office above marks a record or one field of it, the office that keeps
the file answers.

It hangs on the child, household or mentor that the record hangs on, and so it travels down to the office that keeps
the file, and its answer up again.
"""

from __future__ import annotations

from datetime import date

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import QUESTION_REASON, QUESTION_STATE
from casefiles.domain.words import Label


@c.record
class Question:
    """`of` is the record asked about, `field` the field of it, "" for all of it."""

    of: str = c.text("所问记录", "About the record", section="question", required=True, roster=False, limit=40)
    child: str = c.ref("儿童", "Child", "child", section="question")
    household: str = c.ref("家庭", "Household", "household", section="question")
    mentor: str = c.ref("五老", "Mentor", "mentor", section="question")
    field: str = c.text("所问项目", "About the field", section="question", roster=False, limit=63)
    reason: str = c.choice("退回原因", "Reason", QUESTION_REASON, section="question", required=True, listed=True)
    text: str = c.notes("要核实的问题", "Question", section="question", required=True, listed=True, limit=1000)
    asked_by: str = c.text("提出人", "Asked by", section="question", roster=False)
    asked_office: str = c.text("提出单位", "Asked by the office", section="question", roster=False, listed=True)
    asked_code: str = c.area("提出单位区划", "Division of that office", section="question", roster=False)
    asked_on: date | None = c.day("提出日期", "Asked on", section="question", listed=True)
    state: str = c.choice("状态", "State", QUESTION_STATE, section="answer", required=True, listed=True)
    answer: str = c.notes("答复", "Answer", section="answer", listed=True, limit=1000)
    answered_by: str = c.text("答复人", "Answered by", section="answer", roster=False)
    answered_on: date | None = c.day("答复日期", "Answered on", section="answer", listed=True)
    closed_on: date | None = c.day("了结日期", "Closed on", section="answer")


QUESTION = c.entity(
    Question,
    name="question",
    label=Label("退回的问题", "Question sent back"),
    plural=Label("退回的问题", "Questions sent back"),
    prefix="qu",
    title="text",
    sections={"question": Label("问题", "Question"), "answer": Label("答复", "Answer")},
)
