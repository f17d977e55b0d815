"""The sheet that goes with a file to another office (移交单): whose file, from whom to whom, what is handed over,
signed by both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain import areas
from casefiles.domain.document import (
    BLANK,
    Block,
    Column,
    Document,
    FormTitle,
    Grid,
    Paragraph,
    Section,
    SignatureBox,
    Signatures,
)
from casefiles.domain.words import Label
from casefiles.papers.footing import foot
from casefiles.papers.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from casefiles.domain.child import Child
    from casefiles.domain.lifecycle import Transfer
    from casefiles.domain.words import Lang
    from casefiles.office import Office

TITLE = Label("困境儿童档案移交单", "Transfer of a child's file")
NUMBER = Label("移交日期：{day}", "Handed over on {day}")
WHERE = Label("移交", "Transfer")
FROM = Label("移出单位", "From")
TO = Label("接收单位", "To")
CONTENT = Label("移交内容", "What is handed over")
ITEM = Label("内容", "Item")
COUNT = Label("数量", "Count")
FIELD = Label("项目", "Field")
VALUE = Label("内容", "Value")
NOTHING = Label("只有登记表。", "The registration alone.")
GIVES = Label("移出单位意见", "The office that hands over")
TAKES = Label("接收单位意见", "The office that takes over")
UNKNOWN_OFFICE = Label("区划代码 {code} 的单位", "the office of division {code}")
SIGNERS = (Label("经办人：", "By:"), Label("负责人：", "Head:"))
SEAL = Label("（盖章）", "(seal)")
DATE_LINE = Label("年　　月　　日", "Date:                    ")
NOTE = Label(
    "移交后由接收单位继续管理；移出单位保留历史，只能查看。",
    "The receiving office goes on with the file; the other keeps the history to read.",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on it: the child, the transfer, both offices by name, and how many records of each kind go along."""

    child: Child
    transfer: Transfer
    from_: str
    to: str
    counts: Mapping[str, tuple[Label, int]]
    office: str
    printed_by: str
    printed_at: datetime


def office_of(office: Office, code: str, lang: Lang, on: str = "") -> str:
    """The place's name on that day (ISO date; today without one); where the table does not know it, what its own card
    calls the office. Never a bare code."""
    known = {office.home.code: office.home.name} | {peer.office: peer.name for peer in office.ledger.peers()}
    return areas.path(code, on) or known.get(code) or (UNKNOWN_OFFICE(lang, code=code) if code else "")


def compose(sheet: Sheet, lang: Lang, *, masked: bool) -> Document:
    """One page A4."""
    w = Wording(lang, masked)
    child, transfer = sheet.child, sheet.transfer
    number = child.number or BLANK
    pair = (Column(title=FIELD(lang), width=10), Column(title=VALUE(lang), width=22, kind="text"))
    who = tuple(
        (w.label(child, name), w.say(child, name))
        for name in ("name", "sex", "birth_date", "id_number", "number", "village")
    )
    where = (
        (FROM(lang), sheet.from_),
        (TO(lang), sheet.to),
        *((w.label(transfer, name), w.say(transfer, name)) for name in ("on", "reason", "contact", "phone", "note")),
    )
    counts = tuple((label(lang), str(n)) for label, n in sheet.counts.values())
    item = (Column(title=ITEM(lang), width=24, kind="text"), Column(title=COUNT(lang), width=8, kind="number"))
    boxes = tuple(
        SignatureBox(
            who=f"{said(lang)}　{office}",
            lines=tuple(s(lang) for s in SIGNERS),
            seal=SEAL(lang),
            date=DATE_LINE(lang),
        )
        for said, office in ((GIVES, sheet.from_), (TAKES, sheet.to))
    )
    blocks: list[Block] = [
        FormTitle(text=TITLE(lang), left=number, right=NUMBER(lang, day=w.day(transfer.on))),
        Grid(columns=(*pair, *pair), rows=_side_by_side(who, 2)),
        Section(text=WHERE(lang)),
        Grid(columns=(*pair, *pair), rows=_side_by_side(where, 2)),
        Section(text=CONTENT(lang)),
        Grid(columns=item * 3, rows=_side_by_side(counts, 3), empty=NOTHING(lang)),
        Paragraph(text=NOTE(lang), style="note"),
        Signatures(boxes=boxes),
    ]
    return Document(
        title=f"{TITLE(lang)} {child.name}",
        lang=lang,
        blocks=tuple(blocks),
        author=sheet.office,
        header=(sheet.office, w.join(child.name, number)),
        footer=foot(lang, sheet.printed_by, sheet.printed_at),
        made=sheet.printed_at.isoformat(timespec="seconds"),
    )


def _side_by_side(rows: Sequence[tuple[str, str]], n: int) -> tuple[tuple[str, ...], ...]:
    """So many pairs on a line: the sheet is one page."""
    full = [*rows, *[("", "")] * (-len(rows) % n)]
    return tuple(tuple(text for pair in full[at : at + n] for text in pair) for at in range(0, len(full), n))
