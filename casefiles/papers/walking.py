"""The papers of a survey round: the walk list of each village in large print with boxes to tick, and what differs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from casefiles.domain.codes import phone
from casefiles.domain.codes.lists import ROUND_CHANGE, SURVEY_OUTCOME
from casefiles.domain.document import (
    BLANK,
    Block,
    Column,
    Document,
    FormTitle,
    Grid,
    PageBreak,
    Paragraph,
    Section,
)
from casefiles.domain.rounds import KINDS
from casefiles.domain.words import Label
from casefiles.papers import differences as told
from casefiles.papers import masking
from casefiles.papers.footing import foot
from casefiles.papers.wording import TICKED, UNTICKED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from casefiles.domain.document import CellKind
    from casefiles.domain.doors import LineRow
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.rounds import Difference
    from casefiles.domain.words import Lang

WALK = Label("{name}　走访表", "{name}: walk list")
LIST = Label("{name}　变动清单", "{name}: differences")
WHERE = Label("{village}　共 {n} 户", "{village}, {n} doors")
WHERE_DONE = Label("{village}　共 {n} 户，已走访 {done} 户", "{village}, {n} doors, {done} done")
LAST = Label("{on} {outcome}", "{on} {outcome}")
WHO = Label("走访人：{who}　　日期：　　年　　月　　日", "By: {who}    Date: ____________")
SPAN = Label("{start} 至 {end}", "{start} to {end}")
NO_VILLAGE = Label("（未填村）", "(no village)")
HEADS = (
    Label("序号", "No."),
    Label("户", "Door"),
    Label("孩子", "Children"),
    Label("住址", "Address"),
    Label("电话", "Phone"),
    Label("走访结果（打√）", "Outcome (tick)"),
    Label("变动（打√）", "Change (tick)"),
    Label("备注", "Notes"),
)
FACTS = (Label("姓名", "Name"), Label("村（社区）", "Village"), Label("变动内容", "What changed"))
NONE = Label("没有变动。", "Nothing differs.")
NO_DOOR = Label("没有要走访的户。", "There is no door to walk to.")
DONE = Label("走访 {done} / {doors} 户：{outcomes}。", "{done} of {doors} doors: {outcomes}.")
FROZEN = Label("本清单已于 {day} 封存。", "This list was frozen on {day}.")
OPEN = Label("排查尚未封存，清单以打印当日为准。", "The round is still open; the list is as of the day of printing.")
OTHER = Label("路上新发现的户写在表尾空行里。", "Write households found on the way into the empty rows.")
SPARE = 4
"""empty rows at the end of a village"""
GO_AGAIN = ("nobody_home", "refused")
"""outcomes after which somebody comes again: the boxes stay empty, and what it was stands in the notes"""


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose paper it is: the office, who printed it, and when."""

    office: str
    who: str
    at: datetime


def walk_list(
    round_: Mapping[str, Stored], doors: Sequence[LineRow], hand: Hand, lang: Lang, *, masked: bool
) -> Document:
    """A page or more for each village, in the order of the walk; `masked` hides the middle of phone numbers.

    A door that is done says how it came out, on which day and by whom, in place of the boxes.
    """
    return walk_lists([(round_, doors)], hand, lang, masked=masked)


def walk_lists(
    walks: Sequence[tuple[Mapping[str, Stored], Sequence[LineRow]]], hand: Hand, lang: Lang, *, masked: bool
) -> Document:
    """The walk lists of several rounds in one document, each with its doors."""
    blocks: list[Block] = []
    for round_, doors in walks:
        if blocks:
            blocks.append(PageBreak())
        blocks += _walk(round_, doors, lang, masked=masked)
    title = ("、" if lang == "zh" else ", ").join(WALK(lang, name=_name(r)) for r, _ in walks)
    return _document(title, blocks, hand, lang)


def _walk(round_: Mapping[str, Stored], doors: Sequence[LineRow], lang: Lang, *, masked: bool) -> list[Block]:
    blocks: list[Block] = []
    title = WALK(lang, name=_name(round_))
    outcomes = _boxes([SURVEY_OUTCOME.label(c)(lang) for c in ("seen", "nobody_home", "moved", "refused")], 2)
    same = ROUND_CHANGE.label("same")(lang)
    changes = _boxes([same, *(told.KINDS[k](lang) for k in KINDS)], 2 if lang == "zh" else 3)
    widths = (0.9, 1.9, 2.0, 3.6, 2.3, 3.7, 3.6, 2.2)
    columns = _columns(HEADS, widths, ("value", "large", "large", "large", "value", "text", "text", "text"), lang)
    for village, some in groupby(doors, key=lambda d: d.village):
        group = list(some)
        rows = [_row(n, door, outcomes, changes, lang, masked=masked) for n, door in enumerate(group, 1)]
        rows += [("", "", "", "", "", outcomes, changes, "")] * SPARE
        if blocks:
            blocks.append(PageBreak())
        done = sum(_is_done(door) for door in group)
        left = (WHERE_DONE if done else WHERE)(lang, village=village or NO_VILLAGE(lang), n=len(group), done=done)
        who = str(round_.get("walkers") or "　　　　　　")
        blocks += [
            FormTitle(text=title, left=left, right=WHO(lang, who=who)),
            Grid(columns=columns, rows=tuple(rows), height="writing"),
            Paragraph(text=OTHER(lang), style="note"),
        ]
    return blocks or [FormTitle(text=title), Paragraph(text=NO_DOOR(lang), style="plain")]


def difference_list(
    round_: Mapping[str, Stored],
    found: Sequence[Difference],
    counts: Mapping[str, int],
    hand: Hand,
    lang: Lang,
    *,
    masked: bool,
) -> Document:
    """New, changed, left and aged out, each with what changed; and how the doors came out."""
    title = LIST(lang, name=_name(round_))
    start, end = (str(round_.get(n) or "") for n in ("start", "end"))
    right = SPAN(lang, start=start, end=end or f"{hand.at:%Y-%m-%d}")
    closed = round_.get("closed_on")
    outcomes = [f"{SURVEY_OUTCOME.label(o)(lang)} {n}" for o, n in counts.items() if n]
    doors = sum(counts.values())
    listed = ("、" if lang == "zh" else ", ").join(outcomes)
    said = DONE(lang, done=doors - counts.get("not_yet", 0), doors=doors, outcomes=listed)
    frozen = FROZEN(lang, day=closed) if closed else OPEN(lang)
    blocks: list[Block] = [FormTitle(text=title, left=hand.office, right=right)]
    blocks.append(Paragraph(text=f"{said}{'' if lang == 'zh' else ' '}{frozen}", style="plain"))
    columns = _columns((HEADS[0], *FACTS), (0.6, 1.5, 1.6, 7.0), ("value", "name", "value", "text"), lang)
    between = "；" if lang == "zh" else "; "
    for kind in KINDS:
        some = [d for d in found if d.kind == kind]
        rows = tuple(
            (str(n), d.name or BLANK, d.village or BLANK, between.join(told.said(d, lang, masked=masked)) or BLANK)
            for n, d in enumerate(some, 1)
        )
        blocks.append(Section(text=told.KINDS[kind](lang), note=str(len(some))))
        blocks.append(Grid(columns=columns, rows=rows, empty=NONE(lang)))
    return _document(title, blocks, hand, lang)


def _document(title: str, blocks: Sequence[Block], hand: Hand, lang: Lang) -> Document:
    return Document(
        title=title, lang=lang, blocks=tuple(blocks), author=hand.office, sheet="landscape",
        header=(hand.office, title),
        footer=foot(lang, hand.who, hand.at), made=hand.at.isoformat(timespec="seconds"),
    )  # fmt: skip


def _columns(
    heads: Sequence[Label], widths: Sequence[float], kinds: Sequence[CellKind], lang: Lang
) -> tuple[Column, ...]:
    return tuple(Column(title=h(lang), width=w, kind=k) for h, w, k in zip(heads, widths, kinds, strict=True))


def _row(n: int, door: LineRow, outcomes: str, changes: str, lang: Lang, *, masked: bool) -> tuple[str, ...]:
    note = masking.hide(door.note) if masked else door.note
    if door.outcome not in ("", "not_yet"):
        outcome = SURVEY_OUTCOME.label(door.outcome)(lang)
        if door.outcome in GO_AGAIN:
            note = "\n".join(part for part in (LAST(lang, on=door.on, outcome=outcome).strip(), note) if part)
        else:
            by = " ".join(part for part in (door.on, door.by) if part)
            outcomes = "\n".join(part for part in (f"{TICKED}{outcome}", by) if part)
            changes = BLANK
    if door.change:
        changes = f"{TICKED}{ROUND_CHANGE.label(door.change)(lang)}"
    number = phone.mask(door.phone) if masked and door.phone else door.phone
    name, children = door.name or BLANK, door.children or ("" if door.child else BLANK)
    return str(n), name, children.replace("、", "\n"), door.address, number, outcomes, changes, note


def _is_done(door: LineRow) -> bool:
    return door.outcome not in ("", "not_yet", *GO_AGAIN)


def _name(round_: Mapping[str, Stored]) -> str:
    return str(round_.get("name") or "")


def _boxes(texts: Sequence[str], first: int) -> str:
    """Boxes to tick on two lines, `first` of them on the first: none is cut in two."""
    boxes = [f"{UNTICKED}{text}" for text in texts]
    return "\n".join("　".join(line) for line in (boxes[:first], boxes[first:]))
