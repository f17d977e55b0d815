"""All fields that two offices wrote without knowing of each other: a list, both values side by side, one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casefiles import deciding
from casefiles.domain.entities import ENTITIES
from ui import language, named
from ui import words_conflicts as w
from ui.conflict_card import ConflictCard
from ui.conflict_words import by, field_name, values
from ui.deciding_drawer import DecidingDrawer, offer_undo
from ui.table import RegisterModel, TableColumn
from ui.undoing import announce
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState, SectionHeader, is_low
from ui.widgets.flow import FlowLayout
from ui.widgets.register import Column, RegisterView
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.deciding import Decided, Dispute
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Refusal
    from ui.window import Shell

SIDE_BY_SIDE = 540
"""px at standard text size from which the values stand beside the list"""
OWN_PAGES = ("child", "mentor", "household")


class ConflictsPage(QWidget):
    """`shell.open("conflicts", chosen="ID:FIELD")`."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.all: dict[str, Dispute] = {}
        self.at_work: set[str] = set()
        """decided just now, not written yet"""
        self._wanted = ""
        self._names = named.Names(shell.office, shell.lang)
        theme, lang = shell.theme, shell.lang
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(12))
        outer.setSpacing(theme.px(10))
        self.many = button(theme, w.MANY(lang), "", "list-filter", self.decide_many, tip=w.MANY_TIP(lang))
        self.filter_button = button(theme, w.FILTERS(lang), "", "search", self.turn_filters)
        self.filter_button.setCheckable(True)
        self.head = SectionHeader(theme, w.PAGE(lang), self.filter_button, self.many, kind="page")
        outer.addWidget(self.head)
        holder = QWidget()
        flow = FlowLayout(holder, theme.px(8))
        self.filters = {
            name: self._filter(flow, said(lang))
            for name, said in (
                ("entity", w.FILTER_ENTITY), ("field", w.FILTER_FIELD), ("village", w.FILTER_VILLAGE),
                ("author", w.FILTER_AUTHOR),
            )
        }  # fmt: skip
        self.filter_row = holder
        outer.addWidget(holder)
        self.model = RegisterModel(self._columns(), lang, self._fetch, self)
        self.view = RegisterView(theme, [c.column for c in self._columns()], w.LIST(lang))
        self.view.setModel(self.model)
        self.view.setMinimumHeight(theme.tall(132))
        self.view.installEventFilter(self)
        self.view.peeked.connect(lambda _row: self._peek())
        self.view.opened.connect(lambda _row: self.open_record())
        self.view.marked.connect(self._mark)
        self.view.every_marked.connect(self._mark_all)
        self.card = ConflictCard(shell, self)
        self.card.chosen.connect(self.choose)
        self.card.opened.connect(self.open_record)
        list_card = Card(theme)
        list_card.body.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(6))
        list_card.body.addWidget(self.view)
        both = QWidget()
        self.across = QHBoxLayout(both)
        self.across.setContentsMargins(0, 0, 0, 0)
        self.across.setSpacing(theme.px(12))
        self.across.addWidget(list_card, 5)
        self.across.addWidget(self.card, 5)
        self.help = label(w.HELP(lang), "caption", wrap=True)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(both, 1)
        column.addWidget(self.help)
        self.clear_button = button(theme, w.CLEAR(lang), "soft", "x", self.clear_filters)
        self.stack = QStackedWidget()
        self.stack.addWidget(work)
        self.leave_button = button(theme, w.TO_EXCHANGE(lang), "soft", "usb", lambda: shell.open("exchange"))
        none = EmptyState(theme, w.NONE(lang), w.NONE_HELP(lang), self.leave_button, icon="circle-check")
        self.stack.addWidget(none)
        self.stack.addWidget(EmptyState(theme, w.NONE_LEFT(lang), "", self.clear_button, icon="search"))
        outer.addWidget(self.stack, 1)

    # what the shell calls

    def enter(self, chosen: str = "", **_where: Any) -> None:
        """Open at this field, if it is still open."""
        self._wanted = chosen
        self.reload()

    def where(self) -> dict[str, str]:
        """The line one was at."""
        return {"chosen": self.current} if self.current else {}

    def reload(self) -> None:
        """Read all of them afresh; filters and the chosen line stay."""
        office = self.shell.office
        self.shell.jobs.read(
            lambda _step: deciding.disputes(office), done=self._show, owner=self, newest="conflicts"
        )

    def on_changed(self, entity: str, ids: object) -> None:
        """Something was written, perhaps a decision of ours."""
        self.reload()

    def focus_first(self) -> None:
        """The keyboard starts in the list."""
        (self.view, self.leave_button, self.clear_button)[self.stack.currentIndex()].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list: a number chooses, H tells the history, B decides many."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if held:
            return super().eventFilter(watched, event)
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.choose(key - Qt.Key.Key_1)
        elif key == Qt.Key.Key_H:
            self.card.turn_history()
        elif key == Qt.Key.Key_B:
            self.decide_many()
        elif key == Qt.Key.Key_F and not self.filter_button.isHidden():
            self.filter_button.click()
        else:
            return super().eventFilter(watched, event)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.shell.theme.tall(SIDE_BY_SIDE)
        direction = QHBoxLayout.Direction.LeftToRight if wide else QHBoxLayout.Direction.TopToBottom
        if self.across.direction() != direction:
            self.across.setDirection(direction)
        self._fit()
        self._peek()

    def turn_filters(self) -> None:
        """In a low window the filters give way to the list until they are asked for."""
        self._fit()
        shown = next((box for box in self.filters.values() if not box.isHidden()), None)
        if self.filter_button.isChecked() and shown is not None:
            shown.setFocus()
        else:
            self.focus_first()

    # what one does

    @property
    def current(self) -> str:
        """The key of the chosen line."""
        return self.model.id_at(self.view.currentIndex().row())

    def choose(self, at: int) -> None:
        """This value of the chosen field stays; the next field comes up."""
        dispute = self.all.get(self.current)
        if dispute is None or not 0 <= at < len(dispute.rivals):
            return
        office, lang = self.shell.office, self.shell.lang
        called = self._names.of(dispute.record).name
        told = values(self._names, dispute)[at]
        said = w.CHOSEN(lang, name=called, field=field_name(dispute, lang), value=told)
        self.at_work.add(dispute.key)
        self._list()

        def done(found: Decided) -> None:
            self.at_work.discard(dispute.key)
            announce(self.shell, found.touched)
            if found.left:
                self.reload()
                self.shell.toast(w.CAME_IN)
            else:
                offer_undo(self.shell, office, found, said)

        def refused(refusal: Refusal) -> None:
            self.at_work.discard(dispute.key)
            self._list(dispute.key)
            self.shell.toast(refusal.say(lang))

        self.shell.jobs.write(
            lambda _step: deciding.decide(office, dispute, at), done=done, refused=refused, owner=self
        )

    def decide_many(self) -> None:
        """By one rule: those that are marked, or all that are listed."""
        chosen = self.model.marked or set(self.model.ids)
        found = [one for key, one in self.all.items() if key in chosen and key not in self.at_work]
        if found:
            self.shell.drawer(DecidingDrawer(self.shell, found))

    def open_record(self) -> None:
        """The record of the chosen line, or whom it hangs on."""
        dispute = self.all.get(self.current)
        if dispute is None:
            return
        record = dispute.record
        row = next((str(record.values[n]) for n in OWN_PAGES if record.values.get(n)), "")
        entity = next((n for n in OWN_PAGES if record.values.get(n)), "")
        if record.entity in OWN_PAGES:
            row, entity = record.id, record.entity
        if entity:
            self.shell.open(entity, id=row)
        else:
            self.shell.open("registers", entity=record.entity)

    def clear_filters(self) -> None:
        """All of them again."""
        for box in self.filters.values():
            box.setCurrentIndex(0)
        self.focus_first()

    # inside

    def _fit(self) -> None:
        low = is_low(self, self.shell.theme)
        self.help.setVisible(not low)
        self.filter_button.setVisible(low and bool(self.all))
        wanted = any(box.currentData() for box in self.filters.values())
        self.filter_row.setVisible(bool(self.all) and (not low or wanted or self.filter_button.isChecked()))

    def _filter(self, flow: FlowLayout, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(self.shell.theme.tall(260))
        box.currentIndexChanged.connect(lambda _at: self._list())
        flow.addWidget(box)
        return box

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn(w.RECORD, lambda r: str(r["name"]), Column(96, 2), "strong"),
            TableColumn(w.FIELD, lambda r: str(r["field"]), Column(124, 3, 1), "pill", lambda _r: "warn"),
            TableColumn(w.VALUES, lambda r: str(r["values"]), Column(240, 4, 2)),
            TableColumn(w.VILLAGE, lambda r: str(r["village"]), Column(90, 1, 3)),
        ]

    def _fetch(self, ids: Sequence[str]) -> list[dict[str, Stored]]:
        found = [self.all[key] for key in ids if key in self.all]
        self._names.gather(one.record for one in found)
        lang = self.shell.lang
        return [
            {
                "id": one.key,
                "name": self._names.of(one.record).name,
                "field": field_name(one, lang),
                "values": " / ".join(values(self._names, one)),
                "village": one.village,
            }
            for one in found
        ]

    def _show(self, found: list[Dispute]) -> None:
        self.all = {one.key: one for one in found}
        self._names = named.Names(self.shell.office, self.shell.lang)
        self.model.marked &= self.all.keys()
        lang = self.shell.lang
        of: dict[str, Callable[[str], str]] = {
            "entity": lambda key: ENTITIES[key].plural(lang),
            "field": str,
            "village": str,
            "author": lambda key: _author(self.shell, key),
        }
        counts: dict[str, dict[str, int]] = {name: {} for name in self.filters}
        for one in found:
            for name in self.filters:
                for key in self._keys(one, name):
                    counts[name][key] = counts[name].get(key, 0) + 1
        for name, box in self.filters.items():
            was = box.currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem(w.ALL(lang, what=box.accessibleName()), "")
            for key, n in sorted(counts[name].items(), key=lambda c: (-c[1], c[0])):
                if key:
                    box.addItem(w.ONE_OF(lang, what=of[name](key), n=language.number(n, lang)), key)
            box.setCurrentIndex(max(0, box.findData(was)))
            box.blockSignals(False)
            box.setVisible(box.count() > 2)
        self.many.setEnabled(bool(found))
        wanted, self._wanted = self._wanted, ""
        self._list(wanted)

    def _keys(self, one: Dispute, name: str) -> Sequence[str]:
        """What a field counts as in a filter."""
        if name == "author":
            return tuple(dict.fromkeys(one.authors))
        if name == "field":
            return (field_name(one, self.shell.lang),)
        return (one.record.entity if name == "entity" else one.village,)

    def _list(self, chosen: str = "") -> None:
        """What the filters let through; the keyboard stays at its line or takes the next."""
        held = self.view.hasFocus()
        was, at = chosen or self.current, max(0, self.view.currentIndex().row())
        wanted = {name: str(box.currentData() or "") for name, box in self.filters.items()}
        shown = [
            key
            for key, one in self.all.items()
            if key not in self.at_work
            and all(not value or value in self._keys(one, name) for name, value in wanted.items())
        ]
        self.model.start([])
        self.model.fill(shown)
        lang = self.shell.lang
        whole, n = len(self.all), len(shown)
        several = any(wanted.values())
        numbers = {"n": language.number(n, lang), "of": language.number(whole, lang)}
        self.head.note.set(w.COUNT_OF(lang, **numbers) if several else language.counted(w.COUNT, n, lang) if n else "")
        self.stack.setCurrentIndex(0 if shown else 2 if several and whole else 1)
        self._fit()
        if shown:
            row = self.model.row_of(was)
            self.view.setCurrentIndex(self.model.index(row if row >= 0 else min(at, n - 1), 0))
        self._peek()
        if held or self.shell.focusWidget() in (None, self, self.leave_button, self.clear_button):
            self.focus_first()

    def _peek(self) -> None:
        self.card.show_dispute(self.all.get(self.current), self._names)

    def _mark(self, row: int) -> None:
        key = self.model.id_at(row)
        self.model.mark([key], on=key not in self.model.marked)

    def _mark_all(self) -> None:
        self.model.mark(list(self.model.ids), on=len(self.model.marked) < len(self.model.ids))


def _author(shell: Shell, key: str) -> str:
    user, _, code = key.partition("@")
    return by(shell.office, user, code, shell.lang)
