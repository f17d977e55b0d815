"""What is done with many children at once: holiday sessions with attendance, and eyesight screenings.

Sources: GB 11533-2011 (5-mark record of eyesight), WS/T 663-2020 and the 2021 guide on screening twice a school year.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import (
    REFERRAL_RESULT,
    REFRACTION_WAY,
    SESSION_KIND,
)
from casefiles.domain.words import Label

MARK: dict[str, Any] = {"places": 1, "low": 30, "high": 53, "bare": True}
SPHERE: dict[str, Any] = {"places": 2, "low": -3000, "high": 3000, "signed": True}
CYLINDER: dict[str, Any] = {"places": 2, "low": -1500, "high": 1500, "signed": True}


@c.record
class Session:
    """One meeting of a holiday class: day care, tutoring, comfort, guidance."""

    on: date | None = c.day("日期", "Date", section="session", required=True, listed=True)
    kind: str = c.choice("活动类型", "Kind of session", SESSION_KIND, section="session", required=True, listed=True)
    topic: str = c.text("主题", "Topic", section="session", listed=True)
    place: str = c.text("地点", "Place", section="session", listed=True)
    mentor: str = c.ref("主讲五老", "Led by", "mentor", section="session")
    staff: str = c.text("其他人员", "Others", section="session", limit=200)
    hours: int | None = c.count("时长（小时）", "Hours", section="session", low=1, high=24, listed=True)
    guests: int | None = c.count("未登记的参加人数", "Others who came", section="session", high=10_000)
    note: str = c.notes("情况记录", "What happened", section="session", limit=1000)


SESSION = c.entity(
    Session,
    name="session",
    label=Label("集体活动", "Session"),
    plural=Label("集体活动", "Sessions"),
    prefix="ss",
    title="on",
    sections={"session": Label("活动", "Session")},
)


@c.record
class Attendance:
    """A child was at a session."""

    session: str = c.ref("集体活动", "Session", "session", section="attendance", required=True)
    child: str = c.ref("儿童", "Child", "child", section="attendance", required=True)
    came: bool | None = c.yes("到场", "Came", section="attendance", listed=True)
    note: str = c.text("备注", "Notes", section="attendance", listed=True, limit=300)


ATTENDANCE = c.entity(
    Attendance,
    name="attendance",
    label=Label("签到", "Attendance"),
    plural=Label("签到", "Attendance"),
    prefix="st",
    title="came",
    sections={"attendance": Label("签到", "Attendance")},
)


@c.record
class ScreeningRound:
    """One eyesight screening of a school or class."""

    name: str = c.text("筛查名称", "Screening", section="round", required=True, listed=True)
    on: date | None = c.day("筛查日期", "Date", section="round", required=True, listed=True)
    school: str = c.text("学校", "School", section="round", listed=True)
    school_class: str = c.text("年级班级", "Grade and class", section="round", listed=True)
    enrolled: int | None = c.count("应查人数", "Enrolled", section="round", high=100_000, listed=True)
    examiner: str = c.text("筛查人员或机构", "Screened by", section="round")


SCREENING_ROUND = c.entity(
    ScreeningRound,
    name="screening_round",
    label=Label("视力筛查", "Eyesight screening"),
    plural=Label("视力筛查", "Eyesight screenings"),
    prefix="er",
    sections={"round": Label("筛查", "Screening")},
)


@c.record
class ScreeningResult:
    """A child's eyes on a day: marks of the 5-mark record, stored in tenths; refraction in dioptres, in hundredths."""

    round: str = c.ref("视力筛查", "Screening", "screening_round", section="eyes", required=True)
    child: str = c.ref("儿童", "Child", "child", section="eyes", required=True)
    right_mark: int | None = c.measure("右眼裸眼", "Right, uncorrected", section="eyes", **MARK, listed=True)
    left_mark: int | None = c.measure("左眼裸眼", "Left, uncorrected", section="eyes", **MARK, listed=True)
    glasses: bool | None = c.yes("戴镜", "Wears glasses", section="eyes", listed=True)
    right_with: int | None = c.measure("右眼矫正", "Right, corrected", section="eyes", **MARK)
    left_with: int | None = c.measure("左眼矫正", "Left, corrected", section="eyes", **MARK)
    ortho_k: bool | None = c.yes("角膜塑形镜", "Ortho-K lenses", section="eyes")
    way: str = c.choice("验光方式", "Refraction", REFRACTION_WAY, section="refraction")
    right_sphere: int | None = c.measure("右眼球镜", "Right sphere", section="refraction", **SPHERE)
    right_cylinder: int | None = c.measure("右眼柱镜", "Right cylinder", section="refraction", **CYLINDER)
    left_sphere: int | None = c.measure("左眼球镜", "Left sphere", section="refraction", **SPHERE)
    left_cylinder: int | None = c.measure("左眼柱镜", "Left cylinder", section="refraction", **CYLINDER)
    referred_on: date | None = c.day("转诊日期", "Referred on", section="referral", listed=True)
    referral: str = c.choice("就诊结果", "Result of the referral", REFERRAL_RESULT, section="referral", listed=True)


SCREENING_RESULT = c.entity(
    ScreeningResult,
    name="screening_result",
    label=Label("视力筛查结果", "Screening result"),
    plural=Label("视力筛查结果", "Screening results"),
    prefix="ex",
    title="right_mark",
    sections={
        "eyes": Label("视力", "Eyesight"),
        "refraction": Label("验光", "Refraction"),
        "referral": Label("转诊", "Referral"),
    },
)
