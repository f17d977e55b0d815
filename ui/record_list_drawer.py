"""Records in the drawer, under headings: Up and Down go through them, Enter opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from casefiles.domain.entities import ENTITIES
from ui import language, named
from ui import words_trip as w
from ui.register_places import open_own
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.jobs import Step
    from ui.window import Shell

LISTED = 300
"""records named under one heading"""
PEOPLE = ("child", "mentor", "household")
ID_ROLE = Qt.ItemDataRole.UserRole



def open_any(shell: Shell, row: str) -> None:
    """Open a record: its own page, that of the person it hangs on, or its register."""
    found = shell.office.queries.many([row]).get(row)
    if found is None:
        return
    if found.entity in ("child", "mentor"):
        shell.open(found.entity, id=row)
    elif open_own(shell, found.entity, row):
        pass
    elif (owner := next((n for n in PEOPLE if found.values.get(n)), "")) != "":
        shell.open(owner, id=str(found.values[owner]))
    elif found.entity in shell.specs:
        shell.open(found.entity, id=row)
    else:
        shell.open("registers", entity=found.entity)


class _List(QListWidget):
    """Enter opens; headings are passed over."""

    def __init__(self, drawer: RecordListDrawer) -> None:
        super().__init__()
        self._drawer = drawer
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.itemActivated.connect(drawer.open_at)


class RecordListDrawer(DrawerFrame):
    """`fill(groups)` with (heading, ids); names are read off the GUI thread."""

    def __init__(self, shell: Shell, title: str, caption: str) -> None:
        theme, lang = shell.theme, shell.lang
        super().__init__(theme, lang, title, caption, close=lambda: shell.drawer(None))
        self.shell = shell
        self.said = label("", "secondary", wrap=True)
        self.said.hide()
        self.body.addWidget(self.said)
        self.list = _List(self)
        self.list.setAccessibleName(title)
        self.list.setMinimumHeight(theme.tall(300))
        self.body.addWidget(self.list, 1)
        below = self.foot.parentWidget()
        if below is not None:
            below.hide()  # there is nothing to press

    def focus_first(self) -> None:
        (self.list if self.list.count() else self.close_button).setFocus()

    def say(self, text: str) -> None:
        """A sentence above the list."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def fill(self, groups: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show these records under these headings."""
        shell, lang, office = self.shell, self.shell.lang, self.shell.office
        rows = [row for _, ids in groups for row in ids[:LISTED]]

        def work(step: Step) -> dict[str, str]:
            step()
            found = office.queries.many(rows)
            names = named.Names(office, lang)
            names.gather(found.values())
            return {row: str(names.of(record)) for row, record in found.items()}

        shell.jobs.read(work, done=lambda named: self._show(groups, named), owner=self, newest="names")

    def on_changed(self, entity: str, ids: object) -> None:
        """What is being read stays as it is."""

    def open_at(self, item: QListWidgetItem) -> None:
        """Open the record of a line."""
        row = str(item.data(ID_ROLE) or "")
        if row:
            open_any(self.shell, row)

    def _show(self, groups: Sequence[tuple[str, Sequence[str]]], named: dict[str, str]) -> None:
        lang = self.shell.lang
        held = self.list.hasFocus() or self.close_button.hasFocus()
        self.list.clear()
        for heading, ids in groups:
            head = QListWidgetItem(heading)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            font = self.theme.font("secondary", bold=True)
            head.setFont(font)
            self.list.addItem(head)
            for row in ids[:LISTED]:
                item = QListWidgetItem(named.get(row, row))
                item.setData(ID_ROLE, row)
                self.list.addItem(item)
            if len(ids) > LISTED:
                more = QListWidgetItem(w.HERE_MORE(lang, n=language.number(LISTED, lang)))
                more.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(more)
        first = next((n for n in range(self.list.count()) if self.list.item(n).data(ID_ROLE)), -1)
        if first >= 0:
            self.list.setCurrentRow(first)
            if held:
                self.list.setFocus()


def heading(entity: str, n: int, shell: Shell) -> str:
    """A register and how many of it."""
    spec = ENTITIES.get(entity)
    return f"{spec.plural(shell.lang) if spec is not None else entity}（{language.number(n, shell.lang)}）"
