"""House-to-house survey rounds (摸底): who walks which villages, and what was found at each door."""

from __future__ import annotations

from datetime import date

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import (
    ROUND_CHANGE,
    SURVEY_OUTCOME,
)
from casefiles.domain.words import Label


@c.record
class SurveyRound:
    """One round. A closed round is frozen: `result` (JSON) holds its figures as they were on that day and how far every
    log was known; the difference list itself stands on the doors, in `frozen`, because a text that travels is short."""

    name: str = c.text("排查名称", "Round", section="round", required=True, listed=True)
    start: date | None = c.day("开始日期", "From", section="round", required=True, future=True, listed=True)
    end: date | None = c.day("截止日期", "Until", section="round", future=True, listed=True)
    villages: str = c.notes(
        "排查的村（社区）",
        "Villages",
        section="round",
        limit=4000,
        hint=Label("每行一个；空着表示全部。", "One a line; empty means all of them."),
    )
    walkers: str = c.text("走访人员", "Who walks", section="round", limit=300)
    closed_on: date | None = c.day("封存日期", "Closed on", section="close", listed=True)
    closed_by: str = c.name("封存人", "Closed by", section="close")
    result: str = c.notes("封存结果", "Frozen result", section="close", roster=False, limit=90_000)


SURVEY_ROUND = c.entity(
    SurveyRound,
    name="survey_round",
    label=Label("摸底排查", "Survey round"),
    plural=Label("摸底排查", "Survey rounds"),
    prefix="sr",
    sections={"round": Label("排查", "Round"), "close": Label("封存", "Closing")},
)


@c.record
class SurveyLine:
    """One door of a round: a household or a child on the walk list, and what was found there."""

    round: str = c.ref("摸底排查", "Round", "survey_round", section="line", required=True)
    household: str = c.ref("家庭", "Household", "household", section="line")
    child: str = c.ref("儿童", "Child", "child", section="line")
    name: str = c.name("姓名", "Name", section="line", listed=True)
    village: str = c.text("村（社区）", "Village", section="line", listed=True)
    address: str = c.text("住址", "Address", section="line", limit=200)
    place: int | None = c.count("走访顺序", "Order of the walk", section="line", high=100_000)
    outcome: str = c.choice("走访结果", "Outcome", SURVEY_OUTCOME, section="found", listed=True)
    on: date | None = c.day("走访日期", "Date", section="found", listed=True)
    by: str = c.name("走访人", "By", section="found", listed=True)
    change: str = c.choice("变动情况", "Change", ROUND_CHANGE, section="found", listed=True)
    note: str = c.text("备注", "Notes", section="found", listed=True, limit=300)
    frozen: str = c.notes("封存时的变动", "As it was at closing", section="close", roster=False, limit=60_000)


SURVEY_LINE = c.entity(
    SurveyLine,
    name="survey_line",
    label=Label("排查户", "Door of a round"),
    plural=Label("排查户", "Doors of a round"),
    prefix="sl",
    sections={
        "line": Label("走访户", "Door"),
        "found": Label("结果", "What was found"),
        "close": Label("封存", "Closing"),
    },
)
