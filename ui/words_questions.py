"""What the window and the console say of questions that are sent back with reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.codes.lists import QUESTION_REASON
from casefiles.domain.entities import BY_PREFIX, PLACED
from casefiles.domain.words import Label
from ui.veiled import running

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.words import Lang

TO_ANSWER = Label("退回待答复的问题", "Returned with a question")
TO_ANSWER_HELP = Label(
    "上级退回的问题。改好档案，或写明为什么不改，再答复；答复随下一个数据包送去。",
    "Questions that an office above sent back. Put the file right or say why not, and answer; the next package takes "
    "it there.",
)
TO_SETTLE = Label("已答复待了结的问题", "Answers to look at")
TO_SETTLE_HELP = Label(
    "本单位提出的问题有了答复。核对后了结；不满意的，另提一个问题。",
    "Questions of this office that were answered. Settle them once they are right; otherwise ask another one.",
)
LINE = Label("{about}{reason}：{text}（{office}，{day}）", "{about}{reason}: {text} ({office}, {day})")
ANSWER_LINE = Label("{about}{text} → {answer}（{day}）", "{about}{text} → {answer} ({day})")
ABOUT = Label("“{what}” ", "{what} - ")
ASKED = Label(
    "已退回，编号 {id}。下一个数据包会送到保存档案的单位。",
    "Sent back as {id}. The next package takes it to the office that keeps the file.",
)
ANSWERED = Label("已答复，随下一个数据包送去。", "Answered; the next package takes it there.")
SETTLED = Label("已了结。", "Settled.")
WITHDRAWN = Label("已撤回。", "Withdrawn.")
NONE = Label(
    "这里没有待答复、待了结的问题。看一份档案的全部问题：questions 编号。",
    "No question waits for an answer or a look here. All of a file: questions ID.",
)
OF_WHOM, OF_WHAT, ID = Label("档案", "File"), Label("所问", "Asked about"), Label("编号", "Id")
ALL_OF_IT = Label("整份档案", "all of it")
NOT_HERE = Label("（档案不在本机）", "(file not here)")
NEXT = Label(
    "答复：answer 编号 内容；了结本单位提出的：settle 编号。",
    "Answer one: answer ID TEXT; settle one of this office: settle ID.",
)
COMMANDS: dict[str, Label] = {
    "ask": Label("退回一条记录，并写明要核实的问题", "send a record back with a question"),
    "questions": Label("退回的问题：待答复、待了结，或一份档案的", "questions sent back: the open ones, or a file's"),
    "answer": Label("答复退回的问题", "answer a question that was sent back"),
    "settle": Label("了结或撤回本单位提出的问题", "settle or withdraw a question of this office"),
}


def about(of: str, field: str, lang: Lang) -> str:
    """What a question asks about: the field, by its name; of a record that is no file its kind too. "" for a file as a
    whole."""
    entity = BY_PREFIX.get(of.partition("-")[0])
    if entity is None:
        return ""
    kind = "" if entity.name in PLACED else entity.label(lang)
    asked = entity.fields[field].label(lang) if field in entity.fields else field
    return " · ".join(part for part in (kind, asked) if part)


def said(worklist: str, more: Mapping[str, str], day: str, lang: Lang) -> str:
    """What a line of the two worklists says."""
    what = about(more.get("of", ""), more.get("field", ""), lang)
    lead = ABOUT(lang, what=what) if what else ""
    if worklist == "answers":
        asked, answer = running(more.get("text")), running(more.get("answer"))
        return ANSWER_LINE(lang, about=lead, text=asked, answer=answer, day=day)
    reason = QUESTION_REASON.label(more.get("reason", ""))(lang)
    office = more.get("asked_office", "")
    return LINE(lang, about=lead, reason=reason, text=running(more.get("text")), office=office, day=day)
