"""Who might mentor a child: mentors with room, ranked by stated rules, with their reasons. A person decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain.catalogue import age_on
from casefiles.domain.entities import ENTITIES
from casefiles.domain.words import Label
from casefiles.matching import active, capacity_of

if TYPE_CHECKING:
    import datetime as dt

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

_SAME_VILLAGE = Label("同村", "same village")
_SAME_TOWNSHIP = Label("同乡镇", "same township")
_SAME_SEX = Label("同性别", "same sex")
_ROOM = Label("还可结对 {n} 人", "room for {n} more")
_SKILL = Label("专长：{skill}", "skill: {skill}")
_OLD = Label("年事已高（{n} 岁）", "of great age ({n})")
_CHECKED = Label("已做入职查询", "record check done")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mentor who could take the child on: higher score first, with the reasons for the score."""

    mentor: str
    name: str
    score: int
    load: int
    capacity: int
    reasons: tuple[tuple[Label, Mapping[str, object]], ...]



def suggest(office: Office, child: str, limit: int = 10) -> list[Suggestion]:
    """Mentors with room for a child, best first. A person decides.

    The score: same village 40, same township 15, a skill that the child's file asks for 15 each (at most 30),
    same sex 10, each free place 3 (at most 9), record check done 10, above 80 years of age minus 15.
    """
    file = recording.record(office, child, "child")
    wanted = _wanted(file.values)
    today = office.clock.today()
    found = []
    taken = {m.values["mentor"] for m in active(office, child=child)}
    load: dict[str, int] = {}
    for open_match in active(office):
        key = str(open_match.values["mentor"])
        load[key] = load.get(key, 0) + 1
    for mentor in office.queries.select("mentor"):
        room = capacity_of(mentor) - load.get(mentor.id, 0)
        if room > 0 and mentor.values.get("left_on") is None and mentor.id not in taken:
            found.append(_scored(file.values, mentor, wanted, load.get(mentor.id, 0), today))
    found.sort(key=lambda s: (-s.score, s.load, s.name, s.mentor))
    return found[:limit]


def _wanted(child: Mapping[str, Stored]) -> set[str]:
    """Skills a child's file asks for, read from its words and codes."""
    text = f"{child.get('needs') or ''}{child.get('situation') or ''}"
    words = {
        "tutoring": ("辅导", "学习", "作业", "成绩"),
        "psychology": ("心理", "情绪", "性格"),
        "law": ("法", "失足"),
        "health": ("健康", "病"),
    }
    return {skill for skill, signs in words.items() if any(s in text for s in signs)}


def _scored(
    child: Mapping[str, Stored], mentor: Record, wanted: set[str], load: int, today: dt.date
) -> Suggestion:
    values = mentor.values
    score = 0
    reasons: list[tuple[Label, Mapping[str, object]]] = []
    if child.get("village") and child.get("village") == values.get("village"):
        score += 40
        reasons.append((_SAME_VILLAGE, {}))
    elif child.get("area") and str(child["area"])[:9] == str(values.get("area") or "")[:9]:
        score += 15
        reasons.append((_SAME_TOWNSHIP, {}))
    skills = [s for s in str(values.get("skills") or "").split(",") if s in wanted]
    score += min(30, 15 * len(skills))
    codes = ENTITIES["mentor"].fields["skills"].kind
    reasons += [(_SKILL, {"skill": Label(codes.show(s, "zh"), codes.show(s, "en"))}) for s in skills]
    if values.get("sex") and values.get("sex") == child.get("sex"):
        score += 10
        reasons.append((_SAME_SEX, {}))
    room = capacity_of(mentor) - load
    score += min(9, 3 * room)
    reasons.append((_ROOM, {"n": room}))
    if values.get("checked_on"):
        score += 10
        reasons.append((_CHECKED, {}))
    age = age_on(str(values.get("birth_date") or ""), today)
    if age is not None and age > 80:
        score -= 15
        reasons.append((_OLD, {"n": age}))
    name = str(values.get("name") or "")
    return Suggestion(mentor.id, name, score, load, capacity_of(mentor), tuple(reasons))
