"""The workbooks a roster hands out: the template to fill in, and the report with the wrong cells marked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Choice, Choices, Day, Kind, YesNo
from casefiles.domain.words import Label, Lang
from casefiles.edges import workbook
from casefiles.edges.workbook import Column, Mark, Page, Sheet
from casefiles.roster import words
from casefiles.roster.columns import OWNER, PEOPLE, REASON, RESULT, Slot, entity_of, ours, slots

if TYPE_CHECKING:
    from casefiles.roster.heading import Heading
    from casefiles.roster.outcome import Plan

_EXAMPLES = {
    "name": "王小样",
    "id_number": "999901201409160012",
    "birth_date": "2014-09-16",
    "phone": "10012345678",
    "area": "999901101",
    "category": "留守儿童",
    "subcategory": "父母双方外出",
    "category_start": "2024-03-01",
    "guardian_name": "李示例",
    "guardian_relation": "祖母",
    "guardian_phone": "10012345679",
    "father_name": "王示例",
    "father_status": "外出务工",
}
_EXAMPLES_OF = {"division": {"code": "999901101201", "name": "上湾村", "start": "2026-06-01"}}
"""where a register's columns mean something else by these names"""
_SHORT_LIST = 60


def template(entity: str, lang: Lang = "zh") -> bytes:
    """An empty workbook for a register: headers `姓名 (name)`, drop-down lists, text columns, instructions and all
    choices. Headers are the same in both languages; `lang` is that of instructions and notes. Refusal:
    UNKNOWN_ENTITY."""
    kind = entity_of(entity)
    columns = [_column(s, lang) for s in slots(entity)]
    guide = [[label(lang) for label in words.GUIDE_HEAD]]
    for slot, column in zip(slots(entity), columns, strict=True):
        guide.append(
            [
                column.header,
                words.YES(lang) if column.required else "",
                column.note,
                _EXAMPLES_OF.get(entity, _EXAMPLES).get(slot.key, ""),
            ]
        )
    general = words.GUIDE_GENERAL if entity in PEOPLE else words.GUIDE_RECORDS
    guide += [["", "", label(lang), ""] for label in general]
    title, text = words.CHOICE_COMPLAINT
    return workbook.write_template(
        kind.label(lang),
        columns,
        words.GUIDE_SHEET(lang),
        guide,
        words.CHOICES_SHEET(lang),
        (title(lang), text(lang)),
    )


def _column(slot: Slot, lang: Lang) -> Column:
    kind = slot.field.kind
    choices: tuple[str, ...] = ()
    if isinstance(kind, Choice):
        choices = tuple(c.label(lang) for c in kind.codes.active)
    elif isinstance(kind, YesNo):
        choices = (kind.show(1, lang), kind.show(0, lang))
    note = _how(slot, kind)(lang)
    if slot.field.hint:
        note = f"{slot.field.hint(lang)} {note}"
    wide = 22 if kind.name in {"id_number", "text", "notes"} else 14
    return Column(
        slot.header, wide, slot.field.required and not slot.group, choices, f"{slot.label(lang)}: {note}"
    )


def _how(slot: Slot, kind: Kind) -> Label:
    """How a column is filled in."""
    own = words.COLUMNS.get(slot.key)
    if own and not slot.group.startswith(OWNER):
        return own
    if slot.group.startswith(OWNER):
        what = ENTITIES[slot.entity].label
        said = words.OWNER if slot.entity in PEOPLE else words.OWNER_CALLED
        return Label(said("zh", what=what.zh), said("en", what=what.en.lower()))
    label = words.KINDS["partial_day" if isinstance(kind, Day) and kind.partial else kind.name]
    limit = getattr(kind, "limit", 0)
    choices = kind.codes.choices if isinstance(kind, Choices) else Label("", "")
    return Label(label("zh", limit=limit, choices=choices), label("en", limit=limit, choices=choices))


def report(plan: Plan, lang: Lang = "zh") -> bytes:
    """The workbook back, wrong cells red and odd ones yellow with a comment each, and two columns behind: the
    result of each row and the reasons. Put right, it can be imported again. Text stays text, never a formula."""
    marks: dict[str, dict[tuple[int, int], list[Mark]]] = defaultdict(lambda: defaultdict(list))
    reasons: dict[tuple[str, int], list[str]] = defaultdict(list)
    named = {plan.sheets[at].name: heading for at, heading in plan.headings.items()}
    for wrong, remarks in ((True, plan.wrong), (False, plan.warnings)):
        for remark in remarks:
            said = f"{remark.column}: {remark.label(lang)}"
            reasons[remark.sheet, remark.row].append(said)
            at = remark.at if remark.at is not None else _first_column(named[remark.sheet])
            marks[remark.sheet][remark.row - 1, at].append(Mark(said, wrong))
    lines: dict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
    for outcome in plan.outcomes:
        said = "\n".join(reasons.get((outcome.sheet, outcome.row), ()))
        lines[outcome.sheet][outcome.row - 1] = (words.STATES[outcome.state](lang), said)
    pages = []
    for at, sheet in enumerate(plan.sheets):
        heading = plan.headings.get(at)
        if heading is None:
            pages.append(Page(sheet))
            continue
        joined = {
            cell: Mark("\n".join(m.text for m in found), any(m.wrong for m in found))
            for cell, found in marks[sheet.name].items()
        }
        added = (RESULT(lang), REASON(lang))
        pages.append(Page(_without_ours(sheet, heading), joined, added, heading.row, lines[sheet.name]))
    return workbook.write_report(pages, "进家门 Doorstep")


def _first_column(heading: Heading) -> int:
    """Where a missing column is spoken of."""
    return min(heading.columns)


def _without_ours(sheet: Sheet, heading: Heading) -> Sheet:
    """The sheet without the columns that an earlier report added at its end."""
    end = sheet.width
    while end and ours(heading.captions.get(end - 1, "")):
        end -= 1
    return sheet if end == sheet.width else replace(sheet, rows=[row[:end] for row in sheet.rows])
