"""What to type next, behind a sentence that leads into the window: for whoever reads it at the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.problems import Problem
    from casefiles.domain.words import Lang

_COMPUTERS = Label("命令：computers（列出电脑和单位）。", "At the console: computers lists them.")
_BEYOND = Label(
    "命令：out-of-scope 列出；out-of-scope 编号 --adopt 采用，--leave 不采用。",
    "At the console: out-of-scope lists them; out-of-scope ID --adopt takes one over, --leave leaves it.",
)
_CARD = Label(
    "命令：对方用 card --to 文件夹 写名片，本单位 accept 文件。",
    "At the console: they write a card with card --to DIR, this office takes it with accept FILE.",
)
_MATCHES = Label(
    "命令：list match --where child=编号 列出；unmatch 结对编号 --on 日期 --reason 原因。",
    "At the console: list match --where child=ID lists them; unmatch MATCH --on DATE --reason CODE.",
)
_CHECK = Label(
    "命令：add mentor_check mentor=编号 on=日期 result=结果（字段见 docs/fields.md）。",
    "At the console: add mentor_check mentor=ID on=DATE result=RESULT (fields: docs/fields.md).",
)
_HEARD = Label(
    "命令：inbox --forget 编号（知道了），或 block 编号 --reason 原因。",
    "At the console: inbox --forget KEY (heard), or block KEY --reason CODE.",
)
GIVE = Label(
    "核对一致后，再加 --to 文件夹 写出解锁文件。", "Once the digits agree, add --to DIR to write the answer."
)
TAKE = Label(
    "对方：take-help 文件，输入解锁码和新密码。", "They: take-help FILE, then the code and a new passphrase."
)
ASKED = Label(
    "对方：give-help 文件 --to 文件夹；拿回解锁文件后，这里用 take-help 文件。",
    "They: give-help FILE --to DIR; with the answer, here: take-help FILE.",
)
NEXT: Mapping[str, Label] = {
    "FORKED": Label(
        "命令：forks 列出；fork-answer {value} copied（复制的电脑）、restored（恢复的备份）或 blocked"
        "（原因不明，停用）。",
        "At the console: forks lists them; fork-answer {value} copied (a copied computer), restored (a backup put "
        "back) or blocked (nobody knows).",
    ),
    "BACKUP_NEWER": Label(
        "命令：restore 那个文件夹；仍要旧的，加 --yes。", "At the console: restore that folder, or add --yes."
    ),
    "NO_FORK": Label("命令：forks。", "At the console: forks."),
    "REVOKED_SENDER": Label(
        "命令：aside 单位 查看；accept-blocked 单位 接收，leave-aside 单位 不采用。",
        "At the console: aside OFFICE shows them; accept-blocked OFFICE takes them in, leave-aside OFFICE does not.",
    ),
    "OUT_OF_SCOPE": _BEYOND,
    "NOTHING_BEYOND": _BEYOND,
    "CARD_BLOCKED": Label("命令：accept 文件 --replace。", "At the console: accept FILE --replace."),
    "CARD_CHANGED": Label("命令：accept 文件 --replace。", "At the console: accept FILE --replace."),
    "UNKNOWN_DEVICE": _COMPUTERS,
    "NOT_BLOCKED": _COMPUTERS,
    "BLOCKED_OFFICE": Label(
        "命令：invite --for 区划代码 --name 名称 --level 级别 --to 文件夹，或 accept 名片 --replace。",
        "At the console: invite --for AREA --name NAME --level LEVEL --to DIR, or accept CARD --replace.",
    ),
    "CHILD_HAS_MENTOR": Label(
        "命令：match 儿童 五老 --lead（新来的牵头），或先 match 再 lead 结对编号；结束原来的用 unmatch。",
        "At the console: match CHILD MENTOR --lead (the new one leads), or lead MATCH; unmatch ends the other.",
    ),
    "NOT_FOUND": Label(
        "命令：find 姓名 可查编号。", "At the console: find NAME tells the id."
    ),
    "INVITE_NAME": Label(
        "命令：invitations 列出，withdraw-invitation 编号 作废。",
        "At the console: invitations lists them, withdraw-invitation takes one back.",
    ),
    "NO_INVITATION": Label("命令：invitations。", "At the console: invitations."),
    "INVITE_USED": Label("命令：invitations、invite。", "At the console: invitations, invite."),
    "INVITE_DONE": Label("命令：block 单位 --reason 原因。", "At the console: block OFFICE --reason CODE."),
    "NOT_A_BUNDLE": Label(
        "命令：单位名片用 accept，邀请用 new-office --invitation 或 take-invitation，求助文件用 give-help。",
        "At the console: a card with accept, an invitation with new-office --invitation or take-invitation, a request "
        "for help with give-help.",
    ),
    "FIRST_MISSING": Label("命令：import 文件或文件夹。", "At the console: import FILE_OR_DIR."),
    "NO_WAY_BACK": Label(
        "命令：sheets make --out 文件.pdf，或 user-add。", "At the console: sheets make --out FILE.pdf, or user-add."
    ),
    "SHEETS_USED": Label("命令：sheets make --out 文件.pdf。", "At the console: sheets make --out FILE.pdf."),
    "UNKNOWN_OFFICE": _CARD,
    "UNKNOWN_SENDER": _CARD,
    "NO_PACKAGE": Label(
        "命令：sync-status、receipt-check 核对码。", "At the console: sync-status, or receipt-check CODE."
    ),
    "RECEIPT_UNKNOWN": Label(
        "命令：import 文件夹，再 receipt-check 核对码。", "At the console: import DIR, then receipt-check CODE."
    ),
    "WAITING": Label(
        "命令：inbox 看在等什么；import 更早的文件。", "At the console: inbox says what waits; import the earlier FILE."
    ),
    "FILE_HAS_MENTOR": _MATCHES,
    "CAME_BACK_NONE": Label("命令：match 儿童 五老。", "At the console: match CHILD MENTOR."),
    "RENEWED": _HEARD,
    "RENEWED_TWICE": _HEARD,
    "MENTOR_NOT_CHECKED": _CHECK,
    "MENTOR_CHECK_EXPIRED": _CHECK,
}


def told(problem: Problem, lang: Lang) -> str:
    """The sentence of a problem, and what to type where it leads into the window."""
    more = NEXT.get(problem.code)
    gap = "" if lang == "zh" else " "
    return problem.say(lang) + (gap + more(lang, value=problem.value) if more is not None else "")
