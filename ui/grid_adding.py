"""Who is put on a list: somebody by name or initials, or whole groups at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem

from casefiles import naming
from casefiles.domain.catalogue import age_on
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from ui import language, named
from ui import words_grid as words
from ui.fields_lines import LineBox, Place
from ui.fields_refs import MOST, Found, PersonPicker
from ui.widgets.buttons import button
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from casefiles.domain.words import Lang
    from casefiles.grids import Grid
    from casefiles.office import Office
    from ui.jobs import Step
    from ui.window import Shell

_KEY = Qt.ItemDataRole.UserRole + 1
_KINDS = {
    "aid": ("chip", "village", "class", "category", "households", "mentors", "batch"),
    "donations": ("fund",),
    "attendance": ("village", "class", "session", "category", "chip"),
    "screening": ("class", "round", "village", "chip"),
}


class PeoplePicker(PersonPicker):
    """Children, households and mentors in one box; what each is stands beside the name."""

    def __init__(self, shell: Shell, name: str, entities: Sequence[str]) -> None:
        place, office = Place(shell.theme, shell.lang), shell.office
        self.entities = tuple(entities)
        super().__init__(
            place, name, shell, self.entities[0], about=lambda ids: _found(office, ids, place.lang)
        )

    def looking(self) -> Callable[[str], Sequence[str]]:
        office, entities = self.shell.office, self.entities
        return lambda text: [hit.id for hit in office.queries.find(text, entities, MOST)]


def _found(office: Office, ids: Sequence[str], lang: Lang) -> list[Found]:
    known, today = office.queries.people(ids), office.clock.today()
    found = []
    for one in ids:
        who = known.get(one)
        if who is None:
            continue
        age = age_on(str(who.get("birth_date") or ""), today)
        kind = BY_PREFIX[one.partition("-")[0]].label(lang)
        parts = (kind, "" if age is None else str(age), who.get("village"), who.get("school_class"), who.get("number"))
        found.append(Found(one, str(who.get("name") or ""), naming.BETWEEN.join(str(p) for p in parts if p)))
    return found


@dataclass(frozen=True)
class Group:
    """People one can add at once."""

    kind: str
    key: str
    name: str
    n: int


def groups(office: Office, grid: Grid, parent: str, lang: Lang) -> list[Group]:
    """What can be added to this grid at once; not the list itself. Off the GUI thread."""
    found = []
    for kind in _KINDS[grid.name]:
        if kind == "chip":
            counts = office.queries.chip_counts("child")
            found += [Group(kind, chip, said(lang), counts.get(chip, 0)) for chip, said in words.CHIPS.items()]
        elif kind == "category":
            codes = ENTITIES["category_spell"].fields["category"].kind
            found += [Group(kind, code, codes.show(code, lang), n) for code, n in office.queries.spread(kind)]
        else:
            pairs = [(key, n) for key, n in office.queries.groups(kind) if key != parent]
            records = office.queries.many([key for key, _ in pairs]) if kind in ENTITIES or kind in _LISTS else {}
            names = named.Names(office, lang)
            names.gather(records.values())
            for key, n in pairs:
                record = records.get(key)
                name = str(names.of(record)) if record else key.replace("\t", " ").strip()
                found.append(Group(kind, key, name, n))
    return [g for g in found if g.n]


_LISTS = ("batch", "session", "round", "fund")


def members(office: Office, group: Group) -> list[str]:
    """The ids of a group. Off the GUI thread."""
    if group.kind == "chip":
        return office.queries.register_ids("child", group.key, "name")
    return office.queries.group(group.kind, group.key)


class _Ticks(QListWidget):
    """Space or Enter ticks; Ctrl+Enter adds."""

    added = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.added.emit()
        elif enter or event.key() == Qt.Key.Key_Space:
            item = self.currentItem()
            if item is not None:
                on = item.checkState() == Qt.CheckState.Checked
                item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)


class AddManyDrawer(DrawerFrame):
    """Groups to tick; `add(ids)` gets everybody in them."""

    def __init__(self, shell: Shell, grid: Grid, parent: str, add: Callable[[list[str]], object]) -> None:
        theme, lang = shell.theme, shell.lang
        super().__init__(theme, lang, words.MANY_TITLE(lang), close=lambda: shell.drawer(None))
        self.shell, self.grid, self.add = shell, grid, add
        self.groups: list[Group] = []
        self.ticked: set[tuple[str, str]] = set()
        self.box = LineBox(words.MANY_FIND(lang))
        self.box.setPlaceholderText(words.MANY_FIND(lang))
        self.box.edited.connect(self._show)
        self.box.entered.connect(self._into_list)
        self.body.addWidget(self.box)
        self.ticks = _Ticks()
        self.ticks.setAccessibleName(words.MANY_LIST(lang))
        self.ticks.setMinimumHeight(theme.tall(280))
        self.ticks.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.ticks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ticks.itemChanged.connect(self._ticked)
        self.ticks.added.connect(self.go)
        self.body.addWidget(self.ticks, 1)
        self.empty = label("", "secondary", wrap=True)
        self.empty.hide()
        self.body.addWidget(self.empty)
        row = QHBoxLayout()
        row.addStretch(1)
        self.go_button = button(theme, words.MANY_NONE(lang), "primary", "user-plus", self.go)
        row.addWidget(self.go_button)
        self.foot.addLayout(row)
        office = shell.office
        shell.jobs.read(lambda _step: groups(office, grid, parent, lang), done=self._got, owner=self)

    def focus_first(self) -> None:
        self.box.setFocus()

    def _into_list(self) -> None:
        self.ticks.setFocus()

    def on_changed(self, entity: str, ids: object) -> None:
        """What is being ticked is not disturbed."""

    def _got(self, found: list[Group]) -> None:
        self.groups = found
        self._show()

    def _show(self) -> None:
        lang = self.shell.lang
        wanted = self.box.text().strip().casefold()
        self.ticks.blockSignals(True)
        self.ticks.clear()
        for group in self.groups:
            name = words.KINDS[group.kind](lang, name=group.name)
            if wanted in name.casefold():
                said = words.GROUP(lang, name=name, n=language.number(group.n, lang))
                item = QListWidgetItem(said)
                item.setData(_KEY, (group.kind, group.key))
                item.setToolTip(said)
                on = (group.kind, group.key) in self.ticked
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                self.ticks.addItem(item)
        if self.ticks.count():
            self.ticks.setCurrentRow(0)
        self.ticks.blockSignals(False)
        self.empty.setText("" if self.groups else words.MANY_EMPTY(lang))
        self.empty.setVisible(not self.groups)
        self._count()

    def _ticked(self, item: QListWidgetItem) -> None:
        kind, key = item.data(_KEY)
        if item.checkState() == Qt.CheckState.Checked:
            self.ticked.add((kind, key))
        else:
            self.ticked.discard((kind, key))
        self._count()

    def _count(self) -> None:
        lang = self.shell.lang
        n = sum(g.n for g in self.groups if (g.kind, g.key) in self.ticked)
        said = words.MANY_ADD(lang, n=n) if n else words.MANY_NONE(lang)
        self.go_button.setText(f" {said}")
        self.go_button.setAccessibleName(said)
        self.go_button.setEnabled(bool(n))

    def go(self) -> None:
        """Add everybody in the ticked groups."""
        chosen = [g for g in self.groups if (g.kind, g.key) in self.ticked]
        if not chosen:
            return
        office = self.shell.office

        def ask(_step: Step) -> list[str]:
            return list(dict.fromkeys(one for group in chosen for one in members(office, group)))

        self.shell.jobs.read(ask, done=self._add, owner=self)

    def _add(self, found: list[str]) -> None:
        self.add(found)
        self.shell.drawer(None)
