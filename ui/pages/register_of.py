"""The register of one entity: whom a record hangs on, the listed fields, and the record's form in the drawer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casefiles.domain import fieldtypes as k
from casefiles.domain import listing
from casefiles.domain.entities import ENTITIES
from ui import named
from ui import words_records as w
from ui.pages.child_history import last_changes, moment
from ui.pages.child_parts import RISK_TONE, STATE_TONE
from ui.record_drawer import RecordDrawer, open_record
from ui.register_page import MOST_FOUND, MOST_WITHIN, RegisterPage
from ui.register_places import has_own, open_own
from ui.table import Row, TableColumn
from ui.undoing import deleted_with_undo
from ui.veiled import cell, told
from ui.widgets.buttons import button, icon_button
from ui.widgets.masked import masked
from ui.widgets.register import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from casefiles.domain.catalogue import Field
    from casefiles.domain.fieldtypes import Stored
    from casefiles.ports import Record
    from ui.theme import Tone
    from ui.window import Shell

PERSON_PAGES = ("child", "mentor")
KEPT_FOR_EVER = ("report",)
"""records that are never deleted"""
_FILE_ICONS = {"child": "user", "mentor": "hand-heart"}
NOT_MADE_HERE = ("attachment",)
"""records that begin with something else than a form"""
_PILLS = ("status", "state", "level", "risk", "result", "outcome", "step", "kind")
"""choices that say how a record stands: the first of them is painted as a pill"""
_TONES: dict[str, Tone] = {**RISK_TONE, **STATE_TONE}
_MOST_FACTS = 14
_HEAD_ROOM = 26
"""px on both sides of a heading, and for the arrow of the order"""


class RegisterOf(RegisterPage):
    """All records of `entity` that are not deleted."""

    nothing = (w.NO_RECORDS, w.NO_RECORDS_HELP)

    def __init__(self, shell: Shell, entity: str) -> None:
        self.register = entity
        self.spec = ENTITIES[entity]
        self.title = self.spec.plural
        self.counted = w.COUNT
        self.chips = [(chip, w.CHIPS[chip]) for chip in listing.chips(entity)]
        self._sorts = shell.office.queries.register_sorts(entity)
        super().__init__(shell)
        for keys, act in (
            ("Ctrl+N", self.add),
            ("Ctrl+H", self.history),
            ("F2", lambda: self.change(self.current)),
            ("Delete", self.delete),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def columns(self) -> Sequence[TableColumn]:
        names = listing.columns(self.register)
        pill = next((n for n in _PILLS if n in names and isinstance(self.spec.fields[n].kind, k.Choice)), "")
        return [self._column(place, name, pill) for place, name in enumerate(names)]

    def _column(self, place: int, name: str, pill: str) -> TableColumn:
        field = listing.field_of(self.spec, name)
        sort = name if name in self._sorts else ""
        if name.startswith(listing.NAMED):
            person = listing.refs(self.register)[field.name] in listing.PEOPLE
            width = Column(self._least(field, 104 if person else 190), 1 if person else 2, place)
            kind = "strong" if person and place < 2 else "text"
            return TableColumn(field.label, lambda r: str(r.get(name) or "—"), width, kind, sort=sort, key=name)
        room = _MARK if not place and isinstance(field.kind, k.Day) else 0  # a day beside the tick is whole
        kind = "avatar" if not place and isinstance(field.kind, k.Name) else "pill" if name == pill else "text"
        kind = "strong" if kind == "text" and not place and isinstance(field.kind, k.Text) else kind
        return TableColumn(
            field.label,
            partial(self._text, field),
            Column(self._least(field, _width(field, self.shell.lang)) + room, _stretch(field), place),
            kind,
            tone=(lambda r: _TONES.get(str(r.get(name) or ""), "neutral")) if name == pill else None,
            sort=sort,
            key=name,
        )

    def _least(self, field: Field, width: int) -> int:
        """So wide, or as wide as the heading asks for."""
        theme = self.shell.theme
        head = QFontMetrics(theme.font("body", bold=True)).horizontalAdvance(field.label(self.shell.lang))
        return max(width, round(head / theme.scale) + _HEAD_ROOM)

    def _text(self, field: Field, row: Row) -> str:
        shown = cell(field, field.kind.show(row.get(field.name), self.shell.lang))
        return masked(shown) if field.sensitive and shown else shown.replace("\n", " ")

    def complete(self, rows: list[dict[str, Stored]]) -> list[dict[str, Stored]]:
        """The names of matches, batches, rounds: persons' come with the rows."""
        others = {n: to for n, to in listing.refs(self.register).items() if to not in listing.PEOPLE}
        if not others:
            return rows
        names = named.Names(self.shell.office, self.shell.lang)
        wanted = {str(r[n]) for r in rows for n in others if r.get(n)}
        names.gather(self.shell.office.queries.many(sorted(wanted)).values())
        for row in rows:
            for name, to in others.items():
                if row.get(name):
                    row[listing.NAMED + name] = names.by_id(str(row[name]), to)
        return rows

    def hits(self, text: str) -> list[str]:
        if self.register in ("household",):
            return super().hits(text)
        most = MOST_WITHIN if self.where_ else MOST_FOUND
        return self.shell.office.queries.look_up(self.register, text, {}, most)

    # what can be done

    def head_actions(self) -> Sequence[QPushButton]:
        if self.register in NOT_MADE_HERE:
            return ()
        lang = self.shell.lang
        made = button(self.shell.theme, w.ADD(lang), "primary", "plus", self.add, tip=w.ADD_TIP(lang))
        made.setAccessibleName(f"{w.ADD(lang)}: {self.spec.label(lang)}")
        return (made,)

    def panel_actions(self) -> Sequence[QWidget]:
        theme, lang = self.shell.theme, self.shell.lang
        own = has_own(self.shell, self.register)
        icon, tip = ("file-text", w.OPEN_OWN_TIP) if own else ("pencil", w.OPEN_TIP)
        opening = button(
            theme, w.OPEN(lang), "primary", icon, lambda: self.open(self.current), tip=tip(lang)
        )
        others = QWidget()
        row = QHBoxLayout(others)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addStretch(1)
        for name, to in listing.refs(self.register).items():
            if to in PERSON_PAGES and name == to and to in self.shell.specs:
                said = w.OPEN_OF(lang, what=ENTITIES[to].label(lang))
                row.addWidget(icon_button(theme, said, _FILE_ICONS[to], partial(self._open_file, name, to)))
        if own:
            row.addWidget(icon_button(theme, w.CHANGE_TIP(lang), "pencil", lambda: self.change(self.current)))
        row.addWidget(icon_button(theme, w.HISTORY_TIP(lang), "history", self.history))
        if self.register not in KEPT_FOR_EVER:
            row.addWidget(icon_button(theme, w.DELETE_TIP(lang), "trash-2", self.delete))
        return (opening, others)

    def _open_file(self, name: str, page: str) -> None:
        row = self.model.values(self.view.currentIndex().row()) if self.current else {}
        if row.get(name):
            self.shell.open(page, id=str(row[name]))

    def open(self, id_: str) -> None:
        """The page of its own that a batch, a round, a session, a household has; else the record's form."""
        if not (id_ and open_own(self.shell, self.register, id_)):
            self.change(id_)

    def change(self, id_: str) -> None:
        """The record's form in the drawer."""
        record = self.shell.office.queries.get(id_) if id_ else None
        if record is None:
            return
        said = named.called(self.shell.office, record, self.shell.lang).name
        can = self.register not in KEPT_FOR_EVER
        open_record(self.shell, lambda: RecordDrawer(self.shell, self.register, id_, title=said, can_delete=can))

    def add(self) -> None:
        """The form of a new record in the drawer."""
        if self.register not in NOT_MADE_HERE:
            start = {}
            if self.register != "norm" and listing.day(self.register):
                start = {listing.day(self.register): self.shell.office.clock.today().isoformat()}
            open_record(self.shell, lambda: RecordDrawer(self.shell, self.register, start=start))

    def history(self) -> None:
        """Who changed the chosen record, when, from what."""
        record = self._chosen()
        if record is not None:
            from ui.record_history import open_history  # read when it is asked for

            open_history(self.shell, record)

    def delete(self) -> None:
        """Delete the chosen record, with Undo in the message."""
        record, shell = self._chosen(), self.shell
        if record is None:
            return
        if self.register in KEPT_FOR_EVER:
            shell.toast(w.NOT_DELETED_HERE)
            return
        name = str(named.called(shell.office, record, shell.lang))
        said, undone = w.DELETED(shell.lang, name=name), w.UNDELETED(shell.lang, name=name)
        deleted_with_undo(shell, record, said, undone)

    def _chosen(self) -> Record | None:
        found = self.shell.office.queries.get(self.current) if self.current else None
        return None if found is None or found.deleted else found

    # the panel

    def show_panel(self, row: Row) -> None:
        office, lang = self.shell.office, self.shell.lang
        record = office.queries.get(str(row["id"]))
        if record is None:
            return
        said = named.called(office, record, lang)
        self.panel.person(said.name, said.about, [])
        self.panel.line()
        names = named.Names(office, lang)
        names.gather([record])
        shown = 0
        for field in self.spec.fields.values():
            value = record.values.get(field.name)
            if value is None or shown >= _MOST_FACTS:
                continue
            text = names.by_id(str(value), field.kind.entity) if isinstance(field.kind, k.Ref) else ""
            text = text or told(field, field.kind.show(value, lang))
            self.panel.note(field.label(lang), masked(text) if field.sensitive else text)
            shown += 1
        for what, ts in last_changes(office, record, lang, 1):
            when = moment(self.shell, ts)
            self.panel.line()
            self.panel.note(f"{w.LAST_CHANGED(lang)} · {when}", what)


_MARK = 26
"""width of the tick of a marked row"""


def _width(field: Field, lang: str) -> int:
    if field.name == "number":  # a whole one: its end is what tells it from others
        return 190
    if isinstance(field.kind, k.Day):
        return 148 if lang == "zh" else 124
    if isinstance(field.kind, (k.Count, k.YesNo)):
        return 92
    if isinstance(field.kind, k.Choices):
        return 150
    if isinstance(field.kind, k.Choice):
        return 112 if lang == "zh" else 140
    if isinstance(field.kind, k.Name):
        return 130
    return 150


def _stretch(field: Field) -> int:
    if isinstance(field.kind, k.Notes):
        return 4
    return 2 if isinstance(field.kind, (k.Text, k.Area)) else 0 if isinstance(field.kind, (k.Day, k.Count)) else 1
