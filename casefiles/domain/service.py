"""What is kept of a mentor's service: checks before matching, proofs of skills, training, posts, coming and going.

Sources: the opinion on record checks of people in close contact with minors (what is kept is pass, date and document
number, never the record itself); the posts that the committees count (net-café supervisors, law vice-principals).
"""

from __future__ import annotations

from datetime import date

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import (
    CHECK_KIND,
    CHECK_RESULT,
    MENTOR_END,
    MENTOR_POST,
    MENTOR_SKILL,
    SKILL_LEVEL,
)
from casefiles.domain.words import Label


@c.record
class MentorCheck:
    """One check of a mentor: passed or not, when, and the number of its document."""

    mentor: str = c.ref("五老", "Mentor", "mentor", section="check", required=True)
    kind: str = c.choice("审核内容", "Kind of check", CHECK_KIND, section="check", required=True, listed=True)
    on: date | None = c.day("审核日期", "Checked on", section="check", required=True, listed=True)
    result: str = c.choice("结果", "Result", CHECK_RESULT, section="check", required=True, listed=True)
    number: str = c.text("文号", "Document no.", section="check", listed=True)
    valid_until: date | None = c.day("有效期至", "Valid until", section="check", future=True, listed=True)
    by: str = c.text("审核单位或人员", "Checked by", section="check")


MENTOR_CHECK = c.entity(
    MentorCheck,
    name="mentor_check",
    label=Label("上岗审核", "Check"),
    plural=Label("上岗审核", "Checks"),
    prefix="mc",
    title="on",
    sections={"check": Label("审核", "Check")},
)


@c.record
class MentorSkill:
    """A skill, how good the mentor is at it, and what proves it."""

    mentor: str = c.ref("五老", "Mentor", "mentor", section="skill", required=True)
    skill: str = c.choice("专长", "Skill", MENTOR_SKILL, section="skill", required=True, listed=True)
    level: str = c.choice("程度", "Level", SKILL_LEVEL, section="skill", listed=True)
    proof: str = c.text("证明（证书、任职）", "Proof", section="skill", listed=True, limit=200)
    since: date | None = c.day("认定日期", "Recognised on", section="skill", listed=True)


MENTOR_SKILL_PROOF = c.entity(
    MentorSkill,
    name="mentor_skill",
    label=Label("专长证明", "Proof of skill"),
    plural=Label("专长证明", "Proofs of skill"),
    prefix="ms",
    title="skill",
    sections={"skill": Label("专长", "Skill")},
)


@c.record
class MentorTraining:
    """A training somebody took part in."""

    mentor: str = c.ref("五老", "Mentor", "mentor", section="training", required=True)
    on: date | None = c.day("培训日期", "Date", section="training", required=True, listed=True)
    topic: str = c.text("培训内容", "Topic", section="training", required=True, listed=True)
    hours: int | None = c.count("学时", "Hours", section="training", low=1, high=500, listed=True)
    organiser: str = c.text("组织单位", "Organised by", section="training", listed=True)
    certificate: str = c.text("证书号", "Certificate no.", section="training")


MENTOR_TRAINING = c.entity(
    MentorTraining,
    name="mentor_training",
    label=Label("培训", "Training"),
    plural=Label("培训", "Training"),
    prefix="mt",
    title="topic",
    sections={"training": Label("培训", "Training")},
)


@c.record
class MentorPost:
    """A post a mentor holds from a day on, until a day."""

    mentor: str = c.ref("五老", "Mentor", "mentor", section="post", required=True)
    post: str = c.choice("岗位", "Post", MENTOR_POST, section="post", required=True, listed=True)
    place: str = c.text("所在单位（学校、网吧等）", "Where", section="post", listed=True)
    start: date | None = c.day("任职日期", "From", section="post", required=True, listed=True)
    end: date | None = c.day("卸任日期", "Until", section="post", listed=True)
    document: str = c.text("聘书号", "Letter of appointment", section="post")


MENTOR_POST_ENTITY = c.entity(
    MentorPost,
    name="mentor_post",
    label=Label("任职岗位", "Post"),
    plural=Label("任职岗位", "Posts"),
    prefix="mp",
    title="post",
    sections={"post": Label("岗位", "Post")},
)


@c.record
class MentorSpell:
    """A mentor's time in the team, from joining until leaving. Who comes back begins another one."""

    mentor: str = c.ref("五老", "Mentor", "mentor", section="spell", required=True)
    start: date | None = c.day("加入日期", "Joined on", section="spell", required=True, listed=True)
    start_note: str = c.text("加入说明", "About the joining", section="spell", limit=200)
    end: date | None = c.day("退出日期", "Left on", section="spell", listed=True)
    reason: str = c.choice("退出原因", "Reason for leaving", MENTOR_END, section="spell", listed=True)
    note: str = c.text("退出说明", "About the leaving", section="spell", limit=300)


MENTOR_SPELL = c.entity(
    MentorSpell,
    name="mentor_spell",
    label=Label("进退记录", "Time of service"),
    plural=Label("进退记录", "Times of service"),
    prefix="md",
    title="start",
    sections={"spell": Label("进退", "Joining and leaving")},
)
