"""Three recovery sheets (恢复单), a page each: whose it is, the code in groups of four, the same as a square, what it
is for and how it is kept, and two people who sign for it. Whoever needs one may read it years later, and may not be the
one who printed it: what to do stands on it in both languages. The codes are kept nowhere: the paper is made while they
are on the screen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from casefiles.domain import sheetcode
from casefiles.domain.document import (
    Block,
    Cell,
    Document,
    Form,
    FormTitle,
    PageBreak,
    Paragraph,
    QRCode,
    Row,
    Space,
    label,
    value,
)
from casefiles.domain.words import Label
from casefiles.papers.footing import foot

if TYPE_CHECKING:
    from casefiles.domain.keysheets import Drawn
    from casefiles.domain.words import Lang
    from casefiles.office import Office

NAME = Label("恢复单", "Recovery sheets")
TITLE = Label("恢复单　第 {n} 张，共 3 张", "Recovery sheet {n} of 3")
SEALED = Label("装进信封封好，不拍照、不复印", "Seal it in an envelope; never photograph or copy it")
SECRET = Label("保密：有两张就能打开全部档案", "Secret: any two open all files")
OFFICE, AREA = Label("单位", "Office"), Label("区划代码", "Division code")
MADE, SET = Label("制作日期", "Made on"), Label("组号", "Set")
SET_NOTE = Label(
    "三张的组号相同；组号不同的不能一起用", "The same on all three; sheets of different sets do not go together"
)
LINE = Label("第 {n} 行", "Line {n}")
SQUARE = Label("可用扫码枪输入", "May be typed by a scanner")
STEPS = (
    Label(
        "用途：谁也不记得密码时，用三张恢复单中的任意两张，在原来的电脑上（或用备份）设新密码，打开全部档案。"
        "一张打不开任何东西；只有单子、没有电脑或备份，也打不开。",
        "What for: when nobody knows a passphrase any more, any two of the three set a new one and open all files, on "
        "the computer or with a backup. One alone opens nothing, nor do they without the computer or a backup.",
    ),
    Label(
        "保管：三张交给三个人（例如负责人、经办人、单位保险柜），各自装进信封，封口处签名、写日期。不要和电脑、备份放在一起。",
        "Keeping: give them to three people (say the head, the clerk, the safe), each sealed in an envelope, signed "
        "and dated across its flap, and not where the computer or a backup is.",
    ),
    Label(
        "使用：打开“进家门”，选“忘记密码？”、“用两张恢复单”，输入两张的码（每张四行），设新密码。用过以后重新制作一组。",
        "Use: in Doorstep choose “Passphrase forgotten?”, “With two recovery sheets”, type both codes (four lines "
        "each) and a new passphrase. Then make a new set.",
    ),
    Label(
        "丢了一张，或信封被拆过：马上重新制作一组，旧的三张随即作废，请销毁。",
        "One is lost, or its envelope was opened: make a new set at once, and destroy the old three, which are void.",
    ),
)
GONE = Label(
    "这组恢复单已不再显示。没有打印好的，请重新制作一组。",
    "These sheets are shown no more. If they were not printed, make new ones.",
)
KEEPER, WITNESS = Label("保管人：", "Kept by:"), Label("见证人：", "Witness:")
SEALED_ON = Label("封存日期：", "Sealed on:")


def compose(office: Office, drawn: Drawn, lang: Lang) -> Document:
    """All three, a page A4 each."""
    at = datetime.fromtimestamp(office.clock.now_ms() / 1000)
    blocks: list[Block] = []
    for sheet in drawn.sheets:
        blocks += [PageBreak()] if blocks else []
        blocks += _sheet(office, drawn, sheet.number, lang)
    return Document(
        title=f"{NAME(lang)} {drawn.set}",
        lang=lang,
        blocks=tuple(blocks),
        author=office.home.name,
        header=(office.home.name, f"{SET(lang)} {drawn.set}"),
        footer=foot(lang, office.me.name, at, secret=SECRET),
        numbered=False,
        made=at.isoformat(timespec="seconds"),
    )


def gone(office: Office, lang: Lang) -> Document:
    """What stands in the place of sheets that were made valid, or thrown away, since."""
    at = datetime.fromtimestamp(office.clock.now_ms() / 1000)
    return Document(
        title=NAME(lang), lang=lang, blocks=(FormTitle(text=NAME(lang)), Paragraph(text=GONE(lang))),
        author=office.home.name, header=(office.home.name, ""), made=at.isoformat(timespec="seconds"),
    )  # fmt: skip


def _sheet(office: Office, drawn: Drawn, number: int, lang: Lang) -> list[Block]:
    day = datetime.fromtimestamp(drawn.made_ms / 1000).date().isoformat()
    lines = drawn.lines(number)
    rows = [
        Row(cells=(label(OFFICE(lang), 2), value(office.home.name, 8, kind="text")), height="low"),
        Row(
            cells=(
                label(AREA(lang), 2), value(office.home.code, 3), label(MADE(lang), 2), value(day, 3),
            ),
            height="low",
        ),
        Row(
            cells=(
                label(SET(lang), 2), Cell(text=drawn.set, kind="code", cols=3),
                value(SET_NOTE(lang), 5, kind="small"),
            )
        ),
    ]  # fmt: skip
    for place, line in enumerate(lines):
        groups = (
            Cell(text=" ".join(group), kind="code", cols=2)
            for group in sheetcode.spaced(line).split()
        )
        rows.append(Row(cells=(label(LINE(lang, n=place + 1), 2), *groups), height="writing", group=not place))
    other: Lang = "en" if lang == "zh" else "zh"
    signed = Form(
        columns=(1.0,) * 2,
        rows=(
            Row(cells=tuple(Cell(sign=(f"{who(lang)}|", f"{SEALED_ON(lang)}|")) for who in (KEEPER, WITNESS))),
        ),
    )
    return [
        FormTitle(text=TITLE(lang, n=number), left=NAME(other), right=SEALED(lang)),
        Form(columns=(1.0,) * 10, rows=tuple(rows)),
        QRCode(text="".join(lines), caption=SQUARE(lang)),
        *(Paragraph(text=f"{at}. {step(lang)}", style="plain") for at, step in enumerate(STEPS, 1)),
        *(Paragraph(text=f"{at}. {step(other)}", style="note") for at, step in enumerate(STEPS, 1)),
        Space(lines=0.4),
        signed,
    ]
