"""一人一档: a child's whole file as one paper, from the cover to the signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.catalogue import age_on
from casefiles.domain.document import (
    BLANK,
    Block,
    Card,
    Cell,
    Chart,
    Column,
    Cover,
    Document,
    Form,
    Grid,
    PageBreak,
    Paragraph,
    Picture,
    QRCode,
    Row,
    Section,
    Series,
    SignatureBox,
    Signatures,
    Total,
    label,
    value,
)
from casefiles.domain.mentor import Mentor
from casefiles.domain.words import Label
from casefiles.papers.registration import PHOTO, categories, home, registration
from casefiles.papers.wording import Wording, yuan, yuan_in_capitals

if TYPE_CHECKING:
    from casefiles.domain.mentor import Match
    from casefiles.domain.visit import Visit
    from casefiles.domain.words import Lang
    from casefiles.papers.childfile import ChildFile

TITLE = Label("关爱服务档案", "Child’s Care File")
MOTTO = Label("一人一档·一户一策", "One child, one file")
SECRECY = Label("内部资料　注意保密", "Internal. Keep confidential.")
FILE_NO = Label("档案编号", "File no.")
OPENED = Label("建档日期", "Opened")
SEX_ETHNIC = Label("性别民族", "Sex, ethnic group")
ADDRESS = Label("家庭住址", "Address")
SCHOOL = Label("就读学校", "School")
MENTOR_NAME = Label("结对五老", "Mentor")
HEADER = Label("{office}　关爱服务档案", "{office} · Care file")
FOOT_NO = Label("档案编号：{number}", "File no. {number}")
PRINTED = Label("打印：{who} {at}", "Printed: {who} {at}")
WATERMARK = Label("经办人 {mark}", "{mark}")

FAMILY = Label("家庭成员", "Family")
GUARDIANSHIP = Label("监护情况", "Guardianship")
CATEGORIES = Label("类别认定", "Categories")
MATCHES = Label("结对帮扶", "Mentor")
FORMER = Label("曾经的结对", "Earlier matches")
VISITS = Label("走访记录", "Visits")
AID = Label("关爱帮扶", "Aid")
FIGURES = Label("近十二个月走访", "Visits in twelve months")
REVIEW = Label("审核意见", "Review")

NO_FAMILY = Label("尚未登记家庭成员", "No family member has been recorded yet")
NO_GUARDIAN = Label("尚无监护记录", "No guardianship has been recorded yet")
NO_CATEGORY = Label("尚未认定类别", "No category has been recorded yet")
NO_MATCH = Label("尚未结对。", "No mentor has been matched yet.")
NO_VISIT = Label("尚无走访记录。", "No visit has been recorded yet.")
NO_AID = Label("尚无帮扶记录。", "No aid has been recorded yet.")

AGE = Label("年龄", "Age")
PLACE = Label("现状及地点", "Whereabouts")
FROM_TO = Label("起止", "From, until")
NOW = Label("今", "now")
BASIS = Label("依据", "Basis")
INTERVAL = Label("走访间隔", "Interval")
DAYS = Label("{n} 天", "{n} days", "{n} day")
NO = Label("序号", "No.")
TOTAL = Label("合计", "Total")
CAPITALS = Label("（大写）{words}", "{n} items")
SPAN = Label("共{n}次　{first}至{last}", "{n} visits, {first} to {last}", "{n} visit, {first}")
NTH = Label("第{n}次　{kind}", "No. {n}  {kind}")
BY = Label("走访人：{who}", "by {who}")
SIGN_HOME = Label("监护人（学校）签字：", "Guardian or school:")
SIGN_MENTOR = Label("走访人签字：", "Visitor:")
PER_MONTH = Label("走访次数（次／月）", "Visits a month")
MET = Label("见到儿童或照护人", "Somebody was met")
NOT_MET = Label("未见到", "Nobody was met")

BOXES = (
    Label("村（居）民\n委员会意见", "Village committee"),
    Label("乡镇（街道）\n关工委意见", "Township committee"),
    Label("县（市、区）\n关工委意见", "County committee"),
)
SIGNERS = (
    Label("负责人（签字）：", "In charge (signature):"),
    Label("经办人（签字）：", "Handled by (signature):"),
)
SEAL = Label("（盖章）", "(seal)")
DATE_LINE = Label("年　　月　　日", "Date:                    ")
_NUMERALS = "一二三四五六七八九十"


def compose(file: ChildFile, lang: Lang, *, masked: bool, watermark: bool = True) -> Document:
    """The paper. `masked` hides the middle of ID and phone numbers; the watermark names who printed it and when."""
    w = Wording(lang, masked)
    number = file.child.number or BLANK
    at = w.moment(file.printed_at)
    sections = (_matches, _visits, _aid, _figures, _review)
    blocks: list[Block] = [_cover(file, w), PageBreak(), *registration(file, w), PageBreak()]
    titles = _Titles(w)
    blocks += _family(file, w, titles)
    for section in sections:
        blocks += section(file, w, titles)
    return Document(
        title=f"{TITLE(lang)} {file.child.name}",
        lang=lang,
        blocks=tuple(blocks),
        author=file.office,
        subject=MOTTO(lang),
        header=(HEADER(lang, office=file.office), w.join(file.child.name, number)),
        footer=(FOOT_NO(lang, number=number), PRINTED(lang, who=file.printed_by, at=at)),
        watermark=WATERMARK(lang, mark=w.join(file.printed_by, number, at)) if watermark else "",
        made=file.printed_at.isoformat(timespec="seconds"),
    )


class _Titles:
    """Section headings, counted in the order in which they come."""

    def __init__(self, w: Wording) -> None:
        self._w = w
        self._count = 0

    def next(self, words: Label, note: str = "") -> Section:
        self._count += 1
        text = words(self._w.lang)
        lead = f"{_NUMERALS[self._count - 1]}、" if self._w.lang == "zh" else f"{self._count}.  "
        return Section(text=lead + text, note=note)


def _cover(file: ChildFile, w: Wording) -> Cover:
    child, lang = file.child, w.lang
    mentors = [w.join(w.say(m, "kind"), w.say(m, "name")) for _, m in file.open_matches if m is not None]
    number = child.number or BLANK
    return Cover(
        title=TITLE(lang),
        over=file.office,
        motto=MOTTO(lang),
        secrecy=SECRECY(lang),
        facts=((FILE_NO(lang), number), (OPENED(lang), w.day(child.opened_on))),
        picture=Picture(data=file.photo, caption=PHOTO(lang)),
        lines=(
            (w.label(child, "name"), w.say(child, "name")),
            (SEX_ETHNIC(lang), w.join(w.say(child, "sex"), w.say(child, "ethnic"))),
            (w.label(child, "id_number"), w.say(child, "id_number", "") or w.say(child, "id_missing")),
            (ADDRESS(lang), home(file, w)),
            (SCHOOL(lang), w.join(w.say(child, "school"), w.say(child, "school_class"))),
            (MENTOR_NAME(lang), w.pick("；", "; ").join(mentors) or BLANK),
        ),
        code=QRCode(text=number, caption=FILE_NO(lang)) if child.number else None,
        issuer=file.office,
        date=w.month_in_words(file.today),
    )


def _family(file: ChildFile, w: Wording, titles: _Titles) -> list[Block]:
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
            _span(s.start, s.end, w),
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
            _span(s.start, s.end, w),
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
        titles.next(CATEGORIES, categories(file, w) if file.open_categories else ""),
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


def _span(start: object, end: object, w: Wording) -> str:
    last = str(end) if end is not None else NOW(w.lang)
    return f"{start or BLANK} {w.pick('至', 'to')} {last}"


def _matches(file: ChildFile, w: Wording, titles: _Titles) -> list[Block]:
    now = file.open_matches
    blocks: list[Block] = [titles.next(MATCHES)]
    if not now:
        blocks.append(Paragraph(text=NO_MATCH(w.lang), style="plain"))
    for match, mentor in now:
        blocks.append(_agreement(match, mentor, w))
    former = [pair for pair in file.matches if pair not in now]
    if former:
        rows = tuple(
            (
                w.say(m, "name"),
                _span(match.start, match.end, w),
                w.say(match, "end_reason"),
                w.say(match, "end_note"),
            )
            for match, m in former
        )
        columns = (
            Column(title=w.pick("五老", "Mentor"), width=14, kind="name"),
            Column(title=FROM_TO(w.lang), width=28),
            Column(title=w.pick("结束原因", "Ended because"), width=20),
            Column(title=w.pick("说明", "Note"), width=36, kind="text"),
        )
        blocks += [titles.next(FORMER), Grid(columns=columns, rows=rows)]
    return blocks


def _agreement(match: Match, mentor: Mentor | None, w: Wording) -> Form:
    """Mentor and agreement of one open match."""

    def of(field: str) -> tuple[Cell, Cell]:
        kind = "name" if field == "name" else "value"
        return label(w.label(Mentor, field), 2), value(w.say(mentor, field), 4, kind=kind)  # type: ignore[arg-type]

    def agreed(field: str) -> tuple[Cell, Cell]:
        return label(w.label(match, field), 2), value(w.say(match, field), 4)

    terms = w.say(match, "terms")
    often = BLANK if match.every_days is None else DAYS(w.lang, n=match.every_days)
    return Form(
        columns=(1.0,) * 18,
        rows=(
            Row(cells=(*of("name"), *of("kind"), *of("phone")), height="low"),
            Row(cells=(*of("former_unit"), *of("former_post"), *of("skills")), height="low"),
            Row(
                cells=(*agreed("start"), *agreed("form"), label(INTERVAL(w.lang), 2), value(often, 4)),
                height="low",
                group=True,
            ),
            Row(
                cells=(
                    label(w.label(match, "terms"), 2),
                    Cell(text=terms, kind="narrative" if terms != BLANK else "text", cols=16),
                ),
                height="writing",
            ),
        ),
    )


def _visits(file: ChildFile, w: Wording, titles: _Titles) -> list[Block]:
    visits = sorted(file.visits, key=lambda pair: str(pair[0].on or ""))
    if not visits:
        return [titles.next(VISITS), Paragraph(text=NO_VISIT(w.lang), style="plain")]
    first, last = visits[0][0].on, visits[-1][0].on
    note = SPAN(w.lang, n=len(visits), first=w.day(first), last=w.day(last))
    return [titles.next(VISITS, note), *(_card(n, v, m, w) for n, (v, m) in enumerate(visits, 1))]


def _card(number: int, visit: Visit, mentor: Mentor | None, w: Wording) -> Card:
    fields = (
        "no_contact",
        "met",
        "place",
        "minutes",
        "areas",
        "danger",
        "given",
        "follow_up",
        "next_on",
    )
    facts = tuple((w.label(visit, f), said) for f in fields if (said := w.say(visit, f, "")))
    on = visit.on
    return Card(
        date=BLANK if on is None else w.pick(f"{on.month}月{on.day}日", f"{on:%b} {on.day}"),
        year="" if on is None else w.pick(f"{on.year}年", str(on.year)),
        title=NTH(w.lang, n=number, kind=w.say(visit, "kind")),
        by=BY(w.lang, who=w.say(mentor, "name")),
        state=w.join(w.say(visit, "contact"), w.say(visit, "state")),
        text=w.say(visit, "summary"),
        facts=facts,
        signs=(SIGN_HOME(w.lang), SIGN_MENTOR(w.lang)),
    )


def _aid(file: ChildFile, w: Wording, titles: _Titles) -> list[Block]:
    aid = sorted(file.aid, key=lambda a: str(a.on or ""))
    if not aid:
        return [titles.next(AID), Paragraph(text=NO_AID(w.lang), style="plain")]
    total = sum(a.value or 0 for a in aid)
    rows = tuple(
        (
            str(n),
            w.day(a.on),
            w.join(w.say(a, "kind"), w.say(a, "occasion")),
            w.say(a, "what"),
            yuan(a.value) if a.value is not None else BLANK,
            w.say(a, "donor"),
            w.say(a, "signed_by"),
        )
        for n, a in enumerate(aid, 1)
    )
    words = CAPITALS(w.lang, words=yuan_in_capitals(total), n=len(aid))
    return [
        titles.next(AID),
        Grid(
            columns=(
                Column(title=NO(w.lang), width=7),
                Column(title=w.pick("日期", "Date"), width=15),
                Column(title=w.pick("类型", "Kind"), width=17),
                Column(title=w.pick("内容", "What"), width=24, kind="text"),
                Column(title=w.pick("价值（元）", "Value (yuan)"), width=15, kind="number"),
                Column(title=w.pick("捐助方", "Donor"), width=17),
                Column(title=w.pick("签收人", "Signed by"), width=13, kind="name"),
            ),
            rows=rows,
            total=Total(
                cells=(
                    label(TOTAL(w.lang), 2),
                    Cell(text=words, kind="total", cols=2, align="left"),
                    Cell(text=yuan(total), kind="total", align="right"),
                    Cell(cols=2),
                )
            ),
        ),
    ]


def _figures(file: ChildFile, w: Wording, titles: _Titles) -> list[Block]:
    """Visits of the last twelve months, those with nobody met set apart."""
    end = file.today.year * 12 + file.today.month - 1
    months = [divmod(end - back, 12) for back in range(11, -1, -1)]
    counted = {
        (v.on.year, v.on.month - 1, v.contact == "none"): 0 for v, _ in file.visits if v.on is not None
    }
    for visit, _ in file.visits:
        if visit.on is not None:
            counted[visit.on.year, visit.on.month - 1, visit.contact == "none"] += 1
    met, not_met = ([float(counted.get((y, m, flag), 0)) for y, m in months] for flag in (False, True))
    if not any(met) and not any(not_met):
        return []
    names = tuple(w.pick(f"{m + 1}月", f"{y % 100:02d}-{m + 1:02d}") for y, m in months)
    series = (
        Series(name=MET(w.lang), values=tuple(met)),
        Series(name=NOT_MET(w.lang), values=tuple(not_met)),
    )
    chart = Chart(kind="bar", title=PER_MONTH(w.lang), categories=names, series=series)
    first, last = (f"{y}-{m + 1:02d}" for y, m in (months[0], months[-1]))
    return [titles.next(FIGURES, f"{first} {w.pick('至', 'to')} {last}"), chart]


def _review(file: ChildFile, w: Wording, titles: _Titles) -> list[Block]:
    boxes = tuple(
        SignatureBox(
            who=who(w.lang),
            lines=tuple(s(w.lang) for s in SIGNERS),
            seal=SEAL(w.lang),
            date=DATE_LINE(w.lang),
        )
        for who in BOXES
    )
    return [titles.next(REVIEW), Signatures(boxes=boxes)]
