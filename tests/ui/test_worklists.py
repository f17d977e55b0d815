"""The worklists in the window: the card on Today, the page, my villages, a deputy; by keyboard alone."""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
from typing import TYPE_CHECKING, Any

import offices
import pytest
from keyboard import focused
from looks import assert_every_look, assert_nothing_cut
from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from casefiles import printing, questioning, recording, worklists
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from db.category_watch import Watch
from ui import words_asking
from ui import words_worklists as words
from ui.pages.my_villages import VillagesDrawer
from ui.pages.worklists import WorklistsPage
from ui.pages.worklists_card import MOST, WorklistsCard
from ui.undoing import announce
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk import Desk

Key = Qt.Key


def opened(desk: Desk, name: str = "overdue") -> WorklistsPage:
    page = desk.open("worklists", worklist=name)
    assert isinstance(page, WorklistsPage)
    return page


def lines(page: WorklistsPage) -> list[str]:
    return [b.accessibleName() for b in page.card.findChildren(QPushButton) if b.objectName() == "open-line"]


def test_today_counts_every_list_and_opens_it(desk: Desk) -> None:
    counts = {n: c for n, c in worklists.counts(desk.office).items() if c}
    shown = {
        b.objectName(): b
        for b in desk.page.findChildren(QPushButton)
        if b.objectName().startswith("worklist-")
    }
    lack = [name for name in counts if name.startswith("missing_")]
    named = [name for name in counts if name not in lack[1:]]
    assert len(shown) == min(MOST, len(named))
    assert set(shown) <= {f"worklist-{name}" for name in counts}
    assert (f"worklist-{lack[0]}" in shown) if lack else True
    more = desk.page.findChild(QPushButton, "more-worklists")
    assert (more is not None) == (len(counts) > len(shown))
    if more is not None:
        assert str(len(counts) - len(shown)) in more.text()
    first = next(iter(counts))
    assert shown[f"worklist-{first}"].text().strip() == words.OPEN_LIST(
        "zh", list=words.NAMES[first]("zh"), n=counts[first]
    )
    shown[f"worklist-{first}"].setFocus()
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place == ("worklists", {"worklist": first})
    assert len(lines(desk.page)) == min(counts[first], 100)


def test_the_lists_are_worked_through_by_arrow_keys(desk: Desk) -> None:
    page = opened(desk)
    below = next(n for n, c in worklists.counts(desk.office).items() if c and n != "overdue")
    assert focused().objectName() == "list-overdue"
    desk.press(Key.Key_Down)
    assert focused().objectName() == f"list-{below}"
    desk.press(Key.Key_Space)
    desk.settle()
    assert page.name == below
    assert focused().objectName() == f"list-{below}"
    page = opened(desk, "overdue")
    names = lines(page)
    assert len(names) > 1
    desk.press(Key.Key_Right)
    assert focused().accessibleName() == names[0]
    desk.press(Key.Key_Down)
    assert focused().accessibleName() == names[1]
    expected = worklists.lines(desk.office, "overdue")[1].id
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place == ("child", {"id": expected})
    desk.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert desk.shell.place == ("worklists", {"worklist": "overdue"})


def test_a_save_shortens_a_list(desk: Desk) -> None:
    page = opened(desk, "overdue")
    child = worklists.lines(desk.office, "overdue")[0]
    before = lines(page)
    draft = {"child": child.id, "on": offices.TODAY.isoformat(), "kind": "home", "contact": "child"}
    saved = recording.save(desk.office, ENTITIES["visit"], draft)
    announce(desk.shell, saved.touched)
    desk.settle()
    assert lines(page) == before[1:]


@pytest.mark.parametrize("name", worklists.NAMES)
def test_every_list_opens_and_says_what_it_is(desk: Desk, name: str) -> None:
    page = opened(desk, name)
    assert len(lines(page)) == min(100, worklists.counts(desk.office)[name])
    assert focused().objectName() == f"list-{name}"


def test_my_villages_come_first_and_are_marked(desk: Desk) -> None:
    page = opened(desk, "overdue")
    village = worklists.lines(desk.office, "overdue")[-1].village
    page.findChild(QPushButton, "my-villages").click()
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, VillagesDrawer)
    tick = next(t for t in drawer.ticks if t.text() == village)
    tick.setFocus()
    desk.press(Key.Key_Space)
    drawer.save()
    desk.settle()
    assert worklists.my_villages(desk.office) == (village,)
    assert worklists.lines(desk.office, "overdue")[0].village == village
    assert words.MINE("zh") in [p.text for p in page.card.findChildren(Pill)]


def test_a_colleague_without_villages_or_a_wrong_day_is_said_in_the_drawer(desk: Desk) -> None:
    page = opened(desk)
    page.choose_villages()
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, VillagesDrawer)
    drawer.colleague.setText("nobody")
    drawer.until.set_text("不是日期")
    drawer.save()
    assert "不是日期" in drawer.said.text()
    drawer.until.set_text((offices.TODAY + dt.timedelta(days=5)).isoformat())
    drawer.save()
    assert "nobody" in drawer.said.text()
    assert desk.shell.drawn is drawer
    assert worklists.my_villages(desk.office) == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["overdue", "reports", "coming_of_age", "tasks", "missing_id"])
def test_nothing_is_cut(desk: Desk, name: str) -> None:
    opened(desk, name)
    assert_every_look(desk.shell)


@pytest.mark.parametrize(
    ("name", "field"), [("missing_id", "id_number"), ("missing_health", "health"), ("missing_birth", "birth_date")]
)
def test_a_line_opens_the_field_that_is_missing(desk: Desk, name: str, field: str) -> None:
    saved = recording.save(desk.office, ENTITIES["child"], {"name": "缺项样"})
    opened(desk, name)
    desk.button(words.OPEN("zh", name="缺项样")).click()
    desk.settle()
    assert desk.shell.place[1]["id"] == saved.id
    assert focused() is desk.page.pane.form.blocks[field].editor.target


def test_a_click_on_the_words_of_a_line_opens_it(desk: Desk) -> None:
    saved = recording.save(desk.office, ENTITIES["child"], {"name": "缺项样"})
    page = opened(desk, "missing_health")
    [name] = [one for one in page.card.findChildren(QLabel) if one.text() == "缺项样"]
    QTest.mouseClick(name, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.shell.place[1]["id"] == saved.id


def test_a_question_that_was_sent_back_is_answered_from_its_line(desk: Desk) -> None:
    child = desk.office.queries.select("child")[0]
    asked = questioning.ask(desk.office, child.id, "missing", "村名对吗")
    found = desk.office.queries.get(asked.id)
    assert found is not None
    there = {"asked_code": "999901", "asked_office": "清源县"}
    desk.office.ledger.write([Edit("question", asked.id, there, found.heads)], "clerk")
    page = opened(desk, "questions")
    [go] = page.card.findChildren(QPushButton, "open-line")
    assert go.text().strip() == words_asking.DO_ANSWER("zh")
    go.click()
    desk.settle()
    assert desk.shell.drawn is not None
    assert desk.shell.drawn.objectName() == "questions"


def test_lines_of_one_record_and_of_a_visit_open_its_drawer(desk: Desk) -> None:
    child = str(desk.office.queries.select("match", {"end": None}, limit=1)[0].values["child"])
    sign = ENTITIES["visit"].fields["danger"].kind.codes.active[0].code  # type: ignore[attr-defined]
    draft = {"child": child, "on": "2026-11-20", "kind": "home", "contact": "child", "danger": sign}
    recording.save(desk.office, ENTITIES["visit"], draft)
    page = opened(desk, "reports")
    line = worklists.lines(desk.office, "reports")[0]
    page._open(line)
    desk.settle()
    assert desk.shell.drawn.record.id == line.more["row"]  # type: ignore[union-attr]
    page = opened(desk, "overdue")
    late = worklists.lines(desk.office, "overdue")[0]
    page._open(late)
    desk.settle()
    assert desk.shell.drawn.entry.child == late.id  # type: ignore[union-attr]
    page = opened(desk, "unmatched")
    page._open(worklists.lines(desk.office, "unmatched")[0])
    desk.settle()
    assert desk.page.tabs.currentIndex() == 2


def test_what_was_seen_to_today_stays_out_of_the_way_until_tomorrow(desk: Desk) -> None:
    page = opened(desk, "overdue")
    before = worklists.lines(desk.office, "overdue")
    first = before[0]
    desk.button(words.PUT_OFF("zh", name=first.name)).setFocus()
    desk.press(Key.Key_Space)
    desk.settle()
    assert worklists.off(desk.office, "overdue") == {first.id: "2026-11-22"}
    assert len(lines(page)) == len(before) - 1
    show = page.findChild(QPushButton, "show-off")
    assert "1" in show.text()
    show.click()
    desk.settle()
    assert len(lines(page)) == len(before)
    page.show_off()
    desk.settle()
    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert worklists.off(desk.office, "overdue") == {}
    assert len(lines(page)) == len(before)
    worklists.put_off(desk.office, "overdue", first.id, offices.TODAY + dt.timedelta(days=1))
    tomorrow = dataclasses.replace(desk.office, clock=Tomorrow())
    assert worklists.off(tomorrow, "overdue") == {}, "tomorrow it is back"
    with pytest.raises(Refusal):
        worklists.put_off(desk.office, "overdue", first.id, offices.TODAY)


def test_what_was_put_away_is_not_counted(desk: Desk) -> None:
    before = worklists.counts(desk.office)["overdue"]
    first, second = worklists.lines(desk.office, "overdue")[:2]
    for line in (first, second):
        worklists.put_off(desk.office, "overdue", line.id, offices.TODAY + dt.timedelta(days=1))
    draft = {"child": second.id, "on": offices.TODAY.isoformat(), "kind": "home", "contact": "child"}
    recording.save(desk.office, ENTITIES["visit"], draft)  # visited: it is on the list no more
    assert worklists.counts(desk.office)["overdue"] == before - 2
    assert worklists.tally(desk.office).away == {"overdue": 1}
    page = opened(desk, "overdue")
    assert page.counts["overdue"] == before - 2 == len(lines(page))
    assert words.SHOW_OFF("zh", n=1) == page.findChild(QPushButton, "show-off").text().strip()


class Waiting(Watch):
    """Whose categories differ is not known before the gate is open."""

    gate, asked = threading.Event(), threading.Event()

    def children(self, today: dt.date) -> set[str]:
        self.asked.set()
        self.gate.wait(20)
        return super().children(today)


@pytest.fixture
def gate(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    queries: Any = desk.office.queries
    monkeypatch.setattr(queries, "_watch", Waiting(queries._database))
    Waiting.gate.clear()
    Waiting.asked.clear()
    yield Waiting.gate
    Waiting.gate.set()
    desk.settle()


def fits(window: QWidget) -> bool:
    """Whether nothing is cut, once the layouts have come to rest, while a number is still to come."""
    try:
        assert_nothing_cut(window, reading=True)
    except AssertionError:
        return False
    return True


def test_lines_stand_before_the_number_that_takes_its_time(desk: Desk, gate: threading.Event) -> None:
    desk.shell.set_look(lang="en", size="xlarge")
    desk.shell.open("worklists", worklist="overdue")
    page: Any = desk.page
    desk.until(lambda: lines(page))
    number = page.findChild(QPushButton, "list-categories")
    assert number.text().endswith("…")
    desk.until(lambda: fits(desk.shell))  # the job that is held back keeps the desk from settling
    before = [one.text() for one in page.lists.findChildren(QPushButton) if one is not number]
    page.lists.findChild(QPushButton, "list-unmatched").setFocus()
    gate.set()
    desk.settle()
    assert number.text().endswith(f" {worklists.counts(desk.office)['categories']}")
    assert number.accessibleName().endswith(number.text().rpartition(" ")[2]) or "…" not in number.accessibleName()
    assert [one.text() for one in page.lists.findChildren(QPushButton) if one is not number] == before
    assert focused().objectName() == "list-unmatched", "the keyboard stays where it was"
    assert worklists.tally(desk.office, whole=False).waits == frozenset(), "the next time it is there at once"


def test_the_first_page_does_not_wait_for_it_either(desk: Desk, gate: threading.Event) -> None:
    desk.shell.open("today")
    desk.until(Waiting.asked.is_set)  # only that number is still to come
    desk.page.findChild(QPushButton, "worklist-overdue").setFocus()
    gate.set()
    desk.settle()
    assert focused().objectName() == "worklist-overdue"
    filled = [name for name, n in worklists.counts(desk.office).items() if n]
    card = desk.page.findChild(WorklistsCard)
    shown = card.findChildren(QPushButton, QRegularExpression("^worklist-"))
    more = card.findChild(QPushButton, "more-worklists")
    assert more is None or str(len(filled) - len(shown)) in more.text()


def test_each_look_counts_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = worklists.lines(desk.office, "overdue")[0]
    worklists.put_off(desk.office, "overdue", first.id, offices.TODAY + dt.timedelta(days=1))
    worklists.counts(desk.office)
    asked = []
    queries: Any = desk.office.queries
    count = queries.worklist_counts
    monkeypatch.setattr(queries, "worklist_counts", lambda **how: asked.append(how) or count(**how))
    opened(desk, "overdue")
    assert asked == [{"whole": False}]
    desk.page.reload()
    desk.settle()
    assert len(asked) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_missing_field_says_what_filling_it_in_comes_to(desk: Desk, lang: str) -> None:
    for n in range(2):
        recording.save(desk.office, ENTITIES["child"], {"name": f"缺项{'一二'[n]}样"})
    desk.shell.set_look(lang=lang)
    counts = worklists.counts(desk.office)
    page = desk.open("today")
    desk.settle()
    first = next(name for name in counts if name in words.MISSING_HELP and counts[name])
    said = words.MISSING_HELP[first](lang, n=counts[first])
    assert said in [found.text() for found in page.findChildren(QLabel) if found.isVisible()]
    for name in words.MISSING_HELP:
        said = words.MISSING_HELP[name](lang, n=counts[name])
        assert str(counts[name]) in said
        opened(desk, name)
        assert said in desk.words(), name
    opened(desk, "missing_id")
    expected = {"zh": f"补全这 {counts['missing_id']} 份档案的身份证号，报表就完整了。",
                "en": f"An ID number in these {counts['missing_id']} files completes the report."}  # fmt: skip
    assert expected[lang] in desk.words()


def test_the_day_is_printed_to_take_along(desk: Desk) -> None:
    page = opened(desk, "overdue")
    away = worklists.lines(desk.office, "overdue")[0]
    worklists.put_off(desk.office, "overdue", away.id, offices.TODAY + dt.timedelta(days=1))
    first = worklists.left(desk.office, "overdue")[0]
    page.findChild(QPushButton, "print-day").setFocus()
    desk.press(Key.Key_Space)
    desk.settle()
    name, where = desk.shell.place
    assert (name, where["paper"]) == ("preview", "day-list")
    assert first.id in where["ids"]
    paper = printing.PAPERS["day-list"]
    assert paper.together is not None
    said = str(paper.together(desk.office, where["ids"], "zh", True, "").to_json())
    assert first.name in said
    assert f"□走访（应于 {first.day}）" in said
    worklists.answer_for(desk.office, [first.village])
    villages = {one.village for lines_ in worklists.of_day(desk.office, ["overdue"]).values() for _, one in lines_}
    assert villages == {first.village}, "of my villages alone, when I have any"


class Tomorrow:
    def today(self) -> dt.date:
        return offices.TODAY + dt.timedelta(days=1)

    def now_ms(self) -> int:
        return 1_800_000_000_000
