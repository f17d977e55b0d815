"""The family's pages of a dossier: members, household, guardianship, categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.catalogue import age_on
from casefiles.domain.document import BLANK, Block, Column, Form, Grid, Paragraph, Row, label, value
from casefiles.domain.words import Label
from casefiles.papers.wording import span

if TYPE_CHECKING:
    from casefiles.papers.childfile import ChildFile
    from casefiles.papers.wording import Titles, Wording

FAMILY = Label("家庭成员", "Family")
GUARDIANSHIP = Label("监护情况", "Guardianship")
CATEGORIES = Label("类别认定", "Categories")
NO_FAMILY = Label("尚未登记家庭成员", "No family member has been recorded yet")
NO_GUARDIAN = Label("尚无监护记录", "No guardianship has been recorded yet")
NO_CATEGORY = Label("尚未认定类别", "No category has been recorded yet")
AGE = Label("年龄", "Age")
PLACE = Label("现状及地点", "Whereabouts")
FROM_TO = Label("起止", "From, until")
BASIS = Label("依据", "Basis")


def family(file: ChildFile, w: Wording, titles: Titles) -> list[Block]:
    """Who belongs to the family, who looks after the child, and which categories it belongs to."""
    lang = w.lang
    members = tuple(
        (
            w.say(m, "relation"),
            w.say(m, "name"),
            _age(m.birth_date, file),
            w.say(m, "health"),
            w.join(w.say(m, "status"), w.say(m, "since"), w.say(m, "place"), w.say(m, "work")),
            w.say(m, "phone"),
        )
        for m in file.members
    )
    spells = tuple(
        (
            span(s.start, s.end, w),
            w.join(w.say(s, "kind"), w.say(s, "name")),
            w.say(s, "relation"),
            w.say(s, "guardianship"),
            w.say(s, "quality"),
            w.say(s, "end_reason"),
        )
        for s in file.guardianship
    )
    kinds = tuple(
        (
            w.say(s, "category"),
            w.say(s, "subcategory"),
            span(s.start, s.end, w),
            w.join(w.say(s, "reason"), w.say(s, "document")),
            w.say(s, "end_reason"),
        )
        for s in file.categories
    )
    house = file.household
    blocks: list[Block] = [
        titles.next(FAMILY),
        Grid(
            columns=(
                Column(title=w.pick("关系", "Relation"), width=w.pick(12.0, 15.0)),
                Column(title=w.pick("姓名", "Name"), width=15, kind="name"),
                Column(title=AGE(lang), width=8),
                Column(title=w.pick("健康状况", "Health"), width=16),
                Column(title=PLACE(lang), width=30, kind="text"),
                Column(title=w.pick("联系电话", "Phone"), width=18),
            ),
            rows=members,
            empty=NO_FAMILY(lang),
        ),
    ]
    if house is not None:
        pairs = [
            (w.label(house, f), w.say(house, f))
            for f in ("name", "phone", "economy", "housing", "income", "aid_received")
        ]
        blocks += [
            Paragraph(text=" ", style="note"),
            Form(
                columns=(3, 5, 3, 5),
                rows=tuple(
                    Row(cells=(label(a), value(b), label(c), value(d)), height="low")
                    for (a, b), (c, d) in zip(pairs[::2], pairs[1::2], strict=True)
                ),
            ),
        ]
    blocks += [
        titles.next(GUARDIANSHIP),
        Grid(
            columns=(
                Column(title=FROM_TO(lang), width=28),
                Column(title=w.pick("监护人", "Guardian"), width=22),
                Column(title=w.pick("关系", "Relation"), width=w.pick(11.0, 15.0)),
                Column(title=w.pick("监护类型", "Guardianship"), width=20),
                Column(title=w.pick("情况", "Care"), width=8),
                Column(title=w.pick("终止原因", "Ended because"), width=14),
            ),
            rows=spells,
            empty=NO_GUARDIAN(lang),
        ),
        titles.next(CATEGORIES),
        Grid(
            columns=(
                Column(title=w.pick("类别", "Category"), width=15),
                Column(title=w.pick("细类", "Subcategory"), width=18),
                Column(title=FROM_TO(lang), width=28),
                Column(title=BASIS(lang), width=25, kind="text"),
                Column(title=w.pick("终止原因", "Ended because"), width=14),
            ),
            rows=kinds,
            empty=NO_CATEGORY(lang),
        ),
    ]
    return blocks


def _age(birth: str, file: ChildFile) -> str:
    age = age_on(birth or None, file.today)
    return BLANK if age is None else str(age)
