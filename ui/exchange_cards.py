"""The cards of the exchange page: an office and where it stands, and what an import did."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casefiles.domain import filenames
from casefiles.exchange import doubtful
from ui import language, words_identity, words_imported
from ui import words_exchange as w
from ui import words_trip as t
from ui.inviting import invite_button, invites
from ui.widgets.cards import Card, EmptyState
from ui.widgets.text import ElidedLabel, Pill, label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from casefiles.domain.words import Lang
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
    """A stored time as people read it; one that cannot be right is said to be unreliable."""
    if not doubtful(ms):
        return language.moment(datetime.fromtimestamp(ms / 1000), shell.now(), shell.lang)
    try:
        day = f"{datetime.fromtimestamp(ms / 1000):%Y-%m-%d}"
    except (OverflowError, OSError, ValueError):
        day = "—"
    return w.UNRELIABLE(shell.lang, when=day)


def day(shell: Shell, ms: int) -> str:
    """The day of a stored time as people read it."""
    if doubtful(ms):
        return moment(shell, ms)
    return language.near_day(datetime.fromtimestamp(ms / 1000).date(), shell.now().date(), shell.lang)


def counted(n: int, shell: Shell) -> object:
    """A count for a label: the number one itself, so that English says "1 change"."""
    return n if n == 1 else language.number(n, shell.lang)


def nobody_card(shell: Shell) -> Card:
    """That no other office is known, and how it gets to be: an office with others below it begins by inviting them."""
    theme, lang = shell.theme, shell.lang
    card = Card(theme)
    help_, acts = (w.NO_OFFICES_BELOW, [invite_button(shell)]) if invites(shell) else (w.NO_OFFICES_HELP, [])
    card.body.addWidget(EmptyState(theme, w.NO_OFFICES(lang), help_(lang), *acts, icon="usb"))
    return card


def summary(reports: Sequence[ImportReport], lang: Lang) -> str:
    """What an import came to, in a sentence."""
    fresh = [report for report in reports if not words_imported.was_before(report)]
    if not fresh:
        return words_imported.NO_NEWS(lang)
    states = [report.state for report in fresh]
    counts = (
        (words_imported.SUMMARY, states.count("done") + states.count("same")),
        (words_imported.OF_IT, sum(report.new for report in fresh)),
        (words_imported.OF_BOTH, sum(report.conflicts for report in fresh)),
        (words_imported.OF_WAITING, states.count("waiting")),
        (words_imported.OF_ASIDE, states.count("aside")),
        (words_imported.OF_REFUSED, states.count("refused")),
    )
    told = [language.counted(words, n, lang) for words, n in counts if n]
    return f"{'，'.join(told)}。" if lang == "zh" else f"{', '.join(told)}."


def results_card(shell: Shell, reports: Sequence[ImportReport], noticed: Collection[str] = ()) -> Card:
    """What became of the files of an import: those that were new in their order, then those imported before in one
    line, for a stick keeps them all."""
    card = Card(shell.theme, w.RESULTS(shell.lang))
    before = [report for report in reports if words_imported.was_before(report)]
    folded = before if len(before) > 1 else []
    for report in sorted(reports, key=words_imported.was_before):
        if report not in folded:
            card.body.addWidget(result_line(shell, report, noticed))
    if folded:
        line = label(language.counted(words_imported.BEFORE_MANY, len(folded), shell.lang), "secondary", wrap=True)
        line.setToolTip("\n".join(filenames.shown(report.file.name) for report in folded))
        card.body.addWidget(line)
    return card


def result_line(shell: Shell, report: ImportReport, noticed: Collection[str]) -> QWidget:
    """What became of one file; `noticed` are the codes of what the head of the page says already."""
    theme, lang = shell.theme, shell.lang
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    head = QHBoxLayout()
    head.setSpacing(theme.px(8))
    head.addWidget(Pill(theme, words_imported.state(report, lang), STATE_TONES[report.state]))
    head.addWidget(ElidedLabel(filenames.shown(report.file.name), "strong"), 1)
    column.addLayout(head)
    if report.problems:
        column.addWidget(label(" ".join(p.say(lang) for p in report.problems), "secondary", wrap=True))
    if any(report.attached):
        photos = {n: language.number(getattr(report.attached, n), lang) for n in ("here", "bad")}
        column.addWidget(label(w.PHOTOS_CAME(lang, **photos), "secondary", wrap=True))
    if report.state in {"done", "same"}:
        numbers = {n: language.number(getattr(report, n), lang) for n in ("new", "changed", "same")}
        numbered = words_imported.more(report, lang) or w.RESULT(lang, **numbers)
        if report.conflicts:
            numbered = language.counted(w.RESULT_BOTH, report.conflicts, lang, said=numbered)
        column.addWidget(label(numbered, "secondary", wrap=True))
    if newer := words_imported.newer(report, lang):
        column.addWidget(label(newer, "secondary", wrap=True))
    if report.enrolled is not None:
        name, code = report.enrolled
        column.addWidget(label(words_identity.ENROLLED(lang, name=name, code=code), "secondary", wrap=True))
    every = (report, *report.followed)
    renewed = "IDENTITY_TWICE" not in noticed and any(one.renewed for one in every)
    for said, happened in ((t.RENEWED, renewed), (t.FORKED, any(one.forked for one in every))):
        if happened:
            column.addWidget(label(said(lang), "secondary", tone="danger", wrap=True))
    if report.followed:
        column.addWidget(label(language.counted(t.FOLLOWED, len(report.followed), lang), "secondary", wrap=True))
    return line
