"""The report of a year on the record of access, on paper: who did what how often, and whether the record is whole.

The Regulations on the Protection of Minors in Cyberspace ask for a compliance audit every year (Art. 37), which begins
with who had access to what; the report counts and names no child.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from casefiles import accessing
from casefiles.domain.access import ACTS, OPEN, WRONG
from casefiles.domain.document import Cell, Chart, Column, Document, FormTitle, Grid, Paragraph, Series, Total
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label
from casefiles.exchange import offices
from casefiles.papers.footing import foot
from casefiles.papers.wording import Titles, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.document import Block
    from casefiles.domain.words import Lang
    from casefiles.office import Office

NAME = Label("访问记录年度报告", "Report of access of a year")
TITLE = Label("{year} 年访问记录报告", "Record of access: report of {year}")
OFFICE = Label("单位：{office}", "Office: {office}")
UNTIL = Label("截至 {day}", "Until {day}")
WHAT = Label("做了什么、多少次", "What was done, how often")
ACT = Label("操作", "What was done")
TIMES = Label("次数", "Times")
ALL = Label("合计", "Total")
BY_PERSON = Label("按人", "By person")
WHO = Label("谁", "Who")
MONTHS = Label("每月打开档案（次）", "Files opened each month")
MONTH = Label("{n}月", "{n}")
WHOLE = Label("记录是否完整", "Whether the record is whole")
HOLDS = Label(
    "本机访问记录前后相连，没有缺少或改动，共 {n} 条。",
    "The record of access of this computer holds together, nothing is missing or altered: {n} entries.",
)
SEEN = Label(
    "{day}，“{office}”见证本机记录到第 {seq} 条，校验值 {head}。",
    "On {day} “{office}” saw this record up to entry no. {seq}, checksum {head}.",
)
UNSEEN = Label("还没有别的单位见证过本机记录。", "No other office has witnessed this record yet.")
NONE = Label("没有。", "None.")
NOBODY = Label("（没有选账号）", "(no account chosen)")
FIRST = 2024
"""no record is older than the program"""
SHORT = 16
"""hexadecimal digits of a checksum: what a person can compare"""


def of_year(office: Office, year: str, lang: Lang, _masked: bool) -> Document:
    """The paper of a year as it was typed. Refusals: NOT_A_NUMBER, NO_SUCH_YEAR."""
    if not year.isdecimal():
        raise Refusal(Problem("NOT_A_NUMBER", value=year))
    last = office.clock.today().year
    if not FIRST <= int(year) <= last:
        raise Refusal(Problem("NO_SUCH_YEAR", value=year, args={"first": FIRST, "last": last}))
    return compose(office, int(year), lang)


def compose(office: Office, year: int, lang: Lang) -> Document:
    """The paper."""
    today = office.clock.today()
    last = min(dt.date(year, 12, 31), today)
    begin = accessing.of_day(dt.date(year, 1, 1))
    counts = office.ledger.access_counts(begin, accessing.of_day(last, after=True))
    made = dt.datetime.fromtimestamp(office.clock.now_ms() / 1000)
    titles, title = Titles(Wording(lang, masked=False)), TITLE(lang, year=year)
    opened = [float(sum(n for (m, _, act), n in counts.items() if act == OPEN and m == f"{year}-{month:02}"))
              for month in range(1, last.month + 1)]  # fmt: skip
    months = Chart(
        kind="bar", title=MONTHS(lang), low=0,
        categories=tuple(MONTH(lang, n=n) for n in range(1, last.month + 1)),
        series=(Series(name=ACTS[OPEN](lang), values=tuple(opened)),),
    )  # fmt: skip
    blocks: list[Block] = [
        FormTitle(text=title, left=OFFICE(lang, office=office.home.name), right=UNTIL(lang, day=last.isoformat())),
        titles.next(WHAT), _acts(counts, lang),
        titles.next(BY_PERSON), _people(office, counts, lang),
        *([months] if any(opened) else []),
        titles.next(WHOLE), *(Paragraph(text=said, style="plain") for said in _whole(office, lang)),
    ]  # fmt: skip
    return Document(
        title=title, lang=lang, blocks=tuple(blocks), author=office.home.name, header=(office.home.name, title),
        footer=foot(lang, office.me.name, made), made=made.isoformat(timespec="seconds"),
    )  # fmt: skip


def _acts(counts: Mapping[tuple[str, str, str], int], lang: Lang) -> Grid:
    sums: Counter[str] = Counter()
    for (_, _, act), n in counts.items():
        sums[act] += n
    rows = tuple((said(lang), str(sums[code])) for code, said in ACTS.items() if sums[code])
    total = Total(cells=(Cell(text=ALL(lang), kind="total"), Cell(text=str(sums.total()), kind="total")))
    columns = (Column(title=ACT(lang), width=3.0), Column(title=TIMES(lang), width=1.0))
    return Grid(columns=columns, rows=rows, total=total if rows else None, empty=NONE(lang))


def _people(office: Office, counts: Mapping[tuple[str, str, str], int], lang: Lang) -> Grid:
    """Of the acts that were done at all the six that were done most; of everybody also wrong passphrases."""
    names = office.ledger.accounts()
    sums: Counter[tuple[str, str]] = Counter()
    for (_, user, act), n in counts.items():
        sums[user, act] += n
    often = Counter({act: sum(n for (_, a), n in sums.items() if a == act) for act in ACTS if act != WRONG})
    shown = [*sorted((act for act, n in often.most_common(6) if n), key=list(ACTS).index), WRONG]
    users = sorted({user for user, _ in sums}, key=lambda user: (not user, user))
    rows = tuple(
        (names.get(user, user) or NOBODY(lang), *(str(sums[user, act]) for act in shown)) for user in users
    )
    heads = (WHO(lang), *(ACTS[act](lang) for act in shown))
    columns = tuple(Column(title=said, width=1.0 if at else 1.6) for at, said in enumerate(heads))
    return Grid(columns=columns, rows=rows, empty=NONE(lang))


def _whole(office: Office, lang: Lang) -> list[str]:
    doubts = accessing.problems(office, whole=True, known=True)
    said = [one.say(lang) for one in doubts]
    if not doubts:
        said.append(HOLDS(lang, n=office.ledger.access_head()[0]))
    seen = office.ledger.access_witnessed([office.ledger.device])
    for one in seen:
        day = dt.datetime.fromtimestamp(one.at_ms / 1000).date().isoformat()
        name = offices.name(office, one.office)
        said.append(SEEN(lang, day=day, office=name, seq=one.seq, head=one.head.hex()[:SHORT]))
    return [*said, *(() if seen else (UNSEEN(lang),))]


PAPERS = (("access-report", NAME, "office", of_year),)
"""the paper as casefiles.printing takes it"""
