"""Invented people, believable lives, the same for the same seed. None of them can be real:

- every given name ends in 例 ("example") or 样 ("sample"), which marks it as invented;
- ID numbers begin with 999901, a region that GB/T 2260 does not have, with a valid check digit;
- phone numbers begin with 100, which is not assigned to any mobile network;
- the county 云台县 (999901), its towns and villages do not exist.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from casefiles.demo.phrases import (
    AVAILABILITY,
    GIVEN,
    RARE,
    SUMMARIES,
    SURNAMES,
    TERMS,
    UNITS,
    VILLAGES,
)
from casefiles.domain.changes import Edit
from casefiles.domain.codes import citizen_id
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Stored
from casefiles.domain.ids import new_id

Values = dict[str, Stored]


@dataclass
class Invented:
    """A made township: edits to write, in order, and the ids by register."""

    edits: list[Edit] = field(default_factory=list)
    ids: dict[str, list[str]] = field(default_factory=dict)


class People:
    """Makes records for one township. `town` is a nine-digit code, `today` the last day of the invented past."""

    def __init__(self, seed: int, town: str, today: dt.date) -> None:
        self.rng = Random(seed)  # noqa: S311 - invented people, not a secret
        self.town = town
        self.today = today
        self.clock = int(dt.datetime.combine(today, dt.time(8), dt.UTC).timestamp() * 1000) - 90_000_000
        self.names: set[str] = set()
        self.made = Invented()
        self.rows: dict[str, Values] = {}
        """the values of what was put, by id; a later event of a life may still write an end into them"""

    def put(self, entity: str, values: Values) -> str:
        """Note a new record; its id."""
        self.clock += 1
        made = self._entered(str(values["on"])) if entity == "visit" else self.clock
        row = new_id(ENTITIES[entity].prefix, made, self.rng.getrandbits(50))
        kept: Values = {n: v for n, v in values.items() if v not in (None, "")}
        self.made.edits.append(Edit(entity, row, kept, ()))
        self.rows[row] = kept
        self.made.ids.setdefault(entity, []).append(row)
        return row

    def _entered(self, on: str) -> int:
        """When a visit came into the register: within days, one in thirty from a stack of papers a month later."""
        late = 30 if self.clock % 30 == 0 else self.clock % 3
        at = dt.datetime.combine(dt.date.fromisoformat(on) + dt.timedelta(days=late), dt.time(9), dt.UTC)
        return min(self.clock, int(at.timestamp() * 1000) + self.clock % 3_600_000)

    def name(self, surname: str = "") -> str:
        """A name nobody else here has; it ends in 例 or 样."""
        while True:
            family = surname or self.rng.choices([s for s, _ in SURNAMES], [w for _, w in SURNAMES])[0]
            middle = self.rng.choice(RARE) if self.rng.random() < 0.02 else self.rng.choice(GIVEN)
            found = family + middle + self.rng.choice("例样")
            if found not in self.names:
                self.names.add(found)
                return found

    def phone(self) -> str:
        """A number of the unassigned block 100."""
        return f"100{self.rng.randrange(10**8):08d}"

    def card(self, born: dt.date, sex: str) -> str:
        """An ID number of the region 999901, which does not exist."""
        return citizen_id.make("999901", born, self.rng.randrange(500), sex)

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        """A day between two days, both included."""
        return first + dt.timedelta(days=self.rng.randint(0, max(0, (last - first).days)))

    def mentor(self) -> str:
        """One of the five seniors."""
        rng = self.rng
        sex = rng.choice("12")
        born = self.day(dt.date(1944, 1, 1), dt.date(1965, 12, 31))
        kind = rng.choices(("teacher", "official", "veteran", "expert", "model"), (40, 30, 12, 10, 8))[0]
        skills = {
            "teacher": "tutoring",
            "official": "law",
            "veteran": "history",
            "expert": "farming",
            "model": "trade",
        }
        order = [c.code for c in ENTITIES["mentor"].fields["skills"].kind.codes.items]  # type: ignore[attr-defined]
        chosen = {
            skills[kind],
            *rng.sample(
                ("psychology", "family_education", "health", "safety", "organising"), rng.randint(0, 2)
            ),
        }
        joined = self.day(self.today - dt.timedelta(days=1500), self.today - dt.timedelta(days=600))
        village = rng.choice(VILLAGES)
        return self.put(
            "mentor",
            {
                "name": self.name(),
                "id_number": self.card(born, sex),
                "sex": sex,
                "birth_date": born.isoformat(),
                "ethnic": rng.choices(("01", "11", "02", "10"), (90, 6, 2, 2))[0],
                "phone": self.phone(),
                "area": self.town,
                "village": village,
                "address": f"{village}{rng.randint(1, 9)}组{rng.randint(1, 120)}号",
                "kind": kind,
                "former_unit": rng.choice(UNITS[kind]),
                "skills": ",".join(sorted(chosen, key=order.index)),
                "capacity": rng.choice((2, 3, 3, 3, 4)),
                "availability": rng.choice(AVAILABILITY),
                "health": rng.choices(("10", "20", "30"), (70, 20, 10))[0],
                "checked_on": self.day(
                    self.today - dt.timedelta(days=360), self.today - dt.timedelta(days=30)
                ).isoformat(),
                "check_number": f"云查〔2026〕{rng.randint(1, 999)}号",
                "joined_on": joined.isoformat(),
            },
        )

    def bare_child(self, number: str) -> str:
        """A child's own record alone, for registers of many thousands."""
        rng = self.rng
        sex = rng.choice("12")
        born = self.day(self.today - dt.timedelta(days=16 * 365), self.today - dt.timedelta(days=4 * 365))
        return self.put(
            "child",
            {
                "number": number,
                "name": self.name(),
                "sex": sex,
                "birth_date": born.isoformat(),
                "id_number": self.card(born, sex),
                "phone": self.phone(),
                "area": self.town,
                "village": rng.choice(VILLAGES),
                "opened_on": self.day(self.today - dt.timedelta(days=900), self.today).isoformat(),
            },
        )

    def match(self, child: str, mentor: str, start: dt.date, end: dt.date | None = None) -> str:
        """A match from a day on."""
        return self.put(
            "match",
            {
                "child": child,
                "mentor": mentor,
                "start": start.isoformat(),
                "form": "one_to_one",
                "terms": self.rng.choice(TERMS),
                "end": end.isoformat() if end else None,
                "end_reason": "mentor_health" if end else None,
            },
        )

    def visit(self, child: str, mentor: str, on: dt.date) -> str:
        """One visit; one in twelve meets nobody."""
        rng = self.rng
        met = rng.random() > 1 / 12
        kind = rng.choices(("home", "school", "phone", "video"), (70, 12, 14, 4))[0]
        state = rng.choices(("good", "fair", "attention"), (68, 26, 6))[0] if met else None
        return self.put(
            "visit",
            {
                "child": child,
                "mentor": mentor,
                "on": on.isoformat(),
                "kind": kind,
                "contact": "child" if met else "none",
                "no_contact": None if met else rng.choice(("nobody_home", "child_out", "at_school")),
                "met": rng.choice(("儿童、奶奶", "儿童、爷爷", "儿童", "儿童、班主任")) if met else None,
                "place": {"home": "家中", "school": "学校"}.get(kind) if met else None,
                "minutes": rng.choice((15, 20, 30, 40, 45, 60)) if met else None,
                "state": state,
                "summary": self._summary(rng) if met else "敲门无人应答，已向邻居打听并留言。",
                "given": rng.choice(("书包和文具", "棉衣一件", "课外书两本", "牛奶一箱"))
                if met and rng.random() < 0.2
                else None,
            },
        )

    @staticmethod
    def _summary(rng: Random) -> str:
        return "".join(rng.sample(SUMMARIES, rng.randint(2, 4)))

    def aid(self, child: str, on: dt.date) -> str:
        """A small grant or parcel."""
        rng = self.rng
        money = rng.random() < 0.5
        return self.put(
            "aid",
            {
                "child": child,
                "on": on.isoformat(),
                "kind": "money" if money else "goods",
                "occasion": rng.choice([c.code for c in ENTITIES["aid"].fields["occasion"].kind.codes.items]),  # type: ignore[attr-defined]
                "what": "助学金" if money else rng.choice(("书包文具", "冬衣", "米面油")),
                "value": rng.choice((300, 500, 800, 1000)) * 100
                if money
                else rng.choice((80, 120, 200)) * 100,
                "donor": rng.choice(("云台县示例爱心企业", "青石镇关工委", "样例公益协会")),
                "handed_over": 1,
            },
        )
