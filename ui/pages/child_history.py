"""Who changed what, when, from what to what: the log of a record and of what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casefiles import parting
from casefiles.domain.changes import DELETED
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Ref, Stored
from ui import named, veiled, words_access, words_reach
from ui import words_child as words
from ui.pages.child_parts import note
from ui.widgets.buttons import button
from ui.widgets.masked import masked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.words import Label, Lang
    from casefiles.exchange.workers import Workers
    from casefiles.office import Office
    from casefiles.ports import Record
    from ui.window import Shell

MOST = 400
"""lines shown; the log itself keeps everything"""


@dataclass(frozen=True)
class Step:
    """One field of one change: old and new as stored."""

    ts: int
    who: str
    own: bool
    entity: str
    row: str
    name: str
    before: Stored
    after: Stored
    first: bool
    """the change that made the record"""
    dev: str = ""
    """the computer that wrote it"""

    @property
    def told(self) -> list[str]:
        """Both values, where there are any."""
        return [str(v) for v in (self.before, self.after) if v]


def steps(office: Office, records: Sequence[Record], most: int = MOST) -> list[Step]:
    """The changes of these records, newest first."""
    found: list[Step] = []
    for record in records:
        held: dict[str, Stored] = {}
        for place, entry in enumerate(office.ledger.history(record.id)):
            by = (entry.ts, entry.user, entry.own)
            if not place:
                title = ENTITIES[record.entity].title
                found.append(
                    Step(*by, record.entity, record.id, "", None, entry.fields.get(title), first=True, dev=entry.dev)
                )
                held |= entry.fields
                continue
            for name, value in entry.fields.items():
                same = name == parting.MARK and name in held and held[name] == value
                if not same and (name == DELETED or name in ENTITIES[record.entity].fields):
                    found.append(
                        Step(*by, record.entity, record.id, name, held.get(name), value, first=False, dev=entry.dev)
                    )
                held[name] = value
    found.sort(key=lambda s: -s.ts)
    return found[:most]


def what(step: Step, lang: Lang) -> str:
    """The field's name, with the register's when it is not the person's own."""
    entity = ENTITIES[step.entity]
    if step.first:
        return entity.label(lang)
    field = words.RECORD_STATE(lang) if step.name == DELETED else entity.fields[step.name].label(lang)
    return field if step.entity in ("child", "mentor") else f"{entity.label(lang)} · {field}"


def value(office: Office, step: Step, stored: Stored, lang: Lang) -> str:
    """A value as people read it; numbers of people stay masked."""
    if step.first:
        entity = ENTITIES[step.entity]
        title = entity.fields[entity.title]
        return words.MADE_IT(lang, title=veiled.told(title, title.kind.show(stored, lang))).strip()
    if step.name == DELETED:
        return (words.REMOVED if stored else words.BACK_AGAIN)(lang)
    spec = ENTITIES[step.entity].fields[step.name]
    if isinstance(spec.kind, Ref):
        return named.Names(office, lang).by_id(str(stored), spec.kind.entity) if stored else ""
    shown = veiled.told(spec, spec.kind.show(stored, lang))
    return masked(shown) if spec.sensitive and shown else shown


def moment(shell: Shell, ts: int) -> str:
    """When, as near as the reader needs; by a clock that cannot be right, that it is not to be relied on."""
    from ui import exchange_cards  # a page of a file is shown before anything of the exchange

    return exchange_cards.moment(shell, ts)


def who(office: Office, step: Step, lang: Lang, known: Workers | None = None) -> str:
    """Whose change it was; one from another office says so. `known` where there are many of them."""
    return (known or writers(office)).by(step.who, step.dev, lang, own=step.own)


def writers(office: Office) -> Workers:
    """Who is behind the logins of changes."""
    from casefiles.exchange.workers import Workers  # a page that is opened shows no change yet

    return Workers(office)


def history_tab(shell: Shell, records: Sequence[Record], owner: QWidget) -> QWidget:
    """The table of changes; it is read off the GUI thread."""
    made, office = History(shell, records[0].id if records else ""), shell.office
    shell.jobs.read(lambda _step: steps(office, records), done=made.answer, owner=owner, newest="history")
    return made


class History(QWidget):
    """When, who, which field, from what, to what; and the way to who looked at the file `file`."""

    def __init__(self, shell: Shell, file: str = "") -> None:
        super().__init__()
        self.shell = shell
        theme, lang = shell.theme, shell.lang
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        if file:
            looked = button(
                theme, words_access.WHO_LOOKED(lang), "ghost", "eye", lambda: shell.open("access", id=file)
            )
            looked.setObjectName("who-looked")
            self._column.addWidget(looked, 0, Qt.AlignmentFlag.AlignRight)
        table = self.table = QTableWidget(0, 5)
        table.setProperty("kind", "numbers")
        table.setObjectName("history")
        heads = (words.WHEN, words.WHO, words.WHAT, words.BEFORE, words.AFTER)
        table.setAccessibleName(words.TABS[5](lang))
        table.setHorizontalHeaderLabels([head(lang) for head in heads])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.tall(36))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(theme.tall(60))
        table.setColumnWidth(0, theme.tall(130))
        table.setColumnWidth(1, theme.tall(120))
        table.setShowGrid(False)
        table.setStyleSheet(f"QTableView::item {{ padding: 0 {theme.px(8)}px; }}")
        table.setAlternatingRowColors(True)
        table.setAccessibleDescription(words_reach.OPEN_TIP(lang))
        table.setToolTip(words_reach.OPEN_TIP(lang))
        table.activated.connect(lambda at: self.open_step(at.row()))
        self._steps: list[Step] = []
        self._column.addWidget(table, 1)

    def open_step(self, row: int) -> None:
        """The history of the record that a line is of, with the offices that have each change of it."""
        from ui.record_history import open_history  # which is made of this module

        found = self.shell.office.queries.many([self._steps[row].row]) if row < len(self._steps) else {}
        for record in found.values():
            open_history(self.shell, record)

    def answer(self, found: list[Step]) -> None:
        """The changes have been read."""
        shell, lang, office = self.shell, self.shell.lang, self.shell.office
        if not found:
            self.table.hide()
            self._column.addWidget(note(words.NO_HISTORY(lang)))
        self._steps = found
        for entity, name in {(s.entity, s.name or ENTITIES[s.entity].title) for s in found}:
            told = [v for s in found if (s.entity, s.name or ENTITIES[entity].title) == (entity, name) for v in s.told]
            veiled.also_field(entity, name, told)  # a name of earlier days is on no file any more
        self.table.setRowCount(len(found))
        known = writers(office)
        for place, step in enumerate(found):
            before = "" if step.first else value(office, step, step.before, lang) or words.EMPTY_VALUE(lang)
            after = value(office, step, step.after, lang) or words.EMPTY_VALUE(lang)
            cells = (moment(shell, step.ts), who(office, step, lang, known), what(step, lang), before, after)
            for at, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(place, at, item)


def last_changes(office: Office, record: Record, lang: Lang, most: int = 3) -> list[tuple[str, int]]:
    """The last changes of a record in sentences, with when (ms)."""
    entity = ENTITIES[record.entity]
    entries, known = office.ledger.history(record.id), writers(office)
    found = []
    for place in range(len(entries) - 1, max(-1, len(entries) - 1 - most), -1):
        entry = entries[place]
        step = Step(entry.ts, entry.user, entry.own, record.entity, record.id, "", None, None, not place, entry.dev)
        by = who(office, step, lang, known)
        fields = [entity.fields[n].label for n in entry.fields if n in entity.fields and n != parting.MARK]
        if not place:
            said = words.CREATED(lang, who=by)
        elif DELETED in entry.fields:
            label = words.DELETED_BY if entry.fields[DELETED] else words.RESTORED_BY
            said = label(lang, who=by, what=entity.label)
        else:
            said = words.CHANGED(lang, who=by, what=_listed(fields, lang))
        found.append((said, entry.ts))
    return found


def _listed(fields: Sequence[Label], lang: Lang) -> str:
    first = "、".join(f.zh for f in fields[:2]) if lang == "zh" else ", ".join(f.en for f in fields[:2])
    return first if len(fields) <= 2 else words.AND_MORE(lang, first=first, n=len(fields))
