"""The page of fields with several values, by keyboard: two offices wrote apart, the clerk chooses, many by a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import offices
import pytest
from desk import Key
from looks import assert_every_look, settle
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea
from test_curtain import texts

from casefiles import deciding, exchange
from casefiles.domain.entities import ENTITIES
from casefiles.exchange import workers
from casefiles.recording import save
from db import opening
from ui import veiled
from ui import words_conflicts as w

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desk import Desk

    from casefiles.office import Office

COUNTY = "青石县（演示）民政局"
CHILDREN = 6


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    opening.new_office(
        tmp_path / "county", name=COUNTY, code="999901", level="county", login="clerk", user_name="赵经办",
        passphrase=offices.PASSPHRASE, clock=offices.FixedClock(), cost=offices.CHEAP,
    )  # fmt: skip
    made = offices.open_at(tmp_path / "county")
    yield made
    made.ledger.close()


@pytest.fixture
def apart(desk: Desk, county: Office, tmp_path: Path) -> Desk:
    """Six children whose village both offices wrote without knowing of each other; one has a note besides."""
    stick = tmp_path / "stick"
    stick.mkdir()
    exchange.accept_card(desk.office, exchange.write_card(county, stick))
    exchange.accept_card(county, exchange.write_card(desk.office, stick))
    exchange.import_file(county, exchange.export(desk.office, "999901", stick).path)
    spec = ENTITIES["child"]
    for n, child in enumerate(desk.office.queries.register_ids("child")[:CHILDREN]):
        for office, who in ((desk.office, "镇"), (county, "县里写的较长的")):
            save(office, spec, {"village": f"{who}村{n}", **({"note": f"{who}备注"} if not n else {})}, child)
    exchange.import_file(desk.office, exchange.export(county, offices.TOWN, stick).path)
    return desk


def open_fields(office: Office) -> set[str]:
    return {one.key for one in deciding.disputes(office)}


def village(office: Office, row: str) -> object:
    found = office.queries.get(row)
    assert found is not None
    return found.values["village"]


def test_people_of_the_other_office_are_hidden_too_while_names_are(apart: Desk) -> None:
    theirs = sorted(workers.everybody(apart.office) - set(apart.office.ledger.accounts().values()))
    assert theirs, "the package told who wrote there"
    apart.open("conflicts")
    assert any(name in said for _, said in texts(apart.shell) for name in theirs)
    apart.press(Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    apart.settle()
    assert not [said for _, said in texts(apart.shell) if any(name in said for name in theirs)]
    veiled.put(None)


def test_a_number_chooses_and_the_next_field_comes_up(apart: Desk) -> None:
    desk = apart
    page: Any = desk.open("conflicts")
    assert desk.focused is page.view, "the keyboard starts in the list"
    assert len(page.model.ids) == CHILDREN + 1
    wanted: dict[str, object] = {}
    for key in (Key.Key_1, Key.Key_2, Key.Key_1):
        at = page.current
        dispute = page.all[at]
        wanted[at] = dispute.rivals[key - Key.Key_1].value
        desk.press(key)
        assert at not in page.model.ids, "it goes at once"
        assert page.current not in ("", at)
    desk.settle()
    assert desk.focused is page.view
    assert not wanted.keys() & open_fields(desk.office)
    for key, value in wanted.items():
        row, _, name = key.partition(":")
        assert desk.office.queries.get(row).values[name] == value  # type: ignore[union-attr]
    last = list(wanted)[-1]
    desk.press(Key.Key_Z, desk_control())
    desk.settle()
    assert last in open_fields(desk.office), "Ctrl+Z puts both values beside each other again"
    assert last in page.model.ids
    assert w.UNDONE("zh") in desk.words()


def desk_control() -> Any:
    from desk import CONTROL

    return CONTROL


def test_both_values_stand_side_by_side_with_author_office_and_history(apart: Desk) -> None:
    desk = apart
    page: Any = desk.open("conflicts")
    child = next(k for k in page.model.ids if k.endswith(":village"))
    page.view.setCurrentIndex(page.model.index(page.model.row_of(child), 0))
    dispute = page.all[child]
    said = desk.words()
    for rival in dispute.rivals:
        assert w.USE_VALUE("zh", field=ENTITIES["child"].fields["village"].label("zh"), value=rival.value) in said
    assert f"李秀样 · {w.OURS('zh')}" in said
    assert f"赵经办 · {COUNTY}" in said, "the county's package told who that is"
    before = str(next(e.fields["village"] for e in desk.office.ledger.history(dispute.record.id)))
    assert f"{before} →" not in said
    desk.press(Key.Key_H)
    told = desk.words()
    assert f"{before} →" in told, "the history is told when it is asked for"
    assert f"赵经办（{COUNTY}）" in told
    desk.press(Key.Key_H)
    assert f"{before} →" not in desk.words()
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "child"
    desk.press(Key.Key_Left, desk_alt())
    desk.settle()
    assert desk.page is page
    assert page.current == child, "back at the same line"


def desk_alt() -> Any:
    from desk import ALT

    return ALT


def test_filters_narrow_the_list(apart: Desk) -> None:
    desk = apart
    page: Any = desk.open("conflicts")
    box = page.filters["field"]
    desk.tab_to(box)
    note = ENTITIES["child"].fields["note"].label("zh")
    while box.currentData() != note:
        desk.press(Key.Key_Down)
    assert [key.partition(":")[2] for key in page.model.ids] == ["note"]
    assert w.COUNT_OF("zh", n=1, of=CHILDREN + 1) in desk.words()
    author = page.filters["author"]
    assert author.count() == 3, "two clerks of one login in two offices are two people"
    place = page.filters["village"]
    place.setCurrentIndex(place.count() - 1)
    box.setCurrentIndex(0)
    assert 0 < len(page.model.ids) < CHILDREN + 1
    page.clear_filters()
    assert len(page.model.ids) == CHILDREN + 1


def test_many_are_previewed_written_at_once_and_taken_back_at_once(apart: Desk) -> None:
    desk = apart
    page: Any = desk.open("conflicts")
    every = open_fields(desk.office)
    for _ in range(4):  # three are marked
        desk.press(Key.Key_Space)
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Space)
    marked = set(page.model.marked)
    assert len(marked) == 3
    desk.press(Key.Key_B)
    desk.settle()
    drawer: Any = desk.shell.drawn
    rule = drawer.rules["of:999901"]
    for _ in range(list(drawer.rules).index("of:999901")):
        desk.press(Key.Key_Down)
    assert desk.focused is rule
    vector = desk.office.ledger.vector()
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.office.ledger.vector() == vector, "a preview writes nothing"
    assert desk.focused is drawer.write_button
    assert drawer.said.text() == f"{w.WILL('zh', n=3)}。", "what none of them is needs no word"
    assert drawer.table.rowCount() == 3
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.drawn is None
    assert every - open_fields(desk.office) == marked
    for key in marked:
        row, _, name = key.partition(":")
        assert str(desk.office.queries.get(row).values[name]).startswith("县")  # type: ignore[union-attr]
    assert w.DONE("zh", n=3) in desk.words()
    desk.press(Key.Key_Z, desk_control())
    desk.settle()
    assert open_fields(desk.office) == every


def test_the_last_one_leaves_a_page_that_says_so(apart: Desk) -> None:
    desk = apart
    page: Any = desk.open("conflicts")
    for _ in range(CHILDREN + 1):
        desk.press(Key.Key_2)
        desk.settle()
    assert open_fields(desk.office) == set()
    assert page.stack.currentIndex() == 1
    assert w.NONE("zh") in desk.words()


def test_a_value_that_came_in_meanwhile_is_not_written_over(apart: Desk, county: Office, tmp_path: Path) -> None:
    desk = apart
    page: Any = desk.open("conflicts")
    key = next(k for k in page.model.ids if k.endswith(":village"))
    page.view.setCurrentIndex(page.model.index(page.model.row_of(key), 0))
    row = key.partition(":")[0]
    save(county, ENTITIES["child"], {"village": "县里又改的村"}, row)
    exchange.import_file(desk.office, exchange.export(county, offices.TOWN, tmp_path / "stick").path)
    desk.press(Key.Key_1)
    desk.settle()
    assert key in open_fields(desk.office)
    assert w.CAME_IN("zh") in desk.words()
    assert key in page.model.ids


def test_thousands_are_listed_a_page_at_a_time(apart: Desk) -> None:
    desk = apart
    page: Any = desk.open("conflicts")
    one = page.all[page.model.ids[0]]
    many = [deciding.Dispute(one.record, one.name, f"村{n % 7}", one.offices) for n in range(5_000)]
    page.all = {f"{d.key}{n}": d for n, d in enumerate(many)}
    page._list()
    assert len(page.model.ids) == 5_000
    assert page.model.rowCount() == 5_000
    assert len(page.model._pages) <= 2, "only what is looked at is read"


@pytest.mark.slow
def test_it_fits_every_look(apart: Desk) -> None:
    apart.open("conflicts")
    apart.press(Key.Key_H)
    apart.settle()
    assert_every_look(apart.shell)


@pytest.mark.parametrize(("lang", "size"), [("zh", "normal"), ("en", "normal"), ("zh", "xlarge"), ("en", "xlarge")])
def test_both_values_are_read_in_a_low_narrow_window(apart: Desk, lang: str, size: str) -> None:
    desk = apart
    desk.shell.set_look(lang=lang, size=size)
    desk.shell.resize(1024, 600)
    page: Any = desk.open("conflicts")
    child = next(k for k in page.model.ids if k.endswith(":village"))
    page.view.setCurrentIndex(page.model.index(page.model.row_of(child), 0))
    desk.settle()
    settle()
    card, values = page.card, [str(rival.value) for rival in page.all[child].rivals]
    area = card.findChild(QScrollArea)
    assert area is not None
    widths = set()
    for at, value in enumerate(values, 1):
        [told] = [one for one in card.findChildren(QLabel) if one.text() == value and one.isVisible()]
        top = told.mapTo(area, told.rect().topLeft()).y()
        assert top >= 0, value
        assert top + told.height() <= area.height(), f"{value} is seen without scrolling"
        use = card.findChild(QPushButton, f"use-{at}")
        assert use is not None
        assert use.width() == use.sizeHint().width(), "as wide as its words"
        widths.add(use.width())
    assert max(widths) - min(widths) <= 4


def test_the_search_box_keeps_a_hint_in_the_largest_text(apart: Desk) -> None:
    desk = apart
    for lang in ("zh", "en"):
        desk.shell.set_look(lang=lang, size="xlarge")
        for width in (1366, 1024):
            desk.shell.resize(width, 600)
            settle()
            box = desk.shell.top.search
            hint = box.placeholderText()
            assert hint, f"{lang} {width}"
            assert box.fontMetrics().horizontalAdvance(hint) <= box.width() - 2 * box.fontMetrics().height() - 32


def test_enter_previews_and_writes_what_is_decided_at_once(apart: Desk) -> None:
    apart.open("conflicts")
    apart.press(Key.Key_B)
    apart.settle()
    apart.press(Key.Key_Return)
    apart.settle()
    write = apart.focused
    assert write.objectName() == "write"
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(write, held)
    apart.settle()
    assert apart.shell.drawn is not None, "Enter that is still held down presses nothing"
    apart.press(Key.Key_Return)
    apart.settle()
    assert apart.shell.drawn is None
    assert apart.office.queries.disputed() == 0
