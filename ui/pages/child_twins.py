"""While a child is entered: the files that may be the same child, ranked, each with its reasons."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from casefiles import duplicates
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from ui import words_child as words
from ui.fields import about
from ui.pages.child_parts import clear
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from casefiles.domain.fieldtypes import Stored
    from casefiles.duplicates import MaybeSame
    from casefiles.ports import Record
    from ui.form import Form
    from ui.window import Shell

ASKED_BY = ("id_number", "name", "birth_date", "sex", "village", "phone", "reading")
MOST = 3
Answer = tuple[list["MaybeSame"], list["Record"]]


class TwinsCard(Card):
    """Hidden until somebody on file may be the child of `form`; asks off the GUI thread."""

    def __init__(self, shell: Shell, form: Form, owner: QWidget) -> None:
        super().__init__(shell.theme)
        self.shell, self.form, self.owner = shell, form, owner
        self.setObjectName("twins")
        self.lines = QVBoxLayout()
        self.body.addLayout(self.lines)
        self.hide()
        self._looked: dict[str, Stored] = {}
        for name in ASKED_BY:
            form.blocks[name].editor.left.connect(self.look)
        form.edited.connect(self._maybe)

    def look(self) -> None:
        """Ask, unless nothing that matters has changed."""
        office, fields = self.shell.office, ENTITIES["child"].fields
        values: dict[str, Stored] = {}
        for name in ASKED_BY:
            text = unicodedata.normalize("NFKC", self.form.blocks[name].editor.text()).strip()
            try:
                values[name] = fields[name].kind.parse(text, office.clock.today()) if text else None
            except Refusal:  # the form says what is wrong; a number may still be looked for as it was typed
                values[name] = text.upper() if name == "id_number" else None
        if values == self._looked:
            return
        self._looked = values

        def ask(_step: object) -> Answer:
            found = duplicates.maybe_same(office, values, limit=MOST)
            if found or not values["name"]:
                return found, []
            return [], office.queries.select("child", {"name": values["name"]}, limit=MOST)

        self.shell.jobs.read(ask, done=self._show, owner=self.owner, newest="twins")

    def _maybe(self) -> None:
        if len(self.form.blocks["id_number"].editor.text()) >= 15:
            self.look()

    def _show(self, answer: Answer) -> None:
        found, namesakes = answer
        lang = self.shell.lang
        clear(self.lines)
        self.setVisible(bool(found or namesakes))
        if not (found or namesakes):
            return
        sure = any(one.likeness.likely for one in found)
        said = words.SAME_ID if sure else words.MAYBE_SAME if found else words.SAME_NAME
        self.lines.addWidget(label(said(lang), "strong", tone="danger" if sure else "warn", wrap=True))
        for one in found:
            why = words.AND(lang).join(reason(lang) for reason in one.likeness.reasons)
            self._line(one.record)
            self.lines.addWidget(label(why, "caption", wrap=True))
        for record in namesakes:
            self._line(record)

    def _line(self, record: Record) -> None:
        lang, today = self.shell.lang, self.shell.office.clock.today()
        text = words.OPEN_THAT(lang, name=record.values.get("name"), about=about(record.values, today))
        go = button(self.shell.theme, text, "ghost", "file-text", partial(self.shell.open, "child", id=record.id))
        self.lines.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
