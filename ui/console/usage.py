"""Words of a call that are off: what is told (exit code 2), and the nearest word that was perhaps meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

MEANT = Label("您要写的也许是：{near}", "Perhaps you meant: {near}")


class Usage(Exception):
    """The words of the call are off: exit code 2."""

    def __init__(self, code: str, value: str = "", field: str = "", **args: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, field=field, value=value, args=args)


def near(word: str, known: Iterable[str]) -> list[str]:
    """The known words most like this one, the likeliest first; at most three."""
    every = list(dict.fromkeys(known))
    starts = [one for one in every if len(word) > 1 and one.startswith(word)]
    return list(dict.fromkeys([*get_close_matches(word, every, 3, 0.6), *starts]))[:3]


def hint(found: list[str], otherwise: Label) -> Label:
    """“Did you mean”, or where to look when nothing is near."""
    shown = ", ".join(found)
    return Label(MEANT("zh", near=shown), MEANT("en", near=shown)) if found else otherwise
