"""The cards of the exchange page: an office and where it stands, and what an import did."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui import language, words_identity
from ui import words_exchange as w
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.text import ElidedLabel, Pill, label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from casefiles.exchange import ImportReport
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
