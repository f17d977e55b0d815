"""The suggested categories beside those that are recorded: adopt one, or say why it is not so."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from casefiles import categorising
from casefiles.domain import category_words
from ui import category_said
from ui import words_categories as words
from ui.pages.child_away import WRITES
from ui.pages.child_parts import Line, note
from ui.record_drawer import RecordDrawer, open_record
from ui.veiled import running
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from casefiles.domain.categories import Finding
    from casefiles.registers import Around
    from ui.window import Shell


def suggested_card(shell: Shell, file: Around) -> Card | None:
    """Findings with two buttons each, answers, hints, what is missing; None for a closed file."""
    theme, lang = shell.theme, shell.lang
    if file.child.values.get("closed_on"):
        return None
    view = categorising.look(shell.office, file.child)
    card = Card(theme, words.CARD(lang))
    card.setObjectName("suggested")
    card.setProperty("undecided", bool(view.open))
    card.body.addWidget(note(words.HELP(lang)))
    if not view.open:
        card.body.addWidget(note(words.AGREE(lang)))
    for finding in (*view.open, *view.hints):
        card.body.addWidget(_line(shell, file, finding))
    for finding, answer in view.answered:
        reason, day = running(answer.values.get("reason")), answer.values.get("on") or "?"
        said = words.ANSWERED(lang, reason=reason, day=day)
        pill = Pill(theme, words.ANSWERED_PILL(lang), "neutral")
        card.body.addWidget(Line(theme, category_said.what(finding, lang), "", said, pill))
    if view.lacking:
        what = category_words.say_all(view.lacking, lang)
        card.body.addWidget(note(words.LACKING(lang, what=what)))
    return card


def _line(shell: Shell, file: Around, finding: Finding) -> Line:
    theme, lang = shell.theme, shell.lang
    what = category_said.what(finding, lang)
    adopt = button(theme, words.ADOPT(lang), "soft", "check", partial(_adopt, shell, file, finding))
    adopt.setAccessibleName(words.ADOPT_IT(lang, what=what))
    adopt.setObjectName(f"adopt-{finding.act}-{finding.category}-{finding.subcategory}")
    no = button(theme, words.NOT_SO(lang), "ghost", "", partial(_not_so, shell, file, finding))
    no.setProperty(WRITES, True)
    no.setAccessibleName(words.NOT_SO_IT(lang, what=what))
    no.setObjectName(f"not-{finding.act}-{finding.category}-{finding.subcategory}")
    right: tuple[QWidget, ...] = (adopt, no)
    return Line(theme, "", category_said.title(finding, lang), category_said.why(finding, lang), *right)


def _adopt(shell: Shell, file: Around, finding: Finding) -> None:
    """The form of the spell, filled with what is suggested; a person saves it."""
    from ui.pages.child_family import edit_record  # that page shows this card

    if finding.act == "end":
        edit_record(shell, file, "category_spell", finding.spell, end=True)
        return
    filled = {
        "category": finding.category,
        "subcategory": finding.subcategory,
        "reason": category_said.why(finding, shell.lang)[:300],
    }
    edit_record(shell, file, "category_spell", filled=filled)


def _not_so(shell: Shell, file: Around, finding: Finding) -> RecordDrawer:
    """Asks for the reason alone."""
    fixed = {
        "child": file.child.id, "on": shell.office.clock.today().isoformat(), "act": finding.act,
        "category": finding.category, "subcategory": finding.subcategory, "by": shell.office.me.name,
        "facts": finding.print,
    }  # fmt: skip
    title = words.NOT_SO_IT(shell.lang, what=category_said.what(finding, shell.lang))
    return open_record(shell, lambda: RecordDrawer(shell, "category_answer", fixed=fixed, title=title))
