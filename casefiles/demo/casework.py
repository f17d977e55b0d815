"""What years of case work leave beside the files: reviews, needs and what is done, consents, proofs, verifications,
livelihood, closings.

It comes after the lives are made, so that the people, matches and visits of a seed stay the same with or without it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casefiles.demo.people import People, Values

ACTIONS = {
    "schooling": ("每周辅导作业一次", "功课能跟上班级"),
    "mood": ("每两周谈心一次，必要时转介心理老师", "愿意和人说心里话"),
    "living": ("送冬衣和被褥", "过冬衣物齐全"),
    "family": ("协调父母每周视频两次", "每周能和父母说上话"),
    "safety": ("检查用电用火，讲防溺水", "家中没有明显隐患"),
    "health": ("陪同到镇卫生院体检", "按时体检、用药"),
}
PROOFS = {
    "deceased": "death",
    "imprisoned": "prison",
    "severe_disability": "disability",
    "severe_illness": "hospital",
    "missing": "police",
    "lost_contact": "police",
    "divorced": "court",
}
OUTCOME = {"返乡": "parent_back", "迁出": "moved", "周岁": "grown"}
WALKER = "经办人示例"


def case_work(people: People) -> None:
    """Add to everybody made so far what is kept of them."""
    rows = people.rows
    families: dict[str, list[tuple[str, Values]]] = defaultdict(list)
    for member in people.made.ids.get("member", []):
        families[str(rows[member]["child"])].append((member, rows[member]))
    for child in people.made.ids.get("child", []):
        _Child(people, child, families[child]).keep()
    for house in people.made.ids.get("household", []):
        _livelihood(people, house, rows[house])
    _findings(people)


class _Child:
    """One child's papers, from the day of registration until the file was closed or today."""

    def __init__(self, people: People, row: str, members: list[tuple[str, Values]]) -> None:
        self.people, self.row, self.members, self.rng = people, row, members, people.rng
        values = self.values = people.rows[row]
        self.opened = dt.date.fromisoformat(str(values["opened_on"]))
        closed = values.get("closed_on")
        self.until = dt.date.fromisoformat(str(closed)) if closed else people.today

    def keep(self) -> None:
        """All of it."""
        self._consent()
        self._reviews()
        self._needs()
        self._parents()
        self._certificate()
        self._verified()
        self._closing()

    def _put(self, entity: str, values: Values) -> str:
        return self.people.put(entity, {"child": self.row, **values})

    def _day(self, first: dt.date, last: dt.date) -> dt.date:
        return self.people.day(first, max(first, last))

    def _consent(self) -> None:
        nobody: Values = {"name": WALKER, "relation": "99"}
        grown = self.rng.choice([v for _, v in self.members] or [nobody])
        scope = "registration,mentoring,sharing" + (",photo" if self.rng.random() < 0.6 else "")
        given: Values = {"on": self.opened.isoformat(), "name": grown["name"], "relation": grown["relation"]}
        given |= {"scope": scope, "form": "paper", "place": "镇档案柜"}
        if self.rng.random() < 0.02 and self.until > self.opened:
            given["withdrawn_on"] = self._day(self.opened, self.until).isoformat()
            given["withdrawn_reason"] = "监护人不愿再报送"
        self._put("consent", given)

    def _reviews(self) -> None:
        """Once a year or so; the newest says what stands in the file."""
        on, days = self.opened, []
        while on <= self.until:
            days.append(on)
            on += dt.timedelta(days=self.rng.randint(300, 420))
        for at, day in enumerate(days):
            last = at == len(days) - 1
            level = self.values["risk"] if last else self.rng.choice(("green", "blue", "blue", "yellow"))
            after = day + dt.timedelta(days={"red": 90, "yellow": 180}.get(str(level), 365))
            told = "父母外出，由老人照料" if level in ("red", "yellow") else "生活、学习正常"
            self._put(
                "risk_review",
                {"on": day.isoformat(), "level": level, "reason": told, "by": WALKER, "next_on": after.isoformat()},
            )

    def _needs(self) -> None:
        for area in self.rng.sample(list(ACTIONS), self.rng.choices((0, 1, 2), (35, 50, 15))[0]):
            what, goal = ACTIONS[area]
            found = self._day(self.opened, self.until)
            due = found + dt.timedelta(days=self.rng.choice((30, 60, 90)))
            done = due if due < self.until and self.rng.random() < 0.8 else None
            need: Values = {"area": area, "what": what, "goal": goal, "found_on": found.isoformat()}
            need["priority"] = self.rng.choices(("normal", "soon", "urgent"), (70, 25, 5))[0]
            if done or self.values.get("closed_on"):
                need |= {"closed_on": (done or self.until).isoformat(), "outcome": "met" if done else "not_needed"}
            row = self._put("need", need)
            step: Values = {"need": row, "what": what, "who": WALKER, "due": due.isoformat()}
            if done or self.values.get("closed_on"):
                step["done_on"] = (done or self.until).isoformat()
            self._put("action", step)

    def _parents(self) -> None:
        """What became of a parent, with the proof, where the whereabouts need one."""
        for member, values in self.members:
            status = str(values.get("status") or "")
            if values.get("relation") in ("51", "52") and status in PROOFS:
                since = str(values.get("since") or self.opened.year)[:4]
                start = min(dt.date(int(since), self.rng.randint(1, 12), self.rng.randint(1, 28)), self.people.today)
                kept: Values = {"member": member, "status": status, "start": start.isoformat()}
                if self.rng.random() < 0.85:
                    kept["proof"] = PROOFS[status]
                self._put("parent_spell", kept)

    def _certificate(self) -> None:
        kind, level, card = (self.values.get(n) for n in ("disability", "disability_level", "id_number"))
        if kind and level and card:
            issued = self._day(self.opened - dt.timedelta(days=400), self.opened)
            born = dt.date.fromisoformat(str(self.values["birth_date"]))
            issued = max(issued, born)
            until = issued + dt.timedelta(days=3650)
            kept: Values = {"number": f"{card}{kind}{level}", "disability": kind, "level": level}
            self._put(
                "disability_certificate", {**kept, "issued_on": issued.isoformat(), "valid_until": until.isoformat()}
            )

    def _verified(self) -> None:
        """Every spring, but not everybody."""
        for year in range(self.opened.year + 1, self.until.year + 1):
            on = dt.date(year, 3, self.rng.randint(1, 28))
            if self.opened < on <= self.until and self.rng.random() < 0.85:
                result = self.rng.choices(("same", "changed", "not_found"), (80, 17, 3))[0]
                self._put("verification", {"on": on.isoformat(), "how": "home", "result": result, "by": WALKER})

    def _closing(self) -> None:
        reason = str(self.values.get("closed_reason") or "")
        if self.values.get("closed_on"):
            outcome = next((code for word, code in OUTCOME.items() if word in reason), "other")
            event: Values = {"kind": "closed", "on": self.until.isoformat(), "outcome": outcome, "reason": reason}
            self._put("file_event", {**event, "by": WALKER})


def _livelihood(people: People, house: str, values: Values) -> None:
    """The spell behind the economic type, and for some a pledge."""
    rng, kind = people.rng, str(values.get("economy") or "ordinary")
    if kind == "ordinary":
        return
    start = people.day(people.today - dt.timedelta(days=1500), people.today - dt.timedelta(days=400))
    checked = people.day(start + dt.timedelta(days=200), people.today)
    spell: Values = {"household": house, "kind": kind, "start": start.isoformat(), "checked_on": checked.isoformat()}
    people.put("economic_spell", {**spell, "document": f"云民〔{start.year}〕{rng.randint(1, 400)}号"})
    if rng.random() < 0.25:
        signed = people.day(start, people.today - dt.timedelta(days=30))
        due = signed + dt.timedelta(days=365)
        pledge: Values = {"household": house, "who": WALKER, "unit": "青石镇关工委"}
        pledge |= {"measures": "联系务工岗位，跟踪落实"}
        pledge |= {"route": rng.choice(("senior_pairing", "industry", "expert", "city_work"))}
        pledge |= {"signed_on": signed.isoformat(), "due": due.isoformat(), "result": "running"}
        if due < people.today:
            pledge |= {"result": rng.choice(("kept", "kept", "partly")), "done_on": due.isoformat()}
        people.put("pledge", pledge)


def _findings(people: People) -> None:
    """Two or three areas of life that a visit looked at, when it looked closely."""
    rng = people.rng
    areas = ("schooling", "mood", "health", "living", "safety", "family")
    for row in people.made.ids.get("visit", []):
        visit = people.rows[row]
        if visit["contact"] == "none" or rng.random() > 0.18:
            continue
        for area in rng.sample(areas, rng.randint(1, 3)):
            weights = (20, 50, 30) if visit.get("state") == "attention" else (65, 32, 3)
            level = rng.choices(("good", "fair", "concern"), weights)[0]
            found: Values = {"visit": row, "child": visit["child"], "area": area, "level": level}
            if level == "concern":
                found["note"] = "下次走访再看"
            people.put("visit_finding", found)


def norms(people: People) -> None:
    """The county's visit norms, in force since before the first file."""
    base: Values = {"area": people.town[:6], "start": "2022-01-01", "grace": 7, "first_within": 30}
    base |= {"document": "云台县困境儿童走访办法（示例）", "verify_months": 12}
    for name, days, more in (
        ("一般儿童", 90, {}),
        ("困境儿童", 30, {"category": "difficulty"}),
        ("较高风险", 60, {"risk": "yellow"}),
        ("高风险", 30, {"risk": "red"}),
    ):
        people.put("norm", {**base, "name": name, "interval": days, **more})


