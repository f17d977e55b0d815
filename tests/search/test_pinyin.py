"""Readings of names, and what people type for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain import pinyin

ROOT = Path(__file__).resolve().parents[2]


def said(name: str, fixed: str | None = None) -> list[str]:
    return [" ".join(reading) for reading in pinyin.name_readings(name, fixed)]


def test_the_committed_table_is_what_its_sources_make() -> None:
    pytest.importorskip("pypinyin")
    check = [sys.executable, "resources/build.py", "--check"]
    done = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_table_is_read_without_pypinyin() -> None:
    code = "import sys, casefiles.domain.pinyin as p; assert p.readings('张') == ('zhang',); "
    code += "assert not [m for m in sys.modules if 'pypinyin' in m]"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize(
    ("name", "first", "also"),
    [
        ("单小明", "shan xiao ming", "dan xiao ming"),
        ("仇英", "qiu ying", "chou ying"),
        ("曾敏", "zeng min", "ceng min"),
        ("翟丽", "zhai li", "di li"),
        ("解放", "xie fang", "jie fang"),
        ("查理", "zha li", "cha li"),
        ("区明", "ou ming", "qu ming"),
        ("朴英", "piao ying", "pu ying"),
        ("乐嘉", "yue jia", "le jia"),
        ("覃雪", "qin xue", "tan xue"),
        ("盖梅", "ge mei", "gai mei"),
        ("万俟雪", "mo qi xue", "wan qi xue"),
        ("尉迟恭", "yu chi gong", "wei chi gong"),
        ("长孙敏", "zhang sun min", "chang sun min"),
        ("令狐冲", "ling hu chong", ""),
        ("欧阳修", "ou yang xiu", ""),
        ("吕布", "lv bu", ""),
        ("女儿", "nv er", ""),
        ("黑妹", "he mei", "hei mei"),
        ("任曾", "ren zeng", "ren ceng"),
        ("张　明", "zhang ming", ""),
        ("阿依古丽·买买提", "a yi gu li mai mai ti", ""),
        ("John李", "john li", ""),
    ],
)
def test_surname_reading_first_ordinary_reading_kept(name: str, first: str, also: str) -> None:
    found = said(name)
    assert found[0] == first
    assert not also or also in found


def test_readings_of_the_shared_surname_list_come_first() -> None:
    expected = "单shan 曾zeng 仇qiu 解xie 查zha 盖ge 区ou 朴piao 乐yue 缪miao 翟zhai 种chong 洗xian 祭zhai"
    expected += " 折she 员yun 么yao 黑he 宓mi 覃qin 隗wei 召shao 秘bi 繁po 卜bu 重chong 都du 佴nai 阚kan"
    expected += " 任ren 华hua 葛ge 纪ji 过guo 宁ning 盛sheng 万wan 石shi 沈shen 柏bai 叶ye 冯feng 贾jia 车che"
    expected += " 俞yu 宿su 牟mou 令ling 瞿qu 粘nian 藏zang 谌chen 庹tuo 臧zang 费fei 尹yin 郄qie 逄pang 吕lv"
    wrong = [item for item in expected.split() if pinyin.name_readings(item[0] + "静")[0][0] != item[1:]]
    assert wrong == []


def test_a_surname_reading_is_not_used_inside_the_given_name() -> None:
    assert said("王单") == ["wang dan", "wang shan"]
    assert said("李黑") == ["li hei"]


def test_a_clerks_reading_comes_first_and_others_stay() -> None:
    assert said("单于", "Chán Yú") == ["chan yu", "shan yu", "dan yu"]
    assert said("任盖", "renge")[0] == "ren ge"


def test_rare_readings_are_told_but_kept_out_of_names() -> None:
    assert pinyin.readings("石") == ("shi", "dan")
    assert said("石头") == ["shi tou"]


def test_a_character_without_reading_stands_for_itself() -> None:
    assert pinyin.readings("\U0003134a") == ()
    assert said("王\U0003134a") == ["wang \U0003134a"]
    assert said("𠮷田")[0].endswith("tian")


def test_segment() -> None:
    assert pinyin.segment("zhangxiaoming") == ("zhang", "xiao", "ming")
    assert pinyin.segment("xian") == ("xian",)
    assert pinyin.segment("zxm") is None
    assert pinyin.segment("") is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("lu", "lv"), ("lyubu", "lvbu"), ("nuer", "nver"), ("lulu", "lvlv"), ("zhxm", "zxm"), ("lue", "lve")],
)
def test_spellings(typed: str, meant: str) -> None:
    found = pinyin.spellings(typed)
    assert found[0] == typed
    assert meant in found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zangxiaoming", "zhangxiaoming"),
        ("zangxiaomin", "zhangxiaoming"),
        ("cengguang", "chengguang"),
        ("songfan", "songfang"),
        ("liulan", "liunan"),
        ("fanghua", "fangfa"),
        ("wangfui", "wanghui"),
        ("zhnagxiaoming", "zhangxiaoming"),
        ("zhangxaoming", "zhangxiaoming"),
        ("zhangxiaominng", "zhangxiaoming"),
        ("zangxm", "zhangxm"),
    ],
)
def test_misspellings(typed: str, meant: str) -> None:
    assert meant in pinyin.misspellings(typed)


@given(st.lists(st.sampled_from(sorted(pinyin.syllables())), min_size=1, max_size=4).map("".join))
def test_joined_syllables_always_fall_into_syllables(letters: str) -> None:
    cut = pinyin.segment(letters)
    assert cut is not None
    assert "".join(cut) == letters
    assert set(cut) <= pinyin.syllables()


@given(st.text(max_size=12))
def test_any_text_has_readings_as_long_as_its_pieces(text: str) -> None:
    parts = pinyin.pieces(text)
    found = pinyin.name_readings(text)
    assert len(found) <= pinyin.MOST_READINGS
    assert len(found) == len(set(found))
    assert all(len(reading) == len(parts) for reading in found)
    assert pinyin.fold(pinyin.fold(text)) == pinyin.fold(text)


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=14))
def test_misspellings_never_fail_and_never_repeat(letters: str) -> None:
    found = pinyin.misspellings(letters)
    assert len(found) == len(set(found))
    assert letters not in found
