"""Who might mentor a child, and which children a mentor might take on: ranked by the stated rules of
`casefiles.domain.fitting`, each with its reasons and points. A person decides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles import recording, service
from casefiles.domain import clearance, fitting
from casefiles.domain.catalogue import age_on
from casefiles.domain.codes.lists import HEALTH, LIFE_AREA, MENTOR_SKILL
from casefiles.domain.fitting import Reason
from casefiles.domain.words import Label
from casefiles.matching import active, capacity_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from casefiles.ports import Record

SAID: Mapping[str, Label] = {
    "village": Label("同村", "same village"),
    "township": Label("同乡镇", "same township"),
    "sibling": Label("已与同户孩子结对", "mentors a child of the household"),
    "proven": Label("专长有证明：{skill}", "proven skill: {skill}"),
    "named": Label("专长：{skill}", "skill: {skill}"),
    "urgent": Label("针对紧急需求", "answers an urgent need"),
    "sex": Label("同性别", "same sex"),
    "room": Label("还可结对 {n} 人", "room for {n} more"),
    "time": Label("可服务时间：{when}", "time: {when}"),
    "checked": Label("入职查询有效", "record check stands"),
    "unchecked": Label("入职查询未办或到期", "no record check that stands"),
    "age": Label("年事已高（{n} 岁）", "of great age (aged {n})"),
    "health": Label("健康：{health}", "health: {health}"),
}
FOR_AREA = Label("{skill}（针对{area}）", "{skill} (for {area})")
POINTS = Label("{said} {points}", "{said} {points}")
MOST_CHILDREN = 300
"""children a mentor is weighed against, those who live nearest first"""


def say(reason: Reason, lang: Lang) -> str:
    """A reason in words, with its points."""
    args = dict(reason.args)
    if "skill" in args:
        skill, area = MENTOR_SKILL.label(str(args["skill"]))(lang), str(args.get("area") or "")
        args["skill"] = FOR_AREA(lang, skill=skill, area=LIFE_AREA.label(area)) if area else skill
    if "health" in args:
        args["health"] = HEALTH.label(str(args["health"]))
    return POINTS(lang, said=SAID[reason.rule](lang, **args), points=f"{reason.points:+d}")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mentor who could take the child on: higher score first, with the reasons for the score."""

    mentor: str
    name: str
    score: int
    load: int
    capacity: int
    reasons: tuple[Reason, ...]

    @property
    def may_match(self) -> bool:
        """Whether the record check allows more than a proposal."""
        return checked(self.reasons)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A child whom a mentor could take on."""

    child: str
    name: str
    village: str
    score: int
    reasons: tuple[Reason, ...]

    @property
    def may_match(self) -> bool:
        """Whether the record check allows more than a proposal."""
        return checked(self.reasons)


def checked(reasons: Iterable[Reason]) -> bool:
    """Whether nothing is said of a record check that is missing."""
    return all(r.rule != "unchecked" for r in reasons)


class Pool:
    """The mentors in service and what counts of them, read once for however many children."""

    def __init__(self, office: Office) -> None:
        queries = office.queries
        self.office, self.today, self.limit = office, office.clock.today(), service.age_limit(office)
        self.mentors = {m.id: m for m in queries.select("mentor") if m.values.get("left_on") is None}
        self.load: dict[str, int] = defaultdict(int)
        self.of_child: dict[str, set[str]] = defaultdict(set)
        for match in active(office):
            mentor = str(match.values["mentor"])
            self.load[mentor] += 1
            self.of_child[str(match.values["child"])].add(mentor)
        self.proven: dict[str, set[str]] = defaultdict(set)
        for one in queries.select("mentor_skill"):
            if one.values.get("proof"):
                self.proven[str(one.values["mentor"])].add(str(one.values["skill"]))
        self._checks: dict[str, list[Mapping[str, Stored]]] = defaultdict(list)
        for check in queries.select("mentor_check"):
            self._checks[str(check.values["mentor"])].append(check.values)

    def facts(self, mentor: Record, siblings: Iterable[str]) -> fitting.Mentor:
        """What counts of a mentor; `siblings` are the other children of the household."""
        values = mentor.values
        return fitting.Mentor(
            values,
            capacity_of(mentor) - self.load[mentor.id],
            age_on(str(values.get("birth_date") or ""), self.today),
            frozenset(self.proven[mentor.id]),
            clearance.clearance(values, self._checks[mentor.id], self.today).stands,
            any(mentor.id in self.of_child[one] for one in siblings),
        )

    def for_child(self, child: Record, limit: int = 10) -> list[Suggestion]:
        """Mentors with room for a child, best first."""
        asks = fitting.wanted(child.values, self._needs(child.id))
        siblings = [s.id for s in siblings_of(self.office, child)]
        found = []
        for mentor in self.mentors.values():
            if mentor.id in self.of_child[child.id] or capacity_of(mentor) <= self.load[mentor.id]:
                continue
            why = tuple(fitting.reasons(child.values, asks, self.facts(mentor, siblings), self.limit))
            name, load = str(mentor.values.get("name") or ""), self.load[mentor.id]
            score = sum(r.points for r in why)
            found.append(Suggestion(mentor.id, name, score, load, capacity_of(mentor), why))
        found.sort(key=lambda s: (-s.score, s.load, s.name, s.mentor))
        return found[:limit]

    def _needs(self, child: str) -> list[Mapping[str, Stored]]:
        return [n.values for n in self.office.queries.select("need", {"child": child})]

    def for_mentor(self, mentor: Record, limit: int = 10) -> list[Candidate]:
        """Children without a mentor whom this one could take on, best first; none without room."""
        if mentor.id not in self.mentors or capacity_of(mentor) <= self.load[mentor.id]:
            return []
        found = []
        for child in self._waiting(mentor):
            if mentor.id in self.of_child[child.id]:
                continue
            facts = self.facts(mentor, [s.id for s in siblings_of(self.office, child)])
            asks = fitting.wanted(child.values, self._needs(child.id))
            why = tuple(fitting.reasons(child.values, asks, facts, self.limit))
            values = child.values
            found.append(
                Candidate(
                    child.id, str(values.get("name") or ""), str(values.get("village") or ""),
                    sum(r.points for r in why), why,
                )
            )  # fmt: skip
        found.sort(key=lambda c: (-c.score, c.name, c.child))
        return found[:limit]

    def _waiting(self, mentor: Record) -> list[Record]:
        """Children without a mentor: of the village, of the township, then of anywhere; at most MOST_CHILDREN."""
        queries = self.office.queries
        ids: dict[str, None] = {}
        for within in (str(mentor.values.get("village") or ""), str(mentor.values.get("area") or "")[:9], ""):
            if len(ids) < MOST_CHILDREN:
                ids |= dict.fromkeys(
                    queries.register_ids("child", "unmatched", within=within)[:MOST_CHILDREN]
                )
        found = (queries.get(row) for row in list(ids)[:MOST_CHILDREN])
        return [child for child in found if child is not None]


def suggest(office: Office, child: str, limit: int = 10) -> list[Suggestion]:
    """Mentors with room for a child, best first. Refusal: NOT_FOUND."""
    file = recording.record(office, child, "child")
    return Pool(office).for_child(file, limit)


def children_for(office: Office, mentor: str, limit: int = 10) -> list[Candidate]:
    """Children without a mentor whom a mentor could take on, best first. Refusal: NOT_FOUND."""
    file = recording.record(office, mentor, "mentor")
    return Pool(office).for_mentor(file, limit)


def siblings_of(office: Office, child: Record) -> list[Record]:
    """The other children on file of the same household, whose file is open."""
    house = child.values.get("household")
    if not house:
        return []
    found = office.queries.select("child", {"household": house})
    return [c for c in found if c.id != child.id and not c.values.get("closed_on")]


def waiting_siblings(office: Office, child: Record) -> list[Record]:
    """Those of them who have no match yet."""
    return [s for s in siblings_of(office, child) if not active(office, child=s.id)]
