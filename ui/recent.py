"""Files opened last: twenty children, mentors and households, those one keeps at the top first (Ctrl+E)."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from casefiles import accessing
from ui import words_sitting as words
from ui.fields import people
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from casefiles.office import Office
    from ui.window import Shell

KEPT = ("child", "mentor", "household")
MOST = 20
BELOW = 10
"""lines under the search box"""
ID_ROLE = Qt.ItemDataRole.UserRole


def recent(office: Office) -> tuple[list[str], list[str]]:
    """(kept at the top, opened last), newest first, of the person at the desk."""
    kept = json.loads(office.ledger.setting(f"recent:{office.me.login}") or "{}")
    return list(kept.get("pinned", ())), list(kept.get("opened", ()))


def _keep(shell: Shell, pinned: list[str], opened: list[str]) -> None:
    office = shell.office
    text = json.dumps({"pinned": pinned, "opened": opened})
    shell.jobs.write(lambda _step: office.ledger.keep_setting(f"recent:{office.me.login}", text))


def opened(shell: Shell) -> None:
    """A page was opened: note it when it is somebody's file."""
    name, where = shell.place
    row = str(where.get("id") or "")
    if name in KEPT and row and shell.is_open:
        office = shell.office
        shell.jobs.write(lambda _step: accessing.opened(office, row))
        pinned, last = recent(office)
        if last[:1] != [row]:
            _keep(shell, pinned, [row, *(one for one in last if one != row)][:MOST])


def pin(shell: Shell, row: str) -> None:
    """Keep a file at the top, or let it go."""
    pinned, last = recent(shell.office)
    _keep(shell, [one for one in pinned if one != row] if row in pinned else [*pinned, row][-MOST:], last)


def _lines(shell: Shell, pinned: list[str], last: list[str]) -> list[tuple[str, str]]:
    """(id, what the line says), those kept at the top first."""
    office, made = shell.office, []
    for row in [*pinned, *(one for one in last if one not in pinned)]:
        found = office.queries.get(row)
        for who in people(office, found.entity, [row]) if found is not None else ():
            name = words.PINNED(shell.lang, name=who.name) if row in pinned else who.name
            made.append((row, f"{name}　{who.about}"))
    return made


def _open(shell: Shell, row: str) -> None:
    found = shell.office.queries.get(row)
    if found is not None and found.entity in shell.specs:
        shell.open(found.entity, id=row)


def show_below(shell: Shell, box: QWidget) -> bool:
    """The files opened last in a list under the search box, the first chosen; False when there is none."""
    lines = _lines(shell, *recent(shell.office)) if shell.is_open else []
    if not lines:
        return False
    menu = QMenu(box)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setObjectName("recent-below")
    menu.setAccessibleName(words.RECENT(shell.lang))
    menu.setMinimumWidth(box.width())
    for row, said in lines[:BELOW]:
        menu.addAction(said.replace("&", "&&"), partial(_open, shell, row))
    menu.setActiveAction(menu.actions()[0])
    menu.popup(box.mapToGlobal(box.rect().bottomLeft()))
    return True


class _List(QListWidget):
    """Enter opens, P keeps at the top."""

    def __init__(self, drawer: RecentDrawer) -> None:
        super().__init__()
        self._drawer = drawer
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(drawer.open_at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() == Qt.Key.Key_P and not event.modifiers():
            self._drawer.pin(str(item.data(ID_ROLE)))
        elif item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._drawer.open_at(item)
        else:
            super().keyPressEvent(event)


class RecentDrawer(DrawerFrame):
    """The list in the drawer."""

    def __init__(self, shell: Shell) -> None:
        theme, lang = shell.theme, shell.lang
        super().__init__(theme, lang, words.RECENT(lang), close=lambda: shell.drawer(None))
        self.shell = shell
        self.body.addWidget(label(words.RECENT_HELP(lang), "secondary", wrap=True))
        self.none = label(words.RECENT_NONE(lang), "secondary", wrap=True)
        self.body.addWidget(self.none)
        self.list = _List(self)
        self.list.setObjectName("recent")
        self.list.setAccessibleName(words.RECENT(lang))
        self.list.setAccessibleDescription(words.RECENT_HELP(lang))
        self.list.setMinimumHeight(theme.tall(400))
        self.body.addWidget(self.list, 1)
        self.fill(*recent(shell.office))

    def fill(self, pinned: list[str], last: list[str]) -> None:
        """Show them: those kept at the top first."""
        at = self.list.currentItem().data(ID_ROLE) if self.list.currentItem() is not None else ""
        self.list.clear()
        for row, said in _lines(self.shell, pinned, last):
            item = QListWidgetItem(said)
            item.setData(ID_ROLE, row)
            self.list.addItem(item)
            if row == at:
                self.list.setCurrentItem(item)
        self.none.setVisible(not self.list.count())
        self.list.setVisible(bool(self.list.count()))
        if self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(0)

    def pin(self, row: str) -> None:
        """Keep it at the top, or let it go."""
        pinned, last = recent(self.shell.office)
        self.fill([one for one in pinned if one != row] if row in pinned else [*pinned, row], last)
        pin(self.shell, row)

    def open_at(self, item: QListWidgetItem) -> None:
        """Open the file of a line."""
        _open(self.shell, str(item.data(ID_ROLE)))

    def focus_first(self) -> None:
        (self.list if self.list.isVisible() else self.close_button).setFocus()

    def on_changed(self, entity: str, ids: object) -> None:
        """What others saved does not move the lines under one's eyes."""


def open_recent(shell: Shell) -> None:
    """The drawer; it is made anew when the look or the language is switched."""
    if shell.is_open:
        shell.drawer(RecentDrawer(shell), lambda: RecentDrawer(shell))
