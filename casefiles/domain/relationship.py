"""The life of a match: its steps from proposal to closing, and the clerk's talks with those in it.

Sources: the stages and support contacts of the Elements of Effective Practice for Mentoring, 4th edition.
"""

from __future__ import annotations

from datetime import date

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import (
    MATCH_GOES,
    MATCH_STATUS,
    TALKED_TO,
    VISIT_KIND,
)
from casefiles.domain.words import Label


@c.record
class MatchEvent:
    """A match came to another step on a day. The newest one is the state of the match."""

    match: str = c.ref("结对", "Match", "match", section="event", required=True)
    child: str = c.ref("儿童", "Child", "child", section="event")
    mentor: str = c.ref("五老", "Mentor", "mentor", section="event")
    on: date | None = c.day("日期", "Date", section="event", required=True, listed=True)
    status: str = c.choice("状态", "State", MATCH_STATUS, section="event", required=True, listed=True)
    by: str = c.name("经办人", "By", section="event", listed=True)
    note: str = c.text("说明", "Note", section="event", listed=True, limit=300)


MATCH_EVENT = c.entity(
    MatchEvent,
    name="match_event",
    label=Label("结对进展", "Step of a match"),
    plural=Label("结对进展", "Steps of matches"),
    prefix="me",
    title="on",
    sections={"event": Label("进展", "Step")},
)


@c.record
class SupportContact:
    """The clerk asks how a match goes. It is not a visit and does not count as one."""

    match: str = c.ref("结对", "Match", "match", section="contact", required=True)
    child: str = c.ref("儿童", "Child", "child", section="contact")
    mentor: str = c.ref("五老", "Mentor", "mentor", section="contact")
    on: date | None = c.day("联系日期", "Date", section="contact", required=True, listed=True)
    talked_to: str = c.choice("联系对象", "With whom", TALKED_TO, section="contact", required=True, listed=True)
    how: str = c.choice("联系方式", "How", VISIT_KIND, section="contact", listed=True)
    goes: str = c.choice("结对进展评价", "How it goes", MATCH_GOES, section="contact", listed=True)
    said: str = c.notes("了解到的情况", "What was said", section="contact", listed=True, limit=1000, merge="ask")
    follow_up: str = c.text("后续事项", "Follow-up", section="contact", limit=300)
    by: str = c.name("联系人", "By", section="contact")


SUPPORT_CONTACT = c.entity(
    SupportContact,
    name="support_contact",
    label=Label("结对回访", "Support contact"),
    plural=Label("结对回访", "Support contacts"),
    prefix="sc",
    title="on",
    sections={"contact": Label("回访", "Contact")},
)
