"""Line breaking: nothing lost, nothing reordered, no forbidden mark at either end, nothing too wide."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefiles.edges.paper import FONTS
from casefiles.edges.paper.typeset import Setter
from casefiles.edges.paper.wrap import GAP, HALF, NO_END, NO_START, Cut, class_of, cut_lines, gap_between

CHARS = st.sampled_from(
    list("我们走访了孩子家庭情况良好一二三的是在有和人这中大为上个国") + list("，。、；：？！（）《》“”‘’…—·「」【】")
    + list("abcXYZ0123456789 .,:;!?()[]%-/@\"'") + list("\u3000\t𠀀𬀩\u200b\ufe00é\u0301\ue000")
)  # fmt: skip
TEXTS = st.text(CHARS, max_size=200)


def cut(text: str, width: float, indent: float = 0) -> tuple[list[Cut], list[int], list[int]]:
    glyphs = Setter(FONTS)._glyphs("song", text)
    classes, advances = [g.kind for g in glyphs], [g.advance for g in glyphs]
    return cut_lines(classes, advances, width, indent), classes, advances


def natural(classes: list[int], advances: list[int], line: Cut) -> int:
    width = 0
    for i in range(line.start, line.end):
        if i > line.start:
            width += gap_between(classes[i - 1], classes[i], advances[i - 1], advances[i])
        width += advances[i]
    return width


@given(TEXTS, st.floats(1200, 30000), st.sampled_from([0, 1000, 2000]))
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_or_reordered(text: str, width: float, indent: float) -> None:
    lines, _, _ = cut(text, max(width, indent + 1200), indent)
    assert "".join(text[a:b] for a, b, _ in lines) == text
    assert all(b > a for a, b, _ in lines) or text == ""


@given(TEXTS, st.floats(1200, 30000))
@settings(max_examples=300, deadline=None)
def test_no_line_is_wider_than_its_measure(text: str, width: float) -> None:
    """Only a single character that is wider than the line by itself, or a glued one, may stick out."""
    lines, classes, advances = cut(text, width)
    for line in lines:
        visible = text[line.start : line.end].rstrip(" \t\u00a0")
        shown = Cut(line.start, line.start + len(visible), line.width)
        if sum(1 for a in advances[shown.start : shown.end] if a) > 1:
            assert line.width <= width + 0.01
            assert natural(classes, advances, shown) <= width + HALF + 0.01


def natural_text(rng: random.Random) -> str:
    """Prose as it is written: words, marks where marks can stand, quoted and bracketed parts, numbers with units."""

    def words(n: int) -> str:
        return "".join(
            rng.choice("走访了解孩子近期生活学习情况老师反映课堂表现进步家中安全奶奶身体") for _ in range(n)
        )

    def part() -> str:
        kind = rng.randrange(8)
        if kind == 0:
            return f"“{words(rng.randint(2, 8))}{rng.choice('。！？')}”"
        if kind == 1:
            return f"（{words(rng.randint(1, 5))}）"
        if kind == 2:
            return f"《{words(rng.randint(2, 5))}》《{words(3)}》"
        if kind == 3:
            return f"{words(2)}{rng.randint(1, 9999)}{rng.choice(['元', '分', '%', ' km'])}"
        if kind == 4:
            return f"{words(2)}——{words(2)}……"
        if kind == 5:
            return f"{words(1)} Bright Eyes {words(1)}"
        return words(rng.randint(1, 9))

    return "".join(part() + rng.choice("，、；：，，") for _ in range(rng.randint(1, 12))) + part() + "。"


@pytest.mark.parametrize("seed", range(40))
def test_natural_text_keeps_the_rules_of_kinsoku(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(20):
        text = natural_text(rng)
        lines, _, _ = cut(text, rng.uniform(8000, 34000), rng.choice([0, 2000]))
        for number, (a, b, _) in enumerate(lines):
            if number:
                assert text[a] not in NO_START, text[a - 5 : b]
                assert text[a] != " "
            if number + 1 < len(lines):
                assert text[b - 1] not in NO_END, text[a:b]
            assert not (b < len(text) and text[b - 1 : b + 1] in {"——", "……"})


def test_latin_words_and_numbers_stay_whole() -> None:
    text = "本季度帮扶金额9,860元用于Bright Eyes行动"
    for width in range(6000, 20000, 500):
        lines, _, _ = cut(text, width)
        whole = [text[a:b] for a, b, _ in lines]
        assert any("9,860" in line for line in whole)
        assert any("Bright" in line for line in whole)


def test_gap_between_han_and_latin_and_squeeze_between_marks() -> None:
    glyphs = Setter(FONTS)._glyphs("song", "第3次）（")
    kinds, wide = [g.kind for g in glyphs], [g.advance for g in glyphs]
    assert gap_between(kinds[0], kinds[1], wide[0], wide[1]) == GAP
    assert gap_between(kinds[3], kinds[4], wide[3], wide[4]) == -HALF


def test_quotes_are_narrow_among_latin_and_wide_among_han() -> None:
    setter = Setter(FONTS)
    wide = setter._glyphs("song", "他说“你好”")
    narrow = setter._glyphs("song", "the child’s “new” book")
    assert all(g.advance == 1000 for g in wide)
    assert max(g.advance for g in narrow) < 1000


def test_quotes_around_a_dash_follow_the_text_they_stand_in() -> None:
    setter = Setter(FONTS)
    zh, en = setter._glyphs("song", "2. “—”表示不详"), setter._glyphs("song", "2. “—” means unknown")
    assert [zh[i].advance for i in (3, 5)] == [1000, 1000]
    assert max(en[i].advance for i in (3, 5)) < 1000


def test_a_compound_may_break_after_its_hyphen_and_a_date_may_not() -> None:
    lines = Setter(FONTS).lines("subsistence-allowance 2026-11-21", "song", 10, 70)
    assert [line.text for line in lines] == ["subsistence-", "allowance", "2026-11-21"]


def test_a_word_longer_than_a_line_is_cut_and_kept() -> None:
    text = "A" * 100
    lines, _, _ = cut(text, 5000)
    assert len(lines) > 5
    assert "".join(text[a:b] for a, b, _ in lines) == text


@given(st.characters())
def test_every_character_has_a_class(char: str) -> None:
    assert 0 <= class_of(char) <= 8
