"""Two files that look like one child's and are not: decided once, so that nobody is asked again.

A record and not a setting: it travels, for the county sees the same two files and would ask the same question, and it
outlives a new computer. Deleting it asks again.
"""

from __future__ import annotations

from datetime import date

from casefiles.domain import catalogue as c
from casefiles.domain.words import Label


@c.record
class NotSame:
    """Somebody looked at both files and says that these are two children. `child` is the smaller id."""

    child: str = c.ref("儿童", "Child", "child", section="decision", required=True)
    other: str = c.ref("另一份档案", "Other file", "child", section="decision", required=True)
    on: date | None = c.day("核对日期", "Looked at on", section="decision", listed=True)
    reason: str = c.text("依据", "How one knows", section="decision", listed=True, limit=300)


NOT_SAME = c.entity(
    NotSame,
    name="not_same",
    label=Label("不是同一人", "Not the same"),
    plural=Label("不是同一人", "Not the same"),
    prefix="ns",
    title="on",
    sections={"decision": Label("核对结果", "What was found")},
)
