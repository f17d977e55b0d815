"""While somebody is entered: a line that says this person is on file already, and fills in what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casefiles import persons
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from ui import words_persons as words
from ui.widgets.buttons import button
from ui.widgets.text import label

if TYPE_CHECKING:
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang
    from casefiles.persons import Role
    from ui.form import Form
    from ui.window import Shell

ASKED_BY = ("id_number", "phone", "name")
"""fields that say who somebody is"""
MOST_NAMED = 3
Answer = tuple[list[persons.Role], dict[str, "Stored"]]


class KnownPerson(QWidget):
    """Hidden until a field that says who it is was left and the register knows the person. `row` is the record that
    is being changed and not spoken of."""

    def __init__(self, shell: Shell, form: Form, entity: str, row: str = "") -> None:
        super().__init__()
        self.shell, self.form, self.entity, self.row = shell, form, entity, row
        self.setObjectName("known-person")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(shell.theme.px(6))
        self.said = label("", "body", wrap=True)
        self.fill = button(shell.theme, words.FILL_IN(shell.lang), "soft", "copy", self._fill)
        self.fill.setObjectName("fill-in-known")
        column.addWidget(self.said)
        column.addWidget(self.fill)
        self.hide()
        self._known: dict[str, Stored] = {}
        self._looked: dict[str, Stored] = {}
        for name in ASKED_BY:
            if name in form.blocks:
                form.blocks[name].editor.left.connect(self.look)

    def look(self) -> None:
        """Ask who this is, off the GUI thread; the same question is not asked twice."""
        office, fields = self.shell.office, ENTITIES[self.entity].fields
        values: dict[str, Stored] = {}
        for name in ASKED_BY:
            if name in self.form.blocks and (text := self.form.blocks[name].editor.text().strip()):
                try:
                    values[name] = fields[name].kind.parse(text, office.clock.today())
                except Refusal:
                    continue  # the form says what is wrong with it
        if values == self._looked:
            return
        self._looked = values
        but = [one for one in (self.row, self.form.fixed.get("child", "")) if one]

        def ask(_step: object) -> Answer:
            found = persons.roles(office, values, but)
            return found, persons.known(office, values, self.entity) if found else {}

        self.shell.jobs.read(ask, done=self._show, owner=self, newest="known-person")

    def _show(self, answer: Answer) -> None:
        found, self._known = answer
        self.setVisible(bool(found))
        lang = self.shell.lang
        said = words.AND(lang).join(_said(role, lang) for role in found[:MOST_NAMED])
        self.said.setText(words.ALSO(lang, roles=said) if found else "")
        self.fill.setVisible(bool(self._empty()))

    def _empty(self) -> dict[str, Stored]:
        return {n: v for n, v in self._known.items() if n in self.form.blocks and not self.form.blocks[n].editor.text()}

    def _fill(self) -> None:
        fields, filled = ENTITIES[self.entity].fields, self._empty()
        for name, value in filled.items():
            self.form.put(name, fields[name].kind.text(value))
        self.shell.toast(words.FILLED_IN(self.shell.lang, n=len(filled)) if filled else words.NOTHING(self.shell.lang))
        self.fill.hide()
        self.form.focus_first()


def _said(role: Role, lang: Lang) -> str:
    what = ENTITIES[role.record.entity].label(lang)
    if role.file == role.record.id:
        return words.OF(lang, name=role.file_name, role=what)
    return words.OF(lang, name=what, role=words.IN_FILE(lang, file=role.file_name))
