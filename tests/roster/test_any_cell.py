"""Whatever stands in a cell, whatever bytes a file holds: an answer, never a crash."""

from __future__ import annotations

import datetime as dt
import io
from functools import cache
from typing import TYPE_CHECKING

import openpyxl
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casefiles import roster
from casefiles.domain.problems import Refusal
from casefiles.edges import workbook
from casefiles.edges.workbook import Sheet
from casefiles.roster.columns import PEOPLE, slots
from tests.roster.books import BOY, GIRL, book, counts

if TYPE_CHECKING:
    from casefiles.edges.workbook import Cell
    from casefiles.office import Office
    from casefiles.roster.columns import Slot

CELLS = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.text(alphabet="0123456789Xx.-/年月日无 '", max_size=20),
    st.sampled_from(
        ["男", "留守儿童、困境儿童", "2014-02-30", "=1+1", "\ud800", "9" * 18, "1E+17", "奶奶", "去世"]
    ),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
PATIENT = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def allowed(refused: Refusal, *codes: str) -> None:
    """Only these refusals may come."""
    assert [p.code for p in refused.problems if p.code not in codes] == []


@PATIENT
@given(entity=st.sampled_from(roster.IMPORTABLE), data=st.data())
def test_any_cells_are_planned_and_reported(office: Office, entity: str, data: st.DataObject) -> None:
    columns = data.draw(st.lists(st.sampled_from(slots(entity)), min_size=1, max_size=12, unique=True))
    header: list[Cell] = [s.header for s in columns]
    lines = data.draw(
        st.lists(st.lists(CELLS, min_size=0, max_size=len(columns) + 2), min_size=1, max_size=4)
    )
    sheet = Sheet(
        "表", [["姓名"] if entity != "household" else ["户主姓名"], [*header, "姓名", "户主姓名"], *lines]
    )
    try:
        plan = roster.plan(office, [sheet], entity)
    except Refusal as refused:
        allowed(refused, "WORKBOOK_EMPTY", "NO_KNOWN_COLUMN")
        return
    counts(plan)
    for remark in (*plan.wrong, *plan.warnings):
        assert remark.label.zh
        assert remark.label.en
    openpyxl.load_workbook(io.BytesIO(roster.report(plan)))


WORDS = (
    "男 女 留守儿童 困境儿童 低保家庭 重病 祖母 父亲 祖父母 外出务工 死亡 王小样 李示例 东头村 西头村 0 无 是 "
    f"10012345678 {BOY} {GIRL} 999901900307001 999901199003070018 2014-03-07 2024-05-06 2014"
)
LIKELY: st.SearchStrategy[Cell] = st.one_of(
    st.none(), st.sampled_from(WORDS.split()), st.sampled_from([41705, 10012345678])
)
TELLING = {
    "id_number", "birth_date", "village", "hamlet", "sex", "category", "subcategory", "category_start", "guardian_name",
    "guardian_kind", "guardian_relation", "father_name", "father_status",
}  # fmt: skip


@PATIENT
@given(entity=st.sampled_from(PEOPLE), data=st.data())
def test_imported_once_is_the_same_the_second_time(office: Office, entity: str, data: st.DataObject) -> None:
    telling = [s for s in slots(entity) if s.key in TELLING]
    pool = data.draw(st.sampled_from([slots(entity), telling]))
    columns = data.draw(st.lists(st.sampled_from(pool), min_size=1, max_size=9, unique=True))
    title = next(s for s in slots(entity) if s.key == "name")
    columns = [title, *(c for c in columns if c != title)]
    if entity == "mentor":
        columns = [title, next(s for s in slots(entity) if s.key == "kind"), *columns[1:]]
    lines: list[list[Cell]] = [
        [data.draw(_of(slot)) for slot in columns] for _ in range(data.draw(st.integers(1, 4)))
    ]
    sheet = Sheet("表", [[s.header for s in columns], *lines])
    try:
        plan = roster.plan(office, [sheet], entity)
    except Refusal:
        return
    roster.apply(office, plan)
    again = roster.plan(office, [sheet], entity)
    assert (again.new, again.changed) == (0, 0)
    assert again.same >= plan.new + plan.changed
    counts(again)


def _of(slot: Slot) -> st.SearchStrategy[Cell]:
    """A cell that is likely to be right in its column, and sometimes is not."""
    if slot.key == "name":
        return st.sampled_from(["王小样", "李示例", "张示例"])
    kind = slot.field.kind
    fits = st.randoms(use_true_random=False).map(lambda rng: kind.text(kind.sample(rng)))
    return st.one_of(LIKELY, fits, fits)


@PATIENT
@given(
    data=st.binary(max_size=600),
    head=st.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table><tr><td>", b"\xff\xfe"]
    ),
)
def test_any_bytes_are_a_workbook_or_a_refusal(data: bytes, head: bytes) -> None:
    try:
        sheets = workbook.read(head + data, "x")
    except Refusal as refused:
        allowed(refused, "NOT_A_WORKBOOK", "WORKBOOK_EMPTY", "WORKBOOK_PASSWORD")
    else:
        assert sheets


@cache
def whole() -> bytes:
    return book(["姓名", "性别"], ["王小样", "男"], merges=["A1:A1"])


@PATIENT
@given(at=st.integers(0, 5000), with_=st.binary(min_size=1, max_size=40))
def test_damaged_workbooks_are_refused_or_read(at: int, with_: bytes) -> None:
    place = at % len(whole())
    data = whole()[:place] + with_ + whole()[place + len(with_) :]
    try:
        workbook.read(data, "x")
    except Refusal as refused:
        allowed(refused, "NOT_A_WORKBOOK", "WORKBOOK_EMPTY")


@PATIENT
@given(cells=st.lists(CELLS, min_size=1, max_size=6))
@example(cells=["\ud800", "x" * 40_000, dt.datetime(1, 1, 1), dt.date(9999, 12, 31), float("inf"), 10**30])
def test_any_cell_can_be_listed(cells: list[Cell]) -> None:
    (sheet,) = openpyxl.load_workbook(
        io.BytesIO(workbook.write_list("表", ["列"] * len(cells), [cells]))
    ).worksheets
    assert sheet.max_row >= 1
