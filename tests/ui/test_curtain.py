"""Names hidden by one key: on every page, in every visible text, and whatever is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from keyboard import commit, focused
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QWidget

from casefiles import recording, surveying
from casefiles.domain.entities import ENTITIES
from casefiles.domain.words import Label
from ui import veiled
from ui.visit_drawer import open_visit

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
            own = isinstance(widget, QLineEdit) and name == "text"  # a sheet lies over it, see below
            if callable(ask) and not own and not isinstance(ask, Label):
                yield f"{type(widget).__name__} {widget.objectName()} {name}", str(ask())
        if isinstance(widget, QLineEdit) and widget.text():
            sheet = widget.findChild(QLabel, "curtain-sheet")
            covered = sheet is not None and sheet.isVisible()
            yield f"line {widget.objectName()}", sheet.text() if covered else widget.text()  # type: ignore[union-attr]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from ((f"{type(widget).__name__} cell", text) for text in cells(widget.model()))


def cells(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(min(model.rowCount(QModelIndex()), 60)):
        for column in range(columns):
            for role in roles:
                yield str(model.index(row, column).data(role) or "")


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
    more: list[tuple[str, dict[str, Any]]] = [("visit", {"child": child}), ("worklists", {"worklist": "unmatched"})]
    return [*found, *more, ("children", {"find": "chen"})]


def test_no_name_is_seen_on_any_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    walked = places(desk)
    names = {n for n in {*desk.office.queries.names(), desk.office.me.name} if len(n) > 1}
    painted: list[str] = []
    own = QPainter.drawText

    def drawn(painter: QPainter, *given: Any) -> Any:
        painted.extend(text for text in given if isinstance(text, str))
        return own(painter, *given)

    monkeypatch.setattr(QPainter, "drawText", drawn)
    desk.press(Key.Key_H, BOTH)
    assert desk.shell.top.band.isVisible()
    seen = []
    for name, where in walked:
        desk.open(name, **where)
        painted.clear()
        desk.shell.grab()
        desk.settle()
        for at, text in [*texts(desk.shell), *(("painted", text) for text in painted)]:
            left = [known for known in names if known in text]
            seen += [f"{name} {where}: {at} shows {text!r}"] if left else []
    assert not seen, "\n".join(seen[:20])


def test_one_press_hides_what_is_in_sight_and_one_shows_it_again(desk: Desk) -> None:
    child = desk.office.queries.select("child", {}, "name", limit=1)[0]
    name = str(child.values["name"])
    desk.open("child", id=child.id)
    before = sorted(texts(desk.shell))
    assert any(name in text for _, text in before)
    desk.press(Key.Key_H, BOTH)
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
    assert {text for _, text in texts(desk.shell)} == {text for _, text in before}


def test_typing_goes_on_and_what_is_typed_is_saved_as_typed(desk: Desk) -> None:
    child = desk.office.queries.select("match", {"end": None}, limit=1)[0].values["child"]
    found = desk.office.queries.get(str(child))
    assert found is not None
    name = str(found.values["name"])
    desk.press(Key.Key_H, BOTH)
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
    desk.shell.grab()
    line = page.pane.form.blocks["name"].editor.target
    sheet = line.findChild(QLabel, "curtain-sheet")
    name = str(child.values["name"])
    assert sheet.isVisible()
    assert sheet.text() == name[0] + "**"
    assert line.text() == name
    line.setFocus()
    line.selectAll()
    commit("赵")
    QApplication.processEvents()
    desk.shell.grab()
    assert not sheet.isVisible(), "what is typed and no name yet can be read"
    assert focused() is line
    desk.open("today")
    page.leave()
    page.pane.form.discard_draft()
    desk.settle()


def test_somebody_put_on_file_meanwhile_is_hidden(desk: Desk) -> None:
    desk.press(Key.Key_H, BOTH)
    saved = recording.save(desk.office, ENTITIES["child"], {"name": "尉迟新样", "village": "石门村"})
    desk.shell.changed.emit("child", [saved.id])
    desk.open("child", id=saved.id)
    desk.shell.grab()
    assert not any("尉迟新样" in text for _, text in texts(desk.shell))
    assert any(text == "尉**" for _, text in texts(desk.shell))
