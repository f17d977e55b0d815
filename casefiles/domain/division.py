"""Division codes with their names, as offices keep them (区划代码): what is new, renamed or closed since the program
was made, and the villages, which the shipped table does not have.

A dated table that travels to every office. An office above a division writes its lines.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from casefiles.domain import catalogue as c
from casefiles.domain.problems import Problem
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST = 60
"""characters of a name"""


@c.record
class Division:
    """One line: what a code was called, and from when until when."""

    code: str = c.area(
        "区划代码", "Division code", section="division", required=True, listed=True, bare=True,
        aliases=("代码", "统计用区划代码", "行政区划代码", "村代码", "乡镇代码"),
    )  # fmt: skip
    name: str = c.text(
        "区划名称", "Name", section="division", required=True, listed=True, limit=LONGEST,
        aliases=("名称", "单位名称", "村名", "村（社区）", "乡镇名称"),
    )  # fmt: skip
    start: date | None = c.day(
        "启用日期", "Valid from", section="division", future=True, listed=True, aliases=("生效日期",),
        hint=Label("空着表示一直有效。改名时请另加一行，填写改名日期。",
                   "Empty: it always was. For a new name add a line with the day of the change."),
    )  # fmt: skip
    end: date | None = c.day(
        "停用日期", "Valid until", section="division", future=True, listed=True, aliases=("失效日期", "撤销日期"),
        hint=Label("最后一天仍算有效。", "It is still valid on that day."),
    )  # fmt: skip
    document: str = c.text(
        "批准文号", "Document no.", section="division", listed=True, limit=200, aliases=("文号", "依据文件")
    )


DIVISION = c.entity(
    Division,
    name="division",
    label=Label("区划代码", "Division code"),
    plural=Label("区划代码", "Division codes"),
    prefix="di",
    title="name",
    sections={"division": Label("区划代码", "Division code")},
)


def problems(values: Mapping[str, Any]) -> Iterator[Problem]:
    """A name that is a code, or no name at all but digits, is a column that slipped."""
    name = str(values.get("name") or "")
    if name and not any(ch.isalpha() for ch in name):
        yield Problem("DIVISION_NAME", "division", field="name", value=name)


def doubts(values: Mapping[str, Any], today: date) -> Iterator[Problem]:
    """What the table says against the divisions (field -> code) that a record names: AREA_ENDED, AREA_NOT_LISTED."""
    from casefiles.domain import areas, areas_told

    book = areas_told.book()
    if not book:
        return
    on = today.isoformat()
    for name, value in values.items():
        code = str(value or "")
        if not code:
            continue
        ended = book.ended(code, on)
        if ended:
            args = {"name": areas.name_of(code) or code, "day": ended}
            yield Problem("AREA_ENDED", field=name, value=code, args=args)
        elif book.keeps(code[:-3], len(code), on) and areas.name_of(code) is None:
            args = {"name": areas.name_of(code[:-3]) or code[:-3]}
            yield Problem("AREA_NOT_LISTED", field=name, value=code, args=args)

