"""Names, numbers, phones and addresses are hidden in any text; nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain.entities import ENTITIES
from casefiles.domain.running import Running, is_running
from casefiles.domain.veil import Blank, Veil, name_fields, names_in, place_fields, places_in

NAMES = ("陈安例", "陈安", "欧阳小样", "阿依古丽·买买提例", "Li Wei", "单")
PLACES = ("石门村6组12号", "石门村", "6组", "青石镇中心小学", "青石镇石门村六组" + "竹" * 90 + "1号")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("陈安例", "陈**"),
        ("陈安 12岁", "陈** ***"),
        ("男 · 12 岁 · 2014-03-02", "男 · *** · 2014-03-02"),
        ("F · aged 12 · 2014", "F · *** · ***"),
        ("12 · 石门村 · 999901101-2026-00007", "*** · *** · 999901101-2026-00007"),
        ("12", "12"),
        ("出生日期：2014", "出生日期：***"),
        ("2014", "***"),
        ("2014-01 至 2014-12", "2014-01 至 2014-12"),
        ("2014 出生，12 岁", "*** 出生，***"),
        ("1931 出生，95 岁", "*** 出生，***"),
        ("Born 1931, aged 95", "Born ***, ***"),
        ("2026-12-03 满 6 岁", "***"),
        ("aged 6 on 2026-12-03", "***"),
        ("of great age (aged 71) −3", "of great age (***) −3"),
        ("managed 12 cases", "managed 12 cases"),
        ("三个月内满 6、16、18 周岁", "三个月内满 6、16、18 周岁"),
        ("70 周岁。", "70 周岁。"),
        ("今天看望陈安例和欧阳小样。", "今天看望陈**和欧**。"),
        ("阿依古丽·买买提例", "阿**"),
        ("Met Li Wei today", "Met L** today"),
        ("Living well", "Living well"),
        ("住石门村6组12号", "住***"),
        ("石门村", "***"),
        ("青石镇石门村 6组", "青石镇*** ***"),
        ("16组", "16组"),
        (PLACES[-1], "***"),
        ("青石镇中心小学三年级", "***三年级"),
        ("青石镇中…", "***…"),
        ("石门…", "***…"),
        ("G999901201409160012", "***"),
        ("999901101003", "***"),
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
    veil = Veil(NAMES, (*PLACES, "2014"))
    assert veil.shown(text) == seen
    assert veil.shown(seen) == seen, "once more changes nothing"


@given(st.lists(st.text("甲乙丙丁戊", min_size=2, max_size=4), max_size=6), st.text("甲乙丙丁戊，。 a1", max_size=30))
def test_no_name_is_left_whole_and_without_names_nothing_changes(names: list[str], text: str) -> None:
    """The oracle: whatever part of the text was a name, no name stands in what is left between the stars."""
    seen = Veil(names).shown(text)
    assert not any(name in seen for name in names)
    assert not any(name in Veil((), names).shown(text) for name in names)
    assert not any(name in Veil(names[::2], names[1::2]).shown(text) for name in names)
    assert Veil().shown(text) == text
    if not any(name in text for name in names):
        assert seen == text


def test_names_put_on_file_meanwhile_are_hidden_too() -> None:
    veil = Veil()
    assert veil.shown("张新例") == "张新例"
    veil.add(["张新例", " "])
    assert veil.shown("张新例") == "张**"
    values = {"name": "张新例", "village": "石门村", "address": "石门村9号", "school": "二小"}
    assert names_in("child", values) == ["张新例"]
    assert sorted(places_in("child", values)) == ["二小", "石门村", "石门村9号"]
    assert places_in("survey_round", {"villages": "石门村、青石村\n水井村"}) == ["石门村", "青石村", "水井村"]
    assert "name" in name_fields("mentor")
    assert "village" in place_fields("mentor")
    blank = Blank(veil)
    assert blank.shown("随便什么") == "***"
    blank.add(["欧阳往昔例"])
    assert veil.shown("欧阳往昔例") == "欧**"


def test_running_text_goes_whole_alone_inside_a_sentence_and_cut_off() -> None:
    veil = Veil(["张小例"], running=Running())
    note = "张小例的奶奶王桂样（10012345678）说，孩子夜里怕黑。\n冬衣还缺。"
    assert "王桂样" in veil.shown(note), "she stands on no file"
    veil.running.add(note)
    veil.running.add("低保")
    inside = f"走访情况：{note} · 3天前"
    for text in (note, note.replace("\n", " "), inside, f"{note[:14]}…", f"{note[:3]}…", note[:13]):
        seen = veil.shown(text)
        assert not any(word in seen for word in ("王桂样", "张小", "100", "怕黑", "冬衣")), text
        assert veil.shown(seen) == seen
    assert veil.shown(inside) == "走访情况：*** · 3天前"
    assert veil.shown("认定依据：低保") == "认定依据：***"
    assert veil.shown("低保户 3 户") == "低保户 3 户", "a word of the program inside another"
    assert veil.shown("张小例") == "张**"
    veil.running.clear()
    assert "王桂样" in veil.shown(note)


def test_a_note_of_one_letter_goes_where_it_is_all_that_stands_there() -> None:
    veil = Veil(running=Running())
    veil.running.add(" x\n")
    assert (veil.shown("x"), veil.shown("x "), veil.shown("next x")) == ("***", "***", "next x")
    veil.running.add("好")
    assert (veil.shown("好"), veil.shown("好的")) == ("***", "好的")
    assert (veil.shown("走访情况：好"), veil.shown("Found: x")) == ("走访情况：***", "Found: ***")
    for n in range(Running.MOST + 1):
        veil.running.add(f"第{n}次走访的情况记录。")
    assert veil.shown("x") == "***", "those of one letter are not among the many that are forgotten"
    veil.running.clear()
    assert veil.shown("x") == "x"


def test_what_is_remembered_of_running_texts_has_an_end() -> None:
    runs = Running()
    for n in range(runs.MOST + 10):
        runs.add(f"第{n}次走访的情况记录。")
    assert runs.hidden(f"第{runs.MOST + 9}次走访的情况记录。") == "***"
    assert runs.hidden("第0次走访的情况记录。") == "第0次走访的情况记录。"


def test_a_name_of_one_letter_goes_where_it_stands_alone() -> None:
    veil = Veil(["a", "单"])
    told = {"a": "**", "单": "**", "a、单 · 12岁": "**、** · ***", "“a”已保存": "“**”已保存"}
    assert {text: veil.shown(text) for text in told} == told
    assert veil.shown("Open a file; 单独一人") == "Open a file; 单独一人"


def test_class_and_day_of_birth_go_in_both_ways_of_writing() -> None:
    values = {"birth_date": "2014-09-06", "school_class": "三年级2班"}
    veil = Veil((), places_in("child", values))
    assert [veil.shown(t) for t in ("2014-09-06", "2014年9月6日", "三年级2班", "生于2014年9月6日，10岁")] == [
        "***", "***", "***", "生于***，***"
    ]  # fmt: skip
    assert veil.shown("建档 2014-09-07、2014年9月16日") == "建档 2014-09-07、2014年9月16日", "nobody's day"
    cut = ("女 · 2014-09-0…", "女 · 2014年9…", "女 · 2014-09-…")
    assert {veil.shown(text) for text in cut} == {"女 · ***…"}, "what was cut off may be anybody's"
    years = Veil((), places_in("mentor", {"birth_date": "1949"}))
    told = {text: text for text in ("1949-10-01", "1949年10月", "1949 人")}
    told |= {"1949": "***", "1949年": "***", "男 · 1949": "男 · ***"}
    assert {text: years.shown(text) for text in told} == told, "a year is somebody's only where it stands alone"


def test_which_fields_are_running_text() -> None:
    told = {(e.name, n) for e in ENTITIES.values() for n, f in e.fields.items() if is_running(f)}
    assert {("visit", "summary"), ("visit", "met"), ("child", "note"), ("question", "answer")} <= told
    assert {(e.name, n) for e in ENTITIES.values() for n, f in e.fields.items() if f.kind.name == "notes"} - told == {
        ("survey_round", "villages"), ("survey_round", "result"), ("survey_line", "frozen"),
    }  # fmt: skip
    assert not told & {("child", "name"), ("child", "village"), ("office", "name"), ("survey_round", "name")}


def test_many_days_of_birth_do_not_make_texts_slow_that_were_cut() -> None:
    """A day is looked up, not searched for among the thousands that an office knows."""
    months = [f"{year}-{month:02}" for year in range(2000, 2026) for month in range(1, 13)]
    days = [f"{month}-{day:02}" for month in months for day in range(1, 29)]
    veil = Veil((), places_in("child", {"birth_date": days[0]}))
    veil.add_places(days)
    assert not veil._by_first
    assert veil.shown("2001-01-01 2…") == "*** 2…"
