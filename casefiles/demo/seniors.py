"""What years of service leave beside a mentor and a match: checks, trainings, posts, times of service, steps, talks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casefiles.demo.people import People, Values

CLERK = "经办人示例"
TOPICS = ("未成年人保护法", "与留守儿童沟通的方法", "防溺水和用电安全", "强制报告制度", "心理关爱入门")
POSTS = (("net_cafe", "青石镇网吧（示例）"), ("law_vice_principal", "青石镇初级中学"), ("counsellor", "石门小学"),
         ("lecturer", "青石镇宣讲团"), ("studio", "青石镇五老工作室"))  # fmt: skip
SAID = {
    "green": ("孩子很盼着来人，作业进步明显。", "双方相处很好，按约见面。", "监护人说孩子开朗了。"),
    "yellow": ("五老近来身体不好，见面少了。", "孩子住校，只能周末见。", "联系不上家长。"),
    "red": ("孩子不愿再见面，需要了解原因。", "连续两月没有见面。"),
}


def service(people: People) -> None:
    """Add to every mentor and match made so far what is kept of them."""
    for row in people.made.ids.get("mentor", []):
        _mentor(people, row)
    for row in people.made.ids.get("match", []):
        _steps(people, row)
        _talks(people, row)


def _mentor(people: People, row: str) -> None:
    values, rng = people.rows[row], people.rng
    joined = _day(values["joined_on"])
    left = _day(values["left_on"]) if values.get("left_on") else None
    until = left or people.today
    spell: Values = {"mentor": row, "start": joined.isoformat()}
    if left:
        spell |= {"end": left.isoformat(), "reason": values.get("left_reason")}
    people.put("mentor_spell", spell)
    on = joined - dt.timedelta(days=rng.randint(3, 40))
    while on < until:  # renewed before the year is over; the newest stands in the mentor's own file
        _check(people, row, on, f"云查〔{on.year}〕{rng.randint(1, 999)}号")
        on += dt.timedelta(days=rng.randint(330, 365))
    newest = _day(values["checked_on"])
    if left is None or newest < left:
        _check(people, row, newest, str(values["check_number"]))
    for skill in str(values.get("skills") or "").split(","):
        proof = {"tutoring": "教师资格证", "law": "原政法干部", "health": "医师资格证"}.get(skill)
        if proof and rng.random() < 0.7:
            known: Values = {"mentor": row, "skill": skill, "level": rng.choice(("good", "expert")), "proof": proof}
            people.put("mentor_skill", {**known, "since": joined.isoformat()})
    for topic in rng.sample(TOPICS, rng.randint(0, 3)):
        taught = people.day(joined, until)
        hours = rng.choice((2, 4, 8))
        trained: Values = {"mentor": row, "on": taught.isoformat(), "topic": topic, "hours": hours}
        people.put("mentor_training", {**trained, "organiser": "云台县关工委"})
    if rng.random() < 0.2:
        post, place = rng.choice(POSTS)
        begun = people.day(joined, until)
        held: Values = {"mentor": row, "post": post, "place": place, "start": begun.isoformat()}
        people.put("mentor_post", {**held, "end": left.isoformat() if left else None})


def _check(people: People, row: str, on: dt.date, number: str) -> None:
    until = on + dt.timedelta(days=365)
    passed: Values = {"mentor": row, "kind": "record", "on": on.isoformat(), "result": "pass", "number": number}
    people.put("mentor_check", {**passed, "valid_until": until.isoformat(), "by": "云台县公安局（示例）"})


def _steps(people: People, row: str) -> None:
    """From the proposal to today, or to the end."""
    match, rng = people.rows[row], people.rng
    start = _day(match["start"])
    child = people.rows[str(match["child"])]
    first = max(_day(child["opened_on"]), start - dt.timedelta(days=rng.randint(4, 20)))
    days = sorted(people.day(first, start) for _ in range(3))
    steps = [*zip(days, ("proposed", "approved", "introduced"), strict=True), (start, "active")]
    if match.get("end"):
        end = _day(match["end"])
        steps += [(max(start, end - dt.timedelta(days=rng.randint(0, 20))), "closing"), (end, "closed")]
        match["status"] = "closed"
    else:
        match["status"] = "active"
        match["agreed_on"] = start.isoformat()
    for on, status in steps:
        said: Values = {"match": row, "child": match["child"], "mentor": match["mentor"], "on": on.isoformat()}
        people.put("match_event", {**said, "status": status, "by": CLERK})


def _talks(people: People, row: str) -> None:
    """Twice in the first month, then now and then; not every match was asked about lately."""
    match, rng = people.rows[row], people.rng
    start = _day(match["start"])
    until = _day(match["end"]) if match.get("end") else people.today
    on, first = start + dt.timedelta(days=rng.randint(7, 14)), True
    while on <= until:
        goes = rng.choices(("green", "yellow", "red"), (86, 12, 2))[0]
        talk: Values = {"match": row, "child": match["child"], "mentor": match["mentor"], "on": on.isoformat()}
        talk |= {"talked_to": rng.choice(("mentor", "child", "guardian"))}
        talk |= {"how": rng.choice(("phone", "phone", "home"))}
        people.put("support_contact", {**talk, "goes": goes, "said": rng.choice(SAID[goes]), "by": CLERK})
        on += dt.timedelta(days=rng.randint(10, 18) if first else rng.randint(60, 150))
        first = False


def _day(value: object) -> dt.date:
    return dt.date.fromisoformat(str(value))
