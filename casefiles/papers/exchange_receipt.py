"""The slip of a package (数据交接单), half a sheet: what was handed over or taken in, the code by which both sides know
it for the same, and room for two signatures. It names no person of any file."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from casefiles.domain.document import (
    Block,
    Cell,
    Document,
    Form,
    FormTitle,
    Paragraph,
    QRCode,
    Row,
    label,
    value,
)
from casefiles.domain.entities import ENTITIES
from casefiles.domain.words import Label
from casefiles.exchange import said
from casefiles.exchange.slips import slip
from casefiles.papers.footing import foot
from casefiles.papers.handing import signatures

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from casefiles.exchange.slips import Slip
    from casefiles.office import Office

NAME = Label("数据交接单", "Slip of a package")
TITLES = {
    "out": Label("数据交接单（送出）", "Data handed over"),
    "in": Label("数据交接单（收到）", "Data taken in"),
}
FROM, TO = Label("送出单位", "From"), Label("接收单位", "To")
AT = {"out": Label("导出时间", "Written"), "in": Label("导入时间", "Taken in")}
CHANGES = Label("变更", "Changes")
CHANGES_ARE = Label("{n} 条", "{n}")
CHANGES_NEW = Label("{all} 条，这里没有的 {n} 条", "{all}, new here {n}")
NUMBERS = Label("变更号", "Numbers")
RANGE = Label("送出单位第 {first} 至 {last} 号", "{first} to {last} of the sender's own")
RECORDS = Label("涉及记录", "Records")
NO_RECORDS = Label("只有回执，没有变更", "A receipt alone, no changes")
FILE = Label("文件", "File")
SIZE = Label("{size} 字节", "{size} bytes")
CODE = Label("核对码", "Code")
STANDING = Label("打印时，{said}。", "When this was printed, {said}. ")
HOW = Label(
    "对方导入后，在交换页或用 receipt-check 输入核对码，或扫二维码：查到同一个数据包，交接就完成了。",
    "After the import the other side types the code on the exchange page or after receipt-check, or scans the square: "
    "when it finds the same package, the handing over is complete.",
)
GIVES, TAKES = Label("交出人：", "Given by:"), Label("接收人：", "Taken by:")
MOST_KINDS = 6


def of_package(office: Office, package: str, lang: Lang) -> Document:
    """The slip of a package by its id or code. Refusals: NO_PACKAGE, RECEIPT_UNKNOWN, RECEIPT_TYPO."""
    at = datetime.fromtimestamp(office.clock.now_ms() / 1000)
    one = slip(office, package)
    return compose(one, office.home.name, office.me.name, at, lang, said.on_slip(office, one, lang))


def compose(one: Slip, home: str, by: str, at: datetime, lang: Lang, standing: str = "") -> Document:
    """One page A5. `standing`: what they, or we, have up to which day."""
    sides = (home, one.name) if one.direction == "out" else (one.name, home)
    when = datetime.fromtimestamp(one.at_ms / 1000)
    rows = [
        Row(cells=(label(FROM(lang), 2), value(sides[0], 6, kind="text")), height="low"),
        Row(cells=(label(TO(lang), 2), value(sides[1], 6, kind="text")), height="low"),
        Row(
            cells=(
                label(AT[one.direction](lang), 2), value(f"{when:%Y-%m-%d %H:%M}", 2),
                label(CHANGES(lang), 2), value(_changes(one, lang), 2),
            ),
            height="low",
        ),
    ]  # fmt: skip
    if one.last:
        told = RANGE(lang, first=one.first, last=one.last)
        rows.append(Row(cells=(label(NUMBERS(lang), 2), value(told, 6, kind="text")), height="low"))
    rows += [
        Row(cells=(label(RECORDS(lang), 2), value(_kinds(one, lang), 6, kind="text")), height="low"),
        Row(cells=(label(FILE(lang), 2), value(one.file, 6, kind="small")), height="low"),
        Row(cells=(label("SHA-256", 2), value(f"{one.sha256[:32]} {one.sha256[32:]}", 6, kind="small")), height="low"),
        Row(cells=(label(CODE(lang), 2), Cell(text=one.code, kind="large", cols=6, align="centre")), group=True),
    ]
    signed = signatures(lang, GIVES, TAKES, "tall")
    blocks: list[Block] = [
        FormTitle(text=TITLES[one.direction](lang), left=one.package[:8], right=SIZE(lang, size=f"{one.bytes:,}")),
        Form(columns=(1.0,) * 8, rows=(*rows, signed)),
        QRCode(text=one.square, caption=one.code),
        Paragraph(text=STANDING(lang, said=standing) + HOW(lang) if standing else HOW(lang), style="note"),
    ]
    return Document(
        title=f"{NAME(lang)} {one.code}",
        lang=lang,
        blocks=tuple(blocks),
        author=home,
        header=(home, one.code),
        footer=foot(lang, by, at, public=True),
        sheet="half",
        made=at.isoformat(timespec="seconds"),
    )


def _changes(one: Slip, lang: Lang) -> str:
    """How many changes are in it: the same number on both sides' slips; of one that came how many were new, where not
    all were."""
    if one.direction == "in" and one.whole > one.changes:
        return CHANGES_NEW(lang, all=one.whole, n=one.changes)
    return CHANGES_ARE(lang, n=one.changes)


def _kinds(one: Slip, lang: Lang) -> str:
    """How many records of each kind, the most frequent first."""
    if not one.records:
        return NO_RECORDS(lang)
    kinds = [f"{ENTITIES[e].plural(lang) if e in ENTITIES else e} {n}" for e, n in one.records.items()]
    more = sum(list(one.records.values())[MOST_KINDS:])
    shown = ("、" if lang == "zh" else ", ").join(kinds[:MOST_KINDS])
    return f"{shown} … {more}" if more else shown


def _compose(office: Office, row: str, lang: Lang, _masked: bool) -> Document:
    return of_package(office, row, lang)


PAPERS = (("exchange-receipt", NAME, "office", _compose),)
"""name, label, entity, compose: as printing lists it"""
