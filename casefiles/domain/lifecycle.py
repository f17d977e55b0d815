"""The life of a file: verified, closed, reopened, moved to another office, and the papers and photos kept with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import (
    ATTACHMENT_KIND,
    CLOSE_OUTCOME,
    FILE_EVENT,
    TRANSFER_REASON,
    TRANSFER_STATE,
    VERIFY_RESULT,
    VISIT_KIND,
)
from casefiles.domain.problems import Problem
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from casefiles.domain.fieldtypes import Stored


@c.record
class Verification:
    """Somebody checked that what a file says is still so."""

    child: str = c.ref("儿童", "Child", "child", section="verification", required=True)
    on: date | None = c.day("核实日期", "Verified on", section="verification", required=True, listed=True)
    how: str = c.choice("核实方式", "How", VISIT_KIND, section="verification", listed=True)
    result: str = c.choice(
        "核实结果", "Result", VERIFY_RESULT, section="verification", required=True, listed=True
    )
    by: str = c.name("核实人", "Verified by", section="verification", listed=True)
    note: str = c.text("备注", "Notes", section="verification", limit=300)


VERIFICATION = c.entity(
    Verification,
    name="verification",
    label=Label("信息核实", "Verification"),
    plural=Label("信息核实", "Verifications"),
    prefix="vf",
    title="on",
    sections={"verification": Label("核实", "Verification")},
)


@c.record
class FileEvent:
    """A file was closed or opened again, with the reason. The newest one says whether the file is open."""

    child: str = c.ref("儿童", "Child", "child", section="event", required=True)
    kind: str = c.choice("事项", "What happened", FILE_EVENT, section="event", required=True, listed=True)
    on: date | None = c.day("日期", "Date", section="event", required=True, listed=True)
    outcome: str = c.choice(
        "结案结果", "Outcome", CLOSE_OUTCOME, section="event", listed=True, shown_when=("kind", "closed")
    )
    reason: str = c.text("原因", "Reason", section="event", required=True, listed=True, limit=300)
    by: str = c.name("经办人", "By", section="event")
    told: str = c.text("已告知", "Who was told", section="event", limit=200)


def event_problems(values: Mapping[str, Stored]) -> Iterator[Problem]:
    """A closing says what came of it."""
    if values.get("kind") == "closed" and not values.get("outcome"):
        yield Problem("CLOSING_NO_OUTCOME", "file_event", field="outcome")


FILE_EVENT_ENTITY = c.entity(
    FileEvent,
    name="file_event",
    label=Label("结案与启用", "Closing and reopening"),
    plural=Label("结案与启用", "Closings and reopenings"),
    prefix="fe",
    title="on",
    sections={"event": Label("结案与启用", "Closing and reopening")},
)


@c.record
class Transfer:
    """A child's file goes to another office, as a parcel; its matches are closed or handed over before."""

    child: str = c.ref("儿童", "Child", "child", section="transfer", required=True)
    on: date | None = c.day("移交日期", "Handed over on", section="transfer", required=True, listed=True)
    to_area: str = c.area("接收单位区划", "To the office of", section="transfer", required=True, listed=True)
    from_area: str = c.area("移出单位区划", "From the office of", section="transfer", listed=True)
    reason: str = c.choice(
        "移交原因", "Reason", TRANSFER_REASON, section="transfer", required=True, listed=True
    )
    contact: str = c.name("接收单位联系人", "Contact there", section="transfer")
    phone: str = c.phone("联系电话", "Phone", section="transfer")
    note: str = c.notes("移交说明", "What the other office should know", section="transfer", limit=1000)
    state: str = c.choice("接收情况", "State", TRANSFER_STATE, section="answer", listed=True)
    answered_on: date | None = c.day("答复日期", "Answered on", section="answer", listed=True)
    answer: str = c.text("答复说明", "Answer", section="answer", limit=300)


TRANSFER = c.entity(
    Transfer,
    name="transfer",
    label=Label("档案移交", "Transfer"),
    plural=Label("档案移交", "Transfers"),
    prefix="tr",
    title="on",
    sections={"transfer": Label("移交", "Transfer"), "answer": Label("答复", "Answer")},
)


@c.record
class Attachment:
    """A photo or scan. `sha256` is the hash of the bytes kept, and finds them; `original` that of the file as it came,
    which differs when a large photo was made smaller. `of` is the record it belongs to, of whatever kind."""

    of: str = c.text("所属记录", "Belongs to", section="attachment", required=True, roster=False, limit=40)
    child: str = c.ref("儿童", "Child", "child", section="attachment")
    mentor: str = c.ref("五老", "Mentor", "mentor", section="attachment")
    household: str = c.ref("家庭", "Household", "household", section="attachment")
    kind: str = c.choice("种类", "Kind", ATTACHMENT_KIND, section="attachment", required=True, listed=True)
    name: str = c.text("标题", "Title", section="attachment", required=True, listed=True, limit=200)
    on: date | None = c.day("日期", "Date", section="attachment", listed=True)
    note: str = c.text("说明", "About it", section="attachment", limit=300)
    media: str = c.text("格式", "Format", section="file", roster=False, limit=60)
    size: int | None = c.count("字节数", "Bytes", section="file", roster=False, high=10**12)
    sha256: str = c.text("内容校验值", "SHA-256 of the content", section="file", roster=False, limit=64)
    original: str = c.text("原文件校验值", "SHA-256 of the original", section="file", roster=False, limit=64)


ATTACHMENT = c.entity(
    Attachment,
    name="attachment",
    label=Label("附件", "Attachment"),
    plural=Label("附件", "Attachments"),
    prefix="at",
    sections={"attachment": Label("附件", "Attachment"), "file": Label("文件", "File")},
)
