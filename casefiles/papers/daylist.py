"""The worklists of a day as a paper to take along: by village, large print, a box to tick for each thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from casefiles.domain.codes import phone
from casefiles.domain.document import BLANK, Block, Column, Document, FormTitle, Grid, PageBreak, Paragraph
from casefiles.domain.words import Label
from casefiles.papers.footing import foot
from casefiles.papers.wording import UNTICKED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.document import CellKind
    from casefiles.domain.words import Lang
    from casefiles.papers.walking import Hand

TITLE = Label("今天的工作清单", "Today's worklist")
WHERE = Label("{village}　共 {n} 人", "{village}: {n} children", "{village}: {n} child")
WHO = Label("走访人：　　　　　　　日期：{day}", "By: ______________    Date: {day}")
NO_VILLAGE = Label("（未填村）", "(no village)")
HEADS = (
    Label("序号", "No."),
    Label("姓名", "Name"),
    Label("要做的事（做完打√）", "To do (tick when done)"),
    Label("住址", "Address"),
    Label("电话", "Phone"),
    Label("五老", "Mentor"),
    Label("备注", "Notes"),
)
WIDTHS = (0.9, 2.0, 6.0, 3.6, 2.6, 2.0, 3.0)
KINDS: tuple[CellKind, ...] = ("value", "large", "text", "large", "value", "value", "text")
NONE = Label("今天清单上没有要上门的孩子。", "No child is on today's lists.")
BACK = Label(
    "回来后请把结果录入系统。本表含个人信息，用后收回。",
    "Enter what came of it when you are back. This list holds personal data: bring it back after use.",
)
TO_DO: Mapping[str, Label] = {
    "overdue": Label("走访（应于 {day}）", "Visit (was due {day})"),
    "due_week": Label("走访（{day} 前）", "Visit (by {day})"),
    "follow_ups": Label("{what}（{day}）", "{what} ({day})"),
    "actions": Label("{what}（期限 {day}）", "{what} (due {day})"),
    "reviews": Label("风险复评（应于 {day}）", "Risk review (was due {day})"),
    "unverified": Label("核实档案内容", "Verify what the file says"),
    "unmatched": Label("还没有结对五老", "Has no mentor yet"),
}
"""what brings a child onto the paper; mandatory reports are not carried about on paper"""
ASK: Mapping[str, Label] = {
    "missing_id": Label("身份证号", "ID number"),
    "missing_birth": Label("出生日期", "birth date"),
    "missing_sex": Label("性别", "sex"),
    "missing_health": Label("健康状况", "health"),
    "missing_schooling": Label("就学情况", "schooling"),
    "missing_guardian": Label("监护人", "guardian"),
    "missing_category": Label("类别", "category"),
}
"""what the file lacks is asked for on the way, of children who are on the paper for another reason"""
MISSING = Label("问清：{what}", "Ask for: {what}")


@dataclass(frozen=True, slots=True)
class Errand:
    """A child and what is to be done there: (list, day, in words)."""

    name: str
    village: str
    address: str
    phone: str
    mentor: str
    to_do: tuple[tuple[str, str, str], ...]
    lacks: tuple[str, ...] = ()


def day_list(errands: Sequence[Errand], hand: Hand, lang: Lang, *, masked: bool) -> Document:
    """A table for each village, on a page of its own; `masked` hides the middle of phone numbers."""
    title = TITLE(lang)
    blocks: list[Block] = []
    columns = tuple(Column(title=h(lang), width=w, kind=k) for h, w, k in zip(HEADS, WIDTHS, KINDS, strict=True))
    for village, some in groupby(sorted(errands, key=lambda e: (not e.village, e.village)), key=lambda e: e.village):
        group = list(some)
        left = WHERE(lang, village=village or NO_VILLAGE(lang), n=len(group))
        rows = tuple(_row(n, errand, lang, masked=masked) for n, errand in enumerate(group, 1))
        blocks += [PageBreak()] if blocks else []
        blocks += [
            FormTitle(text=title, left=left, right=WHO(lang, day=f"{hand.at:%Y-%m-%d}")),
            Grid(columns=columns, rows=rows, height="writing"),
            Paragraph(text=BACK(lang), style="note"),
        ]
    if not blocks:
        blocks = [FormTitle(text=title), Paragraph(text=NONE(lang), style="plain")]
    return Document(
        title=title, lang=lang, blocks=tuple(blocks), author=hand.office, sheet="landscape",
        header=(hand.office, title),
        footer=foot(lang, hand.who, hand.at), made=hand.at.isoformat(timespec="seconds"),
    )  # fmt: skip


def _row(n: int, errand: Errand, lang: Lang, *, masked: bool) -> tuple[str, ...]:
    number = phone.mask(errand.phone) if masked and errand.phone else errand.phone
    lines = [TO_DO[name](lang, day=day, what=what) for name, day, what in errand.to_do]
    lacks = [ASK[name](lang) for name in errand.lacks]
    if lacks:
        lines.append(MISSING(lang, what=("、" if lang == "zh" else ", ").join(lacks)))
    done = "\n".join(f"{UNTICKED}{line}" for line in lines)
    return str(n), errand.name or BLANK, done, errand.address, number, errand.mentor, ""
