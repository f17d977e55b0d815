"""A card: where else the people of a file are on file. It asks off the GUI thread and is hidden until it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from casefiles import persons
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from ui import words_persons as words
from ui.pages.child_parts import Line, clear, note, shown_value
from ui.widgets.buttons import icon_button
from ui.widgets.cards import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.persons import Role
    from casefiles.ports import Record
    from ui.window import Shell

PAGE = {"child": "child", "mentor": "mentor", "donor": "aid"}
"""entity of a file -> the page that shows it; a household is shown on its children's pages"""


class RolesCard(Card):
    """`people` are records that say who somebody is; `file` is the page's own file, which is left out."""

    def __init__(self, shell: Shell, people: Sequence[Record], file: str) -> None:
        super().__init__(shell.theme, words.TITLE(shell.lang))
        self.shell = shell
        self.setObjectName("roles")
        self.lines = QVBoxLayout()
        self.body.addLayout(self.lines)
        self.hide()
        office = shell.office

        def ask(_step: object) -> list[tuple[Record, list[Role]]]:
            but = {file, *(one.id for one in people)}
            return [(one, found) for one in people if (found := persons.roles(office, one.values, but))]

        shell.jobs.read(ask, done=self._show, owner=self, newest="roles")

    def _show(self, answer: list[tuple[Record, list[Role]]]) -> None:
        clear(self.lines)
        self.setVisible(bool(answer))
        if not answer:
            return
        lang = self.shell.lang
        self.lines.addWidget(note(words.HELP(lang)))
        first = True
        told: set[tuple[str, str]] = set()
        for person, found in answer:
            for role in found:
                if (role.file, role.record.entity) not in told:
                    told.add((role.file, role.record.entity))
                    self.lines.addWidget(self._line(person, role, first))
                    first = False

    def _line(self, person: Record, role: Role, first: bool) -> Line:
        lang, theme = self.shell.lang, self.shell.theme
        record = role.record
        what = ENTITIES[record.entity].label(lang)
        relation = shown_value(record, "relation", lang) if "relation" in ENTITIES[record.entity].fields else ""
        own = role.file == record.id
        under = words.ITSELF(lang) if own else words.IN_FILE(lang, file=role.file_name)
        right = []
        page = PAGE.get(BY_PREFIX[role.file.partition("-")[0]].name)
        if page:
            name = words.OPEN(lang, file=role.file_name)
            where = {"tab": "donors", "chosen": role.file} if page == "aid" else {"id": role.file}
            right.append(icon_button(theme, name, "file-text", lambda: self.shell.open(page, **where)))
        beside = " · ".join(part for part in (what, relation) if part)
        return Line(theme, str(person.values.get("name") or "—"), beside, under, *right, first=first)
