"""Contrast of every pair that is drawn, words that fit, names for readers, every icon and every label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gallery
import pytest
from looks import (
    LOOKS,
    assert_every_look,
    assert_looks_well,
    assert_named,
    assert_nothing_cut,
    assert_nothing_overlaps,
    settle,
)
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from untranslated import sentences

from casefiles.domain.words import Label
from ui import icons, words, words_trip
from ui.charts import BarChart, ChartCard, Donut, Item, LineChart, RankedBars, Series
from ui.charts.base import nice_top
from ui.fonts import RARE, RARE_FAMILY, families, load_rare
from ui.pages import PAGES
from ui.resources import FONTS, ICONS
from ui.theme import PALETTES, SCHEMES, TONES, Theme
from ui.widgets import ElidedLabel, Pill, RegisterView, label

if TYPE_CHECKING:
    from ui.window import Shell

SURFACES = ("bg", "surface", "sunken", "selected", "hover")


def luminance(color: str) -> float:
    parts = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_measures_as_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_stands_out(scheme: str) -> None:
    p, theme = PALETTES[scheme], Theme(scheme)  # type: ignore[arg-type]
    pairs = [(name, ground) for name in ("text", "text2", "text3") for ground in SURFACES]
    pairs += [
        ("on_primary", "primary"),
        ("on_primary", "primary_hover"),
        ("on_soft", "soft"),
        ("on_soft", "selected"),
    ]
    pairs += [("on_toast", "toast"), ("toast_action", "toast"), ("primary", "bg"), ("primary", "surface")]
    pairs += [
        (tone, ground) for tone in TONES if tone != "primary" for ground in ("surface", "selected", "bg")
    ]
    weak = [(a, b, contrast(getattr(p, a), getattr(p, b))) for a, b in pairs]
    weak += [(tone, "pill", contrast(*theme.tone(tone))) for tone in TONES]
    weak += [("avatar", str(n), contrast(*pair)) for n, pair in enumerate(p.avatars)]
    assert [w for w in weak if w[2] < 4.5] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_borders_focus_and_charts_stand_out(scheme: str) -> None:
    p = PALETTES[scheme]
    pairs = [
        (p.input_border, p.surface),
        (p.focus, p.surface),
        (p.focus, p.bg),
        (p.scrollbar, p.bg),
        (p.scrollbar, p.surface),
    ]
    pairs += [(p.focus, p.selected), (p.primary, p.selected)]
    pairs += [(color, p.surface) for color in p.chart]
    assert [(a, b, contrast(a, b)) for a, b in pairs if contrast(a, b) < 3] == []


@pytest.mark.slow
@pytest.mark.parametrize("page", ["today", "children", "bits"])
def test_no_words_are_cut_in_any_look(shell: Shell, page: str) -> None:
    shell.open(page)
    assert_every_look(shell)


@pytest.mark.slow
def test_no_words_are_cut_in_the_drawer(shell: Shell) -> None:
    shell.open("children")
    shell.drawer(gallery.visit(shell), again=lambda: gallery.visit(shell))
    assert_every_look(shell)
    assert shell.drawn is not None


def test_the_check_sees_cut_words(shell: Shell) -> None:
    shell.open("children")
    tight = QPushButton("一个很长很长的按钮", shell.page)
    tight.setGeometry(0, 0, 50, 38)
    tight.show()
    with pytest.raises(AssertionError, match="一个很长"):
        assert_nothing_cut(shell)
    tight.hide()
    narrow = QLabel("这一行放不下", shell.page)
    narrow.setGeometry(0, 0, 30, 20)
    narrow.show()
    with pytest.raises(AssertionError, match="放不下"):
        assert_nothing_cut(shell)


def test_the_check_sees_words_that_lie_over_others(shell: Shell) -> None:
    shell.open("children")
    settle()
    assert_nothing_overlaps(shell)
    over = QLabel("盖住别的字", shell)
    first = shell.nav.findChildren(QPushButton)[0]
    over.setGeometry(QRect(first.mapTo(shell, QPoint()), first.size()))
    over.show()
    with pytest.raises(AssertionError, match="盖住别的字"):
        assert_nothing_overlaps(shell)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", words_trip.HERE_NONE("zh")), ("en", words_trip.ONLY_HERE("zh", n="1,200")),
        ("zh", words_trip.HERE_NONE("en")), ("zh", f"李样 · {words_trip.SLIP_NOT_YET('en')}"),
        ("zh", "left_behind"), ("en", words_trip.ONLY_HERE.en),
    ],
)  # fmt: skip
def test_the_check_sees_what_is_not_translated(shell: Shell, lang: str, said: str) -> None:
    shell.set_look(lang=lang)
    shell.open("children")
    settle()
    assert_looks_well(shell, lang)
    told = QLabel(said, shell.page)
    told.setGeometry(0, 0, 900, 40)
    told.show()
    assert sentences().untranslated(shell, lang), said
    told.setText("张小样 · 青石镇 · clerk" if lang == "en" else "DSP-2026 · clerk")
    assert not sentences().untranslated(shell, lang)


def test_the_check_sees_a_nameless_button(shell: Shell) -> None:
    shell.open("children")
    nameless = QPushButton(shell.page)
    nameless.show()
    with pytest.raises(AssertionError, match="QPushButton"):
        assert_named(shell)


@pytest.mark.slow
def test_the_smallest_window_holds_the_shell(shell: Shell) -> None:
    for lang, scheme, size in LOOKS:
        shell.set_look(lang=lang, scheme=scheme, size=size)
        shell.open("bits")
        shell.resize(1024, 600)
        settle()
        assert shell.top.minimumSizeHint().width() + shell.nav.width() <= 1024
        name = shell.top.findChildren(ElidedLabel)[-1]
        assert name.text() == name.full, "who is at the desk stands there whole"
        assert_nothing_cut(shell.top)
        assert_nothing_cut(shell.nav)


def test_the_shell_fits_a_low_screen(shell: Shell) -> None:
    """On 1366x768 with a title and a task bar 80 px are gone."""
    shell.open("today")
    for size in ("normal", "large", "xlarge"):
        shell.set_look(lang="en", size=size)
        settle()
        assert shell.minimumSizeHint().height() <= 688


def test_every_icon_draws_in_its_colour(qapp: QApplication) -> None:
    for path in ICONS.glob("*.svg"):
        image = icons.pixmap(path.stem, "#B3261E", 24, 2).toImage()
        assert image.width() == 48
        dark = [
            image.pixelColor(x, y)
            for x in range(48)
            for y in range(48)
            if image.pixelColor(x, y).alpha() > 250
        ]
        assert dark, path.stem
        assert all(abs(c.red() - 0xB3) <= 3 and c.green() <= 0x2A for c in dark), path.stem
    assert (ICONS / "LICENSE.txt").read_text(encoding="utf-8").startswith("ISC License")


def test_every_page_has_its_icon_and_words() -> None:
    for spec in PAGES:
        assert (ICONS / f"{spec.icon}.svg").is_file()
        assert spec.label.zh
        assert spec.label.en


def test_words_name_the_same_values() -> None:
    import string

    texts = [value for value in vars(words).values() if isinstance(value, Label)]
    assert len(texts) > 40
    for text in texts:
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(form) if name}
            for form in (text.zh, text.en, text.one)
            if form
        ]
        assert fields[0] == fields[1]
        assert all(f <= fields[0] for f in fields)


def test_an_unfitting_label_ends_in_dots_and_says_it_all(qapp: QApplication) -> None:
    made = ElidedLabel("青石镇长青村第三村民小组")
    made.resize(60, 20)
    made.show()
    settle()
    assert made.text().endswith("…")
    assert made.toolTip() == made.accessibleName() == "青石镇长青村第三村民小组"
    made.resize(600, 20)
    settle()
    assert made.text() == "青石镇长青村第三村民小组"
    made.close()


def test_a_name_is_never_markup(qapp: QApplication) -> None:
    assert label("<b>张</b>").textFormat() == Qt.TextFormat.PlainText


def test_a_pill_paints_its_ground(theme: Theme) -> None:
    pill = Pill(theme, "走访逾期", "danger")
    pill.resize(pill.sizeHint())
    image = pill.grab().toImage()
    assert image.pixelColor(4, image.height() // 2) == QColor(theme.palette.danger_soft)


def test_columns_give_way_by_rank(shell: Shell) -> None:
    shell.open("children")
    view = shell.page.findChild(RegisterView)
    assert view is not None

    def hidden():
        return {c for c in range(6) if view.isColumnHidden(c)}

    view.setFixedWidth(1200)
    settle()
    assert hidden() == set()
    view.setFixedWidth(420)
    settle()
    assert 0 not in hidden()
    assert 5 not in hidden()
    assert {4, 1} <= hidden()  # rank 5 and 4 go first


CHARTS = {
    "bar": lambda t, lang: BarChart(
        t, lang, "走访", [Item("一月", 12, "1"), Item("二月", 40, "2"), Item("三月", 7, "3")]
    ),
    "ranked": lambda t, lang: RankedBars(
        t, lang, "走访", [Item("甲镇", 12, "1"), Item("乙镇", 40, "2"), Item("丙镇", 7, "3")]
    ),
    "donut": lambda t, lang: Donut(
        t, lang, "走访", [Item("甲", 12, "1"), Item("乙", 40, "2"), Item("丙", 7, "3")]
    ),
    "line": lambda t, lang: LineChart(
        t, lang, "走访", ("一", "二", "三"), [Series("左", (12, 40, None)), Series("右", (7, None, 9))]
    ),
}


@pytest.mark.parametrize("kind", list(CHARTS))
def test_a_chart_speaks_walks_and_prints(qtbot, theme: Theme, kind: str) -> None:
    chart = CHARTS[kind](theme, "zh")
    qtbot.addWidget(chart)
    chart.resize(500, 300)
    chart.show()
    chart.grab()
    assert len(chart.hits) == chart.count()
    assert "40" in chart.accessibleDescription()
    said = []
    for _ in range(chart.count()):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
        said.append(chart.accessibleDescription())
    assert said == [chart.say(n) for n in range(chart.count())]
    assert len(set(said)) == len(said)
    if kind != "line":
        qtbot.keyClick(chart, Qt.Key.Key_Home)
        with qtbot.waitSignal(chart.picked) as picked:
            qtbot.keyClick(chart, Qt.Key.Key_Return)
        assert picked.args == ["1"]
    heading, rows = chart.table()
    assert len(rows) == 3
    assert all(len(row) == len(heading) for row in rows)
    chart.resize(800, 500)
    page = chart.grab().toImage()
    colors = {
        page.pixelColor(x, y).name() for x in range(0, page.width(), 2) for y in range(0, page.height(), 2)
    }
    assert theme.palette.chart[0].lower() in colors


@pytest.mark.parametrize("kind", list(CHARTS))
def test_an_empty_chart_says_so(qtbot, theme: Theme, kind: str) -> None:
    chart = CHARTS[kind](theme, "en")
    qtbot.addWidget(chart)
    chart.set_items([])
    chart.grab()
    assert words.CHART_EMPTY("en") in chart.accessibleDescription()
    qtbot.keyClick(chart, Qt.Key.Key_Right)


def test_a_chart_becomes_its_numbers(qtbot, theme: Theme) -> None:
    card = ChartCard(theme, "zh", CHARTS["bar"](theme, "zh"))
    qtbot.addWidget(card)
    card.resize(500, 360)
    card.show()
    card.swap.click()
    assert card.numbers is not None
    assert card.numbers.isVisible()
    assert card.numbers.item(1, 0).text() == "二月"
    assert card.numbers.item(1, 1).text() == "40"
    card.swap.click()
    assert card.chart.isVisible()


@pytest.mark.parametrize(
    ("value", "whole", "top"),
    [(0, True, 4), (3, True, 4), (5, True, 8), (14420, True, 16000), (0.3, False, 0.32), (1.0, False, 1)],
)
def test_an_axis_ends_near_its_highest(value: float, whole: bool, top: float) -> None:
    assert nice_top(value, whole=whole) == pytest.approx(top)


def test_rare_names_have_a_font(qapp: QApplication) -> None:
    """The family asked for by name from the start is the one in the file."""
    if not (FONTS / RARE).is_file():
        pytest.skip("the font of rare characters is not here")
    assert load_rare()
    assert RARE_FAMILY in families()
    assert RARE_FAMILY in QFontDatabase.families()
    assert QFontMetrics(QFont(RARE_FAMILY)).inFontUcs4(0x20BB7)
