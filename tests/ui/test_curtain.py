"""Names hidden by one key: on every page, in every visible text, and whatever is painted."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from keyboard import commit, focused
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from casefiles import questioning, recording, surveying, worklists
from casefiles.domain import catalogue
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.domain.running import is_running
from casefiles.domain.words import Label
from ui import veiled
from ui.charts import Item, RankedBars
from ui.fields import Editor
from ui.pages.child_visits import edit_visit
from ui.question_drawer import open_questions
from ui.record_history import open_history
from ui.sitting import open_changes
from ui.visit_drawer import open_visit
from ui.widgets.textarea import TextArea

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk import Desk

Key = Qt.Key
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _nothing_stays_hidden() -> Iterator[None]:
    yield
    veiled.put(None)


def texts(shell: QWidget) -> Iterator[tuple[str, str]]:
    """Everything that can be seen or is told of what is in sight: (where, text)."""
    asked = ("text", "toolTip", "accessibleName", "accessibleDescription", "placeholderText", "windowTitle")
    for widget in [shell, *shell.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        for name in asked:
            ask = getattr(widget, name, None)
            own = isinstance(widget, (QLineEdit, TextArea, Editor)) and name == "text"  # covered, see below
            if callable(ask) and not own and not isinstance(ask, Label):
                yield f"{type(widget).__name__} {widget.objectName()} {name}", str(ask())
        if isinstance(widget, QLineEdit) and widget.text():
            sheet = widget.findChild(QLabel, "curtain-sheet")
            covered = sheet is not None and sheet.isVisible()
            yield f"line {widget.objectName()}", sheet.text() if covered else widget.text()  # type: ignore[union-attr]
        if isinstance(widget, TextArea):
            yield f"area {widget.objectName()}", widget.toPlainText()
        yield from read_out(widget)
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from ((f"{type(widget).__name__} cell", text) for text in cells(widget.model()))


def read_out(widget: QWidget) -> Iterator[tuple[str, str]]:
    """What a screen reader asks of a widget: (where, text)."""
    told = QAccessible.queryAccessibleInterface(widget)
    if told is None:
        return
    for part in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description, QAccessible.Text.Help):
        yield f"{type(widget).__name__} {widget.objectName()} told as {part.name}", told.text(part)
    lines = told.textInterface()
    if lines is not None:
        yield f"{type(widget).__name__} {widget.objectName()} read", lines.text(0, lines.characterCount())


def cells(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for way, n in ((Qt.Orientation.Horizontal, columns), (Qt.Orientation.Vertical, model.rowCount(QModelIndex()))):
        yield from (str(model.headerData(at, way, role) or "") for at in range(min(n, 60)) for role in roles)
    for row in range(min(model.rowCount(QModelIndex()), 60)):
        for column in range(columns):
            for role in roles:
                yield str(model.index(row, column).data(role) or "")


ROWS = ("grid", "registers", "surveys", "children")
"""pages that list: opened on something, they show a row"""
SOMEBODY = ("child", "mentor", "household", "merge", "grid", "registers", "worklists")
"""pages on which, opened on something, a person stands"""
WALKS = 3
"""in how many walks the pages are looked at: one alone takes longer than a test may on a busy machine"""
TELLING = (
    "village", "hamlet", "address", "registered_address", "school", "school_class", "phone", "id_number", "pupil_number"
)  # fmt: skip


def secrets(desk: Desk) -> set[str]:
    """Every name, place and number of the office, read off the records."""
    found = {str(desk.office.me.name)}
    for entity, kind in ENTITIES.items():
        told = [name for name, f in kind.fields.items() if f.kind.name == "name" or name in TELLING]
        for record in desk.office.queries.select(entity, hidden=True) if told else ():
            found |= {str(record.values[name]) for name in told if record.values.get(name)}
    return {text for text in found if len(text) > 1}


OF_AGES = ("birthdays", "coming_of_age", "grown", "mentor_age")
AGED = 149
"""how old everybody is during the walk: no other number is this one"""


def everybody_is_aged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks how old somebody is hears this, in the program and in the lists of work."""
    monkeypatch.setattr(catalogue.age_on, "__code__", (lambda birth, on: 149).__code__)
    own = worklists._line  # what each list of work passes through

    def aged(*given: Any) -> worklists.Line:
        line = own(*given)
        return replace(line, more={**line.more, "age": str(AGED)}) if "age" in line.more else line

    monkeypatch.setattr(worklists, "_line", aged)


SAID = "孙家奶奶王桂样说"
"""begins every running text that is put on file for the walk; the woman herself stands on no file"""


def tell(desk: Desk, child: str, mentor: str) -> list[str]:
    """Every running field of records of these two, filled; which fields could be."""
    office, told = desk.office, []
    for entity, kind in ENTITIES.items():
        fields = [name for name, f in kind.fields.items() if is_running(f)]
        own = {"child": child, "mentor": mentor}
        wheres = [{n: own[n]} for n in own if n in kind.fields] or [{}]
        found = [r for where in wheres for r in office.queries.select(entity, where, limit=1)] or list(
            office.queries.select(entity, limit=1)
        )
        if entity in own:
            found = [r for r in (office.queries.get(own[entity]),) if r is not None]
        for record in found:
            for name in fields:
                try:
                    recording.save(office, kind, {name: f"{SAID}{entity}.{name}"}, record.id)
                    told.append(f"{entity}.{name}")
                except Refusal:
                    continue
    return told


def places(desk: Desk) -> list[tuple[str, dict[str, Any]]]:
    child = str(desk.office.queries.select("match", {"end": None}, limit=1)[0].values["child"])
    mentor = desk.office.queries.select("mentor", limit=1)[0].id
    ids = {"child": child, "mentor": mentor, "preview": child}
    found: list[tuple[str, dict[str, Any]]] = []
    for name, spec in desk.shell.specs.items():
        if spec.bare or name == "preview":
            continue
        found.append((name, {"id": ids[name]} if name in ids else {}))
    found += [("child", {"id": child, "tab": tab}) for tab in range(1, 6)]
    found += [("mentor", {"id": mentor, "tab": tab}) for tab in range(1, 4)]
    batch = recording.save(
        desk.office, ENTITIES["aid_batch"], {"name": "冬衣", "on": "2026-11-20", "kind": "goods", "what": "冬衣"}
    ).id
    given = {"child": child, "batch": batch, "on": "2026-11-20", "kind": "goods", "what": "冬衣"}
    recording.save(desk.office, ENTITIES["aid"], given)
    home = desk.office.queries.select("household", limit=1)[0].id
    children = [r.id for r in desk.office.queries.select("child", limit=2)]
    found += [("grid", {"grid": "aid", "id": batch}), ("household", {"id": home}), ("registers", {"entity": "member"})]
    round_, _ = surveying.make(desk.office, {"name": "秋季摸底", "start": "2026-11-20", "walkers": "李走样"})
    line = desk.office.queries.surveys.line_ids(round_)[0]
    surveying.put(desk.office, line, outcome="moved", on="2026-11-20", by="李走样", note="随父进城")
    found += [("surveys", {"id": round_, "view": view}) for view in ("doors", "progress", "differences")]
    found.append(("merge", dict(zip(("stays", "gone"), children, strict=True))))
    counts = worklists.counts(desk.office)
    fullest = max(counts, key=lambda one: counts[one])
    more: list[tuple[str, dict[str, Any]]] = [("visit", {"child": child}), ("worklists", {"worklist": fullest})]
    more += [("worklists", {"worklist": one}) for one in OF_AGES if counts.get(one)]
    return [*found, *more, ("children", {"find": "chen"})]


@pytest.mark.parametrize("part", range(WALKS))
def test_nothing_is_seen_or_read_out_on_any_page(desk: Desk, monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    walk = places(desk)
    ids = dict(walk)
    told_of = tell(desk, str(ids["child"]["id"]), str(ids["mentor"]["id"]))
    walk = walk[part::WALKS]
    assert len(told_of) > 25
    known = secrets(desk) | {SAID}
    everybody_is_aged(monkeypatch)
    age = re.compile(rf"(?<!\d){AGED}(?!\d)")
    desk.open("children")
    assert any(age.search(text) for _, text in texts(desk.shell)), "it is seen before"
    assert len({text for text in known if text.endswith("村")}) > 1
    painted: list[str] = []
    own = QPainter.drawText

    def drawn(painter: QPainter, *given: Any) -> Any:
        painted.extend(text for text in given if isinstance(text, str))
        return own(painter, *given)

    monkeypatch.setattr(QPainter, "drawText", drawn)
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    assert desk.shell.top.band.isVisible()
    seen: list[str] = []
    looked_at: set[str] = set()
    for name, where in walk:
        desk.open(name, **where)
        painted.clear()
        desk.shell.grab()
        desk.settle()
        if name in ROWS and where.get("view", "doors") == "doors" and where:
            lists = [view for view in desk.shell.findChildren(QAbstractItemView) if view.isVisible() and view.model()]
            assert sum(view.model().rowCount(QModelIndex()) for view in lists), f"{name} {where} shows no row"
        told = [*texts(desk.shell), *(("painted", text) for text in painted)]
        if name in SOMEBODY and where:
            assert any("**" in text for _, text in told), f"{name} {where} shows nobody"
        for at, text in told:
            if text not in looked_at:  # most pages say the same all around
                looked_at.add(text)
                left = [one for one in known if one in text] + age.findall(text)
                seen += [f"{name} {where}: {at} shows {text!r}: {left}"] if left else []
    assert not seen, f"{len(seen)}:\n" + "\n".join(dict.fromkeys(seen[:60]))


def test_one_press_hides_what_is_in_sight_and_one_shows_it_again(desk: Desk) -> None:
    child = desk.office.queries.select("child", {}, "name", limit=1)[0]
    name = str(child.values["name"])
    desk.open("child", id=child.id)
    before = sorted(texts(desk.shell))
    assert any(name in text for _, text in before)
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    assert not any(name in text for _, text in texts(desk.shell))
    assert any(text == name[0] + "**" for _, text in texts(desk.shell))
    desk.shell.set_look(lang="en")
    desk.settle()
    desk.shell.grab()
    assert desk.shell.top.band.isVisible(), "a switch of language keeps it"
    assert not any(name in text for _, text in texts(desk.shell))
    desk.shell.set_look(lang="zh")
    desk.settle()
    desk.shell.top.hide_button.click()
    desk.settle()
    assert not desk.shell.top.band.isVisible()
    assert any(name in text for _, text in texts(desk.shell))
    desk.until(lambda: {text for _, text in texts(desk.shell)} == {text for _, text in before})


def test_typing_goes_on_and_what_is_typed_is_saved_as_typed(desk: Desk) -> None:
    child = desk.office.queries.select("match", {"end": None}, limit=1)[0].values["child"]
    found = desk.office.queries.get(str(child))
    assert found is not None
    name = str(found.values["name"])
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    entry = open_visit(desk.shell, str(child)).entry
    desk.settle()
    desk.shell.grab()
    assert not any(name in text for _, text in texts(desk.shell))
    for field, text in (("kind", "home"), ("contact", "child")):
        entry.form.put(field, text)
    entry.form.focus("summary")
    commit(f"看望{name}，一切都好。")
    saved = []
    entry.saved.connect(saved.append)
    entry.save()
    desk.until(lambda: saved)
    desk.settle()
    desk.shell.grab()
    assert desk.shell.toasted is not None
    assert name not in desk.shell.toasted.words.text()
    visit = desk.office.queries.get(saved[0].id)
    assert visit is not None
    assert visit.values["summary"] == f"看望{name}，一切都好。"
    assert visit.values["child"] == child


def test_a_field_that_holds_a_name_is_covered_and_keeps_it(desk: Desk) -> None:
    child = desk.office.queries.select("child", limit=1)[0]
    page: Any = desk.open("child", id=child.id)
    page.edit("identity")
    desk.settle()
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    desk.shell.grab()
    line = page.pane.form.blocks["name"].editor.target
    sheet = line.findChild(QLabel, "curtain-sheet")
    name = str(child.values["name"])
    assert sheet.isVisible()
    assert sheet.text() == name[0] + "**"
    assert line.text() == name
    assert not any(name in text for _, text in read_out(line)), "nor read out"
    assert line.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not line.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText, "Chinese is typed into it as before"
    line.setFocus()
    line.selectAll()
    commit("赵")
    desk.settle()
    desk.shell.grab()
    desk.settle()
    assert not sheet.isVisible(), "what is typed and no name yet can be read"
    assert focused() is line
    desk.open("today")
    page.leave()
    page.pane.form.discard_draft()
    desk.settle()


def test_somebody_put_on_file_meanwhile_is_hidden(desk: Desk) -> None:
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    saved = recording.save(desk.office, ENTITIES["child"], {"name": "尉迟新样", "village": "石门村"})
    desk.shell.changed.emit("child", [saved.id])
    desk.open("child", id=saved.id)
    desk.shell.grab()
    assert not any("尉迟新样" in text for _, text in texts(desk.shell))
    assert any(text == "尉**" for _, text in texts(desk.shell))


def test_every_window_is_covered_at_once_while_the_names_are_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many names take their time: the keyboard is not held up, and nothing is seen until each is hidden."""
    child = desk.office.queries.select("child", {}, "name", limit=1)[0]
    name = str(child.values["name"])
    desk.open("child", id=child.id)
    dialogs = [QDialog(desk.shell), QDialog(desk.shell)]
    for dialog in dialogs:
        QVBoxLayout(dialog).addWidget(QLabel(name))
    dialogs[0].show()
    may, whole, threads = threading.Event(), desk.office.queries.names, []

    def slow(_self: object) -> tuple[set[str], set[str]]:
        threads.append(threading.current_thread())
        assert may.wait(30)
        return whole()

    monkeypatch.setattr(type(desk.office.queries), "names", slow)
    try:
        desk.shell.activateWindow()
        desk.shell.page.setFocus()
        desk.press(Key.Key_H, BOTH)
        dialogs[1].show()  # opened meanwhile
        for window in (desk.shell, *dialogs):
            sheet = window.findChild(QLabel, "curtain-all")
            assert sheet.isVisible()
            assert sheet.geometry() == window.rect()
        assert veiled.shown(name) == "***", "lists and pictures too"
        desk.shell.resize(desk.shell.width() - 40, desk.shell.height() - 40)
        QApplication.processEvents()
        sheet = desk.shell.findChild(QLabel, "curtain-all")
        assert sheet.geometry() == desk.shell.rect()
        middle = desk.shell.grab().toImage()
        assert middle.pixelColor(5, 5) == middle.pixelColor(middle.width() - 5, middle.height() - 5)
    finally:
        may.set()
    desk.settle()
    assert threads
    assert threads[0] is not threading.main_thread()
    for window in (desk.shell, *dialogs):
        assert window.findChild(QLabel, "curtain-all") is None
        assert not any(name in text for _, text in texts(window))
    for dialog in dialogs:
        dialog.close()
        dialog.deleteLater()


def test_opened_again_before_the_names_are_read_everything_is_seen(desk: Desk) -> None:
    child = desk.office.queries.select("child", {}, "name", limit=1)[0]
    desk.open("child", id=child.id)
    desk.press(Key.Key_H, BOTH)
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    assert desk.shell.findChild(QLabel, "curtain-all") is None
    assert not desk.shell.top.band.isVisible()
    assert any(str(child.values["name"]) in text for _, text in texts(desk.shell))


def test_notes_with_a_name_are_neither_seen_nor_read_out_and_stay_whole(desk: Desk) -> None:
    child = desk.office.queries.select("child", limit=1)[0]
    name, village = str(child.values["name"]), str(child.values["village"])
    page: Any = desk.open("child", id=child.id)
    page.edit("care")
    desk.settle()
    box = page.pane.form.blocks["situation"].editor.box
    box.set(f"{name}住在{village}。")
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    assert name not in box.toPlainText()
    assert village not in box.toPlainText()
    assert not any(name in text or village in text for _, text in read_out(box))
    assert box.text() == f"{name}住在{village}。"

    page.pane.form.focus("situation")
    desk.settle()
    desk.press(Key.Key_End)
    commit("好")
    QApplication.processEvents()
    assert box.text() == f"{name}住在{village}。好"
    desk.shell.grab()
    desk.settle()
    sheet = box.findChild(QLabel, "curtain-sheet")
    assert sheet is not None, "while it is written in, a sheet lies over it"
    desk.shell.top.search.setFocus()
    desk.shell.grab()
    desk.settle()
    assert name not in box.toPlainText()
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    assert box.toPlainText() == f"{name}住在{village}。好"
    assert box.document().isUndoAvailable()
    desk.open("today")
    page.leave()
    page.pane.form.discard_draft()
    desk.settle()


def test_a_chart_neither_paints_nor_says_a_village(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    village = str(desk.office.queries.select("child", limit=1)[0].values["village"])
    said: list[str] = []
    own = QPainter.drawText
    monkeypatch.setattr(QPainter, "drawText", lambda p, *given: (said.append(str(given[-1])), own(p, *given))[1])
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    chart = RankedBars(desk.shell.theme, "zh", "各村", [Item(village, 3, village), Item("别处", 2, "x")])
    chart.setParent(desk.shell)
    chart.resize(400, 200)
    chart.show()
    chart.choose(0)
    chart.grab()
    desk.settle()
    assert any("***" in text for text in said)
    assert not any(village in text for text in [*said, *(text for _, text in read_out(chart))])
    desk.press(Key.Key_H, BOTH)
    said.clear()
    chart.grab()
    assert any(village in text for text in said)
    chart.hide()
    chart.deleteLater()


def test_a_line_of_running_text_is_covered_whole_but_for_what_is_being_typed(desk: Desk) -> None:
    visit = desk.office.queries.select("visit", limit=1)[0]
    recording.save(desk.office, ENTITIES["visit"], {"met": "孙家奶奶王桂样"}, visit.id)
    drawer: Any = open_visit(desk.shell, str(visit.values["child"]))
    desk.settle()
    line = drawer.entry.form.blocks["met"].editor
    line.set("孙家奶奶王桂样")
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    desk.shell.grab()
    desk.settle()
    sheet = line.box.findChild(QLabel, "curtain-sheet")
    assert sheet is not None
    assert sheet.text() == "***"
    drawer.entry.form.focus("met")
    desk.press(Key.Key_End)
    commit("和邻居")
    desk.shell.grab()
    desk.settle()
    assert sheet.text() == "***和邻居", "what is typed is seen"
    assert line.text() == "孙家奶奶王桂样和邻居"
    drawer.entry.form.focus("place")
    desk.shell.grab()
    desk.settle()
    assert sheet.text() == "***"
    drawer.entry.form.discard_draft()
    desk.shell.drawer(None)
    desk.settle()


def test_a_picture_is_covered_to_its_edges(desk: Desk) -> None:
    child = desk.office.queries.select("child", limit=1)[0].id
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    page: Any = desk.open("preview", id=child)
    desk.shell.grab()
    desk.settle()
    sheet = page.view.findChild(QLabel, "curtain-sheet")
    assert sheet.geometry() == page.view.rect()


def test_a_name_of_earlier_days_is_hidden_though_on_no_file(desk: Desk) -> None:
    child = desk.office.queries.select("child", limit=1)[0]
    recording.save(desk.office, ENTITIES["child"], {"name": "尉迟往昔例"}, child.id)
    recording.save(desk.office, ENTITIES["child"], {"name": "陈今样"}, child.id)
    desk.open("child", id=child.id, tab=5)
    assert any("尉迟往昔例" in text for _, text in texts(desk.shell))
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    desk.shell.grab()
    desk.settle()
    assert not any("尉迟往昔例" in text for _, text in texts(desk.shell))


def test_running_text_goes_in_drawers_too(desk: Desk) -> None:
    child = str(desk.office.queries.select("match", {"end": None}, limit=1)[0].values["child"])
    mentor = desk.office.queries.select("mentor", limit=1)[0].id
    assert len(tell(desk, child, mentor)) > 20
    visit = desk.office.queries.select("visit", {"child": child}, limit=1)[0]
    recording.save(desk.office, ENTITIES["visit"], {"summary": f"{SAID}又一次。"}, visit.id)
    questioning.ask(desk.office, child, "wrong", f"{SAID}要核实。")
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    desk.open("child", id=child)
    found = desk.office.queries.get(visit.id)
    assert found is not None
    for act in (
        lambda: open_history(desk.shell, found),
        lambda: open_questions(desk.shell, child),
        lambda: edit_visit(desk.shell, visit.id),
        lambda: open_changes(desk.shell),
        lambda: open_visit(desk.shell, child),
    ):
        act()
        desk.settle()
        desk.shell.grab()
        desk.settle()
        assert desk.shell.drawn is not None
        left = [(at, text) for at, text in texts(desk.shell) if SAID in text]
        assert not left, left[:5]
    desk.shell.drawer(None)
    desk.settle()


@pytest.mark.parametrize("entity", ["visit", "question", "aid"])
def test_running_text_goes_in_registers_and_beside_them(desk: Desk, entity: str) -> None:
    child = str(desk.office.queries.select("match", {"end": None}, limit=1)[0].values["child"])
    if entity == "question":
        questioning.ask(desk.office, child, "wrong", f"{SAID}要核实。")
    tell(desk, child, desk.office.queries.select("mentor", limit=1)[0].id)
    held = [r.id for r in desk.office.queries.select(entity) if any(SAID in str(v) for v in r.values.values())]
    assert held
    page: Any = desk.open("registers", entity=entity, chosen=held[0])
    desk.settle()
    assert any(SAID in text for _, text in texts(desk.shell)), "it is seen before"
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    desk.shell.grab()
    desk.settle()
    left = [(at, text) for at, text in texts(desk.shell) if SAID in text]
    assert not left, left[:5]
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    desk.shell.grab()
    desk.settle()
    assert any(SAID in text for _, text in texts(desk.shell)), "and after"
    assert page.register.model.rowCount(QModelIndex())


def test_a_year_of_birth_goes_where_it_stands_for_somebody(desk: Desk) -> None:
    child = desk.office.queries.select("child", limit=1)[0]
    recording.save(desk.office, ENTITIES["child"], {"birth_date": "2016", "id_number": ""}, child.id)
    desk.open("child", id=child.id)
    year = re.compile(r"(?<![\d-])2016(?![\d-])")
    assert any(year.search(text) for _, text in texts(desk.shell))
    desk.press(Key.Key_H, BOTH)
    desk.settle()
    desk.shell.grab()
    desk.settle()
    left = [(at, text) for at, text in texts(desk.shell) if year.search(text)]
    assert not left
