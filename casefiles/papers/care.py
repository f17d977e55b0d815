"""The care's pages of a dossier: mentor and agreement, visits, aid, visits by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import aid_steps
from casefiles.domain.document import (
    BLANK,
    Block,
    Card,
    Cell,
    Chart,
    Column,
    Form,
    Grid,
    Paragraph,
    Row,
    Series,
    Total,
    label,
    value,
)
from casefiles.domain.entities import ENTITIES
from casefiles.domain.mentor import Mentor
from casefiles.domain.words import Label
from casefiles.papers.wording import span, yuan, yuan_in_capitals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.mentor import Match
    from casefiles.domain.visit import Aid, Visit, VisitFinding
    from casefiles.papers.childfile import ChildFile
    from casefiles.papers.wording import Titles, Wording

MATCHES = Label("结对帮扶", "Mentor")
FORMER = Label("曾经的结对", "Earlier matches")
VISITS = Label("走访记录", "Visits")
AID = Label("关爱帮扶", "Aid")
FIGURES = Label("近十二个月走访", "Visits in twelve months")
NO_MATCH = Label("尚未结对。", "No mentor has been matched yet.")
FOUND = Label("各方面情况", "By area")
FINDING = Label("{area}：{level}", "{area}: {level}")
FINDING_NOTE = Label("{area}：{level}（{note}）", "{area}: {level} ({note})")
LATE = Label("补录，晚{n}天", "entered {n} days late")
NO_VISIT = Label("尚无走访记录。", "No visit has been recorded yet.")
NO_AID = Label("尚无帮扶记录。", "No aid has been recorded yet.")
FROM_TO = Label("起止", "From, until")
INTERVAL = Label("走访间隔", "Interval")
DAYS = Label("{n} 天", "{n} days", "{n} day")
NO = Label("序号", "No.")
HANDED = Label("已发放合计", "Handed over")
PLANNED = Label("计划中", "Planned")
COMING = Label(
    "另有 {n} 笔尚未发放，价值 {sum} 元，未计入合计。",
    "{n} more pieces worth {sum} yuan are not handed over yet and not in the sum.",
    "One more piece worth {sum} yuan is not handed over yet and not in the sum.",
)
CAPITALS = Label("（大写）{words}", "{n} items")
SPAN = Label("共{n}次　{first}至{last}", "{n} visits, {first} to {last}", "{n} visit, {first}")
ONE_DAY = Label("共{n}次　{first}", "{n} visits, {first}", "{n} visit, {first}")
NTH = Label("第{n}次　{kind}", "No. {n}  {kind}")
BY = Label("走访人：{who}", "by {who}")
SIGN_HOME = Label("监护人（学校）签字：", "Guardian or school:")
SIGN_MENTOR = Label("走访人签字：", "Visitor:")
PER_MONTH = Label("走访次数（次／月）", "Visits a month")
MET = Label("见到儿童或照护人", "Somebody was met")
NOT_MET = Label("未见到", "Nobody was met")


def matches(file: ChildFile, w: Wording, titles: Titles) -> list[Block]:
    """The mentors of today with what was agreed, and the earlier ones."""
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
                span(match.start, match.end, w),
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


def visits(file: ChildFile, w: Wording, titles: Titles) -> list[Block]:
    """A card for each visit, the oldest first."""
    late = file.late or (0,) * len(file.visits)
    found = file.found or ((),) * len(file.visits)
    rounds = sorted(
        ((v, m, n, f) for (v, m), n, f in zip(file.visits, late, found, strict=True)),
        key=lambda one: str(one[0].on or ""),
    )
    if not rounds:
        return [titles.next(VISITS), Paragraph(text=NO_VISIT(w.lang), style="plain")]
    first, last = rounds[0][0].on, rounds[-1][0].on
    words = SPAN if first != last else ONE_DAY
    note = words(w.lang, n=len(rounds), first=w.day(first), last=w.day(last))
    return [titles.next(VISITS, note), *(_card(n, v, m, w, days, f) for n, (v, m, days, f) in enumerate(rounds, 1))]


def _card(
    number: int, visit: Visit, mentor: Mentor | None, w: Wording, late: int, found: Sequence[VisitFinding]
) -> Card:
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
    if found:
        told = [
            FINDING_NOTE(w.lang, area=w.say(one, "area"), level=w.say(one, "level"), note=w.say(one, "note", ""))
            if one.note
            else FINDING(w.lang, area=w.say(one, "area"), level=w.say(one, "level"))
            for one in found
        ]
        facts = ((FOUND(w.lang), w.pick("；", "; ").join(told)), *facts)
    on = visit.on
    return Card(
        date=BLANK if on is None else w.pick(f"{on.month}月{on.day}日", f"{on:%b} {on.day}"),
        year="" if on is None else w.pick(f"{on.year}年", str(on.year)),
        title=NTH(w.lang, n=number, kind=w.say(visit, "kind")),
        by=BY(w.lang, who=w.say(mentor, "name")),
        state=w.join(w.say(visit, "contact"), w.say(visit, "state"), LATE(w.lang, n=late) if late else ""),
        text=w.say(visit, "summary"),
        facts=facts,
        signs=(SIGN_HOME(w.lang), SIGN_MENTOR(w.lang)),
    )


def aid(file: ChildFile, w: Wording, titles: Titles) -> list[Block]:
    """What was given, added up; what is only promised or on its way stands among it, and is not in the sum."""
    listed = sorted(file.aid, key=lambda a: str(a.on or ""))
    if not listed:
        return [titles.next(AID), Paragraph(text=NO_AID(w.lang), style="plain")]
    states = [_state(one) for one in listed]
    handed = [a for a, state in zip(listed, states, strict=True) if state == "handed_over"]
    coming = [
        a for a, state in zip(listed, states, strict=True) if state not in ("handed_over", aid_steps.CANCELLED)
    ]
    total = sum(a.value or 0 for a in handed)
    step = ENTITIES["aid"].fields["step"].kind
    rows = tuple(
        (
            str(n),
            w.day(a.on),
            w.join(w.say(a, "kind"), w.say(a, "occasion")),
            w.say(a, "what"),
            yuan(a.value) if a.value is not None else BLANK,
            PLANNED(w.lang) if state == aid_steps.PLANNED else step.show(state, w.lang),
            w.say(a, "donor"),
            w.say(a, "signed_by"),
        )
        for n, (a, state) in enumerate(zip(listed, states, strict=True), 1)
    )
    words = CAPITALS(w.lang, words=yuan_in_capitals(total), n=len(handed))
    blocks: list[Block] = [
        titles.next(AID),
        Grid(
            columns=(
                Column(title=NO(w.lang), width=7),
                Column(title=w.pick("日期", "Date"), width=15),
                Column(title=w.pick("类型", "Kind"), width=16),
                Column(title=w.pick("内容", "What"), width=21, kind="text"),
                Column(title=w.pick("价值（元）", "Value (yuan)"), width=14, kind="number"),
                Column(title=w.pick("进度", "Step"), width=11),
                Column(title=w.pick("捐助方", "Donor"), width=15),
                Column(title=w.pick("签收人", "Signed by"), width=12, kind="name"),
            ),
            rows=rows,
            total=Total(
                cells=(
                    label(HANDED(w.lang), 2),
                    Cell(text=words, kind="total", cols=2, align="left"),
                    Cell(text=yuan(total), kind="total", align="right"),
                    Cell(cols=3),
                )
            ),
        ),
    ]
    if coming:
        fen = sum(a.value or 0 for a in coming)
        blocks.append(Paragraph(text=COMING(w.lang, n=len(coming), sum=yuan(fen)), style="note"))
    return blocks


def _state(one: Aid) -> str:
    names = ("step", "batch", "handed_over")
    return aid_steps.state_of({n: getattr(one, n) for n in names})


def figures(file: ChildFile, w: Wording, titles: Titles) -> list[Block]:
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
    series = [Series(name=MET(w.lang), values=tuple(met))]
    if any(not_met):
        series.append(Series(name=NOT_MET(w.lang), values=tuple(not_met)))
    chart = Chart(kind="bar", title=PER_MONTH(w.lang), categories=names, series=tuple(series), stacked=True)
    first, last = (f"{y}-{m + 1:02d}" for y, m in (months[0], months[-1]))
    return [titles.next(FIGURES, f"{first} {w.pick('至', 'to')} {last}"), chart]
