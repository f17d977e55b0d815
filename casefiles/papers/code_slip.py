"""The slips that carry a one-time code (邀请单), half a sheet: for whom it is, the code large, what to do with it, and
two signatures. They name no person of any file. The code is kept nowhere: a slip is made while it is on the screen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from casefiles.domain.codes.lists import OFFICE_LEVEL
from casefiles.domain.document import (
    Block,
    Document,
    Form,
    FormTitle,
    Paragraph,
    Row,
    Space,
    label,
    value,
)
from casefiles.domain.words import Label
from casefiles.papers.footing import foot
from casefiles.papers.handing import signatures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.words import Lang
    from casefiles.exchange.helping import Given
    from casefiles.exchange.inviting import Invite
    from casefiles.office import Office

APART = Label("与U盘分开保管、分开送达", "Never together with the stick")
INVITATION = Label("新电脑邀请单", "Invitation of a computer")
FROM, FOR = Label("邀请单位", "Invited by"), Label("受邀单位", "Invited")
AREA, LEVEL = Label("区划代码", "Division code"), Label("级别", "Level")
WHEN = Label("签发时间", "Written")
FILE = Label("邀请文件", "Invitation file")
RECORDS = Label("一起的档案", "Records along")
PACKAGE = Label("{n} 条变更，{file}", "changes: {n}, {file}")
NONE = Label("没有", "none")
CODE = Label("邀请码", "Code")
STEPS = (
    Label(
        "在新电脑上打开“进家门”，选“我有上级的邀请文件”，选U盘上的邀请文件（档案数据包要放在它旁边）。",
        "Open Doorstep on the new computer, choose “I have an invitation”, and choose the file on the stick; the "
        "package with the records stays beside it.",
    ),
    Label(
        "输入邀请码，设好自己的密码，就可以开始工作。",
        "Type the code, choose a passphrase of your own, and begin to work.",
    ),
    Label(
        "第一个数据包带回邀请单位。对方导入后，两边屏幕显示同样的六位数字，请打电话核对：",
        "Take the first package to the office that invited you. After its import both screens show the same six "
        "digits; compare them by telephone:",
    ),
    Label(
        "邀请码只能用于一台电脑。单子或U盘丢了，马上告诉邀请单位，邀请会作废。",
        "The code serves one computer. If the slip or the stick is lost, tell the office that invited you at once: it "
        "withdraws the invitation.",
    ),
)
HELP = Label("重设密码单", "Help with a passphrase")
HELPER, HELPED = Label("帮助单位", "Helped by"), Label("求助单位", "Asked by")
ANSWER_FILE = Label("解锁文件", "Answer")
DIGITS_OF = Label("核对数字", "Digits compared")
UNLOCK_CODE = Label("解锁码", "Code")
HELP_STEPS = (
    Label(
        "在求助的那台电脑上打开“进家门”，选“忘记密码？”，选U盘上的解锁文件。别的电脑打不开它。",
        "Open Doorstep on the computer that asked, choose “Passphrase forgotten?”, and choose the file on the stick; "
        "it opens on no other computer.",
    ),
    Label("输入解锁码，设新密码。档案一条不少。", "Type the code and set a new passphrase. No record is lost."),
    Label(
        "解锁码只能用一次，用后销毁这张单子。两边都有记录可查。",
        "The code serves once: destroy this slip afterwards. Both offices have written down that help was given.",
    ),
)
DIGITS = "□ □ □ □ □ □"
GIVES, TAKES = Label("签发人：", "Given by:"), Label("领取人：", "Taken by:")


def invitation(office: Office, made: Invite, lang: Lang) -> Document:
    """The slip of an invitation that was just written."""
    at = datetime.fromtimestamp(office.clock.now_ms() / 1000)
    first, when = made.first, datetime.fromtimestamp(made.made_ms / 1000)
    along = NONE(lang) if first is None else PACKAGE(lang, n=first.count, file=first.path.name)
    rows = [
        _row(FROM(lang), office.home.name),
        _row(FOR(lang), made.name),
        Row(
            cells=(
                label(AREA(lang), 2), value(made.office, 2),
                label(LEVEL(lang), 2), value(OFFICE_LEVEL.label(made.level)(lang), 2),
            ),
            height="low",
        ),
        _row(WHEN(lang), f"{when:%Y-%m-%d %H:%M}"),
        _row(FILE(lang), made.path.name, "small"),
        _row(RECORDS(lang), along, "small"),
    ]  # fmt: skip
    return _slip(office, INVITATION(lang), made.mark[:8], rows, CODE(lang), made.code, STEPS, at, lang)


def answer(office: Office, made: Given, lang: Lang) -> Document:
    """The slip of a help with a forgotten passphrase that was just given."""
    at = datetime.fromtimestamp(office.clock.now_ms() / 1000)
    when = datetime.fromtimestamp(made.made_ms / 1000)
    rows = [
        _row(HELPER(lang), office.home.name),
        _row(HELPED(lang), f"{made.name} {made.office}"),
        _row(WHEN(lang), f"{when:%Y-%m-%d %H:%M}"),
        _row(ANSWER_FILE(lang), made.path.name, "small"),
        _row(DIGITS_OF(lang), made.check),
    ]
    return _slip(office, HELP(lang), made.mark[:8], rows, UNLOCK_CODE(lang), made.code, HELP_STEPS, at, lang)


def _row(name: str, text: str, kind: str = "text") -> Row:
    return Row(cells=(label(name, 2), value(text, 6, kind="small" if kind == "small" else "text")), height="low")


def _slip(
    office: Office,
    title: str,
    mark: str,
    rows: Sequence[Row],
    called: str,
    code: str,
    steps: Sequence[Label],
    at: datetime,
    lang: Lang,
) -> Document:
    """One page A5."""
    signed = signatures(lang, GIVES, TAKES, "normal")
    blocks: list[Block] = [
        FormTitle(text=title, left=called, right=APART(lang)),
        Paragraph(text=code, style="title"),
        Form(columns=(1.0,) * 8, rows=(*rows, signed)),
        Space(lines=0.3),
    ]
    for number, step in enumerate(steps, 1):
        said = f"{number}. {step(lang)}"
        blocks.append(Paragraph(text=f"{said} {DIGITS}" if said.endswith(("：", ":")) else said, style="note"))
    return Document(
        title=f"{title} {mark}",
        lang=lang,
        blocks=tuple(blocks),
        author=office.home.name,
        header=(office.home.name, mark),
        footer=foot(lang, office.me.name, at, secret=True),
        sheet="half",
        made=at.isoformat(timespec="seconds"),
    )
