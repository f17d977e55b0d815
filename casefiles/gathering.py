"""What is done with many children at once: sessions and who leads them, eyesight rounds and their rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain import eyesight
from casefiles.domain.catalogue import age_on
from casefiles.staffing import staff_warning

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Problem
    from casefiles.office import Office
    from casefiles.ports import Record


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session with who came: children ticked, and others who are not on file."""

    record: Record
    listed: int
    came: int
    guests: int
    leader: str
    warning: Problem | None

    @property
    def visits(self) -> int:
        """Person-times: a child that comes to two sessions counts twice."""
        return self.came + self.guests


def sessions(office: Office) -> list[Meeting]:
    """All sessions, newest first."""
    records = office.queries.select("session", sort="-on")
    who = office.queries.people([str(r.values["mentor"]) for r in records if r.values.get("mentor")])
    counts = office.queries.attendance_counts()
    found = []
    for record in records:
        listed, came = counts.get(record.id, (0, 0))
        leader = str(who.get(str(record.values.get("mentor")), {}).get("name") or "")
        guests = int(record.values.get("guests") or 0)
        warning = staff_warning(office, record.values)
        found.append(Meeting(record, listed, came, guests, leader, warning))
    return found


# eyesight


@dataclass(frozen=True, slots=True)
class Round:
    """A screening with its rates and how they moved against the last round of the same school and class."""

    record: Record
    summary: eyesight.Summary
    before: Record | None
    poor: eyesight.Drift
    myopia: eyesight.Drift
    waiting: int
    """children to refer who have no result yet"""

    @property
    def place(self) -> str:
        """School and class."""
        parts = (self.record.values.get("school"), self.record.values.get("school_class"))
        return " ".join(str(p) for p in parts if p)


@dataclass(frozen=True, slots=True)
class Eyes:
    """One child's line of a round, looked at: whose, with name and age on the day."""

    id: str
    values: Mapping[str, Stored]
    name: str
    school_class: str
    age: int | None
    look: eyesight.Look


def eyes(office: Office, screenings: Sequence[Record]) -> dict[str, list[Eyes]]:
    """round -> its lines, in the order in which they were made."""
    today = office.clock.today()
    found: dict[str, list[Eyes]] = {record.id: [] for record in screenings}
    days = {record.id: _day(record, today) for record in screenings}
    classes = {record.id: record.values.get("school_class") for record in screenings}
    ages: dict[tuple[str, dt.date], int | None] = {}
    for line in office.queries.screening_lines(list(found)):
        row = str(line["round"])
        born = (str(line["birth_date"] or ""), days[row])
        if born not in ages:
            ages[born] = age_on(*born)
        age = ages[born]
        class_ = str(classes[row] or line["school_class"] or "")
        look = eyesight.look(str(line["child"] or ""), line, age)
        found[row].append(Eyes(str(line["id"]), line, str(line["name"] or ""), class_, age, look))
    return found


def _day(screening: Record, today: dt.date) -> dt.date:
    on = screening.values.get("on")
    return today.fromisoformat(str(on)) if on else today


def rounds(office: Office) -> list[Round]:
    """All screenings, newest first."""
    records = office.queries.select("screening_round", sort="-on")
    seen = eyes(office, records)
    found = []
    for place, record in enumerate(records):
        before = next((r for r in records[place + 1 :] if _same_place(r, record)), None)
        now = [e.look for e in seen[record.id]]
        old = [e.look for e in seen[before.id]] if before else []
        waiting = sum(eyesight.to_refer(e.values, e.age) for e in seen[record.id])
        enrolled = record.values.get("enrolled")
        sums = eyesight.summary(now, enrolled if isinstance(enrolled, int) else None)
        drifts = (eyesight.drift(old, now, "poor"), eyesight.drift(old, now, "myopic"))
        found.append(Round(record, sums, before, *drifts, waiting))
    return found


def _same_place(one: Record, other: Record) -> bool:
    return all(one.values.get(n) == other.values.get(n) for n in ("school", "school_class")) and (
        str(one.values.get("on")) < str(other.values.get("on"))
    )


def rates(office: Office, by: str, first: str = "", last: str = "9999") -> list[tuple[str, eyesight.Summary]]:
    """The rates of the rounds of some days by 'school' or 'grade', the most poor vision first.

    Of each school and class the last of these rounds counts. Enrolled is the sum of the rounds' numbers; of a grade it
    is known only where every round was of one grade.
    """
    looks: dict[str, dict[str, eyesight.Look]] = {}
    enrolled: dict[str, int | None] = {}
    found = office.queries.select("screening_round", sort="on")
    within = [r for r in found if first <= str(r.values.get("on") or "") <= last]
    latest = list({(r.values.get("school"), r.values.get("school_class")): r for r in within}.values())
    seen = eyes(office, latest)
    for record in latest:
        school = str(record.values.get("school") or "")
        mine: set[str] = set()
        for line in seen[record.id]:
            key = school if by == "school" else eyesight.grade_of(line.school_class)
            looks.setdefault(key, {})[line.look.child] = line.look
            mine.add(key)
        n = record.values.get("enrolled")
        for key in mine:
            known = isinstance(n, int) and (by == "school" or len(mine) == 1)
            so_far = enrolled.get(key, 0)
            enrolled[key] = so_far + int(n or 0) if known and so_far is not None else None
    each = [(key, eyesight.summary(held.values(), enrolled[key])) for key, held in looks.items()]
    return sorted(each, key=lambda pair: (-(pair[1].poor.share or 0), pair[0]))


def to_refer(office: Office, screening: str = "") -> list[tuple[Record, Eyes]]:
    """Who should see an eye doctor and has no result yet, by round: the worklist of referrals."""
    where = {"id": screening} if screening else None
    records = office.queries.select("screening_round", where, "-on")
    seen = eyes(office, records)
    return [
        (record, line)
        for record in records
        for line in seen[record.id]
        if eyesight.to_refer(line.values, line.age)
    ]
