"""The search box: in the page in sight, or in everything that has a name; its words say in which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import words

if TYPE_CHECKING:
    from ui.window import Shell

EVERYWHERE = "found"
"""the page of what was found among children, mentors and households"""


def search(shell: Shell, text: str) -> None:
    """The box was typed in: the page in sight is asked, else everything is searched."""
    asked = getattr(shell.page, "search", None)
    if asked is not None:
        asked(text)
        shell.note_search(text)
    elif text:
        everywhere(shell, text)


def everywhere(shell: Shell, text: str) -> None:
    """Search children, mentors and households, whatever page is in sight."""
    page = EVERYWHERE if EVERYWHERE in shell.specs else "children"
    if page in shell.specs and shell.is_open:
        typed = shell.top.search.text()
        shell.open(page, find=text)
        shell.top.search.set(typed)  # what is being typed, not what is asked


def say(shell: Shell) -> None:
    """What the box searches now: a page that searches has `searched()`, the name of what it looks through."""
    named = getattr(shell.page, "searched", None)
    lang = shell.lang
    if named is None:
        shell.top.search.say(words.SEARCH_ALL(lang), words.SEARCH_ALL_NAME(lang))
    else:
        what = named()
        shell.top.search.say(words.SEARCH_IN(lang, what=what), words.SEARCH_IN_NAME(lang, what=what))
