"""Forms: only what was touched is handed out, problems beside their fields, drafts, the ID number that fills in."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import TYPE_CHECKING

import offices
import pytest
from keyboard import commit, compose, focused, press, type_text
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from casefiles.domain.codes import citizen_id
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem
from ui.fields import make_editor
from ui.fields_choices import ListEditor, OptionsEditor
from ui.form import Form
from ui.pages import PageSpec
from ui.preferences import Preferences
from ui.widgets.panels import scroll
from ui.window import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from casefiles.domain.catalogue import Field
    from casefiles.office import Office
    from casefiles.recording import Saved

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
EVERY = [(entity, name) for entity, spec in ENTITIES.items() for name in spec.fields]


class FormPage(QWidget):
    """A page that is one form of a child."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.form = Form(shell, ENTITIES["child"], self, key="child:test", hide=("household", "number"))
        QVBoxLayout(self).addWidget(scroll(self.form))

    def enter(self, row: str = "") -> None:
        self.form.load(self.form.shell.office.queries.get(row) if row else None)

    def reload(self) -> None:
        """Nothing to read again."""

    def focus_first(self) -> None:
        self.form.focus_first()

    def leave(self) -> None:
        self.form.leave()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = offices.open_at(offices.copy_to(tmp_path / "office"))
    yield made
    made.ledger.close()


@pytest.fixture
def window(office: Office, show: Callable[[Shell], Shell], tmp_path: Path, qtbot: QtBot) -> Shell:
    spec = PageSpec("form", ENTITIES["child"].label, "file-text", f"{__name__}:FormPage")
    made = show(Shell(office, Preferences(tmp_path / "settings"), pages=[spec], now=lambda: offices.NOW))
    made.activateWindow()
    qtbot.waitActive(made)
    return made


@pytest.fixture
def form(window: Shell, monkeypatch: pytest.MonkeyPatch) -> Form:
    import sys

    monkeypatch.setitem(sys.modules, __name__, sys.modules[FormPage.__module__])
    window.open("form")
    return window.page.form  # type: ignore[union-attr]


def reload_with(form: Form, office: Office, **wanted: object) -> str:
    child = office.queries.select("child", wanted, limit=1)[0]  # type: ignore[arg-type]
    form.load(child)
    return child.id


def test_every_field_has_an_editor_that_gives_back_what_it_was_given(window: Shell, office: Office) -> None:
    for entity, name in EVERY:
        try:
            gives_back(window, office, ENTITIES[entity].fields[name])
        except AssertionError as error:
            raise AssertionError(f"{entity}.{name}: {error}") from error


def gives_back(window: Shell, office: Office, spec: Field) -> None:
    stored = spec.kind.sample(Random(3))
    if spec.kind.name == "ref":
        some = office.queries.select(spec.kind.entity, limit=1)  # type: ignore[attr-defined]
        stored = some[0].id if some else None
    editor = make_editor(window, spec)
    for value in (stored, None):
        editor.set(value)
        text = editor.text()
        assert (spec.kind.parse(text, offices.TODAY) if text.strip() else None) == value
    if stored is not None:
        editor.set_text(spec.kind.text(stored))
        assert spec.kind.parse(editor.text(), offices.TODAY) == stored
    assert editor.name
    editor.leave()
    editor.deleteLater()


def test_only_touched_fields_are_in_the_draft(form: Form, office: Office) -> None:
    reload_with(form, office)
    assert form.draft() == {}
    assert not form.changed
    form.put("village", "石门村")
    form.put("boarding", "1" if form.blocks["boarding"].editor.text() == "0" else "0")
    assert set(form.draft()) == {"village", "boarding"}


def test_the_id_number_fills_birth_date_and_sex_at_once(form: Form, qtbot: QtBot) -> None:
    form.focus("id_number")
    number = citizen_id.make("999901", dt.date(2015, 3, 2), 8, "2")
    type_text(number[:-1])
    assert form.blocks["birth_date"].editor.text() == ""
    type_text(number[-1])
    assert form.blocks["birth_date"].editor.text() == "2015-03-02"
    assert form.blocks["sex"].editor.text() == "2"
    assert form.blocks["birth_date"].note.isVisible()
    # another number takes its own day in, because nobody typed the first one
    other = citizen_id.make("999901", dt.date(2016, 7, 9), 8, "1")
    focused().selectAll()  # type: ignore[attr-defined]
    type_text(other)
    assert form.blocks["birth_date"].editor.text() == "2016-07-09"
    assert form.blocks["sex"].editor.text() == "1"


def test_full_width_digits_become_narrow_as_they_are_committed(form: Form) -> None:
    form.focus("phone")
    commit("１００１２３４５６７８")
    assert form.blocks["phone"].editor.text() == "10012345678"


def test_a_wrong_value_is_said_when_the_field_is_left_not_while_it_is_typed(form: Form) -> None:
    form.focus("phone")
    type_text("123")
    assert not form.blocks["phone"].said.isVisible()
    press(Key.Key_Tab)
    assert form.blocks["phone"].said.isVisible()
    assert form.blocks["phone"].editor.target.accessibleDescription() == form.blocks["phone"].said.text()
    form.focus("phone")
    focused().selectAll()  # type: ignore[attr-defined]
    type_text("10012345678")
    assert not form.blocks["phone"].said.isVisible()


def test_saving_marks_what_is_missing_and_goes_there(form: Form, office: Office) -> None:
    before = office.queries.count("child")
    form.focus("note")
    commit("只写了备注")
    assert form.save(lambda _saved: None) is False
    assert form.blocks["name"].said.isVisible()
    assert focused() is form.blocks["name"].editor.target
    assert office.queries.count("child") == before


def test_a_contradiction_is_a_warning_and_does_not_stop(form: Form, office: Office, qtbot: QtBot) -> None:
    form.put("name", "陈小例")
    form.put("id_number", citizen_id.make("999901", dt.date(2015, 3, 2), 8, "2"))
    form.put("birth_date", "2014-03-02")
    block = form.blocks["birth_date"]
    assert block.is_warning
    assert "2015-03-02" in block.said.text()
    assert block.said.property("tone") == "warn"
    found: list[Saved] = []
    with qtbot.waitSignal(form.shell.changed):
        assert form.save(found.append)
    assert [w.code for w in found[0].warnings] == ["ID_BIRTH_DIFFERS"]


def test_what_the_ledger_refuses_is_shown_and_the_form_stays(
    form: Form, office: Office, qtbot: QtBot
) -> None:
    row = reload_with(form, office)
    form.put("village", "双桥村南")
    office.ledger.write([_gone(row)], "clerk")
    assert form.save(lambda _saved: None)
    qtbot.waitUntil(lambda: not form.saving)
    assert form.draft()["village"] == "双桥村南"


def _gone(row: str) -> object:
    from casefiles.domain.changes import Edit

    return Edit("child", row, {"_del": 1})


@pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform, of any pop-up
def test_a_choice_is_found_by_pinyin_word_or_code(form: Form) -> None:
    editor = form.blocks["ethnic"].editor
    assert isinstance(editor, ListEditor)
    for typed in ("11", "manzu", "满"):
        editor.set(None)
        form.focus("ethnic")
        if typed.isascii():
            type_text(typed)
        else:
            commit(typed)
        press(Key.Key_Return)
        assert editor.text() == "11", typed
        assert editor.box.currentText().startswith("满")


def test_options_take_digits_arrows_and_delete(form: Form) -> None:
    editor = form.blocks["sex"].editor
    assert isinstance(editor, OptionsEditor)
    codes = [code.code for code in ENTITIES["child"].fields["sex"].kind.codes.active]  # type: ignore[attr-defined]
    form.focus("sex")
    type_text("2")
    assert editor.text() == codes[1]
    assert not editor.isAncestorOf(focused()), "a digit goes on to the next field"
    form.focus("sex")
    press(Key.Key_Right)
    assert editor.text() == codes[2]
    press(Key.Key_Left)
    assert editor.text() == codes[1]
    press(Key.Key_Delete)
    assert editor.text() == ""


def test_a_digit_or_a_press_again_leaves_a_choice_that_is_needed(window: Shell) -> None:
    needed = make_editor(window, ENTITIES["visit"].fields["kind"], keys=True)
    free = make_editor(window, ENTITIES["child"].fields["sex"], keys=True)
    for editor, code in ((needed, "home"), (free, "1")):
        editor.set_text(code)
        button = editor.target
        QTest.keyClick(button, Key.Key_1)
        assert editor.text() == code, "a digit chooses, whatever was chosen"
        assert isinstance(button, QPushButton)
        button.click()
    assert needed.text() == "home", "and neither does a press take away what is required"
    assert free.text() == ""
    QTest.keyClick(needed.target, Key.Key_Delete)
    assert needed.text() == ""
    for editor in (needed, free):
        editor.deleteLater()


def test_what_was_wrong_is_said_in_the_new_language(window: Shell, form: Form) -> None:
    form.load(None)
    form.put("name", "赵小样")
    form.put("id_number", "99990120140916001")
    form.put("birth_date", "2014-13-01")
    assert not form.save(lambda _saved: None)
    before = {n: b.said.text() for n, b in form.blocks.items() if b.problem is not None and not b.is_warning}
    assert {"id_number", "birth_date"} <= before.keys()
    window.set_look(lang="en")
    made = window.page.form  # type: ignore[union-attr]
    assert made is not form
    made.load(None)
    after = {n: b.said.text() for n, b in made.blocks.items() if b.problem is not None and not b.is_warning}
    assert after.keys() == before.keys()
    assert all(text and text != before[n] for n, text in after.items())
    made.put("id_number", "")
    assert made.blocks["id_number"].problem is None
    made.discard_draft()
    assert not any(b.problem for b in made.blocks.values())


def test_enter_while_composing_does_not_leave_the_field(form: Form) -> None:
    form.focus("name")
    compose("li")
    press(Key.Key_Return)
    assert focused() is form.blocks["name"].editor.target
    commit("李明例")
    press(Key.Key_Return)
    assert form.blocks["name"].editor.text() == "李明例"
    assert focused() is not form.blocks["name"].editor.target


def test_ctrl_enter_submits_once(form: Form, qtbot: QtBot) -> None:
    heard: list[int] = []
    form.submitted.connect(lambda: heard.append(1))
    for name in ("name", "note", "sex"):
        form.focus(name)
        press(Key.Key_Return, Control)
    assert len(heard) == 3


def test_a_draft_is_kept_by_itself_and_says_what_it_had_seen(
    form: Form, office: Office, window: Shell, qtbot: QtBot
) -> None:
    row = reload_with(form, office)
    record = office.queries.get(row)
    assert record is not None
    with qtbot.waitSignal(form.draft_kept, timeout=10_000):
        form.put("situation", "新的情况")
    kept = office.ledger.draft("child:test")
    assert kept is not None
    assert kept[0]["situation"] == "新的情况"
    assert kept[0]["_heads"] == ",".join(h.hex() for h in record.heads)
    # meanwhile somebody else writes the same field; the restored draft does not pretend to have seen it
    from casefiles.domain.changes import Edit

    office.ledger.write([Edit("child", row, {"situation": "别人写的"})], "clerk")
    assert form.load(office.queries.get(row)) is True
    assert form.notice.isVisible()
    assert form.parents == record.heads
    with qtbot.waitSignal(window.changed):
        assert form.save(lambda _saved: None)
    both = office.queries.get(row)
    assert both is not None
    assert {r.value for r in both.rivals["situation"]} == {"新的情况", "别人写的"}
    assert office.ledger.draft("child:test") is None


def test_leaving_the_page_keeps_the_draft(form: Form, office: Office, window: Shell) -> None:
    form.put("name", "赵小样")
    window.set_office(None)
    kept = office.ledger.draft("child:test")
    assert kept is not None
    assert kept[0]["name"] == "赵小样"


def test_undoing_all_typing_leaves_no_draft(form: Form, office: Office, window: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.draft_kept, timeout=10_000):
        form.put("name", "赵小样")
    form.put("name", "")
    form.leave()
    qtbot.waitUntil(lambda: office.ledger.draft("child:test") is None)


def test_a_wrong_choice_has_a_border_in_the_colour_of_danger(form: Form, window: Shell) -> None:
    row = form.blocks["sex"].editor.row  # type: ignore[attr-defined]
    chip = row.focus_choice()
    danger = window.theme.color("danger")

    def bordered() -> bool:
        seen = chip.grab().toImage()
        edge = [seen.pixelColor(x, seen.height() // 2) for x in range(3)]
        far = [sum(abs(a - b) for a, b in zip(c.getRgb(), danger.getRgb(), strict=True)) for c in edge]
        return min(far) < 60  # the round ends are smoothed

    assert not bordered()
    form.blocks["sex"].flag(Problem("REQUIRED", "child", field="sex"))
    assert bordered()
    assert not row.styleSheet(), "the look is in the sheet"


def test_choices_stand_in_a_column_where_they_fit_in_one(window: Shell, form: Form) -> None:
    window.set_look(lang="en")
    made = window.page.form  # type: ignore[union-attr]
    sex, other = made.blocks["sex"], made.blocks["birth_date"]
    window.resize(1366, 768)
    QApplication.processEvents()
    assert sex.editor.wide
    assert sex.y() == other.y(), "beside the next field"
    assert all(one.geometry().right() <= sex.editor.row.width() for one in sex.editor.row._buttons.values())
    window.resize(1024, 768)
    QApplication.processEvents()
    assert sex.y() != other.y(), "with less room the line is theirs"
