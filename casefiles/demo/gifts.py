"""Who gave, into which fund, and the grants of each festival; sessions, an eyesight screening and a survey round."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casefiles.demo.people import People, Values

CLERK = "经办人示例"
FESTIVALS = ((6, 1, "childrens_day", "书包文具", 12000), (9, 1, "school_entry", "助学金", 50000),
             (1, 20, "spring_festival", "米面油", 20000))  # fmt: skip


def gifts(people: People) -> None:
    """Donors with gifts into a fund of one yuan a day; a batch each festival of the last two years."""
    rng, today = people.rng, people.today
    bodies = [
        ("云台县示例爱心企业", "enterprise"), ("青石镇关工委", "government"), ("样例公益协会", "foundation"),
    ]  # fmt: skip
    bodies += [(people.name(), "person") for _ in range(12)]
    donors = [
        people.put("donor", {"name": name, "kind": kind, "phone": people.phone(), "public": int(kind != "person")})
        for name, kind in bodies
    ]
    begun = today - dt.timedelta(days=730)
    purpose = "资助困难学生"
    fund = people.put(
        "fund", {"name": "一日捐一元爱心基金", "purpose": purpose, "start": begun.isoformat(), "keeper": CLERK}
    )
    for donor, (_, kind) in zip(donors, bodies, strict=True):
        for year in range(begun.year, today.year + 1):
            on = max(begun, dt.date(year, 1, rng.randint(5, 28)))
            if on <= today:
                gift: Values = {"donor": donor, "fund": fund, "on": on.isoformat(), "kind": "money"}
                gift |= {"occasion": "one_yuan", "value": 36500 if kind == "person" else 500000}
                received = on + dt.timedelta(days=rng.randint(0, 20))
                if received <= today:
                    gift |= {"received_on": received.isoformat(), "receipt": f"收{on.year}{rng.randint(1, 999):03d}"}
                people.put("donation", gift)
    for year in range(begun.year, today.year + 1):
        for month, day, occasion, what, fen in FESTIVALS:
            on = dt.date(year, month, day)
            if begun < on <= today:
                _batch(people, on, occasion, what, fen, fund if what == "助学金" else "", rng.choice(donors[:3]))
    _planned(people, donors[0])


def _batch(people: People, on: dt.date, occasion: str, what: str, fen: int, fund: str, donor: str) -> None:
    kind = "money" if fund else "goods"
    name = f"{on.year}年{what}发放"
    batch: Values = {"name": name, "on": on.isoformat(), "occasion": occasion, "kind": kind, "what": what}
    batch |= {"value": fen, "donor": donor, "fund": fund or None, "place": "青石镇政府", "step": "handed_over"}
    row = people.put("aid_batch", {**batch, "closed_on": on.isoformat()})
    open_then = [
        child
        for child in people.made.ids.get("child", [])
        if str(people.rows[child]["opened_on"]) <= on.isoformat() < str(people.rows[child].get("closed_on") or "9999")
    ]
    for child in people.rng.sample(open_then, min(len(open_then), 12)):
        given: Values = {"child": child, "batch": row, "on": on.isoformat(), "kind": kind, "occasion": occasion}
        given |= {"what": what, "value": fen, "giver": donor, "fund": fund or None, "step": "handed_over"}
        given |= {"handed_over": 1, "handed_on": on.isoformat(), "signed_by": people.rows[child]["name"]}
        people.put("aid", given)


def _planned(people: People, donor: str) -> None:
    """What is promised for the next Spring Festival, and half of it has come."""
    on = dt.date(people.today.year + 1, 1, 20)
    name, what = f"{on.year}年春节慰问", "棉被一床"
    same: Values = {"occasion": "spring_festival", "kind": "goods", "what": what, "value": 15000}
    batch: Values = {"name": name, "on": on.isoformat(), "donor": donor, "place": "青石镇政府", "step": "promised"}
    row = people.put("aid_batch", {**same, **batch})
    open_now = [c for c in people.made.ids.get("child", []) if not people.rows[c].get("closed_on")]
    today = people.today.isoformat()
    for n, child in enumerate(people.rng.sample(open_now, min(len(open_now), 16))):
        line: Values = {"child": child, "batch": row, "on": today, "giver": donor, "promised_on": today}
        line |= {"step": "promised"} if n % 2 else {"step": "received", "received_on": today}
        people.put("aid", {**same, **line})


def gatherings(people: People) -> None:
    """Last summer's holiday class, and the screening of a class this autumn."""
    rng, today = people.rng, people.today
    here = [c for c in people.made.ids.get("child", []) if not people.rows[c].get("closed_on")]
    teachers = [
        m for m in people.made.ids.get("mentor", [])
        if "tutoring" in str(people.rows[m].get("skills") or "") and not people.rows[m].get("left_on")
    ]  # fmt: skip
    for week in range(4):
        on = dt.date(today.year - (today.month < 8), 7, 10) + dt.timedelta(days=7 * week)
        held: Values = {"on": on.isoformat(), "kind": rng.choice(("tutoring", "day_care")), "hours": 3}
        held |= {"topic": "暑假托管", "place": "儿童之家", "mentor": rng.choice(teachers) if teachers else None}
        session = people.put("session", held)
        known = [c for c in here if str(people.rows[c]["opened_on"]) <= on.isoformat()]
        for child in rng.sample(known, min(len(known), 10)):
            people.put("attendance", {"session": session, "child": child, "came": int(rng.random() < 0.9)})
    pupils = [c for c in here if people.rows[c].get("schooling") == "primary"]
    on = dt.date(today.year - (today.month < 10), 9, 20)
    told: Values = {"name": f"{on.year}年秋季视力筛查", "on": on.isoformat(), "school": "青石镇中心小学"}
    screening = people.put("screening_round", {**told, "enrolled": len(pupils) + 4, "examiner": "县视光中心（示例）"})
    for child in pupils:
        right, left = (rng.choices(range(42, 52), (2, 3, 4, 6, 8, 10, 14, 18, 25, 10))[0] for _ in range(2))
        eyes: Values = {"round": screening, "child": child, "right_mark": right, "left_mark": left, "way": "plain"}
        if min(right, left) < 50:
            eyes |= {"right_sphere": (right - 50) * 25, "left_sphere": (left - 50) * 25}
            eyes |= {"right_cylinder": 0, "left_cylinder": 0, "glasses": int(min(right, left) < 46)}
        if min(right, left) < 46:
            eyes |= {"referred_on": on.isoformat(), "referral": rng.choice(("glasses", "watch", "waiting"))}
        people.put("screening_result", eyes)
