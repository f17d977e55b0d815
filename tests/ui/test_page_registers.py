"""Children and mentors: filter, search, order, open, come back; and matching by keyboard."""

from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING

import offices
import pytest
from desk import ALT, CONTROL, Key
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from casefiles import matching, suggesting
from casefiles.domain import conditions
from casefiles.domain.entities import ENTITIES
from casefiles.domain.pinyin import name_readings
from ui import words
from ui import words_registers as w
from ui.due import due_words
from ui.pages.children import ChildrenPage

if TYPE_CHECKING:
    from desk import Desk


def shown(page: ChildrenPage) -> list[str]:
    return [page.model.id_at(row) for row in range(page.model.rowCount())]


def name_of(desk: Desk, id_: str) -> str:
    found = desk.office.queries.get(id_)
    assert found is not None
    return str(found.values["name"])


def click_head(page: ChildrenPage, section: int) -> None:
    header = page.view.horizontalHeader()
    middle = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
    QTest.mouseClick(
        header.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(middle, header.height() // 2),
    )


@pytest.mark.parametrize("chip", [key for key, _ in ChildrenPage.chips if key not in ChildrenPage.rare])
def test_a_chip_shows_what_it_counts(desk: Desk, chip: str) -> None:
    page = desk.open("children")
    ids = desk.office.queries.register_ids("child", chip, ChildrenPage.chip_sorts.get(chip, ""))
    button = page.bar._buttons[chip]
    button.setFocus()
    desk.press(Key.Key_Space)
    desk.settle()
    assert shown(page) == ids
    if chip != "all":
        assert button.text().endswith(f" {len(ids)}")
    assert page.stack.currentWidget() is (page.view if ids else page.nobody)
    if not ids:
        desk.button(w.SHOW_ALL("zh")).click()
        desk.settle()
        assert page.model.rowCount() == 24
        assert page.bar.current == "all"


def test_search_by_initials_as_they_are_typed(desk: Desk) -> None:
    page = desk.open("children")
    child = shown(page)[7]
    name = name_of(desk, child)
    letters = "".join(syllable[0] for syllable in name_readings(name)[0])
    desk.press(Key.Key_K, CONTROL)
    assert desk.focused is desk.shell.top.search
    desk.type(letters)
    desk.settle()
    found = shown(page)
    assert child in found
    assert len(found) < 24
    assert found == [h.id for h in desk.office.queries.find(letters, ["child"], 200)]
    assert page.bar.current == "all"
    desk.press(Key.Key_Return)  # into the list, at the best one
    assert desk.focused is page.view
    assert page.current == found[0]
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "child"
    assert desk.shell.place[1]["id"] == found[0]


def test_who_is_not_found_cannot_be_visited(desk: Desk) -> None:
    unmatched = desk.office.queries.chip_counts("child")["unmatched"]
    assert unmatched
    page = desk.open("children", find="zzzz")
    assert page.stack.currentWidget() is page.nobody
    assert not page.panel.isVisible()
    assert page.bar._buttons["unmatched"].text().endswith(f" {unmatched}"), "the chips count all the same"
    desk.button(w.SHOW_ALL("zh")).click()
    desk.settle()
    assert page.panel.isVisible()
    assert page.model.rowCount() == 24


def test_nothing_is_asked_while_characters_are_composed(desk: Desk) -> None:
    page = desk.open("children")
    name = name_of(desk, shown(page)[3])
    desk.press(Key.Key_F, CONTROL)
    asked: list[str] = []
    desk.shell.top.search.asked.connect(asked.append)
    for letters in ("z", "zh", "zha"):
        desk.compose(letters)
    desk.settle()
    assert asked == []
    assert page.model.rowCount() == 24
    desk.commit(name)
    desk.settle()
    assert asked == [name]
    assert [name_of(desk, i) for i in shown(page)] == [name]
    desk.press(Key.Key_Escape)
    desk.settle()
    assert page.model.rowCount() == 24
    assert page.current, "the child that was found stays chosen"
    assert name_of(desk, page.current) == name


def test_a_search_from_another_page_finds_among_all_files(desk: Desk) -> None:
    """Today cannot search itself: children, mentors and households are searched, and the page says what each is."""
    name = name_of(desk, desk.office.queries.register_ids("child")[5])
    desk.press(Key.Key_K, CONTROL)
    desk.commit(name)
    desk.settle()
    assert desk.shell.place[0] == "found"
    assert name in [name_of(desk, i) for i in shown(desk.page)]
    assert desk.shell.top.search.text() == name


@pytest.mark.parametrize("entity", ["child", "mentor", "household"])
def test_what_is_found_says_what_it_is_and_opens_its_own_page(desk: Desk, entity: str) -> None:
    row = desk.office.queries.select(entity, limit=1)[0]
    desk.open("children")
    desk.press(Key.Key_F, CONTROL)
    desk.commit(str(row.values["name"]))
    desk.settle()
    assert desk.shell.place[0] == "children", "the first time it is the page that searches"
    desk.press(Key.Key_K, CONTROL)
    desk.settle()
    page = desk.page
    assert desk.shell.place[0] == "found", "Ctrl+K in the box searches everywhere"
    assert desk.focused is desk.shell.top.search
    assert desk.shell.top.search.accessibleName() == words.SEARCH_ALL_NAME("zh")
    wanted = [h.id for h in desk.office.queries.find(str(row.values["name"]), None, 200)]
    assert shown(page) == wanted
    at = page.model.row_of(row.id)
    assert page.model.cell(at, 1)[0] == ENTITIES[entity].label("zh")
    desk.press(Key.Key_Return)
    assert desk.focused is page.view
    for _step in range(at - page.view.currentIndex().row()):
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == entity
    assert desk.shell.place[1]["id"] == row.id
    desk.press(Key.Key_Left, ALT)
    desk.settle()
    assert desk.shell.place[0] == "found"
    assert desk.page.current == row.id
    desk.press(Key.Key_PageDown, CONTROL)  # only the children
    assert all(desk.office.queries.get(i).entity == "child" for i in shown(desk.page))  # type: ignore[union-attr]


def test_the_box_says_what_it_searches(desk: Desk) -> None:
    box = desk.shell.top.search
    assert box.accessibleDescription() == words.SEARCH_ALL("zh")
    desk.open("mentors")
    assert box.accessibleDescription() == words.SEARCH_IN("zh", what=words.MENTORS("zh"))
    page = desk.open("registers", entity="match")
    said = words.SEARCH_IN("zh", what=ENTITIES["match"].plural("zh"))
    assert (box.accessibleDescription(), box.placeholderText()) == (said, said)
    page.register.view.setFocus()
    desk.press(Key.Key_PageDown, CONTROL)
    desk.settle()
    assert box.accessibleDescription() == words.SEARCH_IN("zh", what=ENTITIES[page.entity].plural("zh"))
    assert page.entity != "match"


def test_a_search_keeps_to_the_filter_and_says_so(desk: Desk) -> None:
    page = desk.open("children")
    name = name_of(desk, shown(page)[0])
    surname = name[0]
    sexes = {i: desk.office.queries.get(i).values["sex"] for i in shown(page)}  # type: ignore[union-attr]
    girls = conditions.Condition("sex", conditions.IS, ("2",))
    page.narrow((girls,))
    desk.settle()
    among = set(shown(page))
    assert 0 < len(among) < len(sexes)
    page.search(surname)
    desk.settle()
    everybody = [h.id for h in desk.office.queries.find(surname, ["child"], 200)]
    assert shown(page) == [i for i in everybody if i in among]
    assert page.tools.isVisible()
    assert "搜索只在筛选内" in page.tools.said.text()
    page.view.setFocus()
    desk.press(Key.Key_X, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    desk.settle()
    assert page.where_ == ()


def test_only_the_newest_of_fast_questions_is_answered(desk: Desk) -> None:
    page = desk.open("children")
    name = name_of(desk, shown(page)[9])
    heard: list[int] = []
    page.model.modelReset.connect(lambda: heard.append(page.model.rowCount()))
    gate, begun = threading.Event(), threading.Event()
    ask, first = page.hits, []

    def slow(text: str) -> list[str]:
        if not first:
            first.append(text)
            begun.set()
            assert gate.wait(20)
            desk.office.queries.count("child")
        return ask(text)

    page.hits = slow
    desk.press(Key.Key_K, CONTROL)
    desk.commit(name[:1])
    assert begun.wait(20)
    desk.commit(name[1:])
    gate.set()
    desk.settle()
    assert first == [name[:1]]
    assert [name_of(desk, i) for i in shown(page)] == [name]
    assert heard == [1], "the older answer was never shown"


def test_a_newer_search_stops_the_older_one_in_its_sql(desk: Desk) -> None:
    """The first question never ends by itself: a statement without an end, on the reader's own connection."""
    page = desk.open("children")
    name = name_of(desk, shown(page)[2])
    database = desk.office.ledger.database  # type: ignore[attr-defined]
    ask, begun = page.hits, threading.Event()
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"

    def endless_at_first(text: str) -> list[str]:
        if not begun.is_set():
            with database.reading() as connection:
                connection.set_progress_handler(begun.set, 1000)  # called in the middle of the statement
            database.read(endless, ())
        return ask(text)

    page.hits = endless_at_first
    desk.press(Key.Key_K, CONTROL)
    desk.commit(name[:1])
    assert begun.wait(20)
    desk.commit(name[1:])
    desk.settle()
    assert [name_of(desk, i) for i in shown(page)] == [name]


def test_a_click_on_a_column_sorts_and_a_second_turns_it_round(desk: Desk) -> None:
    page = desk.open("children")
    section = [c.sort for c in page.model.columns].index("birth_date")
    click_head(page, section)
    desk.settle()
    births = [str(r["birth_date"]) for r in desk.office.queries.register_rows("child", shown(page))]
    assert births == sorted(births)
    click_head(page, section)
    desk.settle()
    again = [str(r["birth_date"]) for r in desk.office.queries.register_rows("child", shown(page))]
    assert again == sorted(births, reverse=True)
    assert page.view.horizontalHeader().sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    desk.shell.set_look(lang="en")
    desk.settle()
    assert [
        str(r["birth_date"]) for r in desk.office.queries.register_rows("child", shown(desk.page))
    ] == again
    assert desk.page.view.horizontalHeader().isSortIndicatorShown()


def test_the_keyboard_sorts_too(desk: Desk) -> None:
    page = desk.open("children")
    section = [c.sort for c in page.model.columns].index("village")
    keys = Qt.Key(Key.Key_1 + section)
    desk.press(keys, CONTROL)
    desk.settle()
    assert shown(page) == desk.office.queries.register_ids("child", "all", "village")
    desk.press(keys, CONTROL)
    desk.settle()
    assert shown(page) == desk.office.queries.register_ids("child", "all", "-village")
    told = page.model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert told == words.SORT_BY("zh", column=w.VILLAGE("zh")) + f" (Ctrl+{section + 1})"


@pytest.mark.parametrize(
    ("days", "zh", "en", "tone"),
    [
        (-7, "逾期 7 天", "7 days overdue", "danger"),
        (-1, "逾期 1 天", "1 day overdue", "danger"),
        (0, "今天到期", "Due today", "warn"),
        (1, "1 天后", "In 1 day", "warn"),
        (14, "14 天后", "In 14 days", "warn"),
        (15, "15 天后", "In 15 days", "ok"),
        (None, "", "", "neutral"),
    ],
)
def test_how_a_due_date_reads(days: int | None, zh: str, en: str, tone: str) -> None:
    due = None if days is None else (offices.TODAY + dt.timedelta(days=days)).isoformat()
    assert due_words(due, offices.TODAY, "zh") == (zh, tone)
    assert due_words(due, offices.TODAY, "en") == (en, tone)


def test_the_panel_shows_the_chosen_child(desk: Desk) -> None:
    page = desk.open("children", chip="overdue")
    for _step in range(3):
        desk.press(Key.Key_Down)
    child = page.current
    assert child == shown(page)[3]
    row = desk.office.queries.register_rows("child", [child])[0]
    said = desk.words()
    assert str(row["number"]) in said
    below = shown(page)[4]
    desk.button(w.RECORD("zh"), page.panel).click()
    desk.settle()
    assert desk.shell.place[0] == "children"
    entry = desk.shell.drawn.entry  # type: ignore[union-attr]
    assert entry.child == child
    desk.shell.set_look(lang="en")  # page and drawer are built again
    desk.settle()
    entry = desk.shell.drawn.entry  # type: ignore[union-attr]
    for name, text in (("kind", "home"), ("contact", "child"), ("state", "good"), ("summary", "正常。")):
        entry.form.put(name, text)
    entry.save_and_next()
    desk.settle()
    assert desk.shell.drawn.entry.child == below  # type: ignore[union-attr]
    assert desk.page.current == below


def test_coming_back_restores_filter_search_and_row(desk: Desk) -> None:
    page = desk.open("children", chip="overdue")
    for _step in range(4):
        desk.press(Key.Key_Down)
    child = page.current
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "child"
    desk.press(Key.Key_Left, ALT)
    desk.settle()
    page = desk.page
    assert page.bar.current == "overdue"
    assert page.current == child == shown(page)[4]
    assert page.view.hasFocus()
    desk.press(Key.Key_K, CONTROL)
    surname = name_of(desk, child)[0]
    desk.commit(surname)
    desk.settle()
    found = shown(page)
    desk.press(Key.Key_Down)  # into the results
    desk.press(Key.Key_End)
    last = page.current
    assert last == found[-1]
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[1]["id"] == last
    desk.shell.set_look(scheme="dark")  # all pages are made anew
    desk.settle()
    desk.press(Key.Key_Left, ALT)
    desk.settle()
    assert desk.shell.top.search.text() == surname
    assert shown(desk.page) == found
    assert desk.page.current == last


def test_a_save_keeps_the_row_and_shows_the_new_words(desk: Desk) -> None:
    from casefiles import recording
    from casefiles.domain.entities import ENTITIES

    page = desk.open("children")
    desk.press(Key.Key_Down)
    child = page.current
    recording.save(desk.office, ENTITIES["child"], {"village": "新改村"}, child)
    desk.shell.changed.emit("child", (child,))
    desk.settle()
    assert page.current == child
    assert "新改村" in desk.words()


def test_the_mentors_register(desk: Desk) -> None:
    page = desk.open("mentors")
    free = [
        m.id
        for m in desk.office.queries.select("mentor")
        if len(matching.active(desk.office, mentor=m.id)) < matching.capacity_of(m) and not m.values.get("left_on")
    ]
    page.bar._buttons["free"].click()
    desk.settle()
    assert set(shown(page)) == set(free)
    section = [c.sort for c in page.model.columns].index("load")
    click_head(page, section)
    desk.settle()
    loads = [int(r["load"] or 0) for r in desk.office.queries.register_rows("mentor", shown(page))]
    assert loads == sorted(loads)
    chosen = page.current
    page.focus_results()
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "mentor"
    assert desk.shell.place[1]["id"] == chosen


def test_the_model_keeps_qts_promises(desk: Desk) -> None:
    page = desk.open("children")
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for chip in ("overdue", "due", "all"):
        page.choose(chip)
        desk.settle()
    page.search("chen")
    desk.settle()
    page.search("")
    desk.settle()
    assert page.model.rowCount() == 24
    del tester


# matching


def test_matching_by_keyboard_and_back_again(desk: Desk) -> None:
    page = desk.open("matching")
    waiting = shown(page)
    assert set(waiting) == set(desk.office.queries.register_ids("child", "unmatched"))
    assert page.view.hasFocus()
    desk.press(Key.Key_Down)
    desk.settle()
    child = page.current
    assert child == waiting[1]
    best = suggesting.suggest(desk.office, child)[0]
    join = desk.button(w.MATCH_WITH("zh", name=best.name))
    desk.tab_to(join)
    with desk.bot.waitSignal(desk.shell.changed):
        desk.press(Key.Key_Space)
    desk.settle()
    assert [m.values["mentor"] for m in matching.active(desk.office, child=child)] == [best.mentor]
    assert child not in shown(page)
    assert page.current == waiting[2], "the next child stands in its place"
    assert desk.focused is page.view
    with desk.bot.waitSignal(desk.shell.changed):
        desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert matching.active(desk.office, child=child) == []
    assert set(shown(page)) == set(waiting)


def test_a_search_among_those_who_wait_finds_only_them(desk: Desk) -> None:
    page = desk.open("matching")
    waiting = shown(page)
    matched = next(i for i in desk.office.queries.register_ids("child") if i not in waiting)
    desk.press(Key.Key_K, CONTROL)
    desk.commit(name_of(desk, matched))
    desk.settle()
    assert matched not in shown(page)
    desk.focused.clear()  # type: ignore[attr-defined]
    desk.commit(name_of(desk, waiting[0]))
    desk.settle()
    assert waiting[0] in shown(page)


def test_when_every_child_has_a_mentor_the_page_says_so(desk: Desk) -> None:
    page = desk.open("matching")
    for child in shown(page):
        best = suggesting.suggest(desk.office, child)[0]
        page.match(child, name_of(desk, child), best)
        desk.settle()
    assert page.stack.currentWidget() is page.all_matched
    assert page.all_matched.isVisible()
    assert page.offered is None, "no suggestion is left for a child that has a mentor"
    assert desk.office.queries.chip_counts("child")["unmatched"] == 0


def test_enter_before_the_answer_opens_nobody(desk: Desk) -> None:
    page = desk.open("children")
    name, gate, ask = name_of(desk, shown(page)[9]), threading.Event(), page.hits

    def slow(text: str) -> list[str]:
        assert gate.wait(20)
        return ask(text)

    page.hits = slow
    desk.press(Key.Key_K, CONTROL)
    desk.commit(name)
    desk.press(Key.Key_Return)
    assert page.view.hasFocus()
    desk.press(Key.Key_Return)
    assert desk.shell.place[0] == "children", "the row of the old list is not what was asked for"
    gate.set()
    desk.settle()
    assert name_of(desk, page.current) == name
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "child"
    assert name_of(desk, str(desk.shell.place[1]["id"])) == name
