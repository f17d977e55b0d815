"""What stands under and beside the form of a visit: the buttons, and the phrases on Ctrl and a digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import words_visit as words
from ui.fields_choices import option_button
from ui.fields_lines import NotesEditor
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.domain.words import Lang
    from ui.fields_lines import Editor, Place
    from ui.visit_entry import VisitEntry


class VisitFoot(QWidget):
    """Save, save and next, repeat, and `state`, where the entry says how it stands."""

    def __init__(self, entry: VisitEntry, *, narrow: bool) -> None:
        super().__init__()
        theme, lang = entry.shell.theme, entry.shell.lang
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self.state = ElidedLabel("", "caption")
        self.save = button(theme, words.SAVE(lang), "primary", "check", entry.save, tip=words.SAVE_TIP(lang))
        self.next = button(
            theme, words.SAVE_NEXT(lang), "soft", click=entry.save_and_next, tip=words.SAVE_NEXT_TIP(lang)
        )
        self.repeat = button(
            theme, words.REPEAT(lang), "ghost", "copy", entry.repeat, tip=words.REPEAT_TIP(lang)
        )
        first, second = QHBoxLayout(), QHBoxLayout()
        if narrow:  # the drawer: two lines
            first.addWidget(self.state, 1)
            first.addWidget(self.repeat)
            column.addLayout(first)
            second.addWidget(self.next)
            second.addStretch(1)
            second.addWidget(self.save)
        else:
            buttons = QWidget()
            flow = FlowLayout(buttons, theme.px(8))
            for one in (self.save, self.next, self.repeat):
                flow.addWidget(one)
            buttons.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            second.addWidget(buttons)
            second.addWidget(self.state, 1)
        column.addLayout(second)


def phrases(place: Place, put: Callable[[str], object]) -> QWidget:
    """The phrases to press; `put` gets the one pressed."""
    lang = place.lang
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(place.theme.px(4))
    column.addWidget(label(words.PHRASES(lang), "caption"))
    chips = QWidget()
    flow = FlowLayout(chips, place.theme.px(6))
    for number, phrase in enumerate(words.PHRASE_LIST, start=1):
        text = phrase(lang)
        chip = option_button(place, f"{number} {text.rstrip('。.')}", words.PHRASE_TIP(lang, n=number))
        chip.clicked.connect(lambda _checked=False, text=text: put(text))
        flow.addWidget(chip)
    column.addWidget(chips)
    return holder


def insert(editor: Editor, phrase: str, lang: Lang) -> None:
    """Put a phrase at the caret of these notes."""
    if isinstance(editor, NotesEditor):
        before = editor.box.before_caret()
        gap = " " if lang == "en" and before and not before.endswith((" ", "\n")) else ""
        editor.box.insert(gap + phrase)
