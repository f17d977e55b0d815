"""The responsibility certificate (责任状): who answers for a household, by what measures, until when; to be signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.document import (
    BLANK,
    Block,
    Cell,
    Document,
    Form,
    Paragraph,
    Row,
    SignatureBox,
    Signatures,
    Space,
    label,
    value,
)
from casefiles.domain.entities import ENTITIES
from casefiles.domain.words import Label
from casefiles.papers.footing import foot
from casefiles.papers.wording import Wording

if TYPE_CHECKING:
    from datetime import datetime

    from casefiles.domain.words import Lang
    from casefiles.ports import Record

TITLE = Label("结对帮扶责任状", "Responsibility certificate")
PROMISE = Label(
    "为帮助{family}解决实际困难，保障家中未成年人健康成长，责任人{who}自愿与该户结对，承诺在{due}前落实下列帮扶措施，"
    "按期兑现，接受监督。",
    "To help the household of {family} and the children in it, {who} takes on this household and promises to carry out "
    "the measures below by {due}, and to answer for them.",
)
HOUSE = Label("户主", "Head")
PLACE = Label("住址", "Address")
CHILDREN = Label("家中儿童", "Children")
ECONOMY = Label("经济类型", "Economic type")
FAMILY = Label("{name}家庭", "{name}")
SIGNED = Label(
    "本责任状一式三份，责任人、该户、本单位各执一份。",
    "Three copies: the one who answers, the household, the office.",
)
WHO_SIGNS = Label("责任人", "Who answers")
HOUSE_SIGNS = Label("户主或监护人", "Head or guardian")
OFFICE_SIGNS = Label("关心下一代\n工作委员会", "Committee")
SIGN = Label("（签字）：", "(signature):")
SEAL = Label("（盖章）", "(seal)")
DATE_LINE = Label("年　　月　　日", "Date:                    ")
SOON = Label("约定期限", "the agreed day")
RESULT = Label("兑现情况", "Result")
STABLE = Label("稳定情况", "Stability")
HEADER = Label("{office}　责任状", "{office} · Responsibility certificate")
_ALL = 18


def compose(
    pledge: Record,
    household: Record,
    children: list[Record],
    office: str,
    by: str,
    at: datetime,
    lang: Lang,
    *,
    masked: bool,
) -> Document:
    """One A4 sheet: the promise, the household, the measures, what came of it, three places to sign."""
    w = Wording(lang, masked)
    spec, home = ENTITIES["pledge"].typed(pledge.values), ENTITIES["household"].typed(household.values)
    due = w.say(spec, "due", SOON(lang))
    family = FAMILY(lang, name=w.say(home, "name"))
    names = "、".join(str(c.values.get("name") or "") for c in children) or BLANK
    place = w.join(w.say(home, "village"), w.say(home, "hamlet"), w.say(home, "address"))

    def line(*pairs: tuple[str, str]) -> Row:
        wide = _ALL // len(pairs) - 3
        cells: list[Cell] = []
        for title, text in pairs:
            cells += [label(title, 3), value(text, wide)]
        return Row(cells=tuple(cells), height="low")

    def field(name: str) -> tuple[str, str]:
        return w.label(spec, name), w.say(spec, name)

    measures = w.say(spec, "measures")
    stable = [w.label(spec, n) + "：" + w.say(spec, n) for n in ("stable_6", "stable_12")]
    rows = (
        line((HOUSE(lang), w.say(home, "name")), (w.label(home, "phone"), w.say(home, "phone"))),
        line((PLACE(lang), place), (ECONOMY(lang), w.say(home, "economy"))),
        Row(cells=(label(CHILDREN(lang), 3), Cell(text=names, kind="text", cols=_ALL - 3)), height="low"),
        line(field("who"), field("unit")),
        line(field("route"), field("due")),
        Row(
            cells=(
                label(w.label(spec, "measures"), 3),
                Cell(text=measures, kind="narrative" if measures != BLANK else "text", cols=_ALL - 3),
            ),
            height="writing",
            grow=3,
        ),
        line(field("result"), field("done_on")),
        Row(cells=(label(STABLE(lang), 3), Cell(text="　".join(stable), kind="text", cols=_ALL - 3)), height="low"),
        Row(
            cells=(label(w.label(spec, "evidence"), 3), Cell(text=w.say(spec, "evidence"), kind="text", cols=_ALL - 3)),
            height="normal",
        ),
    )
    seals = (("", WHO_SIGNS), ("", HOUSE_SIGNS), (SEAL(lang), OFFICE_SIGNS))
    boxes = tuple(
        SignatureBox(who=who(lang), lines=(SIGN(lang),), seal=seal, date=DATE_LINE(lang)) for seal, who in seals
    )
    blocks: tuple[Block, ...] = (
        Paragraph(text=TITLE(lang), style="title"),
        Paragraph(text=PROMISE(lang, family=family, who=w.say(spec, "who"), due=due), style="body"),
        Space(lines=0.5),
        Form(columns=(1.0,) * _ALL, rows=rows),
        Signatures(boxes=boxes),
        Paragraph(text=SIGNED(lang), style="note"),
    )
    return Document(
        title=f"{TITLE(lang)} {w.say(home, 'name')}",
        lang=lang,
        blocks=blocks,
        header=(HEADER(lang, office=office), ""),
        footer=foot(lang, by, at),
        numbered=False,
    )


__all__ = ["compose"]
