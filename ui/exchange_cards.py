"""The cards of the exchange page: an office and where it stands, what an import did, a conflict to decide."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from casefiles.domain.changes import DELETED
from casefiles.domain.entities import ENTITIES
from ui import language, words_identity
from ui import words_exchange as w
from ui.widgets.buttons import button
from ui.widgets.cards import Card, rule
from ui.widgets.text import ElidedLabel, Pill, label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.exchange import ImportReport
    from casefiles.ports import Record
    from ui.theme import Tone
    from ui.window import Shell

STATE_TONES: Mapping[str, Tone] = {
    "done": "ok",
    "same": "neutral",
    "waiting": "warn",
    "aside": "danger",
    "refused": "danger",
    "written": "info",
    "received": "ok",
}


def moment(shell: Shell, ms: int) -> str:
    """A stored time as people read it."""
    return language.moment(datetime.fromtimestamp(ms / 1000), shell.now(), shell.lang)


def counted(n: int, shell: Shell) -> object:
    """A count for a label: the number one itself, so that English says "1 change"."""
    return n if n == 1 else language.number(n, shell.lang)


def office_card(shell: Shell, row: Mapping[str, Any], export: Callable[[], object]) -> Card:
    """One office: what it has acknowledged, what is here only, when we last met."""
    theme, lang = shell.theme, shell.lang
    card = Card(theme)
    head = QHBoxLayout()
    head.addWidget(label(str(row["name"]), "section", wrap=True), 1)
    here_only = int(row["here_only"])
    done = here_only == 0 and not row["behind"]
    text = w.ALL_THERE(lang) if done else language.counted(w.HERE_ONLY, here_only, lang)
    head.addWidget(Pill(theme, text, "ok" if done else "warn"))
    card.body.addLayout(head)
    own, have = int(row["own"]), int(row["acknowledged"])
    told = w.UP_TO(lang, when=moment(shell, row["receipt_ms"])) if row["receipt_ms"] else w.NEVER(lang)
    numbers = {"have": language.number(have, lang), "of": language.number(own, lang)}
    card.body.addWidget(label(f"{w.THEY_HAVE(lang, **numbers)} · {told}", "secondary", wrap=True))
    bar = QProgressBar()
    bar.setRange(0, max(1, own))
    bar.setValue(have)
    bar.setTextVisible(False)
    bar.setAccessibleName(w.THEY_HAVE(lang, **numbers))
    card.body.addWidget(bar)
    for key, words in (("last_out", w.LAST_OUT), ("last_in", w.LAST_IN)):
        last = row[key]
        if last:
            said = words(lang, when=moment(shell, last["at_ms"]), n=counted(last["count"], shell))
            card.body.addWidget(label(said, "caption", wrap=True))
    if row["waiting"]:
        card.body.addWidget(
            label(language.counted(w.WAITS, len(row["waiting"]), lang), "secondary", tone="warn", wrap=True)
        )
    if row["behind"]:
        card.body.addWidget(label(w.BEHIND(lang), "secondary", tone="danger", wrap=True))
    foot = QHBoxLayout()
    foot.addStretch(1)
    made = button(theme, w.EXPORT(lang), "primary", "upload", export)
    made.setAccessibleName(w.EXPORT_FOR(lang, name=row["name"]))
    foot.addWidget(made)
    card.body.addLayout(foot)
    return card


def result_line(shell: Shell, report: ImportReport) -> QWidget:
    """What became of one file."""
    theme, lang = shell.theme, shell.lang
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    head = QHBoxLayout()
    head.addWidget(Pill(theme, w.STATES[report.state](lang), STATE_TONES[report.state]))
    head.addWidget(ElidedLabel(report.file.name, "strong"), 1)
    column.addLayout(head)
    if report.problems:
        column.addWidget(label(" ".join(p.say(lang) for p in report.problems), "secondary", wrap=True))
    if any(report.attached):
        photos = {n: language.number(getattr(report.attached, n), lang) for n in ("here", "bad")}
        column.addWidget(label(w.PHOTOS_CAME(lang, **photos), "secondary", wrap=True))
    if report.state in {"done", "same"}:
        numbers = {
            n: language.number(getattr(report, n), lang) for n in ("new", "changed", "same", "conflicts")
        }
        column.addWidget(label(w.RESULT(lang, **numbers), "secondary", wrap=True))
    if report.enrolled is not None:
        name, code = report.enrolled
        column.addWidget(label(words_identity.ENROLLED(lang, name=name, code=code), "secondary", wrap=True))
    return line


def conflict_lines(shell: Shell, record: Record, decide: Callable[[str, Stored], object]) -> QWidget:
    """Every field of a record with more than one value: value, author, time, and a button for each."""
    theme, lang = shell.theme, shell.lang
    entity = ENTITIES[record.entity]
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    title = str(record.values.get(entity.title) or record.id)
    column.addWidget(label(f"{entity.label(lang)} · {title}", "strong", wrap=True))
    for name, rivals in record.rivals.items():
        field = entity.fields.get(name)
        called = field.label(lang) if field else w.DELETION(lang) if name == DELETED else name
        column.addWidget(label(called, "caption"))
        for rival in rivals:
            if name == DELETED:
                shown = (w.DELETED if rival.value else w.KEPT)(lang)
            else:
                shown = (
                    field.kind.show(rival.value, lang) if field else str(rival.value or "")
                ) or w.EMPTY_VALUE(lang)
            row = QHBoxLayout()
            place = (w.HERE if rival.dev == shell.office.ledger.device else w.ELSEWHERE)(lang)
            who = w.BY(lang, user=rival.user, place=place, when=moment(shell, rival.ts))
            text = QVBoxLayout()
            text.setSpacing(0)
            text.addWidget(label(shown, "body", wrap=True))
            text.addWidget(label(who, "caption", wrap=True))
            row.addLayout(text, 1)
            keep = button(theme, w.KEEP(lang), "soft", "check", partial(decide, name, rival.value))
            keep.setAccessibleName(w.KEEP_VALUE(lang, field=called, value=shown))
            row.addWidget(keep)
            column.addLayout(row)
    column.addWidget(rule())
    return box
