"""The band over the window of a practice office: nobody shall take invented people for real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui import words
from ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from casefiles.domain.words import Lang
    from ui.theme import Theme


def practice_band(theme: Theme, lang: Lang) -> QLabel:
    """A line across in the colour of a warning."""
    band = label(words.PRACTICE_DATA(lang), "strong", wrap=True)
    band.setObjectName("practice")
    band.setAlignment(Qt.AlignmentFlag.AlignCenter)
    band.setStyleSheet(f"background: {theme.palette.warn}; color: {theme.palette.surface}; padding: 3px")
    return band
