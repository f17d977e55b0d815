"""结对协议: the agreement of a match on one sheet: who, for how long, what each promises, and where they sign.

Source: the stages of the Elements of Effective Practice for Mentoring (a match begins with an agreement that all sign);
the duties of article 11 of the law on the protection of minors (danger is reported at once).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from casefiles.domain.catalogue import age_on
from casefiles.domain.child import Child, GuardianshipSpell
from casefiles.domain.document import BLANK, Cell, Document, Form, FormTitle, Paragraph, Row, label, value
from casefiles.domain.entities import ENTITIES
from casefiles.domain.mentor import Match, Mentor
from casefiles.domain.words import Label
from casefiles.papers.footing import foot
from casefiles.papers.wording import Wording
from casefiles.recording import record

if TYPE_CHECKING:
    from casefiles.domain.document import Block
    from casefiles.domain.words import Lang
    from casefiles.office import Office

TITLE = Label("结对帮扶协议", "Mentoring Agreement")
PARTY = Label("组织单位：{office}", "Organised by: {office}")
SIGNED = Label("签订日期：{day}", "Signed: {day}")
CHILD = Label("儿童", "Child")
MENTOR = Label("结对五老", "Mentor")
GUARDIAN = Label("监护人", "Guardian")
NAME = Label("姓名", "Name")
SEX_AGE = Label("性别年龄", "Sex, age")
AGE = Label("{sex}，{n} 岁", "{sex}, {n}")
SCHOOL = Label("就读学校", "School")
VILLAGE = Label("住址", "Village")
KIND = Label("类别", "Kind")
UNIT = Label("原单位", "Former unit")
PHONE = Label("电话", "Phone")
RELATION = Label("监护类型", "Guardianship")
TERM = Label("结对期限", "Term")
FROM_TO = Label("{start} 至 {end}", "{start} to {end}")
FROM = Label("{start} 起，至双方或工作单位提出结束", "From {start} until one of the parties ends it")
FORM = Label("形式", "Form")
LEAD = Label("{form}（牵头）", "{form} (lead)")
EVERY = Label("走访", "Visits")
DAYS = Label("每 {n} 天至少一次", "At least every {n} days")
BY_NORM = Label("按走访规则", "As the visit norm says")
TERMS = Label("帮扶约定", "Agreed terms")
PROMISES = Label("各方承诺", "What each promises")
MENTOR_PROMISES = Label(
    "五老：按约定走访和联系，如实记录；尊重孩子，不打骂、不单独带孩子外出过夜；不向孩子和家庭收取任何费用；"
    "为孩子和家庭保密，未经监护人同意不拍照、不公开；发现侵害或危险，立即报告。",
    "The mentor visits and keeps in touch as agreed and records it truthfully; respects the child, never strikes it "
    "and never takes it away overnight; takes no payment; keeps what is learnt to themselves and takes or shows no "
    "picture without the guardian’s consent; reports harm or danger at once.",
)
GUARDIAN_PROMISES = Label(
    "监护人：依法履行监护职责，结对不代替监护；支持五老走访，及时告知孩子的变化和联系方式；有意见可随时向组织单位提出。",
    "The guardian remains responsible for the child, whom the match does not take over; supports the visits, tells of "
    "changes, and may turn to the organising office at any time.",
)
OFFICE_PROMISES = Label(
    "组织单位：对五老进行入职查询和培训；第一个月回访两次，以后每月回访；调解不合，任何一方提出结束时妥善安排孩子。",
    "The organising office checks and trains the mentor; asks how the match goes twice in the first month and monthly "
    "after that; mediates, and sees to the child when anybody ends the match.",
)
SIGN = Label("{who}（签字）：|年　　月　　日", "{who} (signature):|Date:               ")
SEAL = Label("{who}（盖章）：|年　　月　　日", "{who} (seal):|Date:               ")
NOTE = Label(
    "本协议一式三份，五老、监护人、组织单位各执一份。任何一方可以随时提出结束结对。",
    "Three copies: for the mentor, the guardian and the organising office. Any of them may end the match at any time.",
)
_ALL = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What stands on the agreement of one match."""

    match: Match
    child: Child
    mentor: Mentor
    guardian: GuardianshipSpell | None
    number: str
    office: str
    printed_by: str
    printed_at: datetime


def pair(office: Office, match: str) -> Pair:
    """The match with both sides. Refusal: NOT_FOUND."""
    found = record(office, match, "match")
    made = ENTITIES["match"].typed(found.values)
    child = ENTITIES["child"].typed(record(office, str(found.values.get("child") or ""), "child").values)
    mentor = ENTITIES["mentor"].typed(record(office, str(found.values.get("mentor") or ""), "mentor").values)
    spells = [
        ENTITIES["guardianship_spell"].typed(s.values)
        for s in office.queries.select("guardianship_spell", {"child": str(found.values["child"])}, "-start")
        if not s.values.get("end")
    ]
    if not (isinstance(made, Match) and isinstance(child, Child) and isinstance(mentor, Mentor)):
        raise TypeError("a match joins a child and a mentor")
    guardian = next((s for s in spells if isinstance(s, GuardianshipSpell)), None)
    at = datetime.fromtimestamp(office.clock.now_ms() / 1000)
    number = str(child.number or match)
    return Pair(
        match=made, child=child, mentor=mentor, guardian=guardian, number=number, office=office.home.name,
        printed_by=office.me.name, printed_at=at,
    )  # fmt: skip


def compose(pair: Pair, lang: Lang, *, masked: bool) -> Document:
    """One sheet. `masked` hides the middle of phone numbers; the terms stand on it in full."""
    w = Wording(lang, masked)
    return Document(
        title=f"{TITLE(lang)} {pair.child.name}",
        lang=lang,
        blocks=_sheet(pair, w),
        author=pair.office,
        subject=TITLE(lang),
        header=(pair.office, w.join(pair.child.name, pair.mentor.name)),
        footer=foot(lang, pair.printed_by, pair.printed_at),
        made=pair.printed_at.isoformat(timespec="seconds"),
    )


def _sheet(pair: Pair, w: Wording) -> tuple[Block, ...]:
    lang, match = w.lang, pair.match
    promised = "\n".join(p(lang) for p in (MENTOR_PROMISES, GUARDIAN_PROMISES, OFFICE_PROMISES))
    rows = (
        *_people(pair, w),
        Row(
            cells=(
                label(TERM(lang), 3), value(_term(pair, w), 9), label(FORM(lang), 2), value(_form(match, w), 4),
                label(EVERY(lang), 2), value(_every(match, w), 4),
            ),
            group=True,
        ),
        Row(
            cells=(label(TERMS(lang), 3), Cell(text=w.say(match, "terms", ""), kind="narrative", cols=_ALL - 3)),
            height="tall", grow=3,
        ),
        Row(
            cells=(label(PROMISES(lang), 3), Cell(text=promised, kind="narrative", cols=_ALL - 3)), group=True, grow=2
        ),
        *(
            Row(cells=(Cell(kind="narrative", cols=_ALL, sign=(line,)),), height="signature", group=not at)
            for at, line in enumerate((
                SIGN(lang, who=MENTOR(lang)), SIGN(lang, who=GUARDIAN(lang)), SEAL(lang, who=pair.office),
            ))
        ),
    )  # fmt: skip
    return (
        FormTitle(
            text=TITLE(lang), left=PARTY(lang, office=pair.office),
            right=SIGNED(lang, day=w.long_day(match.agreed_on)) if match.agreed_on else "",
        ),
        Form(columns=(1.0,) * _ALL, rows=rows, stretch=True),
        Paragraph(text=NOTE(lang), style="note"),
    )  # fmt: skip


def _people(pair: Pair, w: Wording) -> tuple[Row, ...]:
    lang, child, mentor, guardian = w.lang, pair.child, pair.mentor, pair.guardian
    return (
        Row(
            cells=(
                label(CHILD(lang), 3), value(w.say(child, "name"), 5, kind="name"), label(SEX_AGE(lang), 3),
                value(_sex_age(child, pair.printed_at.date(), w), 4), label(SCHOOL(lang), 3),
                value(w.join(w.say(child, "school"), w.say(child, "school_class")), 6),
            ),
        ),
        Row(cells=(label(VILLAGE(lang), 3), value(_home(child, w), _ALL - 3, kind="text"))),
        Row(
            cells=(
                label(MENTOR(lang), 3), value(w.say(mentor, "name"), 5, kind="name"), label(SEX_AGE(lang), 3),
                value(_sex_age(mentor, pair.printed_at.date(), w), 4), label(KIND(lang), 3),
                value(w.say(mentor, "kind"), 6),
            ),
            group=True,
        ),
        Row(
            cells=(
                label(VILLAGE(lang), 3), value(w.say(mentor, "village"), 5), label(PHONE(lang), 3),
                value(w.say(mentor, "phone"), 4), label(UNIT(lang), 3), value(w.say(mentor, "former_unit"), 6),
            ),
        ),
        Row(
            cells=(
                label(GUARDIAN(lang), 3), value(w.say(guardian, "name"), 5, kind="name"), label(PHONE(lang), 3),
                value(w.say(guardian, "phone"), 4), label(RELATION(lang), 3), value(w.say(guardian, "kind"), 6),
            ),
            group=True,
        ),
    )  # fmt: skip


def _sex_age(person: Child | Mentor, on: date, w: Wording) -> str:
    age = age_on(person.birth_date, on)
    return w.say(person, "sex") if age is None else AGE(w.lang, sex=w.say(person, "sex", ""), n=age).strip("， ,")


def _home(child: Child, w: Wording) -> str:
    village, address = w.say(child, "village", ""), w.say(child, "address", "")
    return address if village and village in address else village + address or BLANK


def _term(pair: Pair, w: Wording) -> str:
    start = w.long_day(pair.match.agreed_on or pair.match.start)
    until = pair.match.agreed_until
    return FROM_TO(w.lang, start=start, end=w.long_day(until)) if until else FROM(w.lang, start=start)


def _form(match: Match, w: Wording) -> str:
    said = w.say(match, "form")
    return LEAD(w.lang, form=said) if match.lead and said != BLANK else said


def _every(match: Match, w: Wording) -> str:
    return DAYS(w.lang, n=match.every_days) if match.every_days else BY_NORM(w.lang)
