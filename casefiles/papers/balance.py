"""五老进退平衡表: who came and who left in a year, on paper; the sums foot."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from casefiles.domain.codes.lists import MENTOR_END, SENIOR_KIND
from casefiles.domain.document import (
    BLANK,
    Cell,
    Chart,
    Column,
    Document,
    FormTitle,
    Grid,
    Paragraph,
    Series,
    Total,
)
from casefiles.domain.words import Label
from casefiles.papers.footing import foot
from casefiles.papers.wording import Titles, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.balance import Balance, Moved
    from casefiles.domain.document import Block
    from casefiles.domain.words import Lang
    from casefiles.office import Office

TITLE = Label("{year} 年五老进退平衡表", "Mentors: in and out in {year}")
OFFICE = Label("填报单位：{office}", "Office: {office}")
UNTIL = Label("截至 {day}", "Until {day}")
BY_KIND = Label("按类别", "By kind")
KIND = Label("五老类别", "Kind")
START = Label("年初", "At the start")
JOINED = Label("加入", "Joined")
LEFT = Label("退出", "Left")
END = Label("年末", "At the end")
ALL = Label("合计", "Total")
RULE = Label("年末 = 年初 + 加入 − 退出。", "At the end = at the start + joined − left.")
UNDATED = Label(
    "另有 {n} 位没有加入日期，未计入。",
    "{n} more have no day of joining and are not counted.",
    "1 more has no day of joining and is not counted.",
)
REASONS = Label("退出原因", "Reasons for leaving")
REASON = Label("原因", "Reason")
COUNT = Label("人数", "Mentors")
UNSAID = Label("未填", "Not given")
MONTHS = Label("每月加入与退出（人）", "Joined and left each month")
MONTH = Label("{n}月", "{n}")
CHILDREN = Label("受影响的儿童", "Children affected")
CHILDREN_SAY = Label(
    "退出的五老共结对儿童 {n} 名：已有新的五老 {taken} 名，已结案 {closed} 名，还在等待 {waiting} 名。",
    "Those who left had {n} children: {taken} have another mentor, {closed} files are closed, {waiting} are waiting.",
)
WHO_JOINED = Label("加入名单", "Who joined")
WHO_LEFT = Label("退出名单", "Who left")
NAME = Label("姓名", "Name")
DAY = Label("日期", "Day")
NOBODY = Label("没有。", "Nobody.")


def compose(found: Balance, office: Office, lang: Lang) -> Document:
    """The paper."""
    w = Wording(lang, masked=False)
    made = datetime.fromtimestamp(office.clock.now_ms() / 1000)
    titles = Titles(w)
    title = TITLE(lang, year=found.year)
    blocks: list[Block] = [
        FormTitle(text=title, left=OFFICE(lang, office=office.home.name), right=UNTIL(lang, day=found.last)),
        titles.next(BY_KIND), _kinds(found, lang), Paragraph(text=note(found, lang), style="note"),
        titles.next(REASONS), _reasons(found, lang),
        *([_chart(found, lang)] if any(any(month) for month in found.months) else []),
        titles.next(CHILDREN), Paragraph(text=children_say(found, lang), style="plain"),
        titles.next(WHO_JOINED), _names(found.joined, lang, reasons=False),
        titles.next(WHO_LEFT), _names(found.left, lang, reasons=True),
    ]  # fmt: skip
    return Document(
        title=title, lang=lang, blocks=tuple(blocks), author=office.home.name, header=(office.home.name, title),
        footer=foot(lang, office.me.name, made), made=made.isoformat(timespec="seconds"),
    )  # fmt: skip


def children_say(found: Balance, lang: Lang) -> str:
    """What became of the children whose mentor left."""
    return CHILDREN_SAY(lang, n=found.children, taken=found.taken_on, closed=found.closed, waiting=found.waiting)


def note(found: Balance, lang: Lang) -> str:
    """The rule, and who could not be counted."""
    said = RULE(lang)
    return f"{said} {UNDATED(lang, n=found.undated)}" if found.undated else said


def _kinds(found: Balance, lang: Lang) -> Grid:
    heads = (KIND, START, JOINED, LEFT, END)
    columns = tuple(Column(title=h(lang), width=2.0 if n == 0 else 1.0) for n, h in enumerate(heads))
    rows = tuple(
        (SENIOR_KIND.label(k.key)(lang), str(k.start), str(k.joined), str(k.left), str(k.end)) for k in found.kinds
    )
    t = found.total
    sums = (ALL(lang), str(t.start), str(t.joined), str(t.left), str(t.end))
    total = Total(cells=tuple(Cell(text=s, kind="total") for s in sums))
    return Grid(columns=columns, rows=rows, total=total, empty=NOBODY(lang))


def reason_text(code: str, lang: Lang) -> str:
    """A reason for leaving, or that none was given."""
    return MENTOR_END.label(code)(lang) if code else UNSAID(lang)


def _reasons(found: Balance, lang: Lang) -> Grid:
    rows = tuple((reason_text(code, lang), str(n)) for code, n in found.reasons)
    total = Total(cells=(Cell(text=ALL(lang), kind="total"), Cell(text=str(found.total.left), kind="total")))
    columns = (Column(title=REASON(lang), width=3.0), Column(title=COUNT(lang), width=1.0))
    return Grid(columns=columns, rows=rows, total=total if rows else None, empty=NOBODY(lang))


def _chart(found: Balance, lang: Lang) -> Chart:
    months = int(found.last[5:7])
    return Chart(
        kind="bar", title=MONTHS(lang), categories=tuple(MONTH(lang, n=n) for n in range(1, months + 1)), low=0,
        series=tuple(
            Series(name=name(lang), values=tuple(float(m[at]) for m in found.months[:months]))
            for at, name in enumerate((JOINED, LEFT))
        ),
    )  # fmt: skip


def _names(moved: Sequence[Moved], lang: Lang, *, reasons: bool) -> Grid:
    heads = (NAME, KIND, DAY, *((REASON,) if reasons else ()))
    rows = tuple(
        (m.name or BLANK, SENIOR_KIND.label(m.kind)(lang), m.day, *((reason_text(m.reason, lang),) if reasons else ()))
        for m in moved
    )
    return Grid(columns=tuple(Column(title=h(lang)) for h in heads), rows=rows, empty=NOBODY(lang))
