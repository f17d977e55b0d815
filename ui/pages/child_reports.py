"""The mandatory reports of a child: what was seen, whether it was reported, and what came of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui import words_child
from ui import words_reports as words
from ui.pages.child_family import edit_record
from ui.pages.child_parts import Line, note, shown_value
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from casefiles.domain.words import Lang
    from casefiles.ports import Record
    from casefiles.registers import Around
    from ui.window import Shell


def reports_card(shell: Shell, file: Around) -> Card | None:
    """The reports, the newest sign first; None when there is none, as it should be."""
    if not file.reports:
        return None
    theme, lang = shell.theme, shell.lang
    card = Card(theme, words.TITLE(lang))
    card.setObjectName("reports")
    card.body.addWidget(note(words.HELP(lang)))
    for report in file.reports:
        day = str(report.values.get("on") or "?")
        signs = shown_value(report, "signs", lang) or words.NO_SIGN(lang)
        told = _told(report, lang)
        right = [_pill(shell, report), _act(shell, file, report, day)]
        card.body.addWidget(
            Line(theme, words.SEEN_ON(lang, day=day), "", "\n".join(p for p in (signs, told) if p), *right)
        )
    return card


def _pill(shell: Shell, report: Record) -> Pill:
    lang, theme, values = shell.lang, shell.theme, report.values
    if values.get("closed_on"):
        return Pill(theme, words.CLOSED(lang), "ok")
    if values.get("reported_on"):
        return Pill(theme, words.RUNNING(lang), "warn")
    return Pill(theme, words.NOT_YET(lang), "danger", "triangle-alert")


def _told(report: Record, lang: Lang) -> str:
    """To whom, when, by whom, the number, the outcome: what is known of it."""
    values, parts = report.values, []
    if values.get("reported_on"):
        whom = shown_value(report, "reported_to", lang) or "?"
        parts.append(words.TOLD(lang, day=values["reported_on"], whom=whom))
    if values.get("reported_by"):
        parts.append(words.BY(lang, name=values["reported_by"]))
    if values.get("receipt"):
        parts.append(words.RECEIPT(lang, number=values["receipt"]))
    if values.get("outcome"):
        parts.append(words.OUTCOME(lang, outcome=shown_value(report, "outcome", lang)))
    if values.get("closed_on"):
        parts.append(words.CLOSED_ON(lang, day=values["closed_on"]))
    return " · ".join(parts)


def _act(shell: Shell, file: Around, report: Record, day: str) -> QWidget:
    theme, lang = shell.theme, shell.lang
    go = partial(edit_record, shell, file, "report", report.id)
    if report.values.get("closed_on"):
        made: QWidget = icon_button(theme, f"{words_child.EDIT(lang)}: {words.SEEN_ON(lang, day=day)}", "pencil", go)
    elif report.values.get("reported_on"):
        made = button(theme, words.FOLLOW_UP(lang), "soft", "pencil", go)
        made.setAccessibleName(words.FOLLOW_UP_FOR(lang, day=day))
    else:
        made = button(theme, words.FILL_IN(lang), "primary", "pencil", go)
        made.setAccessibleName(words.FILL_IN_FOR(lang, day=day))
    made.setObjectName(f"report-{report.id}")
    return made
