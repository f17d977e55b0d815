"""Papers for a donor: the letter of thanks, and the statement of what was given and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from casefiles import funds
from casefiles.domain import aid_steps
from casefiles.domain.document import BLANK, Block, Cell, Column, Document, Grid, Paragraph, Space, Total
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label
from casefiles.papers.footing import foot
from casefiles.papers.wording import Wording, yuan, yuan_in_capitals
from casefiles.recording import record

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from casefiles.office import Office

THANKS = Label("感 谢 信", "Letter of thanks")
STATEMENT = Label("捐助明细", "Statement of donations")
TO = Label("{name}：", "Dear {name},")
BODY = Label(
    "承蒙贵方关爱下一代，于{days}捐助{what}。我们谨代表孩子和家长，向您表示衷心的感谢！",
    "On {days} you gave {what} for the next generation. On behalf of the children and their families we thank you "
    "from our hearts.",
)
USE = Label(
    "所捐款物将全部用于困境儿童和留守儿童的帮扶，发放情况登记在册，欢迎监督。",
    "All of it goes to children in difficulty and children whose parents are away. Every piece is on record, and you "
    "are welcome to ask.",
)
REACHED = Label(
    "截至目前，您参与的“{fund}”已帮助 {n} 人，共 {sum} 元。",
    "So far the “{fund}” that you gave to has helped {n} people with {sum} yuan.",
    "So far the “{fund}” that you gave to has helped one person with {sum} yuan.",
)
WISH = Label("此致\n敬礼！", "Yours sincerely,")
MONEY = Label("人民币 {sum} 元（{capitals}）", "{sum} yuan")
GOODS = Label("{what}（价值 {sum} 元）", "{what} (worth {sum} yuan)")
AND = Label("、", " and ")
COLUMNS = (
    (Label("日期", "Date"), 13.0, "value"),
    (Label("类型", "Kind"), 10.0, "value"),
    (Label("用途、内容", "For"), 30.0, "text"),
    (Label("认捐（元）", "Promised"), 14.0, "number"),
    (Label("到位日期", "Received on"), 13.0, "value"),
    (Label("收据号", "Receipt"), 12.0, "small"),
)
TOTAL = Label(
    "合计 {n} 笔，其中到位 {received} 元",
    "{n} gifts, of which {received} yuan received",
    "1 gift, of which {received} yuan received",
)
FUNDS = Label("所捐基金的使用情况", "What became of the funds")
FUND_COLUMNS = (
    (Label("基金", "Fund"), 30.0, "text"),
    (Label("累计到位（元）", "Received"), 16.0, "number"),
    (Label("已分配、发放（元）", "Given out"), 18.0, "number"),
    (Label("余额（元）", "Balance"), 14.0, "number"),
    (Label("受助人数", "People helped"), 12.0, "value"),
)
NONE = Label("还没有捐助记录。", "No donation is on record yet.")


@dataclass(frozen=True, slots=True)
class Gift:
    """One donation as it is printed; fen."""

    on: str
    kind: str
    what: str
    fund: str
    fen: int
    received_on: str
    receipt: str
    thanked: bool


@dataclass(frozen=True, slots=True)
class Used:
    """A fund the donor gave to: in, out, and people helped; fen."""

    name: str
    came: int
    went: int
    people: int


@dataclass(frozen=True, slots=True)
class DonorSheet:
    """A donor as the papers need it."""

    name: str
    gifts: tuple[Gift, ...]
    funds: tuple[Used, ...]
    office: str
    printed_by: str
    printed_at: datetime


def of_donor(office: Office, row: str) -> DonorSheet:
    """A donor with gifts, oldest first, and the funds they went into. Refusal: NOT_FOUND."""
    donor = record(office, row, "donor").values
    records = office.queries.select("donation", {"donor": row}, "on")
    into = {str(r.values["fund"]) for r in records if r.values.get("fund")}
    states = {state.record.id: state for state in funds.all_funds(office) if state.record.id in into}
    names = {id_: str(s.record.values.get("name") or "") for id_, s in states.items()}
    gifts = tuple(
        Gift(
            on=str(r.values.get("on") or ""),
            kind=str(r.values.get("kind") or ""),
            what=str(r.values.get("what") or ""),
            fund=names.get(str(r.values.get("fund")), ""),
            fen=int(r.values.get("value") or 0),
            received_on=str(r.values.get("received_on") or ""),
            receipt=str(r.values.get("receipt") or ""),
            thanked=bool(r.values.get("thanked_on")),
        )
        for r in records
    )
    used = []
    for id_, state in sorted(states.items(), key=lambda pair: names[pair[0]]):
        lines = [r.values for r in office.queries.select("aid", {"fund": id_}) if aid_steps.spent_on(r.values)]
        people = {v.get("child") or v.get("household") or v.get("mentor") for v in lines}
        used.append(Used(names[id_], state.came, state.went, len(people)))
    return DonorSheet(
        name=str(donor.get("name") or ""),
        gifts=gifts,
        funds=tuple(used),
        office=office.home.name,
        printed_by=office.me.name,
        printed_at=datetime.fromtimestamp(office.clock.now_ms() / 1000),
    )


def thanks(sheet: DonorSheet, lang: Lang, *, masked: bool = True) -> Document:
    """The letter for what came in and was not thanked for; when all was, for the last gift.

    Refusal: NOTHING_TO_PRINT.
    """
    w = Wording(lang, masked)
    came = [g for g in sheet.gifts if g.received_on]
    gifts = [g for g in came if not g.thanked] or came[-1:]
    if not gifts:
        raise Refusal(Problem("NOTHING_TO_PRINT", "donor"))
    fen = sum(g.fen for g in gifts if g.kind == "money")
    parts = [MONEY(lang, sum=yuan(fen), capitals=yuan_in_capitals(fen))] if fen else []
    shown = ENTITIES["donation"].fields["kind"].kind
    for gift in gifts:
        if gift.kind != "money":
            what = gift.what or shown.show(gift.kind, lang)
            parts.append(GOODS(lang, what=what, sum=yuan(gift.fen)) if gift.fen else what)
    days = sorted({g.received_on for g in gifts})
    said = w.long_day(date.fromisoformat(days[0]))
    if len(days) > 1:
        said = f"{said}{w.pick('至', ' to ')}{w.long_day(date.fromisoformat(days[-1]))}"
    blocks: list[Block] = [
        Space(lines=2),
        Paragraph(text=THANKS(lang), style="title"),
        Space(),
        Paragraph(text=TO(lang, name=sheet.name), style="plain"),
        Paragraph(text=BODY(lang, days=said, what=AND(lang).join(parts))),
        Paragraph(text=USE(lang)),
    ]
    mine = {g.fund for g in gifts}
    blocks += [
        Paragraph(text=REACHED(lang, fund=f.name, n=f.people, sum=yuan(f.went)))
        for f in sheet.funds
        if f.name in mine and f.people
    ]
    blocks += [Paragraph(text=part) for part in WISH(lang).split("\n")]
    blocks += [
        Space(),
        Paragraph(text=sheet.office, style="signed"),
        Paragraph(text=w.long_day(sheet.printed_at.date()), style="signed"),
    ]
    return Document(
        title=f"{THANKS(lang)} {sheet.name}",
        lang=lang,
        blocks=tuple(blocks),
        author=sheet.office,
        sheet="letter",
        numbered=False,
        made=sheet.printed_at.isoformat(timespec="seconds"),
    )


def statement(sheet: DonorSheet, lang: Lang, *, masked: bool = True) -> Document:
    """All gifts of a donor with their sum, and what became of the funds they went into."""
    w = Wording(lang, masked)
    shown = ENTITIES["donation"].fields["kind"].kind
    rows = tuple(
        (
            g.on or BLANK,
            shown.show(g.kind, lang),
            w.join(g.fund, g.what),
            yuan(g.fen) if g.fen else BLANK,
            g.received_on or BLANK,
            g.receipt or BLANK,
        )
        for g in sheet.gifts
    )
    received = sum(g.fen for g in sheet.gifts if g.received_on)
    total = TOTAL(lang, n=len(rows), received=yuan(received))
    blocks: list[Block] = [
        Paragraph(text=STATEMENT(lang), style="title"),
        Paragraph(text=TO(lang, name=sheet.name), style="plain"),
        Grid(
            columns=_columns(COLUMNS, lang),
            rows=rows,
            total=Total(
                cells=(
                    Cell(text=total, kind="total", cols=3, align="left"),
                    Cell(text=yuan(sum(g.fen for g in sheet.gifts)), kind="number"),
                    Cell(text="", cols=2),
                )
            )
            if rows
            else None,
            empty=NONE(lang),
        ),
    ]
    if sheet.funds:
        lines = tuple(
            (f.name, yuan(f.came), yuan(f.went), yuan(f.came - f.went), str(f.people)) for f in sheet.funds
        )
        blocks += [
            Space(),
            Paragraph(text=FUNDS(lang), style="plain"),
            Grid(columns=_columns(FUND_COLUMNS, lang), rows=lines),
        ]
    blocks += [
        Space(),
        Paragraph(text=sheet.office, style="signed"),
        Paragraph(text=w.long_day(sheet.printed_at.date()), style="signed"),
    ]
    return Document(
        title=f"{STATEMENT(lang)} {sheet.name}",
        lang=lang,
        blocks=tuple(blocks),
        author=sheet.office,
        header=(sheet.office, sheet.name),
        footer=foot(lang, sheet.printed_by, sheet.printed_at),
        made=sheet.printed_at.isoformat(timespec="seconds"),
    )


def _columns(spec: object, lang: Lang) -> tuple[Column, ...]:
    return tuple(Column(title=t(lang), width=width, kind=kind) for t, width, kind in spec)  # type: ignore[attr-defined]
