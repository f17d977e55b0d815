"""Every paper has the same foot; a dossier counts what was handed over; a signing sheet has room to sign."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from casefiles.domain.document import Form, Grid, Paragraph
from casefiles.domain.visit import Aid
from casefiles.edges.paper.flow import MM
from casefiles.edges.paper.tables import LEAST
from casefiles.papers import aid_lists
from casefiles.papers.dossier import compose
from casefiles.papers.footing import foot
from tests.paper import files
from tests.paper.test_giving import sheet

PAPERS = Path(aid_lists.__file__).parent
SIGNATURE_MM, MEASURE_MM = 35, 297 - 2 * 28


def test_no_paper_words_its_own_foot() -> None:
    made = 0
    for path in sorted(PAPERS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Document":
                given = [k.value for k in node.keywords if k.arg == "footer"]
                calls = [one.func for one in given if isinstance(one, ast.Call)]
                words = len(given) - sum(getattr(one, "id", "") == "foot" for one in calls)
                assert not words, f"{path.name}:{node.lineno}"
                made += bool(given)
    assert made >= 12


def test_the_foot_says_that_it_is_confidential_and_when_it_was_printed() -> None:
    at = dt.datetime(2026, 11, 21, 9, 5)
    assert foot("zh", "李秀样", at) == ("含个人信息，注意保密", "李秀样　2026-11-21 09:05 打印")
    assert foot("en", "李秀样", at, public=True)[0] == "May be shown to anybody"


def aid_part(*given: Aid) -> tuple[Grid, list[str]]:
    file = dataclasses.replace(files.rich(), aid=given)
    blocks = compose(file, "zh", masked=True).blocks
    grid = next(b for b in blocks if isinstance(b, Grid) and b.columns[-1].title == "签收人")
    return grid, [b.text for b in blocks if isinstance(b, Paragraph)]


def test_a_dossier_sums_what_was_handed_over_and_lists_the_rest() -> None:
    day = dt.date(2026, 3, 1)
    made = [
        Aid(child="c", on=day, kind="money", value=100_00, step="handed_over"),
        Aid(child="c", on=day, kind="money", value=20_00),  # of old: simply written down
        Aid(child="c", on=day, kind="money", value=3_00, batch="ab-1"),  # on a list, nothing said of it
        Aid(child="c", on=day, kind="money", value=4_00, step="promised"),
        Aid(child="c", on=day, kind="money", value=5_00, step="allotted"),
        Aid(child="c", on=day, kind="money", value=6_00, step="cancelled"),
    ]
    grid, notes = aid_part(*made)
    assert grid.total is not None
    assert [cell.text for cell in grid.total.cells if cell.text][-1] == "120.00"
    steps = [c.title for c in grid.columns].index("进度")
    assert [row[steps] for row in grid.rows] == ["已发放", "已发放", "计划中", "已承诺", "已分配", "已取消"]
    assert [n for n in notes if "3 笔" in n and "12.00" in n]


@pytest.mark.parametrize("n", [1, 30])
def test_there_is_room_to_sign(n: int) -> None:
    assert LEAST["writing"] >= 12 * MM
    paper = aid_lists.signing(sheet(n), "zh", masked=True)
    for form in (b for b in paper.blocks if isinstance(b, Form)):
        place = [cell.text for cell in form.rows[0].cells].index(aid_lists.SIGN("zh"))
        assert form.columns[place] / sum(form.columns) * MEASURE_MM >= SIGNATURE_MM
        signed = [row for row in form.rows if len(row.cells) == len(form.columns)][1:]
        assert signed
        assert {row.height for row in signed} == {"writing"}
