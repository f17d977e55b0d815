"""Invented homes and the children in them: brothers and sisters share parents, house and the elder who minds them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.demo.phrases import FACTORIES, NEEDS, SITUATIONS, VILLAGES

if TYPE_CHECKING:
    from random import Random

    from casefiles.demo.people import People, Values

KINDS = (
    (("left_behind", "both_away"), 46),
    (("left_behind", "one_away"), 14),
    (("difficulty", "dibao"), 16),
    (("difficulty", "unattended"), 6),
    (("difficulty", "orphan"), 3),
    (("floating", "with_parents"), 6),
    (("disabled", "certified"), 5),
    (("five_lost", "unsupervised"), 4),
)
"""category and subcategory, and how many in a hundred"""
TO_FATHER = {"51": "02", "52": "12", "61": "51", "62": "52", "63": "55", "64": "56"}
"""relation to the child -> to the father as head of the household (GB/T 4761)"""
TO_ELDER = {
    "61": {"51": "20", "52": "38", "61": "02"}, "62": {"51": "20", "52": "38", "62": "02"},
    "63": {"51": "28", "52": "30", "63": "02"}, "64": {"51": "28", "52": "30", "64": "02"},
}  # fmt: skip
"""the same with the grandparent as head: of the father's side sons live in the house, of the mother's daughters"""
ELDER_KIND = {"61": "paternal_grandparents", "62": "paternal_grandparents"}


@dataclass
class Home:
    """One household and the grown-ups of it, as they are written into each child's file."""

    id: str
    family: str
    village: str
    hamlet: str
    phone: str
    kind: tuple[str, str]
    grown: list[Values] = field(default_factory=list)

    @property
    def head(self) -> Values:
        """Who the household is named after."""
        return next(one for one in self.grown if one["head_relation"] == "02")

    def to_head(self, sex: str) -> str:
        """What a child of the house is to its head."""
        relation = self.head["relation"]
        if relation == "51":
            return "20" if sex == "1" else "30"
        if relation in ("61", "62"):
            return "41" if sex == "1" else "42"
        return "43" if sex == "1" else "44"

    @property
    def elder(self) -> Values:
        """The grandparent, who stands last."""
        return self.grown[-1]


@dataclass
class Kid:
    """One child: ids of the file and of the spells that are open, and the days a life turns on."""

    id: str
    born: dt.date
    opened: dt.date
    home: Home
    category: str
    guardianship: str


def home(people: People, opened: dt.date) -> Home:
    """A household with two parents and a grandparent."""
    rng = people.rng
    family = people.name()[:-2]
    village = rng.choice(VILLAGES)
    group = rng.randint(1, 9)
    phone = people.phone()
    kind = rng.choices([k for k, _ in KINDS], [w for _, w in KINDS])[0]
    economy = rng.choices(("ordinary", "near_dibao", "extreme_hardship"), (75, 18, 7))[0]
    row = people.put(
        "household",
        {
            "name": people.name(family),
            "phone": phone,
            "area": people.town,
            "village": village,
            "hamlet": f"{group}组",
            "address": f"{village}{group}组{rng.randint(1, 160)}号",
            "economy": "dibao" if kind[1] == "dibao" else economy,
            "income": rng.choice(("wages", "wages,farming", "farming", "farming,relief")),
        },
    )
    made = Home(row, family, village, f"{group}组", phone, kind)
    made.grown += [_parent(people, made, relation, opened) for relation in ("51", "52")]
    made.grown.append(_elder(people, made))
    father, elder = made.grown[0], str(made.elder["relation"])
    told = TO_FATHER if father["status"] in {"home", "away", "severe_illness"} else TO_ELDER[elder]
    for one in made.grown:
        one["head_relation"] = told[str(one["relation"])]
    people.rows[row] |= {n: v for n in ("name", "id_number") if (v := made.head.get(n))}
    return made


def _parent(people: People, home: Home, relation: str, opened: dt.date) -> Values:
    rng = people.rng
    category, sub = home.kind
    away = category in {"left_behind", "five_lost"} and (relation == "51" or sub == "both_away")
    status = "away" if away or category == "floating" else "home"
    if sub == "orphan":
        status = "deceased"
    elif sub == "unattended":
        status = rng.choice(("deceased", "lost_contact", "imprisoned", "severe_disability", "missing"))
    elif category == "difficulty" and relation == "51" and rng.random() < 0.4:
        status = rng.choice(("severe_illness", "divorced", "imprisoned"))
    here = status in {"home", "severe_illness", "severe_disability"}
    born = people.day(dt.date(1980, 1, 1), dt.date(1993, 12, 31))
    return {
        "household": home.id,
        "relation": relation,
        "name": people.name(home.family if relation == "51" else ""),
        "birth_date": f"{born:%Y-%m}",
        "id_number": people.card(born, "1" if relation == "51" else "2") if rng.random() < 0.7 else None,
        "phone": people.phone() if status in {"home", "away"} else None,
        "status": status,
        "since": f"{opened.year - rng.randint(0, 3)}",
        "place": rng.choice(FACTORIES) if status == "away" else home.village if here else None,
        "work": {"away": rng.choice(("务工", "建筑", "服装厂", "快递")), "home": "务农"}.get(status),
        "capable": int(status == "home"),
    }


def _elder(people: People, home: Home) -> Values:
    rng = people.rng
    relation = rng.choice(("61", "62", "63", "64"))
    return {
        "household": home.id,
        "relation": relation,
        "name": people.name(home.family if relation == "61" else ""),
        "birth_date": f"{rng.randint(1948, 1965)}",
        "phone": people.phone(),
        "status": "home",
        "health": rng.choices(("10", "20", "30"), (40, 35, 25))[0],
        "capable": 1,
    }


def child(people: People, home: Home, born: dt.date, opened: dt.date) -> Kid:
    """A child of this home: the file, the family, the category and who minds it, from `opened` on."""
    rng = people.rng
    sex = rng.choice("12")
    category, sub = home.kind
    age = (people.today - born).days * 100 // 36525
    stage, school = _school(rng, age)
    values: Values = {
        "name": people.name(home.family),
        "sex": sex,
        "birth_date": born.isoformat(),
        "ethnic": rng.choices(("01", "11", "02", "10", "31"), (88, 7, 2, 2, 1))[0],
        "household": home.id,
        "head_relation": home.to_head(sex),
        "area": people.town,
        "village": home.village,
        "hamlet": home.hamlet,
        "address": f"{home.village}{home.hamlet}",
        "registered": 1,
        "registered_area": people.town,
        "phone": home.phone,
        "health": "60" if category == "disabled" else rng.choices(("10", "20", "30"), (85, 10, 5))[0],
        "disability": rng.choice(("1", "2", "4", "5")) if category == "disabled" else None,
        "disability_level": rng.choice("234") if category == "disabled" else None,
        "schooling": stage,
        "school": school,
        "school_class": f"{_grade(age)}（{rng.randint(1, 4)}）班" if 6 <= age < 15 else None,
        "boarding": int(age >= 12 and rng.random() < 0.7),
        "risk": rng.choices(("green", "blue", "yellow", "red"), (50, 30, 15, 5))[0],
        "situation": rng.choice(SITUATIONS),
        "needs": rng.choice(NEEDS),
        "opened_on": opened.isoformat(),
    }
    if rng.random() < 0.95:
        values["id_number"] = people.card(born, sex)
    elif rng.random() < 0.6:
        values["id_missing"] = "unregistered"
    row = people.put("child", values)
    start = opened.isoformat()
    spell: Values = {"child": row, "category": category, "subcategory": sub, "start": start}
    kept = people.put("category_spell", {**spell, "reason": "入户摸底登记"})
    members = [people.put("member", {"child": row, **grown}) for grown in home.grown]
    by_elder = category in {"left_behind", "five_lost"} or sub in {"orphan", "unattended"} or rng.random() < 0.2
    elder = home.elder
    relation = str(elder["relation"])
    minding = people.put(
        "guardianship_spell",
        {
            "child": row,
            "kind": ELDER_KIND.get(relation, "maternal_grandparents") if by_elder else "mother",
            "member": members[-1] if by_elder else members[1],
            "name": (elder if by_elder else home.grown[1])["name"],
            "relation": relation if by_elder else "52",
            "phone": (elder if by_elder else home.grown[1])["phone"],
            "guardianship": rng.choices(("good", "fair", "entrusted_weak"), (55, 35, 10))[0],
            "quality": rng.choices(("good", "fair", "poor"), (55, 38, 7))[0],
            "entrusted": int(by_elder),
            "start": start,
        },
    )
    return Kid(row, born, opened, home, kept, minding)


def _school(rng: Random, age: int) -> tuple[str, str | None]:
    if age < 3:
        return "no_kindergarten", None
    if age < 6:
        return "kindergarten", "青石镇中心幼儿园"
    if age < 12:
        return "primary", rng.choice(("青石镇中心小学", "枣林坪小学", "石门小学"))
    if age < 15:
        return "junior", rng.choice(("青石镇初级中学", "云台县第二中学"))
    return "senior", rng.choice(("云台县第一中学", "云台县第二中学"))


def _grade(age: int) -> str:
    names = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级")
    return names[min(age - 6, 8)]
