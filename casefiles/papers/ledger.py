"""台账: any register as a list on paper: numbered, with whom each record hangs on, masked unless asked otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain import fieldtypes as k
from casefiles.domain.codes import citizen_id, phone
from casefiles.domain.document import BLANK, Cell, Column, Document, FormTitle, Grid, Paragraph, Total, label
from casefiles.domain.entities import ENTITIES
from casefiles.domain.words import Label
from casefiles.papers import masking
from casefiles.papers.footing import foot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.catalogue import Field
    from casefiles.domain.document import Block, CellKind
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang
    from casefiles.papers.walking import Hand
    from casefiles.ports import Record

TITLE = Label("{what}台账", "Register: {what}")
NUMBER = Label("序号", "No.")
SUM = Label("合计", "Total")
MANY = Label("共 {n} 条　{day}", "{n} records, {day}")
FILTERS = Label("筛选：{text}", "Filters: {text}")
MASKED = Label("证号、电话已隐去中间几位。", "The middle of ID and phone numbers is hidden.")
NONE = Label("没有符合的记录。", "No record fits.")
WIDE = 10.0
"""a register whose columns come to more stands across the sheet"""
REPEATED = ("household", "merged_into")
"""what a child's register leaves out: many children have none"""


@dataclass(frozen=True, slots=True)
class Listed:
    """One column: the field, and how wide it is."""

    field: Field
    width: float
    kind: CellKind


def columns_of(entity: str, records: Sequence[Record]) -> list[Listed]:
    """Whom a record hangs on, as far as any does; then what registers list, the title first."""
    spec = ENTITIES[entity]
    refs = [f for f in spec.fields.values() if isinstance(f.kind, k.Ref) and f.name not in _left_out(entity)]
    owners = [f for f in refs if f.required or any(r.values.get(f.name) for r in records)]
    title = spec.fields[spec.title]
    shown = [f for f in spec.fields.values() if f.listed and f.name != title.name]
    first = [] if isinstance(title.kind, k.Ref) else [title]
    if "number" in spec.fields and spec.fields["number"] in shown:
        shown.remove(spec.fields["number"])
        first = [spec.fields["number"], *first]
    return [Listed(f, *_size(f)) for f in (*owners, *first, *shown)]


def compose(
    entity: str,
    records: Sequence[Record],
    called: Callable[[str, str], str],
    hand: Hand,
    lang: Lang,
    *,
    masked: bool,
    filters: str = "",
) -> Document:
    """The paper. `called(id, entity)` names what a record hangs on; `filters` says what was chosen, in words."""
    spec = ENTITIES[entity]
    columns = columns_of(entity, records)
    rows = tuple(
        (str(n), *(_said(c.field, record, called, lang, masked=masked) for c in columns))
        for n, record in enumerate(records, 1)
    )
    heads = (
        Column(title=NUMBER(lang), width=0.7),
        *(Column(title=c.field.label(lang), width=c.width, kind=c.kind) for c in columns),
    )
    title = TITLE(lang, what=spec.plural(lang))
    right = MANY(lang, n=len(records), day=f"{hand.at:%Y-%m-%d}")
    blocks: list[Block] = [FormTitle(text=title, left=hand.office, right=right)]
    if filters:
        blocks.append(Paragraph(text=FILTERS(lang, text=filters), style="note"))
    blocks.append(Grid(columns=heads, rows=rows, total=_total(columns, records, lang), empty=NONE(lang)))
    if masked and any(c.field.sensitive for c in columns):
        blocks.append(Paragraph(text=MASKED(lang), style="note"))
    wide = sum(c.width for c in heads) > WIDE
    return Document(
        title=title, lang=lang, blocks=tuple(blocks), author=hand.office, sheet="landscape" if wide else "portrait",
        header=(hand.office, title), footer=foot(lang, hand.who, hand.at),
        made=hand.at.isoformat(timespec="seconds"),
    )  # fmt: skip


def _left_out(entity: str) -> tuple[str, ...]:
    return REPEATED if entity == "child" else ()


def _size(field: Field) -> tuple[float, CellKind]:
    kind = field.kind
    if isinstance(kind, k.Notes):
        return 5.0, "text"
    if isinstance(kind, k.Ref):
        return 1.7, "name" if kind.entity in ("child", "mentor") else "value"
    if isinstance(kind, k.Name):
        return 1.3, "name"
    if isinstance(kind, k.IdNumber):
        return 2.2, "value"
    if isinstance(kind, k.Money):
        return 1.3, "number"
    if isinstance(kind, k.Choices):
        return 1.9, "value"
    if isinstance(kind, (k.Day, k.Phone)) or field.name == "number":
        return 1.5 if field.name != "number" else 2.0, "value"
    if isinstance(kind, (k.Count, k.YesNo)):
        return 0.9, "value"
    return (1.8, "value") if isinstance(kind, k.Text) else (1.3, "value")


def _said(field: Field, record: Record, called: Callable[[str, str], str], lang: Lang, *, masked: bool) -> str:
    value: Stored = record.values.get(field.name)
    if value is None or value == "":
        return BLANK
    if isinstance(field.kind, k.Ref):
        return called(str(value), field.kind.entity)
    if masked and isinstance(field.kind, k.IdNumber):
        return citizen_id.mask(str(value))
    if masked and isinstance(field.kind, k.Phone):
        return phone.mask(str(value))
    if masked and field.sensitive:
        return "*" * len(str(value))
    if isinstance(field.kind, k.Day):
        return str(value)
    shown = field.kind.show(value, lang) or BLANK
    return masking.hide(shown) if masked else shown


def _total(columns: Sequence[Listed], records: Sequence[Record], lang: Lang) -> Total | None:
    """The sums of amounts, where there are any."""
    sums = {
        at: sum(v for r in records if isinstance(v := r.values.get(c.field.name), int))
        for at, c in enumerate(columns)
        if isinstance(c.field.kind, k.Money)
    }
    if not sums or len(records) < 2:
        return None
    first = min(sums)
    cells = [label(SUM(lang), cols=first + 1)]
    for at, column in enumerate(columns[first:], first):
        text = column.field.kind.show(sums[at], lang) if at in sums else ""
        cells.append(Cell(text=text, kind="number" if at in sums else "value"))
    return Total(cells=tuple(cells))
