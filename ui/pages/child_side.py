"""Beside the file: what still needs completing, the last changes, and values that two people wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casefiles import registers, resolving
from casefiles.domain.changes import DELETED
from casefiles.domain.entities import ENTITIES
from ui import words_child as words
from ui.pages.child_history import last_changes, moment, writers
from ui.pages.child_parts import note
from ui.undoing import announce
from ui.veiled import told
from ui.widgets.buttons import button
from ui.widgets.cards import Card, picture, rule
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.merge import Rival
    from casefiles.domain.words import Lang
    from casefiles.ports import Record
    from casefiles.registers import Around
    from ui.window import Shell

ELSEWHERE = {
    "category": (words.MISSING_CATEGORY, 1),
    "guardianship": (words.MISSING_GUARDIAN, 1),
    "mentor": (words.MISSING_MENTOR, 2),
}
"""what is missing beside fields: its name and the tab where it is added"""


def missing_card(shell: Shell, file: Around, go: Callable[[str, int], object]) -> Card:
    """What a complete file still lacks; each line leads to where it is filled in: `go(field, tab)`."""
    theme, lang = shell.theme, shell.lang
    card = Card(theme, words.MISSING(lang))
    card.body.setSpacing(theme.px(2))
    found = registers.missing(shell.office, file)
    if not found:
        row = QHBoxLayout()
        row.addWidget(picture(theme, "circle-check", theme.palette.ok, 18))
        row.addWidget(note(words.MISSING_NONE(lang)), 1)
        card.body.addLayout(row)
    for name in found:
        said, tab = ELSEWHERE.get(name, (None, 0))
        text = said(lang) if said is not None else ENTITIES["child"].fields[name].label(lang)
        line = button(theme, text, "ghost", "circle-alert")
        line.setIcon(theme.icon("circle-alert", "warn", 18))
        line.setStyleSheet("text-align: left;")
        line.setObjectName(f"missing-{name}")
        line.clicked.connect(lambda _checked=False, name=name, tab=tab: go(name, tab))
        card.body.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def changes_card(shell: Shell, record: Record) -> Card:
    """The last changes of the record itself."""
    theme, lang = shell.theme, shell.lang
    card = Card(theme, words.LAST_CHANGES(lang))
    card.body.setSpacing(theme.px(4))
    for said, ts in last_changes(shell.office, record, lang):
        card.body.addWidget(label(said, "body", wrap=True))
        card.body.addWidget(label(moment(shell, ts), "caption"))
    return card


def conflicts_card(shell: Shell, records: Sequence[Record], owner: QWidget) -> Card | None:
    """Both values of each field that was changed in two places, to choose from; None when there are none."""
    theme, lang = shell.theme, shell.lang
    found = [(record, name) for record in records for name in record.rivals]
    if not found:
        return None
    card = Card(theme, words.CONFLICTS(lang, n=len(found)))
    card.setObjectName("conflicts")
    for place, (record, name) in enumerate(found):
        if place:
            card.body.addWidget(rule())
        entity = ENTITIES[record.entity]
        field = entity.label(lang) if name == DELETED else entity.fields[name].label(lang)
        title = field if record.entity in ("child", "mentor") else f"{entity.label(lang)} · {field}"
        card.body.addWidget(label(title, "strong", wrap=True))
        across = QHBoxLayout()
        across.setSpacing(theme.px(12))
        for at, rival in enumerate(record.rivals[name]):
            across.addWidget(_rival(shell, record, name, rival, at, owner), 1)
        card.body.addLayout(across)
    return card


def _rival(shell: Shell, record: Record, name: str, rival: Rival, at: int, owner: QWidget) -> QWidget:
    theme, lang = shell.theme, shell.lang
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(4))
    shown = _shown(record, name, rival, lang)
    column.addWidget(label(shown, "body", wrap=True))
    when = moment(shell, rival.ts)
    own = rival.dev == shell.office.ledger.device
    who = writers(shell.office).by(rival.user, rival.dev, lang, own=own)
    column.addWidget(label(words.CONFLICT_BY(lang, who=who, when=when), "caption", wrap=True))
    choose = button(theme, words.KEEP_THIS(lang), "soft", "check")
    choose.setAccessibleName(f"{words.KEEP_THIS(lang)}: {shown}")
    choose.setObjectName(f"rival-{name}-{at}")
    choose.clicked.connect(lambda: resolve(shell, record, name, rival, owner))
    column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
    column.addStretch(1)
    return holder


def _shown(record: Record, name: str, rival: Rival, lang: Lang) -> str:
    if name == DELETED:
        return (words.GOES if rival.value else words.STAYS)(lang)
    field = ENTITIES[record.entity].fields[name]
    return told(field, field.kind.show(rival.value, lang)) or words.EMPTY_VALUE(lang)


def resolve(shell: Shell, record: Record, name: str, rival: Rival, owner: QWidget) -> None:
    """Decide for this value: an ordinary change that has seen both."""
    office, lang, seen = shell.office, shell.lang, record.heads
    entity = ENTITIES[record.entity]
    if name == DELETED:
        typed, field = str(rival.value or ""), entity.label(lang)
    else:
        typed, field = entity.fields[name].kind.text(rival.value), entity.fields[name].label(lang)

    def done(touched: object) -> None:
        announce(shell, touched)  # type: ignore[arg-type]
        shell.toast(words.RESOLVED(lang, field=field))

    shell.jobs.write(
        lambda _step: resolving.resolve(office, record.id, name, typed, seen), done=done, owner=owner
    )
