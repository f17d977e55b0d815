"""Fields agreed on beside the counts: ticked and seen before an export, a picture where they arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import offices
from desk import Desk, Key
from looks import assert_every_look, assert_nothing_cut
from PySide6.QtWidgets import QPushButton
from test_exchange_trip import CHILD, child_of, county, met, sent, stick

from casefiles import exchange
from casefiles.domain import agreeing
from casefiles.recording import save
from ui import words_trip as t
from ui.figures_card import FiguresCard

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.office import Office

__all__ = ["county", "met", "stick"]


def fields(desk: Desk) -> tuple[str, ...]:
    return exchange.agreed_fields(desk.office, exchange.peer_of(desk.office, "999901"))


def look(desk: Desk) -> Any:
    """The drawer with what the county would see."""
    desk.open("exchange")
    desk.page.look("999901")
    desk.settle()
    return desk.shell.drawn


def test_fields_are_ticked_and_named_before_the_export(met: Desk, county: Office, stick: Path) -> None:
    desk = met
    save(desk.office, CHILD, {"village": "新村"}, child_of(desk.office))
    drawer = look(desk)
    assert not drawer.fields.isVisible(), "whole files hold every field"
    wanted = exchange.COUNTS.label("zh")
    next(b for b in drawer.profile.findChildren(QPushButton) if b.text() == wanted).setFocus()
    desk.press(Key.Key_Space)
    desk.settle()
    assert drawer.fields.isVisible()
    assert drawer.fields.ticked() == list(drawer.found.fields) == []
    for name in ("child.sex", "child.schooling"):
        desk.tab_to(drawer.fields.boxes[name])
        desk.press(Key.Key_Space)
        desk.settle()
    assert fields(desk) == drawer.found.fields == ("child.sex", "child.schooling")
    said = t.SEES_FIELDS("zh", fields="性别、就学情况", n=3)
    assert said in desk.words()
    desk.shell.drawer(None)

    drawer = look(desk)
    assert drawer.fields.ticked() == ["child.sex", "child.schooling"]
    assert said in desk.words()
    before = len(sent(stick))
    desk.press(Key.Key_Return)
    desk.settle()
    assert len(sent(stick)) == before + 1
    newest = max(stick.glob(f"{offices.TOWN}-*.tgx"), key=lambda p: p.stat().st_mtime_ns)
    exchange.import_file(county, newest)
    [(_, _, areas)] = county.ledger.figures_of()
    seen = drawer.found.figures
    here = {a: n for a, n in seen.items() if a.startswith(offices.TOWN) or not a}
    assert areas == here
    assert any(name.startswith("child.sex:") for numbers in areas.values() for name in numbers)

    drawer = look(desk)
    desk.tab_to(drawer.fields.boxes["child.sex"])
    desk.press(Key.Key_Space)
    desk.settle()
    desk.tab_to(drawer.fields.boxes["child.schooling"])
    desk.press(Key.Key_Space)
    desk.settle()
    assert fields(desk) == ()
    assert said not in desk.words()


def test_another_agreed_field_is_seen_before_it_goes(met: Desk, stick: Path) -> None:
    desk = met
    exchange.agree(desk.office, "999901", "counts", ["child.sex"])
    drawer = look(desk)
    desk.tab_to(drawer.not_again)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Return)
    desk.settle()
    from ui.preview_drawer import signature, wants_look

    same = exchange.preview(desk.office, "999901")
    assert not wants_look(desk.office, "999901", same)
    exchange.agree(desk.office, "999901", "counts", ["child.sex", "child.risk"])
    assert wants_look(desk.office, "999901", exchange.preview(desk.office, "999901"))
    earlier = signature(same).replace(', ["child.sex"]]', "]")
    assert earlier.count("[") == 2
    desk.office.ledger.keep_setting("seen:999901", earlier)
    assert wants_look(desk.office, "999901", same), "what an earlier version kept knew of no fields"


def test_agreed_fields_from_below_are_a_picture(met: Desk) -> None:
    """Where a value is not told apart no bar says that there is none."""
    desk = met
    areas = {
        "999901101": {"children": 24, "child.sex:1": 14, "child.sex:2": 10},
        "999901102": {"children": 4, "child.sex:": 4},
        "999901105": {"children": 31},
    }
    desk.office.ledger.keep_figures(offices.TOWN, "2026-11-20", areas)
    page: Any = desk.open("exchange")
    (card,) = page.findChildren(FiguresCard)
    shown = [card.which.itemText(n) for n in range(card.which.count())]
    rest = agreeing.words("child.sex:", "zh")
    assert shown == [t.FIGURE_NAMES["children"]("zh"), "性别：男", "性别：女", rest]
    assert not card.apart.isVisible()
    assert [i.value for i in card.chart.items] == [31, 24, 4]
    desk.tab_to(card.which)
    desk.press(Key.Key_Down)
    assert [i.value for i in card.chart.items] == [14]
    assert card.apart.isVisible()
    desk.press(Key.Key_End)
    assert card.which.currentText() == rest
    assert [i.value for i in card.chart.items] == [4]
    assert_nothing_cut(card)


def test_the_drawer_fits_every_look(met: Desk) -> None:
    desk = met
    exchange.agree(desk.office, "999901", "counts", list(agreeing.FIELDS))
    drawer = look(desk)
    assert drawer.fields.isVisible()
    assert_every_look(desk.shell)
    assert desk.shell.drawn.fields.isVisible()
