"""The walk list: a row a door, worked by arrow and number keys; day and walker repeat."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casefiles import surveying
from casefiles.domain import rounds
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Day
from ui import language
from ui import words_surveys as words
from ui.fields_dates import DayEditor
from ui.fields_lines import LineBox, Place
from ui.pages.survey_columns import columns
from ui.table import RegisterModel
from ui.undoing import announce, with_undo
from ui.veiled import FIELD, running
from ui.widgets.buttons import ChipBar, button
from ui.widgets.cards import Card, EmptyState, is_low
from ui.widgets.flow import FlowLayout
from ui.widgets.masked import Masked
from ui.widgets.panels import scroll
from ui.widgets.register import RegisterView
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Refusal
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from casefiles.surveying import Village
    from ui.window import Shell

KEYS: dict[int, tuple[str, str]] = {
    1: ("outcome", "seen"), 2: ("outcome", "nobody_home"), 3: ("outcome", "moved"), 4: ("outcome", "refused"),
    5: ("change", "same"), 6: ("change", "new"), 7: ("change", "changed"), 8: ("change", "left"),
    9: ("change", "aged_out"), 0: ("outcome", "not_yet"),
}  # fmt: skip
LIST = 200
"""least height of the list of doors in a low window, at standard text size"""
SHORT_NEW = ("name", "id_number", "sex", "birth_date", "village", "hamlet", "address", "phone", "household", "note")
"""what is asked of a child on the doorstep; the rest of the file is filled in later"""


class DoorsView(QWidget):
    """The doors of one round; `show_round` says of which."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.round: Record | None = None
        self.asked: tuple[str, str] = ("", "")
        """the door and the outcome that a key was pressed for once, though the door has another one"""
        self.under_way: dict[str, str] = {}
        """outcomes that are being written: fast hands may come back to the door before it is read again"""
        self.outcome = ""
        self.village: str | None = None
        theme, lang = shell.theme, shell.lang
        low = is_low(shell, theme)  # then all of it scrolls, so that the list has its height
        inside = QWidget() if low else self
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        line = ENTITIES["survey_line"].fields
        self.on = DayEditor(Place(theme, lang), line["on"].label(lang), Day(), shell.office.clock.today)
        self.on.set_text(shell.office.clock.today().isoformat())
        self.by = LineBox(line["by"].label(lang))
        self.by.setAccessibleName(line["by"].label(lang))
        self.by.setProperty(FIELD, True)
        self.entry = QWidget()
        flow = FlowLayout(self.entry, theme.px(8))
        for field, editor, wide in (("on", self.on, 190), ("by", self.by, 130)):
            flow.addWidget(_beside(line[field].label(lang), editor, theme.tall(wide), theme.px(6)))
        self.key_buttons = {}
        for key, (name, code) in KEYS.items():
            if name != "outcome":
                continue  # seldom asked for: the line at the foot names their keys
            text = f"{key} {line[name].kind.show(code, lang)}"
            one = button(theme, text, "soft", "", partial(self.mark, name, code))
            one.setObjectName(f"key-{key}")
            self.key_buttons[key] = one
            flow.addWidget(one)
        column.addWidget(self.entry)
        chips = [("", words.ALL(lang)), *((o, line["outcome"].kind.show(o, lang)) for o in rounds.OUTCOMES)]
        self.chips = ChipBar(theme, chips, name=words.OUTCOME(lang))
        self.chips.chosen.connect(self.filter_outcome)
        self.villages = QComboBox()
        self.villages.setAccessibleName(words.VILLAGE(lang))
        self.villages.activated.connect(lambda _at: self.filter_village(self.villages.currentData()))
        self.villages.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        filters = QHBoxLayout()
        filters.addWidget(self.chips, 1)
        self.phone = Masked(theme, lang, words.PHONE(lang), "8" * 11, "secondary")
        self.phone.put("")
        keeps = self.phone.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.phone.setSizePolicy(keeps)
        filters.addWidget(self.phone)
        filters.addWidget(self.villages)
        column.addLayout(filters)
        self.model = RegisterModel(columns(lang), lang, self._fetch, self)
        self.view = RegisterView(theme, [c.column for c in self.model.columns], words.DOORS(lang))
        self.view.setObjectName("doors")
        self.view.setModel(self.model)
        self.view.opened.connect(lambda row: self.open(self.model.id_at(row)))
        self.view.peeked.connect(self._chosen)
        self.view.installEventFilter(self)
        frame = Card(theme)
        frame.body.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(6))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.nothing = EmptyState(theme, words.NO_DOOR(lang), words.NO_DOOR_HELP(lang), icon="search")
        self.stack.addWidget(self.nothing)
        frame.body.addWidget(self.stack)
        column.addWidget(frame, 1)
        self.frame, self.area = frame, scroll(inside) if low else None
        if self.area is not None:
            frame.setMinimumHeight(theme.tall(LIST))
            around = QVBoxLayout(self)
            around.setContentsMargins(0, 0, 0, 0)
            around.addWidget(self.area)
        marks = [f"{key} {line[name].kind.show(code, lang)}" for key, (name, code) in KEYS.items() if name == "change"]
        listed = ("，" if lang == "zh" else ", ").join(marks)
        self.help = label(words.KEYS_HELP(lang, marks=listed), "caption", wrap=True)
        column.addWidget(self.help)

    # what is shown

    def show_round(self, round_: Record) -> None:
        """The doors of this round; a closed one is only looked at."""
        if self.round is None or self.round.id != round_.id:
            self.outcome, self.village = "", None
            if not self.by.text():
                first = str(round_.values.get("walkers") or "").replace(",", "、").split("、")[0]
                self.by.setText(running(first.strip()))
        self.round = round_
        still = not round_.values.get("closed_on")
        self.entry.setVisible(still)
        self.help.setVisible(still)
        self.reload()

    def reload(self) -> None:
        """Ask for the doors again."""
        if self.round is None:
            return
        surveys, round_, village, outcome = self.shell.office.queries.surveys, self.round.id, self.village, self.outcome


        def ask(_step: object) -> tuple[list[str], str]:
            return surveys.line_ids(round_, village, outcome), surveys.first_open(round_, village)

        self.shell.jobs.read(ask, done=self._show, owner=self, newest="doors")

    def refresh(self, ids: Sequence[str]) -> None:
        """Doors were saved: those in sight are read again where they stand, so that nothing jumps under the hands."""
        new = [i for i in ids if self.model.row_of(i) < 0]
        self.model.refresh(ids)
        self._chosen(self.view.currentIndex().row())
        if new:
            self.reload()

    def show_progress(self, villages: Sequence[Village]) -> None:
        """The counts on the filters."""
        lang = self.shell.lang
        counts = surveying.told(villages)
        kind = ENTITIES["survey_line"].fields["outcome"].kind
        self.chips.set_text("", f"{words.ALL(lang)} {language.number(sum(counts.values()), lang)}")
        for outcome in rounds.OUTCOMES:
            self.chips.set_text(outcome, f"{kind.show(outcome, lang)} {language.number(counts[outcome], lang)}")
        self.villages.clear()
        self.villages.addItem(words.ALL_VILLAGES(lang), None)
        for v in villages:
            name = v.name or words.NO_VILLAGE(lang)
            self.villages.addItem(words.VILLAGE_DONE(lang, village=name, done=v.done, doors=v.doors), v.name)
        self.villages.setCurrentIndex(max(0, self.villages.findData(self.village)))

    def _show(self, answer: tuple[list[str], str]) -> None:
        ids, first = answer
        at = self.current
        self.model.fill(ids)
        self.stack.setCurrentWidget(self.view if ids else self.nothing)
        self.chips.set(self.outcome)
        row = self.model.row_of(at) if at else -1
        if row < 0:  # another round or another village: the work goes on where nobody has been
            row = max(0, self.model.row_of(first)) if first else 0
        if ids:
            self.view.setCurrentIndex(self.model.index(row, 0))
            self._into_sight()
        self._chosen(row)

    def _into_sight(self) -> None:
        """Scroll to the chosen door, once the list knows how tall it is."""
        QTimer.singleShot(0, self.view, lambda: self.view.scrollTo(self.view.currentIndex()))

    def _chosen(self, row: int) -> None:
        """Another door is chosen: its telephone, hidden until the eye is held; no key is pressed for the last one."""
        number = str(self.model.values(row).get("phone") or "") if 0 <= row < self.model.rowCount() else ""
        self.phone.put(number)
        self.phone.setVisible(bool(number))
        if self.asked[0] != self.model.id_at(row):
            self.asked = ("", "")

    def filter_outcome(self, outcome: str) -> None:
        """Only doors with this outcome; '' is all."""
        self.outcome = outcome
        self.reload()

    def filter_village(self, village: str | None) -> None:
        """Only doors of this village; None is all."""
        self.village = village
        self.villages.setCurrentIndex(max(0, self.villages.findData(village)))
        self.reload()

    @property
    def current(self) -> str:
        """The id of the chosen door."""
        return self.model.id_at(self.view.currentIndex().row())

    # what is done

    def mark(self, name: str, code: str) -> None:
        """Record an outcome or a change at the chosen door and go to the next one."""
        row = self.view.currentIndex().row()
        line = self.model.id_at(row)
        if not line or self.round is None or self.round.values.get("closed_on"):
            return
        draft = {name: code}
        if name == "outcome" and not self._meant(row, line, code):
            return
        if name == "outcome":
            draft |= {"on": "", "by": ""} if code == "not_yet" else {"on": self.on.text(), "by": self.by.text()}
        said = ENTITIES["survey_line"].fields[name].kind.show(code, self.shell.lang)
        door = str(self.model.values(row).get("name") or "")
        office = self.shell.office
        if name == "outcome":
            self.under_way[line] = code
        job = self.shell.jobs.write(
            lambda _step: surveying.put(office, line, **draft),
            done=lambda saved: self._saved(saved, door, said),
            refused=self._refused,
            owner=self,
        )
        job.ended.connect(lambda: self.under_way.pop(line, None))
        if name == "outcome":
            self._next(row)
        self.view.setFocus()

    def _meant(self, row: int, line: str, code: str) -> bool:
        """Whether an outcome is to be written. A door that has one gets another by a second press of the same key; the
        same again goes on to the next door and leaves its day and walker as they are."""
        lang, values = self.shell.lang, self.model.values(row)
        has = self.under_way.get(line) or str(values.get("outcome") or "not_yet")
        if has == "not_yet" or self.asked == (line, code):
            self.asked = ("", "")
            return has != code
        if has == code:
            self._next(row)
            return False
        kind = ENTITIES["survey_line"].fields["outcome"].kind
        key = next(k for k, what in KEYS.items() if what == ("outcome", code))
        self.asked = (line, code)
        said = {"name": values.get("name") or "", "has": kind.show(has, lang), "key": key}
        self.shell.toast(words.DONE_ALREADY(lang, **said, what=kind.show(code, lang)))
        self.view.setFocus()
        return False

    def _next(self, row: int) -> None:
        if row + 1 < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row + 1, 0))

    def _saved(self, saved: Saved, door: str, said: str) -> None:
        lang = self.shell.lang
        announce(self.shell, saved.touched)
        if saved.touched.rows:
            with_undo(
                self.shell, saved, words.RECORDED(lang, name=door, what=said), words.UNDONE(lang, name=door)
            )

    def _refused(self, refusal: Refusal) -> None:
        self.shell.toast(refusal.say(self.shell.lang))
        if refusal.problems[0].field == "on":
            self.on.setFocus()

    def open(self, line: str) -> None:
        """The file behind a door: the child where there is one alone, else the household."""
        found = self.shell.office.queries.surveys.line_rows([line]) if line else []
        if not found:
            return
        door = found[0]
        children = [door.child] if door.child else self._children(door.household)
        if len(children) == 1:
            self.shell.open("child", id=children[0])
        else:
            self._drawer("household", door.household)

    def note(self) -> None:
        """What else there is to say of a door, in the drawer."""
        if self.current and self.round is not None and not self.round.values.get("closed_on"):
            self._drawer("survey_line", self.current)

    def found(self, entity: str) -> None:
        """Register somebody who was found on the way; the door joins the walk list."""
        if self.round is None or self.round.values.get("closed_on"):
            return
        office, round_ = self.shell.office, self.round
        on, by = self.on.text(), self.by.text()
        here = self.model.values(max(0, self.view.currentIndex().row())) if self.model.rowCount() else {}

        def joined(saved: Saved) -> None:
            record = office.queries.get(saved.id)
            name = str(record.values.get("name") or "") if record else ""

            def told(line: str) -> None:
                self.shell.changed.emit("survey_line", [line])
                self.shell.toast(words.JOINED(self.shell.lang, name=name))

            self.shell.jobs.write(
                lambda _step: surveying.found(office, round_, saved.id, on, by),
                done=told,
                refused=self._refused,
                owner=self,
            )

        start = {"village": str(here.get("village") or "")}
        self._drawer(entity, "", start, joined)

    def _drawer(self, entity: str, row: str, start: dict[str, str] | None = None, then: object = None) -> None:
        from ui.record_drawer import RecordDrawer, open_record  # the forms are not needed to show a list

        hide: tuple[str, ...] = ("number",)
        if entity == "survey_line":
            hide = ("round", "household", "child", "frozen", "place")
        elif entity == "child":
            hide = tuple(n for n in ENTITIES["child"].fields if n not in SHORT_NEW)
        given = {n: v for n, v in (start or {}).items() if v}

        def make() -> RecordDrawer:
            return RecordDrawer(
                self.shell, entity, row, start=given, hide=hide, can_delete=False, then=then  # type: ignore[arg-type]
            )

        open_record(self.shell, make)

    def _children(self, household: str) -> list[str]:
        at = self.shell.office.queries.select("child", {"household": household})
        return [r.id for r in at if not r.values.get("closed_on")]

    def focus_first(self) -> None:
        """The keyboard starts in the list."""
        self.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Number keys, F2 and Insert in the list; the chosen door stays in sight when the list gets less room."""
        if event.type() == QEvent.Type.Resize and watched is self.view:
            self._into_sight()
        if event.type() == QEvent.Type.FocusIn and self.area is not None and watched is self.view:
            bar, above = self.area.verticalScrollBar(), self.frame.mapTo(self.area.viewport(), QPoint()).y()
            bar.setValue(bar.value() + above)  # nothing over it is left half in sight
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, shift = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
                self.mark(*KEYS[int(key) - int(Qt.Key.Key_0)])
                return True
            if key == Qt.Key.Key_F2 and plain:
                self.note()
                return True
            if key == Qt.Key.Key_Insert and (plain or shift):
                self.found("child" if shift else "household")
                return True
        return super().eventFilter(watched, event)

    def _fetch(self, ids: Sequence[str]) -> list[dict[str, Stored]]:
        return [dataclasses.asdict(row) for row in self.shell.office.queries.surveys.line_rows(ids)]


def _beside(text: str, editor: QWidget, wide: int, gap: int) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    row.addWidget(label(text, "secondary"))
    editor.setMinimumWidth(wide)
    editor.setMaximumWidth(wide)
    row.addWidget(editor)
    return holder
