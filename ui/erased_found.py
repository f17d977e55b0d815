"""A search that finds nothing: what was asked for may be a file that was erased by order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import recording
from ui import words_erased as w

if TYPE_CHECKING:
    from collections.abc import Sized

    from casefiles.domain.problems import Problem
    from casefiles.domain.words import Label, Lang
    from casefiles.office import Office
    from ui.widgets.cards import EmptyState


def erased(office: Office, text: str, hits: Sized) -> Problem | None:
    """What is said of the number or id that was searched when nothing was found by it. Off the GUI thread."""
    return recording.missing(office, text) if text and not hits else None


def say(state: EmptyState, gone: Problem | None, usual: tuple[Label, Label], lang: Lang) -> None:
    """In the place of an empty list: when and by whose order it was erased, or what is said there else."""
    title, help_ = usual
    state.say(w.SEARCHED(lang) if gone else title(lang), gone.say(lang) if gone else help_(lang))
