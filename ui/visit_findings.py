"""Findings by area of life in the form of a visit: a row an area, the level by a digit, why where it is not good."""

from __future__ import annotations

import json
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casefiles import visiting
from casefiles.domain import visit as rules
from casefiles.domain.codes.lists import FINDING_LEVEL, LIFE_AREA
from casefiles.visiting import Finding
from ui import words_findings as words
from ui.fields_choices import OptionRow
from ui.fields_lines import LineBox, Place
from ui.widgets.buttons import button
from ui.widgets.panels import area_over
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casefiles.domain.changes import Edit
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Problem
    from casefiles.ports import Record
    from ui.form import Form
    from ui.window import Shell

LIMIT = 300
"""letters of a note, as the catalogue has it"""


class FindingsPanel(QWidget):
    """What `Form.hang` takes: the rows are folded away until somebody wants them (Ctrl+G)."""

    edited = Signal()

    def __init__(
        self, shell: Shell, form: Form, host: QWidget, child: Callable[[], str], *, narrow: bool = True
    ) -> None:
        super().__init__()
        self.shell, self.form, self._child = shell, form, child
        theme, lang = shell.theme, shell.lang
        self._visit = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        head = QHBoxLayout()
        self.fold = button(theme, words.FOLD(lang), "ghost", "chevron-down", tip=words.FOLD_TIP(lang))
        self.fold.setObjectName("findings-fold")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._unfolded)
        head.addWidget(self.fold)
        self.count = label("", "caption")
        head.addWidget(self.count)
        head.addStretch(1)
        column.addLayout(head)
        self.inside = QWidget()
        inside = QVBoxLayout(self.inside)
        inside.setContentsMargins(theme.px(10), 0, 0, 0)
        inside.setSpacing(theme.px(6))
        inside.addWidget(label(words.HELP(lang), "caption", wrap=True))
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.px(4))
        grid.setHorizontalSpacing(theme.px(10))
        place = Place(theme, lang)
        levels = [(code.code, words.LEVEL.get(code.code, code.label)(lang)) for code in FINDING_LEVEL.active]
        self.rows: dict[str, OptionRow] = {}
        self.notes: dict[str, LineBox] = {}
        for at, code in enumerate(LIFE_AREA.active):
            area, name = code.code, code.label(lang)
            row, note = OptionRow(place, name, levels, keys=True), LineBox(words.NOTE(lang, area=name))
            row.setObjectName(f"finding-{area}")
            note.setObjectName(f"finding-note-{area}")
            note.setPlaceholderText(words.NOTE_HINT(lang))
            note.setMaxLength(LIMIT)
            note.hide()
            row.changed.connect(partial(self._changed, area))
            row.chosen_by_key.connect(partial(self._after, area))
            row.entered.connect(partial(self._after, area))
            note.edited.connect(self.edited)
            note.entered.connect(partial(self._after, area, noted=True))
            title = label(name, "label")
            title.setBuddy(row)
            grid.addWidget(title, 3 * at, 0, 1, 2 if narrow else 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(row, 3 * at + narrow, 1)
            grid.addWidget(note, 3 * at + 2, 1)
            self.rows[area], self.notes[area] = row, note
        grid.setColumnStretch(1, 1)
        inside.addLayout(grid)
        good = button(
            theme, words.ALL_GOOD(lang), "ghost", "check", self.all_good, tip=words.ALL_GOOD_TIP(lang)
        )
        inside.addWidget(good, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.inside)
        self.inside.hide()
        self.fold.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Ctrl+G is its key
        self._good = good
        for keys, act in (("Ctrl+G", self.begin), ("Ctrl+Shift+G", self.all_good)):
            shortcut = QShortcut(QKeySequence(keys), host)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._show_count()

    def stand_between(self, before: str, after: str) -> None:
        """Stand over the field `after`, and on Tab's way between the two."""
        self.form.blocks[after].add_above(self)
        editor = self.form.blocks[before].editor
        way: list[QWidget] = [*editor.findChildren(QPushButton)[-1:]]
        way = way or [editor.target]
        for area, row in self.rows.items():
            way += [*row.findChildren(QPushButton), self.notes[area]]
        way += [self._good, self.form.blocks[after].editor.target]
        for one, two in pairwise(way):
            QWidget.setTabOrder(one, two)

    # what a person does

    def begin(self) -> None:
        """Unfold and bring the keyboard to the first area that has no answer."""
        self.fold.setChecked(True)
        self._to(next((area for area, row in self.rows.items() if not row.chosen), next(iter(self.rows))))

    def all_good(self) -> None:
        """Every area without an answer is good."""
        self.fold.setChecked(True)
        for row in self.rows.values():
            if not row.chosen:
                row.put(["good"])
        self._told()

    def found(self) -> dict[str, Finding]:
        """area -> what was found, where there is an answer."""
        answered = {area: row.chosen[0] for area, row in self.rows.items() if row.chosen}
        return {
            area: Finding(level, "" if level == "good" else self.notes[area].text().strip())
            for area, level in answered.items()
        }

    # what the form asks

    def load(self, record: Record | None) -> None:
        """Show what this visit found."""
        self._visit = record.id if record is not None else ""
        held = visiting.findings(self.shell.office, [record]).get(record.id, []) if record is not None else []
        said = [tuple(str(f.values.get(n) or "") for n in ("area", "level", "note")) for f in held]
        self._put({area: (level, why) for area, level, why in said})
        self.fold.setChecked(bool(held))

    def text(self) -> str:
        found = {area: [one.level, one.note] for area, one in self.found().items()}
        return json.dumps(found, ensure_ascii=False) if found else ""

    def set_text(self, text: str) -> None:
        found = json.loads(text) if text else {}
        self._put({area: (level, note) for area, (level, note) in found.items()})
        self.fold.setChecked(bool(found))

    def problems(self, values: Mapping[str, Stored]) -> Sequence[Problem]:
        return list(rules.finding_problems({area: one.level for area, one in self.found().items()}, values))

    def edits(self) -> Callable[[str], Sequence[Edit]]:
        found, child, new, office = self.found(), self._child(), not self._visit, self.shell.office

        def make(visit: str) -> Sequence[Edit]:
            made_before = new and office.queries.get(visit) is not None  # asked again after a save that was told badly
            return visiting.finding_edits(office, visit, child, found, new=new and not made_before)

        return make

    # inside

    def _put(self, held: Mapping[str, tuple[str, str]]) -> None:
        for area, row in self.rows.items():
            level, note = held.get(area, ("", ""))
            row.put([level] if level else [])
            self.notes[area].put(note)
            self.notes[area].setVisible(level not in ("", "good"))
        self._show_count()

    def _unfolded(self, on: bool) -> None:
        theme = self.shell.theme
        self.inside.setVisible(on)
        self.fold.setIcon(theme.icon("chevron-up" if on else "chevron-down", "text2", 18))

    def _changed(self, area: str) -> None:
        chosen = self.rows[area].chosen
        self.notes[area].setVisible(bool(chosen) and chosen[0] != "good")
        self._told()

    def _told(self) -> None:
        """The areas that were spoken of are the visit's areas as well."""
        block = self.form.blocks.get("areas")
        if block is not None:
            held = [part for part in block.editor.text().split(",") if part]
            block.editor.set_text(",".join([*held, *(a for a in self.found() if a not in held)]))
        self._show_count()
        self.edited.emit()

    def _show_count(self) -> None:
        n = len(self.found())
        self.count.setText(words.COUNT(self.shell.lang, n=n) if n else "")

    def _after(self, area: str, *, noted: bool = False) -> None:
        """On to the note where it is not good, else to the next area, else to the words of the visit."""
        chosen = self.rows[area].chosen
        areas = list(self.rows)
        at = areas.index(area) + 1
        if not noted and chosen and chosen[0] != "good":
            self._into_sight(self.notes[area])
            self.notes[area].setFocus(Qt.FocusReason.TabFocusReason)
        elif at < len(areas):
            self._to(areas[at])
        else:
            self.form.focus("summary")

    def _to(self, area: str) -> None:
        self._into_sight(self.rows[area])
        self.rows[area].focus_choice().setFocus(Qt.FocusReason.TabFocusReason)

    def _into_sight(self, widget: QWidget) -> None:
        area = area_over(self)
        if area is not None:
            area.ensureWidgetVisible(widget, 20, 60)
