"""Names, numbers, phones and addresses are hidden in any text; nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain.veil import Veil, hidden_fields, names_in

NAMES = ("陈安例", "陈安", "欧阳小样", "阿依古丽·买买提例", "Li Wei", "石门村6组12号", "单")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("陈安例", "陈**"),
        ("陈安 12岁", "陈** 12岁"),
        ("今天看望陈安例和欧阳小样。", "今天看望陈**和欧**。"),
        ("阿依古丽·买买提例", "阿**"),
        ("Met Li Wei today", "Met L** today"),
        ("Living well", "Living well"),
        ("住石门村6组12号", "住石**"),
        ("石门村", "石门村"),
        ("单独一人", "单独一人"),
        ("999901201409160012", "***"),
        ("99990120140916001X。", "***。"),
        ("9999**********0012", "***"),
        ("电话 10012345678", "电话 ***"),
        ("100****5678", "***"),
        ("028-87654321", "***"),
        ("999901101-2026-00007", "999901101-2026-00007"),
        ("2026-11-03", "2026-11-03"),
        ("1,234.50", "1,234.50"),
        ("欧阳…", "欧**…"),
        ("陈安…", "陈**…"),
        ("", ""),
    ],
)
def test_what_visitors_see(text: str, seen: str) -> None:
    assert Veil(NAMES).shown(text) == seen


@given(st.lists(st.text("甲乙丙丁戊", min_size=2, max_size=4), max_size=6), st.text("甲乙丙丁戊，。 a1", max_size=30))
def test_no_name_is_left_whole_and_without_names_nothing_changes(names: list[str], text: str) -> None:
    """The oracle: whatever part of the text was a name, no name stands in what is left between the stars."""
    seen = Veil(names).shown(text)
    assert not any(name in seen for name in names)
    assert Veil().shown(text) == text
    if not any(name in text for name in names):
        assert seen == text


def test_names_put_on_file_meanwhile_are_hidden_too() -> None:
    veil = Veil()
    assert veil.shown("张新例") == "张新例"
    veil.add(["张新例", " "])
    assert veil.shown("张新例") == "张**"
    assert names_in("child", {"name": "张新例", "village": "石门村", "address": "石门村9号"}) == ["张新例", "石门村9号"]
    assert "name" in hidden_fields("mentor")
