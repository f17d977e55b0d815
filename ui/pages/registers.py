"""The registers (台账): every kind of record of work, in groups with counts; beside it the register of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from casefiles import accessing
from casefiles.domain import listing
from casefiles.domain.entities import ENTITIES
from ui import language
from ui import words_records as w
from ui.pages.register_of import RegisterOf
from ui.pages.worklist_chooser import ListChooser
from ui.searching import say

if TYPE_CHECKING:
    from ui.jobs import Step
    from ui.window import Shell

LIST = 196
LEAST = 640
"""page width at standard text size below which the list of registers gives way"""
FIRST = "visit"
ENTITY_ROLE = Qt.ItemDataRole.UserRole + 1


class Choice(QListWidget):
    """The registers in their groups; `chosen(entity)` when another one is current, `entered` on Enter or Right."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        lang = shell.lang
        self.lang = lang
        self._items: dict[str, QListWidgetItem] = {}
        self.setObjectName("registers")
        self.setAccessibleName(w.CHOOSE_REGISTER(lang))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        for group, entities in listing.GROUPS:
            head = QListWidgetItem(group(lang))
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setFont(shell.theme.font("caption", bold=True))
            self.addItem(head)
            for entity in entities:
                item = QListWidgetItem(ENTITIES[entity].plural(lang))
                item.setData(ENTITY_ROLE, entity)
                self._items[entity] = item
                self.addItem(item)
        self.currentItemChanged.connect(self._moved)

    def put(self, entity: str) -> None:
        """Light a register without telling anybody."""
        blocked = self.blockSignals(True)
        self.setCurrentItem(self._items[entity])
        self.blockSignals(blocked)

    def count_all(self, counts: dict[str, int]) -> None:
        """Write beside each register how many records it holds."""
        for entity, n in counts.items():
            name = ENTITIES[entity].plural(self.lang)
            self._items[entity].setText(f"{name}　{language.number(n, self.lang)}" if n else name)
            self._items[entity].setToolTip(language.counted(w.COUNT, n, self.lang))

    def called(self) -> dict[str, str]:
        """Every register as the list has it, with its number."""
        return {entity: item.text() for entity, item in self._items.items()}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _moved(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(ENTITY_ROLE):
            self.chosen.emit(str(item.data(ENTITY_ROLE)))


class RegistersPage(QWidget):
    """`enter(entity=..., chip=..., find=..., chosen=..., sort=...)`."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        theme = shell.theme
        self.entity = ""
        self._made: dict[str, RegisterOf] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.line = ListChooser(shell.lang, w.CHOOSE_REGISTER(shell.lang))
        self.line.wanted.connect(self._choose)
        self.line.hide()
        over = QHBoxLayout()
        over.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        over.addWidget(self.line)
        outer.addLayout(over)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        outer.addLayout(row, 1)
        self.choice = Choice(shell)
        self.choice.put(FIRST)  # else the list, shown, would choose its first line by itself
        self.choice.setFixedWidth(theme.px(LIST) + theme.tall(30) - 30)
        self.choice.chosen.connect(self._choose)
        self.choice.entered.connect(self.focus_results)
        self._beside = QWidget()
        left = QHBoxLayout(self._beside)
        left.setContentsMargins(theme.px(20), theme.px(14), 0, theme.px(14))
        left.addWidget(self.choice)
        row.addWidget(self._beside)
        self.stack = QStackedWidget()
        row.addWidget(self.stack, 1)
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._step(step))

    @property
    def register(self) -> RegisterOf:
        """The register in sight."""
        return self._made[self.entity]

    def enter(self, entity: str = "", **where: Any) -> None:
        """Open one register; without a name the one that was looked at last."""
        self._show(entity if entity in listing.LISTED else self.entity or FIRST)
        self.register.enter(**where)
        self._count()

    def where(self) -> dict[str, Any]:
        """What brings the page back as it is."""
        return {"entity": self.entity, **self.register.where()} if self.entity else {}

    def reload(self) -> None:
        self.register.reload()
        self._count()

    def search(self, text: str) -> None:
        """The search box was typed in: within this register."""
        self.register.search(text)

    def searched(self) -> str:
        """What the search box looks through: the register shown."""
        return self.register.searched()

    def focus_results(self) -> None:
        self.register.focus_results()

    def focus_first(self) -> None:
        """The keyboard starts in the register."""
        self.register.focus_first()

    def on_changed(self, entity: str, ids: object) -> None:
        """A save: what is shown is read again, and the counts follow."""
        self.register.on_changed(entity, ids)
        self._count()

    def leave(self) -> None:
        """Stop what the registers asked for."""
        for made in self._made.values():
            self.shell.jobs.leave(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the list would take half of the page one line stands for it."""
        super().resizeEvent(event)
        narrow = self.width() < self.shell.theme.tall(LEAST)
        if narrow == self.line.isHidden():
            at = QApplication.focusWidget()
            had = at is self.line or at is self.choice
            self._beside.setVisible(not narrow)
            self.line.setVisible(narrow)
            self.layout().setContentsMargins(0, self.shell.theme.px(10) if narrow else 0, 0, 0)  # type: ignore[union-attr]
            if had:
                (self.line if narrow else self.choice).setFocus()

    def _choose(self, entity: str) -> None:
        self.shell.top.search.set("")
        self._show(entity)
        say(self.shell)
        self.register.enter()

    def _step(self, by: int) -> None:
        """The register above or below in the list."""
        there = listing.LISTED.index(self.entity) + by
        if 0 <= there < len(listing.LISTED):
            self._choose(listing.LISTED[there])
            self.register.focus_first()

    def _show(self, entity: str) -> None:
        if entity not in self._made:
            made = RegisterOf(self.shell, entity)
            made.setObjectName(f"register-{entity}")
            made.setAccessibleName(ENTITIES[entity].plural(self.shell.lang))
            self._made[entity] = made
            self.stack.addWidget(made)
        self.entity = entity
        self.choice.put(entity)
        self._fill(self.choice.called())
        self.stack.setCurrentWidget(self._made[entity])
        office = self.shell.office
        self.shell.jobs.write(lambda _step: accessing.listed(office, entity))

    def _count(self) -> None:
        queries = self.shell.office.queries

        def count(step: Step) -> dict[str, int]:
            found = {}
            for entity in listing.LISTED:
                step()
                found[entity] = queries.count(entity)
            return found

        self.shell.jobs.read(count, done=self._counted, owner=self, newest="counts")

    def _counted(self, counts: dict[str, int]) -> None:
        self.choice.count_all(counts)
        self._fill(self.choice.called())

    def _fill(self, called: dict[str, str]) -> None:
        """The line for narrow pages says what the list says."""
        self.line.fill({entity: text.replace("　", "  ") for entity, text in called.items()}, self.entity)


SHOTS = {
    "matches": lambda shell: shell.open("registers", entity="match"),
    "aid": lambda shell: shell.open("registers", entity="aid"),
    "households": lambda shell: shell.open("registers", entity="household"),
}
"""states that are photographed"""
